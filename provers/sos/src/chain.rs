//! Simplifications that come before everything: what has nothing to do with the goal is left out, and variables that an
//! equation gives are replaced.

use crate::view::{View, just, substituted, unit};
use euclase_poly::{Certificate, Poly, Problem};

/// A way from a problem to one that says the same with fewer variables or equations: views of views.
pub struct Chain {
    steps: Vec<(Problem, View)>,
}

impl Chain {
    /// The problem that is left.
    pub fn problem<'a>(&'a self, start: &'a Problem) -> &'a Problem {
        self.steps.last().map_or(start, |(_, v)| &v.problem)
    }

    /// What was done, in words.
    pub fn words(&self) -> Vec<String> {
        self.steps.iter().filter_map(|(_, v)| v.step.clone()).collect()
    }

    /// The certificate of the first problem from one of the last.
    pub fn original(&self, mut certificate: Certificate) -> Option<Certificate> {
        for (problem, view) in self.steps.iter().rev() {
            certificate = view.original(certificate, problem)?;
        }
        Some(certificate)
    }
}

/// The chains to start from: without what has nothing to do with the goal, and without the variables that equations give,
/// once but for equations that make the problem homogeneous, once for all equations, once for linear ones alone (a value of
/// higher degree raises that of everything).
pub fn chains(problem: &Problem) -> Vec<Chain> {
    let mut all: Vec<Chain> = Vec::new();
    let modes: [fn(&Poly) -> bool; 3] = [|e| unit(e).is_none(), |_| true, |e| e.degree() == 1];
    for (mode, used) in modes.into_iter().enumerate() {
        let mut chain = Chain { steps: vec![] };
        loop {
            let current = chain.problem(problem);
            let next = relevant(current).or_else(|| {
                let eqs = current.eqs.iter().enumerate();
                eqs.filter(|(_, e)| used(e)).find_map(|(k, e)| substituted(current, k, e))
            });
            let Some(next) = next else { break };
            let current = current.clone();
            chain.steps.push((current, next));
        }
        // Where nothing got a higher degree, all equations are the better way.
        let raised = all.iter().any(|c| degree(c.problem(problem)) > degree(problem));
        if mode == 2 && !raised {
            break;
        }
        if all.iter().all(|c| c.problem(problem) != chain.problem(problem)) {
            all.push(chain);
        }
    }
    all
}

fn degree(problem: &Problem) -> u64 {
    let hypotheses = problem.ineqs.iter().map(|q| &q.0).chain(&problem.eqs);
    hypotheses.chain([&problem.goal]).map(Poly::degree).max().unwrap_or(0)
}

/// Without the hypotheses that have no variable in common with the goal, nor with others that have; and without unused
/// variables.
fn relevant(problem: &Problem) -> Option<View> {
    let goal = problem.goal.vars();
    let mut used = goal.clone();
    let all = || problem.ineqs.iter().map(|q| &q.0).chain(&problem.eqs);
    if goal.is_empty() {
        all().for_each(|p| used.extend(p.vars()));
    }
    loop {
        let before = used.len();
        for p in all() {
            let vars = p.vars();
            if vars.iter().any(|v| used.contains(v)) {
                used.extend(vars);
            }
        }
        if used.len() == before {
            break;
        }
    }
    let inside = |p: &Poly| p.vars().iter().all(|v| used.contains(v));
    if used.iter().copied().eq(0..problem.vars) && all().all(inside) {
        return None;
    }
    let names: Vec<u32> = used.into_iter().collect();
    let put = |p: &Poly| p.rename(|v| names.binary_search(&v).map_or(v, |k| k as u32));
    let mut view = View::identity(problem);
    view.problem.vars = names.len() as u32;
    view.vars = names.iter().map(|v| Poly::var(*v)).collect();
    let kept = |p: &Poly| p.vars().iter().all(|v| names.binary_search(v).is_ok());
    let ineqs = problem.ineqs.iter().enumerate().filter(|(_, (p, _))| kept(p));
    (view.problem.ineqs, view.ineqs) = ineqs.map(|(i, (p, s))| ((put(p), *s), just(i))).unzip();
    let eqs = problem.eqs.iter().enumerate().filter(|(_, p)| kept(p));
    (view.problem.eqs, view.eqs) = eqs.map(|(i, p)| (put(p), i)).unzip();
    view.problem.goal = put(&problem.goal);
    view.step = Some("only what has to do with the goal".into());
    Some(view)
}
