//! `prove export`: what the text for Coq says, that Coq accepts it, and that it rejects what has been changed.
//!
//! Where coqc is not installed, the tests that need it say so and pass.

use crate::run::{Folder, prove};
use std::path::Path;
use std::process::Command;

/// A theorem with a divisor, and its text from the theorem on.
fn exported(folder: &Folder, name: &str, fml: &str) -> String {
    let file = folder.file(&format!("{name}.fml"), fml);
    let out = folder.path(&format!("{name}.v"));
    prove(&["export", &file, "--to", "coq", "--out", &out]).expect(0, &[]);
    folder.read(&format!("{name}.v"))
}

const FRACTIONS: &str = "theorem fractions { real x, y assume x > 0 assume y > 0 show x/y + y/x >= 2 }\n";

#[test]
fn the_theorem_is_stated_over_the_reals() {
    let folder = Folder::new("export_statement");
    let text = exported(&folder, "fractions", FRACTIONS);
    let theorem = &text[text.find("Theorem fractions").expect("a theorem")..];
    let wanted = "\
Theorem fractions :
  forall x y : R,
  (* x > 0 *)
  (x > 0) ->
  (* y > 0 *)
  (y > 0) ->
  (* x/y + y/x >= 2 *)
  y <> 0 /\\ x <> 0 /\\ x / y + y / x >= 2.
Proof.
  intros x y hyp1 hyp2.
  pose (term2 := / y).
  pose (term3 := / x).
  pose (env := [x; y; term2; term3]).
";
    assert!(theorem.starts_with(wanted), "{theorem}");
    assert!(theorem.trim_end().ends_with("Print Assumptions fractions."), "{theorem}");
    assert!(text.contains("Lemma by_field") && !text.contains("Lemma weighted_means"), "the parts that it uses alone");
}

/// Points are any points of the plane; the frame of the lines is in the proof alone. Conditions of the certificate are assumed.
#[test]
fn a_theorem_with_points_is_stated_without_its_frame() {
    let folder = Folder::new("export_points");
    let source = "datasets/classic/altitudes_concur.fml";
    let out = folder.path("altitudes.v");
    prove(&["export", source, "--out", &out]).expect(0, &[]);
    let text = folder.read("altitudes.v");
    let theorem = &text[text.find("Theorem altitudes_concur").expect("a theorem")..];
    let (statement, proof) = theorem.split_once("Proof.").expect("a proof");
    for wanted in [
        "forall A B C D E F X_1 : point,",
        "(coll B C D) ->",
        "(perp A D B C) ->",
        "(~ coll A B C) ->",
        "(* concurrent(AD, BE, CF) *)\n  coll C F X_1.",
    ] {
        assert!(statement.contains(wanted), "{wanted}: {statement}");
    }
    assert!(!statement.contains("a condition of the proof"), "what the statement says is enough: {statement}");
    assert!(!statement.contains("seen") && proof.contains("seen"), "{statement}");
    assert!(text.contains("Lemma seen_cross") && !text.contains("Lemma cyclic_says"), "the parts that it uses alone");
}

/// Of a theorem with many points no proof under fewer conditions is looked for: those that it has are hypotheses.
#[test]
fn conditions_of_a_proof_are_hypotheses() {
    let folder = Folder::new("export_conditions");
    let out = folder.path("desargues.v");
    prove(&["export", "datasets/classic/desargues.fml", "--out", &out]).expect(0, &[]);
    let text = folder.read("desargues.v");
    let statement = &text[text.find("Theorem desargues").expect("a theorem")..];
    assert!(statement.split("Proof.").next().is_some_and(|s| s.contains("(* a condition of the proof *)")));
}

