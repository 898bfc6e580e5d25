// Marks and names of a figure, as in the report's drawings: ticks on equal segments, squares, arcs; names on the quiet side of their points.

/** Most classes of equal things that are told apart. */
const CLASSES = 4;

class Marked {
  marks() {
    const { goal, given } = this.data.signs, out = [];
    const all = [...goal.map(s => [s, 'goal']), ...given.map(s => [s, 'given'])];
    const shown = i => this.data.points[i].shown;
    const classes = kind => {
      const list = [];
      for (const [s, role] of all) {
        if (s[0] !== kind) continue;
        const half = (s.length - 1) / 2, two = [s.slice(1, 1 + half), s.slice(1 + half)];
        if (String(two[0]) === String(two[1]) || (role === 'given' && kind === 'equal' && this.radius(...two))) continue;
        const hits = list.filter(c => c.role === role && c.items.some(x => two.some(y => String(x) === String(y))));
        const items = [...new Map([...hits.flatMap(c => c.items), ...two].map(x => [String(x), x])).values()];
        hits.forEach(c => list.splice(list.indexOf(c), 1));
        list.push({ role, items });
      }
      return list;
    };
    let used = 0;
    for (const { role, items } of classes('equal')) {
      const ends = items.map(x => x.map(i => this.paper(i))).filter(([a, b], k) => items[k].every(shown) && dist(a, b) > 14 && this.drawn(a, b));
      if (ends.length < 2 || used === CLASSES) continue;
      used++;
      for (const [a, b] of ends) {
        const d = dist(a, b), u = [(b[0] - a[0]) / d, (b[1] - a[1]) / d], c = this.quiet(a, b);
        for (let k = 0; k < used; k++) {
          const x = c[0] + u[0] * 3.2 * (k - (used - 1) / 2), y = c[1] + u[1] * 3.2 * (k - (used - 1) / 2);
          out.push(draw('line', { class: `mark ${role}`, x1: x - 4 * u[1], y1: y + 4 * u[0], x2: x + 4 * u[1], y2: y - 4 * u[0] }));
        }
      }
    }
    const corners = [];
    for (const [s, role] of all) if (s[0] === 'right') this.square(s.slice(1), role, corners, out);
    used = 0;
    for (const { role, items } of classes('angles')) {
      const good = items.filter(t => t.every(shown) && new Set(t).size === 3);
      if (good.length < 2 || used === CLASSES) continue;
      used++;
      for (const t of good) for (let k = 0; k < used; k++) out.push(this.arc(t, 15 + 3.2 * k, `mark ${role}`));
    }
    for (const [s, role] of all) if (s[0] === 'value' && s.slice(1, 4).every(shown)) {
      const t = s.slice(1, 4), [a, v, b] = t.map(i => this.paper(i)), u = this.unit(v, a), w = this.unit(v, b), mid = this.unit([0, 0], [u[0] + w[0], u[1] + w[1]]);
      out.push(this.arc(t, 15, `mark ${role}`), draw('text', { class: 'value', x: v[0] + 28 * mid[0], y: v[1] + 28 * mid[1] + 4 }, s[4]));
    }
    return out.filter(Boolean);
  }

  unit(a, b) { const d = dist(a, b) || 1; return [(b[0] - a[0]) / d, (b[1] - a[1]) / d]; }

  /** The middle of a segment, or near it where nothing else stands. */
  quiet(a, b) {
    const place = t => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    const room = t => Math.min(...this.data.points.map((p, i) => (p.shown ? dist(this.paper(i), place(t)) : 99)), 9) - 30 * Math.abs(t - 0.5);
    return place([0.5, 0.42, 0.58, 0.34, 0.66].reduce((m, t) => (room(t) > room(m) + 1e-9 ? t : m), 0.5));
  }

  /** Two radii of a drawn circle need no ticks. */
  radius(p, q) {
    const o = p.find(x => q.includes(x));
    if (o === undefined) return false;
    const c = this.paper(o), a = this.paper(p[0] === o ? p[1] : p[0]);
    return this.rings.some(r => dist(r.c, c) < 0.5 && Math.abs(r.r - dist(c, a)) < 0.5);
  }

  square([a, b, c, d], role, corners, out) {
    const [pa, pb, pc, pd] = [a, b, c, d].map(i => this.paper(i)), u = this.unit(pa, pb), v = this.unit(pc, pd);
    const den = cross(u, v);
    if (Math.abs(dot(u, v)) > 0.02 || Math.abs(den) < 0.5) return;
    const t = cross(minus(pc, pa), v) / den, x = [pa[0] + t * u[0], pa[1] + t * u[1]];
    if (corners.some(y => dist(x, y) < 1)) return;
    const arm = (way, ends) => {
      const reach = s => Math.max(0, ...ends.map(e => s * dot(way, minus(e, x))));
      const s = reach(1) >= reach(-1) ? 1 : -1, w = [s * way[0], s * way[1]];
      return this.drawn(x, [x[0] + 6 * w[0], x[1] + 6 * w[1]]) && reach(s) > 5 ? w : null;
    };
    const e = arm(u, [pa, pb]), f = arm(v, [pc, pd]);
    if (!e || !f) return;
    corners.push(x);
    const p = (i, j) => `${x[0] + 8 * (i * e[0] + j * f[0])},${x[1] + 8 * (i * e[1] + j * f[1])}`;
    out.push(draw('polyline', { class: `mark ${role}`, points: `${p(1, 0)} ${p(1, 1)} ${p(0, 1)}` }));
  }

