//! Conditions: which ways of writing one say the same, what one gives, and what contradicts one. A condition that is
//! taken for another one is a condition that the theorem forgets; one that is not recognized costs only strength.

use crate::figure::Rng;
use crate::make::*;
use euclase_grammar::core::{Cmp, Cond, Fact, GoalKind, Num, Pt, Q};
use euclase_kernel::cert::{AuxPoint, Rule, Step};
use euclase_kernel::rules::instance;
use euclase_kernel::{Class, Given, Verdict, check};

/// The orders of three points, with their parity.
const ORDERS: [([usize; 3], bool); 6] = [
    ([0, 1, 2], false),
    ([0, 2, 1], true),
    ([1, 0, 2], true),
    ([1, 2, 0], false),
    ([2, 0, 1], false),
    ([2, 1, 0], true),
];

fn in_order(t: [Pt; 3], order: [usize; 3]) -> [Pt; 3] {
    order.map(|i| t[i])
}

fn turned(opposite: bool, a: [Pt; 3], b: [Pt; 3]) -> Cond {
    if opposite { Cond::OppOrient(a, b) } else { Cond::SameOrient(a, b) }
}

fn given(conds: &[Cond]) -> Given {
    let mut g = Given::default();
    conds.iter().for_each(|c| g.add(c));
    g
}

/// What the first list has is one condition written in several ways: each gives all. None gives any of the second.
fn one_condition(ways: &[Cond], others: &[Cond]) {
    for x in ways {
        let g = given(&[x.clone()]);
        for y in ways {
            assert!(g.has(y), "{x:?} says {y:?}");
        }
        for z in others {
            assert!(!g.has(z), "{x:?} does not say {z:?}");
        }
    }
}

fn three<T>(f: impl Fn(Pt, Pt, Pt) -> T, s: &str) -> T {
    let [a, b, c] = p(s);
    f(a, b, c)
}

/// Orientations up to a common turn or flip of the vertices: the parity of each order decides, for triangles
/// whose names interleave in any way.
#[test]
fn orientations_are_compared_up_to_the_parity_of_their_orders() {
    for (s, t) in [("ABC", "DEF"), ("ADF", "BCE"), ("BDE", "ACF"), ("ABC", "BCD"), ("ABD", "ABC")] {
        let (s, t) = (p::<3>(s), p::<3>(t));
        let (mut same, mut opposite) = (Vec::new(), Vec::new());
        for (x, odd_x) in ORDERS {
            for (y, odd_y) in ORDERS {
                for o in [false, true] {
                    let list = if o ^ odd_x ^ odd_y { &mut opposite } else { &mut same };
                    list.push(turned(o, in_order(s, x), in_order(t, y)));
                    list.push(turned(o, in_order(t, y), in_order(s, x)));
                }
            }
        }
        assert_eq!((same.len(), opposite.len()), (72, 72));
        one_condition(&same, &opposite);
        one_condition(&opposite, &same);
    }
    for s in ["ABC", "CAB", "BDC"] {
        let written = |odd: bool| -> Vec<Cond> {
            ORDERS.iter().filter(|o| o.1 == odd).map(|o| Cond::Positive(in_order(p(s), o.0))).collect()
        };
        one_condition(&written(false), &written(true));
        one_condition(&written(true), &written(false));
    }
}

