//! How strongly each coefficient is penalised: the sum of λ|w|, of λw²/2, and of λ|w_g| over groups of coefficients.

use faer::Mat;
use superlinear_numerics::vectors::norm;

/// The strengths of all penalties.
#[derive(Clone, Debug, Default)]
pub(crate) struct Strengths {
    /// Of the absolute value of each coefficient.
    pub absolute: Vec<f64>,
    /// Of half the square of each coefficient.
    pub square: Vec<f64>,
    /// Of the norms of groups of coefficients.
    pub norms: Vec<Norm>,
}

/// The penalty of the norm of a group of coefficients.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    /// The coefficients, ascending.
    pub members: Vec<usize>,
    /// The factor of their norm.
    pub strength: f64,
}

impl Norm {
    /// The norm of the group's coefficients.
    pub fn of(&self, coefficients: &[f64]) -> f64 {
        norm(&self.members.iter().map(|&j| coefficients[j]).collect::<Vec<_>>())
    }
}

impl Strengths {
    /// Squares alone.
    pub fn squares(square: Vec<f64>) -> Self {
        Self { absolute: vec![0.0; square.len()], square, norms: Vec::new() }
    }

    /// Whether the penalty has no kink.
    pub fn is_smooth(&self) -> bool {
        self.norms.is_empty() && self.absolute.iter().all(|strength| *strength == 0.0)
    }

    /// The penalty.
    pub fn value(&self, coefficients: &[f64]) -> f64 {
        let entries = coefficients.iter().zip(&self.absolute).zip(&self.square);
        let separable: f64 = entries.map(|((w, l1), l2)| l1 * w.abs() + 0.5 * l2 * w * w).sum();
        separable + self.norms.iter().map(|norm| norm.strength * norm.of(coefficients)).sum::<f64>()
    }

    /// Adds the penalty's slope, which at kinks is the one from the side of zero that is 0.
    pub fn add_slope(&self, coefficients: &[f64], slope: &mut [f64]) {
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

    /// Adds the product of the penalty's curvature at the coefficients, away from kinks, with a vector.
    pub fn add_product(&self, coefficients: &[f64], vector: &[f64], product: &mut [f64]) {
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

    /// Adds the penalty's curvature at the coefficients, away from kinks, to the lower triangle of a matrix.
    pub fn add_curvature(&self, coefficients: &[f64], matrix: &mut Mat<f64>) {
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

    /// Those of some of the coefficients, in ascending order. Of each group all are chosen, or none.
    pub fn of(&self, chosen: &[usize]) -> Self {
        let pick = |all: &[f64]| chosen.iter().map(|&j| all[j]).collect();
        let norms = self.norms.iter().filter_map(|norm| {
            let members: Result<Vec<_>, _> = norm.members.iter().map(|j| chosen.binary_search(j)).collect();
            members.ok().map(|members| Norm { members, strength: norm.strength })
        });
        Self { absolute: pick(&self.absolute), square: pick(&self.square), norms: norms.collect() }
    }

    /// Which coefficients have a kink at zero.
    pub fn have_kinks(&self) -> Vec<bool> {
        let mut have: Vec<_> = self.absolute.iter().map(|strength| *strength > 0.0).collect();
        self.norms.iter().flat_map(|norm| &norm.members).for_each(|&j| have[j] = true);
        have
    }

    /// How far the slope of the loss is from letting a coefficient at zero go, as a share of its strength: the least over all
    /// coefficients and groups at zero. `None` where there are none.
    pub fn margin(&self, coefficients: &[f64], slope: &[f64]) -> Option<f64> {
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
