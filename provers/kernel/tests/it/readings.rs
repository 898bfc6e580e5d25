//! What rules read from premises (numbers, angles, vectors), what a "find" goal takes for an answer, and which ways to
//! write an equation are one: right readings against wrong ones.

use crate::make::*;
use euclase_grammar::core::{Cond, Fact, GoalKind, Pt, Q, Quantity};
use euclase_kernel::cert::Rule;
use euclase_kernel::rules::{condition, instance, instance_for};
use euclase_kernel::{Verdict, check};

/// Terms `k·AB` with fractions.
fn terms(list: &[(Q, &str)]) -> Vec<(Q, Pt, Pt)> {
    list.iter().map(|(k, s)| (k.clone(), p::<2>(s)[0], p::<2>(s)[1])).collect()
}

fn logs(list: &[(Q, &str)], konst: &[(u64, Q)]) -> Fact {
    Fact::Log { terms: terms(list), konst: konst.to_vec() }
}

/// One step of a rule of geometry from hypotheses.
fn taken(rule: &str, args: &str, opposite: bool, hyps: &[Fact], claim: Fact) -> Verdict {
    let args: Vec<Pt> = args.bytes().map(|b| Pt(u32::from(b - b'A'))).collect();
    run(&one_step(9, hyps, &[], geo(rule, &args, opposite), claim))
}

/// Recorded conditions of the last step.
fn recorded(v: Verdict, hyps: usize) -> Vec<Cond> {
    accepted(v).conditions().iter().filter(|c| c.steps.contains(&hyps)).map(|c| c.cond.clone()).collect()
}

/// Values, right and wrong ones; another segment's or angle's equation answers nothing, nor does 0 = 0.
#[test]
fn find_goals_take_equations_of_the_quantity_alone() {
    let find = |quantity: Quantity, claim: Fact| {
        let t = theorem(6, &[claim.clone()], &[], vec![GoalKind::Find(quantity)]);
        check(&t, &cert(vec![step(claim, Rule::Hyp(0), &[])], &[0]))
    };
    let no = |quantity: Quantity, claim: Fact| rejects(&find(quantity, claim), "an equation that gives the value", "");
    let angle = |k: i64, s: &str, konst: Q| ang(&[(k, s)], konst);
    for (k, konst) in [(1, q(0, 1)), (1, q(1, 1)), (3, q(3, 1)), (-2, q(-1, 1)), (5, q(1, 2))] {
        for s in ["ABC", "CBA"] {
            accepted(find(Quantity::Angle(p("ABC")), angle(k, s, konst.clone())));
        }
        for s in ["BAC", "ACB", "ABD", "DBC", "ABA"] {
            no(Quantity::Angle(p("ABC")), angle(k, s, konst.clone()));
        }
    }
    for (k, konst) in [(1, q(-1, 9)), (2, q(3, 1)), (-1, q(1, 2)), (0, q(0, 1))] {
        no(Quantity::Angle(p("ABC")), angle(k, "ABC", konst));
    }
    no(Quantity::Angle(p("ABC")), ang(&[(1, "ABC"), (1, "DEF")], q(1, 2)));
    for s in ["AB", "BA"] {
        for f in [length(&[(2, s)], q(6, 1)), square(&[(1, s)], q(2, 1)), log(&[(-3, s)], &[(2, q(1, 1))])] {
            accepted(find(Quantity::Length(p("AB")), f));
        }
    }
    for s in ["AC", "CB", "CD", "AA"] {
        no(Quantity::Length(p("AB")), length(&[(1, s)], q(3, 1)));
    }
    no(Quantity::Length(p("AB")), length(&[(0, "AB")], q(0, 1)));
    no(Quantity::Length(p("AB")), length(&[(1, "AB"), (1, "CD")], q(3, 1)));
    no(Quantity::Length(p("AB")), length(&[(1, "AB"), (-1, "CD")], q(0, 1)));
    // Ratios: both segments, in either order, each in either direction.
    let ratio = || Quantity::Ratio(p("AB"), p("CD"));
    for (s, t) in [("AB", "CD"), ("BA", "CD"), ("AB", "DC"), ("BA", "DC")] {
        accepted(find(ratio(), length(&[(1, s), (-3, t)], q(0, 1))));
        accepted(find(ratio(), square(&[(-3, t), (1, s)], q(0, 1))));
        accepted(find(ratio(), log(&[(2, s), (-2, t)], &[(3, q(1, 1))])));
        accepted(find(ratio(), log(&[(-2, t), (2, s)], &[(3, q(1, 1))])));
    }
    for (s, t) in [("AB", "CE"), ("AE", "CD"), ("AB", "AB"), ("CD", "CD"), ("EF", "CD"), ("EF", "AF")] {
        for list in [[(1, s), (-3, t)], [(-3, t), (1, s)]] {
            no(ratio(), length(&list, q(0, 1)));
        }
        for list in [[(1, s), (-1, t)], [(-1, t), (1, s)]] {
            no(ratio(), log(&list, &[(3, q(1, 1))]));
        }
    }
    // A logarithm of AB^2/CD, or of AB^2·CD^(1/2), is no ratio; and 0·AB = 2·CD says nothing of AB.
    for (k, l) in [(2, q(-1, 2)), (1, q(-2, 1)), (2, q(-1, 1)), (-1, q(1, 2)), (1, q(1, 1))] {
        no(ratio(), logs(&[(q(k, 1), "AB"), (l.clone(), "CD")], &[(3, q(1, 1))]));
        no(ratio(), logs(&[(l, "CD"), (q(k, 1), "AB")], &[(3, q(1, 1))]));
    }
    for list in [[(0, "AB"), (-2, "CD")], [(-2, "CD"), (0, "AB")], [(1, "AB"), (0, "CD")], [(0, "AB"), (0, "CD")]] {
        no(ratio(), length(&list, q(0, 1)));
        no(ratio(), log(&list, &[]));
    }
}

