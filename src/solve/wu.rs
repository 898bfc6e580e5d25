//! Wu's method in its turn: after the closure and a short search, before a long one.
//!
//! A proof by rules of geometry is the one that people want to read, and most that need an auxiliary point are found within a
//! few hundred nodes; so both come first. What is left costs the search minutes or is beyond it, while a proof in coordinates often takes
//! less than a second. The budgets count nodes and operations, so that the same theorem has the same proof whatever the machine.

use super::attempts::pruned;
use super::conclude::Outcome;
use super::coordinates::{Standing, accepted, of_lines};
use super::{Clock, Config};
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind};
use euclase_wu::filter::Filter;
use euclase_wu::{Why, left_out};

/// The prover's name in answers.
pub(super) const PROVER: &str = "wu";
/// Nodes of the search that come before it.
pub(super) const AFTER: u64 = 1000;

/// Are all goals of its kind?
pub(crate) fn suits_wu(thm: &CoreTheorem) -> bool {
    thm.goals.iter().all(|g| matches!(g.kind, GoalKind::Fact(_) | GoalKind::Cond(_)))
}

/// What is said of a goal that the modular filter doubts.
pub(crate) const DOUBT: &str = "it holds in none of the figures with random coordinates modulo a prime that were tried, so it is hardly true in general";

/// Is some goal false in random figures modulo a prime, on all components that they lie on? That is no refutation: order and inequalities are not
/// seen there. It takes well under a millisecond as a rule, and tells what effort is not worth while.
pub(crate) fn doubted(thm: &CoreTheorem) -> bool {
    Filter::new(thm).is_some_and(|f| f.doubts(thm))
}

/// A proof of all goals in coordinates. The session is that of the figure; of what it knows the directions of angles that the
/// theorem assumes are used.
pub(super) fn proof(at: Standing) -> Outcome {
    let Standing { thm, session, figure, config, clock, counts } = at;
    if config.wu == 0 || clock.over() {
        return Outcome::NotReached;
    }
    if config.plane {
        return in_plane(at);
    }
    clock.doing("calculating in coordinates (Wu's method)", counts);
    // Equations of angles have a meaning in coordinates once they are directed; that is a step.
    let (steps, places) = session.claims(&session.directed());
    let claim = |k: usize| steps.steps.get(k).map(|s| (k, s.claim.clone()));
    let known: Vec<(usize, Fact)> = places.into_iter().flatten().filter_map(claim).collect();
    let out = euclase_wu::prove_with(thm, &known, &figure.pts, config.wu, &|| clock.over());
    let Some(lines) = out.proof else {
        let why = out.failed.iter().map(|f| &f.1).min_by_key(|w| rank(w));
        // Where all of the work was done, more of it might have told more.
        let all = out.work >= config.wu.saturating_mul(1_000_000);
        let why = why.map(|w| if all && rank(w) > 0 { &Why::Work } else { w });
        let Some(why) = why.map(words) else { return Outcome::NotReached };
        let Some(why) = why else { return no_meaning(config) };
        return Outcome::Open(match left_out(thm, &known)[..] {
            [] => why,
            [first, ..] => {
                let text = thm.hyps.get(first).map(|h| h.origin.text.clone()).unwrap_or_default();
                format!("{why} (without `{text}`, which is no equation in coordinates)")
            }
        });
    };
    let cert = pruned(steps, lines, &vec![None; thm.goals.len()]);
    accepted(at, cert, (PROVER, "Wu's method"))
}

/// What is said of a goal that is no equation in coordinates. Where others may prove it, too, it is theirs, and nothing is said.
pub(super) fn no_meaning(config: &Config) -> Outcome {
    if config.alone {
        Outcome::Open("Wu's method does not apply: a goal is no equation between polynomials in coordinates".into())
    } else {
        Outcome::NotReached
    }
}

/// Work of Wu's method before proofs by ideals, in millions of operations.
const FIRST: u64 = 20;
/// Efforts of the prover of algebra in a frame, one after the other, and how many frames have each.
const EFFORTS: [(u64, usize); 2] = [(1, 6), (20, 3)];

/// Lengths that add up are nothing to ideals.
fn by_algebra(thm: &CoreTheorem, clock: &Clock) -> Option<euclase_kernel::algebra::Proof> {
    if !euclase_algebra::suits(thm) {
        return None;
    }
    let frames = euclase_wu::strict_frames(thm);
    let tries = EFFORTS.iter().flat_map(|(e, n)| frames.iter().take(*n).map(move |f| (*e, *f)));
    let prove = |(e, f)| euclase_algebra::prove_in_plane(thm, f, e, &|| clock.over());
    tries.map_while(|t| (!clock.over()).then(|| prove(t))).find_map(|o| o.proof)
}

/// The same by the prover of algebra, under no conditions but the statement's own.
fn in_plane(at: Standing) -> Outcome {
    let Standing { thm, figure, config, clock, counts, .. } = at;
    clock.doing("calculating in coordinates (algebra)", counts);
    let stop = || clock.over();
    let plain = euclase_wu::prove(thm, &figure.pts, FIRST, &stop).proof.filter(|p| p.conditions.is_empty());
    let strict = plain.or_else(|| euclase_wu::prove_strictly(thm, &figure.pts, config.wu.saturating_mul(10), &stop));
    let Some(lines) = strict.or_else(|| by_algebra(thm, clock)) else { return Outcome::NotReached };
    accepted(at, of_lines(thm, lines), ("algebra", "in coordinates"))
}

/// Which reason says most: that of the frame that came furthest.
fn rank(why: &Why) -> u8 {
    match why {
        Why::Generic | Why::Remainder | Why::Component => 0,
        Why::Initial(_) => 1,
        Why::Branches(_) => 2,
        Why::Work => 3,
        Why::Goal => 4,
    }
}

fn words(why: &Why) -> Option<String> {
    let why = match why {
        Why::Generic => DOUBT,
        Why::Remainder => "the goal's remainder is not zero",
        Why::Component => "the goal holds on some components of the hypotheses alone",
        Why::Initial(_) => "no condition says that what would be divided by is not zero",
        Why::Branches(_) => "the hypotheses leave open on which component the picture lies",
        Why::Work => "too much work (--wu)",
        Why::Goal => return None,
    };
    Some(format!("Wu's method does not prove it: {why}"))
}
