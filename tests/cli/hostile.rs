//! Certificates that only want to hurt.

use crate::run::{Folder, Said, command, finish, prove};
use serde_json::{Value, json};
use std::process::Command;

const IMO: &str = "datasets/imo/imo_2000_p1.fml";

/// `prove check` with 512 MB of address space.
fn check_in_512_mb(certificate: &str) -> Said {
    let mut c = Command::new("sh");
    c.args(["-c", "ulimit -v 524288; exec \"$@\"", "sh"]);
    let asked = command(&["check", IMO, certificate]);
    c.arg(asked.get_program()).args(asked.get_args()).current_dir(env!("CARGO_MANIFEST_DIR"));
    c.stdin(std::process::Stdio::null()).stdout(std::process::Stdio::piped()).stderr(std::process::Stdio::piped());
    finish(c.spawn().expect("`sh` starts"), Vec::new())
}

/// Each file gets a clear error within seconds and half a gigabyte, and none is accepted.
#[test]
fn hostile_certificates_are_refused_in_bounded_time_and_memory() {
    let f = Folder::new("hostile");
    prove(&[IMO, "--cert", &f.path("good.json")]).expect(0, &[]);
    let text = f.read("good.json");
    let good: Value = serde_json::from_str(&text).expect("JSON");
    check_in_512_mb(&f.path("good.json")).expect(0, &["accepted"]);
    let refused = |what: &str, certificate: String, codes: &[i32], words: &str| {
        let said = check_in_512_mb(&f.file("bad.json", certificate));
        assert!(said.code.is_some_and(|c| codes.contains(&c)), "{what}: {said:?}");
        assert!(said.all().contains(words), "{what}: {said:?}");
        assert!(!said.out.contains("accepted") && said.seconds < 20.0, "{what}: {said:?}");
    };
    let with = |edit: &dyn Fn(&mut Value)| {
        let mut bad = good.clone();
        edit(&mut bad);
        bad.to_string()
    };
    let used = good["steps"].as_array().expect("steps").iter().position(|s| s["premises"] != json!([])).expect("one");
    let cites = |at: usize, p: usize| with(&|c| c["steps"][at]["premises"][0] = json!(p));
    refused("cut off", text[..text.len() / 2].to_string(), &[65], "bad.json");
    refused("a later version", with(&|c| c["version"] = json!(2)), &[65], "version: expected 1");
    refused("a step that cites itself", cites(used, used), &[1], "earlier steps");
    refused("a step that cites the future", cites(used, used + 1), &[1], "earlier steps");
    let circle = with(&|c| {
        c["steps"][used]["premises"][0] = json!(used + 1);
        c["steps"][used + 1]["premises"] = json!([used]);
    });
    refused("two steps that cite each other", circle, &[1], "earlier steps");
    refused("a step past the end", cites(used, usize::MAX), &[1, 65], "");
    let digits = "9".repeat(1_000_000);
    refused("a million digits", text.replacen("[\"1\",", &format!("[\"{digits}\","), 1), &[65], "2000 digits");
    let names = with(&|c| c["aux"] = json!([{"name": "A", "def": "midpoint", "args": ["B", "C"]}]));
    refused("a point with a name that is taken", names, &[1, 65], "A");
    let twice = json!({"name": "Z_1", "def": "midpoint", "args": ["A", "B"]});
    refused("two points of one name", with(&|c| c["aux"] = json!([twice, twice])), &[1, 65], "Z_1");
    refused(
        "a field twice",
        text.replacen("\"aux\": []", "\"aux\": [], \"aux\": []", 1),
        &[65],
        "duplicate field `aux`",
    );
    refused("another theorem's", with(&|c| c["theorem"] = json!("pappus")), &[65], "pappus");
    refused(
        "a hundred thousand steps",
        with(&|c| c["steps"] = json!(vec![good["steps"][0].clone(); 100_001])),
        &[1, 65],
        "",
    );
    let wide = with(&|c| c["steps"][used]["premises"] = (0..1_000_000).collect());
    refused("a million premises", wide, &[1, 65], "premises");
    refused("sixty-five megabytes", " ".repeat(65 << 20), &[65], "64 MiB");
}