#[test]
fn what_is_not_exported_is_said() {
    let folder = Folder::new("export_refused");
    let steps = "datasets/classic/angle_bisector_converse.fml";
    prove(&["export", steps]).expect(2, &["not exported: its proof has steps of geometry"]);
    prove(&["export", steps, "--to", "lean"]).expect(2, &["not exported: it speaks of a figure"]);
    let open = folder.file("f.fml", "theorem f { real x show x^2 >= 1 }\n");
    prove(&["export", &open]).expect(2, &["not exported: it is not proved (CounterSatisfiable)"]);
    prove(&["export", &open, "--check"]).expect(64, &["--check wants --to coq and a folder"]);
    // A certificate of another theorem.
    let one = folder.file("one.fml", "theorem one { real x show x^2 >= 0 }\n");
    let cert = folder.path("one.json");
    prove(&[&one, "--cert", &cert]).expect(0, &[]);
    let two = folder.file("two.fml", "theorem one { real x show x^2 > 0 }\n");
    prove(&["export", &two, "--cert", &cert]).expect(2, &["the kernel does not accept the certificate"]);
    prove(&["export", &one, "--cert", &cert]).expect(0, &["Theorem one"]);
}

#[test]
fn lean_texts_say_that_nothing_has_checked_them() {
    let folder = Folder::new("export_lean");
    let file = folder.file("fractions.fml", FRACTIONS);
    let said = prove(&["export", &file, "--to", "lean"]);
    said.expect(0, &["Not machine-checked here", "theorem fractions (x y : ℝ)", "≠ 0"]);
}

/// Is coqc installed? Says so where it is not.
fn coqc() -> bool {
    let program = std::env::var_os("COQC").unwrap_or_else(|| "coqc".into());
    let found = Command::new(program).arg("-print-version").output().is_ok_and(|o| o.status.success());
    if !found {
        eprintln!("coqc not found: skipped");
    }
    found
}

/// What coqc says of a text: nothing where it accepts it.
fn rejection(folder: &Folder, name: &str, text: &str) -> Option<String> {
    let file = folder.file(&format!("{name}.v"), text);
    let program = std::env::var_os("COQC").unwrap_or_else(|| "coqc".into());
    let here = Path::new(&file).parent().expect("a folder");
    let out = Command::new(program).args(["-q", "-noglob"]).arg(&file).current_dir(here).output().expect("coqc runs");
    (!out.status.success()).then(|| String::from_utf8_lossy(&out.stderr).into_owned())
}

const MEDIAN: &str = "theorem median { triangle ABC point M = midpoint(B, C) show AB^2 + AC^2 = 2*AM^2 + 2*BM^2 }\n";

/// One theorem for each kind of line and of statement that the text has a form for.
const KINDS: &[(&str, &str)] = &[
    ("right_angle", "theorem right_angle { triangle ABC  assume AB^2 + AC^2 < BC^2  show obtuse(B, A, C) }"),
    ("obtuse_angle", "theorem obtuse_angle { triangle ABC  assume obtuse(B, A, C)  show BC^2 > AB^2 + AC^2 }"),
    ("acute_angle", "theorem acute_angle { triangle ABC  assume acute(B, A, C)  show BC^2 < AB^2 + AC^2 }"),
    ("divisors", "theorem divisors { real x, y assume x > 0 assume y > 0 show x/y + y/x >= 2 }"),
    ("roots", "theorem roots { real a, b assume a >= 0 assume b >= 0 show (a + b)/2 >= sqrt(a*b) }"),
    ("odd_roots", "theorem odd_roots { real x assume root(3, x) = 2 show x = 8 }"),
    ("absolute", "theorem absolute { real x, y show abs(x + y) <= abs(x) + abs(y) }"),
    ("extremes", "theorem extremes { real x, y show min(x, y) + max(x, y) = x + y }"),
    (
        "powers",
        "theorem powers { real p, x, y assume p > 0 assume p < 1 assume x > 0 assume y > 0 show p*x + (1 - p)*y >= x^p*y^(1 - p) }",
    ),
    ("solutions", "theorem solutions { real x, y assume x + y = 3 assume x*y = 2 solve x, y }"),
    ("either_way", "theorem either_way { real x show x^2 = 1 iff x = 1 or x = -1 }"),
    ("found", "theorem found { real x assume 2*x = 3 find x^2 }"),
    ("figure", "theorem figure { triangle ABC show area(A, B, C) <= AB*AC/2 }"),
    (
        "altitudes",
        "theorem altitudes { triangle ABC point D = foot(A, BC) point E = foot(B, CA) point F = foot(C, AB) show concurrent(AD, BE, CF) }",
    ),
    ("golden", "theorem golden { real x assume x = 1 + 1/x, x > 0 solve x }"),
    ("order_of_powers", "theorem order_of_powers { real a, x, y assume a > 1, x < y show a^x < a^y }"),
    ("exponents", "theorem exponents { real x show 4^x - 3*2^x + 2 = 0 iff x = 0 or x = 1 }"),
    ("contrary", "theorem contrary { real x assume not (x > 0 and x < 1) assume x > 0 show x >= 1 }"),
];

