//! counts
#![allow(clippy::print_stdout)]
#[path = "../tests/common/mod.rs"]
mod common;
use common::*;
use superlinear_transport::problem::Metric;
use superlinear_transport::tune::take;
fn main() {
    let mut list = vec![
        ("lap500", assignment(500, 1.0 / 1200.0)),
        ("lap500-small", assignment(500, 1e-6)),
        ("digits_sq", digits(Metric::SquaredEuclidean, 1.0 / 1200.0)),
        ("digits_sq-small", digits(Metric::SquaredEuclidean, 1e-6)),
        ("digits_l1", digits(Metric::Manhattan, 1.0 / 1200.0)),
        ("digits_l1-small", digits(Metric::Manhattan, 1e-5)),
        ("cloud2000", with_explicit_cost(clouds(2000, 2000, 3, 7, 0.005))),
        ("cloud2000-small", with_explicit_cost(clouds(2000, 2000, 3, 7, 1e-4))),
    ];
    list.push(("cloud500-x", with_explicit_cost(clouds(500, 700, 8, 3, 0.01))));
    let mut total = 0.0;
    let mut line = |name: &str, size: f64, w: [u64; 3], it: String, ok: bool| {
        let act = w[1] as f64 / size;
        let lin = w[2] as f64 / size;
        let score = w[0] as f64 * 0.5 + act + 2.0 * lin;
        total += score.ln();
        println!("{name:<16} score {score:>7.2} passes {:>4} active {act:>6.2} linear {lin:>6.2} {it} {ok}", w[0]);
    };
    for (name, p) in &list {
        take();
        let s = solve(p);
        let w = take();
        let i = s.iterations;
        line(
            name,
            (s.source_potential.len() * s.target_potential.len()) as f64,
            w,
            format!("{} {} {}", i.sinkhorn, i.newton, i.linear),
            s.status == superlinear_transport::solution::Status::Converged,
        );
    }
    take();
    let mut it = [0u32; 3];
    let mut ok = true;
    for k in 0..64 {
        let s = solve(&with_explicit_cost(clouds(64, 64, 2, 1000 + k, 0.005)));
        it[0] += s.iterations.sinkhorn;
        it[1] += s.iterations.newton;
        it[2] += s.iterations.linear;
        ok &= s.status == superlinear_transport::solution::Status::Converged;
    }
    let w = take();
    line("batch", 64.0 * 64.0 * 64.0, [w[0] / 64, w[1], w[2]], format!("{:?}", it.map(|x| x as f64 / 64.0)), ok);
    println!("geometric mean {:.3}", (total / 10.0).exp());
}
