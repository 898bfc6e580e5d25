// The search: how promising it looked as it went on, the tree of its states, what was rejected and why, where the time went.

const SEARCH = DATA.search;
/** The value of a state, as a chance where the policy says one. */
function worth(s) {
  if (SEARCH.chance) return s.value === null || s.value === undefined ? null : SEARCH.chance === 'odds' ? 1 / (1 + Math.exp(-s.value)) : s.value;
  if (SEARCH.kind === 'algebra') return s.open;
  return s.total === null || s.total === undefined ? (s.parent === null ? 0 : null) : s.total;
}
const percent = x => (x >= 0.1 || x === 0 ? `${Math.round(100 * x)} %` : x >= 0.001 ? `${short(100 * x, 2)} %` : '< 0.1 %');
const worthWords = v => (SEARCH.chance ? percent(v) : SEARCH.kind === 'algebra' ? `${v} open` : v ? `+${v}` : 'nothing new among the points of the statement');
const MEASURES = {
  chance: ['Chance that the next point is enough', 'by the policy, of each state that was entered'],
  relations: ['New relations among the points of the statement', 'in each state that was entered; the thin line: in any node so far'],
  open: ['Statements still open', 'in each state that was entered'],
};
const measure = () => (SEARCH.chance ? 'chance' : SEARCH.kind === 'algebra' ? 'open' : 'relations');

/** The states from the root to one. */
function pathTo(i) {
  const out = [];
  for (let s = i; s !== null && s !== undefined; s = SEARCH.states[s].parent) out.unshift(s);
  return out;
}

class Chart {
  constructor(choose) {
    this.choose = choose;
    const [w, h, left, right, top, bottom] = [720, 240, 50, 22, 18, 30];
    const states = SEARCH.states.map((s, i) => ({ i, x: s.entered, y: worth(s) })).filter(s => s.y !== null);
    const most = Math.max(1, SEARCH.nodes), least = 0, high = SEARCH.chance ? 1 : Math.max(1, ...states.map(s => s.y), ...(measure() === 'relations' ? SEARCH.best.map(b => b[1]) : []));
    const x = n => left + ((w - left - right) * n) / most, y = v => h - bottom - ((h - top - bottom) * (v - least)) / (high - least);
    this.place = i => { const v = worth(SEARCH.states[i]); return v === null ? null : [x(SEARCH.states[i].entered), y(v)]; };
    const grid = [];
    const step = SEARCH.chance ? 0.25 : [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000].find(s => high / s <= 5) || high;
    for (let v = 0; v <= high + 1e-9; v += step) {
      grid.push(draw('line', { class: v === 0.5 && SEARCH.chance ? 'grid half' : 'grid', x1: left, x2: w - right, y1: y(v), y2: y(v) }),
        draw('text', { class: 'tick', x: left - 7, y: y(v) + 4, 'text-anchor': 'end' }, SEARCH.chance ? percent(v) : short(v, 3)));
    }
    for (let k = 0; k <= 4; k++) {
      const n = Math.round((most * k) / 4);
      grid.push(draw('text', { class: 'tick', x: x(n), y: h - 9, 'text-anchor': k === 0 ? 'start' : k === 4 ? 'end' : 'middle' }, k === 4 ? `${count(n)} nodes` : count(n)));
    }
    let top_ = [];
    if (measure() === 'relations') {
      let d = `M${x(0)} ${y(0)}`;
      for (const [n, v] of SEARCH.best) d += `H${x(n)}V${y(v)}`;
      top_ = [draw('path', { class: 'so-far', d: `${d}H${x(most)}` })];
    }
    this.curve = draw('path', { class: 'curve' });
    this.area = draw('path', { class: 'curve-area' });
    this.floor = y(0);
    this.way = draw('g', { class: 'plies' });
    const onPath = new Set(SEARCH.path);
    const dots = states.map(s => draw('circle', { class: onPath.has(s.i) ? 'state on' : 'state', cx: x(s.x), cy: y(s.y), r: 3, 'data-state': s.i, click: () => choose(s.i) },
      draw('title', {}, `state ${s.i}: ${worthWords(s.y)}${SEARCH.states[s.i].label ? ` — ${SEARCH.states[s.i].label}` : ''}`)));
    const end = SEARCH.found ? [draw('line', { class: 'found', x1: x(most), x2: x(most), y1: top, y2: h - bottom }), draw('text', { class: 'tick found-word', x: x(most) - 14, y: top + 4, 'text-anchor': 'end' }, 'proved')] : [];
    this.svg = draw('svg', { class: 'chart', viewBox: `0 0 ${w} ${h}`, role: 'img', 'aria-label': `${MEASURES[measure()][0]}, as the search went on` },
      grid, end, top_, this.area, this.curve, dots, this.way);
    this.last = SEARCH.last;
    this.spot = this.last ? [x(this.last.node), this.last.proved ? y(measure() === 'open' ? 0 : high) : y(this.last.worth)] : null;
    this.show(SEARCH.path.length ? SEARCH.path[SEARCH.path.length - 1] : 0);
  }

