//! Runs the tape of a region, block of lanes by block: an instruction at a time over the chunks of its registers.
//!
//! Registers are cells, so that an instruction may write where it reads; each chunk is read to locals, and then written, so that the
//! loops vectorise all the same.

use super::lanes::Lanes;
use super::leaf::{LeafSum, TURNS};
use crate::access::Access;
use crate::elementary;
use crate::functions::{Binary, Comparison, Unary};
use crate::tape::{Action, Code, Instruction, Region, Sink};
use std::cell::Cell;
use std::ops::Range;
use superlinear_numerics::parallel::{LEAF, Parallelism, Tree};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// The registers of regions, kept from one to the next.
#[derive(Default)]
pub struct Registers {
    chunks: Vec<[f64; LANES]>,
    numbers: Vec<f64>,
}

/// Bytes of registers that leave room beside them in a first-level cache of 32 KiB or more. (Chain of 1000 variables: 0.48
/// µs with blocks of 32 chunks, 0.64 with 16, 0.91 with 8.)
const REGISTER_BYTES: usize = 32 << 10;

/// The most chunks of a register: a block of them is a leaf of the tree by which sums are taken.
const MOST_CHUNKS: usize = LEAF / LANES;

/// Lanes that a thread computes at once: whole subtrees of the tree by which sums are taken.
const PIECE: usize = 32 * LEAF;

/// Work of a region that is worth a second thread, which it takes some 50 µs to wake: with less, two threads take as much as twice the
/// time of one by the clock, and with more 0.6 to 0.9 of it (`npm run bench -- threads`).
const WORTH_A_THREAD: usize = 1 << 21;

/// Computes all lanes of a region. Each target is as long as its sinks need it.
pub fn run(
    region: &Region,
    sources: &[&[f64]],
    targets: &mut [&mut [f64]],
    registers: &mut Registers,
    parallelism: Parallelism,
) {
    if region.lanes > PIECE && region.is_divisible() {
        return run_pieces(region, sources, targets, registers, parallelism);
    }
    let sums = run_lanes(region, sources, targets, registers, 0..region.lanes);
    write_sums(region, &[sums], targets);
}

/// Pieces whose lanes go to places of their own. The sums of pieces are the leaves of another tree, whatever computes them.
fn run_pieces(
    region: &Region,
    sources: &[&[f64]],
    targets: &mut [&mut [f64]],
    registers: &mut Registers,
    parallelism: Parallelism,
) {
    let pieces = region.lanes.div_ceil(PIECE);
    let lanes = |piece: usize| piece * PIECE..region.lanes.min((piece + 1) * PIECE);
    let mut parts: Vec<Vec<&mut [f64]>> = (0..pieces).map(|_| Vec::with_capacity(targets.len())).collect();
    for (k, target) in targets.iter_mut().enumerate() {
        if region.stores(k) {
            parts.iter_mut().zip(target[..region.lanes].chunks_mut(PIECE)).for_each(|(part, values)| part.push(values));
        } else {
            parts.iter_mut().for_each(|part| part.push(&mut []));
        }
    }
    let sums: Vec<Vec<f64>> = if parallelism.threads() > 1 && region.work() >= WORTH_A_THREAD {
        parallelism.map(parts, |piece, mut part| {
            run_lanes(region, sources, &mut part, &mut Registers::default(), lanes(piece))
        })
    } else {
        let computed = parts.into_iter().enumerate();
        computed.map(|(piece, mut part)| run_lanes(region, sources, &mut part, registers, lanes(piece))).collect()
    };
    write_sums(region, &sums, targets);
}

/// Computes a range of the lanes of a divisible region, of which targets have all. Returns the sum of each sink.
pub fn run_range(
    region: &Region,
    sources: &[&[f64]],
    targets: &mut [Vec<f64>],
    registers: &mut Registers,
    lanes: Range<usize>,
) -> Vec<f64> {
    let parts = targets.iter_mut().enumerate();
    let mut parts: Vec<&mut [f64]> =
        parts.map(|(k, target)| if region.stores(k) { &mut target[lanes.clone()] } else { &mut [] }).collect();
    run_lanes(region, sources, &mut parts, registers, lanes)
}

