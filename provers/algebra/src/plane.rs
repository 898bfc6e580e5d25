//! Theorems of geometry in a frame, with nothing recorded: the hypotheses and conditions as signs of polynomials in the coordinates, the
//! goals' clauses one after the other.
//!
//! Wu's method divides by what it takes not to be zero, and records that; a proof from here holds under the statement's own conditions.
//! Goals may be numbers of the figure, too: sums of lengths, areas.

use crate::facts::Facts;
use crate::prover::{Effort, Prover};
use crate::sheet::At;
use crate::terms::{Literal, Sign};
use crate::{Outcome, named, obligation};
use euclase_grammar::core::{CoreTheorem, GoalKind, Num, Pt, Q};
use euclase_kernel::algebra::statement::{given_in_coordinates, obligations, obligations_in_coordinates};
use euclase_kernel::algebra::{GoalProof, Reason, Said};
use euclase_poly::{Certificate, Poly, Term, Work, factor};
use num_traits::One;

/// Are all goals such as can be shown here?
pub fn suits(theorem: &CoreTheorem) -> bool {
    let frame = [Pt(0), Pt(1)];
    let known = |k: &GoalKind| match k {
        GoalKind::Fact(_) | GoalKind::Cond(_) => {
            obligations_in_coordinates(theorem, k, frame).is_some() || obligations(theorem, k, &[]).is_some()
        }
        _ => false,
    };
    theorem.reals.is_empty() && theorem.statement_points > 1 && theorem.goals.iter().all(|g| known(&g.kind))
}

/// Looks for a proof of all goals in one frame. `effort` scales the work as in [`crate::prove`].
pub fn prove_in_plane(theorem: &CoreTheorem, frame: [Pt; 2], effort: u64, stop: &dyn Fn() -> bool) -> Outcome {
    let mut p = Prover::new(stop);
    // Equations of numbers only where coordinates do not say all: lengths would be in the way.
    let numbers = theorem.goals.iter().any(|g| obligations_in_coordinates(theorem, &g.kind, frame).is_none())
        || (0..theorem.hyps.len()).any(|n| given_in_coordinates(theorem, n, frame).is_none());
    let mut facts =
        if numbers { crate::given_facts(&mut p, theorem, &crate::Known::default()) } else { Facts::default() };
    p.read_all_in_coordinates(&mut facts, theorem, frame);
    let effort = Effort {
        work: effort.saturating_mul(10_000_000).max(crate::LEAST),
        squares: usize::try_from(effort.saturating_mul(4)).unwrap_or(usize::MAX),
        depth: 6,
    };
    let (mut goals, mut open) = (Vec::new(), Vec::new());
    for (i, goal) in theorem.goals.iter().enumerate() {
        let (wanted, own) = match obligations_in_coordinates(theorem, &goal.kind, frame) {
            Some(w) => (w, Some(frame)),
            None => (obligations(theorem, &goal.kind, &[]).unwrap_or_default(), None),
        };
        let mut show =
            |p: &mut Prover, facts: &Facts, goal: &[Literal], _: &_, effort: Effort| p.prove(facts, goal, effort);
        let lines: Option<Vec<At>> = wanted.iter().map(|o| obligation(&mut p, &facts, o, effort, &mut show)).collect();
        match lines {
            Some(lines) => goals.push(GoalProof { lines, frame: own, ..GoalProof::default() }),
            None => open.push(i),
        }
    }
    let attempts = p.attempts;
    let proof = open.is_empty().then(|| named(p.sheet.finish(Vec::new(), goals), theorem));
    Outcome { proof, open, attempts }
}

