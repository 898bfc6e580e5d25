//! `solve`: all solutions of what the theorem assumes, with the proof that there are no others.
//!
//! The equations of the facts, in which roots and absolute values are variables, are solved over towers of square roots; of
//! what comes out, those are kept for which the givens hold in floating point. Both halves are then proved
//! like anything else: each solution is one, and what is none of them is absurd.

use crate::facts::Facts;
use crate::parameters::fails_somewhere;
use crate::prover::{Effort, Prover};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::Reason;
use euclase_poly::groebner::relation;
use euclase_poly::solve::{Expr, Solution, Solutions, Solved, solve};
use euclase_poly::{Poly, Work};
use num_traits::ToPrimitive;
use std::collections::BTreeSet;

/// Most solutions that are proved.
const MANY: usize = 64;
/// Most systems that alternatives make of one.
const SYSTEMS: usize = 32;
/// Most values of a variable that are told apart.
const FEW: usize = 6;
/// Relative error in floating point up to which a given counts as satisfied.
const CLOSE: f64 = 1e-7;

impl Prover<'_> {
    /// What a number has to be, by the equations: as the claim that it is that.
    pub fn value_of(&mut self, facts: &Facts, n: &Num, effort: Effort) -> Option<Atom> {
        let p = self.sheet.terms.poly(n)?;
        let mut facts = facts.clone();
        self.explain(&mut facts, &[Literal::new(p.clone(), Sign::Zero)]);
        self.clear_facts(&mut facts);
        let (eqs, _) = self.equations(&facts);
        let stop = self.stop;
        let value = relation(&p, &eqs, &mut Work::new(effort.work, stop))?.value()?;
        Some(Atom { lhs: n.clone(), rel: Rel::Eq, rhs: Num::Const(value) })
    }

    /// The solutions for the variables, and the facts with what follows from the equations.
    pub fn solutions(
        &mut self,
        facts: &Facts,
        vars: &[u32],
        givens: &[Vec<Atom>],
        effort: Effort,
    ) -> Option<(Vec<Vec<Num>>, Facts)> {
        let mut facts = facts.clone();
        self.explain(&mut facts, &[]);
        self.clear_facts(&mut facts);
        // With divisors as variables there are more equations than needed.
        let inverse = |v: &u32| matches!(self.sheet.terms.get(*v), Some(Opaque::Inverse(_)));
        let (eqs, lines): (Vec<Poly>, Vec<usize>) =
            facts.equations().filter(|(p, _)| !p.vars().iter().any(inverse)).map(|(p, at)| (p.clone(), at)).unzip();
        let stop = self.stop;
        let mut work = Work::new(effort.work.saturating_mul(2), stop);
        let places: Vec<u32> = vars
            .iter()
            .map(|v| self.sheet.terms.poly(&Num::Real(*v)).and_then(|p| p.vars().into_iter().next()))
            .collect::<Option<_>>()?;
        // Whatever mentions a variable that is asked for is unknown; all else are letters.
        let all: BTreeSet<u32> = eqs.iter().flat_map(Poly::vars).collect();
        let (mut unknown, letters): (Vec<u32>, Vec<u32>) =
            all.into_iter().partition(|v| self.sheet.terms.mentions(*v, vars));
        if letters.iter().any(|v| matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(_)))) {
            unknown.reverse();
            let mut out = self.with_letters(&mut facts, (&eqs, &lines), (&unknown, &places), effort)?;
            out.retain(|s| !fails_somewhere(vars, s, givens));
            return Some((out, facts));
        }
        let (found, lines) = match solve(&eqs, &mut work) {
            Some(Solved::Real(found)) if places.iter().all(|v| found.order.contains(v)) => (vec![found], lines),
            _ => self.solved_otherwise(&mut facts, (eqs, lines), effort)?,
        };
        let solutions: Vec<&Solution> = found.iter().flat_map(|f| &f.all).collect();
        let mut out: Vec<(Vec<Num>, Vec<f64>)> = Vec::new();
        for s in &solutions {
            let Some(values) = places.iter().map(|p| s.expr(*p)).collect::<Option<Vec<Expr>>>() else { continue };
            let about: Vec<f64> = places.iter().filter_map(|p| s.approximate(*p)).collect();
            let values: Vec<Num> = values.iter().map(number).collect();
            let at = |v: u32| vars.iter().position(|w| *w == v).and_then(|i| about.get(i)).copied();
            let holds = givens.iter().all(|c| c.iter().any(|a| satisfied(a, &at) != Some(false)));
            let known = out.iter().any(|o| o.1.iter().zip(&about).all(|(x, y)| (x - y).abs() < CLOSE));
            if holds && !known && out.len() < MANY {
                out.push((values, about));
            }
        }
        // What follows from the equations helps to show that there are no others.
        // (Of several systems the bases do not hold for all.)
        let basis = found.first().filter(|_| found.len() == 1).map_or(&[][..], |f| &f.basis);
        for e in basis.iter().filter(|e| e.poly.len() <= 30 && e.cofactors.iter().map(Poly::len).sum::<usize>() < 3_000)
        {
            let l = Literal::new(e.poly.clone(), Sign::Zero);
            if facts.says(&l).is_none() {
                let at = self.sheet.combine(&e.poly, lines.iter().copied().zip(e.cofactors.clone()).collect());
                facts.add(vec![l], at);
            }
        }
        for place in &places {
            let values: Option<Vec<Expr>> = solutions.iter().map(|s| s.expr(*place)).collect();
            self.values_of_variable(&mut facts, *place, &values.unwrap_or_default());
        }
        out.sort_by(|a, b| a.1.partial_cmp(&b.1).unwrap_or(std::cmp::Ordering::Equal));
        Some((out.into_iter().map(|o| o.0).collect(), facts))
    }
}

