//! Figures that show something, and figures that do not, each with the message.

use euclase_figure::{Verdict, check_counterexample, check_figure};
use euclase_grammar::core::{Cond, CoreTheorem, Fact, Pt, Q};
use euclase_kernel::cert::{AuxPoint, Block, Equation, Figure, Label, Rule, Source, Step};
use euclase_kernel::{Class, Condition};
use num_bigint::BigInt;
use std::time::{Duration, Instant};

fn theorem(text: &str) -> CoreTheorem {
    let file = euclase_grammar::load(text).unwrap_or_else(|e| panic!("{text}: {:?}", e[0].message));
    file.theorems.into_iter().next().unwrap()
}

/// "1/3", "0.25", "7".
fn number(text: &str) -> Q {
    let (p, q) = text.split_once('/').unwrap_or((text, "1"));
    let (whole, decimals) = p.split_once('.').unwrap_or((p, ""));
    let n: BigInt = format!("{whole}{decimals}").parse().unwrap();
    Q::new(n, BigInt::from(10).pow(decimals.len() as u32) * q.parse::<BigInt>().unwrap())
}

fn points(list: &[(&str, &str)]) -> Vec<[Q; 2]> {
    list.iter().map(|(x, y)| [number(x), number(y)]).collect()
}

fn exact(list: &[(&str, &str)]) -> Figure {
    Figure { label: Label::Exact, points: points(list), blocks: vec![] }
}

/// Unknown coordinates (point, axis) and equations (hypothesis, component).
fn block(unknowns: &[(u32, usize)], equations: &[(usize, usize)]) -> Block {
    Block {
        unknowns: unknowns.iter().map(|(p, a)| (Pt(*p), *a)).collect(),
        equations: equations.iter().map(|(h, c)| Equation { fact: Source::Hyp(*h), component: *c }).collect(),
    }
}

fn enclosed(list: &[(&str, &str)], blocks: Vec<Block>) -> Figure {
    Figure { label: Label::Enclosed, points: points(list), blocks }
}

fn approximate(list: &[(&str, &str)]) -> Figure {
    Figure { label: Label::Approximate, ..exact(list) }
}

fn needs(cond: Cond) -> Condition {
    Condition { cond, class: Class::NonDegeneracy, steps: vec![0] }
}

fn verdict(thm: &CoreTheorem, conds: &[Cond], figure: &Figure) -> Verdict {
    let conds: Vec<Condition> = conds.iter().cloned().map(needs).collect();
    check_figure(thm, &[], &[], &conds, figure)
}

#[track_caller]
fn declined(thm: &CoreTheorem, conds: &[Cond], figure: &Figure, message: &str) {
    match verdict(thm, conds, figure) {
        Verdict::Declined(d) => {
            let text = d.text(thm, &[]);
            assert!(text.contains(message), "{text}\nexpected: {message}");
        }
        other => panic!("{other:?}, expected: {message}"),
    }
}

const MIDPOINT: &str = "theorem t { triangle ABC point M = midpoint(B, C) show MB = MC }";

fn midpoint() -> CoreTheorem {
    theorem(MIDPOINT)
}

const TRIANGLE: [(&str, &str); 4] = [("0", "1"), ("-1/3", "0"), ("4/3", "0"), ("1/2", "0")];

#[test]
fn rational_figures_are_exact() {
    let (a, b, c, m) = (Pt(0), Pt(1), Pt(2), Pt(3));
    let conds = [Cond::Between(b, m, c), Cond::NotColl(a, b, m), Cond::Outside(m, b, c), Cond::Longer([a, c], [a, b])];
    assert_eq!(verdict(&midpoint(), &conds, &exact(&TRIANGLE)), Verdict::Exact);
}

#[test]
fn a_wrong_coordinate() {
    let mut off = TRIANGLE;
    off[3].0 = "0.500000000000000000000000000000000000000000000000000000000000000000000000000001";
    declined(&midpoint(), &[], &exact(&off), "`M = midpoint(B, C)` does not hold in the figure");
    off[3] = ("1/3", "0");
    declined(&midpoint(), &[], &exact(&off), "`M = midpoint(B, C)` does not hold in the figure");
}

#[test]
fn conditions_that_fail_or_hold_only_just() {
    let (a, b, c, m) = (Pt(0), Pt(1), Pt(2), Pt(3));
    let figure = exact(&TRIANGLE);
    for (cond, message) in [
        (Cond::Between(b, c, m), "does not hold in the figure"),
        (Cond::Longer([m, b], [m, c]), "does not hold in the figure"),
        (Cond::NotColl(b, c, m), "does not hold in the figure"),
        (Cond::Positive([a, c, b]), "does not hold in the figure"),
        (Cond::Distinct(m, m), "the condition M ≠ M does not hold in the figure"),
        (Cond::Positive([a, b, Pt(9)]), "about a point that there is not"),
    ] {
        declined(&midpoint(), &[cond], &figure, message);
    }
    // flat by less than any interval can see
    let mut flat = TRIANGLE;
    let tiny = format!("1/1{}", "0".repeat(100));
    flat[0].1 = &tiny;
    assert_eq!(verdict(&midpoint(), &[], &exact(&flat)), Verdict::Exact);
    flat[0].1 = "0";
    declined(&midpoint(), &[], &exact(&flat), "A, B, C are not collinear does not hold");
}

