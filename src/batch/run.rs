//! Tasks for workers, results in the order of the tasks.

use super::worker::{Ask, Ended, Worker, Workers};
use super::{Outcome, Task, outcome};
use crate::report::{Answer, Status};
use crate::solve::INTERRUPTED;
use crossbeam::channel;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Has tasks solved by `jobs` workers; `done` is called for each result, in the order of the tasks (so that the same run writes the
/// same file whatever `jobs` is). Stops at an interrupt, and when `done` says false; results after that are not reported.
///
/// # Errors
/// No worker can be started: why, in words.
pub fn run(
    tasks: &[Task],
    workers: &Workers,
    jobs: usize,
    mut done: impl FnMut(Outcome) -> bool,
) -> Result<(), String> {
    let next = AtomicUsize::new(0);
    let (send, receive) = channel::unbounded::<Result<(usize, Outcome), String>>();
    std::thread::scope(|scope| {
        for _ in 0..jobs.max(1).min(tasks.len()) {
            let (send, next) = (send.clone(), &next);
            scope.spawn(move || {
                let mut line = Line { tasks, workers, worker: None, asked: None, quick: false };
                let take = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|i| *i < tasks.len());
                // Not near the end: what waits for one worker, another could begin.
                let many = || next.load(Ordering::Relaxed).saturating_add(2 * jobs) < tasks.len();
                let mut after = None;
                while let Some(i) = after.take().or_else(take) {
                    if INTERRUPTED.load(Ordering::Relaxed) {
                        return;
                    }
                    after = if line.quick && many() { take() } else { None };
                    let result = match line.solved(i, after) {
                        Ok(Some(o)) => Ok((i, o)),
                        Ok(None) => return,
                        Err(e) => Err(e),
                    };
                    let failed = result.is_err();
                    if send.send(result).is_err() || failed {
                        return;
                    }
                }
            });
        }
        drop(send);
        let mut waiting: BTreeMap<usize, Outcome> = BTreeMap::new();
        let mut turn = 0;
        for result in receive {
            let (i, o) = result.inspect_err(|_| INTERRUPTED.store(true, Ordering::Relaxed))?;
            waiting.insert(i, o);
            while let Some(o) = waiting.remove(&turn) {
                if !done(o) {
                    // Nobody wants more: the workers may go home.
                    INTERRUPTED.store(true, Ordering::Relaxed);
                    return Ok(());
                }
                turn += 1;
            }
        }
        Ok(())
    })
}

/// Answers that come so soon are too short to wait between them: the next task is asked for ahead.
const QUICK: Duration = Duration::from_millis(50);

/// A worker, and what it has been asked.
struct Line<'a> {
    tasks: &'a [Task],
    workers: &'a Workers,
    worker: Option<Worker>,
    /// A task that this worker has been asked for ahead.
    asked: Option<usize>,
    /// Its last answer came soon.
    quick: bool,
}

impl Line<'_> {
    /// Has a task solved, by a new worker where there is none, and asks for the one `after` it; `None` after an interrupt.
    fn solved(&mut self, i: usize, after: Option<usize>) -> Result<Option<Outcome>, String> {
        let failed = |task: &Task, status, note: String| Answer::error(&task.key().1, status, note);
        let Some(task) = self.tasks.get(i) else { return Ok(None) };
        if let Err(message) = &task.theorem {
            return Ok(Some(outcome(task, failed(task, Status::InputError, message.clone()))));
        }
        let mut worker = match self.worker.take() {
            Some(w) => w,
            None => {
                self.asked = None;
                Worker::start(self.workers)?
            }
        };
        let start = Instant::now();
        let asked = if self.asked.take() == Some(i) { Ok(()) } else { worker.ask(&Ask::new(task)) };
        // A worker may have answered and ended: then the next is asked of another, and this one's answer is still read.
        if let Some((j, t)) = after.and_then(|j| Some((j, self.tasks.get(j)?)))
            && t.theorem.is_ok()
            && asked.is_ok()
            && worker.ask(&Ask::new(t)).is_ok()
        {
            self.asked = Some(j);
        }
        let answer = match asked.and_then(|()| worker.answer()) {
            Ok((outcome, again)) => {
                self.quick = start.elapsed() < QUICK;
                self.worker = again.then_some(worker);
                return Ok(Some(outcome));
            }
            Err(Ended::Interrupted) => return Ok(None),
            Err(Ended::Memory) => failed(
                task,
                Status::MemoryOut,
                "the memory limit was passed before the provers saw it; see --memory".into(),
            ),
            Err(Ended::Late) => {
                failed(task, Status::Timeout, "time was up, and the provers did not stop by themselves".into())
            }
            Err(Ended::Died(how)) => failed(
                task,
                Status::Error,
                format!("the program ended while it was at this theorem ({how}); please report this with the theorem"),
            ),
        };
        self.quick = false;
        let seconds = start.elapsed().as_secs_f64();
        Ok(Some(Outcome { seconds, ..outcome(task, answer) }))
    }
}
