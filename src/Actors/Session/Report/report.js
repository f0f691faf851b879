'use strict';
const data = JSON.parse(document.getElementById('data').textContent);
const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const byId = id => document.getElementById(id);
const rest = 255;
const noteNames = ['C', 'C♯', 'D', 'D♯', 'E', 'F', 'F♯', 'G', 'G♯', 'A', 'A♯', 'B'];
const nameOf = key => noteNames[key % 12] + (Math.floor(key / 12) - 1);
// Minutes and seconds; tenths where they are not whole.
function clock(time) {
  const tenths = Math.round(time * 10);
  const [hours, minutes, rest] = [Math.floor(tenths / 36000), Math.floor(tenths / 600) % 60, tenths % 600 / 10];
  const shown = (rest % 1 ? rest.toFixed(1) : String(rest)).padStart(rest % 1 ? 4 : 2, '0');
  return (hours ? hours + ':' + String(minutes).padStart(2, '0') : minutes) + ':' + shown;
}

const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text ?? '' });

function svg(name, attributes) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function header() {
  byId('name').textContent = data.name;
  byId('when').textContent = data.began ?? '';
  byId('verdict').textContent = data.verdict;
  byId('rows').textContent = data.tokenCount;
  for (const [name, value] of data.figures) {
    const box = element('div');
    box.append(element('dt', name), element('dd', value));
    byId('figures').append(box);
  }
  for (const notice of data.health) {
    const line = element('li', clock(notice.t) + ' ' + notice.text);
    line.className = notice.finding;
    byId('health').append(line);
  }
}

// Lanes from top to bottom: what each shows, and where.
const axis = 24;
const lanes = {
  moments: { top: axis + 4, height: 58, label: 'events', note: 'pieces, commands, losses' },
  call: { top: axis + 72, height: 84, label: 'call', note: 'its sound' },
  harmonic: { top: axis + 164, height: 132, label: 'tones', note: 'a row a word' },
  percussive: { top: axis + 304, height: 132, label: 'strokes', note: 'a row a word' },
  roll: { top: axis + 446, height: 220, label: 'reply', note: '' },
};
const totalHeight = axis + 446 + 220 + 8;
const seconds = Math.max(1, data.seconds, ...data.notes.concat(data.keys).map(note => note.t + note.length));
const origin = data.tokens.length ? Math.max(0, data.tokens[0][0] - 0.01) : 0;
const span = seconds - origin;
let scale = 1;
const x = time => (time - origin) * scale;
const keys = data.notes.concat(data.keys, data.heard).map(note => note.key)
  .concat(data.tokens.filter(token => token[3] && !data.heard.length).map(token => token[3]));
const lowKey = Math.floor(keys.length ? Math.max(24, Math.min(...keys)) : 48) - 2;
const highKey = Math.ceil(keys.length ? Math.min(100, Math.max(...keys)) : 72) + 2;
const keyHeight = lanes.roll.height / (highKey - lowKey);
const y = key => lanes.roll.top + (highKey - key) * keyHeight;

function labels() {
  for (const lane of Object.values(lanes)) {
    const label = element('span', lane.label);
    label.append(element('small', lane.note));
    label.style.top = lane.top + 4 + 'px';
    byId('labels').append(label);
  }
  keyboard();
}

function canvas() {
  const width = Math.max(byId('scroll').clientWidth, Math.ceil(span * 22));
  scale = width / span;
  const ratio = window.devicePixelRatio || 1;
  const board = byId('canvas');
  Object.assign(board, { width: width * ratio, height: totalHeight * ratio });
  Object.assign(board.style, { width: width + 'px', height: totalHeight + 'px' });
  Object.assign(byId('marks').style, { width: width + 'px', height: totalHeight + 'px' });
  const paint = board.getContext('2d');
  paint.scale(ratio, ratio);
  drawGrid(paint, width);
  drawCall(paint);
  drawChart(paint);
  drawWords(paint, 'harmonic', 1);
  drawWords(paint, 'percussive', 2);
  drawLost(paint);
  drawHealth(paint);
  drawRoll(paint, width);
  drawDecisions(paint);
  drawMoments(paint);
  explain(board);
}

