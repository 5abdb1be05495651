//! What every method takes, checked: costs, or points that have costs, and the masses of both sides.

use crate::geometry::{Geometry, all};
use crate::problem::Metric;
use superlinear_interface::{Error, Matrix, Vector, check};
use superlinear_numerics::parallel::sum;

/// Sums of source and target masses that differ by more than this part of the larger are an error: rounding of masses that
/// were meant to agree stays far below.
pub(crate) const SUM_TOLERANCE: f64 = 1e-9;

/// The options that say what mass is to be moved, and at what cost.
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

/// The masses of both sides, each without the points that hold none and divided by its sum.
#[derive(Debug)]
pub(crate) struct Masses {
    pub source: Side,
    pub target: Side,
    /// The part by which the sums as given differ, where they must agree; dividing by the sums spreads it over all masses.
    pub uneven: f64,
}

impl Masses {
    /// How many pairs of points hold mass.
    pub fn pairs(&self) -> usize {
        self.source.support.len() * self.target.support.len()
    }

    /// True where every point holds mass.
    pub fn are_whole(&self) -> bool {
        self.source.is_whole() && self.target.is_whole()
    }
}

/// The masses of one side.
#[derive(Debug)]
pub(crate) struct Side {
    /// How many points there are, with mass or without.
    pub count: usize,
    /// The indices of the points that hold mass, ascending for the sources.
    pub support: Vec<u32>,
    /// Their masses, of sum 1.
    pub masses: Vec<f64>,
    /// The sum of the masses as given.
    pub total: f64,
}

impl Side {
    /// Puts the points that hold mass into another order.
    pub fn reorder(&mut self, order: &[u32]) {
        self.support = order.iter().map(|&k| self.support[k as usize]).collect();
        self.masses = order.iter().map(|&k| self.masses[k as usize]).collect();
    }

    /// Takes out the points that `is_left` marks, by place, and returns their mass. Some must stay.
    pub fn leave(&mut self, is_left: &[bool]) -> f64 {
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

    /// True where every point holds mass.
    pub fn is_whole(&self) -> bool {
        self.support.len() == self.count
    }
}

/// The indices below `count` that are not among the `indices`.
pub(crate) fn missing(indices: &[u32], count: usize) -> Vec<u32> {
    let mut is_missing = vec![true; count];
    for &index in indices {
        is_missing[index as usize] = false;
    }
    (0..count as u32).filter(|&index| is_missing[index as usize]).collect()
}

impl Inputs {
    /// The costs, or the points that have them.
    pub fn geometry(&self) -> Result<Geometry, Error> {
        Geometry::new(&self.cost, [&self.source_points, &self.target_points], self.metric)
    }

    /// The masses of `n` sources and `m` targets. Their sums must agree where all mass has to be moved.
    pub fn masses(&self, n: usize, m: usize, must_agree: bool) -> Result<Masses, Error> {
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

/// Checks the masses of one side.
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
    // Masses that vanish beside the total are no masses.
    let holds_mass = |&(_, &mass): &(usize, &f64)| mass / total > 0.0;
    let (support, masses) =
        masses.iter().enumerate().filter(holds_mass).map(|(index, mass)| (index as u32, mass / total)).unzip();
    Ok(Side { count, support, masses, total })
}
