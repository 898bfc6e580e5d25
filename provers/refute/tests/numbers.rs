//! False statements about real numbers are refuted, true ones are not.

use euclase_figure::numbers::{Verdict, check_values};
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::algebra::Proof;
use euclase_refute::numbers::{refute_numbers, refute_with};
use std::time::Instant;

const BUDGET: u64 = 20_000;

fn theorem(body: &str) -> CoreTheorem {
    let text = format!("theorem t {{ {body} }}");
    let file = euclase_grammar::load(&text).unwrap_or_else(|e| panic!("{text}: {}", e[0].message));
    file.theorems.into_iter().next().unwrap()
}

const FALSE: &[&str] = &[
    // wrong constants
    "real a, b > 0 show a^2 + b^2 >= 3*a*b",
    "real a, b, c > 0 show a/(b + c) + b/(c + a) + c/(a + b) >= 1.51",
    "real a, b, c > 0 show a/(b + c) + b/(c + a) + c/(a + b) > 3/2",
    "real a, b, c > 0 assume a + b + c = 1 show a*b + b*c + c*a <= 3/10",
    "real a, b, c > 0 assume a*b*c = 1 show a + b + c >= 31/10",
    "real x, y show x^2 + x*y + y^2 >= (4/5)*(x^2 + y^2)",
    "real t in [0, 1] show t*(1 - t) <= 6/25",
    "real x show x^2 - 3*x + 9/4 > 0",
    "real x show x^4 - 4*x + 29/10 >= 0",
    "real x show x^4 + x^3 >= -1/10",
    "real a, b, c >= 0 show a^3 + b^3 + c^3 >= 3.01*a*b*c",
    "real x, y > 0 show x/y + y/x >= 2.001",
    "real x > 0 show x + 1/x^2 >= 19/10",
    "real a, b show (a + b)^2 = a^2 + b^2",
    "real a, b show (a + b)^3 = a^3 + 3*a^2*b + 3*a*b^2 - b^3",
    // hypotheses dropped
    "real x, y assume x < y show x^2 < y^2",
    "real a, b, c show (a + b + c)/3 >= root(3, a*b*c)",
    "real a, b assume a > b show 1/a < 1/b",
    "real a, b show a + 1/a >= 2",
    "real x, y assume x^2 = y^2 show x = y",
    "real a, b, c assume a*b = a*c show b = c",
    "real x, y, z assume x*y*z = 0 show x = 0 or y = 0",
    "real p assume abs(p) <= 2 show for all x: x^2 + p*x + 1 > 0",
    "real p show for all x: x^2 + p*x + 1 >= 0",
    "real a, b, c show a*(a - b)*(a - c) + b*(b - a)*(b - c) + c*(c - a)*(c - b) >= 0",
    // lost solutions
    "real x show x^2 = 4 iff x = 2",
    "real x show x^2 = x implies x = 1",
    "real x assume x^3 = 4*x show x = 0 or x = 2",
    "real x assume sqrt(x + 5) = x - 1 show x != 4",
    "real x show x^2 - x - 1 != 0",
    "real x show abs(x - 1) = 2 iff x = 3",
    "real x, y assume x + y = 3, x^2 + y^2 = 5 show x = 1 and y = 2",
    "real x, y assume x + y = 1, x*y = 1/4 show x != y",
    "real x assume x^4 - 5*x^2 + 6 = 0 show x^2 = 2",
    "real x assume x^3 = 2 show x > 5/4 and x < 63/50 and x != root(3, 2)",
    // strict where it should be weak
    "real x show x^2 > 0",
    "real x, y > 0 show (x + y)/2 > sqrt(x*y)",
    "real x show abs(x) > x",
    "real a, b show max(a, b) > min(a, b)",
    "real t in [0, 1] show t*(1 - t) < 1/4",
    "real x >= 1 show x^3 > x",
    "real x, y, z >= 0 assume x + y + z = 3 show x*y + y*z + z*x < 3",
    // definedness and roots
    "real x show sqrt(x^2) = x",
    "real x show x/x = 1",
    "real x show sqrt(x)^2 = x",
    "real x, y show (x^2 - y^2)/(x - y) = x + y",
    "real x show x >= 0 iff 1/x > 0",
    "real x show (x^2)^(1/2) = x",
    "real x show root(4, x^4) = x",
    "real x, y show sqrt(x*y) = sqrt(x)*sqrt(y)",
    "real x, y >= 0 show sqrt(x + y) = sqrt(x) + sqrt(y)",
    // real exponents
    "real x show 2^x >= x + 1",
    "real a > 0 real u, v assume u <= v show a^u <= a^v",
    "real a, b > 0 real u show (a + b)^u = a^u + b^u",
    "real x > 0 real u show (1 + x)^u >= 1 + u*x",
    // absolute values, minima, maxima
    "real a, b show abs(a + b) = abs(a) + abs(b)",
    "real a, b show abs(a - b) <= abs(a) - abs(b)",
    "real a, b, c show max(a, b) + c = max(a, b + c)",
    "real a, b show min(a, b)*max(a, b) <= min(a^2, b^2)",
    "real a, b, c show min(a, max(b, c)) = max(min(a, b), c)",
    "real x show abs(x - 1) + abs(x - 2) > 1",
    // several variables, small margins
    "real a, b, c, d > 0 show a/(b + c) + b/(c + d) + c/(d + a) + d/(a + b) >= 2.01",
    "real x show x^6 - 3*x^2 + 1.99 >= 0",
    "real x show x^8 - x^5 + x^2 - x + 3/10 > 0",
    "real a, b, c >= 0 assume a + b + c = 1 show a^2*b + b^2*c + c^2*a <= 4/27 - 1/1000",
    "real a, b, c > 0 show sqrt(a/(b + c)) + sqrt(b/(c + a)) + sqrt(c/(a + b)) >= 2.02",
    "real a, b, c show (a^2 + b^2 + c^2)^2 >= 3.02*(a^3*b + b^3*c + c^3*a)",
    "real x, y, z assume x^2 + y^2 + z^2 = 1 show x + y + z <= 1.73",
    "real x, y, z assume x + y + z = 1, x^2 + y^2 + z^2 = 1 show x*y*z >= -1/7",
    "real x, y show x^2*y^2*(x^2 + y^2 - 1) + 1/28 >= 0",
    "real a > 0 show a^a >= 7/10",
    "real x > 0 show x^(1/x) <= 1.44",
    "real x, y show 2^x + 2^y >= 2*2^(x*y)",
    "real x, y assume x^3 + y^3 = 9, x + y = 3 show x = 1",
    "real x, y, z > 0 assume x*y + y*z + z*x = 1 show x + y + z >= 1.74",
    "real a, b, c assume a + b + c = 6, a^2 + b^2 + c^2 = 14, a^3 + b^3 + c^3 = 36 show a = 1",
    "real a, b, c, d, e > 0 assume a*b*c*d*e = 1 show a + b + c + d + e > 5",
    "real a, b, c > 0 assume a^2 + b^2 + c^2 = 3 show a*b*c >= 1",
    "real a, b, c > 0 assume 1/a + 1/b + 1/c = 1 show a + b + c >= 9.1",
    "real a, b, c >= 0 show (a + b + c)^3 >= 28*a*b*c",
    "real x, y > 0 show (x + y)/2 <= sqrt((x^2 + x*y + y^2)/3) - (x - y)^2/1000",
    "real x, y, z > 0 show (x^2 + y^2 + z^2)/(x*y + y*z + z*x) >= 1 + 1/10000",
    "real x assume x^2 - 5*x + 6 <= 0 show x < 3",
    "real x assume sqrt(2*x + 3) + sqrt(x + 1) = 3 show x > 2",
    "real x assume abs(x^2 - 4) = 3 show x^2 = 7",
    // roots of polynomials that are no radicals
    "real x assume x^5 = x + 1 show x > 6/5",
    "real x assume x^3 - 3*x + 1 = 0 show x < 1 or x > 2",
    "real x show x^5 - x - 1 != 0",
    "real x, y assume y = x^2, x^3 - 3*x + 1 = 0 show y > 1/2",
    "real x, y assume x*y = 1, x^5 = x + 1 show y^5 + y^4 != 1",
    "real x > 0 show x^5 + x > 1 iff x > 3/4",
    "real x, y assume x^3 + y^3 = 3*x*y, y = x^2 - 1 show x < 3/2",
    // harder
    "real a, b, c > 0 show a^2/b + b^2/c + c^2/a >= a + b + c + (a - b)^2/(a + b + c)*5",
    "real a, b, c show (a^2 + b^2 + c^2)^2 >= 3*(a^3*b + b^3*c + c^3*a) + (a - b)^4/10",
    "real a, b, c, d > 0 assume a*b*c*d = 1 show 1/(1 + a)^2 + 1/(1 + b)^2 + 1/(1 + c)^2 + 1/(1 + d)^2 >= 1.001",
    "real a, b, c > 0 assume a*b*c = 1 show 1/(1 + a) + 1/(1 + b) + 1/(1 + c) >= 1.01",
    "real a, b, c > 0 assume a + b + c = 3 show sqrt(a) + sqrt(b) + sqrt(c) >= a*b + b*c + c*a + 1/1000",
    "real a, b, c >= 0 assume a*b + b*c + c*a = 1 show 1/(a + b) + 1/(b + c) + 1/(c + a) >= 5/2 + 1/1000",
    "real x, y, z assume x + y + z = 0, x^2 + y^2 + z^2 = 6 show x*y*z < 2",
    "real x, y, z assume x + y + z = 5, x*y + y*z + z*x = 3 show z <= 4",
    "real x, y assume x^4 + y^4 = 1 show x + y <= 8/5",
    "real a, b, c assume a/(b - c) + b/(c - a) + c/(a - b) = 0 show a = 0",
    "real x, y > 0 assume x^y = y^x show x = y",
    "real x > 0 show 2^x > x^2",
    "real x >= 0 show sqrt(x + 1) - sqrt(x) >= 1/100",
    "real a, b, c > 0 show a^2*b*(a - b) + b^2*c*(b - c) + c^2*a*(c - a) >= 0",
    "real x, y, z assume x^2 + y^2 + z^2 = 9 show 2*(x + y + z) - x*y*z <= 99/10",
    "real x, y assume max(x, y) = 3, min(x, y) = 1 show x = 3",
    "real x assume sqrt(x + 3 - 4*sqrt(x - 1)) + sqrt(x + 8 - 6*sqrt(x - 1)) = 1 show x = 5",
    "real a, b, c assume a^2 + b^2 + c^2 = 1 show a*b + b*c + c*a >= -49/100",
    "real a, b, c, d in [0, 1] show (1 - a)*(1 - b)*(1 - c)*(1 - d) > 1 - a - b - c - d",
    "real p, q assume p^2 - 4*q > 0 show for all x: x^2 + p*x + q > 0",
    "real x, y, z show (x - 1.234567)^2 + (y + 3.217)^2 + (z - 0.7777)^2 >= 1/10000",
    "real x, y show 100*(y - x^2)^2 + (1.37 - x)^2 >= 1/100000",
    "real x, y, z show (x*y - z)^2 + (x + y + z - 7/3)^2 + (x - y - 0.41)^2 > 1/10000000",
    "real a, b, c, d, p, q, r, s show (a^2 + b^2 + c^2 + d^2)*(p^2 + q^2 + r^2 + s^2) = (a*p + b*q + c*r + d*s)^2 + (a*q - b*p + c*s - d*r)^2 + (a*r - b*s - c*p + d*q)^2 + (a*s + b*r - c*q + d*p)^2",
    "real a, b, c > 0 assume a + b + c = 1 show a^a*b^b*c^c >= 0.34",
    "real a, b, c > 0 assume a + b + c = 1 show sqrt(4*a + 1) + sqrt(4*b + 1) + sqrt(4*c + 1) <= 4.58",
    "real x, y assume x^5 + y^5 = x + y, x != y, x > 0, y > 0 show x + y > 3/2",
    "real x, y > 0 assume 2^x + 2^y = 4 show x + y < 2",
    "real a, b, c in [1, 2] show (a + b + c)*(1/a + 1/b + 1/c) <= 9.99",
    "real a, b, c, d, e in [1, 3] show (a + b + c + d + e)*(1/a + 1/b + 1/c + 1/d + 1/e) <= 32.9",
    "real x, y show (x^2 + y - 11)^2 + (x + y^2 - 7)^2 + x >= -3.2",
    "real a, b, c > 0 show a/(a + 2*b) + b/(b + 3*c) + c/(c + 4*a) >= 773/1000",
    "real x, y, z assume x^2 + y^2 + z^2 = 1, x + 2*y + 3*z = 1 show z <= 0.79",
    "real x > 0 show x^x >= 0.6923",
    "real x, y, z show x*y*(x^2 - y^2) + y*z*(y^2 - z^2) + z*x*(z^2 - x^2) <= 0.3977*(x^2 + y^2 + z^2)^2",
    "real x, y, u, v assume x^2 + y^2 = 2, u^2 + v^2 = 3 show x*u + y*v <= 2.449",
    "real a, b, c > 0 assume 1/a^2 + 1/b^2 + 1/c^2 = 1 show a*b*c > 5.197",
    "real a, b, c > 0 assume a*b*c = a + b + c show 1/sqrt(1 + a^2) + 1/sqrt(1 + b^2) + 1/sqrt(1 + c^2) <= 1.4999",
    // narrow
    "real x show (x - 7/13)^2 > 0",
    "real x, y show (3*x - 7*y)^2 + (x*y - 21)^2 > 0",
    "real x show x^2 - 2*sqrt(2)*x + 2 > 0",
    "real x, y assume x^2 + y^2 = 1 show x + y <= 7/5",
    "real x, y assume x^2 + y^2 = 1 show x + y < sqrt(2)",
    "real x, y, z > 0 assume x + y + z = 1, x*y*z = 1/36 show x = y or y = z or z = x",
    "real x in [0, 100] show x*(x - 99) <= 99",
    "real x, y > 0 show x^2 + 1000000*y^2 >= x",
];

