//! The inner loops: element matrices from tables, their factorisation L D L' from the origin outwards, and solutions with it.
//!
//! Neighbouring elements share one node, so the matrix of all of them is eliminated element by element: the nodes but the last
//! of an element are eliminated in its own dense matrix, and what is left at the last is passed on to the next one. The last
//! node of all is r_max, where orbitals vanish.

use crate::tables::Tables;
use superlinear_numerics::simd::{Arithmetic, Kernel, LANES};

/// Rows of an element's matrix that are summed in registers together.
const ROWS: usize = 4;

/// Writes the upper triangles of the element matrices: integrals of
/// `gradient` times g g' + `value` times phi phi' + `cross` times (g phi' + phi g'), where the weights include the quadrature's.
pub struct Assemble<'a> {
    pub tables: &'a Tables,
    pub gradient: &'a [f64],
    pub value: &'a [f64],
    pub cross: Option<&'a [f64]>,
    /// `elements` square matrices of side `width`.
    pub matrices: &'a mut [f64],
    /// Two tables of one element.
    pub scratch: &'a mut Vec<f64>,
}

impl Kernel for Assemble<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Tables { points, functions, width, .. } = *self.tables;
        let size = points * width;
        self.scratch.resize(2 * size, 0.0);
        let (scaled_gradients, scaled_values) = self.scratch.split_at_mut(size);
        for (element, matrix) in self.matrices.chunks_exact_mut(width * width).enumerate() {
            let gradients = &self.tables.gradients[element * size..][..size];
            let values = &self.tables.values[element * size..][..size];
            for q in 0..points {
                let node = element * points + q;
                let (gradient, value) = (self.gradient[node], self.value[node]);
                let row = q * width..(q + 1) * width;
                let tables = gradients[row.clone()].iter().zip(&values[row.clone()]);
                let scaled = scaled_gradients[row.clone()].iter_mut().zip(&mut scaled_values[row]);
                match self.cross {
                    None => {
                        for ((g, phi), (scaled_g, scaled_phi)) in tables.zip(scaled) {
                            (*scaled_g, *scaled_phi) = (gradient * g, value * phi);
                        }
                    }
                    Some(cross) => {
                        let cross = cross[node];
                        for ((g, phi), (scaled_g, scaled_phi)) in tables.zip(scaled) {
                            *scaled_g = gradient * g + cross * phi;
                            *scaled_phi = value * phi + cross * g;
                        }
                    }
                }
            }
            for block in (0..functions).step_by(ROWS) {
                for lanes in (block / LANES * LANES..width).step_by(LANES) {
                    let mut sums = [[0.0; LANES]; ROWS];
                    add_products(arithmetic, &mut sums, (gradients, scaled_gradients), width, (block, lanes));
                    add_products(arithmetic, &mut sums, (values, scaled_values), width, (block, lanes));
                    for (i, sums) in sums.iter().enumerate() {
                        matrix[(block + i) * width + lanes..][..LANES].copy_from_slice(sums);
                    }
                }
            }
        }
    }
}

/// Adds the products of `ROWS` columns of the first table, from `block`, with `LANES` of the second, from `lanes`.
#[inline(always)]
fn add_products<A: Arithmetic>(
    arithmetic: A,
    sums: &mut [[f64; LANES]; ROWS],
    (left, right): (&[f64], &[f64]),
    width: usize,
    (block, lanes): (usize, usize),
) {
    for (left, right) in left.chunks_exact(width).zip(right.chunks_exact(width)) {
        let (left, right) = (&left[block..block + ROWS], &right[lanes..lanes + LANES]);
        for (sums, factor) in sums.iter_mut().zip(left) {
            for (sum, value) in sums.iter_mut().zip(right) {
                *sum = arithmetic.mul_add(*factor, *value, *sum);
            }
        }
    }
}

/// `matrices` = `a` - `energy` `b`, entry by entry.
pub struct Shift<'a> {
    pub a: &'a [f64],
    pub b: &'a [f64],
    pub energy: f64,
    pub matrices: &'a mut [f64],
}

impl Kernel for Shift<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        for ((entry, a), b) in self.matrices.iter_mut().zip(self.a).zip(self.b) {
            *entry = arithmetic.mul_add(-self.energy, *b, *a);
        }
    }
}

/// Factorises the assembled matrices in place, without pivoting, and counts the negative pivots: by Sylvester's law of inertia
/// as many as there are levels below.
pub struct Factorise<'a> {
    pub functions: usize,
    pub width: usize,
    pub matrices: &'a mut [f64],
    /// The inverses of the pivots, as many an element as there are functions but one.
    pub inverses: &'a mut [f64],
}

impl Kernel for Factorise<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> usize {
        let Self { functions, width, .. } = self;
        let mut negative = 0;
        let mut passed_on = 0.0;
        let inverses = self.inverses.chunks_exact_mut(functions - 1);
        for (matrix, inverses) in self.matrices.chunks_exact_mut(width * width).zip(inverses) {
            matrix[0] += passed_on;
            for (k, inverse) in inverses.iter_mut().enumerate() {
                let (upper, lower) = matrix.split_at_mut((k + 1) * width);
                let row = &upper[k * width..];
                // A pivot of exactly zero is moved as rounding would have moved it.
                let pivot = if row[k] == 0.0 { f64::MIN_POSITIVE.sqrt() } else { row[k] };
                negative += usize::from(pivot < 0.0);
                *inverse = 1.0 / pivot;
                for (i, target) in lower.chunks_exact_mut(width).enumerate().take(functions - 1 - k) {
                    let column = k + 1 + i;
                    let first = column / LANES * LANES;
                    add_multiple(arithmetic, &mut target[first..], -row[column] * *inverse, &row[first..]);
                }
                // So that solutions may run over whole vectors.
                upper[k * width..][..=k].fill(0.0);
            }
            passed_on = matrix[(functions - 1) * width + functions - 1];
        }
        negative
    }
}

