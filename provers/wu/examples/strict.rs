//! Files of theorems under their own conditions alone: what the kernel says, and the time. `--example strict -- --seconds=20 FILE…`
#![allow(clippy::print_stdout, reason = "a program")]

use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use std::time::{Duration, Instant};

fn main() {
    let (mut proved, mut all) = (0, 0);
    let mut seconds = 20;
    for file in std::env::args().skip(1) {
        if let Some(n) = file.strip_prefix("--seconds=").and_then(|n| n.parse().ok()) {
            seconds = n;
            continue;
        }
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let Ok(loaded) = euclase_grammar::load(&text) else { continue };
        for thm in loaded.theorems {
            all += 1;
            let Ok(figure) = euclase_diagram::draw(&thm, &Default::default()) else {
                println!("{} no figure", thm.name);
                continue;
            };
            let start = Instant::now();
            let stop = move || start.elapsed() > Duration::from_secs(seconds);
            let out = euclase_wu::prove_strictly(&thm, &figure.pts, 1_000_000, &stop);
            let time = start.elapsed();
            let Some(proof) = out else {
                println!("{} NOT proved {time:?}", thm.name);
                continue;
            };
            let lines = proof.lines.len();
            let goals = vec![0; thm.goals.len()];
            let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
            match check(&thm, &cert) {
                Verdict::Accepted(t) => {
                    proved += 1;
                    println!(
                        "{} proved: {lines} lines, {:?}, {time:?}, kernel {:?}",
                        thm.name,
                        t.strength(),
                        start.elapsed() - time
                    );
                }
                other => println!("{} REFUSED {other:?}", thm.name),
            }
        }
    }
    println!("{proved} of {all}");
}
