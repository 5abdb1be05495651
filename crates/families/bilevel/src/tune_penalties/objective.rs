//! The loss on held-out samples as a function of the logarithms of the penalties, plus a Gaussian prior on these.

use super::penalty_map::PenaltyMap;
use super::study::{Block, Split, Study};
use crate::linear::fitted::Fitted;
use crate::linear::problem::Problem;
use crate::linear::strengths::Strengths;
use crate::linear::training::{Training, add_slopes, predictors};
use crate::outer::{Reduced, Slope, Solved, adjoint_accuracy};
use superlinear_interface::{Error, Run};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{add_scaled, difference, norm};

/// The accuracy at which iterative inner solutions count as final.
const FINEST_ACCURACY: f64 = 1e-10;

/// Below this number of entries times columns, a part takes less than a tenth of a millisecond, and threads do not pay.
const WORTH_THREADS: usize = 1 << 19;

/// A model fitted to some samples and validated on others.
pub(super) struct Part<'s> {
    pub training: Training<'s>,
    pub held_out: &'s Block,
}

/// The objective.
pub(super) struct Objective<'s> {
    pub parts: Vec<Part<'s>>,
    pub map: &'s PenaltyMap,
    /// The total weight of all held-out samples.
    weight: f64,
    /// The factor on half the squared deviations of the logarithms from their mean.
    shrinkage: f64,
    /// Whether all penalties of a kind are equal.
    is_shared: bool,
    /// Initial coefficients of fits without a predecessor.
    starts: Vec<Vec<f64>>,
    parallelism: Parallelism,
    run: &'s Run,
}

impl<'s> Objective<'s> {
    /// The objective with one variable per penalty.
    pub(crate) fn new(study: &'s Study, map: &'s PenaltyMap, splits: &[Split], run: &'s Run) -> Self {
        let part =
            |split: &Split| Part { training: study.training(&split.training), held_out: &study.blocks[split.held_out] };
        let parts: Vec<_> = splits.iter().map(part).collect();
        let weight = parts.iter().map(|part| part.held_out.weight).sum();
        let starts = parts.iter().map(|part| vec![0.0; part.training.coefficients()]).collect();
        let size = |part: &Part<'_>| part.training.samples() * part.training.coefficients() * part.training.columns();
        let are_worth_it = parts.iter().any(|part| size(part) >= WORTH_THREADS);
        let parallelism = if are_worth_it { Parallelism::of(run) } else { Parallelism::sequential() };
        Self { parts, map, weight, shrinkage: 0.0, is_shared: false, starts, parallelism, run }
    }

    /// The objective with one variable per kind of penalty.
    pub(crate) fn shared(self) -> Self {
        Self { is_shared: true, ..self }
    }

    /// The objective with a prior on the logarithms: standard deviation `spread` about their mean, for held-out samples
    /// with variance `variance`.
    pub(crate) fn with_spread(self, spread: f64, variance: f64) -> Self {
        let shrinkage = variance / (self.weight * spread * spread);
        Self { shrinkage, ..self }
    }

    /// The objective with fits started from others.
    pub(crate) fn starting_from(self, fits: &[Fitted]) -> Self {
        Self { starts: fits.iter().map(|fit| fit.next.clone()).collect(), ..self }
    }

    /// The logarithms of all penalties.
    fn of_all(&self, x: &[f64]) -> Vec<f64> {
        if self.is_shared { self.map.spread_out(x) } else { x.to_vec() }
    }

    /// The prior's term of the objective, and its gradient.
    pub(crate) fn deviation(&self, x: &[f64]) -> (f64, Vec<f64>) {
        if self.shrinkage == 0.0 || self.is_shared {
            return (0.0, vec![0.0; x.len()]);
        }
        let deviations: Vec<f64> = x
            .chunks(self.map.count)
            .flat_map(|part| {
                let mean = part.iter().sum::<f64>() / part.len() as f64;
                part.iter().map(move |logarithm| logarithm - mean)
            })
            .collect();
        let squares: f64 = deviations.iter().map(|deviation| deviation * deviation).sum();
        (0.5 * self.shrinkage * squares, deviations.iter().map(|deviation| self.shrinkage * deviation).collect())
    }

    /// The mean held-out loss, from the total of each part.
    fn mean(&self, of_parts: impl Iterator<Item = f64>) -> f64 {
        of_parts.sum::<f64>() / self.weight
    }

