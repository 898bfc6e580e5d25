//! What theorems give and ask: connectives, quantifiers, definedness, values, solutions.

use super::text::{accepted, declined, load, rejected};
use euclase_grammar::core::{Atom, Num, Prop, Rel};
use euclase_kernel::algebra::statement::{givens, obligations};

/// The clauses of a statement's givens and of a goal's obligations, with names.
fn written(theorem: &str) -> (Vec<String>, Vec<String>) {
    let t = load(theorem);
    let num = |n: &Num| show(n, &t.reals);
    let atom = |a: &Atom| format!("{} {} {}", num(&a.lhs), sign(a.rel), num(&a.rhs));
    let clause = |c: &[Atom]| c.iter().map(atom).collect::<Vec<_>>().join(" or ");
    let given = givens(&t).iter().map(|g| clause(&g.clause)).collect();
    let goal = obligations(&t, &t.goals[0].kind, &[]).unwrap_or_default();
    let goal = goal.iter().map(|o| {
        let local: Vec<String> = o.local.iter().map(|c| clause(c)).collect();
        format!("{} |- {}", local.join(", "), clause(&o.clause))
    });
    (given, goal.collect())
}

fn sign(r: Rel) -> &'static str {
    ["=", "!=", "<", "<=", ">", ">="][r as usize]
}

fn show(n: &Num, reals: &[String]) -> String {
    let all = |xs: &[Num]| xs.iter().map(|x| show(x, reals)).collect::<Vec<_>>().join(",");
    match n {
        Num::Const(c) => c.to_string(),
        Num::Real(v) => reals[*v as usize].clone(),
        Num::Len(a, b) => format!("|{}{}|", a.0, b.0),
        Num::Area(ps) => format!("area{}", ps.iter().map(|p| p.0.to_string()).collect::<String>()),
        Num::Add(xs) => format!("+({})", all(xs)),
        Num::Mul(xs) => format!("*({})", all(xs)),
        Num::Div(a, b) => format!("{}/{}", show(a, reals), show(b, reals)),
        Num::Neg(x) => format!("-{}", show(x, reals)),
        Num::Pow(x, e) => format!("{}^{e}", show(x, reals)),
        Num::Call(f, xs) => format!("{f}({})", all(xs)),
        _ => format!("{n:?}"),
    }
}

#[track_caller]
fn gives(theorem: &str, want: &[&str]) {
    assert_eq!(written(&format!("real x, y, z {theorem} show x = x")).0, want);
}

#[track_caller]
fn asks(goal: &str, want: &[&str]) {
    assert_eq!(written(&format!("real x, y, z show {goal}")).1, want);
}

/// As FORMAT.md numbers them.
#[test]
fn clauses_and_their_order() {
    gives("assume x = 1 or y = 2", &["x = 1 or y = 2"]);
    gives(
        "assume x > 1, x = 2, not x = 3 and y = 4 or z = 5",
        &["x = 2", "x > 1", "x != 3 or z = 5", "y = 4 or z = 5"],
    );
    gives("assume x = 1 and y = 2 implies z = 3", &["x != 1 or y != 2 or z = 3"]);
    gives(
        "assume x = 1 or y = 2 implies z = 3 and x > 0",
        &["x != 1 or z = 3", "x != 1 or x > 0", "y != 2 or z = 3", "y != 2 or x > 0"],
    );
    gives("assume x = 1 iff y = 2", &["x != 1 or y = 2", "y != 2 or x = 1"]);
    gives("assume not (x = 1 iff y = 2)", &["x = 1 or y = 2", "x != 1 or y != 2"]);
    gives("assume not (x < 1 implies y >= 2)", &["x < 1", "y < 2"]);
    gives("assume for all t: t > x implies t > y", &["t <= x or t > y"]);
    gives("assume not (x != 1 and y > 2)", &["x = 1 or y <= 2"]);
}

