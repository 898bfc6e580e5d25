//! Points at which a claim that is false may show itself, so that no effort is spent on it.

use euclase_poly::{Poly, Problem};

/// Points that are looked at.
const POINTS: usize = 200;
/// Most variables, and most terms of the goal.
const VARIABLES: u32 = 8;
const LONG: usize = 200;
/// Values below this are taken for zero: the points are whole, so the values are, up to denominators.
const TINY: f64 = 1e-6;

/// Does the goal fail at one of a few points at which the inequalities hold? Where there are equations, nothing is said.
#[must_use]
pub fn fails_somewhere(p: &Problem) -> bool {
    if !p.eqs.is_empty() || p.vars == 0 || p.vars > VARIABLES || p.goal.len() > LONG {
        return false;
    }
    // The values are the same every time: a failure is found again, and nothing depends on chance.
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 59) as f64
    };
    (0..POINTS).any(|k| {
        // Positive ones, then of either sign.
        let shift = if k % 2 == 0 { -1.0 } else { 15.0 };
        let point: Vec<f64> = (0..p.vars).map(|_| next() - shift).collect();
        let holds = |q: &Poly, strict: bool| {
            let value = q.eval_f64(&point);
            if strict { value > TINY } else { value > -TINY }
        };
        p.ineqs.iter().all(|(q, strict)| holds(q, *strict)) && !holds(&p.goal, p.strict)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use euclase_poly::int;

    #[test]
    fn false_claims_show_themselves() {
        let (x, y) = (Poly::var(0), Poly::var(1));
        let problem = |goal: Poly, strict: bool| Problem {
            vars: 2,
            eqs: vec![],
            ineqs: vec![(x.clone(), true), (y.clone(), false)],
            goal,
            strict,
        };
        assert!(fails_somewhere(&problem(x.sub(&y), false)));
        assert!(!fails_somewhere(&problem(x.add(&y), true)));
        assert!(!fails_somewhere(&problem(y.clone(), false)));
        assert!(fails_somewhere(&problem(x.square().expect("short").sub(&x.scale(&int(2))), true)));
        let equation = Problem { eqs: vec![x.sub(&y)], ..problem(x.sub(&y).neg(), true) };
        assert!(!fails_somewhere(&equation));
    }
}
