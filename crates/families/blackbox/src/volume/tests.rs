use super::*;
use superlinear_interface::{RunOptions, testing};
use superlinear_numerics::random::Stream;

fn volume(boxes: &Boxes) -> f64 {
    let run = testing::untimed(&RunOptions::default());
    let mut total = 0.0;
    add_volume(boxes, &mut total, &mut Meter::new(&run, 1)).expect("is in time");
    total
}

/// Inclusion and exclusion over all subsets.
fn brute_force(boxes: &Boxes) -> f64 {
    (1..1_u32 << boxes.count()).fold(0.0, |sum, subset| {
        let members = || (0..boxes.count()).filter(|k| subset >> k & 1 == 1);
        let shared = |j| members().fold(f64::INFINITY, |least: f64, k| least.min(boxes.get(k)[j]));
        let volume: f64 = (0..boxes.dimension).map(shared).product();
        if subset.count_ones() % 2 == 1 { sum + volume } else { sum - volume }
    })
}

/// Random boxes, many of them with some or all extents in common.
fn random_boxes(dimension: usize, count: usize, seed: u64) -> Boxes {
    let mut random = Stream::new(seed, 0);
    let levels = 2 + random.below(12);
    let extents = (0..count * dimension).map(|_| f64::from(1 + random.below(levels)) / f64::from(levels)).collect();
    Boxes { dimension, extents }
}

#[test]
fn volumes_are_those_of_inclusion_and_exclusion() {
    for seed in 0..300 {
        let dimension = 1 + seed as usize % 8;
        let boxes = random_boxes(dimension, 1 + seed as usize % 9, seed);
        let (volume, expected) = (volume(&boxes), brute_force(&boxes));
        assert!((volume - expected).abs() <= 1e-12, "seed {seed}: {volume} and {expected}");
    }
}

#[test]
fn exclusive_volumes_are_what_is_lost() {
    let run = testing::untimed(&RunOptions::default());
    for seed in 0..300 {
        let dimension = 2 + seed as usize % 7;
        let boxes = random_boxes(dimension, 2 + seed as usize % 12, seed);
        let whole = volume(&boxes);
        let areas = if dimension == 2 { exclusive_areas(&boxes) } else { vec![] };
        for k in 0..boxes.count() {
            let others = || (0..boxes.count()).filter(|&other| other != k).map(|other| boxes.get(other));
            let rest = Boxes { dimension, extents: others().flatten().copied().collect() };
            let expected = whole - volume(&rest);
            let exclusive = exclusive_volume(boxes.get(k), others(), &mut Meter::new(&run, 1)).expect("is in time");
            assert!((exclusive - expected).abs() <= 1e-12, "seed {seed}: {exclusive} and {expected}");
            if let Some(area) = areas.get(k) {
                assert!((area - expected).abs() <= 1e-12, "seed {seed}: {area} and {expected}");
            }
        }
    }
}
