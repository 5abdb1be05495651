//! The squared error of forced runs along windows of a series, and its gradient by back-propagation through time.
//!
//! Windows are lanes: each number of a state is an array with an entry for each window.

use super::network::{Network, Shape};
use super::windows::{Batch, Lanes, WINDOWS};
use crate::clock::Clock;
use superlinear_interface::Watch;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES, dispatch, sum_of_lanes};

/// The rows of a product computed together: with 16 windows, their sums fill eight registers of AVX-512.
const BLOCK: usize = 4;

/// A matrix by blocks of [`BLOCK`] rows, with zeros behind the last row: the entries of a column of a block together.
struct Packed(Vec<[f64; BLOCK]>);

impl Packed {
    fn new(size: usize, entry: impl Fn(usize, usize) -> f64) -> Self {
        let blocks = (0..size).step_by(BLOCK).flat_map(|first| (0..size).map(move |column| (first, column)));
        let part = |(first, column): (usize, usize)| {
            std::array::from_fn(|r| if first + r < size { entry(first + r, column) } else { 0.0 })
        };
        Self(blocks.map(part).collect())
    }

    /// The columns of a block of rows.
    #[inline(always)]
    fn block(&self, block: usize, size: usize) -> &[[f64; BLOCK]] {
        &self.0[block * size..][..size]
    }
}

/// The states and the adjoints of a pass, kept between steps so that memory is allocated once.
pub(super) struct Tape {
    /// A row for each time: the inputs of the weights, filled up to whole blocks, then the rectified states as they were
    /// before.
    states: Vec<Lanes>,
    /// A row for each step: the derivatives by the state after it, before it is forced.
    adjoints: Vec<Lanes>,
}

impl Tape {
    pub fn new(shape: Shape, window: usize) -> Self {
        let padded = padded(shape);
        let states = vec![[0.0; WINDOWS]; (window + 1) * (padded + shape.rectified)];
        Self { states, adjoints: vec![[0.0; WINDOWS]; window * padded] }
    }
}

/// The number of states up to whole blocks.
pub(super) fn padded(shape: Shape) -> usize {
    shape.states.next_multiple_of(BLOCK)
}

/// The network prepared for passes over many windows.
pub(super) struct Prepared<'a> {
    network: &'a Network,
    rows: Packed,
    columns: Packed,
}

impl<'a> Prepared<'a> {
    pub fn new(network: &'a Network) -> Self {
        let (size, weights) = (network.shape.states, network.weights());
        let rows = Packed::new(size, |i, k| weights[i * size + k]);
        Self { network, rows, columns: Packed::new(size, |k, i| weights[i * size + k]) }
    }

    /// The loss of a batch, and its gradient by all parameters; `None` once time is up.
    pub fn loss(&self, batch: &Batch, tape: &mut Tape, watch: &Watch) -> Option<(f64, Vec<f64>)> {
        let mut gradient = vec![0.0; self.network.parameters.len()];
        let pass = Pass { prepared: self, batch, tape, gradient: &mut gradient, clock: Clock::new(watch) };
        dispatch(pass).map(|loss| (loss, gradient))
    }
}

struct Pass<'a, 'b> {
    prepared: &'a Prepared<'a>,
    batch: &'a Batch,
    tape: &'a mut Tape,
    gradient: &'a mut [f64],
    clock: Clock<'b>,
}

impl Kernel for Pass<'_, '_> {
    type Output = Option<f64>;

    #[inline(always)]
    fn run<A: Arithmetic>(mut self, arithmetic: A) -> Option<f64> {
        let loss = self.forward(arithmetic)?;
        self.backward(arithmetic)?;
        self.add_products_of_weights(arithmetic)?;
        self.add_other_parameters();
        Some(loss)
    }
}

impl Pass<'_, '_> {
    #[inline(always)]
    fn shape(&self) -> Shape {
        self.prepared.network.shape
    }

    /// The operations of a step, roughly.
    #[inline(always)]
    fn work(&self) -> usize {
        self.shape().states * self.shape().states * WINDOWS
    }

