//! The results file: written by one run at a time, a whole line at once, gone on from whatever ended the last run.

use super::{Header, Outcome, Record, Task, line};
use crate::report::escape::fault;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How often what was written is brought to the disk, so that a loss of power costs little.
const SYNC: Duration = Duration::from_secs(1);

/// What a results file holds already.
#[derive(Debug, Default)]
pub struct Found {
    /// Its header.
    pub header: Option<Header>,
    /// Results, in order.
    pub results: Vec<Outcome>,
    /// Whether the run was complete.
    pub ended: bool,
}

/// Reads a results file; a last line cut short by an interruption is left out.
///
/// # Errors
/// The first line that is no record, with its number.
pub fn read(text: &str) -> Result<Found, String> {
    let mut found = Found::default();
    let lines: Vec<&str> = text.lines().filter(|l| !l.trim().is_empty()).collect();
    let torn = !text.ends_with('\n');
    for (i, line) in lines.iter().enumerate() {
        let last = i + 1 == lines.len();
        match serde_json::from_str::<Record>(line) {
            // A line counts when its end was written, too.
            Ok(_) if last && torn && i > 0 => {}
            Ok(Record::Header(h)) if i == 0 => found.header = Some(h),
            Ok(Record::Result(o)) => found.results.push(*o),
            Ok(Record::End(_)) => found.ended = true,
            Ok(Record::Header(_)) => return Err(format!("line {}: a second header", i + 1)),
            Err(_) if last && torn => {}
            Err(e) => return Err(format!("line {}: not a result record: {}", i + 1, fault(&e))),
        }
    }
    Ok(found)
}

/// Why a results file cannot be used.
#[derive(Debug)]
pub enum Trouble {
    /// It cannot be read or written.
    Io(String),
    /// It holds something else.
    Data(String),
}

/// A results file that is being written.
pub struct Results {
    file: File,
    path: PathBuf,
    /// Its length up to the last whole record; `None` for what is no regular file.
    length: Option<u64>,
    synced: Instant,
}

impl Results {
    /// Opens it for a run, and gives the results that it has of these tasks, in their order. No other run may have it open. Its text up to there is
    /// replaced as a whole, or stays.
    ///
    /// # Errors
    /// It cannot be used: why.
    pub fn open(path: &Path, header: &Header, tasks: &[Task], fresh: bool) -> Result<(Results, Vec<Outcome>), Trouble> {
        let cannot =
            |what: &str, e: &dyn std::fmt::Display| Trouble::Io(format!("cannot {what} {}: {e}", path.display()));
        if std::fs::metadata(path).is_ok_and(|m| !m.is_file()) {
            // A device or a pipe keeps nothing.
            let mut file = OpenOptions::new().write(true).open(path).map_err(|e| cannot("write", &e))?;
            let text = line(&Record::Header(header.clone()));
            file.write_all(text.as_bytes()).map_err(|e| cannot("write", &e))?;
            return Ok((Results { file, path: path.into(), length: None, synced: Instant::now() }, Vec::new()));
        }
        // Through a link to what it names.
        let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.into());
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        let mut file = options.open(path).map_err(|e| cannot("write", &e))?;
        lock(&file, path)?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|e| cannot("read", &e))?;
        let kept = if fresh { Vec::new() } else { earlier(&bytes, path, header, tasks)? };
        let mut text = line(&Record::Header(header.clone()));
        for o in &kept {
            text += &line(&Record::Result(Box::new(o.clone())));
        }
        if bytes.starts_with(text.as_bytes()) {
            // What stands after it was cut short, or ended the run.
            file.set_len(text.len() as u64).map_err(|e| cannot("write", &e))?;
        } else {
            let near = neighbour(path);
            let whole = || -> std::io::Result<File> {
                let mut new = options.open(&near)?;
                new.set_len(0)?;
                new.write_all(text.as_bytes())?;
                new.sync_all()?;
                Ok(new)
            };
            let new = whole().map_err(|e| cannot("write", &e));
            let replaced = new.and_then(|new| {
                lock(&new, path)?;
                std::fs::rename(&near, path).map_err(|e| cannot("write", &e)).map(|()| new)
            });
            file = replaced.inspect_err(|_| drop(std::fs::remove_file(&near)))?;
        }
        file.seek(std::io::SeekFrom::End(0)).map_err(|e| cannot("write", &e))?;
        let length = Some(text.len() as u64);
        Ok((Results { file, path: path.clone(), length, synced: Instant::now() }, kept))
    }

    /// Writes a record, whole or not at all.
    ///
    /// # Errors
    /// It cannot be written: why.
    pub fn put(&mut self, record: &Record) -> Result<(), String> {
        let text = line(record);
        let mut written = self.file.write_all(text.as_bytes());
        if written.is_ok() && (self.synced.elapsed() > SYNC || matches!(record, Record::End(_))) {
            written = if self.length.is_some() { self.file.sync_data() } else { Ok(()) };
            self.synced = Instant::now();
        }
        match written {
            Ok(()) => {
                self.length = self.length.map(|n| n + text.len() as u64);
                Ok(())
            }
            Err(e) => {
                // A full disk takes part of a line.
                let _ = self.length.map(|n| self.file.set_len(n));
                let path = self.path.display();
                Err(format!(
                    "cannot write the results to {path}: {e}; what is there is whole, and the same command goes on from it"
                ))
            }
        }
    }
}

