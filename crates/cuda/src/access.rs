//! Access of a run to the device. One run holds it at a time, since two would only slow each other down and share its
//! memory; others wait in a queue.

use crate::device::Device;
use crate::failure::{ensure_not_lost, unavailable};
use crate::line::{Line, Place};
use crate::probe::describe;
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};
use superlinear_interface::{Error, Run};

/// The runs that hold the device or wait for it.
static LINE: LazyLock<Line> = LazyLock::new(Line::default);

/// A run's access to the device, from its first use to the end of the run.
#[derive(Default)]
struct Access(Mutex<Option<Lease>>);

/// The device, held by a run.
struct Lease {
    device: Arc<Device>,
    _place: Place<'static>,
}

impl Drop for Lease {
    fn drop(&mut self) {
        // The device frees memory in stream order, so wait for it. The next run reports failures.
        let _ = self.device.finish();
    }
}

/// Puts the run on the device. Returns an error with the reason if there is none.
pub fn equipped(run: Run) -> Result<Run, Error> {
    ensure_not_lost()?;
    describe().map_err(|reason| unavailable(&reason))?;
    Ok(run.with_accelerator(Arc::new(Access::default())))
}

/// The device, if `run` was put on it. Waits until all earlier runs have released it.
pub fn device(run: &Run) -> Result<Option<Arc<Device>>, Error> {
    let Some(access) = run.accelerator().and_then(|accelerator| accelerator.downcast_ref::<Access>()) else {
        return Ok(None);
    };
    let mut lease = access.0.lock().unwrap_or_else(PoisonError::into_inner);
    if lease.is_none() {
        let place = LINE.wait(|| ensure_worth_waiting(run))?;
        *lease = Some(Lease { device: opened()?, _place: place });
    }
    Ok(lease.as_ref().map(|lease| Arc::clone(&lease.device)))
}

fn ensure_worth_waiting(run: &Run) -> Result<(), Error> {
    if run.is_out_of_time()? {
        return Err(unavailable("another run holds the CUDA device, and the time limit has passed"));
    }
    Ok(())
}

/// The device, opened once per process.
fn opened() -> Result<Arc<Device>, Error> {
    static DEVICE: OnceLock<Arc<Device>> = OnceLock::new();
    ensure_not_lost()?;
    if let Some(device) = DEVICE.get() {
        return Ok(Arc::clone(device));
    }
    let device = Arc::new(Device::open()?);
    Ok(Arc::clone(DEVICE.get_or_init(|| device)))
}
