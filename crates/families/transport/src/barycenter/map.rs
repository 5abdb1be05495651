//! The fixed-point map of the barycenter, in potentials.
//!
//! With the plans P_k,ij = h_ki p_j exp((f_ki + g_kj - C_ij) / L) a point x is the potentials g_k and the bias e, which
//! is 0 for the plain barycenter, and p_j = exp((e_j - sum_k w_k g_kj) / L). One iteration is a Sinkhorn sweep for each
//! histogram with this p:
//!
//! - f_k such that the rows of P_k sum to the histogram, then g_k such that its columns sum to p. Since p follows g,
//!   this is iterative Bregman projection (Benamou, Carlier, Cuturi, Nenna, Peyre, SIAM J. Sci. Comput. 37, 2015), but
//!   in potentials that are smooth and of the size of the cost, whatever the size of p.
//! - Debiased: e = L ln d with the scaling d of the barycenter's plan onto itself, moved halfway to the value required
//!   by that plan's marginals (Janati, Cuturi, Gramfort, Debiased Sinkhorn barycenters, ICML 2020, algorithm 1). In
//!   these potentials the fixed point condition is that the mean of the g_k is the potential of p's problem with
//!   itself.

use super::check::Checked;
use crate::backends::passes;
use crate::instance::Instance;
use crate::passes::Passes;
use crate::potentials::Potentials;
use crate::vectors::distance;
use superlinear_interface::{Error, Run};
use superlinear_numerics::elementwise::exp;
use superlinear_numerics::vectors::{add_scaled, dot_in_order};

/// The map, with the results of its last application.
pub(super) struct BarycenterMap<'p> {
    /// The problems between the histograms and the barycenter.
    pub histograms: Vec<Beside<'p>>,
    /// The problem of the barycenter with itself, if debiased.
    itself: Option<Beside<'p>>,
    /// The number of points of the barycenter.
    targets: usize,
    /// The best common column sums: the weighted mean of the plans' own.
    pub barycenter: Vec<f64>,
    /// The marginal of the barycenter's plan onto itself, if debiased.
    pub marginal_to_itself: Option<Vec<f64>>,
}

/// The results of the map at a point.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    /// The marginal error of the plans after the first half of the sweep, with right row sums.
    pub error: f64,
    /// The dual objective there, which plain iterations increase; `None` if debiased, because the problem is then a
    /// saddle point problem.
    pub value: Option<f64>,
}

/// The passes between one set of masses and the barycenter.
pub(super) struct Beside<'p> {
    pub weight: f64,
    pub passes: Box<dyn Passes<'p> + 'p>,
    /// The potentials of its points after the last sweep, used as the start of the next.
    pub potentials: Vec<f64>,
}

