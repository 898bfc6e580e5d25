//! Diagnostics, completion, hovers, definitions, renaming, formatting.

use crate::client::{Client, place};
use serde_json::{Value, json};

const URI: &str = "file:///work/a%20b/t.fml";

const THEOREM: &str = "\
theorem reflected {
  triangle ABC
  point H = orthocenter(A, B, C)
  point X = reflection(H, BC)
  circle k = circle(A, B, C)
  show X on k, ∠ABC = ∠ABC
}
";

fn codes(diagnostics: &[Value]) -> Vec<&str> {
    diagnostics.iter().filter_map(|d| d["code"].as_str()).collect()
}

#[test]
fn mistakes_are_told_while_they_are_there() {
    let mut c = Client::start(&[]);
    c.open(URI, THEOREM);
    assert_eq!(codes(&c.diagnostics(URI, 1)), ["says-nothing"; 0]);
    // `orthocenter` loses a letter; the place is told in UTF-16.
    c.change(URI, 2, ((2, 12), (2, 13)), "");
    let told = c.diagnostics(URI, 2);
    assert_eq!(codes(&told), ["unknown-name"], "{told:?}");
    assert_eq!(told[0]["range"], json!({ "start": place((2, 12)), "end": place((2, 22)) }));
    assert_eq!((&told[0]["severity"], &told[0]["source"]), (&json!(1), &json!("euclase")));
    // The mend.
    let range = told[0]["range"].clone();
    let context = json!({ "diagnostics": told });
    let params = json!({ "textDocument": { "uri": URI }, "range": range, "context": context });
    let actions = c.request("textDocument/codeAction", params);
    let mend = &actions[0];
    assert_eq!(mend["title"], "Change to `orthocenter`", "{actions}");
    assert_eq!(mend["edit"]["changes"][URI], json!([{ "range": range, "newText": "orthocenter" }]));
    c.change(URI, 3, ((2, 12), (2, 22)), "orthocenter");
    assert!(c.diagnostics(URI, 3).is_empty());
    // All mistakes at once, after a sign that is two bytes long in UTF-8 and one unit in UTF-16.
    c.change(URI, 4, ((5, 15), (5, 30)), "∠AQC = ∠PBC, XY = 1");
    let told = c.diagnostics(URI, 4);
    let starts: Vec<&Value> = told.iter().map(|d| &d["range"]["start"]["character"]).collect();
    assert_eq!(starts, [&json!(17), &json!(23), &json!(29)], "{told:?}");
    let params = json!({ "textDocument": { "uri": URI }, "range": told[0]["range"], "context": { "diagnostics": [] } });
    let actions = c.request("textDocument/codeAction", params);
    let titles: Vec<&str> = actions.as_array().into_iter().flatten().filter_map(|a| a["title"].as_str()).collect();
    assert!(titles.contains(&"Introduce the point `Q`"), "{titles:?}");
    let edit = &actions[0]["edit"]["changes"][URI][0];
    assert_eq!(edit["newText"], "point Q\n  ", "{actions}");
    // Closed: nothing is wrong any more.
    c.notify("textDocument/didClose", json!({ "textDocument": { "uri": URI } }));
    let told = c.until("cleared", |m| m["params"]["uri"] == URI && m["params"].get("version").is_none());
    assert_eq!(told["params"]["diagnostics"], json!([]));
    assert_eq!(c.end(), Some(0));
}

#[test]
fn a_whole_text_and_several_changes_in_one_message() {
    let mut c = Client::start(&[]);
    c.open(URI, "theorem");
    assert_eq!(c.diagnostics(URI, 1).len(), 1);
    let changes = json!([
        { "text": THEOREM },
        { "range": { "start": place((3, 8)), "end": place((3, 9)) }, "text": "Y" },
        { "range": { "start": place((5, 7)), "end": place((5, 8)) }, "text": "Y" },
    ]);
    c.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 7 }, "contentChanges": changes }),
    );
    assert!(c.diagnostics(URI, 7).is_empty());
}

