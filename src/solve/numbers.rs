//! Statements about real numbers: the algebra prover, the kernel, an answer.

use super::coordinates::of_lines;
use super::together::{self, Together};
use super::{Clock, Config, Solved, run, stopped, without_proof};
use crate::policy::Start;
use crate::policy::program::Leash;
use crate::report::{Answer, Certainty, Counterexample, Counts, Status};
use crate::search::algebra;
use crate::sketch;
use euclase_algebra::Outcome;
use euclase_grammar::core::{CoreTheorem, GoalKind};
use euclase_kernel::Verdict;
use euclase_kernel::algebra::Proof;
use euclase_kernel::cert::Certificate;
use euclase_refute::numbers::{Counter, refute_with};

/// Values tried before a proof is looked for, and after none was found.
pub(super) const FEW: u64 = 2_000;
pub(super) const MANY: u64 = 200_000;
/// What each attempt of the algebra prover may cost: before the search for steps, and after it.
pub(super) const FIRST: u64 = 3;
pub(super) const EFFORT: u64 = 100;

/// The prover's name in answers.
pub(super) const PROVER: &str = "algebra";

/// Is it about numbers alone?
pub(super) fn concerns(thm: &CoreTheorem) -> bool {
    thm.statement_points == 0 && !thm.goals.is_empty()
}

/// Tries to prove it.
pub(super) fn attempt(thm: &CoreTheorem, config: &Config, clock: &Clock, leash: &Leash) -> Solved {
    let counts = Counts::default();
    // A false statement costs the provers much, and values that show it are often simple.
    clock.doing("trying values", counts);
    if let Some(c) = at_values(thm, FEW, clock) {
        let mut solved = refuted(thm, c, counts);
        // Also the argument for a false claim is judged line by line.
        if let Some(steps) = &thm.sketch {
            solved.answer.sketch = sketch::numbers::follow(thm, steps, clock).lines;
        }
        return solved;
    }
    let led = thm.sketch.as_ref().map(|steps| {
        clock.doing("following the sketch", counts);
        sketch::numbers::follow(thm, steps, clock)
    });
    let (lines, proof, attempts) = led.map_or((vec![], None, 0), |l| (l.lines, l.proof, l.attempts));
    let mut solved = proved(thm, proof, attempts, (config, clock, leash));
    solved.answer.sketch = lines;
    solved
}

/// Proves it, unless a sketch has led to a proof.
fn proved(thm: &CoreTheorem, led: Option<Proof>, attempts: u64, way: Way) -> Solved {
    let clock = way.1;
    let counts = Counts { nodes: attempts, ..Counts::default() };
    // Of hypotheses that contradict one another, most provers do not see that.
    let seen = together::seen(thm, clock);
    if matches!(seen, Together::Never) {
        return contradictory(thm, counts);
    }
    clock.doing("calculating", counts);
    let (out, nodes, notes) = match led {
        Some(proof) => (Outcome { proof: Some(proof), open: vec![], attempts: 0 }, 0, vec![]),
        None => sought(thm, way),
    };
    let counts = Counts { nodes: attempts + nodes, ..counts };
    let Some(proof) = out.proof else {
        if clock.over() {
            return stopped(thm, clock);
        }
        clock.doing("looking for a counterexample", counts);
        if let Some(c) = at_values(thm, MANY, clock) {
            return refuted(thm, c, counts);
        }
        let open: Vec<&str> =
            out.open.iter().filter_map(|i| thm.goals.get(*i)).map(|g| g.origin.text.as_str()).collect();
        let asks = thm.goals.iter().any(|g| matches!(g.kind, GoalKind::Find(_) | GoalKind::Solve(_)));
        let what = if asks { "not answered" } else { "not proved" };
        let mut solved = without_proof(thm, Status::Unknown, counts, format!("{what}: {}", open.join(", ")));
        solved.answer.notes.extend(notes);
        return solved;
    };
    let (mut cert, verdict) = judged(thm, proof);
    let open = |note: String| without_proof(thm, Status::Unknown, counts, note);
    let theorem = match verdict {
        Verdict::Accepted(theorem) => theorem,
        Verdict::Declined { reason } => return open(format!("the kernel leaves this open: {reason}")),
        Verdict::Rejected { rule, expected, got, .. } => {
            return open(format!(
                "the kernel rejected the proof ({rule}): expected {expected}, got {got}; please report this"
            ));
        }
    };
    clock.doing("looking for values of which the hypotheses hold", counts);
    let note = match together::decided(thm, seen, clock) {
        Together::Always => None,
        Together::At(c) => {
            cert.values = euclase_figure::numbers::of_certificate(&c.values);
            cert.values_proof = c.proof;
            Some(format!("the hypotheses hold, for instance, at {}", c.shown.join(", ")))
        }
        Together::Never => return contradictory(thm, counts),
        Together::Unclear if clock.over() => return stopped(thm, clock),
        Together::Unclear => return open("proved, but no values were found of which the hypotheses hold".into()),
    };
    let mut answer = Answer::proved(thm, &cert, &theorem, run(PROVER, counts));
    answer.notes.extend(note);
    answer.notes.extend(notes);
    Solved { answer, certificate: Some(cert), figure: None, cases: Vec::new() }
}

