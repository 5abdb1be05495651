//! One run of a method: its options, and the connection to its host.

use crate::check;
use crate::error::{Code, Error};
use crate::memory;
use crate::numerals::short;
use crate::progress::{Advance, Reports, reported};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// The options of a run, as opposed to its problem.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schemars(rename = "EngineOptions")]
pub struct RunOptions {
    /// Seconds after which an iterative method stops and returns its best point with the status `timeLimit`. The answer
    /// of a user function is not awaited beyond the limit, unless there is nothing to return without it: then for at
    /// most the longer of 0.1 seconds and twice the slowest answer so far, before the run fails. Default: no limit.
    pub time_limit: Option<f64>,
    /// The seed of the random streams, an integer below 2^53. Equal seeds give bitwise equal results.
    pub seed: u64,
    /// The number of threads; results do not depend on it. WebAssembly always uses one. Default: one per processor.
    pub threads: Option<u32>,
    /// Mebibytes of memory that the run may take, its problem and its solution included. A run that would need more
    /// fails with `OUT_OF_MEMORY` before it allocates. Sizes are estimates: keep a margin of a quarter. Default: half of
    /// the memory that the process may use, or half of the address space of WebAssembly; `backend()` reports it.
    pub memory_limit: Option<f64>,
    /// The accelerator to use, if any.
    #[schemars(skip)]
    pub device: Option<DeviceKind>,
}

/// The kinds of accelerators, selected as backends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceKind {
    /// An NVIDIA GPU.
    Cuda,
}

/// The side that started the run. It may cancel, receives progress, and owns the clock.
pub trait Host: Send + Sync {
    /// Whether the caller has cancelled.
    fn is_cancelled(&self) -> bool {
        false
    }
    /// Whether anyone receives progress. If not, no records are made.
    fn hears_progress(&self) -> bool {
        false
    }
    /// Receives a progress record as JSON.
    fn progress(&self, _record: String) {}
    /// Receives the last progress record, once the run has its solution.
    fn last_progress(&self, record: String) {
        self.progress(record);
    }
    /// Seconds since some fixed moment.
    fn now(&self) -> f64;
}

/// A run in progress: options, clock, cancel flag, progress.
pub struct Run {
    host: Arc<dyn Host>,
    seed: u64,
    threads: usize,
    started: f64,
    deadline: f64,
    /// Bytes that may be allocated in addition to the problem.
    memory: u64,
    /// The error of the first part of the work that lacked memory.
    shortage: Arc<OnceLock<Error>>,
    /// `None` without a listener, and for parts of another run.
    reports: Option<Arc<Mutex<Reports>>>,
    accelerator: Option<Accelerator>,
}

/// A run's accelerator, opaque except to the code for that kind of device.
type Accelerator = Arc<dyn Any + Send + Sync>;

/// Progress records closer together than this are dropped, so that reporting never costs more than solving.
const PROGRESS_INTERVAL_SECONDS: f64 = 0.05;

/// More threads than this are presumably a mistake.
const MAX_THREADS: usize = 1024;

impl Run {
    /// Starts the clock. Fails if an option is out of range.
    pub fn new(options: &RunOptions, host: Arc<dyn Host>) -> Result<Self, Error> {
        let limit = options.time_limit.unwrap_or(f64::INFINITY);
        if limit.is_nan() || limit < 0.0 {
            let got = short(limit);
            return Err(Error::invalid("timeLimit", format!("must be a number of seconds, not negative, got {got}")));
        }
        let threads = options.threads.map_or_else(processors, |threads| threads as usize);
        if options.threads.is_some() {
            check::count("threads", threads, 1..=MAX_THREADS)?;
        }
        check::optional("memoryLimit", options.memory_limit, check::POSITIVE)?;
        let memory = options.memory_limit.map_or_else(memory::default_limit, |limit| (limit * memory::MEBIBYTE) as u64);
        let started = host.now();
        Ok(Self {
            seed: options.seed,
            threads,
            started,
            deadline: started + limit,
            memory,
            shortage: Arc::default(),
            reports: host.hears_progress().then(|| Arc::new(Mutex::new(Reports::new(started)))),
            host,
            accelerator: None,
        })
    }

    /// This run with a problem of `bytes` bytes, which count toward the memory limit.
    pub fn holding(self, bytes: u64) -> Self {
        Self { memory: self.memory.saturating_sub(bytes), ..self }
    }

