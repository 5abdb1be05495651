//! The mass to move, in the solver's units: all of it, or a part with dummies for the rest.

use super::masses::are_equal;
use super::tree::Edge;
use crate::inputs::{Masses, SUM_TOLERANCE, Side};
use superlinear_interface::{Error, check};
use superlinear_numerics::parallel::sum;

/// With equal masses, a transported mass this close to an integer multiple, relatively, counts as one.
const WHOLE_TOLERANCE: f64 = 1e-12;

/// Number of rounding errors per mass: conversion to the solver's units, rounding to an integer, and the flow.
const ROUNDINGS: f64 = 4.0;

/// The masses of a problem that moves all mass: those of the points with mass, then that of the dummy, if there is one.
#[derive(Debug)]
pub(crate) struct Amounts<'a> {
    /// The caller's masses.
    pub masses: &'a Masses,
    pub source: Vec<f64>,
    pub target: Vec<f64>,
    /// The caller's mass per unit.
    pub unit: f64,
    /// The units moved between points.
    pub moved: f64,
    /// Whether this is partial transport, even of all mass.
    pub is_part: bool,
    /// Whether every point sends or receives one unit or nothing, to or from a single point.
    pub are_pieces: bool,
}

impl<'a> Amounts<'a> {
    /// Amounts to move all mass.
    pub(crate) fn whole(masses: &'a Masses) -> Self {
        let (source, target) = (masses.source.masses.clone(), masses.target.masses.clone());
        let are_pieces = source.len() == target.len() && are_equal(&source) && are_equal(&target);
        Self { masses, source, target, unit: masses.source.total, moved: 1.0, is_part: false, are_pieces }
    }

    /// Amounts to move the part `mass`. The remaining source mass goes to the dummy target, and the missing target mass
    /// comes from the dummy source.
    pub(crate) fn part(masses: &'a Masses, mass: f64) -> Result<Self, Error> {
        let Masses { source, target, .. } = masses;
        let most = source.total.min(target.total);
        if !(0.0..=most * (1.0 + SUM_TOLERANCE)).contains(&mass) {
            let [most, mass] = [most, mass].map(check::short);
            let range = format!("must be from 0 to {most}, the smaller of the sums of the masses, got {mass}");
            return Err(Error::invalid("transportedMass", range));
        }
        let mass = mass.min(most);
        let pieces = whole_pieces(masses, mass);
        let [(source, staying), (target, lacking)] = [source, target].map(|side| match pieces {
            Some(count) => (vec![1.0; side.masses.len()], side.masses.len() as f64 - count),
            None => reduced(side, mass),
        });
        let with_dummy =
            |masses: Vec<f64>, dummy: f64| masses.into_iter().chain((dummy > 0.0).then_some(dummy)).collect();
        Ok(Self {
            masses,
            source: with_dummy(source, lacking),
            target: with_dummy(target, staying),
            unit: mass / pieces.unwrap_or(1.0).max(1.0),
            moved: pieces.unwrap_or(1.0),
            is_part: true,
            are_pieces: pieces.is_some(),
        })
    }

    /// The moved mass, in the caller's units.
    pub(crate) fn mass(&self) -> f64 {
        self.unit * self.moved
    }

    /// The total error of the masses in units: rounding, including to integers, and the allowed difference of the given
    /// sums.
    pub(crate) fn uncertainty(&self) -> f64 {
        let count = (self.source.len() + self.target.len()) as f64;
        self.masses.uneven + ROUNDINGS * f64::EPSILON * count * sum(&self.source)
    }

    /// The numbers of sources and targets without the dummies.
    pub(crate) fn points(&self) -> [usize; 2] {
        [self.masses.source.support.len(), self.masses.target.support.len()]
    }

    /// Returns whether an arc links two points, not a dummy.
    pub(crate) fn is_between_points(&self, edge: &Edge) -> bool {
        let [sources, targets] = self.points();
        (edge.source as usize) < sources && (edge.target as usize) < targets
    }
}

/// The masses of a marginal in units of `mass`, and the excess of their sum over one. No point sends or receives more
/// than the moved mass, so masses are cut to it: otherwise a small part would lose its digits to large masses.
fn reduced(side: &Side, mass: f64) -> (Vec<f64>, f64) {
    let units = side.total / mass;
    let cut: Vec<f64> = side.masses.iter().map(|share| (share * units).min(1.0)).collect();
    let is_any_cut = side.masses.iter().any(|share| share * units > 1.0);
    let excess = if is_any_cut { sum(&cut) - 1.0 } else { (side.total - mass) / mass };
    (cut, excess)
}

/// The number of moved masses, if all masses are equal and the number is an integer.
fn whole_pieces(masses: &Masses, mass: f64) -> Option<f64> {
    let Masses { source, target, .. } = masses;
    let piece = |side: &Side| side.total * side.masses[0];
    let is_near = |x: f64, y: f64| (x - y).abs() <= WHOLE_TOLERANCE * y;
    let count = mass / piece(source);
    let are_pieces = are_equal(&source.masses) && are_equal(&target.masses) && is_near(piece(target), piece(source));
    (are_pieces && is_near(count, count.round())).then(|| count.round())
}

#[cfg(test)]
mod tests {
    use super::Amounts;
    use crate::inputs::{Masses, Side};

    fn masses(source: &[f64], target: &[f64]) -> Masses {
        let side = |given: &[f64]| {
            let total: f64 = given.iter().sum();
            let masses = given.iter().map(|mass| mass / total).collect();
            Side { count: given.len(), support: (0..given.len() as u32).collect(), masses, total }
        };
        Masses { source: side(source), target: side(target), uneven: 0.0 }
    }

    #[test]
    fn both_sides_sum_to_the_same() {
        for mass in [1e-300, 0.3, 1.0, 2.5, 3.0] {
            let given = masses(&[1.0, 2.0], &[0.5, 4.0, 0.25]);
            let amounts = Amounts::part(&given, mass).expect("a possible part");
            let (a, b): (f64, f64) = (amounts.source.iter().sum(), amounts.target.iter().sum());
            assert!((a - b).abs() <= 1e-15 * a, "{a} and {b} for {mass}");
            assert_eq!(amounts.unit, mass);
        }
    }

    #[test]
    fn dummies_are_where_mass_is_left() {
        let given = masses(&[1.0, 2.0], &[0.5, 4.0, 0.25]);
        for (mass, counts) in [(1.0, (3, 4)), (3.0, (3, 3))] {
            let amounts = Amounts::part(&given, mass).expect("a possible part");
            assert_eq!((amounts.source.len(), amounts.target.len()), counts);
        }
    }

    #[test]
    fn equal_masses_are_counted() {
        let given = masses(&[0.1; 5], &[0.1; 4]);
        let amounts = Amounts::part(&given, 0.1 + 0.2).expect("a possible part");
        assert_eq!((amounts.moved, amounts.source[5], amounts.target[4]), (3.0, 1.0, 2.0));
    }
}
