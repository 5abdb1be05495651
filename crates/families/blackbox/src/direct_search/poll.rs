//! Poll directions: the axes of a random orthonormal basis of the real variables, and the axis of each integer
//! variable.

use crate::variables::Space;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::dot_in_order;

/// The steps of a poll, in descending order of alignment with `towards`: the columns of a random Householder matrix and
/// their negatives, scaled to a largest entry of `size`. Integers change by at least 1.
pub(crate) fn directions(space: &Space, size: f64, towards: Option<&[f64]>, random: &mut Stream) -> Vec<Vec<f64>> {
    let n = space.dimension();
    let axes = space.axes();
    let reals: Vec<usize> = (0..n).filter(|&k| axes[k].grain().is_none() && !axes[k].is_fixed()).collect();
    let unit = on_sphere(reals.len(), random);
    let mut steps = Vec::new();
    let mut add = |step: Vec<f64>| {
        steps.push(step.iter().map(|entry| -entry).collect());
        steps.push(step);
    };
    for (i, &k) in reals.iter().enumerate() {
        let mut step = vec![0.0; n];
        for (j, &l) in reals.iter().enumerate() {
            step[l] = f64::from(u8::from(k == l)) - 2.0 * unit[i] * unit[j];
        }
        let largest = step.iter().fold(0.0_f64, |most, entry| most.max(entry.abs()));
        step.iter_mut().for_each(|entry| *entry *= size / largest);
        add(step);
    }
    for (k, axis) in axes.iter().enumerate() {
        if let Some(grain) = axis.grain() {
            add(along(n, k, size.max(grain)));
        }
    }
    if let Some(towards) = towards {
        let alignment = |step: &Vec<f64>| dot_in_order(step, towards) / dot_in_order(step, step).sqrt();
        steps.sort_by(|a, b| alignment(b).total_cmp(&alignment(a)));
    }
    steps
}

/// Steps of this size along each variable, up and down. Integers change by at least 1.
pub(crate) fn coordinates(space: &Space, size: f64) -> Vec<Vec<f64>> {
    let n = space.dimension();
    let step = |k: usize| size.max(space.axes()[k].grain().unwrap_or(0.0));
    (0..n)
        .filter(|&k| !space.axes()[k].is_fixed())
        .flat_map(|k| [along(n, k, step(k)), along(n, k, -step(k))])
        .collect()
}

fn along(n: usize, k: usize, size: f64) -> Vec<f64> {
    let mut step = vec![0.0; n];
    step[k] = size;
    step
}

/// A random point of the unit sphere.
pub(crate) fn on_sphere(n: usize, random: &mut Stream) -> Vec<f64> {
    let mut point: Vec<f64> = (0..n).map(|_| random.normal()).collect();
    let length = dot_in_order(&point, &point).sqrt().max(f64::MIN_POSITIVE);
    point.iter_mut().for_each(|entry| *entry /= length);
    point
}

/// A random point of the ball of this radius.
pub(crate) fn in_ball(n: usize, radius: f64, random: &mut Stream) -> Vec<f64> {
    let mut point = on_sphere(n, random);
    let distance = radius * random.uniform().powf(1.0 / n as f64);
    point.iter_mut().for_each(|entry| *entry *= distance);
    point
}
