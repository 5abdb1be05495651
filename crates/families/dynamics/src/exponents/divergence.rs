//! The largest exponent of a series: the slope of the mean logarithmic distance of neighbors over time.

use super::problem::LyapunovExponentsProblem;
use super::solution::{LyapunovExponentsSolution, LyapunovStatus};
use crate::embed::{Embedding, Wanted, vectors};
use crate::neighbors::Neighbors;
use crate::series::{STEPS, Series};
use crate::spectrum::mean_period;
use superlinear_interface::{Error, Run, VectorOrMatrix, check};
use superlinear_numerics::parallel::Parallelism;

/// The minimum number of rows of a series.
const MIN_ROWS: usize = 100;

/// The number of vectors whose neighbors are followed, and of those in a block.
const MAX_FOLLOWED: usize = 20_000;
const BLOCK: usize = 250;

/// Neighbors are followed for this number of mean periods by default, and for at most this number of rows.
const FOLLOWED_PERIODS: f64 = 1.3;
const MAX_FOLLOW: usize = 10_000;

/// The minimum length of fitted ranges in mean periods and in rows. Growth varies within a period, so that the straightest
/// short range is often steeper or flatter than the whole: of Lorenz .71 to 1.8 was seen with 20 rows, for .906.
const MIN_PERIODS: f64 = 0.75;
const MIN_RANGE: usize = 20;

/// The numbers of lengths and of first rows tried.
const LENGTHS: usize = 20;
const PLACES: usize = 200;

/// The required coefficient of determination.
const MIN_DETERMINATION: f64 = 0.98;

/// The sums of logarithms of distances, and their counts, after each number of rows.
struct Curve {
    sums: Vec<f64>,
    counts: Vec<u32>,
}

/// A line through a range of the curve.
#[derive(Clone, Copy)]
struct Line {
    first: usize,
    last: usize,
    slope: f64,
    error: f64,
    determination: f64,
}

pub(super) fn solve(problem: &LyapunovExponentsProblem, run: &Run) -> Result<LyapunovExponentsSolution, Error> {
    check::optional("step", problem.choice.step, STEPS)?;
    if let Some(follow) = problem.follow {
        check::count("follow", follow as usize, 3..=MAX_FOLLOW)?;
    }
    let series = VectorOrMatrix::Vector(problem.series.clone().unwrap_or_default());
    let series = Series::with_rows("series", &series, MIN_ROWS)?;
    let moments = series.moments("series")?[0];
    let values: Vec<f64> = series.values.iter().map(|value| moments.standardized(*value)).collect();
    let wanted = Wanted { delay: problem.delay, dimension: problem.dimension, ..Wanted::default() };
    let Embedding { delay, dimension, .. } = Embedding::of(&values, wanted, run)?;
    // Transforms of lengths that are no power of two take a longer one.
    run.ensure_memory("series", [20, values.len()])?;
    let period = mean_period(&values);
    let exclusion = problem.exclusion.map_or(period.ceil() as usize, |exclusion| exclusion as usize);
    let follow = problem.follow.map_or((FOLLOWED_PERIODS * period) as usize, |follow| follow as usize);
    let follow = if problem.follow.is_none() { follow.clamp(MIN_RANGE, MAX_FOLLOW) } else { follow };
    let count = values.len().saturating_sub((dimension - 1) * delay);
    if count <= follow + exclusion + 1 {
        let needed = (dimension - 1) * delay + follow + exclusion + 2;
        let message = format!(
            "must have at least {needed} rows for delay {delay}, dimension {dimension}, exclusion {exclusion} and \
             follow {follow}, got {}",
            values.len()
        );
        return Err(Error::invalid("series", message));
    }
    run.ensure_memory("series", [count, dimension + 2])?;
    let points = vectors(&values, delay, dimension, count);
    let Some(curve) = curve(&points, dimension, follow, exclusion, run)? else {
        return Ok(LyapunovExponentsSolution {
            status: LyapunovStatus::TimeLimit,
            ..LyapunovExponentsSolution::empty()
        });
    };
    let step = problem.choice.step.unwrap_or(1.0);
    let (line, is_linear) = straightest(&curve, (MIN_PERIODS * period) as usize);
    Ok(LyapunovExponentsSolution {
        status: if is_linear { LyapunovStatus::Finished } else { LyapunovStatus::NoLinearRange },
        exponents: vec![line.slope / step].into(),
        standard_errors: Some(vec![line.error / step].into()),
        curve: Some(curve.into()),
        fit_range: Some(vec![line.first as i32, line.last as i32].into()),
        delay: Some(delay as u32),
        dimension: Some(dimension as u32),
        ..LyapunovExponentsSolution::empty()
    })
}

