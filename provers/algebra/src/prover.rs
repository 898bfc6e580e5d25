//! One sequent: from what is known, a clause.

use crate::facts::{Facts, Quotient};
use crate::posed::Asked;
use crate::samples::fails_somewhere;
use crate::sheet::{At, Sheet, unit};
use crate::terms::{Literal, Opaque, Sign};
use euclase_grammar::core::{Num, Pt, Q};
use euclase_kernel::algebra::Reason;
use euclase_poly::{Certificate, Poly, Term, Work, groebner};
use num_traits::{One, Zero};
use std::cell::RefCell;

/// How much may be spent on one attempt.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// Operations of ideals and linear programs.
    pub work: u64,
    /// Millions of steps of a sum of squares; 0: none.
    pub squares: usize,
    /// How deep cases may go.
    pub depth: u32,
}

impl Effort {
    /// For what should be seen at once.
    pub fn none() -> Effort {
        Effort { work: 20_000, ..QUICK }
    }

    /// For what is proposed often.
    pub fn little() -> Effort {
        Effort { work: 10 * QUICK.work, ..QUICK }
    }
}

/// What is cheap enough for side conditions.
const QUICK: Effort = Effort { work: 3_000_000, squares: 0, depth: 0 };

/// How many cases may still be told apart where it is early.
const SHALLOW: u32 = 4;

/// Quotients, and what is known besides.
type Thirds = (Vec<Quotient>, [(Literal, At); 2]);

/// Writes proofs on a sheet.
pub struct Prover<'a> {
    /// The proof so far.
    pub sheet: Sheet,
    /// Asked often.
    pub stop: &'a dyn Fn() -> bool,
    /// Attempts so far: what the report calls nodes.
    pub attempts: u64,
    /// Problems about polynomials that were looked at.
    pub asked: RefCell<Asked>,
    /// The frame of coordinates, if they are used.
    pub frame: Option<[Pt; 2]>,
    /// Points beside the frame.
    pub places: Vec<Pt>,
    /// Points of a line.
    pub collinear: Vec<[Pt; 3]>,
    /// The triangle over which the figure is seen, if it is.
    pub over: Option<[Pt; 3]>,
    /// Where the area of that triangle is a sum of three: each of these by the others, Heron's formula, and that it is positive.
    pub third: Option<Thirds>,
    /// Numbers of that figure that are said to be positive.
    pub apart: Vec<(Literal, At)>,
}

/// What a first attempt may cost.
const FIRST: u64 = 150_000_000;
/// What the sign of something that is only to be different from zero may cost.
const SIDES: u64 = 30_000_000;

