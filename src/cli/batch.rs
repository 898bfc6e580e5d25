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
    let mut config = a.solve.config()?;
    // The memory of a process cannot be told apart by theorem: each job adds its share.
    config.memory = config.memory.map(|m| m.saturating_mul(u64::from(a.jobs)));
    if a.solve.threads.is_none() {
        config.jobs = (config.jobs / usize::from(a.jobs)).max(1);
    }
    let header = Header {
        version: batch::VERSION,
        program: env!("CARGO_PKG_VERSION").into(),
        seed: a.solve.seed,
        timeout: a.solve.timeout,
        memory: a.solve.memory,
        nodes: config.nodes,
        wu: config.wu,
        prover: format!("{:?}", a.solve.prover).to_lowercase(),
        policy: config.policy.to_string(),
        depth: format!("{:?}", a.solve.depth).to_lowercase(),
        strength: format!("{:?}", a.solve.strength).to_lowercase(),
    };
    let paths = batch::collect(&a.paths).map_err(|e| Failure::new(IO, e))?;
    if paths.is_empty() {
        return Err(Failure::new(DATA, "there is no .fml file below the folders named"));
    }
    let read = |f: &std::path::PathBuf| batch::tasks(f, files::bytes(f).map_err(|f| f.message));
    let mut tasks: Vec<batch::Task> = paths.iter().flat_map(read).collect();
    let mut summary = Summary::default();
    let mut sink = Sink::Printed;
    if let Some(path) = &a.out {
        let before = if a.fresh { batch::Found::default() } else { earlier(path, &header)? };
        let wanted: BTreeSet<(String, String)> = tasks.iter().map(batch::Task::key).collect();
        let mut done: BTreeSet<(String, String)> = BTreeSet::new();
        // Rewritten without a line cut short, then appended to.
        let mut text = batch::line(&Record::Header(header));
        for o in before.results {
            let key = (o.file.clone(), o.name.clone());
            if wanted.contains(&key) && done.insert(key) {
                summary.add(&o);
                text += &batch::line(&Record::Result(Box::new(o)));
            }
        }
        tasks.retain(|t| !done.contains(&t.key()));
        if !done.is_empty() {
            files::say(&format!(
                "{} results are in {} already; {} to go",
                done.len(),
                files::called(path),
                tasks.len()
            ));
        }
        files::write(path, &text)?;
        let f = std::fs::OpenOptions::new().append(true).open(path);
        sink = Sink::Written(f.map_err(|e| Failure::new(IO, format!("cannot write {}: {e}", files::called(path))))?);
    }
    let bar = if a.quiet { ProgressBar::hidden() } else { ProgressBar::new(tasks.len() as u64) };
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {pos}/{len} {elapsed} {msg}") {
        bar.set_style(style);
    }
    let mut trouble = None;
    super::PROVING.store(true, Ordering::Relaxed);
    batch::run(&tasks, &config, usize::from(a.jobs), |o| {
        summary.add(&o);
        bar.inc(1);
        bar.set_message(format!("{} proved", summary.status.get("Theorem").copied().unwrap_or(0)));
        sink.put(&Record::Result(Box::new(o))).map_err(|e| trouble = Some(e)).is_ok()
    });
    bar.finish_and_clear();
    if let Some(e) = trouble {
        return Err(e);
    }
    if INTERRUPTED.load(Ordering::Relaxed) {
        let go_on = if a.out.is_some() { "; run the same command again to go on" } else { "" };
        files::say(&format!("interrupted after {} results{go_on}", summary.total));
        return Ok(130);
    }
    sink.put(&Record::End(summary.clone()))?;
    files::say(&table(&summary));
    Ok(if summary.status.contains_key(&Status::InputError.to_string()) {
        DATA
    } else {
        u8::from(!summary.unexpected.is_empty())
    })
}

/// Where results go.
enum Sink {
    Printed,
    Written(std::fs::File),
}

impl Sink {
    fn put(&mut self, record: &Record) -> Result<(), Failure> {
        let text = batch::line(record);
        match self {
            Sink::Written(f) => {
                f.write_all(text.as_bytes()).map_err(|e| Failure::new(IO, format!("cannot write the results: {e}")))
            }
            Sink::Printed if files::print(&text)? => Ok(()),
            Sink::Printed => Err(Failure::new(IO, "the reader of the results has gone; stopped")),
        }
    }
}

/// The results that are there, when they are of the same run.
fn earlier(path: &std::path::Path, header: &Header) -> Result<batch::Found, Failure> {
    let text = match std::fs::read_to_string(path) {
        Ok(t) => t,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(batch::Found::default()),
        Err(e) => return Err(Failure::new(IO, format!("cannot read {}: {e}", files::called(path)))),
    };
    if text.trim().is_empty() {
        return Ok(batch::Found::default());
    }
    let found = batch::read(&text)
        .map_err(|e| Failure::new(DATA, format!("{}: {e}; use --fresh to start anew", files::called(path))))?;
    match &found.header {
        Some(h) if h == header => Ok(found),
        _ => Err(Failure::new(
            DATA,
            format!(
                "{} holds the results of a run with other options; use --fresh to start anew, or another file",
                files::called(path)
            ),
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
