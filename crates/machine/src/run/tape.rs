//! Executes the kernel of a region, block of lanes by block: one instruction at a time over the chunks of its
//! registers.
//!
//! Contiguous lanes are read in place, a chunk at a time; only an incomplete last chunk is copied to a register.

use super::grown;
use super::lanes::Lanes;
use super::leaf::{LeafSum, TURNS};
use crate::access::{Access, Run};
use crate::elementary;
use crate::functions::{Binary, BinaryLoop, Unary, UnaryLoop};
use crate::tape::{Action, Code, IN_PLACE, Instruction, Region, Sink};
use std::ops::Range;
use superlinear_numerics::parallel::{LEAF, Parallelism, Tree};
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch};

/// The registers, reused from region to region.
#[derive(Default)]
pub struct Registers {
    chunks: Vec<[f64; LANES]>,
    numbers: Vec<f64>,
}

/// Bytes of registers, limited by a first-level cache of 32 KiB or more.
const REGISTER_BYTES: usize = 32 << 10;

/// Limit on the chunks per register: complete blocks of pairwise summation. (The gradient of a chain of 1000 variables
/// takes 1.24 µs with up to 128 chunks, 1.43 with 32; the value 0.91 with at most 8, 0.64 with 16, 0.48 with 32.)
const MAX_CHUNKS: usize = 4 * LEAF / LANES;

/// Lanes per parallel work item: complete subtrees of pairwise summation.
const PIECE: usize = 32 * LEAF;

/// The work of a region that pays for a second thread, whose wakeup takes about 50 µs: with less, two threads take up
/// to twice the wall time of one, with more 0.6 to 0.9 of it (`npm run bench -- threads`).
const WORTH_A_THREAD: usize = 1 << 21;

/// Computes all lanes of a region. Each target must be long enough for its sinks.
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

/// Divides a region into pieces with separate destinations. The sums of pieces are combined by another pairwise
/// summation, independent of the threads.
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

/// Computes a range of lanes of a divisible region; targets cover all lanes. Returns the sum of each sink.
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

/// Combines the sums of pieces by pairwise summation and writes them.
pub fn write_sums<T: AsMut<[f64]>>(region: &Region, pieces: &[Vec<f64>], targets: &mut [T]) {
    for (number, sink) in region.sinks.iter().enumerate() {
        if matches!(sink.action, Action::Sum) {
            let mut tree = Tree::default();
            pieces.iter().for_each(|sums| tree.push(sums[number]));
            targets[sink.target].as_mut()[0] = tree.total();
        }
    }
}

/// Computes a range of lanes of a region; targets begin with the first of them. Returns the sum of each sink.
fn run_lanes(
    region: &Region,
    sources: &[&[f64]],
    targets: &mut [&mut [f64]],
    registers: &mut Registers,
    lanes: Range<usize>,
) -> Vec<f64> {
    if region.lanes == 1 {
        let registers = grown(&mut registers.numbers, region.registers, 0.0);
        return dispatch(Pass { region, sources, targets, registers, capacity: 1, lanes });
    }
    let fitting = REGISTER_BYTES / (size_of::<[f64; LANES]>() * region.registers.max(1));
    let capacity = (1 << fitting.max(1).ilog2()).min(MAX_CHUNKS).min(region.lanes.div_ceil(LANES).next_power_of_two());
    let count = region.registers + region.loads.len();
    let registers = grown(&mut registers.chunks, count * capacity, [0.0; LANES]);
    dispatch(Pass { region, sources, targets, registers, capacity, lanes })
}

/// One pass over the lanes of a region.
struct Pass<'a, 't, L> {
    region: &'a Region,
    sources: &'a [&'a [f64]],
    targets: &'a mut [&'t mut [f64]],
    /// Computed registers, followed by one for each load.
    registers: &'a mut [L],
    /// The number of chunks per register.
    capacity: usize,
    /// The lanes to compute.
    lanes: Range<usize>,
}

/// A sum of lanes in progress.
#[derive(Default)]
struct Sum {
    leaf: LeafSum,
    tree: Tree,
}

/// The current lanes.
#[derive(Clone, Copy)]
struct Block {
    start: usize,
    length: usize,
    /// The number of chunks in use.
    chunks: usize,
    /// Whether contiguous lanes are read in place: all chunks are complete.
    is_in_place: bool,
}

