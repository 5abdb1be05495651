//! An almost-linear recurrent network: `z⁺ = a z + W φ(z) + h`, with `φ = max(0, .)` on the last states alone.
//!
//! The first states are the observed columns, the last ones those of the hinges, and hidden states are between.

use crate::piecewise_linear::ModelParts;
use crate::reconstruct::hinges::Hinges;
use std::ops::Range;
use superlinear_numerics::random::Stream;

/// The numbers of states.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shape {
    pub observed: usize,
    /// All states.
    pub states: usize,
    pub rectified: usize,
}

/// The parameters, one after another: the factors `a`, the weights `W` by rows, the offsets `h`, and the affine map from a
/// row to the other states at a start, by rows with its constants behind.
#[derive(Clone)]
pub(super) struct Network {
    pub shape: Shape,
    pub parameters: Vec<f64>,
}

/// The range of factors, and the scales of normal weights of states that begin at random.
const MIN_FACTOR: f64 = 0.5;
const MAX_FACTOR: f64 = 0.99;
const WEIGHT: f64 = 0.01;
const LIFT: f64 = 0.3;

impl Network {
    /// A network whose states all begin at random.
    pub fn random(shape: Shape, stream: &mut Stream) -> Self {
        let mut network = Self { shape, parameters: Vec::new() };
        network.parameters = vec![0.0; network.ranges_of_start()[1].end];
        (0..shape.states).for_each(|i| network.draw(i, stream));
        network
    }

    /// The network of a regression. Further states begin at random, with no weight in those of the regression.
    pub fn of(hinges: &Hinges, shape: Shape, stream: &mut Stream) -> Self {
        let mut network = Self::random(shape, stream);
        let Shape { observed: n, states: size, rectified } = shape;
        let first = size - rectified;
        let (weights, offsets) = (network.range_of_weights().start, network.ranges_of_states()[1].start);
        let [lift, constants] = network.ranges_of_start().map(|range| range.start);
        // A row of the map of the observed states, or the same seen by a hinge.
        let mut set_row = |i: usize, combination: &[f64], constant: f64| {
            network.parameters[i] = 0.0;
            let combined = |term: &dyn Fn(usize) -> f64| combination.iter().enumerate().map(|(l, c)| c * term(l)).sum();
            network.parameters[weights + i * size..][..size].fill(0.0);
            for j in 0..n {
                network.parameters[weights + i * size + j] = combined(&|l| hinges.slope(l, j));
            }
            for hinge in 0..hinges.pieces() {
                network.parameters[weights + i * size + first + hinge] = combined(&|l| hinges.weight(l, hinge));
            }
            network.parameters[offsets + i] = combined(&|l| hinges.constant(l)) + constant;
        };
        for i in 0..n {
            let unit: Vec<f64> = (0..n).map(|l| f64::from(u8::from(l == i))).collect();
            set_row(i, &unit, 0.0);
        }
        for hinge in 0..hinges.pieces() {
            let direction = hinges.direction(hinge);
            set_row(first + hinge, &direction[..n], direction[n]);
        }
        for hinge in 0..hinges.pieces() {
            let (direction, row) = (hinges.direction(hinge), first + hinge - n);
            network.parameters[lift + row * n..][..n].copy_from_slice(&direction[..n]);
            network.parameters[constants + row] = direction[n];
        }
        network
    }

    /// Draws the parameters of a state.
    fn draw(&mut self, i: usize, stream: &mut Stream) {
        let Shape { observed, states: size, .. } = self.shape;
        let weights = self.range_of_weights().start + i * size;
        self.parameters[i] = MIN_FACTOR + (MAX_FACTOR - MIN_FACTOR) * stream.uniform();
        self.parameters[weights..][..size].iter_mut().for_each(|weight| *weight = WEIGHT * stream.normal());
        if let Some(row) = i.checked_sub(observed) {
            let lift = self.ranges_of_start()[0].start + row * observed;
            self.parameters[lift..][..observed].iter_mut().for_each(|entry| *entry = LIFT * stream.normal());
        }
    }

