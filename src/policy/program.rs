//! A helper program that speaks JSON Lines on its standard input and output, on a short leash.
//!
//! Whatever the program does (silence, floods, lines without end, death), the one who asks gets an answer or an error within a limit
//! of time: reading and writing are done by threads of their own behind bounded queues, and the program is ended with its [`Leash`].

use crate::os;
use crate::solve::Clock;
use crossbeam::channel::{Receiver, RecvTimeoutError, SendTimeoutError, Sender, bounded};
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// Longest line that is read.
pub const LONGEST: usize = 1 << 20;
/// Lines that wait to be read or written; a program that is faster has to wait.
const WAITING: usize = 64;
/// How often the clock is looked at while waiting.
const LOOK: Duration = Duration::from_millis(20);

/// Ends the program, at the latest when the last copy is dropped.
#[derive(Clone, Debug, Default)]
pub struct Leash(Arc<Held>);

#[derive(Debug, Default)]
struct Held(Mutex<Slot>);

#[derive(Debug, Default)]
struct Slot {
    child: Option<Child>,
    /// No program may start any more.
    cut: bool,
}

impl Slot {
    fn end(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself; waiting takes it off the system's list either way.
            os::end_group(&child);
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Leash {
    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn hold(&self, child: Child) {
        let mut slot = self.slot();
        slot.end();
        slot.child = Some(child);
        if slot.cut {
            slot.end();
        }
    }

    /// Ends the program, if it is still there.
    pub fn end(&self) {
        self.slot().end();
    }

    /// Ends the program, and any that is started later: by work that was left behind when time was up.
    pub fn cut(&self) {
        let mut slot = self.slot();
        slot.cut = true;
        slot.end();
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).end();
    }
}

/// Why there is no line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gone {
    /// No answer in time.
    Silent,
    /// Its output is closed: it has ended.
    Ended,
    /// It says too much that is no answer.
    Noise,
    /// The run is over; nobody is to blame.
    Over,
}

/// A line, or what is wrong with it.
pub type Said = Result<String, &'static str>;

/// A running program.
pub struct Program {
    leash: Leash,
    to: Sender<String>,
    from: Receiver<Said>,
    patience: Duration,
    clock: Clock,
}

impl Program {
    /// Starts `words[0]` with the other words as its arguments, without a shell.
    ///
    /// # Errors
    /// It cannot be started: why.
    pub fn start(words: &[String], patience: Duration, clock: &Clock, leash: &Leash) -> Result<Program, String> {
        let (name, args) = words.split_first().ok_or("no command")?;
        let mut command = Command::new(name);
        command.args(args).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        os::own_group(&mut command);
        let mut child = command.spawn().map_err(|e| format!("`{name}` cannot be started: {e}"))?;
        let pipes = (child.stdin.take(), child.stdout.take());
        leash.hold(child);
        let (Some(mut input), Some(output)) = pipes else { return Err(format!("`{name}` has no pipes")) };
        let (to, lines) = bounded::<String>(WAITING);
        let (said, from) = bounded::<Said>(WAITING);
        // Both threads end when the program does, or when nobody listens any more.
        let threads = [
            std::thread::Builder::new().name("to policy".into()).spawn(move || {
                for line in lines {
                    if input.write_all(line.as_bytes()).and_then(|()| input.flush()).is_err() {
                        return;
                    }
                }
            }),
            std::thread::Builder::new().name("from policy".into()).spawn(move || read(output, &said)),
        ];
        if let Some(e) = threads.into_iter().find_map(Result::err) {
            leash.end();
            return Err(format!("no thread could be started: {e}"));
        }
        Ok(Program { leash: leash.clone(), to, from, patience, clock: clock.clone() })
    }

    /// What the program did that there is no line, in words; None where nobody is to blame.
    pub fn blame(&self, gone: Gone) -> Option<String> {
        match gone {
            Gone::Silent => Some(format!("did not answer within {} s", self.patience.as_secs_f64())),
            Gone::Ended => Some("has ended".into()),
            Gone::Noise => Some("said too much that is no answer".into()),
            Gone::Over => None,
        }
    }

    /// When the patience ends that begins now.
    pub fn limit(&self) -> Instant {
        let now = Instant::now();
        now.checked_add(self.patience).unwrap_or(now + Duration::from_secs(1 << 30))
    }

