//! Every rule as a step: accepted as it is, rejected with the expected error when something is changed.
//! Traps that look like theorems (unoriented SAS, SSA with the shorter side, halved angles) are rejected cases of their own.

use crate::make::*;
use euclase_grammar::core::{Cond, Fact, Pt};
use euclase_kernel::cert::Rule;
use euclase_kernel::rules::{Arity, Instance, all, instance_for};
use euclase_kernel::{Verdict, check};

/// Facts that a rule reads its constants from (points in order of the arguments), and a claim where it needs one.
fn reads(name: &str) -> (Vec<Fact>, Option<Fact>) {
    let two = |sq: bool| {
        let f = [(1, "AB"), (-2, "CD")];
        vec![if sq { square(&f, q(0, 1)) } else { length(&f, q(0, 1)) }]
    };
    let angle = ang(&[(1, "ABC")], q(1, 3));
    match name {
        "log_len" => (vec![log(&[(1, "AB"), (-1, "CD")], &[(2, q(1, 1))])], None),
        "log_sq" => (vec![log(&[(1, "AB"), (-1, "CD")], &[(2, q(1, 2))])], None),
        "len_log" | "len_sq" | "para_vec" => (two(false), None),
        "sq_log" => (two(true), None),
        "sq_len" => (vec![square(&[(1, "AB"), (-4, "CD")], q(0, 1))], None),
        "log_len1" => (vec![log(&[(1, "AB")], &[(2, q(1, 1))])], None),
        "log_sq1" => (vec![log(&[(1, "AB")], &[(2, q(1, 2))])], None),
        "len_log1" | "len_sq1" => (vec![length(&[(1, "AB")], q(3, 1))], None),
        "sq_log1" => (vec![square(&[(1, "AB")], q(3, 1))], None),
        "sq_len1" => (vec![square(&[(1, "AB")], q(9, 1))], None),
        "ratio_vec" => (vec![length(&[(1, "AB"), (-2, "BC")], q(0, 1))], None),
        "vec_dir" | "vec_len" => (vec![vector(&[(1, "B"), (-1, "A"), (-2, "D"), (2, "C")])], None),
        "vec_sq" => (vec![vector(&[(1, "C"), (1, "D"), (-2, "E")])], None),
        "law_of_sines_known" => (
            vec![
                dir(&[(1, "AB"), (-1, "AC")], q(1, 3)),
                dir(&[(1, "BA"), (-1, "BC")], q(3, 4)),
                dir(&[(1, "BC"), (-1, "BA")], q(1, 4)),
            ],
            None,
        ),
        "ang_dir" => (vec![angle], None),
        "dir_ang" => (vec![], Some(angle)),
        _ => (vec![], None),
    }
}

/// Name, arguments, form, instance, number of points.
pub fn samples() -> Vec<(&'static str, Vec<Pt>, bool, Instance, usize)> {
    let mut out = Vec::new();
    for rule in all() {
        let n = match rule.arity {
            Arity::Exactly(n) => n,
            Arity::Triples => 3,
        };
        let args: Vec<Pt> = (0..n as u32).map(Pt).collect();
        for opposite in [false, true] {
            if opposite && !rule.two_forms {
                continue;
            }
            let (facts, claim) = reads(rule.name);
            let i = instance_for(rule.name, &args, opposite, &facts, claim.as_ref()).expect(rule.name);
            out.push((rule.name, args.clone(), opposite, i, n.max(5)));
        }
    }
    out
}

#[test]
fn every_rule_is_accepted_and_records_its_conditions() {
    for (name, args, opposite, i, n) in samples() {
        let x = one_step(n, &i.premises, &[], geo(name, &args, opposite), i.conclusion.clone());
        let t = match run(&x) {
            Verdict::Accepted(t) => t,
            other => panic!("{name} ({opposite}): {other:?}"),
        };
        for c in &i.conditions {
            let last = i.premises.len();
            let covered = t.conditions().iter().any(|k| k.steps.contains(&last));
            assert!(covered, "{name}: {c:?} is not recorded in {:?}", t.conditions());
        }
        if i.conditions.is_empty() {
            assert!(t.conditions().iter().all(|k| !k.steps.contains(&i.premises.len())), "{name}");
        }
    }
}

#[test]
fn every_rule_wants_all_its_premises() {
    for (name, args, opposite, i, n) in samples() {
        for k in 0..i.premises.len() {
            let mut hyps = i.premises.clone();
            hyps.remove(k);
            let x = one_step(n, &hyps, &[], geo(name, &args, opposite), i.conclusion.clone());
            match run(&x) {
                Verdict::Rejected { step: Some(s), rule, expected, .. } => {
                    assert_eq!((s, rule.as_str()), (hyps.len(), name));
                    assert!(expected.contains("premise") || expected.contains("cited"), "{name}: {expected}");
                }
                other => panic!("{name} without premise {k}: {other:?}"),
            }
        }
    }
}

