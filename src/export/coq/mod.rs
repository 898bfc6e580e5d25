//! Proofs about numbers as Coq text over the Reals of its standard library.
//!
//! The text stands alone: first the part of the support (`provers/coq/Euclase.v`) that it uses, then the theorem over the Reals, then the
//! lines of the certificate as assertions, then `Print Assumptions`. Coq believes nothing of Euclase.

mod conclude;
mod congruence;
mod expand;
mod facts;
mod figure;
mod figures;
mod goals;
mod lemmas;
mod lengths;
mod lines;
pub mod run;
mod solved;
pub mod support;
mod terms;
mod written;

use super::names::{legal, numbered};
use super::{NotExported, accepted};
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::cert::Certificate;
use goals::{Goal, Kind};
use lines::Lines;
use std::collections::BTreeSet;
use terms::Writer;

/// With this the theorem begins, after the support.
pub const THEOREM: &str = "(* == theorem ";

/// Words that number the things of an exported proof.
const OWN: &[&str] = &[
    "hyp", "def", "cond", "line", "claim", "sup", "term", "loc", "same", "need", "shown", "case", "spot", "place",
    "arg", "equal",
];
/// Words of Coq, and names that exported proofs use.
const RESERVED: &[&str] = &[
    "as",
    "at",
    "by",
    "cofix",
    "else",
    "end",
    "exists",
    "exists2",
    "fix",
    "for",
    "forall",
    "fun",
    "if",
    "in",
    "let",
    "match",
    "mod",
    "return",
    "then",
    "using",
    "where",
    "with",
    "Prop",
    "Set",
    "Type",
    "SProp",
    "env",
    "sqrt",
    "root",
    "exp",
    "ln",
    "R",
    "PI",
    "Rabs",
    "Rmin",
    "Rmax",
    "Rpower",
    "given",
    "said",
    "alternative",
    "says",
    "check",
    "bridge",
    "conj",
    "True",
    "False",
    "nat",
    "positive",
    "Product",
    "Divisor",
    "f_equal",
    "f_equal2",
    "Rinv",
    "IZR",
    "pow",
    "eval",
    "plain",
    "id",
    "fst",
    "snd",
    "pair",
    "nil",
    "cons",
    "eq_refl",
    "whole",
    "rest",
];

/// The text of a theorem's proof.
///
/// # Errors
/// The certificate is not accepted, or says what this export cannot say yet.
pub fn export(thm: &CoreTheorem, cert: &Certificate) -> Result<String, NotExported> {
    let body = body(thm, cert)?;
    Ok(format!("{}\n{body}", support::for_text(&body)))
}

/// Theorem and proof, without the support.
///
/// # Errors
/// As `export`.
fn body(thm: &CoreTheorem, cert: &Certificate) -> Result<String, NotExported> {
    let proof = accepted(thm, cert)?;
    if !cert.aux.is_empty() {
        return Err(NotExported::new("its certificate has auxiliary points"));
    }
    let proof = &expand::expanded(proof)?;
    let points = thm.points.get(..thm.statement_points).unwrap_or_default();
    let named: Vec<String> = points.iter().map(|p| p.name.clone()).chain(thm.reals.iter().cloned()).collect();
    let named: Vec<String> = named.into_iter().chain(proof.reals.iter().cloned()).collect();
    let mut points = legal(&named, &reserved);
    let reals = points.split_off(thm.statement_points.min(points.len()));
    let mut w = Writer::new(reals, points);
    let premises = goals::premises(thm, &proof.conditions, &mut w)?;
    let asks: Vec<&[u32]> =
        thm.goals.iter().filter_map(|g| if let GoalKind::Solve(vs) = &g.kind { Some(&vs[..]) } else { None }).collect();
    if !asks.is_empty() && thm.goals.len() > 1 {
        return Err(NotExported::new("it asks for solutions and for something else: not exported yet"));
    }
    let about = asks.first().copied().unwrap_or_default();
    let goals =
        (0..thm.goals.len()).map(|k| goals::goal(thm, k, &premises, proof, &mut w)).collect::<Result<Vec<_>, _>>()?;
    let wanted = wanted(proof);
    let bound: BTreeSet<u32> = premises.sources.iter().flat_map(|s| s.given.bound.clone()).collect();
    let mut lines = Lines::write(thm, proof, &premises, w, about, &wanted)?;
    let end = conclude::conclude(&mut lines, thm, &goals)?;
    assembled(thm, &lines, &goals, &bound, about, &end)
}