/// A theorem carries the name of its statement: an answer for another one would be taken for its proof.
#[test]
fn a_theorem_has_the_name_of_its_statement() {
    let (mut t, mut c) = one_step(3, &[], &[], Rule::Congruence, coll("AAB"));
    assert_eq!(accepted(check(&t, &c)).name(), "test");
    (t.name, c.theorem) = ("thales".into(), "thales".into());
    assert_eq!(accepted(check(&t, &c)).name(), "thales");
}

/// A ratio, a value, a power of a length, read from equations with coefficients other than 1; and equations of another
/// kind, of more segments, or of two logarithms that do not cancel, from which nothing is read.
#[test]
fn numbers_are_read_from_scaled_equations() {
    let len = |r: Q| Fact::Len { terms: terms(&[(q(1, 1), "AB"), (-r, "CD")]), konst: q(0, 1) };
    let value = |r: Q| length(&[(1, "AB")], r);
    // 2·AB = 6·CD, −2·AB = −6·CD, AB and CD collected from several terms.
    for f in [
        length(&[(2, "AB"), (-6, "CD")], q(0, 1)),
        length(&[(6, "DC"), (-2, "BA")], q(0, 1)),
        length(&[(1, "AB"), (-6, "CD"), (1, "BA")], q(0, 1)),
    ] {
        let hyps = [f];
        accepted(taken("len_sq", "ABCD", false, &hyps, square(&[(1, "AB"), (-9, "CD")], q(0, 1))));
        accepted(taken("len_log", "ABCD", false, &hyps, log(&[(1, "AB"), (-1, "CD")], &[(3, q(1, 1))])));
        for wrong in [4, 36, 144, 1] {
            let claim = square(&[(1, "AB"), (-wrong, "CD")], q(0, 1));
            rejects(&taken("len_sq", "ABCD", false, &hyps, claim), "conclusion", "");
        }
    }
    for f in [length(&[(2, "AB")], q(6, 1)), length(&[(-1, "AB")], q(-3, 1))] {
        let hyps = [f];
        accepted(taken("len_sq1", "AB", false, &hyps, square(&[(1, "AB")], q(9, 1))));
        accepted(taken("len_log1", "AB", false, &hyps, log(&[(1, "AB")], &[(3, q(1, 1))])));
        rejects(&taken("len_sq1", "AB", false, &hyps, square(&[(1, "AB")], q(144, 1))), "conclusion", "");
    }
    // 2·log AB − 2·log CD = 2·log 3, and the same for one segment; repeated primes add up.
    for konst in [vec![(3, q(2, 1))], vec![(3, q(1, 1)), (3, q(1, 1)), (2, q(0, 1))]] {
        let hyps = [log(&[(2, "AB"), (-2, "CD"), (0, "EF")], &konst)];
        accepted(taken("log_len", "ABCD", false, &hyps, len(q(3, 1))));
        rejects(&taken("log_len", "ABCD", false, &hyps, len(q(81, 1))), "conclusion", "");
        let hyps = [log(&[(2, "AB")], &konst)];
        accepted(taken("log_len1", "AB", false, &hyps, value(q(3, 1))));
        rejects(&taken("log_len1", "AB", false, &hyps, value(q(81, 1))), "conclusion", "");
    }
    // Nothing is read from these.
    for f in [
        log(&[(2, "AB"), (-1, "CD")], &[(3, q(1, 1))]),
        log(&[(1, "AB"), (1, "CD")], &[(3, q(1, 1))]),
        log(&[(1, "AB"), (-1, "CD"), (1, "EF")], &[(3, q(1, 1))]),
        log(&[(1, "AB")], &[(3, q(1, 1))]),
        length(&[(1, "AB"), (-3, "CD")], q(0, 1)),
        square(&[(1, "AB"), (-3, "CD")], q(0, 1)),
    ] {
        rejects(
            &taken("log_len", "ABCD", false, &[f], len(q(3, 1))),
            "a cited logarithm equation of the two segments alone",
            "",
        );
    }
    for f in [
        length(&[(1, "AB"), (-3, "CD"), (1, "EF")], q(0, 1)),
        length(&[(1, "AB"), (-3, "CD")], q(1, 1)),
        square(&[(1, "AB"), (-3, "CD")], q(0, 1)),
        log(&[(1, "AB"), (-1, "CD")], &[(3, q(1, 1))]),
        length(&[(1, "AB")], q(3, 1)),
    ] {
        let claim = square(&[(1, "AB"), (-9, "CD")], q(0, 1));
        rejects(&taken("len_sq", "ABCD", false, &[f], claim), "a cited length equation of the two segments alone", "");
    }
    for f in [length(&[(1, "AB"), (-3, "CD")], q(0, 1)), square(&[(1, "AB")], q(3, 1)), length(&[(1, "CD")], q(3, 1))] {
        let claim = square(&[(1, "AB")], q(9, 1));
        rejects(&taken("len_sq1", "AB", false, &[f], claim), "a cited length equation of the segment alone", "");
    }
    // A rule for two segments takes four points, though the one for one segment would read the fact.
    let hyps = [log(&[(1, "AB")], &[(3, q(1, 1))])];
    rejects(&taken("log_len", "AB", false, &hyps, value(q(3, 1))), "4 points", "2");
}

