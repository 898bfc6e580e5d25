//! Steps: what they leave is true and enough, the kernel accepts what is put together, numbers drop what is false.

use euclase_algebra::steps::tree::{Tried, apply};
use euclase_algebra::steps::{Fragment, Kind, Patience, Samples, Sequent, Tree, attempt, list};
use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use std::sync::Arc;

fn theorem(body: &str) -> euclase_grammar::core::CoreTheorem {
    let text = format!("theorem t {{ {body} }}");
    euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{body}: {e:?}")).theorems.remove(0)
}

fn sequent(body: &str) -> Sequent {
    euclase_algebra::sequents(&theorem(body)).pop().expect("something is to be shown")
}

/// What the first step of a kind comes to, with the prover's help for what it leaves.
fn shown(s: &Sequent, kind: Kind) -> Option<Fragment> {
    let s = Arc::new(s.clone());
    for p in list(&s, &|| false).all.into_iter().filter(|p| p.step.kind == kind) {
        let mut tree = match apply(&s, &Arc::new(p.step), 60, &|| false) {
            Tried::Unsound => continue,
            Tried::Left(t) | Tried::Shown(t) => t,
        };
        for left in tree.open() {
            if let Some(f) = attempt(&left, 3_000, &|| false) {
                tree = tree.with(&left, &Tree::Proved(Arc::new(f)));
            }
        }
        if let Some(f) = tree.proof(&|| false) {
            return Some(f);
        }
    }
    None
}

/// Proved by help alone for the statement itself, and accepted?
fn accepted(body: &str, kind: Kind) -> bool {
    let thm = theorem(body);
    let wanted = sequent(body);
    let mut asked = false;
    let out = euclase_algebra::prove_helped(&thm, 1, u64::MAX, &|| false, &mut |_| None);
    // The prover may do it by itself: then the help is never asked, so the step is composed and compared apart.
    let proof = shown(&wanted, kind);
    let Some(proof) = proof else { return false };
    let helped = euclase_algebra::prove_helped(&thm, 1, 0, &|| false, &mut |s| {
        asked |= *s == wanted;
        if *s == wanted { Some(proof.clone()) } else { attempt(s, 3_000, &|| false) }
    });
    assert!(asked || out.proof.is_some(), "{body}: the statement was never asked for");
    let Some(proof) = helped.proof else { return false };
    let goals = vec![0; thm.goals.len()];
    let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
    let verdict = check(&thm, &cert);
    assert!(matches!(verdict, Verdict::Accepted(_)), "{body}: {verdict:?}");
    true
}

#[test]
fn each_kind_of_step() {
    let abc = "real a, b, c > 0";
    for (kind, body) in [
        (Kind::Sorted, "show a^2 + b^2 + c^2 >= a*b + b*c + c*a"),
        (Kind::Greatest, "show a^3 + b^3 + c^3 >= a^2*b + b^2*c + c^2*a"),
        (Kind::Shift, "assume a >= b, b >= c show a^2 + b^2 + c^2 >= a*b + b*c + c*a"),
        (Kind::Ravi, "assume a < b + c, b < c + a, c < a + b show a*b*c >= (a + b - c)*(b + c - a)*(c + a - b)"),
        (Kind::Reciprocal, "show 1/a^2 + 1/b^2 + 1/c^2 >= 1/(a*b) + 1/(b*c) + 1/(c*a)"),
        (Kind::Power, "show a + b + c >= sqrt(a*b) + sqrt(b*c) + sqrt(c*a)"),
        (Kind::Ratio, "show a^2 + b^2 + c^2 >= a*b + b*c + c*a"),
        (Kind::Normal, "show a/(b + c) + b/(c + a) + c/(a + b) >= 3/2"),
        (Kind::Homogeneous, "assume a + b + c = 3 show a^2 + b^2 + c^2 >= a + b + c"),
        (Kind::Eliminate, "assume a + b + c = 3 show a^2 + b^2 + c^2 >= 3"),
        (Kind::Eliminate, "assume a*b*c = 1 show a*b + b*c + c*a + a*b*c >= 4"),
        (Kind::Symmetric, "show (a + b)*(b + c)*(c + a) >= 8*a*b*c"),
        (Kind::Titu, "show a/(b + 2*c) + b/(c + 2*a) + c/(a + 2*b) >= 1"),
        (Kind::Tangent, "assume a + b + c = 3 show 1/(a + 2) + 1/(b + 2) + 1/(c + 2) >= 1"),
        (Kind::Share, "show a^2/(a^2 + 2*b*c) + b^2/(b^2 + 2*c*a) + c^2/(c^2 + 2*a*b) >= 1"),
        (Kind::Root, "assume a + b + c = 3 show sqrt(3*a + 1) + sqrt(3*b + 1) + sqrt(3*c + 1) <= 6"),
        (Kind::Root, "assume a + b + c = 3 show 1/sqrt(3*a + 1) + 1/sqrt(3*b + 1) + 1/sqrt(3*c + 1) >= 3/2"),
        (Kind::Mean, "show a^3 + b^3 + c^3 >= 3*a*b*c"),
        (Kind::Between, "show a^2/b + b^2/c + c^2/a >= a + b + c"),
        (Kind::Multiplier, "show a^2 + b^2 + c^2 >= a*b + b*c + c*a"),
        (Kind::Pair, "show a^2 + b^2 + c^2 >= a*b + b*c + c*a"),
        (Kind::Side, "show a^2 + b^2 + c^2 + 3 >= 2*a + 2*b + 2*c"),
        (Kind::Lemma, "show a^3 + b^3 + c^3 + 3*a*b*c >= a*b*(a + b) + b*c*(b + c) + c*a*(c + a)"),
        (Kind::Product, "show sqrt((a + b)*(a + c)) + sqrt((b + c)*(b + a)) + sqrt((c + a)*(c + b)) <= 2*(a + b + c)"),
        (Kind::Product, "assume a*b + b*c + c*a = 1 show a/sqrt(a^2 + 1) + b/sqrt(b^2 + 1) + c/sqrt(c^2 + 1) <= 3/2"),
        (Kind::Cauchy, "show sqrt(a/(a + b)) + sqrt(b/(b + c)) + sqrt(c/(c + a)) <= 3/sqrt(2)"),
        (Kind::Cauchy, "show sqrt((a + b)*(a + c)) >= a + sqrt(b*c)"),
        (Kind::Reciprocal, "assume a + b + c = a*b*c show 1/sqrt(1 + a^2) + 1/sqrt(1 + b^2) <= 2"),
        (Kind::Factor, "show (a^2 + 1)*(b^2 + 1)*(c^2 + 1) >= 8*a*b*c"),
    ] {
        assert!(accepted(&format!("{abc} {body}"), kind), "{}: {body}", kind.name());
    }
}

