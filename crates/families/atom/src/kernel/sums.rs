//! Integrals over an orbital, and its contribution to the density.

use crate::lanes::{Lanes, flat, flat_mut};
use crate::orbital::{Nodes, Orbital, Potential};
use std::array::from_fn;
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// The integrals needed for a refinement step.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Integrals {
    /// a_E(P, P).
    pub form: f64,
    /// -d/dE of `form`.
    pub slope: f64,
    /// The integral of P^2, or of P^2 + Q^2 if there is a small component.
    pub norm: f64,
}

/// Computes the [`Integrals`] of an orbital.
pub(crate) struct Integrate<'a> {
    pub energy: f64,
    pub nodes: &'a Nodes,
    pub potential: &'a Potential<Lanes>,
    pub masses: &'a [Lanes],
    /// The inverse speed of light; 0 in the nonrelativistic case.
    pub inverse_speed: f64,
    pub has_small: bool,
    pub orbital: &'a Orbital,
}

impl Kernel for Integrate<'_> {
    type Output = Integrals;

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) -> Integrals {
        let Self { nodes, potential, orbital, .. } = self;
        let mut sums = Sums::default();
        for q in 0..nodes.r.len() {
            sums.add(
                (&nodes.weights[q], &self.masses[q], &nodes.centrifugal[q], &potential.values[q]),
                (&orbital.large[q], &orbital.gradient[q]),
                (self.energy, self.inverse_speed),
            );
        }
        if let Some(slopes) = &potential.slopes {
            for (q, slopes) in slopes.iter().enumerate() {
                let (large, gradient) = (&orbital.large[q].0, &orbital.gradient[q].0);
                let (weight, part) = (nodes.weights[q].times(slopes).0, &nodes.slope_part[q].0);
                for (l, form) in sums.form.0.iter_mut().enumerate() {
                    *form += 2.0 * weight[l] * large[l] * (gradient[l] - part[l] * large[l]);
                }
            }
        }
        let small_norm = if self.has_small { sums.small_norm.sum() } else { 0.0 };
        Integrals { form: sums.form.sum(), slope: sums.slope.sum(), norm: sums.large_norm.sum() + small_norm }
    }
}

/// Partial integrals by lanes.
#[derive(Default)]
struct Sums {
    form: Lanes,
    slope: Lanes,
    large_norm: Lanes,
    small_norm: Lanes,
}

impl Sums {
    /// Adds the contribution of a node: its weight, mass, centrifugal term and potential; P and P' + k P/r; the energy
    /// and the inverse speed of light.
    #[inline(always)]
    fn add(
        &mut self,
        (weight, mass, centrifugal, potential): (&Lanes, &Lanes, &Lanes, &Lanes),
        (large, gradient): (&Lanes, &Lanes),
        (energy, inverse_speed): (f64, f64),
    ) {
        let square = weight.times(large).times(large);
        let small = mass.times(gradient);
        let kinetic = weight.times(&small).times(gradient);
        let small_square = Lanes(from_fn(|l| kinetic.0[l] * mass.0[l] * inverse_speed * inverse_speed));
        let massive = centrifugal.times(mass);
        let relative = Lanes(from_fn(|l| massive.0[l] * mass.0[l] * inverse_speed * inverse_speed));
        self.large_norm = Lanes(from_fn(|l| self.large_norm.0[l] + square.0[l]));
        self.small_norm = Lanes(from_fn(|l| self.small_norm.0[l] + small_square.0[l]));
        self.slope = Lanes(from_fn(|l| self.slope.0[l] + square.0[l] * (1.0 + relative.0[l]) + small_square.0[l]));
        let depth = Lanes(from_fn(|l| potential.0[l] - energy + massive.0[l]));
        self.form = Lanes(from_fn(|l| self.form.0[l] + kinetic.0[l] + square.0[l] * depth.0[l]));
    }
}

/// Scales an orbital. If `small`, the speed of light, is given, also writes Q = (W/c) g.
pub(crate) struct Normalize<'a> {
    pub factor: f64,
    pub small: Option<f64>,
    pub masses: &'a [Lanes],
    pub orbital: &'a mut Orbital,
}

impl Kernel for Normalize<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let Self { factor, orbital, .. } = self;
        for values in [&mut orbital.coefficients, &mut orbital.large, &mut orbital.gradient] {
            flat_mut(values).iter_mut().for_each(|value| *value *= factor);
        }
        let Some(c) = self.small else { return };
        let inverse = c.recip();
        let components = flat_mut(&mut orbital.small).iter_mut().zip(flat(&orbital.gradient));
        for ((small, gradient), mass) in components.zip(flat(self.masses)) {
            *small = mass * gradient * inverse;
        }
    }
}

/// Adds `occupation` times P^2 + Q^2 to `density`.
pub(crate) struct AddDensity<'a> {
    pub occupation: f64,
    pub orbital: &'a Orbital,
    pub density: &'a mut [Lanes],
}

impl Kernel for AddDensity<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        for component in [&self.orbital.large, &self.orbital.small] {
            for (sum, value) in flat_mut(self.density).iter_mut().zip(flat(component)) {
                *sum += self.occupation * value * value;
            }
        }
    }
}
