//! Blocks are returned in order, and sums keep their bits and their accuracy.

use crate::common::run_with;
use proptest::prelude::*;
use std::panic::catch_unwind;
use std::sync::Arc;
use superlinear_interface::RunOptions;
use superlinear_numerics::parallel::{Parallelism, add_vectors, sum};
use superlinear_numerics::simd::instruction_set;
use superlinear_numerics::vectors::{dot, norm};

fn threads(count: u32) -> Parallelism {
    Parallelism::of(&run_with(RunOptions { threads: Some(count), ..RunOptions::default() }))
}

#[test]
fn blocks_come_back_in_order() {
    for count in [1, 2, 5] {
        let parallelism = threads(count);
        for blocks in [0, 1, 2, 100] {
            assert_eq!(
                parallelism.map_blocks(blocks, |block| block * block),
                (0..blocks).map(|k| k * k).collect::<Vec<_>>()
            );
        }
        let mut left = vec![0; 10];
        let mut right = vec![0; 5];
        let pairs = left.chunks_mut(4).zip(right.chunks_mut(2));
        let sizes = parallelism.map(pairs, |block, (left, right)| {
            left.fill(block);
            right.fill(block + 10);
            (left.len(), right.len())
        });
        assert_eq!(sizes, [(4, 2), (4, 2), (2, 1)]);
        assert_eq!(left, [0, 0, 0, 0, 1, 1, 1, 1, 2, 2]);
        assert_eq!(right, [10, 10, 11, 11, 12]);
        parallelism.for_each_chunk(&mut left, 3, |chunk, values| values.fill(chunk));
        assert_eq!(left, [0, 0, 0, 1, 1, 1, 2, 2, 2, 3]);
    }
}

#[test]
fn loops_nest() {
    let outer = threads(2);
    let inner = threads(3);
    let sums = outer.map_blocks(8, |i| inner.map_blocks(8, |j| i * j).into_iter().sum::<usize>());
    assert_eq!(sums, (0..8).map(|i| 28 * i).collect::<Vec<_>>());
}

#[test]
fn a_panic_comes_to_the_caller_and_everything_is_dropped_once() {
    for count in [1, 2] {
        let parallelism = threads(count);
        let (item, result) = (Arc::new(()), Arc::new(()));
        let outcome = catch_unwind(|| {
            parallelism.map(vec![Arc::clone(&item); 100], |block, _item| {
                assert_ne!(block, 40, "the block that fails");
                Arc::clone(&result)
            })
        });
        let words = outcome.map(|_| ()).expect_err("one block fails");
        assert!(words.downcast::<String>().is_ok_and(|words| words.contains("the block that fails")));
        assert_eq!((Arc::strong_count(&item), Arc::strong_count(&result)), (1, 1));
        let outcome = catch_unwind(|| parallelism.inside(|| panic!("inside")));
        assert_eq!(outcome.expect_err("it fails").downcast_ref(), Some(&"inside"));
        assert_eq!(parallelism.inside(|| Arc::strong_count(&item)), 1);
    }
}

#[test]
fn a_loop_on_the_calling_thread_stays_there() {
    let here = std::thread::current().id();
    for (parallelism, blocks) in [(Parallelism::sequential(), 4), (threads(1), 4), (threads(2), 1)] {
        assert!(parallelism.map_blocks(blocks, |_| std::thread::current().id()).iter().all(|&id| id == here));
        assert!(parallelism.map(0..blocks, |_, _| std::thread::current().id()).iter().all(|&id| id == here));
    }
}

#[test]
fn the_instruction_set_has_a_name() {
    assert!(["avx512", "avx2", "neon", "simd128", "baseline"].contains(&instruction_set()));
}

#[test]
fn whole_numbers_are_summed_exactly() {
    for length in (0..70).chain([255, 256, 257, 511, 512, 513, 1023, 1024, 1025, 4096, 100_003]) {
        let values: Vec<_> = (1..=length).map(f64::from).collect();
        let expected = f64::from(length) * f64::from(length + 1) / 2.0;
        assert_eq!(sum(&values), expected);
        assert_eq!(dot(&values, &vec![1.0; values.len()]), expected);
        let vectors = values.iter().map(|&value| vec![value, -value]).collect();
        let total = add_vectors(vectors);
        assert_eq!(total, if length == 0 { vec![] } else { vec![expected, -expected] });
    }
}

#[test]
fn sums_keep_their_accuracy() {
    // 0.1 is not exact in binary: adding a million in order loses five digits.
    let total = sum(&vec![0.1; 1_000_000]);
    let exact = 0.1 * 1e6 * (1.0 + 5.551_115_123_125_783e-17);
    assert!((total - exact).abs() <= exact * 48.0 * f64::EPSILON / 2.0, "{total}");
}

#[test]
fn norms_neither_overflow_nor_vanish() {
    for scale in [1.0, 1e-320, 1e-200, 1e200, 1e308] {
        let expected = 5.0 * (scale / 4.0);
        let value = norm(&[3.0 * (scale / 4.0), -4.0 * (scale / 4.0)]);
        assert!((value / expected - 1.0).abs() < 1e-3 * f64::from(scale < 1e-300) + 1e-15, "{value} is not {expected}");
    }
    assert_eq!(norm(&[]), 0.0);
    assert_eq!(norm(&[0.0, -0.0]), 0.0);
    assert_eq!(norm(&[1.0, f64::NEG_INFINITY]), f64::INFINITY);
    assert!(norm(&[1.0, f64::NAN]).is_nan());
}

proptest! {
    #![proptest_config(crate::fixed_seed())]

    #[test]
    fn sums_differ_from_exact_ones_by_rounding_only(
        values in prop::collection::vec(-1_000_000i64..1_000_000, 0..2000),
    ) {
        // Multiples of 2^-40: their sums are exact in 64-bit integers, but not in doubles of mixed size.
        let unit = 2f64.powi(-40);
        let doubles: Vec<_> = values.iter().map(|&value| (value * value * value) as f64 * unit).collect();
        let exact: i128 = values.iter().map(|&value| (value as f64).powi(3) as i128).sum();
        let size: f64 = doubles.iter().map(|value| value.abs()).sum();
        prop_assert!((sum(&doubles) - exact as f64 * unit).abs() <= size * 40.0 * f64::EPSILON);
    }
}
