//! Figures in floating point: whether facts and conditions hold, with the kernel's meaning of degenerate terms
//! (dir(A,A) = ω, log|AA| = ω), and a generator of random numbers.
//!
//! `provers/trials` includes this file, so that all trials of the kernel judge by one meaning.

use euclase_grammar::core::{Cond, Fact, Pt, Q};
use num_traits::ToPrimitive;

pub type V = [f64; 2];

/// Tolerance for coincidence and equations; figures have coordinates of size about 1.
pub const EPS: f64 = 1e-7;

/// SplitMix64.
pub struct Rng {
    state: u64,
    /// Points and numbers that make figures almost degenerate are drawn often.
    near: bool,
    /// The latest points.
    last: [V; 2],
}

impl Rng {
    pub fn new(seed: u64) -> Rng {
        Rng { state: seed, near: false, last: [[0.0; 2]; 2] }
    }
    /// One that draws points near other points and lines, and numbers near the ends of their range, near 0 and 1.
    pub fn almost_degenerate(seed: u64) -> Rng {
        Rng { near: true, ..Rng::new(seed) }
    }
    pub fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }
    /// A number between 0.001 and 0.1, of either sign.
    fn small(&mut self) -> f64 {
        let x = 10f64.powf(-1.0 - 2.0 * self.unit());
        if self.coin() { x } else { -x }
    }
    pub fn range(&mut self, a: f64, b: f64) -> f64 {
        if self.near && self.below(3) == 0 {
            let x = [a, b, 0.0, 1.0][self.below(4)] + self.small();
            if a < x && x < b {
                return x;
            }
        }
        a + (b - a) * self.unit()
    }
    pub fn coin(&mut self) -> bool {
        self.next() & 1 == 1
    }
    pub fn point(&mut self) -> V {
        let free = |rng: &mut Rng| [-2.0 + 4.0 * rng.unit(), -2.0 + 4.0 * rng.unit()];
        let p = if !self.near || self.below(3) == 0 {
            free(self)
        } else {
            let aside = [self.small(), self.small()];
            let along = if self.coin() { 0.0 } else { -1.0 + 3.0 * self.unit() };
            add(at(self.last[0], self.last[1], along), aside)
        };
        self.last = [p, self.last[0]];
        p
    }
}

pub fn sub(a: V, b: V) -> V {
    [a[0] - b[0], a[1] - b[1]]
}
pub fn add(a: V, b: V) -> V {
    [a[0] + b[0], a[1] + b[1]]
}
pub fn mul(k: f64, a: V) -> V {
    [k * a[0], k * a[1]]
}
pub fn cross(a: V, b: V) -> f64 {
    a[0] * b[1] - a[1] * b[0]
}
pub fn dot(a: V, b: V) -> f64 {
    a[0] * b[0] + a[1] * b[1]
}
pub fn len(a: V, b: V) -> f64 {
    sub(a, b)[0].hypot(sub(a, b)[1])
}
/// Point at parameter t of the line AB.
pub fn at(a: V, b: V, t: f64) -> V {
    add(a, mul(t, sub(b, a)))
}
/// Rotation by an angle in radians about the origin.
pub fn turn(a: V, w: f64) -> V {
    [a[0] * w.cos() - a[1] * w.sin(), a[0] * w.sin() + a[1] * w.cos()]
}
pub fn polar(o: V, r: f64, w: f64) -> V {
    add(o, [r * w.cos(), r * w.sin()])
}
/// Meeting of the lines P + s·u and Q + t·v.
pub fn meet(p: V, u: V, q: V, v: V) -> Option<V> {
    let d = cross(u, v);
    (d.abs() > 1e-6).then(|| add(p, mul(cross(sub(q, p), v) / d, u)))
}

pub fn same(a: V, b: V) -> bool {
    len(a, b) < EPS
}

/// Twice the signed area over the square of the longest side; 0 when degenerate.
fn bend(a: V, b: V, c: V) -> f64 {
    if same(a, b) || same(b, c) || same(a, c) {
        return 0.0;
    }
    let l = len(a, b).max(len(b, c)).max(len(a, c));
    cross(sub(b, a), sub(c, a)) / (l * l)
}

