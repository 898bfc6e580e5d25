//! Facts compiled for evaluation: floating-point coefficients, one smooth residual (or two) each.
//!
//! A residual is a polynomial of the figure divided by its own size, so that it is
//! free of scale and cannot be made small by shrinking the figure. The divisor is frozen (has no
//! derivative): at a solution the gradient is the same.

use crate::scalar::{Scalar, Vec2};
use euclase_grammar::core::{Axis, Fact, Num, Pt, Q};
use num_traits::ToPrimitive;

/// Lengths below this fraction of the figure's size are zero.
pub const TINY: f64 = 1e-10;

/// A rational as a floating-point number (nearest, or close to it).
pub fn q(x: &Q) -> f64 {
    match (x.numer().to_i64(), x.denom().to_i64()) {
        (Some(n), Some(d)) => n as f64 / d as f64,
        _ => x.to_f64().unwrap_or(f64::NAN),
    }
}

/// A compiled [`Num`].
#[derive(Clone, Debug)]
pub enum Term {
    /// A constant.
    Const(f64),
    /// A real variable: a figure gives it no value.
    Real,
    /// |PQ|
    Len(u32, u32),
    /// Undirected angle, half-turns.
    Ang([u32; 3]),
    /// Distance from the first to the line through the others.
    DistLine([u32; 3]),
    /// Area of a polygon.
    Area(Vec<u32>),
    /// Circumradius.
    Circumradius([u32; 3]),
    /// Inradius.
    Inradius([u32; 3]),
    /// A coordinate of the first point in the frame of the others.
    Coordinate(Axis, [u32; 3]),
    /// Sum.
    Add(Vec<Term>),
    /// Product.
    Mul(Vec<Term>),
    /// Quotient.
    Div(Box<Term>, Box<Term>),
    /// Opposite.
    Neg(Box<Term>),
    /// Power.
    Pow(Box<Term>, f64),
    /// Absolute value.
    Abs(Box<Term>),
    /// Least.
    Min(Vec<Term>),
    /// Greatest.
    Max(Vec<Term>),
    /// A function that has no meaning here.
    Unknown,
}

/// A compiled [`Fact`].
#[derive(Clone, Debug)]
pub enum Eq {
    /// P = Q
    Same(u32, u32),
    /// On a line.
    Coll(u32, u32, u32),
    /// On a circle.
    Cyclic([u32; 4]),
    /// Similar triangles; `true`: opposite orientation.
    Sim([u32; 3], [u32; 3], bool),
    /// Σ k·dir = turn, and the unit vector of angle −π·turn
    Dir(Vec<(i64, u32, u32)>, f64, [f64; 2]),
    /// Σ q·log = c
    Log(Vec<(f64, u32, u32)>, f64),
    /// Σ q·len = c
    Len(Vec<(f64, u32, u32)>, f64),
    /// Σ q·len² = c
    Sq(Vec<(f64, u32, u32)>, f64),
    /// Σ q·P = 0
    Vec(Vec<(f64, u32)>),
    /// Σ q·∠ = c
    Ang(Vec<(f64, [u32; 3])>, f64),
    /// Two numbers.
    Num(Term, Term),
}

fn tri(a: Pt, b: Pt, c: Pt) -> [u32; 3] {
    [a.0, b.0, c.0]
}

