//! The size of proofs: the number of steps of named theorems must not grow unnoticed. A shorter proof is welcome: lower the bound.

mod common;
use common::{accepted, closed, dataset, figure, read};
use std::collections::BTreeMap;

/// Name, and most steps of its certificate after shortening.
const BOUNDS: &[(&str, usize)] = &[
    ("altitudes_concur", 21),
    ("angle_bisector_theorem", 3),
    ("angle_60_incenter_cyclic", 29),
    ("brahmagupta", 19),
    ("ceva", 9),
    ("central_angle", 7),
    ("euler_line", 46),
    ("fermat_concurrent", 40),
    ("gergonne_point", 32),
    ("incircle_diameter_lemma", 49),
    ("iran_lemma", 23),
    ("japanese_quadrilateral", 31),
    ("miquel_quadrilateral", 20),
    ("napoleon", 106),
    ("nine_point_circle_feet", 44),
    ("orthocenter_distance", 23),
    ("pitot", 58),
    ("simson_line", 21),
    ("symmedian_ratio", 12),
    ("tangent_secant", 11),
    ("varignon", 50),
    ("imo_2000_p1", 110),
    ("imo_2004_p1", 25),
    ("imo_2007_p4", 65),
    ("imo_2013_p4", 62),
];

const FOLDERS: [&str; 2] = ["classic", "imo"];

/// Steps of the shortened certificate of every theorem that the closure proves by itself.
fn steps(wanted: impl Fn(&str) -> bool) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    for path in FOLDERS.iter().flat_map(|f| dataset(f)) {
        for thm in read(&path).into_iter().filter(|t| wanted(&t.name)) {
            let f = figure(&thm);
            let s = closed(&thm, &f);
            if !s.done() {
                continue;
            }
            let first = s.certificate().unwrap_or_else(|e| panic!("{}: {e}", thm.name));
            let short = s.short_certificate().unwrap_or_else(|e| panic!("{}: {e}", thm.name));
            accepted(&thm, &short).unwrap_or_else(|e| panic!("{e}"));
            assert!(short.steps.len() <= first.steps.len(), "{}: shortening made it longer", thm.name);
            out.insert(thm.name.clone(), short.steps.len());
        }
    }
    out
}

#[test]
fn proofs_do_not_grow() {
    let got = steps(|name| BOUNDS.iter().any(|b| b.0 == name));
    let mut bad = Vec::new();
    for (name, most) in BOUNDS {
        match got.get(*name) {
            None => bad.push(format!("{name}: not proved")),
            Some(n) if n > most => bad.push(format!("{name}: {n} steps, at most {most} before")),
            _ => {}
        }
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

/// The table, for a new set of bounds: `cargo test -p euclase-deduction --test proofs -- --ignored --nocapture`.
#[test]
#[ignore = "prints"]
fn sizes() {
    for (name, n) in steps(|_| true) {
        println!("    (\"{name}\", {n}),");
    }
}
