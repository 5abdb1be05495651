//! trace
#![allow(clippy::print_stdout)]
#[path = "../tests/common/mod.rs"]
mod common;
use common::*;
use superlinear_transport::problem::Metric;
fn main() {
    let name = std::env::args().nth(1).unwrap_or_default();
    let mut p = match &*name {
        "lap500" => assignment(500, 1.0 / 1200.0),
        "lap500-small" => assignment(500, 1e-6),
        "digits_sq" => digits(Metric::SquaredEuclidean, 1.0 / 1200.0),
        "digits_sq-small" => digits(Metric::SquaredEuclidean, 1e-6),
        "digits_l1" => digits(Metric::Manhattan, 1.0 / 1200.0),
        "digits_l1-small" => digits(Metric::Manhattan, 1e-6),
        "cloud2000" => with_explicit_cost(clouds(2000, 2000, 3, 7, 0.005)),
        "cloud2000-small" => with_explicit_cost(clouds(2000, 2000, 3, 7, 1e-4)),
        "batch1" => with_explicit_cost(clouds(64, 64, 2, 1000, 0.005)),
        _ => return,
    };
    if let Some(r) = std::env::args().nth(2) {
        p.regularization = r.parse().unwrap();
    }
    p.history = true;
    let s = solve(&p);
    for r in s.history.unwrap() {
        println!("{:.3e} {:?} e={:.3e} F={:.10} kept={}", r.level, r.phase, r.marginal_error, r.dual_value, r.entries);
    }
    println!(
        "{:?} {:?} {:.2e} floor {:.1e} {} {} {:?}",
        s.status,
        s.iterations,
        s.marginal_error,
        s.precision_floor,
        s.transport_cost,
        s.dual_value,
        s.exact_cost_bounds
    );
}
