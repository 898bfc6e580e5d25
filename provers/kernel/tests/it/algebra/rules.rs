//! Each rule: lines that are accepted, and what is expected where they are not.

use super::text::{accepted, rejected};

#[test]
fn given() {
    accepted("real a > 0 show a > 0", "a > 0; given 0", "0");
    accepted("real a > 0 show a >= 0", "a >= 0; given 0", "0");
    accepted("real a > 0 show a != 0", "3*a != 0 or a = 7; given 0\n a != 0; given 0", "1");
    rejected("real a > 0 show a > 0", "a > 0; given 1", "0", "a given of the theorem");
    rejected("real a > 0 show a > 0", "a > 1; given 0", "0", "follows from this at once");
    rejected("real a >= 0 show a > 0", "a > 0; given 0", "0", "follows from this at once");
    rejected("real a > 0 show a > 0", "a > 0; given 0: 1", "0", "a value for each variable");
    let all = "real a assume for all x: x^2 + a*x + 1 >= 0 show 5 + 2*a >= 0";
    accepted(all, "5 + 2*a >= 0; given 0: 2", "0");
    rejected(all, "5 + 2*a >= 0; given 0: 3", "0", "follows from this at once");
    rejected(all, "5 + 2*a >= 0; given 0", "0", "a value for each variable");
    // Values are put in all at once.
    let two = "real a, b assume for all x, y: x + 2*y > 0 show b + 2*a > 0";
    accepted(two, "b + 2*a > 0; given 0: b, a", "0");
    rejected(two, "3*a > 0; given 0: b, a", "0", "follows from this at once");
}

#[test]
fn suppose_and_what_rests_on_it() {
    accepted("real a show a > 0 implies 2*a > 0", "2*a > 0; suppose", "0");
    accepted(
        "real a, b show a > 0 and b > 0 implies a*b > 0",
        "a > 0; suppose\n b > 0; suppose\n a*b > 0; order 1 | 1 0 1; 0 1",
        "2",
    );
    rejected("real a show a > 0", "a > 0; suppose", "0", "rests on the theorem's own givens");
    rejected("real a show a > 0 implies a > 1", "a > 1; suppose", "0", "rests on the theorem's own givens");
    // What a supposition follows from, may be supposed; not the other way round.
    accepted("real a show a > 0 implies a != 0", "a >= 0; suppose\n a != 0; suppose", "1");
    rejected("real a show a >= 0 implies a > 0", "a > 0; suppose", "0", "rests on the theorem's own givens");
}

#[test]
fn either_and_cases() {
    let square = "real a show a^2 >= 0";
    let cases = "a >= 0 or a < 0; either
        a >= 0; suppose
        a^2 >= 0; order 1 | 1 0 0; 1
        a < 0; suppose
        a^2 >= 0; order 1 | 1 0 0; 3
        a^2 >= 0; cases; 0 2 4";
    accepted(square, cases, "5");
    accepted(
        square,
        &cases.replace("a >= 0 or a < 0; either", "a = 0 or a < 0 or a >= 0; either").replace("0 2 4", "0 2 4 2"),
        "5",
    );
    rejected(square, &cases.replace("a >= 0 or a < 0", "a >= 0 or a <= 0"), "5", "a comparison and its opposite");
    rejected(square, &cases.replace("or a < 0; either", "or a < 1; either"), "5", "a comparison and its opposite");
    rejected(
        square,
        &cases.replace("a < 0; either", "a < 0; either ; ").replace("0 2 4", "0 2"),
        "5",
        "one an alternative",
    );
    rejected(square, &cases.replace("0 2 4", "0 4 2"), "5", "rests on the theorem's own givens");
    rejected(square, &cases.replace("0 2 4", "0 2 2"), "5", "rests on the theorem's own givens");
    rejected(square, &cases.replace("0 2 4", ""), "5", "a line with alternatives");
    rejected(square, &cases.replace("a^2 >= 0; cases", "a^2 > 0; cases"), "5", "follows from this at once");
    // An absurd line has no alternatives.
    accepted(
        "real a assume a > 0, 2*a < a show a = 7",
        "a > 0; given 0\n 2*a < a; given 1\n false; order | 1 0, 1 1; 0 1\n a = 7; cases; 2",
        "3",
    );
    rejected(
        "real a assume a > 0, 2*a < a show a = 7",
        "a > 0; given 0\n 2*a < a; given 1\n a = 7; cases; 0 1",
        "2",
        "follows from this at once",
    );
    // A supposition that is weaker than the alternative is discharged; a stronger one is not.
    let weaker = |supposed: &str| {
        format!(
            "a > 0 or a <= 0; either
        {supposed}; suppose
        a^2 >= 0; order 1 | 1 0 0; 1
        a <= 0; suppose
        a^2 >= 0; order 1 | 1 0 0; 3
        a^2 >= 0; cases; 0 2 4"
        )
    };
    accepted(square, &weaker("a >= 0"), "5");
    rejected(square, &weaker("a > 1").replace("order 1 | 1 0 0; 1", "order 1 | 1 [a]; 1"), "5", "own givens");
    // Givens are not discharged.
    rejected(
        "real a assume a >= 0 or a < 5 show a = a",
        "a >= 0 or a < 5; given 0
        a < 5 or a >= 5; either
        false; cases; 0",
        "2",
        "2 lines, one an alternative",
    );
}

