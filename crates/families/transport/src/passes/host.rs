//! The passes on the host: rows are distributed over threads, and columns over registers. Each takes at most one
//! exponential per pair of points.

use super::log_sums::column_log_sums;
use super::{Passes, System};
use crate::blocks::{Blocks, sum_columns};
use crate::cost::Cost;
use crate::instance::Instance;
use crate::kept::{Keep, KeptEntries, KeptRows};
use crate::kernels::collect::CollectRows;
use crate::kernels::evaluate::EvaluateRows;
use crate::kernels::exponentials::{CUT, LOWEST_CUT, PADDING_POTENTIAL, Targets};
use crate::kernels::hessian::GrowRows;
use crate::kernels::measure::{MeasureRows, RowScaling};
use crate::kernels::point_gradients::PointGradientRows;
use crate::kernels::scratch::Scratch;
use crate::kernels::sources::Sources;
use crate::kernels::sweep::SweepRows;
use crate::kernels::write::WriteRows;
use crate::lanes::{Lanes, larger};
use crate::plan_rows::PlanRows;
use crate::potentials::Potentials;
use crate::registers::Registers;
use crate::schur::{Pair, SchurSystem};
use crate::sums::{BeforeSweep, Evaluation, Measured};
use crate::vectors::magnitude;
use std::ops::Range;
use superlinear_interface::{Cancellation, Error, Run};
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_numerics::simd::{LANES, dispatch};

/// Limit on the kept entries of a block of rows, as a multiple of its even share of the total.
const BLOCK_SHARE: usize = 2;

/// The smallest sum, as a fraction of the mass, that is resolved with [`LOWEST_CUT`].
const SMALLEST_SEEN: f64 = 1e-300;

/// The passes over one instance, with their workspace.
pub(crate) struct HostPasses<'p> {
    instance: &'p Instance,
    run: &'p Run,
    parallelism: Parallelism,
    blocks: Blocks,
    /// f / L.
    scaled_f: Vec<f64>,
    /// g / L, padded.
    scaled_g: Registers,
    /// b, padded.
    padded_b: Registers,
    /// The decrease of f / L in a sweep.
    falls: Vec<f64>,
    /// The sums over i of a_i E_ij, padded; multiplied by b_j they are the column sums of the plan.
    column_sums: Vec<f64>,
    scratch: Vec<Scratch>,
    cut: f64,
    /// The plan entries kept in the last evaluation.
    entries: KeptEntries,
    system: SchurSystem,
}

impl<'p> HostPasses<'p> {
    pub(crate) fn new(instance: &'p Instance, run: &'p Run) -> Self {
        let (n, m) = (instance.a.len(), instance.b.len());
        let groups = m.div_ceil(LANES);
        let blocks = Blocks::new(n, m);
        let scratch = || Scratch::new(instance.cost.buffer_length(), groups);
        let mut padded_b = Registers::filled(groups, 0.0);
        padded_b.as_flattened_mut()[..m].copy_from_slice(&instance.b);
        Self {
            instance,
            run,
            parallelism: Parallelism::of(run),
            blocks,
            scaled_f: vec![0.0; n],
            scaled_g: Registers::filled(groups, PADDING_POTENTIAL),
            padded_b,
            falls: vec![0.0; n],
            column_sums: vec![0.0; groups * LANES],
            scratch: (0..blocks.count()).map(|_| scratch()).collect(),
            cut: CUT,
            entries: KeptEntries::default(),
            system: SchurSystem::new(instance),
        }
    }

    /// The limit on the entries of a block for a total limit `limit`.
    fn block_limit(&self, limit: usize) -> usize {
        BLOCK_SHARE.saturating_mul(limit.div_ceil(self.blocks.count()))
    }

    /// Writes the potentials divided by the level.
    fn scale(&mut self, point: &Potentials, level: f64) {
        let inverse = 1.0 / level;
        for (scaled, f) in self.scaled_f.iter_mut().zip(&point.f) {
            *scaled = f * inverse;
        }
        for (scaled, g) in self.scaled_g.as_flattened_mut().iter_mut().zip(&point.g) {
            *scaled = g * inverse;
        }
    }
}

