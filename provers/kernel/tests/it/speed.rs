//! How long checking takes. Run in release for the figures:
//! `cargo test --release -p euclase-kernel --test it speed -- --nocapture`.

use crate::make::*;
use crate::rules::samples;
use euclase_grammar::core::{Fact, GoalKind};
use euclase_kernel::cert::{Certificate, Rule, Step};
use euclase_kernel::check;
use std::time::Instant;

/// Every rule once or more, with its premises as hypotheses and a linear step after each: about `n` steps.
fn long(n: usize) -> (euclase_grammar::core::CoreTheorem, Certificate) {
    let (mut hyps, mut steps): (Vec<Fact>, Vec<Step>) = (vec![], vec![]);
    for (name, args, opposite, i, _) in samples().into_iter().cycle() {
        if steps.len() >= n {
            break;
        }
        let first = steps.len();
        for f in &i.premises {
            steps.push(step(f.clone(), Rule::Hyp(hyps.len()), &[]));
            hyps.push(f.clone());
        }
        let cited: Vec<usize> = (first..steps.len()).collect();
        steps.push(step(i.conclusion.clone(), geo(name, &args, opposite), &cited));
        let last = steps.len() - 1;
        if !matches!(i.conclusion, Fact::Same(..) | Fact::Coll(..) | Fact::Cyclic(..) | Fact::Sim { .. }) {
            steps.push(step(i.conclusion, Rule::Linear(vec![q(1, 1)]), &[last]));
        }
    }
    let goal = GoalKind::Fact(steps[0].claim.clone());
    (theorem(10, &hyps, &[], vec![goal]), cert(steps, &[0]))
}

#[test]
fn a_step_takes_microseconds() {
    // The first graph of a process also starts egg's clock.
    let start = Instant::now();
    let (t, c) = long(1);
    accepted(check(&t, &c));
    println!("first call: {:?}", start.elapsed());
    for n in [30, 100, 300, 1_000, 3_000] {
        let (t, c) = long(n);
        // All steps are right; the hypotheses of all rules together contradict some conditions, which is found last.
        let verdict = check(&t, &c);
        let all = matches!(&verdict, euclase_kernel::Verdict::Accepted(_))
            || matches!(&verdict, euclase_kernel::Verdict::Rejected { expected, .. } if expected.contains("the condition") || expected.contains("can hold together"));
        assert!(all, "{verdict:?}");
        let mut times: Vec<_> = (0..11)
            .map(|_| {
                let start = Instant::now();
                std::hint::black_box(check(&t, &c));
                start.elapsed()
            })
            .collect();
        times.sort();
        println!("{} steps: {:?}, {:?} a step", c.steps.len(), times[5], times[5] / c.steps.len() as u32);
        // Far above the figures in release, far below anything quadratic.
        assert!(times[5].as_millis() < 2 * n as u128, "{n} steps: {:?}", times[5]);
    }
}
