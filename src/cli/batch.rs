//! `prove batch`: progress bar, results file, summary table.

use super::{BatchArgs, DATA, Failure, IO, files};
use crate::batch::{self, Header, Record, Summary};
use crate::report::Status;
use crate::solve::INTERRUPTED;
use indicatif::{ProgressBar, ProgressStyle};
use std::collections::BTreeSet;
use std::io::Write;
use std::sync::atomic::Ordering;

pub fn run(a: &BatchArgs) -> Result<u8, Failure> {
    let config = a.solve.config()?;
    let header = Header {
        version: batch::VERSION,
        program: env!("CARGO_PKG_VERSION").into(),
        seed: a.solve.seed,
        timeout: a.solve.timeout,
        nodes: a.solve.nodes,
        depth: format!("{:?}", a.solve.depth).to_lowercase(),
    };
    let files = batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))?;
    let mut tasks: Vec<batch::Task> = files.iter().flat_map(|f| batch::tasks(f)).collect();
    let mut summary = Summary::default();
    let mut out = None;
    if let Some(path) = &a.out {
        let before = if a.fresh { batch::Found::default() } else { earlier(path, &header)? };
        let done: BTreeSet<(String, String)> = before.results.iter().map(|o| (o.file.clone(), o.name.clone())).collect();
        tasks.retain(|t| !done.contains(&t.key()));
        if !done.is_empty() {
            eprintln!("{} results are in {} already; {} to go", done.len(), path.display(), tasks.len());
        }
        // Rewritten without a line cut short, then appended to.
        let mut text = batch::line(&Record::Header(header));
        for o in before.results {
            summary.add(&o);
            text += &batch::line(&Record::Result(Box::new(o)));
        }
        files::write(path, &text)?;
        let f = std::fs::OpenOptions::new().append(true).open(path);
        out = Some(f.map_err(|e| Failure::new(IO, format!("cannot write {}: {e}", path.display())))?);
    }
    let bar = if a.quiet { ProgressBar::hidden() } else { ProgressBar::new(tasks.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    let mut trouble = None;
    batch::run(&tasks, &config, a.jobs, |o| {
        summary.add(&o);
        bar.inc(1);
        bar.set_message(format!("{} proved", summary.status.get("Theorem").copied().unwrap_or(0)));
        let text = batch::line(&Record::Result(Box::new(o)));
        if let Some(f) = &mut out {
            if let Err(e) = f.write_all(text.as_bytes()) {
                trouble.get_or_insert(e);
                INTERRUPTED.store(true, Ordering::Relaxed);
            }
        } else if let Err(f) = files::print(&text) {
            eprintln!("prove: {}", f.message);
            INTERRUPTED.store(true, Ordering::Relaxed);
        }
    });
    bar.finish_and_clear();
    if let Some(e) = trouble {
        return Err(Failure::new(IO, format!("cannot write the results: {e}")));
    }
    if INTERRUPTED.load(Ordering::Relaxed) {
        eprintln!("interrupted after {} results; run the same command again to go on", summary.total);
        return Ok(130);
    }
    let end = batch::line(&Record::End(summary.clone()));
    match &mut out {
        Some(f) => f.write_all(end.as_bytes()).map_err(|e| Failure::new(IO, format!("cannot write the results: {e}")))?,
        None => files::print(&end)?,
    }
    eprint!("{}", table(&summary));
    Ok(if summary.status.contains_key(&Status::InputError.to_string()) {
        DATA
    } else {
        u8::from(!summary.unexpected.is_empty())
    })
}

/// The results that are there, when they are of the same run.
fn earlier(path: &std::path::Path, header: &Header) -> Result<batch::Found, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(t) => t,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(batch::Found::default()),
        Err(e) => return Err(Failure::new(IO, format!("cannot read {}: {e}", path.display()))),
    };
    if text.trim().is_empty() {
        return Ok(batch::Found::default());
    }
    let found = batch::read(&text).map_err(|e| Failure::new(DATA, format!("{}: {e}; use --fresh to start anew", path.display())))?;
    match &found.header {
        Some(h) if h == header => Ok(found),
        _ => Err(Failure::new(
            DATA,
            format!("{} holds the results of a run with other options; use --fresh to start anew, or another file", path.display()),
        )),
    }
}

/// The summary for people.
fn table(s: &Summary) -> String {
    let mut out = format!("{:<22}{:>6}\n", "theorems", s.total);
    for (status, n) in &s.status {
        out += &format!("  {status:<20}{n:>6}\n");
        if status == "Theorem" {
            for (strength, n) in &s.strength {
                out += &format!("    {strength:<18}{n:>6}\n");
            }
        }
    }
    out += &format!("{:<22}{:>9.3} s\n", "time (sum)", s.seconds);
    if !s.unexpected.is_empty() {
        out += &format!("not as expected: {}\n", s.unexpected.len());
        for u in &s.unexpected {
            out += &format!("  {u}\n");
        }
    }
    out
}
