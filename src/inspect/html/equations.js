// What is true in a figure: residuals of facts, conditions, numbers. As in provers/diagram (eqs.rs, eval.rs); `at(i)` is a place.

const TINY = 1e-10;
const EXACT = 1e-9;
const CLEAR = 1e-6;

const minus = (a, b) => [a[0] - b[0], a[1] - b[1]];
const times = (a, b) => [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]];
const conj = a => [a[0], -a[1]];
const cross = (a, b) => a[0] * b[1] - a[1] * b[0];
const dot = (a, b) => a[0] * b[0] + a[1] * b[1];
const norm = a => Math.hypot(a[0], a[1]);
const dist = (a, b) => Math.hypot(a[0] - b[0], a[1] - b[1]);
const over = (x, d) => (d > 0 ? x / d : x);

/** Undirected angle at b, in half-turns. */
function angleAt(a, b, c) {
  const u = minus(a, b), w = minus(c, b);
  return Math.atan2(Math.abs(cross(u, w)), dot(u, w)) / Math.PI;
}

/** Twice the area over the square of the longest side. */
function flatness(a, b, c) {
  const longest = Math.max(dist(a, b), dist(b, c), dist(a, c));
  return longest > 0 ? Math.abs(cross(minus(b, a), minus(c, a))) / (longest * longest) : 0;
}

/** Value of a number; NaN where it has none. */
function number(t, at) {
  const [kind, a, b, c] = t;
  const twice = () => Math.abs(cross(minus(at(b), at(a)), minus(at(c), at(a))));
  const sides = () => [dist(at(a), at(b)), dist(at(b), at(c)), dist(at(c), at(a))];
  switch (kind) {
    case 'const': return a;
    case 'len': return dist(at(a), at(b));
    case 'ang': return angleAt(at(a), at(b), at(c));
    case 'dist': return Math.abs(cross(minus(at(c), at(b)), minus(at(a), at(b)))) / dist(at(b), at(c));
    case 'area': {
      let sum = 0;
      for (let i = 1; i + 1 < a.length; i++) sum += cross(minus(at(a[i]), at(a[0])), minus(at(a[i + 1]), at(a[0])));
      return Math.abs(sum) / 2;
    }
    case 'circumradius': { const [p, q, r] = sides(); return (p * q * r) / (2 * twice()); }
    case 'inradius': { const [p, q, r] = sides(); return twice() / (p + q + r); }
    case 'x': { const u = minus(at(c), at(b)); return dot(u, minus(at(a), at(b))) / norm(u); }
    case 'y': { const u = minus(at(c), at(b)); return cross(u, minus(at(a), at(b))) / norm(u); }
    case 'add': return a.reduce((s, n) => s + number(n, at), 0);
    case 'mul': return a.reduce((s, n) => s * number(n, at), 1);
    case 'div': return number(a, at) / number(b, at);
    case 'neg': return -number(a, at);
    case 'pow': return Math.pow(number(a, at), b);
    case 'call': {
      const values = b.map(n => number(n, at));
      if (a === 'sqrt') return Math.sqrt(values[0]);
      if (a === 'abs') return Math.abs(values[0]);
      if (a === 'min') return Math.min(...values);
      if (a === 'max') return Math.max(...values);
      return NaN;
    }
    default: return NaN;
  }
}

/** Product of directions to their powers, turned back by the constant; null where a pair coincides. */
function directions([, terms, turn], at, tiny) {
  let z = [Math.cos(Math.PI * turn), -Math.sin(Math.PI * turn)];
  for (const [k, a, b] of terms) {
    const d = minus(at(b), at(a)), n = norm(d);
    if (n <= tiny) return null;
    const unit = [d[0] / n, k < 0 ? -d[1] / n : d[1] / n];
    for (let i = 0; i < Math.abs(k); i++) z = times(z, unit);
  }
  return z;
}

/** Smooth residuals, zero where the fact holds; free of scale. */
function smooth(eq, at, size) {
  const [kind, a, b, c, d] = eq;
  switch (kind) {
    case 'same': { const z = minus(at(a), at(b)); return [over(z[0], size), over(z[1], size)]; }
    case 'coll': {
      const u = minus(at(b), at(a)), v = minus(at(c), at(a)), w = minus(at(c), at(b));
      return [over(cross(u, v), Math.max(dot(u, u), dot(v, v), dot(w, w)))];
    }
    case 'cyc': {
      const [p, q, r, s] = [a, b, c, d].map(at);
      const ac = minus(p, r), bc = minus(q, r), ad = minus(p, s), bd = minus(q, s);
      const z = times(times(ac, conj(bc)), times(conj(ad), bd));
      const sorted = [norm(ac) * norm(bd), norm(bc) * norm(ad), dist(p, q) * dist(r, s)].sort((x, y) => x - y);
      return [over(z[1], sorted[1] * sorted[2])];
    }
    case 'sim': {
      const [p, q, r] = a.map(at), [s, t, u] = b.map(at), flip = v => (c ? conj(v) : v);
      const one = times(minus(q, p), flip(minus(u, s))), two = times(minus(r, p), flip(minus(t, s)));
      const z = minus(one, two), most = (v, w) => Math.max(dot(v, v), dot(w, w));
      const m = Math.sqrt(most(minus(q, p), minus(r, p)) * most(minus(t, s), minus(u, s)));
      return [over(z[0], m), over(z[1], m)];
    }
    case 'dir': { const z = directions(eq, at, TINY * size); return [z ? z[1] : 0]; }
    case 'log': {
      let sum = -b;
      for (const [k, p, q] of a) {
        const n = dist(at(p), at(q));
        if (n <= TINY * size) return [0];
        sum += k * Math.log(n);
      }
      return [sum];
    }
    case 'len': case 'sq': {
      let sum = -b, most = Math.abs(b);
      for (const [k, p, q] of a) {
        const n = dist(at(p), at(q)), term = k * (kind === 'sq' ? n * n : n);
        most = Math.max(most, Math.abs(term));
        sum += term;
      }
      return [over(sum, most)];
    }
    case 'vec': {
      if (!a.length) return [0, 0];
      const o = at(a[0][1]);
      let x = 0, y = 0, most = 0;
      for (const [k, p] of a) {
        const z = minus(at(p), o);
        most = Math.max(most, Math.abs(k * z[0]), Math.abs(k * z[1]));
        x += k * z[0];
        y += k * z[1];
      }
      return [over(x, most), over(y, most)];
    }
    case 'ang': return [a.reduce((s, [k, t]) => s + k * angleAt(at(t[0]), at(t[1]), at(t[2])), -b)];
    case 'num': { const l = number(a, at), r = number(b, at); return [over(l - r, Math.max(Math.abs(l), Math.abs(r)))]; }
    default: return [NaN];
  }
}

