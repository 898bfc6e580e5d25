//! How the closure grows with the number of points.
//!
//! Two families, both stated in the language itself and drawn by the diagram, so that nothing is special about them:
//! - *random*: a triangle, then constructions drawn at random (midpoints, feet, meetings, circumcentres, reflections,
//!   points on lines and circles) on points drawn at random, the later ones more often: what a search with many
//!   auxiliary points meets;
//! - *strip*: equally spaced points on two parallel lines, by parallelograms and point reflections: as many equal
//!   directions, equal lengths and similar triangles as a figure can have, which is the worst that a closure meets.
//!
//! The exponent is the slope of the least-squares line through (log points, log time).

use crate::clock::median;
use crate::closures::{Until, load_and_saturate};
use crate::problems::Problem;
use euclase_deduction::Depth;
use euclase_diagram::rng::Rng;
use euclase_diagram::{Options, draw};
use serde_json::{Value, json};
use std::fmt::Write;

/// Numbers of points.
const SIZES: [usize; 6] = [10, 20, 30, 40, 50, 60];
/// Figures of the random family for each number of points.
const FIGURES: u64 = 5;
/// Seeds tried before a figure of the random family is given up.
const TRIES: u64 = 200;

/// A family of statements.
struct Family {
    name: &'static str,
    /// The text of a statement of so many points, for a seed.
    text: fn(usize, u64) -> String,
    figures: u64,
}

const FAMILIES: [Family; 2] =
    [Family { name: "random", text: random, figures: FIGURES }, Family { name: "strip", text: strip, figures: 1 }];

fn statement(body: &str) -> String {
    // Any goal will do: these closures run to their end.
    format!("theorem growth {{\n  triangle P0P1P2\n{body}  show P0P1 = P1P2\n}}\n")
}

/// `n` points by constructions drawn at random.
fn random(n: usize, seed: u64) -> String {
    let mut rng = Rng::new(seed, n as u64);
    let mut body = String::new();
    for k in 3..n {
        // Four different earlier points; half of the draws are among the latest eight.
        let mut a: Vec<usize> = Vec::new();
        while a.len() < 4.min(k) {
            let p = if rng.below(2) == 0 { rng.below(k) } else { k - 1 - rng.below(k.min(8)) };
            if !a.contains(&p) {
                a.push(p);
            }
        }
        let (p, q, r) = (a[0], a[1], a[2]);
        let _ = match (rng.below(8), a.get(3)) {
            (0, _) => writeln!(body, "  point P{k} = midpoint(P{p}, P{q})"),
            (1, _) => writeln!(body, "  point P{k} = foot(P{p}, P{q}P{r})"),
            (2, _) => writeln!(body, "  point P{k} = circumcenter(P{p}, P{q}, P{r})"),
            (3, _) => writeln!(body, "  point P{k} = reflection(P{p}, P{q}P{r})"),
            (4, _) => writeln!(body, "  point P{k} on P{p}P{q}"),
            (5, _) => writeln!(body, "  point P{k} on circle(P{p}, P{q}, P{r})"),
            (6, Some(s)) => writeln!(body, "  point P{k} = meet(P{p}P{q}, P{r}P{s})"),
            (_, Some(s)) => writeln!(body, "  point P{k} on P{p}P{q}, circle(P{p}, P{r}, P{s}) other than P{p}"),
            _ => writeln!(body, "  point P{k} = orthocenter(P{p}, P{q}, P{r})"),
        };
    }
    statement(&body)
}

/// `n` points on two parallel lines.
fn strip(n: usize, _seed: u64) -> String {
    let mut body = String::from("  point P3 = parallelogram_vertex(P1, P0, P2)\n");
    for k in 4..n {
        let _ = writeln!(body, "  point P{k} = mirror(P{}, P{})", k - 4, k - 2);
    }
    statement(&body)
}

/// A statement of a family with its picture, and the seed from which to go on.
fn figure(family: &Family, n: usize, from: u64) -> Option<(Problem, u64)> {
    (from..from + TRIES).find_map(|seed| {
        let mut file = euclase_grammar::load(&(family.text)(n, seed)).ok()?;
        let thm = file.theorems.pop()?;
        let options = Options { attempts: 20, samples: 2, prefer_goal: false, ..Options::default() };
        let figure = draw(&thm, &options).ok()?;
        (thm.statement_points == n).then_some((Problem { thm, pts: figure.pts, agrees: true }, seed + 1))
    })
}

/// Slope of the least-squares line through the logarithms.
fn exponent(points: &[(f64, f64)]) -> f64 {
    let logs: Vec<(f64, f64)> = points.iter().filter(|(_, t)| *t > 0.0).map(|(n, t)| (n.ln(), t.ln())).collect();
    let k = logs.len() as f64;
    let (mx, my) = (logs.iter().map(|l| l.0).sum::<f64>() / k, logs.iter().map(|l| l.1).sum::<f64>() / k);
    let over: f64 = logs.iter().map(|l| (l.0 - mx) * (l.1 - my)).sum();
    let under: f64 = logs.iter().map(|l| (l.0 - mx).powi(2)).sum();
    over / under
}

/// CPU time of the closure to its end: the best of a few repetitions.
fn time(p: &Problem, depth: Depth, reps: usize) -> f64 {
    let once = || crate::clock::timed(|| load_and_saturate(p, depth, Until::End)).1.cpu;
    (0..reps.clamp(1, 5)).map(|_| once()).fold(f64::INFINITY, f64::min)
}

/// The table, printed; the raw figures are returned.
pub fn measure(reps: usize) -> Value {
    println!("\ngrowth: CPU seconds of load and closure to its end, by number of points (median of the figures)");
    let mut out = Vec::new();
    for family in &FAMILIES {
        println!("  family `{}`", family.name);
        println!(
            "  {:>6} {:>8} {:>10} {:>10} {:>10} {:>8}",
            "points", "figures", "cheap", "full", "equations", "triples"
        );
        let mut rows = Vec::new();
        for n in SIZES {
            let (mut cheap, mut full, mut equations, mut seed) = (Vec::new(), Vec::new(), Vec::new(), 0);
            while (cheap.len() as u64) < family.figures {
                let Some((p, next)) = figure(family, n, seed) else { break };
                seed = next;
                cheap.push(time(&p, Depth::Cheap, reps));
                full.push(time(&p, Depth::Full, reps));
                let end = load_and_saturate(&p, Depth::Full, Until::End);
                equations.push(end.map_or(0.0, |s| f64::from(s.state.now())));
            }
            let triples = n * (n - 1) * (n - 2) / 6;
            println!(
                "  {n:>6} {:>8} {:>10.5} {:>10.5} {:>10} {triples:>8}",
                cheap.len(),
                median(cheap.clone()),
                median(full.clone()),
                median(equations.clone()),
            );
            rows.push(json!({ "points": n, "cheap": cheap, "full": full, "equations": equations }));
        }
        let fit = |what: &str| {
            let of = |r: &Value| -> Vec<f64> {
                r[what].as_array().into_iter().flatten().filter_map(Value::as_f64).collect()
            };
            exponent(&rows.iter().zip(SIZES).map(|(r, n)| (n as f64, median(of(r)))).collect::<Vec<_>>())
        };
        let (cheap, full) = (fit("cheap"), fit("full"));
        println!("  exponent        {cheap:>10.2} {full:>10.2}");
        out.push(json!({ "family": family.name, "rows": rows, "exponent": { "cheap": cheap, "full": full } }));
    }
    json!(out)
}