    /// Runs the windows with forced states. Returns the loss; its derivatives by the observed states are in the adjoints.
    #[inline(always)]
    fn forward<A: Arithmetic>(&mut self, arithmetic: A) -> Option<f64> {
        let (shape, batch, prepared) = (self.shape(), self.batch, self.prepared);
        let Shape { observed, states: size, rectified } = shape;
        let (padded, plain) = (padded(shape), size - rectified);
        let wide = padded + rectified;
        let [factors, offsets] = [prepared.network.factors(), prepared.network.offsets()];
        self.write_start();
        let mut loss = [0.0; WINDOWS];
        for t in 0..batch.window {
            if self.clock.is_over(self.work()) {
                return None;
            }
            let (before, after) = self.tape.states.split_at_mut((t + 1) * wide);
            let (now, next) = (&before[t * wide..], &mut after[..wide]);
            for (block, first) in (0..size).step_by(BLOCK).enumerate() {
                let sums = products(arithmetic, prepared.rows.block(block, size), now);
                for (r, sums) in sums.iter().enumerate().take(size - first) {
                    let i = first + r;
                    let own = &now[if i < plain { i } else { padded + i - plain }];
                    let mut state = [0.0; WINDOWS];
                    for l in 0..WINDOWS {
                        state[l] = arithmetic.mul_add(factors[i], own[l], sums[l] + offsets[i]);
                    }
                    next[i] = if i < plain { state } else { rectified_lanes(&state) };
                    if i >= plain {
                        next[padded + i - plain] = state;
                    }
                }
            }
            let adjoint = &mut self.tape.adjoints[t * padded..][..observed];
            for ((adjoint, state), target) in adjoint.iter_mut().zip(next.iter()).zip(batch.targets_of(t, observed)) {
                for l in 0..WINDOWS {
                    let error = state[l] - target[l];
                    loss[l] += batch.weights[l] * (error * error);
                    adjoint[l] = 2.0 * batch.weights[l] * error;
                }
            }
            if batch.is_forced(t + 1) {
                next[..observed].copy_from_slice(batch.inputs_of(t + 1, observed));
            }
        }
        Some(loss.iter().sum())
    }

    /// Writes the states at the start of the windows.
    #[inline(always)]
    fn write_start(&mut self) {
        let (shape, inputs) = (self.shape(), self.batch.inputs_of(0, self.shape().observed));
        let Shape { observed, states: size, rectified } = shape;
        let (padded, plain) = (padded(shape), size - rectified);
        let (lift, constants) = (self.prepared.network.lift(), self.prepared.network.lift_offsets());
        self.tape.states[..observed].copy_from_slice(inputs);
        for (j, &constant) in constants.iter().enumerate() {
            let mut state = [constant; WINDOWS];
            for (factor, input) in lift[j * observed..][..observed].iter().zip(inputs) {
                (0..WINDOWS).for_each(|l| state[l] += factor * input[l]);
            }
            let i = observed + j;
            if i < plain {
                self.tape.states[i] = state;
            } else {
                self.tape.states[i] = rectified_lanes(&state);
                self.tape.states[padded + i - plain] = state;
            }
        }
    }

    /// Completes the adjoints, and adds the gradient by the parameters of the start.
    #[inline(always)]
    fn backward<A: Arithmetic>(&mut self, arithmetic: A) -> Option<()> {
        let (shape, batch, prepared) = (self.shape(), self.batch, self.prepared);
        let Shape { observed, states: size, rectified } = shape;
        let (padded, plain) = (padded(shape), size - rectified);
        let wide = padded + rectified;
        let factors = prepared.network.factors();
        let mut carried = vec![[0.0; WINDOWS]; padded];
        for t in (0..batch.window).rev() {
            if self.clock.is_over(self.work()) {
                return None;
            }
            let adjoint = &mut self.tape.adjoints[t * padded..][..padded];
            adjoint[observed..].copy_from_slice(&carried[observed..]);
            if !batch.is_forced(t + 1) {
                for (adjoint, carried) in adjoint[..observed].iter_mut().zip(&carried) {
                    (0..WINDOWS).for_each(|l| adjoint[l] += carried[l]);
                }
            }
            let raw = &self.tape.states[t * wide + padded..][..rectified];
            for (block, first) in (0..size).step_by(BLOCK).enumerate() {
                let sums = products(arithmetic, prepared.columns.block(block, size), adjoint);
                for (r, sums) in sums.iter().enumerate().take(size - first) {
                    let k = first + r;
                    let own = &adjoint[k];
                    for l in 0..WINDOWS {
                        let is_active = k < plain || raw[k - plain][l] > 0.0;
                        carried[k][l] = arithmetic.mul_add(factors[k], own[l], if is_active { sums[l] } else { 0.0 });
                    }
                }
            }
        }
        let inputs = batch.inputs_of(0, observed);
        let [by_lift, by_constants] = prepared.network.ranges_of_start();
        for (j, carried) in carried[observed..size].iter().enumerate() {
            self.gradient[by_constants.start + j] = carried.iter().sum();
            for (q, input) in inputs.iter().enumerate() {
                let terms = carried.iter().zip(input).map(|(adjoint, input)| adjoint * input);
                self.gradient[by_lift.start + j * observed + q] = terms.sum();
            }
        }
        Some(())
    }