    /// Fails if numbers of 8 bytes, as many as the product of `sizes`, exceed the memory limit together with the
    /// problem. Call it before allocating arrays that may be larger than the given ones, with all numbers that exist at
    /// a time. `path` is the argument that determines the sizes.
    pub fn ensure_memory<const N: usize>(&self, path: &str, sizes: [usize; N]) -> Result<(), Error> {
        match memory::shortage(&sizes, self.memory) {
            None => Ok(()),
            Some(message) => Err(Error::out_of_memory(path, message)),
        }
    }

    /// The same run with an accelerator.
    pub fn with_accelerator(self, accelerator: Arc<dyn Any + Send + Sync>) -> Self {
        Self { accelerator: Some(accelerator), ..self }
    }

    /// The run's accelerator, if there is one.
    pub fn accelerator(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.accelerator.as_deref()
    }

    /// The same run including progress, for a method that takes a run by value and does all of the work.
    pub fn continued(&self) -> Self {
        self.with_reports(self.reports.clone())
    }

    /// A run for a part of the work: same options, clock and caller, but no progress.
    pub fn part(&self) -> Self {
        self.with_reports(None)
    }

    /// A run for a part of the work that must finish even after the time limit.
    pub fn unlimited(&self) -> Self {
        Self { deadline: f64::INFINITY, ..self.part() }
    }

    /// A run for a further call of something held open: the clock starts again, with the same time limit.
    pub fn restarted(&self) -> Self {
        let now = self.host.now();
        Self { started: now, deadline: now + (self.deadline - self.started), ..self.part() }
    }

    /// The same run with other reports.
    fn with_reports(&self, reports: Option<Arc<Mutex<Reports>>>) -> Self {
        let (host, accelerator) = (Arc::clone(&self.host), self.accelerator.clone());
        Self { host, accelerator, reports, shortage: Arc::clone(&self.shortage), ..*self }
    }

    /// The seed of this run's random streams.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// The number of threads this run may use; 1 in WebAssembly.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Seconds since the run began.
    pub fn elapsed(&self) -> f64 {
        self.host.now() - self.started
    }

    /// To be polled at least every few milliseconds of work. Fails once the caller has cancelled; returns `true` once
    /// the time limit has passed and the best point so far should be returned.
    pub fn is_out_of_time(&self) -> Result<bool, Error> {
        self.watch().is_out_of_time()
    }

    /// Whether the time limit has passed.
    pub(crate) fn is_late(&self) -> bool {
        self.watch().is_late()
    }

    /// As [`ensure_memory`](Self::ensure_memory), for code that returns no errors: whether the memory suffices for
    /// `what`. If not, the next poll of the run fails.
    pub fn has_memory<const N: usize>(&self, what: &str, sizes: [usize; N]) -> bool {
        let Some(message) = memory::shortage(&sizes, self.memory) else { return true };
        // A second shortage is reported as the first.
        let _ = self.shortage.set(Error::new(Code::OutOfMemory, format!("{what} {message}")));
        false
    }

    /// Bytes that may be allocated in addition to the problem.
    pub fn memory_left(&self) -> u64 {
        self.memory
    }

    /// Seconds until the time limit: negative after it, infinite without a limit.
    pub fn seconds_left(&self) -> f64 {
        self.deadline - self.host.now()
    }

    /// Fails once the caller has cancelled.
    pub fn ensure_wanted(&self) -> Result<(), Error> {
        self.cancellation().ensure_wanted()
    }