#[test]
fn completions() {
    let mut c = Client::start(&[]);
    c.open(URI, &THEOREM.replace("orthocenter(A, B, C)", "ortho"));
    let list = c.at("textDocument/completion", URI, (2, 17));
    let items = list["items"].as_array().expect("a list");
    let item = items.iter().find(|i| i["label"] == "orthocenter").expect("the construction");
    assert_eq!(item["textEdit"]["newText"], "orthocenter(${1:A}, ${2:B}, ${3:C})");
    assert_eq!(item["textEdit"]["range"], json!({ "start": place((2, 12)), "end": place((2, 17)) }));
    assert_eq!(item["detail"], "orthocenter(point A, point B, point C) -> point H");
    let more = c.request("completionItem/resolve", item.clone());
    let told = more["documentation"]["value"].as_str().expect("Markdown");
    assert!(told.contains("**requires** `not collinear(A, B, C)`"), "{told}");
    assert!(items.iter().any(|i| i["label"] == "A") && !items.iter().any(|i| i["label"] == "X"));
    let statements = c.at("textDocument/completion", URI, (4, 2));
    assert!(statements["items"].as_array().expect("a list").iter().any(|i| i["label"] == "show"));
}

fn hover(c: &mut Client, at: (u32, u32)) -> String {
    let told = c.at("textDocument/hover", URI, at);
    told["contents"]["value"].as_str().unwrap_or_else(|| panic!("nothing at {at:?}: {told}")).to_string()
}

#[test]
fn hovers() {
    let mut c = Client::start(&[]);
    c.open(URI, THEOREM);
    let construction = hover(&mut c, (2, 14));
    for words in
        ["orthocenter(point A, point B, point C) -> point H", "**requires**", "**defines** `AH perp BC`", "**implies**"]
    {
        assert!(construction.contains(words), "{construction}");
    }
    assert!(construction.contains("holds in the figure"), "{construction}");
    let point = hover(&mut c, (3, 23));
    assert!(point.contains("point H = orthocenter(A, B, C)") && point.contains("in the figure H = ("), "{point}");
    let length = hover(&mut c, (3, 26));
    assert!(length.contains("|BC| = "), "{length}");
    let angle = hover(&mut c, (5, 17));
    assert!(angle.contains("∠ABC = ") && angle.contains('°'), "{angle}");
    let relation = hover(&mut c, (5, 9));
    assert!(
        relation.contains("holds in the figure") && relation.contains("X on k") || relation.contains("cyclic"),
        "{relation}"
    );
    let circle = hover(&mut c, (5, 12));
    assert!(circle.contains("circle k = circle(A, B, C)"), "{circle}");
    assert!(hover(&mut c, (0, 12)).contains("not proved yet"));
    assert_eq!(c.at("textDocument/hover", URI, (6, 0)), Value::Null);
    // A false claim is seen to be false.
    c.change(URI, 2, ((5, 2), (5, 30)), "show X on AB");
    let relation = hover(&mut c, (5, 9));
    assert!(relation.contains("**false in the figure**"), "{relation}");
}

#[test]
fn definitions_and_references() {
    let mut c = Client::start(&[]);
    c.open(URI, &format!("def twice(point A, point B) -> point M {{ assume 2*M = A + B }}\n{THEOREM}"));
    let h = c.at("textDocument/definition", URI, (4, 23));
    assert_eq!(h[0]["uri"], URI);
    assert_eq!(h[0]["range"]["start"], place((3, 8)));
    let k = c.at("textDocument/definition", URI, (6, 12));
    assert_eq!(k[0]["range"]["start"], place((5, 9)));
    // A construction of the prelude, in a file that is there.
    let prelude = c.at("textDocument/definition", URI, (3, 13));
    let file = c.cache.join("lsp").join("prelude.fml");
    let text = std::fs::read_to_string(&file).expect("the prelude has been written");
    assert!(prelude[0]["uri"].as_str().is_some_and(|u| u.ends_with("/lsp/prelude.fml")), "{prelude}");
    let line = prelude[0]["range"]["start"]["line"].as_u64().expect("a line") as usize;
    assert!(text.lines().nth(line).is_some_and(|l| l.starts_with("def orthocenter(")));
    assert!(std::fs::metadata(&file).expect("there").permissions().readonly());
    // It is no file with mistakes.
    let uri = prelude[0]["uri"].as_str().expect("an address").to_string();
    c.open(&uri, &text);
    assert!(c.diagnostics(&uri, 1).is_empty());
    // References: `B` of the theorem, in `triangle ABC`, `orthocenter(A, B, C)`, `BC`, `circle(A, B, C)`, and twice `ABC`.
    let params = json!({ "textDocument": { "uri": URI }, "position": place((2, 12)), "context": { "includeDeclaration": true } });
    assert_eq!(c.request("textDocument/references", params).as_array().map(Vec::len), Some(6));
    assert_eq!(c.at("textDocument/documentHighlight", URI, (2, 12)).as_array().map(Vec::len), Some(6));
    assert_eq!(c.at("textDocument/definition", URI, (7, 0)), json!([]));
}

