//! Documents of real theorems.

use super::*;
use crate::solve::{Config, solve};

fn of(file: &str, language: Language) -> (Document, String) {
    let path = format!("{}/datasets/{file}", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(path).expect("in the datasets");
    let loaded = euclase_grammar::load(&source).expect("well-formed");
    let thm = &loaded.theorems[0];
    let solved = solve(thm, &Config { timeout: Some(std::time::Duration::from_secs(5)), ..Config::default() });
    (Document::of(thm, &loaded.ast, &source, &solved, language), source)
}

#[test]
fn every_form_has_statement_figure_proof_and_conditions() {
    for language in [Language::En, Language::Zh] {
        let (d, _) = of("classic/orthocenter_reflection_in_side.fml", language);
        assert!(d.remark.is_none() && d.figure.is_some() && !d.steps.is_empty() && !d.conditions.is_empty());
        let c = Catalogue::of(language);
        let proof = c.say("labels.proof", &[]);
        let all = [d];
        for form in [Form::Tex, Form::Typst, Form::Md, Form::Html] {
            let text = Document::write(&all, form, &["f.svg".into()]);
            assert!(text.contains(&proof), "{form:?}");
            let figure = match form {
                Form::Tex => "\\begin{tikzpicture}",
                Form::Typst => "image(bytes(",
                Form::Md => "(f.svg)",
                Form::Html => "<svg",
            };
            assert!(text.contains(figure), "{form:?}");
        }
    }
}

#[test]
fn sentences_have_the_numbers_of_the_proof() {
    let (d, _) = of("classic/orthocenter_reflection_in_side.fml", Language::En);
    assert_eq!(d.given[0], ("Let ABC be a triangle.".to_string(), vec![]));
    assert_eq!(d.given[1], ("Let H be the orthocentre of triangle ABC.".to_string(), vec![1]));
    assert_eq!(d.asked, ["Prove that A, B, C and X are concyclic."]);
}

#[test]
fn a_false_statement_is_told_to_be_false() {
    let (d, _) = of("false/second_meeting_merged.fml", Language::Zh);
    assert!(d.remark.as_deref().is_some_and(|r| r.contains("不成立") && r.contains("A = (")));
}

/// What geometry says is translated whole: no English word is left in a proof.
#[test]
fn proofs_are_chinese_from_beginning_to_end() {
    let root = format!("{}/datasets/classic", env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<_> = std::fs::read_dir(root).expect("a folder").flatten().map(|e| e.file_name()).collect();
    files.sort();
    let (mut proofs, mut left) = (0, std::collections::BTreeSet::new());
    // (A third of them is enough for every run.)
    for f in files.iter().step_by(3) {
        let (d, _) = of(&format!("classic/{}", f.to_string_lossy()), Language::Zh);
        if d.remark.is_some() {
            continue;
        }
        proofs += 1;
        let mut texts: Vec<&str> = d.aux.iter().map(String::as_str).collect();
        for s in &d.steps {
            texts.extend(s.headings.iter().map(|h| h.1.as_str()));
            texts.extend([s.claim.text.as_str(), &s.claim.why]);
            texts.extend(s.inner.iter().flat_map(|c| [c.text.as_str(), &c.why]));
            texts.extend(s.chain.iter().flat_map(|c| c.1.iter().flat_map(|l| [l.1.as_str(), &l.2])));
        }
        texts.extend(d.conditions.iter().flat_map(|c| c.1.iter().map(String::as_str)));
        texts.extend(d.given.iter().map(|g| g.0.as_str()).chain(d.asked.iter().map(String::as_str)));
        for t in texts {
            let word = |w: &&str| w.len() >= 3 && w.chars().all(|c| c.is_ascii_lowercase());
            let known = ["area", "abs", "sqrt", "mod", "dir", "log", "distance", "min", "max", "cos", "sin", "axis"];
            let words = t.split(|c: char| !c.is_ascii_alphabetic()).filter(word).filter(|w| !known.contains(w));
            left.extend(words.map(|w| format!("{w}: {t}")));
        }
    }
    assert!(proofs > 30, "{proofs}");
    assert!(left.is_empty(), "{left:#?}");
}
