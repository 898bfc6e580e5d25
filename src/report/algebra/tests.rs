//! Certificates that are kept, told in every format: what the prover finds today does not change these texts.
//!
//! `src/report/golden/algebra/` holds a theorem, its certificate, and the texts.

use super::TIMES;
use crate::report::answer::{Answer, Counts};
use crate::report::text::{self, TextOptions};
use crate::report::{Run, golden, md, tex};
use euclase_kernel::Verdict;

const KEPT: &[&str] = &[
    "absolute_values_by_cases",
    "area_ceva",
    "area_centroid",
    "area_menelaus",
    "area_pappus",
    "nesbitt",
    "product_of_sums_slip",
    "root_equation_iff",
    "schur",
    "square_is_one",
    "sum_and_product",
    "tangent_line_lemma",
];

fn kept(name: &str) -> Answer {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/report/golden/algebra");
    let read = |ending: &str| std::fs::read_to_string(dir.join(format!("{name}{ending}"))).expect(name);
    let file = euclase_grammar::load(&read(".fml")).expect("well-formed");
    let thm = &file.theorems[0];
    let cert = euclase_kernel::json::from_json(thm, &read(".cert.json")).expect("a certificate");
    let Verdict::Accepted(theorem) = euclase_kernel::check(thm, &cert) else { panic!("{name}: not accepted") };
    let run = Run { prover: "algebra".into(), seconds: 0.01234, counts: Counts::default() };
    Answer::proved(thm, &cert, &theorem, run)
}

#[test]
fn proofs_match_their_golden_files() {
    for name in KEPT {
        let a = kept(name);
        golden::check(&format!("algebra/{name}.txt"), &text::render(&a, &TextOptions::default()));
        golden::check(&format!("algebra/{name}.tex"), &tex::document(&[tex::body(&a)]));
    }
    golden::check("algebra/nesbitt.md", &md::render(&kept("nesbitt"), None));
}

#[test]
fn steps_are_numbered_without_gaps_and_cite_what_stands_before() {
    use crate::report::Ref;
    for name in KEPT {
        let a = kept(name);
        for (i, s) in a.steps.iter().enumerate() {
            assert_eq!(s.number as usize, i + 1, "{name}");
            let links = s.chain.iter().flat_map(|c| &c.links).flat_map(|l| &l.because);
            for r in s.because.iter().chain(links).flat_map(|c| &c.refs) {
                let before = match r {
                    Ref::Step(n) => *n < s.number,
                    Ref::Given(n) => (*n as usize) <= a.given.len(),
                    Ref::Aux(_) => false,
                };
                assert!(before, "{name}, step {}: {r}", s.number);
            }
        }
        assert!(a.goals.iter().all(|g| g.by.is_some()), "{name}: every goal says what shows it");
    }
}

/// Braces and environments close in the order in which they open.
fn well_nested(tex: &str) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut rest = tex;
    while let Some(c) = rest.chars().next() {
        let close = |open: &mut Vec<String>, what: &str| match open.pop() {
            Some(o) if o == what => Ok(()),
            o => Err(format!("{what} closes {o:?}: {}", rest.chars().take(60).collect::<String>())),
        };
        let mut len = c.len_utf8();
        if let Some(name) = rest.strip_prefix("\\begin{").and_then(|r| r.split('}').next()) {
            open.push(name.into());
            len = "\\begin{}".len() + name.len();
        } else if let Some(name) = rest.strip_prefix("\\end{").and_then(|r| r.split('}').next()) {
            close(&mut open, name)?;
            len = "\\end{}".len() + name.len();
        } else if rest.starts_with("\\left") && !rest.starts_with("\\leftskip") {
            open.push("\\left".into());
            len = "\\left".len() + 1;
        } else if rest.starts_with("\\right") {
            close(&mut open, "\\left")?;
            len = "\\right".len() + 1;
        } else if c == '\\' {
            len = 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
        } else if c == '%' {
            len = rest.find('\n').unwrap_or(rest.len());
        } else if c == '{' {
            open.push("{".into());
        } else if c == '}' {
            close(&mut open, "{")?;
        }
        rest = &rest[len..];
    }
    if open.is_empty() { Ok(()) } else { Err(format!("left open: {open:?}")) }
}

#[test]
fn tex_is_well_nested_and_plain() {
    assert!(well_nested("{a}\\begin{x}\\{\\end{x}").is_ok());
    assert!(well_nested("{a\\begin{x}}\\end{x}").is_err());
    for name in KEPT {
        let tex = tex::document(&[tex::body(&kept(name))]);
        well_nested(&tex).unwrap_or_else(|e| panic!("{name}: {e}"));
        let dollars = tex.replace("\\$", "").matches('$').count();
        assert!(dollars.is_multiple_of(2), "{name}: {dollars} dollars");
        assert!(tex.chars().all(|c| c.is_ascii() || ('À'..='ÿ').contains(&c)), "{name}: a character that fonts lack");
    }
}

#[test]
fn factors_stand_side_by_side_in_texts_and_with_a_dot_in_json() {
    let a = kept("nesbitt");
    let (text, json) = (text::render(&a, &TextOptions::default()), a.json());
    assert!(text.contains("2(left - right)(a + b)(a + c)(b + c)"), "{text}");
    assert!(json.contains("2·(left - right)·(a + b)·(a + c)·(b + c)"), "{json}");
    assert!(!text.contains(TIMES) && !json.contains(TIMES));
    assert!(!md::render(&a, None).contains(TIMES));
    let back: Answer = serde_json::from_str(&json).expect("JSON");
    assert_eq!(back.steps.len(), a.steps.len());
}

#[test]
fn what_differs_by_an_exchange_of_variables_is_told_once() {
    let text = text::render(&kept("schur"), &TextOptions::default());
    assert_eq!(text.matches("likewise").count(), 5, "{text}");
    assert_eq!(text.matches("left side =").count(), 1, "{text}");
}
