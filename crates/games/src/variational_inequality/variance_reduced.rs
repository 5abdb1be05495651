//! Halpern's iteration over means of many maps, with an estimate of the mean that few components correct at each step.
//!
//! Source: Cai, Alacaoglu, Diakonikolas, Variance Reduced Halpern Iteration for Finite-Sum Monotone Inclusions, ICLR 2024, algorithm 1.

use super::map::sample_size;
use super::solver::{Solver, Stop};
use std::convert::Infallible;
use superlinear_numerics::random::Stream;

/// A residual larger than this many times the first says that steps are too long: they are halved.
const DIVERGED: f64 = 4.0;

/// Steps of the length 1/L, four times what is proven to converge; see the guide for what that gains.
pub(super) async fn halpern(solver: &mut Solver) -> Result<Infallible, Stop> {
    let lipschitz = solver.lipschitz();
    let (count, sample) = (solver.map.components, sample_size(solver.map.components));
    let root = f64::from(count).sqrt();
    let (mut length, first) = (1.0 / lipschitz, solver.best.residual);
    let mut stream = Stream::new(solver.run.seed(), 0);
    loop {
        // From the best point on, which is the anchor.
        let anchor = solver.best.clone();
        let (mut z, mut estimate) = (anchor.z.clone(), anchor.f.clone());
        for k in 0_u32.. {
            let pull = 2.0 / (f64::from(k) + 4.0);
            let towards = anchor.z.iter().zip(&z).map(|(anchor, z)| pull * anchor + (1.0 - pull) * z);
            let next: Vec<_> = towards.zip(&estimate).map(|(z, g)| z - length * g).collect();
            let is_early = f64::from(k + 1) <= root;
            let chance = if is_early { 4.0 / (f64::from(k) + 6.0) } else { 4.0 / (root + 5.0) };
            if stream.uniform() < chance {
                let point = solver.visit(next).await?;
                if point.residual.is_nan() || point.residual > DIVERGED * first {
                    length *= 0.5;
                    break;
                }
                (z, estimate) = (point.z, point.f);
                continue;
            }
            let indices: Vec<_> = (0..sample).map(|_| f64::from(stream.below(count))).collect();
            let there = solver.map.component_mean(&next, &indices).await;
            let here = solver.map.component_mean(&z, &indices).await;
            solver.ensure_going()?;
            for ((g, there), here) in estimate.iter_mut().zip(&there).zip(&here) {
                *g += there - here;
            }
            z = next;
        }
    }
}