impl Prover<'_> {
    /// All clauses of the theorem in a frame, alternatives too; each as simple as what is known makes it.
    fn read_all_in_coordinates(&mut self, facts: &mut Facts, theorem: &CoreTheorem, frame: [Pt; 2]) {
        self.frame = Some(frame);
        let points = theorem.statement_points.min(theorem.points.len());
        self.places = (0..points as u32).map(Pt).filter(|p| !frame.contains(p)).collect();
        let mut single = Vec::new();
        let mut several = Vec::new();
        for n in 0..theorem.hyps.len() + theorem.conds.len() {
            for (k, clause) in given_in_coordinates(theorem, n, frame).unwrap_or_default().into_iter().enumerate() {
                let at = self.sheet.push(clause, Reason::Coordinates(Said::Assumed(n), frame, k), vec![]);
                match self.literals(at) {
                    Some(c) if c.len() == 1 => single.extend(c.into_iter().map(|l| (l, at))),
                    Some(c) => several.push((c, at)),
                    None => {}
                }
            }
        }
        // Inequations first: equations are divided by what is not zero.
        single.sort_by_key(|s| s.0.sign == Sign::Zero);
        for (l, at) in single {
            facts.add(vec![l], at);
        }
        self.proper_frame(facts, frame);
        for (c, at) in several {
            self.resolved(facts, c, at);
        }
        self.without_factors(facts);
    }

    /// Alternatives without those that are known not to hold.
    fn resolved(&mut self, facts: &mut Facts, clause: Vec<Literal>, at: At) {
        let mut open = Vec::new();
        let mut refuted = Vec::new();
        for l in &clause {
            let not = l.negated();
            match facts.says(&not) {
                Some(by) => refuted.push((l.clone(), not, by)),
                None => open.push(l.clone()),
            }
        }
        if refuted.is_empty() || open.iter().any(|l| facts.says(l).is_some()) {
            if !open.iter().any(|l| facts.says(l).is_some()) {
                facts.add(clause, at);
            }
            return;
        }
        let claim = open.iter().map(|l| self.sheet.terms.atom(l)).collect::<Vec<_>>();
        let mut premises = vec![at];
        for l in &clause {
            let s = self.sheet.suppose(std::slice::from_ref(l));
            premises.push(match refuted.iter().find(|r| r.0 == *l) {
                Some((l, not, by)) => self.contradicted(l, s, not, *by),
                None => s,
            });
        }
        let at = self.sheet.push(claim, Reason::Cases, premises);
        facts.add(open, at);
    }

    /// l = 0 and not: absurd.
    fn contradicted(&mut self, l: &Literal, s: At, not: &Literal, by: At) -> At {
        // What is known says `not` at once, perhaps with another factor.
        let by = self.sheet.say(not, Reason::Weaken, vec![by]);
        let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
        let c = Certificate { multiplier: vec![], terms: vec![term], cofactors: vec![l.poly.neg()] };
        self.sheet.order(None, &c, &[by], &[s])
    }

    /// Equations without factors that are not zero.
    fn without_factors(&mut self, facts: &mut Facts) {
        let equations: Vec<(Poly, At)> = facts.equations().map(|(p, at)| (p.clone(), at)).collect();
        for (p, at) in equations {
            let mut work = Work::new(20_000_000, self.stop);
            let Some(found) = factor::factor(&p, &mut work) else { continue };
            if found.factors.iter().map(|f| f.1).sum::<u32>() < 2 {
                continue;
            }
            let mut rest = Vec::new();
            let mut gone = Vec::new();
            for (f, _) in &found.factors {
                match facts.says(&Literal::new(f.clone(), Sign::NonZero)) {
                    Some(by) => gone.push((f.clone(), by)),
                    None => rest.push(f.clone()),
                }
            }
            let all: Vec<Num> = found
                .factors
                .iter()
                .flat_map(|(f, k)| std::iter::repeat_n(self.sheet.terms.num(f), *k as usize))
                .collect();
            let zero: Vec<Literal> = found.factors.iter().map(|f| Literal::new(f.0.clone(), Sign::Zero)).collect();
            let atoms = zero.iter().map(|l| self.sheet.terms.atom(l)).collect();
            let line = self.sheet.push(atoms, Reason::Factors(all), vec![at]);
            facts.known.retain(|k| k.1 != at);
            if gone.is_empty() {
                facts.add(zero, line);
            } else {
                self.resolved(facts, zero, line);
            }
        }
    }
}