    /// Writes the gradient by the weights: the products of adjoints and inputs, added up over steps and windows.
    #[inline(always)]
    fn add_products_of_weights<A: Arithmetic>(&mut self, arithmetic: A) -> Option<()> {
        let shape = self.shape();
        let (size, padded, window) = (shape.states, padded(shape), self.batch.window);
        let wide = padded + shape.rectified;
        let place = self.prepared.network.range_of_weights().start;
        for i in (0..size).step_by(BLOCK) {
            for k in (0..size).step_by(BLOCK) {
                if self.clock.is_over(BLOCK * BLOCK * WINDOWS * window) {
                    return None;
                }
                let adjoints = (&self.tape.adjoints[..], padded, i);
                let sums = products_of_blocks(arithmetic, adjoints, (&self.tape.states[..], wide, k));
                for (c, sums) in sums.iter().enumerate().take(size - k) {
                    for (r, sums) in sums.iter().enumerate().take(size - i) {
                        self.gradient[place + (i + r) * size + k + c] = sum_of_lanes(*sums);
                    }
                }
            }
        }
        Some(())
    }

    /// Writes the gradient by factors and offsets.
    #[inline(always)]
    fn add_other_parameters(&mut self) {
        let shape = self.shape();
        let (size, padded, plain) = (shape.states, padded(shape), shape.states - shape.rectified);
        let wide = padded + shape.rectified;
        let [by_factors, by_offsets] = self.prepared.network.ranges_of_states();
        for i in 0..size {
            let own = if i < plain { i } else { padded + i - plain };
            let (mut products, mut sums) = ([0.0; WINDOWS], [0.0; WINDOWS]);
            for (adjoint, state) in self.tape.adjoints.chunks_exact(padded).zip(self.tape.states.chunks_exact(wide)) {
                for l in 0..WINDOWS {
                    products[l] += adjoint[i][l] * state[own][l];
                    sums[l] += adjoint[i][l];
                }
            }
            self.gradient[by_factors.start + i] = products.iter().sum();
            self.gradient[by_offsets.start + i] = sums.iter().sum();
        }
    }
}

/// The positive parts. Methods of arrays are not inlined into kernels.
#[inline(always)]
fn rectified_lanes(state: &Lanes) -> Lanes {
    let mut positive = [0.0; WINDOWS];
    for l in 0..WINDOWS {
        positive[l] = if state[l] > 0.0 { state[l] } else { 0.0 };
    }
    positive
}

/// The products of a block of rows with a vector of lanes.
#[inline(always)]
fn products<A: Arithmetic>(arithmetic: A, rows: &[[f64; BLOCK]], values: &[Lanes]) -> [Lanes; BLOCK] {
    let mut sums = [[0.0; WINDOWS]; BLOCK];
    for (weights, value) in rows.iter().zip(values) {
        for (sums, &weight) in sums.iter_mut().zip(weights) {
            for l in 0..WINDOWS {
                sums[l] = arithmetic.mul_add(weight, value[l], sums[l]);
            }
        }
    }
    sums
}

/// Rows of numbers, their length, and the place of a block in each.
type Blocks<'a> = (&'a [Lanes], usize, usize);

/// The products of blocks of adjoints and of states, added up over the rows: by states, then by adjoints. Halves of the
/// windows share sums. Written out, because loops over a block would be vectorized along the block, by gathers.
#[inline(always)]
fn products_of_blocks<A: Arithmetic>(
    arithmetic: A,
    (adjoints, length, i): Blocks,
    (states, wide, k): Blocks,
) -> [[[f64; LANES]; BLOCK]; BLOCK] {
    let [mut first, mut second, mut third, mut fourth] = [[[0.0; LANES]; BLOCK]; BLOCK];
    for (adjoint, state) in adjoints.chunks_exact(length).zip(states.chunks_exact(wide)) {
        let [a, b, c, d] = block_of(adjoint, i);
        let [p, q, r, s] = block_of(state, k);
        for half in 0..WINDOWS / LANES {
            let left = [half_of(a, half), half_of(b, half), half_of(c, half), half_of(d, half)];
            add_products(arithmetic, left, half_of(p, half), &mut first);
            add_products(arithmetic, left, half_of(q, half), &mut second);
            add_products(arithmetic, left, half_of(r, half), &mut third);
            add_products(arithmetic, left, half_of(s, half), &mut fourth);
        }
    }
    [first, second, third, fourth]
}

/// Adds the products of four numbers with another one, in some of the windows.
#[inline(always)]
fn add_products<A: Arithmetic>(
    arithmetic: A,
    [a, b, c, d]: [&[f64; LANES]; BLOCK],
    right: &[f64; LANES],
    [first, second, third, fourth]: &mut [[f64; LANES]; BLOCK],
) {
    add_product(arithmetic, a, right, first);
    add_product(arithmetic, b, right, second);
    add_product(arithmetic, c, right, third);
    add_product(arithmetic, d, right, fourth);
}

