// The figure: what is drawn anew whenever a point moves, how points are dragged, highlights, the goal's truth.

class Drawing extends Marked {
  constructor(data, box) {
    super();
    this.data = data;
    this.motion = new Motion(data);
    this.still = data.still || (this.motion.freedom.every(f => f === 0) ? 'the figure cannot be moved: its points determine one another' : null);
    this.view = { m: data.view.m.slice(), t: data.view.t.slice(), size: data.view.size.slice() };
    this.home = JSON.stringify(this.view);
    this.look = null;
    this.ghosts = [];
    this.angles = [];
    const [w, h] = this.view.size;
    this.under = draw('g', { class: 'lights' });
    this.lines = draw('g', { class: 'lines', fill: 'none', 'stroke-linecap': 'round' });
    this.names = draw('g', { class: 'names' });
    this.handles = draw('g', { class: 'handles' });
    this.svg = draw('svg', { viewBox: `0 0 ${w} ${h}`, role: 'group', 'aria-label': `Figure of ${DATA.name}`, class: 'paper' },
      this.under, this.lines, this.names, this.handles);
    this.grips = data.points.map((p, i) => this.grip(p, i));
    box.append(this.svg);
    this.svg.dataset.jointly = this.motion.names.filter((_, i) => this.motion.jointly[i]).join(' ');
    this.pan();
    this.changed = () => {};
    this.scale = 1;
    this.redraw();
    // On a small screen names and points are not smaller than elsewhere.
    new ResizeObserver(() => {
      const ctm = this.svg.getScreenCTM(), scale = ctm && ctm.a > 0 ? Math.min(1.6, Math.max(0.8, 1 / ctm.a)) : 1;
      if (Math.abs(scale - this.scale) < 0.01) return;
      this.scale = scale;
      this.svg.style.setProperty('--scale', scale.toFixed(3));
      this.redraw();
    }).observe(this.svg);
  }

  /** On paper. */
  paper(i, at = this.motion.at) {
    const { m, t } = this.view, [x, y] = at[i], z = times(m, [x, -y]);
    return [z[0] + t[0], z[1] + t[1]];
  }

  /** From paper to coordinates. */
  plane([x, y]) {
    const { m, t } = this.view, d = dot(m, m), z = times(conj(m), [x - t[0], y - t[1]]);
    return [z[0] / d, -z[1] / d];
  }

  /** Where a pointer is on paper. */
  pointer(e) {
    const c = this.svg.getScreenCTM();
    return c ? [(e.clientX - c.e) / c.a, (e.clientY - c.f) / c.d] : [0, 0];
  }

  /** A point that has no dot of its own (the centre of a circle) has one where it can be moved. */
  movable(i) { return !this.still && this.motion.freedom[i] > 0; }

  grip(p, i) {
    const free = this.movable(i);
    if (!p.shown && !free) return null;
    const how = this.motion.freedom[i] === 2 ? 'free' : 'slides on a curve';
    const dot = draw('circle', { class: `dot${p.goal ? ' of-goal' : ''}${p.aux ? ' aux' : ''}${p.shown ? '' : ' quiet-dot'}${free ? ' free' : ''}` });
    const grip = draw('g', {
      class: free ? 'grip free' : 'grip', 'data-point': p.name,
      ...(free ? { tabindex: 0, role: 'button', 'aria-roledescription': 'movable point', 'aria-label': `Point ${p.name}, ${how}: arrow keys move it` } : {}),
    }, free ? draw('circle', { class: 'reach' }) : null, free ? draw('circle', { class: 'halo' }) : null, dot);
    this.handles.append(grip);
    if (!free) return grip;
    grip.addEventListener('pointerdown', e => {
      if (e.button) return;
      e.preventDefault();
      e.stopPropagation();
      grip.focus({ preventScroll: true });
      grip.setPointerCapture(e.pointerId);
      grip.classList.add('held');
      const off = minus(this.paper(i), this.pointer(e));
      let waits = null;
      const move = f => {
        const q = this.pointer(f);
        if (!waits) requestAnimationFrame(() => { const to = waits; waits = null; if (to) this.moved(i, to); });
        waits = [q[0] + off[0], q[1] + off[1]];
      };
      const end = () => { grip.classList.remove('held'); grip.removeEventListener('pointermove', move); if (waits) { this.moved(i, waits); waits = null; } };
      grip.addEventListener('pointermove', move);
      grip.addEventListener('pointerup', end, { once: true });
      grip.addEventListener('pointercancel', end, { once: true });
    });
    grip.addEventListener('keydown', e => {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[e.key];
      if (!way) return;
      e.preventDefault();
      const far = e.shiftKey ? 20 : 5, [x, y] = this.paper(i);
      this.moved(i, [x + far * way[0], y + far * way[1]]);
    });
    return grip;
  }