impl Prover<'_> {
    /// Systems that have finitely many solutions only with what is more than equations: with one of the alternatives of each
    /// clause, or with what an equation between sums of squares says.
    fn solved_otherwise(
        &mut self,
        facts: &mut Facts,
        (eqs, lines): (Vec<Poly>, Vec<usize>),
        effort: Effort,
    ) -> Option<(Vec<Solutions>, Vec<usize>)> {
        let stop = self.stop;
        let part = || Work::new(effort.work, stop);
        let clauses: Vec<&Vec<Literal>> =
            facts.clauses.iter().map(|c| &c.0).filter(|c| c.iter().all(|l| l.sign == Sign::Zero)).collect();
        let mut systems = vec![eqs];
        for c in &clauses {
            systems = systems
                .iter()
                .flat_map(|s| c.iter().map(move |l| [&s[..], std::slice::from_ref(&l.poly)].concat()))
                .collect();
            if systems.len() > SYSTEMS {
                return None;
            }
        }
        if !clauses.is_empty() {
            let real = |s: &Vec<Poly>| match solve(s, &mut part()) {
                Some(Solved::Real(found)) => Some(found),
                _ => None,
            };
            return systems.iter().map(real).collect::<Option<Vec<_>>>().map(|all| (all, lines));
        }
        for (e, at) in self.undefining(facts) {
            let Some(inner) = self.tight_facts(facts, &e, at, effort) else { continue };
            let (eqs, lines) = self.equations(&inner);
            if let Some(Solved::Real(found)) = solve(&eqs, &mut part()) {
                *facts = inner;
                return Some((vec![found], lines));
            }
        }
        None
    }

    /// One of its values, where factors over the rationals do not tell them apart.
    fn values_of_variable(&mut self, facts: &mut Facts, v: u32, values: &[Expr]) {
        let mut distinct: Vec<Num> = Vec::new();
        for e in values.iter().map(number) {
            if !distinct.contains(&e) {
                distinct.push(e);
            }
        }
        if !(1..=FEW).contains(&distinct.len()) || distinct.iter().all(|n| matches!(n, Num::Const(_))) {
            return;
        }
        let mut product = Poly::one();
        let mut cases: Vec<Literal> = Vec::new();
        for n in &distinct {
            let Some(t) = self.sheet.terms.poly(n) else { return };
            let factor = Poly::var(v).sub(&t);
            let Some(p) = product.mul_cap(&factor, 2_000) else { return };
            product = p;
            cases.push(Literal::new(factor, Sign::Zero));
        }
        self.explain(facts, &[Literal::new(product.clone(), Sign::Zero)]);
        if let Some(at) = self.by_equations(facts, &product) {
            let factors = cases.iter().map(|l| self.sheet.terms.num(&l.poly)).collect();
            let atoms = cases.iter().map(|l| self.sheet.terms.atom(l)).collect();
            let at = self.sheet.push(atoms, Reason::Factors(factors), vec![at]);
            facts.add(cases, at);
        }
    }
}

