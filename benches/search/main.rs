//! The speed of the search: `cargo bench --bench search [FILE|DIR …]`.
//!
//! For each problem that the closure leaves open, on one core: candidates listed a second, states with a candidate closed a
//! second (a clone of the closed session, the new point, the cheap rules to their end or to the goals), and what one listing and one
//! cheap closure cost. Drawing and the closure of the statement are outside the timed part. Without arguments: the problems by people
//! and of the IMO that have nine to eleven points.

use euclase::search::candidates::list;
use euclase::search::{goal_points, score, with};
use euclase_deduction::{Depth, Session};
use std::path::PathBuf;
use std::time::Instant;

/// Candidates that are closed, from the best by the hand-made score.
const CLOSED: usize = 3000;
/// Runs of each problem; the best counts.
const RUNS: usize = 3;

fn main() {
    let mut paths: Vec<PathBuf> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).map(PathBuf::from).collect();
    let chosen = !paths.is_empty();
    if !chosen {
        let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
        paths = ["datasets/imo", "datasets/people"].map(|d| root.join(d)).to_vec();
    }
    let files = match euclase::batch::collect(&paths) {
        Ok(f) => f,
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(74);
        }
    };
    println!("{:<36} {:>6} {:>10} {:>12} {:>12}", "problem", "points", "candidates", "listed/s", "closed/s");
    let mut rates = Vec::new();
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let Ok(source) = euclase_grammar::load(&text) else { continue };
        for thm in source.theorems {
            if !chosen && !(9..=11).contains(&thm.statement_points) {
                continue;
            }
            let Ok(figure) = euclase_diagram::draw(&thm, &euclase_diagram::Options::default()) else { continue };
            let Ok(mut root) = Session::new(&thm, &figure.pts) else { continue };
            root.saturate(Depth::Full, &|| false);
            if root.done() {
                continue;
            }
            let (mut listing, mut closing, mut n) = (f64::MAX, f64::MAX, 0);
            for _ in 0..RUNS {
                let t = Instant::now();
                let (found, counts) = list(&root.state, 0, &goal_points(&thm), &score::by_hand);
                listing = listing.min(t.elapsed().as_secs_f64() / counts.listed.max(1) as f64);
                n = found.len();
                let closed = n.min(CLOSED);
                let t = Instant::now();
                for c in &found[..closed] {
                    if let Some(mut child) = with(&root, c, &["X_0", "X_1"]) {
                        child.saturate(Depth::Cheap, &|| false);
                        std::hint::black_box(child.done());
                    }
                }
                closing = closing.min(t.elapsed().as_secs_f64() / closed.max(1) as f64);
            }
            println!(
                "{:<36} {:>6} {n:>10} {:>12.0} {:>12.0}",
                thm.name,
                thm.statement_points,
                1.0 / listing,
                1.0 / closing
            );
            rates.push(1.0 / closing);
        }
    }
    rates.sort_by(f64::total_cmp);
    if let Some(m) = rates.get(rates.len() / 2) {
        println!("median of {} problems: {m:.0} states closed a second on one core", rates.len());
    }
}
