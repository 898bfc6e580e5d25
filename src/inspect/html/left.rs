//! What is there without a proof: what was shown, what is true in every figure that was drawn and not shown, and which of that would be enough.
//!
//! The last are the bridges of [`crate::study::bridge`].

use super::figure::spoken;
use crate::report::Status;
use crate::search::trace::Point;
use crate::solve::{Clock, Solved};
use crate::study::bridge::{bridges, picture};
use euclase_diagram::kind_status;
use euclase_grammar::core::{CoreTheorem, Fact};
use euclase_grammar::words::{self, Style};
use serde_json::{Value, json};
use std::time::Duration;

/// Facts of each list that are shown.
const SHOWN: usize = 60;
/// For all of it.
const PATIENCE: Duration = Duration::from_secs(6);

/// What is left to be shown, for a theorem of geometry that was neither proved nor refuted.
pub fn data(thm: &CoreTheorem, solved: &Solved, best: &[Point]) -> Value {
    let open = matches!(solved.answer.status, Status::Unknown | Status::Timeout | Status::MemoryOut | Status::User);
    let (true, Some(pts)) = (open, picture(thm, solved)) else { return Value::Null };
    let clock = Clock::new(Some(PATIENCE), None);
    let Some(found) = bridges(thm, &pts, best, &clock) else { return Value::Null };
    let told = |f: &Fact, enough: bool| json!({"text": words::fact(thm, f, Style::Unicode), "speaks": spoken(f), "enough": enough});
    let goals: Vec<Value> = thm
        .goals
        .iter()
        .zip(&found.reached)
        .map(|(g, reached)| {
            let status = match kind_status(&g.kind, &pts) {
                euclase_diagram::Status::Holds => "true in the figure",
                euclase_diagram::Status::Fails => "false in the figure",
                euclase_diagram::Status::Unclear => "not to be read off the figure",
            };
            json!({"text": g.origin.text, "status": status, "proved": reached})
        })
        .collect();
    json!({
        "goals": goals,
        "facts": found.facts,
        "known": found.known.iter().take(SHOWN).map(|f| told(f, false)).collect::<Vec<_>>(),
        "allKnown": found.known.len(),
        "allUnknown": found.unknown.len(),
        "unknown": found.unknown.iter().take(SHOWN).map(|(f, steps)| told(f, steps.is_some())).collect::<Vec<_>>(),
        "enough": found.enough().count(),
        "supposed": found.supposed,
        "figures": found.figures,
        "with": best.iter().map(|p| p.name.clone()).collect::<Vec<_>>(),
    })
}
