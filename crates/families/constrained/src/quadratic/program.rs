//! A program in the solver's units, and the residuals of a point in the caller's.
//!
//! Vectors of bounds, multipliers and stiffnesses have one entry per variable, then one per row. The bounded quantity,
//! the activity, is the variable itself or the row's product with x. All units are powers of 2, so conversions are
//! exact.

use super::convexity::negative_curvature;
use super::hessian::Hessian;
use super::matrices::{Matrices, power_of_two};
use super::rounding::{Residuals, Rounding, relative_violation};
use superlinear_interface::{AnyMatrix, Error, Run};
use superlinear_numerics::vectors::{dot, largest};

/// Limit on scaling passes. A second one follows if the first leaves the largest entry of P below `SMALL_CURVATURE`,
/// which happens if units are twelve decades apart, and for linear programs.
const MAX_SCALINGS: u32 = 2;
const SMALL_CURVATURE: f64 = 1e-3;

/// The shared part of a sequence of programs: the matrices, and units in which their largest entries are close to 1.
pub(super) struct Shared {
    pub matrices: Matrices,
    /// The unit of each activity, in the caller's units.
    pub units: Vec<f64>,
    /// The scale factor of the objective.
    pub objective_scale: f64,
    /// Whether P is zero.
    pub is_linear: bool,
    /// The size of P's largest entry: much smaller than 1 if q dominates P, and 1 if P is zero.
    pub curvature: f64,
    /// A direction of negative curvature, if P is not positive semidefinite.
    pub negative_curvature: Option<Vec<f64>>,
}

impl Shared {
    /// Scales P and A. `largest_linear` bounds the absolute entries of q over all programs.
    pub fn new(
        hessian: Hessian<'_>,
        constraints: Option<&AnyMatrix>,
        largest_linear: &[f64],
        run: &Run,
    ) -> Result<Self, Error> {
        let mut matrices = Matrices::new(largest_linear.len(), hessian, constraints);
        let (mut variables, mut rows) = (vec![1.0; matrices.variables()], vec![1.0; matrices.rows()]);
        let mut curvature = 1.0;
        for _ in 0..MAX_SCALINGS {
            // The largest entry of P is brought close to 1 first: units of the objective must not affect those of
            // variables and rows.
            let largest = power_of_two(matrices.largest_curvature());
            matrices.scale_objective(1.0 / largest);
            curvature *= largest;
            let (of_variables, of_rows) = matrices.scales();
            matrices.scale(&of_variables, &of_rows);
            variables.iter_mut().zip(of_variables).for_each(|(scale, more)| *scale *= more);
            rows.iter_mut().zip(of_rows).for_each(|(scale, more)| *scale *= more);
            if matrices.largest_curvature() > SMALL_CURVATURE {
                break;
            }
        }
        let slope = largest_linear.iter().zip(&variables).fold(0.0, |max: f64, (q, scale)| max.max(q * scale));
        let rest = power_of_two((slope / curvature).max(matrices.largest_curvature()));
        matrices.scale_objective(1.0 / rest);
        let objective_scale = 1.0 / (curvature * rest);
        rows.iter_mut().for_each(|scale| *scale = 1.0 / *scale);
        variables.append(&mut rows);
        let largest_curvature = matrices.largest_curvature();
        let (is_linear, curvature) = (largest_curvature == 0.0, power_of_two(largest_curvature));
        let negative_curvature = negative_curvature(&matrices, run)?;
        Ok(Self { matrices, units: variables, objective_scale, is_linear, curvature, negative_curvature })
    }

    pub fn variables(&self) -> usize {
        self.matrices.variables()
    }

    /// Converts small sparse matrices to dense ones.
    pub fn to_dense(&self) -> Option<Self> {
        let matrices = self.matrices.to_dense()?;
        Some(Self { matrices, units: self.units.clone(), negative_curvature: None, ..*self })
    }

