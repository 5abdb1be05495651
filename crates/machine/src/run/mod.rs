//! The interpreter of plans.

mod convolution;
mod cumulative;
mod lanes;
mod leaf;
mod products;
mod reduction;
mod square;
mod sweep;
mod tape;

use self::tape::Registers;
use crate::access::{Buffer, Place};
use crate::few::{with_slices, with_targets};
use crate::plan::{Plan, Step, Take};
use crate::tape::Region;
use superlinear_interface::{Cancellation, Error};
use superlinear_numerics::parallel::Parallelism;

/// The interpreter: its slots and registers, reused from one evaluation to the next.
pub struct Machine {
    parallelism: Parallelism,
    slots: Vec<Vec<f64>>,
    /// The slots that a region writes, taken out while others are read.
    targets: Vec<Vec<f64>>,
    registers: Registers,
    /// Workspace for transposed matrices and triangular factors.
    scratch: Vec<f64>,
}

/// The first `count` numbers of a workspace, which grows to this length if it is shorter. Their values are undefined.
fn grown<L: Copy>(workspace: &mut Vec<L>, count: usize, empty: L) -> &mut [L] {
    workspace.resize(count.max(workspace.len()), empty);
    &mut workspace[..count]
}

/// The given tensors of a plan.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// The elements of the inputs, by index.
    pub inputs: &'a [&'a [f64]],
    /// The elements of the data, by index.
    pub data: &'a [&'a [f64]],
}

/// A copy has a workspace of its own.
impl Clone for Machine {
    fn clone(&self) -> Self {
        Self::on(self.parallelism)
    }
}

impl Default for Machine {
    fn default() -> Self {
        Self::on(Parallelism::sequential())
    }
}

impl Machine {
    /// An interpreter with this parallelism.
    pub fn on(parallelism: Parallelism) -> Self {
        Self {
            parallelism,
            slots: Vec::new(),
            targets: Vec::new(),
            registers: Registers::default(),
            scratch: Vec::new(),
        }
    }

    /// Executes all steps of a plan.
    pub fn run(&mut self, plan: &Plan, given: Given) {
        self.grow_slots(plan);
        for step in &plan.steps {
            self.step(step, given);
        }
    }

    /// Executes all steps of a plan, unless the run is cancelled between two of them.
    pub fn run_while_wanted(&mut self, plan: &Plan, given: Given, cancellation: Cancellation) -> Result<(), Error> {
        self.grow_slots(plan);
        for step in &plan.steps {
            cancellation.ensure_wanted()?;
            self.step(step, given);
        }
        Ok(())
    }

    fn grow_slots(&mut self, plan: &Plan) {
        self.slots.resize_with(plan.slots.len().max(self.slots.len()), Vec::new);
        for (slot, &length) in self.slots.iter_mut().zip(&plan.slots) {
            // Fresh zeros come from the system and need not be written.
            if slot.len() < length {
                *slot = vec![0.0; length];
            }
        }
    }

    /// An output of the last executed plan.
    pub fn output<'a>(&'a self, plan: &Plan, number: usize, given: Given<'a>) -> &'a [f64] {
        let (place, length) = plan.outputs[number];
        &read(&self.slots, given, place)[..length]
    }

    /// Replaces the contents of `to` by an output of the last executed plan. An output with its own slot is moved out
    /// of the interpreter instead of copied.
    pub fn take_output(&mut self, plan: &Plan, number: usize, given: Given, to: &mut Vec<f64>) {
        let (place, length) = plan.outputs[number];
        let is_shared = plan.outputs.iter().filter(|(other, _)| other.buffer == place.buffer).count() > 1;
        if let Buffer::Slot(slot) = place.buffer
            && place.offset == 0
            && !is_shared
        {
            std::mem::swap(&mut self.slots[slot], to);
            return to.truncate(length);
        }
        to.clear();
        to.extend_from_slice(self.output(plan, number, given));
    }

