//! Certificates that would prove something false: each is refused, with the words that say why.

use super::text::{accepted, declined, rejected};

/// Dividing by what may be zero, or has the wrong sign.
#[test]
fn division() {
    rejected(
        "real x, y assume x*y = 0, x >= 0 show y = 0",
        "x*y = 0; given 0\n x >= 0; given 1\n y = 0; order 1 1 1 | 1 [x*y] | 0: x*y + x^2*y; 0 1",
        "2",
        "certainly positive",
    );
    rejected(
        "real x assume x != 0 show 1/x > 0",
        "x != 0; given 0\n 1 > 0; order 1 | 1\n 1/x > 0; field 1; 1 0",
        "0 2",
        "known sign, or an even power",
    );
    rejected(
        "real x show x*(1/x) = 1",
        "x >= 0; suppose\n x = x; combine\n x*(1/x) = 1; field 1; 1 0",
        "0 2",
        "a divisor that is not zero",
    );
    // The power has to clear the divisor altogether.
    rejected(
        "real x assume x > 0 show 1/x^2 = 1/x",
        "x > 0; given 0\n x = x; combine\n 1/x^2 = 1/x; field 1; 1 0",
        "0 2",
        "claim times its divisors",
    );
    rejected(
        "real x assume x > 0 show (1/x)^2 = 1/x",
        "x > 0; given 0\n x = x; combine\n (1/x)^2 = 1/x; field 1; 1 0",
        "0 2",
        "a power of at least 2",
    );
    // 1/(xy) is no product of 1/x and 1/y for the normal form.
    rejected(
        "real x, y show x*y*(1/(x*y)) = x*(1/x)*y*(1/y)",
        "x*y*(1/(x*y)) = x*(1/x)*y*(1/y); combine",
        "0 0 0 0",
        "an identity",
    );
}

/// A supposition that nobody discharges, or that another case discharges.
#[test]
fn scopes() {
    rejected(
        "real x show x = 0",
        "x = 0; suppose\n x = 0 or x != 0; either\n x = 0; weaken; 0\n x = 0; cases; 1 2 2",
        "3",
        "own givens",
    );
    rejected(
        "real x show x = 0 implies x = 1",
        "x = 1; suppose\n x = 0; suppose\n x = 1; weaken; 0",
        "2",
        "own givens",
    );
    // The condition of one direction does not serve the other one.
    rejected(
        "real x show x > 1 iff x > 0",
        "x > 1; suppose\n x > 0; order 1 | 1 0, 1; 0\n x > 0; suppose\n x > 1; weaken; 0",
        "1 3",
        "own givens",
    );
    // What a supposition says of x is not so for x + 1.
    rejected(
        "real x show x > 0 implies x > 5",
        "x > 0; suppose\n x - 5 > 0; instance x = x - 5; 0 0",
        "1",
        "what the line supposes",
    );
    // A given with a value does not serve another value.
    rejected(
        "real x, y assume for all t: x*t >= 0 show x*y >= 1",
        "x*y >= 0; given 0: y\n x*y >= 1; given 0: y + 1",
        "1",
        "follows from this at once",
    );
    // Alternatives are discharged in their order, and only by what they say.
    rejected(
        "real x show x >= 0",
        "x >= 0 or x < 0; either\n x >= 0; suppose\n x < 0; suppose\n x >= 0; order 1 | 1 0 0; 2\n x >= 0; cases; 0 1 3",
        "4",
        "an identity",
    );
    rejected(
        "real x show x != 0",
        "x != 0 or x = 0; either\n x > 0; suppose\n x != 0; weaken; 1\n x = 0; suppose\n false; suppose\n x != 0; cases; 0 2 4",
        "5",
        "own givens",
    );
}

/// Even roots and powers of negative numbers.
#[test]
fn roots() {
    rejected(
        "real x show root(3, x) >= 0",
        "x = x; combine\n root(3, x) >= 0; lemma root_sign 3, x; 0",
        "1",
        "the condition of the lemma",
    );
    rejected(
        "real x show sqrt(x^2) = x",
        "x^2 >= 0; order 1 | 1 [x]\n sqrt(x^2) = x; lemma root_power 2, x^2; 0",
        "0 1",
        "follows from this at once",
    );
    rejected("real x show sqrt(x^2) = x", "x^2 >= 0; order 1 | 1 [x]\n sqrt(x^2) = x; combine", "0 1", "an identity");
    rejected(
        "real x show (x^2)^(1/2) = x^1",
        "x^2 >= 0; order 1 | 1 [x]\n (x^2)^(1/2) = x; combine",
        "0 1",
        "an identity",
    );
    rejected(
        "real x assume x < 0 show x^(1/3) < 0",
        "x < 0; given 0\n root(3, x)^3 = x; lemma root_power 3, x
        x^(1/3) < 0; weaken; 0",
        "0 2",
        "follows from this at once",
    );
    // x^(2/4) is x^(1/2), and x^0 is 1 also for x = 0.
    accepted("real x >= 0 show x^(2/4) = sqrt(x)", "x >= 0; given 0\n x^(1/2) = sqrt(x); combine", "0 1");
    accepted("real x show x^0 = 1", "x^0 = 1; combine", "0");
    rejected("real x show x^0 = 0 or x != 0", "x^0 = 0; combine", "0", "an identity");
    // pow with a rational exponent is that power, for every base; otherwise it wants a positive one.
    accepted("real x show x^2 = x*x", "pow(x, 2) = x*x; combine", "0");
    rejected(
        "real x, u show pow(x, 2)^u = x^(2*u)".replace("pow(x, 2)", "(x^2)").as_str(),
        "x^2 >= 0; order 1 | 1 [x]\n pow(pow(x, 2), u) = pow(x, 2*u); lemma power_power x, 2, u; 0",
        "0 0 1",
        "the condition of the lemma",
    );
    rejected(
        "real x, u show x^u*x^(-u) = 1",
        "x = x; combine\n x^(u - u) = x^u*x^(-u); lemma power_sum x, u, -u; 0",
        "0 0 1",
        "the condition of the lemma",
    );
}