#[test]
fn definedness_of_what_is_assumed() {
    gives("assume 1/x + 1/(x*y) = 2", &["+(1/x,1/*(x,y)) = 2", "x != 0", "*(x,y) != 0"]);
    gives("assume 1/(1/x) = sqrt(y)/1", &["1/1/x = sqrt(y)", "x != 0", "1/x != 0", "y >= 0"]);
    gives("assume x^(-2) > x^(1/2)", &["x^-2 > x^1/2", "x != 0", "x >= 0"]);
    gives("assume x^(-1/3) > x^2 + x^0", &["x^-1/3 > +(x^2,x^0)", "x > 0"]);
    gives("assume root(3, x) > root(4, y)", &["root(3,x) > root(4,y)", "y >= 0"]);
    gives("assume root(3, 1/x) > min(x, 1/y)", &["root(3,1/x) > min(x,1/y)", "x != 0", "y != 0"]);
    gives("assume x^y = z", &["pow(x,y) = z", "x > 0"]);
    gives("assume x = 0 or 1/x = 2", &["x = 0 or 1/x = 2", "x != 0"]);
    gives("assume x > 0 implies 1/x > y", &["x <= 0 or 1/x > y", "x <= 0 or x != 0"]);
    gives("assume 1/x > 0 implies 1/y > 0", &["1/x <= 0 or 1/y > 0", "x != 0", "1/x <= 0 or y != 0"]);
    gives("assume not 1/x = 2", &["1/x != 2", "x != 0"]);
}

#[test]
fn obligations_in_order() {
    asks("1/x > y", &[" |- x != 0", " |- 1/x > y"]);
    asks("x > 0 implies 1/x > y", &["x > 0 |- x != 0", "x > 0 |- 1/x > y"]);
    asks("sqrt(x) > 1 implies x > 1", &["sqrt(x) > 1, x >= 0 |- x > 1"]);
    asks("sqrt(x) = 2 iff x = 4", &["sqrt(x) = 2, x >= 0 |- x = 4", "x = 4 |- x >= 0", "x = 4 |- sqrt(x) = 2"]);
    asks("for all t: t^2 >= 0 and (t > x implies t >= x)", &[" |- t^2 >= 0", "t > x |- t >= x"]);
    asks("x = 1 or (y > 0 implies 1/y > z)", &[" |- y <= 0 or y != 0", " |- x = 1 or y <= 0 or 1/y > z"]);
    asks("not (x = 1 or 1/y = 2)", &[" |- y != 0", " |- x != 1", " |- 1/y != 2"]);
    asks("x > 0 implies (y > 0 implies x*y > 0)", &["x > 0, y > 0 |- *(x,y) > 0"]);
    asks("x = 1 and y = 2 implies z = 3", &["x = 1, y = 2 |- z = 3"]);
    asks("x = 1 or y = 2 implies z = 3", &["x = 1 or y = 2 |- z = 3"]);
}

#[test]
fn facts_and_conditions_as_equations() {
    let all = |s: &str| written(&format!("point A, B, C {s} show AB = AC")).0;
    assert_eq!(all("assume A = B"), ["|01| = 0"]);
    assert_eq!(all("assume A != B"), ["|01| > 0"]);
    assert_eq!(all("assume not collinear(A, B, C)"), ["area012 > 0"]);
    assert_eq!(all("assume 2*AB = 3*AC + 5"), ["*(2,|01|) = +(*(3,|02|),5)"]);
    assert_eq!(all("assume AB^2 + AC^2 = BC^2"), ["+(|01|^2,|02|^2) = |12|^2"]);
    assert_eq!(all("assume AB*AC = 2*BC^2"), ["*(|01|,|02|) = *(|12|^2,2)"]);
    assert_eq!(all("assume AB > AC, not AB = BC"), ["|01| > |02|", "|01| != |12|"]);
    // What is no equation of numbers gives nothing.
    assert_eq!(all("assume AB perp AC"), ["|01| > 0", "|02| > 0"]);
    // No length that may be 0 is cancelled: AB·AC = AB·BC does not say AC = BC.
    assert_eq!(all("assume AB*AC = AB*BC"), ["*(|01|,|02|) = *(|01|,|12|)"]);
    assert_eq!(all("assume AB^2 = AB"), ["|01|^2 = |01|"]);
    // A length below a fraction bar is declared not to vanish.
    assert_eq!(all("assume BC/AB^2 = 3"), ["|12| = *(|01|^2,3)", "|01| > 0"]);
}

