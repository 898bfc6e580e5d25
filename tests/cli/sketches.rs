//! Sketches are judged line by line: every file of `datasets/sketch` says what each of its lines deserves.

use crate::run::{dataset, prove, prove_with};

/// Verdicts, in the words of JSON turned into those of the data set.
fn verdicts(json: &str) -> Vec<(u64, String)> {
    let answer: serde_json::Value = serde_json::from_str(json).expect("JSON");
    let lines = answer["sketch"].as_array().cloned().unwrap_or_default();
    let word = |l: &serde_json::Value| match l["verdict"].as_str() {
        Some("false-in-picture") => "false in the picture".to_string(),
        other => other.expect("a verdict").replace('-', " "),
    };
    lines.iter().map(|l| (l["line"].as_u64().expect("a line"), word(l))).collect()
}

#[test]
fn every_line_gets_the_verdict_that_the_file_says() {
    let mut wrong = Vec::new();
    let mut lines = 0;
    for path in dataset("sketch") {
        let text = std::fs::read_to_string(&path).expect("UTF-8");
        let numbered = text.lines().enumerate();
        let wanted: Vec<(u64, String)> = numbered
            .filter_map(|(i, l)| l.split_once("# expect: ").map(|(_, v)| (i as u64 + 1, v.trim().to_string())))
            .collect();
        let said = prove(&[path.to_str().expect("UTF-8"), "--format", "json"]);
        let got = verdicts(&said.out);
        lines += wanted.len();
        if got != wanted {
            wrong.push(format!("{}:\n  wanted {wanted:?}\n  got    {got:?}", path.display()));
        }
    }
    assert!(lines >= 50, "{lines}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn judged(sketch: &str) -> (Option<i32>, String) {
    let text =
        format!("theorem t {{\n triangle ABC\n point M = midpoint(B, C)\n show AM = AM\n proof {{\n{sketch}\n }}\n}}");
    let said = prove_with(&["-"], text);
    (said.code, said.all())
}

fn expect_lines(sketch: &str, words: &[&str]) {
    let (_, all) = judged(sketch);
    let mut rest = all.as_str();
    for w in words {
        let at = rest.find(w).unwrap_or_else(|| panic!("`{w}` is not (in this order) in\n{all}"));
        rest = &rest[at + w.len()..];
    }
}

#[test]
fn a_point_that_does_not_exist_takes_its_own_lines_along_and_no_others() {
    expect_lines(
        "point N = midpoint(A, C)\npoint X = meet(MN, AB)\npoint Y = midpoint(X, C)\nhave XA = XC\npoint L = midpoint(A, B)\nhave 2*LN = BC",
        &[
            "line 6: point N",
            "proved",
            "line 7: point X",
            "no such construction: there is no such point in the picture: it needs MN ∦ AB",
            "line 8: point Y",
            "no such construction: it speaks of X",
            "line 9: have XA",
            "no such construction: it speaks of X",
            "line 10: point L",
            "proved",
            "line 11: have 2*LN",
            "proved",
        ],
    );
}

#[test]
fn what_is_assumed_never_proves_the_theorem() {
    // The goal itself is assumed, as nobody can show it; then it follows. The theorem does not.
    let text = "theorem t {
      point A, B, C, D
      assume AB = CD, AC = BD
      show AB perp CD
      proof {
        have AB perp CD
        have dangle(AB, CD) = 90 deg
        show AB perp CD
      }
    }";
    let said = prove_with(&["-"], text);
    said.assert_no_theorem();
    assert_ne!(said.code, Some(0));
}

#[test]
fn a_definition_that_leaves_the_point_free_is_no_construction() {
    expect_lines(
        "point X on AB\nhave collinear(X, A, B)",
        &["line 6:", "no such construction", "line 7:", "no such construction"],
    );
}

#[test]
fn a_line_with_a_false_and_a_true_claim_is_false() {
    expect_lines("have MB = MC, MA = MB\nhave MB = MC", &["line 6:", "false in the picture", "line 7:", "proved"]);
}

#[test]
fn conditions_of_the_statement_may_be_restated() {
    expect_lines("have not collinear(A, B, C)\nhave B != C", &["line 6:", "proved", "line 7:", "proved"]);
}

#[test]
fn the_argument_for_a_false_goal_is_judged_too() {
    let said = prove(&["datasets/sketch/every_triangle_isosceles.fml"]);
    said.assert_no_theorem()
        .expect(1, &["CounterSatisfiable", "Your sketch", "false in the picture", "Counterexample"]);
}

