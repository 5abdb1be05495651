//! The shape of a mesh from what the caller says of it.

use crate::equation::Equation;
use crate::external::{Nucleus, NucleusKind};
use crate::grid::Shape;
use crate::mesh::{self, DEFAULT_R_MAX, Preset};
use crate::solve::problem::{MeshKind, MeshProblem};

/// Elements by which a mesh reaches into a nucleus are at most this many times as long as the one before.
const NUCLEAR_GROWTH: f64 = 3.0;

/// The first element of a mesh for a nucleus is this part of its radius.
const NUCLEAR_PART: f64 = 0.5;

/// The mesh that a caller asks for.
pub struct Layout<'a> {
    pub mesh: Option<&'a MeshProblem>,
    pub accuracy: f64,
    pub equation: Equation,
    pub charge: f64,
    pub nucleus: Nucleus,
}

impl Layout<'_> {
    /// Where the caller says that the mesh ends.
    pub fn asked_r_max(&self) -> Option<f64> {
        let mesh = self.mesh?;
        mesh.r_max.or_else(|| mesh.boundaries.as_ref()?.last().copied())
    }

    /// The shape of the mesh that ends at `r_max`.
    pub fn shape(&self, r_max: f64) -> Shape {
        let preset = Preset::of_accuracy(self.accuracy, self.equation);
        let nothing = MeshProblem::default();
        let mesh = self.mesh.unwrap_or(&nothing);
        let degree = mesh.degree.map_or(preset.degree, |degree| degree as usize);
        let surplus = preset.points - preset.degree;
        let points = mesh.points.map_or(degree + surplus, |points| points as usize);
        let boundaries = match (mesh.kind, &mesh.boundaries) {
            (MeshKind::Explicit, Some(boundaries)) => boundaries.to_vec(),
            (MeshKind::Uniform, _) => mesh::graded(self.elements(preset, r_max), 1.0, r_max),
            _ => match mesh.ratio {
                Some(ratio) => mesh::graded(self.elements(preset, r_max), ratio, r_max),
                None => {
                    let elements = self.elements(preset, r_max);
                    self.around_nucleus(mesh::exponential(Preset { elements, ..preset }, self.charge, r_max))
                }
            },
        };
        mesh::shape(boundaries, degree, points, self.equation, self.nucleus.point_charge(self.charge))
    }

    /// How many elements: more where the mesh is longer than the default one.
    fn elements(&self, preset: Preset, r_max: f64) -> usize {
        if let Some(elements) = self.mesh.and_then(|mesh| mesh.elements) {
            return elements as usize;
        }
        let growth = (r_max / DEFAULT_R_MAX).ln().max(0.0);
        preset.elements + (growth * EXTRA_ELEMENTS).ceil() as usize
    }

    /// Adds elements inside a nucleus and around it.
    fn around_nucleus(&self, mut boundaries: Vec<f64>) -> Vec<f64> {
        if self.nucleus.kind == NucleusKind::Point {
            return boundaries;
        }
        let edge = self.nucleus.edge();
        let smallest = match self.nucleus.kind {
            // Only at the edge of a sphere is the potential not smooth.
            NucleusKind::Sphere => edge,
            _ => edge * NUCLEAR_PART,
        };
        while boundaries[1] > NUCLEAR_GROWTH * smallest {
            let next = boundaries[1] / NUCLEAR_GROWTH;
            boundaries.insert(1, next);
        }
        if boundaries[1] > smallest {
            boundaries.insert(1, smallest);
        }
        boundaries
    }
}

/// Elements more for a mesh that is e times as long.
const EXTRA_ELEMENTS: f64 = 2.5;
