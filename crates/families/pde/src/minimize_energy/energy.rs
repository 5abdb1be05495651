//! The energy of a function on a mesh, with its exact derivatives.
//!
//! Each cell contributes the mean over its corners of the density at the gradient from the differences along the edges
//! that meet there. Potential and source are sums over nodes. The density p²/2 gives the
//! five-point Laplacian. Derivatives are divided by the volume of a cell.

use super::density::{Corners, Derivatives, Order, upper_triangle};
use super::integrand::Integrand;
use super::mesh::Mesh;
use super::problem::Potential;
use super::stencil::Stencil;
use superlinear_interface::Run;
use superlinear_numerics::parallel::Tree;

/// Corners per block: their numbers stay in the cache.
const BLOCK: usize = 1024;

/// The energy on a mesh.
pub(super) struct Energy<'run> {
    pub run: &'run Run,
    pub mesh: Mesh,
    pub density: &'run Integrand,
    pub potential: Potential,
    /// The source at all nodes; 0 on the boundary if it is not known there.
    pub source: Vec<f64>,
    /// The share of each node in the volume of the box: [`Mesh::shares`].
    pub shares: Vec<f64>,
}

/// Rounding errors of sums, relative to the sum of the magnitudes of their terms. Potentials are not negative.
const ROUNDING: f64 = 1e-14;

/// The energy at a function.
pub(super) struct Evaluation {
    pub value: f64,
    /// A bound on the rounding error of the value.
    pub rounding: f64,
    /// The derivative by each node's value, 0 on the boundary.
    pub gradient: Vec<f64>,
    /// The norm of the derivative of the density by the gradient.
    pub flux_norm: f64,
    /// The second derivatives, if requested.
    pub hessian: Option<Stencil>,
}

impl Evaluation {
    /// Whether the energy and its first derivatives are finite, and so are squares of the derivatives.
    pub fn is_finite(&self) -> bool {
        let square: f64 = self.gradient.iter().map(|entry| entry * entry).sum();
        (self.value + self.flux_norm + square).is_finite()
    }
}

/// Workspace of an evaluation.
#[derive(Default)]
struct Work {
    corners: Corners,
    derivatives: Derivatives,
}

/// The corners of cells that lie in the same direction from their nodes.
struct Pass {
    /// For each axis, the sign of the direction.
    signs: Vec<f64>,
    /// The first node of each row.
    rows: Vec<usize>,
    /// Nodes per row.
    length: usize,
}

/// Some rows of a pass.
struct Block<'a> {
    pass: &'a Pass,
    /// The first node of each row.
    rows: &'a [usize],
}

