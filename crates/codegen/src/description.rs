//! All methods, family by family, with their types as JSON schemas.

use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use superlinear_engine::families;
use superlinear_interface::{Dialogue, MethodVisitor, NoProgress, Task};

/// A family.
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// Its methods; one with two doors is there twice.
    pub methods: Vec<Method>,
    /// Its parts, whose methods have WebAssembly of their own.
    pub parts: Vec<&'static str>,
}

impl Family {
    /// Whether a method's problem may be all data. A dialogue with the name of a task takes the same problem, with functions where the
    /// task has data.
    pub fn has_task(&self, name: &str) -> bool {
        self.methods.iter().any(|method| method.name == name && method.task.is_some())
    }

    /// Its modules of WebAssembly: that of the family, and one for each part.
    pub fn modules(&self) -> impl Iterator<Item = String> {
        let parts = self.parts.iter().map(|part| module_of(self.name, Some(part)));
        std::iter::once(module_of(self.name, None)).chain(parts)
    }

    /// The module of WebAssembly that has a method of this family.
    pub fn module_of(&self, method: &Method) -> String {
        module_of(self.name, method.part)
    }
}

fn module_of(family: &str, part: Option<&str>) -> String {
    part.map_or_else(|| family.to_owned(), |part| format!("{family}-{part}"))
}

/// A method at one of its doors.
pub struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
    /// The part of the family that it belongs to, if any.
    pub part: Option<&'static str>,
    /// What it does, as a schema with that description, where its problem is all data; else it holds functions.
    pub task: Option<fn(&mut SchemaGenerator) -> Schema>,
    /// The schema of its problem: a reference to a definition of the generator.
    pub problem: fn(&mut SchemaGenerator) -> Schema,
    /// The schema of its solution.
    pub solution: fn(&mut SchemaGenerator) -> Schema,
    /// The schema of what it reports on the way; `false` where that is nothing.
    pub progress: fn(&mut SchemaGenerator) -> Schema,
}

/// The engine, and all families.
pub fn families() -> Vec<Family> {
    let mut collector = Collector(Vec::new());
    families::visit(&mut collector);
    collector.0
}

/// The families alone, which solve something.
pub fn solving_families() -> impl Iterator<Item = Family> {
    families().into_iter().filter(|family| family.name != "engine")
}

/// A generator of the schemas that all files are made from.
pub fn generator() -> SchemaGenerator {
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
            name: T::NAME,
            part: family.parts.last().copied(),
            task: Some(T::json_schema),
            problem: SchemaGenerator::subschema_for::<T::Problem>,
            solution: SchemaGenerator::subschema_for::<T::Solution>,
            progress: SchemaGenerator::subschema_for::<T::Progress>,
        });
    }

    fn dialogue<D: Dialogue>(&mut self) {
        let family = self.last();
        family.methods.push(Method {
            name: D::NAME,
            part: family.parts.last().copied(),
            task: None,
            problem: SchemaGenerator::subschema_for::<D::Problem>,
            solution: SchemaGenerator::subschema_for::<D::Solution>,
            progress: SchemaGenerator::subschema_for::<NoProgress>,
        });
    }
}