/// Congruence makes the sides of equations one, and nothing else.
#[test]
fn congruence_unites_no_more() {
    for (premise, claim) in [
        ("x*y = x*z", "abs(y) = abs(z)"),
        ("2*x = 2*y + 1", "abs(x) = abs(y)"),
        ("abs(x) = abs(y)", "abs(abs(x) + x) = abs(abs(y) + y)"),
        ("x + y = z", "abs(x) = abs(z - x)"),
        ("1/x = 1/y", "abs(1 + x) = abs(1 + y)"),
        ("x = y", "abs(x - z) = abs(z - y) + 1"),
    ] {
        rejected(
            "real x, y, z show x = x",
            &format!("{premise}; suppose\n {claim}; congruence; 0\n x = x; combine"),
            "2",
            "equal terms in equal places",
        );
    }
    // A sign is not carried to the opposite, nor is a claim through an inequality.
    rejected(
        "real x, y show x = x",
        "x = y; suppose\n y > 0; suppose\n -x > 0; congruence; 0 1\n x = x; combine",
        "3",
        "equal terms",
    );
    rejected(
        "real x, y show x = x",
        "x >= y; suppose\n abs(x) = abs(y); congruence; 0\n x = x; combine",
        "2",
        "equal terms",
    );
}

/// A negative multiple turns an inequality round; an equation's factor may be anything.
#[test]
fn at_once_means_little() {
    for (have, want) in [
        ("x > y", "y > x"),
        ("x > y", "-x > -y"),
        ("x >= y", "x > y"),
        ("x != y", "x > y"),
        ("x != y", "x = y"),
        ("x = y", "x > y"),
        ("x = y", "x != y"),
        ("x >= y", "x = y"),
        ("x >= y", "x != y"),
        ("x > 0", "x > 1"),
        ("x > 1", "x > 0"),
        ("x > 0 or y > 0", "x > 0"),
        ("x > 0 or 1 > 0", "x > 0"),
        ("1 = 1", "x = x + 1"),
        ("0 >= 0", "0 > 0"),
        ("x > 0", "false"),
    ] {
        rejected(
            "real x, y show x = x",
            &format!("{have}; suppose\n {want}; weaken; 0\n x = x; combine"),
            "2",
            "follows from this at once",
        );
    }
    for (have, want) in [
        ("x > y", "2*y < 2*x"),
        ("x = y", "-3*x = -3*y"),
        ("x = y", "x <= y"),
        ("x = y", "x >= y"),
        ("x > y", "y != x"),
        ("1 < 0", "x = 7"),
        ("x > 0 or 1 < 0", "x > 0"),
        ("x > 0", "0 = 0"),
        ("x > 0", "y > 0 or x >= 0"),
    ] {
        accepted("real x, y show x = x", &format!("{have}; suppose\n {want}; weaken; 0\n x = x; combine"), "2");
    }
}

/// Figures: degenerate triangles have no radii, and lengths of different points nothing in common.
#[test]
fn figures() {
    let radii = "point A, B, C show 4*area(A, B, C)*AB >= 0 or AB < 0";
    rejected(
        radii,
        "area(ABC) >= 0; lemma area_sign area(ABC)\n 4*circumradius(ABC)*area(ABC) = AB*BC*CA; lemma circumradius circumradius(ABC); 0",
        "1",
        "the condition of the lemma",
    );
    rejected(
        radii,
        "AB >= 0; lemma length_sign AB\n dist(CAB)*AB = 2*area(ABC); lemma distance dist(CAB); 0",
        "1",
        "the condition of the lemma",
    );
    rejected("point A, B, C show AB = AC", "AB = AC; combine", "0", "an identity");
    rejected(
        "point A, B, C, D show area(A, B, C, D) = area(A, C, B, D)",
        "area(ABCD) = area(ACBD); combine",
        "0",
        "an identity",
    );
    accepted("point A, B, C show area(A, B, C) = area(C, A, B)", "area(ABC) = area(BAC); combine", "0");
    accepted("point A, B show AB = BA", "AB = BA; combine", "0");
    // An angle is no number of degrees, and pi is the number.
    rejected(
        "point A, B, C assume A != B, B != C show angle(A, B, C) <= 180 deg or AB = 5",
        "ang(ABC) <= 1; combine",
        "0",
        "an equation",
    );
    // Directions are no equations of numbers.
    rejected(
        "point A, B, C assume AB perp AC show AB^2 + AC^2 = BC^2",
        "AB^2 + AC^2 = BC^2; given 0",
        "0",
        "follows from this at once",
    );
    declined("point A, B, C assume AB perp AC, A != B show AB perp AC", "AB >= 0; lemma length_sign AB", "0");
}
