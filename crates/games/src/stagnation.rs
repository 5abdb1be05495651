//! When a method that goes on without getting better is stopped.

/// The iterations without which nothing is decided.
const LEAST_ITERATIONS: u32 = 1000;

/// The part of all iterations in which the certificate has to get better, and by how much.
const LAST_PART: f64 = 0.2;
const LEAST_GAIN: f64 = 0.01;

/// Watches the certificate of the best point so far.
#[derive(Clone, Debug)]
pub struct Stagnation {
    best: f64,
    since: u32,
}

impl Default for Stagnation {
    fn default() -> Self {
        Self { best: f64::INFINITY, since: 0 }
    }
}

impl Stagnation {
    /// Whether the certificate has not got better by a hundredth in the last fifth of the iterations, and at least a thousand of them.
    pub fn is_over(&mut self, iteration: u32, certificate: f64) -> bool {
        if certificate <= (1.0 - LEAST_GAIN) * self.best {
            self.best = certificate;
            self.since = iteration;
        }
        let patience = (LAST_PART * f64::from(iteration)).max(f64::from(LEAST_ITERATIONS));
        f64::from(iteration - self.since) > patience
    }
}