/// Orientations chain: along any tree of triangles (and the plane), however its edges are written and in whatever order
/// they come, the product of the signs decides; and triangles that no edge connects are not compared.
#[test]
fn orientations_chain_along_any_tree() {
    let mut rng = Rng::new(11);
    let all: Vec<[Pt; 3]> = ["ABC", "ABD", "BCD", "DEF", "AEF", "BEG", "CFG"].map(p::<3>).to_vec();
    for _ in 0..300 {
        // Which way each triangle turns; the last of the list stays apart.
        let turns: Vec<bool> = all.iter().map(|_| rng.coin()).collect();
        let shuffled = |rng: &mut Rng, i: usize| {
            let (order, odd) = ORDERS[rng.below(6)];
            (in_order(all[i], order), turns[i] ^ odd)
        };
        let n = all.len() - 1;
        let mut edges: Vec<Cond> = Vec::new();
        for i in 1..n {
            let ((a, s), (b, t)) = (shuffled(&mut rng, i), {
                let j = rng.below(i);
                shuffled(&mut rng, j)
            });
            edges.push(if rng.coin() { turned(s ^ t, a, b) } else { turned(s ^ t, b, a) });
        }
        // One triangle counter-clockwise, half of the time.
        let plane = rng.coin();
        if plane {
            let i = rng.below(n);
            let (order, _) = ORDERS.into_iter().find(|o| turns[i] == o.1).unwrap();
            edges.push(Cond::Positive(in_order(all[i], order)));
        }
        for i in (1..edges.len()).rev() {
            edges.swap(i, rng.below(i + 1));
        }
        let g = given(&edges);
        for i in 0..all.len() {
            for j in 0..all.len() {
                let ((a, s), (b, t)) = (shuffled(&mut rng, i), shuffled(&mut rng, j));
                let known = i < n && j < n;
                if i != j {
                    assert_eq!(g.has(&turned(s ^ t, a, b)), known, "{edges:?}: {a:?} {b:?}");
                    assert!(!g.has(&turned(!(s ^ t), a, b)), "{edges:?}: {a:?} {b:?}");
                }
            }
            for (order, odd) in ORDERS {
                let (a, clockwise) = (in_order(all[i], order), turns[i] ^ odd);
                assert_eq!(g.has(&Cond::Positive(a)), plane && i < n && !clockwise, "{edges:?}: {a:?}");
            }
        }
    }
}

fn branch(terms: &[(i64, &str)], turn: Q) -> Cond {
    let Fact::Dir { terms, turn } = dir(terms, turn) else { unreachable!() };
    Cond::DirNe { terms, turn }
}

fn not(f: Fact) -> Cond {
    Cond::Not(Box::new(f))
}

/// An excluded branch of an angle, up to sign, order, reversed pairs, like terms and whole turns, and nothing else.
#[test]
fn excluded_branches_are_compared_modulo_sign_and_turns() {
    one_condition(
        &[
            branch(&[(1, "AB"), (-1, "CD")], q(1, 3)),
            branch(&[(-1, "CD"), (1, "BA")], q(4, 3)),
            branch(&[(-1, "AB"), (1, "CD")], q(2, 3)),
            branch(&[(-1, "AB"), (1, "DC")], q(-1, 3)),
            branch(&[(-1, "BA"), (2, "AB"), (-1, "CD"), (0, "EF")], q(-2, 3)),
        ],
        &[
            branch(&[(1, "AB"), (-1, "CD")], q(2, 3)),
            branch(&[(-1, "AB"), (1, "CD")], q(1, 3)),
            branch(&[(1, "AB"), (1, "CD")], q(1, 3)),
            branch(&[(2, "AB"), (-2, "CD")], q(2, 3)),
            branch(&[(1, "AB"), (-1, "CE")], q(1, 3)),
        ],
    );
    // Multiples are conditions of their own: 2x ≠ 0 says more than x ≠ 0.
    let multiple = |k: i64| branch(&[(k, "AB"), (-k, "CD")], q(0, 1));
    for k in [1, 2, 3, 5] {
        let others: Vec<Cond> = [1, 2, 3, 4, 5, 6].into_iter().filter(|l| *l != k).map(multiple).collect();
        one_condition(&[multiple(k), multiple(-k)], &others);
    }
    one_condition(
        &[branch(&[(2, "AB"), (-1, "CD"), (-1, "EF")], q(1, 4)), branch(&[(1, "FE"), (-2, "BA"), (1, "CD")], q(3, 4))],
        &[branch(&[(1, "AB"), (-2, "CD"), (1, "EF")], q(1, 4)), branch(&[(2, "AB"), (-1, "CD"), (1, "EF")], q(1, 4))],
    );
}

