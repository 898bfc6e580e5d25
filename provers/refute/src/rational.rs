//! The construction redone with rational numbers, near a floating-point figure.
//!
//! Points are placed one at a time. Each hypothesis on the point is an equation in its two coordinates ([`crate::conic`]). Lines meet rationally; a line meets a circle
//! rationally when the discriminant is a square, as it is when the other meeting is known; free points of a line or
//! circle are taken rational (on a circle: the second meeting with a line of rational slope through a known point). The figure
//! only says which solution is meant and roughly where free points are.

use crate::conic::{Conic, Form};
use euclase_figure::field::{Exact, V, rational_root};
use euclase_figure::formula::equations;
use euclase_figure::truth::Picture;
use euclase_grammar::core::{CoreTheorem, Pt, Q};
use num_bigint::BigInt;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// Exact coordinates.
pub type P = [Q; 2];

/// Points tried before giving up (alternatives included).
const BUDGET: u32 = 2000;
/// A coordinate with more digits than this is of no use to anyone.
const MAX_BITS: u64 = 4096;

/// A line p + t·v.
struct Line {
    p: P,
    v: P,
}

fn int(n: i64) -> Q {
    Q::from_integer(n.into())
}

/// Rational coordinates that satisfy every hypothesis, near the figure.
///
/// A point may be irrational in one order and rational in another: the incentre of a rational triangle is irrational
/// as a rule, but with A, B and the incentre rational so is C. So when the order of construction fails at X, X is
/// taken as given and a point that it depended on is placed after it; so many `orders` are tried.
pub fn construct(thm: &CoreTheorem, pts: &[[f64; 2]], orders: usize) -> Result<Vec<P>, String> {
    let mut queue = vec![euclase_diagram::placement_order(thm)];
    let mut first_reason = None;
    let mut k = 0;
    while k < queue.len() && k < orders {
        let order = queue[k].clone();
        k += 1;
        let mut search = Search {
            thm,
            pts,
            order: &order,
            placed: vec![None; thm.statement_points],
            left: BUDGET,
            why: String::new(),
            stuck: None,
        };
        if search.go(0) {
            return Ok(search.placed.into_iter().flatten().collect());
        }
        let why = if search.why.is_empty() { "no rational figure".into() } else { search.why };
        first_reason = first_reason.or(Some(why));
        if let Some(x) = search.stuck {
            for other in postponed(thm, &order, x) {
                if !queue.contains(&other) {
                    queue.push(other);
                }
            }
        }
    }
    Err(first_reason.unwrap_or_default())
}

/// The orders in which `x` comes before one of the points it depends on, the latest such point first; what
/// depends on that point follows it.
fn postponed(thm: &CoreTheorem, order: &[Pt], x: Pt) -> Vec<Vec<Pt>> {
    let n = thm.statement_points;
    let mut rank = vec![0; n];
    for (k, p) in order.iter().enumerate() {
        rank[p.ix()] = k;
    }
    // p depends on what occurs with it in a fact in which p comes last
    let mut needs: Vec<Vec<Pt>> = vec![Vec::new(); n];
    for h in &thm.hyps {
        let ps = h.fact.points();
        if let Some(last) = ps.iter().max_by_key(|p| rank[p.ix()]) {
            needs[last.ix()].extend(ps.iter().filter(|p| *p != last));
        }
    }
    let mut ancestors = vec![false; n];
    ancestors[x.ix()] = true;
    for p in order.iter().rev().filter(|p| rank[p.ix()] <= rank[x.ix()]) {
        if ancestors[p.ix()] {
            for d in needs[p.ix()].clone() {
                ancestors[d.ix()] = true;
            }
        }
    }
    let mut out = Vec::new();
    for f in order[..rank[x.ix()]].iter().rev().filter(|p| ancestors[p.ix()]) {
        // x itself is excused from depending on f
        let mut late = vec![false; n];
        late[f.ix()] = true;
        let (mut before, mut after) = (Vec::new(), vec![*f]);
        for p in order.iter().filter(|p| *p != f) {
            let depends = *p != x && needs[p.ix()].iter().any(|d| late[d.ix()]);
            if depends {
                late[p.ix()] = true;
                after.push(*p);
            } else {
                before.push(*p);
            }
        }
        let cut = before.iter().position(|p| *p == x).map_or(before.len(), |i| i + 1);
        let tail = before.split_off(cut);
        before.extend(after);
        // what comes after x and does not need f keeps its place relative to the rest
        before.extend(tail);
        out.push(before);
    }
    out
}

struct Search<'a> {
    thm: &'a CoreTheorem,
    pts: &'a [[f64; 2]],
    order: &'a [Pt],
    placed: Vec<Option<P>>,
    left: u32,
    why: String,
    /// the first point that had no rational place
    stuck: Option<Pt>,
}

