//! Test functions of any number of variables with minimum 0, for examples, tests and comparisons.
//!
//! Each is a function of z = x, or with a seed of z = Q (x - shift) with a random rotation Q and a random shift, so
//! that no method profits from separable variables or a minimum at the center.

use schemars::JsonSchema;
use serde::Deserialize;
use std::f64::consts::{E, TAU};
use superlinear_interface::Error;
use superlinear_numerics::random::Mulberry32;

/// A test function.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BuiltIn {
    /// The name of the function.
    pub name: BuiltInName,
    /// The seed of a random rotation and shift, an integer; the minimum is then between -4 and 4. Default: neither.
    pub seed: Option<u32>,
}

/// The test functions, with e_i = i/(n - 1) for i from 0 to n - 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BuiltInName {
    /// The sum of squares.
    Sphere,
    /// The sum of 10^(6 e_i) z_i²: a condition number of a million.
    Ellipsoid,
    /// Rosenbrock's curved valley, with its minimum at z = 0.
    Rosenbrock,
    /// Rastrigin's function: about 10^n local minima, in a grid around the global one.
    Rastrigin,
    /// Ackley's function: small local minima all over a funnel.
    Ackley,
    /// Griewank's function: small local minima on a paraboloid.
    Griewank,
    /// Schwefel's problem 1.2: the sum of the squared partial sums.
    Schwefel12,
    /// One long axis; the others are a thousand times shorter.
    Cigar,
    /// A ridge that is nonsmooth along its crest.
    SharpRidge,
    /// Powers from 2 to 6, so that the scales of the variables drift apart towards the minimum.
    DifferentPowers,
    /// Levy's function: waves in all variables.
    Levy,
}

/// The largest dimension of a rotation.
const LARGEST_ROTATION: usize = 1000;

/// The map of x to the function's own coordinates.
struct Rotation {
    shift: Vec<f64>,
    /// The rotation matrix, by rows.
    rows: Vec<f64>,
}

/// A test function for a given number of variables.
pub struct Prepared {
    name: BuiltInName,
    rotation: Option<Rotation>,
    z: Vec<f64>,
}

impl BuiltIn {
    /// The function of this many variables. Refuses rotations too large for memory.
    pub fn prepare(&self, dimension: usize) -> Result<Prepared, Error> {
        if self.seed.is_some() && dimension > LARGEST_ROTATION {
            let message = format!("must not be given for more than {LARGEST_ROTATION} variables");
            return Err(Error::invalid("builtIn.seed", message));
        }
        let rotation = self.seed.map(|seed| Rotation::new(seed, dimension));
        Ok(Prepared { name: self.name, rotation, z: vec![0.0; dimension] })
    }
}

impl Rotation {
    fn new(seed: u32, dimension: usize) -> Self {
        let shift = Mulberry32(seed).uniforms(dimension).into_iter().map(|uniform| 8.0 * uniform - 4.0).collect();
        let mut rows = Mulberry32(seed.wrapping_add(1)).normals(dimension * dimension);
        // Two passes of Gram–Schmidt are enough: Giraud, Langou, Rozložník, Numer. Math. 101, 2005.
        for _ in 0..2 {
            for k in 0..dimension {
                let (before, row) = rows.split_at_mut(k * dimension);
                let row = &mut row[..dimension];
                for other in before.chunks_exact(dimension) {
                    let along = product(row, other);
                    row.iter_mut().zip(other).for_each(|(entry, other)| *entry -= along * other);
                }
                let norm = product(row, row).sqrt();
                row.iter_mut().for_each(|entry| *entry /= norm);
            }
        }
        Self { shift, rows }
    }

    fn apply(&self, x: &[f64], z: &mut [f64]) {
        for (z, row) in z.iter_mut().zip(self.rows.chunks_exact(x.len())) {
            *z = row.iter().zip(x.iter().zip(&self.shift)).map(|(entry, (x, shift))| entry * (x - shift)).sum();
        }
    }
}

impl Prepared {
    /// The value at x.
    pub fn value(&mut self, x: &[f64]) -> f64 {
        match &self.rotation {
            Some(rotation) => rotation.apply(x, &mut self.z),
            None => self.z.copy_from_slice(x),
        }
        value(self.name, &self.z)
    }
}

