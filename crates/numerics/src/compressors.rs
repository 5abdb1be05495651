//! Compression of vectors before transmission: only some entries are kept.
//!
//! Sources: Stich, Cordonnier, Jaggi, Sparsified SGD with Memory, NeurIPS 2018; unbiased compressors: Alistarh and
//! others, QSGD, NeurIPS 2017.

use crate::random::Stream;

/// The stream of the server. Workers are numbered from 0.
pub const SERVER: u32 = u32::MAX;

/// The random stream of one worker in one round. Other streams do not depend on it.
pub fn keyed_stream(seed: u64, worker: u32, round: u32) -> Stream {
    Stream::new(seed, u64::from(worker) << 32 | u64::from(round))
}

/// The indices of the `count` entries largest in absolute value, in ascending order. Ties go to the first; NaN counts
/// as largest.
pub fn top_k(values: &[f64], count: usize) -> Vec<usize> {
    let mut places: Vec<_> = (0..values.len()).collect();
    if count < places.len() {
        let larger = |&a: &usize, &b: &usize| values[b].abs().total_cmp(&values[a].abs()).then(a.cmp(&b));
        places.select_nth_unstable_by(count, larger);
        places.truncate(count);
        places.sort_unstable();
    }
    places
}

/// The indices of `count` of `length` entries in ascending order, all subsets equally likely. For unbiasedness,
/// multiply the kept entries by `length / count`.
pub fn random_k(length: usize, count: usize, stream: &mut Stream) -> Vec<usize> {
    let mut places: Vec<_> = (0..length).collect();
    for k in 0..count.min(length) {
        let rest = u32::try_from(length - k).unwrap_or(u32::MAX);
        places.swap(k, k + stream.below(rest) as usize);
    }
    places.truncate(count);
    places.sort_unstable();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_are_kept_and_of_equal_ones_the_first() {
        assert_eq!(top_k(&[1.0, -3.0, 3.0, 0.0, -3.0], 2), [1, 2]);
        assert_eq!(top_k(&[1.0, 1.0, 1.0], 1), [0]);
        assert_eq!(top_k(&[0.5, 2.0], 5), [0, 1]);
        assert_eq!(top_k(&[], 1), [] as [usize; 0]);
    }

    #[test]
    fn draws_are_unbiased_and_keyed() {
        let mut counts = [0; 6];
        for round in 0..6000 {
            let places = random_k(6, 2, &mut keyed_stream(3, 1, round));
            assert!(places.len() == 2 && places[0] < places[1]);
            places.iter().for_each(|&place| counts[place] += 1);
        }
        // The expected count is 2000, with standard deviation 37.
        assert!(counts.iter().all(|count| (1850..2150).contains(count)), "{counts:?}");
        let draw = |seed, worker, round| random_k(1000, 10, &mut keyed_stream(seed, worker, round));
        assert_eq!(draw(1, 2, 3), draw(1, 2, 3));
        assert!(draw(1, 2, 3) != draw(2, 2, 3) && draw(1, 2, 3) != draw(1, 3, 3) && draw(1, 2, 3) != draw(1, 2, 4));
        assert_eq!(random_k(3, 5, &mut keyed_stream(0, SERVER, 0)), [0, 1, 2]);
    }
}
