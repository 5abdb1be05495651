//! Evaluates outputs of a graph at one point, or at many in batches.

use crate::graph::{Graph, Id, shape};
use crate::plan::plan;
use crate::vectorize::vectorize;
use std::mem::MaybeUninit;
use superlinear_interface::{Code, Error, Run, Vector};
use superlinear_machine::plan::Plan;
use superlinear_machine::{Given, Machine};
use superlinear_numerics::parallel::Parallelism;

/// A given input: common to all points, or one per point.
#[derive(Clone, Copy)]
pub struct Argument<'a> {
    /// Its node, with the shape at one point.
    pub id: Id,
    /// Its elements, for all points one after another if mapped.
    pub values: &'a [f64],
    /// Whether it is given per point.
    pub is_mapped: bool,
}

/// The points of an evaluation.
pub struct Points<'a> {
    /// The inputs, by index.
    pub arguments: Vec<Argument<'a>>,
    /// The number of points; `None` for a single point without an axis for points.
    pub count: Option<usize>,
    /// The elements of the function's data, by index.
    pub data: Vec<&'a [f64]>,
}

impl<'a> Points<'a> {
    /// Adds an input with this index.
    pub fn with<'b>(&self, number: usize, argument: Argument<'b>, count: Option<usize>) -> Points<'b>
    where
        'a: 'b,
    {
        let mut arguments: Vec<Argument<'b>> = self.arguments.clone();
        // Inputs between are not read.
        arguments.resize(number, Argument { values: &[], is_mapped: false, ..argument });
        arguments.push(argument);
        Points { arguments, count, data: self.data.clone() }
    }

    /// The inputs at one of the points.
    pub fn inputs(&self, point: usize) -> Vec<&'a [f64]> {
        let count = self.count.unwrap_or(1);
        let at = |argument: &Argument<'a>| {
            let length = argument.values.len() / count;
            if argument.is_mapped { &argument.values[point * length..][..length] } else { argument.values }
        };
        self.arguments.iter().map(at).collect()
    }
}

/// Target size of the largest tensor in a batch, in numbers: it stays in the cache.
pub const PIECE: usize = 8192;

/// From this size per point on, a tensor fills blocks of lanes without batching.
const MANY_LANES: usize = 512;

/// The elements of outputs at all points, point after point.
pub fn compute(graph: &mut Graph, outputs: &[Id], points: &Points, run: &Run) -> Result<Vec<Vec<f64>>, Error> {
    let Some(count) = points.count else {
        let plan = checked_plan(graph, outputs, run)?;
        let inputs: Vec<_> = points.arguments.iter().map(|argument| argument.values).collect();
        let given = Given { inputs: &inputs, data: &points.data };
        let mut machine = Machine::on(Parallelism::of(run));
        machine.run_while_wanted(&plan, given, run.cancellation())?;
        let mut results = vec![Vec::new(); outputs.len()];
        for (number, result) in results.iter_mut().enumerate() {
            machine.take_output(&plan, number, given, result);
        }
        return Ok(results);
    };
    let lengths: Vec<_> = outputs.iter().map(|&id| graph.node(id).count()).collect();
    let mut results = lengths.iter().map(|&length| reserved(length, count, run)).collect::<Result<Vec<_>, _>>()?;
    if count == 0 {
        return Ok(results);
    }
    let pieces = Pieces::new(graph, outputs, points, run)?;
    pieces.fill(points, &lengths, &mut results, run)?;
    for (result, length) in results.iter_mut().zip(lengths) {
        // SAFETY: the batches cover all points, and each has written its part of this length.
        unsafe { result.set_len(length * count) };
    }
    Ok(results)
}

/// An empty vector with the capacity for `length` numbers at each of `count` points.
pub fn reserved(length: usize, count: usize, run: &Run) -> Result<Vec<f64>, Error> {
    let total = length.saturating_mul(count);
    let mut numbers = Vec::new();
    if run.ensure_memory("points", [length, count]).is_err() || numbers.try_reserve_exact(total).is_err() {
        let message = format!("there is no memory for {length} numbers at {count} points");
        return Err(Error::new(Code::OutOfMemory, message));
    }
    Ok(numbers)
}

/// A plan. Refused once the caller has cancelled, and if its tensors exceed the memory limit.
pub fn checked_plan(graph: &Graph, outputs: &[Id], run: &Run) -> Result<Plan, Error> {
    run.ensure_wanted()?;
    let plan = plan(graph, outputs);
    if plan.memory() as u64 > run.memory_left() {
        let needed = graph.needed_by(outputs);
        let largest = graph.ids().filter(|id| needed[id.index()]).max_by_key(|&id| graph.node(id).count());
        let shape = largest.map_or_else(String::new, |id| shape::written(graph.shape(id)));
        let (memory, most) = (plan.memory() >> 20, run.memory_left() >> 20);
        let message = format!(
            "the function needs {memory} MiB at once, and memoryLimit leaves {most}; its largest tensor has the shape {shape}"
        );
        return Err(Error::new(Code::OutOfMemory, message));
    }
    Ok(plan)
}

