//! Weights of the basis functions in the integrals of the operator.

use crate::lanes::{LANES, Lanes, flat, flat_mut};
use crate::orbital::{Nodes, Potential};
use crate::scales::Scales;
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// Writes W = 1/(2 + (E - V)/c^2).
pub(crate) struct Masses<'a> {
    pub energy: f64,
    pub speed_of_light: f64,
    pub potential: &'a [Lanes],
    pub masses: &'a mut [Lanes],
}

impl Kernel for Masses<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let inverse = 1.0 / (self.speed_of_light * self.speed_of_light);
        for (mass, potential) in flat_mut(self.masses).iter_mut().zip(flat(self.potential)) {
            *mass = 1.0 / (2.0 + (self.energy - potential) * inverse);
        }
    }
}

/// Writes the weights of [`super::assemble::Assemble`] for A(E), including the quadrature weights.
pub(crate) struct OperatorWeights<'a> {
    pub energy: f64,
    pub nodes: &'a Nodes,
    pub scales: &'a Scales,
    pub potential: &'a Potential<Lanes>,
    pub masses: &'a [Lanes],
    pub slopes: &'a mut [Lanes],
    pub mixed: &'a mut [Lanes],
    pub values: &'a mut [Lanes],
}

impl Kernel for OperatorWeights<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Self { nodes, scales, potential, .. } = self;
        let count = nodes.r.len() * LANES;
        let cut = |lanes| &flat(lanes)[..count];
        let (weights, centrifugal, masses) = (cut(&nodes.weights), cut(&nodes.centrifugal), cut(self.masses));
        let (scale, own, inverse_length) = (cut(&scales.scale), cut(&scales.own), cut(&scales.inverse_length));
        let potentials = cut(&potential.values);
        let (slopes, mixed, values) = (flat_mut(self.slopes), flat_mut(self.mixed), flat_mut(self.values));
        let (slopes, mixed, values) = (&mut slopes[..count], &mut mixed[..count], &mut values[..count]);
        for i in 0..count {
            let weight = weights[i] * scale[i] * scale[i];
            let massive = weight * masses[i];
            slopes[i] = massive * inverse_length[i] * inverse_length[i];
            mixed[i] = massive * inverse_length[i] * own[i];
            values[i] = massive * (own[i] * own[i] + centrifugal[i]) + weight * (potentials[i] - self.energy);
        }
        // Integrals of the gradient potential times (g phi' + phi g' - 2 (k + 1) phi phi'/r), with g = phi' + k phi/r.
        let Some(potentials) = &potential.slopes else { return };
        let (potentials, part) = (cut(potentials), cut(&nodes.slope_part));
        for i in 0..count {
            let weight = weights[i] * scale[i] * scale[i] * potentials[i];
            mixed[i] += weight * inverse_length[i];
            values[i] += 2.0 * weight * (own[i] - part[i]);
        }
    }
}

/// Writes the weights of the basis functions in -d a_E/dE (P, v), the integral of P v + (W/c)^2 (g g' + s P v/r^2):
/// the weights of v in `values`, of g' in `gradients`.
pub(crate) struct NormWeights<'a> {
    pub nodes: &'a Nodes,
    /// The inverse speed of light; 0 in the nonrelativistic case.
    pub inverse_speed: f64,
    pub masses: &'a [Lanes],
    pub large: &'a [Lanes],
    pub gradient: &'a [Lanes],
    pub values: &'a mut [Lanes],
    pub gradients: &'a mut [Lanes],
}

impl Kernel for NormWeights<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let nodes = self.nodes;
        let count = nodes.r.len() * LANES;
        let cut = |lanes| &flat(lanes)[..count];
        let (weights, centrifugal, masses) = (cut(&nodes.weights), cut(&nodes.centrifugal), cut(self.masses));
        let (large, gradient) = (cut(self.large), cut(self.gradient));
        let (values, gradients) = (&mut flat_mut(self.values)[..count], &mut flat_mut(self.gradients)[..count]);
        for i in 0..count {
            let small = masses[i] * self.inverse_speed;
            let small = small * small;
            values[i] = weights[i] * (1.0 + centrifugal[i] * small) * large[i];
            gradients[i] = weights[i] * small * gradient[i];
        }
    }
}