/// `target` += `factor` times `row`; both are whole vectors.
#[inline(always)]
fn add_multiple<A: Arithmetic>(arithmetic: A, target: &mut [f64], factor: f64, row: &[f64]) {
    for (target, row) in target.chunks_exact_mut(LANES).zip(row.chunks_exact(LANES)) {
        for (entry, value) in target.iter_mut().zip(row) {
            *entry = arithmetic.mul_add(factor, *value, *entry);
        }
    }
}

/// Solves with the factors: `x` has the right side, all nodes with those shared once, and becomes the solution.
pub struct Solve<'a> {
    pub functions: usize,
    pub width: usize,
    pub matrices: &'a [f64],
    pub inverses: &'a [f64],
    pub x: &'a mut [f64],
}

impl Kernel for Solve<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Self { functions, width, x, .. } = self;
        let degree = functions - 1;
        let elements = || self.matrices.chunks_exact(width * width).zip(self.inverses.chunks_exact(degree)).enumerate();
        let mut local = [0.0; MAX_WIDTH];
        let local = &mut local[..width];
        for (element, (matrix, inverses)) in elements() {
            let x = &mut x[element * degree..][..functions];
            local[..functions].copy_from_slice(x);
            for (k, inverse) in inverses.iter().enumerate() {
                let first = k / LANES * LANES;
                let factor = -local[k] * inverse;
                add_multiple(arithmetic, &mut local[first..], factor, &matrix[k * width + first..(k + 1) * width]);
            }
            x.copy_from_slice(&local[..functions]);
        }
        x[elements().len() * degree] = 0.0;
        for (element, (matrix, inverses)) in elements().rev() {
            let x = &mut x[element * degree..][..functions];
            local[..functions].copy_from_slice(x);
            for (k, inverse) in inverses.iter().enumerate().rev() {
                let first = k / LANES * LANES;
                let rest = dot(arithmetic, &matrix[k * width + first..(k + 1) * width], &local[first..]);
                local[k] = (local[k] - rest) * inverse;
            }
            x.copy_from_slice(&local[..functions]);
        }
    }
}

/// Evaluates the function with the coefficients `x` at the quadrature nodes: `values` = phi x, `gradients` = g x.
pub struct Evaluate<'a> {
    pub tables: &'a Tables,
    pub x: &'a [f64],
    pub values: &'a mut [f64],
    pub gradients: &'a mut [f64],
}

impl Kernel for Evaluate<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Tables { points, functions, height, .. } = *self.tables;
        let out = self.values.chunks_exact_mut(points).zip(self.gradients.chunks_exact_mut(points));
        let columns = self.tables.value_columns.chunks_exact(functions * height);
        let columns = columns.zip(self.tables.gradient_columns.chunks_exact(functions * height));
        for (element, ((values, gradients), (value_columns, gradient_columns))) in out.zip(columns).enumerate() {
            let local = &self.x[element * (functions - 1)..][..functions];
            let (mut sums, mut gradient_sums) = ([0.0; MAX_HEIGHT], [0.0; MAX_HEIGHT]);
            let columns = value_columns.chunks_exact(height).zip(gradient_columns.chunks_exact(height));
            for (x, (value_column, gradient_column)) in local.iter().zip(columns) {
                add_multiple(arithmetic, &mut sums[..height], *x, value_column);
                add_multiple(arithmetic, &mut gradient_sums[..height], *x, gradient_column);
            }
            values.copy_from_slice(&sums[..points]);
            gradients.copy_from_slice(&gradient_sums[..points]);
        }
    }
}

/// The longest column of a table.
pub const MAX_HEIGHT: usize = 88;

/// The longest row of a table.
pub const MAX_WIDTH: usize = 64;

#[inline(always)]
fn dot<A: Arithmetic>(arithmetic: A, a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; LANES];
    for (a, b) in a.chunks_exact(LANES).zip(b.chunks_exact(LANES)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = arithmetic.mul_add(*a, *b, *sum);
        }
    }
    let [a, b, c, d, e, f, g, h] = sums;
    ((a + e) + (c + g)) + ((b + f) + (d + h))
}

/// The transpose of [`Evaluate`]: `x` = sums over the quadrature nodes of `values` times phi + `gradients` times g.
pub struct Test<'a> {
    pub tables: &'a Tables,
    pub values: &'a [f64],
    pub gradients: &'a [f64],
    pub x: &'a mut [f64],
}

impl Kernel for Test<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let Tables { elements, points, functions, width, .. } = *self.tables;
        let size = points * width;
        self.x.fill(0.0);
        for element in 0..elements {
            let mut local = [0.0; MAX_WIDTH];
            let local = &mut local[..width];
            for q in 0..points {
                let row = element * size + q * width;
                let (value, gradient) = (self.values[element * points + q], self.gradients[element * points + q]);
                let tables = self.tables.values[row..][..width].iter().zip(&self.tables.gradients[row..][..width]);
                for (sum, (phi, g)) in local.iter_mut().zip(tables) {
                    *sum = arithmetic.mul_add(value, *phi, arithmetic.mul_add(gradient, *g, *sum));
                }
            }
            for (x, sum) in self.x[element * (functions - 1)..][..functions].iter_mut().zip(local) {
                *x += *sum;
            }
        }
    }
}
