//! Draws of rows with probabilities that follow the norms of their gradients, as last seen.
//!
//! A share of the draws is uniform, so that no row is forgotten; in the others, rows not yet seen count as the mean of those
//! seen. Weights of 1 over the number of rows times the probability keep the objective.
//!
//! Source: Lu and others, PA&DA: Jointly Sampling PAth and DAta for Consistent NAS, CVPR 2023, with unbiased weights.

use crate::bytes::{Reader, Writer};
use superlinear_interface::Error;
use superlinear_numerics::fenwick::Fenwick;
use superlinear_numerics::random::Stream;

/// The share of draws by scores.
const MIXING: f64 = 0.8;

/// The first random stream of draws.
const FIRST_STREAM: u64 = 1 << 48;

/// The scores of rows.
pub(crate) struct Scores {
    tree: Fenwick,
    is_seen: Vec<bool>,
    seen: usize,
    seed: u64,
}

impl Scores {
    pub fn new(rows: usize, seed: u64) -> Self {
        Self { tree: Fenwick::new(vec![0.0; rows]), is_seen: vec![false; rows], seen: 0, seed }
    }

    /// Places of rows, with the factors of their slopes. The draws are a function of the seed, the number of rows learned
    /// from before, and the scores.
    pub fn draw(&self, position: u64, count: usize) -> (Vec<usize>, Vec<f64>) {
        let mut stream = Stream::new(self.seed, FIRST_STREAM + position);
        let rows = self.is_seen.len();
        let uniform = |stream: &mut Stream| stream.below(rows as u32) as usize;
        let place = |_| {
            let by_scores = self.tree.total() > 0.0 && stream.uniform() < MIXING;
            let place = uniform(&mut stream);
            if by_scores && self.is_seen[place] { self.tree.at(stream.uniform()) } else { place }
        };
        let places: Vec<usize> = (0..count).map(place).collect();
        let factors = places.iter().map(|&place| 1.0 / self.relative(place)).collect();
        (places, factors)
    }

    /// The probability of a row, times the number of rows.
    fn relative(&self, place: usize) -> f64 {
        let total = self.tree.total();
        if total <= 0.0 || !self.is_seen[place] {
            return 1.0;
        }
        1.0 - MIXING + MIXING * self.seen as f64 * self.tree.weights()[place] / total
    }

    /// Takes a gradient's norm into account.
    pub fn see(&mut self, place: usize, norm: f64) {
        let known = self.tree.weights()[place];
        let score = if self.is_seen[place] { 0.5 * (known + norm) } else { norm };
        if !score.is_finite() {
            return;
        }
        self.seen += usize::from(!self.is_seen[place]);
        self.is_seen[place] = true;
        self.tree.set(place, score);
    }

    pub fn write(&self, writer: &mut Writer) {
        let numbers: Vec<f64> =
            self.is_seen.iter().zip(self.tree.weights()).map(|(&is, &score)| if is { score } else { -1.0 }).collect();
        writer.numbers(&numbers);
    }

    pub fn read(&mut self, reader: &mut Reader) -> Result<(), Error> {
        let numbers = reader.numbers(self.is_seen.len())?;
        self.is_seen = numbers.iter().map(|score| *score >= 0.0).collect();
        self.seen = self.is_seen.iter().filter(|is| **is).count();
        self.tree = Fenwick::new(numbers.into_iter().map(|score| score.max(0.0)).collect());
        Ok(())
    }
}
