//! Statements of algebra: samples against the files beside them, what is refused and why, and the public sets.

use super::super::{ImportError, import};
use super::{samples, shared};

const SAMPLES: [&str; 2] = ["lean", "sympy"];

fn sample(name: &str) -> String {
    std::fs::read_to_string(samples().join(format!("{name}.jsonl"))).expect("the sample is there")
}

/// The one answer for a Lean statement in one text.
fn read(statement: &str) -> Result<String, ImportError> {
    let mut all = import(&serde_json::json!({ "set": "s", "statement": statement }).to_string());
    assert_eq!(all.len(), 1);
    all.remove(0).result
}

/// The statements between the braces.
fn lines(statement: &str) -> Vec<String> {
    let text = read(statement).unwrap_or_else(|e| panic!("{statement}: {e}"));
    text.lines().filter_map(|l| l.strip_prefix("  ")).map(str::to_string).collect()
}

/// To renew the files after a deliberate change: `EUCLASE_BLESS=1 cargo test import`, and read the difference.
#[test]
fn samples_become_the_files_beside_them() {
    for name in SAMPLES {
        let mut made = String::new();
        for record in import(&sample(name)) {
            match record.result {
                Ok(text) => {
                    assert_eq!(euclase_grammar::format(&text).as_deref(), Ok(text.as_str()), "{}", record.name);
                    made.push_str(&format!("{text}\n"));
                }
                Err(e) => panic!("{name}.jsonl: {}: {e}", record.name),
            }
        }
        let path = samples().join(format!("{name}.fml"));
        if std::env::var_os("EUCLASE_BLESS").is_some() {
            std::fs::write(&path, &made).expect("writable");
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), made, "{name}.fml");
    }
}

#[test]
fn precedences_are_those_of_lean() {
    let goal = |g: &str| lines(&format!("(a b c : ℝ) : {g}")).pop().unwrap_or_default();
    assert_eq!(goal("-a^2 = 0"), "show -a^2 = 0");
    assert_eq!(goal("a - b - c = a - (b - c)"), "show a - b - c = a - (b - c)");
    assert_eq!(goal("a / b / c = a / (b * c)"), "show a/b/c = a/(b*c)");
    assert_eq!(goal("-a * -b = 2^3^2"), "show -a*(-b) = 2^(3^2)");
    assert_eq!(goal("(-a)^2 - -b = b⁻¹^2"), "show (-a)^2 - (-b) = (1/b)^2");
    assert_eq!(goal("max a b - c = abs a * 2"), "show max(a, b) - c = abs(a)*2");
    assert_eq!(goal("¬ a = b ∨ a < b ∧ b < c"), "show a != b or a < b and b < c");
    assert_eq!(goal("¬ a / b < 1"), "show not a/b < 1");
    assert_eq!(goal("a = b ∧ b = c ↔ b = a ∧ c = a"), "show a = b and b = c iff b = a and c = a");
}

#[test]
fn false_goals_keep_their_meaning() {
    assert_eq!(
        lines("(a b : ℚ) (h1 : a < b) (h2 : b < a) : false"),
        ["real a, b", "assume a < b", "show b >= a"],
        "the last hypothesis is turned round"
    );
    let undefined = "(a : ℚ) (h2 : 1/a = 0) : false";
    assert_eq!(lines(undefined), ["real a", "show not 1/a = 0"]);
    assert!(read(": false").is_err_and(|e| e.message.contains("from nothing")));
}

#[test]
fn what_the_language_cannot_say_is_out_of_scope() {
    let cases = [
        ("(n : ℕ) : n + 1 > n", 11, "integers and natural numbers (`n`)"),
        ("(z : ℂ) : z * z = z^2", 11, "complex numbers (`z`)"),
        ("(x : ZMod 7) : x + x = 2 * x", 16, "residues modulo a number (`x`)"),
        ("(x : ℝ) : Real.log x ≤ x - 1", 11, "logarithms, exponentials and trigonometry (`Real.log`)"),
        ("(x : ℚ) : x.num = 1", 11, "integers and natural numbers (`x.num`)"),
        ("(x : ℝ) (h : nat.prime 7) : x = x", 14, "integers and natural numbers (`nat.prime`)"),
        ("(x : ℝ) : ∑ i, x = 0", 11, "sums and products over sets (`∑`)"),
        ("(x : ℝ) : ∃ y, y > x", 11, "existence (`∃`)"),
        ("(x : ℝ) : x^(1/2) = x", 14, "integers and natural numbers: a difference or quotient of numbers as exponent"),
        (": 1 / 2 = 0", 3, "integers and natural numbers: numbers without a type"),
        (": (1 : ℤ) - 2 < 0", 3, "integers and natural numbers"),
        (": ∀ x, x = x", 5, "the type of `x` is not said here"),
        (": ∀ x : ℕ, x = x", 12, "integers and natural numbers (`x`)"),
        ("(f : ℝ → ℝ) (h : f 1 = 2) : f 2 = 4", 18, "the function `f` has no definition"),
        ("(f : ℝ → ℝ) (h : ∀ x, x > 0 → f x = x) : f 2 = 2", 31, "the function `f` has no definition"),
        ("(R : Type) [comm_ring R] (a : R) : a = a", 36, "elements of a ring that need be no field (`a`)"),
        ("(t : T) : t = t", 11, "the type `T`"),
        ("(h : (2 : ℚ) > 3) : (1 : ℚ) = 1", 1, "the language refuses the statement"),
    ];
    let (mut places, mut expected) = (Vec::new(), Vec::new());
    for (statement, column, message) in cases {
        let Err(e) = read(statement) else { panic!("{statement} was read") };
        // `{"set":"s","statement":"` stands before the statement.
        let before = if column == 1 { 0 } else { 24 };
        assert!(e.out_of_scope && e.message.contains(message), "{statement}: {e}");
        places.push((statement, e.line, e.column));
        expected.push((statement, 1, before + column));
    }
    assert_eq!(places, expected);
}

