//! The dual point of the multinomial loss: indicators of the classes less probabilities. For intercepts, the mean of the
//! probabilities must be the share of each class; a mixture with one distribution for all rows makes it so, and remains in
//! the domain of the conjugate.

use super::{Certificate, Fitted};
use crate::loss::RowLoss;
use superlinear_numerics::parallel::{Parallelism, add_vectors};

/// The sums over a block of rows.
struct Part {
    losses: [f64; 2],
    /// The products of the columns with indicators less probabilities, with indicators, and with weights.
    products: Vec<f64>,
    /// The weights of the classes, and those of their probabilities.
    masses: Vec<f64>,
    /// The probabilities of each row.
    probabilities: Vec<f64>,
}

/// A mixture of probabilities.
struct Mixture {
    /// The fraction of the constant distribution.
    fraction: f64,
    constant: Vec<f64>,
}

impl Mixture {
    /// The mixture with the smallest fraction that turns mean probabilities into shares.
    fn of(shares: &[f64], means: &[f64]) -> Self {
        let lacks = shares.iter().zip(means).map(|(share, mean)| if *mean > 0.0 { 1.0 - share / mean } else { 0.0 });
        let fraction = lacks.fold(0.0, f64::max);
        let rest = |(share, mean): (&f64, &f64)| ((share - (1.0 - fraction) * mean) / fraction).max(0.0);
        let constant = if fraction > 0.0 { shares.iter().zip(means).map(rest).collect() } else { shares.to_vec() };
        Self { fraction, constant }
    }

    fn mix(&self, class: usize, probability: f64) -> f64 {
        (1.0 - self.fraction) * probability + self.fraction * self.constant[class]
    }
}

impl Fitted<'_> {
    pub(super) fn certify_classes(&self, classes: usize, parallelism: Parallelism) -> Certificate {
        let parts = self.map_parts(parallelism, |rows| self.part_of_classes(classes, rows));
        let n = self.rows.len() as f64;
        let losses = [0, 1].map(|k| parts.iter().map(|part| part.losses[k]).sum::<f64>() / n);
        let probabilities: Vec<f64> = parts.iter().flat_map(|part| &part.probabilities).copied().collect();
        let masses = add_vectors(parts.iter().map(|part| part.masses.clone()).collect());
        let masses: Vec<f64> = masses.into_iter().map(|mass| mass / n).collect();
        let products = add_vectors(parts.into_iter().map(|part| part.products).collect());
        let (shares, means) = masses.split_at(classes);
        let mixture = if self.has_intercept {
            Mixture::of(shares, means)
        } else {
            Mixture { fraction: 0.0, constant: vec![0.0; classes] }
        };
        let length = self.model.coefficients.len();
        let (of_slopes, rest) = products.split_at(length);
        let (of_indicators, of_weights) = rest.split_at(length);
        let slope_of = |place: usize| {
            let of_constant = of_weights[place / classes] * mixture.constant[place % classes];
            let [own, mixed] = [1.0 - mixture.fraction, mixture.fraction];
            (own * of_slopes[place] + mixed * (of_indicators[place] - of_constant)) / n
        };
        let slopes: Vec<f64> = (0..length).map(slope_of).collect();
        let descent = [
            of_slopes.iter().map(|product| product / n).collect(),
            shares.iter().zip(means).map(|(share, mean)| share - mean).collect(),
        ];
        self.certificate(losses, descent, &slopes, |scale| self.dual_of_classes(&probabilities, &mixture, scale))
    }

    fn part_of_classes(&self, classes: usize, rows: &[u32]) -> Part {
        let length = self.model.coefficients.len();
        let mut part = Part {
            losses: [0.0; 2],
            products: vec![0.0; 2 * length + length / classes],
            masses: vec![0.0; 2 * classes],
            probabilities: Vec::with_capacity(rows.len() * classes),
        };
        let (of_slopes, rest) = part.products.split_at_mut(length);
        let (of_indicators, of_weights) = rest.split_at_mut(length);
        let (mut z, mut null) = (vec![0.0; classes], vec![0.0; classes]);
        for &row in rows {
            let i = row as usize;
            let (y, weight) = (self.samples.response[i], self.samples.weight(i));
            self.model.predict(self.samples, i, &mut z);
            part.losses[0] += weight * RowLoss::Multinomial(classes).at(&mut z, y);
            part.losses[1] += weight * self.null_of_classes(i, &mut null);
            self.samples.rows.add_outer(i, &z.iter().map(|slope| -weight * slope).collect::<Vec<_>>(), of_slopes);
            z[y as usize] += 1.0;
            part.probabilities.extend_from_slice(&z);
            part.masses[y as usize] += weight;
            part.masses[classes..].iter_mut().zip(&z).for_each(|(mass, p)| *mass += weight * p);
            z.fill(0.0);
            z[y as usize] = weight;
            self.samples.rows.add_outer(i, &z, of_indicators);
            self.samples.rows.add_to(i, weight, of_weights);
        }
        part
    }

    /// The loss of a row with all coefficients and intercepts 0.
    fn null_of_classes(&self, i: usize, z: &mut [f64]) -> f64 {
        self.samples.begin(i, z);
        RowLoss::Multinomial(z.len()).value(z, self.samples.response[i])
    }

    /// Minus the weighted mean of the conjugate losses at a fraction of the dual point: negative entropies between the
    /// indicators and the mixture.
    fn dual_of_classes(&self, probabilities: &[f64], mixture: &Mixture, scale: f64) -> f64 {
        let entropy = |x: f64| if x > 0.0 { x * libm::log(x) } else { 0.0 };
        let classes = mixture.constant.len();
        let of_row = |(&row, own): (&u32, &[f64])| {
            let i = row as usize;
            let class = self.samples.response[i] as usize;
            let offset = self.samples.offset(i);
            let of_class = |(k, &p): (usize, &f64)| {
                let (indicator, mixed) = (f64::from(u8::from(k == class)), mixture.mix(k, p));
                let shift = scale * (indicator - mixed) * offset.get(k).unwrap_or(&0.0);
                entropy((1.0 - scale) * indicator + scale * mixed) + shift
            };
            self.samples.weight(i) * own.iter().enumerate().map(of_class).sum::<f64>()
        };
        -self.rows.iter().zip(probabilities.chunks_exact(classes)).map(of_row).sum::<f64>() / self.rows.len() as f64
    }
}
