//! The checker of values reads statements by itself. Here its reading is compared with the kernel's clauses, on random
//! statements and points: where one says that a goal fails, so does the other.

use euclase_figure::numbers::{Values, Verdict, check_values};
use euclase_grammar::core::{Atom, CoreTheorem, Goal, GoalKind, Num, Prop, PropHyp, Q, Rel};
use euclase_kernel::algebra::statement::{givens, obligations};

struct Stream(u64);

impl Stream {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

fn int(n: i64) -> Num {
    Num::Const(Q::from_integer(n.into()))
}

fn number(s: &mut Stream, depth: u32) -> Num {
    let kind = if depth == 0 { s.below(3) } else { s.below(12) };
    let (index, exponent) =
        (2 + s.below(2) as i64, Q::new((s.below(7) as i64 - 3).into(), (1 + s.below(2) as i64).into()));
    let (variable, constant) = (s.below(2) as u32, s.below(5) as i64 - 2);
    let mut inner = || number(s, depth - 1);
    match kind {
        0 | 1 => Num::Real(variable),
        2 => int(constant),
        3 => Num::Add(vec![inner(), inner()]),
        4 => Num::Mul(vec![inner(), inner()]),
        5 => Num::Neg(Box::new(inner())),
        6 => Num::Div(Box::new(inner()), Box::new(inner())),
        7 => Num::Call("sqrt".into(), vec![inner()]),
        8 => Num::Call("abs".into(), vec![inner()]),
        9 => Num::Call("max".into(), vec![inner(), inner()]),
        10 => Num::Pow(Box::new(inner()), exponent),
        _ => Num::Call("root".into(), vec![int(index), inner()]),
    }
}

fn statement(s: &mut Stream, depth: u32) -> Prop {
    let kind = if depth == 0 { 0 } else { s.below(8) };
    if kind < 3 {
        let rel = [Rel::Eq, Rel::Ne, Rel::Lt, Rel::Le, Rel::Gt, Rel::Ge][s.below(6) as usize];
        return Prop::Atom(Atom { lhs: number(s, 2), rel, rhs: number(s, 1) });
    }
    let mut inner = || statement(s, depth - 1);
    match kind {
        3 => Prop::And(vec![inner(), inner()]),
        4 => Prop::Or(vec![inner(), inner()]),
        5 => Prop::Not(Box::new(inner())),
        6 => Prop::Implies(Box::new(inner()), Box::new(inner())),
        _ => Prop::Iff(Box::new(inner()), Box::new(inner())),
    }
}

/// The value of a term by floating-point numbers; NaN where it is not defined. The values are small, and far from one another.
fn near(n: &Num, at: &[f64]) -> f64 {
    let float = |q: &Q| num_traits::ToPrimitive::to_f64(q).unwrap();
    let all = |xs: &[Num]| xs.iter().map(|x| near(x, at)).collect::<Vec<f64>>();
    match n {
        Num::Const(c) => float(c),
        Num::Real(v) => at[*v as usize],
        Num::Add(xs) => all(xs).iter().sum(),
        Num::Mul(xs) => all(xs).iter().product(),
        Num::Neg(x) => -near(x, at),
        Num::Div(a, b) => match near(b, at) {
            b if b.abs() < 1e-9 => f64::NAN,
            b => near(a, at) / b,
        },
        Num::Pow(x, e) => match (near(x, at), float(e)) {
            (x, e) if x.abs() < 1e-9 => match e {
                e if e < 0.0 || x.is_nan() => f64::NAN,
                0.0 => 1.0,
                _ => 0.0,
            },
            (x, _) if x.is_nan() => x,
            (x, e) => x.powf(e),
        },
        Num::Call(f, xs) => match (f.as_str(), &all(xs)[..]) {
            ("abs", [x]) => x.abs(),
            ("max", [x, y]) => {
                if x.is_nan() || y.is_nan() {
                    f64::NAN
                } else {
                    x.max(*y)
                }
            }
            ("root", [3.0, x]) => x.cbrt(),
            // a zero that rounding has made negative
            (_, [.., x]) if x.abs() < 1e-9 => 0.0,
            (_, [.., x]) => x.sqrt(),
            _ => f64::NAN,
        },
        _ => f64::NAN,
    }
}

fn atom(a: &Atom, at: &[f64]) -> Option<bool> {
    let d = near(&a.lhs, at) - near(&a.rhs, at);
    let d = if d.abs() < 1e-9 { 0.0 } else { d };
    (!d.is_nan()).then_some(match a.rel {
        Rel::Eq => d == 0.0,
        Rel::Ne => d != 0.0,
        Rel::Lt => d < 0.0,
        Rel::Le => d <= 0.0,
        Rel::Gt => d > 0.0,
        Rel::Ge => d >= 0.0,
    })
}

/// What the kernel's clauses say: all that is given holds, and something that is to be shown does not.
fn refuted(theorem: &CoreTheorem, at: &[f64]) -> bool {
    let holds = |c: &Vec<Atom>| c.iter().any(|a| atom(a, at) == Some(true));
    let fails = |c: &Vec<Atom>| c.iter().all(|a| atom(a, at) == Some(false));
    let shown = |kind: &GoalKind| obligations(theorem, kind, &[]).unwrap();
    let fails = |g: &Goal| shown(&g.kind).iter().any(|o| o.local.iter().all(holds) && fails(&o.clause));
    givens(theorem).iter().all(|g| holds(&g.clause)) && theorem.goals.iter().any(fails)
}

#[test]
fn the_checker_and_the_kernel_read_alike() {
    let empty = euclase_grammar::load("theorem t { real x, y show x = y }").unwrap().theorems.remove(0);
    let mut s = Stream(3);
    let mut counts = [0; 2];
    for _ in 0..6_000 {
        let mut theorem = CoreTheorem { goals: Vec::new(), ..empty.clone() };
        for _ in 0..s.below(2) {
            theorem.props.push(PropHyp { prop: statement(&mut s, 2), origin: Default::default() });
        }
        theorem.goals.push(Goal { kind: GoalKind::Prop(statement(&mut s, 3)), origin: Default::default() });
        for (x, y) in [(0, 0), (1, 0), (0, 2), (-1, 1), (2, 2), (1, -2)] {
            let terms = [(0, int(x)), (1, int(y))].into();
            let exact = check_values(&theorem, &Values { terms, ..Values::default() });
            let refutes = matches!(exact, Verdict::Refutes { .. });
            assert_eq!(refutes, refuted(&theorem, &[x as f64, y as f64]), "{theorem:?} at {x}, {y}: {exact:?}");
            counts[usize::from(refutes)] += 1;
        }
    }
    assert!(counts.iter().all(|n| *n > 2_000), "{counts:?}");
}
