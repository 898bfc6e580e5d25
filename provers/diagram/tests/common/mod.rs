//! Core theorems in a line of text each, so that a test reads like a statement.
//!
//! `points ; facts ; conditions ? goals`, separated by `;` and `,`. A fact is a keyword and points:
//! `coll A B C`, `cyclic A B C D`, `cong A B C D`, `perp A B C D`, `para A B C D`, `bis X A B C` (X on a bisector of
//! angle ABC), `ratio A B C D n d` (AB/CD = n/d as logarithms), `len A B n` (|AB| = n), `lensum A B C D E F` (AB + CD = EF), `sq A B C D E F` (AB² + CD² = EF²),
//! `mid M A B` (as vectors), `simi A B C D E F`, `simo …` (mirrored), `ang A B C n d` (angle ABC = n/d half-turns),
//! `dir n d A B C D` (dir CD − dir AB = n/d), `same A B`, `dist P A B Q C D` (equal distances to lines).
//! A condition: `ne A B`, `ncoll A B C`, `between A B C`, `pos A B C`, `sameo A B C D E F`, `longer A B C D`,
//! `nearer P A B Q` (P nearer to AB than Q).

#![allow(dead_code)] // each test binary uses a part

use euclase_grammar::core::*;

pub fn q(n: i64, d: i64) -> Q {
    Q::new(n.into(), d.into())
}

pub fn theorem(text: &str) -> CoreTheorem {
    let (statement, goals) = text.split_once('?').unwrap_or((text, ""));
    let mut parts = statement.split(';');
    let names: Vec<&str> = parts.next().unwrap().split_whitespace().collect();
    let point = |s: &str| Pt(names.iter().position(|n| *n == s).unwrap_or_else(|| panic!("no point {s}")) as u32);
    let origin = |s: &str| Origin { text: s.trim().to_string(), span: (0, 0) };
    let list = |s: &str| s.split(',').map(|c| c.trim().to_string()).filter(|c| !c.is_empty()).collect::<Vec<_>>();
    let facts = list(parts.next().unwrap_or(""));
    let conds = list(parts.next().unwrap_or(""));
    CoreTheorem {
        name: "test".into(),
        points: names.iter().map(|n| PointInfo { name: n.to_string(), hidden: false, origin: origin(n) }).collect(),
        statement_points: names.len(),
        reals: vec![],
        hyps: facts.iter().map(|f| Hyp { fact: fact(f, &point), origin: origin(f) }).collect(),
        conds: conds.iter().map(|c| DeclCond { cond: cond(c, &point), origin: origin(c), explicit: true }).collect(),
        props: vec![],
        goals: list(goals).iter().map(|g| Goal { kind: GoalKind::Fact(fact(g, &point)), origin: origin(g) }).collect(),
        coords: vec![],
        shapes: vec![],
        sketch: None,
        source: None,
        expect: None,
        unsupported: vec![],
    }
}

pub fn fact(text: &str, point: &dyn Fn(&str) -> Pt) -> Fact {
    let w: Vec<&str> = text.split_whitespace().collect();
    let p = |i: usize| point(w[i]);
    let n = |i: usize| w[i].parse::<i64>().unwrap();
    let one = || q(1, 1);
    let zero = || q(0, 1);
    match w[0] {
        "coll" => Fact::Coll(p(1), p(2), p(3)),
        "cyclic" => Fact::Cyclic(p(1), p(2), p(3), p(4)),
        "cong" => Fact::Len { terms: vec![(one(), p(1), p(2)), (-one(), p(3), p(4))], konst: zero() },
        "perp" => Fact::Dir { terms: vec![(1, p(1), p(2)), (-1, p(3), p(4))], turn: q(1, 2) },
        "para" => Fact::Dir { terms: vec![(1, p(1), p(2)), (-1, p(3), p(4))], turn: zero() },
        "bis" => Fact::Dir { terms: vec![(2, p(3), p(1)), (-1, p(3), p(2)), (-1, p(3), p(4))], turn: zero() },
        "ratio" => Fact::Log {
            terms: vec![(one(), p(1), p(2)), (-one(), p(3), p(4))],
            konst: vec![(n(5) as u64, one()), (n(6) as u64, -one())].into_iter().filter(|k| k.0 != 1).collect(),
        },
        "len" => Fact::Len { terms: vec![(one(), p(1), p(2))], konst: q(n(3), 1) },
        "lensum" => {
            Fact::Len { terms: vec![(one(), p(1), p(2)), (one(), p(3), p(4)), (-one(), p(5), p(6))], konst: zero() }
        }
        "sq" => Fact::Sq { terms: vec![(one(), p(1), p(2)), (one(), p(3), p(4)), (-one(), p(5), p(6))], konst: zero() },
        "mid" => Fact::Vec(vec![(q(2, 1), p(1)), (-one(), p(2)), (-one(), p(3))]),
        "simi" | "simo" => Fact::Sim { a: [p(1), p(2), p(3)], b: [p(4), p(5), p(6)], opposite: w[0] == "simo" },
        "ang" => Fact::Ang { terms: vec![(one(), [p(1), p(2), p(3)])], konst: q(n(4), n(5)) },
        "dir" => Fact::Dir { terms: vec![(-1, p(3), p(4)), (1, p(5), p(6))], turn: q(n(1), n(2)) },
        "same" => Fact::Same(p(1), p(2)),
        "dist" => Fact::Num(Num::DistLine(p(1), p(2), p(3)), Num::DistLine(p(4), p(5), p(6))),
        other => panic!("unknown fact {other}"),
    }
}

pub fn cond(text: &str, point: &dyn Fn(&str) -> Pt) -> Cond {
    let w: Vec<&str> = text.split_whitespace().collect();
    let p = |i: usize| point(w[i]);
    match w[0] {
        "ne" => Cond::Distinct(p(1), p(2)),
        "ncoll" => Cond::NotColl(p(1), p(2), p(3)),
        "between" => Cond::Between(p(1), p(2), p(3)),
        "pos" => Cond::Positive([p(1), p(2), p(3)]),
        "sameo" => Cond::SameOrient([p(1), p(2), p(3)], [p(4), p(5), p(6)]),
        "longer" => Cond::Longer([p(1), p(2)], [p(3), p(4)]),
        "nearer" => Cond::Num(Num::DistLine(p(1), p(2), p(3)), Cmp::Lt, Num::DistLine(p(4), p(2), p(3))),
        other => panic!("unknown condition {other}"),
    }
}
