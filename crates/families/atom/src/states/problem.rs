//! The problem of `states` and its options.

use crate::configuration::LETTERS;
use crate::equation::{Equation, Symmetry};
use crate::layout::{LARGEST_R_MAX, MeshProblem};
use crate::states::potential::GivenPotential;
use crate::vocabulary::{AtomModel, GivenSpeed};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, check};

/// One electron in a central potential, to compute its levels. Hartree atomic units.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StatesProblem {
    /// The potential, by name or as samples.
    pub potential: Option<GivenPotential>,
    /// For samples and functions: the charge Z of a point at the origin; the potential is -Z/r + O(1) there. Default:
    /// 0.
    pub charge_at_origin: Option<f64>,
    /// The equation of the orbitals.
    #[serde(default)]
    pub equation: AtomModel,
    /// The form of Dirac's equation; only for that equation.
    pub form: Option<DiracForm>,
    /// The angular momentum l; not for Dirac's equation. Default: 0.
    pub l: Option<u32>,
    /// l for j = l - 1/2 and -(l+1) for j = l + 1/2; only for Dirac's equation. Default: -1.
    pub kappa: Option<i32>,
    /// The number of levels, starting with the lowest, at most 50. Default: 1.
    pub count: Option<u32>,
    /// The principal quantum number of a single level, instead of `count`.
    pub n: Option<u32>,
    /// The speed of light. Default: the value of NIST's tables.
    #[serde(default)]
    pub c: GivenSpeed,
    /// The allowed error of levels: absolute, in hartree, or relative, whichever is larger.
    #[serde(default = "default_accuracy")]
    pub accuracy: f64,
    /// The elements. Default: chosen and refined adaptively for the potential.
    pub mesh: Option<MeshProblem>,
}

/// A form of Dirac's equation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum DiracForm {
    /// The small component is eliminated. The default; faster and more accurate.
    Eliminated,
    /// The square of the operator, with both components: a second method to check the first. Charges must be below
    /// sqrt(3)/2 c.
    Squared,
}

fn default_accuracy() -> f64 {
    1e-10
}

/// The largest l.
const HIGHEST_L: u32 = LETTERS.len() as u32 - 1;

/// The largest number of levels.
const MAX_LEVELS: usize = 50;

/// A validated problem.
pub(crate) struct Asked {
    pub equation: Equation,
    pub symmetry: Symmetry,
    pub form: DiracForm,
    /// The indices of the levels among all of their symmetry.
    pub indices: std::ops::Range<usize>,
}

impl StatesProblem {
    /// Checks everything except the potential.
    pub(crate) fn check(&self) -> Result<Asked, Error> {
        let equation = self.equation.equation(self.c.value()?);
        let symmetry = self.symmetry()?;
        let indices = self.indices(symmetry)?;
        check::number("accuracy", self.accuracy, 1e-14..=1e-2)?;
        check::optional("chargeAtOrigin", self.charge_at_origin, 0.0..=1e3)?;
        if let Some(mesh) = &self.mesh {
            mesh.check()?;
        }
        if self.form.is_some() && self.equation != AtomModel::Dirac {
            return Err(Error::invalid("form", "must be given for the equation dirac only"));
        }
        Ok(Asked { equation, symmetry, form: self.form.unwrap_or(DiracForm::Eliminated), indices })
    }

    fn symmetry(&self) -> Result<Symmetry, Error> {
        let is_dirac = self.equation == AtomModel::Dirac;
        match (self.kappa, self.l) {
            (Some(_), _) if !is_dirac => Err(Error::invalid("kappa", "must be given for the equation dirac only")),
            (_, Some(_)) if is_dirac => {
                Err(Error::invalid("l", "must not be given for the equation dirac: give kappa"))
            }
            (Some(kappa), None) if kappa == 0 || Symmetry::of_kappa(kappa).l > HIGHEST_L => {
                Err(Error::invalid("kappa", format!("must not be 0, and be of an l up to {HIGHEST_L}, got {kappa}")))
            }
            (Some(kappa), _) => Ok(Symmetry::of_kappa(kappa)),
            (None, None) if is_dirac => Ok(Symmetry::of_kappa(-1)),
            (None, l) => {
                let l = l.unwrap_or(0);
                check::count("l", l as usize, ..=HIGHEST_L as usize)?;
                Ok(Symmetry { l, kappa: 0 })
            }
        }
    }

    fn indices(&self, symmetry: Symmetry) -> Result<std::ops::Range<usize>, Error> {
        let lowest = symmetry.l as usize + 1;
        match (self.n, self.count) {
            (Some(_), Some(_)) => Err(Error::invalid("count", "must not be given together with n")),
            (Some(n), None) => {
                let n = n as usize;
                check::count("n", n, lowest..=lowest + MAX_LEVELS - 1)?;
                Ok(n - lowest..n - lowest + 1)
            }
            (None, count) => {
                let count = count.unwrap_or(1) as usize;
                check::count("count", count, 1..=MAX_LEVELS)?;
                Ok(0..count)
            }
        }
    }

    /// The end of the mesh, if the caller gives it.
    pub(crate) fn requested_r_max(&self) -> Option<f64> {
        let mesh = self.mesh.as_ref()?;
        mesh.r_max.or_else(|| mesh.boundaries.as_ref()?.last().copied()).map(|r| r.min(LARGEST_R_MAX))
    }
}
