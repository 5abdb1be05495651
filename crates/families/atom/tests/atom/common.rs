//! Problems as JSON, and the reference tables.

use serde_json::Value;
use superlinear_atom::{Solve, States};
use superlinear_interface::testing;
use superlinear_interface::wire::{Buffer, Payload, decode, encode};
use superlinear_interface::{Error, Run, RunOptions, Task};

/// A solution as JSON, with the arrays of its references.
pub struct Solved {
    pub json: Value,
    buffers: Vec<Buffer>,
}

impl Solved {
    /// The number at a JSON pointer.
    pub fn number(&self, pointer: &str) -> f64 {
        self.json.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("no number at {pointer}"))
    }

    /// The array at a JSON pointer.
    pub fn array(&self, pointer: &str) -> &[f64] {
        let place = self.number(&format!("{pointer}/$")) as usize;
        match &self.buffers[place] {
            Buffer::F64(values) => values,
            _ => panic!("{pointer} is no array of doubles"),
        }
    }

    pub fn status(&self) -> &str {
        self.json["status"].as_str().unwrap()
    }

    pub fn total(&self) -> f64 {
        self.number("/energy/total")
    }

    /// The energy of the level with this label and spin, if given.
    pub fn level(&self, label: &str, spin: Option<&str>) -> f64 {
        let orbitals = self.json["orbitals"].as_array().unwrap();
        let is_it = |orbital: &&Value| orbital["label"] == label && spin.is_none_or(|spin| orbital["spin"] == spin);
        orbitals.iter().find(is_it).unwrap_or_else(|| panic!("no level {label}"))["energy"].as_f64().unwrap()
    }
}

pub fn run(threads: u32) -> Run {
    testing::timed(&RunOptions { threads: Some(threads), ..Default::default() })
}

fn call<T: Task>(problem: Value, threads: u32) -> Result<Solved, Error> {
    let problem = decode(Payload { header: problem.to_string(), buffers: Vec::new() })?;
    let Payload { header, buffers } = encode(&T::solve(problem, &run(threads))?)?;
    Ok(Solved { json: serde_json::from_str(&header).unwrap(), buffers })
}

/// A self-consistent atom.
pub fn solve(problem: Value) -> Solved {
    call::<Solve>(problem, 1).unwrap()
}

/// A self-consistent atom on several threads.
pub fn solve_on(problem: Value, threads: u32) -> Solved {
    call::<Solve>(problem, threads).unwrap()
}

/// Levels in a potential.
pub fn states(problem: Value) -> Solved {
    call::<States>(problem, 1).unwrap()
}

/// The rows of a reference table, by the names of its columns.
pub fn table(name: &str) -> Vec<Vec<String>> {
    let file = format!("{}/../../../test/data/atom/{name}.csv", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// Asserts that two numbers differ by no more than `tolerance`.
pub fn assert_close(actual: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((actual - expected).abs() <= tolerance, "{what}: {actual} against {expected}");
}