impl Term {
    /// Compiles a number.
    pub fn new(n: &Num) -> Term {
        let all = |v: &[Num]| v.iter().map(Term::new).collect::<Vec<_>>();
        match n {
            Num::Const(c) => Term::Const(q(c)),
            Num::Real(_) => Term::Real,
            Num::Coordinate { axis, of, frame: [o, e] } => Term::Coordinate(*axis, tri(*of, *o, *e)),
            Num::Len(a, b) => Term::Len(a.0, b.0),
            Num::Ang(a, b, c) => Term::Ang(tri(*a, *b, *c)),
            Num::DistLine(a, b, c) => Term::DistLine(tri(*a, *b, *c)),
            Num::Area(v) => Term::Area(v.iter().map(|p| p.0).collect()),
            Num::Circumradius(a, b, c) => Term::Circumradius(tri(*a, *b, *c)),
            Num::Inradius(a, b, c) => Term::Inradius(tri(*a, *b, *c)),
            Num::Add(v) => Term::Add(all(v)),
            Num::Mul(v) => Term::Mul(all(v)),
            Num::Div(a, b) => Term::Div(Box::new(Term::new(a)), Box::new(Term::new(b))),
            Num::Neg(a) => Term::Neg(Box::new(Term::new(a))),
            Num::Pow(a, e) => Term::Pow(Box::new(Term::new(a)), q(e)),
            Num::Call(name, args) => match (name.as_str(), args.as_slice()) {
                ("sqrt", [a]) => Term::Pow(Box::new(Term::new(a)), 0.5),
                ("abs", [a]) => Term::Abs(Box::new(Term::new(a))),
                ("min", [_, ..]) => Term::Min(all(args)),
                ("max", [_, ..]) => Term::Max(all(args)),
                ("root", [Num::Const(k), a] | [a, Num::Const(k)]) => Term::Pow(Box::new(Term::new(a)), 1.0 / q(k)),
                _ => Term::Unknown,
            },
        }
    }

    /// Calls `f` with every point mentioned.
    pub fn each_point(&self, f: &mut impl FnMut(u32)) {
        match self {
            Term::Const(_) | Term::Real | Term::Unknown => {}
            Term::Len(a, b) => [*a, *b].into_iter().for_each(f),
            Term::Ang(t) | Term::DistLine(t) | Term::Circumradius(t) | Term::Inradius(t) | Term::Coordinate(_, t) => {
                t.iter().copied().for_each(f)
            }
            Term::Area(v) => v.iter().copied().for_each(f),
            Term::Add(v) | Term::Mul(v) | Term::Min(v) | Term::Max(v) => v.iter().for_each(|t| t.each_point(f)),
            Term::Div(a, b) => {
                a.each_point(f);
                b.each_point(f);
            }
            Term::Neg(a) | Term::Pow(a, _) | Term::Abs(a) => a.each_point(f),
        }
    }

    /// Its value; NaN where it has none.
    pub fn eval<S: Scalar>(&self, at: &impl Fn(u32) -> Vec2<S>) -> S {
        let best = |v: &[Term], less: bool| {
            let mut it = v.iter().map(|t| t.eval(at));
            let first = it.next().unwrap_or(S::konst(f64::NAN));
            it.fold(first, |a, b| if (b.val() < a.val()) == less { b } else { a })
        };
        match self {
            Term::Const(c) => S::konst(*c),
            Term::Real | Term::Unknown => S::konst(f64::NAN),
            Term::Len(a, b) => at(*a).minus(at(*b)).norm(),
            Term::Ang([a, b, c]) => angle_at(at(*a), at(*b), at(*c)),
            Term::DistLine([p, a, b]) => {
                let (p, a, b) = (at(*p), at(*a), at(*b));
                b.minus(a).cross(p.minus(a)).abs() / b.minus(a).norm()
            }
            Term::Area(v) => {
                let Some(&first) = v.first() else { return S::konst(0.0) };
                let o = at(first);
                let twice = v.windows(2).fold(S::konst(0.0), |s, w| s + at(w[0]).minus(o).cross(at(w[1]).minus(o)));
                twice.abs() * S::konst(0.5)
            }
            Term::Circumradius([a, b, c]) => {
                let (a, b, c) = (at(*a), at(*b), at(*c));
                let prod = a.minus(b).norm() * b.minus(c).norm() * c.minus(a).norm();
                prod / (b.minus(a).cross(c.minus(a)).abs() * S::konst(2.0))
            }
            Term::Inradius([a, b, c]) => {
                let (a, b, c) = (at(*a), at(*b), at(*c));
                let sum = a.minus(b).norm() + b.minus(c).norm() + c.minus(a).norm();
                b.minus(a).cross(c.minus(a)).abs() / sum
            }
            Term::Coordinate(axis, [p, o, e]) => {
                let (u, v) = (at(*e).minus(at(*o)), at(*p).minus(at(*o)));
                let along = if *axis == Axis::X { u.dot(v) } else { u.cross(v) };
                along / u.norm()
            }
            Term::Add(v) => v.iter().fold(S::konst(0.0), |s, t| s + t.eval(at)),
            Term::Mul(v) => v.iter().fold(S::konst(1.0), |s, t| s * t.eval(at)),
            Term::Div(a, b) => a.eval(at) / b.eval(at),
            Term::Neg(a) => -a.eval(at),
            Term::Pow(a, e) => {
                let base = a.eval(at);
                // an odd root of a negative number is left undefined, as in the language
                base.powf(*e)
            }
            Term::Abs(a) => a.eval(at).abs(),
            Term::Min(v) => best(v, true),
            Term::Max(v) => best(v, false),
        }
    }
}