/// AB = r·CD holds when all four points coincide, its logarithm does not: except for r = 1, A≠B is needed. On a line,
/// AB = r·BC tells nothing of the order, except for r = 1.
#[test]
fn the_ratio_one_needs_less() {
    for (r, primes, conds) in [(3, vec![(3, q(1, 1))], vec![ne("AB")]), (1, vec![], vec![])] {
        let hyps = [length(&[(1, "AB"), (-r, "CD")], q(0, 1))];
        let claim = log(&[(1, "AB"), (-1, "CD")], &primes);
        assert_eq!(recorded(taken("len_log", "ABCD", false, &hyps, claim.clone()), 1), conds);
        let hyps = [square(&[(1, "AB"), (-r * r, "CD")], q(0, 1))];
        assert_eq!(recorded(taken("sq_log", "ABCD", false, &hyps, claim), 1), conds);
    }
    let [a, b, c] = p("ABC");
    for (r, opposite, cond) in [
        (1, false, ne("AC")),
        (2, false, Cond::Between(a, b, c)),
        (1, true, Cond::Outside(a, b, c)),
        (2, true, Cond::Outside(a, b, c)),
    ] {
        let hyps = [coll("ABC"), length(&[(2, "AB"), (-2 * r, "BC")], q(0, 1))];
        let s = if opposite { -r } else { r };
        let claim = vector(&[(1, "B"), (-1, "A"), (-s, "C"), (s, "B")]);
        match taken("ratio_vec", "ABC", opposite, &hyps, claim) {
            // (AB = BC outside AC cannot be: the claim A = C contradicts the order. The step itself is right.)
            v @ Verdict::Rejected { .. } => assert!(opposite && r == 1, "{v:?}"),
            v => assert_eq!(recorded(v, 2), vec![cond]),
        }
    }
    // Parallel segments: the sign of r is the form's.
    for (opposite, s) in [(false, 3), (true, -3)] {
        let hyps = [dir(&[(1, "AB"), (-1, "CD")], q(0, 1)), length(&[(1, "AB"), (-3, "CD")], q(0, 1))];
        let claim = |s: i64| vector(&[(1, "B"), (-1, "A"), (-s, "D"), (s, "C")]);
        accepted(taken("para_vec", "ABCD", opposite, &hyps, claim(s)));
        rejects(&taken("para_vec", "ABCD", opposite, &hyps, claim(-s)), "conclusion", "");
    }
}

