//! The answer as text, JSON and Markdown; certificates, good and tampered with.

use crate::run::{Folder, THALES, prove, prove_with};

const IMO: &str = "datasets/imo/imo_2000_p1.fml";
const REFUTED: &str = "datasets/false/thales_no_diameter.fml";
const UNKNOWN: &str = "datasets/classic/butterfly.fml";

#[test]
fn text() {
    let said = prove(&[IMO]);
    said.expect(0, &["Given", "Proved", "EP = EQ", "Proof", "   1. ", "[", "Conditions", "Strength"]);
    assert!(said.out.starts_with("% SZS status Theorem for imo_2000_p1\n"), "{}", said.out);
    assert!(said.out.lines().all(|l| l.chars().count() <= 100), "{}", said.out);
    assert!(!said.out.contains('\u{1b}'), "no colours where there is no terminal");
    assert!(said.err.is_empty(), "{}", said.err);
    let said = prove(&[REFUTED]);
    said.assert_no_theorem().expect(1, &["% SZS status CounterSatisfiable", "Counterexample", "A = ("]);
    let said = prove(&[UNKNOWN, "--prover", "closure"]);
    said.assert_no_theorem().expect(2, &["% SZS status Unknown", "not found", "To prove"]);
    let said = prove_with(&["-"], "theorem");
    said.expect(65, &["% SZS status InputError for <standard input>", "error"]);
}

fn json(args: &[&str]) -> (Option<i32>, serde_json::Value) {
    let said = prove(&[args, &["--format", "json"]].concat());
    (said.code, serde_json::from_str(&said.out).unwrap_or_else(|e| panic!("{e}: {said:?}")))
}

#[test]
fn json_for_every_outcome() {
    let (code, a) = json(&[IMO]);
    assert_eq!((code, a["status"].as_str(), a["name"].as_str()), (Some(0), Some("Theorem"), Some("imo_2000_p1")));
    assert!(a["steps"].as_array().is_some_and(|s| s.len() > 3));
    assert!(a["seconds"].as_f64().is_some_and(|s| s > 0.0));
    let (code, a) = json(&[REFUTED]);
    assert_eq!((code, a["status"].as_str()), (Some(1), Some("CounterSatisfiable")));
    assert!(a["counterexample"]["points"].as_array().is_some_and(|p| p.len() >= 3));
    let (code, a) = json(&[UNKNOWN, "--prover", "closure"]);
    assert_eq!((code, a["status"].as_str()), (Some(2), Some("Unknown")));
    assert!(a["notes"][0].as_str().is_some_and(|n| n.contains("not found")));
    let (code, a) = json(&["datasets/bad/unknown_point.fml"]);
    assert_eq!((code, a["status"].as_str()), (Some(65), Some("InputError")));
    assert!(a["notes"][0].as_str().is_some_and(|n| n.contains("unknown point")));
    let (code, a) = json(&["no.fml"]);
    assert_eq!((code, a["status"].as_str()), (Some(74), Some("Error")));
}

#[test]
fn json_of_several_theorems_is_a_list() {
    let f = Folder::new("json");
    let thm = f.file("t.fml", format!("{THALES}\n{}", THALES.replace("thales", "again")));
    let (code, a) = json(&[&thm]);
    assert_eq!(code, Some(0));
    let names: Vec<&str> = a.as_array().expect("a list").iter().filter_map(|x| x["name"].as_str()).collect();
    assert_eq!(names, ["thales", "again"]);
}

#[test]
fn markdown() {
    let f = Folder::new("md");
    let said = prove(&[IMO, "--format", "md", "--figure", &f.path("f.svg")]);
    said.expect(0, &["# ", "imo\\_2000\\_p1", "Theorem", "![", "f.svg"]);
    assert!(f.read("f.svg").starts_with("<svg") || f.read("f.svg").starts_with("<?xml"));
    prove(&[REFUTED, "--format", "md"]).expect(1, &["CounterSatisfiable"]);
    prove(&[UNKNOWN, "--prover", "closure", "--format", "md"]).expect(2, &["Unknown"]);
    prove(&["datasets/bad/unknown_point.fml", "--format", "md"]).expect(65, &["InputError", "unknown point"]);
}

#[test]
fn certificates_are_checked_in_a_fresh_process() {
    let f = Folder::new("cert");
    for name in
        ["imo/imo_2000_p1", "classic/nine_point_circle_feet", "sketch/butterfly_led", "classic/incenter_angle_find"]
    {
        let thm = format!("datasets/{name}.fml");
        let c = f.path("c.json");
        prove(&[&thm, "--cert", &c]).expect(0, &["SZS status Theorem"]);
        prove(&["check", &thm, &c]).expect(0, &["accepted: "]);
    }
}

