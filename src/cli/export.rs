//! `prove export`: proofs about numbers as text for Coq or Lean, and Coq's word on them.

use super::{DATA, Failure, IO, USAGE, documents, files};
use crate::batch;
use crate::document::catalogue::Language;
use crate::export::{NotExported, coq, lean};
use crate::policy::Choice;
use crate::report::Status;
use crate::solve::{Config, INTERRUPTED, solve, suits_wu};
use clap::{Args, ValueEnum};
use euclase_grammar::core::CoreTheorem;
use euclase_kernel::cert::Certificate;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

#[derive(ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Target {
    /// Coq 8.16 and its standard library
    Coq,
    /// Lean 4 and Mathlib: a text that nothing here has checked
    Lean,
    /// A document in LaTeX, with the figure in TikZ
    Tex,
    /// A document in Typst
    Typst,
    /// A document in Markdown, with the figure beside it
    Md,
    /// A document as an HTML page
    Html,
    /// GeoGebra: the statement as a figure (.ggb), which reads back; nothing is proved
    Ggb,
}

#[derive(Args, Debug)]
pub struct ExportArgs {
    /// Files of theorems, and folders (every .fml below)
    #[arg(required = true, value_name = "DIR|FILE")]
    pub paths: Vec<PathBuf>,
    /// For which system, or as what document
    #[arg(long = "to", value_enum, default_value_t = Target::Coq)]
    pub target: Target,
    /// Language of a document
    #[arg(long, value_enum, default_value_t = Language::En, value_name = "LANGUAGE")]
    pub language: Language,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    /// A certificate of the theorem (otherwise: it is proved first)
    #[arg(long, value_name = "c.json")]
    pub cert: Option<PathBuf>,
    /// Write the text into this file; with several theorems or --check, a folder: NAME.v (otherwise: print it; a figure is always
    /// written)
    #[arg(long, value_name = "FILE|DIR")]
    pub out: Option<PathBuf>,
    /// Let coqc check every text, and see that it rests on the axioms of the Reals alone; wants --out DIR. What it has
    /// accepted before is not checked again
    #[arg(long)]
    pub check: bool,
    /// Let coqc read the support once, into DIR/support, and check the theorems against that: the same proofs in half the
    /// time
    #[arg(long, requires = "check")]
    pub support_once: bool,
    /// Give up on a theorem after so many seconds
    #[arg(long, default_value_t = 60.0, value_name = "S")]
    pub timeout: f64,
    /// Give coqc so many seconds for a text
    #[arg(long, default_value_t = 300.0, value_name = "S")]
    pub coq_timeout: f64,
    /// No progress bar
    #[arg(long)]
    pub quiet: bool,
}

/// Work for each frame of a proof in coordinates, in millions of operations.
const EFFORT: u64 = 1_000;

/// The folder of the compiled support, and of the theorems that are checked against it.
const SUPPORT: &str = "support";

/// What became of a theorem.
enum Outcome {
    /// Its text.
    Text(String),
    /// Why there is none.
    Skipped(String),
}

/// What came of a run.
#[derive(Default)]
struct Tally {
    exported: usize,
    accepted: usize,
    rejected: Vec<String>,
    /// Texts on which coqc ran out of stack or memory.
    gave_out: Vec<String>,
    /// Texts for which coqc wanted more time.
    unanswered: Vec<String>,
    /// By reason.
    skipped: BTreeMap<String, usize>,
    /// The axioms seen, and in how many texts.
    axioms: BTreeMap<String, usize>,
    /// The longest checks: seconds, name.
    slowest: Option<(f64, String)>,
    seconds: f64,
}

