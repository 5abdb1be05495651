//! Products of orthonormal functions of one variable, with multi-indices of one function per variable.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Functions of one variable on [-1, 1], the factors of features of points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum BasisKind {
    /// Legendre polynomials times `sqrt(2 k + 1)`: orthonormal for the uniform distribution on [-1, 1].
    Legendre,
    /// Chebyshev polynomials, times `sqrt 2` except for the first: orthonormal for the density
    /// `1 / (pi sqrt(1 - x^2))`.
    Chebyshev,
    /// 1, `sqrt 2 cos(pi x)`, `sqrt 2 sin(pi x)`, `sqrt 2 cos(2 pi x)` and so on, of period 2: orthonormal for the
    /// uniform distribution. The two functions of frequency k count as degree k.
    Fourier,
}

/// The set of products of functions of one variable, for points with several coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DegreeKind {
    /// Products with a sum of degrees of at most `degree`.
    #[default]
    Total,
    /// Products with no degree above `degree`: many more.
    Tensor,
}

impl BasisKind {
    /// The degree of the function with this index.
    fn degree_of(self, number: u64) -> u64 {
        match self {
            Self::Legendre | Self::Chebyshev => number,
            Self::Fourier => number.div_ceil(2),
        }
    }

    /// Writes the values of the first functions at `x`.
    fn write_values(self, x: f64, values: &mut [f64]) {
        match self {
            Self::Legendre => {
                write_recurrence(x, values, |k| [(2.0 * k + 1.0) / (k + 1.0), k / (k + 1.0)]);
                values.iter_mut().enumerate().for_each(|(k, value)| *value *= (2.0 * k as f64 + 1.0).sqrt());
            }
            Self::Chebyshev => {
                write_recurrence(x, values, |k| if k == 0.0 { [1.0, 0.0] } else { [2.0, 1.0] });
                values.iter_mut().skip(1).for_each(|value| *value *= std::f64::consts::SQRT_2);
            }
            // `libm`, for the same rows on all platforms.
            Self::Fourier => values.iter_mut().enumerate().for_each(|(number, value)| {
                let angle = std::f64::consts::PI * x * number.div_ceil(2) as f64;
                *value = match number {
                    0 => 1.0,
                    odd if odd % 2 == 1 => std::f64::consts::SQRT_2 * libm::cos(angle),
                    _ => std::f64::consts::SQRT_2 * libm::sin(angle),
                };
            }),
        }
    }
}

/// p_0 = 1, and p_(k+1) = a x p_k - b p_(k-1) with the coefficients `[a, b]` for k.
fn write_recurrence(x: f64, values: &mut [f64], factors: impl Fn(f64) -> [f64; 2]) {
    let (mut before, mut last) = (0.0, 1.0);
    for (k, value) in values.iter_mut().enumerate() {
        *value = last;
        let [a, b] = factors(k as f64);
        (before, last) = (last, a * x * last - b * before);
    }
}

/// Products of functions of one variable.
pub(crate) struct Functions {
    kind: BasisKind,
    /// For each product, the index of the function of each variable.
    multi_indices: Vec<Vec<u32>>,
}

impl Functions {
    /// All products up to a degree, by total degree and then by the indices of their functions; `None` if there are
    /// more than `most`.
    pub(crate) fn new(
        kind: BasisKind,
        variables: usize,
        degree: u32,
        degree_kind: DegreeKind,
        most: usize,
    ) -> Option<Self> {
        let degrees = |index: &[u32]| index.iter().map(|&number| kind.degree_of(number.into())).sum::<u64>();
        let is_wanted = |index: &[u32], raised: usize| match degree_kind {
            DegreeKind::Total => degrees(index) <= degree.into(),
            DegreeKind::Tensor => kind.degree_of(index[raised].into()) <= degree.into(),
        };
        let mut multi_indices = Vec::new();
        let mut index = vec![0; variables];
        loop {
            if multi_indices.len() == most {
                return None;
            }
            multi_indices.push(index.clone());
            if !advance(&mut index, is_wanted) {
                break;
            }
        }
        multi_indices.sort_by_cached_key(|index| degrees(index));
        Some(Self { kind, multi_indices })
    }

    /// The number of products.
    pub(crate) fn count(&self) -> usize {
        self.multi_indices.len()
    }

    /// For each product, the index of the function of each variable.
    pub(crate) fn multi_indices(&self) -> &[Vec<u32>] {
        &self.multi_indices
    }

