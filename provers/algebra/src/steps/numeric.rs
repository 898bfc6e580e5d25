//! Statements about numbers at points: where the hypotheses hold, is the goal true, and where is it tight?
//!
//! Points are drawn at random, moved onto the equations by Gauss–Newton steps, and those of the least gap are followed downhill. The same
//! sequent has the same points. What is found here chooses; it proves nothing.

use super::Sequent;
use euclase_grammar::core::{Atom, Num, Rel};
use num_traits::ToPrimitive;

/// Points that are kept, and draws for them.
const KEPT: usize = 80;
const DRAWS: usize = 1_500;
/// Points that are followed downhill, and steps for each.
const FOLLOWED: usize = 5;
const STEPS: usize = 160;
/// What counts as zero, relatively.
const NEAR: f64 = 1e-7;
const TIGHT: f64 = 1e-8;

/// A number, made ready to be evaluated.
#[derive(Clone, Debug)]
enum Code {
    Const(f64),
    Var(usize),
    Add(Vec<Code>),
    Mul(Vec<Code>),
    Div(Box<Code>, Box<Code>),
    Power(Box<Code>, f64),
    Whole(Box<Code>, i32),
    Root(i32, Box<Code>),
    Abs(Box<Code>),
    Min(Vec<Code>),
    Max(Vec<Code>),
    Real(Box<Code>, Box<Code>),
}

fn code(n: &Num) -> Option<Code> {
    let all = |xs: &[Num]| xs.iter().map(code).collect::<Option<Vec<_>>>();
    let boxed = |x: &Num| code(x).map(Box::new);
    Some(match n {
        Num::Const(c) => Code::Const(c.to_f64()?),
        Num::Real(v) => Code::Var(*v as usize),
        Num::Add(xs) => Code::Add(all(xs)?),
        Num::Mul(xs) => Code::Mul(all(xs)?),
        Num::Neg(x) => Code::Mul(vec![Code::Const(-1.0), code(x)?]),
        Num::Div(a, b) => Code::Div(boxed(a)?, boxed(b)?),
        Num::Pow(x, e) if e.is_integer() => Code::Whole(boxed(x)?, e.to_integer().to_i32()?),
        Num::Pow(x, e) => Code::Power(boxed(x)?, e.to_f64()?),
        Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
            ("sqrt", [x]) => Code::Root(2, boxed(x)?),
            ("root", [Num::Const(n), x]) => Code::Root(n.to_i32()?, boxed(x)?),
            ("abs", [x]) => Code::Abs(boxed(x)?),
            ("min", _) => Code::Min(all(xs)?),
            ("max", _) => Code::Max(all(xs)?),
            ("pow", [a, u]) => Code::Real(boxed(a)?, boxed(u)?),
            ("pi", []) => Code::Const(std::f64::consts::PI),
            _ => return None,
        },
        _ => return None,
    })
}

impl Code {
    /// Its value; not a number where it has none.
    fn at(&self, x: &[f64]) -> f64 {
        match self {
            Code::Const(c) => *c,
            Code::Var(v) => x.get(*v).copied().unwrap_or(f64::NAN),
            Code::Add(xs) => xs.iter().map(|c| c.at(x)).sum(),
            Code::Mul(xs) => xs.iter().map(|c| c.at(x)).product(),
            Code::Div(a, b) => {
                let b = b.at(x);
                if b == 0.0 { f64::NAN } else { a.at(x) / b }
            }
            Code::Whole(a, e) => a.at(x).powi(*e),
            Code::Power(a, e) => a.at(x).powf(*e),
            Code::Root(2, a) => a.at(x).sqrt(),
            Code::Root(3, a) => a.at(x).cbrt(),
            Code::Root(n, a) => {
                let a = a.at(x);
                if a < 0.0 && n % 2 != 0 { -(-a).powf(1.0 / f64::from(*n)) } else { a.powf(1.0 / f64::from(*n)) }
            }
            Code::Abs(a) => a.at(x).abs(),
            Code::Min(xs) => xs.iter().map(|c| c.at(x)).fold(f64::INFINITY, f64::min),
            Code::Max(xs) => xs.iter().map(|c| c.at(x)).fold(f64::NEG_INFINITY, f64::max),
            Code::Real(a, u) => a.at(x).powf(u.at(x)),
        }
    }

