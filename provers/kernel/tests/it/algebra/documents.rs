//! SOUNDNESS.md and FORMAT.md against the kernel: every rule and every lemma has its row, the example is accepted.

use super::accepted;
use euclase_grammar::core::Pt;
use euclase_kernel::algebra::{LEMMAS, Order, Reason, Said};
use std::collections::BTreeSet;

fn read(file: &str) -> String {
    std::fs::read_to_string(format!("{}/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A section, up to the next one of its level.
fn section<'a>(text: &'a str, heading: &str) -> &'a str {
    let level = heading.split(' ').next().unwrap().len();
    let from = text.find(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no section {heading}")) + 1;
    let body = &text[from + heading.len()..];
    let ends = (1..=level).filter_map(|n| body.find(&format!("\n{} ", "#".repeat(n)))).min();
    &body[..ends.unwrap_or(body.len())]
}

/// Names in the first cells of a table's rows, without what stands in parentheses after them.
fn names(text: &str) -> BTreeSet<String> {
    let cells = text.lines().filter_map(|l| l.strip_prefix("| `")).filter_map(|l| l.split('|').next());
    let cells = cells.flat_map(|c| c.split(", ").map(|n| n.trim_matches(['`', ' ']).to_string()).collect::<Vec<_>>());
    cells.map(|c| c.split(['(', '`']).next().unwrap().trim().to_string()).filter(|n| !n.is_empty()).collect()
}

fn reasons() -> Vec<Reason> {
    let order = Order::default();
    vec![
        Reason::Given(0, Vec::new()),
        Reason::Step(0),
        Reason::Coordinates(Said::Assumed(0), [Pt(0), Pt(0)], 0),
        Reason::Suppose,
        Reason::Either,
        Reason::Weaken,
        Reason::Cases,
        Reason::Combine(Vec::new()),
        Reason::Order(order),
        Reason::Field(Vec::new()),
        Reason::Factors(Vec::new()),
        Reason::Congruence,
        Reason::Lemma(String::new(), Vec::new()),
        Reason::Instance(Vec::new()),
    ]
}

#[test]
fn every_rule_has_its_row_and_every_row_is_a_rule() {
    let rules: BTreeSet<String> = reasons().iter().map(|r| r.name().to_string()).collect();
    assert_eq!(rules.len(), 14);
    let soundness = read("../../SOUNDNESS.md");
    assert_eq!(names(section(&soundness, "### How a line is checked")), rules);
    let format = read("FORMAT.md");
    let line = section(&format, "### Line");
    for r in &rules {
        assert!(line.contains(&format!("`{r}`")), "{r} is not in FORMAT.md");
    }
}

#[test]
fn every_lemma_has_its_row_and_every_row_is_a_lemma() {
    let soundness = read("../../SOUNDNESS.md");
    let rows: Vec<&str> =
        section(&soundness, "### Lemmas of algebra").lines().filter(|l| l.starts_with("| `")).collect();
    let row = |name: &str| rows.iter().find(|r| r.starts_with(&format!("| `{name}(")));
    for (name, terms, _) in LEMMAS {
        let row = row(name).unwrap_or_else(|| panic!("{name} is not in SOUNDNESS.md"));
        let plain = |t: &str| t.replace(['|', ' '], "");
        let given = row.split_once('(').unwrap().1.split_once(")`").unwrap().0;
        assert_eq!(plain(given), plain(terms), "terms of {name}");
    }
    assert_eq!(rows.len(), LEMMAS.len());
}

#[test]
fn the_example_of_the_format_is_accepted() {
    let format = read("FORMAT.md");
    let body = section(&format, "## Algebra").split("\"algebra\": ").nth(1).unwrap().split("```").next().unwrap();
    accepted("real a, b > 0 show a/b + b/a >= 2", body);
}
