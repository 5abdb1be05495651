//! The doors themselves: from a method's name and a payload to a payload, or to a dialogue that is under way.

use crate::dialogue::OpenDialogue;
use crate::guard::guard;
use crate::registry::{Kind, Method, methods};
use serde::Serialize;
use std::sync::Arc;
use superlinear_interface::wire::{Payload, decode};
use superlinear_interface::{Error, Host, Run, RunOptions, processors};

/// The task door: solves `problem` by the task named `method`. `options` is the JSON text of [`RunOptions`].
pub fn solve(method: &str, problem: Payload, options: &str, host: Arc<dyn Host>) -> Result<Payload, Error> {
    guard(|| {
        let run = Run::new(&read_options(options)?, host)?;
        run.ensure_wanted()?;
        match find(method)?.kind {
            Kind::Task(solve) => solve(problem, &run),
            Kind::Dialogue(..) => Err(wrong_door(method, "a dialogue: it needs functions to ask")),
        }
    })
}

/// The dialogue door: opens the dialogue named `method` on `problem`. A problem that is refused is a dialogue that has
/// finished.
pub fn converse(method: &str, problem: Payload, options: &str, host: Arc<dyn Host>) -> OpenDialogue {
    let opened = guard(|| {
        let run = Run::new(&read_options(options)?, host)?;
        match find(method)?.kind {
            Kind::Dialogue(_, open) => open(problem, run),
            Kind::Task(_) => Err(wrong_door(method, "a task: it has no questions to ask")),
        }
    });
    opened.unwrap_or_else(OpenDialogue::refused)
}

/// What this build is and holds, as JSON: version, instruction set, processors, methods.
pub fn describe() -> String {
    let description = Description {
        version: env!("CARGO_PKG_VERSION"),
        instruction_set: superlinear_numerics::simd::instruction_set(),
        threads: processors(),
        methods: methods().iter().map(MethodDescription::of).collect(),
    };
    serde_json::to_string(&description).unwrap_or_default()
}

fn read_options(json: &str) -> Result<RunOptions, Error> {
    decode(Payload { header: json.to_owned(), buffers: Vec::new() })
}

fn find(name: &str) -> Result<Method, Error> {
    methods().into_iter().find(|method| method.name == name).ok_or_else(|| {
        let known: Vec<_> = methods().iter().map(|method| method.name).collect();
        Error::invalid("method", format!("must be one of {}, got {name:?}", known.join(", ")))
    })
}

fn wrong_door(name: &str, what: &str) -> Error {
    Error::invalid("method", format!("{name} is {what}"))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Description {
    version: &'static str,
    instruction_set: &'static str,
    threads: usize,
    methods: Vec<MethodDescription>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct MethodDescription {
    name: &'static str,
    kind: &'static str,
    questions: &'static [&'static str],
}

impl MethodDescription {
    fn of(method: &Method) -> Self {
        let (kind, questions) = match method.kind {
            Kind::Task(_) => ("task", &[][..]),
            Kind::Dialogue(questions, _) => ("dialogue", questions),
        };
        Self { name: method.name, kind, questions }
    }
}