/// B − A = 3(D − C), whatever multiple of it is written.
#[test]
fn multiples_of_vectors_are_read_from_scaled_equations() {
    for k in [1, 2, -4] {
        let hyps = [vector(&[(k, "B"), (-k, "A"), (-3 * k, "D"), (3 * k, "C")])];
        let says = |r: i64| taken("vec_len", "ABCD", false, &hyps, length(&[(1, "AB"), (-r, "CD")], q(0, 1)));
        accepted(says(3));
        for wrong in [1, 6, 12, 48] {
            rejects(&says(wrong), "conclusion", "");
        }
    }
}

/// A link of the law of sines is either equation of the two angles, and written with either sign.
#[test]
fn links_of_the_law_of_sines_are_read_with_either_sign() {
    let claim = log(&[(1, "BC"), (-1, "CA"), (1, "EF"), (-1, "FD")], &[]);
    let first = |s: i64, k: i64| dir(&[(k, "BC"), (-k, "BA"), (-s * k, "DE"), (s * k, "DF")], q(0, 1));
    let last = |s: i64, k: i64| dir(&[(k, "EF"), (-k, "ED"), (-s * k, "AB"), (s * k, "AC")], q(0, 1));
    for (s, k, t, l) in [(1, 1, 1, 1), (-1, 1, 1, -1), (1, -1, -1, 1), (-1, -1, -1, -1), (-1, 1, -1, -1)] {
        accepted(taken("law_of_sines", "ABCDEF", false, &[first(s, k), last(t, l)], claim.clone()));
    }
    // Another pair, another coefficient, another angle of the second triangle: no link.
    for wrong in [
        dir(&[(1, "BC"), (-1, "BA"), (1, "DE"), (-1, "EF")], q(0, 1)),
        dir(&[(1, "BC"), (-1, "BA"), (-2, "DE"), (2, "DF")], q(0, 1)),
        dir(&[(1, "BC"), (-1, "BA"), (1, "ED"), (-1, "EF")], q(0, 1)),
        dir(&[(1, "BC"), (1, "BA"), (-1, "DE"), (-1, "DF")], q(0, 1)),
        dir(&[(1, "BC"), (-1, "BA"), (-1, "DE"), (1, "DF")], q(1, 2)),
    ] {
        rejects(&taken("law_of_sines", "ABCDEF", false, &[wrong, last(1, 1)], claim.clone()), "premise", "");
    }
}

