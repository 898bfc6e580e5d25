//! The numbers of a figure in which a goal fails: what a person would measure in it.

use euclase_diagram::eval;
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Num, Pt, Q};
use euclase_grammar::words::{self, Style};
use num_traits::{ToPrimitive, Zero};

/// Fewest and most decimals shown; as many as it takes to see the difference.
const DECIMALS: std::ops::RangeInclusive<usize> = 3..=12;

/// What a goal claims and what is measured, for a figure in which it fails.
pub(super) fn failing(thm: &CoreTheorem, goal: usize, pts: &[[f64; 2]]) -> String {
    let Some(g) = thm.goals.get(goal) else { return String::new() };
    let claim =
        if g.origin.text.is_empty() { words::goal(thm, &g.kind, Style::Unicode) } else { g.origin.text.clone() };
    match measures(thm, &g.kind, pts) {
        Some(m) => format!("`{claim}` is false: {m}"),
        None => format!("`{claim}` is false"),
    }
}

fn measures(thm: &CoreTheorem, kind: &GoalKind, pts: &[[f64; 2]]) -> Option<String> {
    let name = |p: Pt| thm.name_of(p);
    let length = |p: Pt, q: Pt| (format!("{}{}", name(p), name(q)), eval::len(pts, p, q));
    let real = |q: &Q| q.to_f64().unwrap_or(f64::NAN);
    let GoalKind::Fact(fact) = kind else { return None };
    let lengths = |terms: &[(Q, Pt, Pt)], claimed: &dyn Fn(f64) -> f64, ratio: &dyn Fn(f64) -> f64| match terms {
        [(k, p, q)] => Some(against(length(*p, *q), claimed(real(k)), "")),
        [(k, p, q), (l, r, s)] if p != q && r != s => {
            let ((a, x), (b, y)) = (length(*p, *q), length(*r, *s));
            match ratio(-real(l) / real(k)) {
                1.0 => Some(both((a, x), (b, y), "")),
                claimed => Some(against((format!("{a}/{b}"), x / y), claimed, "")),
            }
        }
        _ => Some(listed(terms.iter().map(|(_, p, q)| length(*p, *q)))),
    };
    match fact {
        Fact::Len { terms, konst } if terms.len() == 1 || konst.is_zero() => {
            lengths(terms, &|k| real(konst) / k, &|r| r)
        }
        Fact::Sq { terms, konst } if terms.len() == 1 || konst.is_zero() => {
            lengths(terms, &|k| (real(konst) / k).sqrt(), &f64::sqrt)
        }
        Fact::Log { terms, konst } => {
            let sum: f64 = konst.iter().map(|(p, e)| real(e) * (*p as f64).ln()).sum();
            match &terms[..] {
                // p = constant · q
                [(k, ..), (l, ..)] if (k + l).is_zero() => {
                    let claimed = (sum / real(k)).exp();
                    lengths(terms, &|_| f64::NAN, &|_| if sum == 0.0 { 1.0 } else { claimed })
                }
                _ => lengths(terms, &|k| (sum / k).exp(), &|_| f64::NAN),
            }
        }
        Fact::Len { terms, .. } | Fact::Sq { terms, .. } => Some(listed(terms.iter().map(|(_, p, q)| length(*p, *q)))),
        Fact::Ang { terms, konst } => {
            let angle =
                |[p, q, r]: [Pt; 3]| (format!("∠{}{}{}", name(p), name(q), name(r)), 180.0 * eval::angle(pts, p, q, r));
            match &terms[..] {
                [(k, t)] => Some(against(angle(*t), 180.0 * real(konst) / real(k), "°")),
                [(k, t), (l, u)] if (k + l).is_zero() && konst.is_zero() => Some(both(angle(*t), angle(*u), "°")),
                _ => Some(listed(terms.iter().map(|(_, t)| angle(*t)))),
            }
        }
        Fact::Dir { terms, turn } => match terms[..] {
            [(1, a, b), (-1, c, d)] | [(-1, c, d), (1, a, b)] => {
                let sharp = |x: f64| 180.0 * x.min(1.0 - x);
                let between = sharp(eval::wrap(eval::dir(pts, a, b) - eval::dir(pts, c, d)));
                let what = format!("the angle between {}{} and {}{}", name(a), name(b), name(c), name(d));
                Some(against((what, between), sharp(eval::wrap(real(turn))), "°"))
            }
            _ => None,
        },
        Fact::Coll(a, b, c) => {
            let what = format!("the distance of {} from {}{}", name(*c), name(*a), name(*b));
            Some(against((what, eval::num(pts, &Num::DistLine(*c, *a, *b))), 0.0, ""))
        }
        _ => None,
    }
}

/// A value with as many decimals as it takes to see that it is not what is claimed.
fn against((what, v): (String, f64), claimed: f64, unit: &str) -> String {
    let differs = |d: &usize| format!("{v:.d$}") != format!("{claimed:.d$}");
    let d = DECIMALS.into_iter().find(differs).unwrap_or(*DECIMALS.end());
    format!("{what} = {v:.d$}{unit}")
}

/// Two values that are claimed to be equal, with as many decimals as it takes to see that they are not.
fn both((a, x): (String, f64), (b, y): (String, f64), unit: &str) -> String {
    let differs = |d: &usize| format!("{x:.d$}") != format!("{y:.d$}");
    let d = DECIMALS.into_iter().find(differs).unwrap_or(*DECIMALS.end());
    format!("{a} = {x:.d$}{unit}, {b} = {y:.d$}{unit}")
}

/// Several values, each once.
fn listed(values: impl Iterator<Item = (String, f64)>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (what, v) in values {
        let part = format!("{what} = {v:.6}");
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    parts.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(goal: &str, pts: &[[f64; 2]]) -> String {
        let text = format!("theorem t {{ triangle ABC point D show {goal} }}");
        let thm = euclase_grammar::load(&text).expect("well-formed").theorems.remove(0);
        failing(&thm, 0, pts)
    }

    #[test]
    fn what_a_person_would_measure() {
        let pts = [[0.0, 0.0], [4.0, 0.0], [0.0, 3.0], [1.0, 1.0]];
        assert_eq!(said("AB = AC", &pts), "`AB = AC` is false: AB = 4.000, AC = 3.000");
        assert_eq!(said("AB = 2*AC", &pts), "`AB = 2*AC` is false: AB/AC = 1.333");
        assert_eq!(said("BC = 4", &pts), "`BC = 4` is false: BC = 5.000");
        assert_eq!(said("BC^2 = 24", &pts), "`BC^2 = 24` is false: BC = 5.000");
        assert_eq!(said("angle(C, B, A) = 36.87 deg", &pts), "`angle(C, B, A) = 36.87 deg` is false: ∠ABC = 36.8699°");
        assert_eq!(
            said("collinear(B, C, D)", &pts),
            "`collinear(B, C, D)` is false: the distance of D from BC = 1.000"
        );
        assert_eq!(said("AB perp BC", &pts), "`AB perp BC` is false: the angle between AB and BC = 36.870°");
        assert_eq!(said("cyclic(A, B, C, D)", &pts), "`cyclic(A, B, C, D)` is false");
    }
}