    /// The fits at `x`, warm-started from `near`, possibly less accurate fits of the same point.
    fn fitted(
        &self,
        x: &[f64],
        near: Option<&Vec<Fitted>>,
        is_same: bool,
        accuracy: f64,
    ) -> Result<Solved<Vec<Fitted>>, Error> {
        let strengths = self.map.strengths(&self.of_all(x));
        let near = |k: usize| near.map(|fits| &fits[k]).filter(|fit| fit.is_finite());
        let starts = (0..self.parts.len()).map(|k| (near(k), &self.starts[k]));
        let solved = self.for_parts(starts, |part, (near, start), run| {
            let problem = Problem { training: &part.training, strengths: &strengths };
            let fit = match near {
                Some(near) => problem.fit_from(near, is_same, accuracy, run)?,
                None => problem.fit(start, accuracy, run)?,
            };
            let losses = [part.loss(&fit.coefficients), part.loss(&fit.next)];
            Ok((fit, losses))
        })?;
        let value = self.mean(solved.iter().map(|(_, losses)| losses[1]));
        let before = self.mean(solved.iter().map(|(_, losses)| losses[0]));
        let is_final = solved.iter().all(|(fit, _)| fit.is_final);
        let inner = solved.into_iter().map(|(fit, _)| fit).collect();
        Ok(Solved { inner, value: value + self.deviation(x).0, margin: 2.0 * (value - before).abs(), is_final })
    }

    /// Runs `work` on each part, each with its own run.
    fn for_parts<T: Send, I: Send>(
        &self,
        inputs: impl Iterator<Item = I>,
        work: impl Fn(&Part<'s>, I, &Run) -> Result<T, Error> + Sync,
    ) -> Result<Vec<T>, Error> {
        let parts = &self.parts;
        let items: Vec<_> = inputs.map(|input| (input, self.run.part())).collect();
        self.parallelism.map(items, |k, (input, run)| work(&parts[k], input, &run)).into_iter().collect()
    }
}

impl Part<'_> {
    /// The total loss of the held-out samples.
    pub(crate) fn loss(&self, coefficients: &[f64]) -> f64 {
        self.held_out.held_out.value(&predictors(&self.held_out.rows, coefficients))
    }

    /// The gradient of the held-out loss with respect to the coefficients.
    fn slope(&self, coefficients: &[f64], weight: f64) -> Vec<f64> {
        let Block { rows, held_out, .. } = self.held_out;
        let mut slope = vec![0.0; coefficients.len()];
        add_slopes(rows, &held_out.slopes(&predictors(rows, coefficients)), &mut slope);
        slope.iter_mut().for_each(|slope| *slope /= weight);
        slope
    }
}

impl Reduced for Objective<'_> {
    type Inner = Vec<Fitted>;

    async fn solve(
        &mut self,
        x: &[f64],
        near: Option<&Vec<Fitted>>,
        accuracy: f64,
    ) -> Result<Solved<Vec<Fitted>>, Error> {
        self.fitted(x, near, false, accuracy)
    }

    async fn sharpen(&mut self, x: &[f64], inner: &Vec<Fitted>, accuracy: f64) -> Result<Solved<Vec<Fitted>>, Error> {
        self.fitted(x, Some(inner), true, accuracy)
    }

    async fn slope(&mut self, x: &[f64], inner: &mut Vec<Fitted>, accuracy: f64) -> Result<Slope, Error> {
        let strengths: Strengths = self.map.strengths(&self.of_all(x));
        let (map, weight) = (self.map, self.weight);
        let gradients = self.for_parts(inner.iter_mut(), |part, fit, run| {
            let problem = Problem { training: &part.training, strengths: &strengths };
            let slopes = [part.slope(&fit.coefficients, weight), part.slope(&fit.next, weight)];
            let adjoints = problem.adjoints(fit, [&slopes[0], &slopes[1]], adjoint_accuracy(accuracy), run)?;
            Ok(adjoints.map(|[first, second]| {
                [map.pull_back(&strengths, &fit.coefficients, &first), map.pull_back(&strengths, &fit.next, &second)]
            }))
        })?;
        let mut totals = [vec![0.0; self.map.variables()], vec![0.0; self.map.variables()]];
        for gradients in gradients {
            let Some(gradients) = gradients else {
                return Ok(Slope { gradient: vec![f64::NAN; x.len()], error: f64::NAN, is_final: true });
            };
            totals.iter_mut().zip(&gradients).for_each(|(total, gradient)| add_scaled(total, 1.0, gradient));
        }
        if self.is_shared {
            totals = totals.map(|total| self.map.sums(&total));
        }
        let error = norm(&difference(&totals[0], &totals[1]));
        let [_, mut gradient] = totals;
        add_scaled(&mut gradient, 1.0, &self.deviation(x).1);
        let is_exact = |(part, fit): (&Part<'_>, &Fitted)| {
            Problem { training: &part.training, strengths: &strengths }.is_exact(fit)
        };
        let are_exact = self.parts.iter().zip(inner.iter()).all(is_exact);
        let is_final = inner.iter().all(|fit| fit.is_final) && (are_exact || accuracy <= FINEST_ACCURACY);
        Ok(Slope { gradient, error, is_final })
    }

    /// The loss's curvature along a logarithm is about as large as its derivative; the prior's is constant.
    fn curvature(&self, x: &[f64], gradient: &[f64]) -> Option<Vec<f64>> {
        if self.shrinkage == 0.0 || self.is_shared {
            return None;
        }
        let of_loss = difference(gradient, &self.deviation(x).1);
        Some(of_loss.iter().map(|slope| slope.abs() + self.shrinkage).collect())
    }
}