#[test]
fn numbers_find_what_is_false_and_what_is_tight() {
    let s = Samples::new(&sequent("real a, b > 0 show a^2 + b^2 >= 3*a*b")).expect("it has values");
    assert!(s.fails.is_some());
    let s = Samples::new(&sequent("real a, b, c > 0 assume a*b*c = 1 show a + b + c >= 3")).expect("it has values");
    assert!(s.fails.is_none() && s.points.len() > 30, "{s:?}");
    assert!(s.tight.iter().any(|t| t.iter().all(|x| (x - 1.0).abs() < 0.01)), "{:?}", s.tight);
    // However the equation is written.
    let s =
        Samples::new(&sequent("real a, b, c > 0 assume a*b*c - 1 = 0 show a + b + c - 3 >= 0")).expect("it has values");
    assert!(s.points.len() > 30 && !s.tight.is_empty(), "{s:?}");
    // A step with a false child is told, and not listed: the tangent at 1 is no bound here.
    let steep = sequent("real a, b, c > 0 assume a + b + c = 3 show 1/a^2 + 1/b^2 + 1/c^2 >= a^2 + b^2 + c^2");
    let listed = list(&steep, &|| false);
    assert!(listed.wrong.contains(&Kind::Tangent), "{:?}", listed.wrong);
    assert!(listed.all.iter().all(|p| p.step.kind != Kind::Tangent));
}

#[test]
fn names_change_nothing_that_is_seen() {
    let numbers = |body: &str| {
        let listed = list(&sequent(body), &|| false);
        let mut steps: Vec<String> =
            listed.all.iter().map(|p| format!("{} {:?}", p.step.kind.name(), p.seen.numbers)).collect();
        steps.sort();
        (listed.sequent, steps)
    };
    let here = numbers("real a, b, c > 0 show a/(b + 2*c) + b/(c + 2*a) + c/(a + 2*b) >= 1");
    assert_eq!(here, numbers("real x, y, z > 0 show x/(y + 2*z) + y/(z + 2*x) + z/(x + 2*y) >= 1"));
    assert!(here.1.len() > 5);
}

#[test]
fn patience_does_not_depend_on_the_clock() {
    let s = sequent("real a, b, c > 0 show a/sqrt(a^2 + 8*b*c) + b/sqrt(b^2 + 8*c*a) + c/sqrt(c^2 + 8*a*b) >= 1");
    let asks = || {
        let count = std::cell::Cell::new(0u64);
        let found = attempt(&s, 200, &|| {
            count.set(count.get() + 1);
            false
        });
        (count.get(), found)
    };
    assert_eq!(asks(), asks());
    let p = Patience::new(2, &|| false);
    assert_eq!([p.over(), p.over(), p.over()], [false, false, true]);
}

#[test]
fn a_step_that_is_none_is_refused() {
    let s = Arc::new(sequent("real a, b, c > 0 show a^2 + b^2 + c^2 >= a*b + b*c + c*a"));
    let mut step = list(&s, &|| false).all.into_iter().find(|p| p.step.kind == Kind::Multiplier).expect("one").step;
    assert!(euclase_algebra::steps::checked(&s, &step, &|| false));
    // Another multiplier than the one that the child was made with.
    step.scales = vec![euclase_grammar::core::Num::Real(0)];
    step.target = step.target.map(|a| euclase_grammar::core::Atom { lhs: euclase_grammar::core::Num::Real(1), ..a });
    assert!(!euclase_algebra::steps::checked(&s, &step, &|| false));
    // A child without its hypothesis proves nothing of the whole.
    let sorted = list(&s, &|| false).all.into_iter().find(|p| p.step.kind == Kind::Sorted).expect("one").step;
    let mut wrong = sorted.clone();
    wrong.children[0].sequent.hyps.push(vec![euclase_grammar::core::Atom {
        lhs: euclase_grammar::core::Num::Real(0),
        rel: euclase_grammar::core::Rel::Gt,
        rhs: euclase_grammar::core::Num::Const(euclase_poly::int(5)),
    }]);
    assert!(euclase_algebra::steps::checked(&s, &sorted, &|| false));
    assert!(!euclase_algebra::steps::checked(&s, &wrong, &|| false));
}