/// Undirected angle at `b`, half-turns.
fn angle_at<S: Scalar>(a: Vec2<S>, b: Vec2<S>, c: Vec2<S>) -> S {
    let (u, w) = (a.minus(b), c.minus(b));
    u.cross(w).abs().atan2(u.dot(w)) * S::konst(std::f64::consts::FRAC_1_PI)
}

/// Product of the directions as unit complex numbers to their powers; `None` when a pair coincides.
fn dir_product<S: Scalar>(
    terms: &[(i64, u32, u32)],
    start: [f64; 2],
    tiny: f64,
    at: &impl Fn(u32) -> Vec2<S>,
) -> Option<Vec2<S>> {
    let mut prod: Vec2<S> = Vec2::konst(start);
    for &(k, a, b) in terms {
        let z = at(b).minus(at(a));
        let n = z.norm2().val().sqrt();
        if n <= tiny {
            return None;
        }
        let mut base = z.scale(1.0 / n);
        if k < 0 {
            base = base.conj();
        }
        let mut e = k.unsigned_abs();
        while e > 0 {
            if e & 1 == 1 {
                prod = prod.times(base);
            }
            base = base.times(base);
            e >>= 1;
        }
    }
    Some(prod)
}

impl Eq {
    /// Compiles a fact.
    pub fn new(fact: &Fact) -> Eq {
        let lens = |v: &[(Q, Pt, Pt)]| v.iter().map(|(k, a, b)| (q(k), a.0, b.0)).collect::<Vec<_>>();
        match fact {
            Fact::Same(a, b) => Eq::Same(a.0, b.0),
            Fact::Coll(a, b, c) => Eq::Coll(a.0, b.0, c.0),
            Fact::Cyclic(a, b, c, d) => Eq::Cyclic([a.0, b.0, c.0, d.0]),
            Fact::Sim { a, b, opposite } => Eq::Sim(a.map(|p| p.0), b.map(|p| p.0), *opposite),
            Fact::Dir { terms, turn } => {
                let mut merged: Vec<(i64, u32, u32)> = Vec::with_capacity(terms.len());
                for (k, a, b) in terms {
                    let (lo, hi) = (a.0.min(b.0), a.0.max(b.0));
                    match merged.iter_mut().find(|m| (m.1, m.2) == (lo, hi)) {
                        Some(m) => m.0 += k,
                        None => merged.push((*k, lo, hi)),
                    }
                }
                merged.retain(|m| m.0 != 0);
                let t = q(turn);
                let half = std::f64::consts::PI * t;
                // a right angle is the common constant, and cos(π/2) is not quite 0
                let start = if t == 0.5 { [0.0, -1.0] } else { [half.cos(), -half.sin()] };
                Eq::Dir(merged, t, start)
            }
            Fact::Log { terms, konst } => {
                Eq::Log(lens(terms), konst.iter().map(|(n, e)| q(e) * (*n as f64).ln()).sum())
            }
            Fact::Len { terms, konst } => Eq::Len(lens(terms), q(konst)),
            Fact::Sq { terms, konst } => Eq::Sq(lens(terms), q(konst)),
            Fact::Vec(v) => Eq::Vec(v.iter().map(|(k, p)| (q(k), p.0)).collect()),
            Fact::Ang { terms, konst } => {
                Eq::Ang(terms.iter().map(|(k, t)| (q(k), t.map(|p| p.0))).collect(), q(konst))
            }
            Fact::Num(a, b) => Eq::Num(Term::new(a), Term::new(b)),
        }
    }