#[test]
fn weaken() {
    accepted(
        "real a > 1 show a > 1 or a = 0",
        "a > 1; given 0\n a = 0 or 2*a >= 2 or a > 1; weaken; 0\n a > 1 or a = 0; weaken; 0",
        "2",
    );
    accepted(
        "real a assume a = 2 show a >= 2, a <= 2",
        "a = 2; given 0\n a >= 2; weaken; 0\n a <= 2; weaken; 0",
        "1;2",
    );
    accepted("real a assume a = 2 show a - a + 3 > 2 or a = 1", "3 > 2; order 1 | 1", "0");
    rejected("real a > 1 show a > 1", "a > 1; given 0\n a > 2; weaken; 0", "1", "follows from this at once");
    rejected("real a > 1 show a > 1", "a > 1; given 0\n -a > -1; weaken; 0", "1", "follows from this at once");
    rejected("real a > 1 show a > 1", "a > 1 or a = 0; given 0\n a > 1; weaken; 0", "1", "follows from this at once");
    rejected("real a > 1 show a > 1", "a > 1; weaken", "0", "one line");
    rejected("real a != 1 show a > 1", "a != 1; given 0\n a > 1; weaken; 0", "1", "follows from this at once");
    rejected("real a show a > 1", "a > 1; weaken; 0", "0", "earlier lines as premises");
}

#[test]
fn combine() {
    let system = "real x, y assume x + y = 3, x - y = 1 show x = 2";
    let proof = "x + y = 3; given 0\n x - y = 1; given 1\n x = 2; combine 1/2, 1/2; 0 1";
    accepted(system, proof, "2");
    rejected(system, &proof.replace("1/2, 1/2", "1/2, 1/3"), "2", "an identity");
    rejected(system, &proof.replace("1/2, 1/2", "1"), "2", "a cofactor for each line");
    rejected(system, &proof.replace("x = 2;", "x >= 2;"), "2", "an equation");
    rejected(system, &proof.replace("x = 2;", "x = 2 or x = 3;"), "2", "a single comparison");
    rejected(
        "real x, y assume x + y >= 3 show x = 3 - y",
        "x + y >= 3; given 0\n x = 3 - y; combine 1; 0",
        "1",
        "an equation",
    );
    accepted(
        "real x assume 1/x = 2 show x*(1/x) = 2*x",
        "1/x = 2; given 0\n x*(1/x) = 2*x; combine x; 0\n x != 0; given 1",
        "2 1",
    );
}

