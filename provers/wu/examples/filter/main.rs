//! The modular filter over files of theorems: which of their goals it takes for false on every component (of true theorems: none), and how many of the
//! false claims made from them. `--example filter -- [--all] FILE…`; with `--all` every theorem has a line.
#![allow(clippy::print_stdout, reason = "a program")]

mod perturbed;

use euclase_grammar::core::GoalKind;
use euclase_wu::filter::{Filter, Generic};
use std::time::{Duration, Instant};

/// How long the filter may take.
const SOON: Duration = Duration::from_millis(1);

#[derive(Default)]
struct Counts {
    theorems: usize,
    without: usize,
    goals: usize,
    doubted: usize,
    claims: usize,
    flagged: usize,
    soon: usize,
    soon_with_figures: usize,
}

fn main() {
    let (mut all, mut n) = (false, Counts::default());
    let (mut preparing, mut judging) = (Vec::new(), Vec::new());
    for file in std::env::args().skip(1) {
        if file == "--all" {
            all = true;
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let Ok(loaded) = euclase_grammar::load(&text) else { continue };
        for thm in loaded.theorems {
            n.theorems += 1;
            let start = Instant::now();
            let filter = Filter::new(&thm);
            let prepared = start.elapsed();
            if filter.is_some() {
                preparing.push(prepared);
            } else {
                n.without += 1;
            }
            let mut judge = |kind: &_| {
                let start = Instant::now();
                let said = filter.as_ref().map(|f| f.judge(&thm, kind));
                let time = start.elapsed();
                if said.is_some() {
                    judging.push(time);
                }
                (said, time)
            };
            let goals: Vec<GoalKind> = thm.goals.iter().map(|g| g.kind.clone()).collect();
            let said: Vec<_> = goals.iter().map(|k| judge(k).0).collect();
            let doubted = said.iter().filter(|s| **s == Some(Generic::Never)).count();
            n.goals += said.len();
            n.doubted += doubted;
            if all || doubted > 0 {
                println!("{}: {said:?}, {prepared:?}", thm.name);
            }
            let mut claims = perturbed::failing(&thm, goals);
            claims.extend(perturbed::false_claims(&thm));
            for claim in claims {
                let (said, time) = judge(&claim);
                if said == Some(Generic::Unknown) {
                    continue;
                }
                n.claims += 1;
                if said == Some(Generic::Never) {
                    n.flagged += 1;
                    n.soon += usize::from(time <= SOON);
                    n.soon_with_figures += usize::from(time + prepared <= SOON);
                } else if all {
                    println!("    not flagged, {said:?}: {claim:?}");
                }
            }
        }
    }
    let at = |times: &mut Vec<Duration>, part: usize| {
        times.sort();
        times.get((times.len() * part / 100).min(times.len().saturating_sub(1))).copied().unwrap_or_default()
    };
    println!("{} theorems, {} without figures modulo the prime", n.theorems, n.without);
    println!("{} goals, {} of them flagged as false on every component", n.goals, n.doubted);
    println!("{} false claims, {} flagged, {} of them within 1 ms", n.claims, n.flagged, n.soon);
    println!("    ({} within 1 ms with the figures made for that claim alone)", n.soon_with_figures);
    println!("figures: median {:?}, 99 of 100 {:?}", at(&mut preparing, 50), at(&mut preparing, 99));
    println!("a claim: median {:?}, 99 of 100 {:?}", at(&mut judging, 50), at(&mut judging, 99));
}
