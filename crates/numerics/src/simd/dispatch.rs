//! The choice of the instruction set at run time.

use super::{Arithmetic, Fused, Unfused};

/// A loop nest to be compiled for each instruction set.
pub trait Kernel {
    /// The kernel's return type.
    type Output;

    /// Runs the kernel. Implementations must be marked `#[inline(always)]` to be compiled for the caller's instruction
    /// set.
    fn run<A: Arithmetic>(self, arithmetic: A) -> Self::Output;
}

/// Runs the copy of `kernel` for the best instruction set of this processor. A call costs a few nanoseconds and is not
/// inlined: make it once per block of work, not per element.
pub fn dispatch<K: Kernel>(kernel: K) -> K::Output {
    selected::dispatch(kernel)
}

/// The name of the instruction set used by [`dispatch`]: `avx512`, `avx2`, `neon`, `simd128`, or `baseline`.
pub fn instruction_set() -> &'static str {
    selected::name()
}

#[cfg(target_arch = "x86_64")]
mod selected {
    use super::{Fused, Kernel, Unfused};
    use std::sync::OnceLock;

    #[derive(Clone, Copy)]
    enum InstructionSet {
        Avx512,
        Avx2,
        /// SSE2, present on every x86-64 processor.
        Baseline,
    }

    fn detected() -> InstructionSet {
        static DETECTED: OnceLock<InstructionSet> = OnceLock::new();
        *DETECTED.get_or_init(|| {
            let avx2 = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            let avx512 = is_x86_feature_detected!("avx512f")
                && is_x86_feature_detected!("avx512dq")
                && is_x86_feature_detected!("avx512vl");
            match (avx2, avx512) {
                (true, true) => InstructionSet::Avx512,
                (true, false) => InstructionSet::Avx2,
                (false, _) => InstructionSet::Baseline,
            }
        })
    }

    pub fn dispatch<K: Kernel>(kernel: K) -> K::Output {
        match detected() {
            // SAFETY: `detected` has found all features required by `run_avx512`.
            InstructionSet::Avx512 => unsafe { run_avx512(kernel) },
            // SAFETY: `detected` has found all features required by `run_avx2`.
            InstructionSet::Avx2 => unsafe { run_avx2(kernel) },
            InstructionSet::Baseline => kernel.run(Unfused),
        }
    }

    #[target_feature(enable = "avx512f,avx512dq,avx512vl,avx2,fma")]
    fn run_avx512<K: Kernel>(kernel: K) -> K::Output {
        kernel.run(Fused(()))
    }

    #[target_feature(enable = "avx2,fma")]
    fn run_avx2<K: Kernel>(kernel: K) -> K::Output {
        kernel.run(Fused(()))
    }

    pub fn name() -> &'static str {
        match detected() {
            InstructionSet::Avx512 => "avx512",
            InstructionSet::Avx2 => "avx2",
            InstructionSet::Baseline => "baseline",
        }
    }
}

#[cfg(not(target_arch = "x86_64"))]
mod selected {
    use super::{Fused, Kernel, Unfused};

    /// 64-bit ARM has fused multiply-add in its baseline.
    const IS_ARM: bool = cfg!(target_arch = "aarch64");

    pub fn dispatch<K: Kernel>(kernel: K) -> K::Output {
        if IS_ARM { kernel.run(Fused(())) } else { kernel.run(Unfused) }
    }

    pub fn name() -> &'static str {
        if IS_ARM {
            "neon"
        } else if cfg!(target_feature = "simd128") {
            "simd128"
        } else {
            "baseline"
        }
    }
}
