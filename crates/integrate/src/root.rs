//! Zeros of a function of one variable by Brent's method, after R. P. Brent, Algorithms for Minimization without
//! Derivatives, 1973. The function may be asked in a dialogue.

use superlinear_interface::Error;

/// More iterations than any interval of floating-point numbers needs.
const MAX_ITERATIONS: u32 = 200;

/// A zero between two points with values of different signs, to the tolerance.
pub(crate) async fn zero(
    mut f: impl AsyncFnMut(f64) -> Result<f64, Error>,
    [start, end]: [(f64, f64); 2],
    tolerance: f64,
) -> Result<f64, Error> {
    let ((mut a, mut fa), (mut b, mut fb)) = (start, end);
    let (mut c, mut fc) = (a, fa);
    let (mut step, mut before) = (b - a, b - a);
    for _ in 0..MAX_ITERATIONS {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let half = 0.5 * (c - b);
        if half.abs() <= tolerance || fb == 0.0 {
            return Ok(b);
        }
        if before.abs() < tolerance || fa.abs() <= fb.abs() {
            (step, before) = (half, half);
        } else {
            let proposed = interpolated([(a, fa), (b, fb), (c, fc)], half);
            let is_good = 2.0 * proposed.abs() < (3.0 * half.abs() - tolerance).min(before.abs());
            (before, step) = if is_good { (step, proposed) } else { (half, half) };
        }
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance { step } else { tolerance.copysign(half) };
        fb = f(b).await?;
        if !fb.is_finite() {
            return Ok(b);
        }
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            (step, before) = (b - a, b - a);
        }
    }
    Ok(b)
}

/// The step from `b` by inverse quadratic interpolation, or by the secant where two points coincide. Out of the interval
/// to `c` it is refused by an infinite value.
fn interpolated([(a, fa), (b, fb), (c, fc)]: [(f64, f64); 3], half: f64) -> f64 {
    let s = fb / fa;
    let (p, q) = if a == c {
        (2.0 * half * s, 1.0 - s)
    } else {
        let (q, r) = (fa / fc, fb / fc);
        (s * (2.0 * half * q * (q - r) - (b - a) * (r - 1.0)), (q - 1.0) * (r - 1.0) * (s - 1.0))
    };
    let step = if p > 0.0 { p / -q } else { -p / q };
    if step * half > 0.0 { step } else { f64::INFINITY }
}
