//! The linear systems of [`crate::schur`] with the full plan P instead of its large entries. P is never stored: a
//! product takes two half passes, and the memory is that of the vectors.
//!
//! ```text
//! R = r + s, D = c + t, p_i the column of row i's largest entry
//! product with y:  d_i = a_i sum_j b_j E_ij (y_j - y_p),  z_i = y_p + (d_i - s_i y_p) / R_i
//!                  t_j y_j - b_j sum_i a_i E_ij (z_i - y_j)
//! right side:      v_j - b_j sum_i a_i E_ij u_i / R_i
//! rows:            x_i = (u_i - a_i sum_j b_j E_ij y_j) / R_i
//! diagonal:        t_j + sum_i P_ij ((R_i - P_ij) / R_i), with R_i - P_ij as s_i plus all other entries if p_i = j
//! ```
//!
//! Differences in products, and exponents, are computed in double precision. If exponents are small enough the rest is
//! in single precision, with errors of up to 2e-6 of the sum of the terms' sizes. Newton steps are not affected: kept
//! entries on the host have relative errors of 2^-11.

use super::costs::{DeviceCosts, Side, Slot, buffer};
use super::kernels::{DIAGONAL, MIXED_PRODUCT, PEAK, PRODUCT};
use super::{DevicePasses, weighted};
use crate::instance::Instance;
use crate::lanes::smaller;
use crate::mirror::Mirror;
use crate::passes::System;
use crate::potentials::Potentials;
use crate::schur::{Pair, ScaledSystem, scale};
use crate::sums::Evaluation;
use std::cell::RefCell;
use std::sync::Arc;
use superlinear_cuda::{Buffer, Kernel};
use superlinear_interface::{Error, Run};
use superlinear_numerics::krylov::conjugate_gradients::Workspace;
use superlinear_numerics::linear_operator::LinearOperator;
use superlinear_numerics::vectors::largest;

/// Maximum size of the exponents' terms for mixed precision. At 37,000 conjugate gradients take twice as many products
/// as in double precision, at 3,700 as many (clouds of 400 points in three dimensions).
const LARGEST_MIXED_TERMS: f64 = 8000.0;

/// Smaller relative residuals need double precision: in mixed precision the matrix is not symmetric to more digits.
const SMALLEST_MIXED_RESIDUAL: f64 = 1e-5;

/// Masses with a smaller ratio do not all fit in single precision.
const SMALLEST_MIXED_RATIO: f64 = 1e-30;

/// The system at one point, with its workspace. Vectors are in the order of the instance, except for the values of the
/// pivots.
pub(super) struct ImplicitSystem {
    /// The units of the row and column unknowns.
    scales: [Vec<f64>; 2],
    /// The device's target of each row's largest entry, and the sum of the row's other entries.
    pivots: Vec<i32>,
    beside: Vec<f64>,
    /// s, R and t.
    slack: Vec<f64>,
    totals: Vec<f64>,
    column_slack: Vec<f64>,
    diagonal: Vec<f64>,
    device_pivots: Option<Buffer<i32>>,
    workspace: Workspace,
}

impl ImplicitSystem {
    pub(crate) fn new(instance: &Instance) -> Self {
        Self {
            scales: [scale(&instance.a, instance.a.len()), scale(&instance.b, instance.b.len())],
            pivots: Vec::new(),
            beside: Vec::new(),
            slack: Vec::new(),
            totals: Vec::new(),
            column_slack: Vec::new(),
            diagonal: Vec::new(),
            device_pivots: None,
            workspace: Workspace::default(),
        }
    }

