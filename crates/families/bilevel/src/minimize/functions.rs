//! The caller's functions: evaluations are counted, and missing products are replaced by finite differences.

use faer::Mat;
use superlinear_interface::{Lengths, Oracle};
use superlinear_numerics::differences::CENTRAL_STEP;
use superlinear_numerics::vectors::norm;

/// The questions, indexed by tag.
pub(super) const QUESTIONS: &[&str] = &[
    "outer",
    "inner",
    "innerProduct",
    "innerHessian",
    "constraints",
    "constraintProduct",
    "outerBatch",
    "innerBatch",
    "productBatch",
];

pub(super) const OUTER: usize = 0;
pub(super) const INNER: usize = 1;
pub(super) const INNER_PRODUCT: usize = 2;
pub(super) const INNER_HESSIAN: usize = 3;
pub(super) const CONSTRAINTS: usize = 4;
pub(super) const CONSTRAINT_PRODUCT: usize = 5;
pub(super) const OUTER_BATCH: usize = 6;
pub(super) const INNER_BATCH: usize = 7;
pub(super) const PRODUCT_BATCH: usize = 8;

/// The dimensions and capabilities of the functions, known before any evaluation.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shape {
    /// The length of x.
    pub outer: usize,
    /// The length of y.
    pub inner: usize,
    pub inequalities: usize,
    pub equalities: usize,
    pub has_product: bool,
    pub has_hessian: bool,
    pub has_constraint_product: bool,
    /// Whether the gradient of the inner objective with respect to x is given.
    pub has_inner_by_x: bool,
    /// The batch sizes of the outer and the inner objective.
    pub batches: [usize; 2],
}

impl Shape {
    /// The number of constraints.
    pub(crate) fn constraints(&self) -> usize {
        self.inequalities + self.equalities
    }

    /// The lengths of questions and answers. Unused questions take no space.
    pub(crate) fn lengths(&self) -> Vec<Lengths> {
        let Self { outer: n, inner: m, .. } = *self;
        let (both, count) = (n + m, self.constraints());
        let if_asked = |is_asked: bool, answer: usize| if is_asked { answer } else { 0 };
        let [of_outer, of_inner] = self.batches;
        vec![
            Lengths { point: both, answer: 1 + both },
            Lengths { point: both, answer: 1 + m + if_asked(self.has_inner_by_x, n) },
            Lengths { point: both + m, answer: both },
            Lengths { point: both, answer: if_asked(self.has_hessian, m.saturating_mul(m)) },
            Lengths { point: both, answer: count.saturating_mul(1 + both) },
            Lengths { point: both + count + m, answer: both },
            Lengths { point: both + of_outer, answer: both },
            Lengths { point: both + of_inner, answer: m },
            Lengths { point: both + m + of_inner, answer: both },
        ]
    }
}

/// The outer objective at a point.
#[derive(Clone, Debug)]
pub(super) struct OuterValue {
    pub value: f64,
    pub by_x: Vec<f64>,
    pub by_y: Vec<f64>,
}

impl OuterValue {
    pub(crate) fn is_finite(&self) -> bool {
        self.value.is_finite() && self.by_x.iter().chain(&self.by_y).all(|entry| entry.is_finite())
    }
}

/// The inner objective at a point. Its gradient with respect to x is empty if not given.
#[derive(Clone, Debug)]
pub(super) struct InnerValue {
    pub value: f64,
    pub by_y: Vec<f64>,
    pub by_x: Vec<f64>,
}

impl InnerValue {
    pub(crate) fn is_finite(&self) -> bool {
        self.value.is_finite() && self.by_y.iter().chain(&self.by_x).all(|entry| entry.is_finite())
    }
}

/// The derivative of the inner gradient along a direction of y: of its y part and of its x part.
#[derive(Clone, Debug)]
pub(super) struct Product {
    pub by_y: Vec<f64>,
    pub by_x: Vec<f64>,
}

/// Inequalities and equations at a point, with their Jacobians by rows.
#[derive(Clone, Debug)]
pub(super) struct Constraints {
    pub values: Vec<f64>,
    pub by_x: Vec<f64>,
    pub by_y: Vec<f64>,
}

