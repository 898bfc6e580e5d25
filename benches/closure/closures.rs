//! One set of problems: its closures to every depth, its proofs, and the kernel's verdicts.

use crate::clock::{Moment, Spent, median, most, timed};
use crate::problems::{Problem, Set};
use euclase_deduction::{Depth, Session};
use euclase_kernel::{Strength, Verdict};
use serde_json::{Value, json};

/// The depths, with the names that `prove --depth` has for them.
pub const DEPTHS: [(Depth, &str); 3] = [(Depth::Cheap, "cheap"), (Depth::Dear, "dear"), (Depth::Full, "full")];

/// A closure until the goals are proved, or until nothing is left to find.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// The goals are proved (or there is nothing left).
    Goals,
    /// There is nothing left.
    End,
}

/// Loads and saturates. Kept out of line, so that a profiler can count this function alone.
#[inline(never)]
pub fn load_and_saturate(p: &Problem, depth: Depth, until: Until) -> Option<Session<'_>> {
    let mut s = Session::new(&p.thm, &p.pts).ok()?;
    match until {
        Until::Goals => s.saturate(depth, &|| false),
        Until::End => s.saturate_all(depth, &|| false),
    }
    Some(s)
}

/// All closures of a set once: the time of each, and which were solved.
fn pass(set: &Set, depth: Depth, until: Until) -> Vec<(Spent, bool)> {
    let one = |p| {
        let start = Moment::now();
        let s = load_and_saturate(p, depth, until);
        let spent = start.spent();
        (spent, s.is_some_and(|s| s.done()))
    };
    set.problems.iter().map(one).collect()
}

/// The closures of a set to one depth: a row of the table, and the raw figures.
fn closures(set: &Set, (depth, name): (Depth, &str), until: Until, reps: usize) -> Value {
    let passes: Vec<Vec<(Spent, bool)>> = (0..reps.max(1)).map(|_| pass(set, depth, until)).collect();
    let sum = |f: fn(&Spent) -> f64| -> Vec<f64> { passes.iter().map(|p| p.iter().map(|(s, _)| f(s)).sum()).collect() };
    let (wall, cpu) = (sum(|s| s.wall), sum(|s| s.cpu));
    let best = |v: &[f64]| v.iter().copied().fold(f64::INFINITY, f64::min);
    // The slowest problem, by its best repetition.
    let each: Vec<f64> =
        (0..set.problems.len()).map(|i| best(&passes.iter().map(|p| p[i].0.cpu).collect::<Vec<_>>())).collect();
    let slowest = (0..each.len()).max_by(|i, j| each[*i].total_cmp(&each[*j]));
    let solved = passes[0].iter().filter(|(_, ok)| *ok).count();
    let until = if until == Until::Goals { "goals" } else { "end" };
    println!(
        "  {name:<6} {until:<6} {solved:>6} {:>10.4} {:>10.4} {:>10.4} {:>10.4}   {}",
        best(&wall),
        median(wall.clone()),
        best(&cpu),
        median(cpu.clone()),
        slowest.map_or(String::new(), |i| format!("{:.4} {}", each[i], set.problems[i].thm.name)),
    );
    json!({ "depth": name, "until": until, "solved": solved, "repetitions": passes.len(),
            "wall": wall, "cpu": cpu, "cpu_best_of_each": each })
}

/// What became of the proof of one problem.
#[derive(Default)]
struct Proof {
    extract: f64,
    shorten: f64,
    check: f64,
    steps: [f64; 2],
    conditions: f64,
    strength: Option<Strength>,
    trouble: Option<String>,
}

/// Rebuilds, shortens and checks the proof of a solved problem; times are CPU seconds.
fn prove(p: &Problem, s: &Session) -> Proof {
    let mut out = Proof::default();
    let (first, spent) = timed(|| s.certificate());
    out.extract = spent.cpu;
    let first = match first {
        Ok(c) => c,
        Err(e) => return Proof { trouble: Some(format!("not rebuilt: {e}")), ..out },
    };
    let (short, spent) = timed(|| s.short_certificate());
    out.shorten = spent.cpu;
    let short = match short {
        Ok(c) => c,
        Err(e) => return Proof { trouble: Some(format!("not rebuilt: {e}")), ..out },
    };
    out.steps = [first.steps.len() as f64, short.steps.len() as f64];
    let (verdict, spent) = timed(|| euclase_kernel::check(&p.thm, &short));
    out.check = spent.cpu;
    match verdict {
        Verdict::Accepted(t) => {
            out.conditions = t.conditions().len() as f64;
            out.strength = Some(t.strength());
        }
        other => out.trouble = Some(format!("not accepted: {other:?}")),
    }
    out
}

