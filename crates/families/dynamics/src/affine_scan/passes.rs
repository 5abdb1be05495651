//! Passes over sequences: states forwards, gradients backwards.
//!
//! Sequences of a batch are independent. A long diagonal recurrence is divided into blocks of fixed length: their
//! products and their states from zero, then the states between blocks, then all states. The division, hence every bit,
//! does not depend on the number of threads. One thread computes all of these block after block, and so reads the data once.

use super::block::Block;
use super::ensure_shape;
use super::problem::AffineScanProblem;
use super::steps::{DataGradients, Steps};
use superlinear_interface::{Error, Matrix, Run, Watch};
use superlinear_numerics::parallel::Parallelism;

/// The sequences of a problem.
pub(crate) struct Sequences<'a> {
    /// The matrix of each step, if it is not that with the number of the step.
    places: Option<Vec<usize>>,
    initial: Option<&'a [f64]>,
    count: usize,
    length: usize,
}

/// All states, with the first row that overflowed.
pub(crate) struct States {
    pub values: Vec<f64>,
    pub overflow: Option<usize>,
    pub is_late: bool,
}

/// The gradients by all data.
pub(crate) struct Gradients {
    /// By the matrices' vectors or diagonals, first those that act last.
    pub data: Vec<f64>,
    pub strengths: Vec<f64>,
    pub offsets: Vec<f64>,
    pub initial: Vec<f64>,
}

/// The states beyond this size overflow.
const MAX_STATE: f64 = 1e300;

/// The steps of a block of a diagonal recurrence, and the length of a recurrence from which blocks are used.
const BLOCK: usize = 4096;
const MIN_LENGTH_IN_BLOCKS: usize = 16_384;

/// The steps done at once by one thread: their data stay in cache from one group of columns to the next.
const STEPS_AT_ONCE: usize = 128;

/// The steps between two looks at the clock.
const STEPS_PER_POLL: usize = 1024;

/// The end of a pass over a part of a sequence.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Done,
    /// The step with the overflow.
    Overflow(usize),
    Late,
}

impl<'a> Sequences<'a> {
    /// Refuses tokens without a matrix and initial states of another shape.
    pub fn new(problem: &'a AffineScanProblem, steps: &Steps) -> Result<Self, Error> {
        let batch = problem.batch as usize;
        let places = steps.places(problem.tokens.as_ref(), batch)?;
        let rows = places.as_ref().map_or(steps.count(), Vec::len);
        if let Some(initial) = &problem.initial {
            ensure_shape("initial", initial, batch, steps.width())?;
        }
        if let Some(adjoint) = &problem.adjoint {
            ensure_shape("adjoint", adjoint, rows, steps.width())?;
        }
        let initial = problem.initial.as_ref().map(|initial| &initial.data[..]);
        Ok(Self { places, initial, count: batch, length: rows / batch })
    }

    /// The number of sequences.
    pub fn count(&self) -> usize {
        self.count
    }

    /// The number of steps of all sequences.
    pub fn rows(&self) -> usize {
        self.count * self.length
    }

    fn place(&self, row: usize) -> usize {
        self.places.as_ref().map_or(row, |places| places[row])
    }

    fn initial(&self, sequence: usize, width: usize) -> Vec<f64> {
        self.initial.map_or(vec![0.0; width], |initial| initial[sequence * width..(sequence + 1) * width].to_vec())
    }

    /// The last states.
    pub fn last(&self, states: &[f64], width: usize) -> Vec<f64> {
        states
            .chunks_exact(self.length * width)
            .flat_map(|own| own[(self.length - 1) * width..].iter().copied())
            .collect()
    }

    /// All states.
    pub fn states(&self, steps: &Steps, parallelism: Parallelism, watch: Watch) -> Result<States, Error> {
        let width = steps.width();
        let mut values = vec![0.0; self.rows() * width];
        let (mut overflow, mut is_late) = (None, false);
        let mut note = |sequence: usize, end: End| match end {
            End::Done => {}
            End::Overflow(step) => {
                overflow.get_or_insert(sequence * self.length + step);
            }
            End::Late => is_late = true,
        };
        if steps.is_diagonal() && self.length >= MIN_LENGTH_IN_BLOCKS {
            for (sequence, own) in values.chunks_exact_mut(self.length * width).enumerate() {
                note(sequence, self.in_blocks(steps, sequence, own, parallelism, watch));
            }
        } else {
            let parts: Vec<_> = values.chunks_exact_mut(self.length * width).collect();
            let ends = parallelism.map(parts, |sequence, own| {
                let mut state = self.initial(sequence, width);
                self.pass(steps, sequence * self.length, &mut state, own, watch)
            });
            ends.into_iter().enumerate().for_each(|(sequence, end)| note(sequence, end));
        }
        watch.is_out_of_time()?;
        Ok(States { values, overflow, is_late })
    }