#[test]
fn every_rule_gives_its_conclusion_and_nothing_else() {
    for (name, args, opposite, i, n) in samples() {
        for other in [same("AE"), coll("ACE"), dir(&[(3, "AB"), (1, "CD")], q(1, 7)), log(&[(5, "AB"), (1, "DE")], &[])]
        {
            let x = one_step(n, &i.premises, &[], geo(name, &args, opposite), other.clone());
            if name != "dir_ang" {
                rejects(&run(&x), "conclusion", "");
            } else {
                rejects(&run(&x), "a claim about just these angles", "");
            }
        }
        // The other form has another conclusion or other premises.
        let x = one_step(n, &i.premises, &[], geo(name, &args, !opposite), i.conclusion.clone());
        match run(&x) {
            Verdict::Rejected { rule, .. } => assert_eq!(rule, name),
            // These differ in their conditions only.
            Verdict::Accepted(_) => assert!(
                ["thales3_conv", "menelaus_conv", "ceva_conv", "intercept_conv"].contains(&name)
                    || i.premises.iter().any(|f| matches!(f, Fact::Num(..))),
                "{name} accepts the other form"
            ),
            other => panic!("{name}: {other:?}"),
        }
    }
}

#[test]
fn every_rule_wants_its_number_of_points() {
    for (name, mut args, opposite, i, n) in samples() {
        args.push(Pt(0));
        let x = one_step(n, &i.premises, &[], geo(name, &args, opposite), i.conclusion.clone());
        rejects(&run(&x), "points", &args.len().to_string());
    }
}

/// A condition that is false for syntactic reasons, or because the points were proved equal, is an error.
#[test]
fn every_condition_is_contradicted_by_coinciding_points() {
    for (name, args, opposite, i, n) in samples() {
        for c in &i.conditions {
            let pair = match c {
                Cond::Distinct(a, b) | Cond::NotColl(a, b, _) => (*a, *b),
                Cond::NotPara([a, b], _) | Cond::Longer([a, b], _) => (*a, *b),
                Cond::SameOrient([a, b, _], _) | Cond::OppOrient([a, b, _], _) => (*a, *b),
                Cond::Positive([a, b, _]) => (*a, *b),
                Cond::Between(a, b, _) | Cond::Outside(a, b, _) => (*a, *b),
                Cond::NotCyclic(a, b, ..) => (*a, *b),
                _ => continue,
            };
            // The step itself is right; a hypothesis makes the two points one.
            let mut x = one_step(n, &i.premises, &[], geo(name, &args, opposite), i.conclusion.clone());
            let fact = Fact::Same(pair.0, pair.1);
            x.0.hyps.push(euclase_grammar::core::Hyp { fact: fact.clone(), origin: Default::default() });
            x.1.steps.push(step(fact, Rule::Hyp(i.premises.len()), &[]));
            rejects(&run(&x), "condition", "");
        }
    }
}

#[test]
fn unknown_names_and_forms() {
    let x = one_step(5, &[], &[], geo("sim_ass", &p::<3>("ABC"), false), coll("ABC"));
    rejects(&run(&x), "the name of a rule", "sim_ass");
    let x =
        one_step(5, &[coll("ABC")], &[], geo("coll_dir", &p::<3>("ABC"), true), dir(&[(1, "AB"), (-1, "AC")], q(0, 1)));
    rejects(&run(&x), "opposite form", "coll_dir");
    let x = one_step(3, &[coll("ABC")], &[], geo("coll_dir", &[Pt(0), Pt(1), Pt(7)], false), coll("ABC"));
    rejects(&run(&x), "points of the theorem", "point number 7");
}

/// SSA without its conditions is ambiguous: the rule records both the orientation and the longer side.
#[test]
fn ssa_records_orientation_and_the_longer_side() {
    let i = instance_for("sim_ssa", &p::<6>("ABCDEF"), false, &[], None).unwrap();
    assert_eq!(i.conditions, vec![Cond::SameOrient(p("ABC"), p("DEF")), Cond::Longer(p("BC"), p("AB")),]);
}

