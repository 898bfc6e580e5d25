//! The steps that are proposed for a theorem's goals, and what becomes of each: `cargo run --release --example steps -- FILE...`.

use euclase_algebra::steps::Sequent;
use euclase_algebra::steps::tree::{Tried, apply};
use euclase_algebra::{sequents, steps};
use std::sync::Arc;
use std::time::Instant;

fn main() {
    for file in std::env::args().skip(1) {
        let text = std::fs::read_to_string(&file).expect("a file that can be read");
        for t in euclase_grammar::load(&text).expect("theorems").theorems {
            for s in sequents(&t) {
                let begun = Instant::now();
                let listed = steps::list(&s, &|| false);
                let wrong: Vec<&str> = listed.wrong.iter().map(|k| k.name()).collect();
                println!(
                    "{}: {} steps in {:?}, wrong: {wrong:?}, idle: {}",
                    t.name,
                    listed.all.len(),
                    begun.elapsed(),
                    listed.idle
                );
                let s = Arc::new(s);
                for p in listed.all {
                    if std::env::var_os("HYPS").is_some() {
                        for c in &p.step.children {
                            let h = Sequent { goal: c.sequent.hyps.concat(), ..c.sequent.clone() };
                            println!(
                                "      {} |- {}",
                                steps::told(&h.words(), &t.reals),
                                steps::told(&c.sequent.words(), &t.reals)
                            );
                        }
                    }
                    let begun = Instant::now();
                    let came = match apply(&s, &Arc::new(p.step.clone()), 60, &|| false) {
                        Tried::Unsound => "unsound",
                        Tried::Left(_) => "left",
                        Tried::Shown(_) => "shown",
                    };
                    let left = p
                        .step
                        .children
                        .last()
                        .map(|c| steps::told(&c.sequent.words(), &t.reals).chars().take(200).collect::<String>())
                        .unwrap_or_default();
                    println!(
                        "  {:.2} {} {}: {came} in {:?}: {left}",
                        p.seen.score,
                        p.step.kind.name(),
                        steps::told(&p.step.with, &t.reals),
                        begun.elapsed()
                    );
                }
            }
        }
    }
}
