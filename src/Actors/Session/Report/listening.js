
// What shows that the partner listened: sentences, figures beside chance, and each change of key.
function listening() {
  for (const sentence of data.listening.verdict) byId('listened').append(element('li', sentence));
  if (data.listening.rows.length) {
    const card = element('div');
    card.className = 'card';
    card.append(element('h3', 'beside chance'), table(['', 'played', 'by chance'], data.listening.rows));
    byId('listening').append(card);
  }
  for (const change of data.listening.keyChanges) {
    const card = element('div');
    card.className = 'card';
    card.append(element('h3', 'in the new key, a bar a beat, from ' + clock(change.t)), agreementBars(change.beats));
    byId('listening').append(card);
  }
}

function agreementBars(beats) {
  const chart = svg('svg', { viewBox: `0 0 ${beats.length * 10} 90`, preserveAspectRatio: 'none' });
  beats.forEach((share, beat) => {
    const height = share === null ? 1 : Math.max(2, 86 * share);
    const fill = style(share === null ? '--line' : '--melody');
    chart.append(svg('rect', { x: beat * 10, y: 88 - height, width: 8, height, fill }));
  });
  return chart;
}