#[test]
fn order() {
    let square = "real a, b show a^2 + b^2 >= 2*a*b";
    accepted(square, "a^2 + b^2 >= 2*a*b; order 1 | 1 [a - b]", "0");
    rejected(square, "a^2 + b^2 >= 2*a*b; order 1 | -1 [a - b]", "0", "a positive coefficient");
    rejected(square, "a^2 + b^2 >= 2*a*b; order 1 | 0 [a - b]", "0", "a positive coefficient");
    rejected(square, "a^2 + b^2 >= 2*a*b; order 1 | 1 [a + b]", "0", "an identity");
    rejected(square, "a^2 + b^2 > 2*a*b; order 1 | 1 [a - b]", "0", "certainly positive");
    // 0·p = 0 says nothing of p; nor does a multiplier that may be 0.
    rejected(square, "a^2 + b^2 >= 2*a*b; order", "0", "certainly positive");
    let signed = "real a, b assume a*b^2 >= 0 show a >= 0";
    rejected(signed, "a*b^2 >= 0; given 0\n a >= 0; order 1 [b] | 1 0; 0", "1", "certainly positive");
    accepted(
        &signed.replace("show", "assume b != 0 show"),
        "a*b^2 >= 0; given 0\n b != 0; given 1\n a >= 0; order 1 1 | 1 0; 0 1",
        "2",
    );
    rejected(
        &signed.replace("show", "assume b >= 0 show"),
        "a*b^2 >= 0; given 0\n b >= 0; given 1\n a >= 0; order 1 1 1 | 1 0; 0 1",
        "2",
        "certainly positive",
    );
    // Positive: by the terms; the multiplier may then vanish nowhere.
    let positive = "real a, b assume a*b > 0, b >= 0 show a > 0";
    accepted(positive, "a*b > 0; given 0\n b >= 0; given 1\n a > 0; order 1 1 | 1 0; 0 1", "2");
    rejected(
        &positive.replace("a*b > 0", "a*b >= 0"),
        "a*b >= 0; given 0\n b >= 0; given 1\n a > 0; order 1 1 | 1 0; 0 1",
        "2",
        "certainly positive",
    );
    // Equal to zero, and not.
    accepted("real a assume a^2 <= 0 show a = 0", "a^2 <= 0; given 0\n a = 0; order 1 | 1 0; 0", "1");
    rejected("real a, b assume a*b <= 0 show a = 0", "a*b <= 0; given 0\n a = 0; order 1 | 1 0; 0", "1", "an identity");
    rejected(
        "real a, b assume a^2*b^2 <= 0 show a = 0",
        "a^2*b^2 <= 0; given 0\n a = 0; order 1 [b] | 1 0; 0",
        "1",
        "certainly positive",
    );
    accepted(
        "real a show a^2 + 1 != 0",
        "a^2 + 1 > 0; order 1 | 1, 1 [a]\n a^2 + 1 != 0; order 1 | 1, 2 [a], 1 [a^2]",
        "1",
    );
    rejected("real a show a != 0", "a != 0; order 1 | 1 [a]", "0", "certainly positive");
    rejected("real a show a > 0 or a < 0", "a > 0 or a < 0; order 1 | 1", "0", "a single comparison");
    // Equations enter with cofactors of any sign; they are no factors.
    accepted(
        "real a, b assume a + b = 0 show a*b <= 0",
        "a + b = 0; given 0\n a*b <= 0; order 1 | 1 [a] | 0: -a; 0",
        "1",
    );
    rejected(
        "real a, b assume a + b = 0 show a*b <= 0",
        "a + b = 0; given 0\n a*b <= 0; order 1 | 1 0 [a]; 0",
        "1",
        "an inequality",
    );
    rejected(
        "real a, b assume a + b >= 0 show a*b <= 0",
        "a + b >= 0; given 0\n a*b <= 0; order 1 | 1 [a] | 0: -a; 0",
        "1",
        "an equation",
    );
    rejected(square, "a^2 + b^2 >= 2*a*b; order 1 | 1 3", "0", "a line cited");
    rejected(square, "a^2 + b^2 >= 2*a*b; order 1 | 1 | 3: a", "0", "a line cited");
    rejected(
        "real a assume a > 0 or a = 5 show a > 0",
        "a > 0 or a = 5; given 0\n a > 0; order 1 | 1 0; 0",
        "1",
        "a single comparison",
    );
    // Absurdity.
    rejected(
        "real a assume a >= 0, a <= 0 show a = 7",
        "a >= 0; given 0\n a <= 0; given 1\n false; order | 1 0, 1 1; 0 1",
        "2",
        "certainly positive",
    );
}