    /// Changes units: of activities by a factor, of the objective by the product of both factors.
    pub fn in_units(&self, of_activities: f64, of_objective: f64) -> Self {
        let mut matrices = self.matrices.clone();
        matrices.scale_objective(of_activities / of_objective);
        Self {
            curvature: power_of_two(matrices.largest_curvature()),
            matrices,
            units: self.units.iter().map(|unit| of_activities * unit).collect(),
            objective_scale: self.objective_scale / (of_activities * of_objective),
            negative_curvature: None,
            ..*self
        }
    }

    /// Converts activities to the caller's units.
    pub fn activities_of_caller(&self, values: &[f64]) -> Vec<f64> {
        values.iter().zip(&self.units).map(|(value, unit)| value * unit).collect()
    }

    /// Converts multipliers to the caller's units.
    pub fn multipliers_of_caller(&self, values: &[f64]) -> Vec<f64> {
        values.iter().zip(&self.units).map(|(value, unit)| value / (unit * self.objective_scale)).collect()
    }
}

/// One program: minimize ½x'Px + q'x with activities within their bounds.
#[derive(Clone)]
pub(super) struct Program<'a> {
    pub shared: &'a Shared,
    pub linear: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
    pub tolerance: f64,
}

/// A point with its multipliers.
#[derive(Clone, Debug)]
pub(super) struct Point {
    pub x: Vec<f64>,
    pub multipliers: Vec<f64>,
}

/// A point with its activities and residuals.
#[derive(Clone, Debug)]
pub(super) struct Evaluation {
    pub point: Point,
    pub activities: Vec<f64>,
    /// Px + q + A'λ + v.
    pub gradient: Vec<f64>,
    pub measures: Measures,
}

/// The objective and residuals of a point, in the caller's units.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measures {
    pub objective: f64,
    pub primal_residual: f64,
    pub dual_residual: f64,
    pub duality_gap: f64,
    /// The largest ratio of a residual to its tolerance: at most 1 at a solution.
    pub excess: f64,
}