#[test]
fn a_long_certificate_is_read() {
    let f = Folder::new("long");
    let (thm, c) = (f.file("t.fml", THALES), f.path("c.json"));
    prove(&[&thm, "--cert", &c]).expect(0, &[]);
    let long = f.file("long.json", f.read("c.json") + &" ".repeat(17 << 20));
    prove(&["check", &thm, &long]).expect(0, &["accepted: thales"]);
    // A theorem is written by people.
    let long = f.file("long.fml", THALES.to_string() + &" ".repeat(17 << 20));
    prove(&["check", &long, &c]).expect(65, &["larger than 16 MiB"]);
}

/// A certificate of IMO 2000 P1, as JSON.
fn certificate(f: &Folder) -> serde_json::Value {
    prove(&[IMO, "--cert", &f.path("good.json")]).expect(0, &[]);
    serde_json::from_str(&f.read("good.json")).expect("JSON")
}

#[test]
fn a_tampered_certificate_is_rejected_with_its_place() {
    let f = Folder::new("tampered");
    let good = certificate(&f);
    let steps = good["steps"].as_array().expect("steps").len();
    assert!(steps > 4);
    let check = |name: &str, c: &serde_json::Value| prove(&["check", IMO, &f.file(name, c.to_string())]);
    check("same.json", &good).expect(0, &["accepted"]);
    for i in 0..steps {
        // A step without its premises does not stand, unless it needed none.
        let mut bad = good.clone();
        let before = bad["steps"][i]["premises"].take();
        bad["steps"][i]["premises"] = serde_json::json!([]);
        let said = check("bad.json", &bad);
        if before.as_array().is_some_and(|p| !p.is_empty()) {
            said.expect(1, &[&format!("rejected: step {i}, "), "expected", "got"]);
        } else {
            said.expect(0, &[]);
        }
        // A claim that does not follow from anything.
        let mut bad = good.clone();
        bad["steps"][i]["claim"] = serde_json::json!({"kind": "coll", "points": ["M", "N", "A"]});
        let said = check("bad.json", &bad);
        said.expect(1, &[&format!("rejected: step {i}, "), "expected", "got"]);
    }
    // The last step, which is the goal, left out: the goal points nowhere.
    let mut bad = good.clone();
    bad["steps"].as_array_mut().expect("steps").pop();
    let said = check("bad.json", &bad);
    assert!(said.code == Some(1) || said.code == Some(65), "{said:?}");
}

#[test]
fn what_is_no_certificate() {
    let f = Folder::new("nocert");
    let good = certificate(&f);
    let text = f.read("good.json");
    for cut in [0, 1, text.len() / 2, text.len() - 3] {
        prove(&["check", IMO, &f.file("cut.json", &text[..cut])]).expect(65, &["cut.json"]);
    }
    prove(&["check", IMO, &f.file("x.json", "[[[[")]).expect(65, &["not a certificate"]);
    prove(&["check", IMO, &f.file("x.json", "[".repeat(1_000_000))]).expect(65, &["not a certificate"]);
    prove(&["check", IMO, &f.file("x.json", [0xff, 0xfe])]).expect(65, &["not UTF-8"]);
    let mut other = good.clone();
    other["theorem"] = "another".into();
    prove(&["check", IMO, &f.file("x.json", other.to_string())]).expect(65, &["the certificate is for `another`"]);
    let mut later = good.clone();
    later["version"] = 99.into();
    let said = prove(&["check", IMO, &f.file("x.json", later.to_string())]);
    assert_eq!(said.code, Some(65), "{said:?}");
    // A certificate of another theorem under this one's name says nothing.
    let thales = f.file("t.fml", THALES);
    prove(&[&thales, "--cert", &f.path("t.json")]).expect(0, &[]);
    let renamed = f.read("t.json").replace("\"thales\"", "\"imo_2000_p1\"");
    let said = prove(&["check", IMO, &f.file("x.json", renamed)]);
    assert!(said.code == Some(1) || said.code == Some(65), "{said:?}");
    assert!(!said.out.contains("accepted"));
}

#[test]
fn a_theorem_is_announced_with_a_checked_figure() {
    let f = Folder::new("figure");
    let good = certificate(&f);
    assert_eq!(good["figure"]["label"], "enclosed");
    let said = prove(&[IMO]);
    said.expect(0, &["% Figure enclosed: a true figure lies near the coordinates"]);
    let json: serde_json::Value = serde_json::from_str(&prove(&[IMO, "--format", "json"]).out).expect("JSON");
    assert_eq!(json["figure"]["certainty"], "enclosed");
    let check = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut c = good.clone();
        change(&mut c["figure"]);
        prove(&["check", IMO, &f.file("x.json", c.to_string())])
    };
    check(&|_| ()).expect(0, &["accepted: imo_2000_p1", "figure enclosed: "]);
    let vacuous = "declined: proved under conditions that no checked figure satisfies: ";
    check(&|c| *c = serde_json::Value::Null).expect(2, &[vacuous, "the certificate has no figure"]);
    check(&|c| c["label"] = "exact".into()).expect(2, &[vacuous, "a figure has blocks when it is enclosed"]);
    check(&|c| c["label"] = "certain".into()).expect(65, &["unknown variant `certain`"]);
    check(&|c| drop(c["points"].as_array_mut().expect("points").pop())).expect(2, &[vacuous, "points, got"]);
    check(&|c| drop(c["blocks"].as_array_mut().expect("blocks").pop())).expect(2, &[vacuous]);
    check(&|c| c["blocks"].as_array_mut().expect("blocks").reverse()).expect(2, &[vacuous, "a later block solves for"]);
    // All points in one place, and a place without digits.
    check(&|c| {
        for p in c["points"].as_array_mut().expect("points") {
            (p[1], p[2]) = ("1".into(), "1".into());
        }
    })
    .expect(2, &[vacuous]);
    check(&|c| c["points"][0][1] = "1e3".into()).expect(65, &["figure: expected a fraction"]);
    // The same file, the same figure.
    prove(&[IMO, "--cert", &f.path("again.json")]).expect(0, &[]);
    assert_eq!(f.read("good.json"), f.read("again.json"));
}

