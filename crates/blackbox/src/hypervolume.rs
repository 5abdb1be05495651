//! Hypervolume: how much of the space before a reference a set of vectors dominates, and what each of them alone adds.
//!
//! Source for the indicator: Zitzler, Thiele, Multiobjective Evolutionary Algorithms, IEEE Trans. Evol. Comput. 3, 1999.

use crate::volume::{Boxes, HypervolumeProgress, Interruption, Meter, add_volume, exclusive_areas, exclusive_volume};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Ending, Error, Matrix, Run, Task, Vector, check};

/// Hypervolume: the volume of what is worse than some vector of a set in every objective and better than a reference; exact up
/// to rounding, for 1 to 8 objectives that are minimised. The larger, the better the set, and larger sets have no less: the
/// measure by which sets of compromises are compared (Zitzler, Thiele: Multiobjective Evolutionary Algorithms, IEEE
/// Transactions on Evolutionary Computation 3, 1999).
///
/// With n vectors it takes of the order of n log n for up to three objectives, n² for four, and more for each further one, by
/// the algorithm of While, Bradstreet, Barone: A Fast Way of Calculating Exact Hypervolumes, IEEE Transactions on Evolutionary
/// Computation 16, 2012.
///
/// @example
/// ```ts
/// const { hypervolume: volume } = await hypervolume({ values: [[1, 3], [2, 1]], reference: [4, 4] });
/// ```
#[derive(JsonSchema)]
pub struct Hypervolume;

/// The set and the reference.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct HypervolumeProblem {
    /// The vectors, one a row, with an objective in each of 1 to 8 columns; less is better. Any number of rows.
    pub values: Matrix,
    /// As many numbers as objectives. Vectors that are not better than this in every objective count for nothing.
    pub reference: Vector,
    /// Whether to tell what each vector alone adds. For two objectives this takes no longer, else up to as long again for each
    /// vector. Default: false.
    #[serde(default)]
    pub contributions: bool,
}

/// The volume.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct HypervolumeSolution {
    /// `converged`: the hypervolume is exact up to rounding, and the contributions are told where they were asked for. `timeLimit`:
    /// the time was used up, the hypervolume is at least what is told, and no contribution is.
    pub status: Ending,
    /// The volume, in the product of the objectives' units.
    pub hypervolume: f64,
    /// By how much the hypervolume would be less without each vector: 0 for one that another equals or dominates.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contributions: Option<Vector>,
}

/// More objectives than this would take too long for any but the smallest sets.
const MOST_OBJECTIVES: usize = 8;

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
    check::count("values.columns", values.columns, 1..=MOST_OBJECTIVES)?;
    check::matrix("values", values, check::FINITE)?;
    check::finite_vector("reference", reference, values.columns, "values has columns")
}

/// What each box alone has.
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

/// How far vectors are before a reference, where they are so in every objective.
struct Extents {
    boxes: Boxes,
    /// The row of each.
    rows: Vec<usize>,
    /// The power of two by which each objective is multiplied, so that volumes neither overflow nor underflow.
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

    /// A volume in the units of the problem.
    fn in_units(&self, volume: f64) -> f64 {
        let (mut volume, mut left) = (volume, -self.exponents.iter().sum::<i32>());
        while left != 0 {
            let step = left.clamp(-LARGEST_EXPONENT, LARGEST_EXPONENT);
            volume *= 2.0_f64.powi(step);
            left -= step;
        }
        volume
    }

    /// Volumes of all vectors of the problem.
    fn spread(&self, volumes: &[f64], rows: usize) -> Vec<f64> {
        let mut spread = vec![0.0; rows];
        for (&row, &volume) in self.rows.iter().zip(volumes) {
            spread[row] = self.in_units(volume);
        }
        spread
    }
}

/// Both this power of two and its inverse are ordinary numbers.
const LARGEST_EXPONENT: i32 = 1000;

/// The exponent that brings the largest number of an objective near 1.
fn exponent_of_column(values: &Matrix, reference: &[f64], column: usize) -> i32 {
    let largest = (0..values.rows).fold(reference[column].abs(), |most, i| most.max(values.row(i)[column].abs()));
    if largest == 0.0 { 0 } else { (-largest.log2().floor() as i32).min(LARGEST_EXPONENT) }
}