#[test]
fn what_is_not_understood_is_told() {
    let cases = [
        ("(x : ℝ) : x + = 1", "`=` is not expected here"),
        ("(x : ℝ) : x + 1 =", "the statement ends too early"),
        ("(x : ℝ) : (x + 1 = 2", "the statement ends too early; `)` is"),
        ("(x : ℝ : x = 2", "this bracket is not closed"),
        ("(x : ℝ) x = 2", "`:` and a goal are expected"),
        ("(x : ℝ) : y = 2", "the name `y` is not declared"),
        ("(x : ℝ) : x 2 = 2", "`x` is no function here"),
        ("(x : ℝ) : max x = 2", "`max` has 1 arguments where it takes 2"),
        ("(x : ℝ) : ∀ x : ℝ, x = 2", "`x` is declared twice"),
    ];
    for (statement, message) in cases {
        let Err(e) = read(statement) else { panic!("{statement} was read") };
        assert!(!e.out_of_scope && e.message.contains(message), "{statement}: {e}");
    }
    for (record, message) in [
        ("{\"name\": \"x\"}", "a record without"),
        ("{\"name\": ", "not a JSON object"),
        ("{\"goal_ge_0\": \"log(x)\"}", "out of scope: the function `log`"),
        ("{\"goal_ge_0\": \"x + \"}", "the expression ends too early"),
        ("{\"goal_ge_0\": \"x\", \"eq_0\": 1}", "no list of texts"),
        ("{\"goal\": \"x = 1\", \"types\": [1]}", "no list of `[[names], type]`"),
    ] {
        let e = import(record).remove(0).result.expect_err(record);
        assert!(e.to_string().contains(message), "{record}: {e}");
    }
}

#[test]
fn a_record_that_fails_does_not_stop_the_next() {
    let text = format!("{{}}\n\n{}", sample("sympy"));
    let all = import(&text);
    assert!(all[0].result.is_err() && all[1..].iter().all(|i| i.result.is_ok()));
    assert_eq!(all[1].line, 3);
}

#[test]
fn nesting_is_bounded() {
    for (open, close) in [("(", ")"), ("-", ""), ("¬ ", ""), ("|", "|"), ("2^", "")] {
        let deep = format!("(x : ℝ) : {}x{} = 1", open.repeat(100_000), close.repeat(100_000));
        assert!(read(&deep).is_err_and(|e| e.message.contains("deep") || e.message.contains("more than")), "{open}");
        let record = serde_json::json!({ "goal_ge_0": format!("{}x{}", open.repeat(5_000), close.repeat(5_000)) });
        assert!(import(&record.to_string()).remove(0).result.is_err());
    }
    let long = format!("(x : ℝ) : {}x = 1", "x + ".repeat(5_000));
    assert!(read(&long).is_ok() || read(&long).is_err_and(|e| e.message.contains("language")));
    let inverses = format!("(x : ℝ) : x{} = 1", "⁻¹".repeat(5_000));
    assert!(read(&inverses).is_err_and(|e| e.message.contains("deep")));
}

#[test]
fn the_public_sets_are_read() {
    for (name, all, least) in [("mo-int-20", 20, 20), ("minif2f_valid_real", 84, 71), ("mathlib3_tests", 208, 108)] {
        let Some(text) = shared(&format!("algebra/{name}.jsonl")) else { continue };
        let records = import(&text);
        assert_eq!(records.len(), all, "{name}");
        let good = records.iter().filter(|r| r.result.is_ok()).count();
        assert!(good >= least, "{name}: {good} of {least}");
    }
}

/// Signs that mean something in one of the notations, put anywhere and left out anywhere.
#[test]
fn no_record_is_too_odd() {
    let signs: Vec<char> = "()[]{}|:,∀∧→¬↔⁻¹^*/-+=<≠.'0x«↑·\\\"".chars().collect();
    let mut state = 1u64;
    let mut random = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for line in SAMPLES.map(sample).iter().flat_map(|t| t.lines()) {
        for _ in 0..60 {
            let mut chars: Vec<char> = line.chars().collect();
            for _ in 0..=random(3) {
                let at = random(chars.len() - 1) + 1;
                match random(3) {
                    0 => drop(chars.remove(at)),
                    1 => chars.insert(at, signs[random(signs.len())]),
                    _ => chars[at] = signs[random(signs.len())],
                }
            }
            let text: String = chars.into_iter().collect();
            for imported in import(&text) {
                if let Ok(fml) = imported.result {
                    assert_eq!(euclase_grammar::format(&fml).as_deref(), Ok(fml.as_str()), "{text}");
                }
            }
        }
    }
}
