//! Kernels, and launches of them that are short enough for a run to be stopped between two.

use crate::device::Device;
use crate::driver::Handle;
use crate::moment::Moment;
use crate::pieces::{BLOCK, Grid, Pace, Piece, Pieces};
use crate::plain::Plain;
use std::collections::VecDeque;
use std::ffi::CString;
use std::ptr::{from_ref, null_mut};
use std::sync::PoisonError;
use superlinear_interface::{Code, Error, Run};

/// So many launches are under way at a time, so that the device never waits for the processor.
const LAUNCHES_AHEAD: usize = 2;

/// Kernels that were compiled together: a name, and their text in PTX.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its name, unlike that of any other.
    pub name: &'static str,
    /// The text that the driver compiles for the device at hand.
    pub text: &'static str,
}

/// A kernel of a module, by its name there.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Its module.
    pub module: Module,
    /// The beginning of its names in the module.
    pub name: &'static str,
}

/// Addresses and numbers, in the bits of as many whole ones; a kernel reads as many of them as it knows.
pub type Arguments = [u64; 8];

impl Device {
    /// Launches the kernel called `kernel.name` and `suffix` for all pairs of a grid, in pieces. It takes two structures: `of_piece` gives
    /// the first, for a piece, and `arguments` are the second, which may be shorter. The last pieces may be under way when this returns.
    /// Once the run is cancelled nothing more is launched.
    ///
    /// # Safety
    ///
    /// The structures are those that the kernel takes, and the memory at their addresses is as long as it expects.
    pub unsafe fn launch<P: Plain>(
        &self,
        kernel: Kernel,
        suffix: &str,
        (grid, pace): (Grid, &mut Pace),
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
            let Some(piece) = pieces.next(pace.pairs(least)) else { return Ok(()) };
            let blocks = [piece.own.len().div_ceil(BLOCK), grid.chunks, grid.layers].map(|count| count as u32);
            // SAFETY: the caller's, and the grid is the one that all kernels expect.
            let moments = unsafe { self.launch_piece(function, blocks, &of_piece(&piece), arguments) }?;
            under_way.push_back((grid.pairs(&piece), moments));
            if under_way.len() == LAUNCHES_AHEAD
                && let Some((pairs, [start, end])) = under_way.pop_front()
            {
                pace.learn(pairs, self.call(|_| end.milliseconds_since(&start))?);
            }
        }
    }

    /// Launches a kernel once, and returns the moments of its start and its end.
    ///
    /// # Safety
    ///
    /// As of [`Device::launch`].
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
            // SAFETY: the caller's, and the driver has read both structures by when this returns.
            unsafe { driver.launch(function, x, y, z, threads, 1, 1, 0, self.stream, taken, null_mut()) }?;
            Ok([start, Moment::after_all(driver, self.stream)?])
        })
    }

    /// The kernel.
    fn function(&self, Kernel { module, name }: Kernel, suffix: &str) -> Result<Handle, Error> {
        let module = self.module(module)?;
        let name = text(&format!("{name}_{suffix}"))?;
        let mut function = null_mut();
        // SAFETY: it writes a handle, and the name ends with a zero.
        self.call(|driver| unsafe { driver.module_function(&mut function, module, name.as_ptr()) })?;
        Ok(function)
    }

    /// The module, compiled when it is first used.
    fn module(&self, Module { name, text: ptx }: Module) -> Result<Handle, Error> {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = modules.get(name) {
            return Ok(*known);
        }
        let ptx = text(ptx)?;
        let mut compiled = null_mut();
        // SAFETY: it writes a handle, and the text ends with a zero.
        self.call(|driver| unsafe { driver.load_module(&mut compiled, ptx.as_ptr()) })?;
        modules.insert(name, compiled);
        Ok(compiled)
    }
}

/// A text of ours as the driver takes it.
fn text(text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| Error::new(Code::Internal, "a kernel's text has a zero in it"))
}
