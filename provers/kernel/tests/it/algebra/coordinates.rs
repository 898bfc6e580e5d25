//! What facts and conditions say in coordinates: exactly what they mean, in figures with coincidences too; and the rule that cites it.

use super::text::{accepted, certificate, judge, load, rejected};
use super::value::World;
use crate::figure::{self, Rng};
use euclase_grammar::core::{Cmp, Cond, CoreTheorem, DeclCond, Fact, GoalKind, Hyp, Num, Pt, Q};
use euclase_kernel::algebra::Clause;
use euclase_kernel::algebra::statement::{given_in_coordinates, obligations_in_coordinates};
use euclase_kernel::{Class, Verdict, check};
use num_traits::{Signed, ToPrimitive};
use std::collections::BTreeMap;

fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}

/// Points on a small grid, often equal, or of an equilateral triangle, a square or a circle.
fn points(rng: &mut Rng) -> Vec<[f64; 2]> {
    (0..6)
        .map(|_| match rng.below(3) {
            0 => [rng.below(4) as f64, rng.below(4) as f64],
            1 => {
                let w = rng.below(12) as f64 * std::f64::consts::PI / 6.0;
                [1.0 + w.cos(), 1.0 + w.sin()]
            }
            _ => [rng.below(3) as f64, (rng.below(3) as f64) * 3f64.sqrt()],
        })
        .collect()
}

fn point(rng: &mut Rng) -> Pt {
    Pt(rng.below(6) as u32)
}

fn three(rng: &mut Rng) -> [Pt; 3] {
    [(); 3].map(|()| point(rng))
}

fn fact(rng: &mut Rng) -> Fact {
    let k = |rng: &mut Rng| q([-2, -1, 1, 2][rng.below(4)], 1);
    match rng.below(10) {
        0 => Fact::Same(point(rng), point(rng)),
        1 => {
            let [a, b, c] = three(rng);
            Fact::Coll(a, b, c)
        }
        2 => Fact::Cyclic(point(rng), point(rng), point(rng), point(rng)),
        3 => Fact::Sim { a: three(rng), b: three(rng), opposite: rng.coin() },
        4 => {
            let k =
                [[1, -1, 0], [-1, 1, 0], [2, -2, 0], [2, -1, -1], [-1, -1, 2], [3, -2, -1], [1, 1, 0]][rng.below(7)];
            let terms = k.into_iter().filter(|k| *k != 0).map(|k| (k, point(rng), point(rng))).collect();
            Fact::Dir { terms, turn: q([0, 2, 3, 4, 6, 8, 9, 10][rng.below(8)], 12) }
        }
        5 => {
            let terms = (0..2).map(|_| (k(rng), point(rng), point(rng))).collect();
            Fact::Sq { terms, konst: q(rng.below(3) as i64, 1) }
        }
        6 => {
            let terms = (0..2).map(|_| (q([-2, -1, 1, 2][rng.below(4)], 2), point(rng), point(rng)));
            Fact::Log { terms: terms.collect(), konst: vec![(2, q([-1, 1, 2][rng.below(3)], 2))] }
        }
        7 => Fact::Len { terms: vec![(k(rng), point(rng), point(rng))], konst: q(rng.below(3) as i64, 1) },
        8 => {
            let (k, l) = (q([1, 2][rng.below(2)], 1), q([-1, -2][rng.below(2)], 1));
            Fact::Len { terms: vec![(k, point(rng), point(rng)), (l, point(rng), point(rng))], konst: q(0, 1) }
        }
        _ => {
            let (a, b) = (k(rng), k(rng));
            let sum = -(&a + &b);
            Fact::Vec(vec![(a, point(rng)), (b, point(rng)), (sum, point(rng))])
        }
    }
}

fn condition(rng: &mut Rng) -> Cond {
    let [a, b, c] = three(rng);
    let d = point(rng);
    match rng.below(11) {
        0 => Cond::Distinct(a, b),
        1 => Cond::NotColl(a, b, c),
        2 => Cond::NotPara([a, b], [c, d]),
        3 => Cond::NotCyclic(a, b, c, d),
        4 => Cond::SameOrient([a, b, c], three(rng)),
        5 => Cond::OppOrient([a, b, c], three(rng)),
        6 => Cond::Positive([a, b, c]),
        7 => Cond::Between(a, b, c),
        8 => Cond::Outside(a, b, c),
        9 => Cond::Longer([a, b], [c, d]),
        _ => match rng.below(2) {
            0 => Cond::Not(Box::new(fact(rng))),
            _ => Cond::Any(vec![Cond::Distinct(a, b), Cond::NotColl(b, c, d)]),
        },
    }
}

