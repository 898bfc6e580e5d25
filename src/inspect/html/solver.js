// How the figure follows a point that is dragged.
//
// Points are placed in the order of the statement, each by the equations that speak of it and of earlier points: none (it is free), one (it
// slides on a curve), two (it is determined). Each begins where its neighbours carried it and is led back to its equations by
// Levenberg–Marquardt, so that it stays on its branch. Where the statement has no such order, all points are solved for together, free
// ones moving as little as possible. A step after which a condition of the statement would not hold is not taken.

const FIT = 1e-9;
/** How much larger than at first the figure may become. */
const FARTHEST = 12;

class Motion {
  constructor(figure) {
    this.names = figure.points.map(p => p.name);
    this.at = figure.points.map(p => p.at.slice());
    this.first = this.at;
    this.equations = figure.equations;
    this.conditions = figure.conditions.map(c => ({ ...c, points: [...pointsOf(c.is)] }));
    this.order = figure.order;
    const n = this.at.length, rank = new Array(n).fill(-1);
    this.order.forEach((p, k) => { rank[p] = k; });
    const last = points => points.reduce((m, p) => (rank[p] > rank[m] ? p : m), points[0]);
    this.own = this.at.map(() => []);
    this.near = this.at.map(() => new Set());
    this.tied = this.at.map(() => []);
    for (const eq of this.equations) {
      const points = [...pointsOf(eq)];
      if (!points.length || points.some(p => p >= n)) continue;
      const x = last(points);
      this.own[x].push(eq);
      points.forEach(p => { if (p !== x) this.near[x].add(p); });
    }
    // The proof's own conditions are shown, not kept.
    for (const c of this.conditions) if (c.whose !== 'proof' && c.points.length) this.tied[last(c.points)].push(c);
    this.unit = this.size();
    /** Whether curves touch somewhere: such a point is known to half the digits only. */
    this.touches = false;
    this.freedom = this.at.map((_, x) => this.degrees(x));
    this.jointly = this.at.map((_, x) => this.freedom[x] > 0 && !this.follows(x));
  }

  /** Whether the others follow a point one after the other, at least a little way. */
  follows(x) {
    const r = 1e-3 * this.size(), [px, py] = this.at[x];
    const ways = [[r, 0.3 * r], [-r, -0.3 * r], [-0.3 * r, r], [0.3 * r, -r]];
    return ways.some(([dx, dy]) => { this.why = null; return this.step(x, [px + dx, py + dy]) || this.why; });
  }