    /// The sums of each row's b_j E_ij. Also finds each row's largest term, kept apart from the sum of the others.
    pub(crate) fn find_pivots(&mut self, costs: &mut DeviceCosts, b: &[f64], run: &Run) -> Result<Vec<f64>, Error> {
        let weights = costs.put(Slot::Weights, Side::Targets, b, 0.0)?;
        let arguments = |[largest, others]: [u64; 2], index| [weights, largest, others, index];
        let found = costs.half_pass(PEAK, Side::Sources, 1, arguments, run)?;
        let indices = costs.whole_numbers(found.count * found.chunks)?;
        let (mut pivots, mut largest, mut others) =
            (indices[..found.count].to_vec(), found.chunk(0, 0).to_vec(), found.chunk(1, 0).to_vec());
        for chunk in 1..found.chunks {
            let here = found.chunk(0, chunk).iter().zip(found.chunk(1, chunk)).zip(&indices[chunk * found.count..]);
            for (i, ((&peak, &rest), &index)) in here.enumerate() {
                others[i] += rest;
                if peak > largest[i] {
                    others[i] += largest[i];
                    (largest[i], pivots[i]) = (peak, index);
                } else {
                    others[i] += peak;
                }
            }
        }
        let sums: Vec<f64> = largest.iter().zip(&others).map(|(largest, others)| largest + others).collect();
        // A row without an entry may use any column as its reference.
        pivots.iter_mut().for_each(|pivot| *pivot = (*pivot).max(0));
        self.pivots = found.in_order(&pivots);
        self.beside = found.in_order(&others);
        Ok(found.in_order(&sums))
    }

    /// The diagonal of the matrix after elimination of the rows.
    fn find_diagonal(&mut self, instance: &Instance, costs: &mut DeviceCosts, run: &Run) -> Result<(), Error> {
        let beside: Vec<f64> = self
            .beside
            .iter()
            .zip(&instance.a)
            .zip(&self.slack)
            .map(|((rest, mass), slack)| rest * mass + slack)
            .collect();
        let weights = costs.put(Slot::Weights, Side::Sources, &instance.a, 0.0)?;
        let own_weights = costs.put(Slot::OtherWeights, Side::Targets, &instance.b, 0.0)?;
        let beside = costs.put(Slot::Values, Side::Sources, &beside, 0.0)?;
        let totals = costs.put(Slot::Totals, Side::Sources, &self.totals, 1.0)?;
        let sources = costs.side(Side::Sources);
        let mut pivots: Vec<i32> = sources.order.iter().map(|&place| self.pivots[place as usize]).collect();
        pivots.resize(sources.padded, -1);
        let buffer = buffer(&mut self.device_pivots, &costs.device, pivots.len())?;
        buffer.write(&pivots)?;
        let pivots = buffer.address();
        let arguments = |[sum]: [u64; 1], _| [weights, own_weights, beside, totals, pivots, sum];
        self.diagonal = costs.half_pass(DIAGONAL, Side::Targets, 1, arguments, run)?.sums(0);
        for (diagonal, slack) in self.diagonal.iter_mut().zip(&self.column_slack) {
            *diagonal += slack;
        }
        Ok(())
    }
}

