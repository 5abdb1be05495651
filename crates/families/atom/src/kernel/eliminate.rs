//! The factorization L D L' of the global matrix, and solves with it.
//!
//! Neighboring elements share one node. All other nodes of an element are eliminated within it, in all elements in
//! parallel. The remaining matrix couples each element's start with its end, and is eliminated from the origin
//! outwards. The last node is r_max, where orbitals vanish.

use super::triangle;
use crate::lanes::{LANES, Lanes, flat, flat_mut};
use superlinear_numerics::simd::{Arithmetic, Kernel};

/// Factors of the element matrices.
#[derive(Clone, Debug)]
pub(crate) struct Factors {
    pub elements: usize,
    /// The number of functions per element.
    pub functions: usize,
    /// The matrices, overwritten by the factors.
    pub matrices: Vec<Lanes>,
    /// The inverse pivots of the inner nodes.
    inverses: Vec<Lanes>,
    /// The inverse pivots of the elements' starts.
    start_inverses: Vec<f64>,
    /// The entries that couple each element's start with its end.
    couplings: Vec<f64>,
}

impl Factors {
    pub(crate) fn new(elements: usize, functions: usize) -> Self {
        let groups = elements.div_ceil(LANES);
        Self {
            elements,
            functions,
            matrices: vec![Lanes::default(); groups * triangle(functions)],
            inverses: vec![Lanes::default(); groups * (functions - 2)],
            start_inverses: vec![0.0; elements],
            couplings: vec![0.0; elements],
        }
    }

    /// The remaining 2 × 2 matrix of an element's start and end, as upper triangle.
    #[inline(always)]
    fn boundary_entries(&self, element: usize) -> [f64; 3] {
        let size = triangle(self.functions);
        let boundary = &self.matrices[(element / LANES + 1) * size - 3..][..3];
        [boundary[0].0[element % LANES], boundary[1].0[element % LANES], boundary[2].0[element % LANES]]
    }
}

/// Writes `a` - `energy` times `b` in place of the factors.
pub(crate) struct Shift<'a> {
    pub a: &'a [Lanes],
    pub b: &'a [Lanes],
    pub energy: f64,
    pub factors: &'a mut Factors,
}

impl Kernel for Shift<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let entries = flat_mut(&mut self.factors.matrices).iter_mut();
        for (entry, (a, b)) in entries.zip(flat(self.a).iter().zip(flat(self.b))) {
            *entry = arithmetic.mul_add(-self.energy, *b, *a);
        }
    }
}

const MINUS: Lanes = Lanes([-1.0; LANES]);

/// The replacement of a pivot that is exactly zero; rounding could have moved it as far.
pub(crate) const MIN_PIVOT: f64 = 1e-154;

/// Factorizes without pivoting and counts the negative pivots: by Sylvester's law of inertia, there are as many as
/// levels below.
pub(crate) struct Factorize<'a>(pub &'a mut Factors);

impl Kernel for Factorize<'_> {
    type Output = usize;

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) -> usize {
        let factors = self.0;
        let functions = factors.functions;
        let mut negative = [0_u64; LANES];
        let groups = factors.matrices.chunks_exact_mut(triangle(functions));
        for (matrix, inverses) in groups.zip(factors.inverses.chunks_exact_mut(functions - 2)) {
            let mut rest = matrix;
            for (k, inverse) in inverses.iter_mut().enumerate() {
                let (row, below) = rest.split_at_mut(functions - k);
                for ((inverse, pivot), negative) in inverse.0.iter_mut().zip(row[0].0).zip(&mut negative) {
                    *negative += u64::from(pivot < 0.0);
                    *inverse = 1.0 / if pivot == 0.0 { MIN_PIVOT } else { pivot };
                }
                subtract_products(arithmetic, row, inverse, below);
                rest = below;
            }
        }
        negative.iter().sum::<u64>() as usize + eliminate_ends(factors)
    }
}

/// Updates the triangle `below` for the elimination of the first function of `row`.
#[inline(always)]
fn subtract_products<A: Arithmetic>(arithmetic: A, row: &[Lanes], inverse: &Lanes, below: &mut [Lanes]) {
    let mut targets = below;
    for i in 1..row.len() {
        let (target, next) = targets.split_at_mut(row.len() - i);
        let factor = inverse.times(&row[i]).times(&MINUS);
        for (entry, value) in target.iter_mut().zip(&row[i..]) {
            *entry = entry.plus_product(arithmetic, &factor, value);
        }
        targets = next;
    }
}

