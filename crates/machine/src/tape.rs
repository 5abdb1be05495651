//! Programs for blocks of lanes: elementwise arithmetic over one number of lanes, in one pass.

use crate::access::{Access, Place};
use crate::functions::{Binary, Comparison, Unary};

/// What an instruction does with registers `a`, `b`, `c` and the constant `k`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Code {
    /// Load `a`, of the region's loads.
    Load,
    /// `k`.
    Constant,
    /// A function of `a`.
    Unary(Unary),
    /// A function of `a` and `b`.
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

/// Registers with this bit are lanes of a load that are one after the other in its tensor, where they are read: the other bits number the
/// load.
pub const IN_PLACE: u32 = 1 << 31;

/// An instruction of a tape. It does not write a register that it reads.
#[derive(Clone, Copy, Debug)]
pub struct Instruction {
    /// What it does.
    pub code: Code,
    /// The register that it writes.
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
    /// What it does with them.
    pub action: Action,
}

/// Where lanes come from.
#[derive(Clone, Debug)]
pub struct Load {
    /// The tensor.
    pub place: Place,
    /// Their elements in it.
    pub access: Access,
}

impl Load {
    /// Lanes from a tensor, which begins with the first of them where they are one after the other.
    pub fn new(mut place: Place, mut access: Access) -> Self {
        if access.contiguous().is_some()
            && let Access::Strided { offset, .. } = &mut access
        {
            place.offset += std::mem::take(offset);
        }
        Self { place, access }
    }

    /// Whether the tensor begins with all lanes, one after the other.
    pub fn is_in_place(&self) -> bool {
        self.access.contiguous() == Some(0)
    }
}

/// Elementwise arithmetic over one number of lanes, in one pass over these.
#[derive(Clone, Debug)]
pub struct Region {
    /// How many lanes there are.
    pub lanes: usize,
    /// Where they come from, by number.
    pub loads: Vec<Load>,
    /// Where they go, by number.
    pub sinks: Vec<Sink>,
    /// The slots that sinks write, by number in the plan.
    pub targets: Vec<usize>,
    /// Instructions that hold for all blocks: constants.
    pub prologue: Vec<Instruction>,
    /// The instructions of each block.
    pub tape: Vec<Instruction>,
    /// How many registers these use.
    pub registers: usize,
}

/// Instructions that take as long as one of exp, sin, or their like (measured with chunks of eight lanes: 0.1 and 1.5 ns a lane).
const LIKE_A_FUNCTION: usize = 16;

impl Region {
    /// Whether a target, by number, takes all lanes one after the other.
    pub fn stores(&self, target: usize) -> bool {
        self.sinks.iter().any(|sink| sink.target == target && matches!(sink.action, Action::Store))
    }

    /// Whether lanes go to places of their own, or into sums: any range of them can then be computed apart from the others.
    pub fn is_divisible(&self) -> bool {
        self.sinks.iter().all(|sink| matches!(sink.action, Action::Store | Action::Sum))
    }

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

impl Instruction {
    /// Which of `a`, `b`, `c` are registers that it reads.
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
