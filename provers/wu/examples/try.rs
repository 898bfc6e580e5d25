//! Files of theorems, by Wu's method alone: what the kernel says, and the time. `--example try -- FILE…`
#![allow(clippy::print_stdout, reason = "a program")]

use euclase_kernel::cert::Certificate;
use euclase_kernel::{Verdict, check};
use std::time::{Duration, Instant};

fn main() {
    let (mut proved, mut all) = (0, 0);
    for file in std::env::args().skip(1) {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        let Ok(loaded) = euclase_grammar::load(&text) else { continue };
        for thm in loaded.theorems {
            all += 1;
            let Ok(figure) = euclase_diagram::draw(&thm, &Default::default()) else { continue };
            let start = Instant::now();
            let stop = move || start.elapsed() > Duration::from_secs(20);
            let out = euclase_wu::prove(&thm, &figure.pts, 1_000, &stop);
            let time = start.elapsed();
            let Some(proof) = out.proof else {
                println!("{} not proved {time:?}", thm.name);
                out.failed.iter().take(3).for_each(|f| println!("      {f:?}"));
                continue;
            };
            let lines = proof.lines.len();
            let goals = vec![0; thm.goals.len()];
            let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
            match check(&thm, &cert) {
                Verdict::Accepted(t) => {
                    proved += 1;
                    let open = t.conditions().iter().filter(|c| c.class != euclase_kernel::Class::Declared).count();
                    println!(
                        "{} proved: {lines} lines, {open} conditions, {time:?}, kernel {:?}",
                        thm.name,
                        start.elapsed() - time
                    );
                }
                other => println!("{} REFUSED {other:?}", thm.name),
            }
        }
    }
    println!("{proved} of {all}");
}
