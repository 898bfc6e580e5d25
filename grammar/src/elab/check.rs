//! Hypotheses that contradict one another by the words alone.
//!
//! No geometry: `A = B` with `A != B`, `AB = 3` with `AB = 4`, two opposite orientations of the
//! same triangles. Points that a hypothesis makes equal are first put together.

use super::Elab;
use crate::ast::Span;
use crate::core::{Cmp, Cond, Fact, Origin, Pt};
use crate::diag::Diagnostic;
use std::collections::HashMap;

impl<'a> Elab<'a> {
    pub(crate) fn check_contradictions(&mut self) {
        if !self.errors.is_empty() {
            return;
        }
        let thm = &self.thm;
        let mut class: Vec<Pt> = (0..thm.points.len() as u32).map(Pt).collect();
        fn find(class: &[Pt], p: Pt) -> Pt {
            let mut p = p;
            while class[p.ix()] != p {
                p = class[p.ix()];
            }
            p
        }
        for h in &thm.hyps {
            if let Fact::Same(a, b) = &h.fact {
                let (a, b) = (find(&class, *a), find(&class, *b));
                class[a.max(b).ix()] = a.min(b);
            }
        }
        let merged = |p: Pt| find(&class, p);
        let mut found: Option<(Origin, Option<Origin>)> = None;
        let because = thm.hyps.iter().find(|h| matches!(h.fact, Fact::Same(..))).map(|h| h.origin.clone());
        // What each left side must equal.
        let mut values: HashMap<String, (String, Origin)> = HashMap::new();
        let mut facts: HashMap<Fact, Origin> = HashMap::new();
        for h in &thm.hyps {
            let f = h.fact.map_points(&merged).normalized();
            if f.is_absurd() {
                found.get_or_insert((h.origin.clone(), because.clone()));
            }
            let (left, right) = match &f {
                Fact::Dir { terms, turn } => (format!("dir {terms:?}"), format!("{turn}")),
                Fact::Len { terms, konst } => (format!("len {terms:?}"), format!("{konst}")),
                Fact::Sq { terms, konst } => (format!("sq {terms:?}"), format!("{konst}")),
                Fact::Ang { terms, konst } => (format!("ang {terms:?}"), format!("{konst}")),
                Fact::Log { terms, konst } => (format!("log {terms:?}"), format!("{konst:?}")),
                _ => (String::new(), String::new()),
            };
            if !left.is_empty() {
                match values.get(&left) {
                    // Directions of equal points are unspecified: no contradiction by words.
                    Some((other, origin))
                        if *other != right && !left.starts_with("dir") && !left.starts_with("log") =>
                    {
                        found.get_or_insert((h.origin.clone(), Some(origin.clone())));
                    }
                    Some(_) => {}
                    None => {
                        values.insert(left, (right, h.origin.clone()));
                    }
                }
            }
            facts.entry(f).or_insert_with(|| h.origin.clone());
        }
        let mut conds: HashMap<Cond, Origin> = HashMap::new();
        for c in &thm.conds {
            let cond = c.cond.map_points(&merged).normalized();
            if cond.is_absurd() {
                found.get_or_insert((c.origin.clone(), because.clone()));
                continue;
            }
            for f in excluded_facts(&cond) {
                if let Some(o) = facts.get(&f.normalized()) {
                    found.get_or_insert((c.origin.clone(), Some(o.clone())));
                }
            }
            for d in excluded_conds(&cond) {
                if let Some(o) = conds.get(&d.normalized()) {
                    found.get_or_insert((c.origin.clone(), Some(o.clone())));
                }
            }
            conds.insert(cond, c.origin.clone());
        }
        if let Some((a, b)) = found {
            let span = Span::new(a.span.0, a.span.1);
            let other = b.as_ref().map(|b| Span::new(b.span.0, b.span.1));
            let d = match b {
                Some(b) if b.text != a.text => Diagnostic::error(
                    "contradiction",
                    span,
                    format!(
                        "`{}` contradicts `{}`: no figure satisfies both",
                        super::clipped(&a.text, 80),
                        super::clipped(&b.text, 80)
                    ),
                ),
                _ => Diagnostic::error(
                    "contradiction",
                    span,
                    format!("`{}` can never hold", super::clipped(&a.text, 80)),
                ),
            };
            let d = match other {
                Some(at) if at != span => d.note(at, "the other stands"),
                _ => d,
            };
            self.errors.push(d.label("contradictory").help("anything would follow from it; remove one of the two"));
        }
    }
}