#[test]
fn not_a_figure_of_the_theorem() {
    declined(&midpoint(), &[], &exact(&TRIANGLE[..3]), "expected 4 points, got 3");
    let other = theorem(
        "theorem u { triangle ABC point D = foot(A, B, C) show AD perp BC }"
            .replace("foot(A, B, C)", "foot(A, BC)")
            .as_str(),
    );
    declined(&other, &[], &exact(&TRIANGLE), "`D = foot(A, BC)` does not hold in the figure");
    let real = theorem("theorem t { real x show x = x }");
    declined(&real, &[], &exact(&[]), "figures say nothing about a statement of this kind");
    let blocks = vec![block(&[(3, 0), (3, 1)], &[(0, 0), (1, 0)])];
    let label = Figure { label: Label::Exact, ..enclosed(&TRIANGLE, blocks) };
    declined(&midpoint(), &[], &label, "a figure has blocks when it is enclosed, and only then");
    declined(&midpoint(), &[], &enclosed(&TRIANGLE, vec![]), "a figure has blocks when it is enclosed");
    let aux = [AuxPoint { name: "K".into(), def: "middle".into(), args: vec![Pt(0), Pt(1)] }];
    let Verdict::Declined(d) = check_figure(&midpoint(), &aux, &[], &[], &exact(&TRIANGLE)) else { panic!() };
    assert!(d.text(&midpoint(), &aux).contains("K has no definition of the table"));
}

#[test]
fn giant_numbers_take_bounded_time() {
    let long = "7".repeat(2000);
    let third = format!("{}/{}", "3".repeat(1990), "9".repeat(1991));
    let start = Instant::now();
    let mut far = TRIANGLE;
    far[0].1 = &long;
    declined(&midpoint(), &[], &exact(&far), "too many digits, or beyond 2^32");
    let many = "1".repeat(3000);
    let small = format!("1/{many}");
    far[0].1 = &small;
    declined(&midpoint(), &[], &exact(&far), "too many digits, or beyond 2^32");
    // allowed, in a statement of high degree
    far[0].1 = &third;
    let degree = theorem(
        "theorem t { triangle ABC point D assume 20*dangle(A, B, C) + 20*dangle(A, C, B) + 20*dangle(D, A, C) = 0 show AB = AC }",
    );
    far[3] = (&third, &third);
    assert!(matches!(verdict(&degree, &[], &exact(&far)), Verdict::Declined(_)));
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

const APEXES: &str = "theorem t { point A, B
  point C assume CA = AB, CB = AB
  point D assume DA = AB, DB = AB
  assume A != B, same_side(C, D, AB)
  show C = D }";
const ROOT3: &str = "1.732050807568877293527446341505872366942";

fn apexes(c: &'static str) -> Figure {
    let blocks = vec![block(&[(2, 0), (2, 1)], &[(0, 0), (1, 0)]), block(&[(3, 0), (3, 1)], &[(2, 0), (3, 0)])];
    enclosed(&[("-1", "0"), ("1", "0"), ("0", c), ("0", ROOT3)], blocks)
}

#[test]
fn irrational_figures_are_enclosed() {
    let thm = theorem(APEXES);
    let (a, b, c, d) = (Pt(0), Pt(1), Pt(2), Pt(3));
    let conds = [Cond::NotColl(a, b, c), Cond::SameOrient([a, b, c], [a, b, d])];
    let Verdict::Enclosed { digits } = verdict(&thm, &conds, &apexes(ROOT3)) else { panic!() };
    assert!(digits > 60, "{digits}");
    // a rougher coordinate does as well
    assert!(matches!(verdict(&thm, &conds, &apexes("1.732")), Verdict::Enclosed { .. }));
    declined(&thm, &[], &exact(&[("-1", "0"), ("1", "0"), ("0", ROOT3), ("0", ROOT3)]), "does not hold in the figure");
}

