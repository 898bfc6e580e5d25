//! Further figures of a statement, as different from the first as may be.
//!
//! A drawing likes room: of several places for a point it takes one far from the others, so that a figure with a point on
//! the shorter arc, or between two near ones, hardly comes up. Here half of the figures are drawn from random suggestions
//! instead: every point is asked to be near a place chosen blindly, which decides arcs, sides and branches evenly.

use super::Clock;
use euclase_diagram::{Figure, Options, draw, eval, figures, rng::Rng};
use euclase_grammar::core::{CoreTheorem, Pt};

/// Figures of each kind.
const EACH: u64 = 20;
/// Attempts at a figure from one set of suggestions; they are given up for the second half.
const ATTEMPTS: u32 = 8;
/// Seeds of these figures start here, away from that of the first figure.
const AWAY: u64 = 1000;

/// Other figures of the statement, by turns of both kinds, until the clock says stop. `first` gives the scale.
pub(crate) fn further<'a>(
    thm: &'a CoreTheorem,
    first: &Figure,
    seed: u64,
    clock: &'a Clock,
) -> impl Iterator<Item = Figure> + use<'a> {
    let seed = seed.wrapping_add(AWAY);
    let blind = Options { seed, any_branch: true, prefer_goal: false, ..Options::default() };
    let mut roomy = figures(thm, &blind).take(EACH as usize);
    let scattered = scattered(thm, first, seed);
    scattered.flat_map(move |s| [s, roomy.next()]).flatten().take_while(|_| !clock.over())
}

/// Figures from random suggestions for all points.
fn scattered<'a>(thm: &'a CoreTheorem, first: &Figure, seed: u64) -> impl Iterator<Item = Option<Figure>> + use<'a> {
    let statement = &first.pts[..thm.statement_points.min(first.pts.len())];
    let n = statement.len().max(1) as f64;
    let middle = [0, 1].map(|i| statement.iter().map(|p| p[i]).sum::<f64>() / n);
    let reach = eval::size(statement);
    let mut suggesting = thm.clone();
    (0..EACH).map(move |k| {
        let mut rng = Rng::new(seed, k);
        // Now a compact figure, now a wide one.
        let r = reach * rng.range(0.3, 1.0);
        suggesting.coords = (0..thm.statement_points as u32)
            .map(|p| (Pt(p), middle[0] + rng.range(-r, r), middle[1] + rng.range(-r, r)))
            .collect();
        let own = Options {
            seed: seed.wrapping_add(k),
            attempts: ATTEMPTS,
            samples: 1,
            hints: true,
            any_branch: true,
            prefer_goal: false,
        };
        draw(&suggesting, &own).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use euclase_grammar::core::{Fact, GoalKind};

    #[test]
    fn both_arcs_are_met_evenly() {
        let text = "theorem t { point A, B point O = rotation(B, A, 60 deg) point C on circle(O, A) other than A, B show angle(A, C, B) = 30 deg }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let GoalKind::Fact(Fact::Ang { .. }) = thm.goals[0].kind else { panic!("an angle") };
        for seed in 0..5 {
            let first = draw(&thm, &Options { seed, ..Options::default() }).expect("a figure");
            let clock = Clock::new(None, None);
            let all: Vec<Figure> = further(&thm, &first, seed, &clock).collect();
            assert_eq!(all.len(), 2 * EACH as usize);
            // A sixth of the circle.
            let short = all.iter().filter(|f| eval::angle(&f.pts, Pt(0), Pt(3), Pt(1)) > 0.5).count();
            assert!(short >= 1, "seed {seed}: {short}");
        }
    }
}
