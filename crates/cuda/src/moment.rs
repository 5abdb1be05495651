//! Events in the order of the device's work, and how the host waits for them.

use crate::driver::{Driver, Failure, Handle};
use std::ptr::null_mut;
use std::thread::{sleep, yield_now};
use std::time::{Duration, Instant};

/// Duration of busy waiting: launches of small problems take less than this, and the shortest sleep takes as long.
const EAGER: Duration = Duration::from_micros(200);

/// Sleep between two polls afterwards.
const LOOK_INTERVAL: Duration = Duration::from_micros(100);

/// The event that the device has completed all preceding work.
pub(crate) struct Moment {
    driver: &'static Driver,
    event: Handle,
}

impl Moment {
    /// Records an event after all work currently in the stream.
    pub(crate) fn after_all(driver: &'static Driver, stream: Handle) -> Result<Self, Failure> {
        let mut event = null_mut();
        // SAFETY: the call writes a handle.
        unsafe { driver.create_event(&mut event, 0) }?;
        let moment = Self { driver, event };
        // SAFETY: this moment owns the event, and the caller's stream lives as long as the process.
        unsafe { driver.record_event(event, stream) }?;
        Ok(moment)
    }

    /// Waits for the event, and returns the milliseconds since an earlier one.
    pub(crate) fn milliseconds_since(&self, earlier: &Self) -> Result<f64, Failure> {
        // SAFETY: this moment owns the event.
        wait(|| unsafe { self.driver.query_event(self.event) })?;
        let mut milliseconds = 0.0;
        // SAFETY: the call writes one number; both events have occurred.
        unsafe { self.driver.elapsed_time(&mut milliseconds, earlier.event, self.event) }?;
        Ok(f64::from(milliseconds))
    }
}

impl Drop for Moment {
    fn drop(&mut self) {
        // SAFETY: nothing else uses the event. The driver keeps a pending one until it occurs.
        let _ = unsafe { self.driver.destroy_event(self.event) };
    }
}

/// Waits until `look` no longer reports that the device is not ready.
pub(crate) fn wait(mut look: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    let began = Instant::now();
    loop {
        match look() {
            Err(Failure::NOT_READY) => pause(began.elapsed()),
            passed => return passed,
        }
    }
}

/// Yields or sleeps, depending on the time waited so far.
fn pause(waited: Duration) {
    if waited < EAGER { yield_now() } else { sleep(LOOK_INTERVAL) }
}

#[cfg(test)]
mod tests {
    use super::{EAGER, wait};
    use crate::driver::Failure;
    use std::time::{Duration, Instant};

    /// Waits for a simulated event after this duration; returns the time it took and the number of polls after the busy
    /// waiting.
    fn wait_for(duration: Duration) -> (Duration, usize) {
        let (began, mut looks) = (Instant::now(), 0);
        let waited = wait(|| {
            looks += usize::from(began.elapsed() > EAGER);
            if began.elapsed() < duration { Err(Failure::NOT_READY) } else { Ok(()) }
        });
        assert!(waited.is_ok());
        (began.elapsed(), looks)
    }

    #[test]
    fn short_work_is_waited_for_without_a_sleep() {
        // The shortest sleep takes more than 100 microseconds. A busy machine may be late for most of the waits.
        let shortest = (0..500).map(|_| wait_for(Duration::from_micros(20)).0).min();
        assert!(shortest < Some(Duration::from_micros(60)), "{shortest:?}");
    }

    #[test]
    fn long_work_leaves_the_processor_to_others() {
        let (_, looks) = wait_for(Duration::from_millis(20));
        assert!(looks <= 201, "{looks} looks in 20 milliseconds");
    }

    #[test]
    fn other_failures_end_a_wait() {
        assert!(matches!(wait(|| Err(Failure(719))), Err(Failure(719))));
    }
}