fn lock(file: &File, path: &Path) -> Result<(), Trouble> {
    match file.try_lock() {
        // A file system without locks cannot tell.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(()),
        Err(TryLockError::WouldBlock) => {
            let path = path.display();
            Err(Trouble::Io(format!("{path} is being written by another run; wait for it, or name another file")))
        }
    }
}

/// A name beside a file that no other process uses.
pub(crate) fn neighbour(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

/// The results that are there of these tasks as they are now, in their order, when they are of a run that was asked for alike.
fn earlier(bytes: &[u8], path: &Path, header: &Header, tasks: &[Task]) -> Result<Vec<Outcome>, Trouble> {
    let called = path.display();
    let fresh = "use --fresh to start anew, or another file";
    let text = String::from_utf8_lossy(bytes);
    if text.trim().is_empty() {
        return Ok(Vec::new());
    }
    let version = text.lines().next().and_then(|l| serde_json::from_str::<serde_json::Value>(l).ok());
    let version = version.as_ref().and_then(|v| v.pointer("/data/version")).and_then(serde_json::Value::as_u64);
    if let Some(v) = version.filter(|v| *v != u64::from(header.version)) {
        let message = format!("{called} has results of format {v}, this program writes {}; {fresh}", header.version);
        return Err(Trouble::Data(message));
    }
    let found = read(&text).map_err(|e| Trouble::Data(format!("{called}: {e}; {fresh}")))?;
    match &found.header {
        Some(h) if h.like(header) => {}
        // Nothing but a header that was cut short.
        None if found.results.is_empty() => return Ok(Vec::new()),
        _ => return Err(Trouble::Data(format!("{called} holds the results of a run with other options; {fresh}"))),
    }
    let place: BTreeMap<(String, String), (usize, &str)> =
        tasks.iter().enumerate().map(|(i, t)| (t.key(), (i, t.digest.as_str()))).collect();
    let mut seen = BTreeSet::new();
    let mut kept: Vec<(usize, Outcome)> = Vec::new();
    for o in found.results {
        match place.get(&(o.file.clone(), o.name.clone())) {
            Some((i, digest)) if *digest == o.text && seen.insert(*i) => kept.push((*i, o)),
            _ => {}
        }
    }
    kept.sort_by_key(|(i, _)| *i);
    Ok(kept.into_iter().map(|(_, o)| o).collect())
}

#[cfg(test)]
mod tests {
    use super::super::{outcome as record, solved, tasks};
    use super::*;
    use crate::solve::Config;

    fn outcome(name: &str) -> Outcome {
        let task = &tasks(Path::new("f.fml"), Err("wrong".into()))[0];
        Outcome { name: name.into(), ..record(task, solved(task, &Config::default())) }
    }

    #[test]
    fn a_line_cut_short_is_left_out_wherever_the_cut_is() {
        let whole = line(&Record::Result(Box::new(outcome("a"))));
        let last = line(&Record::Result(Box::new(outcome("b"))));
        for cut in 0..=last.len() {
            let found = read(&(whole.clone() + &last[..cut])).expect("readable");
            let names: Vec<&str> = found.results.iter().map(|o| o.name.as_str()).collect();
            assert_eq!(names, if cut == last.len() { vec!["a", "b"] } else { vec!["a"] }, "cut at {cut}");
            assert!(!found.ended);
        }
        assert!(read(&format!("{whole}nonsense\n{last}")).is_err(), "in the middle it is an error");
    }

    #[test]
    fn records_survive_writing_and_reading() {
        let o = Outcome { notes: vec!["two\nlines \u{1b}".into()], found: vec!["AB = 2".into()], ..outcome("a") };
        let text = line(&Record::Result(Box::new(o.clone())));
        assert_eq!(text.lines().count(), 1, "{text}");
        assert_eq!(read(&text).expect("readable").results, [o]);
    }
}
