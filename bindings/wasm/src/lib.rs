//! The engine as a WebAssembly module: the two entry points over wasm-bindgen. Everything runs on the calling thread;
//! call from a worker to stay responsive.
//!
//! Each family is a separate module, a file of `families/`, and so is each part with large dependencies: a page loads
//! no more than it uses.

mod allocator;
mod buffers;
mod host;
mod registry;

use buffers::{copy_in, copy_out};
use host::{WasmHost, with_listener};
use js_sys::{Array, Float64Array, Function, Object, Reflect};
pub use registry::hold;
use registry::registry;
use std::sync::Arc;
use superlinear_engine::{self as engine, Call};
use superlinear_interface::wire::Payload;
use superlinear_interface::{Caller, Error};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Connects this instance: `now` returns seconds, `defects` takes the text of a defect just before it traps.
#[wasm_bindgen]
pub fn connect(now: Function, defects: Function) {
    host::connect(now, defects);
}

/// Whether a trap was caused by a failed allocation.
#[wasm_bindgen(js_name = isExhausted)]
pub fn is_exhausted() -> bool {
    allocator::is_exhausted()
}

/// Describes this build as JSON.
#[wasm_bindgen]
pub fn describe() -> String {
    engine::describe(registry())
}

/// The entry point of tasks. If given, `is_cancelled` is polled, `progress` receives JSON records, and `copied` each
/// array once it was copied.
#[wasm_bindgen(js_name = solveSync)]
pub fn solve_sync(
    method: &str,
    header: String,
    buffers: &Array,
    options: &str,
    is_cancelled: Option<Function>,
    progress: Option<Function>,
    copied: Option<Function>,
) -> Object {
    let outcome = with_listener(is_cancelled, progress, || {
        let problem = Payload { header, buffers: copy_in(buffers, copied.as_ref()) };
        engine::solve(registry(), Call { method, problem, options }, Arc::new(WasmHost))
    });
    reply(outcome)
}

/// The entry point of dialogues: a solver suspended while its question is answered.
#[wasm_bindgen]
pub struct Dialogue {
    dialogue: engine::OpenDialogue,
    /// The last answer, copied into this instance's memory.
    answer: Vec<f64>,
}

/// The value returned by [`Dialogue::resume`] when there are no more questions.
const FINISHED: i32 = -1;

#[wasm_bindgen]
impl Dialogue {
    /// Opens the dialogue `method`. If the problem is refused, it has no questions and finishes with the error.
    #[wasm_bindgen(constructor)]
    pub fn new(method: &str, header: String, buffers: &Array, options: &str) -> Self {
        let problem = Payload { header, buffers: copy_in(buffers, None) };
        let call = Call { method, problem, options };
        Self { dialogue: engine::converse(registry(), call, Arc::new(WasmHost)), answer: Vec::new() }
    }

    /// Four numbers per question, by tag: the lengths of its point and its answer, and the additions to both per item.
    #[wasm_bindgen(getter)]
    pub fn lengths(&self) -> Vec<u32> {
        self.dialogue.flat_lengths()
    }

    /// The number of items of the last question.
    #[wasm_bindgen(getter)]
    pub fn items(&self) -> u32 {
        self.dialogue.items() as u32
    }

    /// Passes the answer to the last question (ignored before the first one), writes the next point to the beginning of
    /// `point` if it is long enough, and returns the tag of the next question; -1 when there are no more.
    pub fn resume(&mut self, answer: &Float64Array, point: &Float64Array) -> i32 {
        self.answer.resize(answer.length() as usize, 0.0);
        answer.copy_to(&mut self.answer);
        let Some(question) = self.dialogue.resume(&self.answer) else { return FINISHED };
        write_beginning(point, &question.point);
        question.tag as i32
    }

    /// Writes the point of the last question to the beginning of `point`, if it is long enough.
    #[wasm_bindgen(js_name = readPoint)]
    pub fn read_point(&self, point: &Float64Array) {
        if let Some(numbers) = self.dialogue.point() {
            write_beginning(point, &numbers);
        }
    }

    /// Reports to the solver that the time limit has passed while its question awaits the answer, which may still come
    /// unless the caller is gone. Returns whether the solver finished.
    pub fn leave(&mut self, is_gone: bool) -> bool {
        self.dialogue.leave(if is_gone { Caller::Gone } else { Caller::Late })
    }

    /// The latest progress record as JSON, if there is a new one.
    #[wasm_bindgen(js_name = takeProgress)]
    pub fn take_progress(&self) -> Option<String> {
        self.dialogue.take_progress()
    }

    /// The solution or the error, once, after `resume` returned -1 or `leave` true.
    pub fn finish(&mut self) -> Object {
        reply(self.dialogue.finish())
    }
}

/// Writes `numbers` to the beginning of `target`, if it is long enough.
fn write_beginning(target: &Float64Array, numbers: &[f64]) {
    let length = numbers.len() as u32;
    if length <= target.length() {
        target.subarray(0, length).copy_from(numbers);
    }
}

/// `{ ok, header, buffers }`: a solution as a header and its arrays, or an error as a header.
fn reply(outcome: Result<Payload, Error>) -> Object {
    let ok = outcome.is_ok();
    let (header, buffers) = match outcome {
        Ok(solution) => (solution.header, copy_out(&solution.buffers)),
        Err(error) => (error.to_json(), Array::new()),
    };
    let reply = Object::new();
    for (key, value) in [("ok", ok.into()), ("header", header.into()), ("buffers", buffers.into())] {
        // Setting a property of a new plain object cannot fail.
        let _ = Reflect::set(&reply, &JsValue::from_str(key), &value);
    }
    reply
}