#[test]
fn coq_accepts_every_kind_of_line() {
    if !coqc() {
        return;
    }
    let folder = Folder::new("export_kinds");
    let out = folder.path("out");
    let checked = |name: &str| {
        let said = prove(&["export", &folder.path(&format!("{name}.fml")), "--out", &out, "--check", "--quiet"]);
        said.expect(0, &["exported                         1", "rejected                         0", "sig_forall_dec"]);
    };
    for (name, fml) in KINDS {
        folder.file(&format!("{name}.fml"), fml);
        checked(name);
    }
    // The same against the support, compiled once.
    let file = folder.path("altitudes.fml");
    let once = ["export", &file, "--out", &folder.path("once"), "--check", "--support-once", "--quiet"];
    prove(&once).expect(0, &["exported                         1", "rejected                         0"]);
    assert!(folder.read("once/support/altitudes.v").contains("Require Import Euclase."));
    // A text that has been changed is written and checked anew.
    let text = folder.read("out/found.v");
    let changed = text.replace("9 / 4", "9 / 5");
    assert_ne!(changed, text);
    folder.file("out/found.v", changed);
    checked("found");
    assert_eq!(folder.read("out/found.v"), text);
}

/// A certificate with these variables of its own, lines and goals.
fn certificate(name: &str, reals: &str, lines: &str, goals: &str) -> String {
    let count = vec!["0"; goals.matches("lines").count()].join(",");
    format!(
        "{{\"format\":\"euclase-certificate\",\"version\":1,\"theorem\":\"{name}\",\"aux\":[],\"steps\":[],\"discharges\":[],\
         \"goals\":[{count}],\"algebra\":{{\"reals\":[{reals}],\"lines\":[{lines}],\"goals\":[{goals}]}}}}"
    )
}

