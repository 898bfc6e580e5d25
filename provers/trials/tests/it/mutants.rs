//! Mutated certificates in the number that everyone runs; `make trials` runs a million.

use euclase_trials::corpus::{Entry, FOLDERS, proved, statements};
use euclase_trials::figures::{FEW, figures_of};
use euclase_trials::judge::{Judgement, Stage};
use euclase_trials::kernels::{self, Kernel};
use euclase_trials::operators;
use euclase_trials::run::{Finding, Tallies, Trials, table};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The folder of the theorems.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets")
}

/// All certificates.
pub fn corpus() -> &'static [Entry] {
    static ALL: OnceLock<Vec<Entry>> = OnceLock::new();
    ALL.get_or_init(|| proved(statements(&root(), &FOLDERS).expect("the datasets")))
}

fn run(corpus: &[Entry], kernel: &Kernel, count: u64) -> (Tallies, Vec<Finding>) {
    Trials::new(corpus, kernel, FEW, 7).block(0..count, &mut |_, _, _| {})
}

#[test]
fn the_kernel_accepts_nothing_that_a_figure_contradicts() {
    let corpus = corpus();
    assert!(corpus.len() >= 150, "{} certificates", corpus.len());
    let (tallies, wrong) = run(corpus, &kernels::shipped, 20_000);
    println!("{}", table(&tallies));
    assert_eq!(wrong, []);
    let made: u64 = tallies.values().map(|t| t.made).sum();
    assert!(made >= 19_000, "{made} mutants");
    assert!(tallies.values().filter(|t| t.made >= 20).count() >= 25);
    assert!(tallies.values().filter(|t| t.rejected >= 20).count() >= 20);
    // Each operator that is there does something.
    for o in operators::all() {
        assert!(tallies.get(o.name).is_some_and(|t| t.made > 0), "{} made no mutant", o.name);
    }
}

/// A trial that acquits these would prove nothing.
#[test]
fn crippled_kernels_are_convicted() {
    let corpus = corpus();
    for (what, kernel) in [
        ("always accepts", &kernels::always_accepts as &Kernel),
        ("only parses", &kernels::only_parses),
        ("prints no conditions", &kernels::without_conditions),
        ("does not look at goals", &kernels::without_goals),
        ("lets discharges serve earlier steps", &kernels::timeless_discharges),
        ("asks discharges for no premises", &kernels::unproved_discharges),
    ] {
        let (tallies, wrong) = run(corpus, kernel, 1_500);
        assert!(!wrong.is_empty(), "a kernel that {what} is not convicted:\n{}", table(&tallies));
        println!("a kernel that {what}: {} of 1,500 mutants wrong", wrong.len());
    }
}

/// The judge knows figures for the certificates as they are, and finds nothing wrong with them.
#[test]
fn unchanged_certificates_are_judged() {
    let corpus = corpus();
    let mut open = Vec::new();
    for e in corpus {
        let kernels::Outcome::Accepted { conditions, .. } = kernels::shipped(&e.thm, &e.cert) else {
            panic!("{} is not accepted", e.path);
        };
        let mut stage = Stage::new(figures_of(&e.thm, Some(&e.first), FEW));
        match stage.judge(&e.thm, &e.cert, &conditions) {
            Judgement::Equivalent(_) => {}
            Judgement::Unjudged => open.push(format!("{}: {:?} {conditions:?}", e.path, e.cert.aux)),
            Judgement::Wrong(w) => panic!("{}: {w:?}", e.path),
        }
    }
    println!("{} of {} certificates without a figure:\n{}", open.len(), corpus.len(), open.join("\n"));
    assert!(open.len() * 20 < corpus.len(), "{} of {}", open.len(), corpus.len());
}
