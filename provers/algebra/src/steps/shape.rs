//! What a sequent looks like: its goal without divisors, its symmetries, what is known of its variables; and terms built and changed.

use super::compose::begin;
use super::{Child, Kind, Sequent, Step};
use crate::facts::Facts;
use crate::terms::{Literal, Opaque, Sign, Terms};
use euclase_grammar::core::{Atom, Num, Q, Rel};
use euclase_kernel::algebra::{Clause, Values};
use euclase_poly::{Poly, int};
use num_traits::{One, Zero};
use std::collections::BTreeSet;

/// Most variables of which all orders are looked at.
const ALL_ORDERS: usize = 4;
/// Longest polynomial for which steps are looked for.
pub(super) const LONG: usize = 600;

/// A number.
pub(super) fn whole(n: i64) -> Num {
    Num::Const(int(n))
}

pub(super) fn ratio(n: i64, d: i64) -> Num {
    Num::Const(euclase_poly::frac(n, d))
}

/// A sum, without needless brackets.
pub(super) fn sum(mut xs: Vec<Num>) -> Num {
    if xs.len() == 1 { xs.remove(0) } else { Num::Add(xs) }
}

/// A product likewise.
pub(super) fn product(mut xs: Vec<Num>) -> Num {
    xs.retain(|x| !matches!(x, Num::Const(c) if c.is_one()));
    match xs.len() {
        0 => whole(1),
        1 => xs.remove(0),
        _ => Num::Mul(xs),
    }
}

pub(super) fn neg(x: Num) -> Num {
    Num::Neg(Box::new(x))
}

pub(super) fn quotient(a: Num, b: Num) -> Num {
    Num::Div(Box::new(a), Box::new(b))
}

pub(super) fn power(x: Num, e: i64) -> Num {
    if e == 1 { x } else { Num::Pow(Box::new(x), int(e)) }
}

pub(super) fn real(v: u32) -> Num {
    Num::Real(v)
}

/// `x ≥ 0` or another comparison with zero.
pub(super) fn compared(x: Num, rel: Rel) -> Atom {
    Atom { lhs: x, rel, rhs: whole(0) }
}

/// Values put in for variables, all at once.
pub(super) fn put(n: &Num, values: &Values) -> Num {
    n.with_reals(&|v| values.iter().find(|x| x.0 == v).map(|x| x.1.clone()))
}

/// The same in a clause.
pub(super) fn put_clause(c: &[Atom], values: &Values) -> Clause {
    c.iter().map(|a| Atom { lhs: put(&a.lhs, values), rel: a.rel, rhs: put(&a.rhs, values) }).collect()
}

/// The polynomial with whole coefficients that differs from it by a positive factor.
pub(super) fn scaled(p: &Poly) -> Poly {
    let q = p.primitive();
    if q.leading_sign() == p.leading_sign() { q } else { q.neg() }
}

/// Neither a number of a figure nor an unknown operation.
pub(super) fn known_form(n: &Num) -> bool {
    matches!(
        n,
        Num::Const(_)
            | Num::Real(_)
            | Num::Add(_)
            | Num::Mul(_)
            | Num::Neg(_)
            | Num::Div(..)
            | Num::Pow(..)
            | Num::Call(..)
    )
}

/// The variables of a number.
pub(super) fn variables(n: &Num, out: &mut BTreeSet<u32>) {
    n.each_part(&mut |x, _| {
        if let Num::Real(v) = x {
            out.insert(*v);
        }
    });
}

/// The degree of a number in which all variables have degree 1, if it has one.
pub(super) fn degree(n: &Num) -> Option<Q> {
    let same = |xs: &[Num]| {
        let mut all: Option<Q> = None;
        for x in xs.iter().filter(|x| !matches!(x, Num::Const(c) if c.is_zero())) {
            let d = degree(x)?;
            if all.as_ref().is_some_and(|a| *a != d) {
                return None;
            }
            all = Some(d);
        }
        Some(all.unwrap_or_else(Q::zero))
    };
    match n {
        Num::Const(_) => Some(Q::zero()),
        Num::Real(_) => Some(Q::one()),
        Num::Add(xs) => same(xs),
        Num::Mul(xs) => xs.iter().map(degree).sum(),
        Num::Neg(x) => degree(x),
        Num::Div(a, b) => Some(degree(a)? - degree(b)?),
        Num::Pow(x, e) => Some(degree(x)? * e),
        Num::Call(f, xs) => match (f.as_str(), &xs[..]) {
            ("sqrt", [x]) => Some(degree(x)? / int(2)),
            ("root", [Num::Const(n), x]) if !n.is_zero() => Some(degree(x)? / n),
            ("abs", [x]) => degree(x),
            ("min" | "max", xs) => same(xs),
            ("pi", []) => Some(Q::zero()),
            _ => None,
        },
        _ => None,
    }
}

