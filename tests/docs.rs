//! The documents are true: transcripts are what `prove` says, tables name what exists, links lead somewhere.
//!
//! `EUCLASE_BLESS=1 cargo test --test docs` rewrites the transcripts; look at the difference before you commit it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// What `prove` prints in the folder `here`: standard output, then standard error, as a terminal shows them.
fn prove(args: &[&str], here: &Path) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_prove"))
        .args(args)
        .current_dir(here)
        .env_remove("COLUMNS")
        .output()
        .expect("`prove` runs");
    (String::from_utf8_lossy(&out.stdout) + String::from_utf8_lossy(&out.stderr)).into_owned()
}

// --- transcripts ----------------------------------------------------------------------------------------------------

/// A line that stands for any number of lines.
const SKIP: &str = "…";

/// A line without what differs from run to run: `0.002 s` becomes `T s`.
fn timeless(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let is_time = |i: usize| {
        let unit = words.get(i + 1).is_some_and(|w| w.trim_end_matches([':', ',']) == "s");
        unit && words[i].parse::<f64>().is_ok()
    };
    let kept: Vec<&str> = (0..words.len()).map(|i| if is_time(i) { "T" } else { words[i] }).collect();
    kept.join(" ").trim_end().to_string()
}

/// Whether the lines are as expected, where `…` in the expectation matches any lines.
fn agree(expected: &[&str], got: &[&str]) -> bool {
    match expected.split_first() {
        None => got.is_empty(),
        Some((&SKIP, rest)) => (0..=got.len()).any(|i| agree(rest, &got[i..])),
        Some((line, rest)) => got.first().is_some_and(|g| timeless(g) == timeless(line)) && agree(rest, &got[1..]),
    }
}

/// The files of the repository that a command names, copied to the folder in which it runs.
fn provide(args: &[&str], here: &Path) {
    for name in args.iter().filter(|a| a.starts_with("datasets/")) {
        let to = here.join(name);
        fs::create_dir_all(to.parent().expect("a folder")).expect("a scratch folder");
        fs::copy(root().join(name), to).unwrap_or_else(|e| panic!("{name}: {e}"));
    }
}

/// Runs every `$ prove …` of the `console` blocks of a document, in order and in one folder; returns the document with the
/// true outputs (where nothing is left out), and what differed.
fn replay(document: &str, here: &Path) -> (String, Vec<String>) {
    let mut out = String::new();
    let mut wrong = Vec::new();
    let mut lines = document.lines().peekable();
    let mut console = false;
    while let Some(line) = lines.next() {
        out += &format!("{line}\n");
        if line.starts_with("```") {
            console = line == "```console";
        }
        // A file that the commands after it read.
        if let Some(name) = line.strip_prefix("```fml ") {
            let mut text = String::new();
            while let Some(l) = lines.next_if(|l| !l.starts_with("```")) {
                out += &format!("{l}\n");
                text += &format!("{l}\n");
            }
            fs::write(here.join(name), text).expect("a scratch file");
        }
        let Some(command) = line.strip_prefix("$ prove ").filter(|_| console) else { continue };
        let mut expected = Vec::new();
        while let Some(l) = lines.next_if(|l| !l.starts_with("$ ") && !l.starts_with("```")) {
            expected.push(l);
        }
        let args: Vec<&str> = command.split_whitespace().collect();
        provide(&args, here);
        let said = prove(&args, here);
        // A blank line before the next command is the document's, not the output's.
        let apart = expected.iter().rev().take_while(|l| l.is_empty()).count();
        expected.truncate(expected.len() - apart);
        let got: Vec<&str> = said.trim_end().lines().collect();
        let same = agree(&expected, &got);
        if !same {
            wrong.push(format!("$ prove {command}\n{}", said.trim_end()));
        }
        let kept = if same || expected.contains(&SKIP) { expected } else { got };
        kept.iter().for_each(|l| out += &format!("{l}\n"));
        out += &"\n".repeat(apart);
    }
    (out, wrong)
}

#[test]
fn transcripts_are_true() {
    let here = Path::new(env!("CARGO_TARGET_TMPDIR")).join("transcripts");
    drop(fs::remove_dir_all(&here));
    fs::create_dir_all(&here).expect("a scratch folder");
    for (name, least) in [("README.md", 4), ("docs/tutorial.md", 9), ("docs/study.md", 3)] {
        let document = read(name);
        assert!(document.matches("\n$ prove ").count() >= least, "{name} shows what `prove` says");
        let (true_document, wrong) = replay(&document, &here);
        if std::env::var_os("EUCLASE_BLESS").is_some() {
            fs::write(root().join(name), true_document).expect("a document can be written");
        } else {
            let advice = "shows something else (EUCLASE_BLESS=1 rewrites it where no line is left out)";
            assert!(wrong.is_empty(), "{name} {advice}:\n{}", wrong.join("\n\n"));
        }
    }
}

