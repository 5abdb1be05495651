//! Densities that are functions of the caller, as a dialogue.

use super::density::{Corners, Derivatives, Order};
use super::integrand::Integrand;
use super::problem::EnergyOptions;
use super::solution::MinimizeEnergySolution;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, check};
use superlinear_numerics::differences::CENTRAL_STEP;

/// Minimizes the integral of a density that is a function of the caller.
pub struct MinimizeEnergyFunctions;

/// An energy with a density of the caller.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EnergyFunctionsProblem {
    /// Whether the second derivatives of the density can be asked. Default: central differences of the first ones.
    #[serde(default)]
    pub hessian: bool,
    /// The grid, the data and the options.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub options: EnergyOptions,
}

const DENSITY: usize = 0;
const HESSIAN: usize = 1;

/// The numbers per corner in a point: the value, the gradient and the place, both with x first.
fn numbers(axes: usize) -> usize {
    1 + 2 * axes
}

impl Dialogue for MinimizeEnergyFunctions {
    const NAME: &'static str = "pde.minimizeEnergy";
    const QUESTIONS: &'static [&'static str] = &["density", "hessian"];
    type Problem = EnergyFunctionsProblem;
    type Solution = MinimizeEnergySolution;

    fn lengths(problem: &EnergyFunctionsProblem) -> Result<Vec<Lengths>, Error> {
        check::entries("points", problem.options.points.len(), 1..=3)?;
        Ok(vec![Lengths { point: 0, answer: 0 }; 2])
    }

    fn item_lengths(problem: &EnergyFunctionsProblem) -> Vec<Lengths> {
        let axes = problem.options.points.len();
        let point = numbers(axes);
        vec![Lengths { point, answer: 2 + axes }, Lengths { point, answer: (1 + axes) * (1 + axes) }]
    }

    async fn solve(problem: EnergyFunctionsProblem, oracle: Oracle, run: Run) -> Result<MinimizeEnergySolution, Error> {
        let density = Integrand::Asked(Asked { oracle: oracle.clone(), has_hessian: problem.hessian });
        super::solve(&problem.options, &density, Some(&oracle), &run).await
    }
}

/// A density of the caller.
pub(super) struct Asked {
    oracle: Oracle,
    has_hessian: bool,
}

impl Asked {
    pub async fn evaluate(&self, corners: &Corners, order: Order, to: &mut Derivatives) {
        let (count, axes) = (corners.count(), corners.gradient.len());
        let points = points(corners);
        let first = self.ask(DENSITY, &points, numbers(axes), 2 + axes).await;
        let second = match order {
            Order::First => Vec::new(),
            Order::Second if self.has_hessian => {
                let variables = 1 + axes;
                self.ask(HESSIAN, &points, numbers(axes), variables * variables).await
            }
            Order::Second => self.differences(&points, axes).await,
        };
        to.resize(count, axes, order);
        for (corner, first) in first.chunks_exact(2 + axes).enumerate() {
            let entry = |a: usize, b: usize| second[(corner * (1 + axes) + a) * (1 + axes) + b];
            to.write(corner, first[0], |a| first[1 + a], |a, b| 0.5 * (entry(a, b) + entry(b, a)));
        }
    }

    async fn ask(&self, tag: usize, points: &[f64], numbers: usize, length: usize) -> Vec<f64> {
        let mut answer = vec![0.0; points.len() / numbers * length];
        self.oracle.ask(tag, points, &mut answer).await;
        answer
    }

    /// The second derivatives by central differences.
    async fn differences(&self, points: &[f64], axes: usize) -> Vec<f64> {
        let (numbers, variables) = (numbers(axes), 1 + axes);
        let count = points.len() / numbers;
        let mut second = vec![0.0; count * variables * variables];
        for variable in 0..variables {
            let (mut upper, mut lower) = (points.to_vec(), points.to_vec());
            for point in (0..points.len()).step_by(numbers) {
                let step = CENTRAL_STEP * points[point + variable].abs().max(1.0);
                upper[point + variable] += step;
                lower[point + variable] -= step;
            }
            let [above, below] = [
                self.ask(DENSITY, &upper, numbers, 1 + variables).await,
                self.ask(DENSITY, &lower, numbers, 1 + variables).await,
            ];
            for corner in 0..count {
                let place = corner * numbers + variable;
                let distance = upper[place] - lower[place];
                for other in 0..variables {
                    let slope = corner * (1 + variables) + 1 + other;
                    second[(corner * variables + variable) * variables + other] =
                        (above[slope] - below[slope]) / distance;
                }
            }
        }
        second
    }
}

/// The value, the gradient and the place of each corner, corner after corner.
fn points(corners: &Corners) -> Vec<f64> {
    let (axes, numbers) = (corners.gradient.len(), numbers(corners.gradient.len()));
    let mut points = vec![0.0; corners.count() * numbers];
    for (corner, point) in points.chunks_exact_mut(numbers).enumerate() {
        point[0] = corners.values[corner];
        for axis in 0..axes {
            point[axes - axis] = corners.gradient[axis][corner];
            point[2 * axes - axis] = corners.places[axis][corner];
        }
    }
    points
}
