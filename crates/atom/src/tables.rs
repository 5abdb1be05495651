//! The basis functions: Lagrange's functions on every element, which all symmetries share, and what each symmetry makes of them.

use crate::equation::{Equation, Symmetry};
use crate::grid::{Grid, Reference};
use crate::lanes::{LANES, Lanes, Lanewise};

/// Values and slopes of the Lagrange functions at the quadrature nodes, by the element's coordinate from 0 to 1.
///
/// The functions of an element come in the order of their elimination: those of inner nodes, then that of its start and that of
/// its end.
#[derive(Clone, Debug)]
pub struct Tables {
    pub lanewise: Lanewise,
    /// Quadrature nodes an element.
    pub points: usize,
    /// Functions an element.
    pub functions: usize,
    /// The length of a row: the functions, and zeros up to a multiple of [`ROW_UNIT`].
    pub width: usize,
    /// For the first group of elements, then for all others: values, then slopes, one row a quadrature node.
    groups: [[Vec<Lanes>; 2]; 2],
}

/// Rows of tables are multiples of this long.
pub const ROW_UNIT: usize = 2;

impl Tables {
    /// Tables for elements of which the first has its own quadrature nodes.
    pub(crate) fn new(elements: usize, first: &Reference, other: &Reference) -> Self {
        let (points, functions) = (other.values.len(), other.lobatto.len());
        let width = functions.next_multiple_of(ROW_UNIT);
        // Of one group in which each lane counts.
        let rows = |first: &[Vec<f64>], other: &[Vec<f64>]| {
            let entry = |element: usize, place: usize| match place % width {
                i if i < functions => {
                    let table = if element == 0 { first } else { other };
                    table[place / width][node_of(functions, i)]
                }
                _ => 0.0,
            };
            Lanewise { elements: LANES }.make(points * width, &entry)
        };
        let group = |first: &Reference| [rows(&first.values, &other.values), rows(&first.slopes, &other.slopes)];
        Self { lanewise: Lanewise { elements }, points, functions, width, groups: [group(first), group(other)] }
    }

    /// Values and slopes in a group of elements.
    pub fn of_group(&self, group: usize) -> (&[Lanes], &[Lanes]) {
        let [values, slopes] = &self.groups[group.min(1)];
        (values, slopes)
    }

    /// Coefficients of all nodes, those that neighbours share once, as they lie in lanes.
    pub fn spread_coefficients(&self, coefficients: &[f64]) -> Vec<Lanes> {
        let degree = self.functions - 1;
        self.lanewise.make(self.functions, &|element, i| coefficients[element * degree + node_of(self.functions, i)])
    }

    /// The inverse of [`Tables::spread_coefficients`].
    pub fn gather_coefficients(&self, lanes: &[Lanes]) -> Vec<f64> {
        let degree = self.functions - 1;
        let local = self.lanewise.gather(lanes);
        let mut coefficients = vec![0.0; self.lanewise.elements * degree + 1];
        for (place, value) in local.into_iter().enumerate() {
            let (element, i) = (place / self.functions, place % self.functions);
            coefficients[element * degree + node_of(self.functions, i)] = value;
        }
        coefficients
    }
}

/// The node, counted along an element, of the function that is eliminated as the `i`-th.
fn node_of(functions: usize, i: usize) -> usize {
    match functions - i {
        1 => functions - 1,
        2 => 0,
        _ => i + 1,
    }
}

/// What makes basis functions of the Lagrange functions: phi = scale times L, and phi' + k phi/r = scale (L'/length + own L).
#[derive(Clone, Debug)]
pub struct Scales {
    /// (r/end)^beta in weighted elements, 1 in others; at the quadrature nodes.
    pub scale: Vec<Lanes>,
    /// The part of phi' + k phi/r that is no slope of a polynomial; at the quadrature nodes.
    pub own: Vec<Lanes>,
    /// One over the length of the element, at the quadrature nodes.
    pub inverse_length: Vec<Lanes>,
    /// What coefficients are over those of the Lagrange functions: 1 but in weighted elements, see [`ElementFunctions`].
    pub factors: Vec<Lanes>,
}

impl Scales {
    pub fn new(grid: &Grid, equation: Equation, symmetry: Symmetry, charge: f64) -> Self {
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

/// The functions of one element, to be evaluated at any of its points: (r/r_j)^beta L_j in weighted elements, L_j in the others,
/// so that the unknown of a node is P there; at the origin it is that of P/(r/h)^beta, with h the length of the first element.
pub struct ElementFunctions {
    end: f64,
    length: f64,
    k: f64,
    power: f64,
    /// (end/r_j)^power for each node of a weighted element; in the first, where r_0 is 0, 1 for each.
    factors: Option<Vec<f64>>,
}

impl ElementFunctions {
    /// Those of a symmetry with the coefficient `k` and the power `power` at the origin.
    pub fn new(grid: &Grid, element: usize, k: f64, power: f64) -> Self {
        let (start, end) = grid.ends(element);
        let length = end - start;
        let factor = |x: &f64| if element == 0 { 1.0 } else { (end / (start + length * x)).powf(power) };
        let factors = grid.is_weighted(element).then(|| grid.reference(element).lobatto.iter().map(factor).collect());
        Self { end, length, k, power, factors }
    }

    fn factor(&self, node: usize) -> f64 {
        self.factors.as_ref().map_or(1.0, |factors| factors[node])
    }

    /// The factor of L_j in phi but for that of its node, and phi' + k phi/r over phi but for the slope of L_j.
    fn at(&self, r: f64) -> (f64, f64) {
        match self.factors {
            None => (1.0, self.k / r),
            // Exactly zero where r^power itself has no part in the gradient.
            Some(_) => ((r / self.end).powf(self.power), (self.power + self.k) / r),
        }
    }

    /// Writes phi and phi' + k phi/r at `r`, from the values and slopes there of the Lagrange functions.
    pub fn write(&self, r: f64, (lagrange, slopes): (&[f64], &[f64]), (values, gradients): (&mut [f64], &mut [f64])) {
        let (scale, own) = self.at(r);
        for (j, (value, slope)) in lagrange.iter().zip(slopes).enumerate() {
            let scale = scale * self.factor(j);
            values[j] = scale * value;
            gradients[j] = scale * (slope / self.length + own * value);
        }
    }
}