/// The doubled central angle is not the rule's premise.
#[test]
fn the_doubled_central_angle_does_not_put_c_on_the_circle() {
    let doubled = dir(&[(2, "DC"), (-2, "DB"), (-1, "AC"), (1, "AB")], q(0, 1));
    let hyps = [length(&[(1, "AB"), (-1, "AC")], q(0, 1)), doubled];
    let x = one_step(
        4,
        &hyps,
        &[],
        geo("center_angle_conv", &p::<4>("ABCD"), false),
        length(&[(1, "AB"), (-1, "AD")], q(0, 1)),
    );
    rejects(&run(&x), "premise dir(BC) - dir(BA) - dir(DC) + dir(DB) = 1/2", "");
}

/// Points on two circles that are not known to differ are not one point.
#[test]
fn two_circles_through_the_same_points_do_not_make_points_one() {
    // R := P makes the "other" circle the same circle; the condition is then false as it stands.
    let hyps = [cyclic("CDEA"), cyclic("CDEB")];
    let x = one_step(6, &hyps, &[], geo("same_circles", &p::<7>("ABCDEDE"), false), same("AB"));
    rejects(&run(&x), "the condition CDED not on one circle or line", "");
}

/// The second triangle of an equality of lengths may be given in any kind.
#[test]
fn equal_lengths_are_one_fact_in_three_kinds() {
    let kinds = |s: &str, t: &str| {
        [length(&[(1, s), (-1, t)], q(0, 1)), square(&[(1, s), (-1, t)], q(0, 1)), log(&[(2, s), (-2, t)], &[])]
    };
    for x in kinds("AB", "AC") {
        for y in kinds("AB", "AD") {
            let hyps = [x.clone(), y, length(&[(1, "AE"), (-1, "AB")], q(0, 1))];
            let c = one_step(5, &hyps, &[], geo("radius_circle", &p::<5>("ABCDE"), false), cyclic("BCDE"));
            accepted(run(&c));
        }
    }
    // Proportional ones are not.
    let hyps = [square(&[(1, "AB"), (-4, "AC")], q(0, 1))];
    let x = one_step(3, &hyps, &[], Rule::Congruence, length(&[(1, "AB"), (-4, "AC")], q(0, 1)));
    rejects(&run(&x), "a cited fact", "AB^2");
}

/// Undirected and directed angles: what the orientation gives, and what it does not.
#[test]
fn the_bridge_between_the_two_kinds_of_angle() {
    let equal = ang(&[(1, "ABC"), (-1, "DEF")], q(0, 1));
    let directed = dir(&[(1, "BC"), (-1, "BA"), (-1, "EF"), (1, "ED")], q(0, 1));
    let t =
        accepted(run(&one_step(6, &[equal.clone()], &[], geo("ang_dir", &p::<6>("ABCDEF"), false), directed.clone())));
    assert_eq!(t.conditions()[0].cond, Cond::SameOrient(p("BAC"), p("EDF")));
    // The triples decide the signs: with the second turned over, another conclusion.
    let x = one_step(6, &[equal.clone()], &[], geo("ang_dir", &p::<6>("ABCFED"), false), directed.clone());
    rejects(&run(&x), "conclusion", "");
    // Back: two angles differ by less than a half-turn anyway.
    let t = accepted(run(&one_step(6, &[directed], &[], geo("dir_ang", &p::<6>("ABCDEF"), false), equal)));
    assert!(t.conditions().iter().all(|c| !matches!(c.cond, Cond::AngWithin { .. })));
    // A sum of three may be 1 or 2 half-turns.
    let sum = ang(&[(1, "ABC"), (1, "DEF"), (1, "BCD")], q(1, 1));
    let terms = [(1, "BC"), (-1, "BA"), (1, "EF"), (-1, "ED"), (1, "CD"), (-1, "CB")];
    let x = one_step(6, &[dir(&terms, q(0, 1))], &[], geo("dir_ang", &p::<9>("ABCDEFBCD"), false), sum.clone());
    let t = accepted(run(&x));
    assert!(t.conditions().iter().any(|c| matches!(c.cond, Cond::AngWithin { .. })));
    // 60 degrees one way round only.
    let sixty = ang(&[(1, "ABC")], q(1, 3));
    let x = one_step(3, &[sixty], &[], geo("ang_dir", &p::<3>("ABC"), false), dir(&[(1, "BC"), (-1, "BA")], q(1, 3)));
    assert_eq!(accepted(run(&x)).conditions()[0].cond, Cond::Positive(p("BAC")));
    // A right angle has no orientation, and no angle is 270 degrees, whatever its lines say.
    let (right, lines) = (ang(&[(1, "ABC")], q(1, 2)), dir(&[(1, "BC"), (-1, "BA")], q(1, 2)));
    let t = accepted(run(&one_step(3, &[right.clone()], &[], geo("ang_dir", &p::<3>("ABC"), false), lines.clone())));
    assert!(t.conditions().iter().all(|c| matches!(c.cond, Cond::Distinct(..))));
    accepted(run(&one_step(3, std::slice::from_ref(&lines), &[], geo("dir_ang", &p::<3>("ABC"), false), right)));
    for value in [q(3, 2), q(-1, 2), q(2, 1)] {
        let (lines, no_angle) = (dir(&[(1, "BC"), (-1, "BA")], value.clone()), ang(&[(1, "ABC")], value));
        let x = one_step(3, &[lines], &[], geo("dir_ang", &p::<3>("ABC"), false), no_angle);
        rejects(&run(&x), "from 0 to 1 half-turn", "");
    }
}

