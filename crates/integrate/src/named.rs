//! Named systems: well-known vector fields with their parameters and customary initial states. All are autonomous.

mod equations;
mod number;

use number::{Dual, Number};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::Error;
use superlinear_numerics::pattern::Pattern;
use superlinear_numerics::simd::{Arithmetic, Unfused};

/// A well-known system of differential equations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum NamedSystem {
    /// Convection as a chaotic flow (Lorenz 1963): `sigma` 10, `rho` 28, `beta` 8/3.
    Lorenz,
    /// A chaotic flow with one nonlinear term (Rössler 1976): `a` 0.2, `b` 0.2, `c` 5.7.
    Roessler,
    /// A chaotic chain of any number of unknowns, at least 4 (Lorenz 1996): `forcing` 8. The customary state has 40.
    Lorenz96,
    /// An oscillator with nonlinear damping (van der Pol 1926), stiff for a large `mu`: `mu` 1.
    VanDerPol,
    /// A stiff autocatalytic reaction (Robertson 1966): `k1` 0.04, `k2` 3e7, `k3` 1e4.
    Robertson,
    /// Prey and predators (Lotka 1925, Volterra 1926): growth `alpha` 1.5 and loss `beta` 1 of prey, death `gamma` 3 and
    /// gain `delta` 1 of predators.
    LotkaVolterra,
    /// An oscillating reaction (Lefever, Nicolis 1971): `a` 1, `b` 3.
    Brusselator,
    /// The same reaction with diffusion along an interval, stiff on a fine grid: `a` 1, `b` 3, `diffusion` 0.02. Any
    /// even number of unknowns: both concentrations at each of the inner points in turn. The customary state has 1000.
    BrusselatorDiffusion,
    /// The Belousov–Zhabotinsky reaction, stiff (Field, Noyes 1974): `s` 77.27, `w` 0.161, `q` 8.375e-6.
    Oregonator,
    /// Eight stiff reactions of plant physiology (Schäfer 1975), without parameters.
    Hires,
    /// The restricted three-body problem (Arenstorf 1963), with positions before velocities: `mu` 0.012277471, the mass
    /// of the moon. The customary state lies on a closed orbit of period 17.0652165601579625588917206249.
    Arenstorf,
    /// An excitable neuron (FitzHugh 1961): `current` 0.5, `a` 0.7, `b` 0.8, `tau` 12.5.
    FitzHughNagumo,
    /// A star in a galaxy (Hénon, Heiles 1964), with positions before velocities, without parameters.
    HenonHeiles,
    /// An epidemic (Kermack, McKendrick 1927), as fractions susceptible, infected and recovered: `beta` 0.4, `gamma` 0.1.
    Sir,
}

/// The number of unknowns of a system.
enum Size {
    Exactly(usize),
    AtLeast(usize),
    /// Any even number.
    Pairs,
}

