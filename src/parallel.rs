//! Work on all cores whose results come out in the order in which it went in.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::sync::{Arc, Mutex};

/// More threads than this would hold more work than the memory is meant for.
const MOST_THREADS: usize = 64;

/// How many jobs may wait beside those that are worked on: whoever reads and writes is not always let in at once where
/// every core computes.
const WAITING: usize = 6;

/// How many threads work where so many are asked for, up to 64: one a core by default.
#[must_use]
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked
        .or_else(|| std::thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
        .min(MOST_THREADS)
}

/// A job, room for what it comes to, and where that is waited for.
type Job<J, R, D> = (J, R, SyncSender<D>);

/// Works on jobs in parallel and hands over what they came to in the order of the jobs. So many are under way at a time as
/// keep every thread busy, and no more. Each thread has a desk of its own; the room that `take` gives back is used again.
///
/// # Errors
/// The first of a job that could not be fetched, when all before it are handed over, or of `take`.
pub fn in_order<J, R, D, E, W>(
    threads: usize,
    jobs: impl Iterator<Item = Result<J, E>>,
    desk: impl Fn() -> W + Sync,
    mut take: impl FnMut(D) -> Result<R, E>,
) -> Result<(), E>
where
    J: Send,
    R: Default + Send,
    D: Send,
    W: FnMut(J, R) -> D,
{
    if threads == 1 {
        let mut work = desk();
        let mut room = R::default();
        for job in jobs {
            room = take(work(job?, room))?;
        }
        return Ok(());
    }
    std::thread::scope(|scope| {
        let (orders, queue) = mpsc::sync_channel::<Job<J, R, D>>(threads + WAITING);
        let queue = Arc::new(Mutex::new(queue));
        for _ in 0..threads {
            let queue = Arc::clone(&queue);
            let desk = &desk;
            scope.spawn(move || {
                let mut work = desk();
                loop {
                    // the lock is let go before the work begins
                    let job = queue.lock().ok().and_then(|queue| queue.recv().ok());
                    let Some((job, room, result)) = job else {
                        return;
                    };
                    // whoever waited for it may have given up
                    let _ = result.send(work(job, room));
                }
            });
        }
        let mut under_way: VecDeque<Receiver<D>> = VecDeque::new();
        let mut finish = |under_way: &mut VecDeque<Receiver<D>>| {
            let done = under_way.pop_front().map(|result| result.recv());
            match done {
                Some(Ok(done)) => take(done),
                Some(Err(_)) | None => Ok(R::default()),
            }
        };
        let mut fault = Ok(());
        for job in jobs {
            let job = match job {
                Ok(job) => job,
                Err(error) => {
                    fault = Err(error);
                    break;
                }
            };
            let room = if under_way.len() >= threads + WAITING {
                finish(&mut under_way)?
            } else {
                R::default()
            };
            let (result, waiting) = mpsc::sync_channel(1);
            under_way.push_back(waiting);
            if orders.send((job, room, result)).is_err() {
                break;
            }
        }
        // what was sound before a fault is still handed over
        while !under_way.is_empty() {
            finish(&mut under_way)?;
        }
        fault
    })
}
