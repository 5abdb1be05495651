//! Hypervolume: the volume of the space dominated by a set of vectors, bounded by a reference point, and the exclusive
//! contribution of each vector.
//!
//! Source for the indicator: Zitzler, Thiele, Multiobjective Evolutionary Algorithms, IEEE Trans. Evol. Comput. 3,
//! 1999.

use crate::volume::{Boxes, HypervolumeProgress, Interruption, Meter, add_volume, exclusive_areas, exclusive_volume};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, Run, Task, Vector, check};

/// Hypervolume: the volume of all points that are worse than some vector of a set in every objective and better than a
/// reference. It is exact up to rounding, for 1 to 8 minimized objectives. Larger is better, and adding vectors never
/// decreases it: the usual measure to compare approximations of Pareto fronts (Zitzler, Thiele: Multiobjective
/// Evolutionary Algorithms, IEEE Transactions on Evolutionary Computation 3, 1999).
///
/// For n vectors the time is of order n log n for up to three objectives, n² for four, and more for each further one,
/// by the algorithm of While, Bradstreet, Barone: A Fast Way of Calculating Exact Hypervolumes, IEEE Transactions on
/// Evolutionary Computation 16, 2012.
///
/// @example
/// ```ts
/// const { hypervolume: volume } = await hypervolume({ values: [[1, 3], [2, 1]], reference: [4, 4] });
/// ```
#[derive(JsonSchema)]
pub struct Hypervolume;

/// The set of vectors and the reference point.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HypervolumeProblem {
    /// The vectors, one per row, with an objective in each of 1 to 8 columns; smaller is better. Any number of rows.
    pub values: Matrix,
    /// The reference point, one number per objective. Vectors that are not better in every objective are ignored.
    pub reference: Vector,
    /// Whether to compute the exclusive contribution of each vector. For two objectives this takes no extra time; for
    /// more, up to the time of the hypervolume for each vector. Default: false.
    #[serde(default)]
    pub contributions: bool,
}

/// The hypervolume of the set.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HypervolumeSolution {
    /// `converged`: the hypervolume is exact up to rounding, and requested contributions are present. `timeLimit`: the
    /// time limit was reached, the hypervolume is a lower bound, and contributions are absent.
    pub status: Ending,
    /// The hypervolume, in the product of the objectives' units.
    pub hypervolume: f64,
    /// The decrease of the hypervolume without each vector: 0 for a vector equaled or dominated by another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributions: Option<Vector>,
}

/// The largest number of objectives: more take too long for all but the smallest sets.
const MAX_OBJECTIVES: usize = 8;

impl Task for Hypervolume {
    const NAME: &'static str = "blackbox.hypervolume";
    type Problem = HypervolumeProblem;
    type Solution = HypervolumeSolution;
    type Progress = HypervolumeProgress;

    fn solve(problem: HypervolumeProblem, run: &Run) -> Result<HypervolumeSolution, Error> {
        check(&problem)?;
        let extents = Extents::of(&problem.values, &problem.reference);
        let asked = if problem.contributions { extents.boxes.count() } else { 0 };
        let mut meter = Meter::new(run, 1 + asked);
        let mut volume = 0.0;
        let mut outcome = add_volume(&extents.boxes, &mut volume, &mut meter);
        let mut contributions = None;
        if outcome.is_ok() && problem.contributions {
            meter.finish_one();
            (outcome, contributions) = match exclusive_volumes(&extents.boxes, &mut meter) {
                Ok(volumes) => (Ok(()), Some(extents.spread(&volumes, problem.values.rows).into())),
                Err(interruption) => (Err(interruption), None),
            };
        }
        let hypervolume = extents.in_units(volume);
        if !hypervolume.is_finite() {
            return Err(Error::invalid("values", "dominates a hypervolume beyond all numbers"));
        }
        let status = match outcome {
            Ok(()) => Ending::Converged,
            Err(Interruption::TimeLimit) => Ending::TimeLimit,
            Err(Interruption::Cancelled(error)) => return Err(error),
        };
        Ok(HypervolumeSolution { status, hypervolume, contributions })
    }
}

fn check(problem: &HypervolumeProblem) -> Result<(), Error> {
    let HypervolumeProblem { values, reference, .. } = problem;
    check::count("values.columns", values.columns, 1..=MAX_OBJECTIVES)?;
    check::matrix("values", values, check::FINITE)?;
    check::finite_vector("reference", reference, values.columns, "values has columns")
}

/// The exclusive volume of each box.
fn exclusive_volumes(boxes: &Boxes, meter: &mut Meter) -> Result<Vec<f64>, Interruption> {
    if boxes.dimension == 2 {
        return Ok(exclusive_areas(boxes));
    }
    let share = |k: usize| {
        let others = (0..boxes.count()).filter(|&other| other != k).map(|other| boxes.get(other));
        let volume = exclusive_volume(boxes.get(k), others, meter)?;
        meter.finish_one();
        Ok(volume)
    };
    (0..boxes.count()).map(share).collect()
}

/// The distances of vectors from the reference, for vectors better in every objective.
struct Extents {
    boxes: Boxes,
    /// The row of each vector.
    rows: Vec<usize>,
    /// The binary exponent of the scale of each objective, chosen so that volumes neither overflow nor underflow.
    exponents: Vec<i32>,
}

impl Extents {
    fn of(values: &Matrix, reference: &[f64]) -> Self {
        let exponents: Vec<i32> = (0..values.columns).map(|j| exponent_of_column(values, reference, j)).collect();
        let mut extents =
            Self { boxes: Boxes { dimension: values.columns, extents: Vec::new() }, rows: vec![], exponents };
        let scales: Vec<f64> = extents.exponents.iter().map(|&exponent| 2.0_f64.powi(exponent)).collect();
        for i in 0..values.rows {
            let extent = |j: usize| reference[j] * scales[j] - values.row(i)[j] * scales[j];
            if (0..values.columns).all(|j| extent(j) > 0.0) {
                extents.boxes.extents.extend((0..values.columns).map(extent));
                extents.rows.push(i);
            }
        }
        extents
    }

    /// Converts a volume to the units of the problem.
    fn in_units(&self, volume: f64) -> f64 {
        let (mut volume, mut left) = (volume, -self.exponents.iter().sum::<i32>());
        while left != 0 {
            let step = left.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT);
            volume *= 2.0_f64.powi(step);
            left -= step;
        }
        volume
    }

    /// Volumes of all vectors of the problem, in its units. 0 for ignored vectors.
    fn spread(&self, volumes: &[f64], rows: usize) -> Vec<f64> {
        let mut spread = vec![0.0; rows];
        for (&row, &volume) in self.rows.iter().zip(volumes) {
            spread[row] = self.in_units(volume);
        }
        spread
    }
}

/// The largest exponent such that the power of two and its inverse are normal numbers, with a margin.
const LARGEST_EXPONENT: i32 = 1000;

/// The exponent that scales the largest magnitude of an objective to about 1.
fn exponent_of_column(values: &Matrix, reference: &[f64], column: usize) -> i32 {
    let largest = (0..values.rows).fold(reference[column].abs(), |most, i| most.max(values.row(i)[column].abs()));
    if largest == 0.0 { 0 } else { (-largest.log2().floor() as i32).min(LARGEST_EXPONENT) }
}
