//! Generates the kernel of a region: elementwise nodes of one level with the same number of elements.

use super::access;
use super::context::Context;
use super::levels::{base, stripped};
use super::registers::allocate;
use crate::graph::operation::{Binary, Comparison, Operation, Placement, Unary};
use crate::graph::{Id, IdMap, SpreadMap};
use superlinear_machine::tape::{Action, Code, Instruction, Load, Region, Sink};

/// The writes of a region.
#[derive(Default)]
pub struct Group<'a> {
    /// Nodes and the destinations of their elements.
    pub writes: Vec<(Id, Write<'a>)>,
}

/// The destination of elements.
pub enum Write<'a> {
    /// A slot, in order.
    Whole { slot: usize },
    /// Positions in an assembled tensor.
    Part { slot: usize, whole: Id, placement: &'a Placement, part: Id, is_added: bool },
    /// A single sum.
    Sum { slot: usize },
}

/// Compiles a group of writes to a region.
pub fn compile(context: &Context, level: usize, lanes: usize, group: Group) -> Region {
    let mut compiler = Compiler {
        context,
        level,
        uses: uses(context, level, &group),
        values: IdMap::default(),
        constants: SpreadMap::default(),
        loads: Vec::new(),
        prologue: Vec::new(),
        tape: Vec::new(),
        next: 0,
    };
    let (mut sinks, mut targets) = (Vec::new(), Vec::new());
    for (id, write) in group.writes {
        let a = compiler.value(id);
        let (slot, action) = compiler.action(write);
        let target = targets.iter().position(|&other| other == slot).unwrap_or_else(|| {
            targets.push(slot);
            targets.len() - 1
        });
        compiler.tape.push(Instruction { a, b: sinks.len() as u32, ..blank(Code::Sink) });
        sinks.push(Sink { target, action });
    }
    let Compiler { loads, mut prologue, mut tape, .. } = compiler;
    let registers = allocate(&loads, &mut prologue, &mut tape);
    Region { lanes, loads, sinks, targets, prologue, tape, registers }
}

fn blank(code: Code) -> Instruction {
    Instruction { code, destination: 0, a: 0, b: 0, c: 0, k: 0.0 }
}

/// The number of uses of each elementwise node within a region.
fn uses(context: &Context, level: usize, group: &Group) -> IdMap<usize> {
    let mut uses: IdMap<usize> = IdMap::default();
    let mut waiting: Vec<Id> = group.writes.iter().map(|&(id, _)| stripped(context.graph, id)).collect();
    while let Some(id) = waiting.pop() {
        let count = uses.entry(id).or_default();
        *count += 1;
        if *count == 1 && context.is_computed_at(id, level) {
            let operands = &context.graph.node(id).operands;
            waiting.extend(operands.iter().map(|&operand| stripped(context.graph, operand)));
        }
    }
    uses
}

struct Compiler<'a> {
    context: &'a Context<'a>,
    level: usize,
    uses: IdMap<usize>,
    /// The value that holds each node.
    values: IdMap<u32>,
    constants: SpreadMap<u64, u32>,
    loads: Vec<Load>,
    prologue: Vec<Instruction>,
    tape: Vec<Instruction>,
    /// The index of the next value.
    next: u32,
}

