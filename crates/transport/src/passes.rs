//! The passes over the cost, each at some level L of the regularization and some potentials f, g.
//!
//! With E_ij = exp((f_i + g_j - C_ij) / L) and the plan P_ij = a_i b_j E_ij, all of them cost one exponential for each pair
//! of points at most.

mod log_sums;

use crate::blocks::{Blocks, sum_columns};
use crate::cost::Cost;
use crate::instance::Instance;
use crate::kept::{Keep, KeptEntries, KeptRows};
use crate::kernels::collect::CollectRows;
use crate::kernels::evaluate::EvaluateRows;
use crate::kernels::exponentials::{CUT, PADDING_POTENTIAL, Targets};
use crate::kernels::measure::{MeasureRows, RowScaling};
use crate::kernels::point_gradients::PointGradientRows;
use crate::kernels::potentials::SubtractLogarithms;
use crate::kernels::scratch::Scratch;
use crate::kernels::sources::Sources;
use crate::kernels::sweep::{SMALLEST_TRUSTED_SUM, SweepRows};
use crate::kernels::write::WriteRows;
use crate::lanes::Lanes;
use crate::mirror::Mirror;
use crate::plan_rows::PlanRows;
use crate::potentials::Potentials;
use crate::registers::Registers;
use crate::sums::{BeforeSweep, Evaluation, MarginalErrors, Measured};
use log_sums::column_log_sums;
use std::ops::Range;
use superlinear_interface::{Cancellation, Error, Run};
use superlinear_numerics::parallel::{Parallelism, sum};
use superlinear_numerics::simd::{LANES, dispatch};

/// A block of rows may keep this many times its share of the entries that may be kept in all.
const BLOCK_SHARE: usize = 2;

/// The passes over one instance, with all memory that they need.
pub(crate) struct Passes<'p> {
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
    /// By how much f / L falls in a sweep.
    falls: Vec<f64>,
    /// The sums over i of a_i E_ij, padded; the column sum of the plan is b_j times that.
    column_sums: Vec<f64>,
    scratch: Vec<Scratch>,
}