impl Energy<'_> {
    /// Evaluates the energy and its first derivatives, and its second ones if `order` says so. Meaningless once the run is
    /// cancelled.
    pub async fn evaluate(&self, u: &[f64], order: Order) -> Evaluation {
        let mut evaluation = Evaluation {
            value: 0.0,
            rounding: 0.0,
            gradient: vec![0.0; u.len()],
            flux_norm: 0.0,
            hessian: (order == Order::Second).then(|| Stencil::zeros(&self.mesh)),
        };
        let (mut total, mut magnitude, mut flux) = (Tree::default(), Tree::default(), Tree::default());
        let (passes, mut work) = (self.passes(), Work::default());
        work.corners.clear(self.mesh.axes());
        let blocks = passes
            .iter()
            .flat_map(|pass| pass.rows.chunks((BLOCK / pass.length).max(1)).map(move |rows| Block { pass, rows }));
        let (mut blocks, mut gathered) = (blocks.peekable(), Vec::new());
        while let Some(block) = blocks.next() {
            if self.run.cancellation().is_requested() {
                return evaluation;
            }
            self.gather(&block, u, &mut work.corners);
            gathered.push(block);
            if blocks.peek().is_some() && work.corners.count() < self.density.batch() {
                continue;
            }
            self.density.evaluate(&work.corners, order, &mut work.derivatives).await;
            total.push(work.derivatives.value.iter().sum());
            magnitude.push(work.derivatives.value.iter().map(|value| value.abs()).sum());
            flux.push(work.derivatives.first.iter().flatten().map(|flux| flux * flux).sum());
            let mut first = 0;
            for block in gathered.drain(..) {
                self.scatter(&block, first, &work.derivatives, &mut evaluation);
                first += block.rows.len() * block.pass.length;
            }
            work.corners.clear(self.mesh.axes());
        }
        let share = 1.0 / (1 << self.mesh.axes()) as f64;
        evaluation.value = share * total.total();
        evaluation.flux_norm = (share * self.mesh.volume() * flux.total()).sqrt();
        evaluation.rounding = share * magnitude.total();
        self.add_node_terms(u, &mut evaluation);
        evaluation.value *= self.mesh.volume();
        evaluation.rounding *= ROUNDING * self.mesh.volume();
        evaluation
    }

    fn passes(&self) -> Vec<Pass> {
        let axes = self.mesh.axes();
        let passes = (0..1usize << axes).map(|directions| {
            let is_forward = |axis: usize| directions >> axis & 1 == 0;
            let bounds = |axis: usize| {
                let nodes = self.mesh.nodes[axis];
                if is_forward(axis) { (0, nodes - 1) } else { (1, nodes) }
            };
            Pass {
                signs: (0..axes).map(|axis| if is_forward(axis) { 1.0 } else { -1.0 }).collect(),
                rows: self.mesh.rows(&(0..axes).map(bounds).collect::<Vec<_>>()),
                length: self.mesh.nodes[axes - 1] - 1,
            }
        });
        passes.collect()
    }

    /// Appends the corners of a block, with the difference quotients.
    fn gather(&self, &Block { pass, rows }: &Block, u: &[f64], corners: &mut Corners) {
        for (axis, gradient) in corners.gradient.iter_mut().enumerate() {
            let factor = pass.signs[axis] / self.mesh.spacing[axis];
            for &row in rows {
                let beside = pass.beside(&self.mesh, axis, row);
                let pairs = u[row..row + pass.length].iter().zip(&u[beside..beside + pass.length]);
                gradient.extend(pairs.map(|(own, beside)| factor * (beside - own)));
            }
        }
        if self.density.reads_values() {
            rows.iter().for_each(|&row| corners.values.extend(&u[row..row + pass.length]));
        }
        if self.density.reads_places() {
            for (axis, places) in corners.places.iter_mut().enumerate() {
                rows.iter().for_each(|&row| places.extend(self.mesh.places(axis, row, pass.length)));
            }
        }
    }

    /// Adds the derivatives at the corners of a block, the first of which has this number.
    fn scatter(&self, &Block { pass, rows }: &Block, first: usize, derivatives: &Derivatives, to: &mut Evaluation) {
        let (mesh, length) = (&self.mesh, pass.length);
        let share = 1.0 / (1 << mesh.axes()) as f64;
        let factor = |axis: usize| pass.signs[axis] / mesh.spacing[axis];
        for (number, &row) in rows.iter().enumerate() {
            let block = first + number * length..first + (number + 1) * length;
            for (axis, first) in derivatives.first.iter().enumerate() {
                let weight = share * factor(axis);
                add(&mut to.gradient[row..row + length], -weight, &first[block.clone()]);
                add(&mut to.gradient[pass.beside(mesh, axis, row)..][..length], weight, &first[block.clone()]);
            }
            if let Some(by_value) = derivatives.by_value.get(block.clone()) {
                add(&mut to.gradient[row..row + length], share, by_value);
            }
            let Some(hessian) = &mut to.hessian else { continue };
            if let Some(twice) = derivatives.by_value_twice.get(block.clone()) {
                add(&mut hessian.diagonal[row..row + length], share, twice);
                add(&mut hessian.reaction[row..row + length], share, twice);
            }
            for (axis, mixed) in derivatives.mixed.iter().enumerate() {
                let weight = share * factor(axis);
                let earlier = row.min(pass.beside(mesh, axis, row));
                add(&mut hessian.diagonal[row..row + length], -2.0 * weight, &mixed[block.clone()]);
                add(&mut hessian.along(axis)[earlier..earlier + length], weight, &mixed[block.clone()]);
            }
            let mut second = derivatives.second.iter();
            for (a, b) in upper_triangle(mesh.axes()) {
                let Some(values) = second.next() else { break };
                let weight = share * factor(a) * factor(b);
                pass.add_second(mesh, (a, b), row, weight, &values[block.clone()], hessian);
            }
        }
    }

    /// Adds potential and source, and clears derivatives on the boundary.
    fn add_node_terms(&self, u: &[f64], to: &mut Evaluation) {
        let (mut total, mut magnitude) = (Tree::default(), Tree::default());
        for (k, (&u, &share)) in u.iter().zip(&self.shares).enumerate() {
            let [value, first, second] = self.potential.at(u);
            total.push(share * (value - self.source[k] * u));
            magnitude.push(share * (value + (self.source[k] * u).abs()));
            if share < 1.0 {
                to.gradient[k] = 0.0;
                continue;
            }
            to.gradient[k] += first - self.source[k];
            if let Some(hessian) = &mut to.hessian {
                hessian.diagonal[k] += second;
                hessian.reaction[k] += second;
            }
        }
        to.value += total.total();
        to.rounding += magnitude.total();
    }
}