/// As a hypothesis: an equation of directions is true where a pair of points is one.
fn holds(f: &Fact, at: &[[f64; 2]]) -> bool {
    let pairs = |terms: &[(i64, Pt, Pt)]| terms.iter().any(|(_, a, b)| figure::same(at[a.ix()], at[b.ix()]));
    if let Fact::Log { terms, konst } = f {
        let length = |(e, a, b): &(Q, Pt, Pt)| (e.to_f64().unwrap(), figure::len(at[a.ix()], at[b.ix()]));
        let prime = |(n, e): &(u64, Q)| (-e.to_f64().unwrap(), *n as f64);
        let (mut left, mut right) = (1.0, 1.0);
        for (e, x) in terms.iter().map(length).chain(konst.iter().map(prime)) {
            *if e > 0.0 { &mut left } else { &mut right } *= x.powf(e.abs());
        }
        return f64::abs(left - right) < 1e-6;
    }
    matches!(f, Fact::Dir { terms, .. } if pairs(terms)) || figure::holds(f, at, false)
}

fn met(c: &Cond, at: &[[f64; 2]]) -> bool {
    if let Cond::Not(f) = c { !holds(f, at) } else { figure::met(c, at) }
}

/// Is something an equation of directions that turning the plane changes?
fn turns(theorem: &CoreTheorem) -> bool {
    let fact = |f: &Fact| matches!(f, Fact::Dir { terms, .. } if terms.iter().map(|t| t.0).sum::<i64>() != 0);
    let denied = |c: &Cond| matches!(c, Cond::Not(f) if fact(f));
    theorem.hyps.iter().any(|h| fact(&h.fact)) || theorem.conds.iter().any(|c| denied(&c.cond))
}

fn name<T: std::fmt::Debug>(x: &T) -> String {
    format!("{x:?}").chars().take_while(|c| c.is_alphanumeric()).collect()
}

#[test]
fn clauses_say_what_facts_and_conditions_mean() {
    let six = load("point A, B, C, D, E, F show A = B");
    let mut rng = Rng::new(77);
    let mut seen: BTreeMap<(String, bool), u32> = BTreeMap::new();
    for _ in 0..60_000 {
        let at = points(&mut rng);
        let frame = [point(&mut rng), point(&mut rng)];
        let world = World { reals: vec![], points: at.clone(), seed: rng.range(0.5, 3.0) };
        let of_fact = rng.coin();
        let mut theorem = CoreTheorem { hyps: vec![], conds: vec![], ..six.clone() };
        let (truth, what) = if of_fact {
            let f = fact(&mut rng);
            theorem.hyps.push(Hyp { fact: f.clone(), origin: Default::default() });
            (holds(&f, &at), name(&f))
        } else {
            let c = condition(&mut rng);
            theorem.conds.push(DeclCond { cond: c.clone(), explicit: true, origin: Default::default() });
            (met(&c, &at), name(&c))
        };
        let Some(clauses): Option<Vec<Clause>> = given_in_coordinates(&theorem, 0, frame) else {
            // That a fact with alternatives fails has no clauses, nor has an equation that depends on how the plane is turned.
            // A length is no negative number.
            let negative = |f: &Fact| matches!(f, Fact::Len { terms, konst } if (&terms[0].0 * konst).is_negative());
            let negative = theorem.hyps.iter().any(|h| negative(&h.fact));
            assert!(what == "Not" || turns(&theorem) || negative, "{theorem:?}");
            continue;
        };
        assert!(!turns(&theorem), "{theorem:?}");
        let Some(said) = clauses.iter().map(|c| world.clause(c)).collect::<Option<Vec<bool>>>() else { continue };
        assert_eq!(said.iter().all(|x| *x), truth, "{theorem:?}\nat {at:?}\nframe {frame:?}\n{said:?}");
        *seen.entry((what, truth)).or_default() += 1;
        // The same as a goal.
        let goal = match (theorem.hyps.first(), theorem.conds.first()) {
            (Some(h), _) => GoalKind::Fact(h.fact.clone()),
            (_, Some(c)) => GoalKind::Cond(c.cond.clone()),
            _ => continue,
        };
        let asked = obligations_in_coordinates(&theorem, &goal, frame);
        if matches!(goal, GoalKind::Cond(Cond::Any(_))) {
            assert_eq!(asked, None);
            continue;
        }
        let asked = asked.expect("obligations");
        assert_eq!(asked.into_iter().map(|o| o.clause).collect::<Vec<_>>(), clauses);
    }
    let facts = ["Same", "Coll", "Cyclic", "Sim", "Dir", "Sq", "Vec", "Len", "Log"];
    let strict = ["Distinct", "NotColl", "NotPara", "NotCyclic", "SameOrient", "OppOrient", "Positive", "Longer"];
    for kind in facts.iter().chain(&strict).chain(&["Between", "Outside", "Not", "Any"]) {
        for truth in [true, false] {
            assert!(seen.get(&((*kind).into(), truth)).is_some_and(|n| *n > 5), "{kind} {truth} {seen:?}");
        }
    }
}

