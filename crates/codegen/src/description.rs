//! All methods, family by family, with their types as JSON schemas.

use schemars::{Schema, SchemaGenerator};
use superlinear_engine::families;
use superlinear_interface::{Dialogue, MethodVisitor, Task};

/// A family.
pub struct Family {
    /// Its name.
    pub name: &'static str,
    /// Its methods; one with two doors is there twice.
    pub methods: Vec<Method>,
}

/// A method at one of its doors.
pub struct Method {
    /// The public name, `family.method`.
    pub name: &'static str,
    /// Whether its problem is all data; else it holds functions.
    pub is_task: bool,
    /// The schema of its problem: a reference to a definition of the generator.
    pub problem: fn(&mut SchemaGenerator) -> Schema,
    /// The schemas of its solution and of what it reports on the way.
    pub results: fn(&mut SchemaGenerator),
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
            is_task: true,
            problem: SchemaGenerator::subschema_for::<T::Problem>,
            results: |generator| {
                generator.subschema_for::<T::Solution>();
                generator.subschema_for::<T::Progress>();
            },
        });
    }

    fn dialogue<D: Dialogue>(&mut self) {
        self.push(Method {
            name: D::NAME,
            is_task: false,
            problem: SchemaGenerator::subschema_for::<D::Problem>,
            results: |generator| drop(generator.subschema_for::<D::Solution>()),
        });
    }
}