impl<'p> Passes<'p> for HostPasses<'p> {
    fn instance(&self) -> &'p Instance {
        self.instance
    }

    fn see_small_sums(&mut self) -> f64 {
        self.cut = LOWEST_CUT;
        SMALLEST_SEEN
    }

    fn balance_sources(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error> {
        self.scale(point, level);
        let chunk = self.blocks.rows_per_block();
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, cut, falls, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level, *cut);
        let cancellation = self.run.cancellation();
        let relaxation = instance.source().relaxation(level);
        let softness = level * instance.source().softness;
        let items = falls.chunks_mut(chunk).zip(scratch.iter_mut());
        let parts = self.parallelism.map(items, |block, (falls, scratch)| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            dispatch(SweepRows { cost: &instance.cost, targets, sources, falls, relaxation, softness, scratch })
        });
        self.run.ensure_wanted()?;
        for (f, fall) in point.f.iter_mut().zip(&self.falls) {
            *f -= level * fall;
        }
        Ok(parts.iter().fold(BeforeSweep::default(), |total, part| BeforeSweep {
            errors: total.errors.and(part.errors),
            mass: total.mass + part.mass,
        }))
    }

    fn falls(&self) -> &[f64] {
        &self.falls
    }

    /// The row pass has already accumulated the column sums, with the new potentials.
    fn sum_columns(&mut self, _: &Potentials, _: f64) -> Result<(), Error> {
        sum_columns(self.scratch.iter().map(|scratch| &*scratch.columns), &mut self.column_sums);
        Ok(())
    }

    fn column_sums(&self) -> &[f64] {
        &self.column_sums
    }

    fn column_log_sums(&mut self, point: &Potentials, level: f64, columns: &[usize]) -> Result<Vec<f64>, Error> {
        column_log_sums(self.instance, &point.f, columns, level, self.run)
    }

    fn set_target_masses(&mut self, masses: &[f64]) {
        self.padded_b.as_flattened_mut()[..masses.len()].copy_from_slice(masses);
    }

    fn evaluate(
        &mut self,
        point: &Potentials,
        level: f64,
        Keep { threshold, limit }: Keep,
        evaluation: &mut Evaluation,
    ) -> Result<(), Error> {
        self.scale(point, level);
        let (n, m) = (self.instance.a.len(), self.instance.b.len());
        let chunk = self.blocks.rows_per_block();
        let has_tangent = level > self.instance.regularization;
        evaluation.row_sums.resize(n, 0.0);
        evaluation.row_entropies.resize(if has_tangent { n } else { 0 }, 0.0);
        let block_limit = self.block_limit(limit);
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, cut, scratch, .. } = self;
        let KeptEntries { blocks: kept, left_out_columns } = &mut self.entries;
        kept.resize_with(blocks.count(), KeptRows::default);
        for (block, kept) in kept.iter_mut().enumerate() {
            kept.clear(blocks.rows(block).len(), m.div_ceil(LANES), block_limit);
        }
        let targets = targets(scaled_g, padded_b, level, *cut);
        let cancellation = self.run.cancellation();
        let mut row_entropies = evaluation.row_entropies.chunks_mut(chunk);
        let items = evaluation.row_sums.chunks_mut(chunk).zip(&mut *kept).zip(scratch.iter_mut());
        let items = items.map(|item| (item, row_entropies.next()));
        self.parallelism.map(items, |block, (((row_sums, kept), scratch), row_entropies)| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            let cost = &instance.cost;
            dispatch(EvaluateRows { cost, targets, sources, row_sums, row_entropies, threshold, kept, scratch });
        });
        self.run.ensure_wanted()?;
        let Evaluation { row_sums, column_sums, errors, mass, column_entropies, .. } = evaluation;
        sum_columns(kept.iter().map(|kept| &*kept.left_out_columns), left_out_columns);
        let weighted = |sums: &[f64], into: &mut Vec<f64>| {
            into.clear();
            into.extend(sums[..m].iter().zip(&self.instance.b).map(|(sum, b)| sum * b));
        };
        if has_tangent {
            sum_columns(self.scratch.iter().map(|scratch| &*scratch.entropies), &mut self.column_sums);
            weighted(&self.column_sums, column_entropies);
        }
        sum_columns(self.scratch.iter().map(|scratch| &*scratch.columns), &mut self.column_sums);
        weighted(&self.column_sums, column_sums);
        *mass = sum(row_sums);
        *errors = self.instance.marginal_errors(&point.f, &point.g, row_sums, column_sums);
        Ok(())
    }

    fn measure(&mut self, point: &Potentials, level: f64) -> Result<Measured, Error> {
        self.scale(point, level);
        let scaling = RowScaling::of(self.instance.softness);
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, cut, .. } = self;
        let targets = targets(scaled_g, padded_b, level, *cut);
        let cancellation = self.run.cancellation();
        let parts = self.parallelism.map_blocks(blocks.count(), |block| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            let cost = &instance.cost;
            dispatch(MeasureRows { cost, targets, sources, scaling })
        });
        self.run.ensure_wanted()?;
        let whole = parts.into_iter().reduce(|mut whole, part| {
            whole.append(part);
            whole
        });
        Ok(whole.unwrap_or_else(|| Measured::empty(0, 0)))
    }

    fn point_gradients(&mut self, point: &Potentials, level: f64) -> Result<Vec<f64>, Error> {
        self.scale(point, level);
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, cut, scratch, .. } = self;
        let Cost::Points(cost) = &instance.cost else { return Ok(Vec::new()) };
        let mut gradients = vec![0.0; instance.a.len() * cost.dimension()];
        let chunk = blocks.rows_per_block() * cost.dimension();
        let targets = targets(scaled_g, padded_b, level, *cut);
        let cancellation = self.run.cancellation();
        let items = gradients.chunks_mut(chunk).zip(scratch.iter_mut());
        self.parallelism.map(items, |block, (gradients, scratch)| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            dispatch(PointGradientRows { cost, targets, sources, gradients, scratch });
        });
        self.run.ensure_wanted()?;
        Ok(gradients)
    }

    fn collect_plan(
        &mut self,
        point: &Potentials,
        level: f64,
        threshold: f64,
        limit: usize,
    ) -> Result<Vec<PlanRows>, Error> {
        self.scale(point, level);
        let limit = self.block_limit(limit);
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, cut, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level, *cut);
        let cancellation = self.run.cancellation();
        let plan = self.parallelism.map(scratch.iter_mut(), |block, scratch| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            let cost = &instance.cost;
            dispatch(CollectRows { cost, targets, sources, threshold, limit, scratch })
        });
        self.run.ensure_wanted()?;
        Ok(plan)
    }

    fn write_plan(&mut self, point: &Potentials, level: f64, plan: &mut [f64]) -> Result<(), Error> {
        self.scale(point, level);
        let m = self.instance.b.len();
        let chunk = self.blocks.rows_per_block();
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, cut, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level, *cut);
        let cancellation = self.run.cancellation();
        let items = plan.chunks_mut(chunk * m).zip(scratch.iter_mut());
        self.parallelism.map(items, |block, (plan, scratch)| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            dispatch(WriteRows { cost: &instance.cost, targets, sources, plan, scratch });
        });
        self.run.ensure_wanted()
    }
}