    /// Sends a line.
    ///
    /// # Errors
    /// The program does not read, or has ended.
    pub fn send(&self, line: String) -> Result<(), Gone> {
        let (end, mut line) = (self.limit(), line + "\n");
        loop {
            match self.to.send_timeout(line, LOOK) {
                Ok(()) => return Ok(()),
                Err(SendTimeoutError::Disconnected(_)) => return Err(Gone::Ended),
                Err(SendTimeoutError::Timeout(back)) => line = back,
            }
            self.waited(end)?;
        }
    }

    /// The next line; waits for it until `end`.
    ///
    /// # Errors
    /// There is none.
    pub fn receive(&self, end: Instant) -> Result<Said, Gone> {
        loop {
            match self.from.recv_timeout(LOOK.min(end.saturating_duration_since(Instant::now()))) {
                Ok(said) => return Ok(said),
                Err(RecvTimeoutError::Disconnected) => return Err(Gone::Ended),
                Err(RecvTimeoutError::Timeout) => self.waited(end)?,
            }
        }
    }

    fn waited(&self, end: Instant) -> Result<(), Gone> {
        if self.clock.over() {
            Err(Gone::Over)
        } else if Instant::now() >= end {
            Err(Gone::Silent)
        } else {
            Ok(())
        }
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.leash.end();
    }
}

/// Reads lines until the end, or until nobody listens.
fn read(output: impl Read, said: &Sender<Said>) {
    let mut from = BufReader::new(output);
    loop {
        let mut line = Vec::new();
        match (&mut from).take(LONGEST as u64 + 1).read_until(b'\n', &mut line) {
            Ok(0) | Err(_) => return,
            Ok(_) => {}
        }
        let whole = line.last() == Some(&b'\n');
        let told = if line.len() > LONGEST {
            if !whole && !skip(&mut from) {
                return;
            }
            Err("a line is longer than 1 MiB")
        } else {
            String::from_utf8(line).map_err(|_| "a line is not UTF-8")
        };
        if said.send(told).is_err() {
            return;
        }
    }
}

/// Reads on to the end of a line without keeping it; false at the end of all.
fn skip(from: &mut impl BufRead) -> bool {
    loop {
        let Ok(buffer) = from.fill_buf() else { return false };
        if buffer.is_empty() {
            return false;
        }
        let end = buffer.iter().position(|b| *b == b'\n');
        let n = end.map_or(buffer.len(), |i| i + 1);
        from.consume(n);
        if end.is_some() {
            return true;
        }
    }
}

/// Splits a command into words: at blanks, but for those in quotes ('…' or "…") or after a backslash.
///
/// # Errors
/// A quote is open at the end, or there is no word.
pub fn words(command: &str) -> Result<Vec<String>, String> {
    let (mut out, mut word, mut quote) = (Vec::new(), None::<String>, None);
    let mut letters = command.chars();
    while let Some(c) = letters.next() {
        match (c, quote) {
            (c, Some(q)) if c == q => quote = None,
            ('\\', q) if q != Some('\'') => word.get_or_insert_default().extend(letters.next()),
            (c, Some(_)) => word.get_or_insert_default().push(c),
            ('\'' | '"', None) => {
                quote = Some(c);
                word.get_or_insert_default();
            }
            (c, None) if c.is_whitespace() => out.extend(word.take()),
            (c, None) => word.get_or_insert_default().push(c),
        }
    }
    out.extend(word);
    match quote {
        Some(q) => Err(format!("the quote {q} is not closed in `{command}`")),
        None if out.is_empty() => Err("a command is wanted, as in external:\"python3 policy.py\"".into()),
        None => Ok(out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_split_into_words() {
        let split = |t: &str| words(t).expect("words");
        assert_eq!(split("python3  a.py -x"), ["python3", "a.py", "-x"]);
        assert_eq!(split(r#"'a b' "c 'd'" e\ f g"h"i ''"#), ["a b", "c 'd'", "e f", "ghi", ""]);
        assert!(words("a 'b").is_err() && words("  ").is_err());
    }

    #[test]
    fn long_lines_are_cut_and_the_next_one_is_whole() {
        let long = vec![b'x'; 3 * LONGEST];
        let text = [&b"a\n"[..], &long, b"\nb\n\xff\nlast"].concat();
        let (send, receive) = bounded(10);
        read(&text[..], &send);
        drop(send);
        let lines: Vec<Said> = receive.into_iter().collect();
        let whole = |s: &str| Ok(s.to_string());
        let long = Err("a line is longer than 1 MiB");
        assert_eq!(lines, [whole("a\n"), long, whole("b\n"), Err("a line is not UTF-8"), whole("last")]);
    }
}
