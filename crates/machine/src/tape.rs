//! Kernels: elementwise arithmetic on blocks of lanes, in one pass.

use crate::access::{Access, Place};
use crate::functions::{Binary, Comparison, Unary};

/// The operation of an instruction on registers `a`, `b`, `c` and the constant `k`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Code {
    /// Loads source `a` of the region's loads.
    Load,
    /// The constant `k`.
    Constant,
    /// A function of `a`.
    Unary(Unary),
    /// A function of `a` and `b`.
    Binary(Binary),
    /// The comparison of `a` and `b`: 1 or 0.
    Compare(Comparison),
    /// `b` if `a` is 1, `c` if it is 0.
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
    /// Writes `a` to sink `b` of the region's sinks.
    Sink,
}

/// A register with this bit refers to contiguous lanes of a load, read in place; the other bits are the index of the
/// load.
pub const IN_PLACE: u32 = 1 << 31;

/// An instruction of a kernel. Its destination differs from its operands.
#[derive(Clone, Copy, Debug)]
pub struct Instruction {
    /// The operation.
    pub code: Code,
    /// The destination register.
    pub destination: u32,
    /// The first operand.
    pub a: u32,
    /// The second operand.
    pub b: u32,
    /// The third operand.
    pub c: u32,
    /// A constant.
    pub k: f64,
}

/// The operation of a sink on its lanes.
#[derive(Clone, Debug)]
pub enum Action {
    /// Stores them contiguously.
    Store,
    /// Stores each at its position.
    Place(Access),
    /// Adds each at its position.
    Accumulate(Access),
    /// Sums them.
    Sum,
}

/// The destination of lanes.
#[derive(Clone, Debug)]
pub struct Sink {
    /// The index of the target slot in the region.
    pub target: usize,
    /// The operation on the lanes.
    pub action: Action,
}

/// The source of lanes.
#[derive(Clone, Debug)]
pub struct Load {
    /// The tensor.
    pub place: Place,
    /// The access pattern in it.
    pub access: Access,
}

impl Load {
    /// Lanes of a tensor. If they are contiguous, the offset moves from the access pattern to the location.
    pub fn new(mut place: Place, mut access: Access) -> Self {
        if access.contiguous().is_some()
            && let Access::Strided { offset, .. } = &mut access
        {
            place.offset += std::mem::take(offset);
        }
        Self { place, access }
    }

    /// Whether the tensor begins with all lanes, contiguously.
    pub fn is_in_place(&self) -> bool {
        self.access.contiguous() == Some(0)
    }
}

/// Elementwise arithmetic over a fixed number of lanes, in one pass.
#[derive(Clone, Debug)]
pub struct Region {
    /// The number of lanes.
    pub lanes: usize,
    /// The sources of lanes.
    pub loads: Vec<Load>,
    /// The destinations of lanes.
    pub sinks: Vec<Sink>,
    /// The slots written by sinks, by index in the plan.
    pub targets: Vec<usize>,
    /// Instructions executed once, before all blocks: constants.
    pub prologue: Vec<Instruction>,
    /// The instructions of each block.
    pub tape: Vec<Instruction>,
    /// The number of registers.
    pub registers: usize,
}

/// The cost of exp, sin, and the like, in simple instructions (measured with chunks of eight lanes: 0.1 and 1.5 ns per
/// lane).
const LIKE_A_FUNCTION: usize = 16;

impl Region {
    /// Whether some sink stores all lanes contiguously in this target.
    pub fn stores(&self, target: usize) -> bool {
        self.sinks.iter().any(|sink| sink.target == target && matches!(sink.action, Action::Store))
    }

    /// Whether all sinks store lanes contiguously or sum them, so that any range of lanes can be computed separately.
    pub fn is_divisible(&self) -> bool {
        self.sinks.iter().all(|sink| matches!(sink.action, Action::Store | Action::Sum))
    }

    /// The total work, in simple instructions on one lane.
    pub fn work(&self) -> usize {
        self.tape.iter().map(|instruction| instruction.code.work()).sum::<usize>().saturating_mul(self.lanes)
    }
}

impl Code {
    fn work(self) -> usize {
        match self {
            Self::Unary(function) if !function.is_simple() => LIKE_A_FUNCTION,
            Self::Binary(function) if !function.is_simple() => LIKE_A_FUNCTION,
            _ => 1,
        }
    }
}

impl Instruction {
    /// Marks the registers read among `a`, `b`, `c`.
    pub fn reads(&self) -> [bool; 3] {
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
}
