//! Densities that are functions of the caller, by questions.

use super::density::{Corners, Derivatives, Order};
use superlinear_interface::{Lengths, Oracle};
use superlinear_numerics::differences::CENTRAL_STEP;

/// The names of the questions, in the order of their tags.
pub(super) const QUESTIONS: &[&str] = &["density", "hessian"];

const DENSITY: usize = 0;
const HESSIAN: usize = 1;

/// The numbers per corner in a point: the value, the gradient and the place, both with x first.
fn numbers(axes: usize) -> usize {
    1 + 2 * axes
}

/// The lengths per corner of point and answer of each question, on a mesh with so many axes.
pub(super) fn lengths(axes: usize) -> [Lengths; 2] {
    let point = numbers(axes);
    [Lengths { point, answer: 2 + axes }, Lengths { point, answer: (1 + axes) * (1 + axes) }]
}

/// A density of the caller.
pub(super) struct Asked {
    pub oracle: Oracle,
    /// Whether the second derivatives can be asked.
    pub has_hessian: bool,
}

impl Asked {
    pub async fn evaluate(&self, corners: &Corners, order: Order, to: &mut Derivatives) {
        let (count, axes) = (corners.count(), corners.gradient.len());
        let points = points(corners);
        let first = self.ask(DENSITY, &points, axes).await;
        let second = match order {
            Order::First => Vec::new(),
            Order::Second if self.has_hessian => self.ask(HESSIAN, &points, axes).await,
            Order::Second => self.differences(&points, axes).await,
        };
        to.resize(count, axes, order, true);
        for (corner, first) in first.chunks_exact(lengths(axes)[DENSITY].answer).enumerate() {
            let entry = |a: usize, b: usize| second[(corner * (1 + axes) + a) * (1 + axes) + b];
            to.write(corner, first[0], |a| first[1 + a], |a, b| 0.5 * (entry(a, b) + entry(b, a)));
        }
    }

    async fn ask(&self, tag: usize, points: &[f64], axes: usize) -> Vec<f64> {
        let Lengths { point, answer } = lengths(axes)[tag];
        let mut answer = vec![0.0; points.len() / point * answer];
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
            let [above, below] = [self.ask(DENSITY, &upper, axes).await, self.ask(DENSITY, &lower, axes).await];
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