const TRUE: &[&str] = &[
    "real a, b, c > 0 show a/(b + c) + b/(c + a) + c/(a + b) >= 3/2",
    "real a, b, c > 0 show (a + b + c)/3 >= root(3, a*b*c) equality iff a = b, b = c",
    "real a, b show a^2 + b^2 >= 2*a*b equality iff a = b",
    "real a, b, c show a^2 + b^2 + c^2 >= a*b + b*c + c*a",
    "real a, b, c >= 0 show a*(a - b)*(a - c) + b*(b - a)*(b - c) + c*(c - a)*(c - b) >= 0",
    "real a, b, c, x, y, z show (a*x + b*y + c*z)^2 <= (a^2 + b^2 + c^2)*(x^2 + y^2 + z^2)",
    "real t in [0, 1] show t*(1 - t) <= 1/4 equality iff t = 1/2",
    "real x show x^4 - 4*x + 3 >= 0 equality iff x = 1",
    "real a, b show (a + b)^3 = a^3 + 3*a^2*b + 3*a*b^2 + b^3",
    "real p assume abs(p) < 2 show for all x: x^2 + p*x + 1 > 0",
    "real a, b, c assume a + b + c = 0 show a^3 + b^3 + c^3 = 3*a*b*c",
    // equality at irrational values
    "real x show x^2 - 2*sqrt(2)*x + 2 >= 0 equality iff x = sqrt(2)",
    "real x > 0 show x + 2/x >= 2*sqrt(2) equality iff x = sqrt(2)",
    "real x, y assume x^2 + y^2 = 1 show x + y <= sqrt(2)",
    "real x, y assume x^2 + y^2 = 1 show x + y <= sqrt(2) equality iff x = sqrt(2)/2, y = sqrt(2)/2",
    "real x > 0 assume x^2 = x + 1 show x = (1 + sqrt(5))/2",
    "real x assume x^2 = x + 1 show x^5 = 5*x + 3",
    "real x assume x^2 = x + 1 show x^4 = 3*x + 2",
    "real x assume x^3 = 2 show x = root(3, 2)",
    "real x assume x^4 - 10*x^2 + 1 = 0, x > 1 show x = sqrt(2) + sqrt(3)",
    "real x assume x = sqrt(2) + sqrt(3) show x^2 = 5 + 2*sqrt(6)",
    "real x > 0 show x^3 - 6*x + 4*sqrt(2) >= 0 equality iff x = sqrt(2)",
    "real x, y assume x + y = 4, x*y = 1 show abs(x - y) = 2*sqrt(3)",
    "real x show (x^2 - 3)^2 >= 0 equality iff x = sqrt(3) or x = -sqrt(3)",
    "real x > 0 show x^2 + 1/x >= 3/root(3, 4) equality iff x = 1/root(3, 2)",
    "real x show sqrt(x^2 + 1) > x",
    // definedness
    "real x assume x != 0 show x/x = 1",
    "real x show sqrt(x^2) = abs(x)",
    "real x assume 1/x > 0 show x > 0",
    "real x show 1/x > 0 implies x > 0",
    "real x show sqrt(x) = 2 iff x = 4",
    "real x assume sqrt(x) >= 0 show x >= 0",
    "real x assume 1/x != 7 show x != 0",
    "real x, y assume x != y show (x^2 - y^2)/(x - y) = x + y",
    "real x > 0 show 1/x > 0",
    "real x show 1/(x^2 + 1) <= 1",
    "real x, y assume x/y = 1 show x = y and y != 0",
    "real x show root(3, x)^3 = x",
    "real x, y >= 0 show sqrt(x*y) = sqrt(x)*sqrt(y)",
    "real x assume x^(1/2) = 3 show x = 9",
    "real x > 1 show 1/(x - 1) > 1/x",
    "real x show x != 1 implies (x^2 - 1)/(x - 1) = x + 1",
    // logic
    "real x show x^2 = 4 iff x = 2 or x = -2",
    "real x show x > 1 implies x^2 > x",
    "real x, y assume x*y = 0 show x = 0 or y = 0",
    "real x show not (x > 1 and x < 0)",
    "real x show x = 0 or (for all y: y^2 + 1 > 0)",
    "real x assume x > 0 or x < -5 show x != -1",
    "real a assume for all x: x^2 >= a show a <= 0",
    // absolute values, minima, maxima
    "real a, b show abs(a + b) <= abs(a) + abs(b)",
    "real a, b show min(a, b) + max(a, b) = a + b, min(a, b)*max(a, b) = a*b",
    "real x show abs(x - 1) + abs(x - 2) >= 1",
    "real a, b show max(a, b) = (a + b + abs(a - b))/2",
    // real exponents
    "real a > 0 real u, v show a^u*a^v = a^(u + v), (a^u)^v = a^(u*v), sqrt(a) = a^(1/2)",
    "real u show 2^u > 0",
    "real a > 1 real u > 0 show a^u > 1",
    "real x >= 1 show 2^x >= x + 1",
    // close to false
    "real x, y, z assume x^2 + y^2 + z^2 = 1, x + 2*y + 3*z = 1 show z <= 0.7902",
    "real x show x^12 - x^9 + x^4 - x + 3/5 > 0",
    "real a, b, c > 0 show a/(a + 2*b) + b/(b + 3*c) + c/(c + 4*a) >= 77/100",
    "real x, y, z show x^4*y^2 + x^2*y^4 + z^6 - 3*x^2*y^2*z^2 >= 0",
    "real a, b, c show (a^2 + b^2 + c^2)^2 >= 3*(a^3*b + b^3*c + c^3*a)",
    "real x, y, z show x*y*(x^2 - y^2) + y*z*(y^2 - z^2) + z*x*(z^2 - x^2) <= (9*sqrt(2)/32)*(x^2 + y^2 + z^2)^2",
    // systems
    "real x, y assume x + y = 1, x*y = 1/4 show x = y",
    "real x, y assume x + y = 3, x^2 + y^2 = 5 show (x = 1 and y = 2) or (x = 2 and y = 1)",
    "real x, y, z > 0 assume x*y = 6, y*z = 12, z*x = 8 show x = 2, y = 3, z = 4",
    "real x assume sqrt(x + 5) = x - 1 show x = 4",
    "real x assume x^3 - 3*x + 1 = 0 show x != 1/3 and x < 2 and x > -2",
    "real x, y, z >= 0 assume x + y + z = 3 show x*y + y*z + z*x <= 3",
    "real x, y assume x*y = 1, x^5 = x + 1 show y^5 + y^4 = 1",
    "real x, y assume x^3 - 3*x + 1 = 0, y = x^2 - 2 show y^3 - 3*y + 1 = 0",
    "real x, y assume x + 1 > 3, x^2 < 1 show y = 1",
];