impl<'a> Prover<'a> {
    /// An empty sheet.
    pub fn new(stop: &'a dyn Fn() -> bool) -> Prover<'a> {
        Prover {
            sheet: Sheet::default(),
            stop,
            attempts: 0,
            asked: RefCell::default(),
            frame: None,
            places: Vec::new(),
            collinear: Vec::new(),
            over: None,
            third: None,
            apart: Vec::new(),
        }
    }

    /// What a line claims, as signs.
    pub fn literals(&mut self, at: At) -> Option<Vec<Literal>> {
        let atoms = self.sheet.claim(at).to_vec();
        atoms.iter().map(|a| self.sheet.terms.literal(a)).collect()
    }

    /// A side condition, by cheap means.
    pub fn quickly(&mut self, facts: &Facts, goal: &Literal) -> Option<At> {
        self.literal(facts, goal, QUICK)
    }

    /// A line that claims the clause (or a part of it) where the facts hold. The facts are those of the place: they
    /// are explained here.
    pub fn prove(&mut self, facts: &Facts, goal: &[Literal], effort: Effort) -> Option<At> {
        if (self.stop)() {
            return None;
        }
        let mut facts = facts.clone();
        self.explain(&mut facts, goal);
        self.lengths_by_angles(&mut facts);
        self.clear_facts(&mut facts);
        self.equations_without_roots(&mut facts);
        if self.over.is_some() {
            self.without_positive_factors(&mut facts);
        }
        match goal {
            [] => self.absurd(&facts, effort),
            [one] => self.single(&facts, one, effort),
            many => self.alternatives(&facts, many, effort),
        }
    }

    /// One literal, with cases.
    pub fn single(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let mark = self.sheet.mark();
        // Many roots are few variables.
        let little = Effort { squares: 0, depth: 0, work: effort.work.min(SIDES) };
        if goal.sign == Sign::Zero
            && let Some(at) = self.over_roots(facts, goal, little)
        {
            return Some(at);
        }
        self.sheet.back(mark);
        let cases = self.worth_splitting(facts);
        // (Deep in cases this would be tried too often.)
        if goal.sign == Sign::Zero && effort.squares > 0 && effort.depth > SHALLOW && !cases {
            if let Some(at) = self.literal(facts, goal, Effort { work: effort.work / 100, squares: 0, ..effort }) {
                return Some(at);
            }
            self.sheet.back(mark);
            let part = Effort { squares: effort.squares / 8, ..effort };
            if let Some(at) = self.by_vanishing_terms(facts, &goal.poly, part) {
                return Some(at);
            }
            self.sheet.back(mark);
        }
        if let Some(at) = self.literal(facts, goal, Effort { squares: 0, work: effort.work.min(FIRST), ..effort }) {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.moved(facts, goal, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.piecewise(facts, std::slice::from_ref(goal), effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        // Cases may settle at once what a sum of squares cannot.
        if cases && let Some(at) = self.split(facts, std::slice::from_ref(goal), effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        if effort.squares > 0
            && let Some(at) = self.literal(facts, goal, effort)
        {
            return Some(at);
        }
        self.sheet.back(mark);
        let at = self.split(facts, std::slice::from_ref(goal), effort);
        if at.is_none() {
            self.sheet.back(mark);
        }
        at
    }

    /// One literal, without cases.
    pub fn literal(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        self.attempts += 1;
        if let Some(at) = self.known(facts, goal) {
            return Some(at);
        }
        if let Some(done) = self.closed(facts, goal, effort) {
            return done;
        }
        if let Some(at) = self.angle_by_lengths(facts, goal, effort) {
            return Some(at);
        }
        if let Some((cleared, divisors, powers)) = self.cleared_goal(facts, goal) {
            let at = self.literal(facts, &cleared, effort)?;
            return Some(self.divided(goal, at, divisors, powers));
        }
        let mut prove = |me: &mut Self, cleared: &Literal| me.literal(facts, cleared, effort);
        if let Some(proved) = self.without_quotients(facts, goal, &mut prove) {
            return proved;
        }
        match goal.sign {
            Sign::Zero => self.equality(facts, &goal.poly, effort),
            Sign::NonZero => self.different(facts, goal, effort),
            Sign::NonNegative | Sign::Positive => self.inequality(facts, goal, effort),
        }
    }

    /// A fact that says this, in just this form: who cites it may use its polynomial.
    pub fn known(&mut self, facts: &Facts, goal: &Literal) -> Option<At> {
        let (l, at) = facts.known.iter().find(|k| k.0.gives(goal))?;
        Some(if l == goal { *at } else { self.sheet.say(goal, Reason::Weaken, vec![*at]) })
    }

    fn equality(&mut self, facts: &Facts, p: &Poly, effort: Effort) -> Option<At> {
        if p.is_zero() {
            return Some(self.sheet.combine(p, vec![]));
        }
        let mark = self.sheet.mark();
        if let Some(at) = self.zero(facts, p, Effort { work: effort.work / 4, ..effort }) {
            return Some(at);
        }
        self.sheet.back(mark);
        let (eqs, lines) = self.equations(facts);
        let stop = self.stop;
        let mut work = Work::new(effort.work, stop);
        if let Some(cofactors) = groebner::membership(p, &eqs, &mut work) {
            return Some(self.sheet.combine(p, lines.into_iter().zip(cofactors).collect()));
        }
        let mut work = Work::new(effort.work, stop);
        if let Some((k, cofactors)) = groebner::radical_membership(p, &eqs, &mut work).filter(|r| r.0 <= 8) {
            let power = p.pow(k, 20_000)?;
            let at = self.sheet.combine(&power, lines.into_iter().zip(cofactors).collect());
            let factors = vec![self.sheet.terms.num(p); k as usize];
            return Some(self.sheet.say(&Literal::new(p.clone(), Sign::Zero), Reason::Factors(factors), vec![at]));
        }
        let mark = self.sheet.mark();
        if let Some(at) = self.with_inverses(facts, p, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        // (Over a triangle no equation is left that needs two inequalities.)
        if self.over.is_none()
            && let Some(at) = self.both_bounds(facts, p, effort)
        {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.equal_powers(facts, p, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        let claim = Literal::new(p.clone(), Sign::Zero);
        if effort.squares == 0 {
            return None;
        }
        if facts.tight == 0
            && let Some(plain) = self.root_consequences(facts, effort)
        {
            if let Some(at) = self.equality_case(&plain, &claim, effort) {
                return Some(at);
            }
            self.sheet.back(mark);
        }
        if let Some(at) = self.equality_case(facts, &claim, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        // −p² ≥ 0
        let square = p.mul_cap(p, 20_000)?.neg();
        let (c, ineqs, eqs) = self.certificate(facts, &square, false, effort)?;
        Some(self.sheet.order(Some(&claim), &c, &ineqs, &eqs))
    }

    fn different(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if goal.truth() == Some(true) {
            let square = goal.poly.constant_value().map(|c| &c * &c)?;
            let c = Certificate { multiplier: unit(), terms: vec![Term::number(square)], cofactors: vec![] };
            return Some(self.sheet.order(Some(goal), &c, &[], &[]));
        }
        for side in [goal.poly.clone(), goal.poly.neg()] {
            let positive = Literal::new(side, Sign::Positive);
            let little = Effort { squares: 0, work: effort.work.min(SIDES), ..effort };
            if let Some(at) = self.inequality(facts, &positive, little) {
                return Some(self.sheet.say(goal, Reason::Weaken, vec![at]));
            }
        }
        // Suppose it is zero.
        let opposite = goal.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let mut inner = facts.clone();
        inner.add(vec![opposite.clone()], s);
        let at = self.contradiction(&inner, effort)?;
        Some(self.refuted(goal, &opposite, at))
    }

    /// The goal, where its opposite is absurd.
    pub fn refuted(&mut self, goal: &Literal, opposite: &Literal, absurd: At) -> At {
        let atoms = vec![self.sheet.terms.atom(goal), self.sheet.terms.atom(opposite)];
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let s = self.sheet.suppose(std::slice::from_ref(goal));
        self.sheet.say(goal, Reason::Cases, vec![either, s, absurd])
    }

    /// The sign of a polynomial, without cases.
    pub fn inequality(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        if goal.truth() == Some(true) {
            let c = goal.poly.constant_value().filter(|c| !c.is_zero());
            let terms = c.map(Term::number).into_iter().collect();
            let c = Certificate { multiplier: unit(), terms, cofactors: vec![] };
            return Some(self.sheet.order(Some(goal), &c, &[], &[]));
        }
        // Areas are put away at once; whether roots should be is seen later.
        let figure = self.has_area(&goal.poly);
        if figure && let Some(at) = self.with_roots_put_away(facts, goal, effort) {
            return Some(at);
        }
        let posed = self.posed(facts, &goal.poly, goal.sign == Sign::Positive);
        if effort.work > QUICK.work && fails_somewhere(&posed.problem) {
            return None;
        }
        if let Some(found) = self.certificate_of(&posed, effort) {
            let c = posed.home_certificate(&found);
            return Some(self.sheet.order(Some(goal), &c, &posed.ineqs, &posed.eqs));
        }
        if !figure
            && effort.squares > 0
            && let Some(at) = self.with_roots_put_away(facts, goal, effort)
        {
            return Some(at);
        }
        if effort.squares == 0 {
            return None;
        }
        let mark = self.sheet.mark();
        if let Some(at) = self.by_orders(&posed, goal, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.against_opposite(&posed, goal, effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        self.contraposition(facts, goal, effort)
    }

    fn with_roots_put_away(&mut self, facts: &Facts, goal: &Literal, effort: Effort) -> Option<At> {
        let mark = self.sheet.mark();
        let at = self.by_roots(facts, goal, effort);
        if at.is_none() {
            self.sheet.back(mark);
        }
        at
    }

    /// Is there a number of a figure in it?
    fn has_area(&self, p: &Poly) -> bool {
        p.vars().iter().any(|v| matches!(self.sheet.terms.get(*v), Some(Opaque::Leaf(Num::Area(_) | Num::Len(..)))))
    }

    /// The facts contradict one another, without cases.
    fn contradiction(&mut self, facts: &Facts, effort: Effort) -> Option<At> {
        self.attempts += 1;
        for (l, at) in &facts.known {
            if l.truth() == Some(false) {
                return Some(self.sheet.push(vec![], Reason::Weaken, vec![*at]));
            }
        }
        let (eqs, lines) = self.equations(facts);
        let stop = self.stop;
        // n·m in the ideal, of n ≠ 0 and m ≠ 0: their squares are positive, and zero.
        let nonzero: Vec<(Poly, At)> =
            facts.known.iter().filter(|k| k.0.sign == Sign::NonZero).map(|k| (k.0.poly.clone(), k.1)).collect();
        let groups = std::iter::once(vec![]).chain((0..nonzero.len()).map(|i| vec![i]));
        let all: Vec<usize> = (0..nonzero.len()).collect();
        for group in groups.chain((nonzero.len() > 1).then_some(all)) {
            let product = group.iter().try_fold(Poly::one(), |p, i| p.mul_cap(&nonzero[*i].0, 20_000))?;
            let mut work = Work::new(effort.work, stop);
            let Some((k, cofactors)) = groebner::radical_membership(&product, &eqs, &mut work) else { continue };
            if k > 12 {
                continue;
            }
            // 0 = product^(2k) − Σ c·product^k·e
            let power = product.pow(k, 20_000)?;
            let cofactors: Option<Vec<Poly>> =
                cofactors.iter().map(|c| Some(c.mul_cap(&power, 50_000)?.neg())).collect();
            let ineqs: Vec<At> = group.iter().map(|i| nonzero[*i].1).collect();
            let repeated = (0..ineqs.len()).flat_map(|i| std::iter::repeat_n(i, k as usize)).collect();
            let term = Term { coeff: Q::one(), ineqs: repeated, squares: vec![] };
            let c = Certificate { multiplier: vec![], terms: vec![term], cofactors: cofactors? };
            return Some(self.sheet.order(None, &c, &ineqs, &lines));
        }
        // −1 ≥ 0
        let (c, ineqs, eqs) = self.certificate(facts, &Poly::int(-1), false, effort)?;
        // multiplier·(−1) = Σ: 0 = multiplier + Σ.
        let terms = [c.multiplier, c.terms].concat();
        let c = Certificate { multiplier: vec![], terms, cofactors: c.cofactors };
        Some(self.sheet.order(None, &c, &ineqs, &eqs))
    }

    /// The facts contradict one another.
    fn absurd(&mut self, facts: &Facts, effort: Effort) -> Option<At> {
        let mark = self.sheet.mark();
        if let Some(at) = self.contradiction(facts, Effort { squares: 0, ..effort }) {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.piecewise(facts, &[], effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        if let Some(at) = self.split(facts, &[], effort) {
            return Some(at);
        }
        self.sheet.back(mark);
        // What is not zero helps inequalities by its square.
        let squares = self.with_squares(facts);
        if squares.known.len() > facts.known.len()
            && let Some(at) = self.contradiction(&squares, Effort { squares: 0, ..effort })
        {
            return Some(at);
        }
        if effort.squares == 0 {
            self.sheet.back(mark);
            return None;
        }
        let at = self.contradiction(&squares, effort);
        if at.is_none() {
            self.sheet.back(mark);
        }
        at
    }

    /// The facts, and that the squares of what is not zero are positive.
    fn with_squares(&mut self, facts: &Facts) -> Facts {
        let mut out = facts.clone();
        for (l, at) in facts.known.iter().filter(|k| k.0.sign == Sign::NonZero).take(4) {
            if let Some(square) = l.poly.mul_cap(&l.poly, 200) {
                let term = Term { coeff: Q::one(), ineqs: vec![0], squares: vec![] };
                let c = Certificate { multiplier: unit(), terms: vec![term], cofactors: vec![] };
                let claim = Literal::new(square, Sign::Positive);
                let at = self.sheet.order(Some(&claim), &c, &[*at], &[]);
                out.add(vec![claim], at);
            }
        }
        out
    }

    /// One of several: all but the last are supposed not to hold.
    fn alternatives(&mut self, facts: &Facts, goal: &[Literal], effort: Effort) -> Option<At> {
        let mark = self.sheet.mark();
        let quick = Effort { squares: 0, depth: 0, ..effort };
        if let Some(at) = goal.iter().find_map(|l| self.literal(facts, l, quick)) {
            return Some(at);
        }
        self.sheet.back(mark);
        let (first, rest) = goal.split_first()?;
        let opposite = first.negated();
        let s = self.sheet.suppose(std::slice::from_ref(&opposite));
        let mut inner = facts.clone();
        inner.add(vec![opposite.clone()], s);
        let at = self.prove(&inner, rest, effort)?;
        let atoms = vec![self.sheet.terms.atom(first), self.sheet.terms.atom(&opposite)];
        let either = self.sheet.push(atoms, Reason::Either, vec![]);
        let this = self.sheet.suppose(std::slice::from_ref(first));
        let claim = goal.iter().map(|l| self.sheet.terms.atom(l)).collect();
        Some(self.sheet.push(claim, Reason::Cases, vec![either, this, at]))
    }

    /// Equations of the facts with their lines.
    pub fn equations(&self, facts: &Facts) -> (Vec<Poly>, Vec<At>) {
        facts.equations().filter(|e| !e.0.is_zero()).map(|(p, at)| (p.clone(), at)).unzip()
    }

    /// Does an opaque term stand for what only cases settle?
    fn worth_splitting(&self, facts: &Facts) -> bool {
        facts
            .explained
            .iter()
            .any(|v| matches!(self.sheet.terms.get(*v), Some(Opaque::Abs(_) | Opaque::Min(..) | Opaque::Max(..))))
            || !facts.clauses.is_empty()
    }

    /// A certificate for `goal ≥ 0` or `> 0`, in the terms of the facts: with the lines of its inequalities and equations.
    fn certificate(
        &self,
        facts: &Facts,
        goal: &Poly,
        strict: bool,
        effort: Effort,
    ) -> Option<(Certificate, Vec<At>, Vec<At>)> {
        let posed = self.posed(facts, goal, strict);
        let found = self.certificate_of(&posed, effort)?;
        Some((posed.home_certificate(&found), posed.ineqs, posed.eqs))
    }
}