/// Angles whose sines are known, on both sides of a right angle.
#[test]
fn known_sines() {
    let half = || q(1, 2);
    let sines = [
        (q(1, 6), vec![(2, q(-1, 1))]),
        (q(1, 4), vec![(2, q(-1, 2))]),
        (q(1, 3), vec![(2, q(-1, 1)), (3, half())]),
        (half(), vec![]),
        (q(2, 3), vec![(2, q(-1, 1)), (3, half())]),
        (q(3, 4), vec![(2, q(-1, 2))]),
        (q(5, 6), vec![(2, q(-1, 1))]),
    ];
    // In a triangle ABC with angle α at A and a right angle at B: BC/CA = sin α, whatever the sign of the angle.
    for (alpha, primes) in &sines {
        for sign in [1, -1] {
            let hyps = [dir(&[(sign, "AB"), (-sign, "AC")], alpha.clone()), dir(&[(1, "BC"), (-1, "BA")], half())];
            let claim = |k: &[(u64, Q)]| log(&[(1, "BC"), (-1, "CA")], k);
            accepted(taken("law_of_sines_known", "ABC", false, &hyps, claim(primes)));
            rejects(&taken("law_of_sines_known", "ABC", false, &hyps, claim(&[(5, q(1, 1))])), "conclusion", "");
        }
    }
    // The angle that was read is named: with the sign of its equation, from 0 to 1.
    for (sign, angle) in [(1, "turn 1/5"), (-1, "turn 4/5")] {
        let hyps = [dir(&[(sign, "AB"), (-sign, "AC")], q(1, 5)), dir(&[(1, "BC"), (-1, "BA")], half())];
        let claim = log(&[(1, "BC"), (-1, "CA")], &[]);
        rejects(&taken("law_of_sines_known", "ABC", false, &hyps, claim), "an angle of 30", angle);
    }
}

/// Chords of one circle: points that are A, B or P need no premise, and where all three are, the triangle must be proper.
#[test]
fn chords_of_the_same_triangle() {
    let ask = |args: &str| {
        let args: Vec<Pt> = args.bytes().map(|b| Pt(u32::from(b - b'A'))).collect();
        let i = instance("equal_chords", &args, false, &[]).unwrap();
        let circles = i.premises.iter().filter(|f| matches!(f, Fact::Cyclic(..))).count();
        (circles, i.conditions[0].clone())
    };
    assert_eq!(ask("ABCDEF"), (3, ne("AC")));
    assert_eq!(ask("ABCBDE"), (2, ne("AC")));
    assert_eq!(ask("ABCBCA"), (0, not_coll("ABC")));
}

/// Points halfway up need no parallel to AB where P and Q are one point.
#[test]
fn halfway_points_of_one_point_are_level() {
    let level = dir(&[(1, "CF"), (-1, "AB")], q(0, 1));
    let has = |args: &str, f: &Fact| instance("halfway_feet", &p::<8>(args), false, &[]).unwrap().premises.contains(f);
    assert!(has("ABCDEFGH", &level));
    assert!(!has("ABCDECGH", &dir(&[(1, "CC"), (-1, "AB")], q(0, 1))));
}

/// Fractions in an equation of angles are cleared: ½∠ABC = ⅓∠DEF + 1/12 is 3∠ABC − 2∠DEF = ½, and no other multiple.
#[test]
fn equations_of_angles_are_scaled_to_coprime_integers() {
    let angles = |k: Q, l: Q, konst: Q| Fact::Ang { terms: vec![(k, p("ABC")), (l, p("DEF"))], konst };
    let directed = |k: i64, l: i64, turn: Q| dir(&[(k, "BC"), (-k, "BA"), (l, "EF"), (-l, "ED")], turn);
    let says = |f: Fact, claim: Fact| taken("ang_dir", "ABCDEF", false, &[f], claim);
    for s in [q(1, 1), q(1, 5), q(6, 1), q(7, 3)] {
        let f = angles(q(1, 2) * &s, q(-1, 3) * &s, q(1, 12) * &s);
        accepted(says(f.clone(), directed(3, -2, q(1, 2))));
        for (k, l, turn) in
            [(3, -2, q(1, 3)), (3, -2, q(0, 1)), (3, 2, q(1, 2)), (6, -4, q(0, 1)), (2, -3, q(1, 2)), (1, 1, q(1, 2))]
        {
            rejects(&says(f.clone(), directed(k, l, turn)), "conclusion", "");
        }
    }
    // The constant is between 0 and 1.
    let i = instance("ang_dir", &p::<6>("ABCDEF"), false, &[ang(&[(1, "ABC"), (1, "DEF")], q(4, 3))]).unwrap();
    assert_eq!(i.conclusion, directed(1, 1, q(1, 3)));
    // Coefficients of at most 40 bits.
    let large = |k: i64| instance("ang_dir", &p::<6>("ABCDEF"), false, &[ang(&[(k, "ABC"), (1, "DEF")], q(0, 1))]);
    assert!(large((1 << 40) - 1).is_ok());
    assert!(large(1 << 40).is_err());
}