#[test]
fn constants_that_rules_cannot_read() {
    let log_len = |k: &[(u64, euclase_grammar::core::Q)]| {
        let hyps = [log(&[(1, "AB"), (-1, "CD")], k)];
        run(&one_step(4, &hyps, &[], geo("log_len", &p::<4>("ABCD"), false), length(&[(1, "AB"), (-1, "CD")], q(0, 1))))
    };
    rejects(&log_len(&[(2, q(1, 2))]), "logarithm of a rational number", "");
    rejects(&log_len(&[(2, q(1_000_000, 1))]), "of moderate length", "");
    // The longest power of 2 that is read, each factor counted as two bits, and the next one.
    rejects(&log_len(&[(2, q(3_322, 1))]), "AB - ", "");
    rejects(&log_len(&[(2, q(3_323, 1))]), "of moderate length", "");
    // The kind that is missing is named.
    let lengths = [length(&[(1, "AB"), (1, "CD")], q(0, 1))];
    let x =
        one_step(4, &lengths, &[], geo("sq_len", &p::<4>("ABCD"), false), length(&[(1, "AB"), (-1, "CD")], q(0, 1)));
    rejects(&run(&x), "a cited square equation of the two segments", "");
    rejects(&log_len(&[(4, q(1, 1))]), "well-formed claim", "log 4");
    rejects(&log_len(&[(1 << 33, q(1, 1))]), "well-formed claim", "prime below 2^32");
    for (k, words) in [(q(-3, 1), "a positive number"), (q(0, 1), "a positive number")] {
        let hyps = [length(&[(1, "AB")], k)];
        let x = one_step(2, &hyps, &[], geo("len_log1", &p::<2>("AB"), false), log(&[(1, "AB")], &[(3, q(1, 1))]));
        rejects(&run(&x), words, "");
    }
    let hyps = [square(&[(1, "AB")], q(2, 1))];
    let x = one_step(2, &hyps, &[], geo("sq_len1", &p::<2>("AB"), false), length(&[(1, "AB")], q(1, 1)));
    rejects(&run(&x), "the square of a rational number", "");
    // The opposite of a vector equation is the same equation; another multiple of D − C is not.
    let hyps = [vector(&[(-1, "B"), (1, "A"), (2, "D"), (-2, "C")])];
    accepted(run(&one_step(
        4,
        &hyps,
        &[],
        geo("vec_len", &p::<4>("ABCD"), false),
        length(&[(1, "AB"), (-2, "CD")], q(0, 1)),
    )));
    let x = one_step(4, &hyps, &[], geo("vec_len", &p::<4>("ABCD"), false), length(&[(1, "AB"), (-3, "CD")], q(0, 1)));
    rejects(&run(&x), "conclusion AB - 2·CD = 0", "");
}

/// A goal's claim is compared with the statement, not with the certificate's idea of it.
#[test]
fn the_checker_reads_the_goal_itself() {
    let (mut t, c) = one_step(3, &[coll("ABC")], &[], Rule::Congruence, coll("CBA"));
    accepted(check(&t, &c));
    t.goals[0].kind = euclase_grammar::core::GoalKind::Fact(same("AB"));
    rejects(&check(&t, &c), "A = B", "collinear");
}

/// Constants of directions count modulo 1, in a link of the law of sines too.
#[test]
fn a_link_of_the_law_of_sines_need_not_be_reduced() {
    let sum = log(&[(1, "BC"), (-1, "CA"), (1, "EF"), (-1, "FD")], &[]);
    let links = |turn: i64| {
        [
            dir(&[(1, "BC"), (-1, "BA"), (1, "DE"), (-1, "DF")], q(turn, 1)),
            dir(&[(1, "EF"), (-1, "ED"), (1, "AB"), (-1, "AC")], q(turn, 1)),
        ]
    };
    let case = |turn| one_step(6, &links(turn), &[], geo("law_of_sines", &p::<6>("ABCDEF"), false), sum.clone());
    accepted(run(&case(0)));
    accepted(run(&case(4)));
}