/// Writes the sums of pieces, added up by a tree.
pub fn write_sums<T: AsMut<[f64]>>(region: &Region, pieces: &[Vec<f64>], targets: &mut [T]) {
    for (number, sink) in region.sinks.iter().enumerate() {
        if matches!(sink.action, Action::Sum) {
            let mut tree = Tree::default();
            pieces.iter().for_each(|sums| tree.push(sums[number]));
            targets[sink.target].as_mut()[0] = tree.total();
        }
    }
}

/// Computes lanes of a region, whose targets begin with the first of them. Returns the sum of each sink.
fn run_lanes(
    region: &Region,
    sources: &[&[f64]],
    targets: &mut [&mut [f64]],
    registers: &mut Registers,
    lanes: Range<usize>,
) -> Vec<f64> {
    if region.lanes == 1 {
        registers.numbers.resize(region.registers.max(registers.numbers.len()), 0.0);
        let cells = Cell::from_mut(registers.numbers.as_mut_slice()).as_slice_of_cells();
        return dispatch(Pass { region, sources, targets, registers: cells, chunks: 1, lanes });
    }
    let fitting = REGISTER_BYTES / (size_of::<[f64; LANES]>() * region.registers.max(1));
    let chunks = (1 << fitting.max(1).ilog2()).min(MOST_CHUNKS).min(region.lanes.div_ceil(LANES).next_power_of_two());
    let needed = region.registers * chunks;
    registers.chunks.resize(needed.max(registers.chunks.len()), [0.0; LANES]);
    let cells = Cell::from_mut(registers.chunks.as_mut_slice()).as_slice_of_cells();
    dispatch(Pass { region, sources, targets, registers: cells, chunks, lanes })
}

/// One pass over the lanes of a region.
struct Pass<'a, 't, L> {
    region: &'a Region,
    sources: &'a [&'a [f64]],
    targets: &'a mut [&'t mut [f64]],
    registers: &'a [Cell<L>],
    /// How many chunks each register has.
    chunks: usize,
    /// Those that are computed.
    lanes: Range<usize>,
}

/// The sum of lanes under way.
#[derive(Default)]
struct Sum {
    leaf: LeafSum,
    tree: Tree,
}

/// The lanes at hand.
#[derive(Clone, Copy)]
struct Block {
    start: usize,
    length: usize,
    /// Chunks in use.
    chunks: usize,
}

impl Block {
    #[inline(always)]
    fn lanes(self) -> Range<usize> {
        self.start..self.start + self.length
    }
}

impl<L: Lanes> Kernel for Pass<'_, '_, L> {
    /// The sum of each sink.
    type Output = Vec<f64>;

    #[inline(always)]
    fn run<A: Arithmetic>(mut self, arithmetic: A) -> Vec<f64> {
        let region = self.region;
        // Most regions have none.
        let has_sums = region.sinks.iter().any(|sink| matches!(sink.action, Action::Sum));
        let summed = if has_sums { region.sinks.len() } else { 0 };
        let mut sums: Vec<_> = (0..summed).map(|_| Sum::default()).collect();
        for instruction in &region.prologue {
            self.register(instruction.destination, self.chunks)
                .iter()
                .for_each(|cell| cell.set(L::splat(instruction.k)));
        }
        let Range { mut start, end } = self.lanes;
        while start < end {
            let length = (end - start).min(self.chunks * L::COUNT);
            let block = Block { start, length, chunks: length.div_ceil(L::COUNT) };
            for instruction in &region.tape {
                match instruction.code {
                    Code::Sink => self.sink(instruction, block, &mut sums),
                    Code::Load => self.load(instruction, block),
                    _ => self.compute(arithmetic, instruction, block.chunks),
                }
            }
            start += length;
        }
        sums.iter().map(|sum| sum.tree.total()).collect()
    }
}