#[test]
fn false_statements_are_refuted() {
    assert!(FALSE.len() >= 40);
    let mut missed = Vec::new();
    let mut times = Vec::new();
    for text in FALSE {
        let thm = theorem(text);
        let start = Instant::now();
        let found = refute_numbers(&thm, BUDGET, &|| false);
        let time = start.elapsed();
        match found {
            Some(c) => {
                println!("{:6} evaluations {time:9.1?}  {text}: {}; {}", c.evaluations, c.shown.join(", "), c.fails);
                assert!(
                    matches!(check_values(&thm, &c.values), Verdict::Refutes { goal, .. } if goal == c.goal),
                    "{text}"
                );
                times.push((time, c.evaluations));
            }
            None => {
                println!("   not refuted     {time:9.1?}  {text}");
                missed.push(*text);
            }
        }
    }
    times.sort();
    println!("{} of {}; median {:?}, slowest {:?}", times.len(), FALSE.len(), times[times.len() / 2], times.last());
    assert!(missed.is_empty(), "{}", missed.join("\n"));
}

/// What is assumed for all values of a variable is no hindrance to values, where it can be proved there.
#[test]
fn hypotheses_for_all_values() {
    let text = "real a, b assume for all x: x^2 + a*x + b >= 0 show a < b";
    let thm = theorem(text);
    assert_eq!(refute_numbers(&thm, BUDGET, &|| false), None);
    let asked = std::cell::RefCell::new(Vec::new());
    let prove = |claim: &CoreTheorem| {
        asked.borrow_mut().push(claim.clone());
        None
    };
    assert_eq!(refute_with(&thm, BUDGET, &prove, &|| false), None);
    let asked = asked.into_inner();
    assert!((1..=4).contains(&asked.len()), "{}", asked.len());
    for claim in &asked {
        assert!(claim.props.is_empty() && claim.goals.len() == 1, "{claim:?}");
    }
    // A proof of something else is none.
    let empty = |_: &CoreTheorem| Some(Proof::default());
    assert_eq!(refute_with(&thm, BUDGET, &empty, &|| false), None);
}

