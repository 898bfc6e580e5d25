//! Hostile sizes: each certificate is refused within moderate time and memory, and nothing panics.

use super::text::{judge, load, refused};
use euclase_grammar::core::{Atom, CoreTheorem, Num, Pt, Q, Rel};
use euclase_kernel::algebra::{GoalProof, Line, Order, Product, Proof, Reason};
use euclase_kernel::cert::Certificate;
use euclase_kernel::check;
use num_traits::{One, Zero};
use std::time::{Duration, Instant};

const THEOREM: &str = "real x, y, z, u, v point A, B, C assume AB + BC + CA + x + y + z + u + v = 0 show x = x";

fn real(v: u32) -> Num {
    Num::Real(v)
}

fn int(n: i64) -> Num {
    Num::Const(super::text::q(n, 1))
}

fn eq(lhs: Num, rhs: Num) -> Atom {
    Atom { lhs, rel: Rel::Eq, rhs }
}

fn line(claim: Vec<Atom>, reason: Reason, premises: Vec<usize>) -> Line {
    Line { claim, reason, premises }
}

/// `claim = claim` by an identity.
fn same(n: Num) -> Line {
    line(vec![eq(n.clone(), n)], Reason::Combine(Vec::new()), Vec::new())
}

fn cert(lines: Vec<Line>) -> (CoreTheorem, Certificate) {
    let theorem = load(THEOREM);
    let goals = vec![GoalProof { lines: vec![0], ..GoalProof::default() }];
    let algebra = Some(Proof { lines, goals, ..Proof::default() });
    (theorem, Certificate { theorem: "t".into(), goals: vec![0], algebra, ..Certificate::default() })
}

/// Checks, within some seconds (the machine may be busy).
#[track_caller]
fn quickly(lines: Vec<Line>) -> euclase_kernel::Verdict {
    let (theorem, cert) = cert(lines);
    let start = Instant::now();
    let v = check(&theorem, &cert);
    let time = start.elapsed();
    assert!(time < Duration::from_secs(120), "{time:?}");
    v
}

const SIZE: &str = "a line of moderate size";

#[test]
fn exponents() {
    let power = |x: Num, e: &str| Num::Pow(Box::new(x), e.parse().unwrap());
    let sum = Num::Add(vec![real(0), real(1), real(2), real(3), int(1)]);
    for (x, e) in [
        (real(0), "10001"),
        (real(0), "-99999999999999999999"),
        (real(0), "1/10007"),
        (sum.clone(), "10000"),
        (sum.clone(), "99999999999999"),
        (int(2), "10000"),
        (power(real(0), "10000"), "2"),
        (Num::Const(Q::new(2.into(), 3.into())), "-9999"),
    ] {
        refused(quickly(vec![same(power(x, e))]), SIZE);
    }
    let mut tower = real(0);
    for _ in 0..50 {
        tower = Num::Pow(Box::new(Num::Add(vec![tower, int(1)])), Q::from_integer(2.into()));
    }
    refused(quickly(vec![same(tower)]), SIZE);
    let by = |n: Num| Num::Call("root".into(), vec![n, real(0)]);
    refused(quickly(vec![same(by(int(-2)))]), "a whole number as the index");
    refused(quickly(vec![same(by(real(1)))]), "a whole number as the index");
    refused(quickly(vec![same(by(Num::Const(1_000_000_000_000_000i64.into_q())))]), "a whole number as the index");
}

trait IntoQ {
    fn into_q(self) -> Q;
}

impl IntoQ for i64 {
    fn into_q(self) -> Q {
        Q::from_integer(self.into())
    }
}

