//! Values of terms in floating point, as total functions: where a term is undefined, some number that depends on its
//! arguments and on a seed. What the kernel accepts must hold whatever that number is.

use euclase_grammar::core::{Atom, Axis, Num, Pt, Rel};
use num_traits::ToPrimitive;

/// Values of variables and points, and what undefined terms are.
#[derive(Clone, Debug)]
pub struct World {
    pub reals: Vec<f64>,
    pub points: Vec<[f64; 2]>,
    pub seed: f64,
}

/// Numbers this close are equal: samples are small rationals.
const EPS: f64 = 1e-9;

impl World {
    fn unspecified(&self, x: f64, y: f64) -> f64 {
        ((x * 1.7 + y * 0.37 + 1.3) * self.seed).sin() * 2.0
    }

    fn inverse(&self, x: f64) -> f64 {
        if x.abs() < EPS { self.unspecified(0.0, 1.0) } else { 1.0 / x }
    }

    fn root(&self, n: i64, x: f64) -> f64 {
        let x = if x.abs() < EPS { 0.0 } else { x };
        match n {
            1 => x,
            n if n % 2 == 1 => x.signum() * x.abs().powf(1.0 / n as f64),
            _ if x < 0.0 => self.unspecified(x, n as f64),
            2 => x.sqrt(),
            n => x.powf(1.0 / n as f64),
        }
    }

    fn rational_power(&self, x: f64, p: i64, q: i64) -> f64 {
        let r = self.root(q, x);
        let r = if p < 0 { self.inverse(r) } else { r };
        r.powi(p.unsigned_abs() as i32)
    }

    fn power(&self, a: f64, u: f64) -> f64 {
        for q in 1..=12i64 {
            let p = (u * q as f64).round();
            if (u * q as f64 - p).abs() < EPS && p.abs() < 1e6 {
                return self.rational_power(a, p as i64, q);
            }
        }
        if a > EPS { a.powf(u) } else { self.unspecified(a, u) }
    }

    fn at(&self, p: Pt) -> [f64; 2] {
        self.points[p.ix()]
    }

    fn length(&self, a: Pt, b: Pt) -> f64 {
        let ([a, b], [c, d]) = (self.at(a), self.at(b));
        (a - c).hypot(b - d)
    }

    fn area(&self, ps: &[Pt]) -> f64 {
        let cross = |a: [f64; 2], b: [f64; 2]| a[0] * b[1] - a[1] * b[0];
        let n = ps.len();
        let sum: f64 = (0..n).map(|i| cross(self.at(ps[i]), self.at(ps[(i + 1) % n]))).sum();
        (sum / 2.0).abs()
    }

    pub fn value(&self, n: &Num) -> f64 {
        let all = |xs: &[Num]| xs.iter().map(|x| self.value(x)).collect::<Vec<f64>>();
        match n {
            Num::Const(c) => c.to_f64().unwrap(),
            Num::Real(v) => self.reals[*v as usize],
            Num::Len(a, b) => self.length(*a, *b),
            Num::Ang(a, b, c) => {
                let (o, a, c) = (self.at(*b), self.at(*a), self.at(*c));
                let (u, v) = ([a[0] - o[0], a[1] - o[1]], [c[0] - o[0], c[1] - o[1]]);
                (u[0] * v[1] - u[1] * v[0]).abs().atan2(u[0] * v[0] + u[1] * v[1]) / std::f64::consts::PI
            }
            Num::DistLine(p, a, b) => {
                let base = self.length(*a, *b);
                if base < EPS { self.unspecified(0.5, 0.5) } else { 2.0 * self.area(&[*p, *a, *b]) / base }
            }
            Num::Area(ps) => self.area(ps),
            Num::Coordinate { axis, of, frame: [o, e] } => {
                let ([px, py], [ox, oy], [ex, ey]) = (self.at(*of), self.at(*o), self.at(*e));
                let length = (ex - ox).hypot(ey - oy);
                let [c, s] = if length < EPS {
                    [self.seed.cos(), self.seed.sin()]
                } else {
                    [(ex - ox) / length, (ey - oy) / length]
                };
                let (u, v) = (px - ox, py - oy);
                match axis {
                    Axis::X => u * c + v * s,
                    Axis::Y => v * c - u * s,
                }
            }
            Num::Circumradius(a, b, c) | Num::Inradius(a, b, c) => {
                let s = self.area(&[*a, *b, *c]);
                let [x, y, z] = [self.length(*b, *c), self.length(*c, *a), self.length(*a, *b)];
                match n {
                    _ if s < EPS => self.unspecified(x + y + z, 0.25),
                    Num::Circumradius(..) => x * y * z / (4.0 * s),
                    _ => 2.0 * s / (x + y + z),
                }
            }
            Num::Add(xs) => all(xs).iter().sum(),
            Num::Mul(xs) => all(xs).iter().product(),
            Num::Div(a, b) => self.value(a) * self.inverse(self.value(b)),
            Num::Neg(x) => -self.value(x),
            Num::Pow(x, e) => {
                let (p, q) = (e.numer().to_i64().unwrap(), e.denom().to_i64().unwrap());
                self.rational_power(self.value(x), p, q)
            }
            Num::Call(f, xs) => match (f.as_str(), &all(xs)[..]) {
                ("pi", []) => std::f64::consts::PI,
                ("sqrt", [x]) => self.root(2, *x),
                ("root", [n, x]) => self.root(*n as i64, *x),
                ("abs", [x]) => x.abs(),
                ("pow", [a, u]) => self.power(*a, *u),
                ("min", xs) => xs.iter().copied().fold(f64::INFINITY, f64::min),
                ("max", xs) => xs.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                _ => panic!("{f}"),
            },
        }
    }

    /// Does it hold? `None` where the numbers are too large to say.
    pub fn holds(&self, a: &Atom) -> Option<bool> {
        let (x, y) = (self.value(&a.lhs), self.value(&a.rhs));
        let scale = 1.0 + x.abs().max(y.abs());
        if !scale.is_finite() || scale > 1e7 {
            return None;
        }
        let equal = (x - y).abs() < EPS * scale;
        // Between equal and clearly different nothing is said.
        if !equal && (x - y).abs() < 1e-7 * scale {
            return None;
        }
        Some(match a.rel {
            Rel::Eq => equal,
            Rel::Ne => !equal,
            Rel::Ge => equal || x > y,
            Rel::Le => equal || x < y,
            Rel::Gt => !equal && x > y,
            Rel::Lt => !equal && x < y,
        })
    }

    /// Does one of them hold?
    pub fn clause(&self, c: &[Atom]) -> Option<bool> {
        let all: Option<Vec<bool>> = c.iter().map(|a| self.holds(a)).collect();
        all.map(|v| v.contains(&true))
    }
}
