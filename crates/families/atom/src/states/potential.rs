//! Central potentials: named ones, samples, and functions of the caller.

use schemars::JsonSchema;
use serde::Deserialize;
use std::ops::Bound;
use superlinear_interface::{Error, Oracle, Vector, check};

/// The kind of a central potential.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PotentialKind {
    /// -Z/r, with `charge` Z.
    Coulomb,
    /// w^2 r^2/2, with `frequency` w.
    Harmonic,
    /// -Z exp(-a r)/r, with `charge` Z and `screening` a.
    Yukawa,
    /// -Z a / (exp(a r) - 1), with `charge` Z and `screening` a.
    Hulthen,
    /// -V / (1 + exp((r - R)/d)), with `depth` V, `radius` R and `diffuseness` d.
    WoodsSaxon,
    /// -Z / sqrt(r^2 + s^2), with `charge` Z and `softening` s.
    SoftCoulomb,
    /// -V up to R and 0 beyond, with `depth` V and `radius` R.
    Square,
    /// Samples `v` at `r`, interpolated by a cubic spline after subtracting the charge at the origin.
    Samples,
}

/// A potential with its parameters; each kind requires the parameters in its description, all positive.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GivenPotential {
    /// The kind of potential.
    pub kind: PotentialKind,
    /// Z.
    pub charge: Option<f64>,
    /// w in hartree.
    pub frequency: Option<f64>,
    /// a in 1/bohr.
    pub screening: Option<f64>,
    /// V in hartree.
    pub depth: Option<f64>,
    /// R in bohr.
    pub radius: Option<f64>,
    /// d in bohr.
    pub diffuseness: Option<f64>,
    /// s in bohr.
    pub softening: Option<f64>,
    /// The positions of the samples in bohr, ascending; from 4 to 100000.
    pub r: Option<Vector>,
    /// The samples, in hartree.
    pub v: Option<Vector>,
}

/// The range of parameters.
const NUMBERS: (Bound<f64>, Bound<f64>) = (Bound::Excluded(1e-6), Bound::Included(1e6));

/// The allowed number of samples.
const SAMPLES: std::ops::RangeInclusive<usize> = 4..=100_000;

/// The largest magnitude of a potential, in hartree: beyond it, levels are rounding errors.
const HIGHEST: f64 = 1e15;

impl GivenPotential {
    /// Prepares the potential for evaluation. Refuses missing and superfluous parameters.
    pub(crate) fn prepare(&self, charge_at_origin: Option<f64>) -> Result<Prepared, Error> {
        use PotentialKind::*;
        let needed: &[&str] = match self.kind {
            Coulomb => &["charge"],
            Harmonic => &["frequency"],
            Yukawa | Hulthen => &["charge", "screening"],
            WoodsSaxon => &["depth", "radius", "diffuseness"],
            SoftCoulomb => &["charge", "softening"],
            Square => &["depth", "radius"],
            Samples => &[],
        };
        let numbers = [
            ("charge", self.charge),
            ("frequency", self.frequency),
            ("screening", self.screening),
            ("depth", self.depth),
            ("radius", self.radius),
            ("diffuseness", self.diffuseness),
            ("softening", self.softening),
        ];
        let refuse = |name: &str, message: String| Err(Error::invalid(format!("potential.{name}"), message));
        for (name, value) in numbers {
            match value {
                Some(_) if !needed.contains(&name) => return refuse(name, "must not be given for this kind".into()),
                None if needed.contains(&name) => return refuse(name, "must be given for this kind".into()),
                Some(value) => check::number(&format!("potential.{name}"), value, NUMBERS)?,
                None => {}
            }
        }
        let has_samples = self.kind == Samples;
        for (name, is_there) in [("r", self.r.is_some()), ("v", self.v.is_some())] {
            if is_there != has_samples {
                let word = if has_samples { "must" } else { "must not" };
                return refuse(name, format!("{word} be given for this kind"));
            }
        }
        if !has_samples && charge_at_origin.is_some() {
            return Err(Error::invalid("chargeAtOrigin", "must be given for samples and functions only"));
        }
        let spline = match (&self.r, &self.v) {
            (Some(r), Some(v)) => Some(Spline::of_samples(r, v, charge_at_origin.unwrap_or(0.0))?),
            _ => None,
        };
        Ok(Prepared { potential: self.clone(), charge_at_origin: charge_at_origin.unwrap_or(0.0), spline })
    }
}