  /** The curve along the way to a state. */
  show(i) {
    const way = pathTo(i).map(s => [s, this.place(s)]).filter(([, p]) => p);
    // Where the way ends in the proof, or in the node that gained most, the curve goes on to it.
    const ends = this.spot && i === SEARCH.path[SEARCH.path.length - 1] && (this.last.proved || measure() === 'relations');
    if (ends) way.push([i, this.spot]);
    const points = way.map(([, p]) => p);
    const d = points.map((p, k) => {
      if (!k) return `M${p}`;
      const m = (p[0] - points[k - 1][0]) / 2;
      return `C${points[k - 1][0] + m} ${points[k - 1][1]} ${p[0] - m} ${p[1]} ${p}`;
    }).join('');
    this.curve.setAttribute('d', d);
    this.area.setAttribute('d', points.length > 1 ? `${d}L${points[points.length - 1][0]} ${this.floor}L${points[0][0]} ${this.floor}Z` : '');
    this.way.replaceChildren(...way.map(([s, p], k) => draw('g', { click: () => this.choose(s) }, draw('circle', { class: 'ply', cx: p[0], cy: p[1], r: 8 }),
      draw('text', { class: 'ply-number', x: p[0], y: p[1] + 3.5 }, ends && k === way.length - 1 ? (this.last.proved ? '✓' : '★') : k),
      draw('title', {}, ends && k === way.length - 1 ? this.last.label : `state ${s}`))));
  }
}

const VERDICTS = { closed: 'closed', proved: 'proved', refused: 'refused by the kernel', repeated: 'met before', nothing: 'no room or no time', left: 'something is left', unsound: 'does not follow', listed: 'gone on from' };

class Tree {
  constructor(choose) {
    this.choose = choose;
    this.box = el('ul', { role: 'tree', class: 'tree', 'aria-label': 'Tree of the search: right opens, left closes, enter chooses' });
    this.more = new Set();
    const roots = SEARCH.states.flatMap((s, i) => (s.parent === null ? [i] : []));
    this.box.append(...roots.map(i => this.state(i, null, 1)));
    for (const i of SEARCH.path) this.open(this.item(i), true);
    this.box.addEventListener('keydown', e => this.key(e));
    this.box.addEventListener('click', e => {
      const item = e.target.closest('[role=treeitem]');
      if (!item) return;
      if (e.target.classList.contains('twist')) this.open(item, item.getAttribute('aria-expanded') !== 'true');
      else this.pick(item);
      this.focus(item);
    });
    const first = this.box.querySelector('[role=treeitem]');
    if (first) first.setAttribute('tabindex', 0);
  }

  item(i) { return this.box.querySelector(`[data-state="${i}"]`); }

  /** A state, as a child of the candidate that made it. */
  state(i, node, level) {
    const s = SEARCH.states[i], v = worth(s), children = s.nodes.length > 0;
    const label = node ? node.label : s.parent === null ? (SEARCH.kind === 'algebra' ? s.label || 'the statement' : i === 0 ? 'the statement alone' : 'entered again by the policy') : s.label;
    return el('li', { role: 'treeitem', tabindex: -1, 'aria-level': level, 'data-state': i, 'aria-expanded': children ? 'false' : null, class: `${SEARCH.path.includes(i) ? 'on-path' : ''}` },
      el('span', { class: 'row' }, el('span', { class: 'twist', 'aria-hidden': 'true' }, children ? '' : '·'), el('span', { class: 'label' }, maths(label)),
        v === null || (measure() === 'relations' && (v === 0 || level < 3)) ? null : el('span', { class: 'chip value', title: MEASURES[measure()][0] }, worthWords(v)), node ? this.chips(node) : null,
        el('span', { class: 'chip quiet' }, `${count(s.tried)} of ${count(s.candidates)} tried`)));
  }

  chips(n) {
    return [
      n.prior === undefined ? null : el('span', { class: 'chip quiet', title: 'prior' }, SEARCH.chance === 'chance' ? percent(n.prior) : `prior ${short(n.prior, 3)}`),
      n.gain && n.gain[0] + n.gain[1] > 0 ? el('span', { class: 'chip gain', title: 'new relations, new circles' }, `+${n.gain[0]}${n.gain[1] ? ` ○${n.gain[1]}` : ''}`) : null,
      n.verdict === 'closed' ? null : el('span', { class: `chip verdict ${n.verdict}` }, VERDICTS[n.verdict] || n.verdict),
    ];
  }