#[test]
fn field() {
    let sum = "real a, b > 0 show a/b + b/a >= 2";
    let proof = "a > 0; given 0\n b > 0; given 1\n a != 0; weaken; 0\n b != 0; weaken; 1
        a^2 + b^2 - 2*a*b >= 0; order 1 | 1 [a - b]
        a/b + b/a >= 2; field 1 1; 4 0 1";
    accepted(sum, proof, "3 2 5");
    rejected(sum, &proof.replace("4 0 1", "4 2 1"), "3 2 5", "known sign, or an even power");
    rejected(sum, &proof.replace("field 1 1", "field 1 0"), "3 2 5", "a power of at least 1");
    rejected(sum, &proof.replace("field 1 1", "field 1"), "3 2 5", "a power for each divisor");
    rejected(sum, &proof.replace("a/b + b/a >= 2;", "a/b + b/a >= 3;"), "3 2 5", "the claim times its divisors");
    rejected(sum, &proof.replace("a/b + b/a >= 2;", "a/b + b/a > 2;"), "3 2 5", "the claim times its divisors");
    rejected(
        sum,
        &proof.replace("a^2 + b^2 - 2*a*b >= 0; order", "a^2 + b^2 - 2*a*b >= 0 or a = 3; order"),
        "3 2 5",
        "single",
    );
    // An even power of what is not zero is positive.
    accepted(
        "real x != 0 show 1/x^2 > 0",
        "x != 0; given 0\n 1 > 0; order 1 | 1\n x^2 > 0; order 1 | 1 0; 0
        x^2 != 0; weaken; 2\n 1/x^2 > 0; field 1; 1 2",
        "3 4",
    );
    accepted(
        "real x != 0 show 1/x^2 > 0",
        "x != 0; given 0\n x^2 > 0; order 1 | 1 0; 0\n x^2 != 0; weaken; 1
        1/x^2 > 0; field 2; 1 2",
        "2 3",
    );
    accepted(
        "real x, y assume x*y = 1, y != 0 show x = 1/y",
        "x*y = 1; given 0\n y != 0; given 1\n x = 1/y; field 1; 0 1",
        "1 2",
    );
    rejected(
        "real x, y assume x*y = 1, y >= 0 show x = 1/y",
        "x*y = 1; given 0\n y >= 0; given 1\n x = 1/y; field 1; 0 1",
        "1 2",
        "a divisor that is not zero",
    );
    // Only what is written as a divisor is one: 1/(2y) is not (1/2)·(1/y), until it is shown.
    rejected(
        "real y assume y != 0 show 1/(2*y) = 1/2*(1/y)",
        "y != 0; given 0\n 0 = 0; combine\n 1/(2*y) = 1/2*(1/y); field 1; 1 0",
        "2",
        "the claim times its divisors",
    );
    accepted(
        "real y assume y != 0 show 1/(2*y) = 1/2*(1/y)",
        "y != 0; given 0\n 0 = 0; combine\n 2*y != 0; weaken; 0\n 1/(2*y) = 1/2*(1/y); field 1 1; 1 0 2",
        "2 0 3",
    );
}

#[test]
fn factors() {
    let square = "real x assume x^2 = 1 show x = 1 or x = -1";
    let proof = "x^2 = 1; given 0\n x = 1 or x = -1; factors x - 1, x + 1; 0";
    accepted(square, proof, "1");
    accepted(square, &proof.replace("x - 1, x + 1", "3 - 3*x, x + 1, 7"), "1");
    rejected(square, &proof.replace("x + 1;", "x + 2;"), "1", "factors of what is zero");
    rejected(square, &proof.replace("x = 1 or x = -1; factors", "x = 1; factors"), "1", "follows from this at once");
    rejected(square, &proof.replace("x + 1; 0", "x + 1"), "1", "one line");
    rejected(&square.replace("x^2 = 1", "x^2 >= 1"), &proof.replace("x^2 = 1", "x^2 >= 1"), "1", "an equation");
    // No factors: 1 = 0.
    rejected(square, &proof.replace("factors x - 1, x + 1", "factors"), "1", "factors of what is zero");
    // With a factor 0 nothing is said.
    rejected(square, &proof.replace("factors x - 1, x + 1", "factors 0"), "1", "follows from this at once");
}

