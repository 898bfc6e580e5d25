//! Real variables beside points: as terms of the figure, so that it can be drawn and its values be checked.
//!
//! The equations that a statement assumes of its variables are solved for them where they are linear in them: `BD = t·BC` says t = BD/BC.
//! What the equations say besides is a hypothesis about the points. Nothing here is trusted: the values that come out of a figure are
//! checked in it.

use euclase_grammar::core::{Atom, Cond, CoreTheorem, DeclCond, Fact, Goal, GoalKind, Hyp, Num, Q};
use num_traits::{One, Zero};
use std::collections::BTreeMap;

/// What variables are given that no equation determines.
const FREE: [(i64, i64); 4] = [(1, 1), (1, 2), (2, 1), (1, 3)];

/// A statement about points, and the variables of the original as terms of its figure.
pub(super) struct Placed {
    /// Without variables: to be drawn.
    pub drawn: CoreTheorem,
    /// Terms for the variables.
    pub values: BTreeMap<u32, Num>,
}

/// The ways to put terms for the variables of a statement: one, or several where some are free.
pub(super) fn placed(thm: &CoreTheorem) -> Vec<Placed> {
    let mut solved: BTreeMap<u32, Num> = BTreeMap::new();
    let mut left: Vec<Atom> = Vec::new();
    for h in thm.hyps.iter().filter(|h| euclase_figure::beside::fact_mentions(&h.fact)) {
        let Some(a) = h.fact.as_equation() else { continue };
        let (lhs, rhs) = (put(&a.lhs, &solved), put(&a.rhs, &solved));
        match solve(&lhs, &rhs) {
            Some((v, value)) => {
                let one = BTreeMap::from([(v, value.clone())]);
                solved.values_mut().for_each(|x| *x = put(x, &one));
                solved.insert(v, value);
            }
            None => left.push(Atom { lhs, rel: a.rel, rhs }),
        }
    }
    let free: Vec<u32> = (0..thm.reals.len() as u32).filter(|v| !solved.contains_key(v)).collect();
    let choices: &[(i64, i64)] = if free.is_empty() { &FREE[..1] } else { &FREE };
    let place = |(n, d): &(i64, i64)| {
        let constant = |v: &u32| (*v, Num::Const(Q::new((*n).into(), (*d).into())));
        let chosen: BTreeMap<u32, Num> = free.iter().map(constant).collect();
        let mut values: BTreeMap<u32, Num> = solved.iter().map(|(v, x)| (*v, put(x, &chosen))).collect();
        values.extend(chosen);
        let more = left.iter().map(|a| Fact::Num(put(&a.lhs, &values), put(&a.rhs, &values)));
        Placed { drawn: drawn(thm, &values, more.collect()), values }
    };
    choices.iter().map(place).collect()
}

/// The statement without variables: its hypotheses about points and these, its conditions and goals with the values put in.
fn drawn(thm: &CoreTheorem, values: &BTreeMap<u32, Num>, more: Vec<Fact>) -> CoreTheorem {
    let about_points = thm.hyps.iter().filter(|h| !euclase_figure::beside::fact_mentions(&h.fact)).cloned();
    let more = more.into_iter().map(|fact| Hyp { fact, origin: Default::default() });
    let conds = thm.conds.iter().map(|c| DeclCond { cond: put_cond(&c.cond, values), ..c.clone() });
    let goal = |g: &Goal| {
        let kind = match &g.kind {
            GoalKind::Fact(Fact::Num(l, r)) => GoalKind::Fact(Fact::Num(put(l, values), put(r, values))),
            GoalKind::Cond(c) => GoalKind::Cond(put_cond(c, values)),
            other => other.clone(),
        };
        Goal { kind, origin: g.origin.clone() }
    };
    CoreTheorem {
        hyps: about_points.chain(more).collect(),
        conds: conds.collect(),
        goals: thm.goals.iter().map(goal).collect(),
        reals: Vec::new(),
        props: Vec::new(),
        ..thm.clone()
    }
}

fn put_cond(c: &Cond, values: &BTreeMap<u32, Num>) -> Cond {
    match c {
        Cond::Num(l, rel, r) => Cond::Num(put(l, values), *rel, put(r, values)),
        Cond::Not(f) => match &**f {
            Fact::Num(l, r) => Cond::Not(Box::new(Fact::Num(put(l, values), put(r, values)))),
            _ => c.clone(),
        },
        Cond::Any(cs) => Cond::Any(cs.iter().map(|c| put_cond(c, values)).collect()),
        _ => c.clone(),
    }
}

/// A number with values put in for variables.
pub(super) fn put(n: &Num, values: &BTreeMap<u32, Num>) -> Num {
    n.with_reals(&|v| values.get(&v).cloned())
}

