//! The limits of FORMAT.md, each at its last allowed size and one beyond it; and the arithmetic behind them.

use crate::make::*;
use euclase_grammar::core::{CoreTheorem, Fact, GoalKind, Pt, Q};
use euclase_kernel::cert::{AuxPoint, Certificate, Rule, Step};
use euclase_kernel::json::{MAX_BYTES, from_json, to_json};
use euclase_kernel::limits::{MAX_ARGS, MAX_AUX, MAX_DIGITS, MAX_PREMISES, MAX_TERMS};
use euclase_kernel::{Verdict, check};
use std::time::Instant;

/// The largest integer of so many bits, of either sign.
fn longest(bits: u64, sign: i64) -> Q {
    Q::from_integer(((num_bigint::BigInt::from(1) << bits) - 1) * sign)
}

/// A statement that asks for nothing, and its proof by these steps.
fn trivial(mut steps: Vec<Step>) -> (CoreTheorem, Certificate) {
    let t = theorem(6, &[], &[], vec![GoalKind::Fact(coll("AAB"))]);
    steps.push(step(coll("AAB"), Rule::Congruence, &[]));
    let last = steps.len() - 1;
    (t, cert(steps, &[last]))
}

fn by_itself(claim: Fact) -> Step {
    step(claim, Rule::Congruence, &[])
}

/// A definition may use the auxiliary point before it, so their numbers must go up; and there are at most 1,000.
#[test]
fn auxiliary_points_are_numbered_upwards_and_bounded() {
    let with = |n: usize| {
        let (t, mut c) = trivial(vec![step(vector(&[(3, "H"), (-2, "A"), (-1, "G")]), Rule::Aux(1, 0), &[])]);
        for i in 0..n {
            let last = if i == 0 { Pt(1) } else { Pt(5 + i as u32) };
            c.aux.push(AuxPoint { name: format!("X{i}"), def: "third_point".into(), args: vec![Pt(0), last] });
        }
        check(&t, &c)
    };
    accepted(with(2));
    accepted(with(MAX_AUX));
    rejects(&with(MAX_AUX + 1), "at most 1000 auxiliary points", "1001");
}

/// Premises of a step.
#[test]
fn premises_are_bounded() {
    let citing = |n: usize| {
        let mut steps = vec![by_itself(coll("AAB")); n];
        steps.push(step(coll("AAB"), Rule::Congruence, &(0..n).collect::<Vec<_>>()));
        run(&trivial(steps))
    };
    accepted(citing(MAX_PREMISES));
    rejects(&citing(MAX_PREMISES + 1), "at most 1000 premises", "1001");
}

/// Points of an instance: a hundred triangles in a chain of the law of sines, and one more.
#[test]
fn points_of_an_instance_are_bounded() {
    let isosceles = dir(&[(1, "BC"), (-2, "BA"), (1, "AC")], q(0, 1));
    let chain = |triangles: usize| {
        let n = triangles as i64;
        // (Three terms: with two it would be read as an equation of lengths.)
        let claim = log(&[(n, "BC"), (-n, "CA"), (0, "AB")], &[]);
        let args = p::<3>("ABC").repeat(triangles);
        run(&one_step(3, std::slice::from_ref(&isosceles), &[], geo("law_of_sines", &args, false), claim))
    };
    accepted(chain(MAX_ARGS / 3));
    rejects(&chain(MAX_ARGS / 3 + 1), "fewer points", &(MAX_ARGS + 3).to_string());
}

/// Numbers and points of a fact.
#[test]
fn terms_of_a_fact_are_bounded() {
    let lengths = |n: usize| {
        let sign = |i: usize| if i.is_multiple_of(2) { q(1, 1) } else { q(-1, 1) };
        let terms = (0..n).map(|i| (sign(i), Pt(0), Pt(if i + 1 == n { 0 } else { 1 }))).collect();
        run(&trivial(vec![by_itself(Fact::Len { terms, konst: q(0, 1) })]))
    };
    // The constant is one of the numbers.
    accepted(lengths(MAX_TERMS - 1));
    rejects(&lengths(MAX_TERMS), "well-formed", "more than 1000 terms");
    let directions = |n: usize| {
        let terms = (0..n as i64).map(|i| (1 - 2 * (i % 2), Pt(0), Pt(1))).collect();
        run(&trivial(vec![by_itself(Fact::Dir { terms, turn: q(0, 1) })]))
    };
    accepted(directions(1_500));
    rejects(&directions(1_502), "well-formed", "more than 1000 terms");
}