#[test]
fn renaming() {
    let mut c = Client::start(&[]);
    c.open(URI, THEOREM);
    let prepared = c.at("textDocument/prepareRename", URI, (5, 17));
    assert_eq!((&prepared["placeholder"], &prepared["range"]["start"]), (&json!("B"), &place((5, 17))));
    let params = |name: &str| json!({ "textDocument": { "uri": URI }, "position": place((5, 17)), "newName": name });
    let edit = c.request("textDocument/rename", params("B_1"));
    let edits = edit["changes"][URI].as_array().expect("changes");
    let places: Vec<(u64, u64)> = edits
        .iter()
        .filter_map(|e| Some((e["range"]["start"]["line"].as_u64()?, e["range"]["start"]["character"].as_u64()?)))
        .collect();
    assert_eq!(places, [(1, 12), (2, 27), (3, 26), (4, 23), (5, 17), (5, 24)]);
    assert!(edits.iter().all(|e| e["newText"] == "B_1"));
    for (name, why) in [("C", "meaning"), ("BB", "no point"), ("b", "no point"), ("theorem", "reserved")] {
        let error = c.refused("textDocument/rename", params(name));
        assert!(error["message"].as_str().is_some_and(|m| m.contains(why)), "{name}: {error}");
    }
    let nothing = json!({ "textDocument": { "uri": URI }, "position": place((2, 13)) });
    let error = c.refused("textDocument/prepareRename", nothing);
    assert!(error["message"].as_str().is_some_and(|m| m.contains("word of the language")), "{error}");
}

#[test]
fn formatting_is_that_of_fmt() {
    let mut c = Client::start(&[]);
    let text = THEOREM.replace("  point H = orthocenter(A, B, C)", " # a comment\n   point H=orthocenter( A,B , C )");
    c.open(URI, &text);
    let params = json!({ "textDocument": { "uri": URI }, "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = c.request("textDocument/formatting", params.clone());
    let edit = &edits[0];
    let (from, to) = (edit["range"]["start"]["line"].as_u64(), edit["range"]["end"]["line"].as_u64());
    assert!(from >= Some(2) && to <= Some(7), "only lines that change: {edits}");
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let [from, to] = [from, to].map(|l| l.expect("a line") as usize);
    let new = format!("{}{}{}", lines[..from].concat(), edit["newText"].as_str().expect("text"), lines[to..].concat());
    assert_eq!(Ok(new.clone()), euclase_grammar::format(&text).map_err(|e| e.len()));
    c.notify(
        "textDocument/didChange",
        json!({ "textDocument": { "uri": URI, "version": 2 }, "contentChanges": [{ "text": new }] }),
    );
    assert_eq!(c.request("textDocument/formatting", params.clone()), json!([]));
    c.change(URI, 3, ((1, 2), (1, 10)), "trangle");
    let error = c.refused("textDocument/formatting", params);
    assert!(error["message"].as_str().is_some_and(|m| m.contains("errors")), "{error}");
}

#[test]
fn shape_of_a_file() {
    let mut c = Client::start(&[]);
    c.open(URI, THEOREM);
    let document = json!({ "textDocument": { "uri": URI } });
    let symbols = c.request("textDocument/documentSymbol", document.clone());
    assert_eq!(symbols[0]["name"], "reflected");
    assert_eq!(symbols[0]["children"].as_array().map(Vec::len), Some(6), "{symbols}");
    assert_eq!(c.request("textDocument/foldingRange", document.clone())[0]["endLine"], 6);
    let tokens = c.request("textDocument/semanticTokens/full", document);
    assert_eq!(tokens["data"].as_array().map(|d| d.len() % 5), Some(0));
}

#[test]
fn a_client_that_counts_bytes() {
    let mut c = Client::silent(&[]);
    let capabilities = json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } });
    let said = c.request("initialize", json!({ "capabilities": capabilities }));
    assert_eq!(said["capabilities"]["positionEncoding"], "utf-8");
    c.open(URI, &THEOREM.replace("∠ABC = ∠ABC", "∠ABC = ∠AQC"));
    let told = c.diagnostics(URI, 1);
    assert_eq!(told[0]["range"]["start"], place((5, 28)), "{told:?}");
}