fn number(e: &Expr) -> Num {
    match e {
        Expr::Number(q) => Num::Const(q.clone()),
        Expr::Sum(xs) => Num::Add(xs.iter().map(number).collect()),
        Expr::Product(xs) => Num::Mul(xs.iter().map(number).collect()),
        Expr::Sqrt(x) => Num::Call("sqrt".into(), vec![number(x)]),
        Expr::Root(n, x) => Num::Call("root".into(), vec![Num::Const(Q::from_integer((*n).into())), number(x)]),
    }
}

/// Does a comparison hold, about? `None` where a variable has no value.
pub fn satisfied(a: &Atom, at: &dyn Fn(u32) -> Option<f64>) -> Option<bool> {
    let (x, y) = (value(&a.lhs, at)?, value(&a.rhs, at)?);
    let scale = CLOSE * (1.0 + x.abs() + y.abs());
    Some(match a.rel {
        Rel::Eq => (x - y).abs() < scale,
        Rel::Ne => (x - y).abs() > scale,
        Rel::Lt => x < y - scale,
        Rel::Le => x < y + scale,
        Rel::Gt => x > y + scale,
        Rel::Ge => x > y - scale,
    })
}

/// A number in floating point.
pub fn value(n: &Num, at: &dyn Fn(u32) -> Option<f64>) -> Option<f64> {
    let power = |x: f64, e: &Q| e.to_f64().map(|e| x.powf(e));
    Some(match n {
        Num::Const(c) => c.to_f64()?,
        Num::Real(v) => at(*v)?,
        Num::Add(xs) => xs.iter().map(|x| value(x, at)).sum::<Option<f64>>()?,
        Num::Mul(xs) => xs.iter().map(|x| value(x, at)).product::<Option<f64>>()?,
        Num::Neg(x) => -value(x, at)?,
        Num::Div(a, b) => value(a, at)? / value(b, at)?,
        Num::Pow(x, e) => power(value(x, at)?, e)?,
        Num::Call(f, xs) => {
            let xs: Vec<f64> = xs.iter().map(|x| value(x, at)).collect::<Option<_>>()?;
            match (f.as_str(), &xs[..]) {
                ("sqrt", [x]) => x.max(-CLOSE).max(0.0).sqrt(),
                ("root", [n, x]) if *x < 0.0 && n % 2.0 == 1.0 => -(-x).powf(1.0 / n),
                ("root", [n, x]) => x.powf(1.0 / n),
                ("abs", [x]) => x.abs(),
                ("min", xs) => xs.iter().copied().fold(f64::INFINITY, f64::min),
                ("max", xs) => xs.iter().copied().fold(f64::NEG_INFINITY, f64::max),
                ("pow", [a, u]) => a.powf(*u),
                ("pi", []) => std::f64::consts::PI,
                _ => return None,
            }
        }
        _ => return None,
    })
}