/// From this number of complete chunks on, an incomplete last one becomes a separate block: executing the kernel twice
/// takes less time than copying all loads.
const WORTH_A_BLOCK: usize = 16;

impl Block {
    /// The next block of lanes, with at most `most` chunks.
    #[inline(always)]
    fn next<L: Lanes>(lanes: &Range<usize>, most: usize) -> Self {
        let length = lanes.len().min(most * L::COUNT);
        let whole = length / L::COUNT;
        let start = lanes.start;
        if length == whole * L::COUNT || whole >= WORTH_A_BLOCK {
            Self { start, length: whole * L::COUNT, chunks: whole, is_in_place: true }
        } else {
            Self { start, length, chunks: whole + 1, is_in_place: false }
        }
    }

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
        // Most regions have no sums.
        let has_sums = region.sinks.iter().any(|sink| matches!(sink.action, Action::Sum));
        let summed = if has_sums { region.sinks.len() } else { 0 };
        let mut sums: Vec<_> = (0..summed).map(|_| Sum::default()).collect();
        for instruction in &region.prologue {
            self.registers[instruction.destination as usize * self.capacity..][..self.capacity]
                .fill(L::splat(instruction.k));
        }
        let mut lanes = self.lanes.clone();
        while !lanes.is_empty() {
            let block = Block::next::<L>(&lanes, self.capacity);
            for instruction in &region.tape {
                match instruction.code {
                    Code::Sink => self.sink(instruction, block, &mut sums),
                    Code::Load if instruction.destination & IN_PLACE != 0 && block.is_in_place => {}
                    Code::Load => self.load(instruction, block),
                    _ => self.compute(arithmetic, instruction, block),
                }
            }
            lanes.start += block.length;
        }
        sums.iter().map(|sum| sum.tree.total()).collect()
    }
}

/// The operands of an instruction: registers before and behind its destination, and tensors.
struct Operands<'a, L> {
    before: &'a [L],
    behind: &'a [L],
    capacity: usize,
    sources: &'a [&'a [f64]],
    block: Block,
    /// The first register of loads.
    loaded: usize,
}

impl<'a, L: Lanes> Operands<'a, L> {
    #[inline(always)]
    fn read(&self, register: u32) -> &'a [L] {
        if register & IN_PLACE == 0 {
            return self.register(register as usize);
        }
        let load = (register & !IN_PLACE) as usize;
        if self.block.is_in_place {
            return L::chunks(&self.sources[load][self.block.lanes()]);
        }
        self.register(self.loaded + load)
    }

    #[inline(always)]
    fn register(&self, number: usize) -> &'a [L] {
        let start = number * self.capacity;
        match start.checked_sub(self.before.len() + self.capacity) {
            Some(start) => &self.behind[start..][..self.block.chunks],
            None => &self.before[start..][..self.block.chunks],
        }
    }
}

impl<L: Lanes> Pass<'_, '_, L> {
    /// The operands of an instruction, and its destination.
    #[inline(always)]
    fn operands(&mut self, instruction: &Instruction, block: Block) -> (Operands<'_, L>, &mut [L]) {
        let loaded = self.region.registers;
        let destination = match instruction.destination {
            computed if computed & IN_PLACE == 0 => computed as usize,
            load => loaded + (load & !IN_PLACE) as usize,
        };
        let (before, rest) = self.registers.split_at_mut(destination * self.capacity);
        let (to, behind) = rest.split_at_mut(self.capacity);
        let operands = Operands { before, behind, capacity: self.capacity, sources: self.sources, block, loaded };
        (operands, &mut to[..block.chunks])
    }