#[test]
fn what_says_nothing_in_coordinates() {
    let theorem = load("point A, B, C, D assume AB + CD = 3, AB = BC + CD, AB*CD + BC = 3 show A = B");
    for i in 0..=theorem.hyps.len() {
        assert_eq!(given_in_coordinates(&theorem, i, [Pt(0), Pt(1)]), None, "{i}");
    }
    let conditions = theorem.hyps.len()..theorem.hyps.len() + theorem.conds.len();
    assert!(conditions.clone().all(|i| given_in_coordinates(&theorem, i, [Pt(0), Pt(1)]).is_some()), "{theorem:?}");
    assert_eq!(given_in_coordinates(&theorem, conditions.end, [Pt(0), Pt(1)]), None);
    // Turns that have no simple cosine, and too many vectors.
    for (k, turn) in [(1, q(1, 5)), (1, q(1, 12)), (5, q(0, 1)), (i64::MAX, q(0, 1))] {
        let fact = Fact::Dir { terms: vec![(k, Pt(0), Pt(1)), (-k, Pt(1), Pt(2))], turn };
        let goal = GoalKind::Fact(fact);
        assert_eq!(obligations_in_coordinates(&theorem, &goal, [Pt(0), Pt(1)]), None);
    }
    // Points that the statement does not have.
    let goal = GoalKind::Fact(Fact::Coll(Pt(0), Pt(1), Pt(2)));
    assert!(obligations_in_coordinates(&theorem, &goal, [Pt(0), Pt(4)]).is_none());
    assert!(obligations_in_coordinates(&theorem, &goal, [Pt(0), Pt(3)]).is_some());
}

/// A point as far from A as from B and as far from B as from C is as far from A as from C.
const CENTER: &str = "point A, B, C, O assume OA = OB, OB = OC show A, B on circle(O, C)";

const LINES: &str = "x(OAB)^2 + y(OAB)^2 = (x(BAB) - x(OAB))^2 + (y(BAB) - y(OAB))^2; coordinates assumed 0 AB 0
    (x(OAB) - x(BAB))^2 + (y(OAB) - y(BAB))^2 = (x(CAB) - x(OAB))^2 + (y(CAB) - y(OAB))^2; coordinates assumed 1 AB 0
    x(OAB)^2 + y(OAB)^2 = (x(CAB) - x(OAB))^2 + (y(CAB) - y(OAB))^2; combine 1, 1; 0 1
    (x(OAB) - x(BAB))^2 + y(OAB)^2 = (x(CAB) - x(OAB))^2 + (y(CAB) - y(OAB))^2; combine 1; 1";

