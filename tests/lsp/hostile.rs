//! What no client should send: nothing of it ends the server, nor keeps it from answering.

use crate::client::{Client, place};
use serde_json::{Value, json};

const URI: &str = "file:///t.fml";

/// It still answers.
fn alive(c: &mut Client) {
    c.open("file:///alive.fml", "theorem t { triangle ABC show AB = AX }");
    assert_eq!(c.diagnostics("file:///alive.fml", 1).len(), 1);
}

/// An error that is the answer to no request.
fn error(c: &mut Client, code: i64) {
    c.until("an error", |m| m["id"].is_null() && m["error"]["code"] == code && m.get("method").is_none());
}

#[test]
fn what_is_no_message() {
    let mut c = Client::start(&[]);
    c.raw(b"Content-Length: 7\r\n\r\n{\"a\": 1");
    error(&mut c, -32700);
    c.raw(b"Content-Length: nonsense\r\n\r\n");
    error(&mut c, -32700);
    c.raw(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n");
    error(&mut c, -32700);
    c.raw(b"Content-Length: 4\r\n\r\n\xff\xfe\xfd\xfc");
    error(&mut c, -32700);
    for message in [
        json!(1),
        json!([]),
        json!({}),
        json!({ "id": null, "method": 1 }),
        json!({ "jsonrpc": "2.0", "id": {}, "method": "x" }),
    ] {
        c.send(&message);
        c.until("an error", |m| m["error"]["code"] == -32600);
    }
    // Answers that nobody has asked for.
    c.send(&json!({ "jsonrpc": "2.0", "id": 99, "result": [] }));
    alive(&mut c);
    assert_eq!(c.end(), Some(0));
}

#[test]
fn requests_that_nobody_knows_or_can_read() {
    let mut c = Client::start(&[]);
    assert_eq!(c.refused("textDocument/unheard", json!({}))["code"], -32601);
    assert_eq!(c.refused("initialize", json!({}))["code"], -32600);
    for method in
        ["hover", "completion", "definition", "rename", "formatting", "codeLens", "semanticTokens/full", "inlayHint"]
    {
        let method = format!("textDocument/{method}");
        for params in [
            json!(null),
            json!([]),
            json!({}),
            json!({ "textDocument": 1 }),
            json!({ "textDocument": { "uri": "::" } }),
        ] {
            assert_eq!(c.refused(&method, params.clone())["code"], -32602, "{method} {params}");
        }
    }
    let position = json!({ "textDocument": { "uri": "file:///closed.fml" }, "position": place((0, 0)) });
    assert_eq!(c.refused("textDocument/hover", position)["code"], -32803);
    // Notifications that cannot be read, or are about nothing.
    for method in
        ["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "$/unheard", "$/cancelRequest"]
    {
        c.notify(method, json!({ "textDocument": [] }));
        c.notify(method, Value::Null);
    }
    c.change(URI, 1, ((0, 0), (0, 0)), "x");
    c.notify("$/cancelRequest", json!({ "id": 12345 }));
    alive(&mut c);
}

#[test]
fn the_order_of_a_conversation() {
    let mut c = Client::silent(&[]);
    assert_eq!(c.refused("textDocument/hover", json!({}))["code"], -32002);
    c.open(URI, "theorem");
    c.request("initialize", json!({ "capabilities": 1 }));
    c.request("shutdown", Value::Null);
    assert_eq!(c.refused("textDocument/hover", json!({}))["code"], -32600);
    c.notify("exit", Value::Null);
    assert_eq!(c.wait(), Some(0));
    let mut c = Client::start(&[]);
    c.notify("exit", Value::Null);
    assert_eq!(c.wait(), Some(1));
}

#[test]
fn a_client_that_dies() {
    assert_eq!(Client::start(&[]).vanish(), Some(1));
    assert_eq!(Client::silent(&[]).vanish(), Some(1));
    // In the middle of a message, and of a proof.
    let mut c = Client::start(&["--timeout", "50"]);
    c.open(URI, "theorem hard { real a, b, c > 0 assume a*b*c = 1 show a^9/(b + c) + b^9/(c + a) >= 2 - a/1000 }");
    c.command("euclase.prove", json!([URI, "hard"]));
    c.until("a report", |m| m["method"] == "$/progress");
    c.raw(b"Content-Length: 1000\r\n\r\n{");
    assert_eq!(c.vanish(), Some(1));
}

#[test]
fn places_that_are_not_there() {
    let mut c = Client::start(&[]);
    c.open(URI, "theorem t { triangle ABC show ∠ABC = 𝛼 }\r\n");
    let many = [0, 1, 29, 30, 31, 36, 37, 38, 39, 40, 1000, u32::MAX];
    for method in ["hover", "completion", "definition", "documentHighlight"] {
        for line in [0, 1, 2, u32::MAX] {
            for character in many {
                c.at(&format!("textDocument/{method}"), URI, (line, character));
            }
        }
    }
    for (i, from) in many.iter().enumerate() {
        c.change(URI, i as i32 + 2, ((0, *from), (u32::MAX, 0)), "∡𝛼'");
        c.diagnostics(URI, i as i32 + 2);
        c.change(URI, i as i32 + 2, ((9, 9), (0, *from)), "\r\r\n");
    }
    c.notify("textDocument/didChange", json!({
        "textDocument": { "uri": URI, "version": 99 },
        "contentChanges": [{ "range": { "start": { "line": -1, "character": 0 }, "end": place((0, 0)) }, "text": "x" }],
    }));
    alive(&mut c);
}

/// Processes that were started for this client, by the folder that they were told: on Linux they can be seen.
fn left(cache: &std::path::Path) -> usize {
    let told = format!("EUCLASE_CACHE={}", cache.display());
    let all = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let environments = all.filter_map(|p| std::fs::read(p.path().join("environ")).ok());
    environments.filter(|e| e.split(|b| *b == 0).any(|v| v == told.as_bytes())).count()
}

/// However the server ends, so does the prover.
#[test]
#[cfg(target_os = "linux")]
fn no_prover_is_left_behind() {
    for killed in [false, true] {
        let mut c = Client::start(&["--timeout", "50"]);
        c.open(URI, "theorem hard { real a, b, c > 0 assume a*b*c = 1 show a^9/(b + c) + b^9/(c + a) >= 2 - a/1000 }");
        c.command("euclase.prove", json!([URI, "hard"]));
        c.until("a report", |m| m["method"] == "$/progress" && m["params"]["value"]["kind"] == "report");
        let cache = c.cache.clone();
        assert_eq!(left(&cache), 2, "the server and the prover");
        if killed {
            c.kill();
        } else {
            assert_eq!(c.vanish(), Some(1));
        }
        let end = std::time::Instant::now() + crate::client::PATIENCE;
        while left(&cache) > 0 {
            assert!(std::time::Instant::now() < end, "the prover goes on");
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
    }
}

/// Everything that is asked about a document.
fn everything(c: &mut Client, uri: &str, last: (u32, u32)) {
    let document = json!({ "textDocument": { "uri": uri } });
    for method in ["documentSymbol", "foldingRange", "semanticTokens/full", "codeLens"] {
        c.request(&format!("textDocument/{method}"), document.clone());
    }
    let range = json!({ "start": place((0, 0)), "end": place(last) });
    c.request("textDocument/inlayHint", json!({ "textDocument": { "uri": uri }, "range": range }));
    let context = json!({ "diagnostics": [] });
    c.request("textDocument/codeAction", json!({ "textDocument": { "uri": uri }, "range": range, "context": context }));
    for at in [(0, 0), (last.0 / 2, last.1 / 2), last] {
        for method in ["hover", "completion", "definition"] {
            c.at(&format!("textDocument/{method}"), uri, at);
        }
    }
    let id = c.ask(
        "textDocument/formatting",
        json!({ "textDocument": { "uri": uri }, "options": { "tabSize": 2, "insertSpaces": true } }),
    );
    c.answer(id);
}

#[test]
fn large_texts() {
    let theorem = |i: usize| {
        format!("theorem t{i} {{\n  triangle ABC\n  point D = midpoint(B, C)\n  show ∠ABD = ∠ABC, DB = DC\n}}\n")
    };
    let many: String = (0..12_000).map(theorem).collect();
    assert!(many.len() > 1_000_000);
    let mut c = Client::start(&[]);
    c.open(URI, &many);
    assert!(c.diagnostics(URI, 1).is_empty());
    everything(&mut c, URI, (59_999, 10));
    c.change(URI, 2, ((30_002, 12), (30_002, 13)), "");
    assert_eq!(c.diagnostics(URI, 2).len(), 1);
    // The same without an end of a line, so that every place is far from the beginning of its line.
    let line = many.replace('\n', " ");
    c.open("file:///line.fml", &line);
    c.diagnostics("file:///line.fml", 1);
    everything(&mut c, "file:///line.fml", (0, 900_000));
    alive(&mut c);
}

/// Problems of the repository, changed at random: every request is answered, and none by a fault of the program.
#[test]
fn random_changes() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("datasets");
    let read = |f: &str| std::fs::read_to_string(folder.join(f)).expect("a problem");
    let texts = [
        read("classic/orthocenter_reflection_in_side.fml"),
        read("imo/imo_2000_p1.fml"),
        read("bad/several_errors.fml"),
        "def d(point A, line BC) -> point X, Y { require A != B assume X on BC have Y between A, X locus P { assume PA = PB } }\n\
         theorem s { real x, y > 0 function f(t) = t^2 assume for all z: f(z) >= 0 show f(x) + f(y) >= 2*x*y equality iff x = y \n\
         proof { have [k] (x - y)^2 >= 0 case x >= y { calc x = x by [k] } show x^2 + y^2 >= 2*x*y by [k] } }"
            .to_string(),
    ];
    let mut state = 42_u64;
    let mut random = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) % n as u64) as u32
    };
    let pieces = [
        "",
        "",
        "",
        "A",
        "x",
        "(",
        ")",
        "{",
        "}",
        ",",
        " on ",
        "= ",
        "@at(",
        "\"",
        "#",
        "∠",
        "𝛼",
        "'",
        "\n",
        "point ",
        "theorem t {",
        " by [",
        "[k] ",
    ];
    let mut c = Client::start(&[]);
    for (i, text) in texts.iter().enumerate() {
        let uri = format!("file:///r{i}.fml");
        c.open(&uri, text);
        for step in 0..120 {
            let lines = text.lines().count() + 2;
            let at = (random(lines), random(70));
            let to = (at.0 + random(2) * random(2), at.1 + random(4));
            c.change(&uri, step + 2, (at, to), pieces[random(pieces.len()) as usize]);
            let document = json!({ "uri": uri });
            let place = json!({ "textDocument": document, "position": place(at) });
            let method =
                ["hover", "completion", "definition", "prepareRename", "documentHighlight"][random(5) as usize];
            let mut ids = vec![c.ask(&format!("textDocument/{method}"), place.clone())];
            let mut rename = place;
            rename["newName"] = json!(["Q", "q", "A"][random(3) as usize]);
            ids.push(c.ask("textDocument/rename", rename));
            for method in ["documentSymbol", "foldingRange", "semanticTokens/full", "codeLens"] {
                ids.push(c.ask(&format!("textDocument/{method}"), json!({ "textDocument": document })));
            }
            let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 99, "character": 0 } });
            let action = json!({ "textDocument": document, "range": range, "context": { "diagnostics": [] } });
            ids.push(c.ask("textDocument/codeAction", action));
            for id in ids {
                assert_ne!(c.answer(id)["error"]["code"], -32603, "{uri}, step {step}");
            }
        }
    }
    alive(&mut c);
}

