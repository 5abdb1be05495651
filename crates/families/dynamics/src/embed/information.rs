//! The delay of an embedding: the first local minimum of the mutual information.

use superlinear_interface::{Error, Run};

/// The number of intervals of equal counts.
const INTERVALS: usize = 16;

/// The delay for standardized values, if one is found, and the mutual information by delays from 1 on.
pub(super) fn delay(values: &[f64], max_delay: usize, run: &Run) -> Result<(Option<usize>, Vec<f64>), Error> {
    let intervals = intervals(values);
    let mut information = Vec::new();
    for delay in 1..=max_delay {
        information.push(mutual_information(&intervals, delay));
        if run.is_out_of_time()? {
            return Ok((None, information));
        }
        let is_minimum = |k: usize| information[k] < information[k - 1] && information[k] <= information[k + 1];
        // The entry before the last one, which has both neighbors.
        if delay >= 3 && is_minimum(delay - 2) {
            return Ok((Some(delay - 1), information));
        }
    }
    Ok((decorrelation(values, max_delay, run)?, information))
}

/// The interval of each number; intervals have equal counts.
fn intervals(values: &[f64]) -> Vec<u8> {
    let mut order: Vec<u32> = (0..values.len() as u32).collect();
    order.sort_by(|&a, &b| values[a as usize].total_cmp(&values[b as usize]));
    let mut intervals = vec![0; values.len()];
    for (rank, index) in order.into_iter().enumerate() {
        intervals[index as usize] = (rank * INTERVALS / values.len()) as u8;
    }
    intervals
}

fn mutual_information(intervals: &[u8], delay: usize) -> f64 {
    let mut joint = [[0_u32; INTERVALS]; INTERVALS];
    for (&now, &later) in intervals.iter().zip(&intervals[delay..]) {
        joint[now as usize][later as usize] += 1;
    }
    let total = (intervals.len() - delay) as f64;
    let first: Vec<u32> = joint.iter().map(|row| row.iter().sum()).collect();
    let second: Vec<u32> = (0..INTERVALS).map(|k| joint.iter().map(|row| row[k]).sum()).collect();
    let mut information = 0.0;
    for (row, &a) in joint.iter().zip(&first) {
        for (&count, &b) in row.iter().zip(&second).filter(|(count, _)| **count > 0) {
            let count = f64::from(count);
            information += count / total * (count * total / (f64::from(a) * f64::from(b))).ln();
        }
    }
    information
}

/// The first delay at which the autocorrelation of standardized values is below 1/e.
fn decorrelation(values: &[f64], max_delay: usize, run: &Run) -> Result<Option<usize>, Error> {
    let covariance = |delay: usize| values.iter().zip(&values[delay..]).map(|(a, b)| a * b).sum::<f64>();
    let threshold = covariance(0) / std::f64::consts::E;
    for delay in 1..=max_delay {
        if covariance(delay) < threshold {
            return Ok(Some(delay));
        }
        if run.is_out_of_time()? {
            break;
        }
    }
    Ok(None)
}
