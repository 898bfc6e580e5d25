//! Inequalities as problems about polynomials, and the certificates that were found for them.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Opaque, Sign};
use euclase_poly::{Certificate, Poly, Problem, Term, Work, farkas};
use std::collections::{BTreeMap, BTreeSet};

/// Work of a linear program before a sum of squares is looked for.
const LINEAR: u64 = 150_000_000;
/// Most problems that are remembered.
const KEPT: usize = 400;

/// Problems that were looked at: an equality case asks what its inequality asked, and a sum of squares comes after a linear
/// program.
#[derive(Default)]
pub struct Asked {
    found: Vec<(Problem, Certificate)>,
    /// With the work and the steps of the attempt.
    failed: Vec<(Problem, u64, usize)>,
}

impl Asked {
    fn certificate(&mut self, problem: &Problem, effort: Effort, stop: &dyn Fn() -> bool) -> Option<Certificate> {
        if let Some((_, c)) = self.found.iter().find(|f| f.0 == *problem) {
            return Some(c.clone());
        }
        let before = self.failed.iter().position(|f| f.0 == *problem);
        let (work, squares) = before.and_then(|i| self.failed.get(i)).map_or((0, 0), |f| (f.1, f.2));
        let linear = |most: u64| {
            let more = most > work;
            more.then(|| farkas::prove(problem, &mut Work::new(most, stop))).flatten()
        };
        // A long linear program comes last.
        let short = effort.work.min(LINEAR);
        let found = linear(short).or_else(|| {
            let more = effort.squares > squares;
            let found = more.then(|| euclase_sos::prove(problem, effort.squares, stop)).flatten().map(|f| f.0);
            found.or_else(|| if more && short < effort.work { linear(effort.work) } else { None })
        });
        let spent = if effort.squares > squares { effort.work } else { short };
        match (&found, before) {
            (Some(c), _) if self.found.len() < KEPT => self.found.push((problem.clone(), c.clone())),
            (None, Some(i)) => {
                if let Some(f) = self.failed.get_mut(i) {
                    (f.1, f.2) = (work.max(spent), squares.max(effort.squares));
                }
            }
            (None, None) if self.failed.len() < KEPT => {
                self.failed.push((problem.clone(), spent, effort.squares));
            }
            _ => {}
        }
        found
    }
}

impl Prover<'_> {
    /// A certificate of a problem.
    pub fn certificate_of(&self, posed: &Posed, effort: Effort) -> Option<Certificate> {
        // No coefficient is negative: the commonest side condition.
        if let Some(found) = euclase_sos::termwise(&posed.problem) {
            return Some(found);
        }
        self.asked.borrow_mut().certificate(&posed.problem, effort, self.stop)
    }

    /// An inequality as a problem about polynomials.
    pub fn posed(&self, facts: &Facts, goal: &Poly, strict: bool) -> Posed {
        // Where the goal has no divisors, what is known of them is known without them, too.
        let divided = |p: &Poly| facts.quotients.iter().any(|v| p.degree_in(v.var) >= v.power);
        let keep = |p: &Poly| p.constant_value().is_none() && (divided(goal) || !divided(p));
        let known: Vec<&(Literal, At)> = facts.known.iter().filter(|k| keep(&k.0.poly)).collect();
        let used = self.used_terms(&known, goal);
        let known: Vec<&(Literal, At)> =
            known.into_iter().filter(|k| k.0.poly.vars().iter().all(|v| used.contains(v))).collect();
        let known = self.without_idle_roots(facts, goal, known);
        // What is strict subsumes what is not.
        let strictly = |p: &Poly| known.iter().any(|k| k.0.sign == Sign::Positive && k.0.poly == *p);
        // Facts about terms that have nothing to do with the goal are left out.
        let signs = [Sign::NonNegative, Sign::Positive, Sign::Zero];
        let groups = known.iter().filter(|k| signs.contains(&k.0.sign)).map(|k| k.0.poly.vars().into_iter().collect());
        let near = connected(goal, groups.collect());
        let (mut ineqs, mut eqs) = (Vec::new(), Vec::new());
        for (l, at) in known.iter().filter(|k| k.0.poly.vars().iter().any(|v| near.contains(v))) {
            match l.sign {
                Sign::Zero => eqs.push((&l.poly, *at)),
                Sign::NonNegative if strictly(&l.poly) => {}
                Sign::NonNegative | Sign::Positive => ineqs.push((&l.poly, l.sign == Sign::Positive, *at)),
                Sign::NonZero => {}
            }
        }
        // Variables without gaps.
        let all = ineqs.iter().map(|i| i.0).chain(eqs.iter().map(|e| e.0)).chain([goal]);
        let vars: BTreeSet<u32> = all.flat_map(Poly::vars).collect();
        let there: BTreeMap<u32, u32> = vars.iter().enumerate().map(|(i, v)| (*v, i as u32)).collect();
        let back: Vec<u32> = vars.into_iter().collect();
        let go = |p: &Poly| p.rename(|v| there.get(&v).copied().unwrap_or(v));
        let problem = Problem {
            vars: back.len() as u32,
            eqs: eqs.iter().map(|e| go(e.0)).collect(),
            ineqs: ineqs.iter().map(|i| (go(i.0), i.1)).collect(),
            goal: go(goal),
            strict,
        };
        let (ineqs, eqs) = (ineqs.iter().map(|i| i.2).collect(), eqs.iter().map(|e| e.1).collect());
        Posed { problem, ineqs, eqs, back }
    }
}