/// Eliminates the elements' starts one after another. Returns the number of negative pivots among them.
#[inline(always)]
fn eliminate_ends(factors: &mut Factors) -> usize {
    let (mut negative, mut passed_on) = (0, 0.0);
    for element in 0..factors.elements {
        let [start, coupling, end] = factors.boundary_entries(element);
        let pivot = match start + passed_on {
            0.0 => MIN_PIVOT,
            pivot => pivot,
        };
        negative += usize::from(pivot < 0.0);
        let inverse = 1.0 / pivot;
        passed_on = end - coupling * coupling * inverse;
        (factors.start_inverses[element], factors.couplings[element]) = (inverse, coupling);
    }
    negative
}

/// Solves with the factors. `x` holds each element's part of the right side and becomes the solution.
pub struct Solve<'a> {
    pub factors: &'a Factors,
    pub x: &'a mut [Lanes],
}

impl Kernel for Solve<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, arithmetic: A) {
        let functions = self.factors.functions;
        let groups = || {
            let matrices = self.factors.matrices.chunks_exact(triangle(functions));
            matrices.zip(self.factors.inverses.chunks_exact(functions - 2))
        };
        for (x, (matrix, inverses)) in self.x.chunks_exact_mut(functions).zip(groups()) {
            let mut rows = matrix;
            for (k, inverse) in inverses.iter().enumerate() {
                let (row, below) = rows.split_at(functions - k);
                let (first, rest) = x[k..].split_at_mut(1);
                let factor = inverse.times(&first[0]).times(&MINUS);
                for (x, entry) in rest.iter_mut().zip(&row[1..]) {
                    *x = x.plus_product(arithmetic, &factor, entry);
                }
                rows = below;
            }
        }
        solve_ends(self.factors, self.x);
        for (x, (matrix, inverses)) in self.x.chunks_exact_mut(functions).zip(groups()) {
            for (k, inverse) in inverses.iter().enumerate().rev() {
                let start = triangle(functions) - triangle(functions - k);
                let row = &matrix[start..start + functions - k];
                let (first, rest) = x[k..].split_at_mut(1);
                let sum = dot(arithmetic, &row[1..], rest);
                first[0] = first[0].plus_product(arithmetic, &MINUS, &sum).times(inverse);
            }
        }
    }
}

/// The sums of products in each lane, in two independent chains to hide latency.
#[inline(always)]
fn dot<A: Arithmetic>(arithmetic: A, a: &[Lanes], b: &[Lanes]) -> Lanes {
    let mut sums = [Lanes::default(); 2];
    for (a, b) in a.chunks(2).zip(b.chunks(2)) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum = sum.plus_product(arithmetic, a, b);
        }
    }
    let [even, odd] = sums;
    Lanes(std::array::from_fn(|l| even.0[l] + odd.0[l]))
}

/// Scales the largest magnitude to 1: near a level, solutions are as large as its inverse distance.
pub(crate) struct ScaleDown<'a>(pub &'a mut [Lanes]);

impl Kernel for ScaleDown<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        let mut sizes = Lanes::default();
        for lanes in &*self.0 {
            for (size, x) in sizes.0.iter_mut().zip(lanes.0) {
                *size = if x.abs() > *size { x.abs() } else { *size };
            }
        }
        let size = sizes.0.into_iter().fold(0.0, f64::max);
        if size > 0.0 && size.is_finite() {
            let factor = size.recip();
            flat_mut(self.0).iter_mut().for_each(|x| *x *= factor);
        }
    }
}

/// Solves for the values at the elements' boundaries.
#[inline(always)]
fn solve_ends(factors: &Factors, x: &mut [Lanes]) {
    let Factors { functions, elements, start_inverses, couplings, .. } = factors;
    let place = |element: usize| (element / LANES + 1) * functions - 2;
    let mut passed_on = 0.0;
    for element in 0..*elements {
        let [start, end] = [0, 1].map(|i| x[place(element) + i].0[element % LANES]);
        let value = start + passed_on;
        x[place(element)].0[element % LANES] = value;
        passed_on = end - couplings[element] * start_inverses[element] * value;
    }
    let mut next = 0.0;
    for element in (0..*elements).rev() {
        let boundary = &mut x[place(element)..][..2];
        let value = (boundary[0].0[element % LANES] - couplings[element] * next) * start_inverses[element];
        (boundary[0].0[element % LANES], boundary[1].0[element % LANES]) = (value, next);
        next = value;
    }
}
