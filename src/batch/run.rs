//! Tasks for workers, results in the order of the tasks.

use super::worker::{Ask, Ended, Worker, Workers};
use super::{Outcome, Task, outcome};
use crate::report::{Answer, Status};
use crate::solve::INTERRUPTED;
use crossbeam::channel;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

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
                let mut worker = None;
                loop {
                    let i = next.fetch_add(1, Ordering::Relaxed);
                    let Some(task) = tasks.get(i) else { return };
                    if INTERRUPTED.load(Ordering::Relaxed) {
                        return;
                    }
                    let result = match solved(task, workers, &mut worker) {
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

/// Has a task solved, by a new worker where there is none; `None` after an interrupt.
fn solved(task: &Task, workers: &Workers, worker: &mut Option<Worker>) -> Result<Option<Outcome>, String> {
    let failed = |status, note: String| Answer::error(&task.key().1, status, note);
    if let Err(message) = &task.theorem {
        return Ok(Some(outcome(task, failed(Status::InputError, message.clone()))));
    }
    let mut asked = match worker.take() {
        Some(w) => w,
        None => Worker::start(workers)?,
    };
    let start = Instant::now();
    let answer = match asked.ask(&Ask::new(task)) {
        Ok((outcome, again)) => {
            *worker = again.then_some(asked);
            return Ok(Some(outcome));
        }
        Err(Ended::Interrupted) => return Ok(None),
        Err(Ended::Memory) => {
            failed(Status::MemoryOut, "the memory limit was passed before the provers saw it; see --memory".into())
        }
        Err(Ended::Late) => failed(Status::Timeout, "time was up, and the provers did not stop by themselves".into()),
        Err(Ended::Died(how)) => failed(
            Status::Error,
            format!("the program ended while it was at this theorem ({how}); please report this with the theorem"),
        ),
    };
    let seconds = start.elapsed().as_secs_f64();
    Ok(Some(Outcome { seconds, ..outcome(task, answer) }))
}
