//! Work on a batch, on all threads, with the results in order: so nothing depends on which thread was first.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

/// Does `one` for each item, on so many threads, those first that `first` puts first; each result with its time in microseconds.
pub(super) fn work<T: Sync, R: Send>(
    items: &[T],
    jobs: usize,
    first: impl Fn(&T) -> u8,
    nothing: impl Fn() -> R,
    one: impl Fn(&T) -> R + Sync,
) -> Vec<(R, u64)> {
    let slots: Vec<Mutex<Option<(R, u64)>>> = items.iter().map(|_| Mutex::new(None)).collect();
    let mut order: Vec<usize> = (0..items.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(first(&items[i])));
    let next = AtomicUsize::new(0);
    let worker = || {
        while let Some(&i) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
            let start = Instant::now();
            let came = one(&items[i]);
            let micros = start.elapsed().as_micros() as u64;
            *slots[i].lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some((came, micros));
        }
    };
    let jobs = jobs.clamp(1, items.len().max(1));
    if jobs == 1 {
        worker();
    } else {
        // A panic of a worker is raised again here, and told by the one who waits for the search.
        crossbeam::thread::scope(|scope| {
            for _ in 1..jobs {
                // Proofs are put together by recursion, and those about numbers are deep.
                let thread = scope.builder().stack_size(STACK);
                let _ = thread.spawn(|_| worker());
            }
            worker();
        })
        .unwrap_or_else(|e| std::panic::resume_unwind(e));
    }
    let inner = |s: Mutex<Option<(R, u64)>>| s.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    slots.into_iter().map(|s| inner(s).unwrap_or_else(|| (nothing(), 0))).collect()
}

/// Stack of a worker.
const STACK: usize = 64 << 20;