    #[inline(always)]
    fn compute<A: Arithmetic>(&mut self, arithmetic: A, instruction: &Instruction, block: Block) {
        let k = instruction.k;
        let (operands, to) = self.operands(instruction, block);
        let [a, b, c] = [instruction.a, instruction.b, instruction.c];
        match instruction.code {
            Code::Load | Code::Sink | Code::Constant => unreachable!("not computed"),
            Code::Unary(function) => unary(function, operands.read(a), to),
            Code::Binary(function) => binary(function, operands.read(a), operands.read(b), to),
            Code::Compare(comparison) => {
                comparison.run_inlined(Two { first: operands.read(a), second: operands.read(b), to });
            }
            Code::Choose => three([a, b, c], &operands, to, |mask, p, q| if mask == 1.0 { p } else { q }),
            Code::MultiplyAdd => three([a, b, c], &operands, to, |a, b, c| arithmetic.mul_add(a, b, c)),
            Code::MultiplySubtract => three([a, b, c], &operands, to, |a, b, c| arithmetic.mul_add(a, b, -c)),
            Code::SubtractProduct => three([a, b, c], &operands, to, |a, b, c| arithmetic.mul_add(-a, b, c)),
            Code::AddConstant => one(operands.read(a), to, |a| a + k),
            Code::SubtractFromConstant => one(operands.read(a), to, |a| k - a),
            Code::MultiplyConstant => one(operands.read(a), to, |a| k * a),
            Code::DivideConstant => one(operands.read(a), to, |a| k / a),
            Code::MultiplyConstantAdd => two([a, c], &operands, to, |a, c| arithmetic.mul_add(k, a, c)),
        }
    }

    /// Loads the lanes of a block. An incomplete last chunk is filled with copies of the last lane.
    #[inline(always)]
    fn load(&mut self, instruction: &Instruction, block: Block) {
        let number = instruction.a as usize;
        let (source, access) = (self.sources[number], &self.region.loads[number].access);
        let (_, to) = self.operands(instruction, block);
        if let Access::Strided { axes, offset } = access
            && let [axis] = axes.as_slice()
            && axis.stride == 0
        {
            return to.fill(L::splat(source[*offset]));
        }
        let (values, rest) = L::numbers_mut(to).split_at_mut(block.length);
        match access.consecutive(block.lanes()) {
            Some(first) => values.copy_from_slice(&source[first..][..block.length]),
            None => gather(access, source, block, values),
        }
        rest.fill(values.last().copied().unwrap_or_default());
    }

    #[inline(always)]
    fn sink(&mut self, instruction: &Instruction, block: Block, sums: &mut [Sum]) {
        let number = instruction.b as usize;
        let Sink { target, action } = &self.region.sinks[number];
        let (capacity, loaded) = (self.capacity, self.region.registers);
        let operands = Operands { before: self.registers, behind: &[], capacity, sources: self.sources, block, loaded };
        let from = operands.read(instruction.a);
        let values = &L::numbers(from)[..block.length];
        let target = &mut *self.targets[*target];
        match action {
            Action::Sum => add_up(from, block, self.lanes.end, &mut sums[number]),
            Action::Store => target[block.start - self.lanes.start..][..block.length].copy_from_slice(values),
            Action::Place(access) => scatter(access, values, block, target, |place, value| *place = value),
            Action::Accumulate(access) => scatter(access, values, block, target, |place, value| *place += value),
        }
    }
}

/// A loop over the lanes of a register.
struct One<'a, L> {
    from: &'a [L],
    to: &'a mut [L],
}

impl<L: Lanes> UnaryLoop for One<'_, L> {
    #[inline(always)]
    fn run(self, f: impl Fn(f64) -> f64) {
        for (to, from) in self.to.iter_mut().zip(self.from) {
            *to = L::from_fn(|lane| f(from.get(lane)));
        }
    }
}

/// A loop over the lanes of two registers.
struct Two<'a, L> {
    first: &'a [L],
    second: &'a [L],
    to: &'a mut [L],
}

impl<L: Lanes> BinaryLoop for Two<'_, L> {
    #[inline(always)]
    fn run(self, f: impl Fn(f64, f64) -> f64) {
        for ((to, a), b) in self.to.iter_mut().zip(self.first).zip(self.second) {
            *to = L::from_fn(|lane| f(a.get(lane), b.get(lane)));
        }
    }
}

#[inline(always)]
fn one<L: Lanes>(from: &[L], to: &mut [L], f: impl Fn(f64) -> f64) {
    One { from, to }.run(f);
}

#[inline(always)]
fn two<L: Lanes>([a, b]: [u32; 2], operands: &Operands<'_, L>, to: &mut [L], f: impl Fn(f64, f64) -> f64) {
    Two { first: operands.read(a), second: operands.read(b), to }.run(f);
}

#[inline(always)]
fn three<L: Lanes>(abc: [u32; 3], operands: &Operands<'_, L>, to: &mut [L], f: impl Fn(f64, f64, f64) -> f64) {
    let [a, b, c] = abc;
    let (first, second, third) = (operands.read(a), operands.read(b), operands.read(c));
    for (((to, a), b), c) in to.iter_mut().zip(first).zip(second).zip(third) {
        *to = L::from_fn(|lane| f(a.get(lane), b.get(lane), c.get(lane)));
    }
}

