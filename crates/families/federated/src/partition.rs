//! Unequal shares of labeled rows, for simulations.
//!
//! Source: Hsu, Qi, Brown, Measuring the Effects of Non-Identical Data Distribution for Federated Visual Classification,
//! 2019; gamma numbers by Marsaglia, Tsang, ACM Trans. Math. Softw. 26, 2000.

use crate::settings::MAX_CLIENTS;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use superlinear_interface::{Effort, Error, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::random::Stream;

/// Divides labeled rows between clients so that each has its own mixture of classes: for each class, the shares of the
/// clients are drawn from a Dirichlet distribution. The smaller the concentration, the less alike the clients.
///
/// @example
/// ```ts
/// const { owners } = await partition({ labels: [0, 0, 0, 1, 1, 1], clients: 2, concentration: 0.5 });
/// ```
#[derive(JsonSchema)]
pub struct Partition;

/// Rows to be divided.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct PartitionProblem {
    /// The class of each row: integers.
    pub labels: Vector<i32>,
    /// The number of clients.
    pub clients: u32,
    /// The concentration of the Dirichlet distribution: 0.1 gives most clients one or two classes, 100 all of them.
    #[serde(default = "default_concentration")]
    pub concentration: f64,
    /// The rows of each client at least, moved from the clients with most rows.
    #[serde(default = "default_rows")]
    pub min_rows: u32,
}

fn default_concentration() -> f64 {
    1.0
}

fn default_rows() -> u32 {
    1
}

/// The division of the rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PartitionSolution {
    /// The client of each row, from 0 on.
    pub owners: Vector<i32>,
    /// The number of rows of each client.
    pub counts: Vector<i32>,
}

impl Task for Partition {
    const NAME: &'static str = "federated.partition";
    type Problem = PartitionProblem;
    type Solution = PartitionSolution;
    type Progress = NoProgress;

    fn solve(problem: PartitionProblem, run: &Run) -> Result<PartitionSolution, Error> {
        let PartitionProblem { labels, clients, concentration, min_rows } = problem;
        let (clients, min_rows) = (clients as usize, min_rows as usize);
        check::entries("labels", labels.len(), 1..=i32::MAX as usize)?;
        check::count("clients", clients, 1..=MAX_CLIENTS)?;
        check::number("concentration", concentration, check::POSITIVE)?;
        if min_rows.saturating_mul(clients) > labels.len() {
            let message = format!("must be at most the number of labels over clients, got {min_rows}");
            return Err(Error::invalid("minRows", message));
        }
        let mut classes: BTreeMap<i32, Vec<u32>> = BTreeMap::new();
        labels.iter().enumerate().for_each(|(row, label)| classes.entry(*label).or_default().push(row as u32));
        run.ensure_memory("labels", [labels.len() + clients, 4])?;
        let mut owners = vec![0; labels.len()];
        let mut effort = Effort::new(run, "divide the rows");
        for (number, rows) in classes.values_mut().enumerate() {
            effort.spend(OPERATIONS_PER_SHARE * clients)?;
            let mut stream = Stream::new(run.seed(), number as u64);
            stream.shuffle(rows);
            let shares = dirichlet(clients, concentration, &mut stream);
            let mut start = 0;
            let mut passed = 0.0;
            for (client, share) in shares.iter().enumerate() {
                passed += share;
                let is_last = client + 1 == clients;
                let end = if is_last { rows.len() } else { (passed * rows.len() as f64).round() as usize };
                let end = end.clamp(start, rows.len());
                rows[start..end].iter().for_each(|&row| owners[row as usize] = client as i32);
                start = end;
            }
        }
        let counts = fill_up(&mut owners, clients, min_rows);
        Ok(PartitionSolution { owners: owners.into(), counts: counts.into() })
    }
}

/// The arithmetic of a gamma number.
const OPERATIONS_PER_SHARE: usize = 100;

/// Moves rows from the clients with most of them to those with too few. Returns the number of rows of each client.
fn fill_up(owners: &mut [i32], clients: usize, min_rows: usize) -> Vec<i32> {
    let mut rows: Vec<Vec<u32>> = vec![Vec::new(); clients];
    owners.iter().enumerate().for_each(|(row, owner)| rows[*owner as usize].push(row as u32));
    let mut rich: std::collections::BTreeSet<_> = rows.iter().enumerate().map(|(k, rows)| (rows.len(), k)).collect();
    for client in 0..clients {
        while rows[client].len() < min_rows {
            let Some((count, giver)) = rich.pop_last() else { break };
            let Some(row) = rows[giver].pop() else { break };
            rich.insert((count - 1, giver));
            rich.remove(&(rows[client].len(), client));
            rows[client].push(row);
            rich.insert((rows[client].len(), client));
            owners[row as usize] = client as i32;
        }
    }
    rows.iter().map(|rows| rows.len() as i32).collect()
}

/// Shares with a Dirichlet distribution, from the logarithms of gamma numbers: those of small concentrations underflow.
fn dirichlet(count: usize, concentration: f64, stream: &mut Stream) -> Vec<f64> {
    let logarithms: Vec<f64> = (0..count).map(|_| log_gamma_number(concentration, stream)).collect();
    let largest = logarithms.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    if !largest.is_finite() {
        // Concentrations so small that one client has all.
        let owner = stream.below(count as u32) as usize;
        return (0..count).map(|client| f64::from(u8::from(client == owner))).collect();
    }
    let sizes: Vec<f64> = logarithms.iter().map(|logarithm| (logarithm - largest).exp()).collect();
    let total: f64 = sizes.iter().sum();
    sizes.iter().map(|size| size / total).collect()
}

/// The logarithm of a number with a gamma distribution of this shape.
fn log_gamma_number(shape: f64, stream: &mut Stream) -> f64 {
    let (boosted, extra) =
        if shape < 1.0 { (shape + 1.0, (1.0 - stream.uniform()).ln() / shape) } else { (shape, 0.0) };
    let d = boosted - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let normal = stream.normal();
        let cube = (1.0 + c * normal).powi(3);
        if cube > 0.0 {
            let uniform = 1.0 - stream.uniform();
            if uniform.ln() < 0.5 * normal * normal + d - d * cube + d * cube.ln() {
                return (d * cube).ln() + extra;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gamma_numbers_have_their_mean() {
        for shape in [0.3, 1.0, 4.5] {
            let mut stream = Stream::new(3, 0);
            let mean = (0..40_000).map(|_| log_gamma_number(shape, &mut stream).exp()).sum::<f64>() / 40_000.0;
            // The standard deviation of the mean is the root of the shape over 200.
            assert!((mean - shape).abs() < 5.0 * shape.sqrt() / 200.0, "{shape}: {mean}");
        }
    }

    #[test]
    fn everybody_gets_the_minimum() {
        let mut owners = vec![0; 10];
        assert_eq!(fill_up(&mut owners, 4, 2), [4, 2, 2, 2]);
        assert_eq!(owners.iter().filter(|owner| **owner == 3).count(), 2);
    }
}
