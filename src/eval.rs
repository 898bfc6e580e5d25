//! What runs of several policies on the same problems say: solved by budget, by points needed, paired nodes with an interval.

use crate::batch::Outcome;
use crate::report::Status;
use euclase_diagram::rng::Rng;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The results of a policy.
#[derive(Clone, Debug)]
pub struct Run {
    /// The policy.
    pub name: String,
    /// Its results.
    pub results: Vec<Outcome>,
}

/// Budgets at which the solved ones are counted.
const BUDGETS: [u64; 5] = [1, 10, 100, 1000, 10_000];
/// Samples of the bootstrap.
const SAMPLES: usize = 2000;

/// A problem of one run: nodes to its proof (None: no proof), auxiliary points, seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Seen {
    nodes: Option<u64>,
    aux: usize,
    seconds: f64,
}

fn seen(run: &Run) -> BTreeMap<(String, String), Seen> {
    let of = |o: &Outcome| Seen {
        nodes: (o.status == Status::Theorem).then_some(o.nodes),
        aux: o.aux.len(),
        seconds: o.seconds,
    };
    run.results.iter().map(|o| ((o.file.clone(), o.name.clone()), of(o))).collect()
}

/// The table, in Markdown. The first run is what the others are compared with.
pub fn table(runs: &[Run]) -> String {
    let all: Vec<_> = runs.iter().map(seen).collect();
    let Some(first) = all.first() else { return String::new() };
    // Those that a search was needed for, in every run.
    let keys: Vec<_> =
        first.keys().filter(|k| all.iter().all(|s| s.get(*k).is_some_and(|x| x.nodes != Some(0)))).collect();
    let mut out = format!("{} problems that the closure leaves open.\n\n", keys.len());
    out += "| policy | solved |";
    BUDGETS.iter().for_each(|b| {
        let _ = write!(out, " ≤ {b} |");
    });
    out += " one point | two | more | median nodes | nodes ÷ first: median (95 %) | geometric (95 %) | pairs | lost | won | median time, s |\n|---|";
    out += &"---:|".repeat(BUDGETS.len() + 11);
    out.push('\n');
    for (run, s) in runs.iter().zip(&all) {
        let of: Vec<Seen> = keys.iter().map(|k| s[*k]).collect();
        let solved: Vec<&Seen> = of.iter().filter(|x| x.nodes.is_some()).collect();
        let _ = write!(out, "| {} | {} |", run.name, solved.len());
        for b in BUDGETS {
            let _ = write!(out, " {} |", solved.iter().filter(|x| x.nodes.is_some_and(|n| n <= b)).count());
        }
        let by_points = |f: &dyn Fn(usize) -> bool| solved.iter().filter(|x| f(x.aux)).count();
        let _ = write!(out, " {} | {} | {} |", by_points(&|n| n <= 1), by_points(&|n| n == 2), by_points(&|n| n > 2));
        let nodes = solved.iter().filter_map(|x| x.nodes).map(|n| n as f64).collect();
        let _ = write!(out, " {} |", median(nodes));
        let pairs: Vec<f64> = keys.iter().filter_map(|k| Some(ln(s[*k])? - ln(first[*k])?)).collect();
        let (m, g) = (interval(&pairs, median), interval(&pairs, mean));
        let told = |(x, a, b): (f64, f64, f64)| format!("{:.2} ({:.2}–{:.2})", x.exp(), a.exp(), b.exp());
        let _ = write!(out, " {} | {} | {} |", told(m), told(g), pairs.len());
        let only = |a: &BTreeMap<_, Seen>, b: &BTreeMap<_, Seen>| {
            keys.iter().filter(|k| a[**k].nodes.is_some() && b[**k].nodes.is_none()).count()
        };
        let _ = write!(out, " {} | {} |", only(first, s), only(s, first));
        let _ = writeln!(out, " {:.3} |", median(solved.iter().map(|x| x.seconds).collect()));
    }
    out
}

fn ln(s: Seen) -> Option<f64> {
    s.nodes.map(|n| (n as f64).ln())
}

fn median(mut v: Vec<f64>) -> f64 {
    v.sort_by(f64::total_cmp);
    let n = v.len();
    if n == 0 { f64::NAN } else { (v[n / 2] + v[(n - 1) / 2]) / 2.0 }
}

fn mean(v: Vec<f64>) -> f64 {
    v.iter().sum::<f64>() / v.len() as f64
}

/// A statistic with its 95 % bootstrap interval (Efron 1979); the samples are the same every time.
fn interval(v: &[f64], of: impl Fn(Vec<f64>) -> f64) -> (f64, f64, f64) {
    let mut rng = Rng::new(1, 0);
    let mut all: Vec<f64> = (0..SAMPLES).map(|_| of((0..v.len()).map(|_| v[rng.below(v.len())]).collect())).collect();
    all.sort_by(f64::total_cmp);
    let at = |q: f64| all[((all.len() - 1) as f64 * q) as usize];
    (of(v.to_vec()), at(0.025), at(0.975))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn medians_and_intervals() {
        assert_eq!(median(vec![3.0, 1.0, 2.0]), 2.0);
        assert_eq!(median(vec![4.0, 1.0, 2.0, 3.0]), 2.5);
        assert!(median(Vec::new()).is_nan());
        let v: Vec<f64> = (0..101).map(f64::from).collect();
        let (m, low, high) = interval(&v, mean);
        assert_eq!(m, 50.0);
        assert!(low > 40.0 && low < 50.0 && high > 50.0 && high < 60.0, "{low} {high}");
        assert_eq!(interval(&v, mean), interval(&v, mean));
    }
}