#[test]
fn a_theorem_of_geometry_by_coordinates() {
    accepted(CENTER, LINES, "2 @AB; 3 @AB");
    // Another frame, another goal, no frame: the equation of lengths is another claim.
    let claim = "a line that claims what is to be shown";
    rejected(CENTER, LINES, "2 @AC; 3 @AB", claim);
    rejected(CENTER, LINES, "3 @AB; 2 @AB", claim);
    rejected(CENTER, LINES, "2; 3 @AB", claim);
    // A clause, a hypothesis, a point that is not there; a claim that is not said.
    let with = |claim: &str, rule: &str| format!("{LINES}\n{claim}; {rule}");
    let wrong = [
        ("x(OAB) = 0", "coordinates assumed 0 AB 1", "something that coordinates say"),
        ("x(OAB) = 0", "coordinates assumed 7 AB 0", "something that coordinates say"),
        ("x(OAB) = 0", "coordinates step 0 AB 0", "something that coordinates say"),
        ("x(OAB) = 0", "coordinates assumed 0 AB 0", "a claim that follows from this at once"),
        (
            "x(OAC)^2 + y(OAC)^2 = (x(BAC) - x(OAC))^2 + (y(BAC) - y(OAC))^2",
            "coordinates assumed 0 AB 0",
            "a claim that follows from this at once",
        ),
    ];
    for (claim, rule, want) in wrong {
        rejected(CENTER, &with(claim, rule), "2 @AB; 3 @AB", want);
    }
}

#[test]
fn the_frame_is_part_of_the_normal_form() {
    let theorem = "point A, B, C show AB = BA";
    let lines = "x(AAB) = 0; combine
        y(AAB) = 0; combine
        y(BAB) = 0; combine
        x(BAB) = AB; combine
        AB - BA = 0; combine";
    accepted(theorem, lines, "4");
    for not in
        ["x(BAB) = 0", "y(CAB) = 0", "x(CAB) = AC", "x(BAB) = -AB", "x(CAB) = x(CBA)", "x(ABA) = 0", "y(CAB) = y(CBA)"]
    {
        rejected(theorem, &format!("{lines}\n{not}; combine"), "4", "an identity");
    }
}

/// B, C, D are on a line, unless A = B.
const LINE: &str = "point A, B, C, D assume collinear(A, B, C), collinear(A, B, D) show collinear(B, C, D)";

const UNLESS: &str = "AB*y(CAB) = 0; coordinates assumed 0 AB 0
    AB*y(DAB) = 0; coordinates assumed 1 AB 0
    AB^2 != 0; coordinates condition 0 AB 0
    AB*((x(CAB) - AB)*y(DAB) - y(CAB)*(x(DAB) - AB)) = 0; combine AB - x(DAB), x(CAB) - AB; 0 1
    AB = 0 or (x(CAB) - AB)*y(DAB) - y(CAB)*(x(DAB) - AB) = 0; factors AB, (x(CAB) - AB)*y(DAB) - y(CAB)*(x(DAB) - AB); 3
    AB = 0; suppose
    AB^2 = 0; combine AB; 5
    false; order | 1 0 | 1: -(AB^2); 2 6
    (x(CAB) - AB)*y(DAB) - y(CAB)*(x(DAB) - AB) = 0; weaken; 7
    (x(CAB) - AB)*y(DAB) - y(CAB)*(x(DAB) - AB) = 0; suppose
    (x(CAB) - AB)*y(DAB) - y(CAB)*(x(DAB) - AB) = 0; cases; 4 8 9";

#[test]
fn a_condition_that_is_cited_is_recorded() {
    let theorem = load(LINE);
    let with = |conditions: Vec<Cond>| {
        let mut cert = certificate(&theorem, UNLESS, "10 @AB");
        cert.algebra.as_mut().unwrap().conditions = conditions;
        check(&theorem, &cert)
    };
    let differ = Cond::Distinct(Pt(0), Pt(1));
    let Verdict::Accepted(t) = with(vec![differ.clone()]) else { panic!("{:?}", with(vec![differ])) };
    assert_eq!(t.conditions().iter().map(|c| c.cond.clone()).collect::<Vec<_>>(), [differ.clone()]);
    assert_eq!(t.conditions()[0].class, Class::NonDegeneracy);
    // One that is not cited is recorded too; one that the statement declares is its own.
    let Verdict::Accepted(t) = with(vec![differ.clone(), Cond::NotColl(Pt(0), Pt(2), Pt(3))]) else {
        panic!("declined")
    };
    assert_eq!(t.conditions().len(), 2);
    for wrong in [vec![], vec![Cond::Distinct(Pt(0), Pt(2))], vec![Cond::Distinct(Pt(0), Pt(4))]] {
        assert!(matches!(with(wrong.clone()), Verdict::Rejected { .. }), "{wrong:?}");
    }
    // What contradicts itself.
    assert!(matches!(with(vec![differ.clone(), Cond::Distinct(Pt(2), Pt(2))]), Verdict::Rejected { .. }));
    let declared = load(&LINE.replace("assume", "assume A != B,"));
    let shifted = UNLESS.to_string();
    let mut cert = certificate(&declared, &shifted, "10 @AB");
    cert.algebra.as_mut().unwrap().conditions = vec![differ];
    let Verdict::Accepted(t) = judge(&declared, &cert) else { panic!("{:?}", judge(&declared, &cert)) };
    assert!(t.conditions().iter().all(|c| c.class == Class::Declared), "{:?}", t.conditions());
}

