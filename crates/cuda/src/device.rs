//! The device: its kernels, and launches that are short enough to be stopped between two of them.

use crate::failure::failed;
use cudarc::driver::sys::CUevent_flags::CU_EVENT_DEFAULT;
use cudarc::driver::{
    CudaContext, CudaEvent, CudaFunction, CudaModule, CudaStream, DeviceRepr, LaunchConfig, PushKernelArg,
};
use cudarc::nvrtc::Ptx;
use std::collections::{HashMap, VecDeque};
use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::sleep;
use std::time::Duration;
use superlinear_interface::{Error, Run};

/// Points that one block of threads owns.
pub const BLOCK: usize = 128;

/// Pairs in the first launch of a kernel: about a fifth of a millisecond's work where they cost 3 ps, some 10 where they cost 150.
const FIRST_PAIRS: f64 = (1 << 26) as f64;

/// How long a launch is to take. Two are under way, so that a run stops within twice that, well below the 50 ms that are promised.
const LAUNCH_MILLISECONDS: f64 = 8.0;

/// One launch is at most so many times as large as the one that it is scaled from, which may have been lucky.
const LARGEST_GROWTH: f64 = 4.0;

/// As many launches are under way at a time, so that the device never waits for the processor.
const LAUNCHES_AHEAD: usize = 2;

/// How long the processor sleeps between two looks at a launch.
const LOOK_INTERVAL: Duration = Duration::from_micros(100);

/// Kernels that were compiled together: a name, and their text in PTX.
#[derive(Clone, Copy, Debug)]
pub struct Module {
    /// Its name, unlike that of any other.
    pub name: &'static str,
    /// What the driver compiles for the device at hand.
    pub text: &'static str,
}

/// A kernel of a module, by its name there.
#[derive(Clone, Copy, Debug)]
pub struct Kernel {
    /// Its module.
    pub module: Module,
    /// What its names in the module begin with.
    pub name: &'static str,
}

/// How many pairs a launch of some kernel may have, as learned from the launches before it of the same kernel and kind of points.
#[derive(Clone, Copy, Debug)]
pub struct Pace(f64);

impl Default for Pace {
    fn default() -> Self {
        Self(FIRST_PAIRS)
    }
}

impl Pace {
    /// Takes in how long a launch of so many pairs took.
    fn learn(&mut self, pairs: f64, milliseconds: f64) {
        let growth = (LAUNCH_MILLISECONDS / milliseconds.max(f64::MIN_POSITIVE)).min(LARGEST_GROWTH);
        self.0 = (pairs * growth).max(1.0);
    }
}

/// Which blocks of threads a launch over own points has, beside one for each [`BLOCK`] of the points themselves.
#[derive(Clone, Copy, Debug)]
pub struct Grid {
    /// How many points there are to own.
    pub own: usize,
    /// How many others each meets.
    pub others: usize,
    /// Into how many chunks these are cut.
    pub chunks: usize,
    /// How many blocks do the same pairs, each another part of the work.
    pub layers: usize,
}

/// Addresses and numbers, in the bits of as many whole ones; a kernel reads as many of them as it knows.
pub type Arguments = [u64; 8];

/// The device.
pub struct Device {
    context: Arc<CudaContext>,
    pub(crate) stream: Arc<CudaStream>,
    modules: Mutex<HashMap<&'static str, Arc<CudaModule>>>,
}

impl Device {
    /// Opens the first one. Its context stays for the life of the process, as do the kernels.
    pub(crate) fn open() -> Result<Self, Error> {
        let context = CudaContext::new(0).map_err(failed)?;
        // SAFETY: all work is on one stream, in whose order events add nothing.
        unsafe { context.disable_event_tracking() };
        let stream = context.new_stream().map_err(failed)?;
        Ok(Self { context, stream, modules: Mutex::default() })
    }

