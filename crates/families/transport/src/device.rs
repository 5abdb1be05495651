//! The passes on a CUDA device. A pass is one or two half passes, each computing sums for the points of one side over
//! the other side. All vectors between them stay in host memory, so that solvers are independent of the device.
//!
//! | module | content |
//! |---|---|
//! | `costs` | points or costs on the device, and half passes over them |
//! | `kernels` | the kernels' names and arguments |
//! | `outcome` | the result of a half pass |
//! | `system` | the linear systems, with an implicit matrix |
//! | `plan` | the plan's entries |
//! | `survey` | the survey of all costs |

mod costs;
mod kernels;
mod outcome;
mod plan;
mod survey;
mod system;

use crate::instance::Instance;
use crate::kept::Keep;
use crate::kernels::measure::RowScaling;
use crate::kernels::sweep::is_trusted;
use crate::passes::Passes;
use crate::plan_rows::PlanRows;
use crate::potentials::Potentials;
use crate::registers::Registers;
use crate::sums::{BeforeSweep, Evaluation, Measured};
use costs::{DeviceCosts, Side};
use std::sync::Arc;
use superlinear_cuda::Device;
use superlinear_interface::{Error, Run};
use superlinear_numerics::elementwise::{exp, ln};
use superlinear_numerics::parallel::sum;
use superlinear_numerics::simd::LANES;
use superlinear_numerics::vectors::largest;
pub(crate) use survey::survey;
use system::ImplicitSystem;

/// The passes over one instance.
pub(crate) struct DevicePasses<'p> {
    instance: &'p Instance,
    run: &'p Run,
    costs: DeviceCosts,
    /// The target masses.
    b: Vec<f64>,
    /// The decrease of f / L in a sweep.
    falls: Vec<f64>,
    /// The sums over i of a_i E_ij.
    column_sums: Vec<f64>,
    system: ImplicitSystem,
}

impl<'p> DevicePasses<'p> {
    pub(crate) fn new(instance: &'p Instance, run: &'p Run, device: Arc<Device>) -> Result<Self, Error> {
        Ok(Self {
            instance,
            run,
            costs: DeviceCosts::new(&instance.cost, device, run)?,
            b: instance.b.clone(),
            falls: vec![0.0; instance.a.len()],
            column_sums: vec![0.0; instance.b.len()],
            system: ImplicitSystem::new(instance),
        })
    }

    /// Writes the potentials of a point to the device, in units of the level.
    fn set_point(&mut self, point: &Potentials, level: f64) -> Result<(), Error> {
        self.costs.set_point(point, level, self.instance.extent.magnitude())
    }

    /// The sums over the other side of its masses times E, and of masses times E ln E if requested.
    fn sums(&mut self, own: Side, with_entropies: bool) -> Result<(Vec<f64>, Vec<f64>), Error> {
        let masses = match own {
            Side::Sources => &self.b,
            Side::Targets => &self.instance.a,
        };
        if with_entropies {
            return self.costs.entropies(own, masses, self.run);
        }
        Ok((self.costs.sums(own, masses, self.run)?, Vec::new()))
    }

    /// The logarithms of the sums over the targets of their masses times E, recomputed exactly for untrusted sums.
    fn row_log_sums(&mut self, sums: &[f64]) -> Result<Vec<f64>, Error> {
        let mut logarithms = sums.to_vec();
        ln(&mut logarithms);
        if !sums.iter().all(|&sum| is_trusted(sum)) {
            let exact = self.costs.log_sums(Side::Sources, &self.b, self.run)?;
            for ((logarithm, &sum), exact) in logarithms.iter_mut().zip(sums).zip(exact) {
                *logarithm = if is_trusted(sum) { *logarithm } else { exact };
            }
        }
        Ok(logarithms)
    }
}

