//! Several different proofs of one theorem.
//!
//! The provers are asked one by one, the search with several seeds. Two proofs are different where they calculate in different ways, add
//! different points, or share less than half of their claims.

use crate::report::{Answer, Status};
use crate::solve::{Config, INTERRUPTED, Solved, solve};
use euclase_deduction::Depth;
use euclase_grammar::core::CoreTheorem;
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;

/// Seeds of the search.
const SEEDS: u64 = 4;

/// How a proof may be looked for otherwise, what people like best first. What `config` forbids stays forbidden.
fn others(config: &Config) -> Vec<Config> {
    let none = Config { nodes: 0, wu: 0, area: 0, groebner: 0, alone: false, plane: false, ..config.clone() };
    let depths = [Depth::Cheap, Depth::Dear, Depth::Full].into_iter().filter(|d| *d <= config.depth);
    let mut out: Vec<Config> = depths.map(|depth| Config { depth, ..none.clone() }).collect();
    let alone = Config { alone: true, ..none.clone() };
    out.push(Config { area: config.area, ..alone.clone() });
    for k in 1..=SEEDS {
        out.push(Config { nodes: config.nodes, seed: config.seed.wrapping_add(k), ..none.clone() });
    }
    out.push(Config { wu: config.wu, ..alone.clone() });
    out.push(Config { groebner: config.groebner, ..alone.clone() });
    out.retain(|c| !c.alone || c.wu + c.area + c.groebner > 0);
    out
}

/// Are they different proofs?
fn differ(a: &Answer, b: &Answer) -> bool {
    let calculated = |x: &Answer| !matches!(x.prover.as_str(), "deduction" | "search");
    if (calculated(a) || calculated(b)) && a.prover != b.prover {
        return true;
    }
    let points = |x: &Answer| -> BTreeSet<String> {
        x.aux.iter().map(|p| p.text.split_once(" = ").map_or(p.text.clone(), |t| t.1.to_string())).collect()
    };
    if points(a) != points(b) {
        return true;
    }
    // The same claim may name its points in another order.
    let claim = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let claims = |x: &Answer| -> BTreeSet<Vec<char>> { x.steps.iter().map(|s| claim(&s.claim)).collect() };
    let (a, b) = (claims(a), claims(b));
    2 * a.intersection(&b).count() < a.union(&b).count()
}

/// Up to `count` further proofs of a theorem that has a first one.
pub fn further(thm: &CoreTheorem, first: &Solved, config: &Config, count: usize) -> Vec<Solved> {
    let mut out: Vec<Solved> = Vec::new();
    if first.answer.status != Status::Theorem {
        return out;
    }
    for other in others(&Config { trace: None, ..config.clone() }) {
        if out.len() >= count || INTERRUPTED.load(Ordering::Relaxed) {
            break;
        }
        let solved = solve(thm, &other);
        let new = |s: &Solved| differ(&s.answer, &solved.answer);
        if solved.answer.status == Status::Theorem && new(first) && out.iter().all(new) {
            out.push(solved);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn further_proofs_are_different_ones() {
        let text = "theorem t { triangle ABC point M = midpoint(A, B) point N = midpoint(A, C) show MN parallel BC }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let config = Config { wu: 100, area: 60, groebner: 100, ..Config::default() };
        let first = solve(&thm, &config);
        let all = further(&thm, &first, &config, 3);
        assert!(all.len() >= 2, "{}", all.len());
        let mut seen: Vec<&Answer> = vec![&first.answer];
        for s in &all {
            assert_eq!(s.answer.status, Status::Theorem);
            assert!(seen.iter().all(|o| differ(o, &s.answer)));
            seen.push(&s.answer);
        }
        // Nothing is calculated where that is forbidden.
        let config = Config { wu: 0, area: 0, groebner: 0, ..config };
        assert!(
            further(&thm, &first, &config, 9)
                .iter()
                .all(|s| s.certificate.as_ref().is_some_and(|c| c.algebra.is_none()))
        );
    }
}