#[test]
fn numbers_that_grow() {
    // Unlike denominators: each sum is longer than the one before.
    let prime = |i: u32| Num::Const(Q::new(One::one(), (num_pow(3, 3_000) + num_pow(2, i)) as _));
    let fractions: Vec<Num> = (0..3_000).map(prime).collect();
    refused(quickly(vec![same(Num::Add(fractions.clone()))]), SIZE);
    refused(quickly(vec![same(Num::Mul(fractions.clone()))]), SIZE);
    // Also where they belong to a variable, and in sums of products.
    let of = |c: &Num| Num::Mul(vec![c.clone(), real(0)]);
    refused(quickly(vec![same(Num::Add(fractions.iter().map(of).collect()))]), SIZE);
    let constant = |c: &Num| if let Num::Const(c) = c { c.clone() } else { Q::zero() };
    let terms =
        fractions.iter().map(|c| Product { coefficient: constant(c), factors: vec![], squares: vec![] }).collect();
    let order = Order { multiplier: Vec::new(), terms, cofactors: Vec::new() };
    refused(quickly(vec![line(Vec::new(), Reason::Order(order), Vec::new())]), SIZE);
}

fn num_pow(b: u32, e: u32) -> num_bigint::BigInt {
    num_bigint::BigInt::from(b).pow(e)
}

#[test]
fn wide_terms() {
    let lengths: Vec<Num> = (0..3_000).map(|i| Num::Call("abs".into(), vec![int(i)])).collect();
    // A long monomial, and a sum of many terms, squared.
    let v = quickly(vec![same(Num::Mul(lengths.clone()))]);
    assert!(matches!(v, euclase_kernel::Verdict::Accepted(_)), "{v:?}");
    let lengths: Vec<Num> = (0..60_000).map(|i| Num::Call("abs".into(), vec![int(i)])).collect();
    refused(quickly(vec![same(Num::Mul(lengths.clone()))]), SIZE);
    refused(quickly(vec![same(Num::Pow(Box::new(Num::Add(lengths.clone())), Q::from_integer(2.into())))]), SIZE);
}

#[test]
fn wide_clauses() {
    let atom = |i: i64| Atom { lhs: real(0), rel: Rel::Gt, rhs: int(i) };
    let clause = |n: i64| (0..n).map(atom).collect::<Vec<_>>();
    refused(quickly(vec![line(clause(1_001), Reason::Suppose, vec![])]), SIZE);
    refused(quickly(vec![line(clause(1_000), Reason::Either, vec![])]), "a comparison and its opposite");
    // Long numbers in many alternatives.
    let long = |i: u32| Atom {
        lhs: Num::Mul(vec![Num::Const(Q::from_integer(num_pow(3, 4_000 + i % 7))), real(i % 5)]),
        rel: Rel::Gt,
        rhs: int(1),
    };
    let clause: Vec<Atom> = (0..1_000).map(long).collect();
    let lines = vec![line(clause.clone(), Reason::Suppose, vec![]), line(clause, Reason::Weaken, vec![0])];
    refused(quickly(lines), SIZE);
}

#[test]
fn values_that_multiply() {
    let many = Num::Add(vec![real(0); 2_000]);
    let lines =
        vec![same(many.clone()), line(vec![eq(int(0), int(0))], Reason::Instance(vec![(0, many.clone())]), vec![0])];
    refused(quickly(lines), "terms of moderate size");
    // Instances of instances square the size, until it is refused.
    let square = Num::Mul(vec![real(0), real(0)]);
    let mut lines = vec![same(Num::Call("abs".into(), vec![real(0)]))];
    let mut term = real(0);
    for _ in 0..40 {
        let put = |n: &Num| Num::Call("abs".into(), vec![n.clone()]);
        term = Num::Mul(vec![term.clone(), term]);
        if term_size(&term) > 100_000 {
            break;
        }
        let claim = vec![eq(put(&term), put(&term))];
        let last = lines.len() - 1;
        lines.push(line(claim, Reason::Instance(vec![(0, square.clone())]), vec![last]));
    }
    let v = quickly(lines);
    assert!(!matches!(v, euclase_kernel::Verdict::Declined { .. }), "{v:?}");
}

fn term_size(n: &Num) -> usize {
    match n {
        Num::Mul(xs) => 1 + xs.iter().map(term_size).sum::<usize>(),
        _ => 1,
    }
}