#[test]
fn true_statements_are_not_refuted() {
    assert!(TRUE.len() >= 40);
    let mut slowest = Vec::new();
    for text in TRUE {
        let start = Instant::now();
        let found = refute_numbers(&theorem(text), BUDGET, &|| false);
        slowest.push((start.elapsed(), *text));
        if let Some(c) = found {
            panic!("{text}: {}; {}", c.shown.join(", "), c.fails);
        }
    }
    slowest.sort();
    for (time, text) in slowest.iter().rev().take(12) {
        println!("{time:9.1?}  {text}");
    }
    println!("median of the true ones: {:?}", slowest[slowest.len() / 2].0);
}

#[test]
fn the_files_of_the_project() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../datasets/algebra");
    let mut files: Vec<_> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    let (mut wrong, mut right) = (0, 0);
    for file in files {
        let loaded = euclase_grammar::load(&std::fs::read_to_string(&file).unwrap()).unwrap();
        for thm in loaded.theorems {
            let found = refute_numbers(&thm, BUDGET, &|| false);
            match thm.expect.as_deref() {
                Some("CounterSatisfiable") => {
                    assert!(found.is_some(), "{}", thm.name);
                    wrong += 1;
                }
                _ => {
                    assert_eq!(found, None, "{}", thm.name);
                    right += 1;
                }
            }
        }
    }
    assert!(wrong >= 2 && right >= 20, "{wrong} {right}");
}