impl Search<'_> {
    fn go(&mut self, k: usize) -> bool {
        let Some(&x) = self.order.get(k) else { return self.verified() };
        let places = self.places(x);
        if places.is_empty() && self.stuck.is_none() {
            self.stuck = Some(x);
        }
        for p in places {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            if p.iter().any(|c| c.numer().bits().max(c.denom().bits()) > MAX_BITS) {
                continue;
            }
            self.placed[x.ix()] = Some(p);
            if self.go(k + 1) {
                return true;
            }
            self.placed[x.ix()] = None;
        }
        false
    }

    /// All hypotheses hold exactly.
    fn verified(&mut self) -> bool {
        let exact: Vec<P> = self.placed.iter().flatten().cloned().collect();
        let pic = Picture::exact(&exact);
        let bad = self.thm.hyps.iter().find(|h| !h.fact.is_trivial() && !pic.holds(&h.fact));
        if let Some(h) = bad {
            self.why = format!("`{}` does not hold exactly", h.origin.text);
        }
        bad.is_none()
    }

    fn float(&self, x: Pt) -> [f64; 2] {
        self.pts.get(x.ix()).copied().unwrap_or([0.0; 2])
    }

    /// Equations of the point whose other points are placed.
    fn conics(&mut self, x: Pt) -> Option<Vec<Conic>> {
        let mut out = Vec::new();
        let mut beyond: Option<&str> = None;
        for h in &self.thm.hyps {
            let ps = h.fact.points();
            if !ps.contains(&x) || ps.iter().any(|p| *p != x && self.placed[p.ix()].is_none()) || h.fact.is_trivial() {
                continue;
            }
            // undirected angles take their signs from the figure
            let orient = |t: [Pt; 3]| {
                let [a, b, c] = t.map(|p| self.float(p));
                let s = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
                if s > 0.0 {
                    Some(1)
                } else if s < 0.0 {
                    Some(-1)
                } else {
                    None
                }
            };
            let at = |p: Pt| match &self.placed[p.ix()] {
                _ if p == x => V(Form::unknown(0), Form::unknown(1)),
                Some([a, b]) => {
                    let V(a, b) = Exact::point(a, b);
                    V(Form::konst(a), Form::konst(b))
                }
                None => V(Form::none(), Form::none()),
            };
            let list: Option<Vec<Conic>> = equations(&h.fact, &at, &orient).iter().map(Form::conic).collect();
            match list {
                Some(list) => out.extend(list.into_iter().filter(|c| !c.is_constant() || !c.0[5].is_zero())),
                None => beyond = Some(&h.origin.text),
            }
        }
        // an equation beyond degree two must hold by the others: the verification at the end decides
        if out.len() < 2
            && let Some(text) = beyond
        {
            self.why = format!("`{text}` has no rational equation for {}", self.thm.name_of(x));
            return None;
        }
        Some(out)
    }

    /// Candidates for a point, nearest to the figure first.
    fn places(&mut self, x: Pt) -> Vec<P> {
        let Some(conics) = self.conics(x) else { return Vec::new() };
        if conics.iter().any(Conic::is_constant) {
            return Vec::new();
        }
        let f = self.float(x);
        let near: P = f.map(simple);
        let mut lines: Vec<Conic> = Vec::new();
        let mut curves: Vec<Conic> = Vec::new();
        for c in conics {
            if c.is_line() { lines.push(c) } else { curves.push(c) }
        }
        // two circles: their radical line
        if let Some(i) = curves.iter().position(Conic::is_circle) {
            let first = curves[i].clone();
            for (j, c) in curves.iter().enumerate() {
                if j != i && c.is_circle() {
                    let l = c.minus(&first, &(&c.0[0] / &first.0[0]));
                    if !l.is_constant() {
                        lines.push(l);
                    }
                }
            }
        }
        // a pair of lines (bisectors, mostly): the one nearer to the figure
        let mut curved: Vec<Conic> = Vec::new();
        for c in curves {
            if c.is_circle() {
                curved.push(c);
            } else if let Some(l) = nearer_line(&c, &self.placed, f) {
                lines.push(l);
            } else {
                self.why = format!("{} has no rational place on its locus", self.thm.name_of(x));
                return Vec::new();
            }
        }
        let Some(first) = lines.first() else {
            let Some(circle) = curved.first() else { return vec![near] };
            let out = self.on_circle(circle, f);
            if out.is_empty() {
                self.why = format!("no rational point of the circle of {} is known", self.thm.name_of(x));
            }
            return out;
        };
        for other in &lines[1..] {
            if let Some(p) = cross_lines(first, other) {
                return vec![p];
            }
        }
        let line = parametric(first);
        if let Some(circle) = curved.first() {
            let mut out = meet_circle(&line, circle);
            if out.is_empty() {
                self.why = format!("{} has irrational coordinates", self.thm.name_of(x));
            }
            out.sort_by(|a, b| distance(a, f).total_cmp(&distance(b, f)));
            return out;
        }
        // one line only: one coordinate simple, the other by the equation
        let [.., a, b, c] = &first.0;
        let [x, y] = near;
        if a.abs() > b.abs() { vec![[-(b * &y + c) / a, y]] } else { vec![[x.clone(), -(a * &x + c) / b]] }
    }

    /// A rational point of a circle near the figure's: the second meeting with a line through a known one.
    fn on_circle(&self, circle: &Conic, f: [f64; 2]) -> Vec<P> {
        let mut known: Vec<P> = self.placed.iter().flatten().filter(|p| circle.at(p).is_zero()).cloned().collect();
        // or the circle's own rational points on its horizontal diameter
        let two = int(2);
        let [a, _, _, d, e, k] = &circle.0;
        let center = [-d / (&two * a), -e / (&two * a)];
        let r2 = &center[0] * &center[0] + &center[1] * &center[1] - k / a;
        if let Some(r) = rational_root(&r2) {
            known.push([&center[0] + &r, center[1].clone()]);
        }
        // far from the figure's point: there the slope says most
        known.sort_by(|p, q| distance(q, f).total_cmp(&distance(p, f)));
        let Some(base) = known.into_iter().find(|p| distance(p, f) > 1e-6) else { return Vec::new() };
        let v = [f[0] - base[0].to_f64().unwrap_or(0.0), f[1] - base[1].to_f64().unwrap_or(0.0)];
        let m = v[0].abs().max(v[1].abs());
        let v = v.map(|c| simple(c / m));
        meet_circle(&Line { p: base.clone(), v }, circle).into_iter().filter(|p| *p != base).collect()
    }
}