  leaf(n, state, level) {
    return el('li', { role: 'treeitem', tabindex: -1, 'aria-level': level, 'data-node': n.id, 'data-of': state, class: `leaf ${n.verdict}` },
      el('span', { class: 'row' }, el('span', { class: 'twist', 'aria-hidden': 'true' }, '·'), el('span', { class: 'label' }, maths(n.label)), this.chips(n)));
  }

  open(item, on) {
    if (!item || !item.hasAttribute('aria-expanded')) return;
    item.setAttribute('aria-expanded', String(on));
    let group = item.querySelector(':scope > ul');
    if (!on) { if (group) group.hidden = true; return; }
    if (group) { group.hidden = false; return; }
    const i = Number(item.dataset.state), level = Number(item.getAttribute('aria-level')) + 1, nodes = SEARCH.states[i].nodes;
    const inner = n => (n.child === undefined || n.child >= SEARCH.states.length ? this.leaf(n, i, level) : this.state(n.child, n, level));
    group = el('ul', { role: 'group' }, nodes.map(inner));
    const rest = SEARCH.states[i].tried - nodes.length;
    if (rest > 0) group.append(el('li', { class: 'rest', role: 'none' }, `and ${plural(rest, 'candidate')} that gained less`));
    item.append(group);
  }

  seen() { return [...this.box.querySelectorAll('[role=treeitem]')].filter(n => n.offsetParent !== null); }

  focus(item) {
    this.box.querySelectorAll('[role=treeitem][tabindex="0"]').forEach(n => n.setAttribute('tabindex', -1));
    item.setAttribute('tabindex', 0);
    item.focus({ preventScroll: false });
  }

  key(e) {
    const item = e.target.closest('[role=treeitem]');
    if (!item) return;
    const seen = this.seen(), at = seen.indexOf(item), opened = item.getAttribute('aria-expanded');
    let to = null;
    switch (e.key) {
      case 'ArrowDown': to = seen[at + 1]; break;
      case 'ArrowUp': to = seen[at - 1]; break;
      case 'Home': to = seen[0]; break;
      case 'End': to = seen[seen.length - 1]; break;
      case 'ArrowRight': if (opened === 'false') this.open(item, true); else if (opened === 'true') to = seen[at + 1]; break;
      case 'ArrowLeft': if (opened === 'true') this.open(item, false); else { const up = item.parentElement.closest('[role=treeitem]'); if (up) to = up; } break;
      case 'Enter': case ' ': this.pick(item); break;
      default: return;
    }
    e.preventDefault();
    if (to) this.focus(to);
  }

  pick(item) {
    this.box.querySelectorAll('[aria-selected=true]').forEach(n => n.removeAttribute('aria-selected'));
    item.setAttribute('aria-selected', 'true');
    if (item.dataset.node) {
      const of = Number(item.dataset.of), n = SEARCH.states[of].nodes.find(x => String(x.id) === item.dataset.node);
      this.choose(of, n);
    } else this.choose(Number(item.dataset.state));
  }

  /** Shows a state in the tree. */
  reveal(i) {
    const way = pathTo(i);
    way.slice(0, -1).forEach(s => this.open(this.item(s), true));
    const item = this.item(i);
    if (!item) return;
    this.box.querySelectorAll('[aria-selected=true]').forEach(n => n.removeAttribute('aria-selected'));
    item.setAttribute('aria-selected', 'true');
  }
}

