//! The public problems: right solutions, and no more iterations in total than Ipopt.

use crate::common::{Given, programs};
use superlinear_constrained::minimize::MinimizeStatus;

fn solve_all(given: Given) -> (u32, Vec<String>) {
    let (mut total, mut failures) = (0, Vec::new());
    for program in programs() {
        let solution = program.solve(given);
        let error = solution.objective - program.optimum;
        let is_right =
            if program.is_degenerate { error <= 1e-7 } else { error.abs() <= 1e-8 * program.optimum.abs().max(1.0) };
        let status = solution.status;
        let line = format!(
            "{:10} {:?} {:3} (Ipopt {:2}) f - f* = {:8.1e} |c| = {:.1e} E = {:.1e} {:?} restorations {} {:?}",
            program.name,
            status,
            solution.iterations,
            program.ipopt_iterations,
            error,
            solution.constraint_violation,
            solution.kkt_residual,
            solution.second_order,
            solution.statistics.restorations,
            solution.evaluations
        );
        println!("{line}");
        if !is_right || status != MinimizeStatus::Converged || solution.constraint_violation > 1e-8 {
            failures.push(line);
        }
        total += solution.iterations;
    }
    println!("{total} iterations in all");
    (total, failures)
}

#[test]
fn all_are_solved_with_exact_derivatives() {
    let (total, failures) = solve_all(Given::Everything);
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(total <= 381);
}

#[test]
fn all_are_solved_without_derivatives() {
    let (total, failures) = solve_all(Given::Nothing);
    assert!(failures.is_empty(), "{failures:#?}");
    assert!(total <= 381);
}
