//! The dual point of losses with one predictor. For an intercept, the positive or the negative slopes are scaled by one
//! factor: slopes nearer to 0 remain in the domain of every loss.

use super::{Certificate, Fitted};
use superlinear_losses::SampleLoss;
use superlinear_numerics::parallel::{Parallelism, add_vectors};

/// The sums over a block of rows.
struct Part {
    losses: [f64; 2],
    /// Sums of positive and negative weighted slopes, with minus signs.
    masses: [f64; 2],
    /// The products of these with the columns, one after the other.
    products: Vec<f64>,
    /// The negative slope of each row.
    slopes: Vec<f64>,
}

impl Fitted<'_> {
    pub(super) fn certify_single(&self, loss: SampleLoss, parallelism: Parallelism) -> Certificate {
        let columns = self.model.coefficients.len();
        let parts = self.map_parts(parallelism, |rows| self.part(loss, rows));
        let n = self.rows.len() as f64;
        let sums = |of: fn(&Part) -> [f64; 2]| {
            let sum = |k: usize| parts.iter().map(|part| of(part)[k]).sum::<f64>() / n;
            [sum(0), sum(1)]
        };
        let ([value, null], masses) = (sums(|part| part.losses), sums(|part| part.masses));
        let slopes: Vec<f64> = parts.iter().flat_map(|part| &part.slopes).copied().collect();
        let products = add_vectors(parts.into_iter().map(|part| part.products).collect());
        let (of_positive, of_negative) = products.split_at(columns);
        let balance = match masses {
            _ if !self.has_intercept => [1.0; 2],
            [up, down] if up > down => [down / up, 1.0],
            [up, down] => [1.0, if down > 0.0 { up / down } else { 1.0 }],
        };
        let products_with = |[up, down]: [f64; 2]| {
            let pairs = of_positive.iter().zip(of_negative);
            pairs.map(|(positive, negative)| (up * positive + down * negative) / n).collect::<Vec<f64>>()
        };
        let descent = [products_with([1.0; 2]), vec![masses[0] - masses[1]]];
        self.certificate([value, null], descent, &products_with(balance), |scale| {
            self.dual_loss(loss, &slopes, balance.map(|factor| scale * factor))
        })
    }

    fn part(&self, loss: SampleLoss, rows: &[u32]) -> Part {
        let columns = self.model.coefficients.len();
        let mut part =
            Part { losses: [0.0; 2], masses: [0.0; 2], products: vec![0.0; 2 * columns], slopes: Vec::new() };
        part.slopes.reserve_exact(rows.len());
        for &row in rows {
            let i = row as usize;
            let (y, weight) = (self.samples.response[i], self.samples.weight(i));
            let offset = self.samples.offset(i).first().unwrap_or(&0.0);
            let z = self.samples.rows.dot(i, &self.model.coefficients) + self.model.intercepts[0] + offset;
            let (value, slope) = loss.at(z, y);
            part.losses[0] += weight * value;
            part.losses[1] += weight * loss.value(*offset, y);
            part.slopes.push(-slope);
            let side = usize::from(slope > 0.0);
            part.masses[side] += weight * slope.abs();
            let products = &mut part.products[side * columns..][..columns];
            self.samples.rows.add_to(i, -weight * slope, products);
        }
        part
    }

    /// Minus the weighted mean of the conjugate losses, with positive and negative slopes times these factors.
    fn dual_loss(&self, loss: SampleLoss, slopes: &[f64], factors: [f64; 2]) -> f64 {
        let of_row = |(&row, &slope): (&u32, &f64)| {
            let i = row as usize;
            let theta = factors[usize::from(slope < 0.0)] * slope;
            let shift: f64 = self.samples.offset(i).iter().map(|offset| theta * offset).sum();
            self.samples.weight(i) * (loss.conjugate(theta, self.samples.response[i]) + shift)
        };
        -self.rows.iter().zip(slopes).map(of_row).sum::<f64>() / self.rows.len() as f64
    }
}
