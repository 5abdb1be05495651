//! Calls methods with problems as JSON.

use superlinear_interface::wire::{Payload, decode};
use superlinear_interface::{Error, RunOptions, Task, testing};

/// The solution of a problem.
pub fn solve<T: Task>(problem: &serde_json::Value) -> Result<T::Solution, Error> {
    solve_on::<T>(problem, None)
}

/// The solution of a problem with this number of threads.
pub fn solve_on<T: Task>(problem: &serde_json::Value, threads: Option<u32>) -> Result<T::Solution, Error> {
    let problem = decode(Payload { header: problem.to_string(), buffers: Vec::new() })?;
    T::solve(problem, &testing::untimed(&RunOptions { threads, ..RunOptions::default() }))
}

/// Fails if numbers differ by more than a tolerance, relative to max(1, |expected|).
#[track_caller]
pub fn assert_close(numbers: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(numbers.len(), expected.len());
    for (k, (number, expected)) in numbers.iter().zip(expected).enumerate() {
        let error = (number - expected).abs() / expected.abs().max(1.0);
        assert!(error <= tolerance, "[{k}] is {number}, not {expected}: {error:e}");
    }
}

/// Numbers from the generator mulberry32, from 0 and below 1.
pub fn mulberry32(seed: u32, count: usize) -> Vec<f64> {
    let mut state = seed;
    let mut next = || {
        state = state.wrapping_add(0x6d2b_79f5);
        let mut t = (state ^ state >> 15).wrapping_mul(state | 1);
        t ^= t.wrapping_add((t ^ t >> 7).wrapping_mul(t | 61));
        f64::from(t ^ t >> 14) / 4_294_967_296.0
    };
    (0..count).map(|_| next()).collect()
}
