//! Rows drawn by the norms of their gradients, as last seen. Weights keep the objective.
//!
//! Source: Lu and others, PA&DA: Jointly Sampling PAth and DAta for Consistent NAS, CVPR 2023, with unbiased weights.

use crate::bytes::{Reader, Writer};
use crate::draws::{Draws, MIXING};
use superlinear_interface::Error;
use superlinear_numerics::random::Stream;

/// The first random stream of draws.
const FIRST_STREAM: u64 = 1 << 48;

/// The smallest number of rows drawn with the same norms: a draw costs less than the rest of a step.
const MIN_DRAWS: usize = 8;

/// The draws of rows, as places among the rows that are learned from.
pub(super) struct ByNorm {
    draws: Draws,
    seed: u64,
    /// The places drawn last and not yet learned from, and the factors of their slopes. A budget may end among them.
    places: Vec<usize>,
    factors: Vec<f64>,
}

impl ByNorm {
    pub fn new(rows: usize, seed: u64) -> Self {
        Self { draws: Draws::unknown(rows, MIXING), seed, places: Vec::new(), factors: Vec::new() }
    }

    /// Draws places for whole batches, at most as many as are left in the epoch, unless some are there. The draws are a
    /// function of the seed, the number of rows learned from before, and the norms, which are then updated.
    pub fn draw(&mut self, position: u64, batch: usize, left_in_epoch: u64, norm_of: impl Fn(usize) -> f64) {
        if !self.places.is_empty() {
            return;
        }
        let count = ((batch * MIN_DRAWS.div_ceil(batch)) as u64).min(left_in_epoch);
        let mut stream = Stream::new(self.seed, FIRST_STREAM + position);
        self.places = (0..count).map(|_| self.draws.draw(&mut stream)).collect();
        self.factors = self.places.iter().map(|&place| self.draws.weight(place)).collect();
        for &place in &self.places {
            let norm = norm_of(place);
            if norm.is_finite() {
                self.draws.update(place, norm);
            }
        }
    }

    /// The next places and factors, at most `count`.
    pub fn take(&mut self, count: u64) -> (Vec<usize>, Vec<f64>) {
        let count = self.places.len().min(usize::try_from(count).unwrap_or(usize::MAX));
        (self.places.drain(..count).collect(), self.factors.drain(..count).collect())
    }

    pub fn write(&self, writer: &mut Writer) {
        self.draws.write(writer);
        writer.count(self.places.len() as u64);
        self.places.iter().for_each(|&place| writer.count(place as u64));
        writer.numbers(&self.factors);
    }

    pub fn read(&mut self, reader: &mut Reader) -> Result<(), Error> {
        self.draws.read(reader)?;
        let count = reader.count()?;
        self.places.clear();
        for _ in 0..count {
            let place = usize::try_from(reader.count()?).ok().filter(|&place| place < self.draws.count());
            self.places.push(place.ok_or_else(Reader::refused)?);
        }
        self.factors = reader.numbers(self.places.len())?;
        Ok(())
    }
}