/// Digits of numerators and of denominators: 6,644 bits are the longest numbers of 2,000 digits.
#[test]
fn numbers_of_a_fact_are_bounded() {
    let says = |k: Q| run(&trivial(vec![by_itself(Fact::Len { terms: vec![(k, Pt(0), Pt(0))], konst: q(0, 1) })]));
    for sign in [1, -1] {
        accepted(says(longest(6_644, sign)));
        accepted(says(longest(6_644, sign).recip()));
        rejects(&says(longest(6_645, sign)), "well-formed", "more than 2000 digits");
        rejects(&says(longest(6_645, sign).recip()), "well-formed", "more than 2000 digits");
        rejects(&says(longest(7_000, sign).recip()), "well-formed", "more than 2000 digits");
    }
}

/// The price of a step as FORMAT.md has it, in units of 200: the number of terms, and bits that are a multiple of 80.
fn price(terms: u64, bits: u64) -> u64 {
    assert!(bits.is_multiple_of(80));
    (terms + 4) * (1 + (bits / 80).pow(2))
}

/// `x·log AB − x·log AB = 0`, 80·m bits and 6 terms.
fn heavy(m: u64) -> Fact {
    let terms = vec![(longest(40 * m - 1, 1), Pt(0), Pt(1)), (longest(40 * m - 1, -1), Pt(0), Pt(1))];
    Fact::Log { terms, konst: vec![] }
}

/// The work of a certificate is the sum of prices of claims with their premises and multipliers, and exactly 3·10^10 is
/// still accepted. A price that is lower than written would let a certificate run for hours.
#[test]
fn work_is_counted_as_it_is_written_down() {
    let same = |s: &str| by_itself(same(s));
    // A large prime in a constant is worth 600 bits, a small one its exponent alone.
    let primes = |p: u64, bits: u64| Fact::Log {
        terms: vec![(longest(bits - 1, 1), Pt(0), Pt(1)), (longest(bits - 1, -1), Pt(0), Pt(1))],
        konst: vec![(p, q(1, 1)), (p, q(-1, 1))],
    };
    let cases: Vec<(Vec<Step>, u64)> = vec![
        (vec![same("AA")], price(2, 0)),
        (vec![by_itself(heavy(100))], price(6, 8_000)),
        (vec![by_itself(primes(997, 38))], price(8, 80)),
        (vec![by_itself(primes(1_009, 38))], price(8, 1_280)),
        // Premises count with the claim.
        (
            vec![by_itself(heavy(50)), by_itself(heavy(70)), step(heavy(30), Rule::Congruence, &[0, 1])],
            price(6, 4_000) + price(6, 5_600) + price(18, 12_000),
        ),
        // A multiplier of 79 bits has 80 with its denominator.
        (
            vec![by_itself(heavy(50)), step(heavy(30), Rule::Linear(vec![longest(79, 1)]), &[0])],
            price(6, 4_000) + price(12, 6_480),
        ),
    ];
    for (i, (steps, own)) in cases.into_iter().enumerate() {
        // Filled up to the bound with steps of known prices; the last step of the proof is one on a line.
        let mut rest = 150_000_000 - own - price(3, 0);
        let mut steps = steps;
        for m in (1..=166).rev() {
            while price(6, 80 * m) + 200 < rest {
                rest -= price(6, 80 * m);
                steps.push(by_itself(heavy(m)));
            }
        }
        let fill = [(same("AA"), price(2, 0)), (by_itself(coll("AAB")), price(3, 0))];
        while rest > 0 {
            let (s, cost) = if rest.is_multiple_of(6) { &fill[0] } else { &fill[1] };
            rest = rest.checked_sub(*cost).expect("the prices fill every sum from 30 on");
            steps.push(s.clone());
        }
        accepted(run(&trivial(steps.clone())));
        steps.push(same("AA"));
        let verdict = run(&trivial(steps));
        assert!(
            matches!(&verdict, Verdict::Rejected { expected, .. } if expected == "a certificate of moderate size"),
            "{i}"
        );
    }
}

