//! The dynamical systems of problems: named maps and flows, functions of the caller, and piecewise-linear maps.

use crate::evolution::{Evolution, Flow, GivenMap};
use crate::piecewise_linear::{Model, PiecewiseLinear};
use crate::series::{MAX_VALUE, STEPS};
use crate::slopes::{GivenSlopes, NamedSlopes, Slopes};
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_expression::function::Function;
use superlinear_expression::timed::STATE;
use superlinear_expression::{Named, TimedParts};
use superlinear_integrate::{NamedField, NamedSystem};
use superlinear_interface::{Error, Run, Vector, Watch, check};

/// A dynamical system: one with a name, a map or a field as a formula, or a model.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SystemChoice {
    /// A system by its name.
    pub system: Option<SystemName>,
    /// A map, in place of `system`: the next state as a function of the state `x`, of the number `t` of its row from 0 on,
    /// and of parameters, each of which may be absent. Derivatives are exact.
    pub map: Option<Function>,
    /// A flow, in place of `system`: the derivative of the state as a function of the state `y`, of the time `t` from 0 on, and
    /// of parameters, as in `ode.solve`.
    pub field: Option<Function>,
    /// The parameters of `map` or `field` by name, or those of the named system that differ from its defaults.
    #[serde(default)]
    pub parameters: Named,
    /// A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.
    pub model: Option<PiecewiseLinear>,
    /// The initial state, with absolute values up to 1e50; needed for `map` and `field`. Default: that of the model, or a state
    /// near the attractor of the named system.
    pub initial: Option<Vector>,
    /// The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.
    pub step: Option<f64>,
    /// The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000. Default: 1.
    pub substeps: Option<u32>,
}

/// The time between two rows of a flow.
const DEFAULT_STEP: f64 = 0.01;

/// The number of steps for each row of a flow.
const DEFAULT_SUBSTEPS: u32 = 1;

/// The maximum number of steps for each row.
const MAX_SUBSTEPS: usize = 1000;

/// The name of a dynamical system. Flows are integrated by the classical Runge–Kutta method with fixed steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum SystemName {
    /// The flow of Lorenz (1963): `sigma (y - x), x (rho - z) - y, x y - beta z`, with 10, 28 and 8/3.
    Lorenz,
    /// The flow of Rössler (1976): `-y - z, x + a y, b + z (x - c)`, with 0.2, 0.2 and 5.7.
    Roessler,
    /// The flow of Lorenz (1996): `(y[i + 1] - y[i - 2]) y[i - 1] - y[i] + forcing` around a circle, with `forcing` 8. The length of
    /// `initial`, at least 4, is the number of places; the default is 40.
    Lorenz96,
    /// The map of Hénon (1976): `1 - a x^2 + y, b x`, with 1.4 and 0.3.
    Henon,
    /// The map of Lozi (1978): `1 - a |x| + y, b x`, with 1.7 and 0.5.
    Lozi,
    /// The logistic map: `r x (1 - x)`, with `r` 4.
    Logistic,
}

/// A checked system with its initial state.
pub(crate) struct Chosen {
    pub evolution: Box<dyn Evolution>,
    pub initial: Vec<f64>,
}

impl SystemChoice {
    /// Refuses wrong fields, and returns the system.
    pub(crate) fn checked(&self, with_derivatives: bool, run: &Run) -> Result<Chosen, Error> {
        check::optional("step", self.step, STEPS)?;
        check::count("substeps", self.substeps(), 1..=MAX_SUBSTEPS)?;
        self.ensure_one()?;
        if let Some(model) = &self.model {
            return self.of_model(model);
        }
        if let Some(initial) = &self.initial {
            check::not_empty("initial", initial.len())?;
            check::numbers("initial", initial, -MAX_VALUE..=MAX_VALUE)?;
        }
        if let Some(map) = &self.map {
            self.ensure_absent(self.step.is_some(), "step", "a map has none")?;
            self.ensure_absent(self.substeps.is_some(), "substeps", "a map has none")?;
            let (rule, initial) = self.of_function(("map", "x"), map, with_derivatives, run)?;
            return Ok(Chosen { evolution: Box::new(GivenMap::new(rule)), initial });
        }
        if let Some(field) = &self.field {
            let (slopes, initial) = self.of_function(("field", STATE), field, with_derivatives, run)?;
            return Ok(self.of_flow(slopes, initial));
        }
        self.system.map_or_else(|| Err(Error::invalid("system", "is missing")), |name| self.of_name(name))
    }

    /// Refuses no system, and several.
    fn ensure_one(&self) -> Result<(), Error> {
        let fields = [
            ("system", self.system.is_some()),
            ("model", self.model.is_some()),
            ("map", self.map.is_some()),
            ("field", self.field.is_some()),
        ];
        let given: Vec<&str> = fields.iter().filter(|(_, is_given)| *is_given).map(|(name, _)| *name).collect();
        match given[..] {
            [] => Err(Error::invalid("system", "is missing; it may be replaced by map, field or model")),
            [_] => Ok(()),
            [first, second, ..] => Err(Error::invalid(second, format!("must not be given beside {first}"))),
        }
    }

    /// A function of the caller, whose state has the name, and the initial state.
    fn of_function(
        &self,
        (path, state): (&str, &str),
        function: &Function,
        with_derivatives: bool,
        run: &Run,
    ) -> Result<(GivenSlopes, Vec<f64>), Error> {
        let Some(initial) = &self.initial else {
            return Err(Error::invalid("initial", format!("is missing: {path} has no state of its own")));
        };
        let (unknowns, parameters) = (initial.len(), &self.parameters);
        let parts = TimedParts { path, function, state, unknowns, outputs: Some(unknowns), parameters, run };
        Ok((GivenSlopes::new(&parts, with_derivatives, run)?, initial.to_vec()))
    }