/// The other kinds: their symmetries, and ways to write them that say another thing.
#[test]
fn each_kind_of_condition_has_its_symmetries() {
    let quad = |s: &str| {
        let [a, b, c, d] = p(s);
        Cond::NotCyclic(a, b, c, d)
    };
    one_condition(&[ne("AB"), ne("BA"), not(same("AB")), not(same("BA"))], &[ne("AC"), not(same("BC"))]);
    one_condition(
        &[
            not_coll("ABC"),
            not_coll("CAB"),
            not(coll("BCA")),
            Cond::NotPara(p("AB"), p("AC")),
            Cond::NotPara(p("CB"), p("BA")),
            Cond::SameOrient(p("ABC"), p("BCA")),
            Cond::OppOrient(p("ABC"), p("ACB")),
        ],
        &[not_coll("ABD"), not(coll("BCD")), Cond::Positive(p("ABC")), Cond::SameOrient(p("ABC"), p("ABD"))],
    );
    one_condition(
        &[Cond::NotPara(p("AB"), p("CD")), Cond::NotPara(p("DC"), p("AB")), Cond::NotPara(p("BA"), p("CD"))],
        &[Cond::NotPara(p("AC"), p("BD")), not_coll("ABC"), branch(&[(1, "AB"), (-1, "CD")], q(1, 2))],
    );
    one_condition(
        &[three(Cond::Between, "ABC"), three(Cond::Between, "CBA")],
        &[three(Cond::Between, "BAC"), three(Cond::Between, "ACB"), three(Cond::Outside, "ABC")],
    );
    one_condition(
        &[three(Cond::Outside, "ABC"), three(Cond::Outside, "CBA")],
        &[three(Cond::Between, "BAC"), three(Cond::Outside, "BAC"), three(Cond::Between, "ABC")],
    );
    one_condition(
        &[Cond::Longer(p("AB"), p("CD")), Cond::Longer(p("BA"), p("DC"))],
        &[Cond::Longer(p("CD"), p("AB")), ne("CD"), Cond::Longer(p("AC"), p("BD"))],
    );
    one_condition(&[quad("ABCD"), quad("DBCA"), quad("CADB")], &[quad("ABCE"), not_coll("ABC")]);
}

