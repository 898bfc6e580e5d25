//! What the tests share: from text to a proof that the kernel accepted.
#![allow(dead_code)]

use euclase_deduction::{Depth, Session};
use euclase_diagram::{Figure, Options, draw};
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::cert::{Certificate, Rule};
use euclase_kernel::{Theorem, Verdict, check};
use std::path::{Path, PathBuf};

/// A proof and what the kernel made of it.
pub struct Proof {
    pub thm: CoreTheorem,
    pub cert: Certificate,
    pub accepted: Theorem,
}

/// The one theorem of a text.
pub fn theorem(text: &str) -> CoreTheorem {
    let mut file = euclase_grammar::load(text).unwrap_or_else(|e| panic!("{}", e[0].render(text, "the test")));
    assert_eq!(file.theorems.len(), 1, "one theorem a text");
    file.theorems.remove(0)
}

/// `body` as a theorem.
pub fn statement(body: &str) -> CoreTheorem {
    theorem(&format!("theorem t {{ {body} }}"))
}

/// A picture of a theorem, always the same one.
pub fn figure(thm: &CoreTheorem) -> Figure {
    draw(thm, &Options::default()).unwrap_or_else(|e| panic!("{}: {e}", thm.name))
}

/// The closure of a theorem until its goals are proved.
pub fn closed<'a>(thm: &'a CoreTheorem, figure: &Figure) -> Session<'a> {
    let mut s = Session::new(thm, &figure.pts).expect("few points");
    s.saturate(Depth::Full, &|| false);
    s
}

/// The kernel's answer, which must be yes.
pub fn accepted(thm: &CoreTheorem, cert: &Certificate) -> Result<Theorem, String> {
    match check(thm, cert) {
        Verdict::Accepted(t) => Ok(t),
        other => Err(format!("{}: {other:?}", thm.name)),
    }
}

/// Proves a theorem and has the kernel check the proof; None when the closure does not reach the goal.
pub fn prove(thm: CoreTheorem) -> Result<Option<Proof>, String> {
    let figure = figure(&thm);
    let s = closed(&thm, &figure);
    if !s.done() {
        return Ok(None);
    }
    let cert = s.certificate().map_err(|e| format!("{}: {e}", thm.name))?;
    let accepted = accepted(&thm, &cert)?;
    Ok(Some(Proof { thm, cert, accepted }))
}

/// Whether a rule occurs in a certificate, in the form asked for.
pub fn uses(cert: &Certificate, rule: &str, mirrored: bool) -> bool {
    cert.steps.iter().any(|s| match &s.rule {
        Rule::Geo { name, opposite, .. } => name == rule && *opposite == mirrored,
        Rule::Divide(_) => rule == "divide",
        Rule::Linear(_) => rule == "linear",
        Rule::Congruence => rule == "congruence",
        Rule::Hyp(_) => rule == "hyp",
        Rule::Aux(..) => rule == "aux",
    })
}

/// The rules of a certificate in order, for messages.
pub fn rules(cert: &Certificate) -> String {
    let name = |r: &Rule| match r {
        Rule::Geo { name, opposite, .. } => format!("{name}{}", if *opposite { " (mirrored)" } else { "" }),
        Rule::Divide(k) => format!("divide {k}"),
        Rule::Linear(_) => "linear".into(),
        Rule::Congruence => "congruence".into(),
        Rule::Hyp(_) => "hyp".into(),
        Rule::Aux(..) => "aux".into(),
    };
    cert.steps.iter().map(|s| name(&s.rule)).collect::<Vec<_>>().join(", ")
}

/// The files of a folder of `datasets/`, in order.
pub fn dataset(folder: &str) -> Vec<PathBuf> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets").join(folder);
    let mut v: Vec<PathBuf> = std::fs::read_dir(dir)
        .expect("the folder exists")
        .map(|e| e.expect("readable").path())
        .filter(|p| p.extension().is_some_and(|e| e == "fml"))
        .collect();
    v.sort();
    v
}

/// The theorems of a file.
pub fn read(path: &Path) -> Vec<CoreTheorem> {
    let text = std::fs::read_to_string(path).expect("UTF-8");
    euclase_grammar::load(&text)
        .unwrap_or_else(|e| panic!("{}", e[0].render(&text, &path.display().to_string())))
        .theorems
}