/// The theorems of a document: unlabelled blocks that begin with one.
fn theorems(document: &str) -> Vec<String> {
    let blocks = document.split("\n```").skip(1).step_by(2);
    blocks.filter_map(|b| b.strip_prefix('\n')).filter(|b| b.starts_with("theorem ")).map(String::from).collect()
}

#[test]
fn theorems_of_the_readme_are_proved() {
    let all = theorems(&read("README.md"));
    assert!(all.len() >= 2);
    for (i, text) in all.iter().enumerate() {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("readme_{i}.fml"));
        fs::write(&path, text).expect("a scratch file");
        let said = prove(&[&path.display().to_string()], root());
        assert!(said.starts_with("% SZS status Theorem for "), "{text}\n{said}");
    }
}

#[test]
fn differences_are_noticed() {
    let got = ["a, 0.5 s: x", "b", "c", "d"];
    assert!(agree(&["a, 7 s: x", "b", "c", "d"], &got));
    assert!(agree(&["a, 7 s: x", SKIP, "d"], &got));
    assert!(!agree(&["a, 0.5 s: y", SKIP, "d"], &got));
    assert!(!agree(&[SKIP, "c"], &got));
    assert!(!agree(&["a, 0.5 s: x", "b", "c"], &got));
}

// --- tables ---------------------------------------------------------------------------------------------------------

/// The commands of `prove --help`, without `help` itself.
fn commands() -> BTreeSet<String> {
    let help = prove(&["--help"], root());
    let section = help.lines().skip_while(|l| *l != "Commands:").skip(1).take_while(|l| !l.is_empty());
    section.filter_map(|l| l.split_whitespace().next()).filter(|c| *c != "help").map(String::from).collect()
}

#[test]
fn the_readme_has_every_command() {
    let readme = read("README.md");
    let rows = readme.lines().filter_map(|l| l.strip_prefix("| `prove "));
    let named: BTreeSet<String> = rows.filter_map(|r| r.split([' ', '`']).next()).map(String::from).collect();
    let mut wanted = commands();
    assert!(wanted.len() >= 6);
    wanted.insert("FILE".into());
    assert_eq!(named, wanted, "the rows of README.md and the commands of `prove`");
}

/// Problems solved by an engine, in the order of the sets (IMO-AG-30, JGEX-231), as the benchmark printed them.
fn solved(page: &str, engine: &str) -> Vec<String> {
    let rows = page.lines().filter_map(|l| l.trim_start().strip_prefix(engine));
    rows.filter_map(|r| r.split_whitespace().next()).filter(|n| n.parse::<u32>().is_ok()).map(String::from).collect()
}

#[test]
fn the_readme_has_the_measured_figures() {
    let page = read("docs/benchmarks.md");
    let engines = ["closure, full, to the goals", "yuclid, every table", "newclid as shipped"];
    let measured: Vec<Vec<String>> = engines.iter().map(|e| solved(&page, e)[..2].to_vec()).collect();
    let readme = read("README.md");
    for (i, set) in ["IMO-AG-30,", "JGEX-AG-231,"].iter().enumerate() {
        let row = readme.lines().find(|l| l.starts_with(&format!("| {set}"))).expect("a row for each set");
        let said: Vec<&str> = row.split('|').skip(2).map(str::trim).filter(|c| !c.is_empty()).collect();
        let wanted: Vec<&str> = measured.iter().map(|m| m[i].as_str()).collect();
        assert_eq!(said, wanted, "README.md, row {set}: what docs/benchmarks.md has");
    }
}

#[test]
fn options_in_the_documents_exist() {
    let mut helps = prove(&["--help"], root());
    for c in commands() {
        helps += &prove(&[&c, "--help"], root());
    }
    let letter = |c: char| c.is_ascii_lowercase() || c == '-';
    let options = |text: &str| -> BTreeSet<String> {
        let after = text.split("--").skip(1).map(|t| t.split(|c| !letter(c)).next().unwrap_or_default());
        after.filter(|o| o.starts_with(|c: char| c.is_ascii_lowercase())).map(String::from).collect()
    };
    let real = options(&helps);
    assert!(real.contains("figure") && real.contains("jobs"));
    for name in ["README.md", "CHANGELOG.md"] {
        let ours = read(name).lines().filter(|l| !l.contains("cargo ")).collect::<Vec<_>>().join("\n");
        let unknown: Vec<String> = options(&ours).difference(&real).cloned().collect();
        assert!(unknown.is_empty(), "{name}: `prove` has no option {unknown:?}");
    }
}

