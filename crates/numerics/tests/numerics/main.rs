//! Tests of the crate through its public interface.

mod arithmetic_methods;
mod brent_minimum;
mod brent_root;
mod common;
mod conjugate_gradients;
mod dense;
mod elementary_functions;
mod gamma;
mod logsumexp;
mod matrix_operator;
mod parallel;
mod random;
mod sparse;

use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

/// Properties are tested on the same inputs everywhere.
fn fixed_seed() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, rng_seed: RngSeed::Fixed(20_240_117), ..ProptestConfig::default() }
}
