//! One run of one method: its options, and its line to whoever started it.

use crate::check;
use crate::error::Error;
use crate::memory;
use crate::numerals::short;
use crate::progress::{Advance, Reports, reported};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::any::Any;
use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// How a method is run, as opposed to what it is given.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schemars(rename = "EngineOptions")]
pub struct RunOptions {
    /// Seconds after which an iterative method stops and returns its best point with the status `timeLimit`. A function of the
    /// caller that answers later is not waited for beyond it, or hardly: for twice as long as it took before, at most, where
    /// there is nothing to return without the answer, and then the run fails. Default: no limit.
    pub time_limit: Option<f64>,
    /// Seed of the random streams, a whole number below 2^53; the same seed gives the same bits.
    pub seed: u64,
    /// Threads to compute on; results do not depend on it. WebAssembly always computes on one. Default: one for each
    /// processor.
    pub threads: Option<u32>,
    /// Mebibytes of memory that the run may take, its problem and its solution included. A run that would need more fails with
    /// `OUT_OF_MEMORY` before it allocates. Sizes are estimates: keep a margin of a quarter. Default: half of the memory that the process
    /// may use, or half of the address space of WebAssembly; `backend()` reports it.
    pub memory_limit: Option<f64>,
    /// What computes beside the processor.
    #[schemars(skip)]
    pub device: Option<DeviceKind>,
}

/// The kinds of devices that may compute beside the processor. They are chosen as backends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DeviceKind {
    /// An NVIDIA GPU.
    Cuda,
}

/// The side that started the run: it may cancel, it hears of progress, and it owns the clock.
pub trait Host: Send + Sync {
    /// True once the caller has cancelled.
    fn is_cancelled(&self) -> bool {
        false
    }
    /// Whether anyone hears of progress. Where nobody does, no records are made.
    fn hears_progress(&self) -> bool {
        false
    }
    /// Takes one progress record as JSON.
    fn progress(&self, _record: String) {}
    /// Takes the last progress record, of a run that has its solution.
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
    /// Bytes that may be allocated beside the problem.
    memory: u64,
    /// `None` where nobody hears of progress, and for parts of another run.
    reports: Option<Arc<Mutex<Reports>>>,
    accelerator: Option<Accelerator>,
}

/// A run's way to what computes beside the processor, as those who know that kind of device understand it.
type Accelerator = Arc<dyn Any + Send + Sync>;

/// Progress records closer together than this are dropped, so that reporting never costs more than solving.
const PROGRESS_INTERVAL_SECONDS: f64 = 0.05;

/// More threads than this are taken to be a mistake.
const MAX_THREADS: usize = 1024;