impl NamedSystem {
    /// The names of the parameters, and their defaults.
    pub fn parameters(self) -> &'static [(&'static str, f64)] {
        match self {
            Self::Lorenz => &[("sigma", 10.0), ("rho", 28.0), ("beta", 8.0 / 3.0)],
            Self::Roessler => &[("a", 0.2), ("b", 0.2), ("c", 5.7)],
            Self::Lorenz96 => &[("forcing", 8.0)],
            Self::VanDerPol => &[("mu", 1.0)],
            Self::Robertson => &[("k1", 0.04), ("k2", 3e7), ("k3", 1e4)],
            Self::LotkaVolterra => &[("alpha", 1.5), ("beta", 1.0), ("gamma", 3.0), ("delta", 1.0)],
            Self::Brusselator => &[("a", 1.0), ("b", 3.0)],
            Self::BrusselatorDiffusion => &[("a", 1.0), ("b", 3.0), ("diffusion", 0.02)],
            Self::Oregonator => &[("s", 77.27), ("w", 0.161), ("q", 8.375e-6)],
            Self::Hires | Self::HenonHeiles => &[],
            Self::Arenstorf => &[("mu", 0.012277471)],
            Self::FitzHughNagumo => &[("current", 0.5), ("a", 0.7), ("b", 0.8), ("tau", 12.5)],
            Self::Sir => &[("beta", 0.4), ("gamma", 0.1)],
        }
    }

    /// The customary initial state.
    pub fn initial(self) -> Vec<f64> {
        match self {
            Self::Lorenz | Self::Roessler => vec![1.0; 3],
            Self::Lorenz96 => (0..40).map(|i| if i == 0 { 8.01 } else { 8.0 }).collect(),
            Self::VanDerPol => vec![2.0, 0.0],
            Self::Robertson => vec![1.0, 0.0, 0.0],
            Self::LotkaVolterra => vec![1.0, 1.0],
            Self::Brusselator => vec![1.5, 3.0],
            Self::BrusselatorDiffusion => {
                let points = 500;
                let wave = |i: usize| Unfused.sin_cos_turns((i + 1) as f64 / (points + 1) as f64).0;
                (0..points).flat_map(|i| [1.0 + wave(i), 3.0]).collect()
            }
            Self::Oregonator => vec![1.0, 2.0, 3.0],
            Self::Hires => vec![1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0057],
            Self::Arenstorf => vec![0.994, 0.0, 0.0, -2.001_585_106_379_082_5],
            Self::FitzHughNagumo => vec![-1.0, 1.0],
            Self::HenonHeiles => vec![0.0, 0.1, 0.5, 0.0],
            Self::Sir => vec![0.99, 0.01, 0.0],
        }
    }

    fn size(self) -> Size {
        match self {
            Self::Lorenz96 => Size::AtLeast(4),
            Self::BrusselatorDiffusion => Size::Pairs,
            Self::VanDerPol | Self::LotkaVolterra | Self::Brusselator | Self::FitzHughNagumo => Size::Exactly(2),
            Self::Lorenz | Self::Roessler | Self::Robertson | Self::Oregonator | Self::Sir => Size::Exactly(3),
            Self::Arenstorf | Self::HenonHeiles => Size::Exactly(4),
            Self::Hires => Size::Exactly(8),
        }
    }

    /// Writes the derivative of the state `y`.
    fn write<N: Number>(self, parameters: &[N], y: &[N], slope: &mut [N]) {
        match self {
            Self::Lorenz => equations::lorenz(parameters, y, slope),
            Self::Roessler => equations::roessler(parameters, y, slope),
            Self::Lorenz96 => equations::lorenz96(parameters, y, slope),
            Self::VanDerPol => equations::van_der_pol(parameters, y, slope),
            Self::Robertson => equations::robertson(parameters, y, slope),
            Self::LotkaVolterra => equations::lotka_volterra(parameters, y, slope),
            Self::Brusselator => equations::brusselator(parameters, y, slope),
            Self::BrusselatorDiffusion => equations::brusselator_diffusion(parameters, y, slope),
            Self::Oregonator => equations::oregonator(parameters, y, slope),
            Self::Hires => equations::hires(y, slope),
            Self::Arenstorf => equations::arenstorf(parameters, y, slope),
            Self::FitzHughNagumo => equations::fitz_hugh_nagumo(parameters, y, slope),
            Self::HenonHeiles => equations::henon_heiles(y, slope),
            Self::Sir => equations::sir(parameters, y, slope),
        }
    }

    /// The unknowns in the derivative of an unknown, ascending.
    fn neighbors(self, i: usize, n: usize) -> Vec<usize> {
        let mut neighbors: Vec<usize> = match self {
            Self::Lorenz96 => [n - 2, n - 1, 0, 1].iter().map(|shift| (i + shift) % n).collect(),
            Self::BrusselatorDiffusion => {
                let reach = [i.wrapping_sub(2), i & !1, i | 1, i + 2];
                reach.into_iter().filter(|&j| j < n).collect()
            }
            _ => (0..n).collect(),
        };
        neighbors.sort_unstable();
        neighbors
    }
}

/// A named system with values of its parameters.
#[derive(Clone, Debug)]
pub struct NamedField {
    system: NamedSystem,
    unknowns: usize,
    parameters: Vec<f64>,
    /// Workspace for derivatives: parameters, state and slope.
    duals: [Vec<Dual>; 3],
}

impl NamedField {
    /// The system with its default parameters, for a state of this length. `path` is that of the state in error messages.
    pub fn new(system: NamedSystem, path: &str, unknowns: usize) -> Result<Self, Error> {
        let (is_possible, wanted) = match system.size() {
            Size::Exactly(n) => (unknowns == n, format!("{n} entries")),
            Size::AtLeast(n) => (unknowns >= n, format!("at least {n} entries")),
            Size::Pairs => (unknowns > 0 && unknowns.is_multiple_of(2), "an even number of entries".to_owned()),
        };
        if !is_possible {
            return Err(Error::invalid(path, format!("must have {wanted} for this system, got {unknowns}")));
        }
        let parameters: Vec<f64> = system.parameters().iter().map(|(_, default)| *default).collect();
        let duals = [parameters.len(), unknowns, unknowns].map(|count| vec![Dual::from(0.0); count]);
        Ok(Self { system, unknowns, parameters, duals })
    }

