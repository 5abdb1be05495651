//! Halpern's iteration for means of many maps, with an estimate of the mean corrected by few components per step.
//!
//! Source: Cai, Alacaoglu, Diakonikolas, Variance Reduced Halpern Iteration for Finite-Sum Monotone Inclusions, ICLR
//! 2024, algorithm 1.

use super::map::sample_size;
use super::solver::{Solver, Stop};
use std::convert::Infallible;
use superlinear_numerics::random::Stream;

/// If the residual exceeds the initial one by this factor, steps are too long and are halved.
const DIVERGED: f64 = 4.0;

/// Steps of length 1/L, four times the proven limit; see the guide for the gain.
pub(super) async fn halpern(solver: &mut Solver) -> Result<Infallible, Stop> {
    let lipschitz = solver.lipschitz();
    let (count, sample) = (solver.map.components, sample_size(solver.map.components));
    let root = f64::from(count).sqrt();
    let (mut length, first) = (1.0 / lipschitz, solver.best.residual);
    let mut stream = Stream::new(solver.run.seed(), 0);
    loop {
        // Start from the best point, the anchor.
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
