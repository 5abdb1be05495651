//! The engine as a Node addon: the two entry points over N-API. Async solves run on the addon's own threads, since a
//! few long ones on libuv's would block all file reads of the process.

mod allocator;
mod buffers;
mod host;
mod workers;

use buffers::{TypedArray, copy_in, hand_out, lend_in};
use host::{NodeHost, SharedFlag};
use napi::bindgen_prelude::{Env, Float64ArraySlice, Function, Int32ArraySlice, Object, Result};
use napi_derive::napi;
use slab::Slab;
use std::cell::RefCell;
use std::sync::{Arc, OnceLock};
use superlinear_engine::{self as engine, Call, OpenDialogue};
use superlinear_interface::shared::lending;
use superlinear_interface::wire::Payload;
use superlinear_interface::{Caller, Error, Host, processors};
use superlinear_methods::all;
use workers::Workers;

pub use host::CancelToken;

/// The result of an entry point: a solution (`ok`) as a header and its arrays, or an error as a header.
#[napi(object, object_from_js = false)]
pub struct Reply<'env> {
    /// Whether this is a solution.
    pub ok: bool,
    /// JSON: the solution, or `{ code, message, path }`.
    pub header: String,
    /// The arrays referenced by the header.
    pub buffers: Vec<TypedArray<'env>>,
    /// The last progress record, if progress was requested.
    pub progress: Option<String>,
}

impl<'env> Reply<'env> {
    fn new(env: &Env, outcome: std::result::Result<Payload, Error>) -> Result<Self> {
        Ok(match outcome {
            Ok(Payload { header, buffers }) => {
                Self { ok: true, header, buffers: hand_out(env, buffers)?, progress: None }
            }
            Err(error) => Self { ok: false, header: error.to_json(), buffers: Vec::new(), progress: None },
        })
    }
}

/// Describes this build as JSON.
#[napi(catch_unwind)]
pub fn describe() -> String {
    engine::describe(all)
}

/// The CUDA device as JSON, or `{ reason }` if it cannot be used. Loads the driver.
#[napi(catch_unwind)]
pub fn describe_device() -> String {
    engine::describe_device()
}

/// The entry point of tasks on the calling thread, which reads the arrays in place: they must not be of shared memory.
/// Another thread may cancel the run through the first number of `cancelled`.
#[napi(catch_unwind)]
pub fn solve_sync<'env>(
    env: &'env Env,
    method: String,
    header: String,
    buffers: Vec<TypedArray<'_>>,
    options: String,
    cancelled: Option<Int32ArraySlice<'_>>,
) -> Result<Reply<'env>> {
    // The array is an argument, so it outlives the run and its host.
    let host = NodeHost::of_flag(cancelled.as_ref().and_then(SharedFlag::new));
    lending(|lender| {
        let problem = Payload { header, buffers: lend_in(lender, &buffers) };
        let call = Call { method: &method, problem, options: &options };
        Reply::new(env, engine::solve(all, call, Arc::new(host)))
    })
}

/// The entry point of tasks on another thread. The arrays are copied before this returns, since the caller may write to
/// them meanwhile.
#[napi(catch_unwind, ts_return_type = "Promise<Reply>")]
pub fn solve<'env>(
    env: &'env Env,
    method: String,
    header: String,
    buffers: Vec<TypedArray<'_>>,
    options: String,
    token: &CancelToken,
    progress: Option<Function<'_, String, ()>>,
) -> Result<Object<'env>> {
    let problem = Payload { header, buffers: copy_in(&buffers) };
    let host = Arc::new(NodeHost::new(token, progress)?);
    let (deferred, promise) = env.create_deferred()?;
    let workers = threads_for(&method, &options);
    if let Err(error) = workers.prepare() {
        deferred.resolve(reply_of(Err(error), None));
        return Ok(promise);
    }
    workers.execute(move || {
        let call = Call { method: &method, problem, options: &options };
        let outcome = engine::solve(all, call, Arc::clone(&host) as Arc<dyn Host>);
        let progress = host.take_last_progress();
        deferred.resolve(reply_of(outcome, progress));
    });
    Ok(promise)
}

/// Builds the reply and its arrays on the JavaScript thread.
fn reply_of(
    outcome: std::result::Result<Payload, Error>,
    progress: Option<String>,
) -> impl FnOnce(Env) -> Result<OwnedReply> {
    move |env| Ok(OwnedReply { outcome, progress, env })
}

/// A reply whose arrays are created when it is passed to JavaScript.
struct OwnedReply {
    outcome: std::result::Result<Payload, Error>,
    progress: Option<String>,
    env: Env,
}

impl napi::bindgen_prelude::ToNapiValue for OwnedReply {
    unsafe fn to_napi_value(raw: napi::sys::napi_env, reply: Self) -> Result<napi::sys::napi_value> {
        let made = Reply { progress: reply.progress, ..Reply::new(&reply.env, reply.outcome)? };
        // SAFETY: called by napi with the environment for which the value is created.
        unsafe { napi::bindgen_prelude::ToNapiValue::to_napi_value(raw, made) }
    }
}