    /// The position of a parameter.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.system.parameters().iter().position(|(own, _)| *own == name)
    }

    /// Sets a parameter. Refuses one that the system does not have. `path` is that of all parameters.
    pub fn set(&mut self, path: &str, name: &str, value: f64) -> Result<(), Error> {
        match self.place(name) {
            Some(place) => {
                self.parameters[place] = value;
                Ok(())
            }
            None => {
                let names: Vec<_> = self.system.parameters().iter().map(|(name, _)| *name).collect();
                let message = if names.is_empty() {
                    "must be absent, since the system has no parameters".to_owned()
                } else {
                    format!("is none of the parameters of the system, which are {}", names.join(", "))
                };
                Err(Error::invalid(format!("{path}.{name}"), message))
            }
        }
    }

    /// The number of unknowns.
    pub fn unknowns(&self) -> usize {
        self.unknowns
    }

    /// Writes the derivative of the state `y`.
    pub fn write(&self, y: &[f64], slope: &mut [f64]) {
        self.system.write(&self.parameters, y, slope);
    }

    /// Writes the derivative of the slope along directions of the state and of the parameters: a Jacobian product.
    pub fn write_tangent(&mut self, y: &[f64], directions: (&[f64], &[f64]), tangent: &mut [f64]) {
        let [parameters, state, slope] = &mut self.duals;
        let seed = |duals: &mut [Dual], values: &[f64], direction: &[f64]| {
            let numbers = duals.iter_mut().zip(values).zip(direction);
            numbers.for_each(|((dual, &value), &slope)| *dual = Dual { value, slope });
        };
        seed(state, y, directions.0);
        seed(parameters, &self.parameters, directions.1);
        self.system.write(parameters, state, slope);
        tangent.iter_mut().zip(slope).for_each(|(tangent, dual)| *tangent = dual.slope);
    }

    /// The number of parameters.
    pub fn parameter_count(&self) -> usize {
        self.parameters.len()
    }

    /// The pattern of the Jacobian by the state.
    pub fn pattern(&self) -> Pattern {
        let n = self.unknowns;
        let row = |i: usize| self.system.neighbors(i, n).into_iter().map(move |j| (i, j));
        Pattern { rows: n, columns: n, entries: (0..n).flat_map(row).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [NamedSystem; 14] = [
        NamedSystem::Lorenz,
        NamedSystem::Roessler,
        NamedSystem::Lorenz96,
        NamedSystem::VanDerPol,
        NamedSystem::Robertson,
        NamedSystem::LotkaVolterra,
        NamedSystem::Brusselator,
        NamedSystem::BrusselatorDiffusion,
        NamedSystem::Oregonator,
        NamedSystem::Hires,
        NamedSystem::Arenstorf,
        NamedSystem::FitzHughNagumo,
        NamedSystem::HenonHeiles,
        NamedSystem::Sir,
    ];

    fn field(system: NamedSystem) -> (NamedField, Vec<f64>) {
        let y: Vec<f64> = system.initial().iter().enumerate().map(|(i, y)| y + 0.1 + 0.01 * (i % 7) as f64).collect();
        (NamedField::new(system, "initial", y.len()).expect("the customary state fits"), y)
    }

    #[test]
    fn tangents_are_central_differences_and_lie_in_the_pattern() {
        for system in ALL {
            let (mut field, y) = field(system);
            let n = y.len();
            let pattern = field.pattern();
            let mut tangent = vec![0.0; n];
            for j in 0..n.min(12) + field.parameter_count() {
                let j = if j < n.min(12) { j } else { n + j - n.min(12) };
                let unit = |count: usize, place: usize| (0..count).map(|k| f64::from(u8::from(k == place))).collect();
                let by_state: Vec<f64> = unit(n, j);
                let by_parameters: Vec<f64> = unit(field.parameter_count(), j.wrapping_sub(n));
                field.write_tangent(&y, (&by_state, &by_parameters), &mut tangent);
                let at = |sign: f64| {
                    let (mut moved, mut point, mut value) = (field.clone(), y.clone(), vec![0.0; n]);
                    let target = if j < n { &mut point[j] } else { &mut moved.parameters[j - n] };
                    let step = 1e-6 * target.abs().max(1e-3);
                    *target += sign * step;
                    moved.write(&point, &mut value);
                    (value, step)
                };
                let ((above, step), (below, _)) = (at(1.0), at(-1.0));
                let scale = above.iter().fold(1e-3, |largest: f64, value| largest.max(value.abs())) / step;
                for i in 0..n {
                    let slope = 0.5 * (above[i] - below[i]) / step;
                    assert!(
                        (slope - tangent[i]).abs() <= 1e-7 * tangent[i].abs() + 1e-14 * scale,
                        "{system:?} {i} {j}"
                    );
                    assert!(j >= n || tangent[i] == 0.0 || pattern.entries.contains(&(i, j)), "{system:?} {i} {j}");
                }
            }
        }
    }

    #[test]
    fn wrong_sizes_and_names_are_refused() {
        let message = |result: Result<NamedField, Error>| result.expect_err("a wrong size").to_string();
        assert!(message(NamedField::new(NamedSystem::Lorenz, "initial", 2)).contains("3 entries"));
        assert!(message(NamedField::new(NamedSystem::Lorenz96, "initial", 3)).contains("at least 4"));
        assert!(message(NamedField::new(NamedSystem::BrusselatorDiffusion, "initial", 5)).contains("even"));
        let (mut field, _) = field(NamedSystem::Lorenz);
        assert!(field.set("parameters", "r", 1.0).expect_err("no name").to_string().contains("sigma, rho, beta"));
        assert!(field.set("parameters", "rho", 1.0).is_ok());
    }
}