/// An angle of 0 or of 180 degrees is told by the order on the line; sums of angles by their ranges, or by a condition.
#[test]
fn directed_angles_give_undirected_ones_where_the_order_says_which() {
    let [a, b, c] = p("ABC");
    let lines = |turn: Q| dir(&[(1, "BC"), (-1, "BA")], turn);
    for (value, cond) in [(0, Cond::Outside(a, b, c)), (1, Cond::Between(a, b, c))] {
        for scale in [1, 2, -3] {
            let claim = ang(&[(scale, "ABC")], q(value * scale, 1));
            assert_eq!(recorded(taken("dir_ang", "ABC", false, &[lines(q(0, 1))], claim), 1), vec![cond.clone()]);
        }
    }
    // Σ of the positive angles, less the constant, is at most 1 and at least −1 with the negative ones: nothing to say.
    let within = |list: &[(i64, &str)], konst: Q| {
        let claim = ang(list, konst);
        let args: Vec<Pt> = list.iter().flat_map(|(_, s)| p::<3>(s)).collect();
        let i = instance_for("dir_ang", &args, false, &[], Some(&claim)).unwrap();
        i.conditions.iter().any(|c| matches!(c, Cond::AngWithin { .. }))
    };
    let two = [(1, "ABC"), (1, "DEF")];
    let three = [(1, "ABC"), (1, "DEF"), (-1, "ACB")];
    for (list, konst, asked) in [
        (&two[..], q(1, 1), false),
        (&two[..], q(9, 10), true),
        (&two[..], q(11, 10), true),
        (&two[..], q(0, 1), true),
        (&three[..], q(1, 1), true),
        (&three[..], q(0, 1), true),
        (&three[1..], q(0, 1), false),
        (&three[1..], q(1, 10), true),
        (&three[1..], q(-1, 10), true),
    ] {
        assert_eq!(within(list, konst.clone()), asked, "{list:?} = {konst}");
    }
}

/// A logarithm of a hypothesis is a polynomial equation, true when a pair coincides: citing it needs proper pairs.
#[test]
fn hypotheses_about_logarithms_record_proper_pairs() {
    let f = log(&[(1, "AB"), (1, "CD"), (-2, "EF")], &[]);
    let t = accepted(run(&one_step(6, std::slice::from_ref(&f), &[], Rule::Congruence, f.clone())));
    assert_eq!(t.conditions().iter().map(|c| c.cond.clone()).collect::<Vec<_>>(), [ne("AB"), ne("CD"), ne("EF")]);
}

/// Excluded branches are written with constants from 0 to 1.
#[test]
fn excluded_branches_are_reduced() {
    let x = one_step(
        4,
        &[dir(&[(3, "AB"), (-3, "CD")], q(0, 1))],
        &[],
        Rule::Divide(3),
        dir(&[(1, "AB"), (-1, "CD")], q(2, 3)),
    );
    let t = accepted(run(&x));
    let turns: Vec<Q> = t
        .conditions()
        .iter()
        .filter_map(|c| if let Cond::DirNe { turn, .. } = &c.cond { Some(turn.clone()) } else { None })
        .collect();
    assert_eq!(turns, [q(0, 1), q(1, 3)]);
}

