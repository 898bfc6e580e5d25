//! Proving beside the editing: one theorem after another, in a process of its own (`prove worker`).
//!
//! What goes on there stops nothing here: a theorem that takes all memory ends its own process, and to stop a search is to end
//! the process. Budgets are those of the command line (nodes, asks, operations), so the same theorem has the same answer.

use crate::batch::worker::{Ask, Ended, Worker, Workers};
use crate::report::{Answer, Status};
use crossbeam::channel::{Receiver, Sender, unbounded};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

/// Most answers that are kept.
const KEPT: usize = 1000;

/// Answers, by the text of the theorem with its definitions.
#[derive(Debug, Default)]
pub struct Known {
    answers: HashMap<String, Arc<Answer>>,
    order: VecDeque<String>,
}

impl Known {
    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.answers.is_empty()
    }

    /// The answer for a text.
    pub fn answer(&self, unit: &str) -> Option<&Arc<Answer>> {
        self.answers.get(unit)
    }

    fn put(&mut self, unit: String, answer: Arc<Answer>) {
        if self.answers.insert(unit.clone(), answer).is_none() {
            self.order.push_back(unit);
        }
        while self.order.len() > KEPT {
            let oldest = self.order.pop_front();
            oldest.and_then(|u| self.answers.remove(&u));
        }
    }
}

/// A theorem to be proved.
struct Job {
    id: u64,
    unit: String,
    name: String,
    stop: Arc<AtomicBool>,
}

/// What is told of a job.
#[derive(Debug)]
pub enum News {
    /// It is being proved, for so many seconds now.
    Going(u64, u64),
    /// It has come to an end.
    Done(u64, Result<Box<Answer>, String>),
}

/// A job that has not ended.
#[derive(Debug)]
pub struct Running {
    /// Text of the theorem with its definitions.
    pub unit: String,
    /// Requests that are answered when it has ended.
    pub waiting: Vec<serde_json::Value>,
    /// The name under which the client is told how it goes.
    pub token: String,
    /// Whether the client shows that token.
    pub shown: bool,
    stop: Arc<AtomicBool>,
}

/// The jobs.
#[derive(Debug)]
pub struct Proving {
    /// What is known.
    pub known: Known,
    /// Those that have not ended, in the order in which they were asked for.
    pub running: BTreeMap<u64, Running>,
    jobs: Sender<Job>,
    next: u64,
}

impl Proving {
    /// Starts the thread that hands theorems to the worker.
    pub fn new(workers: Workers, tell: impl Fn(News) -> bool + Send + 'static) -> Proving {
        let (jobs, receive) = unbounded();
        std::thread::spawn(move || serve(&workers, &receive, &tell));
        Proving { known: Known::default(), running: BTreeMap::new(), jobs, next: 1 }
    }

    /// Asks for a theorem to be proved; the number of the job, and whether it is new.
    pub fn ask(&mut self, unit: String, name: &str) -> (u64, bool) {
        if let Some((id, _)) = self.running.iter().find(|(_, r)| r.unit == unit && !r.stop.load(Ordering::Relaxed)) {
            return (*id, false);
        }
        let id = self.next;
        self.next += 1;
        let stop = Arc::new(AtomicBool::new(false));
        // The thread ends only with this process.
        let _ = self.jobs.send(Job { id, unit: unit.clone(), name: name.into(), stop: stop.clone() });
        let token = format!("euclase/{id}");
        self.running.insert(id, Running { unit, waiting: Vec::new(), token, shown: false, stop });
        (id, true)
    }

    /// Whether a theorem is being proved, or waits for its turn.
    pub fn is_running(&self, unit: &str) -> bool {
        self.running.values().any(|r| r.unit == unit && !r.stop.load(Ordering::Relaxed))
    }

    /// Stops those that are meant. Returns the requests that waited for them: they need not wait for the process to end.
    pub fn stop(&mut self, which: impl Fn(&Running) -> bool) -> Vec<serde_json::Value> {
        let meant = self.running.values_mut().filter(|r| which(r));
        meant
            .flat_map(|r| {
                r.stop.store(true, Ordering::Relaxed);
                std::mem::take(&mut r.waiting)
            })
            .collect()
    }

