// The proof: a list of lines through which arrow keys go; the line that is looked at shows its objects in the figure.

/** All lines by name (`h1`, `a1`, `7`, `g1`), each with what it rests on. */
const LINES = new Map();
for (const x of DATA.proof.given) LINES.set(x.id, { ...x, kind: 'given', text: x.text, refs: [] });
for (const x of DATA.proof.aux) LINES.set(x.id, { ...x, kind: 'point', refs: [] });
for (const x of DATA.proof.steps) LINES.set(x.id, { ...x, kind: 'step', text: x.claim });
for (const x of DATA.proof.goals) LINES.set(x.id, { ...x, kind: 'goal', refs: x.by ? [x.by] : [] });

/** A reference to another line. */
function reference(id) {
  const to = LINES.get(id);
  if (!to) return `(${id})`;
  return el('a', { class: 'ref', href: `#line-${id}`, tabindex: -1, title: to.text, click: e => {
    e.preventDefault();
    e.stopPropagation();
    goTo(id);
  } }, id);
}

function goTo(id) {
  const line = document.getElementById(`line-${id}`);
  if (!line) return;
  line.focus({ preventScroll: true });
  line.scrollIntoView({ block: 'nearest', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
}

function cites(list) {
  const one = c => [c.times ? `${c.times} × ` : '', maths(c.reason || ''), c.reason && c.refs ? ' ' : '',
    c.refs ? el('span', { class: 'refs' }, c.refs.map(reference)) : null];
  return (list || []).map((c, i) => [i ? '; ' : '', one(c)]);
}

function chain(c) {
  if (!c) return null;
  const row = (sign, text, why) => el('div', { class: 'link' }, el('span', { class: 'sign' }, sign), el('span', { class: 'maths' }, maths(text)),
    why && why.length ? el('span', { class: 'why' }, cites(why)) : null);
  return el('div', { class: 'chain' }, row('', c.start), c.links.map(l => row(l.sign || '=', l.to, l.because)));
}

/** The line as an item of a list. */
function proofLine(id, number, ...content) {
  const what = { id, speaks: LINES.get(id).speaks, way: LINES.get(id).way };
  const item = el('li', { id: `line-${id}`, class: `line ${LINES.get(id).kind}`, 'data-line': id, tabindex: -1,
    click: () => look.pin(what), keydown: e => { if (e.key === 'Enter' || e.key === ' ') { e.preventDefault(); look.pin(what); } } },
    el('span', { class: 'number', 'aria-hidden': 'true' }, number), el('div', { class: 'body' }, content));
  return speaking(item, what);
}

function proofSection() {
  const { given, aux, steps, goals } = DATA.proof;
  const lists = [];
  const list = (title, items) => { if (items.length) lists.push(el('h3', {}, title), el('ol', { class: 'lines-of-proof' }, items)); };
  list('Given', given.map(g => proofLine(g.id, g.id, el('span', { class: `claim${g.used || !steps.length ? '' : ' unused'}` }, maths(g.text)),
    g.means ? el('span', { class: 'why' }, maths(`that is, ${g.means}`)) : null)));
  list(aux.length > 1 ? 'Auxiliary points' : 'Auxiliary point', aux.map(a => proofLine(a.id, a.id, el('span', { class: 'claim' }, maths(a.text)))));
  list('Proof', steps.flatMap(s => {
    const level = Math.min(s.level || 0, 6);
    const line = proofLine(s.id, s.id, el('span', { class: 'claim' }, maths(s.claim)), chain(s.chain),
      s.because ? el('div', { class: 'why' }, cites(s.because)) : null,
      (s.inner || []).map(i => el('div', { class: 'inner' }, maths(i.claim), ' ', el('span', { class: 'why' }, cites(i.because)))));
    line.classList.add(`level-${level}`);
    return [...(s.headings || []).map(h => el('li', { class: `heading level-${Math.min(h.level || 0, 6)}` }, h.text)), line];
  }));
  list(goals.length > 1 ? 'To show' : 'To show', goals.map(g => proofLine(g.id, DATA.proof.steps.length && g.by ? '∎' : '?',
    el('span', { class: 'claim' }, maths(g.text)), g.by ? el('span', { class: 'why' }, 'by ', reference(g.by)) : null)));
  const box = el('div', { class: 'proof-lines' }, lists);
  roving(box, () => [...box.querySelectorAll('.line')]);
  look.listeners.push((what, pinned) => {
    const rests = new Set(what && LINES.has(what.id) ? LINES.get(what.id).refs : []);
    for (const line of box.querySelectorAll('.line')) {
      const id = line.dataset.line;
      line.classList.toggle('now', Boolean(what && what.id === id));
      line.classList.toggle('rests', rests.has(id));
      line.classList.toggle('pinned', Boolean(pinned && pinned.id === id));
    }
  });
  return box;
}

function conditionsSection() {
  const c = DATA.conditions || {}, list = (title, items) => (items && items.length ? [el('h3', {}, title), el('ul', { class: 'plain' }, items.map(x => el('li', {}, x)))] : []);
  const all = [
    ...list('Declared by the statement’s constructions', c.declared), ...list('The figure is not degenerate', c.nondegeneracy),
    ...list('The figure is arranged like this', c.configuration), ...list('Followed on the way', c.follow),
  ];
  return all.length ? el('details', { class: 'conditions' }, el('summary', {}, 'Conditions'), all) : null;
}