/// The threads for a call: one per processor, since more concurrent solves would only slow each other down, and one for
/// the device, where calls are solved in sequence and occupy no other thread while they wait.
fn threads_for(method: &str, options: &str) -> &'static Workers {
    static WORKERS: OnceLock<Workers> = OnceLock::new();
    static FOR_DEVICE: OnceLock<Workers> = OnceLock::new();
    if engine::is_on_device(all, method, options) {
        FOR_DEVICE.get_or_init(|| Workers::new("superlinear-cuda", 1))
    } else {
        WORKERS.get_or_init(|| Workers::new("superlinear", processors()))
    }
}

thread_local! {
    /// The dialogues of this thread by number. A question that identifies its dialogue by number instead of an object
    /// takes half the time.
    static DIALOGUES: RefCell<Slab<OpenDialogue>> = const { RefCell::new(Slab::new()) };
}

/// The entry point of dialogues: a solver suspended while its question is answered. It can be opened again after it was
/// closed: JavaScript frees objects only when its event loop runs, not in a loop of blocking calls.
#[napi]
pub struct Dialogue {
    number: u32,
}

impl Default for Dialogue {
    fn default() -> Self {
        Self { number: DIALOGUES.with_borrow_mut(|dialogues| dialogues.insert(OpenDialogue::closed())) as u32 }
    }
}

impl Drop for Dialogue {
    fn drop(&mut self) {
        // If the thread has ended, so have its dialogues.
        let _ = DIALOGUES.try_with(|dialogues| drop(dialogues.borrow_mut().try_remove(self.number as usize)));
    }
}

/// Accesses the dialogue with this number. Panics if there is none.
fn with_dialogue<T>(number: u32, work: impl FnOnce(&mut OpenDialogue) -> T) -> T {
    DIALOGUES.with_borrow_mut(|dialogues| work(&mut dialogues[number as usize]))
}

/// The value returned by [`resume`] when there are no more questions.
const FINISHED: i32 = -1;

/// Passes the answer to a dialogue's last question (ignored before the first one), writes the next point to the
/// beginning of `point` if it is long enough, and returns the tag of the next question; -1 when there are no more.
#[napi(catch_unwind)]
pub fn resume(dialogue: u32, answer: Float64ArraySlice<'_>, mut point: Float64ArraySlice<'_>) -> i32 {
    with_dialogue(dialogue, |dialogue| {
        let Some(question) = dialogue.resume(&answer) else { return FINISHED };
        // SAFETY: the caller's array is on this thread and no other reference to it is in use.
        write_beginning(unsafe { point.as_mut() }, &question.point);
        question.tag as i32
    })
}

#[napi]
impl Dialogue {
    /// A closed dialogue.
    #[napi(catch_unwind, constructor)]
    pub fn new() -> Self {
        Self::default()
    }

    /// The number that identifies it in [`resume`].
    #[napi(catch_unwind, getter)]
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Opens the dialogue `method`. If the problem is refused, it has no questions and finishes with the error.
    #[napi(catch_unwind)]
    pub fn open(&self, method: String, header: String, buffers: Vec<TypedArray<'_>>, options: String) {
        let problem = Payload { header, buffers: copy_in(&buffers) };
        let call = Call { method: &method, problem, options: &options };
        let opened = engine::converse(all, call, Arc::new(NodeHost::default()));
        with_dialogue(self.number, |dialogue| *dialogue = opened);
    }

    /// Four numbers per question, by tag: the lengths of its point and its answer, and the additions to both per item.
    #[napi(catch_unwind, getter)]
    pub fn lengths(&self) -> Vec<u32> {
        with_dialogue(self.number, |dialogue| dialogue.flat_lengths())
    }

    /// The number of items of the last question.
    #[napi(catch_unwind, getter)]
    pub fn items(&self) -> u32 {
        with_dialogue(self.number, |dialogue| dialogue.items() as u32)
    }

    /// Writes the point of the last question to the beginning of `point`, if it is long enough.
    #[napi(catch_unwind)]
    pub fn read_point(&self, mut point: Float64ArraySlice<'_>) {
        with_dialogue(self.number, |dialogue| {
            if let Some(numbers) = dialogue.point() {
                // SAFETY: the caller's array is on this thread and no other reference to it is in use.
                write_beginning(unsafe { point.as_mut() }, &numbers);
            }
        });
    }

    /// Reports to the solver that the time limit has passed while its question awaits the answer, which may still come
    /// unless the caller is gone. Returns whether the solver finished.
    #[napi(catch_unwind)]
    pub fn leave(&self, is_gone: bool) -> bool {
        with_dialogue(self.number, |dialogue| dialogue.leave(if is_gone { Caller::Gone } else { Caller::Late }))
    }

    /// The latest progress record as JSON, if there is a new one.
    #[napi(catch_unwind)]
    pub fn take_progress(&self) -> Option<String> {
        with_dialogue(self.number, |dialogue| dialogue.take_progress())
    }

    /// The solution or the error, once, after [`resume`] returned -1 or `leave` true.
    #[napi(catch_unwind)]
    pub fn finish<'env>(&self, env: &'env Env) -> Result<Reply<'env>> {
        Reply::new(env, with_dialogue(self.number, OpenDialogue::finish))
    }

    /// Frees its contents.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        with_dialogue(self.number, |dialogue| *dialogue = OpenDialogue::closed());
    }
}

/// Writes `numbers` to the beginning of `target`, if it is long enough.
fn write_beginning(target: &mut [f64], numbers: &[f64]) {
    if let Some(beginning) = target.get_mut(..numbers.len()) {
        beginning.copy_from_slice(numbers);
    }
}
