//! An algebraic multigrid cycle as a preconditioner: coarse variables represent the error that relaxation hardly reduces.
//! By smoothed aggregation they stand for the nearly constant error on aggregates of fine ones; in classical multigrid
//! they are some of the fine variables, and interpolation follows coefficients that jump.
//!
//! Sources: Vaněk, Mandel, Brezina, Algebraic Multigrid by Smoothed Aggregation for Second and Fourth Order Elliptic
//! Problems, Computing 56, 1996; Ruge, Stüben, Algebraic Multigrid, in Multigrid Methods, SIAM, 1987.
//!
//! | module | contents |
//! |---|---|
//! | `aggregation` | aggregates of fine variables |
//! | `classical` | coarse variables among the fine ones, and their prolongation |
//! | `prolongation` | interpolation of coarse corrections |
//! | `galerkin` | the coarse matrix |
//! | `relaxation` | Gauss–Seidel sweeps |

mod aggregation;
mod classical;
mod galerkin;
mod prolongation;
mod relaxation;

use crate::cholesky::{Analysis, Cholesky, Plan};
use aggregation::Aggregates;
use galerkin::galerkin_product;
use prolongation::Prolongation;
use relaxation::Relaxation;
use std::cell::RefCell;
use superlinear_interface::{Error, Run, SparseMatrix};
use superlinear_numerics::linear_operator::LinearOperator;

/// The largest number of rows of a matrix with a direct factorization: its solves cost less than further levels.
const COARSEST: usize = 600;

/// Coarsening stops at a level with more than this fraction of the rows of the previous one.
const SLOW_COARSENING: f64 = 0.8;

/// The levels of a matrix, with workspace for a cycle.
pub struct Multigrid {
    levels: Vec<Level>,
    coarsest: Coarsest,
    memory: RefCell<Vec<Memory>>,
}

/// One level: its matrix, the data for relaxation, and the prolongation from the next level.
struct Level {
    matrix: SparseMatrix,
    relaxation: Relaxation,
    prolongation: Prolongation,
}

/// The solver on the last level: a factorization, or relaxation if coarsening stopped early.
enum Coarsest {
    Decomposed(Box<Cholesky>),
    Relaxed(SparseMatrix, Relaxation),
}

/// The right side and the correction on a level below the first.
#[derive(Default)]
struct Memory {
    right_side: Vec<f64>,
    correction: Vec<f64>,
}

/// The choice of coarse variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Coarsening {
    Aggregation,
    Classical,
}

/// The ratio of the largest entry off the diagonal to the smallest above which coefficients jump, the largest average
/// number of entries in a row for which classical coarse matrices stay sparse, and the number of rows looked at.
const JUMP: f64 = 100.0;
const MAX_ENTRIES_PER_ROW: usize = 12;
const SAMPLED_ROWS: usize = 1000;

impl Coarsening {
    /// Classical for sparse matrices with coefficients that jump: the iterations of aggregates grow with the jumps.
    fn suited(matrix: &SparseMatrix) -> Self {
        let stride = matrix.rows.div_ceil(SAMPLED_ROWS).max(1);
        let (mut smallest, mut largest) = (f64::INFINITY, 0.0_f64);
        for i in (0..matrix.rows).step_by(stride) {
            let (columns, entries) = matrix.row(i);
            for (_, entry) in columns.iter().zip(entries).filter(|&(&j, &entry)| j as usize != i && entry != 0.0) {
                smallest = smallest.min(entry.abs());
                largest = largest.max(entry.abs());
            }
        }
        let is_sparse = matrix.data.len() <= MAX_ENTRIES_PER_ROW * matrix.rows;
        if is_sparse && largest > JUMP * smallest { Self::Classical } else { Self::Aggregation }
    }

    /// The prolongation of a matrix on the level of this number; `None` if there are too many coarse variables.
    fn prolongation(self, matrix: &SparseMatrix, relaxation: &Relaxation, level: usize) -> Option<Prolongation> {
        let max = SLOW_COARSENING * matrix.rows as f64;
        match self {
            Self::Classical => {
                classical::prolongation(matrix).filter(|prolongation| prolongation.columns() as f64 <= max)
            }
            Self::Aggregation => {
                let aggregates = Aggregates::new(matrix, relaxation, level);
                let is_coarser = aggregates.count > 0 && aggregates.count as f64 <= max;
                is_coarser.then(|| Prolongation::new(matrix, relaxation, &aggregates))
            }
        }
    }
}