/** Bars for counts by reason. */
function bars(rows, unit = count) {
  const list = rows.filter(r => r[1] > 0), most = Math.max(1e-12, ...list.map(r => r[1]));
  if (!list.length) return null;
  return el('table', { class: 'bars' }, el('tbody', {}, list.map(([name, n, why]) => {
    const bar = draw('svg', { class: 'bar', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true' }, draw('rect', { width: Math.max(0.6, (100 * n) / most), height: 8 }));
    return el('tr', {}, el('th', { scope: 'row' }, name, why ? el('small', {}, why) : null), el('td', { class: 'amount' }, unit(n)), el('td', { class: 'drawn' }, bar));
  })));
}

function searchSection(drawing) {
  if (!SEARCH) return null;
  let chart = null, tree = null;
  const about = el('p', { class: 'about-state', role: 'status' });
  const choose = (i, node) => {
    chart.show(i);
    if (!node) tree.reveal(i);
    const s = SEARCH.states[i], v = worth(s), points = s.points || [];
    const added = node && node.at ? [...points, { name: node.label.split(' = ')[0], at: node.at, text: node.label }] : points;
    const words = [node ? node.label : s.label || 'the statement alone', v === null ? null : worthWords(v),
      node ? VERDICTS[node.verdict] || node.verdict : `${plural(s.candidates, SEARCH.kind === 'algebra' ? 'step' : 'candidate')} listed, ${count(s.tried)} tried`,
      node && node.reason ? `“${node.reason}”` : null, node ? seconds(node.micros / 1e6) : null].filter(Boolean);
    about.replaceChildren(el('strong', {}, `State ${i}`), ': ', ...maths(words.join(' · ')));
    if (drawing && points !== undefined) { drawing.reset(); drawing.ghosts = added; drawing.redraw(); }
  };
  chart = new Chart(choose);
  tree = new Tree(choose);
  if (SEARCH.path.length) tree.reveal(SEARCH.path[SEARCH.path.length - 1]);
  const [title, how] = MEASURES[measure()], o = SEARCH.options || {};
  const facts = [plural(SEARCH.nodes, 'node'), plural(SEARCH.allStates, 'state'), o.policy ? `policy ${o.policy}` : null, o.seed === undefined ? null : `seed ${o.seed}`,
    SEARCH.seconds === null ? null : seconds(SEARCH.seconds), SEARCH.cut ? 'the trace was cut off' : null].filter(Boolean);
  return el('div', {}, el('p', { class: 'facts' }, facts.join(' · ')),
    el('figure', { class: 'plate' }, el('figcaption', {}, el('strong', {}, title), el('span', {}, how)), chart.svg, about), tree.box);
}

function rejectedSection() {
  if (!SEARCH) return null;
  const f = SEARCH.filtered, v = SEARCH.verdicts, out = [];
  const add = (title, table) => { if (table) out.push(el('h3', {}, title), table); };
  add('Left out before they were tried', bars([
    ['degenerate', f.degenerate, 'far outside the figure, or too near to a point'], ['existing', f.existing, 'a point is there already, of which they say nothing new'],
    ['plain', f.plain, 'of a frequent kind, and meeting nothing'], ['duplicate', f.duplicate, 'one of too many definitions of a place'], ['late', f.late, 'worth less than those that are kept'],
    ['numerically false', SEARCH.wrong, 'numbers make what would be left to show false'], ['idle', SEARCH.idle, 'changes nothing, or came twice'],
  ].sort((a, b) => b[1] - a[1])));
  add('What came of those that were tried', bars(Object.entries(v).map(([k, n]) => [VERDICTS[k] || k, n]).sort((a, b) => b[1] - a[1])));
  add('Why the kernel refused', bars(Object.entries(SEARCH.reasons).sort((a, b) => b[1] - a[1])));
  add('What the policy said that could not be used', bars(Object.entries(SEARCH.rejected || {}).sort((a, b) => b[1] - a[1])));
  const each = (title, what, rows) => {
    if (rows.length) out.push(el('h3', {}, title), el('div', { class: 'scroll' }, el('table', { class: 'numbers' },
      el('thead', {}, el('tr', {}, [what, 'tried', 'gained', 'met before', 'refused'].map(h => el('th', { scope: 'col' }, h)))),
      el('tbody', {}, rows.map(([k, n]) => el('tr', {}, el('th', { scope: 'row' }, k), n.map(x => el('td', {}, count(x)))))))));
  };
  const who = ['the hand-made order', (SEARCH.options || {}).policy || 'the policy'];
  each('By who proposed them', 'proposed by', SEARCH.by.map((n, i) => [who[i], n]).filter(([, n]) => n[0] > 0));
  each(SEARCH.kind === 'algebra' ? 'By kind of step' : 'By kind of point', 'kind',
    Object.entries(SEARCH.kinds).sort((a, b) => b[1][0] - a[1][0]).slice(0, 16));
  return out.length ? el('div', {}, out) : null;
}

function timeSection() {
  const out = [];
  if (DATA.stages.length) out.push(el('h3', {}, DATA.replayed ? 'Stages of the replay' : 'Stages'), bars(DATA.stages, seconds));
  if (SEARCH) {
    const words = { try: 'trying candidates', deepen: 'closing deeper', expand: 'entering states' };
    const rows = Object.entries(SEARCH.tasks).map(([k, [micros, n]]) => [`${words[k] || k}`, micros / 1e6, plural(n, 'node')]).sort((a, b) => b[1] - a[1]);
    out.push(el('h3', {}, 'Work of the search, all threads together'), bars(rows, seconds));
  }
  return out.length ? el('div', {}, out) : null;
}