#[test]
fn values_of_the_variables() {
    let f = Folder::new("values");
    let text = "theorem t { real x assume x^3 - x - 1 = 0 show x^4 = x^2 + x }";
    let file = f.file("t.fml", text);
    prove(&[&file, "--cert", &f.path("good.json")])
        .expect(0, &["the hypotheses hold, for instance, at x = about 1.32"]);
    let good: serde_json::Value = serde_json::from_str(&f.read("good.json")).expect("JSON");
    let check = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut c = good.clone();
        change(&mut c["values"]);
        prove(&["check", &file, &f.file("x.json", c.to_string())])
    };
    check(&|_| ()).expect(0, &["accepted: t", "its hypotheses hold for the values in the certificate"]);
    let vacuous = "declined: proved under hypotheses that no checked value satisfies: ";
    check(&|c| *c = serde_json::json!([])).expect(2, &[vacuous, "the certificate has no values"]);
    check(&|c| c[0][1] = "1".into()).expect(2, &[vacuous, "does not hold for these values"]);
    check(&|c| c[0][1]["between"] = serde_json::json!(["2", "3"])).expect(2, &[vacuous, "the value of x"]);
    check(&|c| c[0][1]["root"] = serde_json::json!([])).expect(2, &[vacuous, "the value of x"]);
    check(&|c| c[0][0] = "y".into()).expect(65, &["unknown variable"]);
    let nothing = f.file("n.fml", "theorem n { real x show x^2 >= 0 }");
    prove(&[&nothing, "--cert", &f.path("n.json")]).expect(0, &[]);
    prove(&["check", &nothing, &f.path("n.json")]).expect(0, &["it assumes nothing that could be impossible"]);
}

#[test]
fn values_at_which_something_holds_for_all() {
    let f = Folder::new("everywhere");
    let file = f.file("t.fml", "theorem t { real a, b assume for all x: x^2 + a*x + b >= 0 show a^2 <= 4*b }");
    prove(&[&file, "--cert", &f.path("good.json")]).expect(0, &["the hypotheses hold, for instance, at a = "]);
    let good: serde_json::Value = serde_json::from_str(&f.read("good.json")).expect("JSON");
    let check = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut c = good.clone();
        change(&mut c);
        prove(&["check", &file, &f.file("x.json", c.to_string())])
    };
    check(&|_| ()).expect(0, &["accepted: t", "its hypotheses hold for the values in the certificate"]);
    let vacuous = "declined: proved under hypotheses that no checked value satisfies: ";
    // Without the proof, with that of another claim, at values where it is false, at none.
    check(&|c| drop(c.as_object_mut().map(|c| c.remove("values_proof")))).expect(2, &[vacuous]);
    check(&|c| c["values_proof"]["goals"] = serde_json::json!([])).expect(2, &[vacuous]);
    check(&|c| c["values"][0][1] = "100".into()).expect(2, &[vacuous]);
    check(&|c| drop(c["values"].as_array_mut().map(Vec::pop))).expect(2, &[vacuous]);
    check(&|c| c["values_proof"]["goals"][0]["frame"] = serde_json::json!(["P", "Q"])).expect(65, &["values_proof: "]);
}

#[test]
fn tex_is_one_document_whatever_the_outcome() {
    for file in [
        IMO,
        REFUTED,
        "datasets/algebra/nesbitt.fml",
        "datasets/bad/unknown_point.fml",
        "datasets/algebra/two_squares_identity.fml",
    ] {
        let said = prove(&[file, "--format", "tex"]);
        for part in ["\\documentclass", "\\begin{document}", "\\section*{", "\\end{document}"] {
            assert_eq!(said.out.matches(part).count(), 1, "{file}: {part}\n{}", said.out);
        }
        let (open, close) = (said.out.matches("\\begin{").count(), said.out.matches("\\end{").count());
        assert_eq!(open, close, "{file}");
    }
    let said = prove(&["datasets/algebra/nesbitt.fml", "--format", "tex"]);
    said.expect(0, &["\\frac{a}{b + c}", "\\begin{align*}", "(a - b)^{2}"]);
}