/// Facts that cannot hold together with the condition.
fn excluded_facts(c: &Cond) -> Vec<Fact> {
    let triangle = |t: &[Pt; 3]| {
        vec![Fact::Coll(t[0], t[1], t[2]), Fact::Same(t[0], t[1]), Fact::Same(t[1], t[2]), Fact::Same(t[0], t[2])]
    };
    match c {
        Cond::Distinct(a, b) => vec![Fact::Same(*a, *b), Fact::cong(*a, *b, *a, *a)],
        Cond::NotColl(a, b, c) => triangle(&[*a, *b, *c]),
        Cond::SameOrient(s, t) | Cond::OppOrient(s, t) => [triangle(s), triangle(t)].concat(),
        Cond::Positive(t) => triangle(t),
        Cond::Between(a, b, c) | Cond::Outside(a, b, c) => {
            vec![Fact::Same(*a, *b), Fact::Same(*b, *c), Fact::Same(*a, *c)]
        }
        Cond::NotPara(l, m) => vec![Fact::para(l[0], l[1], m[0], m[1]), Fact::Same(l[0], l[1]), Fact::Same(m[0], m[1])],
        Cond::DirNe { terms, turn } => vec![Fact::Dir { terms: terms.clone(), turn: turn.clone() }],
        Cond::NotCyclic(a, b, c, d) => vec![Fact::Cyclic(*a, *b, *c, *d)],
        Cond::Longer(l, m) => vec![Fact::cong(l[0], l[1], m[0], m[1]), Fact::Same(l[0], l[1])],
        Cond::Num(a, Cmp::Lt | Cmp::Gt | Cmp::Ne, b) => {
            vec![super::poly::classify(a, b), Fact::Num(b.clone(), a.clone())]
        }
        Cond::Not(f) => vec![(**f).clone()],
        _ => vec![],
    }
}

/// Conditions that cannot hold together with it.
fn excluded_conds(c: &Cond) -> Vec<Cond> {
    match c {
        Cond::SameOrient(s, t) => vec![Cond::OppOrient(*s, *t)],
        Cond::OppOrient(s, t) => vec![Cond::SameOrient(*s, *t)],
        Cond::Positive([a, b, c]) => vec![Cond::Positive([*a, *c, *b])],
        Cond::Between(a, b, c) => {
            vec![
                Cond::Outside(*a, *b, *c),
                Cond::Between(*b, *a, *c),
                Cond::Between(*a, *c, *b),
                Cond::NotColl(*a, *b, *c),
            ]
        }
        Cond::Outside(a, b, c) => vec![Cond::Between(*a, *b, *c), Cond::NotColl(*a, *b, *c)],
        Cond::NotColl(a, b, c) => vec![
            Cond::Between(*a, *b, *c),
            Cond::Between(*b, *a, *c),
            Cond::Between(*a, *c, *b),
            Cond::Outside(*a, *b, *c),
            Cond::Outside(*b, *a, *c),
            Cond::Outside(*a, *c, *b),
        ],
        Cond::Longer(l, m) => vec![Cond::Longer(*m, *l)],
        Cond::Num(a, Cmp::Lt, b) => vec![
            Cond::Num(a.clone(), Cmp::Gt, b.clone()),
            Cond::Num(a.clone(), Cmp::Ge, b.clone()),
            Cond::Num(b.clone(), Cmp::Lt, a.clone()),
            Cond::Num(b.clone(), Cmp::Le, a.clone()),
        ],
        Cond::Num(a, Cmp::Gt, b) => vec![
            Cond::Num(a.clone(), Cmp::Lt, b.clone()),
            Cond::Num(a.clone(), Cmp::Le, b.clone()),
            Cond::Num(b.clone(), Cmp::Gt, a.clone()),
            Cond::Num(b.clone(), Cmp::Ge, a.clone()),
        ],
        Cond::Num(a, Cmp::Le, b) => {
            vec![Cond::Num(a.clone(), Cmp::Gt, b.clone()), Cond::Num(b.clone(), Cmp::Lt, a.clone())]
        }
        Cond::Num(a, Cmp::Ge, b) => {
            vec![Cond::Num(a.clone(), Cmp::Lt, b.clone()), Cond::Num(b.clone(), Cmp::Gt, a.clone())]
        }
        _ => vec![],
    }
}
