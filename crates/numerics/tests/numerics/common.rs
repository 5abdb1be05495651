//! Helpers of several tests.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use superlinear_interface::model::hold;
use superlinear_interface::{Dialogue, Error, Host, Run, RunOptions};

/// A host with a clock that advances by one second at each reading.
#[derive(Default)]
struct Ticking(AtomicU32);

impl Host for Ticking {
    fn now(&self) -> f64 {
        f64::from(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// A run with a clock that advances by one second at each reading.
pub fn run_with(options: RunOptions) -> Run {
    Run::new(&options, Arc::new(Ticking::default())).expect("options in range")
}

/// Holds the dialogue `D` about a function of one variable.
pub fn converse<D: Dialogue>(
    problem: D::Problem,
    options: RunOptions,
    mut function: impl FnMut(f64) -> f64,
) -> Result<D::Solution, Error> {
    let mut respond = |_: usize, point: &[f64], answer: &mut [f64]| answer[0] = function(point[0]);
    hold::<D>(problem, &mut respond, &run_with(options))
}