impl System for DevicePasses<'_> {
    fn kept_entries(&self) -> usize {
        0
    }

    fn is_overfull(&self, _: usize) -> bool {
        false
    }

    fn prepare(
        &mut self,
        point: &Potentials,
        level: f64,
        evaluation: &Evaluation,
        (s, t): Pair<'_>,
    ) -> Result<(), Error> {
        self.set_point(point, level)?;
        let Self { system, instance, costs, run, .. } = self;
        system.slack = s.to_vec();
        system.totals = evaluation.row_sums.iter().zip(s).map(|(sum, slack)| sum + slack).collect();
        system.column_slack = t.to_vec();
        if instance.mirror.is_none() {
            system.find_diagonal(instance, costs, run)?;
        }
        Ok(())
    }

    fn solve(&mut self, (u, v): Pair<'_>, tolerance: f64, solution: &mut Potentials) -> Result<u32, Error> {
        let Self { system, instance, costs, run, .. } = self;
        let ImplicitSystem { scales, pivots, slack, totals, column_slack, diagonal, workspace, .. } = system;
        let products = RefCell::new(Products::new(costs, instance, tolerance, run)?);
        let poll = || products.borrow().failure.clone().map_or_else(|| run.is_out_of_time(), Err);
        let iterations = if let Some(mirror) = &instance.mirror {
            let mut right_side = u.to_vec();
            mirror.fold(&mut right_side, v);
            let matrix = SymmetricMatrix { products: &products, mirror, totals };
            let system = ScaledSystem { matrix: &matrix, diagonal: totals, scale: &scales[0] };
            let iterations = system.solve(&mut right_side, &mut solution.f, tolerance, workspace, poll)?;
            solution.g.resize(v.len(), 0.0);
            mirror.reflect(&solution.f, &mut solution.g);
            iterations
        } else {
            let order = Arc::clone(&products.borrow().costs.side(Side::Targets).order);
            let references: Vec<usize> = pivots.iter().map(|&pivot| order[pivot as usize] as usize).collect();
            let over_totals: Vec<f64> = u.iter().zip(&*totals).map(|(u, total)| u / total).collect();
            let condensed = products.borrow_mut().columns(&over_totals, None);
            let mut right_side: Vec<f64> = v.iter().zip(condensed).map(|(v, condensed)| v - condensed).collect();
            let matrix = Complement { products: &products, references: &references, slack, totals, column_slack };
            let system = ScaledSystem { matrix: &matrix, diagonal, scale: &scales[1] };
            let iterations = system.solve(&mut right_side, &mut solution.g, tolerance, workspace, poll)?;
            let rows = products.borrow_mut().rows(&solution.g, None);
            solution.f = u.iter().zip(rows).zip(&*totals).map(|((u, row), total)| (u - row) / total).collect();
            iterations
        };
        products.into_inner().failure.map_or(Ok(iterations), Err)
    }

    fn promised_changes(&mut self, _: &Potentials) -> Result<Option<Potentials>, Error> {
        Ok(None)
    }

    /// The row sums are recomputed, without approximation.
    fn follow_columns(
        &mut self,
        point: &Potentials,
        level: f64,
        _: &[f64],
        row_sums: &mut [f64],
    ) -> Result<Option<f64>, Error> {
        self.set_point(point, level)?;
        let sums = self.system.find_pivots(&mut self.costs, &self.b, self.run)?;
        row_sums.copy_from_slice(&weighted(&sums, &self.instance.a));
        Ok(Some(0.0))
    }
}

/// Products of the plan with vectors. Linear operators cannot fail, so the first failure is stored, and zeros replace
/// the affected products.
struct Products<'a> {
    costs: &'a mut DeviceCosts,
    run: &'a Run,
    kernel: Kernel,
    /// The factors of row and column products.
    sides: [Factors<'a>; 2],
    failure: Option<Error>,
}

/// The data of products for one side.
struct Factors<'a> {
    own_masses: &'a [f64],
    /// The address of the other side's masses, divided by the largest of them, so that they are far from the limits of
    /// single precision.
    weights: u64,
    largest: f64,
}