/// The lines that the goals rest on.
fn wanted(proof: &euclase_kernel::algebra::Proof) -> BTreeSet<usize> {
    let mut wanted: BTreeSet<usize> = proof.goals.iter().flat_map(|g| g.lines.iter().copied()).collect();
    for (i, line) in proof.lines.iter().enumerate().rev() {
        if wanted.contains(&i) {
            wanted.extend(line.premises.iter().copied());
        }
    }
    wanted
}

/// Theorem and proof.
fn assembled(
    thm: &CoreTheorem,
    lines: &Lines,
    goals: &[Goal],
    bound: &BTreeSet<u32>,
    about: &[u32],
    end: &str,
) -> Result<String, NotExported> {
    let (w, premises) = (&lines.w, lines.premises);
    let solve = goals.iter().find_map(|g| if let Kind::Solve(s) = &g.kind { Some(s) } else { None });
    let supposed = |i: usize| solve.is_some_and(|s| s.about.contains(&i));
    let reals: Vec<u32> = (0..thm.reals.len() as u32).filter(|v| !bound.contains(v) && !about.contains(v)).collect();
    let mut out = format!("{THEOREM}{} == *)\n\n", comment(&thm.name));
    if let Some(source) = &thm.source {
        out += &format!("(* {} *)\n", comment(source));
    }
    for untold in &premises.untold {
        out += &format!("(* Assumed besides, not used, and without a text: {} *)\n", comment(untold));
    }
    out += &format!("Theorem {} :\n", theorem_name(&thm.name));
    let mut intros = w.places.all();
    if !intros.is_empty() {
        out += &format!("  forall {intros} : point,\n");
    }
    if !reals.is_empty() {
        out += &format!("  forall {} : R,\n", w.variables(&reals));
    }
    intros += &format!(" {}", w.variables(&reals));
    let mut before = None;
    for (_, p) in premises.all.iter().enumerate().filter(|(i, _)| !supposed(*i)) {
        let goals = |said: &String| thm.goals.iter().any(|g| g.origin.text == *said);
        if let Some(said) = p.said.as_ref().filter(|s| !s.is_empty() && !goals(s) && before != Some(*s)) {
            before = Some(said);
            out += &format!("  (* {} *)\n", comment(said));
        }
        out += &format!("  ({}) ->\n", p.text);
        intros += &format!(" {}", p.name);
    }
    if !about.is_empty() {
        out += &format!("  forall {} : R,\n", w.variables(about));
    }
    for g in &thm.goals {
        out += &format!("  (* {} *)\n", comment(&g.origin.text));
    }
    let texts: Vec<String> =
        goals.iter().map(|g| if goals.len() > 1 { format!("({})", g.text) } else { g.text.clone() }).collect();
    out += &format!("  {}.\nProof.\n", texts.join(" /\\\n  "));
    let intro = |names: &str| match names.split_whitespace().collect::<Vec<_>>()[..] {
        [] => String::new(),
        ref all => format!("  intros {}.\n", all.join(" ")),
    };
    let asked = w.variables(about);
    match &lines.whole {
        None => out += &intro(&format!("{intros} {asked}")),
        Some(whole) => {
            out += &intro(&intros);
            out += &format!("  assert (whole : forall {asked} : R, {}).\n  {{\n  intros {asked}.\n", whole.statement);
        }
    }
    out += &w.definitions(&|v| bound.contains(&v) || v as usize >= thm.reals.len());
    for (k, v) in w.variants.iter().enumerate() {
        out += &format!("  assert (same{k} : another ({}) ({})) by {}.\n", v.left, v.right, v.proof);
    }
    out += &lines.out;
    out += end;
    if let Some(whole) = &lines.whole {
        out += &format!("  }}\n  {}", whole.after);
    }
    out += &format!("Qed.\n\nPrint Assumptions {}.\n", theorem_name(&thm.name));
    Ok(out)
}

/// A legal name for the theorem.
fn theorem_name(name: &str) -> String {
    legal(&[name.to_string()], &reserved).concat()
}

/// Is it a name that the text uses otherwise?
fn reserved(n: &str) -> bool {
    RESERVED.contains(&n) || numbered(n, OWN) || support::names().contains(n)
}

/// Text within a comment.
pub(crate) fn comment(text: &str) -> String {
    text.replace("(*", "( *").replace("*)", "* )").replace('"', "'").replace(['\n', '\r'], " ")
}