  moved(i, [x, y]) {
    const [w, h] = this.view.size;
    this.ghosts = [];
    this.motion.drag(i, this.plane([Math.max(4, Math.min(w - 4, x)), Math.max(4, Math.min(h - 4, y))]));
    this.redraw();
    this.changed(i);
  }

  /** The background is dragged to see another part. */
  pan() {
    this.svg.addEventListener('pointerdown', e => {
      if (e.button || e.pointerType === 'touch') return;
      let from = this.pointer(e);
      this.svg.setPointerCapture(e.pointerId);
      const move = f => { const q = this.pointer(f); this.view.t = [this.view.t[0] + q[0] - from[0], this.view.t[1] + q[1] - from[1]]; from = q; this.redraw(); };
      const end = () => this.svg.removeEventListener('pointermove', move);
      this.svg.addEventListener('pointermove', move);
      this.svg.addEventListener('pointerup', end, { once: true });
      this.svg.addEventListener('pointercancel', end, { once: true });
    });
  }

  zoom(factor) {
    const [cx, cy] = this.view.size.map(s => s / 2);
    this.view.m = this.view.m.map(x => x * factor);
    this.view.t = [cx + (this.view.t[0] - cx) * factor, cy + (this.view.t[1] - cy) * factor];
    this.redraw();
  }

  /** All shown points come into view. */
  fit() {
    const ps = this.data.points.flatMap((p, i) => (p.shown ? [this.paper(i)] : []));
    for (const s of this.data.shapes) {
      const c = this.circle(s.kind, s.points);
      if (c && c.r < 2000) ps.push([c.c[0] - c.r, c.c[1] - c.r], [c.c[0] + c.r, c.c[1] + c.r]);
    }
    const low = [0, 1].map(k => Math.min(...ps.map(p => p[k]))), high = [0, 1].map(k => Math.max(...ps.map(p => p[k])));
    const f = Math.min(...[0, 1].map(k => (this.view.size[k] - 56) / Math.max(high[k] - low[k], 1)));
    this.view.m = this.view.m.map(x => x * f);
    this.view.t = [0, 1].map(k => this.view.size[k] / 2 + (this.view.t[k] - (low[k] + high[k]) / 2) * f);
    this.redraw();
  }

  reset() {
    this.motion.reset();
    this.ghosts = [];
    Object.assign(this.view, JSON.parse(this.home));
    this.redraw();
    this.changed(-1);
  }

  circle(kind, points) {
    const p = points.map(i => this.paper(i));
    if (kind === 'centre') return { c: p[0], r: dist(p[0], p[1]) };
    if (kind !== 'circle') return null;
    const [a, b, c] = p, u = minus(b, a), v = minus(c, a), d = 2 * cross(u, v);
    if (Math.abs(d) < 1e-9 * dot(u, u)) return null;
    const o = [(dot(u, u) * v[1] - dot(v, v) * u[1]) / d, (dot(v, v) * u[0] - dot(u, u) * v[0]) / d];
    return { c: [a[0] + o[0], a[1] + o[1]], r: norm(o) };
  }

