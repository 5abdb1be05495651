//! Filter families.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Matrix, check};
use superlinear_numerics::stencil::{Grid, Stencil};

/// Filter families by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum FilterFamily {
    /// Differences of neighbors along each axis. Favors piecewise constant results.
    #[default]
    TotalVariation,
    /// The norm of the gradient of an image: differences along both axes under one root. It favors no direction.
    Isotropic,
    /// First and second differences along each axis, and mixed differences for images. Favors piecewise linear results.
    SecondOrder,
    /// The discrete cosine transform of length three without the constant: eight filters of 3 × 3 for images, two for
    /// signals.
    Dct3,
}

/// Filters, by family name or each as a matrix.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must be `totalVariation`, `isotropic`, `secondOrder`, `dct3` or a list of matrices")]
pub enum Filters {
    /// A family.
    Family(FilterFamily),
    /// Filters with at most 7 rows and 7 columns; for signals, with one row.
    List(Vec<Matrix>),
}

/// Filters in solutions, see [`Filters`].
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum FoundFilters {
    /// A family.
    Family(FilterFamily),
    /// Each filter as a matrix.
    List(Vec<Matrix>),
}

/// Larger filters extend beyond a few neighbors, and cost grows with the square of their side.
const LONGEST_SIDE: usize = 7;

/// Bound on the entries of a filter. The weights determine the scale.
pub(super) const LARGEST_FACTOR: f64 = 3.0;

/// Larger numbers of filters are assumed to be mistakes.
const MAX_FILTERS: usize = 256;

impl Default for Filters {
    fn default() -> Self {
        Self::Family(FilterFamily::default())
    }
}

impl Filters {
    /// The filters of each term for images of this size. Filters under a common root form one term.
    pub(super) fn terms(&self, path: &str, grid: Grid) -> Result<Vec<Vec<Stencil>>, Error> {
        let terms = match self {
            Self::Family(family) => family.terms(grid.rows == 1),
            Self::List(matrices) => {
                check::entries(path, matrices.len(), 1..=MAX_FILTERS)?;
                let stencils = matrices.iter().enumerate().map(|(k, matrix)| stencil(&format!("{path}[{k}]"), matrix));
                stencils.map(|stencil| stencil.map(|stencil| vec![stencil])).collect::<Result<_, _>>()?
            }
        };
        match terms.iter().position(|term| term[0].places(grid).size() == 0) {
            None => Ok(terms),
            Some(k) => {
                let Grid { rows, columns } = terms[k][0].grid;
                let words =
                    format!("must fit into {} x {} places, filter {k} has {rows} x {columns}", grid.rows, grid.columns);
                Err(Error::invalid(path, words))
            }
        }
    }

    /// The filters in the form of solutions.
    pub(super) fn found(&self) -> FoundFilters {
        match self {
            Self::Family(family) => FoundFilters::Family(*family),
            Self::List(matrices) => FoundFilters::List(matrices.clone()),
        }
    }
}

fn stencil(path: &str, matrix: &Matrix) -> Result<Stencil, Error> {
    check::count(&format!("{path}.rows"), matrix.rows, 1..=LONGEST_SIDE)?;
    check::count(&format!("{path}.columns"), matrix.columns, 1..=LONGEST_SIDE)?;
    check::matrix(path, matrix, -LARGEST_FACTOR..=LARGEST_FACTOR)?;
    Ok(Stencil::new(matrix.rows, matrix.columns, matrix.data.to_vec()))
}

/// The matrix of a filter.
pub(super) fn matrix_of(stencil: &Stencil) -> Matrix {
    Matrix::new(stencil.grid.rows, stencil.grid.columns, stencil.factors.clone())
}

impl FilterFamily {
    fn terms(self, is_signal: bool) -> Vec<Vec<Stencil>> {
        let along = |factors: &[f64]| vec![Stencil::new(1, factors.len(), factors.to_vec())];
        let down = |factors: &[f64]| vec![Stencil::new(factors.len(), 1, factors.to_vec())];
        let square = |factors: [f64; 4]| Stencil::new(2, 2, factors.to_vec());
        let (first, second) = ([-1.0, 1.0], [1.0, -2.0, 1.0]);
        match (self, is_signal) {
            (Self::TotalVariation | Self::Isotropic, true) => vec![along(&first)],
            (Self::SecondOrder, true) => vec![along(&first), along(&second)],
            (Self::Dct3, true) => cosines()[1..].iter().map(|cosine| along(cosine)).collect(),
            (Self::TotalVariation, false) => vec![along(&first), down(&first)],
            (Self::Isotropic, false) => vec![vec![square([-1.0, 1.0, 0.0, 0.0]), square([-1.0, 0.0, 1.0, 0.0])]],
            (Self::SecondOrder, false) => {
                vec![along(&first), down(&first), along(&second), down(&second), vec![square([1.0, -1.0, -1.0, 1.0])]]
            }
            (Self::Dct3, false) => {
                let product = |k: usize| {
                    let (down, along) = (cosines()[k / 3], cosines()[k % 3]);
                    vec![Stencil::new(3, 3, down.iter().flat_map(|a| along.map(|b| a * b)).collect())]
                };
                (1..9).map(product).collect()
            }
        }
    }
}

/// The orthonormal cosines of length three, the constant first.
fn cosines() -> [[f64; 3]; 3] {
    let (third, half, sixth) = ((1.0 / 3.0_f64).sqrt(), 0.5_f64.sqrt(), (1.0 / 6.0_f64).sqrt());
    [[third; 3], [half, 0.0, -half], [sixth, -2.0 * sixth, sixth]]
}