#[test]
fn points_that_are_one_by_the_hypotheses_are_not_shown_to_differ() {
    // rounded decimals "show" C ≠ D
    let thm = theorem(APEXES);
    let (c, d) = (Pt(2), Pt(3));
    for rough in ["1.7320508075", "1.73205080756887729352744634150587236"] {
        let message = "the condition C ≠ D is not certain in the figure (its enclosure straddles zero)";
        declined(&thm, &[Cond::Distinct(c, d)], &apexes(rough), message);
        declined(&thm, &[Cond::Longer([Pt(0), d], [Pt(0), c])], &apexes(rough), "straddles zero");
    }
    // to a hundred decimals, and wrong in the seventieth
    let root =
        "1.73205080756887729352744634150587236694280525381038062805580697945193301690880003708114618675724857567";
    let off = root.replacen("6979451", "6979551", 1);
    let near = [("-1", "0"), ("1", "0"), ("0", root), ("0", off.as_str())];
    assert_eq!(verdict(&thm, &[], &approximate(&near)), Verdict::Approximate);
    declined(&thm, &[Cond::Distinct(c, d)], &approximate(&near), "the condition C ≠ D is not certain");
    // the meeting of AB and AC is A
    let thm = theorem("theorem t { triangle ABC point X on AB, AC show X = A }");
    let one = Cond::Distinct(Pt(3), Pt(0));
    let at = |x: &'static str| [("0", "0"), ("1", "0"), ("0", "1"), (x, "0")];
    assert_eq!(verdict(&thm, &[], &exact(&at("0"))), Verdict::Exact);
    declined(&thm, std::slice::from_ref(&one), &exact(&at("0")), "the condition X ≠ A does not hold in the figure");
    declined(&thm, std::slice::from_ref(&one), &exact(&at("0.00000000001")), "does not hold in the figure");
    let rounded = enclosed(&at("0.00000000001"), vec![block(&[(3, 0), (3, 1)], &[(0, 0), (1, 0)])]);
    declined(&thm, &[one], &rounded, "the condition X ≠ A is not certain in the figure (its enclosure straddles zero)");
}

#[test]
fn wrong_blocks() {
    let thm = theorem(APEXES);
    let at = [("-1", "0"), ("1", "0"), ("0", ROOT3), ("0", ROOT3)];
    let c = || block(&[(2, 0), (2, 1)], &[(0, 0), (1, 0)]);
    let d = || block(&[(3, 0), (3, 1)], &[(2, 0), (3, 0)]);
    for (blocks, message) in [
        (vec![c()], "`DA = AB` does not hold in the figure"),
        (
            vec![block(&[(2, 0), (2, 1)], &[(0, 0)]), d()],
            "block 0 of the figure: it is not square: 2 unknown coordinates and 1 equations",
        ),
        (vec![c(), block(&[], &[])], "block 1 of the figure: it has 0 unknown coordinates"),
        (vec![c(), c()], "block 1 of the figure: a coordinate is solved for twice"),
        (vec![c(), block(&[(3, 0), (9, 1)], &[(2, 0), (3, 0)])], "an unknown is no coordinate of the figure"),
        (vec![c(), block(&[(3, 0), (3, 2)], &[(2, 0), (3, 0)])], "an unknown is no coordinate of the figure"),
        (vec![c(), block(&[(3, 0), (3, 1)], &[(2, 0), (2, 0)])], "block 1 of the figure: it is singular in the figure"),
        (
            vec![c(), block(&[(3, 0), (3, 1)], &[(2, 0), (3, 1)])],
            "an equation is degenerate in the figure, or is not there",
        ),
        (vec![c(), block(&[(3, 0), (3, 1)], &[(2, 0), (17, 0)])], "an equation is of no hypothesis or definition"),
        (vec![c(), block(&[(3, 0), (3, 1)], &[(0, 0), (1, 0)])], "an equation has none of its unknowns"),
        // solved together, in the wrong places
        (
            vec![block(&[(2, 0), (3, 1)], &[(0, 0), (2, 0)]), block(&[(2, 1), (3, 0)], &[(1, 0), (3, 0)])],
            "block 0 of the figure: it uses a coordinate that a later block solves for",
        ),
    ] {
        declined(&thm, &[], &enclosed(&at, blocks), message);
    }
    // one block of four is as good as two of two
    let four = block(&[(2, 0), (2, 1), (3, 0), (3, 1)], &[(0, 0), (1, 0), (2, 0), (3, 0)]);
    assert!(matches!(verdict(&thm, &[], &enclosed(&at, vec![four])), Verdict::Enclosed { .. }));
    // too far away, and singular because C is between A and B
    declined(&thm, &[], &apexes("17"), "Krawczyk's test fails");
    declined(&thm, &[], &apexes("0"), "block 0 of the figure: it is singular in the figure");
    // the other solution
    declined(&thm, &[], &apexes("-1.7320508"), "does not hold in the figure");
}