impl Run {
    /// Starts the clock. Fails where an option is out of range.
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
            reports: host.hears_progress().then(|| Arc::new(Mutex::new(Reports::new(started)))),
            host,
            accelerator: None,
        })
    }

    /// This run, for a problem that takes so many bytes.
    pub fn holding(self, bytes: u64) -> Self {
        Self { memory: self.memory.saturating_sub(bytes), ..self }
    }

    /// An error if so many numbers of 8 bytes do not fit into the memory limit together with the problem. To be called before arrays are
    /// allocated whose sizes are not those of the arrays given, with all numbers that are alive at a time; `path` is the argument that
    /// determines the size.
    pub fn ensure_memory(&self, path: &str, numbers: usize) -> Result<(), Error> {
        let needed = (numbers as u64).saturating_mul(size_of::<f64>() as u64);
        if needed <= self.memory { Ok(()) } else { Err(memory::exceeded(path, needed, self.memory)) }
    }

    /// This run, with something that computes beside the processor.
    pub fn with_accelerator(self, accelerator: Arc<dyn Any + Send + Sync>) -> Self {
        Self { accelerator: Some(accelerator), ..self }
    }

    /// What computes beside the processor, if anything does.
    pub fn accelerator(&self) -> Option<&(dyn Any + Send + Sync)> {
        self.accelerator.as_deref()
    }

    /// This run, for a method that does all of the work and takes it by value.
    pub fn continued(&self) -> Self {
        self.with_reports(self.reports.clone())
    }

    /// A run for one part of the work: of the same options, clock and caller, but without progress of its own.
    pub fn part(&self) -> Self {
        self.with_reports(None)
    }

    /// A run for a part of the work that is finished even after the time limit.
    pub fn unlimited(&self) -> Self {
        Self { deadline: f64::INFINITY, ..self.part() }
    }

    /// This run, reporting there.
    fn with_reports(&self, reports: Option<Arc<Mutex<Reports>>>) -> Self {
        let (host, accelerator) = (Arc::clone(&self.host), self.accelerator.clone());
        Self { host, accelerator, reports, ..*self }
    }

    /// The seed of this run's random streams.
    pub fn seed(&self) -> u64 {
        self.seed
    }

    /// How many threads this run may compute on; 1 in WebAssembly.
    pub fn threads(&self) -> usize {
        self.threads
    }

    /// Seconds since the run began.
    pub fn elapsed(&self) -> f64 {
        self.host.now() - self.started
    }

    /// To be asked at least every few milliseconds of work: an error once the caller has cancelled, `true` once the time
    /// limit has passed and the best point so far should be returned.
    pub fn is_out_of_time(&self) -> Result<bool, Error> {
        self.watch().is_out_of_time()
    }

    /// Whether the time limit has passed.
    pub fn is_late(&self) -> bool {
        self.watch().is_late()
    }

    /// For work without which there is nothing to return: an error once the caller has cancelled or the time limit has passed. `purpose`
    /// says what the limit is too short for, as in "compile the function".
    pub fn ensure_in_time(&self, purpose: &str) -> Result<(), Error> {
        match self.is_out_of_time()? {
            false => Ok(()),
            true => Err(Error::invalid("timeLimit", format!("is too short to {purpose}"))),
        }
    }

    /// Bytes that may be allocated beside the problem.
    pub fn memory_left(&self) -> u64 {
        self.memory
    }

    /// Seconds until the time limit, below 0 once it has passed; infinity without a limit.
    pub fn seconds_left(&self) -> f64 {
        self.deadline - self.host.now()
    }

    /// An error once the caller has cancelled.
    pub fn ensure_wanted(&self) -> Result<(), Error> {
        self.cancellation().ensure_wanted()
    }

    /// The cancel flag and the time limit, for use inside parallel loops.
    pub fn watch(&self) -> Watch<'_> {
        Watch { host: &*self.host, deadline: self.deadline }
    }

    /// The cancel flag alone, for use inside parallel loops.
    pub fn cancellation(&self) -> Cancellation<'_> {
        Cancellation(&*self.host)
    }

    /// Reports how far the method has come. Cheap to call often: a record is sent only now and then. The last one is kept, and sent by
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

    /// Sends the last record again, with the fraction 1: the run has its solution.
    pub fn conclude(&self) {
        if let Some(reports) = self.reports() {
            self.host.last_progress((reports.last)(1.0));
        }
    }

    fn reports(&self) -> Option<MutexGuard<'_, Reports>> {
        self.reports.as_ref().map(|reports| reports.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Does a part of the work under way, by its place in that, from 0 to 1: what is reported meanwhile is how far that part has
    /// come. Parts may have parts.
    pub fn within<T>(&self, part: Range<f64>, work: impl FnOnce() -> T) -> T {
        let outer = self.reports().map(|mut reports| reports.reach.enter(part));
        let outcome = work();
        if let (Some(mut reports), Some(outer)) = (self.reports(), outer) {
            reports.reach.leave(outer);
        }
        outcome
    }

    /// Does one of several equal parts of the work under way.
    pub fn share<T>(&self, index: usize, count: usize, work: impl FnOnce() -> T) -> T {
        let at = |index: usize| index as f64 / count as f64;
        self.within(at(index)..at(index + 1), work)
    }
}

/// Work that returns nothing before its end, such as compiling a function. It checks the cancel flag and the time limit after every so many
/// operations, so that small problems are prepared whatever the limit.
pub struct Effort<'run> {
    run: &'run Run,
    purpose: &'static str,
    unchecked: usize,
}

/// Operations between two checks: a millisecond or two.
const OPERATIONS_UNCHECKED: usize = 1 << 18;

impl<'run> Effort<'run> {
    /// Begins the work; `purpose` is that of [`Run::ensure_in_time`].
    pub fn new(run: &'run Run, purpose: &'static str) -> Self {
        Self { run, purpose, unchecked: 0 }
    }

    /// Counts operations. An error once the caller has cancelled or the time limit has passed.
    #[inline]
    pub fn spend(&mut self, operations: usize) -> Result<(), Error> {
        self.unchecked += operations;
        if self.unchecked < OPERATIONS_UNCHECKED {
            return Ok(());
        }
        self.unchecked = 0;
        self.run.ensure_in_time(self.purpose)
    }
}

/// How many threads the process may use. Asked once: the operating system takes longer to tell than a small solve.
pub fn processors() -> usize {
    static COUNT: OnceLock<usize> = OnceLock::new();
    *COUNT.get_or_init(|| std::thread::available_parallelism().map_or(1, |count| count.get()))
}

/// A run's cancel flag, which threads may share.
#[derive(Clone, Copy)]
pub struct Cancellation<'run>(&'run dyn Host);

impl Cancellation<'_> {
    /// True once the caller has cancelled.
    pub fn is_requested(&self) -> bool {
        self.0.is_cancelled()
    }

    /// An error once the caller has cancelled.
    pub fn ensure_wanted(&self) -> Result<(), Error> {
        if self.is_requested() { Err(Error::aborted()) } else { Ok(()) }
    }
}

/// A run's cancel flag and time limit, which threads may share.
#[derive(Clone, Copy)]
pub struct Watch<'run> {
    host: &'run dyn Host,
    deadline: f64,
}

impl Watch<'_> {
    /// As [`Run::is_out_of_time`].
    pub fn is_out_of_time(&self) -> Result<bool, Error> {
        Cancellation(self.host).ensure_wanted()?;
        Ok(self.is_late())
    }

    /// Whether work in progress should stop: the caller has cancelled, or the time limit has passed.
    pub fn is_over(&self) -> bool {
        self.host.is_cancelled() || self.is_late()
    }

    /// As [`Run::is_late`].
    pub fn is_late(&self) -> bool {
        self.deadline < f64::INFINITY && self.host.now() >= self.deadline
    }
}
