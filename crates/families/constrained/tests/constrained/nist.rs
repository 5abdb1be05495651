//! The NIST data sets for nonlinear regression: certified parameters, standard errors and sums of squares, from both
//! starts.

use crate::common::answer_all;
use crate::dual::Dual;
use crate::least_squares::{problem, ssq};
use serde::Deserialize;
use superlinear_constrained::least_squares::{
    LeastSquares, LeastSquaresOptions, LeastSquaresProblem, LeastSquaresSolution, LeastSquaresStatus,
};
use superlinear_interface::RunOptions;

#[derive(Deserialize)]
struct Table {
    sets: Vec<DataSet>,
}

/// A data set from the file shared with the tests in TypeScript.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataSet {
    pub name: String,
    pub x: Vec<f64>,
    #[serde(default)]
    pub z: Vec<f64>,
    pub y: Vec<f64>,
    pub starts: Vec<Vec<f64>>,
    pub parameters: Vec<f64>,
    pub standard_errors: Vec<f64>,
    pub sum_of_squares: f64,
}

pub fn data_sets() -> Vec<DataSet> {
    let text = include_str!("../../../../../test/data/constrained/nist.json");
    serde_json::from_str::<Table>(text).expect("a table of data sets").sets
}

impl DataSet {
    /// The residual of an observation, with its gradient.
    fn residual(&self, b: &[Dual], i: usize) -> Dual {
        let x = self.x[i];
        let c = |value: f64| Dual::constant(value, b.len());
        let exp = |d: Dual| d.exp();
        let wave = |k: usize, period: Dual| {
            let angle = c(std::f64::consts::TAU * x) / period;
            b[k].clone() * angle.clone().cos() + b[k + 1].clone() * angle.sin()
        };
        let peak = |k: usize| b[k].clone() * exp(-((c(x) - b[k + 1].clone()) / b[k + 2].clone()).power(2.0));
        let decay = |k: usize| b[k].clone() * exp(-b[k + 1].clone() * x);
        let polynomial = |low: Dual, from: usize, to: usize| {
            (from..to).enumerate().fold(low, |sum, (k, j)| sum + b[j].clone() * x.powi(k as i32 + 1))
        };
        let b = |k: usize| b[k].clone();
        let model = match self.name.trim_end_matches(|c: char| c.is_ascii_digit()) {
            "Misra1a" | "BoxBOD" => b(0) * (c(1.0) - exp(-b(1) * x)),
            "Misra1b" => b(0) * (c(1.0) - (c(1.0) + b(1) * (0.5 * x)).power(-2.0)),
            "Misra1c" => b(0) * (c(1.0) - (c(1.0) + b(1) * (2.0 * x)).power(-0.5)),
            "Misra1d" => b(0) * b(1) * x / (c(1.0) + b(1) * x),
            "Chwirut" => exp(-b(0) * x) / (b(1) + b(2) * x),
            "Lanczos" => decay(0) + decay(2) + decay(4),
            "Gauss" => decay(0) + peak(2) + peak(5),
            "DanWood" => b(0) * exp(b(1) * x.ln()),
            "Kirby" => polynomial(b(0), 1, 3) / polynomial(c(1.0), 3, 5),
            "Hahn" | "Thurber" => polynomial(b(0), 1, 4) / polynomial(c(1.0), 4, 7),
            "Nelson" => b(0) - b(1) * x * exp(-b(2) * self.z[i]),
            "MGH" if self.name == "MGH17" => b(0) + b(1) * exp(-b(3) * x) + b(2) * exp(-b(4) * x),
            "MGH" if self.name == "MGH09" => b(0) * (c(x * x) + b(1) * x) / (c(x * x) + b(2) * x + b(3)),
            "MGH" => b(0) * exp(b(1) / (b(2) + c(x))),
            "Roszman" => b(0) - b(1) * x - (b(2) / (c(x) - b(3))).atan() * std::f64::consts::FRAC_1_PI,
            "ENSO" => b(0) + wave(1, c(12.0)) + wave(4, b(3)) + wave(7, b(6)),
            "Rat" if self.name == "Rat42" => b(0) / (c(1.0) + exp(b(1) - b(2) * x)),
            "Rat" => b(0) / exp((c(1.0) + exp(b(1) - b(2) * x)).ln() / b(3)),
            "Eckerle" => b(0) / b(1) * exp(((c(x) - b(2)) / b(1)).power(2.0) * -0.5),
            "Bennett" => b(0) * exp(-(b(1) + c(x)).ln() / b(2)),
            name => panic!("no model {name}"),
        };
        model - c(if self.name == "Nelson" { self.y[i].ln() } else { self.y[i] })
    }

    fn residuals(&self, b: &[f64]) -> Vec<Dual> {
        let b = Dual::variables(b);
        (0..self.y.len()).map(|i| self.residual(&b, i)).collect()
    }

    pub fn solve(&self, start: usize, is_exact: bool) -> LeastSquaresSolution {
        let problem = LeastSquaresProblem {
            jacobian: is_exact,
            options: LeastSquaresOptions {
                // With the default, 1e-8, Nelson from its second start has 5.97 digits.
                tolerance: 1e-9,
                ..LeastSquaresOptions::default()
            },
            ..problem(&self.starts[start], self.y.len())
        };
        answer_all::<LeastSquares>(problem, RunOptions::default(), |question, b| match question {
            "residuals" => self.residuals(b).into_iter().map(|dual| dual.value).collect(),
            _ => self.residuals(b).into_iter().flat_map(|dual| dual.gradient).collect(),
        })
        .expect("a solution")
    }
}

/// The number of correct digits in the worst entry. Certified values have eleven.
fn digits(actual: &[f64], certified: &[f64]) -> f64 {
    let errors = actual.iter().zip(certified).map(|(a, c)| ((a - c) / c).abs());
    -errors.fold(1e-11, f64::max).log10()
}

#[test]
fn all_certified_values_are_found_from_both_starts() {
    for is_exact in [true, false] {
        let (mut iterations, mut evaluations) = (0, 0);
        for set in data_sets() {
            // The residuals of Lanczos1, of size 1e-13, are rounding errors themselves, so sum and errors have no more
            // digits.
            let is_rounding = set.name == "Lanczos1";
            for start in 0..2 {
                let solution = set.solve(start, is_exact);
                let errors = solution.standard_errors.as_deref().expect("of full rank");
                let of_parameters = digits(&solution.solution, &set.parameters);
                let of_errors = digits(errors, &set.standard_errors);
                let of_sum = digits(&[ssq(&solution)], &[set.sum_of_squares]);
                println!(
                    "{:9} {start} {:4} iterations, digits {of_parameters:.1} {of_errors:.1} {of_sum:.1}",
                    set.name, solution.iterations
                );
                iterations += solution.iterations;
                evaluations += solution.evaluations.residuals;
                let status = if is_rounding { LeastSquaresStatus::Acceptable } else { LeastSquaresStatus::Converged };
                assert_eq!(solution.status, status, "{} {start}", set.name);
                assert!(of_parameters > 6.0, "{} {start}", set.name);
                assert!(is_rounding || of_errors.min(of_sum) > 6.0, "{} {start}", set.name);
            }
        }
        println!("{iterations} iterations, {evaluations} evaluations, exact: {is_exact}");
        assert!(iterations < 2500);
        // Central differences throughout take 21,364 evaluations.
        assert!(evaluations < 13_000);
    }
}