/// What a condition gives besides itself, and what it does not.
#[test]
fn entailments() {
    let gives = |c: Cond, yes: &[Cond], no: &[Cond]| {
        let g = given(&[c.clone()]);
        yes.iter().for_each(|x| assert!(g.has(x), "{c:?} gives {x:?}"));
        no.iter().for_each(|x| assert!(!g.has(x), "{c:?} does not give {x:?}"));
    };
    let pairs = |s: &str| s.split(' ').map(ne).collect::<Vec<_>>();
    let lines_differ = |s: &str, t: &str| branch(&[(1, s), (-1, t)], q(0, 1));
    gives(
        not_coll("ABC"),
        &[pairs("AB BC CA"), vec![lines_differ("AB", "CA"), lines_differ("BC", "AB"), lines_differ("AC", "BC")]]
            .concat(),
        &[ne("AD"), lines_differ("AB", "CD"), Cond::Positive(p("ABC"))],
    );
    gives(
        Cond::NotPara(p("AB"), p("CD")),
        &[pairs("AB CD"), vec![lines_differ("CD", "AB")]].concat(),
        &[pairs("AC BD AD BC"), vec![not_coll("ABC")]].concat(),
    );
    gives(Cond::OppOrient(p("ABC"), p("DEF")), &[not_coll("CBA"), not_coll("DEF"), ne("EF")], &[ne("AD")]);
    gives(Cond::Positive(p("ABC")), &[not_coll("ABC"), ne("AC")], &[Cond::Positive(p("ABD"))]);
    gives(
        three(Cond::Between, "ABC"),
        &[pairs("AB BC CA"), vec![three(Cond::Outside, "BAC"), three(Cond::Outside, "ACB")]].concat(),
        &[three(Cond::Outside, "ABC")],
    );
    gives(three(Cond::Outside, "ABC"), &pairs("AB BC CA"), &[three(Cond::Between, "BAC"), not_coll("ABC")]);
    gives(Cond::Longer(p("AB"), p("CD")), &pairs("AB"), &pairs("CD AC"));
    let [a, b, c, d] = p("ABCD");
    gives(Cond::NotCyclic(a, b, c, d), &pairs("AB AC AD BC BD CD"), &[not_coll("ABC")]);
    // A false equation of directions has proper pairs, and its value is excluded; of lengths it says no such thing.
    gives(
        not(dir(&[(1, "AB"), (-1, "CD")], q(1, 2))),
        &[pairs("AB CD"), vec![branch(&[(1, "DC"), (-1, "AB")], q(1, 2))]].concat(),
        &[ne("AC"), lines_differ("AB", "CD"), Cond::NotPara(p("AB"), p("CD"))],
    );
    gives(branch(&[(1, "AB"), (-1, "CD")], q(1, 2)), &[], &pairs("AB CD"));
    gives(not(length(&[(1, "AB"), (-1, "CD")], q(0, 1))), &[], &pairs("AB CD"));
    // Of alternatives one is enough; the alternatives themselves give neither.
    let either = Cond::Any(vec![ne("AB"), not_coll("CDE")]);
    gives(ne("BA"), &[either.clone()], &[]);
    gives(three(Cond::Between, "DEC"), &[], &[either.clone()]);
    gives(Cond::Positive(p("DEC")), &[either.clone()], &[]);
    gives(either.clone(), &[either], &[ne("AB"), not_coll("CDE")]);
}

/// A theorem with these conditions, and nothing else.
fn stating(conds: &[Cond]) -> Verdict {
    run(&one_step(6, &[], conds, Rule::Congruence, coll("AAB")))
}

/// Two conditions of a statement that cannot hold together are named; a theorem under both would say nothing.
#[test]
fn conditions_that_exclude_each_other() {
    let [a, b] = [p::<3>("ABC"), p::<3>("DEF")];
    for (x, y) in [
        (Cond::SameOrient(a, b), Cond::OppOrient(b, a)),
        (Cond::Positive(p("ABC")), Cond::Positive(p("ACB"))),
        (Cond::Positive(p("BCA")), Cond::Positive(p("BAC"))),
        (three(Cond::Between, "ABC"), three(Cond::Between, "BAC")),
        (three(Cond::Between, "ABC"), three(Cond::Between, "BCA")),
        (three(Cond::Between, "ABC"), three(Cond::Outside, "CBA")),
        (Cond::Longer(p("AB"), p("CD")), Cond::Longer(p("DC"), p("AB"))),
    ] {
        for pair in [[x.clone(), y.clone()], [y.clone(), x.clone()]] {
            rejects(&stating(&pair), "the condition", "");
        }
        accepted(stating(&[x]));
        accepted(stating(&[y]));
    }
    accepted(stating(&[Cond::Positive(p("ABC")), Cond::Positive(p("BCA")), Cond::Positive(p("DEF"))]));
    accepted(stating(&[three(Cond::Outside, "ABC"), three(Cond::Outside, "BAC"), three(Cond::Between, "BCA")]));
    accepted(stating(&[Cond::Longer(p("AB"), p("CD")), Cond::Longer(p("CD"), p("EF"))]));
}

