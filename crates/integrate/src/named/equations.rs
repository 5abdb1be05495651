//! The equations of the named systems.
//!
//! Sources of the stiff ones: Hairer, Wanner, Solving Ordinary Differential Equations II, 1996, IV.1 and IV.10; of the
//! orbit: Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 1993, II.0.

use super::number::Number;

/// The entries of a slice with a known length.
fn array<N: Copy, const COUNT: usize>(values: &[N]) -> [N; COUNT] {
    std::array::from_fn(|i| values[i])
}

pub(super) fn lorenz<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [sigma, rho, beta] = array(parameters);
    let [x, y, z] = array(y);
    slope[0] = sigma * (y - x);
    slope[1] = x * (rho - z) - y;
    slope[2] = x * y - beta * z;
}

pub(super) fn roessler<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [a, b, c] = array(parameters);
    let [x, y, z] = array(y);
    slope[0] = -y - z;
    slope[1] = x + a * y;
    slope[2] = b + z * (x - c);
}

pub(super) fn lorenz96<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let n = y.len();
    for i in 0..n {
        let [next, before, last] = [1, n - 2, n - 1].map(|shift| y[(i + shift) % n]);
        slope[i] = (next - before) * last - y[i] + parameters[0];
    }
}

pub(super) fn van_der_pol<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [x, v] = array(y);
    slope[0] = v;
    slope[1] = parameters[0] * (N::from(1.0) - x * x) * v - x;
}

pub(super) fn robertson<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [k1, k2, k3] = array(parameters);
    let [a, b, c] = array(y);
    let [first, second, third] = [k1 * a, k2 * b * b, k3 * b * c];
    slope[0] = third - first;
    slope[1] = first - third - second;
    slope[2] = second;
}

pub(super) fn lotka_volterra<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [alpha, beta, gamma, delta] = array(parameters);
    let [prey, predators] = array(y);
    slope[0] = prey * (alpha - beta * predators);
    slope[1] = predators * (delta * prey - gamma);
}

/// The reaction of the Brusselator.
fn reaction<N: Number>([a, b]: [N; 2], [u, v]: [N; 2]) -> [N; 2] {
    let product = u * u * v;
    [a + product - (b + N::from(1.0)) * u, b * u - product]
}

pub(super) fn brusselator<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    slope.copy_from_slice(&reaction(array(parameters), array(y)));
}

/// Both concentrations at the inner points of the unit interval; at its endpoints they are `a` and `b / a`.
pub(super) fn brusselator_diffusion<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [a, b, diffusion] = array(parameters);
    let n = y.len();
    let spacing = (n / 2 + 1) as f64;
    let rate = diffusion * N::from(spacing * spacing);
    let boundary = [a, b / a];
    for start in (0..n).step_by(2) {
        let own = array(&y[start..]);
        let before = if start == 0 { boundary } else { array(&y[start - 2..]) };
        let after = if start + 2 == n { boundary } else { array(&y[start + 2..]) };
        let reaction = reaction([a, b], own);
        for k in 0..2 {
            slope[start + k] = reaction[k] + rate * (before[k] - N::from(2.0) * own[k] + after[k]);
        }
    }
}

pub(super) fn oregonator<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [s, w, q] = array(parameters);
    let [a, b, c] = array(y);
    let one = N::from(1.0);
    slope[0] = s * (b + a * (one - q * a - b));
    slope[1] = (c - (one + a) * b) / s;
    slope[2] = w * (a - c);
}

pub(super) fn hires<N: Number>(y: &[N], slope: &mut [N]) {
    let [a, b, c, d, e, f, g, h] = array(y);
    let times = |factor: f64, number: N| N::from(factor) * number;
    let bound = times(280.0, f * h);
    slope[0] = times(-1.71, a) + times(0.43, b) + times(8.32, c) + N::from(0.0007);
    slope[1] = times(1.71, a) - times(8.75, b);
    slope[2] = times(-10.03, c) + times(0.43, d) + times(0.035, e);
    slope[3] = times(8.32, b) + times(1.71, c) - times(1.12, d);
    slope[4] = times(-1.745, e) + times(0.43, f) + times(0.43, g);
    slope[5] = -bound + times(0.69, d) + times(1.71, e) - times(0.43, f) + times(0.69, g);
    slope[6] = bound - times(1.81, g);
    slope[7] = -slope[6];
}

pub(super) fn arenstorf<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let mu = parameters[0];
    let rest = N::from(1.0) - mu;
    let [x, y, u, v] = array(y);
    let cube = |x: N| {
        let square = x * x + y * y;
        square * square.sqrt()
    };
    let (earth, moon) = (rest / cube(x + mu), mu / cube(x - rest));
    slope[0] = u;
    slope[1] = v;
    slope[2] = x + N::from(2.0) * v - earth * (x + mu) - moon * (x - rest);
    slope[3] = y - N::from(2.0) * u - earth * y - moon * y;
}

pub(super) fn fitz_hugh_nagumo<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [current, a, b, tau] = array(parameters);
    let [v, w] = array(y);
    slope[0] = v - v * v * v / N::from(3.0) - w + current;
    slope[1] = (v + a - b * w) / tau;
}

pub(super) fn henon_heiles<N: Number>(y: &[N], slope: &mut [N]) {
    let [x, y, u, v] = array(y);
    slope[0] = u;
    slope[1] = v;
    slope[2] = -x - N::from(2.0) * x * y;
    slope[3] = y * y - x * x - y;
}

pub(super) fn sir<N: Number>(parameters: &[N], y: &[N], slope: &mut [N]) {
    let [beta, gamma] = array(parameters);
    let [infected, infection] = [y[1], beta * y[0] * y[1]];
    slope[0] = -infection;
    slope[1] = infection - gamma * infected;
    slope[2] = gamma * infected;
}