  /** Ends of a line: the first and last shown point on it, or a little beyond what gives only its direction. */
  ends(a, b) {
    const p = this.paper(a), q = this.paper(b), d = dist(p, q);
    if (d < 1e-6) return null;
    const u = [(q[0] - p[0]) / d, (q[1] - p[1]) / d], on = [];
    this.data.points.forEach((x, i) => {
      if (!x.shown) return;
      const v = minus(this.paper(i), p);
      if (Math.abs(cross(u, v)) < 0.4) on.push(dot(u, v));
    });
    const named = this.data.points[a].shown && this.data.points[b].shown, beyond = named ? 0 : 16;
    let [s, t] = on.length > 1 ? [Math.min(...on) - beyond, Math.max(...on) + beyond] : [-2000, 2000];
    s = Math.max(s, -4000);
    t = Math.min(t, 4000);
    return [[p[0] + s * u[0], p[1] + s * u[1]], [p[0] + t * u[0], p[1] + t * u[1]]];
  }

  redraw() {
    const strokes = [], rings = [], parts = [];
    const role = { aux: 0, given: 1, goal: 2 };
    const shapes = this.data.shapes.slice().sort((a, b) => role[a.role] - role[b.role]);
    const seen = new Set();
    for (const s of shapes) {
      const key = `${s.kind} ${s.points} ${s.role}`;
      if (seen.has(key)) continue;
      seen.add(key);
      const c = this.circle(s.kind, s.points);
      if (c) {
        if (c.r < 1e5) { rings.push(c); parts.push(draw('circle', { class: s.role, cx: c.c[0], cy: c.c[1], r: c.r })); }
        continue;
      }
      const e = s.kind === 'line' ? this.ends(...s.points) : s.kind === 'segment' ? s.points.map(i => this.paper(i)) : null;
      if (!e || dist(e[0], e[1]) < 1e-6) continue;
      strokes.push(e);
      parts.push(draw('line', { class: s.role, x1: e[0][0], y1: e[0][1], x2: e[1][0], y2: e[1][1] }));
    }
    this.strokes = strokes;
    this.rings = rings;
    parts.push(...this.marks());
    this.lines.replaceChildren(...parts);
    this.grips.forEach((g, i) => { if (g) { const [x, y] = this.paper(i); g.setAttribute('transform', `translate(${x.toFixed(2)} ${y.toFixed(2)})`); } });
    this.label();
    this.light();
    // How far the worst of the hypotheses is from holding, for whoever wants to know.
    this.svg.dataset.off = this.motion.off();
  }

  /** Whether something is drawn along a segment. */
  drawn(a, b) {
    return this.strokes.some(([p, q]) => {
      const d = dist(p, q), u = [(q[0] - p[0]) / d, (q[1] - p[1]) / d];
      return [a, b].every(x => { const v = minus(x, p), t = dot(u, v); return Math.abs(cross(u, v)) < 0.8 && t > -1 && t < d + 1; });
    });
  }

  /** What is looked at. */
  show(what) {
    this.look = what;
    this.lit = new Set();
    for (const s of (what && what.speaks) || []) s.slice(1).forEach(i => { if (Number.isInteger(i)) this.lit.add(i); });
    this.light();
    this.label();
    this.svg.classList.toggle('lit', Boolean(what && what.speaks && what.speaks.length));
    this.grips.forEach((g, i) => { if (g) g.classList.toggle('lit', this.lit.has(i)); });
  }

  light() {
    if (!this.look) { this.under.replaceChildren(); return; }
    const inside = s => s.slice(1).every(i => !Number.isInteger(i) || i < this.data.points.length);
    // Each kind in a group of its own, so that what lies on one another is not darker.
    const parts = (list, name) => draw('g', { class: name }, (list || []).filter(inside).map(s => this.mark(s)));
    this.under.replaceChildren(parts(this.look.way, 'way'), parts(this.look.speaks, 'spoken'));
  }