impl<L: Lanes> Pass<'_, '_, L> {
    #[inline(always)]
    fn register(&self, number: u32, chunks: usize) -> &[Cell<L>] {
        &self.registers[number as usize * self.chunks..][..chunks]
    }

    #[inline(always)]
    fn compute<A: Arithmetic>(&self, arithmetic: A, instruction: &Instruction, chunks: usize) {
        let k = instruction.k;
        match instruction.code {
            Code::Load | Code::Sink | Code::Constant => unreachable!("not computed"),
            Code::Unary(function) => self.unary(function, instruction, chunks),
            Code::Binary(function) => self.binary(function, instruction, chunks),
            Code::Compare(Comparison::Less) => {
                self.two(instruction, chunks, |a, b| elementary::compare(Comparison::Less, a, b));
            }
            Code::Compare(Comparison::LessEqual) => {
                self.two(instruction, chunks, |a, b| elementary::compare(Comparison::LessEqual, a, b));
            }
            Code::Choose => self.three(instruction, chunks, |mask, p, q| if mask == 1.0 { p } else { q }),
            Code::MultiplyAdd => self.three(instruction, chunks, |a, b, c| arithmetic.mul_add(a, b, c)),
            Code::MultiplySubtract => self.three(instruction, chunks, |a, b, c| arithmetic.mul_add(a, b, -c)),
            Code::SubtractProduct => self.three(instruction, chunks, |a, b, c| arithmetic.mul_add(-a, b, c)),
            Code::AddConstant => self.one(instruction, chunks, |a| a + k),
            Code::SubtractFromConstant => self.one(instruction, chunks, |a| k - a),
            Code::MultiplyConstant => self.one(instruction, chunks, |a| k * a),
            Code::DivideConstant => self.one(instruction, chunks, |a| k / a),
            Code::MultiplyConstantAdd => {
                let (from, with) = (self.register(instruction.a, chunks), self.register(instruction.c, chunks));
                let to = self.register(instruction.destination, chunks);
                for ((to, from), with) in to.iter().zip(from).zip(with) {
                    let (a, c) = (from.get(), with.get());
                    to.set(L::from_fn(|lane| arithmetic.mul_add(k, a.get(lane), c.get(lane))));
                }
            }
        }
    }

    #[inline(always)]
    fn one(&self, instruction: &Instruction, chunks: usize, f: impl Fn(f64) -> f64) {
        let from = self.register(instruction.a, chunks);
        let to = self.register(instruction.destination, chunks);
        for (to, from) in to.iter().zip(from) {
            let a = from.get();
            to.set(L::from_fn(|lane| f(a.get(lane))));
        }
    }

    #[inline(always)]
    fn two(&self, instruction: &Instruction, chunks: usize, f: impl Fn(f64, f64) -> f64) {
        let (first, second) = (self.register(instruction.a, chunks), self.register(instruction.b, chunks));
        let to = self.register(instruction.destination, chunks);
        for ((to, first), second) in to.iter().zip(first).zip(second) {
            let (a, b) = (first.get(), second.get());
            to.set(L::from_fn(|lane| f(a.get(lane), b.get(lane))));
        }
    }

    #[inline(always)]
    fn three(&self, instruction: &Instruction, chunks: usize, f: impl Fn(f64, f64, f64) -> f64) {
        let (first, second) = (self.register(instruction.a, chunks), self.register(instruction.b, chunks));
        let (third, to) = (self.register(instruction.c, chunks), self.register(instruction.destination, chunks));
        for (((to, first), second), third) in to.iter().zip(first).zip(second).zip(third) {
            let (a, b, c) = (first.get(), second.get(), third.get());
            to.set(L::from_fn(|lane| f(a.get(lane), b.get(lane), c.get(lane))));
        }
    }