    /// Number of scalar equations: 1 or 2.
    pub fn dims(&self) -> usize {
        match self {
            Eq::Same(..) | Eq::Sim(..) | Eq::Vec(_) => 2,
            _ => 1,
        }
    }

    /// Calls `f` with every point mentioned (perhaps repeatedly).
    pub fn each_point(&self, f: &mut impl FnMut(u32)) {
        match self {
            Eq::Same(a, b) => [*a, *b].into_iter().for_each(f),
            Eq::Coll(a, b, c) => [*a, *b, *c].into_iter().for_each(f),
            Eq::Cyclic(v) => v.iter().copied().for_each(f),
            Eq::Sim(a, b, _) => a.iter().chain(b).copied().for_each(f),
            Eq::Dir(v, ..) => v.iter().flat_map(|t| [t.1, t.2]).for_each(f),
            Eq::Log(v, _) | Eq::Len(v, _) | Eq::Sq(v, _) => v.iter().flat_map(|t| [t.1, t.2]).for_each(f),
            Eq::Vec(v) => v.iter().map(|t| t.1).for_each(f),
            Eq::Ang(v, _) => v.iter().flat_map(|t| t.1).for_each(f),
            Eq::Num(a, b) => {
                a.each_point(f);
                b.each_point(f);
            }
        }
    }

    /// The points mentioned, sorted, each once.
    pub fn points(&self) -> Vec<u32> {
        let mut v = Vec::with_capacity(8);
        self.each_point(&mut |p| v.push(p));
        v.sort_unstable();
        v.dedup();
        v
    }

    /// Smooth residuals, zero where the fact holds. `tiny` is the length that counts as zero.
    /// The second entry is zero for one-dimensional facts.
    pub fn eval<S: Scalar>(&self, tiny: f64, at: &impl Fn(u32) -> Vec2<S>) -> [S; 2] {
        let zero = S::konst(0.0);
        let over = |s: S, d: f64| if d > 0.0 { s * S::konst(1.0 / d) } else { s };
        match self {
            Eq::Same(a, b) => {
                let z = at(*a).minus(at(*b));
                let size = tiny / TINY;
                [over(z.0, size), over(z.1, size)]
            }
            Eq::Coll(a, b, c) => {
                let (a, b, c) = (at(*a), at(*b), at(*c));
                let (u, v) = (b.minus(a), c.minus(a));
                let m = u.norm2().val().max(v.norm2().val()).max(c.minus(b).norm2().val());
                [over(u.cross(v), m), zero]
            }
            Eq::Cyclic(p) => {
                let [a, b, c, d] = p.map(at);
                let (ac, bc, ad, bd) = (a.minus(c), b.minus(c), a.minus(d), b.minus(d));
                let z = ac.times(bc.conj()).times(ad.conj().times(bd));
                let len = |v: Vec2<S>| v.norm2().val().sqrt();
                let mut prods = [len(ac) * len(bd), len(bc) * len(ad), len(a.minus(b)) * len(c.minus(d))];
                prods.sort_by(f64::total_cmp);
                [over(z.1, prods[1] * prods[2]), zero]
            }
            Eq::Sim(p, r, opposite) => {
                let [a, b, c] = p.map(at);
                let [d, e, f] = r.map(at);
                let flip = |v: Vec2<S>| if *opposite { v.conj() } else { v };
                let z = b.minus(a).times(flip(f.minus(d))).minus(c.minus(a).times(flip(e.minus(d))));
                let m = |x: Vec2<S>, y: Vec2<S>| x.norm2().val().max(y.norm2().val());
                let size = (m(b.minus(a), c.minus(a)) * m(e.minus(d), f.minus(d))).sqrt();
                [over(z.0, size), over(z.1, size)]
            }
            Eq::Dir(terms, _, start) => [dir_product(terms, *start, tiny, at).map_or(zero, |z| z.1), zero],
            Eq::Log(terms, konst) => {
                let mut sum = S::konst(-konst);
                for &(k, a, b) in terms {
                    let n = at(a).minus(at(b)).norm2();
                    if n.val() <= tiny * tiny {
                        return [zero, zero];
                    }
                    sum = sum + n.ln() * S::konst(0.5 * k);
                }
                [sum, zero]
            }
            Eq::Len(terms, konst) => {
                let (mut sum, mut size) = (S::konst(-konst), konst.abs());
                for &(k, a, b) in terms {
                    let t = at(a).minus(at(b)).norm() * S::konst(k);
                    size = size.max(t.val().abs());
                    sum = sum + t;
                }
                [over(sum, size), zero]
            }
            Eq::Sq(terms, konst) => {
                let (mut sum, mut size) = (S::konst(-konst), konst.abs());
                for &(k, a, b) in terms {
                    let t = at(a).minus(at(b)).norm2() * S::konst(k);
                    size = size.max(t.val().abs());
                    sum = sum + t;
                }
                [over(sum, size), zero]
            }
            Eq::Vec(terms) => {
                // differences from one of the points: free of translation
                let Some(&(_, first)) = terms.first() else { return [zero, zero] };
                let o = at(first);
                let (mut x, mut y, mut size) = (zero, zero, 0f64);
                for &(k, p) in terms {
                    let z = at(p).minus(o).scale(k);
                    size = size.max(z.0.val().abs()).max(z.1.val().abs());
                    x = x + z.0;
                    y = y + z.1;
                }
                [over(x, size), over(y, size)]
            }
            Eq::Ang(terms, konst) => {
                let mut sum = S::konst(-konst);
                for (k, t) in terms {
                    let [a, b, c] = t.map(at);
                    sum = sum + angle_at(a, b, c) * S::konst(*k);
                }
                [sum, zero]
            }
            Eq::Num(l, r) => {
                let (l, r) = (l.eval(at), r.eval(at));
                [over(l - r, l.val().abs().max(r.val().abs())), zero]
            }
        }
    }

