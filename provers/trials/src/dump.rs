//! Mutants as JSON Lines, for a comparison with another checker. The fields are described in `docs/trials.md`.

use crate::corpus::Entry;
use crate::kernels::Outcome;
use crate::operators::Mutant;
use crate::run::Trial;
use euclase_grammar::core::{Cond, CoreTheorem, PointInfo};
use euclase_grammar::words::{self, Style};
use euclase_kernel::Strength;
use euclase_kernel::json::to_json;
use serde_json::{Value, json};

/// The certificate of a mutant. Names that the mutation has doubled are written as they are.
pub fn certificate(m: &Mutant) -> Value {
    serde_json::from_str(&to_json(&m.thm, &m.cert)).unwrap_or(Value::Null)
}

/// A condition in words.
pub fn condition(m: &Mutant, c: &Cond) -> String {
    words::cond(&with_aux(m), c, Style::Ascii)
}

/// One line.
pub fn line(number: u64, t: &Trial, entry: &Entry) -> Value {
    let m = &t.mutant;
    let (outcome, step, conditions, strength) = match &t.outcome {
        Outcome::Accepted { conditions, strength, .. } => {
            let named = with_aux(m);
            let words: Vec<String> = conditions.iter().map(|c| words::cond(&named, c, Style::Ascii)).collect();
            ("accepted", None, words, strength.map(strength_word))
        }
        Outcome::Rejected { step } => ("rejected", *step, vec![], None),
        Outcome::Declined => ("declined", None, vec![], None),
    };
    json!({
        "number": number,
        "operator": t.operator.name,
        "description": t.description,
        "theorem": if m.variant.is_none() { Some(&entry.path) } else { None },
        "fml": m.variant.as_ref().map(|(_, v)| &v.text),
        "certificate": certificate(m),
        "outcome": outcome,
        "step": step,
        "conditions": conditions,
        "strength": strength,
    })
}

fn strength_word(s: Strength) -> &'static str {
    match s {
        Strength::General => "general",
        Strength::Generic => "generic",
        Strength::Configuration => "configuration",
    }
}

/// The theorem with the auxiliary points among its points, for their names.
fn with_aux(m: &Mutant) -> CoreTheorem {
    let mut thm = (*m.thm).clone();
    thm.points.truncate(thm.statement_points);
    thm.points.extend(m.cert.aux.iter().map(|a| PointInfo {
        name: a.name.clone(),
        hidden: false,
        origin: Default::default(),
    }));
    thm
}
