//! The JSON form: what is written is read back, and what is wrong is named.

use crate::make::*;
use euclase_grammar::core::{Fact, GoalKind};
use euclase_kernel::cert::{AuxPoint, Block, Certificate, Discharge, Equation, Figure, Label, Rule, Source};
use euclase_kernel::json::{from_json, to_json};

fn sample() -> (euclase_grammar::core::CoreTheorem, Certificate) {
    let t = theorem(6, &[coll("ABC")], &[], vec![GoalKind::Fact(coll("ABC"))]);
    let facts = [
        same("AB"),
        coll("ABC"),
        cyclic("ABCD"),
        sim("ABC", "DEF", true),
        dir(&[(2, "AB"), (-1, "CG")], q(1, 3)),
        log(&[(1, "AB"), (-3, "CD")], &[(2, q(-1, 2)), (3, q(5, 1))]),
        length(&[(1, "AB")], q(-7, 2)),
        square(&[(1, "AB"), (1, "AC")], q(0, 1)),
        vector(&[(1, "A"), (-1, "B")]),
        ang(&[(1, "ABC"), (-1, "DEF")], q(1, 2)),
    ];
    let rules = [
        Rule::Hyp(0),
        Rule::Aux(0, 1),
        Rule::Congruence,
        Rule::Linear(vec![q(1, 2), q(-3, 1)]),
        Rule::Divide(3),
        geo("coll_dir", &p::<3>("ABG"), false),
        geo("sim_aa", &p::<6>("ABCDEF"), true),
    ];
    let steps = facts.iter().enumerate().map(|(i, f)| step(f.clone(), rules[i % rules.len()].clone(), &[i, 2 * i]));
    let mut c = cert(steps.collect(), &[0]);
    c.aux.push(AuxPoint { name: "M'".into(), def: "midpoint".into(), args: p::<2>("AB").to_vec() });
    let points = (0..7).map(|i| [q(i, 3), q(-i, 1)]).collect();
    let equation = |fact, component| Equation { fact, component };
    let block = Block {
        unknowns: vec![(p::<1>("B")[0], 0), (p::<1>("G")[0], 1)],
        equations: vec![equation(Source::Hyp(0), 0), equation(Source::Aux(0, 1), 1)],
    };
    c.figure = Some(Figure { label: Label::Enclosed, points, blocks: vec![block] });
    (t, c)
}

#[test]
fn what_is_written_is_read_back() {
    let (t, c) = sample();
    let text = to_json(&t, &c);
    assert_eq!(from_json(&t, &text).unwrap(), c);
    assert_eq!(to_json(&t, &from_json(&t, &text).unwrap()), text);
    let empty = cert(vec![], &[]);
    assert_eq!(from_json(&t, &to_json(&t, &empty)).unwrap(), empty);
}

/// The schema in the repository takes what is written, and refuses what the reader refuses for its shape.
#[test]
fn the_schema_takes_certificates_and_refuses_other_shapes() {
    let schema = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/certificate.schema.json")).unwrap();
    let schema = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let (t, mut c) = sample();
    let args = p::<6>("ABCDEF").to_vec();
    c.discharges.push(Discharge { rule: "sim_orient".into(), args, opposite: true, premises: vec![3], before: 5 });
    let text = to_json(&t, &c);
    assert_eq!(from_json(&t, &text).unwrap(), c);
    assert!(schema.is_valid(&serde_json::from_str(&text).unwrap()));
    for (old, new) in [
        ("\"theorem\"", "\"statement\""),
        ("\"claim\"", "\"claims\""),
        ("\"kind\":\"coll\"", "\"kind\":\"colinear\""),
        ("\"before\":5", "\"before\":\"5\""),
        ("\"before\":5", "\"before\":-5"),
        ("\"label\": \"enclosed\"", "\"label\": \"surely\""),
        ("\"opposite\":true", "\"mirrored\":true"),
        ("[\"A\",\"B\",\"C\"]", "[\"A\",\"B\"]"),
    ] {
        let bad = text.replacen(old, new, 1);
        assert!(bad != text, "{old} occurs");
        assert!(from_json(&t, &bad).is_err(), "{new}");
        assert!(!schema.is_valid(&serde_json::from_str(&bad).unwrap()), "{new}");
    }
}