/// If a column is farther than this factor from its mass, the row sums after an update of g are recomputed: neglected
/// second-order terms would amount to a hundredth.
const LARGEST_REBALANCING: f64 = 1.1;

impl System for HostPasses<'_> {
    fn kept_entries(&self) -> usize {
        self.entries.count()
    }

    fn is_overfull(&self, limit: usize) -> bool {
        self.entries.is_overfull(limit)
    }

    fn prepare(&mut self, _: &Potentials, _: f64, _: &Evaluation, shifts: Pair<'_>) -> Result<(), Error> {
        self.system.prepare(&self.entries, shifts, self.run)
    }

    fn solve(&mut self, sides: Pair<'_>, tolerance: f64, solution: &mut Potentials) -> Result<u32, Error> {
        let Self { instance, system, entries, run, .. } = self;
        match &instance.mirror {
            Some(mirror) => system.solve_symmetric(entries, mirror, sides, tolerance, solution, run),
            None => system.solve(entries, sides, tolerance, solution, run),
        }
    }

    fn promised_changes(&mut self, step: &Potentials) -> Result<Option<Potentials>, Error> {
        self.system.promised_changes(&self.entries, step, self.run).map(Some)
    }

    /// Updates the row sums with the kept entries only. The rest of the plan is assumed constant, with an error of
    /// second order, and so is the Hessian, with the relative error of the previous column sums.
    fn follow_columns(
        &mut self,
        _: &Potentials,
        _: f64,
        factors: &[f64],
        row_sums: &mut [f64],
    ) -> Result<Option<f64>, Error> {
        if factors.iter().any(|&factor| !(1.0 / LARGEST_REBALANCING..LARGEST_REBALANCING).contains(&factor)) {
            return Ok(None);
        }
        let Self { entries, parallelism, run, .. } = self;
        let mut growth: Vec<f64> = factors.iter().map(|factor| factor - 1.0).collect();
        let largest_growth = magnitude(&growth);
        growth.resize(factors.len().next_multiple_of(LANES), 0.0);
        let growth: &[Lanes] = growth.as_chunks().0;
        let cancellation = run.cancellation();
        let items = entries.blocks.iter().zip(entries.split_rows(row_sums));
        parallelism.map(items, |_, (kept, row_sums)| {
            dispatch(GrowRows { kept, growth, row_sums, cancellation });
        });
        run.ensure_wanted()?;
        let rows = entries.blocks.iter().flat_map(|kept| &kept.left_out).zip(&*row_sums);
        let left_out = rows.fold(0.0, |largest, (left_out, sum)| larger(left_out / sum, largest));
        // A completely omitted row may have changed by all of this.
        Ok(Some(left_out * largest_growth))
    }
}

/// The source arguments of a pass over some rows.
fn sources<'a>(
    instance: &'a Instance,
    scaled_f: &'a [f64],
    rows: Range<usize>,
    cancellation: Cancellation<'a>,
) -> Sources<'a> {
    Sources { masses: &instance.a[rows.clone()], potentials: &scaled_f[rows.clone()], rows, cancellation }
}

/// The target arguments of a pass.
fn targets<'a>(potential: &'a [Lanes], mass: &'a [Lanes], level: f64, cut: f64) -> Targets<'a> {
    Targets { potential, mass, minus_inverse: -1.0 / level, cut }
}