#[test]
fn the_same_every_time_and_never_without_budget() {
    for text in [FALSE[1], FALSE[4], FALSE[60]] {
        let thm = theorem(text);
        let (a, b) = (refute_numbers(&thm, BUDGET, &|| false), refute_numbers(&thm, BUDGET, &|| false));
        assert!(a.is_some() && a == b, "{text}");
        assert_eq!(refute_numbers(&thm, 1, &|| false), None);
        assert_eq!(refute_numbers(&thm, 1 << 40, &|| true), None);
    }
}

/// A random term: `kind` chooses, and more of its digits choose inside.
fn random(kind: &mut u64, depth: u32) -> String {
    let mut below = |n: u64| {
        *kind = kind.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (*kind >> 33) % n
    };
    let (n, small) = (if depth == 0 { below(3) } else { below(14) }, below(7));
    let letter = ["x", "y", "z"][below(3) as usize];
    let mut inner = || random(kind, depth - 1);
    match n {
        0 | 1 => letter.into(),
        2 => format!("{small}/3"),
        3 | 4 => format!("({} + {})", inner(), inner()),
        5 => format!("({} - {})", inner(), inner()),
        6 | 7 => format!("({}*{})", inner(), inner()),
        8 => format!("({})/({})", inner(), inner()),
        9 => format!("({})^{}", inner(), ["2", "3", "(-1)", "(1/2)", "(-2/3)", "40", "0"][small as usize]),
        10 => format!("root({small}, {})", inner()),
        11 => format!("abs({})", inner()),
        12 => format!("min({}, {})", inner(), inner()),
        _ => format!("({})^({})", inner(), inner()),
    }
}

