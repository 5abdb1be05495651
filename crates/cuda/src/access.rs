//! A run's way to the device. One run holds it at a time, for two would only slow each other down and share its memory; others wait.

use crate::device::Device;
use crate::failure::{ensure_not_lost, unavailable};
use crate::probe::describe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};
use std::thread::sleep;
use std::time::Duration;
use superlinear_interface::{Error, Run};

/// How often a waiting run asks whether it is wanted still, and whether the device is free.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// Whether a run holds the device.
static IS_HELD: AtomicBool = AtomicBool::new(false);

/// What a run on the device carries: it holds the device from when it first needs it to its end.
#[derive(Default)]
struct Access(Mutex<Option<Lease>>);

/// The device, held.
struct Lease(Arc<Device>);

impl Drop for Lease {
    fn drop(&mut self) {
        // What the run has freed is free once the device gets there. Failures are the next run's to hear of.
        let _ = self.0.stream.synchronize();
        IS_HELD.store(false, Ordering::Release);
    }
}

/// The run, on the device. Fails where there is none, and says why.
pub fn equipped(run: Run) -> Result<Run, Error> {
    ensure_not_lost()?;
    describe().map_err(|reason| unavailable(&reason))?;
    Ok(run.with_accelerator(Arc::new(Access::default())))
}

/// The device, where `run` was put on it. Waits until other runs are done with it.
pub fn device(run: &Run) -> Result<Option<Arc<Device>>, Error> {
    let Some(access) = run.accelerator().and_then(|accelerator| accelerator.downcast_ref::<Access>()) else {
        return Ok(None);
    };
    let mut lease = access.0.lock().unwrap_or_else(PoisonError::into_inner);
    if lease.is_none() {
        wait(run)?;
        // From here on the device is held, and given back whatever happens.
        *lease = Some(opened().map(Lease).inspect_err(|_| IS_HELD.store(false, Ordering::Release))?);
    }
    Ok(lease.as_ref().map(|lease| Arc::clone(&lease.0)))
}

fn wait(run: &Run) -> Result<(), Error> {
    while IS_HELD.compare_exchange(false, true, Ordering::AcqRel, Ordering::Acquire).is_err() {
        if run.is_out_of_time()? {
            return Err(unavailable("another run holds the CUDA device, and the time limit has passed"));
        }
        sleep(POLL_INTERVAL);
    }
    Ok(())
}

/// The device, opened once a process.
fn opened() -> Result<Arc<Device>, Error> {
    static DEVICE: OnceLock<Arc<Device>> = OnceLock::new();
    ensure_not_lost()?;
    if let Some(device) = DEVICE.get() {
        return Ok(Arc::clone(device));
    }
    let device = Arc::new(Device::open()?);
    Ok(Arc::clone(DEVICE.get_or_init(|| device)))
}
