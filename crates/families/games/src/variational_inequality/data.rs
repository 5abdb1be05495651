//! Maps given as data, as a task. They answer the questions of the search.

use super::VariationalInequality;
use super::map::{COMPONENTS, JACOBIAN, MAX_IN_NEWTON, OPERATOR};
use super::model::Model;
use super::problem::{VariationalInequalityDataProblem, VariationalInequalityOptions, VariationalInequalityProblem};
use super::solution::{VariationalInequalityRecord, VariationalInequalitySolution, VariationalInequalityStatus};
use faer::Mat;
use schemars::JsonSchema;
use superlinear_interface::model::hold;
use superlinear_interface::{Dialogue, Error, Run, Task};
use superlinear_numerics::dense::symmetric_eigenvalues;
use superlinear_numerics::sets::{ConvexSet, Product, SetKind};

/// The limit on variables for the eigenvalue test of monotonicity. Beyond it the test takes longer than the search.
const MAX_IN_EIGENVALUES: usize = 1000;

/// The smallest eigenvalue of the symmetric part of a monotone map, relative to the map's norm, allowing for rounding.
const NEGATIVE: f64 = -1e-10;

/// A solution of a variational inequality with a map given as data.
#[derive(JsonSchema)]
pub struct VariationalInequalityData;

impl Task for VariationalInequalityData {
    const NAME: &'static str = VariationalInequality::NAME;
    type Problem = VariationalInequalityDataProblem;
    type Solution = VariationalInequalitySolution;
    type Progress = VariationalInequalityRecord;

    fn solve(problem: VariationalInequalityDataProblem, run: &Run) -> Result<VariationalInequalitySolution, Error> {
        let mut model = Model::of(&problem, run)?;
        let dimension = model.dimension();
        if let Some(sets) = &problem.options.set {
            let got = Product::of(sets)?.dimension();
            if got != dimension {
                let message = format!("must be about as many variables as operator, {dimension}, got {got}");
                return Err(Error::invalid("set", message));
            }
        }
        let problem = problem.with(&model);
        let mut answers = |tag: usize, point: &[f64], answer: &mut [f64]| match tag {
            OPERATOR => model.values(point, answer),
            JACOBIAN => model.jacobian(point, answer),
            COMPONENTS => model.component_mean(&point[..dimension], &point[dimension..], answer),
            _ => unreachable!("there are three questions"),
        };
        let mut solution = hold::<VariationalInequality>(problem, &mut answers, run)?;
        let has_failed = matches!(
            solution.status,
            VariationalInequalityStatus::IterationLimit | VariationalInequalityStatus::Stalled
        );
        if has_failed && model.is_affine() && dimension <= MAX_IN_EIGENVALUES && !is_monotone(&mut model) {
            solution.status = VariationalInequalityStatus::NotMonotone;
        }
        Ok(solution)
    }
}

/// Returns whether an affine map is monotone, up to rounding.
fn is_monotone(model: &mut Model) -> bool {
    let size = model.dimension();
    let mut entries = vec![0.0; size * size];
    model.jacobian(&vec![0.0; size], &mut entries);
    let symmetric = Mat::from_fn(size, size, |i, j| 0.5 * entries[i * size + j] + 0.5 * entries[j * size + i]);
    let norm = entries.iter().fold(0.0_f64, |norm, entry| norm.hypot(*entry));
    symmetric_eigenvalues(&symmetric).first().is_none_or(|least| *least >= NEGATIVE * norm)
}

impl VariationalInequalityDataProblem {
    /// The problem in the form of the dialogue.
    fn with(self, model: &Model) -> VariationalInequalityProblem {
        let size = Some(model.dimension() as u32);
        let free = || {
            vec![ConvexSet {
                kind: SetKind::Free,
                size,
                lower: None,
                upper: None,
                sum: None,
                radius: None,
                center: None,
            }]
        };
        VariationalInequalityProblem {
            jacobian: model.dimension() <= MAX_IN_NEWTON,
            components: model.components().is_some(),
            component_count: model.components(),
            options: VariationalInequalityOptions { set: Some(self.options.set.unwrap_or_else(free)), ..self.options },
        }
    }
}
