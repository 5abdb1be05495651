//! Comparison of attractors: where two series spend their time, and with what spectra.

mod occupancy;
mod spectra;

use crate::series::Series;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Effort, Error, NoProgress, Run, Task, VectorOrMatrix, check};

pub(crate) use occupancy::{Cells, Grid};

/// Compares the attractors of two series by the distributions of their states and by their spectra, which chaos leaves
/// alike while the series themselves separate. The divergences of the reference's own halves are the floor: differences
/// at or below it mean nothing. They depend on the length, so compare series of equal length.
///
/// @example
/// ```ts
/// const reference = Array.from({ length: 400 }, (_, k) => [Math.sin(k / 5), Math.cos(k / 5)]);
/// const series = Array.from({ length: 400 }, (_, k) => [Math.sin(k / 4), Math.cos(k / 4)]);
/// const { attractorDivergence, spectrumDistance } = await compareAttractors({ reference, series });
/// ```
#[derive(JsonSchema)]
pub struct CompareAttractors;

/// Two series with the same columns.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CompareAttractorsProblem {
    /// The reference: a row for each time, or a vector; at least 20 rows.
    pub reference: VectorOrMatrix,
    /// The series that is compared, with as many columns and at least 10 rows.
    pub series: VectorOrMatrix,
    /// The number of intervals of each coordinate, from 2 to 200.
    #[serde(default = "default_bins")]
    pub bins: u32,
    /// The standard deviation of the Gaussian that smooths spectra, in frequencies of the periodogram; at most 1000.
    #[serde(default = "default_smoothing")]
    pub smoothing: f64,
    /// The count added to each cell, from 1e-100 to 1.
    #[serde(default = "default_pseudocount")]
    pub pseudocount: f64,
}

fn default_bins() -> u32 {
    30
}

pub(crate) fn default_smoothing() -> f64 {
    20.0
}

fn default_pseudocount() -> f64 {
    1e-5
}

/// The distance of two attractors.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompareAttractorsSolution {
    /// The Kullback–Leibler divergence, in nats, of the series' distribution of states from that of the reference, over
    /// the cells of a grid and one for all states outside. With more than three columns the mean over pairs of columns.
    pub attractor_divergence: f64,
    /// The same for the second half of the reference and its first half.
    pub divergence_floor: f64,
    /// The Hellinger distance of the smoothed and normalized power spectra, from 0 to 1: the mean over columns. If lengths
    /// differ, of the first rows of the longer series.
    pub spectrum_distance: f64,
    /// The same for the halves of the reference.
    pub spectrum_floor: f64,
}

/// The minimum numbers of rows of the reference and of the series.
const MIN_REFERENCE: usize = 20;
const MIN_ROWS: usize = 10;

/// The minimum count added to each cell: quotients of counts stay finite.
const MIN_PSEUDOCOUNT: f64 = 1e-100;

/// The maximum standard deviation of smoothing.
const MAX_SMOOTHING: f64 = 1000.0;

impl Task for CompareAttractors {
    const NAME: &'static str = "dynamics.compareAttractors";
    type Problem = CompareAttractorsProblem;
    type Solution = CompareAttractorsSolution;
    type Progress = NoProgress;

    fn solve(problem: CompareAttractorsProblem, run: &Run) -> Result<CompareAttractorsSolution, Error> {
        check::count("bins", problem.bins as usize, 2..=200)?;
        check::number("smoothing", problem.smoothing, 0.0..=MAX_SMOOTHING)?;
        check::number("pseudocount", problem.pseudocount, MIN_PSEUDOCOUNT..=1.0)?;
        let reference = Series::with_rows("reference", &problem.reference, MIN_REFERENCE)?;
        let series = Series::with_rows("series", &problem.series, MIN_ROWS)?;
        check::columns("series", series.columns, reference.columns, "reference")?;
        let moments = reference.moments("reference")?;
        // Transforms of lengths that are no power of two take a longer one.
        run.ensure_memory("series", [20, reference.rows()])?;
        let grid = Grid { bins: problem.bins as usize, pseudocount: problem.pseudocount };
        let cells = Cells::new(reference, &moments, grid, run)?;
        let [first, second] = halves(reference);
        let effort = &mut Effort::new(run, "compare the series");
        Ok(CompareAttractorsSolution {
            attractor_divergence: cells.divergence(reference, series, effort)?,
            divergence_floor: cells.floor(reference, effort)?,
            spectrum_distance: distance(reference, series, problem.smoothing, effort)?,
            spectrum_floor: distance(first, second, problem.smoothing, effort)?,
        })
    }
}

/// The halves of a series, without the middle row of an odd number.
fn halves(series: Series) -> [Series; 2] {
    let half = series.rows() / 2;
    [series.part(0..half), series.part(series.rows() - half..series.rows())]
}

/// The distance of the spectra of two series, over the first rows of the longer one.
pub(crate) fn distance(reference: Series, series: Series, smoothing: f64, effort: &mut Effort) -> Result<f64, Error> {
    let rows = reference.rows().min(series.rows());
    spectra::distance(reference.part(0..rows), series.part(0..rows), smoothing, effort)
}