    /// Its value, and how large the terms are of which it is a sum: what its value is to be compared with.
    fn sized(&self, x: &[f64]) -> (f64, f64) {
        match self {
            Code::Add(xs) => xs.iter().map(|c| c.sized(x)).fold((0.0, 0.0), |(v, s), (w, t)| (v + w, s + t)),
            _ => {
                let v = self.at(x);
                (v, v.abs())
            }
        }
    }
}

/// The value of a number at a point.
pub fn value(n: &Num, x: &[f64]) -> Option<f64> {
    Some(code(n)?.at(x)).filter(|v| v.is_finite())
}

/// A comparison: by how much it holds, relatively to the terms of its sides.
#[derive(Clone, Debug)]
struct Sign {
    lhs: Code,
    rhs: Code,
    rel: Rel,
}

impl Sign {
    fn new(a: &Atom) -> Option<Sign> {
        Some(Sign { lhs: code(&a.lhs)?, rhs: code(&a.rhs)?, rel: a.rel })
    }

    fn difference(&self, x: &[f64]) -> f64 {
        let ((l, a), (r, b)) = (self.lhs.sized(x), self.rhs.sized(x));
        let scale = a + b;
        (l - r) / if scale > 1e-3 { scale } else { 1e-3 }
    }

    /// Not negative where it holds (up to what is near), and the smaller the nearer it is to failing.
    fn gap(&self, x: &[f64]) -> f64 {
        let d = self.difference(x);
        match self.rel {
            Rel::Ge | Rel::Gt => d,
            Rel::Le | Rel::Lt => -d,
            Rel::Eq => -d.abs(),
            Rel::Ne => d.abs() - 2.0 * NEAR,
        }
    }
}

/// A clause holds by as much as the best of its comparisons.
fn gap(clause: &[Sign], x: &[f64]) -> f64 {
    clause.iter().map(|s| s.gap(x)).fold(f64::NEG_INFINITY, f64::max)
}

/// Points where the hypotheses of a sequent hold.
#[derive(Clone, Debug, Default)]
pub struct Samples {
    /// Some of them, at random.
    pub points: Vec<Vec<f64>>,
    /// Those where the goal is an equality, as far as they were found: different ones.
    pub tight: Vec<Vec<f64>>,
    /// The least gap of the goal that was met, relatively to its sides.
    pub least: f64,
    /// The mean gap.
    pub mean: f64,
    /// A point where the goal is false, if there is one.
    pub fails: Option<Vec<f64>>,
}

struct Draw {
    state: u64,
}

impl Draw {
    fn next(&mut self) -> f64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) >> 11) as f64 / (1u64 << 53) as f64
    }
}

/// The relation with its sides exchanged.
fn flipped(rel: Rel) -> Rel {
    match rel {
        Rel::Lt => Rel::Gt,
        Rel::Le => Rel::Ge,
        Rel::Gt => Rel::Lt,
        Rel::Ge => Rel::Le,
        same => same,
    }
}

/// The hypotheses, made ready.
struct Ground {
    n: usize,
    equations: Vec<Sign>,
    others: Vec<Vec<Sign>>,
    /// Bounds of single variables.
    ranges: Vec<(f64, f64)>,
}

impl Ground {
    fn new(s: &Sequent) -> Option<Ground> {
        let n = s.reals as usize;
        let mut g =
            Ground { n, equations: vec![], others: vec![], ranges: vec![(f64::NEG_INFINITY, f64::INFINITY); n] };
        for h in &s.hyps {
            if let [a] = &h[..] {
                if a.rel == Rel::Eq {
                    g.equations.push(Sign::new(a)?);
                    continue;
                }
                g.bound(a);
            }
            g.others.push(h.iter().map(Sign::new).collect::<Option<_>>()?);
        }
        Some(g)
    }

