//! The losses: values, gradients, and Hessians of blocks, from the linear predictor. Updates keep the predictor
//! current.

use super::problem::{BlockLoss, MinimizeBlocksProblem};
use faer::Mat;
use superlinear_interface::{AnyMatrix, Error, Labels, Run, SparseMatrix, check};
use superlinear_losses::scalar::{log_sum_exp, sigmoid, softplus};
use superlinear_numerics::vectors::dot_in_order;
use superlinear_systems::symmetric::{ASYMMETRY, check_symmetric};

/// A smooth function of the coordinates.
pub(super) struct Smooth {
    pub loss: BlockLoss,
    /// The features by columns; for a quadratic, the rows of its symmetric matrix.
    columns: Columns,
    /// The matrix of a sparse quadratic, as given.
    pub graph: Option<SparseMatrix>,
    rows: usize,
    pub target: Vec<f64>,
    /// The number of classes for `multinomial`, else 1.
    classes: usize,
}

/// A matrix by columns: the rows and values of the nonzero entries.
struct Columns {
    starts: Vec<usize>,
    rows: Vec<u32>,
    entries: Vec<f64>,
}

/// Numbers of 8 bytes for each coordinate: its list of entries, its block, penalty, bounds, slope and value.
const NUMBERS_OF_COORDINATE: usize = 30;

impl Columns {
    fn new(matrix: &AnyMatrix) -> Self {
        let (rows, columns) = (matrix.rows(), matrix.columns());
        let mut lists: Vec<Vec<(u32, f64)>> = vec![Vec::new(); columns];
        for i in 0..rows {
            let mut push = |j: usize, entry: f64| {
                if entry != 0.0 {
                    lists[j].push((i as u32, entry));
                }
            };
            match matrix {
                AnyMatrix::Dense(matrix) => matrix.row(i).iter().enumerate().for_each(|(j, &entry)| push(j, entry)),
                AnyMatrix::DenseSingle(matrix) => {
                    let row = &matrix.data[i * columns..(i + 1) * columns];
                    row.iter().enumerate().for_each(|(j, &entry)| push(j, f64::from(entry)));
                }
                AnyMatrix::Sparse(matrix) => {
                    let (indices, entries) = matrix.row(i);
                    indices.iter().zip(entries).for_each(|(&j, &entry)| push(j as usize, entry));
                }
            }
        }
        let mut starts = vec![0];
        starts.extend(lists.iter().scan(0, |end, list| {
            *end += list.len();
            Some(*end)
        }));
        let (rows, entries) = lists.into_iter().flatten().unzip();
        Self { starts, rows, entries }
    }

    fn count(&self) -> usize {
        self.starts.len() - 1
    }

    fn column(&self, j: usize) -> impl Iterator<Item = (usize, f64)> + Clone {
        let range = self.starts[j]..self.starts[j + 1];
        self.rows[range.clone()].iter().zip(&self.entries[range]).map(|(&i, &entry)| (i as usize, entry))
    }
}

impl Smooth {
    /// Checks the matrix and the target.
    pub fn new(problem: &MinimizeBlocksProblem, run: &Run) -> Result<Self, Error> {
        let MinimizeBlocksProblem { matrix, target, loss, .. } = problem;
        check::has_entries("matrix", matrix.rows(), matrix.columns())?;
        matrix.ensure_well_formed().map_err(|error| error.within("matrix"))?;
        let entries: &mut dyn Iterator<Item = f64> = match matrix {
            AnyMatrix::Dense(matrix) => &mut matrix.data.iter().copied(),
            AnyMatrix::DenseSingle(matrix) => &mut matrix.data.iter().copied().map(f64::from),
            AnyMatrix::Sparse(matrix) => &mut matrix.data.iter().copied(),
        };
        if let Some((k, entry)) = entries.enumerate().find(|(_, entry)| !entry.is_finite()) {
            check::number(&format!("matrix.data[{k}]"), entry, check::FINITE)?;
        }
        check::length("target", target.len(), matrix.rows(), "matrix has rows")?;
        let (target, classes) = check_target(*loss, target)?;
        run.ensure_memory("matrix", [matrix.columns(), classes, NUMBERS_OF_COORDINATE])?;
        let columns = Columns::new(matrix);
        if *loss == BlockLoss::Quadratic {
            check_quadratic(matrix)?;
        }
        run.ensure_wanted()?;
        let graph = match matrix {
            AnyMatrix::Sparse(matrix) if *loss == BlockLoss::Quadratic => Some(matrix.clone()),
            _ => None,
        };
        Ok(Self { loss: *loss, columns, graph, rows: matrix.rows(), target, classes })
    }