    /// Takes back a request that waits; where nobody waits any more, the search is stopped. Returns whether it has waited.
    pub fn cancel(&mut self, request: &serde_json::Value) -> bool {
        let Some(r) = self.running.values_mut().find(|r| r.waiting.contains(request)) else { return false };
        r.waiting.retain(|w| w != request);
        if r.waiting.is_empty() {
            r.stop.store(true, Ordering::Relaxed);
        }
        true
    }

    /// Takes note of an end; the job, and what is to be said to those who wait.
    pub fn done(
        &mut self,
        id: u64,
        result: Result<Box<Answer>, String>,
    ) -> Option<(Running, Result<Arc<Answer>, String>)> {
        let running = self.running.remove(&id)?;
        let result: Result<Arc<Answer>, String> = result.map(Arc::from);
        if let Ok(answer) = &result {
            self.known.put(running.unit.clone(), answer.clone());
        }
        Some((running, result))
    }
}

/// The thread: a job at a time.
fn serve(workers: &Workers, jobs: &Receiver<Job>, tell: &dyn Fn(News) -> bool) {
    let mut worker: Option<Worker> = None;
    for job in jobs {
        let result = if job.stop.load(Ordering::Relaxed) {
            Err("stopped".into())
        } else {
            prove(workers, &mut worker, &job, tell)
        };
        if !tell(News::Done(job.id, result)) {
            return;
        }
    }
}

fn prove(
    workers: &Workers,
    worker: &mut Option<Worker>,
    job: &Job,
    tell: &dyn Fn(News) -> bool,
) -> Result<Box<Answer>, String> {
    let mut asked = match worker.take() {
        Some(w) => w,
        None => Worker::start(workers)?,
    };
    let start = Instant::now();
    let mut told = 0;
    tell(News::Going(job.id, 0));
    let mut stop = || {
        let seconds = start.elapsed().as_secs();
        if seconds > told {
            told = seconds;
            tell(News::Going(job.id, seconds));
        }
        job.stop.load(Ordering::Relaxed)
    };
    let answer = asked.ask(&Ask::whole(&job.unit, &job.name)).and_then(|()| asked.answer_until(&mut stop));
    let ended = match answer {
        Ok((_, answer, again)) => {
            *worker = again.then_some(asked);
            return answer.ok_or_else(|| "the worker has told no answer".into());
        }
        Err(e) => e,
    };
    let answer = |status, note: &str| Ok(Box::new(Answer::error(&job.name, status, note)));
    match ended {
        Ended::Interrupted => Err("stopped".into()),
        Ended::Memory => answer(Status::MemoryOut, "the memory limit was passed before the provers saw it"),
        Ended::Late => answer(Status::Timeout, "time was up, and the provers did not stop by themselves"),
        Ended::Died(how) => {
            Err(format!("the prover ended while it was at this theorem ({how}); please report this with the theorem"))
        }
    }
}

/// Whether there is no more to be found out.
pub fn decided(a: &Answer) -> bool {
    matches!(a.status, Status::Theorem | Status::CounterSatisfiable | Status::ContradictoryAxioms)
}

/// What an answer comes to, in the few words that stand beside a theorem.
pub fn summary(a: &Answer) -> String {
    let time = if a.seconds < 0.095 { format!("{:.2} s", a.seconds) } else { format!("{:.1} s", a.seconds) };
    match (a.status, a.strength) {
        (Status::Theorem, Some(s)) => format!("proved, {}, {time}", s.word()),
        (Status::Theorem, None) => format!("proved, {time}"),
        (Status::CounterSatisfiable, _) => format!("false, {time}"),
        (Status::ContradictoryAxioms, _) => format!("contradictory hypotheses, {time}"),
        (Status::Timeout, _) => format!("not proved: time was up, {time}"),
        (Status::MemoryOut, _) => format!("not proved: memory limit, {time}"),
        (Status::Inappropriate, _) => format!("not proved: beyond this version, {time}"),
        (Status::InputError | Status::Error, _) => "an error".into(),
        (Status::Unknown | Status::User, _) => format!("not proved, {time}"),
    }
}
