//! Files of theorems, by Wu's method alone: what the kernel says, and the time. `--example wu -- --seconds=20 FILE…`
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
            let Ok(figure) = euclase_diagram::draw(&thm, &Default::default()) else { continue };
            let start = Instant::now();
            let stop = move || start.elapsed() > Duration::from_secs(seconds);
            let out = euclase_wu::prove(&thm, &figure.pts, 1_000_000, &stop);
            let time = start.elapsed();
            let Some(proof) = out.proof else {
                println!("{} not proved {time:?}, {} M", thm.name, out.work / 1_000_000);
                out.failed.iter().take(9).for_each(|f| println!("      {f:?}"));
                continue;
            };
            let (lines, work) = (proof.lines.len(), out.work / 1_000_000);
            let goals = vec![0; thm.goals.len()];
            let cert = Certificate { theorem: thm.name.clone(), goals, algebra: Some(proof), ..Certificate::default() };
            match check(&thm, &cert) {
                Verdict::Accepted(t) => {
                    proved += 1;
                    let open = t.conditions().iter().filter(|c| c.class != euclase_kernel::Class::Declared).count();
                    let strength = t.strength();
                    let new = t.conditions().iter().filter(|c| c.class != euclase_kernel::Class::Declared);
                    for c in new {
                        let text = euclase_grammar::words::cond(&thm, &c.cond, euclase_grammar::words::Style::Unicode);
                        println!("      {}", text.chars().take(150).collect::<String>());
                    }
                    println!(
                        "{} proved: {lines} lines, {open} conditions, {strength:?}, {time:?}, {work} M, kernel {:?}",
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
