//! Local exchange, and its relativistic form (MacDonald and Vosko 1979).

use crate::dual::Dual;
use std::f64::consts::PI;

/// Below this ratio of Fermi momentum to m c the relativistic factor is a series, because its closed form suffers from
/// cancellation.
const SERIES_UP_TO: f64 = 0.01;

/// n e_x = -3/(4 pi) k_F n, with k_F = (3 pi^2 n)^(1/3), times the relativistic factor of t = k_F/c.
pub(crate) fn local<const N: usize>(n: Dual<N>, speed_of_light: Option<f64>) -> Dual<N> {
    let fermi = (n * (3.0 * PI * PI)).cbrt();
    let energy = n * fermi * (-3.0 / (4.0 * PI));
    match speed_of_light {
        Some(c) => energy * relativistic_factor(fermi / c),
        None => energy,
    }
}

/// 1 - (3/2) ((t sqrt(1 + t^2) - asinh t) / t^2)^2.
fn relativistic_factor<const N: usize>(t: Dual<N>) -> Dual<N> {
    let square = t.square();
    if t.value < SERIES_UP_TO {
        let coefficients = [64.0 / 315.0, -48.0 / 175.0, 2.0 / 5.0, -2.0 / 3.0, 1.0];
        return coefficients.into_iter().fold(Dual::constant(0.0), |sum, coefficient| sum * square + coefficient);
    }
    let part = (t * (square + 1.0).sqrt() - t.asinh()) / square;
    part.square() * -1.5 + 1.0
}
