//! The folder editors/vscode agrees with itself and with the language. (`npm test` there compares its grammar with the lexer on the
//! problems of the repository; `npm run package` packs it.)

use euclase_grammar::lexer::{Key, Sign, Tok, lex};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode")
}

fn text(name: &str) -> String {
    std::fs::read_to_string(folder().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn json(name: &str) -> Value {
    serde_json::from_str(&text(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn list<'a>(v: &'a Value, field: &'a str) -> impl Iterator<Item = &'a str> {
    v.as_array().into_iter().flatten().filter_map(move |i| i[field].as_str())
}

#[test]
fn what_the_manifest_names_is_there() {
    let package = json("package.json");
    assert_eq!(package["version"], env!("CARGO_PKG_VERSION"), "the version of the program");
    let contributes = &package["contributes"];
    let files = list(&contributes["grammars"], "path")
        .chain(list(&contributes["snippets"], "path"))
        .chain(list(&contributes["languages"], "configuration"))
        .chain(package["main"].as_str());
    let files: Vec<&str> = files.collect();
    assert_eq!(files.len(), 4);
    for f in files {
        assert!(folder().join(f).is_file(), "{f}");
    }
    json("language-configuration.json");
    // Commands are those that the extension registers, and none is one of the server's, which the client registers itself.
    let registered: BTreeSet<String> = text("extension.js")
        .split("registerCommand(")
        .skip(1)
        .filter_map(|t| Some(t.split('"').nth(1)?.to_string()))
        .collect();
    let named: BTreeSet<String> = list(&contributes["commands"], "command").map(String::from).collect();
    assert_eq!(named, registered);
    for c in ["euclase.prove", "euclase.proveAll", "euclase.stop", "euclase.proof", "euclase.figure"] {
        assert!(!named.contains(c), "{c}");
    }
    for setting in text("extension.js").split("settings.get(\"").skip(1).filter_map(|t| t.split('"').next()) {
        assert!(contributes["configuration"]["properties"].get(format!("euclase.{setting}")).is_some(), "{setting}");
    }
}

#[test]
fn the_grammar_has_the_words_and_signs_of_the_lexer() {
    let grammar = json("syntaxes/fml.tmLanguage.json");
    let patterns = grammar["repository"]["keywords"]["patterns"].clone();
    let mut words: Vec<&str> = Vec::new();
    for p in list(&patterns, "match") {
        let inner = p.strip_prefix("\\b(").and_then(|p| p.split(')').next()).expect("words in parentheses");
        words.extend(inner.split('|'));
    }
    words.sort_unstable();
    let mut wanted: Vec<&str> = Key::ALL.iter().map(|k| k.text()).collect();
    wanted.sort_unstable();
    assert_eq!(words, wanted, "the reserved words, each once");
    let signs = grammar["repository"]["signs"]["patterns"].to_string();
    for s in Sign::ALL.iter().map(|s| s.text()).filter(|s| !"(){}[],:@".contains(s)) {
        assert!(signs.contains(s), "{s}");
    }
    for c in "·×−≠≤≥→∥⟂⊥∠△∈~∼≅°π²³".chars() {
        assert!(lex(&c.to_string()).errors.is_empty(), "`{c}` is a sign of the language");
        assert!(signs.contains(c), "{c}");
    }
    // Every pattern that is named is there.
    for include in list(&grammar["patterns"], "include") {
        assert!(grammar["repository"].get(include.trim_start_matches('#')).is_some(), "{include}");
    }
}

/// A snippet with its places filled in.
fn filled(body: &Value) -> String {
    let lines: Vec<&str> = body.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    let mut out = String::new();
    let text = lines.join("\n");
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("${") {
        let (place, after) = after.split_once('}').expect("a place that ends");
        out += before;
        out += place.split_once(':').expect("a place with a word").1;
        rest = after;
    }
    out + rest
}

#[test]
fn snippets_are_of_the_language() {
    let snippets = json("snippets/fml.json");
    let all = snippets.as_object().expect("snippets");
    assert!(all.len() >= 8);
    for (name, s) in all {
        assert!(s["prefix"].is_string() && s["description"].is_string(), "{name}");
        let body = filled(&s["body"]);
        let whole = match lex(&body).tokens.first().map(|t| t.1) {
            Some(Tok::Key(Key::Theorem)) => body,
            Some(Tok::Key(Key::Def)) => format!("{body} theorem t {{ triangle ABC show AB = AC }}"),
            Some(Tok::Key(Key::Proof)) => format!("theorem t {{ triangle ABC show AB = AC {body} }}"),
            _ => format!("theorem t {{ triangle ABC {body} show AB = AC }}"),
        };
        if let Err(e) = euclase_grammar::load(&whole) {
            panic!("{name}: {whole}\n{e:?}");
        }
    }
}
