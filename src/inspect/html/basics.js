// What all parts use. Texts of the data become text nodes and attributes, never markup.

const DATA = JSON.parse(document.getElementById('data').textContent);
const SVG = 'http://www.w3.org/2000/svg';

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(9)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return node;
}

/** An element of HTML. */
const el = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
/** An element of SVG. */
const draw = (tag, attributes, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);

/** A text in which the names of points have their subscripts (`O_1`, `A1`) lowered. */
const LOWERED = (() => {
  const names = ((DATA.figure && DATA.figure.points) || []).map(p => p.name).filter(n => /^[A-Za-z]+_?\w*\d|_/.test(n)).sort((a, b) => b.length - a.length);
  return names.length ? new RegExp(`(${names.map(n => n.replace(/[^\w]/g, '\\$&')).join('|')})`) : null;
})();
function maths(text) {
  if (!LOWERED) return [text];
  return String(text).split(LOWERED).map((piece, i) => {
    if (i % 2 === 0) return piece;
    const cut = piece.slice(1).search(/[_\d]/) + 1;
    return el('span', {}, piece.slice(0, cut), el('sub', {}, piece.slice(cut).replaceAll('_', '').replaceAll("'", '′')));
  });
}

/** A short number. */
function short(x, digits = 4) {
  if (!Number.isFinite(x)) return 'undefined';
  if (x === 0) return '0';
  const size = Math.abs(x);
  return size >= 1e6 || size < 1e-4 ? x.toExponential(1).replace('e-', 'e−') : String(Number(x.toPrecision(digits)));
}

/** A count with thin spaces between thousands. */
const count = n => String(n).replace(/\B(?=(\d{3})+$)/g, '\u2009');
const plural = (n, word) => `${count(n)} ${word}${n === 1 ? '' : 's'}`;
const seconds = s => (s < 0.0095 ? `${short(s * 1000, 2)} ms` : s < 1 ? `${Math.round(s * 1000)} ms` : `${short(s, 3)} s`);

/** Tells those who listen instead of looking. */
let saying = 0;
function say(text, patience = 250) {
  clearTimeout(saying);
  saying = setTimeout(() => { document.getElementById('live').textContent = text; }, patience);
}

/**
 * Who is looked at: a line of the proof, a node of the graph, a fact. What is pinned stays; what is pointed at or has the focus comes before it.
 * Listeners get { id, speaks, way } or null.
 */
const look = {
  listeners: [],
  pinned: null,
  now: null,
  at(what) { this.now = what; this.tell(); },
  away(what) { if (this.now && this.now.id === what.id) { this.now = null; this.tell(); } },
  pin(what) { this.pinned = this.pinned && what && this.pinned.id === what.id ? null : what; this.tell(); },
  tell() { const what = this.now || this.pinned; this.listeners.forEach(f => f(what, this.pinned)); },
};

/** Makes an element show what it speaks of, when it is pointed at or has the focus. */
function speaking(node, what) {
  node.addEventListener('mouseenter', () => look.at(what));
  node.addEventListener('mouseleave', () => look.away(what));
  node.addEventListener('focus', () => look.at(what));
  node.addEventListener('blur', () => look.away(what));
  return node;
}

/** Arrow keys go through a list of elements of which one is in the order of the tab key. */
function roving(box, list, along = ['ArrowDown', 'ArrowUp']) {
  list().forEach((n, i) => n.setAttribute('tabindex', i === 0 ? 0 : -1));
  const go = to => {
    const all = list();
    const next = all[Math.max(0, Math.min(all.length - 1, to))];
    if (!next) return;
    all.forEach(n => n.setAttribute('tabindex', n === next ? 0 : -1));
    next.focus();
  };
  box.addEventListener('focusin', e => {
    const all = list();
    if (all.includes(e.target)) all.forEach(n => n.setAttribute('tabindex', n === e.target ? 0 : -1));
  });
  box.addEventListener('keydown', e => {
    const at = list().indexOf(e.target);
    if (at < 0) return;
    const to = { [along[0]]: at + 1, [along[1]]: at - 1, Home: 0, End: Infinity }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    go(to);
  });
}
