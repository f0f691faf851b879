// What happened besides the music: pieces, commands, losses, decisions; and how all of it is read.
// What happened at one time, as the many commands with which a piece begins, is told together.
const shownMoments = [];
for (const one of data.moments) {
  const last = shownMoments[shownMoments.length - 1];
  const colour = one.kind === 'lost' ? '--gap' : one.kind === 'back' ? '--back' : one.kind === 'chart' ? '--piece' : '--command';
  if (last && last.t === one.t && last.colour === colour) last.texts.push(one.text);
  else shownMoments.push({ t: one.t, colour, texts: [one.text] });
}

// What was decided, without the words that only the program's makers use.
function plain(decision) {
  const alike = decision.matchedSeconds ? `alike for ${decision.matchedSeconds.toFixed(2)} s` : 'alike';
  return decision.why.replace(/matched \d+ frames?/, alike);
}

function playedWith() {
  byId('with').hidden = !data.playedWith.length;
  const facts = data.playedWith.map(one => [one.name, one.value]);
  const settings = data.settings.map(one => [one.name, `${one.value} (else ${one.default})`]);
  byId('playedWith').append(factsTable('', facts), factsTable('settings that are not as they come', settings.length ? settings : [['none', '']]));
}

function factsTable(name, rows) {
  const box = element('div');
  const made = element('table');
  made.className = 'facts';
  for (const [what, value] of rows) {
    const row = made.insertRow();
    row.append(element('td', what), element('td', value));
  }
  if (name) box.append(element('h4', name));
  box.append(made);
  return box;
}

function legend() {
  const whole = origin < 0.5;
  byId('span').textContent = (whole
    ? `The whole session, ${clock(seconds)} long.`
    : `The last ${Math.round(data.keptSeconds / 60)} minutes: from ${clock(origin)} to ${clock(seconds)}; what was before stands in the session’s logs.`)
    + ' Everything shares one time axis; faint lines stand every 0.35 s.';
  const items = [
    ['call', '--call', 'the player’s sound and pitch'],
    ['melody', '--melody', 'melody of the reply'],
    ['bass', '--bass', 'bass of the reply'],
    ['words', '', 'words heard, a colour each; pale: while it starts up'],
    ['decision', '--ink', 'a decision of the partner'],
  ];
  if (data.keys?.length) items.push(['key', '--call', 'keys played on a keyboard']);
  if (data.pieces.length) items.push(['piece', '--piece', 'a piece of the setlist']);
  if (data.moments.some(one => one.kind === 'command' || one.kind === 'preset')) items.push(['mark', '--command', 'a command or a preset']);
  if (data.chart.length) items.push(['mark', '--piece', 'a bar of the chart, above the call']);
  if (data.gaps.length) items.push(['gap', '--gap', 'sound that was lost']);
  if (data.moments.some(one => one.kind === 'lost')) items.push(['mark', '--gap', 'a card or a port was lost'], ['mark', '--back', '… and is back']);
  if (data.unkept?.length) items.push(['hole', '--gap', 'not written to the disk']);
  if (data.health.length) items.push(['mark', '--percussive', 'it doubted its hearing']);
  for (const [kind, colour, text] of items) {
    const item = element('li', text);
    const swatch = element('i');
    swatch.className = kind;
    if (colour) swatch.style.setProperty('--colour', `var(${colour})`);
    item.prepend(swatch);
    byId('legend').append(item);
  }
}

// All that is no music, in the order of time.
function happened() {
  const rows = [
    ...data.pieces.map(one => [one.seconds, `“${one.name}” begins, ${clock(one.length)} long${one.chart ? `, by the chart ${one.chart}` : ''}`]),
    ...shownMoments.map(one => [one.t, one.texts.join('; ')]),
    ...data.gaps.map(one => [one.t, `${one.length.toFixed(2)} s of sound were lost: ${one.why}`]),
    ...(data.unkept ?? []).map(one => [one.t, `${one.length.toFixed(1)} s were not written to the disk`]),
    ...data.health.map(one => [one.t, one.text]),
  ].sort((a, b) => a[0] - b[0]);
  byId('happened').hidden = !rows.length;
  for (const [time, what] of rows) {
    const row = byId('moments').tBodies[0].insertRow();
    row.append(element('td', clock(time)), element('td', what));
  }
}