#[test]
fn congruence() {
    let root = "real x, y assume x = y + 1 show abs(x) = abs(1 + y)";
    let proof = "x = y + 1; given 0\n abs(x) = abs(1 + y); congruence; 0";
    accepted(root, proof, "1");
    rejected(root, &proof.replace("= abs(1 + y)", "= abs(2 + y)"), "1", "equal terms in equal places");
    rejected(root, &proof.replace("= abs(1 + y)", ">= abs(1 + y)"), "1", "equal terms in equal places");
    // Within another comparison.
    let other = "real x, y assume x = y + 1, 1/x + x > 2 show 1/(y + 1) + x > 2";
    let proof = "x = y + 1; given 0\n 1/x + x > 2; given 1\n 1/(y + 1) + x > 2; congruence; 0 1
        x != 0; given 2\n y + 1 != 0; congruence; 0 3";
    accepted(other, proof, "4 2");
    rejected(
        other,
        &proof.replace("+ x > 2; congruence", "+ x != 2; congruence"),
        "4 2",
        "equal terms in equal places",
    );
    rejected(other, &proof.replace("congruence; 0 1", "congruence; 1"), "4 2", "equal terms in equal places");
    rejected(other, &proof.replace("congruence; 0 1", "congruence; 0 1 1"), "4 2", "one comparison");
    rejected(
        "real x, y assume x = y or x = 2 show abs(x) = abs(y)",
        "x = y or x = 2; given 0\n abs(x) = abs(y); congruence; 0",
        "1",
        "a single comparison",
    );
    // Equal powers do not make equal bases, nor equal multiples of unequal sides.
    rejected(
        "real x, y assume x^2 = y^2 show abs(1/x) = abs(1/y)",
        "x^2 = y^2; given 0\n abs(1/x) = abs(1/y); congruence; 0",
        "1",
        "equal terms in equal places",
    );
    // Through two levels, and the index of a root.
    accepted(
        "real x, y assume x = y, abs(x) != 0 show max(1/abs(x), 2) = max(1/abs(y), 2)",
        "x = y; given 0\n max(1/abs(x), 2) = max(1/abs(y), 2); congruence; 0\n abs(x) != 0; given 1
        abs(y) != 0; congruence; 0 2",
        "2 3 1",
    );
    // Sums that are equal by two equations.
    accepted(
        "real x, y, z assume y + z = 3*x, x = 2*y show abs(y + z) = abs(6*y)",
        "y + z = 3*x; given 0\n x = 2*y; given 1\n 3*x = 6*y; combine 3; 1\n abs(y + z) = abs(6*y); congruence; 0 2",
        "3",
    );
}

#[test]
fn lemma() {
    let root = "real x >= 0 show sqrt(x)^2 = x";
    accepted(root, "x >= 0; given 0\n sqrt(x)^2 = x; lemma root_power 2, x; 0", "0 1");
    rejected(root, "x >= 0; given 0\n sqrt(x)^2 = x; lemma root_power 2, x", "0 1", "1 conditions");
    rejected(
        "real x show sqrt(x)^2 = x or x < 0",
        "0 = 0; combine\n sqrt(x)^2 = x; lemma root_power 2, x; 0",
        "0 1",
        "the condition of the lemma",
    );
    rejected(root, "x >= 0; given 0\n sqrt(x)^2 = x; lemma root 2, x; 0", "0 1", "a lemma of the table");
    rejected(root, "x >= 0; given 0\n sqrt(x)^2 = x; lemma root_power x; 0", "0 1", "a lemma of the table");
    rejected(root, "x >= 0; given 0\n sqrt(x) = x; lemma root_power 2, x; 0", "0 1", "follows from this at once");
}