/// The number of elements of the largest tensor needed by the outputs that depends on mapped nodes; at least 1.
pub fn largest_mapped(graph: &Graph, outputs: &[Id], mapped: &[Id]) -> usize {
    let (is_needed, is_mapped) = (graph.needed_by(outputs), graph.dependent_on(mapped));
    let computed = graph.ids().filter(|id| is_needed[id.index()] && is_mapped[id.index()]);
    computed.map(|id| graph.node(id).count()).max().unwrap_or(1).max(1)
}

/// The outputs at `size` points, with a leading axis for them, and their number. The mapped inputs, given by index and node,
/// have this axis too. The outputs themselves and 1 if an operation cannot be batched.
pub fn batched(graph: &mut Graph, outputs: &[Id], mapped: &[(usize, Id)], size: usize) -> (Vec<Id>, usize) {
    if size == 1 {
        return (outputs.to_vec(), 1);
    }
    let mut replaced = Vec::with_capacity(mapped.len());
    for &(number, id) in mapped {
        let shape = [&[size], graph.shape(id)].concat();
        replaced.push((id, graph.input(number, &shape)));
    }
    match vectorize(graph, outputs, &replaced, size) {
        Some(outputs) => (outputs, size),
        None => (outputs.to_vec(), 1),
    }
}

/// The points divided into batches of equal size, plus a remainder.
struct Pieces {
    size: usize,
    plan: Plan,
    rest: Option<Plan>,
}

impl Pieces {
    fn new(graph: &mut Graph, outputs: &[Id], points: &Points, run: &Run) -> Result<Self, Error> {
        let count = points.count.unwrap_or(1);
        let given: Vec<_> = points.arguments.iter().filter(|a| a.is_mapped).map(|argument| argument.id).collect();
        let largest = largest_mapped(graph, outputs, &given);
        // Large points are evaluated one by one, so that sums over their elements need not be stored.
        let size = if largest >= MANY_LANES { 1 } else { (PIECE / largest).clamp(1, count) };
        let mapped = points.arguments.iter().enumerate().filter(|(_, argument)| argument.is_mapped);
        let mapped: Vec<_> = mapped.map(|(number, argument)| (number, argument.id)).collect();
        let mut planned = |size: usize| {
            let (outputs, size) = batched(graph, outputs, &mapped, size);
            Ok::<_, Error>((checked_plan(graph, &outputs, run)?, size))
        };
        let (plan, size) = planned(size)?;
        let rest = count % size;
        let rest = if rest > 0 { Some(planned(rest)?.0) } else { None };
        Ok(Self { size, plan, rest })
    }

    fn fill(&self, points: &Points, lengths: &[usize], results: &mut [Vec<f64>], run: &Run) -> Result<(), Error> {
        let size = self.size;
        let pieces = results.first().map_or(0, |_| points.count.unwrap_or(0).div_ceil(size));
        let mut parts: Vec<Vec<&mut [MaybeUninit<f64>]>> =
            (0..pieces).map(|_| Vec::with_capacity(lengths.len())).collect();
        for (result, &length) in results.iter_mut().zip(lengths) {
            if length == 0 {
                parts.iter_mut().for_each(|part| part.push(&mut []));
                continue;
            }
            let spare = &mut result.spare_capacity_mut()[..length * points.count.unwrap_or(0)];
            for (part, values) in parts.iter_mut().zip(spare.chunks_mut(size * length)) {
                part.push(values);
            }
        }
        let cancellation = run.cancellation();
        // Each thread keeps its slots for several batches.
        let per_block = pieces.div_ceil(4 * run.threads()).max(1);
        let mut blocks = Vec::new();
        while !parts.is_empty() {
            let rest = parts.split_off(per_block.min(parts.len()));
            blocks.push(std::mem::replace(&mut parts, rest));
        }
        let done = Parallelism::of(run).map(blocks, |block, parts| {
            let mut machine = Machine::default();
            for (k, mut part) in parts.into_iter().enumerate() {
                cancellation.ensure_wanted()?;
                self.compute_piece(block * per_block + k, points, &mut machine, &mut part);
            }
            Ok(())
        });
        done.into_iter().collect()
    }

    fn compute_piece(
        &self,
        piece: usize,
        points: &Points,
        machine: &mut Machine,
        part: &mut [&mut [MaybeUninit<f64>]],
    ) {
        let count = points.count.unwrap_or(0);
        let here = self.size.min(count - piece * self.size);
        let plan = if here == self.size { &self.plan } else { self.rest.as_ref().unwrap_or(&self.plan) };
        let of_piece = |argument: &Argument<'_>| -> (usize, usize) {
            let length = argument.values.len() / count;
            (piece * self.size * length, here * length)
        };
        let inputs: Vec<_> = points
            .arguments
            .iter()
            .map(|argument| {
                if !argument.is_mapped {
                    return argument.values;
                }
                let (start, length) = of_piece(argument);
                &argument.values[start..start + length]
            })
            .collect();
        let given = Given { inputs: &inputs, data: &points.data };
        machine.run(plan, given);
        for (k, values) in part.iter_mut().enumerate() {
            values.write_copy_of_slice(machine.output(plan, k, given));
        }
    }
}

/// The elements of data, by index.
pub fn slices(data: &[Vector]) -> Vec<&[f64]> {
    data.iter().map(|values| &values[..]).collect()
}