impl Constraints {
    pub(crate) fn is_finite(&self) -> bool {
        self.values.iter().chain(&self.by_x).chain(&self.by_y).all(|entry| entry.is_finite())
    }
}

/// The functions and their evaluation counts.
pub(super) struct Functions {
    oracle: Oracle,
    pub shape: Shape,
    /// Evaluations of the inner objective and of its batch gradients.
    pub inner_evaluations: u32,
    /// Evaluations of products and Hessians of the inner objective.
    pub inner_products: u32,
}

impl Functions {
    pub(crate) fn new(shape: Shape, oracle: Oracle) -> Self {
        Self { oracle, shape, inner_evaluations: 0, inner_products: 0 }
    }

    pub(crate) async fn outer(&mut self, x: &[f64], y: &[f64]) -> OuterValue {
        let mut answer = vec![f64::NAN; 1 + x.len() + y.len()];
        self.oracle.ask(OUTER, &[x, y].concat(), &mut answer).await;
        let (by_x, by_y) = answer[1..].split_at(x.len());
        OuterValue { value: answer[0], by_x: by_x.to_vec(), by_y: by_y.to_vec() }
    }

    pub(crate) async fn inner(&mut self, x: &[f64], y: &[f64]) -> InnerValue {
        self.inner_evaluations += 1;
        self.inner_uncounted(x, y).await
    }

    async fn inner_uncounted(&mut self, x: &[f64], y: &[f64]) -> InnerValue {
        let length = self.shape.lengths()[INNER].answer;
        let mut answer = vec![f64::NAN; length];
        self.oracle.ask(INNER, &[x, y].concat(), &mut answer).await;
        let (by_y, by_x) = answer[1..].split_at(y.len());
        InnerValue { value: answer[0], by_y: by_y.to_vec(), by_x: by_x.to_vec() }
    }

    /// The derivative of the gradient of the inner objective along `vector`.
    pub(crate) async fn product(&mut self, x: &[f64], y: &[f64], vector: &[f64]) -> Product {
        self.inner_products += 1;
        if self.shape.has_product {
            let mut answer = vec![f64::NAN; x.len() + y.len()];
            self.oracle.ask(INNER_PRODUCT, &[x, y, vector].concat(), &mut answer).await;
            let (by_y, by_x) = answer.split_at(y.len());
            return Product { by_y: by_y.to_vec(), by_x: by_x.to_vec() };
        }
        let Some([above, below]) = displaced(y, vector, CENTRAL_STEP) else { return Product::zero(x, y) };
        let length = above.1;
        let (above, below) = (self.inner_uncounted(x, &above.0).await, self.inner_uncounted(x, &below.0).await);
        Product { by_y: quotient(&above.by_y, &below.by_y, length), by_x: quotient(&above.by_x, &below.by_x, length) }
    }

    /// The Hessian of the inner objective with respect to y.
    pub(crate) async fn hessian(&mut self, x: &[f64], y: &[f64]) -> Mat<f64> {
        self.inner_products += 1;
        let size = y.len();
        let mut entries = vec![f64::NAN; size * size];
        self.oracle.ask(INNER_HESSIAN, &[x, y].concat(), &mut entries).await;
        Mat::from_fn(size, size, |i, j| entries[i * size + j])
    }

    pub(crate) async fn constraints(&mut self, x: &[f64], y: &[f64]) -> Constraints {
        let (n, m, count) = (x.len(), y.len(), self.shape.constraints());
        if count == 0 {
            return Constraints { values: Vec::new(), by_x: Vec::new(), by_y: Vec::new() };
        }
        let mut answer = vec![f64::NAN; count * (1 + n + m)];
        self.oracle.ask(CONSTRAINTS, &[x, y].concat(), &mut answer).await;
        let (values, rows) = answer.split_at(count);
        let (by_x, by_y) = rows.split_at(count * n);
        Constraints { values: values.to_vec(), by_x: by_x.to_vec(), by_y: by_y.to_vec() }
    }