/// A goal's terms are to be defined.
#[test]
fn undefined_terms_prove_nothing() {
    rejected("real x show x/x = x/x", "x/x = x/x; combine", "0", "2 lines for the goal");
    rejected("real x show x/x = x/x", "x/x = x/x; combine", "0 0", "claims what is to be shown");
    rejected("real x show 0*sqrt(x) = 0", "0*sqrt(x) = 0; combine", "0 0", "claims what is to be shown");
    rejected("real x show x^(-1) = 1/x", "1/x = x^(-1); combine", "0 0", "claims what is to be shown");
    rejected(
        "real x show sqrt(x)^2 = x or x < 5",
        "x = x; combine\n x < 5 or x >= 5; either",
        "0 1",
        "claims what is to be shown",
    );
    // x*(1/x) = 1 fails at 0.
    rejected("real x show x*(1/x) = 1", "x*(1/x) = 1; combine", "0 0", "an identity");
    // The root of −1 is unspecified, so is its square.
    rejected(
        "real x assume x = -1 show sqrt(x)^2 = x",
        "x = -1; given 0\n sqrt(x)^2 = x; lemma root_power 2, x; 0",
        "0 1",
        "the condition of the lemma",
    );
    // 1/0 has a value, and only that is known: it is itself.
    accepted("real x, y show x = x", "1/0 = 1/0; combine\n x = x; combine", "1");
    rejected("real x show x = x", "0*(1/0) = 1; combine\n x = x; combine", "1", "an identity");
    rejected(
        "real x show x = x",
        "0 != 0; suppose\n 0*(1/0) = 1; lemma inverse 0; 0\n x = x; combine",
        "2 2",
        "1 lines",
    );
    accepted("real x show x = x", "0 != 0; suppose\n 0*(1/0) = 1; lemma inverse 0; 0\n x = x; combine", "2");
}

#[test]
fn for_all() {
    let bounded = "real m assume for all x: x^2 + 2*m*x + 1 >= 0 show m^2 <= 1";
    accepted(bounded, "m^2 - 2*m^2 + 1 >= 0; given 0: -m\n m^2 <= 1; order 1 | 1 0; 0", "1");
    rejected(bounded, "m^2 + 2*m + 1 >= 0; given 0: m\n m^2 <= 1; order 1 | 1 0; 0", "1", "follows from this at once");
    accepted(
        "real m show for all x: x^2 >= 0 and (x = m implies x >= m)",
        "x^2 >= 0; order 1 | 1 [x]\n x = m; suppose\n x >= m; weaken; 1",
        "0 2",
    );
    // A goal's condition is for this x alone, and what is bound outside is another variable.
    rejected(
        "real m show for all x: x = m implies m = 0",
        "x = m; suppose\n m = 0; instance x = 0; 0",
        "1",
        "1 lines for its suppositions",
    );
    rejected(
        "real m show for all x: x = m implies m = 0",
        "x = m; suppose\n 0 = m; suppose\n m = 0; instance x = 0; 0 1",
        "2",
        "own givens",
    );
    declined("real m show (for all x: x >= m) implies m = 0", "m = 0; suppose", "0");
    declined("real m show not (for all x: x >= m)", "m = 0; suppose", "0");
    declined("real m show m = 0 iff (for all x: x*m = 0)", "m = 0; suppose", "0 0");
    // A condition with a quantifier gives nothing.
    rejected(
        "real m assume (for all x: x >= m) implies m = 0 show m = 0",
        "m = 0; given 0",
        "0",
        "a given of the theorem",
    );
}

#[test]
fn values() {
    let find = "real a assume a > 0, a^2 = 2 show a = sqrt(2) find a";
    let lines = "a > 0; given 1\n a^2 = 2; given 0\n 2 >= 0; order 1 | 2\n sqrt(2)^2 = 2; lemma root_power 2, 2; 2
        sqrt(2) >= 0; lemma root_sign 2, 2; 2\n a + sqrt(2) > 0; order 1 | 1 0, 1 1; 0 4
        (a + sqrt(2))*(a - sqrt(2)) = 0; combine 1, -1; 1 3
        a + sqrt(2) = 0 or a = sqrt(2); factors a + sqrt(2), a - sqrt(2); 6
        a + sqrt(2) = 0; suppose\n false; order | 1 0 | 1: -1; 5 8\n a = sqrt(2); cases; 9
        a = sqrt(2); suppose\n a = sqrt(2); cases; 7 10 11";
    accepted(find, lines, "2 12; 2 12");
    rejected(find, lines, "2 12; 12", "2 lines for the goal");
    rejected(find, lines, "2 12; 12 2", "the value that is asked for");
    rejected("real a, b assume a = b find a", "a = b; given 0", "0", "the value that is asked for");
    rejected("real a find a", "a = a; combine", "0", "the value that is asked for");
    rejected("real a assume a = 1 find a", "a = 1 or a = 2; given 0", "0", "the value that is asked for");
    rejected("real a assume a >= 1 find a", "a >= 1; given 0", "0", "the value that is asked for");
    // No value is an undefined one.
    rejected("real a assume a = 1 find a*0", "a*0 = 0*(1/0); combine", "0", "the value that is asked for");
    rejected("real a assume a = 1 find a/a", "a/a = a/a + 0; combine", "0", "the value that is asked for");
    rejected(
        "real a assume a = 1 find 2*a",
        "a = 1; given 0\n 2*a = 2 + 0*(1/0); combine 2; 0",
        "1",
        "2 lines for the goal",
    );
    rejected(
        "real a assume a = 1 find 2*a",
        "a = 1; given 0\n 2*a = 2 + 0*(1/0); combine 2; 0",
        "0 1",
        "claims what is to be shown",
    );
    rejected("real a point A, B assume a = AB find a", "a = AB; given 0", "0", "the value that is asked for");
}

