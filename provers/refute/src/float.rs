//! Floating-point numbers with a derivative, for the formulas of the figure checker: they choose equations and
//! unknowns, and decide nothing.

use euclase_figure::field::{Field, V, octant};
use euclase_figure::formula::{cross, equations};
use euclase_grammar::core::{Fact, Pt, Q};
use num_traits::ToPrimitive;

/// A number, with its derivatives in the two coordinates of one point.
#[derive(Clone, Copy, Debug)]
pub struct Jet {
    /// value
    pub v: f64,
    /// ∂/∂x, ∂/∂y
    pub d: [f64; 2],
}

impl Jet {
    fn konst(v: f64) -> Jet {
        Jet { v, d: [0.0; 2] }
    }

    fn map(v: f64, f: impl Fn(usize) -> f64) -> Jet {
        Jet { v, d: [f(0), f(1)] }
    }
}

impl Field for Jet {
    fn from_q(x: &Q) -> Jet {
        let small = x.numer().to_i64().zip(x.denom().to_i64());
        Jet::konst(small.map_or_else(|| x.to_f64().unwrap_or(f64::NAN), |(n, d)| n as f64 / d as f64))
    }
    fn add(&self, o: &Jet) -> Jet {
        Jet::map(self.v + o.v, |i| self.d[i] + o.d[i])
    }
    fn sub(&self, o: &Jet) -> Jet {
        Jet::map(self.v - o.v, |i| self.d[i] - o.d[i])
    }
    fn mul(&self, o: &Jet) -> Jet {
        Jet::map(self.v * o.v, |i| self.v * o.d[i] + o.v * self.d[i])
    }
    fn div(&self, o: &Jet) -> Jet {
        let q = self.v / o.v;
        Jet::map(q, |i| (self.d[i] - q * o.d[i]) / o.v)
    }
    fn neg(&self) -> Jet {
        Jet::map(-self.v, |i| -self.d[i])
    }
    fn sqrt(&self) -> Jet {
        let r = self.v.sqrt();
        Jet::map(r, |i| self.d[i] / (2.0 * r))
    }
    fn abs(&self) -> Jet {
        if self.v < 0.0 { self.neg() } else { *self }
    }
    fn min(&self, o: &Jet) -> Jet {
        if o.v < self.v { *o } else { *self }
    }
    fn unit(t: &Q) -> (Jet, Jet) {
        // with the length that intervals give it
        if let Some((x, y)) = octant(t) {
            return (Jet::konst(x as f64), Jet::konst(y as f64));
        }
        let a = std::f64::consts::PI * Jet::from_q(t).v;
        (Jet::konst(a.cos()), Jet::konst(a.sin()))
    }
    fn angle(cross: &Jet, dot: &Jet) -> Jet {
        let c = cross.abs();
        let n = (c.v * c.v + dot.v * dot.v) * std::f64::consts::PI;
        Jet::map(c.v.atan2(dot.v) / std::f64::consts::PI, |i| (dot.v * c.d[i] - c.v * dot.d[i]) / n)
    }
}

/// For each equation of a fact, its derivatives by coordinate (2·point + axis). Empty where the fact is degenerate.
pub fn gradients(fact: &Fact, pts: &[[f64; 2]]) -> Vec<Vec<(usize, f64)>> {
    let plain = |p: Pt| pts.get(p.ix()).copied().unwrap_or([f64::NAN; 2]);
    let orient = |t: [Pt; 3]| {
        let c = cross(&|p| V(Jet::konst(plain(p)[0]), Jet::konst(plain(p)[1])), t).v;
        if c > 0.0 {
            Some(1)
        } else if c < 0.0 {
            Some(-1)
        } else {
            None
        }
    };
    let mut out: Vec<Vec<(usize, f64)>> = Vec::new();
    for x in fact.points() {
        let at = |p: Pt| {
            let [px, py] = plain(p);
            let me = if p == x { 1.0 } else { 0.0 };
            V(Jet { v: px, d: [me, 0.0] }, Jet { v: py, d: [0.0, me] })
        };
        let eqs = equations(fact, &at, &orient);
        out.resize_with(eqs.len(), Vec::new);
        for (row, e) in out.iter_mut().zip(eqs) {
            row.extend([(2 * x.ix(), e.d[0]), (2 * x.ix() + 1, e.d[1])]);
        }
    }
    out
}