impl Prover<'_> {
    /// All terms but roots, and the roots that occur in the goal or in facts that do more than say what a term is.
    fn used_terms(&self, known: &[&(Literal, At)], goal: &Poly) -> BTreeSet<u32> {
        let says = |k: &&&(Literal, At)| k.0.poly.degree() > 1 || k.0.poly.len() > 1;
        let mut todo: Vec<u32> = goal.vars().into_iter().collect();
        for k in known.iter().filter(says).filter(|k| !self.sheet.defines(k.1)) {
            todo.extend(k.0.poly.vars());
        }
        let other = |v: &u32| !matches!(self.sheet.terms.get(*v), Some(Opaque::Root(..)));
        todo.extend(known.iter().flat_map(|k| k.0.poly.vars()).filter(other));
        let mut used: BTreeSet<u32> = BTreeSet::new();
        while let Some(v) = todo.pop() {
            if used.insert(v) {
                match self.sheet.terms.get(v) {
                    Some(Opaque::Inverse(p) | Opaque::Root(_, p) | Opaque::Abs(p)) => todo.extend(p.vars()),
                    Some(Opaque::Power(a, b) | Opaque::Min(a, b) | Opaque::Max(a, b)) => {
                        todo.extend(a.vars().into_iter().chain(b.vars()));
                    }
                    _ => {}
                }
            }
        }
        used
    }
}

/// An inequality as a problem about polynomials, with the lines of its hypotheses.
pub struct Posed {
    /// Its variables are numbered without gaps.
    pub problem: Problem,
    /// The lines of its inequalities.
    pub ineqs: Vec<At>,
    /// Those of its equations.
    pub eqs: Vec<At>,
    back: Vec<u32>,
}

impl Posed {
    /// A polynomial of the problem over the terms of the sheet.
    pub fn home(&self, p: &Poly) -> Poly {
        p.rename(|v| self.back.get(v as usize).copied().unwrap_or(v))
    }

    /// A certificate likewise.
    pub fn home_certificate(&self, c: &Certificate) -> Certificate {
        let home = |p: &Poly| self.home(p);
        let term = |t: &Term| Term { squares: t.squares.iter().map(home).collect(), ..t.clone() };
        Certificate {
            multiplier: c.multiplier.iter().map(term).collect(),
            terms: c.terms.iter().map(term).collect(),
            cofactors: c.cofactors.iter().map(home).collect(),
        }
    }
}

/// Variables that are joined to the goal by facts, given by their variables (those of an absurd goal: all).
fn connected(goal: &Poly, groups: Vec<Vec<u32>>) -> Vec<u32> {
    let mut near: Vec<u32> = goal.vars().into_iter().collect();
    if near.is_empty() {
        return groups.concat();
    }
    loop {
        let before = near.len();
        for g in &groups {
            if g.iter().any(|v| near.contains(v)) {
                near.extend(g.iter().filter(|v| !near.contains(v)).copied().collect::<Vec<_>>());
            }
        }
        if near.len() == before {
            return near;
        }
    }
}
