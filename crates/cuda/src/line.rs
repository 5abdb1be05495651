//! A first-come, first-served queue of runs for an exclusive resource.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Interval at which a waiting run checks for cancellation.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// The queue.
#[derive(Default)]
pub(crate) struct Line {
    state: Mutex<State>,
    moved: Condvar,
}

#[derive(Default)]
struct State {
    /// The number of the next run to arrive.
    next: u64,
    /// The numbers of the runs in the queue, in order of arrival.
    numbers: VecDeque<u64>,
}

/// A place in the queue, given up on drop.
pub(crate) struct Place<'line> {
    line: &'line Line,
    number: u64,
}

impl Line {
    /// Waits in the queue until this place is the first. Calls `poll` meanwhile, and stops at its error.
    pub(crate) fn wait<E>(&self, poll: impl Fn() -> Result<(), E>) -> Result<Place<'_>, E> {
        let mut state = self.state();
        let place = Place { line: self, number: state.next };
        state.next += 1;
        state.numbers.push_back(place.number);
        while state.numbers.front() != Some(&place.number) {
            drop(state);
            poll()?;
            let waited = self.moved.wait_timeout(self.state(), POLL_INTERVAL);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
        drop(state);
        Ok(place)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.line.state().numbers.retain(|&number| number != self.number);
        self.line.moved.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use std::sync::Mutex;
    use std::thread::{scope, sleep};
    use std::time::Duration;

    /// Waits until the queue has this length.
    fn await_length(line: &Line, length: usize) {
        while line.state().numbers.len() < length {
            sleep(Duration::from_millis(1));
        }
    }

    #[test]
    fn places_are_taken_in_the_order_of_coming() {
        let (line, taken) = (Line::default(), Mutex::new(Vec::new()));
        scope(|scope| {
            let first = line.wait(|| Ok::<_, ()>(()));
            for k in 0..8 {
                let (line, taken) = (&line, &taken);
                let leaving = scope.spawn(move || {
                    // Every other run gives up while it waits.
                    let place = line.wait(|| if k % 2 == 0 { Ok(()) } else { Err(()) });
                    if place.is_ok() {
                        taken.lock().expect("a list").push(k);
                    }
                });
                if k % 2 == 0 {
                    await_length(line, 2 + k / 2);
                } else {
                    leaving.join().expect("an end");
                }
            }
            drop(first);
        });
        assert_eq!(*taken.lock().expect("a list"), [0, 2, 4, 6]);
        assert!(line.state().numbers.is_empty());
    }
}
