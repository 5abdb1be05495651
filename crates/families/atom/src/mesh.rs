//! Meshes for a requested accuracy, and custom ones.

use crate::equation::Equation;
use crate::grid::Shape;

/// The elements of a mesh, before its length is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Preset {
    pub degree: usize,
    pub points: usize,
    pub elements: usize,
    /// The number of subdivisions of the first element.
    pub cuts: usize,
}

impl Preset {
    /// Elements that yield total energies of all atoms within `accuracy` hartree.
    pub(crate) fn of_accuracy(accuracy: f64, equation: Equation) -> Self {
        let is_relativistic = equation != Equation::Schrodinger;
        let cuts = |plain, relativistic| if is_relativistic { relativistic } else { plain };
        match accuracy {
            _ if accuracy >= 1e-6 => Self { degree: 12, points: 15, elements: 8, cuts: cuts(1, 3) },
            _ if accuracy >= 1e-8 => Self { degree: 12, points: 15, elements: 11, cuts: cuts(1, 3) },
            _ => Self { degree: 14, points: 20, elements: 14, cuts: cuts(2, 5) },
        }
    }
}

/// The length ratio of subdivisions of the first element.
const CUT: f64 = 6.0;

/// The default length of meshes, in bohr. They are longer if orbitals extend farther.
pub(crate) const DEFAULT_R_MAX: f64 = 50.0;

/// Orbitals contain their leading power of r in elements that end within this distance, times 1/Z.
const WEIGHTED_REGION: f64 = 10.0;

/// The distance at which a mesh for this nuclear charge changes from uniform to exponential.
fn scale_of(charge: f64) -> f64 {
    if charge <= 6.0 { 0.8 } else { (4.6 / charge).max(0.05) }
}

/// r_i = d (exp(i h) - 1), with the first element subdivided geometrically towards the nucleus.
pub(crate) fn exponential(preset: Preset, charge: f64, r_max: f64) -> Vec<f64> {
    let scale = scale_of(charge);
    let step = (r_max / scale).ln_1p() / preset.elements as f64;
    let mut boundaries: Vec<f64> = (1..preset.elements).map(|i| scale * (i as f64 * step).exp_m1()).collect();
    boundaries.push(r_max);
    with_cuts(boundaries, preset.cuts)
}

/// The boundaries of elements with these outer ends, with the first element subdivided `cuts` times.
fn with_cuts(boundaries: Vec<f64>, cuts: usize) -> Vec<f64> {
    let first = boundaries[0];
    let pieces = (1..=cuts).rev().map(|cut| first / CUT.powi(cut as i32));
    std::iter::once(0.0).chain(pieces).chain(boundaries).collect()
}

/// Elements growing by a constant factor, the last `ratio` times as long as the first: the mesh of featom.
pub(crate) fn graded(elements: usize, ratio: f64, r_max: f64) -> Vec<f64> {
    let position = |i: usize| match elements {
        1 => i as f64,
        _ if (ratio - 1.0).abs() < 1e-9 => i as f64 / elements as f64,
        _ => {
            let step = ratio.ln() / (elements - 1) as f64;
            (i as f64 * step).exp_m1() / (elements as f64 * step).exp_m1()
        }
    };
    (0..=elements).map(|i| if i == elements { r_max } else { r_max * position(i) }).collect()
}

/// A boundary is moved rather than added if it is within this fraction of the shorter of its elements.
const MOVABLE: f64 = 0.3;

/// The boundaries with one at `edge`: the nearest is moved if it is close, otherwise one is inserted. Unchanged if the
/// mesh ends before `edge`.
pub(crate) fn ending_at(mut boundaries: Vec<f64>, edge: f64) -> Vec<f64> {
    let last = boundaries.len() - 1;
    if edge >= boundaries[last] {
        return boundaries;
    }
    let after = boundaries.partition_point(|&end| end < edge);
    let is_close = |place: usize| {
        let shorter = (boundaries[place] - boundaries[place - 1]).min(boundaries[place + 1] - boundaries[place]);
        (boundaries[place] - edge).abs() <= MOVABLE * shorter
    };
    match [after - 1, after].into_iter().find(|&place| place > 0 && place < last && is_close(place)) {
        Some(place) => boundaries[place] = edge,
        None => boundaries.insert(after, edge),
    }
    boundaries
}

/// A shape for this nuclear charge on these boundaries.
pub(crate) fn shape(boundaries: Vec<f64>, degree: usize, points: usize, equation: Equation, charge: f64) -> Shape {
    Shape {
        boundaries,
        degree,
        points,
        origin_power: equation.origin_power(charge),
        weighted_up_to: if charge > 0.0 { WEIGHTED_REGION / charge } else { 0.0 },
    }
}