    /// The cancel flag and the time limit, for use inside parallel loops.
    pub fn watch(&self) -> Watch<'_> {
        Watch { cancellation: self.cancellation(), deadline: self.deadline }
    }

    /// The cancel flag alone, for use inside parallel loops.
    pub fn cancellation(&self) -> Cancellation<'_> {
        Cancellation { host: &*self.host, shortage: &self.shortage }
    }

    /// Reports progress. Cheap to call often: a record is sent only from time to time. The last one is kept for
    /// [`conclude`](Self::conclude).
    pub fn progress<Record: Serialize + Send + 'static>(&self, advance: Advance, record: impl FnOnce() -> Record) {
        let Some(mut reports) = self.reports() else { return };
        let now = self.host.now();
        let time = (now - self.started) / (self.deadline - self.started);
        let fraction = reports.reach.advance(advance, time);
        let record = record();
        if now >= reports.next {
            reports.next = now + PROGRESS_INTERVAL_SECONDS;
            self.host.progress(reported(fraction, &record));
        }
        reports.last = Box::new(move |fraction| reported(fraction, &record));
    }

    /// Sends the last record again with the fraction 1, once the run has its solution.
    pub fn conclude(&self) {
        if let Some(reports) = self.reports() {
            self.host.last_progress((reports.last)(1.0));
        }
    }

    fn reports(&self) -> Option<MutexGuard<'_, Reports>> {
        self.reports.as_ref().map(|reports| reports.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does a part of the current work, given by its range from 0 to 1. Progress reported meanwhile refers to that
    /// part. Parts may be nested.
    pub fn within<T>(&self, part: Range<f64>, work: impl FnOnce() -> T) -> T {
        let outer = self.reports().map(|mut reports| reports.reach.enter(part));
        let outcome = work();
        if let (Some(mut reports), Some(outer)) = (self.reports(), outer) {
            reports.reach.leave(outer);
        }
        outcome
    }

    /// Does one of several equal parts of the current work.
    pub fn share<T>(&self, index: usize, count: usize, work: impl FnOnce() -> T) -> T {
        let at = |index: usize| index as f64 / count as f64;
        self.within(at(index)..at(index + 1), work)
    }
}

/// Limits of work without intermediate results, such as compiling a function. The cancel flag and the time limit are
/// checked only after many operations, so small problems are compiled under any limit.
pub struct Effort<'run> {
    run: &'run Run,
    purpose: &'static str,
    unchecked: usize,
}

/// Operations between two checks: a millisecond or two.
const OPERATIONS_UNCHECKED: usize = 1 << 18;

impl<'run> Effort<'run> {
    /// Begins the work. `purpose` completes the error "timeLimit is too short to …".
    pub fn new(run: &'run Run, purpose: &'static str) -> Self {
        Self { run, purpose, unchecked: 0 }
    }

    /// Counts operations. Fails once the caller has cancelled or the time limit has passed.
    #[inline]
    pub fn spend(&mut self, operations: usize) -> Result<(), Error> {
        self.unchecked += operations;
        if self.unchecked < OPERATIONS_UNCHECKED {
            return Ok(());
        }
        self.unchecked = 0;
        match self.run.is_out_of_time()? {
            false => Ok(()),
            true => Err(Error::invalid("timeLimit", format!("is too short to {}", self.purpose))),
        }
    }
}

/// The number of threads available to the process. Cached, because querying the operating system takes longer than a
/// small solve.
pub fn processors() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| std::thread::available_parallelism().map_or(1, |count| count.get()))
}

/// A run's cancel flag, to share between threads.
#[derive(Clone, Copy)]
pub struct Cancellation<'run> {
    host: &'run dyn Host,
    shortage: &'run OnceLock<Error>,
}

impl Cancellation<'_> {
    /// Whether the caller has cancelled, or memory ran short.
    pub fn is_requested(&self) -> bool {
        self.host.is_cancelled() || self.shortage.get().is_some()
    }

    /// Fails once the caller has cancelled, or memory ran short.
    pub fn ensure_wanted(&self) -> Result<(), Error> {
        match self.shortage.get() {
            Some(error) => Err(error.clone()),
            None if self.host.is_cancelled() => Err(Error::aborted()),
            None => Ok(()),
        }
    }
}

/// A run's cancel flag and time limit, to share between threads.
#[derive(Clone, Copy)]
pub struct Watch<'run> {
    cancellation: Cancellation<'run>,
    deadline: f64,
}

impl Watch<'_> {
    /// As [`Run::is_out_of_time`].
    pub fn is_out_of_time(&self) -> Result<bool, Error> {
        self.cancellation.ensure_wanted()?;
        Ok(self.is_late())
    }

    /// Whether work in progress should stop: the caller has cancelled, or the time limit has passed.
    pub fn is_over(&self) -> bool {
        self.cancellation.is_requested() || self.is_late()
    }

    /// As [`Run::is_late`].
    pub(crate) fn is_late(&self) -> bool {
        self.deadline < f64::INFINITY && self.cancellation.host.now() >= self.deadline
    }
}