#[test]
fn a_sketch_leads_where_the_closure_is_stuck() {
    // Without its points the theorem is not found; with them the kernel accepts a proof that uses them.
    let led = std::fs::read_to_string("datasets/sketch/butterfly_led.fml").expect("UTF-8");
    let (statement, _) = led.split_once("  proof {").expect("a sketch");
    prove_with(&["-", "--prover", "closure"], format!("{statement}}}")).expect(2, &["SZS status Unknown"]);
    prove_with(&["-", "--prover", "closure"], led)
        .expect(0, &["SZS status Theorem", "Auxiliary points", "midpoint(A, D)"]);
}

#[test]
fn a_claim_that_holds_in_some_pictures_only_is_false() {
    // P may lie on either arc; which one the first picture shows is no reason.
    let text = "theorem t {
      triangle ABC
      point P on circle(A, B, C) other than A, B, C
      show cyclic(A, B, C, P)
      proof { have angle(A, C, B) = angle(A, P, B) }
    }";
    for seed in ["0", "1", "2"] {
        let said = prove_with(&["-", "--seed", seed], text);
        said.expect(0, &["false in the picture"]);
    }
}

fn numbers(body: &str) -> (Option<i32>, String) {
    let said = prove_with(&["-"], format!("theorem t {{\n{body}\n}}"));
    (said.code, said.all())
}

#[test]
fn a_chain_of_comparisons_says_what_it_says_of_its_ends() {
    let chain = "calc (a + b)^2 = (a - b)^2 + 4*a*b >= 4*a*b > 0";
    let (code, all) = numbers(&format!("real a, b > 0\nshow (a + b)^2 > 0\nproof {{\n{chain}\n}}"));
    assert_eq!(code, Some(0), "{all}");
    for line in ["(a + b)^2 = (a - b)^2 + 4*a*b\n    proved", "4*a*b > 0\n    proved", "(a + b)^2 > 0\n    proved"] {
        assert!(all.contains(line), "`{line}` is not in\n{all}");
    }
    // Links in both directions say nothing of the ends.
    let (_, all) = numbers("real a\nshow a = a\nproof {\ncalc a < a + 1 > a - 1\n}");
    assert!(!all.contains("a < a - 1") && !all.contains("a > a - 1\n"), "{all}");
}

#[test]
fn cases_are_told_as_cases_and_have_to_be_all() {
    let goal = "real x\nshow abs(x)^2 = x^2\nproof {";
    let (code, all) = numbers(&format!(
        "{goal}\ncase x >= 0 {{\nhave abs(x) = x\n}}\ncase x < 0 {{\nhave abs(x) = -x\n}}\nshow abs(x)^2 = x^2\n}}"
    ));
    assert_eq!(code, Some(0), "{all}");
    for part in ["Case x ≥ 0.", "Case x < 0.", "[in each case]"] {
        assert!(all.contains(part), "`{part}` is not in\n{all}");
    }
    let body = "real x, y\nassume x*y = x\nshow x > 100\nproof {\ncase x = 1 {\nhave y = 1\n}\ncase x = 2 {\nhave y = 1\n}\nshow y = 1\n}";
    let (_, all) = numbers(body);
    assert!(all.contains("show y = 1\n    false: for x = 0"), "{all}");
}

#[test]
fn what_was_not_found_never_enters_a_proof() {
    let body = "real x\nassume x >= pi\nshow x > 3\nproof {\nhave pi > 3\nshow x > 3\n}";
    let (code, all) = numbers(body);
    assert_eq!(code, Some(2), "{all}");
    assert!(
        all.contains("not found") && all.contains("proved: if the lines before it that were not found hold"),
        "{all}"
    );
    assert!(!all.contains("SZS status Theorem"), "{all}");
}

#[test]
fn a_case_that_ends_in_its_opposite_is_a_proof_by_contradiction() {
    let body =
        "real x\nassume x^3 + x >= 2\nshow x >= 1\nproof {\ncase x < 1 {\nhave x^2 + x + 2 > 0\nhave x >= 1\n}\n}";
    let (code, all) = numbers(body);
    assert_eq!(code, Some(0), "{all}");
    assert!(all.contains("otherwise x < 1") || all.contains("by contradiction"), "{all}");
}

#[test]
fn suppositions_of_a_case_do_not_leak() {
    // Under x != 0 only is 1/x defined; the goal is not proved by what holds in the case.
    let body = "real x\nshow x^2 > 0\nproof {\ncase x != 0 {\nhave x/x = 1\nhave x^2 > 0\n}\nshow x^2 > 0\n}";
    let (code, all) = numbers(body);
    assert_eq!(code, Some(1), "{all}");
    assert!(all.contains("show x^2 > 0\n    false: for x = 0"), "{all}");
}