impl Program<'_> {
    /// Whether the bounds are equal.
    pub fn is_fixed(&self, k: usize) -> bool {
        self.lower[k] == self.upper[k]
    }

    /// The bound associated with a multiplier of this sign, or approached by an activity with this rate.
    pub fn bound_of(&self, k: usize, sign: f64) -> f64 {
        if sign > 0.0 { self.upper[k] } else { self.lower[k] }
    }

    /// Whether an activity with this rate of change approaches a finite bound.
    pub fn leads_to_bound(&self, k: usize, rate: f64) -> bool {
        rate != 0.0 && self.bound_of(k, rate).is_finite()
    }

    /// The violation of the bounds of activity `k`.
    fn violation(&self, k: usize, activity: f64) -> f64 {
        (self.lower[k] - activity).max(activity - self.upper[k]).max(0.0)
    }

    /// The multiplier, or 0 if the bound indicated by its sign is infinite.
    pub fn with_its_sign(&self, k: usize, multiplier: f64) -> f64 {
        if self.leads_to_bound(k, multiplier) { multiplier } else { 0.0 }
    }

    /// Zero, with zero multipliers.
    pub fn origin(&self) -> Point {
        Point { x: vec![0.0; self.shared.variables()], multipliers: vec![0.0; self.lower.len()] }
    }

    /// The support function: the maximum of multipliers times activities over the bounds.
    pub fn support(&self, multipliers: &[f64]) -> f64 {
        let term = |(k, &multiplier): (usize, &f64)| match multiplier {
            0.0 => 0.0,
            m if m > 0.0 => m * self.upper[k],
            m => m * self.lower[k],
        };
        multipliers.iter().enumerate().map(term).sum()
    }

    /// The rounding error of residuals at a point. `reach` is a distance justified by the program: of variables at
    /// their bounds, or of the minimum as q and P indicate it.
    fn rounding(&self, x: &[f64]) -> Rounding<'_> {
        let Shared { matrices, curvature, is_linear, .. } = self.shared;
        let pulled = if *is_linear { 0.0 } else { largest(&self.linear) / curvature };
        let at_bound = |(k, x): &(usize, &f64)| **x == self.lower[*k] || **x == self.upper[*k];
        let reach = x.iter().enumerate().filter(at_bound).fold(pulled, |max, (_, x)| f64::max(max, x.abs()));
        Rounding { matrices, curvature: *curvature, linear: &self.linear, reach }
    }

    /// Evaluates the projection of a point onto the bounds of the variables.
    pub fn evaluate_within_bounds(&self, point: &Point) -> Evaluation {
        let bounds = self.lower.iter().zip(&self.upper);
        let x = point.x.iter().zip(bounds).map(|(x, (lower, upper))| x.max(*lower).min(*upper)).collect();
        self.evaluate(Point { x, multipliers: point.multipliers.clone() })
    }

    /// Evaluates a point. Multipliers of fixed variables are computed from the others.
    pub fn evaluate(&self, mut point: Point) -> Evaluation {
        let Shared { matrices, units, objective_scale, .. } = self.shared;
        let n = point.x.len();
        for k in 0..point.multipliers.len() {
            point.multipliers[k] = self.with_its_sign(k, point.multipliers[k]);
        }
        let curvature = matrices.hessian_times(&point.x);
        let transposed = matrices.transpose_times(&point.multipliers[n..]);
        let mut activities = point.x.clone();
        activities.extend(matrices.constraints_times(&point.x));
        let mut gradient: Vec<_> =
            curvature.iter().zip(&self.linear).zip(&transposed).map(|((p, q), t)| p + q + t).collect();
        for (j, slope) in gradient.iter_mut().enumerate() {
            if self.is_fixed(j) {
                point.multipliers[j] = -*slope;
            }
            *slope += point.multipliers[j];
        }
        let of_dual = |values: &[f64]| {
            values.iter().zip(units).fold(0.0, |max: f64, (value, unit)| max.max((value / unit).abs()))
                / objective_scale
        };
        let violations: Vec<_> = (0..activities.len()).map(|k| self.violation(k, activities[k])).collect();
        let primal_residual =
            violations.iter().zip(units).map(|(violation, unit)| violation * unit).fold(0.0, f64::max);
        let primal_size = (n..activities.len()).map(|k| (activities[k] * units[k]).abs()).fold(1.0, f64::max);
        let dual_residual = of_dual(&gradient);
        let dual_size =
            [&curvature, &self.linear, &transposed].map(|values| of_dual(values)).into_iter().fold(1.0, f64::max);
        let (square, slope) = (dot(&point.x, &curvature), dot(&point.x, &self.linear));
        let gap = square + slope + self.support(&point.multipliers);
        let duality_gap = gap / objective_scale;
        let gap_size = (f64::max(square.abs(), slope.abs()) / objective_scale).max(1.0);
        let over_sizes = |[primal, dual, gap]: [f64; 3]| [primal, dual / dual_size, gap.abs() / gap_size];
        let mut worst = over_sizes([primal_residual / primal_size, dual_residual, duality_gap]);
        // A row with small terms has a scale of its own, not that of a row with large ones.
        if largest(&worst) <= self.tolerance && primal_residual > self.tolerance {
            let terms = matrices.constraint_terms(&point.x);
            worst[0] = relative_violation(&violations, [&point.x, &terms], units, primal_size);
        }
        if largest(&worst) > self.tolerance {
            let residuals = Residuals { violations: &violations, gradient: &gradient, gap };
            let rounding = self.rounding(&point.x);
            let sizes = residuals.sizes().into_iter().zip(rounding.sizes());
            // The exact test costs as much as the residuals and seldom changes the result, so a bound is compared
            // first.
            if sizes.zip(worst).all(|((size, rounding), worst)| size <= rounding || worst <= self.tolerance) {
                worst = over_sizes(residuals.beyond(&rounding, &point.x, units, [primal_size, *objective_scale]));
            }
        }
        let measures = Measures {
            objective: (0.5 * square + slope) / objective_scale,
            primal_residual,
            dual_residual,
            duality_gap,
            excess: largest(&worst) / self.tolerance,
        };
        Evaluation { point, activities, gradient, measures }
    }
}

impl Evaluation {
    /// `Some` if the point is a solution.
    pub fn solution(self) -> Option<Self> {
        self.is_solution().then_some(self)
    }

    pub fn is_solution(&self) -> bool {
        self.measures.excess <= 1.0
    }
}
