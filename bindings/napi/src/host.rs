//! The Node process as the host of a run: cancel flag, progress, clock.

use napi::Status;
use napi::bindgen_prelude::{Function, Int32ArraySlice, Result};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi_derive::napi;
use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Instant;
use superlinear_interface::Host;

/// Cancels its run.
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

    /// Requests the run to stop; it stops within milliseconds.
    #[napi]
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

/// A number shared with another JavaScript thread. A nonzero value cancels a blocking run.
pub struct SharedFlag(*const AtomicI32);

impl SharedFlag {
    /// The first number of an array. The array must outlive this.
    pub fn new(array: &Int32ArraySlice<'_>) -> Option<Self> {
        (!array.is_empty()).then(|| Self(array.as_ptr().cast()))
    }

    fn is_set(&self) -> bool {
        // SAFETY: the array outlives this, is aligned for 32 bits, and JavaScript writes to it only through `Atomics`.
        unsafe { &*self.0 }.load(Ordering::Relaxed) != 0
    }
}

// SAFETY: the target is only read, and atomically.
unsafe impl Send for SharedFlag {}
// SAFETY: as above.
unsafe impl Sync for SharedFlag {}

thread_local! {
    /// The runs that this thread's JavaScript has started on other threads.
    static STARTED: RefCell<Started> = RefCell::default();
}

/// Cancel flags of runs. If the thread that started them ends, for instance a terminated worker, nobody awaits their
/// results. They are cancelled, or they would keep their threads and the device occupied.
#[derive(Default)]
struct Started {
    flags: Vec<Weak<AtomicBool>>,
    /// The number of flags at which those of finished runs are removed.
    limit: usize,
}

impl Started {
    fn add(&mut self, flag: &Arc<AtomicBool>) {
        if self.flags.len() >= self.limit {
            self.flags.retain(|flag| flag.strong_count() > 0);
            self.limit = 2 * self.flags.len() + 16;
        }
        self.flags.push(Arc::downgrade(flag));
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        for flag in self.flags.iter().filter_map(Weak::upgrade) {
            flag.store(true, Ordering::Relaxed);
        }
    }
}

/// Weak and with queue length 1: progress never keeps the process alive, and a record is dropped if the previous one is
/// still unread.
type ProgressFunction = ThreadsafeFunction<String, (), String, Status, false, true, 1>;

/// The host of one run.
pub struct NodeHost {
    cancelled: Arc<AtomicBool>,
    shared: Option<SharedFlag>,
    progress: Option<ProgressFunction>,
    last_progress: Mutex<Option<String>>,
    epoch: Instant,
}

impl Default for NodeHost {
    fn default() -> Self {
        let (cancelled, last_progress) = Default::default();
        Self { cancelled, shared: None, progress: None, last_progress, epoch: Instant::now() }
    }
}

impl NodeHost {
    /// A host cancelled by `token` that reports to `progress`.
    pub fn new(token: &CancelToken, progress: Option<Function<'_, String, ()>>) -> Result<Self> {
        let progress = progress
            .map(|function| function.build_threadsafe_function().weak::<true>().max_queue_size::<1>().build())
            .transpose()?;
        STARTED.with_borrow_mut(|started| started.add(&token.cancelled));
        Ok(Self { cancelled: Arc::clone(&token.cancelled), progress, ..Self::default() })
    }

    /// The last progress record of a run with a solution. It is sent with the reply: as an ordinary record it might be
    /// dropped, or arrive after the reply.
    pub fn take_last_progress(&self) -> Option<String> {
        self.last_progress.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// A host cancelled by a shared flag.
    pub fn of_flag(shared: Option<SharedFlag>) -> Self {
        Self { shared, ..Self::default() }
    }
}

impl Host for NodeHost {
    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed) || self.shared.as_ref().is_some_and(SharedFlag::is_set)
    }

    fn hears_progress(&self) -> bool {
        self.progress.is_some()
    }

    fn last_progress(&self, record: String) {
        *self.last_progress.lock().unwrap_or_else(PoisonError::into_inner) = Some(record);
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
