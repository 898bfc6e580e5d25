//! Files of theorems, by the area method alone: what the kernel says, and the time. `--example area -- FILE…`
#![allow(clippy::print_stdout, reason = "a program")]

use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use std::time::Instant;

fn main() {
    for file in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let Ok(loaded) = euclase_grammar::load(&text) else { continue };
        for thm in loaded.theorems {
            let Ok(figure) = euclase_diagram::draw(&thm, &Default::default()) else { continue };
            let start = Instant::now();
            let out = euclase_area::prove(&thm, &figure.pts, 60, &|| false);
            let time = start.elapsed();
            let proof = match out.proof {
                Ok(proof) => proof,
                Err(why) => {
                    println!("{} not proved: {why:?}, {time:?}", thm.name);
                    continue;
                }
            };
            let lines = proof.lines.len();
            let goals = vec![0; thm.goals.len()];
            let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
            match check(&thm, &cert) {
                Verdict::Accepted(t) => {
                    let (strength, kernel) = (t.strength(), start.elapsed() - time);
                    println!("{} proved: {lines} lines, {strength:?}, {time:?}, kernel {kernel:?}", thm.name);
                }
                other => println!("{} REFUSED {other:?}", thm.name),
            }
        }
    }
}