    /// Whether the matrix has nonzero entries.
    pub fn has_entries(&self) -> bool {
        !self.columns.entries.is_empty()
    }

    /// The number of coordinates.
    pub fn dimension(&self) -> usize {
        self.columns.count() * self.classes
    }

    /// The linear predictor, row by row. For a quadratic, the product with its matrix.
    pub fn predictor(&self, x: &[f64]) -> Vec<f64> {
        let mut predictor = vec![0.0; self.rows * self.classes];
        let all: Vec<usize> = (0..x.len()).collect();
        self.move_predictor(&mut predictor, &all, x);
        predictor
    }

    /// Adds the change of the predictor by steps of some coordinates.
    pub fn move_predictor(&self, predictor: &mut [f64], block: &[usize], steps: &[f64]) {
        for (&coordinate, step) in block.iter().zip(steps).filter(|(_, step)| **step != 0.0) {
            let (j, class) = (coordinate / self.classes, coordinate % self.classes);
            self.columns.column(j).for_each(|(i, entry)| predictor[i * self.classes + class] += step * entry);
        }
    }

    /// The value at `x`, given its predictor.
    pub fn value(&self, predictor: &[f64], x: &[f64]) -> f64 {
        let rows = self.target.iter().zip(predictor);
        match self.loss {
            BlockLoss::Squared => rows.map(|(y, z)| 0.5 * (y - z) * (y - z)).sum(),
            BlockLoss::Logistic => rows.map(|(y, z)| softplus(-y * z)).sum(),
            BlockLoss::Quadratic => 0.5 * dot_in_order(x, predictor) - dot_in_order(x, &self.target),
            BlockLoss::Multinomial => {
                let scores = predictor.chunks(self.classes);
                scores.zip(&self.target).map(|(z, &y)| log_sum_exp(z) - z[y as usize]).sum()
            }
        }
    }

    /// The derivatives with respect to the predictor.
    fn slopes(&self, predictor: &[f64]) -> Vec<f64> {
        let rows = self.target.iter().zip(predictor);
        match self.loss {
            BlockLoss::Squared | BlockLoss::Quadratic => rows.map(|(y, z)| z - y).collect(),
            BlockLoss::Logistic => rows.map(|(y, z)| -y * sigmoid(-y * z)).collect(),
            BlockLoss::Multinomial => {
                let mut slopes = self.probabilities(predictor);
                self.target.iter().enumerate().for_each(|(i, &y)| slopes[i * self.classes + y as usize] -= 1.0);
                slopes
            }
        }
    }

    fn probabilities(&self, predictor: &[f64]) -> Vec<f64> {
        let shares = |z: &[f64]| {
            let total = log_sum_exp(z);
            z.iter().map(|z| libm::exp(z - total)).collect::<Vec<_>>()
        };
        predictor.chunks(self.classes).flat_map(shares).collect()
    }

    pub fn gradient(&self, predictor: &[f64]) -> Vec<f64> {
        let slopes = self.slopes(predictor);
        if self.loss == BlockLoss::Quadratic {
            return slopes;
        }
        let entry = |coordinate: usize| {
            let (j, class) = (coordinate / self.classes, coordinate % self.classes);
            self.columns.column(j).map(|(i, entry)| entry * slopes[i * self.classes + class]).sum()
        };
        (0..self.dimension()).map(entry).collect()
    }