/// A sequent looked at.
pub struct View<'s> {
    /// It.
    pub sequent: &'s Sequent,
    /// Variables that occur.
    pub vars: Vec<u32>,
    /// Of these, those that are known to be positive, and those that are not negative.
    pub positive: BTreeSet<u32>,
    /// Not negative, or positive.
    pub nonnegative: BTreeSet<u32>,
    /// The goal, if it is one inequality, without divisors.
    pub goal: Option<Literal>,
    /// The equations, without divisors.
    pub equations: Vec<Poly>,
    /// Which opaque terms there are.
    pub terms: Terms,
    /// Are there none but the variables, in the goal without divisors?
    pub plain: bool,
    /// Changes of names that change nothing, of the variables in order; the identity is not among them.
    pub symmetries: Vec<Vec<u32>>,
}

impl<'s> View<'s> {
    /// Looks at a sequent with one inequality as its goal; others have no goal here.
    pub fn new(sequent: &'s Sequent, stop: &dyn Fn() -> bool) -> Option<View<'s>> {
        let (mut p, mut facts, signs) = begin(sequent, stop)?;
        let mut vars = BTreeSet::new();
        for a in sequent.hyps.iter().flatten().chain(&sequent.goal) {
            variables(&a.lhs, &mut vars);
            variables(&a.rhs, &mut vars);
        }
        let vars: Vec<u32> = vars.into_iter().collect();
        p.explain(&mut facts, &signs);
        p.clear_facts(&mut facts);
        let is = |v: u32, sign| facts.says(&Literal::new(Poly::var(v), sign)).is_some();
        let positive: BTreeSet<u32> = vars.iter().copied().filter(|v| is(*v, Sign::Positive)).collect();
        let nonnegative = vars.iter().copied().filter(|v| is(*v, Sign::NonNegative)).collect();
        let goal = match &signs[..] {
            [l] if matches!(l.sign, Sign::NonNegative | Sign::Positive) => {
                let mut l = l.clone();
                while let Some((cleared, _, _)) = p.cleared_goal(&facts, &l) {
                    l = cleared;
                }
                (l.poly.len() <= LONG).then_some(l)
            }
            _ => None,
        };
        let equations = plain_equations(&facts, &p.sheet.terms);
        let is_plain = |q: &Poly| q.vars().iter().all(|v| matches!(p.sheet.terms.get(*v), Some(Opaque::Leaf(_))));
        let plain = goal.as_ref().is_some_and(|l| is_plain(&l.poly));
        let mut view = View {
            sequent,
            vars,
            positive,
            nonnegative,
            goal,
            equations,
            terms: Terms::default(),
            plain,
            symmetries: vec![],
        };
        view.terms = p.sheet.terms;
        view.symmetries = view.find_symmetries();
        Some(view)
    }

    fn find_symmetries(&self) -> Vec<Vec<u32>> {
        if self.vars.len() < 2 || self.vars.len() > 6 || self.sequent.goal.is_empty() {
            return vec![];
        }
        let mut terms = self.terms.clone();
        let signs = |s: &Clause, values: &Values, terms: &mut Terms| -> Option<Vec<(Poly, Sign)>> {
            let mut out: Vec<(Poly, Sign)> = Vec::new();
            for a in put_clause(s, values) {
                let l = terms.literal(&a)?;
                let p = if l.sign == Sign::Zero && l.poly.leading_sign() < 0 { l.poly.neg() } else { l.poly };
                out.push((scaled(&p), l.sign));
            }
            out.sort_by(|a, b| a.1.cmp(&b.1).then_with(|| format!("{:?}", a.0).cmp(&format!("{:?}", b.0))));
            Some(out)
        };
        let all: Vec<&Clause> = self.sequent.hyps.iter().chain([&self.sequent.goal]).collect();
        let Some(own) = all.iter().map(|c| signs(c, &vec![], &mut terms)).collect::<Option<Vec<_>>>() else {
            return vec![];
        };
        let (hyps, goal) = own.split_at(own.len() - 1);
        let mut out = Vec::new();
        for to in self.orders() {
            let values: Values = self.vars.iter().zip(&to).map(|(v, w)| (*v, real(*w))).collect();
            let mut same = signs(&self.sequent.goal, &values, &mut terms).is_some_and(|g| [g] == *goal);
            for h in &self.sequent.hyps {
                same = same && signs(h, &values, &mut terms).is_some_and(|h| hyps.contains(&h));
            }
            if same {
                out.push(to);
            }
        }
        out
    }

    /// Orders of the variables that are tried: all of few, of more those that turn them or exchange two.
    fn orders(&self) -> Vec<Vec<u32>> {
        let v = &self.vars;
        if v.len() <= ALL_ORDERS {
            return permutations(v).into_iter().filter(|p| p != v).collect();
        }
        let mut out: Vec<Vec<u32>> = (1..v.len()).map(|k| [&v[k..], &v[..k]].concat()).collect();
        for i in 1..v.len() {
            let mut p = v.clone();
            p.swap(i - 1, i);
            out.push(p);
        }
        out
    }

    /// Is the sequent the same under all changes of names?
    pub fn symmetric(&self) -> bool {
        let n = self.vars.len();
        n >= 2
            && (1..n).all(|i| {
                let mut p = self.vars.clone();
                p.swap(i - 1, i);
                self.symmetries.contains(&p)
            })
    }

    /// The turn of the variables that changes nothing, if there is one.
    pub fn turn(&self) -> Option<Vec<u32>> {
        let n = self.vars.len();
        let turned = (n >= 2).then(|| [&self.vars[1..], &self.vars[..1]].concat())?;
        self.symmetries.contains(&turned).then_some(turned)
    }

    /// The goal without divisors, as a comparison.
    pub fn target(&self) -> Option<Atom> {
        self.goal.as_ref().map(|l| self.terms.atom(l))
    }

    /// A comparison of a polynomial as strict as the goal.
    pub fn like_the_goal(&self, p: &Poly) -> Atom {
        let sign = self.goal.as_ref().map_or(Sign::NonNegative, |l| l.sign);
        self.terms.atom(&Literal::new(p.clone(), sign))
    }

    /// The goal as `left ≥ right`, whatever the way it is written.
    pub fn sides(&self) -> Option<(&Num, &Num)> {
        match &self.sequent.goal[..] {
            [Atom { lhs, rel: Rel::Ge | Rel::Gt, rhs }] => Some((lhs, rhs)),
            [Atom { lhs, rel: Rel::Le | Rel::Lt, rhs }] => Some((rhs, lhs)),
            _ => None,
        }
    }

    /// Are all variables positive?
    pub fn all_positive(&self) -> bool {
        !self.vars.is_empty() && self.vars.iter().all(|v| self.positive.contains(v))
    }

    /// A step with one child, over other variables or hypotheses, whose goal is a multiple of this one.
    pub fn step(&self, kind: Kind, with: String, child: Sequent, values: Values, scales: Vec<Num>) -> Step {
        let children = vec![Child { sequent: child, values, known: false }];
        Step { kind, with, children, glue: super::Glue::Chain, target: self.target(), scales, weights: vec![] }
    }

    /// The hypotheses with values put in, after new ones and without those that these make plain: positive coefficients of what is
    /// positive. `drop`: an equation that is used up.
    pub fn hyps_with(&self, values: &Values, new: &[Clause], drop: Option<&Poly>) -> Vec<Clause> {
        let mut terms = self.terms.clone();
        let mut out: Vec<Clause> = new.to_vec();
        for h in &self.sequent.hyps {
            let changed = put_clause(h, values);
            let Some(signs) = changed.iter().map(|a| terms.literal(a)).collect::<Option<Vec<_>>>() else { continue };
            let used = |l: &Literal| drop.is_some_and(|d| l.sign == Sign::Zero && (l.poly == *d || l.poly == d.neg()));
            if matches!(&signs[..], [l] if used(l)) {
                continue;
            }
            add(&mut out, &signs, &terms, new);
        }
        out
    }
}

/// Adds a hypothesis, unless it is there or plain.
pub(super) fn add(out: &mut Vec<Clause>, signs: &[Literal], terms: &Terms, new: &[Clause]) {
    let positive: BTreeSet<u32> = new.iter().filter_map(|c| signed_variable(c, Rel::Gt)).collect();
    let mut not_negative: BTreeSet<u32> = new.iter().filter_map(|c| signed_variable(c, Rel::Ge)).collect();
    not_negative.extend(&positive);
    let plain = |l: &Literal| {
        let some = |(m, c): (&euclase_poly::Mono, Q)| c > Q::zero() && m.powers().all(|(v, _)| positive.contains(&v));
        let ordered = matches!(l.sign, Sign::NonNegative | Sign::Positive);
        let all = ordered
            && l.poly.terms().all(|(_, c)| c > Q::zero())
            && l.poly.vars().iter().all(|v| not_negative.contains(v));
        l.truth() == Some(true) || (all && (l.sign == Sign::NonNegative || l.poly.terms().any(some)))
    };
    let atoms: Clause = signs.iter().map(|l| terms.atom(l)).collect();
    if !signs.iter().any(plain) && !out.contains(&atoms) {
        out.push(atoms);
    }
}

/// `x > 0`, or another comparison of a variable with zero.
fn signed_variable(c: &Clause, wanted: Rel) -> Option<u32> {
    match &c[..] {
        [Atom { lhs: Num::Real(v), rel, rhs: Num::Const(c) }] if c.is_zero() && *rel == wanted => Some(*v),
        _ => None,
    }
}

fn plain_equations(facts: &Facts, terms: &Terms) -> Vec<Poly> {
    let plain = |p: &Poly| p.vars().iter().all(|v| matches!(terms.get(*v), Some(Opaque::Leaf(_))));
    facts.equations().map(|e| e.0.clone()).filter(|p| !p.is_zero() && plain(p)).collect()
}

/// All orders of some variables.
pub(super) fn permutations(v: &[u32]) -> Vec<Vec<u32>> {
    if v.len() <= 1 {
        return vec![v.to_vec()];
    }
    let mut out = Vec::new();
    for i in 0..v.len() {
        let mut rest = v.to_vec();
        let first = rest.remove(i);
        out.extend(permutations(&rest).into_iter().map(|p| [vec![first], p].concat()));
    }
    out
}