/// A validated potential.
pub(crate) struct Prepared {
    potential: GivenPotential,
    charge_at_origin: f64,
    spline: Option<Spline>,
}

impl Prepared {
    /// The charge Z of the singular part -Z/r.
    pub(crate) fn charge(&self) -> f64 {
        match self.potential.kind {
            PotentialKind::Coulomb | PotentialKind::Yukawa | PotentialKind::Hulthen => {
                self.number(self.potential.charge)
            }
            _ => self.charge_at_origin,
        }
    }

    fn number(&self, value: Option<f64>) -> f64 {
        value.unwrap_or(0.0)
    }

    /// The position of a discontinuity, where an element should end.
    pub(crate) fn jump(&self) -> Option<f64> {
        self.potential.radius.filter(|_| self.potential.kind == PotentialKind::Square)
    }

    /// The minimum length of the mesh.
    pub(crate) fn extent(&self) -> f64 {
        2.0 * self.number(self.potential.radius)
    }

    /// The end of the samples.
    pub(crate) fn end(&self) -> Option<f64> {
        self.spline.as_ref().and_then(|spline| spline.r.last().copied())
    }

    /// The potential at `r` > 0.
    pub(crate) fn at(&self, r: f64) -> f64 {
        let GivenPotential { charge, frequency, screening, depth, radius, diffuseness, softening, .. } = self.potential;
        let [z, w, a, v, edge, d, s] =
            [charge, frequency, screening, depth, radius, diffuseness, softening].map(|value| self.number(value));
        match self.potential.kind {
            PotentialKind::Coulomb => -z / r,
            PotentialKind::Harmonic => 0.5 * (w * r).powi(2),
            PotentialKind::Yukawa => -z * (-a * r).exp() / r,
            PotentialKind::Hulthen => -z * a / (a * r).exp_m1(),
            PotentialKind::WoodsSaxon => -v / (1.0 + ((r - edge) / d).exp()),
            PotentialKind::SoftCoulomb => -z / r.hypot(s),
            PotentialKind::Square => {
                if r < edge {
                    -v
                } else {
                    0.0
                }
            }
            PotentialKind::Samples => {
                self.spline.as_ref().map_or(0.0, |spline| spline.at(r)) - self.charge_at_origin / r
            }
        }
    }
}

/// A cubic spline with a continuous third derivative at the knots next to the ends (not-a-knot).
struct Spline {
    r: Vec<f64>,
    values: Vec<f64>,
    /// The second derivatives at the knots.
    curvatures: Vec<f64>,
}

impl Spline {
    /// The spline of U, for samples of -`charge`/r + U.
    fn of_samples(r: &[f64], v: &[f64], charge: f64) -> Result<Self, Error> {
        check::entries("potential.r", r.len(), SAMPLES)?;
        check::length("potential.v", v.len(), r.len(), "potential.r")?;
        check::numbers("potential.r", r, check::FINITE)?;
        check::numbers("potential.v", v, check::FINITE)?;
        check::number("potential.r[0]", r[0], check::POSITIVE)?;
        if let Some(index) = (1..r.len()).find(|&i| r[i] - r[i - 1] <= 1e-12 * r[i]) {
            let message = format!("must be above the one before, got {}", check::short(r[index]));
            return Err(Error::invalid(format!("potential.r[{index}]"), message));
        }
        let values: Vec<f64> = r.iter().zip(v).map(|(r, v)| v + charge / r).collect();
        if let Some(index) = values.iter().position(|value| value.abs() > 1e12) {
            let got = check::short(v[index]);
            let message = format!("must be at most 1e12 without the charge at the origin, got {got}");
            return Err(Error::invalid(format!("potential.v[{index}]"), message));
        }
        let curvatures = curvatures(r, &values);
        Ok(Self { r: r.to_vec(), values, curvatures })
    }