#[test]
fn deep_and_broken_texts() {
    let mut c = Client::start(&[]);
    let deep = 1 << 18;
    let texts = [
        "(".repeat(deep),
        format!("theorem t {{ show {}", "{".repeat(deep)),
        format!("theorem t {{ triangle ABC show AB = {}1{} }}", "(".repeat(250), ")".repeat(250)),
        format!("theorem t {{ triangle ABC show {}AB = AC }}", "not ".repeat(deep)),
        format!("theorem t {{ real x show x {} }}", "+ x ".repeat(deep)),
        format!("theorem t {{ triangle {} }}", "A".repeat(deep)),
        format!("theorem t {{ triangle {} show AB = AC", "A1B_2C'".repeat(100)),
        "theorem t {".repeat(20_000),
        "@at(".repeat(20_000),
        "theorem t { triangle ABC show AB = AC proof { ".to_string() + &"case AB = AC { ".repeat(300),
        "\u{feff}\u{0}\u{1b}[31m∡∢₀′'\"\r\r\n#".repeat(1000),
        "def f(point A) -> point B { assume B = f(A) }\ntheorem t { point A point B = f(A) show A = B }".to_string(),
        String::new(),
    ];
    for (i, text) in texts.iter().enumerate() {
        let uri = format!("file:///{i}.fml");
        c.open(&uri, text);
        c.diagnostics(&uri, 1);
        let lines = text.matches('\n').count() as u32;
        everything(&mut c, &uri, (lines, 50));
        // In the middle of the last word.
        c.at("textDocument/hover", &uri, (lines, 20));
    }
    alive(&mut c);
}
