// Choosing a note of the reply, and telling everything of its decision.
// Notes come in the order of time; the one that is chosen is shown in full.
const notes = data.notes;
const decisionOf = note => data.decisions.find(one => one.id === note.decision);
let chosen = -1;

function explain(board) {
  const told = byId('why');
  const silent = told.textContent;
  board.addEventListener('mousemove', event => {
    const note = notes[noteAt(board, event)];
    const decision = note && decisionOf(note);
    board.classList.toggle('over', !!note);
    told.textContent = note
      ? `${nameOf(note.key)} at ${note.t.toFixed(2)} s, ${note.voice}, ${decision ? decision.mode + ': ' + plain(decision) : ''}`
      : momentAt(board, event) ?? silent;
  });
  board.addEventListener('click', event => choose(noteAt(board, event)));
  board.addEventListener('keydown', event => {
    const next = step(event.key);
    if (next === undefined) return;
    event.preventDefault();
    choose(next);
  });
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') choose(-1);
  });
}

function noteAt(board, event) {
  const box = board.getBoundingClientRect();
  const [at, key] = [(event.clientX - box.left) / scale + origin, highKey - (event.clientY - box.top - lanes.roll.top) / keyHeight];
  return notes.findIndex(one => at >= one.t && at <= one.t + Math.max(one.length, 4 / scale) && Math.abs(one.key - key) <= Math.max(0.7, 4 / keyHeight));
}

// Left and right go by time; up and down to the nearest in time, within 2 s, of the notes above or below.
function step(pressed) {
  if (!notes.length) return undefined;
  const last = notes.length - 1;
  switch (pressed) {
    case 'ArrowRight': return Math.min(chosen + 1, last);
    case 'ArrowLeft': return chosen < 0 ? last : Math.max(chosen - 1, 0);
    case 'ArrowUp': return beside(1);
    case 'ArrowDown': return beside(-1);
    case 'Home': return 0;
    case 'End': return last;
    default: return undefined;
  }
}

function beside(direction) {
  if (chosen < 0) return 0;
  const from = notes[chosen];
  const apart = note => Math.abs(note.t - from.t) + Math.abs(note.key - from.key) / 1000;
  let nearest = chosen;
  notes.forEach((note, i) => {
    const isBeside = (note.key - from.key) * direction > 0 && Math.abs(note.t - from.t) < 2;
    if (isBeside && (nearest === chosen || apart(note) < apart(notes[nearest]))) nearest = i;
  });
  return nearest;
}

function choose(index) {
  if (index === chosen) return;
  chosen = index;
  const note = notes[index];
  byId('note').hidden = !note;
  byId('marks').replaceChildren();
  if (note) {
    mark(note);
    tell(note, decisionOf(note));
    bringIntoView(note);
  }
  history.replaceState(null, '', note ? '#note-' + note.id : location.pathname + location.search);
}

function bringIntoView(note) {
  const view = byId('scroll');
  if (x(note.t) < view.scrollLeft + 20 || x(note.t) > view.scrollLeft + view.clientWidth - 60) {
    view.scrollLeft = x(note.t) - view.clientWidth / 2;
  }
}

function mark(note) {
  const marks = byId('marks');
  for (const one of notes.filter(other => other.decision === note.decision && other !== note)) {
    marks.append(outline(one, ''), arc(one, ''));
  }
  marks.append(arc(note, 'chosen'), outline(note, 'chosen'));
}

function outline(note, kind) {
  const height = Math.max(5, keyHeight) + 4;
  return svg('rect', { class: kind, x: x(note.t) - 2, y: y(note.key) - height / 2, width: Math.max(3, note.length * scale - 1) + 4, height });
}

// From a note back to where it was heard, if that is in the picture.
function arc(note, kind) {
  const group = svg('g', {});
  if (!isHeardHere(note.source)) return group;
  const [toX, toY, fromX, fromY] = [x(note.source.t), heardAt(note.source.t), x(note.t), y(note.key)];
  const top = Math.max(lanes.roll.top + 2, Math.min(toY, fromY) - Math.min(70, 14 + Math.abs(fromX - toX) / 5));
  group.append(svg('path', { class: kind, d: `M ${fromX} ${fromY} C ${fromX} ${top}, ${toX} ${top}, ${toX} ${toY}` }));
  if (kind) group.append(svg('circle', { cx: toX, cy: toY, r: 3.5 }));
  return group;
}

const isHeardHere = source => source && !source.recording && source.t >= origin && source.t <= seconds;

// At the pitch of the call there, or at the foot of the roll where there was none.
function heardAt(time) {
  const token = data.tokens.reduce((best, one) => Math.abs(one[0] - time) < Math.abs(best[0] - time) ? one : best);
  const key = token[3] || lowKey;
  return y(Math.min(highKey, Math.max(lowKey, key)));
}