/// What is no condition, denied, would be absurd in some frame: only conditions of these shapes may be recorded.
#[test]
fn conditions_of_other_shapes_are_not_recorded() {
    let theorem = load(LINE);
    let (a, b, c) = (Pt(0), Pt(1), Pt(2));
    let number = |n: i64| Num::Const(q(n, 1));
    let dir = |terms: Vec<(i64, Pt, Pt)>| Cond::Not(Box::new(Fact::Dir { terms, turn: q(0, 1) }));
    let differ = Cond::Distinct(a, b);
    let with = |c: Cond| {
        let mut cert = certificate(&theorem, UNLESS, "10 @AB");
        cert.algebra.as_mut().unwrap().conditions = vec![differ.clone(), c];
        matches!(check(&theorem, &cert), Verdict::Accepted(_))
    };
    let right = [
        Cond::Not(Box::new(Fact::perp(a, b, a, c))),
        Cond::Not(Box::new(Fact::cong(a, b, a, c))),
        Cond::Num(Num::Len(a, c), Cmp::Ne, number(2)),
    ];
    for c in right {
        assert!(with(c.clone()), "{c:?}");
    }
    let wrong = [
        // Its coefficients do not add up to 0.
        Cond::Not(Box::new(Fact::Vec(vec![(q(1, 1), a)]))),
        dir(vec![(0, a, a), (1, a, b)]),
        dir(vec![(i64::MIN, a, b), (1, a, b)]),
        dir(vec![]),
        Cond::Not(Box::new(Fact::Len { terms: vec![], konst: q(1, 1) })),
        Cond::Not(Box::new(Fact::Num(number(1), number(2)))),
        Cond::Num(Num::Real(0), Cmp::Ne, number(2)),
        Cond::Num(Num::Len(a, Pt(9)), Cmp::Ne, number(2)),
        Cond::Num(Num::Add(vec![number(1); 2_000]), Cmp::Gt, number(2)),
        Cond::DirNe { terms: vec![(1, a, b), (-1, a, c)], turn: q(1, 2) },
        Cond::Any(vec![Cond::Distinct(a, c)]),
        Cond::Distinct(a, Pt(4)),
    ];
    for c in wrong {
        assert!(!with(c.clone()), "{c:?}");
    }
    let mut cert = certificate(&theorem, UNLESS, "10 @AB");
    cert.algebra.as_mut().unwrap().conditions = vec![differ; 1_000_000];
    assert!(matches!(check(&theorem, &cert), Verdict::Rejected { .. }));
}

/// That a comparison holds does not say that its terms are defined.
#[test]
fn comparisons_are_not_shown_in_a_frame() {
    let theorem = "point A, B, C, D show sqrt(AB - CD) >= sqrt(AB - CD)";
    let lines = "sqrt(AB - CD) >= sqrt(AB - CD); order 1";
    rejected(theorem, lines, "0", "2 lines for the goal");
    let thm = load(theorem);
    assert!(!matches!(judge(&thm, &certificate(&thm, lines, "0 @AB")), Verdict::Accepted(_)));
    let kinds = [
        Cond::Num(Num::Len(Pt(0), Pt(1)), Cmp::Gt, Num::Const(q(1, 1))),
        Cond::Any(vec![Cond::Distinct(Pt(0), Pt(1))]),
    ];
    for c in kinds {
        assert_eq!(obligations_in_coordinates(&thm, &GoalKind::Cond(c), [Pt(0), Pt(1)]), None);
    }
}