#[test]
fn coq_accepts_rules_that_the_prover_seldom_uses() {
    if !coqc() {
        return;
    }
    let folder = Folder::new("export_rules");
    let checked = |name: &str, fml: &str, cert: &str| {
        let file = folder.file(&format!("{name}.fml"), fml);
        let cert = folder.file(&format!("{name}.json"), cert);
        let said = prove(&["export", &file, "--cert", &cert, "--out", &folder.path("out"), "--check", "--quiet"]);
        said.expect(0, &["exported                         1", "rejected                         0"]);
        folder.read(&format!("out/{name}.v"))
    };
    // Lines about all values, among them a supposition, used for others.
    let lines = r#"
        {"claim":[[["+",["^","u","2"],["^","v","2"],["*","-2","u","v"]],">=","0"]],"rule":{"kind":"order",
         "multiplier":[{"coefficient":"1"}],"terms":[{"coefficient":"1","squares":[["+","u",["-","v"]]]}]}},
        {"claim":[[["+",["^","a","2"],["^","b","2"]],">=",["*","2","a","b"]]],
         "rule":{"kind":"instance","values":[["u","a"],["v","b"]]},"premises":[0]},
        {"claim":[["u",">","0"]],"rule":{"kind":"suppose"}},
        {"claim":[["u","!=","0"]],"rule":{"kind":"weaken"},"premises":[2]},
        {"claim":[[["*","u",["/","1","u"]],"=","1"]],"rule":{"kind":"lemma","name":"inverse","terms":["u"]},"premises":[3]},
        {"claim":[[["/","1","u"],">","0"]],"rule":{"kind":"order","multiplier":[{"coefficient":"1","factors":[0]}],
         "terms":[{"coefficient":"1"}],"cofactors":[[1,"1"]]},"premises":[2,4]},
        {"claim":[[["+",["^","a","2"],"1"],">","0"]],"rule":{"kind":"order","multiplier":[{"coefficient":"1"}],
         "terms":[{"coefficient":"1","squares":["a"]},{"coefficient":"1"}]}},
        {"claim":[[["/","1",["+",["^","a","2"],"1"]],">","0"]],
         "rule":{"kind":"instance","values":[["u",["+",["^","a","2"],"1"]]]},"premises":[5,6]},
        {"claim":[[["+",["^","a","2"],"1"],"!=","0"]],"rule":{"kind":"weaken"},"premises":[6]}"#;
    let text = checked(
        "instances",
        "theorem instances { real a, b assume a > 0 show a^2 + b^2 >= 2*a*b show 1/(a^2 + 1) > 0 }\n",
        &certificate("instances", r#""u","v""#, lines, r#"{"lines":[1]},{"lines":[8,7]}"#),
    );
    assert!(text.contains("(* 1/(a^2 + 1) > 0 *)") && !text.contains("1/u"), "only what is used is written");
    // Functions of two arguments, one within another, and a comparison that is not an equation.
    let lines = r#"
        {"claim":[["x","=","y"]],"rule":{"kind":"given","index":0}},
        {"claim":[["u","=",["+","v","x"]]],"rule":{"kind":"given","index":1}},
        {"claim":[[["abs",["min","x","u"]],">",["max","u","1"]]],"rule":{"kind":"given","index":2}},
        {"claim":[[["abs",["min","y",["+","v","y"]]],">",["max",["+","y","v"],"1"]]],"rule":{"kind":"congruence"},"premises":[0,1,2]},
        {"claim":[[["min","x","u"],"=",["min","y",["+","v","y"]]]],"rule":{"kind":"congruence"},"premises":[0,1]}"#;
    checked(
        "arguments",
        "theorem arguments { real x, y, u, v assume x = y, u = v + x, abs(min(x, u)) > max(u, 1) \
         show abs(min(y, v + y)) > max(y + v, 1) show min(x, u) = min(y, v + y) }\n",
        &certificate("arguments", "", lines, r#"{"lines":[3]},{"lines":[4]}"#),
    );
    // Fractions as exponents in lemmas of powers.
    let lines = r#"
        {"claim":[["a",">","0"]],"rule":{"kind":"given","index":0}},
        {"claim":[["a","!=","0"]],"rule":{"kind":"weaken"},"premises":[0]},
        {"claim":[["a",">=","0"]],"rule":{"kind":"weaken"},"premises":[0]},
        {"claim":[[["^","a","1/6"],"=",["*",["^","a","1/2"],["^","a","-1/3"]]]],
         "rule":{"kind":"lemma","name":"power_sum","terms":["a","1/2","-1/3"]},"premises":[0]},
        {"claim":[[["^",["^","a","1/2"],"-2"],"=",["^","a","-1"]]],
         "rule":{"kind":"lemma","name":"power_power","terms":["a","1/2","-2"]},"premises":[0]},
        {"claim":[[["^","a","-1/2"],">","0"]],"rule":{"kind":"lemma","name":"power_sign","terms":["a","-1/2"]},"premises":[0]},
        {"claim":[[["^","a","1/2"],">","0"]],"rule":{"kind":"lemma","name":"power_sign","terms":["a","1/2"]},"premises":[0]},
        {"claim":[[["^","a","1/2"],"!=","0"]],"rule":{"kind":"weaken"},"premises":[6]}"#;
    checked(
        "roots_as_powers",
        "theorem roots_as_powers { real a assume a > 0 show a^(-1/2) > 0 \
         show a^(1/6) = a^(1/2)*a^(-1/3) show (a^(1/2))^(-2) = a^(-1) }\n",
        &certificate("roots_as_powers", "", lines, r#"{"lines":[0,5]},{"lines":[2,0,3]},{"lines":[2,7,1,4]}"#),
    );
}

#[test]
fn coq_rejects_what_has_been_changed() {
    if !coqc() {
        return;
    }
    let folder = Folder::new("export_mutants");
    let text = exported(&folder, "fractions", FRACTIONS);
    assert_eq!(rejection(&folder, "fractions", &text), None);
    let proof = text.find("Theorem fractions").expect("a theorem");
    let mut tried = 0;
    // Another conclusion, other hypotheses, other numbers in the lines: each number by itself, after the statement.
    for (from, to) in [
        ("+ y / x >= 2.", "+ y / x >= 3."),
        ("+ y / x >= 2.", "+ y / x > 2."),
        ("(y > 0) ->", "(y < 0) ->"),
        ("(x > 0) ->", "(x >= 0) ->"),
    ] {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text, "{from}");
        tried += 1;
        assert!(rejection(&folder, &format!("mutant{tried}"), &changed).is_some(), "accepted with {to}");
    }
    let start = proof + text[proof..].find("Product").expect("a sum of squares");
    let end = start + text[start..].find("check.").expect("its end");
    let digits = text[start..end].char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| start + i);
    for at in digits.take(4) {
        let digit = text[at..].chars().next().and_then(|c| c.to_digit(10)).expect("a digit");
        let changed = format!("{}{}{}", &text[..at], (digit + 1) % 10, &text[at + 1..]);
        tried += 1;
        assert!(
            rejection(&folder, &format!("mutant{tried}"), &changed).is_some(),
            "accepted: {}",
            &changed[start..end]
        );
    }
    assert!(tried > 5);
    // A figure: another hypothesis, none, another goal; the clause of another fact.
    let figure = exported(&folder, "median", MEDIAN);
    for (from, to) in [
        ("(len M B = len M C) ->", "(len M B = len A C) ->"),
        ("(coll B C M) ->", "(coll B C A) ->"),
        ("  (coll B C M) ->", "  True ->"),
        ("= 2 * (len A M) ^ 2", "= 3 * (len A M) ^ 2"),
    ] {
        let changed = figure.replacen(from, to, 1);
        assert_ne!(changed, figure, "{from}");
        tried += 1;
        assert!(rejection(&folder, &format!("mutant{tried}"), &changed).is_some(), "accepted with {to}");
    }
    // An axiom is told, whatever else is in order.
    let cheat = text.replace("Theorem fractions", "Axiom cheat : False.\nTheorem fractions").replacen("Proof.\n  intros x y", "Proof.\n  exfalso; exact cheat.\nQed.\nLemma other : forall x y : R, x > 0 -> y > 0 -> y <> 0 /\\ x <> 0 /\\ x / y + y / x >= 2.\nProof.\n  intros x y", 1);
    assert_eq!(rejection(&folder, "cheat", &cheat), None);
    let file = folder.path("cheat.v");
    let program = std::env::var_os("COQC").unwrap_or_else(|| "coqc".into());
    let limit = std::time::Duration::from_secs(300);
    let verdict =
        euclase::export::coq::run::check(Path::new(&program), Path::new(&file), limit, &|| false).expect("coqc runs");
    assert_eq!(verdict, euclase::export::coq::run::Verdict::Rejected("it assumes cheat".into()));
}

/// A program in the place of coqc, which does this with a text.
#[cfg(unix)]
fn instead(folder: &Folder, name: &str, does: &str) -> String {
    use std::os::unix::fs::PermissionsExt;
    let script = format!("#!/bin/sh\n[ \"$1\" = -print-version ] && echo 0.0 4 && exit 0\n{does}\n");
    let file = folder.file(name, &script);
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(0o755)).expect("a program");
    file
}

