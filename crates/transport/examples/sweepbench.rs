//! sweeps
#![allow(clippy::print_stdout)]
#[path = "../tests/common/mod.rs"]
mod common;
use common::*;
use std::time::Instant;
use superlinear_transport::problem::Method;
fn main() {
    for (name, mut p, size) in [
        ("dense512 all active", assignment(512, 0.1), 512.0),
        ("dense512 sparse", assignment(512, 1.0 / 1200.0), 512.0),
        ("dense64 all", assignment(64, 0.1), 64.0),
        ("cloud2000 mixed", with_explicit_cost(clouds(2000, 2000, 3, 7, 0.005)), 2000.0),
        ("points2000 mixed", clouds(2000, 2000, 3, 7, 0.005), 2000.0),
    ] {
        p.method = Method::Sinkhorn;
        p.tolerance = 1e-300;
        let mut time = |its: u32| {
            p.max_iterations = its;
            let mut best = f64::INFINITY;
            let s = Instant::now();
            while s.elapsed().as_secs_f64() < 0.6 {
                let t = Instant::now();
                let _ = solve(&p);
                best = best.min(t.elapsed().as_secs_f64());
            }
            best
        };
        let (lo, hi) = if size > 1000.0 { (3, 9) } else { (10, 30) };
        let d = (time(hi) - time(lo)) / (hi - lo) as f64;
        println!("{name:<22} {:.3} ns per entry", d * 1e9 / size / size);
    }
}
