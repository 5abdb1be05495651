//! The reference element [0, 1]: Lagrange functions and cumulative integrals at its quadrature nodes.

use crate::lagrange::{Lagrange, row_times};
use crate::quadrature::{Rule, gauss};

/// A reference element.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    /// The Lobatto nodes.
    pub lobatto: Vec<f64>,
    /// Quadrature nodes.
    pub nodes: Vec<f64>,
    /// The functions at the quadrature nodes, one row per node.
    pub values: Vec<Vec<f64>>,
    /// Their derivatives.
    pub slopes: Vec<Vec<f64>>,
    /// Integrals from 0 to each quadrature node (rows) of the interpolant of a density, given by its values at the
    /// nodes.
    pub charge: Vec<Vec<f64>>,
    /// Integrals from 0 to each quadrature node (rows) of the interpolant of a density divided by r, given by its
    /// values at the nodes.
    pub potential: Vec<Vec<f64>>,
}

impl Reference {
    /// Tables for densities that are x^(`power` + 1) times smooth functions, or smooth for `power` = -1.
    pub(crate) fn new(lobatto: &[f64], rule: &Rule, power: f64) -> Self {
        let functions = Lagrange::new(lobatto);
        let differentiation = functions.differentiation();
        let values: Vec<_> = rule.nodes.iter().map(|&x| functions.values(x)).collect();
        let slopes = values.iter().map(|row| row_times(row, &differentiation)).collect();
        let is_smooth = power == -1.0;
        let (charge_power, potential_power) = if is_smooth { (0.0, 0.0) } else { (power + 1.0, power) };
        let charge = cumulative(&rule.nodes, charge_power);
        let potential = if is_smooth { charge.clone() } else { cumulative(&rule.nodes, potential_power) };
        Self { lobatto: lobatto.to_vec(), nodes: rule.nodes.clone(), values, slopes, charge, potential }
    }
}

/// The matrix of cumulative integrals: its product with the node values of a function that is x^`power` times a smooth
/// one yields the integrals of that function from 0 to each node.
fn cumulative(nodes: &[f64], power: f64) -> Vec<Vec<f64>> {
    let functions = Lagrange::new(nodes);
    let rule = gauss(nodes.len() / 2 + 1, power);
    let scales: Vec<f64> = nodes.iter().map(|x| x.powf(power)).collect();
    let row = |i: usize| {
        let mut sums = vec![0.0; nodes.len()];
        for (x, weight) in rule.nodes.iter().zip(&rule.weights) {
            for (sum, value) in sums.iter_mut().zip(functions.values(nodes[i] * x)) {
                *sum += weight * value;
            }
        }
        sums.iter().zip(&scales).map(|(sum, scale)| sum * nodes[i] * scales[i] / scale).collect()
    };
    (0..nodes.len()).map(row).collect()
}