    /// Writes the values at points row by row to `values`. `points` has one row per point and one number per variable.
    pub(crate) fn write_values(&self, points: &[f64], values: &mut [f64]) {
        let variables = self.multi_indices[0].len();
        let largest = |variable| self.multi_indices.iter().map(|index: &Vec<u32>| index[variable]).max().unwrap_or(0);
        let mut tables: Vec<_> = (0..variables).map(|variable| vec![0.0; largest(variable) as usize + 1]).collect();
        for (point, values) in points.chunks_exact(variables).zip(values.chunks_exact_mut(self.count())) {
            for (table, &x) in tables.iter_mut().zip(point) {
                self.kind.write_values(x, table);
            }
            for (value, index) in values.iter_mut().zip(&self.multi_indices) {
                *value = tables.iter().zip(index).map(|(table, &number)| table[number as usize]).product();
            }
        }
    }
}

/// Advances to the next wanted index, with the last number running fastest. Returns false after the last one.
/// `is_wanted` gets the position of the increased number, and must be monotone: if it rejects an index, it rejects all
/// with larger numbers.
fn advance(index: &mut [u32], is_wanted: impl Fn(&[u32], usize) -> bool) -> bool {
    for place in (0..index.len()).rev() {
        index[place] += 1;
        if is_wanted(index, place) {
            return true;
        }
        index[place] = 0;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn functions(kind: BasisKind, variables: usize, degree: u32, degree_kind: DegreeKind) -> Functions {
        Functions::new(kind, variables, degree, degree_kind, 10_000).expect("few enough")
    }

    #[test]
    fn products_are_as_many_as_binomials_and_powers_say() {
        use {BasisKind::*, DegreeKind::*};
        for (kind, variables, degree, degree_kind, count) in [
            (Legendre, 1, 5, Total, 6),
            (Legendre, 3, 4, Total, 35),
            (Chebyshev, 3, 4, Tensor, 125),
            (Fourier, 1, 3, Total, 7),
            (Fourier, 2, 2, Tensor, 25),
            // Pairs of frequencies with a sum of at most 2: 1 + 2 * 2 + 2 * 2 + 4.
            (Fourier, 2, 2, Total, 13),
            (Legendre, 1000, 1, Total, 1001),
            (Legendre, 2, 0, Tensor, 1),
        ] {
            assert_eq!(functions(kind, variables, degree, degree_kind).count(), count, "{kind:?} {degree_kind:?}");
        }
        assert!(Functions::new(Legendre, 50, 1, Tensor, 1000).is_none());
        assert!(Functions::new(Fourier, 1, u32::MAX, Total, 1000).is_none());
    }

    #[test]
    fn products_come_by_degree_and_then_by_number() {
        let expected = [[0, 0], [0, 1], [1, 0], [0, 2], [1, 1], [2, 0]];
        assert_eq!(functions(BasisKind::Legendre, 2, 2, DegreeKind::Total).multi_indices(), expected);
    }

    #[test]
    fn functions_are_orthonormal() {
        // The midpoint rule in x for uniform densities, and in the angle for Chebyshev's.
        const POINTS: usize = 4000;
        for kind in [BasisKind::Legendre, BasisKind::Chebyshev, BasisKind::Fourier] {
            let functions = functions(kind, 1, 4, DegreeKind::Total);
            let nodes = (0..POINTS).map(|k| (k as f64 + 0.5) / POINTS as f64).map(|t| match kind {
                BasisKind::Chebyshev => (std::f64::consts::PI * t).cos(),
                _ => 2.0 * t - 1.0,
            });
            let count = functions.count();
            let mut values = vec![0.0; POINTS * count];
            functions.write_values(&nodes.collect::<Vec<_>>(), &mut values);
            for (a, b) in (0..count).flat_map(|a| (0..count).map(move |b| (a, b))) {
                let mean = values.chunks_exact(count).map(|row| row[a] * row[b]).sum::<f64>() / POINTS as f64;
                assert!((mean - f64::from(u8::from(a == b))).abs() < 1e-5, "{kind:?} {a} {b}: {mean}");
            }
        }
    }

    #[test]
    fn values_of_several_variables_are_products() {
        let functions = functions(BasisKind::Legendre, 2, 3, DegreeKind::Total);
        let (x, y): (f64, f64) = (0.3, -0.8);
        let mut values = vec![0.0; functions.count()];
        functions.write_values(&[x, y], &mut values);
        let place = functions.multi_indices().iter().position(|index| index == &[2, 1]).expect("is there");
        let expected = 5f64.sqrt() * (1.5 * x * x - 0.5) * 3f64.sqrt() * y;
        assert!((values[place] - expected).abs() < 1e-15);
    }
}
