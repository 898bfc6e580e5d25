//! The search for steps of proofs about numbers: policies, traces, threads, replay.

use crate::run::{Folder, prove};
use serde_json::Value;

/// What the prover does not show without any work, and one step does with a little.
const ROOTS: &str = "theorem roots { real a, b, c > 0  assume a + b + c = 3  show 1/sqrt(3*a + 1) + 1/sqrt(3*b + 1) + \
     1/sqrt(3*c + 1) >= 3/2 }\n";

fn lines(f: &Folder, name: &str) -> Vec<Value> {
    let timeless = |mut v: Value| {
        let fields = v.as_object_mut().expect("an object");
        fields.remove("micros");
        fields.remove("seconds");
        v
    };
    f.lines(name, "trace").into_iter().map(timeless).collect()
}

#[test]
fn steps_are_searched_for_and_found_again() {
    let f = Folder::new("steps");
    let thm = f.file("roots.fml", ROOTS);
    let run = |more: &[&str]| {
        let mut args = vec![&thm[..], "--asks", "0", "--steps-only", "--policy", "heuristic"];
        args.extend(more);
        prove(&args)
    };
    run(&["--nodes", "0"]).expect(2, &["SZS status Unknown"]);
    for (name, threads) in [("a.jsonl", "1"), ("b.jsonl", "2")] {
        let said = run(&["--threads", threads, "--trace", &f.path(name), "--cert", &f.path("c.json")]);
        said.expect(0, &["SZS status Theorem for roots"]);
    }
    let trace = lines(&f, "a.jsonl");
    assert_eq!(trace, lines(&f, "b.jsonl"));
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/trace.md")).expect("there");
    for l in trace.iter().filter(|l| l["type"] == "position" || l["type"] == "step") {
        let kind = l["type"].as_str().expect("a type");
        let section = page.split(&format!("## `{kind}`")).nth(1).and_then(|t| t.split("\n## ").next()).expect("told");
        for field in l.as_object().expect("an object").keys().filter(|k| *k != "type") {
            assert!(section.contains(&format!("`{field}`")), "{kind} has the field {field}, docs/trace.md has not");
        }
    }
    let steps: Vec<&Value> = trace.iter().filter(|l| l["type"] == "step").collect();
    assert_eq!(steps.last().map(|s| &s["verdict"]), Some(&Value::from("proved")));
    assert!(f.read("c.json").contains("\"instance\""));
    // The steps that were right, and no others.
    prove(&["replay", &f.path("a.jsonl"), "--cert", &f.path("d.json")]).expect(0, &["SZS status Theorem"]);
    assert_eq!(f.read("c.json"), f.read("d.json"));
}

#[test]
fn policies_that_know_no_steps_are_told() {
    let f = Folder::new("steps-policies");
    let thm = f.file("roots.fml", ROOTS);
    let args = [&thm[..], "--asks", "0", "--steps-only", "--nodes", "200"];
    let random = |seed: &str| prove(&[&args[..], &["--policy", "random", "--seed", seed]].concat());
    random("1").expect(0, &["SZS status Theorem"]);
    let external = prove(&[&args[..], &["--policy", "external:cat"]].concat());
    external.expect(0, &["knows points, not steps"]);
}
