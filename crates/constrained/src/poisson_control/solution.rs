//! What the caller gets. Every number in it is finite.

use super::grid::Laplacian;
use crate::minimize::{MinimizeRecord, MinimizeSolution, MinimizeStatus, SecondOrder};
use schemars::JsonSchema;
use serde::Serialize;
use superlinear_interface::Matrix;

/// The control that was found, and how good it is; all of it is measured on what is returned.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonControlSolution {
    /// Why the solver stopped. Only `converged` promises that `kktResidual` is at most `tolerance` and
    /// `constraintViolation` at most `constraintTolerance`.
    pub status: MinimizeStatus,
    /// The number of iterations.
    pub iterations: u32,
    /// The state.
    pub state: Matrix,
    /// The control.
    pub control: Matrix,
    /// The adjoint state: `controlWeight` times the control at a solution.
    pub adjoint: Matrix,
    /// The integral that was minimised.
    pub objective: f64,
    /// The largest absolute residual of the state's equation at a point.
    pub constraint_violation: f64,
    /// The largest absolute residual of the adjoint state's equation at a point.
    pub dual_residual: f64,
    /// What `tolerance` is compared with: the larger of both, the latter over `max(1, mean |adjoint| / 100)`.
    pub kkt_residual: f64,
    /// Whether the curvature at the point shows it to be a minimum.
    pub second_order: SecondOrder,
    /// What the linear algebra took.
    pub statistics: PoissonControlStatistics,
    /// What a later run may start from: keys of a problem.
    pub warm_start: PoissonControlWarmStart,
    /// One record for each iteration, where `history` was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub history: Option<Vec<MinimizeRecord>>,
}

/// What the linear algebra took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PoissonControlStatistics {
    /// Steps of GMRES, of which each takes four sine transforms of the grid.
    pub inner_steps: u32,
}

/// What a later run may start from, under the names that a problem has for it.
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
    /// The minimum in the words of the control problem.
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

/// The dual residual at each point; from far away it may overflow.
fn at_each_point(dual_residual: f64, grid: Laplacian) -> f64 {
    (dual_residual * grid.weight()).min(f64::MAX)
}
