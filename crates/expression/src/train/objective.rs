//! The objective: a weighted sum of a loss over rows plus a penalty, and its gradient with respect to the parameters.
//!
//! Rows are evaluated in pieces whose tensors stay in the cache, and pieces in blocks on several threads. The division
//! depends only on the number of rows, and sums have a fixed order, so results are bitwise independent of the threads.

use super::rows::Rows;
use crate::derive::gradients;
use crate::graph::{Graph, Id};
use crate::points::{PIECE, checked_plan, largest_mapped};
use crate::vectorize::vectorize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use superlinear_interface::{Error, Run};
use superlinear_machine::plan::Plan;
use superlinear_machine::{Given, Machine};
use superlinear_numerics::parallel::{Parallelism, add_vectors};
use superlinear_numerics::vectors::{add_scaled, norm};

/// The source of an input's elements.
#[derive(Clone, Copy)]
pub enum Role<'a> {
    /// The rows: one tensor per row.
    Row,
    /// The parameters, from this index on.
    Parameter(usize),
    /// Fixed values.
    Fixed(&'a [f64]),
}

/// The definition of an objective.
pub struct Parts<'a> {
    /// The graph of loss and penalty.
    pub graph: Graph,
    /// The loss of a row: one element.
    pub loss: Id,
    /// The penalty: one element.
    pub penalty: Option<Id>,
    /// The node and role of each input, by index.
    pub inputs: Vec<(Id, Role<'a>)>,
    /// The elements of the data, by index.
    pub data: Vec<&'a [f64]>,
    /// The number of rows that any batch represents; `None` for a mean.
    pub total_rows: Option<usize>,
}

/// The requested quantity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// The value only.
    Value,
    /// The value and the gradient.
    Gradient,
}

/// The rows per piece needed for fast matrix products.
const ROWS_OF_PRODUCTS: usize = 128;

/// Limit on the numbers in that many rows: 8 MiB.
const MAX_NUMBERS_OF_PRODUCTS: usize = 1 << 20;

/// Limit on the blocks, each of which takes the memory of a gradient.
const MAX_BLOCKS: usize = 32;

/// An objective, prepared for evaluation.
pub struct Objective<'a> {
    parts: Parts<'a>,
    /// The rows per piece.
    piece: usize,
    /// Plans for the sum of the loss, by number of rows.
    plans: BTreeMap<(Wanted, usize), Plan>,
    penalties: BTreeMap<Wanted, Plan>,
    machines: Machines,
    /// The last value, followed by the gradient.
    sum: Vec<f64>,
}

impl<'a> Objective<'a> {
    /// An objective not yet evaluated.
    pub fn new(parts: Parts<'a>) -> Self {
        let piece = rows_in_a_piece(&parts);
        let (plans, penalties, machines) = (BTreeMap::new(), BTreeMap::new(), Machines::default());
        Self { parts, piece, plans, penalties, machines, sum: Vec::new() }
    }

    /// Compiles plans for this quantity over this number of rows. Fails if there is no memory for it.
    pub fn prepare(&mut self, wanted: Wanted, rows: usize, run: &Run) -> Result<(), Error> {
        for count in [self.piece.min(rows), rows % self.piece] {
            if count == 0 || self.plans.contains_key(&(wanted, count)) {
                continue;
            }
            match self.sum_over(count) {
                Some(sum) => {
                    let plan = self.plan(wanted, sum, run)?;
                    self.plans.insert((wanted, count), plan);
                }
                None => {
                    self.piece = 1;
                    return self.prepare(wanted, rows, run);
                }
            }
        }
        if let Some(penalty) = self.parts.penalty {
            let penalty = self.parts.graph.reshape(penalty, &[]);
            let plan = self.plan(wanted, penalty, run)?;
            self.penalties.insert(wanted, plan);
        }
        Ok(())
    }

    /// The sum of the loss over rows; `None` if it cannot be vectorized.
    fn sum_over(&mut self, count: usize) -> Option<Id> {
        let Parts { graph, loss, inputs, .. } = &mut self.parts;
        let loss = graph.reshape(*loss, &[]);
        if count == 1 {
            return Some(loss);
        }
        let mut mapped = Vec::new();
        for (number, &(id, role)) in inputs.iter().enumerate() {
            if matches!(role, Role::Row) {
                let shape = [&[count], graph.shape(id)].concat();
                mapped.push((id, graph.input(number, &shape)));
            }
        }
        let losses = vectorize(graph, &[loss], &mapped, count)?;
        Some(graph.sum(losses[0], &[0]))
    }

    fn plan(&mut self, wanted: Wanted, value: Id, run: &Run) -> Result<Plan, Error> {
        let Parts { graph, inputs, .. } = &mut self.parts;
        let mut outputs = vec![value];
        if wanted == Wanted::Gradient {
            let is_parameter = |&&(_, role): &&(Id, Role)| matches!(role, Role::Parameter(_));
            let parameters: Vec<_> = inputs.iter().filter(is_parameter).map(|&(id, _)| id).collect();
            let one = graph.constant(1.0);
            outputs.extend(gradients(graph, &[(value, one)], &parameters));
        }
        checked_plan(graph, &outputs, run)
    }

