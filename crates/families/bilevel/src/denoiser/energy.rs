//! The objective of denoising, and its gradient.

use superlinear_numerics::stencil::{Grid, Stencil};
use superlinear_numerics::vectors::{difference, dot};

/// e^a Σ_i (√(|t_i|² + ν²) - ν), where t_i are the responses of the filters, all of one size, at pixel i.
#[derive(Clone, Debug)]
pub(super) struct Term {
    /// e^a.
    pub weight: f64,
    /// ν.
    pub smoothing: f64,
    /// One filter, or several with a common root of summed squares.
    pub filters: Vec<Stencil>,
}

/// ½‖u - b‖² plus the terms.
#[derive(Clone, Debug)]
pub(super) struct Energy {
    pub grid: Grid,
    pub terms: Vec<Term>,
}

/// The filter responses of a term.
pub(super) struct Response {
    /// t, by filter.
    pub fields: Vec<Vec<f64>>,
    /// √(|t|² + ν²) at each pixel.
    pub radii: Vec<f64>,
}

impl Term {
    fn response(&self, grid: Grid, picture: &[f64]) -> Response {
        let fields: Vec<_> = self.filters.iter().map(|filter| filter.correlate(grid, picture)).collect();
        let radius =
            |i: usize| fields.iter().fold(self.smoothing.powi(2), |sum, field| sum + field[i] * field[i]).sqrt();
        Response { radii: (0..fields[0].len()).map(radius).collect(), fields }
    }

    /// The value of the term. Avoids the cancellation in √(t² + ν²) - ν.
    fn value(&self, Response { fields, radii }: &Response) -> f64 {
        let at = |i: usize| {
            let square: f64 = fields.iter().map(|field| field[i] * field[i]).sum();
            square / (radii[i] + self.smoothing)
        };
        self.weight * (0..radii.len()).map(at).sum::<f64>()
    }
}

impl Energy {
    /// The filter responses of each term to a picture.
    pub(crate) fn responses(&self, picture: &[f64]) -> Vec<Response> {
        self.terms.iter().map(|term| term.response(self.grid, picture)).collect()
    }

    /// The energy of a picture with these responses.
    pub(crate) fn value(&self, picture: &[f64], noisy: &[f64], responses: &[Response]) -> f64 {
        let distance = difference(picture, noisy);
        let terms: f64 = self.terms.iter().zip(responses).map(|(term, response)| term.value(response)).sum();
        0.5 * dot(&distance, &distance) + terms
    }

    /// The gradient of the energy.
    pub(crate) fn gradient(&self, picture: &[f64], noisy: &[f64], responses: &[Response]) -> Vec<f64> {
        let mut gradient = difference(picture, noisy);
        for (term, Response { fields, radii }) in self.terms.iter().zip(responses) {
            for (filter, field) in term.filters.iter().zip(fields) {
                let slopes: Vec<_> = field.iter().zip(radii).map(|(t, radius)| term.weight * t / radius).collect();
                filter.add_adjoint(self.grid, &slopes, &mut gradient);
            }
        }
        gradient
    }

    /// The number of columns of the widest filter, minus one.
    pub(crate) fn width(&self) -> usize {
        let filters = self.terms.iter().flat_map(|term| &term.filters);
        filters.map(|filter| filter.grid.columns - 1).max().unwrap_or(0)
    }
}