impl<'p> BarycenterMap<'p> {
    pub(crate) fn new(checked: &'p Checked, run: &'p Run) -> Result<Self, Error> {
        let beside = |weight: f64, instance: &'p Instance, potentials: Vec<f64>| {
            Ok(Beside { weight, passes: passes(instance, run)?, potentials })
        };
        let histograms = checked
            .histograms
            .iter()
            .map(|histogram| beside(histogram.weight, &histogram.instance, histogram.row_minima.clone()));
        let targets = checked.counts.targets;
        let itself = checked.itself.as_ref().map(|instance| beside(1.0, instance, vec![0.0; targets]));
        Ok(Self {
            histograms: histograms.collect::<Result<_, Error>>()?,
            itself: itself.transpose()?,
            targets,
            barycenter: vec![1.0 / targets as f64; targets],
            marginal_to_itself: None,
        })
    }

    /// The number of variables of a point.
    pub(crate) fn dimension(&self) -> usize {
        (self.histograms.len() + usize::from(self.itself.is_some())) * self.targets
    }

    /// Writes the image of `point` to `image`.
    pub(crate) fn apply(&mut self, point: &[f64], level: f64, image: &mut [f64]) -> Result<Found, Error> {
        let logarithms = self.log_masses(point);
        let masses = exponentials(logarithms.iter().copied(), level);
        let mut column_sums = Vec::with_capacity(self.histograms.len());
        let blocks = point.chunks_exact(self.targets).zip(image.chunks_exact_mut(self.targets));
        for (histogram, (g, new_g)) in self.histograms.iter_mut().zip(blocks) {
            histogram.sweep(g, &masses, level, new_g)?;
            let scaled = logarithms.iter().zip(g).zip(&*new_g).map(|((p, g), new_g)| p + g - new_g);
            column_sums.push(exponentials(scaled, level));
        }
        self.barycenter.fill(0.0);
        for (histogram, sums) in self.histograms.iter().zip(&column_sums) {
            add_scaled(&mut self.barycenter, histogram.weight, sums);
        }
        let errors = self.histograms.iter().zip(&column_sums);
        let error = errors.map(|(histogram, sums)| histogram.weight * distance(sums, &self.barycenter)).sum::<f64>();
        self.apply_to_itself(point, level, image)?;
        let error_to_itself = self.marginal_to_itself.as_ref().map_or(0.0, |sums| distance(sums, &self.barycenter));
        Ok(Found { error: error + error_to_itself, value: self.itself.is_none().then(|| self.value()) })
    }

    /// The weighted sum of the histograms' potentials: the dual objective if the row sums are right.
    fn value(&self) -> f64 {
        let terms = self
            .histograms
            .iter()
            .map(|histogram| histogram.weight * dot_in_order(&histogram.passes.instance().a, &histogram.potentials));
        terms.sum()
    }

    /// The bias's part of [`Self::apply`]; does nothing without a bias. The plan of the barycenter onto itself is d_i
    /// d_j exp(-C_ij / L).
    fn apply_to_itself(&mut self, point: &[f64], level: f64, image: &mut [f64]) -> Result<(), Error> {
        let new_mean = self.mean_potential(image);
        let split = self.histograms.len() * self.targets;
        let Some(itself) = &mut self.itself else { return Ok(()) };
        let bias = &point[split..];
        itself.passes.set_target_masses(&vec![1.0; bias.len()]);
        let mut there = Potentials { f: itself.take_potentials(), g: bias.to_vec() };
        itself.passes.balance_sources(&mut there, level)?;
        itself.potentials = there.f;
        for (j, new_bias) in image[split..].iter_mut().enumerate() {
            *new_bias = bias[j] + 0.5 * (itself.potentials[j] - new_mean[j]);
        }
        let marginal = bias.iter().zip(&itself.potentials).map(|(bias, asked)| bias - asked);
        self.marginal_to_itself = Some(exponentials(marginal, level));
        Ok(())
    }

    /// The weighted mean of the potentials g_k.
    pub(crate) fn mean_potential(&self, point: &[f64]) -> Vec<f64> {
        let mut mean = vec![0.0; self.targets];
        for (histogram, g) in self.histograms.iter().zip(point.chunks_exact(self.targets)) {
            add_scaled(&mut mean, histogram.weight, g);
        }
        mean
    }

    /// L ln p.
    pub(crate) fn log_masses(&self, point: &[f64]) -> Vec<f64> {
        let mut logarithms = self.mean_potential(point);
        logarithms.iter_mut().for_each(|value| *value = -*value);
        if self.itself.is_some() {
            add_scaled(&mut logarithms, 1.0, &point[self.histograms.len() * self.targets..]);
        }
        logarithms
    }

    /// Changes `point` to represent the same p at `new_level` as it does at `level`.
    pub(crate) fn change_level(&self, point: &mut [f64], level: f64, new_level: f64) {
        let factor = new_level / level;
        let changes: Vec<f64> = self.log_masses(point).iter().map(|value| (factor - 1.0) * value).collect();
        self.raise_log_masses(point, &changes);
    }

    /// Adds `changes` to L ln p.
    pub(crate) fn raise_log_masses(&self, point: &mut [f64], changes: &[f64]) {
        let split = self.histograms.len() * self.targets;
        if self.itself.is_some() {
            add_scaled(&mut point[split..], 1.0, changes);
        } else {
            point[..split].chunks_exact_mut(self.targets).for_each(|g| add_scaled(g, -1.0, changes));
        }
    }

    /// The weights of a point's variables: the masses they act on.
    pub(crate) fn weights(&self) -> Vec<f64> {
        let blocks = self.histograms.iter().chain(&self.itself);
        blocks.flat_map(|block| self.barycenter.iter().map(|mass| block.weight * mass)).collect()
    }
}

impl Beside<'_> {
    /// The initial potentials of the next sweep. An excessive extrapolation may have made some infinite.
    fn take_potentials(&mut self) -> Vec<f64> {
        let mut potentials = std::mem::take(&mut self.potentials);
        potentials.iter_mut().filter(|value| !value.is_finite()).for_each(|value| *value = 0.0);
        potentials
    }

    /// One sweep from the potentials g of the barycenter, with these masses; writes the new g.
    fn sweep(&mut self, g: &[f64], masses: &[f64], level: f64, new_g: &mut [f64]) -> Result<(), Error> {
        self.passes.set_target_masses(masses);
        let mut point = Potentials { f: self.take_potentials(), g: g.to_vec() };
        self.passes.sweep(&mut point, level)?;
        self.potentials = point.f;
        new_g.copy_from_slice(&point.g);
        Ok(())
    }
}

/// exp(value / level) of each value.
fn exponentials(values: impl Iterator<Item = f64>, level: f64) -> Vec<f64> {
    let mut values: Vec<f64> = values.map(|value| value / level).collect();
    exp(&mut values);
    values
}
