//! Worker processes: each proves one theorem after another, and what happens to one happens to it alone.
//!
//! A worker is this program again, as `prove worker`. It reads asks and writes replies, a JSON line each ([`Ask`], [`Reply`]). It ends when its
//! standard input does: so it outlives neither the run nor a run that was killed. It ends, too, when it takes more memory than a
//! theorem may, with an exit code of its own ([`TOO_MUCH`]), and after a theorem that left it with much memory.

use super::{Outcome, Task, digest, outcome, solved};
use crate::report::{Answer, Status};
use crate::solve::{Config, INTERRUPTED, memory};
use crossbeam::channel::{Receiver, RecvTimeoutError, unbounded};
use serde::{Deserialize, Serialize};
use std::ffi::OsString;
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// Exit code of a worker that took too much memory.
const TOO_MUCH: i32 = 71;
/// How often a worker looks at its memory, and how much more than the limit it may take until then: provers stop by themselves at
/// the limit where they ask.
const LOOK: Duration = Duration::from_millis(50);
const MORE: u64 = 256 << 20;
/// How often whoever waits for a worker sees whether there was an interrupt.
const GLANCE: Duration = Duration::from_millis(50);
/// A worker that has not answered so long after its time was up is ended.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a worker is asked.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ask {
    /// Text of the theorem, with the definitions that it uses.
    text: String,
    /// Its name.
    name: String,
    /// Its file, for the record.
    file: String,
    /// Whether all that there is to tell is wanted, the proof too.
    #[serde(default)]
    whole: bool,
}

impl Ask {
    /// Asks for the proof of a task's theorem.
    pub fn new(task: &Task) -> Ask {
        let (file, name) = task.key();
        Ask { text: task.text.to_string(), name, file, whole: false }
    }

    /// Asks for all that there is to tell of a theorem in a text.
    pub fn whole(text: &str, name: &str) -> Ask {
        Ask { text: text.into(), name: name.into(), file: String::new(), whole: true }
    }
}

/// What it replies.
#[derive(Debug, Serialize, Deserialize)]
struct Reply {
    outcome: Outcome,
    /// Where the whole is asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    answer: Option<Box<Answer>>,
    /// It ends after this.
    last: bool,
}

/// How to start workers.
#[derive(Clone, Debug)]
pub struct Workers {
    /// The program.
    pub program: std::path::PathBuf,
    /// What it is to be told: `worker`, and how to solve.
    pub args: Vec<OsString>,
    /// Limit of time for a theorem.
    pub timeout: Option<Duration>,
}

/// Why there is no reply.
#[derive(Debug)]
pub enum Ended {
    /// The run was interrupted.
    Interrupted,
    /// It took too much memory.
    Memory,
    /// It did not stop when its time was up.
    Late,
    /// It ended by itself: how, in words.
    Died(String),
}

/// A worker that runs.
pub struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    lines: Receiver<String>,
    timeout: Option<Duration>,
}

