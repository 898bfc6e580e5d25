//! How often the conditions of a proof hold in random figures, and proofs for the figures where they do not.
//!
//! A proof by the rules of geometry may ask for an order of points or an orientation of triangles (a configuration), and any proof may
//! ask that something is not degenerate. Figures are drawn at random, on any branch that the statement leaves open; where a condition
//! fails, the theorem is proved once more with that figure as the picture, so that other conditions come out.

use crate::report::Status;
use crate::solve::{Clock, Config, INTERRUPTED, Solved, solve};
use euclase_diagram::{Options, eval, figures};
use euclase_grammar::core::{Cond, CoreTheorem, Pt};
use euclase_grammar::words::{self, Style};
use euclase_kernel::{Class, Verdict, check};
use serde::Serialize;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Figures that are drawn.
const FIGURES: usize = 1000;
/// For all of them; what is drawn until then is measured.
const PATIENCE: Duration = Duration::from_secs(20);
/// Further configurations that are tried.
const CASES: usize = 8;
/// Seed of these figures, away from that of the first.
const AWAY: u64 = 2000;

/// A condition of a proof, and in how many figures it holds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Held {
    /// In words.
    pub condition: String,
    /// How many figures it holds in.
    pub figures: usize,
}

/// What figures say of the proofs of a theorem.
#[derive(Clone, Debug, Default)]
pub struct Cases {
    /// How many figures were measured.
    pub figures: usize,
    /// The conditions of the first proof that the statement does not declare.
    pub held: Vec<Held>,
    /// Figures in which all conditions of the first proof hold.
    pub first: usize,
    /// Figures in which all conditions of some proof hold.
    pub covered: usize,
    /// Figures that each further proof adds.
    pub gained: Vec<usize>,
}

/// The conditions of an accepted proof that the statement does not declare. Of auxiliary points nothing is measured, so conditions about them
/// are left out.
fn conditions(thm: &CoreTheorem, solved: &Solved) -> Vec<Cond> {
    let Some(cert) = &solved.certificate else { return Vec::new() };
    let Verdict::Accepted(theorem) = check(thm, cert) else { return Vec::new() };
    let own = theorem.conditions().iter().filter(|c| c.class != Class::Declared);
    let of_statement = |c: &Cond| c.points().iter().all(|p| p.ix() < thm.statement_points);
    own.map(|c| c.cond.clone()).filter(of_statement).collect()
}

/// Draws figures, counts, and proves the theorem for others: further proofs. `config` is how each is looked for.
pub fn cases(thm: &CoreTheorem, first: &Solved, config: &Config) -> (Cases, Vec<Solved>) {
    let mut further = Vec::new();
    if first.answer.status != Status::Theorem || thm.points.is_empty() {
        return (Cases::default(), further);
    }
    let clock = Clock::new(Some(PATIENCE), None);
    let most = u32::try_from(2 * FIGURES).unwrap_or(u32::MAX);
    let options = Options { seed: config.seed.wrapping_add(AWAY), attempts: most, ..Options::default() };
    let drawn: Vec<Vec<[f64; 2]>> = figures(thm, &options)
        .take_while(|_| !clock.over() && !INTERRUPTED.load(Ordering::Relaxed))
        .take(FIGURES)
        .map(|f| f.pts)
        .collect();
    // What cannot be told from a figure (a point on a line to rounding error) is not held against a proof.
    let holds = |pts: &[[f64; 2]], c: &Cond| eval::cond_holds(pts, c) != Some(false);
    let own = conditions(thm, first);
    let held = own.iter().map(|c| Held {
        condition: words::cond(thm, c, Style::Unicode),
        figures: drawn.iter().filter(|pts| holds(pts, c)).count(),
    });
    let mut out = Cases { figures: drawn.len(), held: held.collect(), ..Cases::default() };
    let mut open: Vec<&Vec<[f64; 2]>> = drawn.iter().filter(|pts| !own.iter().all(|c| holds(pts, c))).collect();
    out.first = drawn.len() - open.len();
    for _ in 0..CASES {
        let Some(pts) = open.first().copied() else { break };
        if INTERRUPTED.load(Ordering::Relaxed) {
            break;
        }
        let mut there = thm.clone();
        there.coords = pts.iter().enumerate().map(|(i, [x, y])| (Pt(i as u32), *x, *y)).collect();
        let mut solved = solve(&there, &Config { trace: None, ..config.clone() });
        let conds = conditions(thm, &solved);
        let covers = |pts: &[[f64; 2]]| solved.answer.status == Status::Theorem && conds.iter().all(|c| holds(pts, c));
        let before = open.len();
        open.retain(|pts| !covers(pts));
        let gained = before - open.len();
        if gained > 0 {
            solved.answer.name.clone_from(&first.answer.name);
            out.gained.push(gained);
            further.push(solved);
        } else {
            // Nothing was proved there: it stays open, and others are looked at.
            open.remove(0);
        }
    }
    out.covered = out.first + out.gained.iter().sum::<usize>();
    (out, further)
}

impl Cases {
    /// In words, a line each.
    pub fn text(&self) -> String {
        let n = self.figures;
        if n == 0 {
            return "Cases\n  no further figure could be drawn\n".into();
        }
        let mut out = format!("Cases ({n} random figures)\n");
        for h in self.held.iter().filter(|h| h.figures < n) {
            out += &format!("  {:5.1} %  {}\n", percent(h.figures, n), h.condition);
        }
        let always = self.held.iter().filter(|h| h.figures == n).count();
        match always {
            0 => {}
            1 => out += "  100.0 %  a condition that the statement does not declare\n",
            _ => out += &format!("  100.0 %  each of {always} conditions that the statement does not declare\n"),
        }
        if self.held.is_empty() {
            out += "  the proof asks for nothing that the statement does not say\n";
        } else {
            out += &format!("  {:5.1} %  all conditions of this proof\n", percent(self.first, n));
        }
        if self.first < n {
            let count = self.gained.len();
            let proofs = if count == 1 { "1 further proof".to_string() } else { format!("{count} further proofs") };
            out += &format!("  {:5.1} %  with {proofs} for other figures\n", percent(self.covered, n));
        }
        out
    }
}

fn percent(part: usize, of: usize) -> f64 {
    // (Rounded down: 100 % means all.)
    (1000.0 * part as f64 / of as f64).floor() / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn theorem(text: &str) -> CoreTheorem {
        euclase_grammar::load(text).expect("well-formed").theorems.remove(0)
    }

    #[test]
    fn a_proof_without_conditions_holds_everywhere() {
        let thm =
            theorem("theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN parallel BC }");
        let config = Config::default();
        let (cases, _) = cases(&thm, &solve(&thm, &config), &config);
        assert!(cases.figures >= 500, "{}", cases.figures);
        assert_eq!((cases.first, cases.covered), (cases.figures, cases.figures));
    }

    #[test]
    fn an_order_of_points_has_other_cases() {
        // IMO 1984 P4 without what its circles say: between which points M lies is a matter of the figure.
        let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/datasets/people/imo_1984_p4.fml"));
        let thm = theorem(&text.expect("in the datasets"));
        let config = Config::default();
        let first = solve(&thm, &config);
        assert_eq!(first.answer.status, Status::Theorem);
        let (cases, further) = cases(&thm, &first, &config);
        assert!(cases.first < cases.figures && cases.first > 0, "{cases:?}");
        assert!(cases.covered > cases.first && further.iter().all(|s| s.answer.status == Status::Theorem));
        assert_eq!(cases.covered, cases.first + cases.gained.iter().sum::<usize>());
        assert!(cases.held.iter().any(|h| h.figures < cases.figures));
    }
}
