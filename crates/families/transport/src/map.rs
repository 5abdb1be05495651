//! Transport maps of solved problems, as a task.
//!
//! | module | content |
//! |---|---|
//! | [`problem`], [`solution`] | the caller's problem and solution |
//! | `check` | validation, and reduction of both directions to a map from sources to targets |
//! | `plan` | images by the rows of a plan |
//! | `project` | images by the potentials |

pub mod problem;
pub mod solution;

mod check;
mod plan;
mod project;

use crate::geometry::all;
use check::checked;
use plan::images_by_plan;
use problem::MapProblem;
use project::project;
use schemars::JsonSchema;
use solution::MapSolution;
use superlinear_interface::{Error, Matrix, NoProgress, Run, Task};

/// Maps each point of a solved transport problem, or new points, to the mean of the targets that receive its mass (the
/// barycentric projection). Takes passes over the cost, row by row, without storing a plan.
///
/// New points are mapped by the potentials, after Pooladian, Niles-Weed: Entropic estimation of optimal transport maps
/// (arXiv 2109.12004).
///
/// @example
/// ```ts
/// const problem = { sourcePoints: [[0], [1]], targetPoints: [[10], [12]], regularization: 0.1 };
/// const solution = await sinkhornNewton(problem);
/// const { images } = await map({ problem, solution, points: [[0], [0.5], [1]] });
/// ```
#[derive(JsonSchema)]
pub struct Map;

impl Task for Map {
    const NAME: &'static str = "transport.map";
    type Problem = MapProblem;
    type Solution = MapSolution;
    type Progress = NoProgress;

    fn solve(problem: MapProblem, run: &Run) -> Result<MapSolution, Error> {
        let checked = checked(problem, run)?;
        let (count, dimension) = (checked.geometry.shape().0, checked.destinations.columns);
        let (images, potential) = match &checked.own {
            None => {
                let projection = project(&checked, &all(count), run)?;
                (projection.images, projection.potential.into())
            }
            Some(own) => {
                let (mut images, left) = images_by_plan(own, &checked.destinations)?;
                let by_potentials = project(&checked, &left, run)?.images;
                for (image, &i) in by_potentials.chunks_exact(dimension).zip(&left) {
                    images[i as usize * dimension..][..dimension].copy_from_slice(image);
                }
                (images, own.potential.clone())
            }
        };
        Ok(MapSolution { images: Matrix::new(count, dimension, images), potential })
    }
}