  size(at = this.at) {
    let [lx, ly, hx, hy] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of at) { lx = Math.min(lx, x); ly = Math.min(ly, y); hx = Math.max(hx, x); hy = Math.max(hy, y); }
    return at.length > 1 ? Math.hypot(hx - lx, hy - ly) : 1;
  }

  /** Residuals of the equations of a point at q. */
  values(at, x, q, size) {
    const get = i => (i === x ? q : at[i]);
    return this.own[x].flatMap(eq => smooth(eq, get, size));
  }

  /** Derivatives of residuals by the two coordinates. */
  slopes(at, x, q, size) {
    const h = 1e-6 * size, part = i => {
      const [p, m] = [q.slice(), q.slice()];
      p[i] += h;
      m[i] -= h;
      const low = this.values(at, x, m, size);
      return this.values(at, x, p, size).map((v, k) => (v - low[k]) / (2 * h));
    };
    return [part(0), part(1)];
  }

  /** How many degrees of freedom a point has. Where curves touch, their equations seem to be one; then it cannot be moved along it. */
  degrees(x) {
    if (!this.own[x].length) return 2;
    const [rank, way] = this.rank(x);
    if (rank === 2) return 0;
    const far = 0.03 * this.unit, from = this.at[x];
    const slides = [far, -far].some(r => {
      const q = this.settle(this.at, x, [from[0] + r * way[0], from[1] + r * way[1]], this.unit);
      return q && dist(q, from) > 0.5 * far;
    });
    if (!slides) this.touches = true;
    return slides ? 2 - rank : 0;
  }

  /** How many independent equations a point has here, and a direction that they leave. */
  rank(x) {
    const size = this.size();
    const [u, v] = this.slopes(this.at, x, this.at[x], size).map(s => s.map(d => d * size));
    const sum = (a, b) => a.reduce((s, d, i) => s + d * b[i], 0);
    const [uu, uv, vv] = [sum(u, u), sum(u, v), sum(v, v)];
    const mean = (uu + vv) / 2, root = Math.sqrt(((uu - vv) / 2) ** 2 + uv * uv);
    const rank = [mean + root, mean - root].filter(e => e > 1e-6).length;
    // The eigenvector of the lesser eigenvalue.
    const one = [uv, mean - root - uu], two = [mean - root - vv, uv], long = norm(one) > norm(two) ? one : two, n = norm(long);
    return [rank, n > 0 ? [long[0] / n, long[1] / n] : uu > vv ? [0, 1] : [1, 0]];
  }

  /** Leads a point to its equations; null where that fails. */
  settle(at, x, start, size) {
    let q = start.slice(), r = this.values(at, x, q, size);
    const sum = v => v.reduce((s, y) => s + y * y, 0), worst = v => Math.max(0, ...v.map(Math.abs));
    let cost = sum(r), factor = 1e-4;
    for (let round = 0; round < 60 && worst(r) > 2e-15; round++) {
      const [u, v] = this.slopes(at, x, q, size);
      let [uu, uv, vv, gu, gv] = [0, 0, 0, 0, 0];
      for (let i = 0; i < r.length; i++) { uu += u[i] * u[i]; uv += u[i] * v[i]; vv += v[i] * v[i]; gu += u[i] * r[i]; gv += v[i] * r[i]; }
      const more = factor * Math.max(uu, vv);
      const det = (uu + more) * (vv + more) - uv * uv;
      if (!(det > 0)) break;
      const step = [-((vv + more) * gu - uv * gv) / det, -((uu + more) * gv - uv * gu) / det];
      const next = [q[0] + step[0], q[1] + step[1]], values = this.values(at, x, next, size), c = sum(values);
      if (c < cost) {
        [q, r, cost] = [next, values, c];
        factor = Math.max(factor * 0.1, 1e-14);
      } else if (factor > 1e4 || cost < 1e-26) break;
      else factor = Math.max(factor * 10, 1e-12);
    }
    return worst(r) < FIT ? q : null;
  }

  /** Where the neighbours of a point carried it: by the similarity that fits them best. */
  carried(old, at, x) {
    const near = [...this.near[x]];
    if (!near.length) return old[x];
    const mean = from => near.reduce((s, p) => [s[0] + from[p][0] / near.length, s[1] + from[p][1] / near.length], [0, 0]);
    const [m, t] = [mean(old), mean(at)];
    let [re, im, all] = [0, 0, 0];
    for (const p of near) {
      const z = times(conj(minus(old[p], m)), minus(at[p], t));
      re += z[0];
      im += z[1];
      all += dot(minus(old[p], m), minus(old[p], m));
    }
    const turn = all > 0 ? [re / all, im / all] : [1, 0];
    const z = times(turn, minus(old[x], m));
    return [t[0] + z[0], t[1] + z[1]];
  }

  broken(at, x, size) {
    return this.tied[x].find(c => conditionHolds(c.is, i => at[i], size) === false);
  }

  /** A place for a point, on the branch on which it was if the conditions allow that. */
  placed(old, at, x, size) {
    const start = this.carried(old, at, x);
    const unfit = q => {
      const before = at[x];
      at[x] = q;
      const bad = this.broken(at, x, size);
      at[x] = before;
      return bad;
    };
    const fits = q => q && !unfit(q);
    const q = this.settle(at, x, start, size) || this.settle(at, x, old[x], size);
    if (fits(q)) return q;
    this.why = (q && unfit(q)) || this.why;
    // It fell onto another branch, or its curves no longer meet: look around.
    let best = null;
    for (const r of [0.08, 0.25, 0.7, 1.6]) {
      for (let i = 0; i < 10; i++) {
        const a = (2 * Math.PI * (i + 0.37)) / 10;
        const other = this.settle(at, x, [start[0] + r * size * Math.cos(a), start[1] + r * size * Math.sin(a)], size);
        if (fits(other) && (!best || dist(other, start) < dist(best, start))) best = other;
      }
      if (best) { this.why = null; return best; }
    }
    return null;
  }

  /** One small step of a point; null where it cannot be taken. No point may run away. */
  step(p, aim) {
    const at = this.followed(p, aim);
    if (at && this.size(at) > FARTHEST * this.unit) { this.why = { text: 'its points within reach', far: true }; return null; }
    return at;
  }

  followed(p, aim) {
    const old = this.at, at = old.slice(), size = this.size();
    const moved = new Set([p]);
    at[p] = this.freedom[p] === 2 ? aim : this.settle(at, p, aim, size);
    if (!at[p]) return null;
    const bad = this.broken(at, p, size);
    if (bad) { this.why = bad; return null; }
    for (const x of this.order) {
      if (x === p || ![...this.near[x]].some(y => moved.has(y))) {
        if (x === p || !this.tied[x].some(c => c.points.some(y => moved.has(y)))) continue;
        const worse = this.broken(at, x, size);
        if (worse && !this.broken(old, x, size)) { this.why = worse; return null; }
        continue;
      }
      const q = this.placed(old, at, x, size);
      if (!q) return this.why || !this.jointly || !this.jointly[p] ? null : this.together(old, p, aim, size);
      at[x] = q;
      moved.add(x);
    }
    return at;
  }

  /** All points at once, the dragged one held. */
  together(old, p, aim, size) {
    const at = old.map(q => q.slice());
    at[p] = aim;
    const free = this.order.filter(x => x !== p), column = new Map(free.map((x, i) => [x, 2 * i])), n = 2 * free.length;
    const heavy = free.flatMap(x => { const w = [1, 30, 1000][this.freedom[x]]; return [w, w]; });
    const parts = this.equations.map(eq => [eq, [...pointsOf(eq)].filter(x => column.has(x))]);
    const all = () => this.equations.flatMap(eq => smooth(eq, i => at[i], size));
    const sum = v => v.reduce((s, y) => s + y * y, 0);
    let r = all(), cost = sum(r), factor = 1e-4;
    for (let round = 0; round < 40 && Math.max(...r.map(Math.abs)) > 1e-14; round++) {
      const m = Array.from({ length: n }, () => new Float64Array(n)), g = new Float64Array(n), h = 1e-6 * size;
      for (const [eq, points] of parts) {
        const here = smooth(eq, i => at[i], size), cols = [];
        for (const x of points) for (const i of [0, 1]) {
          const keep = at[x][i];
          at[x][i] = keep + h;
          const up = smooth(eq, j => at[j], size);
          at[x][i] = keep - h;
          const down = smooth(eq, j => at[j], size);
          at[x][i] = keep;
          cols.push([column.get(x) + i, up.map((v, k) => (v - down[k]) / (2 * h))]);
        }
        for (const [c, d] of cols) {
          d.forEach((v, k) => { g[c] += v * here[k]; });
          for (const [e, f] of cols) d.forEach((v, k) => { m[c][e] += v * f[k]; });
        }
      }
      const peak = Math.max(...m.map((row, i) => row[i]), 1e-300);
      const step = cholesky(m.map((row, i) => { const c = row.slice(); c[i] += factor * peak * heavy[i]; return c; }), g);
      const before = free.map(x => at[x].slice());
      if (step) free.forEach((x, i) => { at[x] = [at[x][0] - step[2 * i], at[x][1] - step[2 * i + 1]]; });
      const values = all(), c = sum(values);
      if (step && c < cost) { [r, cost] = [values, c]; factor = Math.max(factor * 0.1, 1e-14); continue; }
      free.forEach((x, i) => { at[x] = before[i]; });
      if (factor > 1e4) break;
      factor *= 10;
    }
    if (Math.max(0, ...r.map(Math.abs)) > FIT) return null;
    const bad = this.order.map(x => this.broken(at, x, size)).find(Boolean);
    this.why = bad || null;
    return bad ? null : at;
  }

  /** Drags a point towards a place, as far as it goes. */
  drag(p, target) {
    const most = 0.05 * this.unit;
    this.why = null;
    for (let i = 0, reach = most; i < 48; i++) {
      const from = this.at[p], far = dist(from, target);
      if (far < 1e-9 * this.unit) return true;
      const part = Math.min(1, reach / far);
      this.why = null;
      const next = this.step(p, [from[0] + (target[0] - from[0]) * part, from[1] + (target[1] - from[1]) * part]);
      if (next) {
        this.at = next;
        // On a curve it is as near as it gets when it no longer comes nearer.
        if (part === 1 || dist(next[p], target) > far - 1e-3 * reach) return true;
        reach = Math.min(most, 2 * reach);
      } else if (reach < most / 60) return false;
      else reach /= 3;
    }
    return false;
  }

  /** The largest residual of an equation. */
  off() {
    const size = this.size();
    return Math.max(0, ...this.equations.map(eq => residual(eq, i => this.at[i], size)));
  }

  reset() {
    this.at = this.first;
    this.why = null;
  }
}

/** Solves m·x = g for a positive definite m; null otherwise. */
function cholesky(m, g) {
  const n = g.length, x = new Float64Array(n);
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) {
    let s = m[i][j];
    for (let k = 0; k < j; k++) s -= m[i][k] * m[j][k];
    if (i === j) { if (!(s > 0)) return null; m[i][i] = Math.sqrt(s); } else m[i][j] = s / m[j][j];
  }
  for (let i = 0; i < n; i++) { let s = g[i]; for (let k = 0; k < i; k++) s -= m[i][k] * x[k]; x[i] = s / m[i][i]; }
  for (let i = n - 1; i >= 0; i--) { let s = x[i]; for (let k = i + 1; k < n; k++) s -= m[k][i] * x[k]; x[i] = s / m[i][i]; }
  return x;
}