impl<'p> Passes<'p> for DevicePasses<'p> {
    fn instance(&self) -> &'p Instance {
        self.instance
    }

    fn balance_sources(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error> {
        self.set_point(point, level)?;
        let (sums, _) = self.sums(Side::Sources, false)?;
        let logarithms = self.row_log_sums(&sums)?;
        let source = self.instance.source();
        let relaxation = source.relaxation(level);
        let mut wanted: Vec<f64> = point.f.iter().map(|f| -f * source.softness).collect();
        exp(&mut wanted);
        let mut before = BeforeSweep::default();
        for (i, (f, mass)) in point.f.iter_mut().zip(source.masses).enumerate() {
            self.falls[i] = relaxation * logarithms[i] + (1.0 - relaxation) * (*f / level);
            *f -= level * self.falls[i];
            before.add_row(*mass, sums[i], wanted[i]);
        }
        Ok(before)
    }

    fn falls(&self) -> &[f64] {
        &self.falls
    }

    fn sum_columns(&mut self, point: &Potentials, level: f64) -> Result<(), Error> {
        self.set_point(point, level)?;
        (self.column_sums, _) = self.sums(Side::Targets, false)?;
        Ok(())
    }

    fn column_sums(&self) -> &[f64] {
        &self.column_sums
    }

    fn column_log_sums(&mut self, point: &Potentials, level: f64, columns: &[usize]) -> Result<Vec<f64>, Error> {
        let without_g = Potentials { f: point.f.clone(), g: vec![0.0; point.g.len()] };
        self.set_point(&without_g, level)?;
        let log_sums = self.costs.log_sums(Side::Targets, &self.instance.a, self.run)?;
        Ok(columns.iter().map(|&j| log_sums[j]).collect())
    }

    fn evaluate(
        &mut self,
        point: &Potentials,
        level: f64,
        keep: Keep,
        evaluation: &mut Evaluation,
    ) -> Result<(), Error> {
        self.set_point(point, level)?;
        let with_entropies = level > self.instance.regularization;
        let is_for_system = keep.threshold < f64::INFINITY;
        let (mut row_sums, mut row_entropies) = (Vec::new(), Vec::new());
        if with_entropies || !is_for_system {
            (row_sums, row_entropies) = self.sums(Side::Sources, with_entropies)?;
        }
        if is_for_system {
            row_sums = self.system.find_pivots(&mut self.costs, &self.b, self.run)?;
        }
        let (column_sums, column_entropies) = self.sums(Side::Targets, with_entropies)?;
        let Instance { a, b, .. } = self.instance;
        evaluation.row_sums = weighted(&row_sums, a);
        evaluation.row_entropies = weighted(&row_entropies, a);
        evaluation.column_sums = weighted(&column_sums, b);
        evaluation.column_entropies = weighted(&column_entropies, b);
        self.column_sums = column_sums;
        evaluation.mass = sum(&evaluation.row_sums);
        evaluation.errors =
            self.instance.marginal_errors(&point.f, &point.g, &evaluation.row_sums, &evaluation.column_sums);
        Ok(())
    }

    fn measure(&mut self, point: &Potentials, level: f64) -> Result<Measured, Error> {
        self.set_point(point, level)?;
        let scaling = RowScaling::of(self.instance.softness);
        let a = &self.instance.a;
        let rows = self.costs.measure(Side::Sources, [&self.b, &self.b], self.run)?;
        let row_sums = weighted(&rows.sums, a);
        let scaled: Vec<f64> = row_sums.iter().zip(a).map(|(&sum, &mass)| mass * scaling.factor(mass, sum)).collect();
        let columns = self.costs.measure(Side::Targets, [a, &scaled], self.run)?;
        Ok(Measured {
            row_sums,
            row_peaks: rows.peaks,
            cost: sum(&weighted(&rows.costs, a)),
            largest_entry: largest(&weighted(&rows.largest, a)),
            column_sums: registers(&columns.sums, 0.0),
            column_peaks: registers(&columns.peaks, f64::NEG_INFINITY),
            scaled_sums: registers(&columns.scaled, 0.0),
            scaled_costs: registers(&columns.costs, 0.0),
        })
    }

    fn point_gradients(&mut self, point: &Potentials, level: f64) -> Result<Vec<f64>, Error> {
        self.set_point(point, level)?;
        self.costs.gradients(&self.b, &self.instance.a, self.run)
    }

    fn collect_plan(
        &mut self,
        point: &Potentials,
        level: f64,
        threshold: f64,
        limit: usize,
    ) -> Result<Vec<PlanRows>, Error> {
        self.set_point(point, level)?;
        let masses = [&*self.instance.a, &*self.b];
        Ok(vec![self.costs.plan_rows(masses, threshold, limit, self.run)?])
    }

    fn write_plan(&mut self, point: &Potentials, level: f64, plan: &mut [f64]) -> Result<(), Error> {
        self.set_point(point, level)?;
        self.costs.write_plan([&self.instance.a, &self.b], plan, self.run)
    }

    fn set_target_masses(&mut self, masses: &[f64]) {
        self.b.copy_from_slice(masses);
    }
}

/// Multiplies each sum over the other side by its own point's mass, for sums of the plan.
fn weighted(sums: &[f64], masses: &[f64]) -> Vec<f64> {
    sums.iter().zip(masses).map(|(sum, mass)| sum * mass).collect()
}

/// The numbers in padded registers.
fn registers(numbers: &[f64], padding: f64) -> Registers {
    let mut registers = Registers::filled(numbers.len().div_ceil(LANES), padding);
    registers.as_flattened_mut()[..numbers.len()].copy_from_slice(numbers);
    registers
}

#[cfg(test)]
mod tests;
