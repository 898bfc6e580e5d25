//! `prove inspect --html`: one page that needs nothing but itself. What it does in a browser: tests/browser.

use crate::run::{Folder, prove};
use serde_json::Value;

const THEOREM: &str = r#"@source("</script><img src=x onerror='alert(1)'><!-- & 'so' on")
theorem t {
  triangle ABC
  point M = midpoint(A, B)
  point N = midpoint(A, C)
  show MN parallel BC
}
"#;

/// The data of a page; that it is in one piece is looked at on the way.
fn data(page: &str) -> Value {
    assert!(page.starts_with("<!doctype html>") && page.trim_end().ends_with("</html>"));
    assert!(page.len() < 2 << 20, "{} bytes", page.len());
    assert_eq!((page.matches("<script").count(), page.matches("</script").count()), (2, 2));
    assert!(!page.contains("{{"), "all places of the template are filled");
    let (_, rest) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("data");
    let (data, rest) = rest.split_once("</script>").expect("their end");
    assert!(!data.contains('<') && !data.contains('&'), "nothing in the data can be read as markup");
    // Nothing is fetched: no address but the name of SVG, no element that loads something.
    let code = page.replace(data, "").replace("http://www.w3.org/2000/svg", "");
    for word in ["http:", "https:", "//cdn", "@import", "url(", "<link", "<img", "<iframe", "src="] {
        assert!(!code.contains(word), "`{word}`");
    }
    assert!(rest.contains("'use strict'"));
    serde_json::from_str(data).expect("JSON")
}

fn text<'a>(v: &'a Value, path: &str) -> &'a str {
    v.pointer(path).and_then(Value::as_str).unwrap_or_else(|| panic!("no text {path}"))
}

#[test]
fn a_page_needs_nothing_but_itself_and_names_cannot_inject() {
    let f = Folder::new("inspect_page");
    let theorem = f.file("t.fml", THEOREM);
    let out = f.path("t.html");
    prove(&["inspect", &theorem, "--html", &out]).expect(0, &["SZS status Theorem for t", "t.html"]);
    let page = std::fs::read_to_string(&out).expect("a page");
    assert!(!page.contains("<img") && page.contains("Content-Security-Policy"));
    let d = data(&page);
    assert_eq!(text(&d, "/source"), "</script><img src=x onerror='alert(1)'><!-- & 'so' on");
    assert_eq!(text(&d, "/status"), "Theorem");
    assert_eq!(text(&d, "/proof/goals/0/text"), "MN parallel BC");
    let points = d["figure"]["points"].as_array().expect("points");
    assert_eq!(points.iter().map(|p| text(p, "/name")).collect::<Vec<_>>(), ["A", "B", "C", "M", "N"]);
    let steps = d["proof"]["steps"].as_array().expect("steps");
    assert!(steps.iter().all(|s| s["speaks"].as_array().is_some_and(|l| !l.is_empty())), "each step shows something");
    assert!(d["stages"].as_array().is_some_and(|s| s.len() > 1));
    // The same theorem, the same page, but for times.
    prove(&["inspect", &theorem, "--html", &out]).expect(0, &[]);
    let again = data(&std::fs::read_to_string(&out).expect("a page"));
    assert_eq!((&d["figure"], &d["proof"]), (&again["figure"], &again["proof"]));
}

#[test]
fn a_search_that_fails_is_told_and_its_trace_gives_the_same_page() {
    let f = Folder::new("inspect_failed");
    let (out, trace, other) = (f.path("a.html"), f.path("t.jsonl"), f.path("b.html"));
    let theorem = "datasets/imo/imo_2021_p3.fml";
    let how = ["--prover", "search", "--policy", "heuristic", "--nodes", "60", "--threads", "1"];
    prove(&[&["inspect", theorem, "--html", &out], &how[..]].concat()).expect(2, &[]);
    let d = data(&std::fs::read_to_string(&out).expect("a page"));
    assert_eq!(d["search"]["nodes"].as_u64().map(|n| n >= 60), Some(true));
    assert!(d["search"]["filtered"]["listed"].as_u64().is_some_and(|n| n > 1000));
    assert!(d["left"]["unknown"].as_array().is_some_and(|l| !l.is_empty()), "true and not shown");
    assert_eq!(d["left"]["goals"][0]["proved"], false);
    prove(&[&[theorem, "--trace", &trace], &how[..]].concat()).expect(2, &[]);
    prove(&["inspect", &trace, "--html", &other]).expect(2, &[]);
    let e = data(&std::fs::read_to_string(&other).expect("a page"));
    assert_eq!(e["replayed"], true);
    for part in ["states", "verdicts", "filtered", "kinds", "best"] {
        let timeless = |v: &Value| {
            v.to_string()
                .split("\"micros\":")
                .map(|p| p.trim_start_matches(|c: char| c.is_ascii_digit()).to_string())
                .collect::<String>()
        };
        assert_eq!(timeless(&d["search"][part]), timeless(&e["search"][part]), "{part}");
    }
}

#[test]
fn algebra_has_a_page_without_a_figure() {
    let f = Folder::new("inspect_algebra");
    let out = f.path("a.html");
    prove(&["inspect", "datasets/algebra/cauchy_schwarz_three.fml", "--html", &out]).expect(0, &[]);
    let d = data(&std::fs::read_to_string(&out).expect("a page"));
    assert!(d["figure"].is_null() && d["search"].is_null());
    assert!(d["proof"]["steps"].as_array().is_some_and(|s| !s.is_empty()));
}

#[test]
fn several_theorems_have_a_page_each() {
    let f = Folder::new("inspect_several");
    let two = f
        .file("two.fml", format!("{THEOREM}{}", THEOREM.replace("theorem t", "theorem u").replace("parallel", "perp")));
    let out = f.path("p.html");
    prove(&["inspect", &two, "--html", &out]).expect(1, &["p-t.html", "p-u.html"]);
    let refuted = data(&std::fs::read_to_string(f.path("p-u.html")).expect("a page"));
    assert_eq!(text(&refuted, "/status"), "CounterSatisfiable");
    assert!(refuted["counterexample"].is_object());
    prove(&["inspect", &two, "--html", &f.path("q.html"), "--name", "t"]).expect(0, &["q.html"]);
}

#[test]
fn what_cannot_be_inspected_is_said() {
    let f = Folder::new("inspect_bad");
    let theorem = f.file("t.fml", THEOREM);
    let out = f.path("o.html");
    prove(&["inspect", &theorem]).expect(64, &["--html"]);
    prove(&["inspect", "no-such.fml", "--html", &out]).expect(74, &["cannot read"]);
    prove(&["inspect", &theorem, "--html", "no/such/folder/o.html"]).expect(74, &["cannot write"]);
    let bad = f.file("bad.jsonl", "{}\n");
    prove(&["inspect", &bad, "--html", &out]).expect(65, &["not the header of a trace"]);
    assert!(!std::path::Path::new(&out).exists());
    // A trace that was cut off in the middle of a line is shown as far as it goes.
    let trace = f.path("t.jsonl");
    prove(&[
        "datasets/imo/imo_2021_p3.fml",
        "--prover",
        "search",
        "--policy",
        "heuristic",
        "--nodes",
        "40",
        "--trace",
        &trace,
    ])
    .expect(2, &[]);
    let whole = std::fs::read(&trace).expect("a trace");
    std::fs::write(&trace, &whole[..whole.len() * 2 / 3]).expect("a shorter one");
    prove(&["inspect", &trace, "--html", &out]).expect(2, &[]);
    assert_eq!(data(&std::fs::read_to_string(&out).expect("a page"))["search"]["cut"], true);
}
