//! Multi-objective test problems with known Pareto fronts.
//!
//! Sources: Zitzler, Deb, Thiele, Comparison of Multiobjective Evolutionary Algorithms, Evol. Comput. 8, 2000; Deb,
//! Thiele, Laumanns, Zitzler, Scalable Test Problems for Evolutionary Multiobjective Optimization, 2005.

use schemars::JsonSchema;
use serde::Deserialize;
use std::f64::consts::{FRAC_PI_2, PI, TAU};
use superlinear_interface::Error;

/// A multi-objective test problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TestSet {
    /// The name of the problem.
    pub name: TestSetName,
}

/// The test problems. The ZDT problems (Zitzler, Deb, Thiele) have two objectives; the DTLZ problems (Deb, Thiele,
/// Laumanns, Zitzler) have `objectiveCount`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum TestSetName {
    /// A convex front; variables from 0 to 1.
    Zdt1,
    /// A concave front; variables from 0 to 1.
    Zdt2,
    /// A front in five pieces; variables from 0 to 1.
    Zdt3,
    /// 21^(n - 1) local fronts, one behind the other; all variables except the first from -5 to 5.
    Zdt4,
    /// A front with a density of points that decreases towards it; variables from 0 to 1.
    Zdt6,
    /// A planar front behind very many local ones; variables from 0 to 1.
    Dtlz1,
    /// Part of a sphere; variables from 0 to 1.
    Dtlz2,
    /// A front in many pieces; variables from 0 to 1.
    Dtlz7,
}

impl TestSet {
    /// Refuses unsupported numbers of objectives and variables.
    pub(crate) fn check(self, objectives: usize, variables: usize) -> Result<(), Error> {
        let is_of_two = matches!(
            self.name,
            TestSetName::Zdt1 | TestSetName::Zdt2 | TestSetName::Zdt3 | TestSetName::Zdt4 | TestSetName::Zdt6
        );
        if is_of_two && objectives != 2 {
            return Err(Error::invalid("objectiveCount", format!("must be 2 for this problem, got {objectives}")));
        }
        if variables < objectives {
            let message = format!("needs at least as many variables as objectives, {objectives}, got {variables}");
            return Err(Error::invalid("builtIn", message));
        }
        Ok(())
    }

    /// Writes the objectives at x.
    pub(crate) fn write(self, x: &[f64], values: &mut [f64]) {
        match self.name {
            TestSetName::Dtlz1 | TestSetName::Dtlz2 | TestSetName::Dtlz7 => self.write_scalable(x, values),
            _ => self.write_pair(x, values),
        }
    }

    fn write_pair(self, x: &[f64], values: &mut [f64]) {
        let (first, rest) = (x[0], &x[1..]);
        let mean = rest.iter().sum::<f64>() / rest.len() as f64;
        let linear = 1.0 + 9.0 * mean;
        let [f, g] = match self.name {
            TestSetName::Zdt4 => {
                let waves = rest.iter().map(|x| x * x - 10.0 * (2.0 * TAU * x).cos()).sum::<f64>();
                [first, 1.0 + 10.0 * rest.len() as f64 + waves]
            }
            TestSetName::Zdt6 => {
                let f = 1.0 - (-4.0 * first).exp() * (3.0 * TAU * first).sin().powi(6);
                [f, 1.0 + 9.0 * mean.powf(0.25)]
            }
            _ => [first, linear],
        };
        let ratio = f / g;
        let shape = match self.name {
            TestSetName::Zdt2 | TestSetName::Zdt6 => 1.0 - ratio * ratio,
            TestSetName::Zdt3 => 1.0 - ratio.sqrt() - ratio * (5.0 * TAU * f).sin(),
            _ => 1.0 - ratio.sqrt(),
        };
        values.copy_from_slice(&[f, g * shape]);
    }

    fn write_scalable(self, x: &[f64], values: &mut [f64]) {
        let (position, rest) = x.split_at(values.len() - 1);
        let last = values.len() - 1;
        let centered = || rest.iter().map(|x| x - 0.5);
        match self.name {
            TestSetName::Dtlz1 => {
                let waves = centered().map(|x| x * x - (10.0 * TAU * x).cos()).sum::<f64>();
                let size = 0.5 * (1.0 + 100.0 * (rest.len() as f64 + waves));
                let mut product = size;
                for (k, x) in position.iter().enumerate() {
                    values[last - k] = product * (1.0 - x);
                    product *= x;
                }
                values[0] = product;
            }
            TestSetName::Dtlz2 => {
                let mut product = 1.0 + centered().map(|x| x * x).sum::<f64>();
                for (k, x) in position.iter().enumerate() {
                    values[last - k] = product * (FRAC_PI_2 * x).sin();
                    product *= (FRAC_PI_2 * x).cos();
                }
                values[0] = product;
            }
            _ => {
                let g = 1.0 + 9.0 * rest.iter().sum::<f64>() / rest.len() as f64;
                values[..last].copy_from_slice(position);
                let piece = |x: &f64| x / (1.0 + g) * (1.0 + (3.0 * PI * x).sin());
                values[last] = (1.0 + g) * (values.len() as f64 - position.iter().map(piece).sum::<f64>());
            }
        }
    }
}