pub fn run(a: &ExportArgs) -> Result<u8, Failure> {
    for (what, s) in [("--timeout", a.timeout), ("--coq-timeout", a.coq_timeout)] {
        if !s.is_finite() || s < 0.0 {
            return Err(Failure::new(USAGE, format!("{what} wants a number of seconds, got {s}")));
        }
    }
    if a.check && (a.target != Target::Coq || a.out.is_none()) {
        return Err(Failure::new(USAGE, "--check wants --to coq and a folder: --out DIR"));
    }
    if a.target == Target::Ggb {
        return super::figure::export(a);
    }
    if let Some(form) = documents::form(a.target) {
        return documents::run(a, form);
    }
    let coqc = if a.check { Some(coq::run::coqc().ok_or_else(missing)?) } else { None };
    let paths = batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))?;
    let mut tasks = Vec::new();
    for p in &paths {
        for t in batch::tasks(p, files::bytes(p).map_err(|f| f.message)) {
            let thm = t.theorem.map_err(|e| Failure::new(DATA, e))?;
            if a.name.as_ref().is_none_or(|n| *n == thm.name) {
                tasks.push(thm);
            }
        }
    }
    if a.cert.is_some() && tasks.len() != 1 {
        return Err(Failure::new(USAGE, format!("--cert is of one theorem, and here are {}: say --name", tasks.len())));
    }
    let [one] = &tasks[..] else { return several(a, &tasks, coqc) };
    if a.check {
        return several(a, &tasks, coqc);
    }
    match outcome(a, one)? {
        Outcome::Text(text) => {
            match &a.out {
                Some(path) => files::write(path, &text)?,
                None => drop(files::print(&text)?),
            }
            Ok(0)
        }
        Outcome::Skipped(why) => {
            files::say(&format!("prove: {}: not exported: {why}", one.name));
            Ok(2)
        }
    }
}

fn missing() -> Failure {
    Failure::new(
        IO,
        "coqc is not installed (Debian: apt install coq), or COQC does not name it: nothing can be checked",
    )
}

/// The certificate of a theorem, and its text.
fn outcome(a: &ExportArgs, thm: &CoreTheorem) -> Result<Outcome, Failure> {
    let cert = match &a.cert {
        Some(path) => {
            let wrong = |e: String| Failure::new(DATA, format!("{}: {e}", files::called(path)));
            euclase_kernel::json::from_json(thm, &files::certificate(path)?).map_err(|e| wrong(e.to_string()))?
        }
        None => {
            // Steps of geometry have no text: a proof in coordinates has.
            let figure = a.target == Target::Coq && thm.statement_points > 0 && suits_wu(thm);
            let cert = figure.then(|| in_coordinates(a, thm)).flatten();
            match cert.map(|c| coq::export(thm, &c)) {
                Some(Ok(text)) => return Ok(Outcome::Text(text)),
                Some(Err(NotExported { reason })) => return Ok(Outcome::Skipped(format!("in coordinates: {reason}"))),
                None => {}
            }
            match proved(a, thm, By::Closure) {
                Ok(cert) => cert,
                Err(status) => return Ok(Outcome::Skipped(format!("it is not proved ({status})"))),
            }
        }
    };
    let text = match a.target {
        Target::Coq => coq::export(thm, &cert),
        _ => lean::export(thm, &cert),
    };
    Ok(match text {
        Ok(text) => Outcome::Text(text),
        Err(NotExported { reason }) => Outcome::Skipped(reason),
    })
}

/// Who is asked for a proof.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// Steps of geometry, or lines about numbers.
    Closure,
    /// Wu's method.
    Wu,
    /// Ideals and signs, which record no conditions.
    Algebra,
}

/// Most points of a theorem for which a proof under fewer conditions is looked for.
const FEW: usize = 9;

/// A proof in coordinates: by Wu's method, or one without conditions of its own, where that has some.
fn in_coordinates(a: &ExportArgs, thm: &CoreTheorem) -> Option<Certificate> {
    let first = proved(a, thm, By::Wu).ok();
    let recorded = first.as_ref().is_none_or(|c| c.algebra.as_ref().is_none_or(|p| !p.conditions.is_empty()));
    if !recorded || thm.statement_points > FEW {
        return first;
    }
    proved(a, thm, By::Algebra).ok().or(first)
}

