//! Proof sketches: a person leads, the closure fills the gaps, the kernel checks.
//!
//! Each `have` is proved from what stands before it. One that is not proved is reported, as false in the picture
//! or as not found, and the rest is checked as if it held. What was assumed in that way never enters the proof: the strict
//! closure goes on beside the lenient one, and only the strict one makes a certificate.

use crate::report::{SketchLine, SketchVerdict};
use euclase_deduction::load::add_hypothesis;
use euclase_deduction::session::goal_proved;
use euclase_deduction::state::State;
use euclase_deduction::{Depth, Session, rules};
use euclase_diagram::Status;
use euclase_grammar::core::{GoalKind, SketchStep};

/// Follows a sketch from a saturated session. `pts` has the sketch's points after the statement's.
/// Returns the session with the sketch's auxiliary points, and a verdict for each line.
pub fn follow<'a>(
    strict: Session<'a>,
    steps: &[SketchStep],
    pts: &[[f64; 2]],
    depth: Depth,
    stop: &dyn Fn() -> bool,
) -> (Session<'a>, Vec<SketchLine>) {
    let mut walk = Walk { strict, lenient: None, depth, stop, lines: Vec::new() };
    for step in steps {
        match step {
            SketchStep::Let { point, def, args, origin, .. } => {
                let name = walk.strict.thm.points[point.ix()].name.clone();
                let verdict = match pts.get(point.ix()) {
                    Some(&at) => walk.point(&name, def, args, at),
                    None => Err("no place for it was found in the picture".into()),
                };
                walk.say(&origin.text, verdict.err().map(|note| (SketchVerdict::BadConstruction, note)));
            }
            SketchStep::Have { claims, origin, .. } | SketchStep::Show { claims, origin, .. } => {
                let failed = walk.claims(claims, pts);
                walk.say(&origin.text, failed);
            }
        }
    }
    (walk.strict, walk.lines)
}

struct Walk<'a, 'b> {
    strict: Session<'a>,
    /// The closure with what was assumed, once something was.
    lenient: Option<State>,
    depth: Depth,
    stop: &'b dyn Fn() -> bool,
    lines: Vec<SketchLine>,
}

impl Walk<'_, '_> {
    fn say(&mut self, text: &str, failed: Option<(SketchVerdict, String)>) {
        let (verdict, note) = failed.unwrap_or((SketchVerdict::Proved, String::new()));
        self.lines.push(SketchLine { text: text.into(), line: None, verdict, note });
    }

    fn point(&mut self, name: &str, def: &str, args: &[euclase_grammar::core::Pt], at: [f64; 2]) -> Result<(), String> {
        let before = self.strict.state.hyps.len();
        self.strict.add_aux(name, def, args, at).map_err(|e| e.to_string())?;
        let facts = self.strict.state.hyps[before..].to_vec();
        self.strict.saturate_all(self.depth, self.stop);
        if let Some(s) = &mut self.lenient {
            s.add_points(&[at]);
            for f in facts {
                add_hypothesis(s, f);
            }
            rules::saturate(s, self.depth, &|_| (self.stop)());
        }
        Ok(())
    }

    /// Checks the claims of a line; the ones that fail are assumed from then on.
    fn claims(&mut self, claims: &[GoalKind], pts: &[[f64; 2]]) -> Option<(SketchVerdict, String)> {
        let mut failed = None;
        for c in claims {
            if euclase_diagram::kind_status(c, pts) == Status::Fails {
                failed = Some((SketchVerdict::FalseInPicture, "this is false in the picture".into()));
                continue;
            }
            let known = goal_proved(&self.strict.state, c)
                || self.lenient.as_ref().is_some_and(|s| goal_proved(s, c));
            if known {
                continue;
            }
            // The closure may have stopped at the goals; finish it before judging.
            self.strict.saturate_all(self.depth, self.stop);
            if goal_proved(&self.strict.state, c) {
                continue;
            }
            failed = failed.or(Some((
                SketchVerdict::NotFound,
                "true in the picture, but not found from the lines before it; the rest was checked as if it held".into(),
            )));
            if let GoalKind::Fact(f) = c {
                let s = self.lenient.get_or_insert_with(|| self.strict.state.clone());
                add_hypothesis(s, f.clone());
                rules::saturate(s, self.depth, &|_| (self.stop)());
            }
        }
        failed
    }
}