    /// The states of the steps from `first` on, as many as `own` has room for.
    fn pass(&self, steps: &Steps, first: usize, state: &mut [f64], own: &mut [f64], watch: Watch) -> End {
        for (t, row) in own.chunks_exact_mut(steps.width()).enumerate() {
            if t % STEPS_PER_POLL == 0 && watch.is_over() {
                return End::Late;
            }
            steps.step(self.place(first + t), state);
            if !state.iter().fold(true, |all, value| all & (value.abs() <= MAX_STATE)) {
                return End::Overflow(t);
            }
            row.copy_from_slice(state);
        }
        End::Done
    }

    /// The states of a long diagonal recurrence.
    fn in_blocks(
        &self,
        steps: &Steps,
        sequence: usize,
        own: &mut [f64],
        parallelism: Parallelism,
        watch: Watch,
    ) -> End {
        let width = steps.width();
        let first = sequence * self.length;
        if parallelism.threads() == 1 && self.places.is_none() {
            if let Some(end) = self.by_one_thread(steps, sequence, own, watch) {
                return end;
            }
            own.fill(0.0);
        }
        let starts = self.starts_of_blocks(steps, sequence, parallelism);
        if !starts.iter().flatten().all(|value| value.abs() <= MAX_STATE) {
            // A product or a state overflowed: infinity times zero would be no number.
            let mut state = self.initial(sequence, width);
            return self.pass(steps, first, &mut state, own, watch);
        }
        let parts: Vec<_> = own.chunks_mut(BLOCK * width).zip(starts).collect();
        let ends = parallelism
            .map(parts, |block, (own, mut state)| self.pass(steps, first + block * BLOCK, &mut state, own, watch));
        let broken = ends.iter().position(|&end| end != End::Done);
        match broken.map(|block| (block, ends[block])) {
            None => End::Done,
            Some((_, End::Late)) => End::Late,
            Some((block, End::Overflow(step))) => {
                own[(block * BLOCK + step) * width..].fill(0.0);
                End::Overflow(block * BLOCK + step)
            }
            Some((_, End::Done)) => End::Done,
        }
    }

    /// The states before each block of a long diagonal recurrence.
    fn starts_of_blocks(&self, steps: &Steps, sequence: usize, parallelism: Parallelism) -> Vec<Vec<f64>> {
        let (width, first) = (steps.width(), sequence * self.length);
        let blocks = parallelism.map_blocks(self.length.div_ceil(BLOCK) - 1, |block| {
            let (mut product, mut state) = (vec![1.0; width], vec![0.0; width]);
            for t in block * BLOCK..(block + 1) * BLOCK {
                let place = self.place(first + t);
                product.iter_mut().zip(steps.factors(place)).for_each(|(value, factor)| *value *= factor);
                steps.step(place, &mut state);
            }
            (product, state)
        });
        let mut starts = vec![self.initial(sequence, width)];
        for (product, end) in &blocks {
            let start = starts[starts.len() - 1].iter().zip(product.iter().zip(end));
            starts.push(start.map(|(start, (product, end))| start * product + end).collect());
        }
        starts
    }

    /// The states of a long diagonal recurrence by one thread. `None` if a product or a state overflows.
    fn by_one_thread(&self, steps: &Steps, sequence: usize, own: &mut [f64], watch: Watch) -> Option<End> {
        let width = steps.width();
        let mut start = self.initial(sequence, width);
        let mut row = sequence * self.length;
        for own in own.chunks_mut(BLOCK * width) {
            if !start.iter().all(|value| value.abs() <= MAX_STATE) {
                // A product overflowed, where infinity times zero is no number.
                return None;
            }
            let mut block = Block::new(start);
            for states in own.chunks_mut(STEPS_AT_ONCE * width) {
                if watch.is_over() {
                    return Some(End::Late);
                }
                let end = row + states.len() / width;
                let (factors, offsets) = steps.diagonals(row..end);
                block.advance(factors, offsets, states);
                row = end;
            }
            if !block.is_within(MAX_STATE) {
                return None;
            }
            start = block.end();
        }
        Some(End::Done)
    }

    /// The gradients by all data; `None` once time is up.
    pub fn gradients(
        &self,
        steps: &Steps,
        states: &[f64],
        adjoint: &Matrix,
        run: &Run,
    ) -> Result<Option<Gradients>, Error> {
        let width = steps.width();
        run.ensure_memory("batch", [steps.count(), 4 * (width + steps.work())])?;
        let mut data = steps.no_gradients();
        let mut initial = Vec::with_capacity(self.count * width);
        let mut work = vec![0.0; steps.work()];
        for sequence in 0..self.count {
            let start = self.initial(sequence, width);
            let mut own = vec![0.0; width];
            for t in (0..self.length).rev() {
                if t % STEPS_PER_POLL == 0 && run.is_out_of_time()? {
                    return Ok(None);
                }
                let row = sequence * self.length + t;
                own.iter_mut().zip(adjoint.row(row)).for_each(|(value, given)| *value += given);
                let before = if t == 0 { &start[..] } else { &states[(row - 1) * width..row * width] };
                steps.step_back(self.place(row), before, &mut own, &mut work, &mut data);
            }
            initial.extend_from_slice(&own);
        }
        let DataGradients { first, second, strengths, offsets } = data;
        Ok(Some(Gradients { data: first.into_iter().chain(second).collect(), strengths, offsets, initial }))
    }
}