/// A proof, or what came instead.
fn proved(a: &ExportArgs, thm: &CoreTheorem, by: By) -> Result<Certificate, Status> {
    super::PROVING.store(true, Ordering::Relaxed);
    let timeout = Some(Duration::from_secs_f64(a.timeout.min(1e9)));
    let alone = by != By::Closure;
    let (wu, plane) = (if alone { EFFORT } else { 0 }, by == By::Algebra);
    let groebner = if plane { 0 } else { wu.min(100) };
    let config = Config { timeout, policy: Choice::Heuristic, wu, groebner, alone, plane, ..Config::default() };
    let solved = solve(thm, &config);
    solved.certificate.ok_or(solved.answer.status)
}

/// Many theorems: a file each, and a table.
fn several(a: &ExportArgs, tasks: &[CoreTheorem], coqc: Option<(PathBuf, String)>) -> Result<u8, Failure> {
    let Some(dir) = &a.out else {
        return Err(Failure::new(USAGE, format!("{} theorems: say --out DIR, or choose one with --name", tasks.len())));
    };
    std::fs::create_dir_all(dir).map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(dir))))?;
    let bar = if a.quiet { ProgressBar::hidden() } else { ProgressBar::new(tasks.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    let mut tally = Tally::default();
    if let Some((program, _)) = coqc.as_ref().filter(|_| a.support_once) {
        compiled(a, program, dir)?;
    }
    for thm in tasks {
        if INTERRUPTED.load(Ordering::Relaxed) {
            bar.finish_and_clear();
            files::say("interrupted; run the same command again to go on");
            return Ok(130);
        }
        bar.set_message(thm.name.clone());
        match outcome(a, thm)? {
            Outcome::Skipped(why) => *tally.skipped.entry(why).or_default() += 1,
            Outcome::Text(text) => {
                tally.exported += 1;
                let extension = if a.target == Target::Coq { "v" } else { "lean" };
                let path = dir.join(format!("{}.{extension}", thm.name));
                one_checked(a, &path, &text, coqc.as_ref().map(|c| c.0.as_path()), &mut tally)?;
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    files::say(&table(&tally, coqc.as_ref().map(|c| c.1.as_str()), tasks.len()));
    Ok(u8::from(!tally.rejected.is_empty()))
}

/// Compiles the support, unless just this has been compiled before.
fn compiled(a: &ExportArgs, program: &Path, dir: &Path) -> Result<(), Failure> {
    let dir = dir.join(SUPPORT);
    std::fs::create_dir_all(&dir).map_err(|e| Failure::new(IO, format!("cannot make {}: {e}", files::called(&dir))))?;
    let (path, text) = (dir.join("Euclase.v"), coq::support::whole());
    let made = dir.join("Euclase.vo").exists();
    if made && std::fs::read_to_string(&path).is_ok_and(|t| t == text) {
        return Ok(());
    }
    files::write(&path, &text)?;
    let limit = Duration::from_secs_f64(a.coq_timeout.min(1e9));
    let stop = || INTERRUPTED.load(Ordering::Relaxed);
    coq::run::check(program, &path, limit, &stop).map_err(|e| Failure::new(IO, format!("cannot run coqc: {e}")))?;
    if dir.join("Euclase.vo").exists() { Ok(()) } else { Err(Failure::new(IO, "coqc has not compiled the support")) }
}

/// Writes a text, and lets coqc check it unless it has accepted just this before.
fn one_checked(a: &ExportArgs, path: &Path, text: &str, coqc: Option<&Path>, tally: &mut Tally) -> Result<(), Failure> {
    let accepted = path.with_extension("accepted");
    let before = std::fs::read_to_string(path).is_ok_and(|t| t == text);
    if !before {
        // What was accepted was another text.
        let _ = std::fs::remove_file(&accepted);
        files::write(path, text)?;
    }
    let Some(program) = coqc else { return Ok(()) };
    let name = path.file_stem().unwrap_or_default().to_string_lossy().to_string();
    let known = std::fs::read_to_string(&accepted).ok().and_then(|t| {
        let mut words = t.split_whitespace();
        let seconds: f64 = words.next()?.parse().ok()?;
        Some((seconds, words.map(String::from).collect::<Vec<_>>()))
    });
    let (seconds, axioms) = match known {
        Some(k) => k,
        None => {
            let start = Instant::now();
            let limit = Duration::from_secs_f64(a.coq_timeout.min(1e9));
            let stop = || INTERRUPTED.load(Ordering::Relaxed);
            let checked = if a.support_once { against(path, text)? } else { path.to_path_buf() };
            let verdict = coq::run::check(program, &checked, limit, &stop)
                .map_err(|e| Failure::new(IO, format!("cannot run coqc: {e}")))?;
            let seconds = start.elapsed().as_secs_f64();
            match verdict {
                coq::run::Verdict::Accepted(axioms) => {
                    files::write(&accepted, &format!("{seconds:.2} {}\n", axioms.join(" ")))?;
                    (seconds, axioms)
                }
                coq::run::Verdict::Rejected(why) => {
                    let first: Vec<&str> = why.lines().take(3).map(str::trim).collect();
                    tally.rejected.push(format!("{name}: {}", first.join(" ")));
                    return Ok(());
                }
                // A signal of the person's ends coqc, too.
                coq::run::Verdict::TimedOut | coq::run::Verdict::GaveOut(_) if stop() => return Ok(()),
                coq::run::Verdict::GaveOut(why) => {
                    tally.gave_out.push(format!("{name}: {why}"));
                    return Ok(());
                }
                coq::run::Verdict::TimedOut => {
                    tally.unanswered.push(format!("{name}: no answer within {} s", a.coq_timeout));
                    return Ok(());
                }
            }
        }
    };
    tally.accepted += 1;
    tally.seconds += seconds;
    for a in axioms {
        *tally.axioms.entry(a).or_default() += 1;
    }
    if tally.slowest.as_ref().is_none_or(|s| s.0 < seconds) {
        tally.slowest = Some((seconds, name));
    }
    Ok(())
}

/// The theorem of a text, to be checked against the compiled support.
fn against(path: &Path, text: &str) -> Result<PathBuf, Failure> {
    let dir = path.parent().unwrap_or(Path::new(".")).join(SUPPORT);
    let theorem = text.rfind(coq::THEOREM).and_then(|i| text.get(i..)).unwrap_or(text);
    let file = dir.join(path.file_name().unwrap_or_default());
    files::write(&file, &format!("{}{theorem}", coq::support::loaded()))?;
    Ok(file)
}

/// The table for people.
fn table(t: &Tally, version: Option<&str>, all: usize) -> String {
    let mut out = format!("{:<28}{all:>6}\n{:<28}{:>6}\n", "theorems", "exported", t.exported);
    if let Some(v) = version {
        out += &format!("{:<28}{:>6}\n", format!("accepted by Coq {v}"), t.accepted);
        out += &format!("{:<28}{:>6}\n", "rejected", t.rejected.len());
        for r in &t.rejected {
            out += &format!("  {r}\n");
        }
        if !t.gave_out.is_empty() {
            out += &format!("{:<28}{:>6}\n", "coqc gave out", t.gave_out.len());
            t.gave_out.iter().for_each(|r| out += &format!("  {r}\n"));
        }
        if !t.unanswered.is_empty() {
            out += &format!("{:<28}{:>6}\n", "not checked to the end", t.unanswered.len());
            t.unanswered.iter().for_each(|r| out += &format!("  {r}\n"));
        }
        out += &format!("{:<28}{:>8.1} s\n", "coqc, together", t.seconds);
        if let Some((s, name)) = &t.slowest {
            out += &format!("{:<28}{s:>8.1} s  {name}\n", "coqc, the slowest");
        }
        for (axiom, n) in &t.axioms {
            out += &format!("  axiom {axiom} ({n})\n");
        }
    }
    out += &format!("{:<28}{:>6}\n", "not exported", t.skipped.values().sum::<usize>());
    for (why, n) in &t.skipped {
        out += &format!("  {n:>4}  {why}\n");
    }
    out
}
