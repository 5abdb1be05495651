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
}

impl Family {
    /// Whether a method's problem may be all data. A dialogue with the name of a task takes the same problem, with functions where the
    /// task has data.
    pub fn has_task(&self, name: &str) -> bool {
        self.methods.iter().any(|method| method.name == name && method.task.is_some())
    }
}

/// A method at one of its doors.
pub struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
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
    fn push(&mut self, method: Method) {
        self.0.last_mut().expect("a family comes before its methods").methods.push(method);
    }
}

impl MethodVisitor for Collector {
    fn family(&mut self, name: &'static str) {
        self.0.push(Family { name, methods: Vec::new() });
    }

    fn task<T: Task>(&mut self) {
        self.push(Method {
            name: T::NAME,
            task: Some(T::json_schema),
            problem: SchemaGenerator::subschema_for::<T::Problem>,
            solution: SchemaGenerator::subschema_for::<T::Solution>,
            progress: SchemaGenerator::subschema_for::<T::Progress>,
        });
    }

    fn dialogue<D: Dialogue>(&mut self) {
        self.push(Method {
            name: D::NAME,
            task: None,
            problem: SchemaGenerator::subschema_for::<D::Problem>,
            solution: SchemaGenerator::subschema_for::<D::Solution>,
            progress: SchemaGenerator::subschema_for::<NoProgress>,
        });
    }
}
