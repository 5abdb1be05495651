//! Validated inputs of all methods: costs, or points with a metric, and the source and target masses.

use crate::geometry::{Geometry, all};
use crate::problem::Metric;
use superlinear_interface::{Error, Matrix, Vector, check};
use superlinear_numerics::parallel::sum;

/// A larger relative difference between the sums of source and target masses is an error. Rounding of masses intended
/// to agree stays far below.
pub(crate) const SUM_TOLERANCE: f64 = 1e-9;

/// The options that define the masses and the cost.
#[derive(Clone, Debug)]
pub(crate) struct Inputs {
    pub cost: Option<Matrix>,
    pub source_points: Option<Matrix>,
    pub target_points: Option<Matrix>,
    pub metric: Metric,
    pub source: Option<Vector>,
    pub target: Option<Vector>,
    pub normalize: bool,
}

/// The source and target masses, without points of zero mass and divided by their sums.
#[derive(Debug)]
pub(crate) struct Masses {
    pub source: Side,
    pub target: Side,
    /// The relative difference of the given sums, if they must agree. Division by the sums spreads it over all masses.
    pub uneven: f64,
}

impl Masses {
    /// The number of pairs of points with mass.
    pub(crate) fn pairs(&self) -> usize {
        self.source.support.len() * self.target.support.len()
    }

    /// Returns whether every point has mass.
    pub(crate) fn are_whole(&self) -> bool {
        self.source.is_whole() && self.target.is_whole()
    }
}

/// The masses of one marginal.
#[derive(Debug)]
pub(crate) struct Side {
    /// The number of points, with or without mass.
    pub count: usize,
    /// The indices of the points with mass, ascending for the sources.
    pub support: Vec<u32>,
    /// Their masses, of sum 1.
    pub masses: Vec<f64>,
    /// The sum of the given masses.
    pub total: f64,
}

impl Side {
    /// Permutes the points with mass.
    pub(crate) fn reorder(&mut self, order: &[u32]) {
        self.support = order.iter().map(|&k| self.support[k as usize]).collect();
        self.masses = order.iter().map(|&k| self.masses[k as usize]).collect();
    }

    /// Removes the points with mass whose position is marked in `is_left`, and returns their mass. Some must remain.
    pub(crate) fn leave(&mut self, is_left: &[bool]) -> f64 {
        if !is_left.contains(&true) {
            return 0.0;
        }
        let points = self.support.iter().copied().zip(self.masses.iter().copied());
        let (left, stay): (Vec<_>, Vec<_>) = points.zip(is_left).partition(|(_, is_left)| **is_left);
        let part = |points: &[((u32, f64), &bool)]| points.iter().map(|((_, mass), _)| mass).sum::<f64>();
        let (left, part) = (self.total * part(&left), part(&stay));
        (self.support, self.masses) = stay.into_iter().map(|((index, mass), _)| (index, mass / part)).unzip();
        self.total *= part;
        left
    }

    /// Returns whether every point has mass.
    pub(crate) fn is_whole(&self) -> bool {
        self.support.len() == self.count
    }
}

/// The indices below `count` that are absent from `indices`.
pub(crate) fn missing(indices: &[u32], count: usize) -> Vec<u32> {
    let mut is_missing = vec![true; count];
    for &index in indices {
        is_missing[index as usize] = false;
    }
    (0..count as u32).filter(|&index| is_missing[index as usize]).collect()
}

impl Inputs {
    /// The cost matrix, or the points and their metric.
    pub(crate) fn geometry(&self) -> Result<Geometry, Error> {
        Geometry::new(&self.cost, [&self.source_points, &self.target_points], self.metric)
    }

    /// The masses of `n` sources and `m` targets. If `must_agree`, their sums must be equal.
    pub(crate) fn masses(&self, n: usize, m: usize, must_agree: bool) -> Result<Masses, Error> {
        let mut source = check_side("source", self.source.as_ref(), n, "sources")?;
        let mut target = check_side("target", self.target.as_ref(), m, "targets")?;
        if self.normalize {
            (source.total, target.total) = (1.0, 1.0);
            return Ok(Masses { source, target, uneven: 0.0 });
        }
        match (&self.source, &self.target) {
            (None, Some(_)) => source.total = target.total,
            (Some(_), None) => target.total = source.total,
            _ => {}
        }
        let (x, y) = (source.total, target.total);
        let mut uneven = 0.0;
        if must_agree {
            uneven = (x - y).abs() / x.max(y);
            if uneven > SUM_TOLERANCE {
                let cure = "give masses of equal sums, or set normalize to true";
                let [x, y] = [x, y].map(check::short);
                return Err(Error::invalid("target", format!("sums to {y} where source sums to {x}; {cure}")));
            }
            target.total = x;
        }
        Ok(Masses { source, target, uneven })
    }
}

/// Checks the masses of one marginal.
pub(crate) fn check_side(path: &str, masses: Option<&Vector>, count: usize, what: &str) -> Result<Side, Error> {
    let Some(masses) = masses else {
        return Ok(Side { count, support: all(count), masses: vec![1.0 / count as f64; count], total: 1.0 });
    };
    check::length(path, masses.len(), count, &format!("there are {what}"))?;
    check::numbers(path, masses, check::NOT_NEGATIVE)?;
    let total = sum(masses);
    if total == 0.0 || !total.is_finite() {
        return Err(Error::invalid(path, format!("must have a positive, finite sum, got {}", check::short(total))));
    }
    // Masses that vanish relative to the total count as zero.
    let holds_mass = |&(_, &mass): &(usize, &f64)| mass / total > 0.0;
    let (support, masses) =
        masses.iter().enumerate().filter(holds_mass).map(|(index, mass)| (index as u32, mass / total)).unzip();
    Ok(Side { count, support, masses, total })
}
