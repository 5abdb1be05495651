//! Certificates, recomputed from the problem and the returned values.

use super::workloads::{Dense, dot};
use superlinear_constrained::quadratic::{QuadraticProgramSolution, QuadraticProgramStatus};
use superlinear_numerics::vectors::largest;

/// The maximum of multipliers times activities over the bounds.
pub fn support(multipliers: &[f64], lower: &[f64], upper: &[f64]) -> f64 {
    let bounds = lower.iter().zip(upper);
    let term = |(y, (lower, upper)): (&f64, (&f64, &f64))| {
        if *y == 0.0 {
            0.0
        } else if *y > 0.0 {
            y * upper
        } else {
            y * lower
        }
    };
    multipliers.iter().zip(bounds).map(term).sum()
}

/// Tolerance of a zero sum, relative to the sizes of its terms.
const STRAIGHT: f64 = 4e-13;

fn absolute(values: &[f64]) -> Vec<f64> {
    values.iter().map(|value| value.abs()).collect()
}

/// The program of absolute values: its products with absolute values are the sizes of the terms.
fn of_sizes(program: &Dense) -> Dense {
    Dense { hessian: absolute(&program.hessian), constraints: absolute(&program.constraints), ..program.clone() }
}

/// Checks a solution against its status, to `tolerance`.
pub fn certify(program: &Dense, solution: &QuadraticProgramSolution, tolerance: f64) {
    let certificate = solution.certificate.clone().unwrap_or_default();
    match solution.status {
        QuadraticProgramStatus::Converged => certify_solution(program, solution, tolerance),
        QuadraticProgramStatus::Infeasible => {
            let (y, v) = (certificate.multipliers.expect("λ"), certificate.bound_multipliers.expect("v"));
            let sum: Vec<_> = program.transpose_times(&y).iter().zip(&*v).map(|(a, b)| a + b).collect();
            let support = support(&y, &program.constraint_lower, &program.constraint_upper)
                + support(&v, &program.lower, &program.upper);
            assert!(
                support < -1e-7 && sum.iter().map(|entry| entry.abs()).sum::<f64>() <= -1e-6 * support,
                "{support:e}, {sum:?}"
            );
        }
        QuadraticProgramStatus::Unbounded => {
            let d = certificate.direction.expect("d");
            let (terms, size) = (of_sizes(program), absolute(&d));
            assert!(dot(&d, &program.curvature(&d)) <= STRAIGHT * dot(&size, &terms.curvature(&size)));
            assert!(-dot(&program.linear, &d) > STRAIGHT * dot(&absolute(&program.linear), &size));
            let leads_on = |rate: f64, slack: f64, lower: f64, upper: f64| {
                (rate <= slack || upper.is_infinite()) && (rate >= -slack || lower.is_infinite())
            };
            let (rates, moving) = (program.times(&d), terms.times(&size));
            assert!((0..program.rows).all(|i| leads_on(
                rates[i],
                STRAIGHT * moving[i],
                program.constraint_lower[i],
                program.constraint_upper[i]
            )));
            assert!((0..program.variables).all(|j| leads_on(d[j], 0.0, program.lower[j], program.upper[j])));
        }
        QuadraticProgramStatus::NotConvex => {
            let d = certificate.direction.expect("d");
            assert!(dot(&d, &program.curvature(&d)) < 0.0);
        }
        _ => {}
    }
}

fn certify_solution(program: &Dense, solution: &QuadraticProgramSolution, tolerance: f64) {
    let (x, y, v) = (&*solution.solution, &*solution.multipliers, &*solution.bound_multipliers);
    let curvature = program.curvature(x);
    let transposed = program.transpose_times(y);
    let gradient: Vec<_> = (0..x.len()).map(|j| curvature[j] + program.linear[j] + transposed[j] + v[j]).collect();
    let size = [&curvature[..], &program.linear, &transposed].map(largest).into_iter().fold(1.0, f64::max);
    assert!(largest(&gradient) <= tolerance * size, "dual residual {:e}", largest(&gradient));
    assert!((0..x.len()).all(|j| x[j] >= program.lower[j] && x[j] <= program.upper[j]), "in bounds");
    let rows = program.times(x);
    let size = largest(&rows).max(1.0);
    let moving = of_sizes(program).times(&absolute(x));
    for (i, row) in rows.iter().enumerate() {
        let violation = (program.constraint_lower[i] - row).max(row - program.constraint_upper[i]);
        assert!(violation <= tolerance * size + 1e-14 * moving[i], "row {i} violated by {violation:e}");
    }
    let support =
        support(y, &program.constraint_lower, &program.constraint_upper) + support(v, &program.lower, &program.upper);
    let (square, slope) = (dot(x, &curvature), dot(x, &program.linear));
    let gap = square + slope + support;
    let size = square.abs().max(slope.abs()).max(1.0);
    // Terms may be larger than their sums.
    let sizes = of_sizes(program);
    let size_of_x = absolute(x);
    let terms = dot(&size_of_x, &sizes.curvature(&size_of_x))
        + dot(&size_of_x, &absolute(&program.linear))
        + dot(&absolute(y), &sizes.times(&size_of_x))
        + dot(&absolute(v), &size_of_x);
    assert!(gap.abs() <= tolerance * size + 1e-13 * terms, "gap {gap:e}");
    assert!((0.5 * square + slope - solution.objective).abs() <= 1e-12 * size + 1e-13 * terms);
}
