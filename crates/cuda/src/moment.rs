//! Moments in the order of the device's work, and how the processor waits for them.

use crate::driver::{Driver, Failure, Handle};
use std::ptr::null_mut;
use std::thread::{sleep, yield_now};
use std::time::{Duration, Instant};

/// How long the processor looks again and again: launches of small problems take less than this, and the shortest sleep takes as long.
const EAGER: Duration = Duration::from_micros(200);

/// How long the processor sleeps between two looks afterwards.
const LOOK_INTERVAL: Duration = Duration::from_micros(100);

/// The moment when the device is done with all work that came before.
pub struct Moment {
    driver: &'static Driver,
    event: Handle,
}

impl Moment {
    /// After all work that is in the stream now.
    pub fn after_all(driver: &'static Driver, stream: Handle) -> Result<Self, Failure> {
        let mut event = null_mut();
        // SAFETY: it writes a handle.
        unsafe { driver.create_event(&mut event, 0) }?;
        let moment = Self { driver, event };
        // SAFETY: the event is this one's, and the caller's stream stays for the life of the process.
        unsafe { driver.record_event(event, stream) }?;
        Ok(moment)
    }

    /// Waits for it, and returns the milliseconds since an earlier one.
    pub fn milliseconds_since(&self, earlier: &Self) -> Result<f64, Failure> {
        // SAFETY: the event is this one's.
        wait(|| unsafe { self.driver.query_event(self.event) })?;
        let mut milliseconds = 0.0;
        // SAFETY: it writes one number; both moments have passed.
        unsafe { self.driver.elapsed_time(&mut milliseconds, earlier.event, self.event) }?;
        Ok(f64::from(milliseconds))
    }
}

impl Drop for Moment {
    fn drop(&mut self) {
        // SAFETY: nobody else has the event. One that has not passed is kept by the driver until it has.
        let _ = unsafe { self.driver.destroy_event(self.event) };
    }
}

/// Waits until `look` no longer says that the device is not ready.
pub fn wait(mut look: impl FnMut() -> Result<(), Failure>) -> Result<(), Failure> {
    let began = Instant::now();
    loop {
        match look() {
            Err(Failure::NOT_READY) => pause(began.elapsed()),
            passed => return passed,
        }
    }
}

/// Lets others have the processor for a while, after so long a wait.
fn pause(waited: Duration) {
    if waited < EAGER { yield_now() } else { sleep(LOOK_INTERVAL) }
}

#[cfg(test)]
mod tests {
    use super::{EAGER, wait};
    use crate::driver::Failure;
    use std::time::{Duration, Instant};

    /// Waits for something that takes so long; returns how long that took and how often it was looked at after the eager time.
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