function drawGrid(paint, width) {
  paint.fillStyle = style('--line');
  paint.globalAlpha = 0.55;
  for (let time = Math.ceil(origin / 0.35) * 0.35; time < seconds; time += 0.35) {
    paint.fillRect(x(time), axis, 0.5, totalHeight - axis);
  }
  paint.globalAlpha = 1;
  paint.font = '12px Georgia, serif';
  const step = [1, 2, 5, 10, 30, 60, 120, 300].find(candidate => candidate * scale > 56) ?? 60;
  for (let time = Math.ceil(origin / step) * step; time < seconds; time += step) {
    paint.fillStyle = style('--line');
    paint.fillRect(x(time), 16, 1, totalHeight);
    paint.fillStyle = style('--soft');
    if (x(time) < width - 40) paint.fillText(clock(time), x(time) + 4, 14);
  }
  paint.fillStyle = style('--line');
  for (const lane of Object.values(lanes)) paint.fillRect(0, lane.top - 5, width, 1);
}

function drawCall(paint) {
  const lane = lanes.call;
  const middle = lane.top + lane.height / 2;
  const loudest = Math.max(0.05, ...data.call.flatMap(part => part.high), ...data.call.flatMap(part => part.low.map(v => -v)));
  paint.fillStyle = style('--call');
  for (const part of data.call) {
    part.high.forEach((high, i) => {
      const up = high / loudest * lane.height / 2;
      const down = -part.low[i] / loudest * lane.height / 2;
      paint.fillRect(x(part.t + i * 0.01), middle - up, Math.max(0.6, 0.01 * scale), Math.max(0.8, up + down));
    });
  }
}

// Bars of the chart stand above the call, as long as they are followed.
function drawChart(paint) {
  const top = lanes.call.top;
  paint.font = '10px Georgia, serif';
  data.chart.forEach((bar, i) => {
    if (!bar.name) return;
    const until = data.chart[i + 1]?.t ?? seconds;
    const width = (until - bar.t) * scale;
    paint.fillStyle = style('--piece');
    paint.fillRect(x(bar.t), top - 3, Math.max(1, width - 1), 2);
    paint.fillRect(x(bar.t), top - 3, 1, 14);
    paint.fillStyle = style('--soft');
    const full = bar.name.replace('bar ', '') + ': ' + bar.written;
    const text = [full, bar.written].find(one => paint.measureText(one).width < width - 4);
    if (text) paint.fillText(text, x(bar.t) + 3, top + 9);
  });
}

function drawWords(paint, stem, column) {
  const lane = lanes[stem];
  const row = lane.height / data.tokenCount;
  for (const token of data.tokens) {
    const word = token[column];
    if (word === rest) continue;
    paint.fillStyle = `hsl(${word * 360 / data.tokenCount} 58% ${token[4] ? 70 : 50}%)`;
    paint.fillRect(x(token[0]) - 0.0067 * scale, lane.top + word * row, Math.max(1, 0.0134 * scale), Math.max(1.8, row));
  }
}

function drawLost(paint) {
  paint.fillStyle = style('--gap');
  paint.globalAlpha = 0.25;
  for (const gap of data.gaps) paint.fillRect(x(gap.t), axis, Math.max(1, gap.length * scale), totalHeight - axis);
  for (const hole of data.unkept) paint.fillRect(x(hole.t), 0, Math.max(2, hole.length * scale), 5);
  paint.globalAlpha = 1;
}

function drawHealth(paint) {
  for (const notice of data.health) {
    paint.fillStyle = style(notice.finding === 'hearsWrongly' ? '--gap' : '--percussive');
    paint.fillRect(x(notice.t) - 1, axis, 2, totalHeight - axis);
    paint.beginPath();
    paint.arc(x(notice.t), axis - 6, 5, 0, 7);
    paint.fill();
  }
}

function drawRoll(paint, width) {
  paint.fillStyle = style('--line');
  for (let key = Math.ceil(lowKey / 12) * 12; key < highKey; key += 12) paint.fillRect(0, y(key), width, 0.7);
  paint.globalAlpha = 0.8;
  for (const beat of data.beats) paint.fillRect(x(beat), lanes.roll.top, 0.6, lanes.roll.height);
  drawChords(paint);
  paint.fillStyle = style('--call');
  paint.globalAlpha = 0.6;
  // The call as notes where the ear heard any; else its pitch.
  for (const token of data.heard.length ? [] : data.tokens) {
    if (!token[3]) continue;
    const key = token[3];
    if (key > lowKey && key < highKey) paint.fillRect(x(token[0]) - 0.8, y(key) - 0.8, 1.8, 1.8);
  }
  // Notes of the call are outlined, notes of the reply are filled.
  paint.strokeStyle = style('--call');
  for (const note of data.heard) {
    paint.globalAlpha = 0.7;
    paint.strokeRect(x(note.t), y(note.key) - Math.max(4, keyHeight) / 2, Math.max(2, note.length * scale - 1), Math.max(4, keyHeight));
  }
  for (const key of data.keys) {
    paint.globalAlpha = 0.45 + 0.55 * key.velocity / 127;
    paint.strokeRect(x(key.t), y(key.key) - Math.max(5, keyHeight) / 2, Math.max(3, key.length * scale - 1), Math.max(5, keyHeight));
  }
  for (const note of data.notes) {
    paint.globalAlpha = 0.45 + 0.55 * note.velocity / 127;
    paint.fillStyle = style(note.voice === 'bass' ? '--bass' : '--melody');
    paint.beginPath();
    paint.roundRect(x(note.t), y(note.key) - Math.max(5, keyHeight) / 2, Math.max(3, note.length * scale - 1), Math.max(5, keyHeight), 2);
    paint.fill();
  }
  paint.globalAlpha = 1;
}

