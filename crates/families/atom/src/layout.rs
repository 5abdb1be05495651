//! The mesh options of a caller, and the resulting shape.

use crate::equation::Equation;
use crate::external::{Nucleus, NucleusKind};
use crate::grid::Shape;
use crate::mesh::{self, DEFAULT_R_MAX, Preset};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, Vector, check};

/// The largest end of a mesh, in bohr.
pub(crate) const LARGEST_R_MAX: f64 = 1e6;

/// The growth of the elements of a mesh.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MeshKind {
    /// Exponential: with the default law, or with `ratio` by a constant factor.
    #[default]
    Exponential,
    /// Elements of equal length.
    Uniform,
    /// The elements given by `boundaries`.
    Explicit,
}

/// The elements, on which orbitals are polynomials.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MeshProblem {
    /// The growth of the elements.
    #[serde(default)]
    pub kind: MeshKind,
    /// The number of elements, from 1 to 200. Default: as required by the accuracy.
    pub elements: Option<u32>,
    /// The end of the mesh, in bohr. Default: 50, or more if orbitals extend farther.
    pub r_max: Option<f64>,
    /// For exponential meshes: the length of the last element divided by the length of the first.
    pub ratio: Option<f64>,
    /// The degree of the polynomials, from 2 to 40. Default: as required by the accuracy.
    pub degree: Option<u32>,
    /// The number of quadrature nodes per element, from degree + 1 (15 if the degree is not given) to 80. Default: as
    /// required by the accuracy.
    pub points: Option<u32>,
    /// For explicit meshes: the boundaries of the elements, ascending from 0.
    pub boundaries: Option<Vector>,
}

impl MeshProblem {
    /// Refuses invalid meshes.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let within = |path: &str, value: Option<u32>, least: usize, most: usize| {
            value.map_or(Ok(()), |value| check::count(path, value as usize, least..=most))
        };
        within("mesh.elements", self.elements, 1, 200)?;
        within("mesh.degree", self.degree, 2, 40)?;
        within("mesh.points", self.points, self.degree.unwrap_or(14) as usize + 1, 80)?;
        check::optional("mesh.rMax", self.r_max, 0.1..=LARGEST_R_MAX)?;
        check::optional("mesh.ratio", self.ratio, 1e-9..=1e9)?;
        if self.ratio.is_some() && self.kind != MeshKind::Exponential {
            return Err(Error::invalid("mesh.ratio", "must be given for exponential meshes only"));
        }
        self.check_boundaries()
    }

    fn check_boundaries(&self) -> Result<(), Error> {
        let is_explicit = self.kind == MeshKind::Explicit;
        let Some(boundaries) = &self.boundaries else {
            return match is_explicit {
                true => Err(Error::invalid("mesh.boundaries", "must be given for an explicit mesh")),
                false => Ok(()),
            };
        };
        if !is_explicit {
            return Err(Error::invalid("mesh.boundaries", "must be given for explicit meshes only"));
        }
        for (name, is_there) in [("elements", self.elements.is_some()), ("rMax", self.r_max.is_some())] {
            if is_there {
                return Err(Error::invalid(format!("mesh.{name}"), "must not be given for an explicit mesh"));
            }
        }
        check::entries("mesh.boundaries", boundaries.len(), 2..=201)?;
        if boundaries[0] != 0.0 {
            return Err(Error::invalid(
                "mesh.boundaries[0]",
                format!("must be 0, got {}", check::short(boundaries[0])),
            ));
        }
        for (index, pair) in boundaries.windows(2).enumerate() {
            // This form of the comparison also refuses NaN.
            if !(pair[1] > pair[0] && pair[1] <= LARGEST_R_MAX && pair[1] - pair[0] > 1e-12 * pair[1]) {
                let (most, got) = (check::short(LARGEST_R_MAX), check::short(pair[1]));
                let message = format!("must be above the one before and at most {most}, got {got}");
                return Err(Error::invalid(format!("mesh.boundaries[{}]", index + 1), message));
            }
        }
        check::number("mesh.boundaries[1]", boundaries[1], 1e-12..)
    }
}

/// The largest ratio of the lengths of consecutive elements that lead into a nucleus.
const NUCLEAR_GROWTH: f64 = 3.0;

/// The length of the first element for a Gaussian nucleus, relative to its length scale.
const NUCLEAR_PART: f64 = 0.5;

/// The requested mesh, and the properties of the atom needed to construct it.
pub(crate) struct Layout<'a> {
    pub mesh: Option<&'a MeshProblem>,
    pub accuracy: f64,
    pub equation: Equation,
    pub charge: f64,
    pub nucleus: Nucleus,
}

impl Layout<'_> {
    /// The end of the mesh, if the caller gives it.
    pub(crate) fn requested_r_max(&self) -> Option<f64> {
        let mesh = self.mesh?;
        mesh.r_max.or_else(|| mesh.boundaries.as_ref()?.last().copied())
    }

    /// The shape of a mesh that ends at `r_max`.
    pub(crate) fn shape(&self, r_max: f64) -> Shape {
        let preset = Preset::of_accuracy(self.accuracy, self.equation);
        let nothing = MeshProblem::default();
        let mesh = self.mesh.unwrap_or(&nothing);
        let degree = mesh.degree.map_or(preset.degree, |degree| degree as usize);
        let surplus = preset.points - preset.degree;
        let points = mesh.points.map_or(degree + surplus, |points| points as usize);
        let elements = self.elements(preset, r_max);
        let boundaries = match (mesh.kind, &mesh.boundaries) {
            (MeshKind::Explicit, Some(boundaries)) => boundaries.to_vec(),
            (MeshKind::Uniform, _) => self.to_edge(mesh::graded(elements, 1.0, r_max)),
            _ => match mesh.ratio {
                Some(ratio) => self.to_edge(mesh::graded(elements, ratio, r_max)),
                None => {
                    let around =
                        self.around_nucleus(mesh::exponential(Preset { elements, ..preset }, self.charge, r_max));
                    self.to_edge(around)
                }
            },
        };
        mesh::shape(boundaries, degree, points, self.equation, self.nucleus.point_charge(self.charge))
    }

    /// The number of elements: more if the mesh is longer than the default one.
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
            // The potential of a sphere is smooth except at its edge.
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

    /// Places a boundary at the edge of a sphere, where the potential is not smooth.
    fn to_edge(&self, boundaries: Vec<f64>) -> Vec<f64> {
        match self.nucleus.kind {
            NucleusKind::Sphere => mesh::ending_at(boundaries, self.nucleus.edge()),
            _ => boundaries,
        }
    }
}

/// The number of additional elements for a mesh e times as long.
const EXTRA_ELEMENTS: f64 = 2.5;
