//! `prove inspect`

use super::{Failure, USAGE, files, prove, solving::SolveArgs};
use crate::inspect::html::{self, Subject, search::Digest};
use crate::report::Status;
use crate::search::trace::{self, Line, Trace};
use crate::solve::{Config, solve_timed};
use clap::Args;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

#[derive(Args, Debug)]
pub struct InspectArgs {
    /// A trace, as `prove --trace` writes it, compressed or not; with --html also a file of theorems, which are proved first
    #[arg(value_name = "TRACE|theorem.fml")]
    pub file: PathBuf,
    /// Write a page that needs nothing but itself; with several theorems, one for each: out-NAME.html
    #[arg(long, value_name = "out.html")]
    pub html: Option<PathBuf>,
    /// Only the theorem of this name
    #[arg(long, value_name = "NAME")]
    pub name: Option<String>,
    #[command(flatten)]
    pub solve: SolveArgs,
}

pub fn run(a: &InspectArgs) -> Result<u8, Failure> {
    let name = a.file.to_string_lossy();
    let is_trace = name.ends_with(".jsonl") || name.ends_with(".zst");
    let Some(out) = &a.html else {
        if !name.ends_with(".fml") {
            return prove::inspect(a);
        }
        return Err(Failure::new(USAGE, "inspect wants to know where to write the page: --html out.html"));
    };
    super::PROVING.store(true, Ordering::Relaxed);
    if is_trace { from_trace(&a.file, out, a.solve.timeout) } else { from_file(a, out) }
}

/// Proves the theorems of a file, each with its search written down.
fn from_file(a: &InspectArgs, out: &Path) -> Result<u8, Failure> {
    let config = a.solve.config()?;
    let (source, tree, theorems) = files::theorems(&a.file, a.name.as_deref())?;
    let several = theorems.len() > 1;
    let mut codes = Vec::new();
    for thm in &theorems {
        let text = trace::statement(&tree, &thm.name);
        let kept = Kept::default();
        let trace = Trace::new(kept.clone(), prove::header(thm, &text, &config), u64::MAX);
        let config = Config { text: Some(text.as_str().into()), trace: Some(trace.clone()), ..config.clone() };
        let (mut solved, stages) = solve_timed(thm, &config);
        // The digest cannot refuse a line.
        drop(trace.end(&solved.answer.status.to_string(), prove::proof_points(thm, &solved)));
        prove::place_lines(&mut solved, thm, &source);
        let path = if several { prove::inserted(out, &thm.name) } else { out.to_path_buf() };
        let subject =
            Subject { thm, text: &text, solved: &solved, stages: &stages, search: kept.digest(), replayed: false };
        written(&path, subject, &mut codes)?;
        if solved.answer.status == Status::User {
            break;
        }
    }
    Ok(prove::exit_code(&codes))
}

/// Proves the theorem of a trace again, with the points that it records, and shows the search that it tells of.
fn from_trace(path: &Path, out: &Path, timeout: f64) -> Result<u8, Failure> {
    let mut search = Digest::default();
    let (config, thm) = prove::replayed(path, timeout, |line| search.take(line))?;
    let text = config.text.clone().unwrap_or_default();
    let (solved, stages) = solve_timed(&thm, &config);
    let subject = Subject { thm: &thm, text: &text, solved: &solved, stages: &stages, search, replayed: true };
    let mut codes = Vec::new();
    written(out, subject, &mut codes)?;
    Ok(prove::exit_code(&codes))
}

fn written(path: &Path, subject: Subject, codes: &mut Vec<u8>) -> Result<(), Failure> {
    let status = subject.solved.answer.status;
    let said = subject.solved.answer.status_line();
    files::write(path, &html::page(subject))?;
    codes.push(status.exit_code());
    files::print(&format!("{said}\n{}\n", files::called(path))).map(drop)
}

/// A trace that is digested while it is written.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<(Vec<u8>, Digest)>>);

impl Kept {
    fn inner(&self) -> MutexGuard<'_, (Vec<u8>, Digest)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn digest(&self) -> Digest {
        std::mem::take(&mut self.inner().1)
    }
}

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let mut kept = self.inner();
        let (line, digest) = &mut *kept;
        for piece in bytes.split_inclusive(|b| *b == b'\n') {
            line.extend_from_slice(piece);
            if line.ends_with(b"\n") {
                if let Ok(l) = serde_json::from_slice::<Line>(line) {
                    digest.take(l);
                }
                line.clear();
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