#[inline(always)]
fn add_product<A: Arithmetic>(arithmetic: A, left: &[f64; LANES], right: &[f64; LANES], sum: &mut [f64; LANES]) {
    for l in 0..LANES {
        sum[l] = arithmetic.mul_add(left[l], right[l], sum[l]);
    }
}

/// A block of a row.
#[inline(always)]
fn block_of(row: &[Lanes], first: usize) -> &[Lanes; BLOCK] {
    row[first..].first_chunk().unwrap_or(&[[0.0; WINDOWS]; BLOCK])
}

/// A part of the windows.
#[inline(always)]
fn half_of(lanes: &Lanes, half: usize) -> &[f64; LANES] {
    lanes[half * LANES..].first_chunk().unwrap_or(&[0.0; LANES])
}

#[cfg(test)]
mod tests {
    use super::super::network::Steps;
    use super::super::windows::{Form, Places};
    use super::*;
    use crate::series::Series;
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing::untimed;
    use superlinear_numerics::random::Stream;

    const FORM: Form = Form { window: 23, interval: 5, total: 5, noise: 0.1 };

    /// A network with weights of a size at which states neither vanish nor explode, and an odd number of states.
    fn network(shape: Shape) -> Network {
        let stream = &mut Stream::new(4, 0);
        let mut network = Network::random(shape, stream);
        let scale = 0.6 / (shape.states as f64).sqrt();
        network.parameters.iter_mut().for_each(|value| *value = 0.5 * *value + scale * stream.normal());
        network
    }

    fn batch(rows: &[f64], columns: usize) -> Batch {
        let series = Series { values: rows, columns };
        let places = Places::new(&[0..30, 30..40, 40..80], FORM.window);
        Batch::draw(series, &places, FORM.total, FORM, &mut Stream::new(5, 0))
    }

    fn rows(columns: usize) -> Vec<f64> {
        let mut stream = Stream::new(6, 0);
        (0..80 * columns).map(|_| stream.normal()).collect()
    }

    fn loss(network: &Network, batch: &Batch) -> (f64, Vec<f64>) {
        let mut tape = Tape::new(network.shape, FORM.window);
        let run = untimed(&RunOptions::default());
        Prepared::new(network).loss(batch, &mut tape, &run.watch()).expect("time")
    }

    #[test]
    fn the_loss_is_that_of_a_forced_free_run() {
        let shape = Shape { observed: 3, states: 9, rectified: 2 };
        let (network, rows) = (network(shape), rows(3));
        let batch = batch(&rows, 3);
        let mut expected = 0.0;
        for l in 0..FORM.total {
            let lane = |lanes: &[Lanes]| lanes.iter().map(|lanes| lanes[l]).collect::<Vec<f64>>();
            let mut state = network.start(&lane(batch.inputs_of(0, 3)));
            let mut steps = Steps::new(&network);
            for t in 0..FORM.window {
                if t > 0 && t % FORM.interval == 0 {
                    state[..3].copy_from_slice(&lane(batch.inputs_of(t, 3)));
                }
                steps.advance(&mut state);
                let target = lane(batch.targets_of(t, 3));
                expected += state.iter().zip(target).map(|(x, y)| (x - y) * (x - y)).sum::<f64>();
            }
        }
        expected /= (3 * FORM.window * FORM.total) as f64;
        let (found, _) = loss(&network, &batch);
        assert!((found - expected).abs() < 1e-12 * expected, "{found} {expected}");
    }

    #[test]
    fn the_gradient_is_that_of_differences() {
        for (observed, states, rectified) in [(3, 9, 2), (1, 4, 1), (2, 2, 0), (2, 7, 5)] {
            let shape = Shape { observed, states, rectified };
            let (mut network, rows) = (network(shape), rows(observed));
            let batch = batch(&rows, observed);
            let (_, gradient) = loss(&network, &batch);
            let size = gradient.iter().fold(0.0_f64, |most, value| most.max(value.abs()));
            for (k, &slope) in gradient.iter().enumerate() {
                let (at, step) = (network.parameters[k], 1e-6);
                let mut moved = |by: f64| {
                    network.parameters[k] = at + by;
                    loss(&network, &batch).0
                };
                let difference = (moved(step) - moved(-step)) / (2.0 * step);
                network.parameters[k] = at;
                assert!((slope - difference).abs() < 4e-6 * size, "{k}: {slope} {difference}");
            }
        }
    }
}