/// The same for conditions that a proof needs, in either order of its steps.
#[test]
fn conditions_of_steps_that_exclude_each_other() {
    let hyps = [coll("ABC"), length(&[(1, "AB"), (-2, "BC")], q(0, 1))];
    let sum = length(&[(1, "AB"), (1, "BC"), (-1, "AC")], q(0, 1));
    let between = step(sum.clone(), geo("between_sum", &p::<3>("ABC"), false), &[0]);
    let apart = |s: &str, claim: Fact| step(claim, geo("ratio_vec", &p::<3>(s), true), &[0, 1]);
    let outside = apart("ABC", vector(&[(1, "B"), (-1, "A"), (2, "C"), (-2, "B")]));
    let proof = |rest: &[Step]| {
        let mut steps: Vec<Step> = hyps.iter().enumerate().map(|(i, f)| step(f.clone(), Rule::Hyp(i), &[])).collect();
        steps.extend(rest.iter().cloned());
        check(&theorem(3, &hyps, &[], vec![GoalKind::Fact(coll("ABC"))]), &cert(steps, &[0]))
    };
    accepted(proof(&[between.clone()]));
    accepted(proof(&[outside.clone()]));
    rejects(&proof(&[between.clone(), outside.clone()]), "B outside", "between");
    rejects(&proof(&[outside, between]), "between", "outside");
}

/// A goal that is a condition is the statement's own, word for word or by entailment, and of a kind that the kernel compares:
/// comparisons of numbers are never compared, whatever the statement declares.
#[test]
fn goals_that_are_conditions() {
    let goal = |declared: &Cond, goal: &Cond| {
        let t = theorem(6, &[], std::slice::from_ref(declared), vec![GoalKind::Cond(goal.clone())]);
        check(&t, &cert(vec![], &[0]))
    };
    let declines = |v: Verdict| match v {
        Verdict::Declined { reason } => assert!(reason.contains("does not declare"), "{reason}"),
        other => panic!("{other:?}"),
    };
    let right = not(dir(&[(1, "AB"), (-1, "CD")], q(1, 2)));
    let unequal = not(length(&[(1, "AB"), (-1, "CD")], q(0, 1)));
    let either = Cond::Any(vec![ne("AB"), right.clone()]);
    for c in [right.clone(), unequal, not(same("AB")), either.clone(), not_coll("ABC"), Cond::Positive(p("ABC"))] {
        accepted(goal(&c, &c));
        declines(goal(&ne("EF"), &c));
    }
    accepted(goal(&right, &ne("AB")));
    accepted(goal(&right, &either));
    declines(goal(&either, &right));
    let one = || Num::Const(q(1, 1));
    let comparison = Cond::Num(one(), Cmp::Lt, one());
    let equation = not(Fact::Num(one(), Num::Const(q(2, 1))));
    for c in [
        comparison.clone(),
        equation.clone(),
        Cond::Any(vec![ne("AB"), comparison]),
        Cond::Any(vec![ne("AB"), equation]),
        Cond::Any(vec![ne("AB"), either]),
    ] {
        declines(goal(&c, &c));
    }
}

/// Classes: unequal lengths choose among figures, excluded directions are a thin set.
#[test]
fn classes_of_false_equations() {
    let open = |v: Verdict| accepted(v).conditions().iter().map(|c| (c.cond.clone(), c.class)).collect::<Vec<_>>();
    let i = instance("bisector_circle", &p::<4>("ABCD"), false, &[]).unwrap();
    let x = one_step(4, &i.premises, &[], geo("bisector_circle", &p::<4>("ABCD"), false), i.conclusion);
    let unequal = not(length(&[(1, "AB"), (-1, "AC")], q(0, 1)));
    assert!(open(run(&x)).contains(&(unequal, Class::Configuration)));
    let (t, mut c) = one_step(4, &[], &[], Rule::Congruence, coll("AAB"));
    let args = p::<4>("ABCD").to_vec();
    c.aux.push(AuxPoint { name: "X".into(), def: "meet_perpendicular_bisector".into(), args });
    let oblique = not(dir(&[(1, "AB"), (-1, "CD")], q(1, 2)));
    assert!(open(check(&t, &c)).contains(&(oblique, Class::NonDegeneracy)));
}
