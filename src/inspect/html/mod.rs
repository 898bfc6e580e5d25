//! One page about one theorem, which needs nothing but itself: figure, proof, what depends on what, the search.
//!
//! The data are made here, as one JSON value; `page.js` and its parts show them. Nothing of the data is ever read as HTML: it stands in
//! a `script` element of type `application/json` in which `<` cannot occur, and the scripts put texts into text nodes. A content
//! security policy allows these scripts and styles, by their hashes, and no connection.

mod equations;
mod figure;
mod left;
mod proof;
pub mod search;

use crate::report::escape::xml;
use crate::solve::{Solved, Stage};
use crate::study::bridge;
use euclase_grammar::core::CoreTheorem;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
/// In order: each uses those before it.
const SCRIPTS: [&str; 9] = [
    include_str!("basics.js"),
    include_str!("equations.js"),
    include_str!("solver.js"),
    include_str!("marks.js"),
    include_str!("figure.js"),
    include_str!("proof.js"),
    include_str!("graph.js"),
    include_str!("search.js"),
    include_str!("page.js"),
];

/// What a page is about.
pub struct Subject<'a> {
    /// The theorem.
    pub thm: &'a CoreTheorem,
    /// Its text.
    pub text: &'a str,
    /// What came of it.
    pub solved: &'a Solved,
    /// How long it took, stage by stage.
    pub stages: &'a [Stage],
    /// The search.
    pub search: search::Digest,
    /// Whether the proof was replayed from a trace.
    pub replayed: bool,
}

/// The page.
pub fn page(s: Subject) -> String {
    let answer = &s.solved.answer;
    let title = format!("{}: {}", answer.name, answer.status);
    filled(&title, &data(s))
}

/// The page with these data.
fn filled(title: &str, data: &Value) -> String {
    let script = format!("'use strict';\n(() => {{\n{}\n}})();", SCRIPTS.join("\n"));
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(&script),
        hash(STYLE)
    );
    // One pass over the template, so that nothing that is put in is looked at again.
    let mut out = String::with_capacity(PAGE.len() + STYLE.len() + script.len() + (64 << 10));
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (word, after) = after.split_once("}}").unwrap_or((after, ""));
        out += before;
        match word {
            "title" => out += &xml(title),
            "policy" => out += &xml(&policy),
            "style" => out += STYLE,
            "data" => out += &inert(data),
            "script" => out += &script,
            _ => {}
        }
        rest = after;
    }
    out + rest
}

/// JSON that no reader of HTML takes for anything else.
fn inert(data: &Value) -> String {
    let text = data.to_string();
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// A source of a content security policy.
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&Sha256::digest(text.as_bytes())))
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let three = chunk.iter().chain([&0, &0]).take(3).fold(0u32, |n, b| n << 8 | u32::from(*b));
        for i in 0..4 {
            let letter = LETTERS[(three >> (18 - 6 * i) & 63) as usize] as char;
            out.push(if i <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

fn data(s: Subject) -> Value {
    let Subject { thm, text, solved, stages, search, replayed } = s;
    let a = &solved.answer;
    let cert = solved.certificate.as_ref();
    let left = if cert.is_none() { left::data(thm, solved, search.best_points()) } else { Value::Null };
    json!({
        "program": env!("CARGO_PKG_VERSION"),
        "name": a.name,
        "source": a.source,
        "text": text,
        "status": a.status.to_string(),
        "strength": a.strength.map(|s| json!({"word": s.word(), "meaning": s.meaning()})),
        "variables": a.variables,
        "found": a.found.iter().map(|f| json!({"text": format!("{}{}{}", f.asked, f.joint(), f.value), "fact": f.fact})).collect::<Vec<_>>(),
        "counterexample": a.counterexample,
        "conditions": a.conditions,
        "checked": a.figure.as_ref().map(|f| &f.text),
        "sketch": a.sketch.iter().map(|l| json!({"text": l.text, "line": l.line, "verdict": l.verdict.word(), "note": l.note})).collect::<Vec<_>>(),
        "notes": a.notes,
        "counts": a.counts.to_string(),
        "seconds": a.seconds,
        "prover": a.prover,
        "replayed": replayed,
        "figure": bridge::picture(thm, solved).map(|pts| figure::data(thm, &pts, cert, a)),
        "proof": proof::data(thm, cert, a),
        "search": search.data(),
        "stages": stages.iter().map(|s| json!([s.what, s.seconds])).collect::<Vec<_>>(),
        "left": left,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_are_those_of_browsers() {
        assert_eq!(hash(""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!((base64(b"a"), base64(b"ab"), base64(b"abc")), ("YQ==".into(), "YWI=".into(), "YWJj".into()));
    }

    #[test]
    fn what_is_put_in_is_not_looked_at_again() {
        let page = filled("{{data}} <b>", &json!({"x": "{{script}} </script> \u{2028} &amp;"}));
        assert!(page.contains("<title>{{data}} &lt;b&gt;</title>"));
        assert!(page.contains(r#"{"x":"{{script}} \u003c/script\u003e \u2028 \u0026amp;"}"#));
        assert_eq!(page.matches("</script>").count(), 2);
    }
}