    fn bound(&mut self, a: &Atom) {
        let (v, c, up) = match (&a.lhs, &a.rhs) {
            (Num::Real(v), Num::Const(c)) => (*v as usize, c.to_f64(), a.rel),
            (Num::Const(c), Num::Real(v)) => (*v as usize, c.to_f64(), flipped(a.rel)),
            _ => return,
        };
        let (Some(c), Some(range)) = (c, self.ranges.get_mut(v)) else { return };
        match up {
            Rel::Ge | Rel::Gt => range.0 = range.0.max(c),
            Rel::Le | Rel::Lt => range.1 = range.1.min(c),
            _ => {}
        }
    }

    fn draw(&self, draw: &mut Draw, k: usize) -> Vec<f64> {
        let spread = [0.4, 1.2, 2.5][k % 3];
        let one = |draw: &mut Draw, (low, high): (f64, f64)| {
            let (u, w) = (draw.next(), draw.next());
            if low.is_finite() && high.is_finite() {
                return low + (high - low) * u;
            }
            let size = ((2.0 * u - 1.0) * spread).exp();
            if low.is_finite() {
                low + size
            } else if high.is_finite() {
                high - size
            } else if w < 0.5 {
                -size
            } else {
                size
            }
        };
        self.ranges.iter().map(|r| one(draw, *r)).collect()
    }

    /// Onto the equations; false where that does not succeed.
    fn project(&self, x: &mut [f64]) -> bool {
        if self.equations.is_empty() {
            return true;
        }
        let m = self.equations.len();
        for _ in 0..14 {
            let r: Vec<f64> = self.equations.iter().map(|e| e.difference(x)).collect();
            if r.iter().any(|v| !v.is_finite()) {
                return false;
            }
            if r.iter().all(|v| v.abs() < 1e-13) {
                break;
            }
            let mut jacobian = vec![vec![0.0; self.n]; m];
            for j in 0..self.n {
                let h = 1e-6 * (1.0 + x[j].abs());
                let old = x[j];
                x[j] = old + h;
                let up: Vec<f64> = self.equations.iter().map(|e| e.difference(x)).collect();
                x[j] = old - h;
                for (i, e) in self.equations.iter().enumerate() {
                    jacobian[i][j] = (up[i] - e.difference(x)) / (2.0 * h);
                }
                x[j] = old;
            }
            // In the variables' own scale, so that small ones stay positive.
            for row in &mut jacobian {
                row.iter_mut().zip(x.iter()).for_each(|(d, x)| *d *= x.abs().max(1e-3));
            }
            let mut normal: Vec<Vec<f64>> = (0..m)
                .map(|i| {
                    let dots = (0..m).map(|k| dot(&jacobian[i], &jacobian[k]) + if i == k { 1e-12 } else { 0.0 });
                    dots.chain([r[i]]).collect()
                })
                .collect();
            let Some(y) = solve(&mut normal) else { return false };
            for j in 0..self.n {
                let step: f64 = (0..m).map(|i| jacobian[i][j] * y[i]).sum();
                x[j] -= step.clamp(-0.9, 0.9) * x[j].abs().max(1e-3);
            }
        }
        self.equations.iter().all(|e| e.difference(x).abs() < NEAR)
    }

    fn holds(&self, x: &[f64]) -> bool {
        let strictly = |c: &[Sign]| {
            c.iter().any(|s| {
                let g = s.gap(x);
                if matches!(s.rel, Rel::Gt | Rel::Lt) { g > 0.0 } else { g >= -1e-12 }
            })
        };
        x.iter().all(|v| v.is_finite()) && self.others.iter().all(|c| strictly(c))
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(x, y)| x * y).sum()
}

/// Solves by elimination a system with its right side as last column.
fn solve(a: &mut [Vec<f64>]) -> Option<Vec<f64>> {
    let n = a.len();
    for i in 0..n {
        let k = (i..n).max_by(|p, q| a[*p][i].abs().total_cmp(&a[*q][i].abs()))?;
        a.swap(i, k);
        let pivot = a[i][i];
        if pivot.abs() < 1e-300 {
            return None;
        }
        for j in 0..n {
            if j != i {
                let f = a[j][i] / pivot;
                let row = a[i].clone();
                for (x, y) in a[j].iter_mut().zip(&row).skip(i) {
                    *x -= f * y;
                }
            }
        }
    }
    Some((0..n).map(|i| a[i][n] / a[i][i]).collect())
}