// Names that would lie over each other are left out.
function drawChords(paint) {
  paint.fillStyle = style('--soft');
  paint.font = '11px Georgia, serif';
  let free = -1;
  for (const chord of data.chords) {
    if (x(chord.t) < free) continue;
    paint.fillText(chord.name, x(chord.t) + 2, lanes.roll.top + 10);
    free = x(chord.t) + paint.measureText(chord.name).width + 6;
  }
}

function music() {
  byId('musicHint').textContent = data.music.hint;
  for (const { name, rows } of data.music.groups) {
    const card = element('div');
    card.className = 'card';
    card.append(element('h3', name), table(['', 'played', 'shuffled memory'], rows));
    byId('music').append(card);
  }
}

function diversity() {
  for (const stem of data.diversity) {
    const card = element('div');
    card.className = 'card';
    card.append(element('h3', 'words for ' + stem.name), histogram(stem), table(['', 'now', 'learned'], stem.rows));
    byId('diversity').append(card);
  }
}

function histogram(stem) {
  const chart = svg('svg', { viewBox: `0 0 ${data.tokenCount * 10} 90`, preserveAspectRatio: 'none' });
  const top = Math.max(1e-9, ...stem.live, ...stem.training);
  stem.live.forEach((share, word) => {
    for (const [value, fill, left] of [[stem.training[word], style('--train'), 0], [share, style('--' + stem.colour), 4]]) {
      const height = 86 * value / top;
      chart.append(svg('rect', { x: word * 10 + left, y: 88 - height, width: 4, height, fill }));
    }
  });
  return chart;
}

// A name and two figures a row.
function table(heads, rows) {
  const made = element('table');
  const head = made.createTHead().insertRow();
  for (const text of heads) head.append(element('th', text));
  const body = made.createTBody();
  for (const [name, ...values] of rows) {
    const row = body.insertRow();
    row.append(element('td', name), ...values.map(value => Object.assign(element('td', value), { className: 'n' })));
  }
  return made;
}

function latency() {
  const slowest = data.startUp?.[data.startUp.length - 1];
  byId('latencyHint').textContent = 'Dark: what half of the time is not exceeded; light: what 99 of 100 times is not.'
    + (slowest ? ` The first ${data.startUpSeconds} s, while the program still starts up, are apart: from sound to words they took ${slowest.p50.toFixed(0)} ms as a rule and ${slowest.p99.toFixed(0)} ms at worst.` : '');
  const longest = Math.max(1e-6, ...data.latency.map(stage => stage.p99));
  for (const stage of data.latency) {
    const bar = element('div');
    bar.className = 'bar';
    const track = element('div');
    for (const quantile of ['p99', 'p50']) {
      const fill = element('i');
      fill.className = quantile;
      fill.style.width = 100 * stage[quantile] / longest + '%';
      track.append(fill);
    }
    bar.append(element('span', stage.name), track, element('span', `${ms(stage.p50)} as a rule, 99 of 100 within ${ms(stage.p99)}`));
    byId('latency').append(bar);
  }
}

const ms = time => time < 0.05 ? 'under 0.1 ms' : `${time.toFixed(1)} ms`;

function decisions() {
  for (const decision of data.decisions) {
    const row = element('tr');
    row.append(element('td', clock(decision.t)), element('td', decision.voice), element('td', decision.mode), element('td', plain(decision)));
    byId('decisions').tBodies[0].append(row);
  }
}

function draw() {
  header();
  playedWith();
  legend();
  happened();
  labels();
  canvas();
  chooseByAddress();
  listening();
  music();
  diversity();
  latency();
  decisions();
}