    /// How far the fact is from holding: 0 when it does, up to about 1, free of scale and motion.
    /// Unlike [`Eq::eval`] it also looks at what the polynomial forgets (a proper circle, proper triangles)
    /// and measures directions by angle. `size` is the size of the figure.
    pub fn residual(&self, size: f64, at: &impl Fn(u32) -> [f64; 2]) -> f64 {
        let tiny = TINY * size;
        let at2 = |p: u32| {
            let [x, y] = at(p);
            Vec2(x, y)
        };
        let r = self.eval::<f64>(tiny, &at2);
        // f64::max would drop a NaN
        if r[0].is_nan() || r[1].is_nan() {
            return 1.0;
        }
        let plain = r[0].abs().max(r[1].abs());
        let out = match self {
            Eq::Dir(terms, _, start) => match dir_product(terms, *start, tiny, &at2) {
                Some(z) => z.1.abs().atan2(z.0.abs()) * std::f64::consts::FRAC_1_PI,
                None => 0.0,
            },
            Eq::Cyclic(p) => {
                let flat = |t: [u32; 3]| flatness(t.map(at)) < 1e-9;
                let mut distinct: Vec<[f64; 2]> = Vec::new();
                for x in p.map(at) {
                    if distinct.iter().all(|y| dist(x, *y) > tiny) {
                        distinct.push(x);
                    }
                }
                let [a, b, c, d] = *p;
                let on_line = [[a, b, c], [a, b, d], [a, c, d], [b, c, d]].into_iter().all(flat);
                if distinct.len() >= 3 && on_line { 1.0 } else { plain }
            }
            Eq::Sim(a, b, _) => {
                if flatness(a.map(at)) < 1e-9 || flatness(b.map(at)) < 1e-9 {
                    1.0
                } else {
                    plain
                }
            }
            _ => plain,
        };
        if out.is_nan() { 1.0 } else { out }
    }
}

/// Distance of two points.
pub fn dist(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

/// Twice the area of a triangle over the square of its longest side: 0 for points on a line, also when some coincide.
pub fn flatness(t: [[f64; 2]; 3]) -> f64 {
    let [a, b, c] = t;
    let m = dist(a, b).max(dist(b, c)).max(dist(c, a));
    if m > 0.0 { orient2(a, b, c).abs() / (m * m) } else { 0.0 }
}

/// Twice the signed area of a triangle.
pub fn orient2(a: [f64; 2], b: [f64; 2], c: [f64; 2]) -> f64 {
    (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
}