/// Each mistake, with words of the message.
#[test]
fn mistakes_are_named() {
    let (t, c) = sample();
    let text = to_json(&t, &c);
    let cases = [
        ("\"version\": 1", "\"version\": 2", "version: expected 1"),
        ("\"version\": 1", "\"version\": -1", "invalid value"),
        ("\"format\": \"euclase-certificate\"", "\"format\": \"proof\"", "format: expected"),
        ("\"theorem\": \"test\",", "", "missing field `theorem`"),
        ("\"theorem\": \"test\"", "\"theorem\": \"test\", \"theorem\": \"test\"", "duplicate field `theorem`"),
        ("\"goals\": [0]", "\"goals\": [0], \"extra\": 1", "unknown field `extra`"),
        ("\"goals\": [0]", "\"goals\": [-1]", "invalid value"),
        ("\"goals\": [0]", "\"goals\": [0]}{", "trailing characters"),
        ("\"points\":[\"A\",\"B\",\"C\"]", "\"points\":[\"A\",\"B\"]", "steps[1]"),
        ("\"points\":[\"A\",\"B\",\"C\"]", "\"points\":[\"A\",\"B\",\"Z\"]", "steps[1]: claim: unknown point `Z`"),
        ("\"kind\":\"coll\"", "\"kind\":\"collinear\"", "unknown variant `collinear`"),
        ("\"turn\":\"1/3\"", "\"turn\":\"1/0\"", "steps[4]: claim: the denominator is 0"),
        ("\"turn\":\"1/3\"", "\"turn\":\"0.3\"", "expected a fraction"),
        ("\"turn\":\"1/3\"", "\"turn\":0.3", "steps[4]"),
        ("\"turn\":\"1/3\"", "\"turn\":\"1/3\",\"turn\":\"1/3\"", "duplicate field `turn`"),
        ("\"index\":0", "\"index\":0,\"indx\":1", "unknown field `indx`"),
        ("\"kind\":\"congruence\"", "\"kind\":\"trust_me\"", "unknown variant `trust_me`"),
        ("\"name\":\"M'\"", "\"name\":\"A\"", "aux[0].name: the name `A` is taken"),
        ("\"args\":[\"A\",\"B\"]", "\"args\":[\"A\",\"M'\"]", "aux[0].args: unknown point"),
        ("\"label\": \"enclosed\"", "\"label\": \"certain\"", "unknown variant `certain`"),
        ("[\"B\",\"1/3\",\"-1\"]", "[\"C\",\"1/3\",\"-1\"]", "figure: points: `C` is out of its order"),
        ("[\"B\",\"1/3\",\"-1\"]", "[\"B\",\"0.333\",\"-1\"]", "figure: expected a fraction"),
        ("[\"B\",\"x\"]", "[\"B\",\"z\"]", "unknown variant `z`"),
        ("[\"B\",\"x\"]", "[\"Z\",\"x\"]", "figure: unknown point `Z`"),
        ("\"component\":1", "\"component\":-1", "invalid value"),
    ];
    for (from, to, words) in cases {
        let bad = text.replacen(from, to, 1);
        assert_ne!(bad, text, "{from}");
        let e = from_json(&t, &bad).expect_err(to).to_string();
        assert!(e.contains(words), "{to}: {e}");
    }
}

/// No prefix of a certificate is one, and none makes the reader panic.
#[test]
fn truncated_texts_are_errors() {
    let (t, c) = sample();
    let text = to_json(&t, &c);
    for i in 0..text.trim_end().len() {
        if text.is_char_boundary(i) {
            assert!(from_json(&t, &text[..i]).is_err());
        }
    }
}

#[test]
fn long_numbers_and_deep_nesting_are_errors_at_once() {
    let (t, c) = sample();
    let text = to_json(&t, &c);
    let start = std::time::Instant::now();
    let long = text.replacen("\"turn\":\"1/3\"", &format!("\"turn\":\"{}\"", "9".repeat(1_000_000)), 1);
    assert!(from_json(&t, &long).unwrap_err().to_string().contains("2000 digits"));
    let long = text.replacen("[[2,", &format!("[[{},", "9".repeat(1_000_000)), 1);
    assert!(from_json(&t, &long).is_err());
    let deep = text.replacen("\"aux\": [", &format!("\"aux\": [{}", "[".repeat(1_000_000)), 1);
    assert!(from_json(&t, &deep).is_err());
    assert!(start.elapsed().as_secs() < 5);
}

/// A general equation of numbers has no form.
#[test]
fn facts_without_a_form_are_not_read() {
    let (t, mut c) = sample();
    let one = || euclase_grammar::core::Num::Const(q(1, 1));
    c.steps[0].claim = Fact::Num(one(), one());
    assert!(from_json(&t, &to_json(&t, &c)).unwrap_err().to_string().contains("unknown variant `num`"));
}