    #[inline(always)]
    fn unary(&self, function: Unary, instruction: &Instruction, chunks: usize) {
        match function {
            Unary::Negate => self.one(instruction, chunks, |x| -x),
            Unary::Square => self.one(instruction, chunks, |x| x * x),
            Unary::Abs => self.one(instruction, chunks, f64::abs),
            Unary::Sign => self.one(instruction, chunks, elementary::sign),
            Unary::Sqrt => self.one(instruction, chunks, f64::sqrt),
            _ => {
                let mut values = [0.0; LEAF];
                let values = &mut values[..chunks * L::COUNT];
                write(self.register(instruction.a, chunks), values);
                elementary::replace(function, values);
                copy(values, self.register(instruction.destination, chunks));
            }
        }
    }

    #[inline(always)]
    fn binary(&self, function: Binary, instruction: &Instruction, chunks: usize) {
        match function {
            Binary::Add => self.two(instruction, chunks, |a, b| a + b),
            Binary::Subtract => self.two(instruction, chunks, |a, b| a - b),
            Binary::Multiply => self.two(instruction, chunks, |a, b| a * b),
            Binary::StrongMultiply => self.two(instruction, chunks, elementary::strong_multiply),
            Binary::Divide => self.two(instruction, chunks, |a, b| a / b),
            Binary::Min => self.two(instruction, chunks, elementary::min),
            Binary::Max => self.two(instruction, chunks, elementary::max),
            Binary::Power | Binary::Atan2 => {
                let (mut first, mut second) = ([0.0; LEAF], [0.0; LEAF]);
                let (first, second) = (&mut first[..chunks * L::COUNT], &mut second[..chunks * L::COUNT]);
                write(self.register(instruction.a, chunks), first);
                write(self.register(instruction.b, chunks), second);
                elementary::replace_pairs(function, first, second);
                copy(first, self.register(instruction.destination, chunks));
            }
        }
    }

    /// Loads the lanes of a block; those of the last chunk that are beyond the end repeat the last one.
    #[inline(always)]
    fn load(&self, instruction: &Instruction, block: Block) {
        let number = instruction.a as usize;
        let (source, access) = (self.sources[number], &self.region.loads[number].access);
        let to = self.register(instruction.destination, block.chunks);
        if let Some(first) = access.consecutive(block.lanes()) {
            return copy(&source[first..][..block.length], to);
        }
        if let Access::Strided { axes, offset } = access
            && let [axis] = axes.as_slice()
            && axis.stride == 0
        {
            return to.iter().for_each(|cell| cell.set(L::splat(source[*offset])));
        }
        let mut values = [0.0; LEAF];
        gather(access, source, block, &mut values);
        copy(&values[..block.length], to);
    }

    #[inline(always)]
    fn sink(&mut self, instruction: &Instruction, block: Block, sums: &mut [Sum]) {
        let number = instruction.b as usize;
        let Sink { target, action } = &self.region.sinks[number];
        let from = &self.registers[instruction.a as usize * self.chunks..][..block.chunks];
        match action {
            Action::Sum => add_up(from, block, self.lanes.end, &mut sums[number]),
            Action::Store => write(from, &mut self.targets[*target][block.start - self.lanes.start..][..block.length]),
            Action::Place(access) => {
                if let Some(first) = access.consecutive(block.lanes()) {
                    return write(from, &mut self.targets[*target][first..][..block.length]);
                }
                scatter(access, from, block, self.targets[*target], |place, value| *place = value);
            }
            Action::Accumulate(access) => {
                if let Some(first) = access.consecutive(block.lanes()) {
                    return add(from, &mut self.targets[*target][first..][..block.length]);
                }
                scatter(access, from, block, self.targets[*target], |place, value| *place += value);
            }
        }
    }
}

#[inline(always)]
fn copy<L: Lanes>(values: &[f64], to: &[Cell<L>]) {
    let whole = values.len() / L::COUNT;
    for (cell, chunk) in to.iter().zip(values.chunks_exact(L::COUNT)) {
        cell.set(L::from_slice(chunk));
    }
    if let Some(cell) = to.get(whole)
        && let Some(&last) = values.last()
    {
        cell.set(L::from_fn(|lane| values.get(whole * L::COUNT + lane).copied().unwrap_or(last)));
    }
}