pub const SYSTEM: &str = "real x, y assume x + y = 3, x*y = 2 solve x, y";
pub const SOLVED: &str = "x + y = 3; given 0
    x*y = 2; given 1
    (x - 1)*(x - 2) = 0; combine x, -1; 0 1
    x = 1 or x = 2; factors x - 1, x - 2; 2
    x = 1; suppose
    x != 1 or y != 2; suppose
    x = 1; suppose
    y = 2; combine 1, -1; 0 6
    x = 2; suppose
    y = 1; combine 1, -1; 0 8
    x != 2 or y != 1; suppose
    x != 1; suppose
    false; order | 1 0 | 1: 1 - x; 11 6
    y != 2; suppose
    false; order | 1 0 | 1: 2 - y; 13 7
    false; cases; 5 12 14
    x != 2; suppose
    false; order | 1 0 | 1: 2 - x; 16 8
    y != 1; suppose
    false; order | 1 0 | 1: 1 - y; 18 9
    false; cases; 10 17 19
    false; cases; 3 15 20
    x = 1; suppose\n y = 2; suppose\n x + y = 3; combine 1, 1; 22 23\n x*y = 2; combine y, 1; 22 23
    x = 2; suppose\n y = 1; suppose\n x + y = 3; combine 1, 1; 26 27\n x*y = 2; combine y, 2; 26 27";

#[test]
fn solutions() {
    let lines = SOLVED;
    accepted(SYSTEM, lines, "21 24 25 28 29 / 1, 2 / 2, 1");
    // All that is asked for, in order, for each solution.
    rejected(SYSTEM, lines, "21 24 25 28 29 / 1, 2", "3 lines for the goal");
    rejected(SYSTEM, lines, "21 24 25 / 1, 2", "own givens");
    rejected(SYSTEM, lines, "21 24 25 29 28 / 1, 2 / 2, 1", "claims what is to be shown");
    rejected(SYSTEM, lines, "21 28 29 24 25 / 1, 2 / 2, 1", "own givens");
    rejected(SYSTEM, lines, "21 24 25 28 29 / 1, 2 / 1, 2", "own givens");
    // The hypotheses may not be cited for that.
    rejected(SYSTEM, lines, "21 0 1 28 29 / 1, 2 / 2, 1", "own givens");
    rejected(SYSTEM, lines, "21 24 25 28 29 0 1 / 1, 2 / 2, 1 / 7, 7", "own givens");
    declined(SYSTEM, lines, "21 24 25 / 1");
    declined(SYSTEM, lines, "21 24 25 / x, 2");
}

#[test]
fn solutions_with_parameters() {
    let linear = "real a, b, x assume a != 0, a*x = b solve x";
    let lines = "a*x = b; given 0\n a != 0; given 2\n x != b/a; suppose\n x = b/a; field 1; 0 1
        false; order | 1 0 | 1: b/a - x; 2 3\n x = b/a; suppose
        b/a*a = b; lemma inverse a; 1"
        .replace("b/a*a = b; lemma inverse a; 1", "a*(1/a) = 1; lemma inverse a; 1\n a*x = b; combine a, b; 5 6");
    accepted(&linear.replace("given 2", ""), &lines.replace("given 2", "given 1"), "4 1 7 / b÷a");
    // Without a ≠ 0 the solution is not defined.
    let lines = lines.replace("a != 0; given 2", "a != 0; suppose");
    rejected(&linear.replace("a != 0, ", ""), &lines, "4 1 7 / b÷a", "own givens");
    // What the hypotheses say of the variable may not be used to show that a solution is one.
    let square = "real a, x assume x^2 = a solve x";
    rejected(
        square,
        "x^2 = a; given 0\n a >= 0; order 1 | 1 [x] | 0: -1; 0\n sqrt(a)^2 = a; lemma root_power 2, a; 1
        (x - sqrt(a))*(x + sqrt(a)) = 0; combine 1, -1; 0 2\n false; suppose
        x = sqrt(a); suppose\n x^2 = a; combine x + sqrt(a), 1; 5 2",
        "4 1 6 / sqrt(a)",
        "own givens",
    );
}

