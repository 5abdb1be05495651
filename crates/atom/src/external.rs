//! What electrons feel besides each other: the nucleus, and walls.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, check};

/// The shape of a nucleus' charge.
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
    /// The shape of its charge.
    #[serde(default)]
    pub kind: NucleusKind,
    /// The root mean square radius of the charge in bohr; 0 for a point.
    #[serde(default)]
    pub radius: f64,
}

/// Walls around an atom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Confinement {
    /// The radius in bohr of a hard wall, at which orbitals vanish; none without it.
    pub radius: Option<f64>,
    /// The frequency w of a potential w^2 r^2/2, in hartree.
    #[serde(default)]
    pub frequency: f64,
}

/// Nuclei smaller than this, in bohr, are points to all digits.
const SMALLEST_NUCLEUS: f64 = 1e-8;

/// Radii of nuclei beyond this, in bohr, are taken for a mistake in units.
const LARGEST_NUCLEUS: f64 = 0.1;

impl Nucleus {
    /// Refuses radii that no nucleus has.
    pub fn check(&self) -> Result<(), Error> {
        let is_point = self.kind == NucleusKind::Point;
        match self.radius {
            radius if is_point && radius != 0.0 => {
                Err(Error::invalid("nucleus.radius", format!("must be 0 for a point, got {}", check::short(radius))))
            }
            _ if is_point => Ok(()),
            radius => check::number("nucleus.radius", radius, SMALLEST_NUCLEUS..=LARGEST_NUCLEUS),
        }
    }

    /// The potential for an electron, of a nucleus of this charge.
    pub fn potential(&self, charge: f64, r: f64) -> f64 {
        match self.kind {
            NucleusKind::Point => -charge / r,
            NucleusKind::Sphere => {
                let edge = self.edge();
                let inside = |x: f64| -0.5 * charge / edge * (3.0 - x * x);
                if r < edge { inside(r / edge) } else { -charge / r }
            }
            NucleusKind::Gaussian => {
                let x = r / self.edge();
                // erf(x)/x is 2/sqrt(pi) at 0, where it would be 0/0.
                let ratio = if x < 1e-8 { std::f64::consts::FRAC_2_SQRT_PI } else { libm::erf(x) / x };
                -charge / self.edge() * ratio
            }
        }
    }

    /// Where the sphere ends, or the length of the Gaussian exp(-(r/a)^2).
    pub fn edge(&self) -> f64 {
        match self.kind {
            NucleusKind::Point => 0.0,
            NucleusKind::Sphere => (5.0_f64 / 3.0).sqrt() * self.radius,
            NucleusKind::Gaussian => (2.0_f64 / 3.0).sqrt() * self.radius,
        }
    }

    /// That part of the charge that is a point at the origin.
    pub fn point_charge(&self, charge: f64) -> f64 {
        if self.kind == NucleusKind::Point { charge } else { 0.0 }
    }
}

impl Confinement {
    /// Refuses walls where no atom is left.
    pub fn check(&self) -> Result<(), Error> {
        check::optional("confinement.radius", self.radius, 0.1..=1e3)?;
        check::number("confinement.frequency", self.frequency, 0.0..=10.0)
    }

    /// Whether there is a wall at all: levels above zero are then bound.
    pub fn is_there(&self) -> bool {
        self.radius.is_some() || self.frequency > 0.0
    }

    /// The potential of the soft wall.
    pub fn potential(&self, r: f64) -> f64 {
        0.5 * (self.frequency * r).powi(2)
    }
}