const occasions = {
  answers: 'answers: a phrase of the player has ended',
  joins: 'joins in: the player plays on',
  leads: 'leads: nobody plays',
  stops: 'stops: what was planned is taken back',
};
const semitones = count => count === 0 ? 'none' : `${count > 0 ? '+' : '−'}${Math.abs(count)} semitone${Math.abs(count) === 1 ? '' : 's'}`;
const percent = share => share === null || share === undefined ? '–' : Math.round(100 * share) + ' %';
const place = (recording, time) => recording ? `${recording} at ${clock(time)}` : `live at ${time.toFixed(2)} s`;

function tell(note, decision) {
  const panel = byId('note');
  const heading = element('h3', `${nameOf(note.key)} at ${note.t.toFixed(2)} s`);
  heading.append(element('small', `${note.voice}, key ${note.key}, velocity ${note.velocity}, ${note.length.toFixed(2)} s long`));
  const close = element('button', 'close');
  close.addEventListener('click', () => choose(-1));
  heading.append(close);
  panel.replaceChildren(heading);
  if (!decision) {
    panel.append(element('p', 'Its decision is older than what the session keeps.'));
    return;
  }
  const columns = element('div');
  columns.className = 'columns';
  columns.append(
    facts('the decision', decisionFacts(note, decision)),
    facts('where it comes from', sourceFacts(note, decision)),
    facts('why there', weightFacts(decision)),
    facts('time spent, ms', stageFacts(decision)));
  const why = element('p', plain(decision));
  why.className = 'why';
  panel.append(why, columns);
  if (decision.runs.length) panel.append(runs(decision));
}

function decisionFacts(note, decision) {
  const others = notes.filter(one => one.decision === note.decision).length - 1;
  return [
    ['occasion', occasions[decision.occasion] ?? decision.occasion],
    ['mode', decision.mode],
    ['decided', `${decision.t.toFixed(2)} s, number ${decision.id}`],
    ['planned', `${decision.notes.length} note${decision.notes.length === 1 ? '' : 's'}; ${others} other${others === 1 ? '' : 's'} marked above`],
    ['transposition', semitones(decision.transpositionSemitones)],
    ['stretch', '× ' + decision.stretch.toFixed(2)],
  ];
}

function sourceFacts(note, decision) {
  const likeness = decision.likeness;
  return [
    ['this note', note.source ? place(note.source.recording, note.source.t) : 'no source'],
    ['before it sounded', note.source && !note.source.recording ? (note.t - note.source.t).toFixed(2) + ' s' : '–'],
    ['alike before it', decision.matchedFrames ? `for ${decision.matchedSeconds.toFixed(2)} s` : 'nothing'],
    ['beginnings of notes as recalled', percent(likeness?.onsetF)],
    ['names of notes as recalled', percent(likeness?.pitchClassShare)],
  ];
}

function weightFacts(decision) {
  const weights = decision.weights;
  return weights ? [
    ['places weighed', String(weights.candidates)],
    ['how alike the past was', weights.context.toFixed(2)],
    ['how well the harmony fits', weights.harmony.toFixed(2)],
    ['not played of late', percent(weights.taboo)],
    ['where it comes from', weights.source.toFixed(2)],
    ['chance it had', percent(weights.chance)],
  ] : [['places weighed', 'none']];
}

function stageFacts(decision) {
  const names = { hpss: 'splitting', encode: 'describing', quantize: 'naming words', remember: 'remembering', decide: 'deciding' };
  return decision.stageMs
    ? Object.entries(names).map(([key, name]) => [name, decision.stageMs[key].toFixed(2)])
    : [['all', 'not measured']];
}

function facts(name, rows) {
  const box = element('div');
  const table = element('table');
  for (const [what, value] of rows) {
    const row = table.insertRow();
    row.append(element('td', what), element('td', value));
  }
  box.append(element('h4', name), table);
  return box;
}

function runs(decision) {
  const table = element('table');
  table.className = 'runs';
  table.innerHTML = '<thead><tr><th>recalled from</th><th>to</th><th>long</th><th>played after</th><th>transposed</th></tr></thead>';
  const body = table.createTBody();
  for (const run of decision.runs) {
    const row = body.insertRow();
    for (const text of [
      place(run.recording, run.from),
      run.recording ? clock(run.to) : run.to.toFixed(2) + ' s',
      (run.to - run.from).toFixed(2) + ' s',
      run.offsetSeconds.toFixed(2) + ' s',
      semitones(run.transpositionSemitones),
    ]) row.append(element('td', text));
  }
  return table;
}

function chooseByAddress() {
  const [, id] = /^#note-(\d+)$/.exec(location.hash) ?? [];
  if (id !== undefined) choose(notes.findIndex(note => note.id === Number(id)));
}
