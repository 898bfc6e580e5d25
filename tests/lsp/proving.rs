//! Proofs beside the editing.

use crate::client::Client;
use serde_json::{Value, json};

const URI: &str = "file:///t.fml";

const TRUE: &str = "theorem medians { triangle ABC point D = midpoint(B, C) show DB = DC }\n";
const FALSE: &str = "theorem wrong { triangle ABC show AB = AC }\n";
/// What no prover decides soon.
const HARD: &str = "theorem hard { real a, b, c > 0 assume a*b*c = 1 show a^9/(b + c) + b^9/(c + a) + c^9/(a + b) + 1/(a + b^5) >= 2 - a/1000 }\n";

fn lenses(c: &mut Client) -> Vec<String> {
    let all = c.request("textDocument/codeLens", json!({ "textDocument": { "uri": URI } }));
    all.as_array().into_iter().flatten().filter_map(|l| Some(l["command"]["title"].as_str()?.to_string())).collect()
}

fn hints(c: &mut Client) -> Vec<Value> {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 100, "character": 0 } });
    let all = c.request("textDocument/inlayHint", json!({ "textDocument": { "uri": URI }, "range": range }));
    all.as_array().cloned().unwrap_or_default()
}

#[test]
fn prove_this() {
    let mut c = Client::start(&[]);
    c.open(URI, &format!("{TRUE}{FALSE}"));
    assert_eq!(c.diagnostics(URI, 1).len(), 0);
    assert_eq!(lenses(&mut c), ["prove", "figure", "prove", "figure"]);
    assert!(hints(&mut c).is_empty());
    let id = c.command("euclase.prove", json!([URI, "medians"]));
    // It is told how it goes, and that what stands beside the theorem has changed.
    let create = c.until("a token", |m| m["method"] == "window/workDoneProgress/create");
    let token = create["params"]["token"].clone();
    c.send(&json!({ "jsonrpc": "2.0", "id": create["id"], "result": null }));
    let of_token = |kind: &'static str| {
        let token = token.clone();
        move |m: &Value| {
            m["method"] == "$/progress" && m["params"]["token"] == token && m["params"]["value"]["kind"] == kind
        }
    };
    c.until("a beginning", of_token("begin"));
    let answer = c.answer(id);
    assert_eq!(answer["result"]["status"], "Theorem", "{answer}");
    assert!(answer["result"]["text"].as_str().is_some_and(|t| t.contains("Proved")), "{answer}");
    c.until("an end", of_token("end"));
    c.until("a refresh", |m| m["method"] == "workspace/codeLens/refresh");
    c.until("a refresh", |m| m["method"] == "workspace/inlayHint/refresh");
    let told = lenses(&mut c);
    assert!(told[0].starts_with("proved, ") && told[0].ends_with(" s"), "{told:?}");
    assert_eq!(told[1..], ["figure", "prove", "figure"]);
    let beside = hints(&mut c);
    assert_eq!(beside.len(), 1);
    assert_eq!((&beside[0]["label"], &beside[0]["position"]["character"]), (&json!(told[0]), &json!(15)));
    // The proof, and the figure, are shown as files.
    let id = c.command("euclase.proof", json!([URI, "medians"]));
    let shown = c.until("a document", |m| m["method"] == "window/showDocument");
    assert!(shown["params"]["uri"].as_str().is_some_and(|u| u.ends_with("/medians.txt")), "{shown}");
    assert!(c.answer(id)["result"]["text"].as_str().is_some_and(|t| t.contains("SZS status Theorem")));
    let id = c.command("euclase.figure", json!([URI, "medians"]));
    let drawn = c.answer(id);
    assert!(drawn["result"]["svg"].as_str().is_some_and(|s| s.starts_with("<svg") || s.contains("<svg ")), "{drawn}");
    // A hover on the name has the proof.
    let told = c.at("textDocument/hover", URI, (0, 10));
    assert!(told["contents"]["value"].as_str().is_some_and(|t| t.contains("Proved")), "{told}");
    assert_eq!(c.end(), Some(0));
}

#[test]
fn what_is_known_is_forgotten_when_the_theorem_changes() {
    let mut c = Client::start(&[]);
    c.open(URI, TRUE);
    let id = c.command("euclase.prove", json!([URI, "medians"]));
    assert_eq!(c.answer(id)["result"]["status"], "Theorem");
    // A comment changes nothing; a line between the words neither.
    c.change(URI, 2, ((0, 17), (0, 17)), " # a comment\n");
    assert!(lenses(&mut c)[0].starts_with("proved"));
    c.change(URI, 3, ((1, 46), (1, 53)), "DB = AC");
    let now = lenses(&mut c);
    assert!(!now.iter().any(|l| l.starts_with("proved")), "{now:?}");
}

#[test]
fn what_is_false_is_told_beside_what_is_wrong() {
    let mut c = Client::start(&[]);
    c.open(URI, &format!("{TRUE}{FALSE}"));
    assert_eq!(c.diagnostics(URI, 1).len(), 0);
    let id = c.command("euclase.proveAll", json!([URI]));
    assert_eq!(c.answer(id)["result"], Value::Null);
    let told = c.until("a refutation", |m| {
        m["method"] == "textDocument/publishDiagnostics" && m["params"]["diagnostics"][0]["code"] == "refuted"
    });
    let told = &told["params"]["diagnostics"][0];
    assert_eq!((&told["severity"], &told["range"]["start"]["line"]), (&json!(2), &json!(1)), "{told}");
    assert!(told["message"].as_str().is_some_and(|m| m.contains("A = (")), "{told}");
}