fn contradictory(thm: &CoreTheorem, counts: Counts) -> Solved {
    let note = "the hypotheses contradict one another: the kernel accepted a proof of that";
    without_proof(thm, Status::ContradictoryAxioms, counts, note)
}

/// How to look for a proof.
type Way<'w> = (&'w Config, &'w Clock, &'w Leash);

/// The prover with little effort, then the search for steps for what it did not show, then the prover with all effort, then a longer search:
/// most of what is proved is proved by the first, what the third proves it proves slowly, and what needs steps mostly needs few. With the
/// nodes of the search, and what its policy says.
fn sought(thm: &CoreTheorem, (config, clock, leash): Way) -> (Outcome, u64, Vec<String>) {
    let stop = || clock.over();
    let start = Start {
        thm,
        text: config.text.as_deref().unwrap_or_default(),
        seed: config.seed,
        after: config.policy_after,
        helper: config.policy_helper.as_deref(),
        patience: config.patience,
        clock,
        leash,
    };
    let (mut ranker, trouble) = config.policy.ranker(&start);
    let options = algebra::Options { nodes: 0, jobs: config.jobs };
    let mut search = algebra::Search::new(options, clock, ranker.as_mut(), config.trace.as_ref(), &thm.reals);
    let mut with_steps = |most: u64, asks: u64| {
        search.go_on(config.nodes.min(most));
        let out = euclase_algebra::prove_helped(thm, FIRST, asks, &stop, &mut |s| {
            clock.doing("searching for steps", Counts::default());
            search.prove(s)
        });
        (out, search.nodes)
    };
    let (mut out, mut nodes) = with_steps(if config.steps_only { MOST } else { FEW_NODES }, config.asks);
    if out.proof.is_none() && !clock.over() && !config.steps_only {
        clock.doing("calculating", Counts::default());
        out = euclase_algebra::prove(thm, EFFORT, &stop);
        if out.proof.is_none() && !clock.over() && config.nodes > FEW_NODES {
            (out, nodes) = with_steps(FEW_NODES + MOST, config.asks.min(AGAIN));
        }
    }
    let trouble = trouble.filter(|_| nodes > 0);
    let notes = trouble.into_iter().chain(ranker.notes()).collect();
    (out, nodes, notes)
}

/// Most nodes of a search for steps, which are dear: a tenth of a second each. Where the prover with all effort is still to come, few.
const MOST: u64 = 400;
const FEW_NODES: u64 = 48;
/// Asks of the prover where it has had its chance.
const AGAIN: u64 = 4_000;

/// The certificate of a proof, and what the kernel says of it.
pub(super) fn judged(thm: &CoreTheorem, proof: Proof) -> (Certificate, Verdict) {
    let cert = of_lines(thm, proof);
    let verdict = euclase_kernel::check(thm, &cert);
    (cert, verdict)
}

/// Looks for values that refute a theorem; what it assumes for all values of a variable has to be proved at them.
pub(super) fn at_values(thm: &CoreTheorem, budget: u64, clock: &Clock) -> Option<Counter> {
    let stop = || clock.over();
    let prove = |claim: &CoreTheorem| euclase_algebra::prove(claim, FIRST, &stop).proof;
    refute_with(thm, budget, &prove, &stop)
}

/// An answer from values that were checked.
fn refuted(thm: &CoreTheorem, c: Counter, counts: Counts) -> Solved {
    let counts = Counts { nodes: counts.nodes + c.evaluations, ..counts };
    let mut solved = without_proof(thm, Status::CounterSatisfiable, counts, "");
    solved.answer.notes.clear();
    let exact = c.shown.iter().map(|s| match s.split_once(" = ") {
        Some((name, value)) => (name.to_string(), value.to_string()),
        None => (s.clone(), String::new()),
    });
    solved.answer.counterexample = Some(Counterexample {
        certainty: Certainty::Exact,
        points: Vec::new(),
        values: exact.collect(),
        fails: c.fails,
    });
    solved
}