#[test]
fn the_changelog_has_this_version() {
    let heading = format!("## {}", env!("CARGO_PKG_VERSION"));
    assert!(read("CHANGELOG.md").lines().any(|l| l.starts_with(&heading)), "CHANGELOG.md: `{heading}`");
}

/// Source files below a folder, by their paths from the root. Tests beside the code are not listed.
fn sources(folder: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|e| e.expect("readable").path()) {
        let name = entry.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if entry.is_dir() {
            if name != "tests" && !name.starts_with("target") {
                sources(&entry, found);
            }
        } else if [".rs", ".lalrpop", ".py", ".v", ".js", ".css", ".html", "prelude.fml"]
            .iter()
            .any(|e| name.ends_with(e))
            && !["tests.rs", "fixtures.rs", "golden.rs"].contains(&name.as_str())
        {
            let path = entry.strip_prefix(root()).expect("below the root");
            found.insert(path.to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn the_code_map_is_complete() {
    let mut found = BTreeSet::new();
    for room in ["grammar", "provers", "src"] {
        sources(&root().join(room), &mut found);
    }
    let mut listed = BTreeSet::new();
    let mut room = None;
    for line in read("ARCHITECTURE.md").lines() {
        if let Some(heading) = line.strip_prefix("### ") {
            room = heading.strip_prefix('`').and_then(|h| h.strip_suffix("/`")).map(String::from);
        }
        if let (Some(room), Some(row)) = (&room, line.strip_prefix("| `")) {
            let file = row.split('`').next().unwrap_or_default();
            assert!(listed.insert(format!("{room}/{file}")), "ARCHITECTURE.md lists {room}/{file} twice");
        }
    }
    let missing: Vec<&String> = found.difference(&listed).collect();
    let gone: Vec<&String> = listed.difference(&found).collect();
    assert!(missing.is_empty() && gone.is_empty(), "ARCHITECTURE.md: not listed {missing:?}; not there {gone:?}");
}

/// Sources for one system alone stand in `src/os.rs`; tests and the policy's own crate may have their own.
#[test]
fn one_module_knows_the_system() {
    let mut found = BTreeSet::new();
    for room in ["grammar", "provers", "src"] {
        sources(&root().join(room), &mut found);
    }
    let words = ["cfg(unix)", "cfg(windows)", "cfg(target_os", "os::unix", "os::windows", "nix::"];
    let elsewhere: Vec<&String> = found
        .iter()
        .filter(|f| f.ends_with(".rs") && *f != "src/os.rs" && !f.starts_with("provers/policy/"))
        .filter(|f| words.iter().any(|w| read(f).contains(w)))
        .collect();
    assert!(elsewhere.is_empty(), "{elsewhere:?}: what is of one system stands in src/os.rs");
}

// --- links ----------------------------------------------------------------------------------------------------------

/// The Markdown files of the repository.
fn documents() -> Vec<PathBuf> {
    let folders = [".", "docs", "grammar", "provers/kernel", "datasets", "benches"];
    let mut all = Vec::new();
    for folder in folders.iter().map(|f| root().join(f)).filter(|f| f.is_dir()) {
        let entries = fs::read_dir(folder).expect("a folder").map(|e| e.expect("readable").path());
        all.extend(entries.filter(|p| p.extension().is_some_and(|e| e == "md")));
    }
    all.sort();
    all
}

/// Targets of the links `[words](target)` of a text.
fn links(text: &str) -> impl Iterator<Item = &str> {
    text.split("](").skip(1).filter_map(|t| t.split(')').next())
}

#[test]
fn links_lead_somewhere() {
    let all = documents();
    assert!(all.len() >= 6);
    let mut broken = Vec::new();
    for document in &all {
        let text = fs::read_to_string(document).expect("UTF-8");
        for target in links(&text).filter(|t| !t.starts_with("http")) {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let path = if file.is_empty() { document.clone() } else { document.with_file_name(file) };
            let heading = |l: &str| {
                let words = l.trim_start_matches('#').trim().to_lowercase();
                words
                    .chars()
                    .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
                    .collect::<String>()
                    .replace(' ', "-")
            };
            let there = path.exists()
                && (anchor.is_empty()
                    || fs::read_to_string(&path)
                        .is_ok_and(|t| t.lines().any(|l| l.starts_with('#') && heading(l) == anchor)));
            if !there {
                broken.push(format!("{}: {target}", document.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{broken:#?}");
}
