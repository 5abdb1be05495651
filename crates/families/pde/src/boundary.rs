//! Boundary conditions of axes.

use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, check};
use superlinear_numerics::transforms::Basis;

/// The condition at both boundaries of an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Boundary {
    /// Given values. The points lie at multiples of the spacing, length / (points + 1), strictly inside.
    #[default]
    Dirichlet,
    /// Given outward derivatives. The points are the centers of cells of length / points.
    Neumann,
    /// The function continues periodically. The points lie at multiples of length / points, from 0.
    Periodic,
}

impl Boundary {
    /// The distance of neighboring points.
    pub(crate) fn spacing(self, points: usize, length: f64) -> f64 {
        match self {
            Self::Dirichlet => length / (points + 1) as f64,
            Self::Neumann | Self::Periodic => length / points as f64,
        }
    }

    /// The eigenvectors of the second difference.
    pub(crate) fn basis(self) -> Basis {
        match self {
            Self::Dirichlet => Basis::Sine,
            Self::Neumann => Basis::Cosine,
            Self::Periodic => Basis::Fourier,
        }
    }
}

/// The conditions of the axes.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be `dirichlet`, `neumann` or `periodic`, or a list of one of them for each axis")]
pub enum Boundaries {
    /// The same for all axes.
    Same(Boundary),
    /// One for each axis, in the order of `points`.
    Each(Vec<Boundary>),
}

impl Default for Boundaries {
    fn default() -> Self {
        Self::Same(Boundary::default())
    }
}

impl Boundaries {
    /// The conditions of this many axes.
    pub(crate) fn of_axes(&self, count: usize) -> Result<Vec<Boundary>, Error> {
        match self {
            Self::Same(boundary) => Ok(vec![*boundary; count]),
            Self::Each(boundaries) => {
                check::length("boundary", boundaries.len(), count, "points")?;
                Ok(boundaries.clone())
            }
        }
    }
}
