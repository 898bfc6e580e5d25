//! Goals with exact counterexamples: no certificate that was written for something true proves them.

use crate::mutants::{corpus, root};
use euclase_trials::corpus::statements;
use euclase_trials::false_goals::{FEW, attack, collect};
use euclase_trials::kernels;

#[test]
fn no_false_goal_is_proved() {
    let corpus = corpus();
    let falsehoods = statements(&root(), &["false"]).expect("the datasets");
    let goals = collect(corpus, falsehoods, FEW);
    let certs: usize = goals.iter().map(|g| g.certs.len()).sum();
    println!("{} false goals, {certs} certificates", goals.len());
    assert!(goals.len() >= 200, "{} false goals", goals.len());
    let r = attack(corpus, &goals, &kernels::shipped, 40);
    println!("re-aimed: {:?}\nmutants: {:?}", r.aimed, r.mutants);
    for (goal, n) in &r.conditional {
        println!("under conditions that the counterexample violates: {goal}: {n}");
    }
    assert!(r.wrong.is_empty(), "accepted:\n{}", r.wrong.join("\n"));
    // The same attack convicts a kernel that does not look at goals, or prints no conditions.
    for (what, crippled) in
        [("goals", &kernels::without_goals as &kernels::Kernel), ("everything", &kernels::always_accepts)]
    {
        let some = &goals[..goals.len().min(20)];
        assert!(!attack(corpus, some, crippled, 2).wrong.is_empty(), "a kernel without {what} is not convicted");
    }
}
