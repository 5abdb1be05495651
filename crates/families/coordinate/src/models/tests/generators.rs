//! Portable test data: all draws are from one stream of mulberry32, in a fixed order.

use superlinear_interface::{Matrix, SparseMatrix};
use superlinear_numerics::random::Mulberry32;

/// A matrix with correlated neighboring columns, and a response from `k` of its columns plus noise.
pub fn corr(n: usize, p: usize, k: usize, rho: f64, snr: f64, seed: u32) -> (Matrix, Vec<f64>) {
    let mut draws = Mulberry32(seed);
    let mut x = vec![0.0; n * p];
    let rest = (1.0 - rho * rho).sqrt();
    for j in 0..p {
        for i in 0..n {
            let e = draws.sum_of_four();
            x[j * n + i] = if j == 0 { e } else { rho * x[(j - 1) * n + i] + rest * e };
        }
    }
    let signs: Vec<f64> = (0..k).map(|_| if draws.uniform() < 0.5 { -1.0 } else { 1.0 }).collect();
    let mut z = vec![0.0; n];
    for (q, sign) in signs.iter().enumerate() {
        let column = q * (p / k);
        for i in 0..n {
            z[i] += sign * x[column * n + i];
        }
    }
    let noise: Vec<f64> = (0..n).map(|_| draws.sum_of_four()).collect();
    let norm = |v: &[f64]| v.iter().map(|entry| entry * entry).sum::<f64>().sqrt();
    let scale = norm(&z) / (snr * norm(&noise));
    let y = z.iter().zip(&noise).map(|(z, e)| z + e * scale).collect();
    (Matrix::new(n, p, x), y)
}

/// Documents as rows of word weights, and their labels.
pub fn text(n: usize, p: usize, m: usize, k: usize, seed: u32) -> (SparseMatrix, Vec<f64>) {
    let mut draws = Mulberry32(seed);
    let mut rows: Vec<std::collections::BTreeMap<i32, f64>> = vec![Default::default(); n];
    for q in 0..n * m {
        let u = draws.uniform();
        let column = (p as f64 * (u * u * u)).floor() as i32;
        *rows[q / m].entry(column).or_insert(0.0) += 1.0;
    }
    let mut documents = vec![0.0; p];
    rows.iter().flat_map(|row| row.keys()).for_each(|&column| documents[column as usize] += 1.0);
    let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
    for row in &rows {
        let weigh = |(&column, count): (&i32, &f64)| count * ((n as f64 / documents[column as usize]).ln() + 1.0);
        let weights: Vec<f64> = row.iter().map(weigh).collect();
        let norm = weights.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        indices.extend(row.keys());
        data.extend(weights.iter().map(|weight| weight / norm));
        indptr.push(indices.len() as i32);
    }
    let words: std::collections::BTreeSet<i32> =
        (0..k).map(|_| (draws.uniform() * p.min(2000) as f64).floor() as i32).collect();
    let signs: std::collections::BTreeMap<i32, f64> =
        words.into_iter().map(|word| (word, if draws.uniform() < 0.5 { -1.0 } else { 1.0 })).collect();
    let matrix =
        SparseMatrix { rows: n, columns: p, indptr: indptr.into(), indices: indices.into(), data: data.into() };
    let score = |i: usize| -> f64 {
        let (columns, values) = matrix.row(i);
        columns.iter().zip(values).map(|(column, value)| signs.get(column).unwrap_or(&0.0) * value).sum()
    };
    let z: Vec<f64> = (0..n).map(score).collect();
    let mut sorted = z.clone();
    sorted.sort_by(f64::total_cmp);
    let median = 0.5 * (sorted[(n - 1) / 2] + sorted[n / 2]);
    let labels = z.iter().map(|z| {
        let label = if *z > median { 1.0 } else { -1.0 };
        if draws.uniform() < 0.05 { -label } else { label }
    });
    let labels = labels.collect();
    (matrix, labels)
}
