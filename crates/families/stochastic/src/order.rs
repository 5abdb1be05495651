//! The order of rows within an epoch. It is a function of the seed and the epoch, so that an interrupted run continues
//! with the same rows.

use crate::rows::Rows;
use superlinear_numerics::random::Stream;

/// Rows of a block that is shuffled as a whole: rows inside are near each other in memory.
const BLOCK: usize = 256;

/// The first random stream of orders.
const FIRST_STREAM: u64 = 1 << 32;

/// The rows, and the rule of their order.
pub(crate) struct Orders {
    rows: Vec<u32>,
    kind: OrderKind,
    seed: u64,
}

pub(crate) enum OrderKind {
    Given,
    Shuffled,
    /// Drawn with replacement.
    Drawn,
    /// Drawn with probabilities proportional to numbers; their cumulative sums.
    Weighted(Vec<f64>),
}

/// The rows of an epoch, and the factors of their slopes.
pub(crate) struct Epoch {
    pub rows: Vec<u32>,
    pub factors: Option<Vec<f64>>,
}

impl Orders {
    pub fn new(rows: Vec<u32>, kind: OrderKind, seed: u64) -> Self {
        Self { rows, kind, seed }
    }

    /// The sums for draws with probabilities proportional to the norms of rows.
    pub fn by_norm(matrix: Rows, rows: &[u32], has_intercept: bool) -> OrderKind {
        let one = f64::from(u8::from(has_intercept));
        let mut sum = 0.0;
        let sums = rows.iter().map(|&i| {
            sum += (matrix.square(i as usize) + one).sqrt();
            sum
        });
        let sums: Vec<f64> = sums.collect();
        if sum > 0.0 { OrderKind::Weighted(sums) } else { OrderKind::Drawn }
    }

    /// All rows.
    pub fn rows(&self) -> &[u32] {
        &self.rows
    }

    /// The rows of an epoch.
    pub fn epoch(&self, number: u64) -> Epoch {
        let mut stream = Stream::new(self.seed, FIRST_STREAM + number);
        let n = self.rows.len();
        match &self.kind {
            OrderKind::Given => Epoch { rows: self.rows.clone(), factors: None },
            OrderKind::Shuffled => {
                let mut blocks: Vec<&[u32]> = self.rows.chunks(BLOCK).collect();
                stream.shuffle(&mut blocks);
                let mut rows = blocks.concat();
                rows.chunks_mut(BLOCK).for_each(|block| stream.shuffle(block));
                Epoch { rows, factors: None }
            }
            OrderKind::Drawn => {
                Epoch { rows: (0..n).map(|_| self.rows[stream.below(n as u32) as usize]).collect(), factors: None }
            }
            OrderKind::Weighted(sums) => {
                let total = sums[n - 1];
                let (mut rows, mut factors) = (Vec::with_capacity(n), Vec::with_capacity(n));
                for _ in 0..n {
                    let number = total * stream.uniform();
                    let place = sums.partition_point(|&sum| sum <= number).min(n - 1);
                    let share = sums[place] - if place == 0 { 0.0 } else { sums[place - 1] };
                    rows.push(self.rows[place]);
                    factors.push(total / (n as f64 * share));
                }
                Epoch { rows, factors: Some(factors) }
            }
        }
    }
}
