//! Proves the theorems of files, and has the kernel check what is found: a table with times. `--frame AB`: with coordinates; `--over`:
//! over the first triangle.

use euclase_grammar::core::Pt;
use std::time::{Duration, Instant};

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let mut seconds = 20;
    if let Some(i) = args.iter().position(|a| a == "--timeout") {
        seconds = args.get(i + 1).and_then(|s| s.parse().ok()).unwrap_or(seconds);
        args.drain(i..(i + 2).min(args.len()));
    }
    let mut frame = None;
    if let Some(i) = args.iter().position(|a| a == "--frame") {
        frame = args.get(i + 1).cloned();
        args.drain(i..(i + 2).min(args.len()));
    }
    let over = args.iter().position(|a| a == "--over").map(|i| args.remove(i)).is_some();
    let effort = args.iter().position(|a| a == "--effort").map_or(100, |i| {
        let said = args.get(i + 1).and_then(|s| s.parse().ok());
        args.drain(i..(i + 2).min(args.len()));
        said.unwrap_or(100)
    });
    let (mut proved, mut all) = (0, 0);
    for path in &args {
        let text = std::fs::read_to_string(path).unwrap_or_default();
        let Ok(file) = euclase_grammar::load(&text) else {
            println!("{path}: not understood");
            continue;
        };
        for t in file.theorems {
            all += 1;
            let begin = Instant::now();
            let end = begin + Duration::from_secs(seconds);
            let place = |c: char| t.points.iter().position(|p| p.name == c.to_string()).map(|i| Pt(i as u32));
            let points = frame.iter().flat_map(|f| f.chars()).filter_map(place).collect::<Vec<_>>();
            let frame = <[Pt; 2]>::try_from(points).ok();
            let known = euclase_algebra::Known { frame, ..Default::default() };
            let asks = std::cell::Cell::new(0u64);
            let stop = || {
                asks.set(asks.get() + 1);
                Instant::now() > end
            };
            let triangle = euclase_algebra::triangles(&t).into_iter().next().filter(|_| over);
            let out = match triangle {
                Some(corners) => euclase_algebra::prove_over(&t, &known, corners, effort, &stop),
                None => euclase_algebra::prove_with(&t, &known, effort, &stop),
            };
            let took = begin.elapsed().as_secs_f64();
            let verdict = match out.proof {
                None => format!("open {:?}", out.open),
                Some(proof) => {
                    let goals = vec![0; t.goals.len()];
                    let lines = proof.lines.len();
                    let saved = proof.clone();
                    let cert = euclase_kernel::cert::Certificate {
                        theorem: t.name.clone(),
                        goals,
                        algebra: Some(proof),
                        ..Default::default()
                    };
                    let check = Instant::now();
                    match euclase_kernel::check(&t, &cert) {
                        euclase_kernel::Verdict::Accepted(_) => {
                            proved += 1;
                            format!("proved, {lines} lines, checked in {:.1} ms", check.elapsed().as_secs_f64() * 1e3)
                        }
                        v => {
                            let text = format!("{v:?}");
                            let k = text
                                .split("line ")
                                .nth(1)
                                .and_then(|t| t.split(',').next())
                                .and_then(|t| t.parse::<usize>().ok());
                            if let Some(l) = k.and_then(|k| saved.lines.get(k)) {
                                eprintln!("{l:?}");
                                for q in &l.premises {
                                    eprintln!("  {q}: {:?}", saved.lines[*q].claim);
                                }
                            }
                            format!("KERNEL {text}")
                        }
                    }
                }
            };
            println!("{:40} {:8.3} s  {:5}  {:7} asks  {verdict}", t.name, took, out.attempts, asks.get());
        }
    }
    println!("{proved} of {all}");
}
