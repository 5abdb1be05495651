//! External potentials of the electrons: the nucleus, and confinement.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};

/// The shape of the nuclear charge.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NucleusKind {
    /// A point.
    #[default]
    Point,
    /// A sphere of uniform charge.
    Sphere,
    /// A Gaussian.
    Gaussian,
}

/// A nucleus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Nucleus {
    /// The shape of the charge.
    #[serde(default)]
    pub kind: NucleusKind,
    /// The root mean square radius of the charge in bohr; 0 for a point.
    #[serde(default)]
    pub radius: f64,
}

/// A confinement of the atom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Confinement {
    /// The radius in bohr of a hard wall: orbitals vanish there. Default: no wall.
    pub radius: Option<f64>,
    /// The frequency w of a harmonic potential w^2 r^2/2, in hartree.
    #[serde(default)]
    pub frequency: f64,
}

/// The smallest radius of a nucleus, in bohr: smaller ones are equivalent to points in all digits.
const SMALLEST_NUCLEUS: f64 = 1e-8;

/// The largest radius of a nucleus, in bohr: larger ones are probably a mistake in units.
const LARGEST_NUCLEUS: f64 = 0.1;

impl Nucleus {
    /// Refuses unphysical radii.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let is_point = self.kind == NucleusKind::Point;
        match self.radius {
            radius if is_point && radius != 0.0 => {
                Err(Error::invalid("nucleus.radius", format!("must be 0 for a point, got {}", check::short(radius))))
            }
            _ if is_point => Ok(()),
            radius => check::number("nucleus.radius", radius, SMALLEST_NUCLEUS..=LARGEST_NUCLEUS),
        }
    }

    /// The potential of an electron in the field of a nucleus with this charge.
    pub(crate) fn potential(&self, charge: f64, r: f64) -> f64 {
        match self.kind {
            NucleusKind::Point => -charge / r,
            NucleusKind::Sphere => {
                let edge = self.edge();
                let inside = |x: f64| -0.5 * charge / edge * (3.0 - x * x);
                if r < edge { inside(r / edge) } else { -charge / r }
            }
            NucleusKind::Gaussian => {
                let x = r / self.edge();
                // erf(x)/x tends to 2/sqrt(pi) at 0, where its computation is 0/0.
                let ratio = if x < 1e-8 { std::f64::consts::FRAC_2_SQRT_PI } else { libm::erf(x) / x };
                -charge / self.edge() * ratio
            }
        }
    }

    /// The radius of the sphere, or the length a of the Gaussian exp(-(r/a)^2).
    pub(crate) fn edge(&self) -> f64 {
        match self.kind {
            NucleusKind::Point => 0.0,
            NucleusKind::Sphere => (5.0_f64 / 3.0).sqrt() * self.radius,
            NucleusKind::Gaussian => (2.0_f64 / 3.0).sqrt() * self.radius,
        }
    }

    /// The charge that is a point at the origin: all of it or none.
    pub(crate) fn point_charge(&self, charge: f64) -> f64 {
        if self.kind == NucleusKind::Point { charge } else { 0.0 }
    }
}

impl Confinement {
    /// Refuses a confinement too strong or out of range.
    pub(crate) fn check(&self) -> Result<(), Error> {
        check::optional("confinement.radius", self.radius, 0.1..=1e3)?;
        check::number("confinement.frequency", self.frequency, 0.0..=10.0)
    }

    /// Whether there is any confinement: levels above zero are then bound.
    pub(crate) fn is_there(&self) -> bool {
        self.radius.is_some() || self.frequency > 0.0
    }

    /// The harmonic potential.
    pub(crate) fn potential(&self, r: f64) -> f64 {
        0.5 * (self.frequency * r).powi(2)
    }
}