    fn step(&mut self, step: &Step, given: Given) {
        match step {
            Step::Clear { slot, ranges } => {
                ranges.iter().for_each(|range| self.slots[*slot][range.clone()].fill(0.0));
            }
            Step::Region(region) => self.region(region, given),
            Step::Sweep(sweep) => self.sweep(sweep, given),
            Step::Reduce(reduce) => {
                self.write(reduce.target, |machine, result| {
                    reduction::reduce(reduce, machine.read(given, reduce.a), result)
                });
            }
            Step::Cumulate(sums) => {
                self.write(sums.target, |machine, result| {
                    let factors = sums.factors.map(|factors| machine.read(given, factors));
                    cumulative::cumulate(sums, machine.read(given, sums.a), factors, result)
                });
            }
            Step::Matmul(matmul) => self.write(matmul.target, |machine, result| {
                let Self { slots, scratch, parallelism, .. } = machine;
                let operands = [matmul.a, matmul.b].map(|place| read(slots, given, place));
                products::matmul(matmul, operands, result, scratch, *parallelism);
            }),
            Step::Solve(solve) => self.write(solve.target, |machine, result| {
                let Self { slots, scratch, .. } = machine;
                let operands = [solve.a, solve.b].map(|place| read(slots, given, place));
                square::solve(solve, operands, result, scratch);
            }),
            Step::Factor(factor) => self.write(factor.target, |machine, result| {
                let Self { slots, scratch, .. } = machine;
                square::factor(factor, read(slots, given, factor.a), result, scratch);
            }),
            Step::SparseMatmul(sparse) => {
                self.write(sparse.target, |machine, result| {
                    products::sparse(sparse, machine.read(given, sparse.a), result)
                });
            }
            Step::Take(take) => self.write(take.target, |machine, result| {
                let (a, index) = (machine.read(given, take.a), machine.read(given, take.index));
                if take.is_adjoint { put(take, a, index, result) } else { pick(take, a, index, result) }
            }),
            Step::Convolve(convolve) => self.write(convolve.target, |machine, result| {
                let operands = [machine.read(given, convolve.a), machine.read(given, convolve.b)];
                convolution::convolve(convolve, operands, result);
            }),
        }
    }

    /// Computes a slot from others.
    fn write(&mut self, target: usize, compute: impl FnOnce(&mut Self, &mut [f64])) {
        let mut result = std::mem::take(&mut self.slots[target]);
        compute(self, &mut result);
        self.slots[target] = result;
    }

    fn read<'a>(&'a self, given: Given<'a>, place: Place) -> &'a [f64] {
        read(&self.slots, given, place)
    }

    fn region(&mut self, region: &Region, given: Given) {
        let Self { slots, targets, registers, parallelism, .. } = self;
        targets.extend(region.targets.iter().map(|&slot| std::mem::take(&mut slots[slot])));
        let loads = region.loads.iter().map(|load| read(slots, given, load.place));
        with_slices(region.loads.len(), loads, |sources| {
            with_targets(targets, |written| tape::run(region, sources, written, registers, *parallelism));
        });
        region.targets.iter().zip(targets.drain(..)).for_each(|(&slot, values)| slots[slot] = values);
    }

    /// Takes out the slots to write, while others are read.
    fn taken(&mut self, slots: &[usize]) -> Vec<Vec<f64>> {
        slots.iter().map(|&slot| std::mem::take(&mut self.slots[slot])).collect()
    }

    fn put_back(&mut self, slots: &[usize], taken: Vec<Vec<f64>>) {
        for (&slot, values) in slots.iter().zip(taken) {
            self.slots[slot] = values;
        }
    }
}

/// A stored tensor, and everything behind it in the buffer.
fn read<'a>(slots: &'a [Vec<f64>], given: Given<'a>, place: Place) -> &'a [f64] {
    let whole = match place.buffer {
        Buffer::Input(number) => given.inputs[number],
        Buffer::Data(number) => given.data[number],
        Buffer::Slot(number) => &slots[number],
    };
    &whole[place.offset..]
}

/// The row selected by an index; `None` if invalid.
fn row(index: f64, rows: usize) -> Option<usize> {
    (index >= 0.0 && index < rows as f64 && index.fract() == 0.0).then_some(index as usize)
}

fn pick(take: &Take, a: &[f64], index: &[f64], result: &mut [f64]) {
    let Take { blocks, rows, places, width, .. } = *take;
    for k in 0..blocks * places {
        let to = &mut result[k * width..(k + 1) * width];
        match row(index[k], rows) {
            Some(row) => to.copy_from_slice(&a[(k / places * rows + row) * width..][..width]),
            None => to.fill(f64::NAN),
        }
    }
}

fn put(take: &Take, a: &[f64], index: &[f64], result: &mut [f64]) {
    let Take { blocks, rows, places, width, .. } = *take;
    result[..blocks * rows * width].fill(0.0);
    for k in 0..blocks * places {
        if let Some(row) = row(index[k], rows) {
            let to = &mut result[(k / places * rows + row) * width..][..width];
            to.iter_mut().zip(&a[k * width..]).for_each(|(sum, value)| *sum += value);
        }
    }
}
