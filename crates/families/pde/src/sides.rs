//! Values at the sides of a box.

use crate::boundary::Boundary;
use crate::fields::{Field, Points};
use crate::grid::{AXES, Grid};
use crate::padded::{Padded, with_boundary};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Run};

/// Values at the sides of a box: a number, a number for each point of the side, or a function of `x`, `y` and `z`. The points of a side are those of the
/// grid without the side's axis, in the same order; along `dirichlet` axes the two boundary points may be added.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BoundaryValues {
    /// At the smallest x. Default: 0.
    pub left: Option<Field>,
    /// At the largest x. Default: 0.
    pub right: Option<Field>,
    /// At the smallest y. Default: 0.
    pub bottom: Option<Field>,
    /// At the largest y. Default: 0.
    pub top: Option<Field>,
    /// At the smallest z. Default: 0.
    pub back: Option<Field>,
    /// At the largest z. Default: 0.
    pub front: Option<Field>,
}

/// A side of a box.
#[derive(Clone, Copy)]
struct Side {
    axis: usize,
    is_upper: bool,
    name: &'static str,
}

impl BoundaryValues {
    fn sides(&self) -> [(Side, Option<&Field>); 2 * AXES] {
        let side = |axis, is_upper, name| Side { axis, is_upper, name };
        [
            (side(2, false, "left"), self.left.as_ref()),
            (side(2, true, "right"), self.right.as_ref()),
            (side(1, false, "bottom"), self.bottom.as_ref()),
            (side(1, true, "top"), self.top.as_ref()),
            (side(0, false, "back"), self.back.as_ref()),
            (side(0, true, "front"), self.front.as_ref()),
        ]
    }

    /// Checks the values and returns the field that is zero inside and continues to the ghost points by them; `None` if
    /// all are zero.
    pub(crate) fn ghosts(&self, grid: &Grid, run: &Run) -> Result<Option<Padded>, Error> {
        let mut ghosts: Option<Padded> = None;
        for (side, values) in self.sides() {
            let Some(values) = values else { continue };
            let path = format!("boundaryValues.{}", side.name);
            if side.axis < AXES - grid.dimension {
                return Err(Error::invalid(path, "must be absent: the box has no such side"));
            }
            if grid.axes[side.axis].boundary == Boundary::Periodic {
                return Err(Error::invalid(path, "must be absent: the axis is periodic"));
            }
            let mut shape = grid.shape();
            shape[side.axis] = 1;
            let has_boundary = std::array::from_fn(|k| k != side.axis && grid.axes[k].boundary == Boundary::Dirichlet);
            let coordinate = if side.is_upper { grid.axes[side.axis].length() } else { 0.0 };
            let points = Points::new(grid.coordinates(has_boundary), run).on_side(AXES - 1 - side.axis, coordinate);
            let values = with_boundary(&path, values.clone(), shape, has_boundary, &points)?;
            if values.iter().any(|&value| value != 0.0) {
                ghosts.get_or_insert_with(|| Padded::zeros(grid)).add_side(grid, (side.axis, side.is_upper), &values);
            }
        }
        if let Some(ghosts) = &mut ghosts {
            ghosts.extend(grid);
        }
        Ok(ghosts)
    }
}