// The keys of a piano beside the roll, and the names of its C.
function keyboard() {
  const lane = lanes.roll;
  const board = svg('svg', { class: 'keys', width: 22, height: lane.height });
  board.style.top = lane.top + 'px';
  for (let key = lowKey + 1; key < highKey; key++) {
    const black = noteNames[key % 12].length > 1;
    board.append(svg('rect', { x: 0, y: y(key) - lane.top - keyHeight / 2, width: black ? 13 : 22, height: keyHeight, class: black ? 'black' : 'white' }));
  }
  byId('labels').append(board);
  for (let key = Math.ceil(lowKey / 12) * 12; key < highKey; key += 12) {
    const label = element('span', nameOf(key));
    label.className = 'key';
    label.style.top = y(key) - 8 + 'px';
    byId('labels').append(label);
  }
}

// Small marks at the top of the roll, where the partner made up its mind.
function drawDecisions(paint) {
  for (const decision of data.decisions) {
    paint.fillStyle = style(decision.voice === 'bass' ? '--bass' : '--melody');
    const [left, top] = [x(decision.t), lanes.roll.top];
    paint.beginPath();
    paint.moveTo(left - 4, top);
    paint.lineTo(left + 4, top);
    paint.lineTo(left, top + 7);
    paint.fill();
  }
}

function drawMoments(paint) {
  const lane = lanes.moments;
  paint.font = '12px Georgia, serif';
  for (const piece of data.pieces) {
    paint.fillStyle = style('--piece');
    paint.globalAlpha = 0.25;
    paint.fillRect(x(piece.seconds), lane.top, Math.max(2, piece.length * scale), 16);
    paint.globalAlpha = 1;
    paint.fillStyle = style('--ink');
    fit(paint, piece.name, x(piece.seconds) + 4, lane.top + 12, piece.length * scale - 8);
  }
  // A text has the room up to the next mark; the list below tells all of them whole.
  shownMoments.forEach((one, i) => {
    const left = x(one.t);
    const room = (shownMoments[i + 1] ? x(shownMoments[i + 1].t) : x(seconds)) - left - 8;
    paint.fillStyle = style(one.colour);
    paint.fillRect(left - 0.5, lane.top + 16, 1.5, lane.height - 16);
    const lines = one.texts.length > 3 ? [...one.texts.slice(0, 2), `and ${one.texts.length - 2} more`] : one.texts;
    lines.forEach((text, row) => fit(paint, text, left + 4, lane.top + 28 + 13 * row, room));
  });
}

function fit(paint, text, left, top, width) {
  let shown = text;
  while (shown && paint.measureText(shown).width > width) shown = shown.slice(0, -1);
  if (shown.length > 3 || shown === text) paint.fillText(shown === text ? text : shown.slice(0, -1) + '…', left, top);
}

// What stands at a place of the lane of events, or where a decision was made.
function momentAt(board, event) {
  const box = board.getBoundingClientRect();
  const [left, top] = [event.clientX - box.left, event.clientY - box.top];
  if (top >= lanes.moments.top && top < lanes.moments.top + lanes.moments.height) {
    const near = shownMoments.filter(one => Math.abs(x(one.t) - left) < 5).map(one => `${clock(one.t)} ${one.texts.join('; ')}`);
    const piece = data.pieces.find(one => left >= x(one.seconds) && left <= x(one.seconds + one.length));
    return near.join('; ') || (piece ? `“${piece.name}” from ${clock(piece.seconds)}, ${clock(piece.length)} long` : undefined);
  }
  if (top >= lanes.roll.top && top < lanes.roll.top + 9) {
    return data.decisions.filter(one => Math.abs(x(one.t) - left) < 5).map(one => `${clock(one.t)} ${one.voice}, ${one.mode}: ${plain(one)}`).join('; ') || undefined;
  }
  return undefined;
}
