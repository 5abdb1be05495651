//! Loops over blocks of work, on rayon's threads if there are several.

use superlinear_interface::Run;

/// The threads available to a computation. Copies are cheap and share their threads.
///
/// Threads start only when a loop has two blocks to distribute. All runs with the same number of threads share one
/// pool.
#[derive(Clone, Copy, Debug)]
pub struct Parallelism {
    threads: usize,
}

impl Parallelism {
    /// The threads available to `run`.
    pub fn of(run: &Run) -> Self {
        Self { threads: if cfg!(not(target_arch = "wasm32")) { run.threads() } else { 1 } }
    }

    /// The calling thread alone.
    pub fn sequential() -> Self {
        Self { threads: 1 }
    }

    /// The number of threads.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Calls `f()` on one of these threads. For many short loops in a row: inside, each starts at once, while from
    /// outside a thread must be woken first, and then the caller.
    pub fn inside<R: Send>(&self, f: impl FnOnce() -> R + Send) -> R {
        #[cfg(not(target_arch = "wasm32"))]
        if let Some(pool) = pool::of_size(self.threads) {
            let (mut f, mut result) = (Some(f), None);
            pool::call(&pool, &mut || result = f.take().map(|f| f()));
            return result.expect("it was called");
        }
        f()
    }

    /// Computes `f(0), f(1), ...` for `blocks` blocks, with results in this order.
    pub fn map_blocks<R: Send>(&self, blocks: usize, f: impl Fn(usize) -> R + Sync) -> Vec<R> {
        #[cfg(not(target_arch = "wasm32"))]
        if blocks > 1
            && let Some(pool) = pool::of_size(self.threads)
        {
            let results: Vec<_> = (0..blocks).map(|_| pool::Slot::empty()).collect();
            pool::for_each(&pool, blocks, &|k| results[k].put(f(k)));
            return results.iter().map(pool::Slot::take).collect();
        }
        (0..blocks).map(f).collect()
    }

    /// Computes `f(k, item)` for the `k`-th of the `items`, with results in this order. Items are usually chunks of
    /// slices written to by a block: `parallelism.map(f.chunks_mut(64).zip(s.chunks_mut(64)), |block, (f, s)| ...)`.
    pub fn map<I: Send, R: Send>(
        &self,
        items: impl IntoIterator<Item = I>,
        f: impl Fn(usize, I) -> R + Sync,
    ) -> Vec<R> {
        #[cfg(not(target_arch = "wasm32"))]
        if self.threads > 1 {
            let items: Vec<_> = items.into_iter().map(pool::Slot::of).collect();
            return self.map_blocks(items.len(), |k| f(k, items[k].take()));
        }
        items.into_iter().enumerate().map(|(k, item)| f(k, item)).collect()
    }

    /// Calls `f(k, piece)` for the `k`-th piece of `chunk` elements of `data`; the last piece may be shorter. Panics if
    /// `chunk` is 0.
    pub fn for_each_chunk<T: Send>(&self, data: &mut [T], chunk: usize, f: impl Fn(usize, &mut [T]) + Sync) {
        self.map(data.chunks_mut(chunk), f);
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod pool {
    //! The thread pools of this process by size, and the calls to rayon. None of them is generic, so they are compiled
    //! once instead of with every loop.

    use rayon::prelude::*;
    use rayon::{ThreadPool, ThreadPoolBuilder};
    use std::sync::{Arc, Mutex, PoisonError};

    /// Calls `f` on one of the threads.
    pub(crate) fn call(pool: &ThreadPool, f: &mut (dyn FnMut() + Send)) {
        pool.install(f);
    }

    /// Calls `f` with each number below `count`, on all threads.
    pub(crate) fn for_each(pool: &ThreadPool, count: usize, f: &(dyn Fn(usize) + Sync)) {
        call(pool, &mut || (0..count).into_par_iter().for_each(f));
    }

    /// The number of pool sizes kept, the most recently used ones. The runs of a process mostly use one or two sizes,
    /// and idle threads take memory and system resources.
    const KEPT: usize = 4;

    /// The pool with this many threads, started at its first use. `None` for one thread, or if the system provides no
    /// more threads; the caller then does the work.
    pub(crate) fn of_size(threads: usize) -> Option<Arc<ThreadPool>> {
        static POOLS: Mutex<Vec<(usize, Arc<ThreadPool>)>> = Mutex::new(Vec::new());
        if threads <= 1 {
            return None;
        }
        let mut pools = POOLS.lock().unwrap_or_else(PoisonError::into_inner);
        let pool = match pools.iter().position(|(size, _)| *size == threads) {
            Some(place) => pools.remove(place).1,
            None => Arc::new(ThreadPoolBuilder::new().num_threads(threads).build().ok()?),
        };
        pools.insert(0, (threads, Arc::clone(&pool)));
        pools.truncate(KEPT);
        Some(pool)
    }

    /// The input or output slot of a block. Its lock is never contended, as only one block accesses it, and costs a few
    /// nanoseconds.
    pub(crate) struct Slot<T>(Mutex<Option<T>>);

    impl<T> Slot<T> {
        pub(crate) fn empty() -> Self {
            Self(Mutex::new(None))
        }

        pub fn of(value: T) -> Self {
            Self(Mutex::new(Some(value)))
        }

        pub(crate) fn put(&self, value: T) {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        }

        pub(crate) fn take(&self) -> T {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).take().expect("each block is computed once")
        }
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::Parallelism;
    use std::thread::sleep;
    use std::time::Duration;

    /// The number of threads of this process.
    fn count() -> usize {
        std::fs::read_dir("/proc/self/task").expect("a list of threads").count()
    }

    #[test]
    fn threads_of_sizes_that_are_no_longer_used_end() {
        // Pools of all sizes would have 819 threads, the last four have 154.
        for threads in 2..=40 {
            assert_eq!(Parallelism { threads }.map_blocks(3, |k| k), [0, 1, 2]);
        }
        // They terminate asynchronously, and other tests have threads, too.
        let is_over = || {
            sleep(Duration::from_millis(20));
            count() < 400
        };
        assert!((0..1000).any(|_| is_over()), "{} threads", count());
    }
}
