//! Generated programs, with the same random draws as the files of reference results.

use superlinear_constrained::quadratic::{QuadraticProgramData, QuadraticProgramProblem};
use superlinear_interface::{AnyMatrix, Matrix, Vector, VectorOrAnyMatrix};
use superlinear_numerics::random::Mulberry32;

/// A dense program.
#[derive(Clone, Debug, Default)]
pub struct Dense {
    pub variables: usize,
    pub rows: usize,
    pub hessian: Vec<f64>,
    pub linear: Vec<f64>,
    pub constraints: Vec<f64>,
    pub constraint_lower: Vec<f64>,
    pub constraint_upper: Vec<f64>,
    pub lower: Vec<f64>,
    pub upper: Vec<f64>,
}

impl Dense {
    pub fn times(&self, x: &[f64]) -> Vec<f64> {
        self.constraints.chunks_exact(self.variables).map(|row| dot(row, x)).collect()
    }

    pub fn curvature(&self, x: &[f64]) -> Vec<f64> {
        self.hessian.chunks_exact(self.variables).map(|row| dot(row, x)).collect()
    }

    pub fn transpose_times(&self, y: &[f64]) -> Vec<f64> {
        let mut sum = vec![0.0; self.variables];
        for (row, y) in self.constraints.chunks_exact(self.variables).zip(y) {
            sum.iter_mut().zip(row).for_each(|(sum, entry)| *sum += y * entry);
        }
        sum
    }

    pub fn problem(&self) -> QuadraticProgramProblem {
        let (n, m) = (self.variables, self.rows);
        let vector = |values: &[f64]| Some(Vector::from(values.to_vec()));
        let hessian = VectorOrAnyMatrix::Matrix(AnyMatrix::Dense(Matrix::new(n, n, self.hessian.clone())));
        let program = QuadraticProgramData {
            constraint_matrix: Some(AnyMatrix::Dense(Matrix::new(m, n, self.constraints.clone()))),
            constraint_lower: vector(&self.constraint_lower),
            constraint_upper: vector(&self.constraint_upper),
            lower: vector(&self.lower),
            upper: vector(&self.upper),
            ..QuadraticProgramData::new(Some(hessian), self.linear.clone().into())
        };
        QuadraticProgramProblem { program }
    }
}

pub fn dot(x: &[f64], y: &[f64]) -> f64 {
    x.iter().zip(y).map(|(x, y)| x * y).sum()
}

/// Uniform numbers from -1 and below 1.
pub fn centered(random: &mut Mulberry32, count: usize) -> Vec<f64> {
    (0..count).map(|_| 2.0 * random.uniform() - 1.0).collect()
}

/// A dense program with `n` variables and `m` rows, all with two bounds.
pub fn rand(n: usize, m: usize, seed: u32) -> Dense {
    let mut random = Mulberry32(seed);
    let (factor, constraints, x0) =
        (centered(&mut random, n * n), centered(&mut random, m * n), centered(&mut random, n));
    let linear: Vec<_> = centered(&mut random, n).iter().map(|q| 5.0 * q).collect();
    centered(&mut random, n);
    let slack: Vec<_> = centered(&mut random, m).iter().map(|s| s.abs()).collect();
    let hessian = (0..n * n)
        .map(|k| {
            let (i, j) = (k / n, k % n);
            let product = dot(&factor[i * n..][..n], &factor[j * n..][..n]) / n as f64;
            product + if i == j { 0.01 } else { 0.0 }
        })
        .collect();
    let mut program = Dense { variables: n, rows: m, hessian, linear, constraints, ..Dense::default() };
    let middle = program.times(&x0);
    program.constraint_lower = middle.iter().zip(&slack).map(|(a, s)| a - s).collect();
    program.constraint_upper = middle.iter().zip(&slack).map(|(a, s)| a + s).collect();
    program.lower = x0.iter().map(|x| x - 1.0).collect();
    program.upper = x0.iter().map(|x| x + 1.0).collect();
    program
}

/// A portfolio: shares with the smallest risk minus gain.
pub fn portfolio(n: usize, seed: u32) -> Dense {
    let mut random = Mulberry32(seed);
    let k = n / 10;
    let (factor, own, gains) = (centered(&mut random, n * k), centered(&mut random, n), centered(&mut random, n));
    let hessian = (0..n * n)
        .map(|place| {
            let (i, j) = (place / n, place % n);
            dot(&factor[i * k..][..k], &factor[j * k..][..k]) + if i == j { 0.1 + own[i].abs() } else { 0.0 }
        })
        .collect();
    Dense {
        variables: n,
        rows: 1,
        hessian,
        linear: gains.iter().map(|gain| -gain).collect(),
        constraints: vec![1.0; n],
        constraint_lower: vec![1.0],
        constraint_upper: vec![1.0],
        lower: vec![0.0; n],
        upper: vec![0.3; n],
    }
}

/// Model predictive control of two masses on springs over a number of steps.
pub struct Chain {
    pub steps: usize,
}

const H: f64 = 0.1;
const DYNAMICS: [[f64; 4]; 4] =
    [[1.0, 0.0, H, 0.0], [0.0, 1.0, 0.0, H], [-2.0 * H, H, 1.0 - H / 10.0, 0.0], [H, -2.0 * H, 0.0, 1.0 - H / 10.0]];

impl Chain {
    /// The program from a state. The variables are the two inputs and the four states of each step.
    pub fn program(&self, state: &[f64]) -> Dense {
        let (n, m) = (6 * self.steps, 4 * self.steps);
        let mut program = Dense { variables: n, rows: m, hessian: vec![0.0; n * n], ..Dense::default() };
        program.linear = vec![0.0; n];
        program.constraints = vec![0.0; m * n];
        let weights = [0.05, 0.05, 1.0, 1.0, 0.1, 0.1];
        (0..n).for_each(|j| program.hessian[j * n + j] = weights[j % 6]);
        for step in 0..self.steps {
            for i in 0..4 {
                let row = &mut program.constraints[(4 * step + i) * n..][..n];
                row[6 * step + 2 + i] = 1.0;
                if i >= 2 {
                    row[6 * step + i - 2] = -H;
                }
                if step > 0 {
                    (0..4).for_each(|j| row[6 * step - 4 + j] = -DYNAMICS[i][j]);
                }
            }
        }
        program.constraint_lower = vec![0.0; m];
        (0..4).for_each(|i| program.constraint_lower[i] = dot(&DYNAMICS[i], state));
        program.constraint_upper = program.constraint_lower.clone();
        program.upper = (0..n).map(|j| [0.5, 0.5, 2.5, 2.5, 1.0, 1.0][j % 6]).collect();
        program.lower = program.upper.iter().map(|bound| -bound).collect();
        program
    }

    /// The state after a step with an input and a disturbance.
    pub fn next(state: &[f64], input: &[f64], disturbance: &[f64]) -> Vec<f64> {
        (0..4)
            .map(|i| {
                let push = if i >= 2 { H * input[i - 2] } else { 0.0 };
                let limit = if i < 2 { 2.4 } else { 0.9 };
                (dot(&DYNAMICS[i], state) + push + disturbance[i]).clamp(-limit, limit)
            })
            .collect()
    }
}

/// The disturbances of 100 steps.
pub fn disturbances() -> Vec<f64> {
    let mut random = Mulberry32(3);
    (0..400).map(|_| 0.05 * random.normal()).collect()
}

/// A vector shifted by `shift` entries, with the last ones repeated.
pub fn shifted(vector: &[f64], shift: usize) -> Vec<f64> {
    vector[shift..].iter().chain(&vector[vector.len() - shift..]).copied().collect()
}