impl<'a> Products<'a> {
    /// Selects a kernel accurate enough for a residual of `tolerance`.
    fn new(costs: &'a mut DeviceCosts, instance: &'a Instance, tolerance: f64, run: &'a Run) -> Result<Self, Error> {
        let Instance { a, b, .. } = instance;
        let is_mixed = costs.terms <= LARGEST_MIXED_TERMS
            && tolerance >= SMALLEST_MIXED_RESIDUAL
            && fit_in_single(a)
            && fit_in_single(b);
        let mut factors = |own: Side, slot: Slot, own_masses: &'a [f64], masses: &[f64]| {
            let largest = largest(masses);
            let weights: Vec<f64> = masses.iter().map(|mass| mass / largest).collect();
            Ok(Factors { own_masses, weights: costs.put(slot, own.other(), &weights, 0.0)?, largest })
        };
        let rows = factors(Side::Sources, Slot::Weights, a, b)?;
        let columns = factors(Side::Targets, Slot::OtherWeights, b, a)?;
        let kernel = if is_mixed { MIXED_PRODUCT } else { PRODUCT };
        Ok(Self { costs, run, kernel, sides: [rows, columns], failure: None })
    }

    /// a_i times the sum over j of b_j E_ij (y_j - z_i); zeros replace a missing `z`.
    fn rows(&mut self, y: &[f64], z: Option<&[f64]>) -> Vec<f64> {
        self.product(Side::Sources, y, z)
    }

    /// b_j times the sum over i of a_i E_ij (z_i - y_j); zeros replace a missing `y`.
    fn columns(&mut self, z: &[f64], y: Option<&[f64]>) -> Vec<f64> {
        self.product(Side::Targets, z, y)
    }

    fn product(&mut self, own: Side, values: &[f64], own_values: Option<&[f64]>) -> Vec<f64> {
        if self.failure.is_none() {
            match self.try_product(own, values, own_values) {
                Ok(product) => return product,
                Err(error) => self.failure = Some(error),
            }
        }
        vec![0.0; self.sides[own as usize].own_masses.len()]
    }

    fn try_product(&mut self, own: Side, values: &[f64], own_values: Option<&[f64]>) -> Result<Vec<f64>, Error> {
        let Self { costs, run, kernel, sides, .. } = self;
        let Factors { own_masses, weights, largest } = sides[own as usize];
        let values = costs.put(Slot::Values, own.other(), values, 0.0)?;
        let own_values = match own_values {
            Some(own_values) => costs.put(Slot::OwnValues, own, own_values, 0.0)?,
            None => costs.put(Slot::OwnValues, own, &vec![0.0; own_masses.len()], 0.0)?,
        };
        let found = costs.half_pass(*kernel, own, 1, |[sum], _| [weights, values, own_values, sum], run)?;
        Ok(found.sums(0).iter().zip(own_masses).map(|(sum, mass)| sum * mass * largest).collect())
    }
}

/// Returns whether the ratios of masses can be represented in single precision.
fn fit_in_single(masses: &[f64]) -> bool {
    let smallest = masses.iter().copied().fold(f64::INFINITY, smaller);
    smallest >= SMALLEST_MIXED_RATIO * largest(masses)
}

/// The matrix D - P' R^-1 P, in difference form.
struct Complement<'a, 'b> {
    products: &'a RefCell<Products<'b>>,
    /// The reference target of each row's differences.
    references: &'a [usize],
    slack: &'a [f64],
    totals: &'a [f64],
    column_slack: &'a [f64],
}

impl LinearOperator for Complement<'_, '_> {
    fn dimension(&self) -> usize {
        self.column_slack.len()
    }

    fn apply(&self, y: &[f64], product: &mut [f64]) {
        let mut products = self.products.borrow_mut();
        let at_pivots: Vec<f64> = self.references.iter().map(|&j| y[j]).collect();
        let mut z = products.rows(y, Some(&at_pivots));
        for (((z, y), slack), total) in z.iter_mut().zip(&at_pivots).zip(self.slack).zip(self.totals) {
            *z = y + (*z - slack * y) / total;
        }
        let columns = products.columns(&z, Some(y));
        for (((product, slack), y), column) in product.iter_mut().zip(self.column_slack).zip(y).zip(columns) {
            *product = slack * y - column;
        }
    }
}

/// The matrix R + P of a problem of a distribution with itself.
struct SymmetricMatrix<'a, 'b> {
    products: &'a RefCell<Products<'b>>,
    mirror: &'a Mirror,
    totals: &'a [f64],
}

impl LinearOperator for SymmetricMatrix<'_, '_> {
    fn dimension(&self) -> usize {
        self.totals.len()
    }

    fn apply(&self, x: &[f64], product: &mut [f64]) {
        let mut reflected = vec![0.0; x.len()];
        self.mirror.reflect(x, &mut reflected);
        let rows = self.products.borrow_mut().rows(&reflected, None);
        for (((product, row), total), x) in product.iter_mut().zip(rows).zip(self.totals).zip(x) {
            *product = row + total * x;
        }
    }
}