/// The proofs of a set's full closure.
fn proofs(set: &Set) -> Value {
    let mut all: Vec<(&str, Proof)> = Vec::new();
    for p in &set.problems {
        if let Some(s) = load_and_saturate(p, Depth::Full, Until::Goals).filter(Session::done) {
            all.push((&p.thm.name, prove(p, &s)));
        }
    }
    let accepted: Vec<&Proof> = all.iter().map(|(_, p)| p).filter(|p| p.strength.is_some()).collect();
    let strength = |s| accepted.iter().filter(|p| p.strength == Some(s)).count();
    let failures = all.iter().filter(|(_, p)| p.trouble.is_some()).count();
    println!(
        "  proofs: {} of {} accepted by the kernel (general {}, generic {}, configuration {}); {failures} failures",
        accepted.len(),
        all.len(),
        strength(Strength::General),
        strength(Strength::Generic),
        strength(Strength::Configuration),
    );
    for (name, p) in &all {
        if let Some(t) = &p.trouble {
            println!("    {name}: {t}");
        }
    }
    let column = |f: fn(&Proof) -> f64| -> Vec<f64> { accepted.iter().map(|p| f(p)).collect() };
    let columns: [(&str, Vec<f64>); 6] = [
        ("rebuild, s", column(|p| p.extract)),
        ("rebuild and shorten, s", column(|p| p.shorten)),
        ("kernel, s", column(|p| p.check)),
        ("steps", column(|p| p.steps[0])),
        ("steps, shortened", column(|p| p.steps[1])),
        ("conditions", column(|p| p.conditions)),
    ];
    for (what, v) in &columns {
        println!(
            "    {what:<24} median {:>9.4}   max {:>9.4}   sum {:>9.4}",
            median(v.clone()),
            most(v),
            v.iter().sum::<f64>()
        );
    }
    let row = |(name, p): &(&str, Proof)| {
        json!({ "name": name, "rebuild": p.extract, "shorten": p.shorten, "check": p.check, "steps": p.steps,
                "conditions": p.conditions, "strength": p.strength.map(|s| format!("{s:?}")), "trouble": p.trouble })
    };
    let each: Vec<Value> = all.iter().map(row).collect();
    json!({ "closed": all.len(), "accepted": accepted.len(), "failures": failures, "each": each })
}

/// Everything about a set, printed; the raw figures are returned.
pub fn measure(set: &Set, reps: usize) -> Value {
    println!("\n{}: {} problems from {}", set.name, set.problems.len(), set.from);
    for l in &set.lost {
        println!("  not measured: {l}");
    }
    for p in set.problems.iter().filter(|p| !p.agrees) {
        println!("  false in the picture, measured all the same: {}", p.thm.name);
    }
    let points: Vec<f64> = set.problems.iter().map(|p| p.thm.statement_points as f64).collect();
    println!("  points: median {}, max {}", median(points.clone()), most(&points));
    let all: f64 = set.drawing.iter().sum();
    println!(
        "  drawing, CPU seconds: all {all:.4}, median {:.4}, max {:.4}",
        median(set.drawing.clone()),
        most(&set.drawing)
    );
    println!("  closure, seconds for the whole set, one core, {} repetitions; picture given", reps.max(1));
    println!(
        "  {:<6} {:<6} {:>6} {:>10} {:>10} {:>10} {:>10}   slowest (CPU)",
        "depth", "until", "solved", "wall best", "median", "CPU best", "median"
    );
    let mut rows = Vec::new();
    for until in [Until::Goals, Until::End] {
        for depth in DEPTHS {
            rows.push(closures(set, depth, until, reps));
        }
    }
    let proofs = proofs(set);
    let names: Vec<&str> = set.problems.iter().map(|p| p.thm.name.as_str()).collect();
    json!({ "set": set.name, "from": set.from, "problems": names, "points": points, "lost": set.lost,
            "drawing": set.drawing, "closures": rows, "proofs": proofs })
}