impl Worker {
    /// Starts one.
    ///
    /// # Errors
    /// Why it cannot be started, in words.
    pub fn start(how: &Workers) -> Result<Worker, String> {
        let mut command = Command::new(&how.program);
        command.args(&how.args).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().map_err(|e| format!("cannot start a worker: {e}"))?;
        let (input, output) = (child.stdin.take(), child.stdout.take());
        let (send, lines) = unbounded();
        if let Some(output) = output {
            std::thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    if send.send(line).is_err() {
                        return;
                    }
                }
            });
        }
        Ok(Worker { child, input, lines, timeout: how.timeout })
    }

    /// Asks for the proof of a theorem, after those that it has been asked for.
    ///
    /// # Errors
    /// It has ended.
    pub fn ask(&mut self, ask: &Ask) -> Result<(), Ended> {
        let text = serde_json::to_string(ask).unwrap_or_default() + "\n";
        let input = self.input.as_mut();
        if input.is_some_and(|i| i.write_all(text.as_bytes()).and_then(|()| i.flush()).is_ok()) {
            return Ok(());
        }
        Err(self.ended())
    }

    /// Waits for the next answer. With the outcome comes whether the worker can be asked again; if not, what else it has been asked is lost.
    ///
    /// # Errors
    /// Why it has not answered; then it is of no more use.
    pub fn answer(&mut self) -> Result<(Outcome, bool), Ended> {
        let (outcome, _, again) = self.answer_until(&mut || INTERRUPTED.load(Ordering::Relaxed))?;
        Ok((outcome, again))
    }

    /// As [`Worker::answer`], with all that there is to tell where that is asked for; `stop` is asked often, and says that nobody waits
    /// any more.
    ///
    /// # Errors
    /// As [`Worker::answer`].
    pub fn answer_until(
        &mut self,
        stop: &mut dyn FnMut() -> bool,
    ) -> Result<(Outcome, Option<Box<Answer>>, bool), Ended> {
        let end = self.timeout.and_then(|t| Instant::now().checked_add(t.saturating_mul(2).saturating_add(PATIENCE)));
        loop {
            match self.lines.recv_timeout(GLANCE) {
                Ok(line) => {
                    return match serde_json::from_str::<Reply>(&line) {
                        Ok(Reply { outcome, .. }) if outcome.status == Status::User => Err(Ended::Interrupted),
                        Ok(Reply { outcome, answer, last }) => Ok((outcome, answer, !last)),
                        Err(e) => Err(Ended::Died(format!("it said something else than a reply: {e}"))),
                    };
                }
                Err(_) if stop() => return Err(Ended::Interrupted),
                Err(RecvTimeoutError::Disconnected) => return Err(self.ended()),
                Err(RecvTimeoutError::Timeout) if end.is_some_and(|e| Instant::now() > e) => return Err(Ended::Late),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    /// How it ended.
    fn ended(&mut self) -> Ended {
        match self.child.wait() {
            Ok(status) if status.code() == Some(TOO_MUCH) => Ended::Memory,
            Ok(status) if status.code() == Some(130) => Ended::Interrupted,
            Ok(status) => Ended::Died(status.to_string()),
            Err(e) => Ended::Died(e.to_string()),
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.input = None;
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Is a worker: answers until nobody asks any more.
///
/// # Errors
/// Replies cannot be written.
pub fn serve(config: &Config) -> std::io::Result<()> {
    let (send, asks) = unbounded();
    std::thread::spawn(move || {
        for line in std::io::stdin().lock().lines().map_while(Result::ok) {
            // (Read here, while the one before is at work.)
            let Ok(task) = serde_json::from_str(&line).map(read) else { break };
            if send.send(task).is_err() {
                return;
            }
        }
        // Whoever asked has gone, and wants no answer.
        std::process::exit(0);
    });
    if let Some(most) = config.memory {
        std::thread::spawn(move || {
            while memory() <= most.saturating_add(MORE) {
                std::thread::sleep(LOOK);
            }
            std::process::exit(TOO_MUCH);
        });
    }
    for (task, whole) in asks {
        let answer = solved(&task, config);
        let whole = whole.then(|| Box::new(answer.clone()));
        let outcome = outcome(&task, answer);
        if INTERRUPTED.load(Ordering::Relaxed) {
            std::process::exit(130);
        }
        // What the next theorem may take is not to depend on what this one has left behind.
        let last = config.memory.is_some_and(|most| memory() > most / 4);
        let mut out = std::io::stdout().lock();
        let text = serde_json::to_string(&Reply { outcome, answer: whole, last }).unwrap_or_default();
        writeln!(out, "{text}").and_then(|()| out.flush())?;
        if last {
            return Ok(());
        }
    }
    Ok(())
}

/// What is asked, elaborated; and whether the whole is asked for.
fn read(ask: Ask) -> (Task, bool) {
    let theorem = match euclase_grammar::load(&ask.text) {
        Ok(f) => f.theorems.into_iter().find(|t| t.name == ask.name).ok_or_else(|| "it is not in its text".to_string()),
        Err(d) => Err(d.first().map_or_else(|| "bad input".into(), |d| d.render(&ask.text, &ask.file))),
    };
    let task = Task { file: (&ask.file).into(), theorem, digest: digest(ask.text.as_bytes()), text: ask.text.into() };
    (task, ask.whole)
}