    /// The derivative of the gradient of the constraints, weighted by multipliers, along `vector`.
    pub(crate) async fn constraint_product(
        &mut self,
        x: &[f64],
        y: &[f64],
        multipliers: &[f64],
        vector: &[f64],
    ) -> Product {
        if self.shape.has_constraint_product {
            let mut answer = vec![f64::NAN; x.len() + y.len()];
            self.oracle.ask(CONSTRAINT_PRODUCT, &[x, y, multipliers, vector].concat(), &mut answer).await;
            let (by_y, by_x) = answer.split_at(y.len());
            return Product { by_y: by_y.to_vec(), by_x: by_x.to_vec() };
        }
        let Some([above, below]) = displaced(y, vector, CENTRAL_STEP) else { return Product::zero(x, y) };
        let length = above.1;
        let (above, below) = (self.constraints(x, &above.0).await, self.constraints(x, &below.0).await);
        let of = |above: &[f64], below: &[f64], width: usize| {
            quotient(&weighted(above, multipliers, width), &weighted(below, multipliers, width), length)
        };
        Product { by_y: of(&above.by_y, &below.by_y, y.len()), by_x: of(&above.by_x, &below.by_x, x.len()) }
    }

    /// The batch gradients of the outer objective with respect to x and y.
    pub(crate) async fn outer_batch(&mut self, x: &[f64], y: &[f64], indices: &[f64]) -> [Vec<f64>; 2] {
        let mut answer = vec![f64::NAN; x.len() + y.len()];
        self.oracle.ask(OUTER_BATCH, &[x, y, indices].concat(), &mut answer).await;
        let (by_x, by_y) = answer.split_at(x.len());
        [by_x.to_vec(), by_y.to_vec()]
    }

    /// The batch gradient of the inner objective with respect to y.
    pub(crate) async fn inner_batch(&mut self, x: &[f64], y: &[f64], indices: &[f64]) -> Vec<f64> {
        let mut answer = vec![f64::NAN; y.len()];
        self.inner_evaluations += 1;
        self.oracle.ask(INNER_BATCH, &[x, y, indices].concat(), &mut answer).await;
        answer
    }

    /// The derivative of the batch gradient of the inner objective along `vector`.
    pub(crate) async fn product_batch(&mut self, x: &[f64], y: &[f64], vector: &[f64], indices: &[f64]) -> Product {
        let mut answer = vec![f64::NAN; x.len() + y.len()];
        self.inner_products += 1;
        self.oracle.ask(PRODUCT_BATCH, &[x, y, vector, indices].concat(), &mut answer).await;
        let (by_y, by_x) = answer.split_at(y.len());
        Product { by_y: by_y.to_vec(), by_x: by_x.to_vec() }
    }
}

impl Product {
    fn zero(x: &[f64], y: &[f64]) -> Self {
        Self { by_y: vec![0.0; y.len()], by_x: vec![0.0; x.len()] }
    }
}

/// The two points at a difference step from y along ±`vector`, each with twice the step in units of `vector`. `None` if
/// `vector` is zero.
fn displaced(y: &[f64], vector: &[f64], relative: f64) -> Option<[(Vec<f64>, f64); 2]> {
    let step = relative * norm(y).max(1.0) / norm(vector);
    let moved = |step: f64| y.iter().zip(vector).map(|(y, v)| y + step * v).collect();
    step.is_finite().then(|| [(moved(step), 2.0 * step), (moved(-step), 2.0 * step)])
}

fn quotient(above: &[f64], below: &[f64], length: f64) -> Vec<f64> {
    above.iter().zip(below).map(|(above, below)| (above - below) / length).collect()
}

/// The weighted sum of the rows of a matrix with `width` columns.
pub(super) fn weighted(rows: &[f64], weights: &[f64], width: usize) -> Vec<f64> {
    let mut sum = vec![0.0; width];
    for (row, weight) in rows.chunks_exact(width.max(1)).zip(weights) {
        sum.iter_mut().zip(row).for_each(|(sum, entry)| *sum += weight * entry);
    }
    sum
}
