//! The state of the conversion of a function to a graph, and the arguments of its nodes.

use crate::function::{Argument, MAX_RANK, MAX_SIZE};
use crate::graph::{Graph, Id, shape};
use superlinear_interface::{Error, Vector};

/// Refuses a shape beyond the limits.
pub fn check_shape(path: &str, shape: &[usize]) -> Result<(), Error> {
    if shape.len() > MAX_RANK {
        let message = format!("must have no more than {MAX_RANK} axes, got {}", shape.len());
        return Err(Error::invalid(path, message));
    }
    match shape::checked_count(shape) {
        Some(count) if count <= MAX_SIZE => Ok(()),
        _ => {
            let shape = shape::written(shape);
            Err(Error::invalid(path, format!("must have fewer than 2^31 elements, got the shape {shape}")))
        }
    }
}

/// The reason an operand is refused. Appended to the node's path in the error message.
pub struct Fault(String);

impl Fault {
    /// The error of the node at this path.
    pub fn at(self, path: &str) -> Error {
        Error::invalid(path, self.0)
    }
}

impl From<String> for Fault {
    fn from(words: String) -> Self {
        Self(words)
    }
}

impl From<&str> for Fault {
    fn from(words: &str) -> Self {
        Self(words.to_owned())
    }
}

/// Constant data of a function.
pub enum Held {
    Tensor {
        shape: Vec<usize>,
        values: Vector,
    },
    /// The index of a matrix in the graph.
    Matrix(usize),
}

/// The conversion of a function in progress.
pub struct Lowering<'a> {
    pub graph: &'a mut Graph,
    /// The nodes of the function's inputs.
    pub inputs: Vec<Id>,
    /// The function's data.
    pub data: Vec<Held>,
    /// The index of its first data in the graph.
    pub first_data: usize,
}

impl Lowering<'_> {
    /// The shapes of nodes, for messages.
    pub fn shapes_in_words(&self, ids: &[Id]) -> String {
        let shapes: Vec<_> = ids.iter().map(|&id| shape::written(self.graph.shape(id))).collect();
        shapes.join(" and ")
    }

    /// Broadcasts the operands to a common shape.
    pub fn together<const N: usize>(&mut self, name: &str, ids: [Id; N]) -> Result<[Id; N], Fault> {
        let mut common = Vec::new();
        for &id in &ids {
            common = shape::broadcast(&common, self.graph.shape(id))
                .ok_or_else(|| format!("{name}: shapes {} do not go together", self.shapes_in_words(&ids)))?;
        }
        check_shape("", &common)
            .map_err(|_| format!("{name}: shapes {} go beyond all memory", self.shapes_in_words(&ids)))?;
        Ok(ids.map(|id| self.graph.broadcast(id, &common)))
    }

    /// Refuses a result beyond the limits of tensors.
    pub fn check_result(&self, shape: &[usize]) -> Result<(), Fault> {
        check_shape("", shape).map_err(|error| Fault(error.message.trim_start().to_owned()))
    }
}

/// The unread arguments of a node.
pub struct Arguments<'a> {
    /// The name of the operation.
    pub name: &'a str,
    rest: std::slice::Iter<'a, Argument>,
    ids: &'a [Id],
}

impl<'a> Arguments<'a> {
    /// The arguments of an operation. `ids` has the graph nodes of all earlier ones.
    pub fn new(name: &'a str, arguments: &'a [Argument], ids: &'a [Id]) -> Self {
        Self { name, rest: arguments.iter(), ids }
    }

    /// The next argument, a number.
    pub fn number(&mut self) -> Result<f64, Fault> {
        match self.rest.next() {
            Some(&Argument::Number(value)) => Ok(value),
            _ => Err(self.wrong("a number")),
        }
    }

    /// The next argument, a word.
    pub fn word(&mut self) -> Result<&'a str, Fault> {
        match self.rest.next() {
            Some(Argument::Word(word)) => Ok(word),
            _ => Err(self.wrong("a word")),
        }
    }

    fn list(&mut self) -> Result<&'a [f64], Fault> {
        match self.rest.next() {
            Some(Argument::List(list)) => Ok(list),
            _ => Err(self.wrong("a list")),
        }
    }

    /// The next argument, a nonnegative integer.
    pub fn whole(&mut self) -> Result<usize, Fault> {
        let value = self.number()?;
        self.to_whole(value)
    }

    /// The next argument, a list of nonnegative integers.
    pub fn wholes(&mut self) -> Result<Vec<usize>, Fault> {
        self.list()?.iter().map(|&value| self.to_whole(value)).collect()
    }

    /// The next argument, a list of integers.
    pub fn integers(&mut self) -> Result<Vec<isize>, Fault> {
        let list = self.list()?;
        let is_integer = |value: &f64| value.fract() == 0.0 && value.abs() <= MAX_SIZE as f64;
        if list.iter().all(is_integer) {
            Ok(list.iter().map(|&value| value as isize).collect())
        } else {
            Err(self.wrong("whole numbers"))
        }
    }

    /// The next argument, an operand.
    pub fn operand(&mut self) -> Result<Id, Fault> {
        let value = self.number()?;
        self.to_operand(value)
    }

    /// The next argument, a list of operands.
    pub fn operands(&mut self) -> Result<Vec<Id>, Fault> {
        self.list()?.iter().map(|&value| self.to_operand(value)).collect()
    }

    /// Refuses further arguments.
    pub fn end(mut self) -> Result<(), Fault> {
        if self.rest.next().is_none() { Ok(()) } else { Err(format!("{} has too many arguments", self.name).into()) }
    }

    fn to_operand(&self, value: f64) -> Result<Id, Fault> {
        let number = self.to_whole(value)?;
        let earlier = self.ids.len();
        self.ids
            .get(number)
            .copied()
            .ok_or_else(|| format!("{}: operand {number} must be an earlier node, below {earlier}", self.name).into())
    }

    fn to_whole(&self, value: f64) -> Result<usize, Fault> {
        let is_whole = value.fract() == 0.0 && (0.0..=MAX_SIZE as f64).contains(&value);
        if is_whole { Ok(value as usize) } else { Err(self.wrong("whole numbers below 2^31")) }
    }

    fn wrong(&self, expected: &str) -> Fault {
        Fault(format!("{}: its arguments must have {expected} here", self.name))
    }
}
