//! The learned parameters in one vector: logarithms of weights, logarithms of smoothing, entries of filters.

use super::energy::{Energy, Response, Term};
use super::filters::LARGEST_FACTOR;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_numerics::stencil::{Grid, Stencil};
use superlinear_numerics::vectors::dot_in_order;

/// The parameters of a denoiser to learn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Learn {
    /// The weight of each filter.
    Weights,
    /// Also the smoothing of each filter's absolute values at zero.
    #[default]
    WeightsAndSmoothing,
    /// Also the filters, starting from the given ones, with entries from -3 to 3.
    Filters,
}

/// Bounds on the logarithms of weights, for data in units of their scale. At e^6 nothing remains of a picture; at e^-12
/// nothing is removed.
pub(super) const WEIGHT_BOUNDS: [f64; 2] = [-12.0, 6.0];

/// Bounds on the logarithms of smoothing, for data in units of their scale. At e^3 the denoiser is a linear filter; at
/// e^-7 absolute values are sharp.
pub(super) const SMOOTHING_BOUNDS: [f64; 2] = [-7.0, 3.0];

/// The fixed parameters, and the layout of the vector.
pub(super) struct Parameters {
    pub grid: Grid,
    pub learn: Learn,
    /// The initial filters of each term.
    pub filters: Vec<Vec<Stencil>>,
    /// The initial logarithms of smoothing.
    pub smoothing: Vec<f64>,
}

impl Parameters {
    /// The initial vector.
    pub(crate) fn initial(&self, weights: &[f64]) -> Vec<f64> {
        let mut x = weights.to_vec();
        if self.learn >= Learn::WeightsAndSmoothing {
            x.extend(&self.smoothing);
        }
        if self.learn == Learn::Filters {
            self.filters.iter().flatten().for_each(|filter| x.extend(&filter.factors));
        }
        x
    }

    /// The lower (`side` 0) or upper (1) bounds.
    pub(crate) fn bounds(&self, side: usize) -> Vec<f64> {
        let count = self.filters.len();
        let factors: usize = self.filters.iter().flatten().map(|filter| filter.factors.len()).sum();
        let mut bounds = vec![WEIGHT_BOUNDS[side]; count];
        if self.learn >= Learn::WeightsAndSmoothing {
            bounds.extend(vec![SMOOTHING_BOUNDS[side]; count]);
        }
        if self.learn == Learn::Filters {
            bounds.extend(vec![[-LARGEST_FACTOR, LARGEST_FACTOR][side]; factors]);
        }
        bounds
    }

    /// The energy for a parameter vector.
    pub(crate) fn energy(&self, x: &[f64]) -> Energy {
        let count = self.filters.len();
        let smoothing = if self.learn >= Learn::WeightsAndSmoothing { &x[count..2 * count] } else { &self.smoothing };
        let mut filters = self.filters.clone();
        if self.learn == Learn::Filters {
            let mut factors = x[2 * count..].iter();
            for filter in filters.iter_mut().flatten() {
                filter.factors.iter_mut().zip(&mut factors).for_each(|(factor, x)| *factor = *x);
            }
        }
        let terms = filters.into_iter().zip(x).zip(smoothing);
        let term = |((filters, weight), smoothing): ((Vec<Stencil>, &f64), &f64)| Term {
            weight: weight.exp(),
            smoothing: smoothing.exp(),
            filters,
        };
        Energy { grid: self.grid, terms: terms.map(term).collect() }
    }

    /// Minus the derivative of qᵀ∇E(u) with respect to the vector. This is the gradient of a loss with adjoint q, the
    /// solution of ∇²E q = ∂loss/∂u.
    pub(crate) fn gradient(
        &self,
        energy: &Energy,
        picture: &[f64],
        adjoint: &[f64],
        responses: &[Response],
    ) -> Vec<f64> {
        let (mut of_weights, mut of_smoothing, mut of_factors) = (Vec::new(), Vec::new(), Vec::new());
        for (term, response) in energy.terms.iter().zip(responses) {
            let pull = Pull::new(term, energy.grid, adjoint, response);
            of_weights.push(-term.weight * pull.slope(response));
            of_smoothing.push(term.weight * term.smoothing.powi(2) * pull.curvature(response));
            if self.learn == Learn::Filters {
                of_factors.extend(pull.factors(term, energy.grid, picture, adjoint, response));
            }
        }
        let mut gradient = of_weights;
        if self.learn >= Learn::WeightsAndSmoothing {
            gradient.extend(of_smoothing);
        }
        gradient.extend(of_factors);
        gradient
    }
}

/// The filter responses of a term to the adjoint.
struct Pull {
    fields: Vec<Vec<f64>>,
    /// Their inner products with the responses to the picture, at each pixel.
    products: Vec<f64>,
}

impl Pull {
    fn new(term: &Term, grid: Grid, adjoint: &[f64], response: &Response) -> Self {
        let fields: Vec<_> = term.filters.iter().map(|filter| filter.correlate(grid, adjoint)).collect();
        let product = |i: usize| fields.iter().zip(&response.fields).map(|(s, t)| s[i] * t[i]).sum();
        Self { products: (0..response.radii.len()).map(product).collect(), fields }
    }

    /// Σ s·t / r.
    fn slope(&self, Response { radii, .. }: &Response) -> f64 {
        self.products.iter().zip(radii).map(|(product, radius)| product / radius).sum()
    }

    /// Σ s·t / r³.
    fn curvature(&self, Response { radii, .. }: &Response) -> f64 {
        self.products.iter().zip(radii).map(|(product, radius)| product / radius.powi(3)).sum()
    }

    /// The derivative with respect to each filter entry c: -e^a Σ_i (q_{i+c} t_i / r_i + (s_i / r_i - t_i s_i·t_i /
    /// r_i³) u_{i+c}).
    fn factors(&self, term: &Term, grid: Grid, picture: &[f64], adjoint: &[f64], response: &Response) -> Vec<f64> {
        let Response { fields, radii } = response;
        let mut gradient = Vec::new();
        for ((filter, t), s) in term.filters.iter().zip(fields).zip(&self.fields) {
            let slopes: Vec<_> = t.iter().zip(radii).map(|(t, radius)| t / radius).collect();
            let changes: Vec<_> =
                (0..radii.len()).map(|i| s[i] / radii[i] - t[i] * self.products[i] / radii[i].powi(3)).collect();
            let places = filter.places(grid);
            for c in 0..filter.factors.len() {
                let (down, right) = (c / filter.grid.columns, c % filter.grid.columns);
                let row = |i: usize| {
                    let (from, place) = ((i + down) * grid.columns + right, i * places.columns);
                    let (numbers, row) = (from..from + places.columns, place..place + places.columns);
                    dot_in_order(&adjoint[numbers.clone()], &slopes[row.clone()])
                        + dot_in_order(&picture[numbers], &changes[row])
                };
                gradient.push(-term.weight * (0..places.rows).map(row).sum::<f64>());
            }
        }
        gradient
    }
}