#[inline(always)]
fn unary<L: Lanes>(function: Unary, from: &[L], to: &mut [L]) {
    if !function.run_inlined(One { from, to }) {
        to.copy_from_slice(from);
        elementary::replace(function, L::numbers_mut(to));
    }
}

#[inline(always)]
fn binary<L: Lanes>(function: Binary, first: &[L], second: &[L], to: &mut [L]) {
    if !function.run_inlined(Two { first, second, to }) {
        to.copy_from_slice(first);
        elementary::replace_pairs(function, L::numbers_mut(to), L::numbers(second));
    }
}

#[inline(always)]
fn gather(access: &Access, source: &[f64], block: Block, mut values: &mut [f64]) {
    if let Access::Table(places) = access {
        for (value, &place) in values.iter_mut().zip(&places[block.lanes()]) {
            *value = source[place as usize];
        }
        return;
    }
    for Run { first, stride, length } in access.runs(block.lanes()) {
        let (run, rest) = values.split_at_mut(length);
        match stride {
            0 => run.fill(source[first]),
            1 => run.copy_from_slice(&source[first..first + length]),
            _ => {
                for (k, value) in run.iter_mut().enumerate() {
                    *value = source[(first as isize + k as isize * stride) as usize];
                }
            }
        }
        values = rest;
    }
}

#[inline(always)]
fn scatter(access: &Access, mut values: &[f64], block: Block, target: &mut [f64], put: impl Fn(&mut f64, f64)) {
    if let Access::Table(places) = access {
        for (&value, &place) in values.iter().zip(&places[block.lanes()]) {
            put(&mut target[place as usize], value);
        }
        return;
    }
    for Run { first, stride, length } in access.runs(block.lanes()) {
        let (run, rest) = values.split_at(length);
        if stride == 1 {
            target[first..][..length].iter_mut().zip(run).for_each(|(place, &value)| put(place, value));
        } else if stride > 1 {
            let places = target[first..].iter_mut().step_by(stride as usize);
            places.zip(run).for_each(|(place, &value)| put(place, value));
        } else {
            for (k, &value) in run.iter().enumerate() {
                put(&mut target[(first as isize + k as isize * stride) as usize], value);
            }
        }
        values = rest;
    }
}

/// Adds the lanes of a block to a sum, split at the blocks of pairwise summation.
#[inline(always)]
fn add_up<L: Lanes>(mut from: &[L], block: Block, lanes: usize, sum: &mut Sum) {
    let Range { mut start, end } = block.lanes();
    while start < end {
        let leaf = start..end.min((start / LEAF + 1) * LEAF);
        let (own, rest) = from.split_at(leaf.len().div_ceil(L::COUNT));
        add_to_leaf(own, leaf.clone(), lanes, sum);
        (start, from) = (leaf.end, rest);
    }
}

/// Adds lanes within one block of pairwise summation to a sum. The block ends at a multiple of `LEAF`, however the
/// lanes are divided.
#[inline(always)]
fn add_to_leaf<L: Lanes>(from: &[L], range: Range<usize>, lanes: usize, sum: &mut Sum) {
    let whole = range.len() / L::COUNT;
    let first = range.start % LEAF / LANES;
    // A local copy, kept in registers during the loop.
    let mut leaf = sum.leaf;
    let turns = if first.is_multiple_of(TURNS) { whole / TURNS } else { 0 };
    for chunks in from[..turns * TURNS].chunks_exact(TURNS) {
        for (turn, chunk) in chunks.iter().enumerate() {
            leaf.add(turn, chunk.as_slice());
        }
    }
    for (k, chunk) in from[..whole].iter().enumerate().skip(turns * TURNS) {
        leaf.add(first + k, chunk.as_slice());
    }
    if let Some(chunk) = from.get(whole) {
        leaf.add(first + whole, &chunk.as_slice()[..range.len() % L::COUNT]);
    }
    sum.leaf = leaf;
    if range.end.is_multiple_of(LEAF) || range.end == lanes {
        sum.tree.push(leaf.total());
        sum.leaf = LeafSum::default();
    }
}