    fn at(&self, r: f64) -> f64 {
        let right = self.r.partition_point(|&knot| knot <= r).clamp(1, self.r.len() - 1);
        let (left, h) = (right - 1, self.r[right] - self.r[right - 1]);
        let (a, b) = ((self.r[right] - r) / h, (r - self.r[left]) / h);
        let cubic = |x: f64| (x * x * x - x) * h * h / 6.0;
        a * self.values[left]
            + b * self.values[right]
            + cubic(a) * self.curvatures[left]
            + cubic(b) * self.curvatures[right]
    }
}

/// The second derivatives of the spline at its knots, by elimination. The first derivative is continuous at each inner
/// knot, the third at the outermost of these (not-a-knot).
fn curvatures(r: &[f64], values: &[f64]) -> Vec<f64> {
    let n = r.len();
    let h = |i: usize| r[i + 1] - r[i];
    let slope = |i: usize| (values[i + 1] - values[i]) / h(i);
    // The curvatures at the ends are linear extrapolations: m_0 = m_1 - (h_0/h_1)(m_2 - m_1), and its mirror image.
    let (first, last) = (h(0) / h(1), h(n - 2) / h(n - 3));
    let mut diagonal: Vec<f64> = (1..n - 1).map(|i| 2.0 * (h(i - 1) + h(i))).collect();
    let mut above: Vec<f64> = (1..n - 1).map(h).collect();
    let mut below: Vec<f64> = (1..n - 1).map(|i| h(i - 1)).collect();
    let mut right: Vec<f64> = (1..n - 1).map(|i| 6.0 * (slope(i) - slope(i - 1))).collect();
    let inner = n - 2;
    diagonal[0] += h(0) * (1.0 + first);
    above[0] -= h(0) * first;
    diagonal[inner - 1] += h(n - 2) * (1.0 + last);
    below[inner - 1] -= h(n - 2) * last;
    for i in 1..inner {
        let factor = below[i] / diagonal[i - 1];
        diagonal[i] -= factor * above[i - 1];
        right[i] -= factor * right[i - 1];
    }
    let mut m = vec![0.0; n];
    for i in (0..inner).rev() {
        let next = if i + 1 < inner { above[i] * m[i + 2] } else { 0.0 };
        m[i + 1] = (right[i] - next) / diagonal[i];
    }
    m[0] = m[1] - first * (m[2] - m[1]);
    m[n - 1] = m[n - 2] + last * (m[n - 2] - m[n - 3]);
    m
}

/// The source of a potential.
pub(crate) enum Source {
    /// A formula of the library, or samples.
    Given(Box<Prepared>),
    /// The caller's function, evaluated at `capacity` points at a time.
    Asked { oracle: Oracle, capacity: usize, charge: f64 },
}

/// The question for values of a potential.
pub(crate) const QUESTIONS: &[&str] = &["potential"];

impl Source {
    pub(crate) fn charge(&self) -> f64 {
        match self {
            Self::Given(prepared) => prepared.charge(),
            Self::Asked { charge, .. } => *charge,
        }
    }

    /// The potential at all nodes of a mesh. A function is called once; unused points of the question repeat the last
    /// node.
    pub(crate) async fn at(&self, r: &[f64]) -> Result<Vec<f64>, Error> {
        let values = match self {
            Self::Given(prepared) => r.iter().map(|&r| prepared.at(r)).collect(),
            Self::Asked { oracle, capacity, .. } => {
                let last = r.last().copied().unwrap_or(0.0);
                let points: Vec<f64> = r.iter().copied().chain(std::iter::repeat(last)).take(*capacity).collect();
                let mut answer = vec![0.0; *capacity];
                oracle.ask(0, &points, &mut answer).await;
                answer.truncate(r.len());
                answer
            }
        };
        match values.iter().position(|value: &f64| value.is_nan() || value.abs() > HIGHEST) {
            Some(q) => {
                let [got, place, highest] = [values[q], r[q], HIGHEST].map(check::short);
                let message = format!("must be between -{highest} and {highest}, got {got} at r = {place}");
                Err(Error::invalid("potential", message))
            }
            None => Ok(values),
        }
    }
}
