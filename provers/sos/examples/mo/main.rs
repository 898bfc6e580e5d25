//! Runs the prover on the rational inequalities of a JSON Lines file like MO-INT-20:
//! `cargo run --release --example mo -- mo-int-20.jsonl [seconds] [name…]`. Denominators are taken to be positive.

mod read;

use euclase_poly::{Poly, Problem, Q};
use read::numerator;
use std::time::{Duration, Instant};

/// The strings of a JSON array or the one string after a key: enough for the files meant here.
fn strings(line: &str, key: &str) -> Vec<String> {
    let Some(start) = line.find(&format!("\"{key}\":")) else { return vec![] };
    let rest = line[start + key.len() + 3..].trim_start();
    let part = match rest.strip_prefix('[') {
        Some(list) => &list[..list.find(']').unwrap_or(0)],
        None => &rest[..rest[1..].find('"').map_or(0, |k| k + 2)],
    };
    part.split('"').skip(1).step_by(2).map(str::to_string).collect()
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = args.first() else {
        eprintln!("usage: mo FILE [SECONDS] [NAME…]");
        return;
    };
    let seconds: u64 = args.get(1).and_then(|s| s.parse().ok()).unwrap_or(60);
    let wanted = args.get(2..).unwrap_or(&[]);
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(e) => {
            eprintln!("{path}: {e}");
            return;
        }
    };
    let (mut solved, mut tried) = (0, 0);
    for line in text.lines() {
        let one = |key: &str| strings(line, key).into_iter().next().unwrap_or_default();
        let name = one("name");
        if one("kind") != "rational" || (!wanted.is_empty() && !wanted.contains(&name)) {
            continue;
        }
        let mut names = Vec::new();
        let mut polys =
            |key: &str| strings(line, key).iter().map(|s| numerator(s, &mut names)).collect::<Option<Vec<Poly>>>();
        let strict = !one("goal_gt_0").is_empty();
        let goal = polys(if strict { "goal_gt_0" } else { "goal_ge_0" }).and_then(|g| g.into_iter().next());
        let (Some(goal), Some(ineqs), Some(eqs)) = (goal, polys("ineq_ge_0"), polys("eq_0")) else {
            println!("{name}: not read");
            continue;
        };
        // The last hypotheses of P15, and all of P16 and P18, are not strict.
        let weak = name == "P16" || name == "P18";
        let ineqs: Vec<(Poly, bool)> = ineqs.into_iter().map(|p| (p.clone(), !weak && p.len() == 1)).collect();
        let vars = names.len() as u32;
        let degree = goal.degree();
        let problem = Problem { vars, eqs, ineqs, goal, strict };
        let before = Instant::now();
        let end = before + Duration::from_secs(seconds);
        tried += 1;
        match euclase_sos::prove(&problem, 200, &|| Instant::now() > end) {
            Some((certificate, story)) => {
                solved += 1;
                let checked = certificate.check(&problem).is_ok();
                let bits = certificate.terms.iter().map(|t| bits(&t.coeff)).max().unwrap_or(0);
                println!(
                    "{name}: {:.2} s, degree {degree}, {} terms, {bits} bits, checked {checked}; {story}",
                    before.elapsed().as_secs_f64(),
                    certificate.terms.len()
                );
            }
            None => println!("{name}: not found, {:.2} s, degree {degree}", before.elapsed().as_secs_f64()),
        }
    }
    println!("{solved} of {tried}");
}

fn bits(q: &Q) -> u64 {
    q.numer().bits().max(q.denom().bits())
}
