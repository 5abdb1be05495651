//! Penalty strengths of the coefficients: the sum of λ|w|, of λw²/2, and of λ|w_g| over groups of coefficients.

use faer::Mat;
use superlinear_numerics::vectors::norm;

/// The strengths of all penalties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strengths {
    /// Strengths of the absolute values, one per coefficient.
    pub absolute: Vec<f64>,
    /// Strengths of half the squares, one per coefficient.
    pub square: Vec<f64>,
    /// Penalties of the norms of groups.
    pub norms: Vec<Norm>,
}

/// The penalty of the norm of a group of coefficients.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    /// Indices of the coefficients in ascending order.
    pub members: Vec<usize>,
    /// The factor on the norm.
    pub strength: f64,
}

impl Norm {
    /// The norm of the group's coefficients.
    pub fn of(&self, coefficients: &[f64]) -> f64 {
        norm(&self.members.iter().map(|&j| coefficients[j]).collect::<Vec<_>>())
    }
}

impl Strengths {
    /// Penalties of squares only.
    pub(crate) fn squares(square: Vec<f64>) -> Self {
        Self { absolute: vec![0.0; square.len()], square, norms: Vec::new() }
    }

    /// Returns whether the penalty has no kinks.
    pub(crate) fn is_smooth(&self) -> bool {
        self.norms.is_empty() && self.absolute.iter().all(|strength| *strength == 0.0)
    }

    /// The value of the penalty.
    pub(crate) fn value(&self, coefficients: &[f64]) -> f64 {
        let entries = coefficients.iter().zip(&self.absolute).zip(&self.square);
        let separable: f64 = entries.map(|((w, l1), l2)| l1 * w.abs() + 0.5 * l2 * w * w).sum();
        separable + self.norms.iter().map(|norm| norm.strength * norm.of(coefficients)).sum::<f64>()
    }

    /// Adds the gradient of the penalty. At kinks its contribution is 0.
    pub(crate) fn add_slope(&self, coefficients: &[f64], slope: &mut [f64]) {
        for (((slope, w), l1), l2) in slope.iter_mut().zip(coefficients).zip(&self.absolute).zip(&self.square) {
            *slope += l2 * w + if *w == 0.0 { 0.0 } else { l1 * w.signum() };
        }
        for norm in &self.norms {
            let size = norm.of(coefficients);
            if size > 0.0 {
                norm.members.iter().for_each(|&j| slope[j] += norm.strength * coefficients[j] / size);
            }
        }
    }

    /// Adds the product of the penalty's Hessian, valid away from kinks, with a vector.
    pub(crate) fn add_product(&self, coefficients: &[f64], vector: &[f64], product: &mut [f64]) {
        product.iter_mut().zip(vector).zip(&self.square).for_each(|((product, v), l2)| *product += l2 * v);
        for norm in &self.norms {
            let size = norm.of(coefficients);
            if size > 0.0 {
                let along: f64 = norm.members.iter().map(|&j| coefficients[j] * vector[j]).sum::<f64>() / (size * size);
                let factor = norm.strength / size;
                norm.members.iter().for_each(|&j| product[j] += factor * (vector[j] - along * coefficients[j]));
            }
        }
    }

    /// Adds the penalty's Hessian, valid away from kinks, to the lower triangle of a matrix.
    pub(crate) fn add_curvature(&self, coefficients: &[f64], matrix: &mut Mat<f64>) {
        self.square.iter().enumerate().for_each(|(j, l2)| matrix[(j, j)] += l2);
        for norm in &self.norms {
            let size = norm.of(coefficients);
            if size == 0.0 {
                continue;
            }
            for (place, &i) in norm.members.iter().enumerate() {
                for &j in &norm.members[..=place] {
                    let share = coefficients[i] * coefficients[j] / (size * size);
                    matrix[(i, j)] += norm.strength / size * (if i == j { 1.0 - share } else { -share });
                }
            }
        }
    }

    /// The penalties of the coefficients `chosen`, in ascending order. Each group must be chosen as a whole or not at
    /// all.
    pub fn of(&self, chosen: &[usize]) -> Self {
        let pick = |all: &[f64]| chosen.iter().map(|&j| all[j]).collect();
        let norms = self.norms.iter().filter_map(|norm| {
            let members: Result<Vec<_>, _> = norm.members.iter().map(|j| chosen.binary_search(j)).collect();
            members.ok().map(|members| Norm { members, strength: norm.strength })
        });
        Self { absolute: pick(&self.absolute), square: pick(&self.square), norms: norms.collect() }
    }

    /// Returns for each coefficient whether it has a kink at zero.
    pub(crate) fn have_kinks(&self) -> Vec<bool> {
        let mut have: Vec<_> = self.absolute.iter().map(|strength| *strength > 0.0).collect();
        self.norms.iter().flat_map(|norm| &norm.members).for_each(|&j| have[j] = true);
        have
    }

    /// The distance of the loss's gradient from moving a coefficient or group off zero, as a fraction of its strength:
    /// the minimum over all at zero. `None` if there are none.
    pub(crate) fn margin(&self, coefficients: &[f64], slope: &[f64]) -> Option<f64> {
        let separable = (0..coefficients.len())
            .filter(|&j| coefficients[j] == 0.0 && self.absolute[j] > 0.0)
            .map(|j| 1.0 - slope[j].abs() / self.absolute[j]);
        let groups = self
            .norms
            .iter()
            .filter(|norm| norm.of(coefficients) == 0.0)
            .map(|norm| 1.0 - norm.of(slope) / norm.strength);
        separable.chain(groups).reduce(f64::min)
    }
}