#[test]
fn suppositions_that_pile_up() {
    let suppose = || line(vec![eq(real(0), int(0))], Reason::Suppose, vec![]);
    let mut lines: Vec<Line> = (0..30_000).map(|_| suppose()).collect();
    let weaken = |premises: Vec<usize>| line(vec![eq(real(0), int(0))], Reason::Suppose, premises);
    for i in 0..30 {
        lines.push(weaken((i * 1_000..(i + 1) * 1_000).collect()));
    }
    let all: Vec<usize> = (30_000..30_030).collect();
    for _ in 0..5_000 {
        lines.push(weaken(all.clone()));
    }
    refused(quickly(lines), "a proof of moderate size");
    refused(quickly(vec![suppose(), line(vec![], Reason::Weaken, vec![0; 1_001])]), "a proof of moderate size");
}

#[test]
fn powers_of_divisors() {
    let one = |d: Num| line(vec![Atom { lhs: d, rel: Rel::Gt, rhs: int(0) }], Reason::Suppose, vec![]);
    let claim = |n: Num| Atom { lhs: n, rel: Rel::Ge, rhs: int(0) };
    let field = |k: u32| line(vec![claim(real(0))], Reason::Field(vec![k]), vec![0, 1]);
    let start = |d: Num| vec![line(vec![claim(real(0))], Reason::Suppose, vec![]), one(d)];
    for d in [int(1), int(2), real(1), Num::Add(vec![real(1), real(2), real(3), int(1)])] {
        for k in [10_001, u32::MAX] {
            let mut lines = start(d.clone());
            lines.push(field(k));
            refused(quickly(lines), SIZE);
        }
    }
    let mut lines = start(Num::Add(vec![real(1), real(2), real(3), int(1)]));
    lines.push(field(10_000));
    refused(quickly(lines), SIZE);
}

#[test]
fn congruences() {
    // x = x + 1 and such: classes that hold themselves, through functions.
    let f = |n: Num| Num::Call("abs".into(), vec![n]);
    let suppose = |a: Num, b: Num| line(vec![eq(a, b)], Reason::Suppose, vec![]);
    let plus = |a: Num| Num::Add(vec![a, int(1)]);
    let lines = vec![
        suppose(real(0), plus(real(0))),
        suppose(real(0), f(plus(real(0)))),
        suppose(plus(f(real(0))), Num::Mul(vec![real(0), real(1)])),
        suppose(real(1), Num::Mul(vec![real(0), real(1), f(real(1))])),
        line(vec![eq(f(real(0)), f(plus(plus(real(0)))))], Reason::Congruence, vec![0, 1, 2, 3]),
    ];
    let v = quickly(lines);
    assert!(matches!(v, euclase_kernel::Verdict::Rejected { .. }), "{v:?}");
    // Long chains: f^n(x) = f^m(x) …
    let mut tower = vec![real(0)];
    for i in 0..150 {
        let next = f(plus(tower[i].clone()));
        tower.push(next);
    }
    let lines = vec![
        same(real(0)),
        suppose(tower[149].clone(), real(0)),
        suppose(tower[2].clone(), real(0)),
        line(vec![eq(tower[1].clone(), real(0))], Reason::Congruence, vec![1, 2]),
    ];
    let v = quickly(lines);
    assert!(matches!(v, euclase_kernel::Verdict::Accepted(_)), "{v:?}");
}

/// Terms deeper than any reader makes them: refused, without recursion.
#[test]
fn deep_terms() {
    let deep = |n: usize| {
        let mut t = real(0);
        for _ in 0..n {
            t = Num::Neg(Box::new(Num::Add(vec![t])));
        }
        t
    };
    let v = quickly(vec![same(deep(190))]);
    assert!(matches!(v, euclase_kernel::Verdict::Accepted(_)), "{v:?}");
    refused(quickly(vec![same(deep(1_000))]), "points and variables of the theorem");
    let suppose = || line(vec![eq(real(0), int(0))], Reason::Suppose, vec![]);
    let claim = || vec![eq(real(0), real(0))];
    for reason in [
        Reason::Combine(vec![deep(1_000)]),
        Reason::Factors(vec![deep(1_000)]),
        Reason::Lemma("abs_sign".into(), vec![deep(1_000)]),
        Reason::Instance(vec![(0, deep(1_000))]),
        Reason::Given(0, vec![deep(1_000)]),
    ] {
        let premises = if let Reason::Lemma(..) = reason { vec![] } else { vec![0] };
        let v = quickly(vec![suppose(), line(claim(), reason, premises)]);
        assert!(matches!(v, euclase_kernel::Verdict::Rejected { .. }), "{v:?}");
    }
    let text = format!("{}\"x\"{}", "[\"-\",".repeat(100_000), "]".repeat(100_000));
    let theorem = load("real x show x = x");
    let text = format!(
        r#"{{"format":"euclase-certificate","version":1,"theorem":"t","aux":[],"steps":[],"goals":[0],"algebra":{{"lines":[{{"claim":[[{text},"=","0"]],"rule":{{"kind":"suppose"}}}}],"goals":[]}}}}"#
    );
    assert!(euclase_kernel::json::from_json(&theorem, &text).is_err());
}