#[test]
fn a_double_solution_is_not_enclosed() {
    // C on two circles that touch: rounding makes two points of it, or none
    let thm = theorem("theorem t { point A, B point M = midpoint(A, B) point C assume CA = MA, CB = MB show C = M }");
    let k = thm.hyps.len();
    let two = block(&[(3, 0), (3, 1)], &[(k - 2, 0), (k - 1, 0)]);
    let at = [("-1", "0"), ("1", "0"), ("0", "0"), ("0", "0.0000000001")];
    let Verdict::Declined(_) = verdict(&thm, &[], &enclosed(&at, vec![two])) else { panic!() };
    declined(&thm, &[], &approximate(&at), "is not shown to hold");
    assert_eq!(verdict(&thm, &[], &exact(&[("-1", "0"), ("1", "0"), ("0", "0"), ("0", "0")])), Verdict::Exact);
}

#[test]
fn between_wants_points_shown_to_be_on_a_line() {
    let thm = theorem("theorem t { point A, B, C assume AB + BC = AC, AB = sqrt(2) show BC + AB = AC }");
    let at = [("0", "0"), ("0", "1.41421356237309504880168872420969807856967"), ("0", "3")];
    let figure = enclosed(&at, vec![block(&[(1, 0), (1, 1)], &[(0, 0), (1, 0)])]);
    // AB + BC = AC is singular at its solutions
    let Verdict::Declined(_) = verdict(&thm, &[], &figure) else { panic!() };
    // D on the circle over AC and on the perpendicular bisector: the centre is on BD only by proof
    let thm = theorem(
        "theorem t { point A, B point O = midpoint(A, B) point D assume OD = OA, DA = DB point E assume OE = OA, EA = EB assume A != B, opposite_side(D, E, AB) show DO = OE }",
    );
    let n = thm.hyps.len();
    let at = [("-1", "-1"), ("1", "1"), ("0", "0"), ("-1", "1"), ("1", "-1")];
    let blocks =
        vec![block(&[(3, 0), (3, 1)], &[(n - 4, 0), (n - 3, 0)]), block(&[(4, 0), (4, 1)], &[(n - 2, 0), (n - 1, 0)])];
    let figure = enclosed(&at, blocks);
    let (o, d, e) = (Pt(2), Pt(3), Pt(4));
    let step = |claim: Fact| Step { claim, rule: Rule::Congruence, premises: vec![] };
    let steps = [step(Fact::Same(d, d)), step(Fact::Coll(d, o, e)), step(Fact::Same(e, e))];
    let needs = |s: usize| [Condition { cond: Cond::Between(d, o, e), class: Class::Configuration, steps: vec![s] }];
    assert!(matches!(check_figure(&thm, &[], &steps, &needs(2), &figure), Verdict::Enclosed { .. }));
    // the step that shows it must come before the one that needs it
    for s in [0, 1] {
        let Verdict::Declined(why) = check_figure(&thm, &[], &steps, &needs(s), &figure) else { panic!() };
        assert!(why.text(&thm, &[]).contains("is not certain in the figure"));
    }
    assert!(matches!(check_figure(&thm, &[], &steps, &needs(usize::MAX), &figure), Verdict::Enclosed { .. }));
}

#[test]
fn auxiliary_points_belong_to_the_figure() {
    let thm = midpoint();
    let aux = [AuxPoint { name: "K".into(), def: "midpoint".into(), args: vec![Pt(0), Pt(3)] }];
    let mut all = TRIANGLE.to_vec();
    all.push(("1/4", "1/2"));
    assert_eq!(check_figure(&thm, &aux, &[], &[], &exact(&all)), Verdict::Exact);
    all[4] = ("1/4", "1/3");
    let Verdict::Declined(d) = check_figure(&thm, &aux, &[], &[], &exact(&all)) else { panic!() };
    assert_eq!(d.text(&thm, &aux), "the definition of K does not hold in the figure");
}

#[test]
fn counterexamples() {
    let thm = theorem("theorem t { triangle ABC point M = midpoint(B, C) show MB = MC, AM perp BC }");
    assert_eq!(check_counterexample(&thm, &exact(&TRIANGLE), 1), Verdict::Exact);
    for (figure, goal, message) in [
        (exact(&TRIANGLE), 0, "it is not certain that `MB = MC` fails"),
        (exact(&TRIANGLE), 2, "there is no goal 2"),
        (approximate(&TRIANGLE), 1, "an approximate figure refutes nothing"),
        (
            exact(&[("1/2", "1"), ("-1/3", "0"), ("4/3", "0"), ("1/2", "0")]),
            1,
            "it is not certain that `AM perp BC` fails",
        ),
        (exact(&[("0", "0"), ("-1/3", "0"), ("4/3", "0"), ("1/2", "0")]), 1, "A, B, C are not collinear does not hold"),
    ] {
        let Verdict::Declined(d) = check_counterexample(&thm, &figure, goal) else { panic!("{message}") };
        assert!(d.text(&thm, &[]).contains(message), "{}", d.text(&thm, &[]));
    }
}
