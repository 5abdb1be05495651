//! The basis functions of each symmetry, constructed from Lagrange functions.

use crate::equation::{Equation, Symmetry};
use crate::grid::Grid;
use crate::lanes::{Lanes, Lanewise};
use crate::tables::node_of;

/// Factors that turn Lagrange functions L into basis functions: phi = scale L, and phi' + k phi/r = scale (L'/length +
/// own L).
#[derive(Clone, Debug)]
pub(crate) struct Scales {
    /// (r/end)^beta in weighted elements, 1 in others; at the quadrature nodes.
    pub scale: Vec<Lanes>,
    /// The coefficient of L in (phi' + k phi/r) / scale; at the quadrature nodes.
    pub own: Vec<Lanes>,
    /// The inverse length of the element; at the quadrature nodes.
    pub inverse_length: Vec<Lanes>,
    /// The coefficient of scale L per unit of the node's coefficient: 1 except in weighted elements after the first,
    /// see [`ElementFunctions`].
    pub factors: Vec<Lanes>,
}

impl Scales {
    pub(crate) fn new(grid: &Grid, equation: Equation, symmetry: Symmetry, charge: f64) -> Self {
        let (functions, points) = (grid.shape.degree + 1, grid.shape.points);
        let (k, power) = (symmetry.slope_coefficient(equation), symmetry.origin_power(equation, charge));
        let elements: Vec<ElementFunctions> =
            (0..grid.elements()).map(|element| ElementFunctions::new(grid, element, k, power)).collect();
        let at_nodes: Vec<(f64, f64)> =
            grid.r.iter().enumerate().map(|(node, &r)| elements[node / points].at(r)).collect();
        let lanewise = Lanewise { elements: grid.elements() };
        Self {
            scale: lanewise.make(points, &|element, q| at_nodes[element * points + q].0),
            own: lanewise.make(points, &|element, q| at_nodes[element * points + q].1),
            inverse_length: lanewise.make(points, &|element, _| 1.0 / elements[element].length),
            factors: lanewise.make(functions, &|element, i| elements[element].factor(node_of(functions, i))),
        }
    }
}

/// The functions of one element, to evaluate at any of its points: (r/r_j)^beta L_j in weighted elements, L_j in the
/// others, so that the coefficient of a node is P there. In the first element, of length h, they are (r/h)^beta L_j,
/// and coefficients are values of P/(r/h)^beta.
pub(crate) struct ElementFunctions {
    end: f64,
    length: f64,
    k: f64,
    power: f64,
    /// (end/r_j)^power for each node of a weighted element; 1 in the first element, because its r_0 is 0.
    factors: Option<Vec<f64>>,
}

impl ElementFunctions {
    /// The functions of a symmetry with the coefficient `k` and the leading power `power`.
    pub(crate) fn new(grid: &Grid, element: usize, k: f64, power: f64) -> Self {
        let (start, end) = grid.endpoints(element);
        let length = end - start;
        let factor = |x: &f64| if element == 0 { 1.0 } else { (end / (start + length * x)).powf(power) };
        let factors = grid.is_weighted(element).then(|| grid.reference(element).lobatto.iter().map(factor).collect());
        Self { end, length, k, power, factors }
    }

    fn factor(&self, node: usize) -> f64 {
        self.factors.as_ref().map_or(1.0, |factors| factors[node])
    }

    /// The common factor of all phi relative to L_j, without the node's factor, and (phi' + k phi/r)/phi without the
    /// derivative of L_j.
    fn at(&self, r: f64) -> (f64, f64) {
        match self.factors {
            None => (1.0, self.k / r),
            // Exactly zero if r^power itself does not contribute to the gradient.
            Some(_) => ((r / self.end).powf(self.power), (self.power + self.k) / r),
        }
    }

    /// Writes phi and phi' + k phi/r at `r`, from values and derivatives of the Lagrange functions there.
    pub(crate) fn write(
        &self,
        r: f64,
        (lagrange, slopes): (&[f64], &[f64]),
        (values, gradients): (&mut [f64], &mut [f64]),
    ) {
        let (scale, own) = self.at(r);
        for (j, (value, slope)) in lagrange.iter().zip(slopes).enumerate() {
            let scale = scale * self.factor(j);
            values[j] = scale * value;
            gradients[j] = scale * (slope / self.length + own * value);
        }
    }
}