impl Samples {
    /// Of a sequent; `None` where its terms cannot be evaluated.
    pub fn new(s: &Sequent) -> Option<Samples> {
        let ground = Ground::new(s)?;
        let goal: Vec<Sign> = s.goal.iter().map(Sign::new).collect::<Option<_>>()?;
        let mut draw = Draw { state: 1 };
        let mut points = Vec::new();
        // Where people look first.
        for c in [1.0f64, 0.5, 2.0, 1.0 / 3.0] {
            let mut x: Vec<f64> = ground.ranges.iter().map(|r| c.clamp(r.0, r.1)).collect();
            if ground.project(&mut x) && ground.holds(&x) {
                points.push(x);
            }
        }
        for k in 0..DRAWS {
            if points.len() >= KEPT || (k >= 200 && points.len() < k / 200) {
                break;
            }
            let mut x = ground.draw(&mut draw, k);
            if ground.project(&mut x) && ground.holds(&x) {
                points.push(x);
            }
        }
        let mut out = Samples { points, least: f64::INFINITY, ..Samples::default() };
        out.judge(&ground, &goal, &mut draw);
        Some(out)
    }

    fn judge(&mut self, ground: &Ground, goal: &[Sign], draw: &mut Draw) {
        let mut gaps: Vec<(f64, usize)> = self.points.iter().enumerate().map(|(i, x)| (gap(goal, x), i)).collect();
        gaps.retain(|g| g.0.is_finite());
        gaps.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        self.mean = gaps.iter().map(|g| g.0).sum::<f64>() / gaps.len().max(1) as f64;
        if goal.is_empty() {
            self.fails = self.points.first().cloned();
            return;
        }
        for &(g, i) in gaps.iter().take(FOLLOWED) {
            let (g, x) = descend(ground, goal, draw, g, self.points[i].clone());
            self.least = self.least.min(g);
            // An equation that is tangent to the ground is met only up to the root of what is near.
            let far = if goal.iter().all(|s| s.rel == Rel::Eq) && !ground.equations.is_empty() { 1e-2 } else { NEAR };
            if g < -far {
                self.fails = Some(x);
                return;
            }
            let strict = goal.iter().any(|s| matches!(s.rel, Rel::Gt | Rel::Lt));
            if g < TIGHT && !strict && !self.tight.iter().any(|t| close(t, &x)) {
                self.tight.push(x);
            }
        }
    }
}

fn close(a: &[f64], b: &[f64]) -> bool {
    a.iter().zip(b).all(|(x, y)| (x - y).abs() <= 1e-2 * (1.0 + x.abs() + y.abs()))
}

/// Downhill by random steps that become smaller where they do not help.
fn descend(ground: &Ground, goal: &[Sign], draw: &mut Draw, mut least: f64, mut x: Vec<f64>) -> (f64, Vec<f64>) {
    let mut size = 0.3;
    for _ in 0..STEPS {
        if least < -1e-3 {
            break;
        }
        let mut y: Vec<f64> = x.iter().map(|v| v + v.abs().max(1e-2) * size * (2.0 * draw.next() - 1.0)).collect();
        if ground.project(&mut y) && ground.holds(&y) {
            let g = gap(goal, &y);
            if g < least {
                (least, x) = (g, y);
                size = f64::min(size * 1.3, 0.5);
                continue;
            }
        }
        size = f64::max(size * 0.88, 1e-7);
    }
    (least, x)
}

/// A rational number with a small denominator that is near: numerator and denominator.
pub fn rational(x: f64) -> Option<(i64, i64)> {
    (1..=24).find_map(|d: i64| {
        let n = (x * d as f64).round();
        let near = (x - n / d as f64).abs() <= 2e-4 * (1.0 + x.abs());
        (near && n.abs() < 1e6).then_some((n as i64, d))
    })
}
