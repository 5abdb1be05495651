//! Kernels, in launches short enough to stop a run between two of them.

use crate::device::Device;
use crate::driver::Handle;
use crate::moment::Moment;
use crate::pieces::{BLOCK, Grid, LaunchRate, Piece, Pieces};
use crate::plain::Plain;
use std::collections::VecDeque;
use std::ffi::CString;
use std::ptr::{from_ref, null_mut};
use std::sync::PoisonError;
use superlinear_interface::{Code, Error, Run};

/// Number of launches in progress at a time, so that the device never waits for the host.
const LAUNCHES_AHEAD: usize = 2;

/// Kernels compiled together: a name, and their PTX source.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// A unique name.
    pub name: &'static str,
    /// The PTX source, compiled by the driver for the device.
    pub text: &'static str,
}

/// A kernel of a module, by its name there.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Its module.
    pub module: Module,
    /// The common prefix of its names in the module.
    pub name: &'static str,
}

/// Addresses and numbers as 64-bit patterns; a kernel reads as many of them as it needs.
pub type Arguments = [u64; 8];

impl Device {
    /// Launches the kernel with the name `kernel.name` and `suffix` for all pairs of a grid, in pieces. It takes two
    /// structures: `of_piece` returns the first for a piece, and `arguments` is the second, which may be shorter. The
    /// last pieces may be in progress on return. After cancellation nothing more is launched.
    ///
    /// # Safety
    ///
    /// The structures must be those of the kernel, with memory of the expected size at their addresses.
    pub unsafe fn launch<P: Plain>(
        &self,
        kernel: Kernel,
        suffix: &str,
        (grid, rate): (Grid, &mut LaunchRate),
        of_piece: &dyn Fn(&Piece) -> P,
        arguments: &Arguments,
        run: &Run,
    ) -> Result<(), Error> {
        let function = self.function(kernel, suffix)?;
        let least = grid.operations * self.milliseconds_per_operation;
        let mut pieces = Pieces::new(grid);
        let mut under_way: VecDeque<(f64, [Moment; 2])> = VecDeque::new();
        loop {
            run.ensure_wanted()?;
            let Some(piece) = pieces.next(rate.pairs(least)) else { return Ok(()) };
            let blocks = [piece.own.len().div_ceil(BLOCK), grid.chunks, grid.layers].map(|count| count as u32);
            // SAFETY: upheld by the caller, and the grid is the one that all kernels expect.
            let moments = unsafe { self.launch_piece(function, blocks, &of_piece(&piece), arguments) }?;
            under_way.push_back((grid.pairs(&piece), moments));
            if under_way.len() == LAUNCHES_AHEAD
                && let Some((pairs, [start, end])) = under_way.pop_front()
            {
                rate.learn(pairs, self.call(|_| end.milliseconds_since(&start))?);
            }
        }
    }

    /// Launches a kernel once, and returns the events of its start and its end.
    ///
    /// # Safety
    ///
    /// As for [`Device::launch`].
    unsafe fn launch_piece<P: Plain>(
        &self,
        function: Handle,
        [x, y, z]: [u32; 3],
        piece: &P,
        arguments: &Arguments,
    ) -> Result<[Moment; 2], Error> {
        let mut taken = [from_ref(piece).cast_mut().cast(), from_ref(arguments).cast_mut().cast()];
        let (threads, taken) = (BLOCK as u32, taken.as_mut_ptr());
        self.call(|driver| {
            let start = Moment::after_all(driver, self.stream)?;
            // SAFETY: upheld by the caller, and the driver reads both structures before the call returns.
            unsafe { driver.launch(function, x, y, z, threads, 1, 1, 0, self.stream, taken, null_mut()) }?;
            Ok([start, Moment::after_all(driver, self.stream)?])
        })
    }

    /// The handle of a kernel.
    fn function(&self, Kernel { module, name }: Kernel, suffix: &str) -> Result<Handle, Error> {
        let module = self.module(module)?;
        let name = text(&format!("{name}_{suffix}"))?;
        let mut function = null_mut();
        // SAFETY: the call writes a handle, and the name is zero-terminated.
        self.call(|driver| unsafe { driver.module_function(&mut function, module, name.as_ptr()) })?;
        Ok(function)
    }

    /// The module, compiled on first use.
    fn module(&self, Module { name, text: ptx }: Module) -> Result<Handle, Error> {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = modules.get(name) {
            return Ok(*known);
        }
        let ptx = text(ptx)?;
        let mut compiled = null_mut();
        // SAFETY: the call writes a handle, and the source is zero-terminated.
        self.call(|driver| unsafe { driver.load_module(&mut compiled, ptx.as_ptr()) })?;
        modules.insert(name, compiled);
        Ok(compiled)
    }
}

/// Converts a string for the driver.
fn text(text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| Error::new(Code::Internal, "a kernel's text has a zero in it"))
}