    /// Launches the kernel called `kernel.name` and `suffix` over all own points in pieces, and waits for them. It takes two structures:
    /// `piece` gives the first, for the piece that owns a range of points, and `arguments` are the second, which may be shorter. Once the
    /// run is cancelled nothing more is launched, and what is under way is waited for.
    ///
    /// # Safety
    ///
    /// The structures are what that kernel takes, and what their addresses point to is as long as it expects.
    pub unsafe fn launch<Piece: DeviceRepr>(
        &self,
        kernel: Kernel,
        suffix: &str,
        (grid, pace): (Grid, &mut Pace),
        piece: &dyn Fn(Range<usize>) -> Piece,
        arguments: &Arguments,
        run: &Run,
    ) -> Result<(), Error> {
        let function = self.function(kernel, suffix)?;
        let mut pieces = Pieces { grid, next: 0 };
        let mut under_way = VecDeque::new();
        let outcome = loop {
            if let Err(error) = run.ensure_wanted() {
                break Err(error);
            }
            let Some(owned) = pieces.next(pace) else { break Ok(()) };
            let points = owned.len();
            let piece = piece(owned);
            let mut launch = self.stream.launch_builder(&function);
            launch.arg(&piece).arg(arguments).record_kernel_launch(CU_EVENT_DEFAULT);
            let blocks = (points.div_ceil(BLOCK) as u32, grid.chunks as u32, grid.layers as u32);
            let shape = LaunchConfig { grid_dim: blocks, block_dim: (BLOCK as u32, 1, 1), shared_mem_bytes: 0 };
            // SAFETY: the caller's, and the grid is what all kernels expect.
            let events = unsafe { launch.launch(shape) }.map_err(failed)?;
            under_way.extend(events.map(|events| (points, events)));
            if under_way.len() == LAUNCHES_AHEAD
                && let Some((points, events)) = under_way.pop_front()
            {
                let milliseconds = finished(&events)?;
                pace.learn(points as f64 * grid.pairs_of_point(), milliseconds);
            }
        };
        for (_, events) in under_way {
            finished(&events)?;
        }
        outcome
    }

    /// The kernel, compiled when it is first used.
    fn function(&self, Kernel { module, name }: Kernel, suffix: &str) -> Result<CudaFunction, Error> {
        let mut modules = self.modules.lock().unwrap_or_else(PoisonError::into_inner);
        let compiled = match modules.get(module.name) {
            Some(compiled) => Arc::clone(compiled),
            None => {
                let compiled = self.context.load_module(Ptx::from_src(module.text)).map_err(failed)?;
                modules.insert(module.name, Arc::clone(&compiled));
                compiled
            }
        };
        compiled.load_function(&format!("{name}_{suffix}")).map_err(failed)
    }
}

/// Waits for a launch, and says how long it took. A run that is cancelled meanwhile waits too: launches are short.
fn finished((start, end): &(CudaEvent, CudaEvent)) -> Result<f64, Error> {
    while !end.try_is_complete().map_err(failed)? {
        sleep(LOOK_INTERVAL);
    }
    start.elapsed_ms(end).map(f64::from).map_err(failed)
}

impl Grid {
    /// How many pairs the kernel does for each own point.
    fn pairs_of_point(&self) -> f64 {
        (self.others.max(1) * self.layers) as f64
    }
}

/// Own points cut into the pieces of bounded launches. What each point gets does not depend on the cuts.
struct Pieces {
    grid: Grid,
    next: usize,
}

impl Pieces {
    fn next(&mut self, pace: &Pace) -> Option<Range<usize>> {
        let start = self.next;
        let blocks = (pace.0 / self.grid.pairs_of_point() / BLOCK as f64).floor().max(1.0);
        self.next = self.grid.own.min(start.saturating_add((blocks as usize).saturating_mul(BLOCK)));
        (start < self.next).then_some(start..self.next)
    }
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Grid, LARGEST_GROWTH, Pace, Pieces};

    #[test]
    fn pieces_are_whole_blocks_and_cover_all_points_once() {
        let grid = Grid { own: 100_000, others: 1_000_000, chunks: 2, layers: 1 };
        let (mut pieces, mut pace) = (Pieces { grid, next: 0 }, Pace::default());
        let (mut end, mut last) = (0, f64::INFINITY);
        for milliseconds in [0.1, 1.0, 100.0, 3.0, 8.0].into_iter().cycle() {
            let Some(piece) = pieces.next(&pace) else { break };
            assert_eq!(piece.start, end);
            assert!(piece.len().is_multiple_of(BLOCK) || piece.end == grid.own);
            assert!(piece.len() as f64 <= LARGEST_GROWTH * last);
            end = piece.end;
            last = piece.len() as f64;
            pace.learn(last * grid.pairs_of_point(), milliseconds);
        }
        assert_eq!(end, grid.own);
    }
}
