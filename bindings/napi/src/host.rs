//! The Node process as the host of a run: cancel flag, progress, clock.

use napi::Status;
use napi::bindgen_prelude::{Function, Result};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;
use superlinear_interface::Host;

/// Cancels the run that it was given to.
#[napi]
#[derive(Default)]
pub struct CancelToken {
    cancelled: Arc<AtomicBool>,
}

#[napi]
impl CancelToken {
    /// A token that has not been cancelled.
    #[napi(constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// Asks the run to stop, which it does within milliseconds.
    #[napi]
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// Weak and of queue length 1: progress never keeps the process alive, and a record that finds the last one unread is
/// dropped.
type ProgressFunction = ThreadsafeFunction<String, (), String, Status, false, true, 1>;

/// The host of one run.
pub struct NodeHost {
    cancelled: Arc<AtomicBool>,
    progress: Option<ProgressFunction>,
    epoch: Instant,
}

impl Default for NodeHost {
    fn default() -> Self {
        Self { cancelled: Arc::default(), progress: None, epoch: Instant::now() }
    }
}

impl NodeHost {
    /// A host that listens to `token` and reports to `progress`.
    pub fn new(token: &CancelToken, progress: Option<Function<'_, String, ()>>) -> Result<Self> {
        let progress = progress
            .map(|function| function.build_threadsafe_function().weak::<true>().max_queue_size::<1>().build())
            .transpose()?;
        Ok(Self { cancelled: Arc::clone(&token.cancelled), progress, epoch: Instant::now() })
    }
}

impl Host for NodeHost {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    fn progress(&self, record: String) {
        if let Some(function) = &self.progress {
            function.call(record, ThreadsafeFunctionCallMode::NonBlocking);
        }
    }

    fn now(&self) -> f64 {
        self.epoch.elapsed().as_secs_f64()
    }
}
