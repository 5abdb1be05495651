//! The source of costs: a matrix, or two sets of points and their metric.

use crate::cost::{Cost, MatrixCost, PointCost};
use crate::kernels::survey::Survey;
use crate::memory::reserved;
use crate::problem::Metric;
use superlinear_interface::{Code, Error, Matrix, check};

/// The source of costs.
#[derive(Debug)]
pub(crate) enum Geometry {
    /// A matrix of finite numbers, with infinities for forbidden pairs.
    Cost(Matrix),
    Points {
        sources: Matrix,
        targets: Matrix,
        metric: Metric,
    },
}

impl Geometry {
    /// Takes the cost or the points. Validates all but the finiteness of the cost.
    pub(crate) fn new(cost: &Option<Matrix>, points: [&Option<Matrix>; 2], metric: Metric) -> Result<Self, Error> {
        let geometry = match (cost, points) {
            (Some(_), [Some(_), _] | [_, Some(_)]) => {
                return Err(Error::invalid("cost", "cannot be given together with sourcePoints or targetPoints"));
            }
            (None, [None, None]) => {
                return Err(Error::invalid("cost", "must be given, or sourcePoints and targetPoints instead"));
            }
            (None, [Some(_), None]) => return Err(Error::invalid("targetPoints", "must be given with sourcePoints")),
            (None, [None, Some(_)]) => return Err(Error::invalid("sourcePoints", "must be given with targetPoints")),
            (Some(cost), [None, None]) => {
                check::has_entries("cost", cost.rows, cost.columns)?;
                Self::Cost(cost.clone())
            }
            (None, [Some(sources), Some(targets)]) => {
                check_points(["sourcePoints", "targetPoints"], [sources, targets], metric)?;
                Self::Points { sources: sources.clone(), targets: targets.clone(), metric }
            }
        };
        let (n, m) = geometry.shape();
        if n > i32::MAX as usize || m > i32::MAX as usize {
            return Err(Error::new(Code::OutOfMemory, format!("{n} x {m} is more than 32-bit indices can address")));
        }
        Ok(geometry)
    }

    /// Exchanges sources and targets.
    pub(crate) fn turned(self) -> Result<Self, Error> {
        match self {
            Self::Points { sources, targets, metric } => {
                Ok(Self::Points { sources: targets, targets: sources, metric })
            }
            Self::Cost(cost) => {
                let mut data = reserved(cost.data.len())?;
                data.extend(
                    (0..cost.columns).flat_map(|j| (0..cost.rows).map(move |i| (i, j))).map(|(i, j)| cost.row(i)[j]),
                );
                Ok(Self::Cost(Matrix::new(cost.columns, cost.rows, data)))
            }
        }
    }

    /// The numbers of sources and targets.
    pub(crate) fn shape(&self) -> (usize, usize) {
        match self {
            Self::Cost(cost) => (cost.rows, cost.columns),
            Self::Points { sources, targets, .. } => (sources.rows, targets.rows),
        }
    }

    /// The cost between the given sources and targets. A matrix is shared, not copied.
    pub(crate) fn cost(&self, rows: &[u32], columns: &[u32]) -> Cost {
        let selected = |indices: &[u32], count: usize| (!is_all(indices, count)).then(|| indices.to_vec());
        match self {
            Self::Cost(matrix) => Cost::Matrix(MatrixCost {
                rows: selected(rows, matrix.rows),
                columns: selected(columns, matrix.columns),
                matrix: matrix.clone(),
            }),
            Self::Points { sources, targets, metric } => {
                Cost::Points(PointCost::new(sources, rows, targets, columns, *metric))
            }
        }
    }

    /// The cost between all sources and all targets.
    pub(crate) fn whole_cost(&self) -> Cost {
        let (n, m) = self.shape();
        self.cost(&all(n), &all(m))
    }

    /// Reports invalid costs, given the survey of all of them.
    pub(crate) fn check_costs(&self, seen: &Survey) -> Result<(), Error> {
        match self {
            Self::Cost(cost) => {
                let is_wrong = |value: &f64| value.is_nan() || *value == f64::NEG_INFINITY;
                if !seen.sum.is_finite()
                    && let Some(index) = cost.data.iter().position(is_wrong)
                {
                    let got = check::short(cost.data[index]);
                    return Err(Error::invalid(
                        format!("cost.data[{index}]"),
                        format!("must be a number or Infinity, got {got}"),
                    ));
                }
                if seen.forbidden == cost.data.len() {
                    return Err(Error::infeasible("cost", "has all pairs forbidden: every entry is Infinity"));
                }
                if seen.extent.range().is_finite() {
                    return Ok(());
                }
                Err(Error::invalid("cost", "has entries with a difference that overflows"))
            }
            Self::Points { .. } if seen.forbidden == 0 => Ok(()),
            Self::Points { .. } => Err(Error::invalid("sourcePoints", "and targetPoints have distances that overflow")),
        }
    }
}

/// The indices below `count`.
pub(crate) fn all(count: usize) -> Vec<u32> {
    (0..count as u32).collect()
}

/// Returns whether `indices` are all indices below `count` in their order.
pub(crate) fn is_all(indices: &[u32], count: usize) -> bool {
    indices.len() == count && indices.iter().enumerate().all(|(k, &index)| index as usize == k)
}

/// Checks the points and their common dimension; the paths are those of the sources and of the targets.
pub(crate) fn check_points(paths: [&str; 2], points: [&Matrix; 2], metric: Metric) -> Result<(), Error> {
    for (path, points) in paths.into_iter().zip(points) {
        check::has_entries(path, points.rows, points.columns)?;
        check::matrix(path, points, check::FINITE)?;
        if metric == Metric::Cosine
            && let Some(row) = (0..points.rows).find(|&row| points.row(row).iter().all(|&value| value == 0.0))
        {
            return Err(Error::invalid(path, format!("has the zero vector in row {row}, which has no cosine")));
        }
    }
    let [expected, got] = points.map(|points| points.columns);
    if got != expected {
        return Err(Error::invalid(paths[1], format!("must have the {expected} columns of {}, got {got}", paths[0])));
    }
    Ok(())
}
