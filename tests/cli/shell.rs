//! What `prove completions` and `prove man` write is about the commands that there are.

use crate::run::prove;
use std::collections::BTreeSet;
use std::path::Path;
use std::process::{Command, Stdio};

/// The commands of `prove --help`.
fn commands() -> BTreeSet<String> {
    let help = prove(&["--help"]).out;
    let section = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    section.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").map(String::from).collect()
}

#[test]
fn every_command_is_completed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let said = prove(&["completions", shell]);
        said.expect(0, &["--groebner", "--figure"]);
        for c in commands() {
            assert!(said.out.contains(&c), "{shell}: {c}");
        }
    }
    prove(&["completions", "tcsh"]).expect(64, &["bash"]);
}

/// Shells that are here find no fault with their script.
#[test]
fn shells_can_read_it() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    for (shell, check) in [("bash", "-n"), ("zsh", "-n"), ("fish", "--no-execute")] {
        let path = folder.join(format!("completions.{shell}"));
        std::fs::write(&path, prove(&["completions", shell]).out).expect("written");
        let tried = Command::new(shell).arg(check).arg(&path).stdin(Stdio::null()).output();
        if let Ok(tried) = tried {
            assert!(tried.status.success() && tried.stderr.is_empty(), "{shell}: {tried:?}");
        }
    }
}

#[test]
fn every_command_has_a_page() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man");
    drop(std::fs::remove_dir_all(&folder));
    let out = folder.to_str().expect("UTF-8");
    prove(&["man", "--out", out]).expect(0, &[]);
    let mut pages: BTreeSet<String> = std::fs::read_dir(&folder)
        .expect("a folder")
        .map(|e| e.expect("readable").file_name().to_string_lossy().into())
        .collect();
    let page = |name: &str| std::fs::read_to_string(folder.join(name)).expect("a page");
    let batch = page("prove-batch.1");
    for words in [".TH PROVE-BATCH", "prove\\-batch", "\\-\\-shard", "Exit codes: 0 every answer"] {
        assert!(batch.contains(words), "{words}\n{batch}");
    }
    assert!(page("prove.1").contains("Exit codes: 0 proved, 1 refuted"));
    assert!(pages.remove("prove.1"));
    let wanted: BTreeSet<String> = commands().iter().map(|c| format!("prove-{c}.1")).collect();
    assert_eq!(pages, wanted);
    assert_eq!(prove(&["man"]).out, page("prove.1"));
    prove(&["man", "--out", "/dev/null/x"]).expect(74, &["cannot make"]);
}