/// lhs = rhs solved for a variable in which it is linear; one with a constant factor rather than another.
fn solve(lhs: &Num, rhs: &Num) -> Option<(u32, Num)> {
    let (mut factors, rest) = linear(&Num::Add(vec![lhs.clone(), Num::Neg(Box::new(rhs.clone()))]))?;
    factors.retain(|_, f| !matches!(f, Num::Const(c) if c.is_zero()));
    let constant = factors.iter().find(|(_, f)| matches!(f, Num::Const(_))).map(|(v, _)| *v);
    let v = constant.or_else(|| factors.keys().next().copied())?;
    let factor = factors.remove(&v)?;
    let others = factors.into_iter().map(|(w, f)| times(f, Num::Real(w)));
    let sum = plus(others.chain([rest]).collect());
    Some((v, over(Num::Neg(Box::new(sum)), factor)))
}

/// A number as Σ factor·variable + rest, the factors and the rest without variables.
fn linear(n: &Num) -> Option<(BTreeMap<u32, Num>, Num)> {
    let zero = || Num::Const(Q::zero());
    match n {
        Num::Real(v) => Some((BTreeMap::from([(*v, Num::Const(Q::one()))]), zero())),
        Num::Add(xs) => {
            let (mut factors, mut rests) = (BTreeMap::<u32, Vec<Num>>::new(), Vec::new());
            for x in xs {
                let (f, r) = linear(x)?;
                f.into_iter().for_each(|(v, f)| factors.entry(v).or_default().push(f));
                rests.push(r);
            }
            Some((factors.into_iter().map(|(v, f)| (v, plus(f))).collect(), plus(rests)))
        }
        Num::Neg(x) => scaled(linear(x)?, &|f| times(Num::Const(-Q::one()), f)),
        Num::Mul(xs) => {
            let parts: Vec<_> = xs.iter().map(linear).collect::<Option<_>>()?;
            let with = parts.iter().position(|p| !p.0.is_empty());
            let mut out = (BTreeMap::new(), Num::Const(Q::one()));
            for (_, p) in parts.into_iter().enumerate().filter(|(i, _)| Some(*i) != with) {
                if !p.0.is_empty() {
                    return None;
                }
                out.1 = times(out.1, p.1);
            }
            match with {
                None => Some(out),
                Some(i) => scaled(linear(xs.get(i)?)?, &|f| times(out.1.clone(), f)),
            }
        }
        Num::Div(a, b) => {
            let (factors, divisor) = linear(b)?;
            if !factors.is_empty() {
                return None;
            }
            scaled(linear(a)?, &|f| over(f, divisor.clone()))
        }
        _ => (!n.mentions_reals()).then(|| (BTreeMap::new(), n.clone())),
    }
}

type Linear = (BTreeMap<u32, Num>, Num);

fn scaled((factors, rest): Linear, by: &dyn Fn(Num) -> Num) -> Option<Linear> {
    Some((factors.into_iter().map(|(v, f)| (v, by(f))).collect(), by(rest)))
}

/// A sum, its constants collected.
fn plus(xs: Vec<Num>) -> Num {
    let mut sum = Q::zero();
    let mut rest = Vec::new();
    for x in xs {
        match x {
            Num::Const(c) => sum += c,
            other => rest.push(other),
        }
    }
    if !sum.is_zero() || rest.is_empty() {
        rest.push(Num::Const(sum));
    }
    if rest.len() == 1 { rest.remove(0) } else { Num::Add(rest) }
}

fn times(a: Num, b: Num) -> Num {
    match (&a, &b) {
        (Num::Const(x), Num::Const(y)) => Num::Const(x * y),
        (Num::Const(x), _) | (_, Num::Const(x)) if x.is_zero() => Num::Const(Q::zero()),
        (Num::Const(x), _) if x.is_one() => b,
        (_, Num::Const(x)) if x.is_one() => a,
        _ => Num::Mul(vec![a, b]),
    }
}

fn over(a: Num, b: Num) -> Num {
    match (&a, &b) {
        (_, Num::Const(x)) if !x.is_zero() => times(Num::Const(x.recip()), a),
        (Num::Neg(x), Num::Mul(ys)) if ys.first() == Some(&Num::Const(-Q::one())) && ys.len() == 2 => {
            over((**x).clone(), ys[1].clone())
        }
        _ => Num::Div(Box::new(a), Box::new(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use euclase_grammar::words::{self, Style};

    fn values(body: &str) -> Vec<String> {
        let text = format!("theorem t {{ triangle ABC {body} show AB > 0 }}");
        let thm = euclase_grammar::load(&text).expect("well-formed").theorems.remove(0);
        let first = placed(&thm).remove(0);
        assert!(first.drawn.reals.is_empty());
        first.values.values().map(|n| words::num(&thm, n, Style::Unicode)).collect()
    }

    #[test]
    fn variables_are_solved_for() {
        assert_eq!(values("real t assume AB = t*AC"), ["AB/AC"]);
        assert_eq!(values("real x, y assume AB = x + y, AC = x - y").len(), 2);
        assert_eq!(values("real x"), ["1"]);
    }

    #[test]
    fn what_is_left_is_about_the_points() {
        let text = "theorem t { triangle ABC real t assume AB = t*BC, AC = t*AB show t > 0 }";
        let thm = euclase_grammar::load(text).expect("well-formed").theorems.remove(0);
        let first = placed(&thm).remove(0);
        assert_eq!(first.drawn.hyps.len(), 1);
    }
}
