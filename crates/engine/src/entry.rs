//! The entry points: from a method's name and a payload to a payload, or to a dialogue in progress.

use crate::device::on_device;
use crate::dialogue::{LastProgress, OpenDialogue};
use crate::guard::guard;
use crate::options::read_options;
use crate::registry::{Kind, Method, Registry};
use serde::Serialize;
use std::sync::Arc;
use superlinear_interface::wire::Payload;
use superlinear_interface::{Error, Host, Run, default_memory_limit, processors};

/// A call of a method: its name, its problem, and the JSON text of [`RunOptions`].
pub struct Call<'a> {
    /// The public name, `family.method`.
    pub method: &'a str,
    /// The encoded problem.
    pub problem: Payload,
    /// The run options as JSON.
    pub options: &'a str,
}

/// The entry point of tasks: solves a problem.
pub fn solve(registry: Registry, call: Call<'_>, host: Arc<dyn Host>) -> Result<Payload, Error> {
    guard(|| {
        let options = read_options(call.options)?;
        let run = Run::new(&options, host)?.holding(call.problem.bytes());
        run.ensure_wanted()?;
        let solve = find(registry, call.method, Method::as_task, "a dialogue: it needs functions to ask")?;
        let run = on_device(run, &options, call.method, registry)?;
        solve(call.problem, &run)
    })
}

/// The entry point of dialogues: opens a dialogue on a problem. If the problem is refused, the dialogue has already
/// finished.
pub fn converse(registry: Registry, call: Call<'_>, host: Arc<dyn Host>) -> OpenDialogue {
    let progress = LastProgress::new(host);
    let opened = guard(|| {
        let options = read_options(call.options)?;
        let run = Run::new(&options, Arc::clone(&progress) as Arc<dyn Host>)?.holding(call.problem.bytes());
        let open = find(registry, call.method, Method::as_dialogue, "a task: it has no questions to ask")?;
        open(call.problem, on_device(run, &options, call.method, registry)?)
    });
    opened.map_or_else(OpenDialogue::refused, |dialogue| dialogue.with_progress(progress))
}

/// Describes this build as JSON: version, instruction set, processors, methods.
pub fn describe(registry: Registry) -> String {
    let description = Description {
        version: env!("CARGO_PKG_VERSION"),
        instruction_set: superlinear_numerics::simd::instruction_set(),
        threads: processors(),
        memory_limit: default_memory_limit() >> 20,
        methods: registry().iter().map(MethodDescription::of).collect(),
    };
    serde_json::to_string(&description).unwrap_or_default()
}

/// The handler of the method with this name at one entry point; `otherwise` describes a method that has only the other
/// one.
fn find<Handler>(
    registry: Registry,
    name: &str,
    handler_of: fn(&Method) -> Option<Handler>,
    otherwise: &str,
) -> Result<Handler, Error> {
    let methods = registry();
    if let Some(handler) = methods.iter().filter(|method| method.name == name).find_map(handler_of) {
        return Ok(handler);
    }
    let mut known: Vec<_> = methods.iter().map(|method| method.name).collect();
    if known.contains(&name) {
        return Err(Error::invalid("method", format!("{name} is {otherwise}")));
    }
    // The two handlers of a name are adjacent.
    known.dedup();
    Err(Error::invalid("method", format!("must be one of {}, got \"{name}\"", known.join(", "))))
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Description {
    version: &'static str,
    instruction_set: &'static str,
    threads: usize,
    /// In mebibytes.
    memory_limit: u64,
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