#[test]
fn instance() {
    // Shown for some x, it holds for all: also for x + 1.
    let all = "real a show (a + 1)^2 >= 0";
    accepted(all, "a^2 >= 0; order 1 | 1 [a]\n (a + 1)^2 >= 0; instance a = a + 1; 0", "1");
    rejected(
        all,
        "a^2 >= 0; order 1 | 1 [a]\n (a + 1)^2 >= 0; instance a = a + 2; 0",
        "1",
        "follows from this at once",
    );
    rejected(
        all,
        "a^2 >= 0; order 1 | 1 [a]\n (a + 1)^2 >= 0; instance a = a + 1",
        "1",
        "a line of which this is an instance",
    );
    // A given is about the theorem's own variable.
    let given = "real a, b assume a > 0 show b > 0";
    rejected(given, "a > 0; given 0\n b > 0; instance a = b; 0", "1", "1 lines for its suppositions");
    rejected(given, "a > 0; given 0\n b > 0; instance a = b; 0 0", "1", "what the line supposes");
    accepted(
        "real a, b assume a > 0, b > 0 show b^2 > 0",
        "a > 0; given 0\n a^2 > 0; order 1 | 1 0 0; 0\n b > 0; given 1\n b^2 > 0; instance a = b; 1 2",
        "3",
    );
    // Without loss of generality a ≤ b: the other case is the instance with a and b exchanged.
    let order = "abs(a - b) = abs(b - a)";
    let proof = "a <= b; suppose
        a - b <= 0; weaken; 0
        abs(a - b) = b - a; lemma abs_opposite a - b; 1
        b - a >= 0; weaken; 0
        abs(b - a) = b - a; lemma abs_same b - a; 3
        abs(a - b) = abs(b - a); combine 1, -1; 2 4
        b <= a; suppose
        abs(b - a) = abs(a - b); instance a = b, b = a; 5 6
        a <= b or a > b; either
        abs(a - b) = abs(b - a); cases; 8 5 7";
    let theorem = format!("real a, b show {order}");
    accepted(&theorem, proof, "9");
    rejected(&theorem, &proof.replace("b = a; 5 6", "b = a; 5 0"), "9", "what the line supposes");
    rejected(&theorem, &proof.replace("b = a; 5 6", "b = b; 5 6"), "9", "follows from this at once");
    rejected(&theorem, &proof.replace("a = b, b = a; 5 6", "a = b; 5 6"), "9", "follows from this at once");
    rejected(&theorem, proof, "7", "own givens");
}

#[test]
fn step() {
    use super::text::{certificate, judge, load, refused};
    use euclase_kernel::Verdict;
    use euclase_kernel::cert::{Rule, Step};
    let theorem = load("point A, B, C assume AB = 2*AC show AB^2 = 4*AC^2");
    let with = |lines: &str| {
        let mut cert = certificate(&theorem, lines, "1");
        let claim = theorem.hyps[0].fact.clone();
        cert.steps.push(Step { claim, rule: Rule::Hyp(0), premises: Vec::new() });
        judge(&theorem, &cert)
    };
    let proof = "AB = 2*AC; step 0\n AB^2 = 4*AC^2; combine AB + 2*AC; 0";
    let v = with(proof);
    assert!(matches!(v, Verdict::Accepted(_)), "{v:?}");
    refused(with(&proof.replace("= 2*AC; step", "= 3*AC; step")), "follows from this at once");
    refused(with(&proof.replace("step 0", "step 1")), "a step that is an equation of numbers");
    let theorem = load("point A, B, C assume C on AB show AB + BC >= AC");
    let mut cert = certificate(&theorem, "AB = 2*AC; step 0", "0");
    cert.steps.push(Step { claim: theorem.hyps[0].fact.clone(), rule: Rule::Hyp(0), premises: Vec::new() });
    refused(judge(&theorem, &cert), "a step that is an equation of numbers");
}

#[test]
fn lines_cite_earlier_ones_and_speak_of_what_there_is() {
    let square = "real a show a^2 >= 0";
    rejected(square, "a^2 >= 0; weaken; 1\n a^2 >= 0; order 1 | 1 [a]", "0", "earlier lines as premises");
    rejected(square, "a^2 >= 0; order 1 | 1 [a]", "1", "a line of the proof");
    rejected(square, "a^2 >= 0; order 1 | 1 [a]", "0 0", "1 lines for the goal");
    accepted("real a show a^2 >= 0", "reals b\n b^2 >= 0; order 1 | 1 [b]\n a^2 >= 0; instance b = a; 0", "1");
}