/** How far a fact is from holding: 0 where it does. */
function residual(eq, at, size) {
  const r = smooth(eq, at, size);
  if (r.some(Number.isNaN)) return 1;
  if (eq[0] === 'dir') {
    const z = directions(eq, at, TINY * size);
    return z ? Math.atan2(Math.abs(z[1]), Math.abs(z[0])) / Math.PI : 0;
  }
  return Math.max(...r.map(Math.abs));
}

const clear = x => (x > CLEAR ? true : x < EXACT ? false : null);

/** Whether a condition holds; null when it is too close to call. */
function conditionHolds(cond, at, size) {
  const [kind, a, b, c] = cond, rel = x => over(x, size);
  const sign = t => { const [p, q, r] = t.map(at); return clear(flatness(p, q, r)) ? Math.sign(cross(minus(q, p), minus(r, p))) : 0; };
  switch (kind) {
    case 'distinct': return clear(rel(dist(at(a), at(b))));
    case 'notcoll': return clear(flatness(at(a), at(b), at(c)));
    case 'notpara': {
      const u = minus(at(a[1]), at(a[0])), v = minus(at(b[1]), at(b[0]));
      return norm(u) > TINY * size && norm(v) > TINY * size && clear(Math.abs(cross(u, v)) / (norm(u) * norm(v)));
    }
    case 'orient': { const s = sign(a) * sign(b) * c; return s === 0 ? null : s > 0; }
    case 'positive': { const s = sign(a); return s === 0 ? null : s > 0; }
    case 'between': case 'outside': {
      if (clear(flatness(at(a), at(b), at(c)))) return false;
      return dot(minus(at(a), at(b)), minus(at(c), at(b))) < 0 === (kind === 'between');
    }
    case 'longer': return clear(rel(dist(at(a[0]), at(a[1])) - dist(at(b[0]), at(b[1]))));
    case 'within': return clear(1 - Math.abs(a.reduce((s, [k, t]) => s + k * angleAt(at(t[0]), at(t[1]), at(t[2])), -b)));
    case 'cmp': {
      const l = number(a, at), r = number(c, at), most = Math.max(Math.abs(l), Math.abs(r)), d = over(r - l, most);
      if (Number.isNaN(d)) return null;
      if (b === '<') return clear(d);
      if (b === '>') return clear(-d);
      if (b === '!=') return clear(Math.abs(d));
      return b === '<=' ? d > -EXACT : d < EXACT;
    }
    case 'not': return clear(residual(a, at, size));
    case 'any': { const all = a.map(x => conditionHolds(x, at, size)); return all.includes(true) ? true : all.every(x => x === false) ? false : null; }
    default: return null;
  }
}

/** The points that a fact or condition speaks of. */
function pointsOf(list, out = new Set()) {
  const [kind, ...rest] = list;
  const add = x => out.add(x);
  switch (kind) {
    case 'same': case 'coll': case 'cyc': case 'distinct': case 'notcoll': case 'between': case 'outside':
    case 'len': case 'ang': case 'dist': case 'circumradius': case 'inradius': case 'x': case 'y':
      if (Array.isArray(rest[0])) rest[0].forEach(([, ...t]) => t.flat().forEach(add));
      else rest.forEach(add);
      break;
    case 'dir': case 'log': case 'sq': case 'vec': case 'within': rest[0].forEach(([, ...t]) => t.flat().forEach(add)); break;
    case 'sim': case 'notpara': case 'orient': case 'longer': rest[0].concat(rest[1]).forEach(add); break;
    case 'positive': case 'area': rest[0].forEach(add); break;
    case 'num': case 'div': rest.forEach(x => pointsOf(x, out)); break;
    case 'neg': case 'pow': case 'not': pointsOf(rest[0], out); break;
    case 'add': case 'mul': case 'any': rest[0].forEach(x => pointsOf(x, out)); break;
    case 'call': rest[1].forEach(x => pointsOf(x, out)); break;
    case 'cmp': pointsOf(rest[0], out); pointsOf(rest[2], out); break;
    default:
  }
  return out;
}