  mark([kind, ...x]) {
    const name = 'light';
    const line = (a, b, name = 'light') => {
      const p = this.paper(a), q = this.paper(b);
      return draw('line', { class: name, x1: p[0], y1: p[1], x2: q[0], y2: q[1] });
    };
    switch (kind) {
      case 'point': return this.data.points[x[0]].shown ? [] : [draw('circle', { class: `${name} spot`, cx: this.paper(x[0])[0], cy: this.paper(x[0])[1], r: 2.5 })];
      case 'segment': return [line(x[0], x[1])];
      case 'equal': case 'right': case 'parallel': return [line(x[0], x[1]), line(x[2], x[3])];
      case 'angles': case 'value': return [x.slice(0, 3), kind === 'angles' ? x.slice(3, 6) : []].filter(t => new Set(t).size === 3)
        .flatMap(t => [line(t[1], t[0], 'light arm'), line(t[1], t[2], 'light arm'), this.arc(t, 26, 'light area', true)]);
      case 'triangle': return [draw('polygon', { class: `${name} area`, points: x.map(i => this.paper(i).join(',')).join(' ') })];
      case 'circle': {
        const c = this.circle('circle', x.slice(0, 3));
        return c && c.r < 1e5 ? [draw('circle', { class: `${name} round`, cx: c.c[0], cy: c.c[1], r: c.r })] : [];
      }
      case 'line': {
        let far = null;
        for (const a of x) for (const b of x) { const d = dist(this.paper(a), this.paper(b)); if (!far || d > far[0]) far = [d, a, b]; }
        return far ? [line(far[1], far[2])] : [];
      }
      default: return [];
    }
  }

  /** What the figure says of a goal. */
  truth(goal) {
    const at = i => this.motion.at[i], size = this.motion.size(), name = i => this.motion.names[i];
    if (goal.fact) {
      const r = residual(goal.fact, at, size), small = this.motion.touches ? 1e-4 : 1e-6;
      return { holds: r < small ? true : r > 10 * small ? false : null, off: r, words: measured(goal.fact, at, name) };
    }
    if (goal.cond) return { holds: conditionHolds(goal.cond, at, size), words: measuredCondition(goal.cond, at, name) };
    if (goal.value) {
      const v = number(goal.value, at), angle = goal.value[0] === 'ang';
      return { holds: null, words: Number.isFinite(v) ? (angle ? `${short(180 * v, 6)}°` : short(v, 6)) : '' };
    }
    return { holds: null, words: '' };
  }

  /** Conditions that do not hold in the figure. */
  broken() {
    const size = this.motion.size();
    return this.motion.conditions.filter(c => conditionHolds(c.is, i => this.motion.at[i], size) === false);
  }
}

/** The measures that a fact compares. */
function measured([kind, a, b, c], at, name) {
  const pair = (p, q) => name(p) + name(q), length = (p, q) => `${pair(p, q)} = ${short(dist(at(p), at(q)))}`;
  switch (kind) {
    case 'log': case 'len': case 'sq': return [...new Set(a.slice(0, 6).map(([, p, q]) => length(p, q)))].join(', ');
    case 'ang': return a.slice(0, 4).map(([, t]) => `∠${t.map(name).join('')} = ${short(180 * angleAt(...t.map(at)))}°`).join(', ');
    case 'same': return `${pair(a, b)} = ${short(dist(at(a), at(b)), 2)}`;
    case 'coll': return `${name(c)} is ${short(Math.abs(cross(minus(at(b), at(a)), minus(at(c), at(a)))) / dist(at(a), at(b)), 2)} off the line ${pair(a, b)}`;
    case 'dir': {
      if (a.length !== 2) return '';
      const [p, q] = a.map(([, x, y]) => minus(at(y), at(x))), angle = (180 / Math.PI) * Math.abs(Math.atan2(cross(p, q), dot(p, q)));
      return `∠(${pair(a[0][1], a[0][2])}, ${pair(a[1][1], a[1][2])}) = ${short(Math.min(angle, 180 - angle), 5)}°`;
    }
    case 'num': return `${short(number(a, at), 6)} = ${short(number(b, at), 6)}`;
    default: return '';
  }
}

function measuredCondition([kind, a, b, c], at, name) {
  if (kind === 'cmp') return `${short(number(a, at), 6)} and ${short(number(c, at), 6)}`;
  if (kind === 'longer') return [a, b].map(p => `${p.map(name).join('')} = ${short(dist(at(p[0]), at(p[1])))}`).join(', ');
  return '';
}
