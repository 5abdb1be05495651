//! Conversion of the best point to the caller's barycenter: measured, in the caller's units, with all points.

use super::check::{Checked, Histogram};
use super::map::BarycenterMap;
use crate::backends::passes;
use crate::geometry::all;
use crate::inputs::missing;
use crate::instance::Instance;
use crate::passes::Passes;
use crate::potentials::Potentials;
use crate::result::scatter;
use crate::sums::Measured;
use crate::vectors::distance;
use superlinear_interface::{Error, Matrix, Run};
use superlinear_numerics::vectors::dot_in_order;

/// Measurements at the best point, for masses of sum 1.
pub(super) struct Summary {
    pub barycenter: Vec<f64>,
    pub marginal_error: f64,
    pub transport_cost: f64,
    pub objective: f64,
    pub histogram_potentials: Matrix,
    pub barycenter_potentials: Matrix,
}

/// Measures the barycenter at `point`, and computes its potentials.
///
/// After a sweep the potentials g_k are those of the plans whose columns sum to the barycenter; the remaining error is
/// in their rows.
pub(super) fn summarize(
    checked: &Checked,
    map: &mut BarycenterMap<'_>,
    point: &[f64],
    run: &Run,
) -> Result<Summary, Error> {
    let (counts, level) = (checked.counts, checked.regularization);
    let mut image = vec![0.0; point.len()];
    map.apply(point, level, &mut image)?;
    let mut barycenter = map.barycenter.clone();
    let total: f64 = barycenter.iter().sum();
    barycenter.iter_mut().for_each(|mass| *mass /= total);
    let mut summary = Summary {
        marginal_error: 0.0,
        transport_cost: 0.0,
        objective: 0.0,
        histogram_potentials: Matrix::new(
            counts.histograms,
            counts.sources,
            vec![0.0; counts.histograms * counts.sources],
        ),
        barycenter_potentials: Matrix::new(
            counts.histograms,
            counts.targets,
            vec![0.0; counts.histograms * counts.targets],
        ),
        barycenter,
    };
    for ((histogram, beside), g) in
        checked.histograms.iter().zip(&mut map.histograms).zip(image.chunks_exact(counts.targets))
    {
        let potentials = Potentials { f: beside.potentials.clone(), g: g.to_vec() };
        summary.add(checked, histogram, &mut *beside.passes, potentials, run)?;
    }
    if let Some(marginal) = &map.marginal_to_itself {
        summary.add_itself(marginal, &point[point.len() - counts.targets..], level);
    }
    Ok(summary)
}

impl Summary {
    /// Adds one histogram's plan.
    fn add(
        &mut self,
        checked: &Checked,
        histogram: &Histogram,
        passes: &mut dyn Passes<'_>,
        mut potentials: Potentials,
        run: &Run,
    ) -> Result<(), Error> {
        let Histogram { weight, instance, .. } = histogram;
        let level = checked.regularization;
        passes.set_target_masses(&self.barycenter);
        let measured = passes.measure(&potentials, level)?;
        let column_sums = column_sums(&measured, &self.barycenter);
        self.marginal_error +=
            weight * (distance(&measured.row_sums, &instance.a) + distance(&column_sums, &self.barycenter));
        self.transport_cost += weight * measured.cost;
        let linear = dot_in_order(&measured.row_sums, &potentials.f) + dot_in_order(&column_sums, &potentials.g);
        self.objective += weight
            * if checked.itself.is_some() {
                linear - level * (measured.row_sums.iter().sum::<f64>() - 1.0)
            } else {
                linear + level * (entropy(&measured.row_sums, &instance.a) + entropy(&column_sums, &self.barycenter))
            };
        let shift = 0.5 * (dot_in_order(&instance.a, &potentials.f) - dot_in_order(&self.barycenter, &potentials.g));
        potentials.f.iter_mut().for_each(|f| *f -= shift);
        potentials.g.iter_mut().for_each(|g| *g += shift);
        let f = self.extend(checked, histogram, &potentials, run)?;
        row_mut(&mut self.histogram_potentials, histogram.index).copy_from_slice(&f);
        row_mut(&mut self.barycenter_potentials, histogram.index).copy_from_slice(&potentials.g);
        Ok(())
    }

    /// Adds the barycenter's plan onto itself, given its marginal and the bias L ln d.
    fn add_itself(&mut self, marginal: &[f64], bias: &[f64], level: f64) {
        self.marginal_error += distance(marginal, &self.barycenter);
        let mass: f64 = marginal.iter().sum();
        self.objective -=
            dot_in_order(marginal, bias) - level * entropy(marginal, &self.barycenter) - 0.5 * level * (mass - 1.0);
    }

    /// The potentials of all points of a histogram. Points without mass get the limit for a vanishing mass.
    fn extend(
        &self,
        checked: &Checked,
        histogram: &Histogram,
        potentials: &Potentials,
        run: &Run,
    ) -> Result<Vec<f64>, Error> {
        let counts = checked.counts;
        let mut whole = vec![0.0; counts.sources];
        scatter(&potentials.f, &histogram.support, &mut whole);
        let others = missing(&histogram.support, counts.sources);
        if !others.is_empty() {
            let instance = Instance {
                cost: checked.geometry.cost(&others, &all(counts.targets)),
                a: vec![1.0 / others.len() as f64; others.len()],
                b: self.barycenter.clone(),
                mirror: None,
                ..histogram.instance
            };
            let mut extension = Potentials { f: vec![0.0; others.len()], g: potentials.g.clone() };
            passes(&instance, run)?.balance_sources(&mut extension, checked.regularization)?;
            scatter(&extension.f, &others, &mut whole);
        }
        Ok(whole)
    }
}

/// The plan's column sums. A measurement has them divided by the masses.
fn column_sums(measured: &Measured, masses: &[f64]) -> Vec<f64> {
    measured.column_sums.as_flattened().iter().zip(masses).map(|(sum, mass)| sum * mass).collect()
}

/// The sum of x ln y, without terms of zero mass.
fn entropy(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).filter(|(x, y)| **x > 0.0 && **y > 0.0).map(|(x, y)| x * y.ln()).sum()
}

fn row_mut(matrix: &mut Matrix, row: usize) -> &mut [f64] {
    let columns = matrix.columns;
    &mut matrix.data[row * columns..(row + 1) * columns]
}
