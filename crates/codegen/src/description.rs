//! All methods by family, with their types as JSON schemas.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use superlinear_interface::{Dialogue, MethodVisitor, NoProgress, Task};

/// A family.
pub(crate) struct Family {
    /// Its name.
    pub name: &'static str,
    /// Its methods; a method that is both a task and a dialogue appears twice.
    pub methods: Vec<Method>,
    /// Its parts, each a separate WebAssembly module.
    pub parts: Vec<&'static str>,
}

impl Family {
    /// Whether a method's problem may be all data. A dialogue that shares its name with a task takes the same problem,
    /// with functions in place of some data.
    pub(crate) fn has_task(&self, name: &str) -> bool {
        self.methods.iter().any(|method| method.name == name && method.task.is_some())
    }

    /// The tasks whose TypeScript functions are generated.
    pub(crate) fn generated_tasks(&self) -> impl Iterator<Item = &Method> {
        let is_by_hand = |name| self.methods.iter().any(|method| method.name == name && method.is_by_hand);
        self.methods.iter().filter(move |method| !is_by_hand(method.name))
    }

    /// Its WebAssembly modules: one for the family and one per part.
    pub(crate) fn modules(&self) -> impl Iterator<Item = String> {
        let parts = self.parts.iter().map(|part| module_of(self.name, Some(part)));
        std::iter::once(module_of(self.name, None)).chain(parts)
    }

    /// The WebAssembly module of a method of this family.
    pub(crate) fn module_of(&self, method: &Method) -> String {
        module_of(self.name, method.part)
    }
}

fn module_of(family: &str, part: Option<&str>) -> String {
    part.map_or_else(|| family.to_owned(), |part| format!("{family}-{part}"))
}

/// A method at one of its entry points.
pub(crate) struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
    /// The part of the family to which it belongs, if any.
    pub part: Option<&'static str>,
    /// Whether its TypeScript functions are written by hand.
    pub is_by_hand: bool,
    /// For a task, a schema with its description; `None` for a dialogue.
    pub task: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// The schema of its problem: a reference to a definition of the generator.
    pub problem: fn(&mut SchemaGenerator) -> Schema,
    /// The schema of its solution.
    pub solution: fn(&mut SchemaGenerator) -> Schema,
    /// The schema of its progress records; `false` if there are none.
    pub progress: fn(&mut SchemaGenerator) -> Schema,
}

/// The engine and all families.
pub(crate) fn families() -> Vec<Family> {
    let mut collector = Collector(Vec::new());
    superlinear_methods::visit(&mut collector);
    collector.0
}

/// The families without the engine's own methods.
pub(crate) fn solving_families() -> impl Iterator<Item = Family> {
    families().into_iter().filter(|family| family.name != "engine")
}

/// A generator for the schemas behind all files.
pub(crate) fn generator() -> SchemaGenerator {
    SchemaSettings::draft2020_12().into_generator()
}

struct Collector(Vec<Family>);

impl Collector {
    fn last(&mut self) -> &mut Family {
        self.0.last_mut().expect("a family comes before its methods")
    }
}

impl MethodVisitor for Collector {
    fn family(&mut self, name: &'static str) {
        self.0.push(Family { name, methods: Vec::new(), parts: Vec::new() });
    }

    fn part(&mut self, name: &'static str) {
        self.last().parts.push(name);
    }

    fn task<T: Task>(&mut self) {
        let family = self.last();
        family.methods.push(Method {
            is_by_hand: false,
            name: T::NAME,
            part: family.parts.last().copied(),
            task: Some(T::json_schema),
            problem: SchemaGenerator::subschema_for::<T::Problem>,
            solution: SchemaGenerator::subschema_for::<T::Solution>,
            progress: SchemaGenerator::subschema_for::<T::Progress>,
        });
    }

    fn typed_task<T: Task>(&mut self) {
        self.task::<T>();
        if let Some(method) = self.last().methods.last_mut() {
            method.is_by_hand = true;
        }
    }

    fn dialogue<D: Dialogue>(&mut self) {
        let family = self.last();
        family.methods.push(Method {
            is_by_hand: true,
            name: D::NAME,
            part: family.parts.last().copied(),
            task: None,
            problem: SchemaGenerator::subschema_for::<D::Problem>,
            solution: SchemaGenerator::subschema_for::<D::Solution>,
            progress: SchemaGenerator::subschema_for::<NoProgress>,
        });
    }
}