#[test]
fn solve_without_solutions() {
    accepted("real x assume x^2 = -1 solve x", "x^2 = -1; given 0\n false; order | 1, 1 [x] | 0: -1; 0", "1");
    rejected(
        "real x assume x^2 = 1 solve x",
        "x^2 = 1; given 0\n false; order | 1, 1 [x] | 0: -1; 0",
        "1",
        "an identity",
    );
}

/// Solutions may not name a variable that a hypothesis binds: `for all y: x = y` has no solution, and not x = y.
#[test]
fn solutions_name_no_bound_variable() {
    let theorem = "real x assume for all y: x = y solve x";
    let lines = "x = y; given 0: y\n x != y; suppose\n false; order | 1 0 | 1: y - x; 1 0\n x = y; suppose";
    declined(theorem, lines, "2 3 / y");
    accepted(theorem, "x = 0; given 0: 0\n x = 1; given 0: 1\n false; order | 1 | 0: -1, 1: 1; 0 1", "2");
    declined("real x assume x = 1 solve x", "reals z\n x = 1; given 0\n false; suppose\n x = z; suppose", "1 2 / z");
}

/// A hypothesis without clauses is a condition on solutions nevertheless.
#[test]
fn hypotheses_that_give_nothing_are_not_forgotten() {
    let lines = "x = 1 or x = -1; suppose\n x^2 = 1; given 0\n x = 1 or x = -1; factors x - 1, x + 1; 1
        x != 1; suppose\n x != -1; suppose\n x = 1; suppose\n false; order | 1 0 | 1: 1 - x; 3 5
        x = -1; suppose\n false; order | 1 0 | 1: -1 - x; 4 7\n false; cases; 2 6 8
        x^2 = 1; combine x + 1; 5\n x^2 = 1; combine x - 1; 7";
    accepted("real x assume x^2 = 1 solve x", lines, "9 10 11 / 1 / -1");
    declined("real x assume x^2 = 1, not (for all y: x + y^2 >= 0) solve x", lines, "9 10 11 / 1 / -1");
    declined("real x assume x^2 = 1, (for all y: x + y^2 >= 0) implies x = 5 solve x", lines, "9 10 11 / 1 / -1");
    rejected("real x assume x^2 = 1, x > 0 solve x", lines, "9 10 11 / 1 / -1", "5 lines for the goal");
}

#[test]
fn a_variable_is_asked_for_once() {
    assert!(euclase_grammar::load("theorem t { real x assume x = 5 solve x, x }").is_err());
    let mut t = load("real x assume x = 5 solve x");
    t.goals[0].kind = euclase_grammar::core::GoalKind::Solve(vec![0, 0]);
    assert_eq!(obligations(&t, &t.goals[0].kind, &[vec![Num::Const(super::text::q(5, 1)); 2]]), None);
}

/// Later numbers of points are those of the certificate, not those of the statement or its sketch.
#[test]
fn only_points_of_the_statement_are_spoken_of() {
    let mut t = load("point A, B, C assume AB = 2*BC show AC <= 3*BC");
    assert_eq!(givens(&t).len(), 1);
    t.statement_points = 2;
    assert_eq!(givens(&t).len(), 0);
    assert_eq!(obligations(&t, &t.goals[0].kind, &[]), None);
}

#[test]
fn conjunctive_forms_of_moderate_size_only() {
    let long = |n: usize, m: usize| {
        let part = |i: usize| Prop::And((0..m).map(|j| Prop::Atom(atom(i * m + j))).collect());
        Prop::Or((0..n).map(part).collect())
    };
    fn atom(i: usize) -> Atom {
        Atom { lhs: Num::Real(0), rel: Rel::Gt, rhs: Num::Const(super::text::q(i as i64, 1)) }
    }
    let mut t = load("real x assume x = 1 or x = 2 show x = x");
    for (n, m, want) in [(2, 2, 4), (10, 2, 1024), (11, 2, 0), (3, 40, 0), (200, 3, 0)] {
        t.props[0].prop = long(n, m);
        assert_eq!(givens(&t).len(), want, "{n} × {m}");
    }
}