impl<'p> Passes<'p> {
    pub fn new(instance: &'p Instance, run: &'p Run) -> Self {
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
        }
    }

    /// One Sinkhorn iteration: f is changed until all row sums are as asked, then g until all column sums are.
    pub fn sweep(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error> {
        if let Some(mirror) = &self.instance.mirror {
            return self.symmetric_sweep(point, level, mirror);
        }
        let before = self.balance_sources(point, level)?;
        sum_columns(self.scratch.iter().map(|scratch| &*scratch.columns), &mut self.column_sums);
        self.balance_targets(point, level)?;
        Ok(before)
    }

    /// One iteration f <- (f + T f) / 2 where f and g are one: half a sweep, then the mean with what was before.
    fn symmetric_sweep(&mut self, point: &mut Potentials, level: f64, mirror: &Mirror) -> Result<BeforeSweep, Error> {
        let before = self.balance_sources(point, level)?;
        for (f, fall) in point.f.iter_mut().zip(&self.falls) {
            *f += 0.5 * level * fall;
        }
        mirror.reflect(&point.f, &mut point.g);
        Ok(BeforeSweep { errors: before.errors.and(before.errors), ..before })
    }

    /// The first half of a sweep: f is changed until all row sums are as asked.
    pub fn balance_sources(&mut self, point: &mut Potentials, level: f64) -> Result<BeforeSweep, Error> {
        self.scale(point, level);
        let chunk = self.blocks.rows_per_block();
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, falls, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level);
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
        Ok(parts.iter().fold(BeforeSweep { errors: MarginalErrors::default(), mass: 0.0 }, |total, part| BeforeSweep {
            errors: total.errors.and(part.errors),
            mass: total.mass + part.mass,
        }))
    }

    /// Puts other masses in the place of the targets' masses b; they may be zero, and may sum to anything.
    pub fn set_target_masses(&mut self, masses: &[f64]) {
        self.padded_b.as_flattened_mut()[..masses.len()].copy_from_slice(masses);
    }

    /// Row and column sums at a point, and the entries of the plan that are to be kept. Above the regularization asked for,
    /// from where the path's tangent leads on, with what that needs.
    pub fn evaluate(
        &mut self,
        point: &Potentials,
        level: f64,
        Keep { threshold, limit }: Keep,
        evaluation: &mut Evaluation,
        entries: &mut KeptEntries,
    ) -> Result<(), Error> {
        self.scale(point, level);
        let (n, m) = (self.instance.a.len(), self.instance.b.len());
        let chunk = self.blocks.rows_per_block();
        let has_tangent = level > self.instance.regularization;
        evaluation.row_sums.resize(n, 0.0);
        evaluation.row_entropies.resize(if has_tangent { n } else { 0 }, 0.0);
        let KeptEntries { blocks: kept, left_out_columns } = entries;
        kept.resize_with(self.blocks.count(), KeptRows::default);
        for (block, kept) in kept.iter_mut().enumerate() {
            kept.clear(self.blocks.rows(block).len(), m.div_ceil(LANES), self.block_limit(limit));
        }
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level);
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

    /// A block of rows may hold this many entries where `limit` are allowed in all.
    fn block_limit(&self, limit: usize) -> usize {
        BLOCK_SHARE.saturating_mul(limit.div_ceil(self.blocks.count()))
    }

    /// Changes g until all column sums are as asked, by the column sums that the last pass found at this f and g.
    pub fn balance_targets(&mut self, point: &mut Potentials, level: f64) -> Result<(), Error> {
        let m = self.instance.b.len();
        let is_weak = |sum: f64| !(sum > SMALLEST_TRUSTED_SUM && sum < f64::INFINITY);
        let weak: Vec<usize> = (0..m).filter(|&j| is_weak(self.column_sums[j])).collect();
        let relaxation = self.instance.target().relaxation(level);
        dispatch(SubtractLogarithms { level, relaxation, sums: &self.column_sums[..m], potentials: &mut point.g });
        if weak.is_empty() {
            return Ok(());
        }
        let log_sums = column_log_sums(self.instance, &point.f, &weak, level, self.run)?;
        for (&j, log_sum) in weak.iter().zip(log_sums) {
            point.g[j] = -relaxation * level * log_sum;
        }
        Ok(())
    }

    /// Everything that the result says about a point, but for the plan.
    pub fn measure(&mut self, point: &Potentials, level: f64) -> Result<Measured, Error> {
        self.scale(point, level);
        let scaling = match self.instance.softness {
            [0.0, 0.0] => RowScaling::Down,
            [0.0, _] => RowScaling::Exact,
            _ => RowScaling::None,
        };
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, .. } = self;
        let targets = targets(scaled_g, padded_b, level);
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

    /// The sums over j of P_ij times the gradient of the cost in source i, one source after the other; empty where the
    /// cost is a matrix.
    pub fn point_gradients(&mut self, point: &Potentials, level: f64) -> Result<Vec<f64>, Error> {
        self.scale(point, level);
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, scratch, .. } = self;
        let Cost::Points(cost) = &instance.cost else { return Ok(Vec::new()) };
        let mut gradients = vec![0.0; instance.a.len() * cost.dimension()];
        let chunk = blocks.rows_per_block() * cost.dimension();
        let targets = targets(scaled_g, padded_b, level);
        let cancellation = self.run.cancellation();
        let items = gradients.chunks_mut(chunk).zip(scratch.iter_mut());
        self.parallelism.map(items, |block, (gradients, scratch)| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            dispatch(PointGradientRows { cost, targets, sources, gradients, scratch });
        });
        self.run.ensure_wanted()?;
        Ok(gradients)
    }

    /// The plan's entries of at least `threshold` in blocks of rows, about twice `limit` of them at most.
    pub fn collect_plan(
        &mut self,
        point: &Potentials,
        level: f64,
        threshold: f64,
        limit: usize,
    ) -> Result<Vec<PlanRows>, Error> {
        self.scale(point, level);
        let limit = self.block_limit(limit);
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level);
        let cancellation = self.run.cancellation();
        let plan = self.parallelism.map(scratch.iter_mut(), |block, scratch| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            let cost = &instance.cost;
            dispatch(CollectRows { cost, targets, sources, threshold, limit, scratch })
        });
        self.run.ensure_wanted()?;
        Ok(plan)
    }

    /// The whole plan by rows, written to `plan`.
    pub fn write_plan(&mut self, point: &Potentials, level: f64, plan: &mut [f64]) -> Result<(), Error> {
        self.scale(point, level);
        let m = self.instance.b.len();
        let chunk = self.blocks.rows_per_block();
        let Self { instance, blocks, scaled_f, scaled_g, padded_b, scratch, .. } = self;
        let targets = targets(scaled_g, padded_b, level);
        let cancellation = self.run.cancellation();
        let items = plan.chunks_mut(chunk * m).zip(scratch.iter_mut());
        self.parallelism.map(items, |block, (plan, scratch)| {
            let sources = sources(instance, scaled_f, blocks.rows(block), cancellation);
            dispatch(WriteRows { cost: &instance.cost, targets, sources, plan, scratch });
        });
        self.run.ensure_wanted()
    }

    /// Writes the potentials in units of the level.
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

/// The sources' side of a pass over some rows.
fn sources<'a>(
    instance: &'a Instance,
    scaled_f: &'a [f64],
    rows: Range<usize>,
    cancellation: Cancellation<'a>,
) -> Sources<'a> {
    Sources { masses: &instance.a[rows.clone()], potentials: &scaled_f[rows.clone()], rows, cancellation }
}

/// The targets' side of a pass.
fn targets<'a>(potential: &'a [Lanes], mass: &'a [Lanes], level: f64) -> Targets<'a> {
    Targets { potential, mass, minus_inverse: -1.0 / level, cut: CUT }
}