    /// Upper bounds of the second derivatives along each coordinate.
    pub fn curvatures(&self) -> Vec<f64> {
        let square = |j: usize| self.columns.column(j).map(|(_, entry)| entry * entry).sum::<f64>();
        let diagonal = |j: usize| self.columns.column(j).find(|&(i, _)| i == j).map_or(0.0, |(_, entry)| entry);
        let of_feature = |j| match self.loss {
            BlockLoss::Squared => square(j),
            BlockLoss::Logistic => 0.25 * square(j),
            BlockLoss::Multinomial => 0.5 * (1.0 - 1.0 / self.classes as f64) * square(j),
            BlockLoss::Quadratic => diagonal(j),
        };
        (0..self.columns.count()).flat_map(|j| std::iter::repeat_n(of_feature(j), self.classes)).collect()
    }

    /// The sums of the absolute entries in each row of the upper bound of the Hessian.
    pub fn row_sums_of_bound(&self) -> Vec<f64> {
        let all: Vec<usize> = (0..self.dimension()).collect();
        let row = |&i: &usize| all.iter().map(|&j| self.bound_entry(i, j).abs()).sum();
        all.iter().map(row).collect()
    }

    /// A matrix that is an upper bound of all Hessians of the block.
    pub fn bound(&self, block: &[usize]) -> Mat<f64> {
        symmetric(block.len(), |a, b| self.bound_entry(block[a], block[b]))
    }

    /// Böhning's bound for `multinomial` (Annals of the Institute of Statistical Mathematics 44, 1992).
    fn bound_entry(&self, a: usize, b: usize) -> f64 {
        let ((i, k), (j, l)) = ((a / self.classes, a % self.classes), (b / self.classes, b % self.classes));
        match self.loss {
            BlockLoss::Squared => self.inner_product(i, j, |_| 1.0),
            BlockLoss::Logistic => 0.25 * self.inner_product(i, j, |_| 1.0),
            BlockLoss::Multinomial => {
                let own = f64::from(u8::from(k == l));
                0.5 * (own - 1.0 / self.classes as f64) * self.inner_product(i, j, |_| 1.0)
            }
            BlockLoss::Quadratic => self.columns.column(i).find(|&(row, _)| row == j).map_or(0.0, |(_, entry)| entry),
        }
    }

    /// The product of the upper bound with a vector, given by its entries in the block.
    pub fn bound_product(&self, block: &[usize], entries: &[f64]) -> Vec<f64> {
        let mut product = vec![0.0; self.rows * self.classes];
        self.move_predictor(&mut product, block, entries);
        let scale = match self.loss {
            BlockLoss::Quadratic => return product,
            BlockLoss::Squared => 1.0,
            BlockLoss::Logistic => 0.25,
            BlockLoss::Multinomial => {
                for row in product.chunks_mut(self.classes) {
                    let mean = row.iter().sum::<f64>() / row.len() as f64;
                    row.iter_mut().for_each(|entry| *entry -= mean);
                }
                0.5
            }
        };
        let entry = |coordinate: usize| {
            let (j, class) = (coordinate / self.classes, coordinate % self.classes);
            scale * self.columns.column(j).map(|(i, entry)| entry * product[i * self.classes + class]).sum::<f64>()
        };
        (0..self.dimension()).map(entry).collect()
    }