impl Compiler<'_> {
    /// The value of a node, computed on demand. Uses an explicit stack, since graphs are deep.
    fn value(&mut self, id: Id) -> u32 {
        let id = stripped(self.context.graph, id);
        let mut stack = vec![id];
        while let Some(&top) = stack.last() {
            if self.values.contains_key(&top) {
                stack.pop();
                continue;
            }
            if let Some(k) = self.context.graph.uniform(top) {
                let value = self.constant(k);
                self.values.insert(top, value);
            } else if !self.context.is_computed_at(top, self.level) {
                let value = self.load(top);
                self.values.insert(top, value);
            } else {
                let missing = self.missing(top);
                if missing.is_empty() {
                    let value = self.emit(top);
                    self.values.insert(top, value);
                } else {
                    stack.extend(missing.into_iter().rev());
                }
            }
        }
        self.values[&id]
    }

    /// The operands of a node without a value yet, except constants embedded in its instruction and products fused into
    /// it.
    fn missing(&self, id: Id) -> Vec<Id> {
        let is_missing = |id: &Id| !self.values.contains_key(id);
        self.fused(id).operands().filter(is_missing).collect()
    }

    fn constant(&mut self, k: f64) -> u32 {
        if let Some(&value) = self.constants.get(&k.to_bits()) {
            return value;
        }
        let destination = self.new_value();
        self.prologue.push(Instruction { destination, k, ..blank(Code::Constant) });
        self.constants.insert(k.to_bits(), destination);
        destination
    }

    fn load(&mut self, id: Id) -> u32 {
        let graph = self.context.graph;
        let is_elementwise = graph.node(id).is_elementwise();
        let (of, access) =
            if is_elementwise { (id, access::identity(graph.node(id).count())) } else { access::of_view(graph, id) };
        debug_assert!(is_elementwise || of == base(graph, id));
        self.loads.push(Load::new(self.context.stored(of), access));
        let (destination, a) = (self.new_value(), self.loads.len() as u32 - 1);
        self.tape.push(Instruction { destination, a, ..blank(Code::Load) });
        destination
    }

    fn new_value(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    fn emit(&mut self, id: Id) -> u32 {
        let at = |id: Id| self.values[&id];
        let instruction = match self.fused(id) {
            Form::Choice(comparison, operands) => {
                let [a, b, p, q] = operands.map(at);
                let mask = self.new_value();
                self.tape.push(Instruction { destination: mask, a, b, ..blank(Code::Compare(comparison)) });
                Instruction { a: mask, b: p, c: q, ..blank(Code::Choose) }
            }
            Form::One(code, a, k) => Instruction { a: at(a), k, ..blank(code) },
            Form::Two(code, a, b) => Instruction { a: at(a), b: at(b), ..blank(code) },
            Form::ScaledSum(a, c, k) => Instruction { a: at(a), c: at(c), k, ..blank(Code::MultiplyConstantAdd) },
            Form::Three(code, a, b, c) => Instruction { a: at(a), b: at(b), c: at(c), ..blank(code) },
        };
        let destination = self.new_value();
        self.tape.push(Instruction { destination, ..instruction });
        destination
    }

    /// The instruction that computes a node, including a product used nowhere else.
    fn fused(&self, id: Id) -> Form {
        let graph = self.context.graph;
        let node = graph.node(id);
        let operand = |k: usize| stripped(graph, node.operands[k]);
        let constant = |k: usize| graph.uniform(node.operands[k]);
        match node.operation {
            Operation::Unary(function) => Form::One(Code::Unary(function), operand(0), 0.0),
            Operation::Select(comparison) => Form::Choice(comparison, [operand(0), operand(1), operand(2), operand(3)]),
            Operation::Binary(Binary::Multiply) => match constant(1) {
                Some(k) => Form::One(Code::MultiplyConstant, operand(0), k),
                None => Form::Two(Code::Binary(Binary::Multiply), operand(0), operand(1)),
            },
            Operation::Binary(Binary::Divide) => match constant(0) {
                Some(k) => Form::One(Code::DivideConstant, operand(1), k),
                None => Form::Two(Code::Binary(Binary::Divide), operand(0), operand(1)),
            },
            Operation::Binary(Binary::Add) => self.fused_sum(operand(0), operand(1), constant(1)),
            Operation::Binary(Binary::Subtract) => {
                self.fused_difference([operand(0), operand(1)], [constant(0), constant(1)])
            }
            Operation::Binary(function) => Form::Two(Code::Binary(function), operand(0), operand(1)),
            _ => unreachable!("only elementwise nodes have instructions"),
        }
    }

    fn fused_sum(&self, a: Id, b: Id, constant: Option<f64>) -> Form {
        if let Some(k) = constant {
            return Form::One(Code::AddConstant, a, k);
        }
        for (product, other) in [(a, b), (b, a)] {
            match self.product(product) {
                Some(Product::Scaled(k, x)) => return Form::ScaledSum(x, other, k),
                Some(Product::Of(x, y)) => return Form::Three(Code::MultiplyAdd, x, y, other),
                None => {}
            }
        }
        Form::Two(Code::Binary(Binary::Add), a, b)
    }

    fn fused_difference(&self, [a, b]: [Id; 2], constants: [Option<f64>; 2]) -> Form {
        match constants {
            [Some(k), _] => return Form::One(Code::SubtractFromConstant, b, k),
            [_, Some(k)] => return Form::One(Code::AddConstant, a, -k),
            _ => {}
        }
        match (self.product(a), self.product(b)) {
            (_, Some(Product::Scaled(k, x))) => Form::ScaledSum(x, a, -k),
            (_, Some(Product::Of(x, y))) => Form::Three(Code::SubtractProduct, x, y, a),
            (Some(Product::Of(x, y)), _) => Form::Three(Code::MultiplySubtract, x, y, b),
            _ => Form::Two(Code::Binary(Binary::Subtract), a, b),
        }
    }

    /// The factors of a product used only by one sum.
    fn product(&self, id: Id) -> Option<Product> {
        let graph = self.context.graph;
        let is_own = self.uses.get(&id) == Some(&1) && self.context.is_computed_at(id, self.level);
        if !is_own || self.values.contains_key(&id) {
            return None;
        }
        let node = graph.node(id);
        let operand = |k: usize| stripped(graph, node.operands[k]);
        match node.operation {
            Operation::Unary(Unary::Square) => Some(Product::Of(operand(0), operand(0))),
            Operation::Binary(Binary::Multiply) => Some(match graph.uniform(node.operands[1]) {
                Some(k) => Product::Scaled(k, operand(0)),
                None => Product::Of(operand(0), operand(1)),
            }),
            _ => None,
        }
    }

    fn action(&self, write: Write) -> (usize, Action) {
        let graph = self.context.graph;
        match write {
            Write::Whole { slot } => (slot, Action::Store),
            Write::Sum { slot } => (slot, Action::Sum),
            Write::Part { slot, whole, placement, part, is_added } => {
                let access = access::of_placement(graph, placement, graph.shape(part), graph.shape(whole));
                (slot, if is_added { Action::Accumulate(access) } else { Action::Place(access) })
            }
        }
    }
}

/// A product fused into a sum.
enum Product {
    Scaled(f64, Id),
    Of(Id, Id),
}

/// The form of a node's instruction.
enum Form {
    One(Code, Id, f64),
    Two(Code, Id, Id),
    Three(Code, Id, Id, Id),
    /// `k · a + c`.
    ScaledSum(Id, Id, f64),
    Choice(Comparison, [Id; 4]),
}

impl Form {
    fn operands(&self) -> impl Iterator<Item = Id> + use<> {
        let (ids, count) = match *self {
            Self::One(_, a, _) => ([a; 4], 1),
            Self::Two(_, a, b) | Self::ScaledSum(a, b, _) => ([a, b, b, b], 2),
            Self::Three(_, a, b, c) => ([a, b, c, c], 3),
            Self::Choice(_, ids) => (ids, 4),
        };
        ids.into_iter().take(count)
    }
}