/// `prove` with that coqc.
#[cfg(unix)]
fn by(args: &[&str], coqc: &str) -> super::run::Said {
    super::run::finish(super::run::command(args).env("COQC", coqc).spawn().expect("`prove` starts"), Vec::new())
}

/// A coqc that runs out of stack or memory has rejected nothing; one that says that the text is wrong has.
#[cfg(unix)]
#[test]
fn a_coqc_that_gives_out_rejects_nothing() {
    let folder = Folder::new("export_gives_out");
    let fml = folder.file("square.fml", "theorem square { real x show x^2 >= 0 }\n");
    let out = folder.path("out");
    for (does, code, says) in [
        (
            "echo 'Error: Stack overflow.' >&2; exit 1",
            0,
            ["coqc gave out                    1", "square: stack overflow"],
        ),
        (
            "echo 'Error: Out of memory.' >&2; exit 1",
            0,
            ["coqc gave out                    1", "square: out of memory"],
        ),
        ("kill -SEGV $$", 0, ["coqc gave out                    1", "square: ended by a signal"]),
        (
            "echo 'Error: No such line.' >&2; exit 1",
            1,
            ["rejected                         1", "square: Error: No such"],
        ),
    ] {
        let program = instead(&folder, "coqc.sh", does);
        let args = ["export", &fml, "--out", &out, "--check", "--quiet"];
        by(&args, &program).expect(code, &says);
        assert!(!std::path::Path::new(&folder.path("out/square.accepted")).exists(), "{does}");
    }
    // It may have more stack than the usual 8 MB, where the system lets it.
    let program = instead(
        &folder,
        "stack.sh",
        "s=$(ulimit -s); h=$(ulimit -H -s); [ \"$s\" = \"$h\" ] || [ \"$s\" -ge 4194304 ] || exit 1; echo Closed under the global context",
    );
    let args = ["export", &fml, "--out", &out, "--check", "--quiet"];
    by(&args, &program).expect(0, &["rejected                         0"]);
}

