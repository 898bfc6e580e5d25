//! Claims made from true theorems: a point of a goal is another one, two points are exchanged, or the goal is of another kind. Most are
//! false. Which of them are false on every component is asked of real figures, on all branches and without regard to order, so not of the filter itself.

use euclase_diagram::{Options, Status, figures, kind_status};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, GoalKind, Hyp, Pt};

/// Figures in none of which a claim may hold: so many that a component that is chosen by the free branches of four points is met, too; and in how
/// many at least it has to fail.
const FIGURES: usize = 100;
const ENOUGH: usize = 12;
/// Changed points for one goal.
const CHANGES: usize = 8;

/// Claims like one, always the same ones.
fn like(fact: &Fact, points: usize) -> Vec<Fact> {
    let own = fact.points();
    let mut out = Vec::new();
    let all: Vec<Pt> = (0..points).filter_map(|p| u32::try_from(p).ok()).map(Pt).collect();
    // Points spread over the statement, for points spread over the goal.
    let others: Vec<Pt> = all.iter().copied().filter(|p| !own.contains(p)).collect();
    for (k, p) in own.iter().enumerate() {
        for q in others.iter().skip(k % 2).step_by(2).take(CHANGES / 2) {
            out.push(fact.map_points(&|x| if x == *p { *q } else { x }));
        }
    }
    out.truncate(CHANGES);
    for w in own.windows(2) {
        let swap = |x: Pt| {
            if x == w[0] {
                w[1]
            } else if x == w[1] {
                w[0]
            } else {
                x
            }
        };
        out.push(fact.map_points(&swap));
    }
    match (fact, &own[..]) {
        (Fact::Coll(a, b, c), _) => out.extend([Fact::perp(*a, *b, *b, *c), Fact::cong(*a, *b, *b, *c)]),
        (Fact::Cyclic(a, b, c, d), _) => out.extend([Fact::Coll(*a, *b, *c), Fact::perp(*a, *b, *c, *d)]),
        (Fact::Same(a, b), _) => out.extend(others.first().map(|c| Fact::cong(*a, *c, *b, *c))),
        (Fact::Dir { terms, turn }, _) => {
            let half = euclase_grammar::core::q(1, 2);
            let turn = if *turn < half { turn + half } else { turn - half };
            out.push(Fact::Dir { terms: terms.clone(), turn });
        }
        (_, [a, b, c, d, ..]) => out.extend([Fact::para(*a, *b, *c, *d), Fact::Cyclic(*a, *b, *c, *d)]),
        (_, [a, b, c]) => out.push(Fact::Coll(*a, *b, *c)),
        _ => {}
    }
    let mut seen = vec![fact.normalized()];
    out.retain(|f| {
        let plain = f.normalized();
        let new = !plain.is_trivial() && !plain.is_absurd() && !seen.contains(&plain);
        seen.push(plain);
        new
    });
    out
}

/// The theorem without what order says: its figures lie on all real components.
fn without_order(thm: &CoreTheorem) -> CoreTheorem {
    let mut out = thm.clone();
    out.conds.retain(|c| {
        matches!(
            c.cond,
            Cond::Distinct(..) | Cond::NotColl(..) | Cond::NotPara(..) | Cond::NotCyclic(..) | Cond::Not(_)
        )
    });
    for c in &thm.conds {
        if let Cond::Between(a, b, d) | Cond::Outside(a, b, d) = c.cond {
            out.hyps.push(Hyp { fact: Fact::Coll(a, b, d), origin: c.origin.clone() });
        }
    }
    out
}

/// Claims made from the goals of a theorem that hold in none of a hundred figures on all branches.
pub fn false_claims(thm: &CoreTheorem) -> Vec<GoalKind> {
    let facts = thm.goals.iter().filter_map(|g| if let GoalKind::Fact(f) = &g.kind { Some(f) } else { None });
    let claims: Vec<GoalKind> = facts.flat_map(|f| like(f, thm.statement_points)).map(GoalKind::Fact).collect();
    failing(thm, claims)
}

/// Those of some claims that hold in none of a hundred figures on all branches.
pub fn failing(thm: &CoreTheorem, claims: Vec<GoalKind>) -> Vec<GoalKind> {
    let loose = without_order(thm);
    let drawn: Vec<_> = figures(&loose, &Options { attempts: 40, ..Options::default() }).take(FIGURES).collect();
    if drawn.len() < ENOUGH {
        return Vec::new();
    }
    // (By chance a figure is nearly degenerate, and says nothing of some claim.)
    let fails = |k: &GoalKind| {
        let said: Vec<_> = drawn.iter().map(|f| kind_status(k, &f.pts)).collect();
        let failing = said.iter().filter(|s| **s == Status::Fails).count();
        !said.contains(&Status::Holds) && failing >= ENOUGH && failing * 10 >= said.len() * 9
    };
    claims.into_iter().filter(fails).collect()
}