    /// The number of steps for each row.
    fn substeps(&self) -> usize {
        self.substeps.unwrap_or(DEFAULT_SUBSTEPS) as usize
    }

    fn of_model(&self, given: &PiecewiseLinear) -> Result<Chosen, Error> {
        self.ensure_absent(self.step.is_some(), "step", "model has its own")?;
        self.ensure_absent(self.substeps.is_some(), "substeps", "a map has none")?;
        self.ensure_absent(!self.parameters.is_empty(), "parameters", "a model has none")?;
        let model = Model::new("model", given)?;
        let initial = model.start(self.initial.as_ref())?;
        Ok(Chosen { evolution: Box::new(model), initial })
    }

    fn of_name(&self, name: SystemName) -> Result<Chosen, Error> {
        match name {
            SystemName::Lorenz => self.of_named_flow(NamedSystem::Lorenz),
            SystemName::Roessler => self.of_named_flow(NamedSystem::Roessler),
            SystemName::Lorenz96 => self.of_named_flow(NamedSystem::Lorenz96),
            SystemName::Henon => {
                let [a, b] = self.values(["a", "b"], [1.4, 0.3])?;
                self.of_map(Map::Henon { a, b }, &[0.1, 0.1])
            }
            SystemName::Lozi => {
                let [a, b] = self.values(["a", "b"], [1.7, 0.5])?;
                self.of_map(Map::Lozi { a, b }, &[0.1, 0.1])
            }
            SystemName::Logistic => {
                let [rate] = self.values(["r"], [4.0])?;
                self.of_map(Map::Logistic { rate }, &[0.3])
            }
        }
    }

    fn of_named_flow(&self, flow: NamedSystem) -> Result<Chosen, Error> {
        let initial = self.initial.as_ref().map_or_else(|| flow.initial(), |initial| initial.to_vec());
        let mut field = NamedField::new(flow, "initial", initial.len())?;
        for parameter in self.parameters.numbers("parameters") {
            let (name, value) = parameter?;
            field.set("parameters", name, value)?;
        }
        Ok(self.of_flow(NamedSlopes::new(field), initial))
    }

    fn of_flow<Field: Slopes + 'static>(&self, field: Field, initial: Vec<f64>) -> Chosen {
        let (step, substeps) = (self.step.unwrap_or(DEFAULT_STEP), self.substeps.unwrap_or(DEFAULT_SUBSTEPS));
        Chosen { evolution: Box::new(Flow::new(field, step, substeps)), initial }
    }

    fn of_map(&self, map: Map, initial: &[f64]) -> Result<Chosen, Error> {
        self.ensure_absent(self.step.is_some(), "step", "a map has none")?;
        self.ensure_absent(self.substeps.is_some(), "substeps", "a map has none")?;
        let initial = self.initial.as_ref().map_or_else(|| initial.to_vec(), |initial| initial.to_vec());
        check::length("initial", initial.len(), map.dimension(), "a state has")?;
        Ok(Chosen { evolution: Box::new(map), initial })
    }

    fn ensure_absent(&self, is_given: bool, path: &str, why: &str) -> Result<(), Error> {
        if is_given { Err(Error::invalid(path, format!("must not be given: {why}"))) } else { Ok(()) }
    }

    /// The parameters of a map by their names. Refuses others.
    fn values<const K: usize>(&self, names: [&str; K], mut values: [f64; K]) -> Result<[f64; K], Error> {
        for parameter in self.parameters.numbers("parameters") {
            let (name, value) = parameter?;
            match names.iter().position(|own| *own == name) {
                Some(place) => values[place] = value,
                None => {
                    let message = format!("is none of the parameters of the system, which are {}", names.join(", "));
                    return Err(Error::invalid(format!("parameters.{name}"), message));
                }
            }
        }
        Ok(values)
    }
}

/// A map by its name.
enum Map {
    Henon { a: f64, b: f64 },
    Lozi { a: f64, b: f64 },
    Logistic { rate: f64 },
}

impl Evolution for Map {
    fn dimension(&self) -> usize {
        if matches!(self, Self::Logistic { .. }) { 1 } else { 2 }
    }

    fn step(&self) -> f64 {
        1.0
    }

    fn work(&self) -> usize {
        self.dimension()
    }

    fn advance_tangents(&mut self, state: &mut [f64], tangents: &mut [f64], _: &Watch) -> bool {
        let x = state[0];
        let (slope, second) = match *self {
            Self::Henon { a, b } => (-2.0 * a * x, b),
            Self::Lozi { a, b } => (if x < 0.0 { a } else { -a }, b),
            Self::Logistic { rate } => (rate * (1.0 - 2.0 * x), 0.0),
        };
        match self.dimension() {
            1 => tangents.iter_mut().for_each(|vector| *vector *= slope),
            _ => tangents
                .chunks_exact_mut(2)
                .for_each(|vector| (vector[0], vector[1]) = (slope * vector[0] + vector[1], second * vector[0])),
        }
        match *self {
            Self::Henon { a, b } => (state[0], state[1]) = (1.0 - a * x * x + state[1], b * x),
            Self::Lozi { a, b } => (state[0], state[1]) = (1.0 - a * x.abs() + state[1], b * x),
            Self::Logistic { rate } => state[0] = rate * x * (1.0 - x),
        }
        true
    }
}
