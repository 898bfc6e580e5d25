// What depends on what: hypotheses on the left, the goal on the right, each line of the proof one step behind what it rests on.

function graphSection() {
  const ids = new Set();
  const take = id => { if (LINES.has(id) && !ids.has(id)) { ids.add(id); LINES.get(id).refs.forEach(take); } };
  DATA.proof.goals.forEach(g => { if (g.by) take(g.id); });
  if (!DATA.proof.steps.length || ids.size < 2) return null;
  const layer = new Map(), refs = id => LINES.get(id).refs.filter(r => ids.has(r) && r !== id);
  const depth = id => {
    if (layer.has(id)) return layer.get(id);
    layer.set(id, 0);
    layer.set(id, refs(id).length ? 1 + Math.max(...refs(id).map(depth)) : 0);
    return layer.get(id);
  };
  ids.forEach(depth);
  const users = new Map([...ids].map(id => [id, []]));
  ids.forEach(id => refs(id).forEach(r => users.get(r).push(id)));
  // What rests on nothing stands just before the first line that uses it.
  ids.forEach(id => { if (!refs(id).length && users.get(id).length) layer.set(id, Math.min(...users.get(id).map(u => layer.get(u))) - 1); });
  const deepest = Math.max(...layer.values()), columns = Array.from({ length: deepest + 1 }, () => []);
  ids.forEach(id => columns[layer.get(id)].push(id));
  const place = new Map();
  columns.forEach(c => c.forEach((id, i) => place.set(id, i - (c.length - 1) / 2)));
  const mean = list => list.reduce((s, x) => s + place.get(x), 0) / list.length;
  for (let round = 0; round < 8; round++) {
    for (const c of round % 2 ? columns.slice().reverse() : columns) {
      const key = id => { const near = round % 2 ? users.get(id) : refs(id); return near.length ? mean(near) : place.get(id); };
      const keys = new Map(c.map(id => [id, key(id)]));
      c.sort((a, b) => keys.get(a) - keys.get(b));
      c.forEach((id, i) => place.set(id, i - (c.length - 1) / 2));
    }
  }
  const [dx, dy] = [74, 34], rows = Math.max(...columns.map(c => c.length)), wide = deepest * dx + 64, high = rows * dy + 12;
  const at = id => [32 + layer.get(id) * dx, high / 2 + place.get(id) * dy];
  const edges = [...ids].flatMap(id => refs(id).map(r => {
    const [x1, y1] = at(r), [x2, y2] = at(id), m = Math.max(24, (x2 - x1) / 2);
    return draw('path', { class: 'edge', 'data-from': r, 'data-to': id, d: `M${x1 + 19} ${y1}C${x1 + m} ${y1} ${x2 - m} ${y2} ${x2 - 19} ${y2}` });
  }));
  const order = [...ids].sort((a, b) => layer.get(a) - layer.get(b) || place.get(a) - place.get(b));
  const nodes = order.map(id => {
    const line = LINES.get(id), [x, y] = at(id), what = { id, speaks: line.speaks, way: line.way };
    const name = line.kind === 'goal' ? (DATA.proof.goals.length > 1 ? `goal ${id.slice(1)}` : 'goal') : id;
    const node = draw('g', { class: `node ${line.kind}`, transform: `translate(${x} ${y})`, 'data-line': id, tabindex: -1, role: 'button',
      'aria-label': `${line.kind} ${id}: ${line.text}${refs(id).length ? `; rests on ${refs(id).join(', ')}` : ''}`,
      click: () => { look.pin(what); goTo(id); }, keydown: e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); look.pin(what); goTo(id); } } },
      draw('title', {}, line.text), draw('rect', { x: -19, y: -12, width: 38, height: 24, rx: line.kind === 'step' ? 6 : 12 }), draw('text', { y: 4 }, name));
    return speaking(node, what);
  });
  const svg = draw('svg', { class: edges.length > 90 ? 'graph dense' : 'graph', viewBox: `0 0 ${wide} ${high}`, width: wide, height: high, role: 'group', 'aria-label': 'Graph of the proof: arrow keys go through it' }, edges, nodes);
  roving(svg, () => nodes, ['ArrowRight', 'ArrowLeft']);
  const below = (id, out = new Set()) => { if (!out.has(id)) { out.add(id); refs(id).forEach(r => below(r, out)); } return out; };
  look.listeners.push(what => {
    const on = what && ids.has(what.id), all = on ? below(what.id) : new Set();
    svg.classList.toggle('some', Boolean(on));
    nodes.forEach(n => { n.classList.toggle('now', Boolean(on && n.dataset.line === what.id)); n.classList.toggle('under', all.has(n.dataset.line)); });
    edges.forEach(e => e.classList.toggle('under', all.has(e.dataset.to)));
  });
  return el('div', { class: 'scroll' }, svg);
}
