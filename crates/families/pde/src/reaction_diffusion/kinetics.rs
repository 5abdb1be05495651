//! Reactions as production and destruction, and their positive time step.

use super::problem::{Reaction, ReactionKind};
use superlinear_expression::OrFunction;
use superlinear_interface::{Error, check};
use superlinear_numerics::simd::{Arithmetic, Kernel, dispatch};

/// Concentrations are at least this, so that rates relative to them are defined.
const SMALLEST: f64 = 1e-300;

/// The concentration, or the smallest one instead of a smaller one; NaN stays NaN.
pub(super) fn positive(value: f64) -> f64 {
    if value < SMALLEST { SMALLEST } else { value }
}

/// The range of rates.
const RATES: std::ops::RangeInclusive<f64> = 0.0..=1e50;

/// A reaction R = P - Q u with production P and destruction rates Q, both not negative.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kinetics {
    None,
    Logistic { rate: f64, capacity: f64 },
    GrayScott { feed: f64, kill: f64 },
    Schnakenberg { rate: f64, a: f64, b: f64 },
    Brusselator { a: f64, b: f64 },
    LotkaVolterra { growth: f64, predation: f64, efficiency: f64, death: f64 },
}

/// The rate P and Q of each of two species.
type Rates = [[f64; 2]; 2];

impl Kinetics {
    /// Checks the parameters and the number of species.
    pub fn new(reaction: &Reaction, species: usize) -> Result<Self, Error> {
        let kind = reaction.kind.ok_or_else(|| Error::invalid("reaction.kind", "is missing"))?;
        let parameters = Parameters { reaction, names: names(kind) };
        parameters.check()?;
        let [first, second, third, fourth] = parameters.values();
        let kinetics = match kind {
            ReactionKind::None => Self::None,
            ReactionKind::Logistic => Self::Logistic { rate: first, capacity: second },
            ReactionKind::GrayScott => Self::GrayScott { feed: first, kill: second },
            ReactionKind::Schnakenberg => Self::Schnakenberg { rate: first, a: second, b: third },
            ReactionKind::Brusselator => Self::Brusselator { a: first, b: second },
            ReactionKind::LotkaVolterra => {
                Self::LotkaVolterra { growth: first, predation: second, efficiency: third, death: fourth }
            }
        };
        let expected = match kinetics {
            Self::None => species.max(1),
            Self::Logistic { .. } => 1,
            _ => 2,
        };
        check::length("species", species, expected, "reaction has species")?;
        Ok(kinetics)
    }

    /// Refuses parameters of kinds.
    pub fn ensure_no_parameters(reaction: &Reaction) -> Result<(), Error> {
        Parameters { reaction, names: &[] }.check()
    }

    /// Production and destruction rates. The second species is 0 if there is only one.
    #[inline(always)]
    fn rates(self, [u, v]: [f64; 2]) -> Rates {
        match self {
            Self::None => [[0.0; 2]; 2],
            Self::Logistic { rate, capacity } => [[rate * u, rate * u / capacity], [0.0; 2]],
            Self::GrayScott { feed, kill } => [[feed, feed + v * v], [u * v * v, feed + kill]],
            Self::Schnakenberg { rate, a, b } => [[rate * (a + u * u * v), rate], [rate * b, rate * u * u]],
            Self::Brusselator { a, b } => [[a + u * u * v, b + 1.0], [b * u, u * u]],
            Self::LotkaVolterra { growth, predation, efficiency, death } => {
                [[growth * u, predation * v], [efficiency * u * v, death]]
            }
        }
    }

    /// One step of the modified Patankar method of second order: positive for any time step.
    ///
    /// Source: Burchard, Deleersnijder, Meister, Applied Numerical Mathematics 47, 2003, section 3.2.
    #[inline(always)]
    fn step_at(self, u: [f64; 2], time_step: f64) -> [f64; 2] {
        let before = self.rates(u);
        let stage: [f64; 2] = std::array::from_fn(|k| patankar_stage(u[k], before[k], time_step));
        let after = self.rates(stage);
        std::array::from_fn(|k| patankar_step([u[k], stage[k]], before[k], after[k], time_step))
    }