    /// Evaluates the objective over rows for which it was prepared. Keeps the gradient if requested.
    pub fn compute(&mut self, wanted: Wanted, parameters: &[f64], rows: &Rows, run: &Run) -> Result<f64, Error> {
        let pieces = rows.count.div_ceil(self.piece);
        let in_a_block = pieces.div_ceil(MAX_BLOCKS);
        let blocks = pieces.div_ceil(in_a_block);
        let mut sums = vec![std::mem::take(&mut self.sum)];
        sums.resize(blocks, Vec::new());
        let cancellation = run.cancellation();
        let done = Parallelism::of(run).map(sums, |block, mut sum| {
            sum.clear();
            let mut machine = self.machines.take();
            for piece in block * in_a_block..pieces.min((block + 1) * in_a_block) {
                cancellation.ensure_wanted()?;
                self.add_piece(wanted, piece, parameters, rows, &mut machine, &mut sum);
            }
            self.machines.put(machine);
            Ok(sum)
        });
        let mut sum = add_vectors(done.into_iter().collect::<Result<_, _>>()?);
        if let Some(plan) = self.penalties.get(&wanted) {
            let mut machine = self.machines.take();
            self.add(plan, 1.0, parameters, &rows.part(0, 0), &mut machine, &mut sum);
            self.machines.put(machine);
        }
        self.sum = sum;
        Ok(self.sum[0])
    }

    /// Evaluates the objective over rows for which it was prepared, without its penalty and on this thread. Writes the
    /// value, followed by the gradient if requested, into the scratch. Returns whether it came to the end.
    pub fn evaluate(
        &self,
        wanted: Wanted,
        parameters: &[f64],
        rows: &Rows,
        scratch: &mut Scratch,
        is_over: impl Fn() -> bool,
    ) -> bool {
        let Scratch { machine, sum } = scratch;
        sum.clear();
        (0..rows.count.div_ceil(self.piece)).all(|piece| {
            let goes_on = !is_over();
            if goes_on {
                self.add_piece(wanted, piece, parameters, rows, machine, sum);
            }
            goes_on
        })
    }

    /// The last gradient.
    pub fn gradient(&self) -> &[f64] {
        &self.sum[1..]
    }

    /// Clips the last gradient to this norm. Returns whether it is finite.
    pub fn clip_gradient(&mut self, longest: Option<f64>) -> bool {
        let length = norm(self.gradient());
        if let Some(longest) = longest.filter(|&longest| length > longest) {
            let factor = longest / length;
            self.sum[1..].iter_mut().for_each(|entry| *entry *= factor);
        }
        length.is_finite()
    }

    fn add_piece(
        &self,
        wanted: Wanted,
        piece: usize,
        parameters: &[f64],
        rows: &Rows,
        machine: &mut Machine,
        sum: &mut Vec<f64>,
    ) {
        let start = piece * self.piece;
        let count = self.piece.min(rows.count - start);
        let plan = &self.plans[&(wanted, count)];
        let weight = self.parts.total_rows.unwrap_or(1) as f64 / rows.count as f64;
        self.add(plan, weight, parameters, &rows.part(start, count), machine, sum);
    }

    /// Adds the weighted outputs of a plan to a sum, which is empty or has as many entries.
    fn add(
        &self,
        plan: &Plan,
        weight: f64,
        parameters: &[f64],
        rows: &Rows,
        machine: &mut Machine,
        sum: &mut Vec<f64>,
    ) {
        let elements = |(&(_, role), &of_rows)| match role {
            Role::Row => of_rows,
            Role::Parameter(start) => &parameters[start..],
            Role::Fixed(elements) => elements,
        };
        let inputs: Vec<_> = self.parts.inputs.iter().zip(&rows.elements).map(elements).collect();
        let given = Given { inputs: &inputs, data: &self.parts.data };
        machine.run(plan, given);
        let mut end = 0;
        for k in 0..plan.outputs.len() {
            let values = machine.output(plan, k, given);
            if sum.len() == end {
                sum.extend(values.iter().map(|value| weight * value));
            } else {
                add_scaled(&mut sum[end..end + values.len()], weight, values);
            }
            end += values.len();
        }
    }
}

/// Memory of evaluations, used again from one to the next.
#[derive(Default)]
pub struct Scratch {
    machine: Machine,
    /// The value, followed by the gradient.
    sum: Vec<f64>,
}

impl Scratch {
    /// The last value.
    pub fn value(&self) -> f64 {
        self.sum[0]
    }

    /// The last gradient.
    pub fn gradient(&self) -> &[f64] {
        &self.sum[1..]
    }
}

/// As many rows as keep the largest tensor in the cache, or more if matrix products benefit.
fn rows_in_a_piece(parts: &Parts) -> usize {
    let Parts { graph, loss, inputs, .. } = parts;
    let by_row: Vec<_> = inputs.iter().filter(|(_, role)| matches!(role, Role::Row)).map(|&(id, _)| id).collect();
    let width = largest_mapped(graph, &[*loss], &by_row);
    (PIECE / width).max(ROWS_OF_PRODUCTS.min(MAX_NUMBERS_OF_PRODUCTS / width)).max(1)
}

/// Idle interpreters, at most one per thread.
#[derive(Default)]
struct Machines(Mutex<Vec<Machine>>);

impl Machines {
    fn take(&self) -> Machine {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or_default()
    }

    fn put(&self, machine: Machine) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(machine);
    }
}