#[inline(always)]
fn write<L: Lanes>(from: &[Cell<L>], values: &mut [f64]) {
    let whole = values.len() / L::COUNT;
    let mut chunks = values.chunks_exact_mut(L::COUNT);
    for (cell, chunk) in from.iter().zip(&mut chunks) {
        chunk.copy_from_slice(cell.get().as_slice());
    }
    // Number by number, since a call to copy so few would take longer.
    if let Some(cell) = from.get(whole) {
        let rest = chunks.into_remainder().iter_mut();
        rest.zip(cell.get().as_slice()).for_each(|(to, value)| *to = *value);
    }
}

#[inline(always)]
fn add<L: Lanes>(from: &[Cell<L>], values: &mut [f64]) {
    let whole = values.len() / L::COUNT;
    let mut chunks = values.chunks_exact_mut(L::COUNT);
    for (cell, chunk) in from.iter().zip(&mut chunks) {
        chunk.iter_mut().zip(cell.get().as_slice()).for_each(|(sum, value)| *sum += value);
    }
    if let Some(cell) = from.get(whole) {
        let rest = chunks.into_remainder().iter_mut();
        rest.zip(cell.get().as_slice()).for_each(|(sum, value)| *sum += value);
    }
}

#[inline(always)]
fn gather(access: &Access, source: &[f64], block: Block, values: &mut [f64; LEAF]) {
    if let Access::Table(places) = access {
        for (value, &place) in values.iter_mut().zip(&places[block.lanes()]) {
            *value = source[place as usize];
        }
        return;
    }
    let mut at = 0;
    access.for_each_run(block.lanes(), |first, stride, length| {
        let run = &mut values[at..at + length];
        match stride {
            0 => run.fill(source[first]),
            1 => run.copy_from_slice(&source[first..first + length]),
            _ => {
                for (k, value) in run.iter_mut().enumerate() {
                    *value = source[(first as isize + k as isize * stride) as usize];
                }
            }
        }
        at += length;
    });
}

#[inline(always)]
fn scatter<L: Lanes>(access: &Access, from: &[Cell<L>], block: Block, target: &mut [f64], put: impl Fn(&mut f64, f64)) {
    let mut values = [0.0; LEAF];
    write(from, &mut values[..block.length]);
    if let Access::Table(places) = access {
        for (&value, &place) in values.iter().zip(&places[block.lanes()]) {
            put(&mut target[place as usize], value);
        }
        return;
    }
    let mut at = 0;
    access.for_each_run(block.lanes(), |first, stride, length| {
        let run = &values[at..at + length];
        if stride == 1 {
            target[first..][..length].iter_mut().zip(run).for_each(|(place, &value)| put(place, value));
        } else {
            for (k, &value) in run.iter().enumerate() {
                put(&mut target[(first as isize + k as isize * stride) as usize], value);
            }
        }
        at += length;
    });
}

/// Adds lanes to a sum, whose leaves are complete where the lanes' number says so, whatever the blocks are.
#[inline(always)]
fn add_up<L: Lanes>(from: &[Cell<L>], block: Block, lanes: usize, sum: &mut Sum) {
    let whole = block.length / L::COUNT;
    let first = block.start % LEAF / LANES;
    // In registers for the length of the loop.
    let mut leaf = sum.leaf;
    let turns = if first.is_multiple_of(TURNS) { whole / TURNS } else { 0 };
    for cells in from[..turns * TURNS].chunks_exact(TURNS) {
        for (turn, cell) in cells.iter().enumerate() {
            leaf.add(turn, cell.get().as_slice());
        }
    }
    for (k, cell) in from[..whole].iter().enumerate().skip(turns * TURNS) {
        leaf.add(first + k, cell.get().as_slice());
    }
    if let Some(cell) = from.get(whole) {
        leaf.add(first + whole, &cell.get().as_slice()[..block.length % L::COUNT]);
    }
    sum.leaf = leaf;
    let end = block.start + block.length;
    if end.is_multiple_of(LEAF) || end == lanes {
        sum.tree.push(leaf.total());
        sum.leaf = LeafSum::default();
    }
}
