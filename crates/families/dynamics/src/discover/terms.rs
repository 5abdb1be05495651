//! Candidate terms with their names.

use super::TermChoice;
use crate::series::Series;
use superlinear_interface::{Error, check};

/// The terms: products of entries of the state, then sines and cosines.
pub(super) struct Terms {
    /// The factors of each product.
    products: Vec<Vec<usize>>,
    trigonometric: bool,
    dimension: usize,
    pub names: Vec<String>,
}

impl Terms {
    /// Refuses more than `max` terms.
    pub fn new(dimension: usize, choice: TermChoice, max: usize) -> Result<Self, Error> {
        let degree = choice.degree as usize;
        let count = (1..=degree).fold(1_f64, |count, k| count * (dimension + k) as f64 / k as f64).round();
        let count = count + if choice.trigonometric { 2.0 * dimension as f64 } else { 0.0 };
        if count > max as f64 {
            let message = format!("must be less: {} terms exceed the maximum of {max}", check::short(count));
            return Err(Error::invalid("terms.degree", message));
        }
        let mut products: Vec<Vec<usize>> = vec![Vec::new()];
        let mut last = products.clone();
        for _ in 0..degree {
            let extended = |product: &Vec<usize>| {
                let product = product.clone();
                let first = product.last().copied().unwrap_or(0);
                (first..dimension).map(move |entry| [&product[..], &[entry]].concat())
            };
            last = last.iter().flat_map(extended).collect();
            products.extend_from_slice(&last);
        }
        let mut names: Vec<String> = products.iter().map(|product| name(product)).collect();
        if choice.trigonometric {
            for function in ["sin", "cos"] {
                names.extend((0..dimension).map(|entry| format!("{function}(y[{entry}])")));
            }
        }
        Ok(Self { products, trigonometric: choice.trigonometric, dimension, names })
    }

    /// The number of terms.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// The values of all terms at each state, row by row.
    pub fn values(&self, states: Series) -> Vec<f64> {
        let mut values = Vec::with_capacity(states.rows() * self.len());
        for state in states.values.chunks_exact(self.dimension) {
            values.extend(self.products.iter().map(|product| product.iter().map(|&j| state[j]).product::<f64>()));
            if self.trigonometric {
                values.extend(state.iter().map(|y| y.sin()));
                values.extend(state.iter().map(|y| y.cos()));
            }
        }
        values
    }

    /// The field as a formula; numbers are written with all digits.
    pub fn formula(&self, coefficients: &[f64]) -> String {
        let equation = |row: &[f64]| {
            let terms = row.iter().zip(&self.names).filter(|(coefficient, _)| **coefficient != 0.0);
            let mut formula = String::new();
            for (coefficient, name) in terms {
                let sign = match (formula.is_empty(), *coefficient < 0.0) {
                    (true, true) => "-",
                    (true, false) => "",
                    (false, true) => " - ",
                    (false, false) => " + ",
                };
                let product = if name == "1" { String::new() } else { format!(" * {name}") };
                formula += &format!("{sign}{:e}{product}", coefficient.abs());
            }
            if formula.is_empty() { "0".to_owned() } else { formula }
        };
        let equations: Vec<String> = coefficients.chunks_exact(self.len()).map(equation).collect();
        format!("[{}]", equations.join(", "))
    }
}

/// "1", "y[0]", "y[0]^2 * y[1]".
fn name(product: &[usize]) -> String {
    let mut powers: Vec<(usize, u32)> = Vec::new();
    for &entry in product {
        match powers.last_mut() {
            Some((last, power)) if *last == entry => *power += 1,
            _ => powers.push((entry, 1)),
        }
    }
    let factor = |(entry, power): &(usize, u32)| match power {
        1 => format!("y[{entry}]"),
        _ => format!("y[{entry}]^{power}"),
    };
    let factors: Vec<String> = powers.iter().map(factor).collect();
    if factors.is_empty() { "1".to_owned() } else { factors.join(" * ") }
}