#[test]
fn editing_goes_on_and_a_search_can_be_stopped() {
    let mut c = Client::start(&["--timeout", "50"]);
    c.open(URI, &format!("{HARD}{TRUE}"));
    assert_eq!(c.diagnostics(URI, 1).len(), 0);
    let hard = c.command("euclase.prove", json!([URI, "hard"]));
    c.until("a beginning", |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "report");
    // Diagnostics do not wait for it.
    c.change(URI, 2, ((1, 37), (1, 38)), "F");
    c.diagnostics(URI, 2);
    c.change(URI, 3, ((1, 37), (1, 38)), "D");
    c.diagnostics(URI, 3);
    assert_eq!(lenses(&mut c)[0], "stop proving");
    assert_eq!(hints(&mut c)[0]["label"], "proving …");
    // One that waits for its turn is taken back at once.
    let queued = c.command("euclase.prove", json!([URI, "medians"]));
    c.notify("$/cancelRequest", json!({ "id": queued }));
    assert_eq!(c.answer(queued)["error"]["code"], -32800);
    assert_eq!(lenses(&mut c), ["stop proving", "prove", "figure"]);
    c.notify("$/cancelRequest", json!({ "id": hard }));
    let answer = c.answer(hard);
    assert_eq!(answer["error"]["code"], -32800, "{answer}");
    assert_eq!(lenses(&mut c)[0], "prove");
    // Stopped by the command, by the token; and the next theorem has its turn.
    let again = c.command("euclase.prove", json!([URI, "hard"]));
    let next = c.command("euclase.prove", json!([URI, "medians"]));
    c.command("euclase.stop", json!([URI, "hard"]));
    assert_eq!(c.answer(again)["error"]["code"], -32800);
    assert_eq!(c.answer(next)["result"]["status"], "Theorem");
    let third = c.command("euclase.prove", json!([URI, "hard"]));
    c.heard.clear();
    let token = c.until("a report", |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "report");
    c.notify("window/workDoneProgress/cancel", json!({ "token": token["params"]["token"] }));
    assert_eq!(c.answer(third)["error"]["code"], -32800);
    assert_eq!(c.end(), Some(0));
}

#[test]
fn what_was_not_proved_may_be_tried_again() {
    let mut c = Client::start(&["--timeout", "0.5"]);
    c.open(URI, HARD);
    for _ in 0..2 {
        let id = c.command("euclase.prove", json!([URI, "hard"]));
        assert_eq!(c.answer(id)["result"]["status"], "Timeout");
        let told = lenses(&mut c);
        assert!(told[0].starts_with("not proved: time was up"), "{told:?}");
        // It has no points, so there is nothing to draw.
        assert_eq!(told[1..], ["prove again"]);
    }
    let range = json!({ "start": { "line": 0, "character": 60 }, "end": { "line": 0, "character": 60 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": { "diagnostics": [] } });
    let actions = c.request("textDocument/codeAction", params);
    let titles: Vec<&str> = actions.as_array().into_iter().flatten().filter_map(|a| a["title"].as_str()).collect();
    assert_eq!(titles, ["Show the answer for `hard`", "Prove `hard`"]);
}

#[test]
fn lines_of_a_sketch_get_their_verdicts() {
    let mut c = Client::start(&[]);
    let text = "theorem led {\n  real x\n  show x^2 + 1 >= 2*x\n  proof {\n    case x > 3 {\n      have x > 2\n    }\n    have x = 0  # hardly\n    show x^2 + 1 >= 2*x\n  }\n}\n";
    c.open(URI, text);
    assert_eq!(c.diagnostics(URI, 1).len(), 0);
    let id = c.command("euclase.prove", json!([URI, "led"]));
    assert_eq!(c.answer(id)["result"]["status"], "Theorem");
    let told = c.until("verdicts", |m| m["method"] == "textDocument/publishDiagnostics");
    let told = &told["params"]["diagnostics"];
    assert_eq!((&told[0]["code"], &told[0]["range"]["start"]["line"]), (&json!("sketch"), &json!(7)), "{told}");
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
    let beside: Vec<(u64, String)> = hints(&mut c)
        .iter()
        .filter_map(|h| Some((h["position"]["line"].as_u64()?, h["label"].as_str()?.to_string())))
        .collect();
    let verdicts: Vec<(u64, &str)> = beside.iter().skip(1).map(|(l, v)| (*l, v.as_str())).collect();
    assert_eq!(verdicts, [(4, "supposed"), (5, "proved"), (7, "false"), (8, "proved")]);
    let place = hints(&mut c).iter().find(|h| h["position"]["line"] == 7).map(|h| h["position"]["character"].clone());
    assert_eq!(place, Some(json!(14)), "before the comment");
}

#[test]
fn what_cannot_be_proved_is_refused() {
    let mut c = Client::start(&[]);
    c.open(URI, &format!("{TRUE}theorem open {{ triangle ABC show AB = AX }}\n"));
    for (arguments, code) in [
        (json!([URI, "open"]), -32803),
        (json!([URI, "missing"]), -32803),
        (json!(["file:///other.fml", "medians"]), -32803),
        (json!([URI]), -32602),
        (json!([]), -32602),
        (json!([1, 2]), -32602),
    ] {
        let id = c.command("euclase.prove", arguments.clone());
        assert_eq!(c.answer(id)["error"]["code"], code, "{arguments}");
    }
    let id = c.command("euclase.proof", json!([URI, "medians"]));
    assert_eq!(c.answer(id)["error"]["code"], -32803);
    let id = c.command("euclase.unheard", json!([]));
    assert_eq!(c.answer(id)["error"]["code"], -32602);
}