    /// Advances the concentrations in some cells by the reaction alone.
    pub fn step(self, species: &mut [Vec<f64>], cells: std::ops::Range<usize>, time_step: f64) {
        match (self, species) {
            (Self::None, _) => (),
            (_, [u, v]) => {
                let (u, v) = (&mut u[cells.clone()], &mut v[cells]);
                dispatch(TwoSpecies { kinetics: self, u, v, time_step });
            }
            (_, species) => {
                for u in species.iter_mut().flat_map(|field| &mut field[cells.clone()]) {
                    [*u, _] = self.step_at([*u, 0.0], time_step);
                }
            }
        }
    }
}

/// Advances two species at all points.
struct TwoSpecies<'a> {
    kinetics: Kinetics,
    u: &'a mut [f64],
    v: &'a mut [f64],
    time_step: f64,
}

impl TwoSpecies<'_> {
    #[inline(always)]
    fn advance(self, kinetics: Kinetics) {
        for (u, v) in self.u.iter_mut().zip(self.v) {
            [*u, *v] = kinetics.step_at([*u, *v], self.time_step);
        }
    }
}

impl Kernel for TwoSpecies<'_> {
    type Output = ();

    #[inline(always)]
    fn run<A: Arithmetic>(self, _: A) {
        // A loop for each kind, so that it is vectorized.
        match self.kinetics {
            Kinetics::GrayScott { feed, kill } => self.advance(Kinetics::GrayScott { feed, kill }),
            Kinetics::Schnakenberg { rate, a, b } => self.advance(Kinetics::Schnakenberg { rate, a, b }),
            Kinetics::Brusselator { a, b } => self.advance(Kinetics::Brusselator { a, b }),
            kinetics => self.advance(kinetics),
        }
    }
}

/// The first stage of the method: a step of first order with these rates.
#[inline(always)]
pub(super) fn patankar_stage(u: f64, [production, destruction]: [f64; 2], time_step: f64) -> f64 {
    positive((u + time_step * production) / (1.0 + time_step * destruction))
}

/// The step of second order, with the rates at the start and at the stage.
#[inline(always)]
pub(super) fn patankar_step(
    [u, stage]: [f64; 2],
    [p, q]: [f64; 2],
    [p_after, q_after]: [f64; 2],
    time_step: f64,
) -> f64 {
    let half = 0.5 * time_step;
    let destruction = q * (u / stage) + q_after;
    positive((u + half * (p + p_after)) / (1.0 + half * destruction))
}

/// The names of a reaction's parameters.
fn names(kind: ReactionKind) -> &'static [&'static str] {
    match kind {
        ReactionKind::None => &[],
        ReactionKind::Logistic => &["rate", "capacity"],
        ReactionKind::GrayScott => &["feed", "kill"],
        ReactionKind::Schnakenberg => &["rate", "a", "b"],
        ReactionKind::Brusselator => &["a", "b"],
        ReactionKind::LotkaVolterra => &["growth", "predation", "efficiency", "death"],
    }
}

/// The parameters of a reaction by name.
struct Parameters<'a> {
    reaction: &'a Reaction,
    names: &'static [&'static str],
}

impl Parameters<'_> {
    fn all(&self) -> [(&'static str, Option<f64>); 10] {
        let Reaction { capacity, feed, kill, a, b, growth, predation, efficiency, death, .. } = *self.reaction;
        let rate = match self.reaction.rate {
            Some(OrFunction::Data(rate)) => Some(rate),
            _ => None,
        };
        [
            ("rate", rate),
            ("capacity", capacity),
            ("feed", feed),
            ("kill", kill),
            ("a", a),
            ("b", b),
            ("growth", growth),
            ("predation", predation),
            ("efficiency", efficiency),
            ("death", death),
        ]
    }

    /// Refuses parameters out of range, and those of another reaction.
    fn check(&self) -> Result<(), Error> {
        for (name, value) in self.all() {
            let path = format!("reaction.{name}");
            check::optional(&path, value, RATES)?;
            if value.is_some() && !self.names.contains(&name) {
                return Err(Error::invalid(path, "must not be given for this reaction"));
            }
        }
        check::optional("reaction.capacity", self.reaction.capacity, check::POSITIVE)
    }

    /// The values in the order of their names; 1 by default.
    fn values(&self) -> [f64; 4] {
        let value = |name: &str| self.all().iter().find(|(other, _)| *other == name).and_then(|(_, value)| *value);
        std::array::from_fn(|k| self.names.get(k).and_then(|name| value(name)).unwrap_or(1.0))
    }
}
