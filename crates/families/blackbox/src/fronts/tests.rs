use super::*;
use superlinear_interface::{RunOptions, testing};
use superlinear_numerics::random::Stream;

/// Ranks computed by definition.
fn brute_force(objectives: Objectives) -> Vec<u32> {
    let dominates = |i: usize, j: usize| {
        let (a, b) = (objectives.get(i), objectives.get(j));
        a.iter().zip(b).all(|(a, b)| a <= b) && a != b
    };
    let mut order: Vec<usize> = (0..objectives.count()).collect();
    order.sort_by(|&i, &j| objectives.lexicographic(i, j));
    let mut ranks = vec![0; order.len()];
    for (place, &j) in order.iter().enumerate() {
        ranks[j] = order[..place].iter().filter(|&&i| dominates(i, j)).map(|&i| ranks[i] + 1).max().unwrap_or(0);
    }
    ranks
}

#[test]
fn ranks_are_those_of_the_definition() {
    let run = testing::untimed(&RunOptions::default());
    for seed in 0..400 {
        let mut random = Stream::new(seed, 0);
        let (width, count) = (1 + random.below(6) as usize, random.below(150) as usize);
        let levels = 1 + random.below(40);
        // Both zeros occur.
        let mut value = || (f64::from(random.below(levels)) - 3.0) * (1.0 - 2.0 * f64::from(random.below(2)));
        let values: Vec<f64> = (0..width * count).map(|_| value()).collect();
        let objectives = Objectives { width, values: &values };
        assert_eq!(ranks(objectives, run.cancellation()), Ok(brute_force(objectives)), "seed {seed}");
    }
}