    /// The places of the weights.
    pub fn range_of_weights(&self) -> Range<usize> {
        let size = self.shape.states;
        size..size + size * size
    }

    /// The places of the factors and of the offsets.
    pub fn ranges_of_states(&self) -> [Range<usize>; 2] {
        let (size, start) = (self.shape.states, self.range_of_weights().end);
        [0..size, start..start + size]
    }

    /// The places of the map to the states at a start, and of its constants.
    pub fn ranges_of_start(&self) -> [Range<usize>; 2] {
        let Shape { observed, states, .. } = self.shape;
        let start = self.ranges_of_states()[1].end;
        let middle = start + (states - observed) * observed;
        [start..middle, middle..middle + states - observed]
    }

    pub fn factors(&self) -> &[f64] {
        &self.parameters[..self.shape.states]
    }

    pub fn weights(&self) -> &[f64] {
        &self.parameters[self.range_of_weights()]
    }

    pub fn offsets(&self) -> &[f64] {
        let [_, offsets] = self.ranges_of_states();
        &self.parameters[offsets]
    }

    /// The map from a row to the other states, by rows.
    pub fn lift(&self) -> &[f64] {
        let [lift, _] = self.ranges_of_start();
        &self.parameters[lift]
    }

    /// The constants of the map from a row to the other states.
    pub fn lift_offsets(&self) -> &[f64] {
        let [_, constants] = self.ranges_of_start();
        &self.parameters[constants]
    }

    /// All states at a start with an observed row.
    pub fn start(&self, row: &[f64]) -> Vec<f64> {
        let lifted = self.lift().chunks_exact(row.len()).zip(self.lift_offsets());
        let lifted = lifted.map(|(lift, offset)| lift.iter().zip(row).map(|(l, x)| l * x).sum::<f64>() + offset);
        row.iter().copied().chain(lifted).collect()
    }

    /// The map of standardized states, with a state from which to begin.
    pub fn parts(&self, row: &[f64]) -> ModelParts {
        let Shape { states: size, rectified, .. } = self.shape;
        let (first, weights) = (size - rectified, self.weights());
        let mut linear = weights.to_vec();
        for i in 0..size {
            linear[i * size + first..(i + 1) * size].fill(0.0);
            linear[i * size + i] += self.factors()[i];
        }
        let mut directions = vec![0.0; rectified * size];
        (0..rectified).for_each(|k| directions[k * size + first + k] = 1.0);
        ModelParts {
            linear,
            offset: self.offsets().to_vec(),
            weights: (0..size).flat_map(|i| weights[i * size + first..(i + 1) * size].iter().copied()).collect(),
            directions,
            thresholds: vec![0.0; rectified],
            initial: self.start(row),
            step: 1.0,
        }
    }
}

/// Steps of a network from one state to the next.
pub(super) struct Steps<'a> {
    network: &'a Network,
    /// The weights by columns.
    columns: Vec<f64>,
    next: Vec<f64>,
}

impl<'a> Steps<'a> {
    pub fn new(network: &'a Network) -> Self {
        let (size, weights) = (network.shape.states, network.weights());
        let columns = (0..size * size).map(|place| weights[place % size * size + place / size]).collect();
        Self { network, columns, next: vec![0.0; size] }
    }

    /// Replaces a state by the next one.
    pub fn advance(&mut self, state: &mut [f64]) {
        let Shape { states: size, rectified, .. } = self.network.shape;
        let parts = self.network.factors().iter().zip(self.network.offsets()).zip(state.iter());
        self.next.iter_mut().zip(parts).for_each(|(next, ((factor, offset), z))| *next = factor * z + offset);
        for (k, (&z, column)) in state.iter().zip(self.columns.chunks_exact(size)).enumerate() {
            let input = if k < size - rectified { z } else { z.max(0.0) };
            self.next.iter_mut().zip(column).for_each(|(next, weight)| *next += weight * input);
        }
        state.copy_from_slice(&self.next);
    }
}