#[test]
fn many_solutions() {
    let theorem = load("real x assume x^2 = 1 solve x");
    for (n, term) in [(1_001, int(1)), (2, Num::Add(vec![int(1); 6_000]))] {
        let goals = vec![GoalProof { lines: vec![0], frame: None, solutions: vec![vec![term]; n] }];
        let lines = vec![line(vec![], Reason::Suppose, vec![])];
        let algebra = Some(Proof { lines, goals, ..Proof::default() });
        let cert = Certificate { theorem: "t".into(), goals: vec![0], algebra, ..Certificate::default() };
        assert!(matches!(judge(&theorem, &cert), euclase_kernel::Verdict::Declined { .. }));
    }
}

/// Numbers of variables and points that do not exist.
#[test]
fn what_does_not_exist() {
    let claim = |n: Num| vec![eq(n.clone(), n)];
    for n in [
        real(5),
        real(u32::MAX),
        Num::Len(Pt(0), Pt(3)),
        Num::Area(vec![Pt(9); 3]),
        Num::Ang(Pt(u32::MAX), Pt(0), Pt(1)),
    ] {
        refused(
            quickly(vec![line(claim(n.clone()), Reason::Combine(vec![]), vec![])]),
            "points and variables of the theorem",
        );
        let lines = vec![same(real(0)), line(claim(real(0)), Reason::Instance(vec![(0, n)]), vec![0])];
        refused(quickly(lines), "points and variables of the theorem");
    }
    for (f, n) in
        [("sin", 1), ("abs", 0), ("abs", 2), ("min", 0), ("pi", 1), ("root", 3), ("sqrt", 2), ("pow", 1), ("", 1)]
    {
        let call = Num::Call(f.into(), vec![real(0); n]);
        refused(quickly(vec![line(claim(call), Reason::Combine(vec![]), vec![])]), "of the");
    }
}

/// What uses up the work of a whole proof, which takes half a minute on a busy machine.
#[test]
#[ignore = "slow"]
fn the_work_of_all_lines_together() {
    // Many points of one area, cited often.
    let area = same(Num::Area(vec![Pt(0); 100_000]));
    let mut lines = vec![area];
    lines.extend((0..5_000).map(|_| line(vec![eq(int(0), int(0))], Reason::Weaken, vec![0])));
    refused(quickly(lines), "moderate size");
    // Sums of sums that are expanded again and again.
    let sum = Num::Pow(Box::new(Num::Add((0..5).map(real).collect())), Q::from_integer(12.into()));
    let mut nested = sum;
    for _ in 0..400 {
        nested = Num::Neg(Box::new(Num::Add(vec![nested])));
    }
    let lines = (0..1_000).map(|_| same(nested.clone())).collect();
    refused(quickly(lines), "moderate size");
    let atom = |i: i64| Atom { lhs: real(0), rel: Rel::Gt, rhs: int(i) };
    let clause = |n: i64| (0..n).map(atom).collect::<Vec<_>>();
    let lines = (0..2_000).map(|i| {
        if i == 0 { line(clause(1_000), Reason::Suppose, vec![]) } else { line(clause(1_000), Reason::Weaken, vec![0]) }
    });
    refused(quickly(lines.collect()), "moderate size");
}