/// A rational with denominator 64 near a float.
fn simple(x: f64) -> Q {
    Q::new(BigInt::from((x * 64.0).round().clamp(-1e15, 1e15) as i64), BigInt::from(64))
}

fn distance(p: &P, f: [f64; 2]) -> f64 {
    let [x, y] = [p[0].to_f64().unwrap_or(f64::MAX), p[1].to_f64().unwrap_or(f64::MAX)];
    (x - f[0]).hypot(y - f[1])
}

fn cross_lines(l: &Conic, m: &Conic) -> Option<P> {
    let ([.., a, b, c], [.., d, e, f]) = (&l.0, &m.0);
    let det = a * e - b * d;
    (!det.is_zero()).then(|| [(b * f - c * e) / &det, (c * d - a * f) / &det])
}

fn parametric(l: &Conic) -> Line {
    let [.., a, b, c] = &l.0;
    let n = a * a + b * b;
    Line { p: [-(a * c) / &n, -(b * c) / &n], v: [b.clone(), -a] }
}

/// Rational common points of a line and a conic.
fn meet_circle(l: &Line, c: &Conic) -> Vec<P> {
    let at = |t: i64| {
        let p = [&l.p[0] + int(t) * &l.v[0], &l.p[1] + int(t) * &l.v[1]];
        c.at(&p)
    };
    let half = Q::new(1.into(), 2.into());
    let (z, plus, minus) = (at(0), at(1), at(-1));
    let (a, b) = ((&plus + &minus) * &half - &z, (&plus - &minus) * &half);
    let roots: Vec<Q> = if a.is_zero() {
        if b.is_zero() { Vec::new() } else { vec![-z / b] }
    } else {
        let disc = &b * &b - int(4) * &a * &z;
        match rational_root(&disc) {
            Some(r) if r.is_zero() => vec![-b / (int(2) * a)],
            Some(r) => vec![(-&b + &r) / (int(2) * &a), (-&b - &r) / (int(2) * &a)],
            None => Vec::new(),
        }
    };
    roots.into_iter().map(|t| [&l.p[0] + &t * &l.v[0], &l.p[1] + &t * &l.v[1]]).collect()
}

/// If the conic is two lines that meet at a placed point and have rational slopes: the one nearer to `f`.
fn nearer_line(c: &Conic, placed: &[Option<P>], f: [f64; 2]) -> Option<Conic> {
    let [a, b, cc, d, e, _] = &c.0;
    let vertex = placed.iter().flatten().find(|p| {
        let [x, y] = p;
        c.at(p).is_zero() && (int(2) * a * x + b * y + d).is_zero() && (b * x + int(2) * cc * y + e).is_zero()
    })?;
    // directions (u, w) with a·u² + b·uw + c·w² = 0
    let r = rational_root(&(b * b - int(4) * a * cc))?;
    let dirs: Vec<P> = if a.is_zero() {
        // w·(b·u + c·w) = 0
        vec![[Q::one(), Q::zero()], [cc.clone(), -b]]
    } else {
        vec![[-b + &r, int(2) * a], [-b - &r, int(2) * a]]
    };
    let line = |v: &P| {
        let zero = Q::zero();
        let (n0, n1) = (-&v[1], v[0].clone());
        let k = -(&n0 * &vertex[0] + &n1 * &vertex[1]);
        Conic([zero.clone(), zero.clone(), zero, n0, n1, k])
    };
    let off = |v: &P| {
        let [u, w] = [v[0].to_f64().unwrap_or(0.0), v[1].to_f64().unwrap_or(0.0)];
        let p = [f[0] - vertex[0].to_f64().unwrap_or(0.0), f[1] - vertex[1].to_f64().unwrap_or(0.0)];
        (u * p[1] - w * p[0]).abs() / u.hypot(w)
    };
    dirs.iter().filter(|v| v.iter().any(|c| !c.is_zero())).min_by(|a, b| off(a).total_cmp(&off(b))).map(line)
}
