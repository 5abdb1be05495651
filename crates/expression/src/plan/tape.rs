//! A program for blocks of lanes: what a region of elementwise nodes becomes.

use super::Place;
use super::access::Access;
use crate::graph::operation::{Binary, Comparison, Unary};

/// What an instruction does with registers `a`, `b`, `c` and the constant `k`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Code {
    /// Load `a`, of the region's loads.
    Load,
    /// `k`.
    Constant,
    Unary(Unary),
    Binary(Binary),
    /// 1 or 0.
    Compare(Comparison),
    /// `b` where `a` is 1, `c` where it is 0.
    Choose,
    /// `a · b + c`.
    MultiplyAdd,
    /// `a · b − c`.
    MultiplySubtract,
    /// `c − a · b`.
    SubtractProduct,
    /// `a + k`.
    AddConstant,
    /// `k − a`.
    SubtractFromConstant,
    /// `k · a`.
    MultiplyConstant,
    /// `k / a`.
    DivideConstant,
    /// `k · a + c`.
    MultiplyConstantAdd,
    /// Sink `b`, of the region's sinks, takes `a`.
    Sink,
}

/// An instruction of a tape.
#[derive(Clone, Copy, Debug)]
pub struct Instruction {
    pub code: Code,
    pub destination: u32,
    pub a: u32,
    pub b: u32,
    pub c: u32,
    pub k: f64,
}

/// What a sink does with the lanes it takes.
#[derive(Clone, Debug)]
pub enum Action {
    /// Stores them one after the other.
    Store,
    /// Stores each in its place.
    Place(Access),
    /// Adds each to its place.
    Accumulate(Access),
    /// Adds all of them up.
    Sum,
}

/// Where lanes go.
#[derive(Clone, Debug)]
pub struct Sink {
    /// Which of the region's slots takes them.
    pub target: usize,
    pub action: Action,
}

/// Where lanes come from.
#[derive(Clone, Debug)]
pub struct Load {
    pub place: Place,
    pub access: Access,
}

/// Elementwise nodes over one number of lanes, in one pass over these.
#[derive(Clone, Debug)]
pub struct Region {
    pub lanes: usize,
    pub loads: Vec<Load>,
    pub sinks: Vec<Sink>,
    /// The slots that sinks write, by number in the plan.
    pub targets: Vec<usize>,
    /// Instructions that hold for all blocks: constants.
    pub prologue: Vec<Instruction>,
    pub tape: Vec<Instruction>,
    pub registers: usize,
}

/// Instructions that take as long as one of exp, sin, or their like (measured with chunks of eight lanes: 0.1 and 1.5 ns a lane).
const LIKE_A_FUNCTION: usize = 16;

impl Region {
    /// How much there is to compute, in simple instructions for one lane.
    pub fn work(&self) -> usize {
        self.tape.iter().map(|instruction| instruction.code.work()).sum::<usize>().saturating_mul(self.lanes)
    }
}

impl Code {
    fn work(self) -> usize {
        match self {
            Self::Unary(Unary::Negate | Unary::Square | Unary::Abs | Unary::Sign | Unary::Sqrt) => 1,
            Self::Unary(_) | Self::Binary(Binary::Power | Binary::Atan2) => LIKE_A_FUNCTION,
            _ => 1,
        }
    }
}

/// What a register holds until when, while a tape is made.
struct Lifetimes {
    /// The instruction that reads a value last.
    last_use: Vec<usize>,
    /// The register of each value.
    register: Vec<u32>,
    free: Vec<u32>,
    count: u32,
}

/// Gives values registers: each instruction writes one value, by its `destination`; a register is free again after the last
/// instruction that reads it, whose own value may take it. Those of the prologue are never free.
pub fn allocate(prologue: &mut [Instruction], tape: &mut [Instruction]) -> usize {
    let values = prologue.len() + tape.len();
    let mut lifetimes =
        Lifetimes { last_use: vec![usize::MAX; values], register: vec![0; values], free: Vec::new(), count: 0 };
    for (k, instruction) in tape.iter().enumerate() {
        for value in instruction.operands() {
            lifetimes.last_use[value as usize] = k;
        }
    }
    for instruction in &mut *prologue {
        lifetimes.register[instruction.destination as usize] = lifetimes.count;
        lifetimes.last_use[instruction.destination as usize] = usize::MAX;
        instruction.destination = lifetimes.count;
        lifetimes.count += 1;
    }
    for (k, instruction) in tape.iter_mut().enumerate() {
        let mut operands: Vec<_> = instruction.operands().collect();
        operands.sort_unstable();
        operands.dedup();
        for value in operands.into_iter().filter(|&value| lifetimes.last_use[value as usize] == k) {
            lifetimes.free.push(lifetimes.register[value as usize]);
        }
        instruction.rename_operands(&lifetimes.register);
        if instruction.code == Code::Sink {
            continue;
        }
        let own = lifetimes.free.pop().unwrap_or_else(|| {
            lifetimes.count += 1;
            lifetimes.count - 1
        });
        lifetimes.register[instruction.destination as usize] = own;
        if lifetimes.last_use[instruction.destination as usize] == usize::MAX {
            // Nobody reads it.
            lifetimes.free.push(own);
        }
        instruction.destination = own;
    }
    lifetimes.count as usize
}

impl Instruction {
    /// Which of `a`, `b`, `c` are registers that it reads.
    fn reads(&self) -> [bool; 3] {
        match self.code {
            Code::Load | Code::Constant => [false; 3],
            Code::Unary(_)
            | Code::AddConstant
            | Code::SubtractFromConstant
            | Code::MultiplyConstant
            | Code::DivideConstant
            | Code::Sink => [true, false, false],
            Code::Binary(_) | Code::Compare(_) => [true, true, false],
            Code::Choose | Code::MultiplyAdd | Code::MultiplySubtract | Code::SubtractProduct => [true; 3],
            Code::MultiplyConstantAdd => [true, false, true],
        }
    }

    /// Puts registers in the place of the values that it reads.
    fn rename_operands(&mut self, registers: &[u32]) {
        let reads = self.reads();
        for (operand, is_read) in [&mut self.a, &mut self.b, &mut self.c].into_iter().zip(reads) {
            if is_read {
                *operand = registers[*operand as usize];
            }
        }
    }

    fn operands(&self) -> impl Iterator<Item = u32> + use<> {
        let reads = self.reads();
        [(self.a, reads[0]), (self.b, reads[1]), (self.c, reads[2])]
            .into_iter()
            .filter_map(|(value, is_read)| is_read.then_some(value))
    }
}
