//! Lagrange's functions on every element, which all symmetries share.

use crate::lanes::{LANES, Lanes, Lanewise};
use crate::reference::Reference;

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
pub(crate) fn node_of(functions: usize, i: usize) -> usize {
    match functions - i {
        1 => functions - 1,
        2 => 0,
        _ => i + 1,
    }
}
