//! The thread pool for calls. Containers limit the threads of a process, so a failure to start one is an error, not a
//! panic.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use superlinear_interface::Error;

/// A call to be solved.
type Job = Box<dyn FnOnce() + Send>;

/// Threads that take calls in order of arrival. They are started on demand and never stop.
pub struct Workers {
    name: &'static str,
    limit: usize,
    state: Mutex<State>,
    news: Condvar,
}

#[derive(Default)]
struct State {
    waiting: VecDeque<Job>,
    threads: usize,
    idle: usize,
}

impl Workers {
    /// A pool of at most `limit` threads, none of them started yet.
    pub fn new(name: &'static str, limit: usize) -> Self {
        Self { name, limit, state: Mutex::default(), news: Condvar::new() }
    }

    /// Starts a thread for the next call if none is idle. Fails if there is none at all and the system grants none.
    pub fn prepare(&'static self) -> Result<(), Error> {
        let mut state = self.lock();
        if state.idle > state.waiting.len() || state.threads == self.limit {
            return Ok(());
        }
        match Builder::new().name(self.name.to_owned()).spawn(|| self.work()) {
            Ok(_) => state.threads += 1,
            Err(error) if state.threads == 0 => {
                return Err(Error::unavailable("native", &format!("no thread can be started: {error}")));
            }
            // The existing threads get to it later.
            Err(_) => {}
        }
        Ok(())
    }

    /// Solves a call on one of the prepared threads.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.lock().waiting.push_back(Box::new(job));
        self.news.notify_one();
    }

    /// The main loop of a thread.
    fn work(&self) {
        let mut state = self.lock();
        loop {
            if let Some(job) = state.waiting.pop_front() {
                drop(state);
                job();
                state = self.lock();
            } else {
                state.idle += 1;
                state = self.news.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
