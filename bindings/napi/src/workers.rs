//! Threads that calls are solved on. Containers limit how many a process may have, so that a thread which cannot be had is an error and no panic.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::Builder;
use superlinear_interface::Error;

/// A call to be solved.
type Job = Box<dyn FnOnce() + Send>;

/// Threads that take calls in the order in which they come. They are started when they are needed, and stay.
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
    /// At most `limit` threads, none of which is started yet.
    pub fn new(name: &'static str, limit: usize) -> Self {
        Self { name, limit, state: Mutex::default(), news: Condvar::new() }
    }

    /// Starts a thread for the next call where none is idle. Fails where there is none at all and the system grants none.
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
            // Those that are there get to it later.
            Err(_) => {}
        }
        Ok(())
    }

    /// Solves a call on one of the threads, which were prepared for it.
    pub fn execute(&self, job: impl FnOnce() + Send + 'static) {
        self.lock().waiting.push_back(Box::new(job));
        self.news.notify_one();
    }

    /// The inside of a thread.
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