/// Whatever is asked, there is an answer, soon, and what is refuted is so.
#[test]
fn random_statements() {
    let mut s = 5;
    let (mut read, mut refuted) = (0, 0);
    for round in 0..1_500 {
        let mut atom = |depth| {
            let rel = ["=", "<=", "<", "!="][(round / 7) % 4];
            format!("{} {rel} {}", random(&mut s, depth), random(&mut s, 1))
        };
        let goal = match round % 5 {
            0 => format!("{} iff {}", atom(2), atom(2)),
            1 => format!("{} implies {}", atom(2), atom(2)),
            2 => format!("{} or {}", atom(2), atom(2)),
            _ => atom(3),
        };
        let assumed = if round % 3 == 0 { format!("assume {}", atom(2)) } else { String::new() };
        let text = format!("theorem t {{ real x, y real z > 0 {assumed} show {goal} }}");
        let Ok(file) = euclase_grammar::load(&text) else { continue };
        read += 1;
        let start = Instant::now();
        if let Some(c) = refute_numbers(&file.theorems[0], 2_000, &|| false) {
            assert!(matches!(check_values(&file.theorems[0], &c.values), Verdict::Refutes { .. }), "{text}");
            refuted += 1;
        }
        let time = start.elapsed();
        if time.as_millis() > 300 {
            println!("{time:?} {text}");
        }
    }
    println!("{refuted} of {read}");
    assert!(read > 1_000 && refuted > 500);
}
