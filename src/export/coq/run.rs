//! Coq as a checker of exported texts: coqc is run on a file, under a limit of time, and what the theorem rests on is read.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// The axioms of the Reals in Coq's standard library; nothing else may be assumed.
pub const AXIOMS: &[&str] = &[
    "ClassicalDedekindReals.sig_forall_dec",
    "ClassicalDedekindReals.sig_not_dec",
    "FunctionalExtensionality.functional_extensionality_dep",
    "Classical_Prop.classic",
];

/// What coqc says of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// Accepted, with the axioms that it rests on.
    Accepted(Vec<String>),
    /// Not accepted, or resting on something else; why.
    Rejected(String),
    /// coqc ran out of stack or memory, or was ended from outside: it has not said that anything is wrong. Which.
    GaveOut(String),
    /// The time was over.
    TimedOut,
}

/// The program: what `COQC` names, or `coqc` on the path; with the version that it tells. `None` where there is none.
pub fn coqc() -> Option<(PathBuf, String)> {
    let program = std::env::var_os("COQC").map_or_else(|| PathBuf::from("coqc"), PathBuf::from);
    let out = Command::new(&program).arg("-print-version").stdin(Stdio::null()).output().ok()?;
    let version = String::from_utf8_lossy(&out.stdout).split_whitespace().next()?.to_string();
    out.status.success().then_some((program, version))
}

/// Stack that coqc may take, where the system allows it: long terms are read by recursion. Not without end, as what runs away would take
/// all memory.
const STACK: u64 = 4 << 30;

/// Runs coqc on a file, which may load what has been compiled beside it. `stop` is asked now and then.
///
/// # Errors
/// coqc cannot be run.
pub fn check(program: &Path, file: &Path, limit: Duration, stop: &dyn Fn() -> bool) -> std::io::Result<Verdict> {
    let dir = file.parent().filter(|d| !d.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = file.file_name().unwrap_or_default();
    crate::os::more_stack(STACK);
    let mut child = Command::new(program)
        .args(["-q", "-noglob", "-Q", ".", ""])
        .arg(name)
        .current_dir(dir)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    // What it says is read while it runs: a full pipe would stop it.
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let out = std::thread::spawn(move || read(out));
    let err = std::thread::spawn(move || read(err));
    let start = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break Some(status);
        }
        if start.elapsed() > limit || stop() {
            // It may have ended by itself just now.
            let _ = child.kill();
            let _ = child.wait();
            break None;
        }
        std::thread::sleep(Duration::from_millis(10));
    };
    let (out, err) = (out.join().unwrap_or_default(), err.join().unwrap_or_default());
    Ok(match status {
        None => Verdict::TimedOut,
        Some(s) if s.success() => judged(&out),
        Some(s) => failed(s.code(), err.trim()),
    })
}

/// What a coqc that failed has said: that the text is wrong, or that it could not go on. `code`: `None` where a signal ended it.
fn failed(code: Option<i32>, said: &str) -> Verdict {
    // Its error is the last line; what a text says of itself stands before or in quotes.
    let last = said.lines().rev().map(str::trim).find(|l| !l.is_empty()).unwrap_or_default();
    let word = ["Fatal error:", "Error:", "exception"].iter().fold(last, |w, p| w.strip_prefix(p).unwrap_or(w).trim());
    if ["Stack overflow", "Stack_overflow", "Segmentation fault"].iter().any(|w| word.starts_with(w)) {
        return Verdict::GaveOut("stack overflow".into());
    }
    if ["Out of memory", "out of memory", "Out_of_memory"].iter().any(|w| word.starts_with(w)) {
        return Verdict::GaveOut("out of memory".into());
    }
    match code {
        // (A shell that started it tells the signal so.)
        None | Some(134 | 137 | 139) => {
            Verdict::GaveOut("ended by a signal: out of stack or memory, or ended from outside".into())
        }
        Some(_) => Verdict::Rejected(said.to_string()),
    }
}

fn read(pipe: Option<impl Read>) -> String {
    let mut all = Vec::new();
    if let Some(mut p) = pipe {
        // What was read before an error is told.
        let _ = p.read_to_end(&mut all);
    }
    String::from_utf8_lossy(&all).into_owned()
}

/// What `Print Assumptions` said, last of all.
pub fn judged(out: &str) -> Verdict {
    let closed = "Closed under the global context";
    let from = [out.rfind("Axioms:"), out.rfind(closed)].into_iter().flatten().max();
    let Some(from) = from else { return Verdict::Rejected("it does not tell what it rests on".into()) };
    let mut axioms = Vec::new();
    for line in out[from..].lines().skip(1) {
        if line.starts_with(|c: char| !c.is_whitespace()) {
            axioms.push(line.split([' ', ':']).next().unwrap_or_default().to_string());
        }
    }
    match axioms.iter().find(|a| !AXIOMS.contains(&a.as_str())) {
        Some(other) => Verdict::Rejected(format!("it assumes {other}")),
        None => Verdict::Accepted(axioms),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_gave_out_is_no_rejection() {
        let stack = "File \"./a.v\", line 3, characters 2-9:\nError: Stack overflow.\n";
        assert_eq!(failed(Some(1), stack), Verdict::GaveOut("stack overflow".into()));
        assert_eq!(failed(Some(2), "Fatal error: exception Stack_overflow"), Verdict::GaveOut("stack overflow".into()));
        assert_eq!(failed(Some(129), "Error: Out of memory."), Verdict::GaveOut("out of memory".into()));
        assert!(matches!(failed(None, ""), Verdict::GaveOut(_)));
        for wrong in ["Error: Unable to unify \"Stack overflow\" with \"1\".", "", "Error:\nThe term has type nat."] {
            assert!(matches!(failed(Some(1), wrong), Verdict::Rejected(_)), "{wrong}");
        }
    }

    #[test]
    fn what_a_theorem_rests_on_is_read() {
        let reals = "Axioms:\nClassicalDedekindReals.sig_forall_dec\n  : forall P : nat -> Prop,\n    x\nClassical_Prop.classic : forall P : Prop, P \\/ ~ P\n";
        let Verdict::Accepted(axioms) = judged(reals) else { panic!("not accepted") };
        assert_eq!(axioms, ["ClassicalDedekindReals.sig_forall_dec", "Classical_Prop.classic"]);
        assert_eq!(judged("Closed under the global context\n"), Verdict::Accepted(vec![]));
        assert_eq!(judged("Axioms:\ncheat : False\n"), Verdict::Rejected("it assumes cheat".into()));
        assert!(matches!(judged("done\n"), Verdict::Rejected(_)));
    }
}
