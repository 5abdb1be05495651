//! Chains of Rosenbrock's function under equations of three neighbors each, two fewer than variables. The feasible set
//! folds back on itself: the violation has many local minima, and the Jacobian has full rank everywhere but is nearly
//! singular at most points.

use crate::common::{Given, converse, program};
use superlinear_constrained::minimize::{MinimizeProblem, MinimizeSolution, MinimizeStatus};
use superlinear_interface::RunOptions;
use superlinear_numerics::pattern::Structure;
use superlinear_numerics::random::Stream;

/// The sum over all but the last variable of `steepness` (x(i+1) - x(i)^2)^2 + (`center` - x(i))^2.
#[derive(Clone, Copy)]
struct Chain {
    steepness: f64,
    center: f64,
}

/// Its unconstrained minimum, with all variables 1, satisfies the equations: the smallest objective is 0.
const ROSENBROCK: Chain = Chain { steepness: 100.0, center: 1.0 };

/// Squares alone, whose gradient does not lead to the equations.
const SQUARES: Chain = Chain { steepness: 0.0, center: 0.5 };

impl Chain {
    fn objective(self, x: &[f64]) -> f64 {
        x.windows(2).map(|w| self.steepness * (w[1] - w[0] * w[0]).powi(2) + (self.center - w[0]).powi(2)).sum()
    }

    fn gradient(self, x: &[f64]) -> Vec<f64> {
        let mut gradient = vec![0.0; x.len()];
        for (i, w) in x.windows(2).enumerate() {
            let slope = 2.0 * self.steepness * (w[1] - w[0] * w[0]);
            gradient[i] -= 2.0 * slope * w[0] + 2.0 * (self.center - w[0]);
            gradient[i + 1] += slope;
        }
        gradient
    }

    /// The diagonal of the Lagrangian's Hessian, then its subdiagonal entries.
    fn hessian(self, x: &[f64], multipliers: &[f64], weight: f64) -> Vec<f64> {
        let (mut diagonal, mut below) = (vec![0.0; x.len()], vec![0.0; x.len() - 1]);
        let steepness = weight * self.steepness;
        for (i, w) in x.windows(2).enumerate() {
            diagonal[i] += steepness * (12.0 * w[0] * w[0] - 4.0 * w[1]) + 2.0 * weight;
            diagonal[i + 1] += 2.0 * steepness;
            below[i] -= 4.0 * steepness * w[0];
        }
        for (k, (w, multiplier)) in x.windows(3).zip(multipliers).enumerate() {
            let bend = 0.5 * multiplier * (w[2] - w[1]).sin();
            diagonal[k + 1] += 6.0 * multiplier * w[1] - bend;
            diagonal[k + 2] -= bend;
            below[k + 1] += bend;
        }
        diagonal.extend(below);
        diagonal
    }

    fn answer(self, n: usize, question: &str, point: &[f64]) -> Vec<f64> {
        let (x, rest) = point.split_at(n);
        match question {
            "objective" => vec![self.objective(x)],
            "constraints" => equations(x),
            "gradient" => self.gradient(x),
            "jacobian" => jacobian(x),
            "hessian" => self.hessian(x, &rest[..n - 2], rest[n - 2]),
            _ => panic!("no question {question}"),
        }
    }

    fn solve(self, initial: Vec<f64>) -> MinimizeSolution {
        let n = initial.len();
        let problem = MinimizeProblem {
            initial: initial.into(),
            constraint_count: (n - 2) as u32,
            jacobian_structure: structure((0..n - 2).flat_map(|k| (k..k + 3).map(move |j| (k, j)))),
            hessian_structure: structure((0..n).map(|i| (i, i)).chain((1..n).map(|i| (i, i - 1)))),
            ..program("HS7").problem(Given::Everything)
        };
        converse(problem, RunOptions::default(), |question, point| self.answer(n, question, point)).expect("a solution")
    }

    /// Solves it, verifies the solution by the functions alone, and returns it.
    fn assert_solved(self, initial: Vec<f64>, name: &str) -> MinimizeSolution {
        let n = initial.len();
        let solution = self.solve(initial);
        assert_eq!(solution.status, MinimizeStatus::Converged, "{name}, {n} variables: {solution:?}");
        let x = &solution.solution;
        assert!(equations(x).iter().all(|c| c.abs() <= 1e-8), "{name}, {n} variables");
        let mut gradient = self.gradient(x);
        let size = solution.multipliers.iter().fold(1.0, |size: f64, multiplier| size.max(multiplier.abs()));
        for (k, (row, multiplier)) in jacobian(x).chunks(3).zip(&*solution.multipliers).enumerate() {
            (0..3).for_each(|j| gradient[k + j] += row[j] * multiplier);
        }
        assert!(gradient.iter().all(|entry| entry.abs() <= 1e-4 * size), "{name}, {n} variables: {gradient:?}");
        solution
    }
}

/// x(k+1)^3 + x(k) - 2 + sin(x(k+2) - x(k+1)) / 2, for each k.
fn equations(x: &[f64]) -> Vec<f64> {
    x.windows(3).map(|w| w[1].powi(3) + w[0] - 2.0 + 0.5 * (w[2] - w[1]).sin()).collect()
}

fn jacobian(x: &[f64]) -> Vec<f64> {
    let row = |w: &[f64]| {
        let slope = 0.5 * (w[2] - w[1]).cos();
        [1.0, 3.0 * w[1] * w[1] - slope, slope]
    };
    x.windows(3).flat_map(row).collect()
}

fn structure(entries: impl Iterator<Item = (usize, usize)>) -> Option<Structure> {
    let (rows, columns): (Vec<_>, Vec<_>) = entries.map(|(i, j)| (i as i32, j as i32)).unzip();
    Some(Structure { rows: rows.into(), columns: columns.into() })
}

/// (-1.2, 1, -1.2, 1, ...): the usual start of Rosenbrock's function.
fn alternating(n: usize) -> Vec<f64> {
    (0..n).map(|i| if i % 2 == 0 { -1.2 } else { 1.0 }).collect()
}

/// Uniform between -2 and 2.
fn scattered(n: usize, seed: u64) -> Vec<f64> {
    let mut random = Stream::new(seed, 0);
    (0..n).map(|_| 4.0 * random.uniform() - 2.0).collect()
}

/// Ipopt 3.14 converges within 300 iterations from the starts with 1000 and 10000 variables.
#[test]
fn chains_of_any_length_are_solved_from_the_usual_start() {
    for n in [10, 30, 100, 300, 1000, 3000, 10_000] {
        let solution = ROSENBROCK.assert_solved(alternating(n), "alternating");
        println!("{n} variables: {} iterations, {:?}", solution.iterations, solution.statistics);
        assert!(solution.objective < 1e-8);
        assert!(solution.iterations <= 80);
    }
}

/// Ipopt 3.14 converges within 300 iterations from 27, 26, 23 and 21 of these starts.
#[test]
fn chains_are_solved_from_scattered_starts() {
    for n in [10, 30, 100, 300] {
        let iterations: u32 =
            (0..30).map(|seed| ROSENBROCK.assert_solved(scattered(n, seed), &format!("seed {seed}")).iterations).sum();
        println!("{n} variables: {iterations} iterations from 30 starts");
        assert!(iterations <= 30 * 80);
    }
}

#[test]
fn chains_whose_objective_does_not_lead_to_the_equations_are_solved_too() {
    SQUARES.assert_solved(alternating(20), "alternating");
    for seed in 0..20 {
        SQUARES.assert_solved(scattered(20, seed), &format!("seed {seed}"));
    }
}
