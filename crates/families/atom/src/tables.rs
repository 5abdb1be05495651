//! Lagrange functions on every element, common to all symmetries.

use crate::lanes::{LANES, Lanes, Lanewise};
use crate::reference::Reference;

/// Values and derivatives of the Lagrange functions at the quadrature nodes, with respect to the element's coordinate
/// in [0, 1].
///
/// The functions of an element are in elimination order: inner nodes, then its start, then its end.
#[derive(Clone, Debug)]
pub(crate) struct Tables {
    pub lanewise: Lanewise,
    /// The number of quadrature nodes per element.
    pub points: usize,
    /// The number of functions per element.
    pub functions: usize,
    /// The length of a row: the functions, padded with zeros to a multiple of [`ROW_UNIT`].
    pub width: usize,
    /// For the first group of elements, then for all others: values, then derivatives, one row per quadrature node.
    groups: [[Vec<Lanes>; 2]; 2],
}

/// The length of table rows is a multiple of this.
pub(crate) const ROW_UNIT: usize = 2;

impl Tables {
    /// Tables for elements; the first one has its own quadrature nodes.
    pub(crate) fn new(elements: usize, first: &Reference, other: &Reference) -> Self {
        let (points, functions) = (other.values.len(), other.lobatto.len());
        let width = functions.next_multiple_of(ROW_UNIT);
        // Rows of a group with all lanes in use.
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

    /// Values and derivatives in a group of elements.
    pub(crate) fn of_group(&self, group: usize) -> (&[Lanes], &[Lanes]) {
        let [values, slopes] = &self.groups[group.min(1)];
        (values, slopes)
    }

    /// Distributes coefficients of all nodes to lanes; nodes shared by neighbors occur once in the input.
    pub(crate) fn spread_coefficients(&self, coefficients: &[f64]) -> Vec<Lanes> {
        let degree = self.functions - 1;
        self.lanewise.make(self.functions, &|element, i| coefficients[element * degree + node_of(self.functions, i)])
    }

    /// The inverse of [`Tables::spread_coefficients`].
    pub(crate) fn gather_coefficients(&self, lanes: &[Lanes]) -> Vec<f64> {
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

/// The node within an element of the function with elimination index `i`.
pub(crate) fn node_of(functions: usize, i: usize) -> usize {
    match functions - i {
        1 => functions - 1,
        2 => 0,
        _ => i + 1,
    }
}
