// The page: what stands where.

const STATUS = {
  Theorem: ['Proved', 'good'], CounterSatisfiable: ['Refuted', 'bad'], ContradictoryAxioms: ['The hypotheses contradict one another', 'bad'], Unknown: ['Not decided', 'open'],
  Timeout: ['Not decided: time was up', 'open'], MemoryOut: ['Not decided: memory was full', 'open'], Inappropriate: ['Outside what this version can do', 'open'], User: ['Interrupted', 'open'], Error: ['A fault of the program', 'bad'],
};

function themeButton() {
  const root = document.documentElement, dark = () => (root.dataset.theme || (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
  const button = el('button', { type: 'button', id: 'theme', class: 'round-button' });
  const tell = () => { button.textContent = dark() ? '☀' : '☾'; button.setAttribute('aria-label', dark() ? 'Light colours' : 'Dark colours'); button.title = button.getAttribute('aria-label'); };
  button.addEventListener('click', () => { root.dataset.theme = dark() ? 'light' : 'dark'; tell(); });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', tell);
  tell();
  return button;
}

function top_() {
  const [word, tone] = STATUS[DATA.status] || [DATA.status, 'open'];
  const facts = [DATA.strength ? [`${DATA.strength.word}`, DATA.strength.meaning] : null, DATA.prover ? [`by ${DATA.prover}`, null] : null, [seconds(DATA.seconds), null],
    [DATA.counts, null], DATA.replayed ? ['replayed from a trace', null] : null].filter(Boolean);
  document.getElementById('top').append(
    el('div', { class: 'headline' }, el('h1', {}, DATA.name), el('span', { class: `badge ${tone}` }, word), themeButton()),
    DATA.source ? el('p', { class: 'source' }, DATA.source) : null,
    el('p', { class: 'facts' }, facts.map(([t, why], i) => [i ? ' · ' : '', why ? el('span', { title: why }, t, el('span', { class: 'meaning' }, ` (${why})`)) : t])));
}

/** The goals, with what the figure says of them. */
function goalsBox(drawing) {
  const rows = DATA.proof.goals.map((g, i) => {
    const state = el('span', { class: 'truth' }), words = el('span', { class: 'measures' });
    const row = el('div', { class: 'goal-row', 'data-goal': i, tabindex: 0 }, el('div', {}, el('span', { class: 'goal-text' }, maths(g.text)), state), words);
    speaking(row, { id: g.id, speaks: g.speaks });
    return { row, state, words, g };
  });
  const note = el('p', { class: 'figure-note', role: 'status' });
  const tell = moved => {
    const said = rows.map(({ row, state, words }, i) => {
      const t = drawing ? drawing.truth(drawing.data.goals[i] || {}) : { holds: null, words: '' };
      state.textContent = t.holds === true ? 'holds' : t.holds === false ? 'fails' : '';
      state.className = `truth ${t.holds === true ? 'good' : t.holds === false ? 'bad' : ''}`;
      row.dataset.holds = String(t.holds);
      if (t.off !== undefined) row.dataset.off = t.off;
      words.replaceChildren(...maths(t.words));
      return `${DATA.proof.goals[i].text}: ${state.textContent || t.words}`;
    });
    const broken = drawing ? drawing.broken() : [], why = drawing && drawing.motion.why;
    const stopped = why && (why.far ? 'It cannot be moved further: another point would run out of sight.' : `It cannot be moved further: the statement wants ${why.text}.`);
    note.replaceChildren(...(why ? maths(stopped) : broken.length ? maths(`In this figure ${broken.slice(0, 2).map(c => c.text).join(', and ')} does not hold, which ${broken[0].whose === 'statement' ? 'the statement' : 'the proof'} supposes.`) : []));
    if (moved !== undefined && moved >= 0) say(`${said.join('; ')}${why ? `; ${stopped}` : ''}`);
  };
  tell();
  if (drawing) drawing.changed = tell;
  return el('div', { class: 'goals' }, rows.map(r => r.row), note);
}

function figureSection() {
  const box = document.getElementById('figure');
  if (!DATA.figure) {
    document.body.classList.add('no-figure');
    box.append(goalsBox(null), el('p', { class: 'quiet' }, DATA.variables.length ? 'A theorem about numbers: there is no figure.' : 'No figure was found in which the hypotheses hold.'));
    return null;
  }
  const stage = el('div', { class: 'stage' });
  const drawing = new Drawing(DATA.figure, stage);
  const button = (text, label, f) => el('button', { type: 'button', class: 'round-button', 'aria-label': label, title: label, click: f }, text);
  stage.append(el('div', { class: 'tools' }, button('↺', 'As it was', () => drawing.reset()), button('⤢', 'Fit the figure into the frame', () => drawing.fit()), button('+', 'Larger', () => drawing.zoom(1.25)), button('−', 'Smaller', () => drawing.zoom(0.8))));
  const free = DATA.figure.points.filter((p, i) => drawing.movable(i)).map(p => p.name);
  const hint = drawing.still ? drawing.still.replace(/^./, c => c.toUpperCase()) + '.' : `Drag ${free.length > 1 ? `${free.slice(0, -1).join(', ')} or ${free[free.length - 1]}` : free[0]}, or move ${free.length > 1 ? 'them' : 'it'} with the arrow keys: all else follows.`;
  box.append(stage, goalsBox(drawing), el('p', { class: 'quiet hint' }, maths(hint)));
  look.listeners.push(what => drawing.show(what));
  return drawing;
}

/** A failed search: how near it came. */
function leftSection() {
  const left = DATA.left;
  if (!left) return null;
  const fact = (f, i, kind) => speaking(el('li', { class: `fact${f.enough ? ' enough' : ''}`, tabindex: -1 }, maths(f.text), f.enough ? el('span', { class: 'chip gain' }, 'would be enough') : null), { id: `${kind}${i}`, speaks: f.speaks });
  const list = (items, kind) => { const box = el('ul', { class: 'fact-list' }, items.map((f, i) => fact(f, i, kind))); roving(box, () => [...box.children]); return box; };
  const near = left.enough ? `If ${left.enough === 1 ? 'one fact' : `any one of ${left.enough} facts`} among those below were shown, the proof would be done.` : left.supposed ? `None of the ${left.supposed} facts that were supposed in turn would be enough by itself.` : '';
  return el('div', {}, el('ul', { class: 'plain' }, left.goals.map(g => el('li', {}, el('strong', {}, maths(g.text)), g.proved ? ': shown' : `: not shown; ${g.status}`))),
    el('p', {}, `The closure${left.with.length ? ` with ${left.with.join(', ')}` : ''} knows ${plural(left.facts, 'fact')}. ${near}`),
    left.unknown.length ? [el('h3', {}, `True in ${left.figures} figures, not shown (${count(left.allUnknown)})`), list(left.unknown, 'u')] : null,
    left.known.length ? el('details', {}, el('summary', {}, `Shown, among the points of the statement (${count(left.allKnown)})`), list(left.known, 'k')) : null);
}

function answerSection() {
  const out = [];
  if (DATA.found.length) out.push(el('p', { class: 'found' }, DATA.found.map(f => el('strong', {}, f.text))));
  if (DATA.counterexample) {
    const c = DATA.counterexample, rows = [...(c.points || []).map(([n, x, y]) => [n, `(${x}, ${y})`]), ...(c.values || [])];
    out.push(el('p', {}, el('strong', {}, 'Counterexample'), maths(`: ${c.fails}`)), el('div', { class: 'scroll' }, el('table', { class: 'numbers' }, el('tbody', {}, rows.map(([n, v]) => el('tr', {}, el('th', { scope: 'row' }, maths(n)), el('td', {}, v)))))));
  }
  if (DATA.sketch.length) out.push(el('h3', {}, 'The sketch, line by line'), el('ul', { class: 'plain' }, DATA.sketch.map(l => el('li', {}, el('span', { class: 'maths' }, l.text), ` — ${l.verdict}`, l.note ? `: ${l.note}` : ''))));
  if (DATA.notes.length) out.push(el('ul', { class: 'plain notes' }, DATA.notes.map(n => el('li', {}, maths(n)))));
  return out.length ? el('div', {}, out) : null;
}

function main() {
  top_();
  const drawing = figureSection(), said = document.getElementById('said');
  const section = (id, title, content) => {
    if (!content) return;
    said.append(el('section', { id, 'aria-labelledby': `${id}-title`, tabindex: -1 }, el('h2', { id: `${id}-title` }, title), content));
  };
  const proved = DATA.proof.steps.length > 0;
  section('answer', DATA.status === 'Theorem' ? 'Remarks' : 'Answer', answerSection());
  section('left', 'How near it came', leftSection());
  section('proof', proved ? 'Proof' : 'Statement', [proofSection(), conditionsSection(), DATA.checked && proved ? el('p', { class: 'quiet' }, `Figure: ${DATA.checked}.`) : null]);
  section('graph', 'What depends on what', graphSection());
  section('search', 'Search', searchSection(drawing));
  section('rejected', 'Rejected', rejectedSection());
  section('time', 'Time', timeSection());
  section('text', 'Text', el('pre', { tabindex: 0 }, DATA.text));
  document.addEventListener('keydown', e => { if (e.key === 'Escape') look.pin(null); });
  document.documentElement.dataset.ready = 'yes';
}

main();