fn value(name: BuiltInName, z: &[f64]) -> f64 {
    let n = z.len() as f64;
    // e_i, or 0 for a single variable.
    let place = |i: usize| i as f64 / (n - 1.0).max(1.0);
    let squares = |z: &[f64]| z.iter().map(|z| z * z).sum::<f64>();
    let placed = || z.iter().enumerate().map(|(i, z)| (place(i), z));
    match name {
        BuiltInName::Sphere => squares(z),
        BuiltInName::Ellipsoid => placed().map(|(e, z)| 10_f64.powf(6.0 * e) * z * z).sum(),
        BuiltInName::Rosenbrock => z
            .windows(2)
            .map(|pair| {
                let [x, y] = [pair[0] + 1.0, pair[1] + 1.0];
                100.0 * (x * x - y).powi(2) + (x - 1.0).powi(2)
            })
            .sum(),
        BuiltInName::Rastrigin => 10.0 * n + z.iter().map(|z| z * z - 10.0 * (TAU * z).cos()).sum::<f64>(),
        BuiltInName::Ackley => {
            let waves = z.iter().map(|z| (TAU * z).cos()).sum::<f64>() / n;
            -20.0 * (-0.2 * (squares(z) / n).sqrt()).exp() - waves.exp() + 20.0 + E
        }
        BuiltInName::Griewank => {
            let waves: f64 = z.iter().enumerate().map(|(i, z)| (z / (i as f64 + 1.0).sqrt()).cos()).product();
            1.0 + squares(z) / 4000.0 - waves
        }
        BuiltInName::Schwefel12 => {
            let partial = z.iter().scan(0.0, |sum, z| {
                *sum += z;
                Some(*sum)
            });
            partial.map(|sum| sum * sum).sum()
        }
        BuiltInName::Cigar => z[0] * z[0] + 1e6 * squares(&z[1..]),
        BuiltInName::SharpRidge => z[0] * z[0] + 100.0 * squares(&z[1..]).sqrt(),
        BuiltInName::DifferentPowers => placed().map(|(e, z)| z.abs().powf(2.0 + 4.0 * e)).sum::<f64>().sqrt(),
        BuiltInName::Levy => levy(z),
    }
}

fn levy(z: &[f64]) -> f64 {
    const HALF_TURN: f64 = std::f64::consts::PI;
    let square_of_sine = |angle: f64| angle.sin().powi(2);
    let w = |z: f64| 1.0 + z / 4.0;
    let (first, last) = (w(z[0]), w(z[z.len() - 1]));
    let between = z[..z.len() - 1].iter().map(|&z| {
        let w = w(z);
        (w - 1.0).powi(2) * (1.0 + 10.0 * square_of_sine(HALF_TURN * w + 1.0))
    });
    square_of_sine(HALF_TURN * first) + between.sum::<f64>() + (last - 1.0).powi(2) * (1.0 + square_of_sine(TAU * last))
}

fn product(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Values of the definitions in NumPy (double precision) at (1, -2, 0.5, 3, -1.5): plain, and with seed 11.
    const VALUES: [(BuiltInName, f64, f64); 11] = [
        (BuiltInName::Sphere, 16.5, 29.708193045166496),
        (BuiltInName::Ellipsoid, 2534982.4805215606, 14662558.777095243),
        (BuiltInName::Rosenbrock, 30070.5, 23649.6540567838),
        (BuiltInName::Rastrigin, 56.5, 72.30874963437131),
        (BuiltInName::Ackley, 7.5895742176487815, 9.275701405064174),
        (BuiltInName::Griewank, 0.9996495716739685, 1.0137716264897831),
        (BuiltInName::Schwefel12, 9.5, 17.15651516386427),
        (BuiltInName::Cigar, 15500001.0, 24767647.372164816),
        (BuiltInName::SharpRidge, 394.70039370059055, 502.61155068904606),
        (BuiltInName::DifferentPowers, 16.23123917019277, 56.48522309263855),
        (BuiltInName::Levy, 3.334481529964034, 5.3164806577397234),
    ];

    #[test]
    fn values_are_those_of_the_definitions() {
        for (name, plain, rotated) in VALUES {
            for (seed, expected) in [(None, plain), (Some(11), rotated)] {
                let mut function = BuiltIn { name, seed }.prepare(5).expect("it fits");
                let value = function.value(&[1.0, -2.0, 0.5, 3.0, -1.5]);
                assert!((value / expected - 1.0).abs() < 1e-12, "{name:?}: {value} against {expected}");
            }
        }
    }

    #[test]
    fn one_variable_is_enough() {
        for (name, ..) in VALUES {
            let mut function = BuiltIn { name, seed: Some(3) }.prepare(1).expect("it fits");
            let rotation = function.rotation.as_ref().expect("there is a seed").shift.clone();
            assert!(function.value(&[0.3]).is_finite());
            assert!(function.value(&rotation).abs() < 1e-14, "{name:?}");
        }
    }
}
