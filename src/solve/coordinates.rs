//! The provers that calculate in coordinates, one after the other: the area method, whose proofs are short and can be read; Wu's
//! method; the Gröbner route. Each has a budget of work of its own, so that the first that has a proof is the same on each machine.

use super::conclude::{Outcome, Proof, checked_proof};
use super::{Clock, Config, wu};
use crate::report::Counts;
use euclase_area::Why;
use euclase_deduction::Session;
use euclase_diagram::Figure;
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::algebra::Proof as Lines;
use euclase_kernel::cert::Certificate;

/// The provers' names in answers.
pub(super) const AREA: &str = "area";
pub(super) const GROEBNER: &str = "groebner";

/// Is it the name of a prover in coordinates?
pub(super) fn one_of_them(prover: &str) -> bool {
    [AREA, GROEBNER, wu::PROVER].contains(&prover)
}

/// Where a prover begins: the theorem, what the closure knows, the picture, how to prove and until when, what was done so far.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a, 's> {
    pub thm: &'a CoreTheorem,
    pub session: &'a Session<'s>,
    pub figure: &'a Figure,
    pub config: &'a Config,
    pub clock: &'a Clock,
    pub counts: Counts,
}

/// A proof of all goals. The session is that of the figure; what it knows is not used.
pub(super) fn proof(at: Standing) -> Outcome {
    let Standing { thm, config, clock, .. } = at;
    if clock.over() {
        return Outcome::NotReached;
    }
    if !wu::suits_wu(thm) {
        return wu::no_meaning(config);
    }
    let mut whys: Vec<String> = Vec::new();
    for prove in [area, wu::proof, groebner] {
        match prove(at) {
            Outcome::Proved(p) => return Outcome::Proved(p),
            Outcome::Open(why) => whys.push(why),
            Outcome::NotReached => {}
        }
    }
    if whys.is_empty() { Outcome::NotReached } else { Outcome::Open(whys.join("; ")) }
}

/// The area method.
fn area(at: Standing) -> Outcome {
    let Standing { thm, figure, config, clock, counts, .. } = at;
    if config.area == 0 || clock.over() {
        return Outcome::NotReached;
    }
    clock.doing("eliminating points (the area method)", counts);
    match euclase_area::prove(thm, &figure.pts, config.area, &|| clock.over()).proof {
        Ok(lines) => accepted(at, of_lines(thm, lines), (AREA, "the area method")),
        // Where others are tried too, it is no news that a statement is not of its kind.
        Err(why) if config.alone => Outcome::Open(format!("the area method does not prove it: {}", words(why))),
        Err(_) => Outcome::NotReached,
    }
}

/// The Gröbner route.
fn groebner(at: Standing) -> Outcome {
    let Standing { thm, config, clock, counts, .. } = at;
    if config.groebner == 0 || clock.over() {
        return Outcome::NotReached;
    }
    clock.doing("calculating a Gröbner basis", counts);
    match euclase_groebner::prove(thm, config.groebner, &|| clock.over()).proof {
        Ok(lines) => accepted(at, of_lines(thm, lines), (GROEBNER, "the Gröbner route")),
        Err(euclase_groebner::Why::Open) if config.alone => {
            Outcome::Open("the Gröbner route does not prove it: no identity was found (--groebner)".into())
        }
        Err(_) => Outcome::NotReached,
    }
}

fn words(why: Why) -> &'static str {
    match why {
        Why::Goal => "the goal is no equation of areas and Pythagoras differences",
        Why::Construction => "the statement is not read as a construction whose points can be eliminated",
        Why::Work => "too much work (--area)",
        Why::Degenerate => "no condition says that what would be divided by is not zero",
        Why::Remainder => "what is left of the goal is no identity in the free points",
    }
}

/// Lines that need no steps.
pub(super) fn of_lines(thm: &CoreTheorem, lines: Lines) -> Certificate {
    let goals = vec![0; thm.goals.len()];
    Certificate { theorem: thm.name.clone(), goals, algebra: Some(lines), ..Certificate::default() }
}

/// What the kernel accepted, as a proof.
pub(super) fn accepted(at: Standing, cert: Certificate, (name, called): (&'static str, &str)) -> Outcome {
    match checked_proof(at.thm, cert, at.session, at.figure, None, at.config, at.clock) {
        Ok(p) => Outcome::Proved(Box::new(Proof { prover: Some(name), ..p })),
        Err(why) => Outcome::Open(format!("{called}: {why}")),
    }
}