impl Pass {
    /// The neighbor along an axis of the first node of a row.
    fn beside(&self, mesh: &Mesh, axis: usize, row: usize) -> usize {
        if self.signs[axis] > 0.0 { row + mesh.strides[axis] } else { row - mesh.strides[axis] }
    }

    /// Adds second derivatives by the differences along axes `a` ≤ `b` at a row of corners.
    fn add_second(
        &self,
        mesh: &Mesh,
        (a, b): (usize, usize),
        row: usize,
        weight: f64,
        values: &[f64],
        to: &mut Stencil,
    ) {
        let length = self.length;
        let [beside_a, beside_b] = [a, b].map(|axis| self.beside(mesh, axis, row));
        let earlier = |p: usize, q: usize| p.min(q);
        if a == b {
            add(&mut to.diagonal[row..row + length], weight, values);
            add(&mut to.diagonal[beside_a..beside_a + length], weight, values);
            add(&mut to.along(a)[earlier(row, beside_a)..][..length], -weight, values);
            add(&mut to.diffusion[a][earlier(row, beside_a)..][..length], weight, values);
            return;
        }
        add(&mut to.diagonal[row..row + length], 2.0 * weight, values);
        add(&mut to.along(a)[earlier(row, beside_a)..][..length], -weight, values);
        add(&mut to.along(b)[earlier(row, beside_b)..][..length], -weight, values);
        let is_opposite = self.signs[a] == self.signs[b];
        add(&mut to.across(a, b, is_opposite)[earlier(beside_a, beside_b)..][..length], weight, values);
    }
}

fn add(to: &mut [f64], weight: f64, values: &[f64]) {
    to.iter_mut().zip(values).for_each(|(to, value)| *to += weight * value);
}

/// The discrete Laplacian of a field at interior nodes; 0 on the boundary.
pub(super) fn laplacian(mesh: &Mesh, field: &[f64]) -> Vec<f64> {
    let mut result = vec![0.0; field.len()];
    let length = mesh.nodes[mesh.axes() - 1] - 2;
    for k in mesh.interior_rows().into_iter().flat_map(|row| row..row + length) {
        for (stride, spacing) in mesh.strides.iter().zip(&mesh.spacing) {
            result[k] += (field[k - stride] - 2.0 * field[k] + field[k + stride]) / (spacing * spacing);
        }
    }
    result
}