pub fn collinear(a: V, b: V, c: V) -> bool {
    bend(a, b, c).abs() < EPS
}

/// On a proper circle.
fn concyclic(pts: &[V], eps: f64) -> bool {
    let mut distinct: Vec<V> = Vec::new();
    for p in pts {
        if !distinct.iter().any(|q| same(*p, *q)) {
            distinct.push(*p);
        }
    }
    match distinct[..] {
        [a, b, c] => !collinear(a, b, c),
        [a, b, c, d] => {
            !collinear(a, b, c) && !collinear(a, b, d) && {
                let angle =
                    |p: V| cross(sub(a, p), sub(b, p)) / dot(sub(a, p), sub(b, p)).hypot(cross(sub(a, p), sub(b, p)));
                let cosine =
                    |p: V| dot(sub(a, p), sub(b, p)) / dot(sub(a, p), sub(b, p)).hypot(cross(sub(a, p), sub(b, p)));
                // Directed angles modulo a half-turn: sine of the difference.
                (angle(c) * cosine(d) - cosine(c) * angle(d)).abs() < eps
            }
        }
        _ => true,
    }
}

/// Direction in half-turns, or ω.
pub fn direction(a: V, b: V) -> Option<f64> {
    let d = sub(b, a);
    (!same(a, b)).then(|| d[1].atan2(d[0]) / std::f64::consts::PI)
}

/// Undirected angle in half-turns.
fn angle(p: V, q: V, r: V) -> Option<f64> {
    let (u, v) = (sub(p, q), sub(r, q));
    (!same(p, q) && !same(r, q)).then(|| cross(u, v).abs().atan2(dot(u, v)) / std::f64::consts::PI)
}

fn f(x: &Q) -> f64 {
    x.to_f64().unwrap()
}

fn near_integer(x: f64, eps: f64) -> bool {
    (x - x.round()).abs() < eps
}

/// `Σ k·dir − turn` is 0 modulo 1, and no ω is left.
fn directions(terms: &[(i64, Pt, Pt)], turn: &Q, at: &[V], eps: f64) -> bool {
    let (mut sum, mut omega) = (-f(turn), 0);
    for (k, a, b) in terms {
        match direction(at[a.ix()], at[b.ix()]) {
            Some(d) => sum += *k as f64 * d,
            None => omega += k,
        }
    }
    omega == 0 && near_integer(sum, eps)
}

/// Does the fact hold? `unspecified`: the answer where it depends on an angle with a degenerate side.
pub fn holds(fact: &Fact, at: &[V], unspecified: bool) -> bool {
    within(fact, at, unspecified, EPS)
}

/// The same with a tolerance for equations, which is relative to the size of their terms where that is above 1.
pub fn within(fact: &Fact, at: &[V], unspecified: bool, eps: f64) -> bool {
    let p = |x: &Pt| at[x.ix()];
    // A sum of products is zero.
    let zero = |konst: &Q, parts: &mut dyn Iterator<Item = f64>| {
        let (mut sum, mut size) = (-f(konst), f(konst).abs().max(1.0));
        for x in parts {
            sum += x;
            size += x.abs();
        }
        sum.abs() < eps * size
    };
    match fact {
        Fact::Same(a, b) => len(p(a), p(b)) < eps,
        Fact::Coll(a, b, c) => bend(p(a), p(b), p(c)).abs() < eps,
        Fact::Cyclic(a, b, c, d) => concyclic(&[p(a), p(b), p(c), p(d)], eps),
        Fact::Sim { a, b, opposite } => {
            let [x, y] = [a.map(|q| p(&q)), b.map(|q| p(&q))];
            let (s, t) = (bend(x[0], x[1], x[2]), bend(y[0], y[1], y[2]));
            let r = |i: usize, j: usize| len(x[i], x[j]) / len(y[i], y[j]);
            s.abs() > EPS
                && t.abs() > EPS
                && (s * t > 0.0) != *opposite
                && (r(0, 1) / r(1, 2) - 1.0).abs() < eps
                && (r(0, 1) / r(0, 2) - 1.0).abs() < eps
        }
        Fact::Dir { terms, turn } => directions(terms, turn, at, eps),
        Fact::Log { terms, konst } => {
            let (mut sum, mut omega) = (0.0, 0.0);
            for (k, a, b) in terms {
                if same(p(a), p(b)) { omega += f(k) } else { sum += f(k) * len(p(a), p(b)).ln() }
            }
            let right: f64 = konst.iter().map(|(n, e)| f(e) * (*n as f64).ln()).sum();
            omega.abs() < EPS && (sum - right).abs() < eps
        }
        Fact::Len { terms, konst } => zero(konst, &mut terms.iter().map(|(k, a, b)| f(k) * len(p(a), p(b)))),
        Fact::Sq { terms, konst } => zero(konst, &mut terms.iter().map(|(k, a, b)| f(k) * len(p(a), p(b)).powi(2))),
        Fact::Vec(terms) => (0..2).all(|i| zero(&Q::default(), &mut terms.iter().map(|(k, a)| f(k) * p(a)[i]))),
        Fact::Ang { terms, konst } => {
            let mut sum = -f(konst);
            for (k, [a, b, c]) in terms {
                match angle(p(a), p(b), p(c)) {
                    Some(x) => sum += f(k) * x,
                    None => return unspecified,
                }
            }
            sum.abs() < eps
        }
        Fact::Num(..) => panic!("no rule speaks of general numbers"),
    }
}

