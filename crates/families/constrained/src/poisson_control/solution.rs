//! The solution. All its numbers are finite.

use super::grid::Laplacian;
use crate::minimize::{MinimizeRecord, MinimizeSolution, MinimizeStatus, SecondOrder};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Matrix;

/// A control and its quality. All measures are evaluated at the returned point.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonControlSolution {
    /// The termination status. Only `converged` guarantees a `kktResidual` of at most `tolerance` and a
    /// `constraintViolation` of at most `constraintTolerance`.
    pub status: MinimizeStatus,
    /// The number of iterations.
    pub iterations: u32,
    /// The state.
    pub state: Matrix,
    /// The control.
    pub control: Matrix,
    /// The adjoint state; at a solution it equals `controlWeight` times the control.
    pub adjoint: Matrix,
    /// The integral that was minimized.
    pub objective: f64,
    /// The largest absolute pointwise residual of the state equation.
    pub constraint_violation: f64,
    /// The largest absolute pointwise residual of the adjoint equation.
    pub dual_residual: f64,
    /// The residual compared with `tolerance`: the larger of both, the latter divided by
    /// `max(1, mean |adjoint| / 100)`.
    pub kkt_residual: f64,
    /// Whether the curvature at the point proves a minimum.
    pub second_order: SecondOrder,
    /// Counts of the linear algebra.
    pub statistics: PoissonControlStatistics,
    /// The starting values for a later run: keys of a problem.
    pub warm_start: PoissonControlWarmStart,
    /// One record per iteration, if `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<MinimizeRecord>>,
}

/// Counts of the linear algebra.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonControlStatistics {
    /// Iterations of GMRES, each with four sine transforms of the grid.
    pub inner_steps: u32,
}

/// The starting values for a later run, named as in a problem.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonControlWarmStart {
    /// The state.
    pub initial_state: Matrix,
    /// The control.
    pub initial_control: Matrix,
    /// The adjoint state.
    pub initial_adjoint: Matrix,
}

impl PoissonControlSolution {
    /// Converts the general solution.
    pub(super) fn of(minimum: MinimizeSolution, grid: Laplacian) -> Self {
        let function = |values: &[f64]| Matrix::new(grid.size, grid.size, values.to_vec());
        let (state, control) = minimum.solution.split_at(grid.points());
        let adjoint: Vec<_> = minimum.multipliers.iter().map(|multiplier| multiplier * grid.weight()).collect();
        let (state, control, adjoint) = (function(state), function(control), function(&adjoint));
        let of_record = |record: MinimizeRecord| {
            let dual_residual = at_each_point(record.dual_residual, grid);
            MinimizeRecord { dual_residual, ..record }
        };
        Self {
            status: minimum.status,
            iterations: minimum.iterations,
            objective: minimum.objective,
            constraint_violation: minimum.constraint_violation,
            dual_residual: at_each_point(minimum.dual_residual, grid),
            kkt_residual: minimum.kkt_residual,
            second_order: minimum.second_order,
            statistics: PoissonControlStatistics { inner_steps: minimum.statistics.inner_steps },
            history: minimum.history.map(|records| records.into_iter().map(of_record).collect()),
            warm_start: PoissonControlWarmStart {
                initial_state: state.clone(),
                initial_control: control.clone(),
                initial_adjoint: adjoint.clone(),
            },
            state,
            control,
            adjoint,
        }
    }
}

/// The pointwise dual residual, limited because it may overflow far from a solution.
fn at_each_point(dual_residual: f64, grid: Laplacian) -> f64 {
    (dual_residual * grid.weight()).min(f64::MAX)
}