impl Multigrid {
    /// Constructs the levels by smoothed aggregation. The matrix must have a positive diagonal.
    pub fn new(matrix: &SparseMatrix, run: &Run) -> Result<Self, Error> {
        Self::by(Coarsening::Aggregation, matrix, run)
    }

    /// Constructs the levels by the coarsening that suits an M-matrix.
    pub fn of_m_matrix(matrix: &SparseMatrix, run: &Run) -> Result<Self, Error> {
        Self::by(Coarsening::suited(matrix), matrix, run)
    }

    fn by(coarsening: Coarsening, matrix: &SparseMatrix, run: &Run) -> Result<Self, Error> {
        let mut levels: Vec<Level> = Vec::new();
        let mut matrix = matrix.clone();
        while matrix.rows > COARSEST {
            run.ensure_wanted()?;
            let relaxation = Relaxation::new(&matrix);
            let Some(prolongation) = coarsening.prolongation(&matrix, &relaxation, levels.len()) else { break };
            let coarse = galerkin_product(&matrix, &prolongation);
            levels.push(Level { matrix, relaxation, prolongation });
            matrix = coarse;
        }
        let memory = RefCell::new((0..=levels.len()).map(|_| Memory::default()).collect());
        Ok(Self { levels, coarsest: Coarsest::new(matrix), memory })
    }

    /// One V-cycle from zero: a forward sweep, the correction by the next level, and a backward sweep, which makes the
    /// cycle symmetric.
    fn cycle(&self, number: usize, right_side: &[f64], x: &mut [f64], memory: &mut [Memory]) {
        let Some(level) = self.levels.get(number) else { return self.coarsest.solve(right_side, x) };
        let Level { matrix, relaxation, prolongation } = level;
        let Some((Memory { right_side: coarse_right_side, correction }, rest)) = memory.split_first_mut() else {
            return;
        };
        correction.resize(prolongation.columns(), 0.0);
        coarse_right_side.resize(prolongation.columns(), 0.0);
        relaxation.forwards_from_zero(matrix, right_side, x);
        prolongation.restrict(|node| relaxation.residual_after_forwards(matrix, x, node), coarse_right_side);
        self.cycle(number + 1, coarse_right_side, correction, rest);
        prolongation.add_to(correction, x);
        relaxation.backwards(matrix, right_side, x);
    }
}

impl LinearOperator for Multigrid {
    fn dimension(&self) -> usize {
        match (self.levels.first(), &self.coarsest) {
            (Some(level), _) => level.matrix.rows,
            (None, Coarsest::Decomposed(cholesky)) => cholesky.rows(),
            (None, Coarsest::Relaxed(matrix, _)) => matrix.rows,
        }
    }

    fn apply(&self, x: &[f64], y: &mut [f64]) {
        self.cycle(0, x, y, &mut self.memory.borrow_mut());
    }
}

impl Coarsest {
    fn new(matrix: SparseMatrix) -> Self {
        let decompose = || Cholesky::new(&matrix, Analysis::new(Plan::new(&matrix)?)?);
        match (matrix.rows <= COARSEST).then(decompose) {
            Some(Ok(cholesky)) => Self::Decomposed(Box::new(cholesky)),
            // Rounding may have made a small eigenvalue negative.
            Some(Err(_)) | None => {
                let relaxation = Relaxation::new(&matrix);
                Self::Relaxed(matrix, relaxation)
            }
        }
    }

    fn solve(&self, right_side: &[f64], x: &mut [f64]) {
        match self {
            Self::Decomposed(cholesky) => {
                x.copy_from_slice(right_side);
                cholesky.solve(x);
            }
            Self::Relaxed(matrix, relaxation) => {
                relaxation.forwards_from_zero(matrix, right_side, x);
                relaxation.backwards(matrix, right_side, x);
            }
        }
    }
}