    /// The Hessian of the block, given the predictor.
    pub fn hessian(&self, predictor: &[f64], block: &[usize]) -> Mat<f64> {
        match self.loss {
            BlockLoss::Squared | BlockLoss::Quadratic => self.bound(block),
            BlockLoss::Logistic => {
                let weights: Vec<f64> = predictor.iter().map(|&z| sigmoid(z) * sigmoid(-z)).collect();
                symmetric(block.len(), |a, b| self.inner_product(block[a], block[b], |i| weights[i]))
            }
            BlockLoss::Multinomial => {
                let p = self.probabilities(predictor);
                let classes = self.classes;
                symmetric(block.len(), |a, b| {
                    let (k, l) = (block[a] % classes, block[b] % classes);
                    let own = f64::from(u8::from(k == l));
                    let weight = |i: usize| p[i * classes + k] * (own - p[i * classes + l]);
                    self.inner_product(block[a] / classes, block[b] / classes, weight)
                })
            }
        }
    }

    /// The weighted inner product of two columns.
    fn inner_product(&self, a: usize, b: usize, weight: impl Fn(usize) -> f64) -> f64 {
        let (mut left, mut right) = (self.columns.column(a).peekable(), self.columns.column(b).peekable());
        let mut sum = 0.0;
        while let (Some(&(i, x)), Some(&(j, y))) = (left.peek(), right.peek()) {
            if i == j {
                sum += weight(i) * x * y;
            }
            if i <= j {
                left.next();
            }
            if j <= i {
                right.next();
            }
        }
        sum
    }
}

fn symmetric(size: usize, entry: impl Fn(usize, usize) -> f64) -> Mat<f64> {
    let mut matrix = Mat::zeros(size, size);
    for a in 0..size {
        for b in 0..=a {
            let value = entry(a, b);
            (matrix[(a, b)], matrix[(b, a)]) = (value, value);
        }
    }
    matrix
}

/// The target as numbers (-1 and 1 for two classes, indices for more), and the number of classes, 1 except for
/// `multinomial`.
fn check_target(loss: BlockLoss, target: &Labels) -> Result<(Vec<f64>, usize), Error> {
    if matches!(loss, BlockLoss::Squared | BlockLoss::Quadratic) {
        let numbers = target.as_numbers("target", "where the loss has no classes")?;
        check::numbers("target", numbers, check::FINITE)?;
        return Ok((numbers.to_vec(), 1));
    }
    let is_logistic = loss == BlockLoss::Logistic;
    let (classes, places) = target.classified("target", if is_logistic { 2 } else { MAX_CLASSES })?;
    let code = |class: usize| if is_logistic { 2.0 * class as f64 - 1.0 } else { class as f64 };
    Ok((places.into_iter().map(code).collect(), if is_logistic { 1 } else { classes.len() }))
}

/// The largest number of classes. Each class has a coordinate for each feature.
const MAX_CLASSES: usize = 1000;

fn check_quadratic(matrix: &AnyMatrix) -> Result<(), Error> {
    match matrix {
        AnyMatrix::Sparse(matrix) => check_symmetric(matrix, "matrix"),
        AnyMatrix::Dense(_) | AnyMatrix::DenseSingle(_) if matrix.rows() != matrix.columns() => {
            let (rows, columns) = (matrix.rows(), matrix.columns());
            Err(Error::invalid("matrix", format!("must be square, got {rows} rows and {columns} columns")))
        }
        AnyMatrix::Dense(matrix) => check_dense_symmetry(matrix.rows, |i, j| matrix.data[i * matrix.columns + j]),
        AnyMatrix::DenseSingle(matrix) => {
            check_dense_symmetry(matrix.rows, |i, j| f64::from(matrix.data[i * matrix.columns + j]))
        }
    }
}

fn check_dense_symmetry(rows: usize, entry: impl Fn(usize, usize) -> f64) -> Result<(), Error> {
    for i in 0..rows {
        for j in 0..i {
            let (a, b) = (entry(i, j), entry(j, i));
            if (a - b).abs() > ASYMMETRY * a.abs().max(b.abs()) {
                let message = format!("must equal its mirror image: the entry ({i}, {j}) is {}", check::short(a));
                return Err(Error::invalid(format!("matrix.data[{}]", i * rows + j), message));
            }
        }
    }
    Ok(())
}