/// Multiples of one equation are one equation, constants included, and nothing else is.
#[test]
fn multiples_of_an_equation_are_one() {
    let three = q(3, 1);
    let lens = |k: i64, konst: Q| length(&[(k, "AB"), (k, "CD")], konst);
    let log_of = |k: i64, e: Q| log(&[(k, "AB"), (k, "CD")], &[(3, e)]);
    let mut pairs: Vec<(Fact, Fact, bool)> = Vec::new();
    for k in [1, 2, -2, 5] {
        for l in [1, 2, -1, -3] {
            for wrong in [q(1, 1), q(2, 1), q(1, 2)] {
                let right = wrong == q(1, 1);
                pairs.push((lens(k, &three * q(k, 1)), lens(l, &three * q(l, 1) * &wrong), right));
                pairs.push((log_of(k, q(k, 1)), log_of(l, q(l, 1) * wrong), right));
            }
        }
        let sum = |k: i64, l: i64| length(&[(k, "AB"), (l, "CD"), (k, "EF")], q(k, 1));
        pairs.push((sum(k, k), sum(1, 1), true));
        pairs.push((sum(k, 2 * k), sum(1, 1), false));
        pairs.push((sum(k, k * k), sum(1, 1), k == 1));
    }
    for (f, g, same) in pairs {
        let v = run(&one_step(6, std::slice::from_ref(&f), &[], Rule::Congruence, g.clone()));
        assert_eq!(matches!(v, Verdict::Accepted(_)), same, "{f:?} and {g:?}: {v:?}");
    }
}

/// AB = CD may be a hypothesis in one kind and be claimed or combined in another; AB = 2·CD may not.
#[test]
fn equal_lengths_enter_every_kind() {
    let kinds = |k: i64| {
        [
            length(&[(1, "AB"), (-k, "CD")], q(0, 1)),
            square(&[(1, "AB"), (-k, "CD")], q(0, 1)),
            log(&[(1, "AB"), (-k, "CD")], &[]),
        ]
    };
    let with_ef = [
        (length(&[(1, "AB"), (1, "EF")], q(3, 1)), length(&[(1, "CD"), (1, "EF")], q(3, 1))),
        (square(&[(1, "AB"), (1, "EF")], q(3, 1)), square(&[(1, "CD"), (1, "EF")], q(3, 1))),
        (log(&[(1, "AB"), (1, "EF")], &[]), log(&[(1, "CD"), (1, "EF")], &[])),
    ];
    for (i, (f, two)) in kinds(1).iter().zip(kinds(2)).enumerate() {
        // As the hypothesis itself.
        for (j, g) in kinds(1).iter().enumerate() {
            let t = theorem(6, std::slice::from_ref(f), &[], vec![GoalKind::Fact(g.clone())]);
            accepted(check(&t, &cert(vec![step(g.clone(), Rule::Hyp(0), &[])], &[0])));
            let t = theorem(6, std::slice::from_ref(&two), &[], vec![GoalKind::Fact(kinds(2)[j].clone())]);
            let v = check(&t, &cert(vec![step(kinds(2)[j].clone(), Rule::Hyp(0), &[])], &[0]));
            assert_eq!(matches!(v, Verdict::Accepted(_)), i == j, "{v:?}");
        }
        // In a combination of another kind.
        for (j, (premise, claim)) in with_ef.iter().enumerate() {
            let sum = |f: &Fact| {
                let hyps = [f.clone(), premise.clone()];
                run(&one_step(6, &hyps, &[], Rule::Linear(vec![q(-1, 1), q(1, 1)]), claim.clone()))
            };
            accepted(sum(f));
            let v = sum(&two);
            assert!(matches!(v, Verdict::Rejected { .. }), "{i} {j}: {v:?}");
        }
    }
}

/// Three lengths with a constant say nothing of one of them: AB + CD = EF + 1 allows A = B.
#[test]
fn three_lengths_do_not_make_a_pair_proper() {
    for f in [
        length(&[(1, "AB"), (1, "CD"), (-1, "EF")], q(1, 1)),
        square(&[(1, "AB"), (-1, "CD"), (-1, "EF")], q(2, 1)),
        length(&[(1, "AB"), (1, "CD"), (1, "EF")], q(0, 1)),
    ] {
        assert!(condition("pair_proper", &p::<2>("AB"), false, &[f]).is_err());
    }
}

/// Long lists of cited facts are cut in messages, after eight.
#[test]
fn messages_cut_long_lists() {
    let citing = |n: usize| {
        let hyps: Vec<Fact> = (0..n).map(|_| coll("ABC")).collect();
        match run(&one_step(4, &hyps, &[], Rule::Congruence, coll("ABD"))) {
            Verdict::Rejected { got, .. } => (got.matches("collinear").count(), got.contains('…')),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!([7, 8, 9, 20].map(citing), [(7, false), (8, false), (8, true), (8, true)]);
}