/// Logarithms of what is no prime would name one number in two ways (log 9 = 2 log 3).
#[test]
fn constants_of_logarithms_are_primes() {
    let says = |n: u64| {
        let fact = Fact::Log { terms: vec![], konst: vec![(n, q(1, 1)), (n, q(-1, 1))] };
        run(&trivial(vec![by_itself(fact)]))
    };
    for n in 0..600u64 {
        if n > 1 && (2..n).all(|d| !n.is_multiple_of(d)) {
            accepted(says(n));
        } else {
            rejects(&says(n), "well-formed", &format!("log {n}, which is not"));
        }
    }
    // Pseudoprimes, products of neighbouring primes, and the square of the largest prime below 2^16.
    for n in [2_047, 3_277, 6_601, 62_745, 3_215_031_751, 65_521 * 65_519, 65_521 * 65_521] {
        rejects(&says(n), "well-formed", "which is not the logarithm of a prime");
    }
    accepted(says(65_521));
    // 2^32 − 5 is the largest prime below 2^32; 2^32 + 15 is the next one. Its root in divisions, not the number itself.
    let start = Instant::now();
    for _ in 0..20 {
        accepted(says(4_294_967_291));
    }
    assert!(start.elapsed().as_secs() < 5, "{:?}", start.elapsed());
    rejects(&says(4_294_967_311), "well-formed", "prime below 2^32");
}

/// AB = n turns into a sum of logarithms of primes: of all its primes, each as often as it divides.
#[test]
fn numbers_are_split_into_their_primes() {
    let split = |n: u64, d: u64, primes: &[(u64, i64)]| {
        let r = Q::new(n.into(), d.into());
        let konst: Vec<_> = primes.iter().map(|(p, e)| (*p, q(*e, 1))).collect();
        let hyps = [length(&[(1, "AB")], r)];
        run(&one_step(2, &hyps, &[], geo("len_log1", &p::<2>("AB"), false), log(&[(1, "AB")], &konst)))
    };
    for (n, d) in (1..150).map(|n| (n, 1)).chain((2..60).map(|d| (1, d))).chain([(12, 35), (49, 8), (121, 169)]) {
        let mut want = Vec::new();
        for (whole, sign) in [(n, 1), (d, -1)] {
            let mut k = whole;
            for p in 2..=whole {
                let mut e = 0;
                while k % p == 0 {
                    (k, e) = (k / p, e + sign);
                }
                if e != 0 {
                    want.push((p, e));
                }
            }
        }
        accepted(split(n, d, &want));
        want.push((151, 1));
        rejects(&split(n, d, &want), "conclusion", "");
    }
    for (n, primes) in [
        (65_521 * 65_521, vec![(65_521, 2)]),
        (65_521 * 65_519 * 4, vec![(2, 2), (65_519, 1), (65_521, 1)]),
        (4_294_967_291, vec![(4_294_967_291, 1)]),
        (4_294_967_291 * 3, vec![(3, 1), (4_294_967_291, 1)]),
        (65_537 * 2, vec![(2, 1), (65_537, 1)]),
    ] {
        accepted(split(n, 1, &primes));
    }
    // The trial ends: a product of two primes beyond 2^16 is not split, nor is a prime beyond 2^32.
    for n in [65_537 * 65_537, 4_294_967_311, 4_294_967_291 * 4_294_967_279, 0] {
        rejects(&split(n, 1, &[(65_537, 2)]), "a positive number whose primes are below 2^32", "");
    }
}

/// Bytes of a file and digits of its numbers.
#[test]
fn texts_and_their_numbers_are_bounded() {
    let (t, c) = trivial(vec![by_itself(length(&[(1, "AB"), (-1, "BA")], q(0, 1)))]);
    let text = to_json(&t, &c);
    let padded = |n: usize| format!("{text}{}", " ".repeat(n - text.len()));
    assert!(from_json(&t, &padded(MAX_BYTES)).is_ok());
    assert!(from_json(&t, &padded(MAX_BYTES + 1)).unwrap_err().to_string().contains("longer than"));
    let with = |k: String| {
        let changed = text.replacen("[\"1\",\"A\",\"B\"]", &format!("[\"{k}\",\"A\",\"B\"]"), 1);
        assert_ne!(changed, text);
        from_json(&t, &changed).map_err(|e| e.to_string())
    };
    let digits = |n: usize| "9".repeat(n);
    for (sign, n) in [("-", MAX_DIGITS), ("", MAX_DIGITS)] {
        assert!(with(format!("{sign}{}", digits(n))).is_ok());
        assert!(with(format!("{sign}1/{}", digits(n))).is_ok());
    }
    for long in
        [format!("-{}", digits(MAX_DIGITS + 1)), format!("1/{}", digits(MAX_DIGITS + 1)), digits(MAX_DIGITS + 2)]
    {
        assert!(with(long).unwrap_err().contains("more than 2000 digits"));
    }
}
