//! What is minimised: a weighted sum of a loss over rows, and a penalty; and its gradient by the parameters.
//!
//! Rows are computed in pieces, as many at once as keep their tensors in the cache, and pieces in blocks on several threads. Both
//! are cut by the number of rows alone, and added in a fixed order, so that threads change no bit.

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

/// Where the elements of an input come from.
#[derive(Clone, Copy)]
pub enum Role<'a> {
    /// From the rows: an element of the input's shape for each.
    Row,
    /// From the parameters, from this one on.
    Parameter(usize),
    /// They stay what they are.
    Fixed(&'a [f64]),
}

/// What an objective is made of.
pub struct Parts<'a> {
    /// The graph of loss and penalty.
    pub graph: Graph,
    /// The loss of a row: one element.
    pub loss: Id,
    /// The penalty: one element.
    pub penalty: Option<Id>,
    /// The node and role of each input, by number.
    pub inputs: Vec<(Id, Role<'a>)>,
    /// The elements of the data, by number.
    pub data: Vec<&'a [f64]>,
    /// How many rows any batch stands for; `None`: its own share of a mean.
    pub total_rows: Option<usize>,
}

/// What is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Wanted {
    /// The value alone.
    Value,
    /// The value and the gradient.
    Gradient,
}

/// Rows of a piece that products of matrices need to be quick.
const ROWS_OF_PRODUCTS: usize = 128;

/// Numbers that this many rows may have together: 8 MiB.
const MOST_OF_PRODUCTS: usize = 1 << 20;

/// The most blocks, each of which takes a gradient's memory.
const MOST_BLOCKS: usize = 32;

/// An objective, ready to be computed.
pub struct Objective<'a> {
    parts: Parts<'a>,
    /// Rows in a piece.
    piece: usize,
    /// The sum of the loss over so many rows.
    plans: BTreeMap<(Wanted, usize), Plan>,
    penalties: BTreeMap<Wanted, Plan>,
    machines: Machines,
    /// The value that was computed last, then the gradient.
    sum: Vec<f64>,
}

impl<'a> Objective<'a> {
    /// An objective that nothing was computed of.
    pub fn new(parts: Parts<'a>) -> Self {
        let piece = rows_in_a_piece(&parts);
        let (plans, penalties, machines) = (BTreeMap::new(), BTreeMap::new(), Machines::default());
        Self { parts, piece, plans, penalties, machines, sum: Vec::new() }
    }

    /// Plans what is wanted over so many rows. Fails where there is no memory for it.
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

    /// The sum of the loss over rows; `None` where it cannot be taken for several at once.
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

    /// The value at parameters over rows, for which it was prepared; the gradient is kept where it is wanted.
    pub fn compute(&mut self, wanted: Wanted, parameters: &[f64], rows: &Rows, run: &Run) -> Result<f64, Error> {
        let pieces = rows.count.div_ceil(self.piece);
        let in_a_block = pieces.div_ceil(MOST_BLOCKS);
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

    /// The gradient that was computed last.
    pub fn gradient(&self) -> &[f64] {
        &self.sum[1..]
    }

    /// The gradient that was computed last, shortened to a length where it is longer. Whether it is finite.
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

    /// Adds the outputs of a plan, with a weight, to a sum, which is empty or has as many entries.
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

/// As many rows as keep the largest tensor by row in the cache, or more where products of matrices ask for it.
fn rows_in_a_piece(parts: &Parts) -> usize {
    let Parts { graph, loss, inputs, .. } = parts;
    let by_row: Vec<_> = inputs.iter().filter(|(_, role)| matches!(role, Role::Row)).map(|&(id, _)| id).collect();
    let width = largest_mapped(graph, &[*loss], &by_row);
    (PIECE / width).max(ROWS_OF_PRODUCTS.min(MOST_OF_PRODUCTS / width)).max(1)
}

/// Machines that wait for work: one for each thread that has had some.
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
