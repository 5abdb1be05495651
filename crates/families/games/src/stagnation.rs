//! Detection of stagnation, for methods that continue without improvement.

/// The minimum number of iterations without improvement.
const MIN_ITERATIONS: u32 = 1000;

/// The fraction of all iterations within which the certificate must improve, and the required relative improvement.
const LAST_PART: f64 = 0.2;
const MIN_GAIN: f64 = 0.01;

/// Monitors the certificate of the best point so far.
#[derive(Clone, Debug)]
pub(crate) struct Stagnation {
    best: f64,
    since: u32,
}

impl Default for Stagnation {
    fn default() -> Self {
        Self { best: f64::INFINITY, since: 0 }
    }
}

impl Stagnation {
    /// Returns whether the certificate has not improved by 1 % in the last fifth of the iterations, at least 1000.
    pub(crate) fn is_over(&mut self, iteration: u32, certificate: f64) -> bool {
        if certificate <= (1.0 - MIN_GAIN) * self.best {
            self.best = certificate;
            self.since = iteration;
        }
        let patience = (LAST_PART * f64::from(iteration)).max(f64::from(MIN_ITERATIONS));
        f64::from(iteration - self.since) > patience
    }
}