/// The mean logarithms of distances; `None` out of time. Where all neighbors coincide, the value is that of rounding.
fn curve(
    points: &[f64],
    dimension: usize,
    follow: usize,
    exclusion: usize,
    run: &Run,
) -> Result<Option<Vec<f64>>, Error> {
    let count = points.len() / dimension - follow;
    let tree = Neighbors::new(&points[..count * dimension], dimension);
    let followed = count.min(MAX_FOLLOWED);
    let point = |index: usize| &points[index * dimension..][..dimension];
    let add = |curve: &mut Curve, index: usize| {
        let Some(neighbor) = tree.nearest(index, exclusion) else { return };
        for k in 0..=follow {
            let pairs = point(index + k).iter().zip(point(neighbor.index + k));
            let squared = pairs.map(|(a, b)| (a - b) * (a - b)).sum::<f64>();
            if squared > 0.0 {
                curve.sums[k] += 0.5 * squared.ln();
                curve.counts[k] += 1;
            }
        }
    };
    let watch = run.watch();
    let blocks = Parallelism::of(run).map_blocks(followed.div_ceil(BLOCK), |block| {
        let mut curve = Curve { sums: vec![0.0; follow + 1], counts: vec![0; follow + 1] };
        for place in block * BLOCK..followed.min((block + 1) * BLOCK) {
            if watch.is_over() {
                return None;
            }
            add(&mut curve, place * count / followed);
        }
        Some(curve)
    });
    if run.is_out_of_time()? {
        return Ok(None);
    }
    let mut total = Curve { sums: vec![0.0; follow + 1], counts: vec![0; follow + 1] };
    for block in blocks.into_iter().flatten() {
        total.sums.iter_mut().zip(block.sums).for_each(|(total, sum)| *total += sum);
        total.counts.iter_mut().zip(block.counts).for_each(|(total, count)| *total += count);
    }
    let mean = |(sum, count): (&f64, &u32)| if *count > 0 { sum / f64::from(*count) } else { f64::EPSILON.ln() };
    Ok(Some(total.sums.iter().zip(&total.counts).map(mean).collect()))
}

/// The line with the least standard error among those that fit well, or the one that fits best.
fn straightest(curve: &[f64], shortest: usize) -> (Line, bool) {
    let shortest = shortest.max(MIN_RANGE).min(curve.len());
    let step = (curve.len() / LENGTHS).max(1);
    let lengths = (shortest..=curve.len()).step_by(step);
    let places = move |length: usize| (0..=curve.len() - length).step_by((curve.len() / PLACES).max(1));
    let lines = lengths.flat_map(|length| places(length).map(move |first| Line::through(curve, first, length)));
    let mut best: Option<(Line, bool)> = None;
    for line in lines {
        let is_linear = line.determination >= MIN_DETERMINATION;
        let is_better = match best {
            None => true,
            Some((_, false)) if is_linear => true,
            Some((other, false)) => line.determination > other.determination,
            Some((other, true)) => is_linear && line.error < other.error,
        };
        if is_better {
            best = Some((line, is_linear));
        }
    }
    best.unwrap_or((Line::through(curve, 0, curve.len()), false))
}

impl Line {
    /// Least squares through the `length` points from `first` on; at least 3.
    fn through(curve: &[f64], first: usize, length: usize) -> Self {
        let (points, count) = (&curve[first..first + length], length as f64);
        let (middle, mean) = ((count - 1.0) / 2.0, points.iter().sum::<f64>() / count);
        let (mut along, mut across, mut total) = (0.0, 0.0, 0.0);
        for (k, value) in points.iter().enumerate() {
            let (time, value) = (k as f64 - middle, value - mean);
            along += time * time;
            across += time * value;
            total += value * value;
        }
        let slope = across / along;
        let residual = (total - slope * across).max(0.0);
        let determination = if total > 0.0 { 1.0 - residual / total } else { 0.0 };
        let error = (residual / ((count - 2.0) * along)).sqrt();
        Self { first, last: first + length - 1, slope, error, determination }
    }
}
