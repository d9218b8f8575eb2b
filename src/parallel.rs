//! Work on several threads whose results come out in the order in which it went in, in memory that is bounded. Where no
//! thread can be had, the work is done by the one that asks.

use std::collections::VecDeque;
use std::num::NonZeroUsize;
use std::sync::Mutex;
use std::sync::mpsc::{self, Receiver, SyncSender};
use std::thread;

/// More threads than this would hold more work than the memory is meant for.
const MOST_THREADS: usize = 64;

/// How many jobs may wait beside those that are worked on: whoever reads and writes is not always let in at once where
/// every core computes.
const WAITING: usize = 6;

/// How many threads work where so many are asked for, up to 64: one a core by default.
#[must_use]
pub fn threads(asked: Option<NonZeroUsize>) -> usize {
    asked
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get)
        .min(MOST_THREADS)
}

/// Works on jobs in parallel and hands over what they came to in the order of the jobs. So many are under way at a time as
/// keep every thread busy, and no more. Each thread has a worker of its own, which sends the results of a job one by one
/// and waits while an earlier job is not yet handed over: however much a job comes to, two of its results are kept.
///
/// # Errors
/// The first of a job that could not be fetched, when all before it are handed over, or of `take`.
pub fn in_order<J: Send, D: Send, E, W: FnMut(J, &mut dyn FnMut(D))>(
    threads: usize,
    jobs: impl Iterator<Item = Result<J, E>>,
    worker: impl Fn() -> W + Sync,
    mut take: impl FnMut(D) -> Result<(), E>,
) -> Result<(), E> {
    let (orders, queue) = mpsc::sync_channel::<(J, SyncSender<D>)>(threads + WAITING);
    let queue = Mutex::new(queue);
    let work = || {
        let mut work = worker();
        loop {
            // the lock is let go before the work begins
            let job = queue.lock().ok().and_then(|queue| queue.recv().ok());
            let Some((job, results)) = job else { return };
            // whoever waited for it may have given up
            work(job, &mut |result| drop(results.send(result)));
        }
    };
    thread::scope(|scope| {
        let wanted = if threads > 1 { threads } else { 0 };
        let spawn = |_: &usize| thread::Builder::new().spawn_scoped(scope, work).is_ok();
        let running = (0..wanted).take_while(spawn).count();
        if running == 0 {
            return by_one(jobs, worker(), take);
        }
        // dropped at the end of this closure, so that the threads end
        let orders = orders;
        let mut under_way: VecDeque<Receiver<D>> = VecDeque::new();
        let mut fault = Ok(());
        for job in jobs {
            let job = match job {
                Ok(job) => job,
                Err(error) => {
                    fault = Err(error);
                    break;
                }
            };
            if under_way.len() >= running + WAITING {
                under_way.pop_front().into_iter().flatten().try_for_each(&mut take)?;
            }
            let (results, waiting) = mpsc::sync_channel(1);
            under_way.push_back(waiting);
            if orders.send((job, results)).is_err() {
                break;
            }
        }
        // what was sound before a fault is still handed over
        under_way.into_iter().flatten().try_for_each(&mut take)?;
        fault
    })
}

/// Works on one job after another.
fn by_one<J, D, E>(
    jobs: impl Iterator<Item = Result<J, E>>,
    mut work: impl FnMut(J, &mut dyn FnMut(D)),
    mut take: impl FnMut(D) -> Result<(), E>,
) -> Result<(), E> {
    for job in jobs {
        let mut fault = Ok(());
        work(job?, &mut |result| {
            if fault.is_ok() {
                fault = take(result);
            }
        });
        fault?;
    }
    Ok(())
}
