//! Grids on boxes: points, spacings and boundaries of the axes.

use crate::boundary::Boundary;
use crate::fields::spaced;
use superlinear_interface::{Error, Run, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::transforms::{Axis, BoxTransform};

/// The largest number of points of a grid.
const MAX_POINTS: usize = 200_000_000;

/// Lengths of boxes. Squares of spacings and their reciprocals stay far from overflow.
const LENGTHS: std::ops::RangeInclusive<f64> = 1e-30..=1e30;

/// The number of axes of a grid. Grids of fewer dimensions have one point along the first axes.
pub(crate) const AXES: usize = 3;

/// An axis of a grid.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GridAxis {
    /// The number of points.
    pub points: usize,
    /// The distance of neighboring points.
    pub spacing: f64,
    /// The condition at both boundaries.
    pub boundary: Boundary,
}

impl GridAxis {
    /// The length of the box along the axis.
    pub fn length(&self) -> f64 {
        let intervals = if self.boundary == Boundary::Dirichlet { self.points + 1 } else { self.points };
        intervals as f64 * self.spacing
    }
}

/// A grid: z, y and x, of which the first may be missing. Fields are stored with x fastest.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Grid {
    /// The axes; a missing one has one point and spacing 1, and is periodic.
    pub axes: [GridAxis; AXES],
    /// The number of axes that are not missing.
    pub dimension: usize,
}

/// The axis of a grid that is missing.
const MISSING: GridAxis = GridAxis { points: 1, spacing: 1.0, boundary: Boundary::Periodic };

impl Grid {
    /// Checks points and lengths, and makes the grid with the spacings of [`Boundary::spacing`].
    pub fn new(points: &[i32], lengths: Option<&[f64]>, boundaries: &[Boundary]) -> Result<Self, Error> {
        let lengths = checked_box(points, lengths)?;
        let dimension = points.len();
        let mut axes = [MISSING; AXES];
        for (k, axis) in axes[AXES - dimension..].iter_mut().enumerate() {
            let (points, boundary) = (points[k] as usize, boundaries[k]);
            *axis = GridAxis { points, spacing: boundary.spacing(points, lengths[k]), boundary };
        }
        Ok(Self { axes, dimension })
    }

    /// The axes that are not missing.
    pub fn present(&self) -> &[GridAxis] {
        &self.axes[AXES - self.dimension..]
    }

    /// The axes that are not missing, for transforms.
    pub fn transformed(&self) -> Vec<Axis> {
        let axis = |axis: &GridAxis| Axis { points: axis.points, spacing: axis.spacing, basis: axis.boundary.basis() };
        self.present().iter().map(axis).collect()
    }

    /// The coordinates of the points along the axes that are not missing, with the boundary points of some axes.
    pub fn coordinates(&self, has_boundary: [bool; AXES]) -> Vec<Vec<f64>> {
        let along = |(axis, has_boundary): (&GridAxis, bool)| {
            let (points, first) = match axis.boundary {
                Boundary::Dirichlet if has_boundary => (axis.points + 2, 0.0),
                Boundary::Dirichlet => (axis.points, 1.0),
                Boundary::Neumann => (axis.points, 0.5),
                Boundary::Periodic => (axis.points, 0.0),
            };
            spaced(points, first, axis.spacing)
        };
        self.axes.iter().zip(has_boundary).skip(AXES - self.dimension).map(along).collect()
    }

    /// The numbers of points along the axes.
    pub fn shape(&self) -> [usize; AXES] {
        self.axes.map(|axis| axis.points)
    }

    /// The number of points.
    pub fn count(&self) -> usize {
        self.shape().iter().product()
    }
}

/// Checks the shape and the lengths of a box, and returns the lengths, by default ones.
pub(crate) fn checked_box(points: &[i32], lengths: Option<&[f64]>) -> Result<Vec<f64>, Error> {
    check::entries("points", points.len(), 1..=AXES)?;
    let mut count: u64 = 1;
    for (k, &points) in points.iter().enumerate() {
        check::number(&format!("points[{k}]"), points.into(), 1.0..)?;
        count = count.saturating_mul(points as u64);
    }
    if count > MAX_POINTS as u64 {
        return Err(Error::invalid("points", format!("must have a product of at most {MAX_POINTS}, got {count}")));
    }
    let Some(lengths) = lengths else { return Ok(vec![1.0; points.len()]) };
    check::length("lengths", lengths.len(), points.len(), "points")?;
    check::numbers("lengths", lengths, LENGTHS)?;
    Ok(lengths.to_vec())
}

/// Fails if so many numbers at each of so many points exceed the memory limit together with the transforms of the axes.
pub(crate) fn ensure_memory([numbers, points]: [usize; 2], axes: &[Axis], run: &Run) -> Result<(), Error> {
    let transforms = BoxTransform::memory(axes, Parallelism::of(run).threads());
    run.ensure_memory("points", [numbers.saturating_mul(points).saturating_add(transforms)])
}