/// The support as it stands in the repository is what Coq accepts, and it assumes nothing of its own.
#[test]
fn coq_accepts_the_support() {
    if !coqc() {
        return;
    }
    let folder = Folder::new("export_support");
    let support: String = ["Euclase.v", "Plane.v"]
        .map(|f| std::fs::read_to_string(format!("{}/provers/coq/{f}", env!("CARGO_MANIFEST_DIR"))).expect("a file"))
        .concat();
    for word in ["Admitted", "admit", "Axiom", "Parameter", "Conjecture"] {
        assert!(!support.contains(word), "{word} in the support");
    }
    assert_eq!(rejection(&folder, "Euclase", &support), None);
}

#[test]
fn documents_in_every_form_and_language() {
    let f = Folder::new("documents");
    let file = "datasets/classic/orthocenter_reflection_in_side.fml";
    for (form, ending, words) in [
        ("tex", "tex", "\\begin{tikzpicture}"),
        ("typst", "typ", "#image(bytes("),
        ("html", "html", "<svg"),
        ("md", "md", ".svg)"),
    ] {
        let path = f.path(&format!("t.{ending}"));
        prove(&["export", file, "--to", form, "--out", &path]).expect(0, &[]);
        let text = f.read(&format!("t.{ending}"));
        assert!(text.contains(words.trim_start_matches('#')) && text.contains("orthocentre of triangle"), "{text}");
        let chinese = prove(&["export", file, "--to", form, "--language", "zh"]);
        chinese.expect(0, &["垂心", "求证"]);
    }
    assert!(f.names().contains(&"orthocenter_reflection_in_side.svg".to_string()));
    prove(&["export", file, "--to", "tex", "--cert", "c.json"]).expect(64, &["--cert is for Coq and Lean"]);
    prove(&["export", "datasets/false/second_meeting_merged.fml", "--to", "md"]).expect(1, &["The statement is false"]);
    // Several theorems: a folder.
    let folder = f.path("pages");
    prove(&["export", file, "datasets/classic/euler_line.fml", "--to", "html", "--out", &folder]).expect(0, &[]);
    assert!(f.read("pages/euler_line.html").starts_with("<!DOCTYPE html>"));
}

#[test]
fn figures_as_png() {
    let f = Folder::new("png");
    let path = f.path("f.png");
    let said = prove(&["draw", "datasets/classic/euler_line.fml", "--out", &path]);
    // (A machine without fonts says so.)
    if said.code == Some(74) {
        said.expect(74, &["no font is installed"]);
        return;
    }
    said.expect(0, &[]);
    let bytes = std::fs::read(&path).expect("a file");
    assert!(bytes.starts_with(b"\x89PNG") && bytes.len() > 5_000);
}