  arc([a, v, b], r, name, filled = false) {
    const [pa, pv, pb] = [a, v, b].map(i => this.paper(i)), u = this.unit(pv, pa), w = this.unit(pv, pb);
    const end = z => `${pv[0] + r * z[0]} ${pv[1] + r * z[1]}`;
    const path = `M${end(u)}A${r} ${r} 0 0 ${cross(u, w) > 0 ? 1 : 0} ${end(w)}`;
    return draw('path', { class: name, d: filled ? `${path}L${pv[0]} ${pv[1]}Z` : path });
  }

  /** Names, each on the quietest side of its point; one name for points that lie on one another. */
  label() {
    const out = [], boxes = [], groups = [];
    this.data.points.forEach((p, i) => {
      if (!(p.shown && !p.hidden) && !(this.lit && this.lit.has(i))) return;
      const at = this.paper(i), same = groups.find(g => dist(g.at, at) < 1.5);
      if (same) same.list.push(i); else groups.push({ at, list: [i] });
    });
    const dots = this.data.points.flatMap((p, i) => (p.shown ? [this.paper(i)] : []));
    for (const { at, list } of groups) {
      const plain = i => this.data.points[i].label.join('');
      const label = list.length > 1 ? [list.map(plain).join(' = '), '', ''] : this.data.points[list[0]].label;
      const z = this.scale, wide = z * (10 * label[0].length + 6 * label[1].length + 4 * label[2].length + 1), high = 12 * z;
      let best = null;
      for (let k = 0; k < 16; k++) {
        const a = (Math.PI * k) / 8, c = [at[0] + Math.cos(a) * (7 * z + wide / 2), at[1] - Math.sin(a) * (8 * z + high / 2)];
        let cost = Math.abs(((k - (this.angles[list[0]] ?? 4) + 24) % 16) - 8) / 8 * 1.5;
        cost = 1.5 - cost;
        const hit = (p, pad) => Math.abs(p[0] - c[0]) < wide / 2 + pad && Math.abs(p[1] - c[1]) < high / 2 + pad;
        for (const d of dots) if (d !== at && hit(d, 4)) cost += 8;
        for (const b of boxes) if (Math.abs(b.c[0] - c[0]) < (wide + b.wide) / 2 && Math.abs(b.c[1] - c[1]) < high) cost += 20;
        for (const [p, q] of this.strokes) {
          const d = dist(p, q), u = [(q[0] - p[0]) / d, (q[1] - p[1]) / d], v = minus(c, p), t = Math.max(0, Math.min(d, dot(u, v)));
          const foot = [p[0] + t * u[0], p[1] + t * u[1]];
          if (hit(foot, 0)) cost += 6;
        }
        for (const r of this.rings) { const d = this.unit(r.c, c); if (hit([r.c[0] + r.r * d[0], r.c[1] + r.r * d[1]], 0)) cost += 4; }
        const [w, h] = this.view.size;
        if (c[0] - wide / 2 < 2 || c[0] + wide / 2 > w - 2 || c[1] - high / 2 < 2 || c[1] + high / 2 > h - 2) cost += 15;
        if (!best || cost < best.cost - 1e-9) best = { cost, c, k };
      }
      this.angles[list[0]] = best.k;
      boxes.push({ c: best.c, wide });
      const lit = list.some(i => this.lit && this.lit.has(i));
      out.push(draw('text', { class: `name${lit ? ' lit' : ''}${this.data.points[list[0]].shown ? '' : ' centre'}`, x: best.c[0] - wide / 2, y: best.c[1] + 5 * z, 'data-label': list.map(i => this.data.points[i].name).join(' ') },
        label[0], label[1] ? draw('tspan', { class: 'sub', dy: 3.5 * z }, label[1]) : null, label[2] ? draw('tspan', { dy: label[1] ? -3.5 * z : 0 }, label[2]) : null));
    }
    for (const g of this.ghosts) {
      const z = times(this.view.m, [g.at[0], -g.at[1]]), x = z[0] + this.view.t[0], y = z[1] + this.view.t[1];
      out.push(draw('circle', { class: 'ghost', cx: x, cy: y, r: 5 }), draw('text', { class: 'name ghost-name', x: x + 8, y: y - 6 }, g.name));
    }
    this.names.replaceChildren(...out);
  }
}
