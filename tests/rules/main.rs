//! The rules of the kernel as theorems: `datasets/rules` states each of them, with the conditions that it records and no others, to be
//! proved in coordinates, where no rule of geometry is used.
//!
//! The theorems are made here from the kernel's own functions (`EUCLASE_BLESS=1 cargo test --test rules` writes them), so what is
//! proved is what the kernel trusts. What a file says after `# By hand` is kept.

mod samples;
mod statement;
mod write;

use euclase::solve::{Config, solve};
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::rules::{all, for_conditions};
use euclase_kernel::{Class, Verdict, check};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What follows this line in a file is not made here.
const BY_HAND: &str = "# By hand:";

/// Tenths of the rules that are proved in coordinates, at least.
const LEAST: usize = 9;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder() -> PathBuf {
    root().join("datasets/rules")
}

/// The names of all rules, by family.
fn rules() -> Vec<&'static str> {
    all().map(|r| r.name).chain(for_conditions().map(|r| r.name)).collect()
}

/// The names of the points of each rule, as SOUNDNESS.md has them.
fn letters() -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(root().join("SOUNDNESS.md")).expect("it is there");
    let mut out = BTreeMap::new();
    for line in text.lines().filter(|l| l.starts_with("| `")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let name = cells[1].trim_end_matches(" (±)").trim_matches('`');
        let args: Vec<String> = cells[2].split(' ').map(String::from).collect();
        if rules().contains(&name) {
            out.entry(name.to_string()).or_insert(args);
        }
    }
    out
}

/// The text that is made for a rule.
fn made(name: &str, letters: &[String]) -> String {
    let theorems = samples::theorems(name, letters);
    let source = format!("The kernel's rule {name}");
    let all: Vec<String> =
        theorems.iter().map(|s| samples::hint(name).to_string() + &write::theorem(s, &source)).collect();
    format!("# The rule `{name}` (SOUNDNESS.md), made from the kernel's own function.\n{}", all.join("\n"))
}

fn formatted(name: &str, text: &str) -> String {
    euclase_grammar::format(text).unwrap_or_else(|e| panic!("{name}: {}\n{text}", e[0].render(text, name)))
}

#[test]
fn the_files_are_made_from_the_rules() {
    let letters = letters();
    let bless = std::env::var_os("EUCLASE_BLESS").is_some();
    let mut wrong = Vec::new();
    for name in rules().into_iter().filter(|n| !samples::ON_PAPER.contains(n)) {
        let path = folder().join(format!("{name}.fml"));
        let old = fs::read_to_string(&path).unwrap_or_default();
        let hand = old.find(BY_HAND).map_or("", |i| &old[i..]);
        let text = made(name, &letters[name]);
        let text = if hand.is_empty() { text } else { format!("{text}\n{hand}") };
        let text = formatted(name, &text);
        if text != old {
            if bless {
                fs::write(&path, text).expect("it can be written");
            } else {
                wrong.push(name);
            }
        }
    }
    assert!(wrong.is_empty(), "EUCLASE_BLESS=1 cargo test --test rules: {wrong:?}");
}

/// A theorem's certificate by coordinates: lines alone, nothing recorded.
fn proved(thm: &CoreTheorem, seconds: u64) -> Result<(), String> {
    let timeout = Some(Duration::from_secs(seconds));
    let config = Config { timeout, wu: 1_000, alone: true, plane: true, ..Config::default() };
    let solved = solve(thm, &config);
    let Some(cert) = solved.certificate else {
        return Err(format!("{}: {:?} {:?}", thm.name, solved.answer.status, solved.answer.notes));
    };
    let Some(lines) = &cert.algebra else { return Err(format!("{}: no lines", thm.name)) };
    // No step, so no rule of geometry; no auxiliary point, no condition but the statement's own.
    if !cert.steps.is_empty() || !cert.aux.is_empty() || !lines.conditions.is_empty() {
        return Err(format!("{}: steps, points or conditions", thm.name));
    }
    match check(thm, &cert) {
        Verdict::Accepted(t) if t.conditions().iter().all(|c| c.class == Class::Declared) => Ok(()),
        other => Err(format!("{}: {other:?}", thm.name)),
    }
}

fn proves(names: &[&str], seconds: u64) {
    let all = names.iter().flat_map(|n| loaded(n));
    let wrong: Vec<String> = all.filter_map(|t| proved(&t, seconds).err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Proofs that take no time.
#[test]
fn a_sample_is_proved_in_coordinates() {
    proves(
        &[
            "coll_dir",
            "isosceles_conv",
            "inscribed",
            "center_angle",
            "bisector_circle",
            "sim_sas",
            "log_sq",
            "pythagoras_conv",
            "ratio_vec",
            "vec_dir",
            "same_lines",
            "thales3",
            "intercept_conv",
            "menelaus",
            "power_tangent",
            "iso_trapezoid",
            "angle_lines",
            "kite_turn",
            "mid_order",
        ],
        60,
    );
}

/// `cargo test --release --test rules -- --ignored`: half an hour.
#[test]
#[ignore = "long"]
fn all_are_proved_in_coordinates() {
    let table = table();
    let names: Vec<&str> = table.iter().filter(|r| r.proof == "coordinates").map(|r| r.name.as_str()).collect();
    proves(&names, 600);
}

/// A row of docs/rules.md.
struct Row {
    name: String,
    theorems: String,
    proof: String,
}

fn table() -> Vec<Row> {
    let text = fs::read_to_string(root().join("docs/rules.md")).expect("it is there");
    let rows = text.lines().filter(|l| l.starts_with("| `"));
    let cells = rows.map(|l| l.split('|').map(str::trim).collect::<Vec<_>>());
    let row = |c: Vec<&str>| Row { name: c[1].trim_matches('`').into(), theorems: c[2].into(), proof: c[3].into() };
    cells.map(row).collect()
}

fn loaded(name: &str) -> Vec<CoreTheorem> {
    let text = fs::read_to_string(folder().join(format!("{name}.fml"))).unwrap_or_else(|e| panic!("{name}: {e}"));
    euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{name}: {e:?}")).theorems
}

#[test]
fn every_rule_is_proved_or_argued() {
    let rows = table();
    let names: Vec<&str> = rows.iter().map(|r| r.name.as_str()).collect();
    assert_eq!(names, rules(), "docs/rules.md has a row for each rule, in the kernel's order");
    for r in &rows {
        let stated = !samples::ON_PAPER.contains(&r.name.as_str());
        let count = if stated { loaded(&r.name).len() } else { 0 };
        assert_eq!(r.theorems, count.to_string(), "{}", r.name);
        let known = ["coordinates", "part in coordinates", "paper"].contains(&r.proof.as_str());
        assert!(known && (stated || r.proof == "paper"), "{}: {}", r.name, r.proof);
    }
    let files = fs::read_dir(folder()).expect("it is there").count();
    assert_eq!(files, rules().len() - samples::ON_PAPER.len(), "a file for each rule that is stated, and no others");
    let proved = rows.iter().filter(|r| r.proof.starts_with("coordinates")).count();
    assert!(proved * 10 >= rows.len() * LEAST, "{proved} of {}", rows.len());
}
