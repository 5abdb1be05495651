//! Random streams: the published vectors, independence of the reading order, and the distributions' moments.

use superlinear_numerics::random::{Stream, philox};

#[test]
fn philox_gives_the_published_vectors() {
    // From Random123's kat_vectors file.
    let zeros = philox([0; 4], [0; 2]);
    assert_eq!(zeros, [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
    let ones = philox([u32::MAX; 4], [u32::MAX; 2]);
    assert_eq!(ones, [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
    let digits_of_pi = philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]);
    assert_eq!(digits_of_pi, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
}

#[test]
fn a_stream_can_be_entered_anywhere() {
    let mut whole = Stream::new(7, 3);
    let words: Vec<u32> = (0..40).map(|_| whole.next_u32()).collect();
    let mut later = Stream::starting_at(7, 3, 5);
    assert!(words[20..].iter().all(|&word| word == later.next_u32()));
    assert_eq!(words[..4], philox([0, 0, 3, 0], [7, 0]));
    assert_ne!(Stream::new(7, 4).next_u64(), Stream::new(7, 3).next_u64());
    assert_ne!(Stream::new(1 << 32, 3).next_u64(), Stream::new(0, 3).next_u64());
}

#[test]
fn many_words_at_once_are_those_that_come_one_by_one() {
    let mut single = Stream::starting_at(7, 3, u64::from(u32::MAX) - 20);
    let mut many = single.clone();
    for length in [0, 1, 3, 64, 200, 7, 1000] {
        let mut words = vec![0; length];
        many.fill_u32(&mut words);
        assert!(words.iter().all(|&word| word == single.next_u32()));
        assert_eq!(many.next_u32(), single.next_u32());
    }
}

#[test]
fn many_normal_numbers_at_once_are_those_that_come_one_by_one() {
    for skipped_words in 0..5 {
        for skipped_numbers in 0..3 {
            let mut single = Stream::new(7, 3);
            (0..skipped_words).for_each(|_| _ = single.next_u32());
            (0..skipped_numbers).for_each(|_| _ = single.normal());
            let mut many = single.clone();
            for length in [2, 100, 3, 77] {
                let mut numbers = vec![0.0; length];
                many.fill_normal(&mut numbers);
                assert!(numbers.iter().all(|&number| number == single.normal()));
                assert_eq!(many.normal(), single.normal());
            }
        }
    }
}

#[test]
fn normal_numbers_are_those_of_the_transform() {
    let (mut stream, mut uniform) = (Stream::new(1, 2), Stream::new(1, 2));
    for _ in 0..1000 {
        let radius = (-2.0 * libm::log(1.0 - uniform.uniform())).sqrt();
        let (sine, cosine) = libm::sincos(2.0 * std::f64::consts::PI * uniform.uniform());
        for expected in [radius * cosine, radius * sine] {
            let error = stream.normal() - expected;
            assert!(error.abs() <= 8.0 * f64::EPSILON, "{error:e}");
        }
    }
}

/// Asserts that `mean` of `count` draws is within five standard errors of `expected`: a sound generator fails once in
/// 1.7 million seeds, and this seed is fixed.
fn assert_mean(mean: f64, expected: f64, variance: f64, count: f64) {
    let standard_error = (variance / count).sqrt();
    assert!((mean - expected).abs() <= 5.0 * standard_error, "{mean} against {expected} +- {standard_error}");
}

#[test]
fn distributions_have_their_moments() {
    const COUNT: usize = 200_000;
    let count = COUNT as f64;
    let mut stream = Stream::new(11, 0);
    let uniform: Vec<f64> = (0..COUNT).map(|_| stream.uniform()).collect();
    assert!(uniform.iter().all(|value| (0.0..1.0).contains(value)));
    assert_mean(uniform.iter().sum::<f64>() / count, 0.5, 1.0 / 12.0, count);
    let normal: Vec<f64> = (0..COUNT).map(|_| stream.normal()).collect();
    let moment = |power: i32| normal.iter().map(|value| value.powi(power)).sum::<f64>() / count;
    for (power, expected, variance) in [(1, 0.0, 1.0), (2, 1.0, 2.0), (3, 0.0, 15.0), (4, 3.0, 96.0)] {
        assert_mean(moment(power), expected, variance, count);
    }
    let mut seen = [0u32; 7];
    for _ in 0..COUNT {
        seen[stream.below(7) as usize] += 1;
    }
    for frequency in seen {
        assert_mean(f64::from(frequency) / count, 1.0 / 7.0, 6.0 / 49.0, count);
    }
}

#[test]
fn shuffles_reach_every_order_equally_often() {
    const COUNT: usize = 60_000;
    let mut stream = Stream::new(12, 0);
    let mut seen = std::collections::HashMap::new();
    for _ in 0..COUNT {
        let mut items = [0, 1, 2, 3];
        stream.shuffle(&mut items);
        *seen.entry(items).or_insert(0u32) += 1;
    }
    assert_eq!(seen.len(), 24);
    let probability = 1.0 / 24.0;
    for times in seen.into_values() {
        let frequency = f64::from(times) / COUNT as f64;
        assert_mean(frequency, probability, probability * (1.0 - probability), COUNT as f64);
    }
}