/// Does the condition hold, and by a margin where it is an inequality?
pub fn met(cond: &Cond, at: &[V]) -> bool {
    let p = |x: &Pt| at[x.ix()];
    let bend3 = |t: &[Pt; 3]| bend(p(&t[0]), p(&t[1]), p(&t[2]));
    let proper = |s: f64| s.abs() > EPS;
    match cond {
        Cond::Distinct(a, b) => !same(p(a), p(b)),
        Cond::NotColl(a, b, c) => !collinear(p(a), p(b), p(c)),
        Cond::NotPara([a, b], [c, d]) => match (direction(p(a), p(b)), direction(p(c), p(d))) {
            (Some(x), Some(y)) => !near_integer(x - y, EPS),
            _ => false,
        },
        Cond::DirNe { terms, turn } => !directions(terms, turn, at, EPS),
        Cond::SameOrient(a, b) => bend3(a) * bend3(b) > 0.0 && proper(bend3(a)) && proper(bend3(b)),
        Cond::OppOrient(a, b) => bend3(a) * bend3(b) < 0.0 && proper(bend3(a)) && proper(bend3(b)),
        Cond::Positive(a) => bend3(a) > EPS,
        Cond::Between(a, b, c) | Cond::Outside(a, b, c) => {
            let [x, y, z] = [p(a), p(b), p(c)];
            let apart = !same(x, y) && !same(y, z) && !same(x, z) && collinear(x, y, z);
            apart && (dot(sub(x, y), sub(z, y)) < 0.0) == matches!(cond, Cond::Between(..))
        }
        Cond::Longer([a, b], [c, d]) => len(p(a), p(b)) > len(p(c), p(d)) + EPS,
        Cond::NotCyclic(a, b, c, d) => {
            let [w, x, y, z] = [p(a), p(b), p(c), p(d)];
            !(concyclic(&[w, x, y, z], EPS)
                || collinear(w, x, y) && collinear(w, x, z) && collinear(w, y, z) && collinear(x, y, z))
        }
        Cond::AngWithin { terms, konst } => {
            let mut sum = -f(konst);
            for (k, [a, b, c]) in terms {
                match angle(p(a), p(b), p(c)) {
                    Some(x) => sum += f(k) * x,
                    None => return false,
                }
            }
            sum.abs() < 1.0 - EPS
        }
        // As a polynomial equation, true when a pair coincides.
        Cond::Not(fact) => match &**fact {
            Fact::Dir { terms, turn } => {
                terms.iter().all(|(_, a, b)| !same(p(a), p(b))) && !directions(terms, turn, at, EPS)
            }
            fact => !holds(fact, at, true),
        },
        Cond::Any(cs) => cs.iter().any(|c| met(c, at)),
        Cond::Num(..) => panic!("the kernel emits no comparison of numbers"),
    }
}
