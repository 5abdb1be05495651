//! Reactions: a kind, functions as data, or functions of the caller.
//!
//! Functions are given as production and destruction, or as a rate. Production and destruction take the same step as
//! kinds; rates take a step of Heun's method.

use super::kinetics::{Kinetics, patankar_stage, patankar_step};
use super::problem::ReactionDiffusionProblem;
use std::cell::RefCell;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, OrFunction, Pointwise, PointwiseParts};
use superlinear_interface::{Error, Oracle, Run, check};

/// A reaction of several species.
pub(super) enum Reactions {
    Kind(Kinetics),
    Patankar { production: Source, destruction: Source },
    Heun(Source),
}

/// A function of the concentrations, with a value for each species.
pub(super) struct Source {
    /// Its path in error messages.
    path: &'static str,
    species: usize,
    form: Form,
}

enum Form {
    Formula(Box<RefCell<Pointwise>>),
    /// A question of the caller, by its tag.
    Asked(Oracle, usize),
}

/// Concentrations per evaluation: enough to make the cost of a call negligible.
const NUMBERS_AT_ONCE: usize = 1 << 14;

pub(super) const PRODUCTION: &str = "reaction.production";
pub(super) const DESTRUCTION: &str = "reaction.destruction";
pub(super) const RATE: &str = "reaction.rate";

impl Reactions {
    /// The checked reaction of a problem.
    pub fn new(problem: &ReactionDiffusionProblem, run: &Run) -> Result<Self, Error> {
        let (reaction, species) = (&problem.reaction, problem.options.species.len());
        let rate = match &reaction.rate {
            Some(OrFunction::Function(rate)) => Some(rate),
            _ => None,
        };
        let given =
            [(PRODUCTION, reaction.production.as_ref()), (DESTRUCTION, reaction.destruction.as_ref()), (RATE, rate)];
        let functions: Vec<&Function> = given.iter().filter_map(|&(_, function)| function).collect();
        ensure_used(&problem.parameters, &functions)?;
        if reaction.kind.is_some() {
            return match given.iter().find(|(_, function)| function.is_some()) {
                Some((path, _)) => Err(Error::invalid(*path, "must not be a function for a kind")),
                None => Ok(Self::Kind(Kinetics::new(reaction, species)?)),
            };
        }
        let forms = given.map(|(_, function)| function.is_some());
        ensure_form(forms)?;
        Kinetics::ensure_no_parameters(reaction)?;
        let source = |(path, function): (&'static str, Option<&Function>)| {
            let function = function.ok_or_else(|| Error::invalid(path, "is missing"))?;
            Source::formula(path, function, species, &problem.parameters, run)
        };
        let [production, destruction, rate] = given;
        Ok(if forms[2] {
            Self::Heun(source(rate)?)
        } else {
            Self::Patankar { production: source(production)?, destruction: source(destruction)? }
        })
    }

    /// The reaction of the caller, with a question for each of the given functions.
    pub fn asked(oracle: &Oracle, has_rate: bool, species: usize) -> Self {
        let source = |path, tag| Source { path, species, form: Form::Asked(oracle.clone(), tag) };
        if has_rate {
            Self::Heun(source(RATE, 2))
        } else {
            Self::Patankar { production: source(PRODUCTION, 0), destruction: source(DESTRUCTION, 1) }
        }
    }

    /// Whether concentrations stay positive.
    pub fn is_positive(&self) -> bool {
        !matches!(self, Self::Heun(_))
    }

    /// Advances the concentrations by the reaction alone.
    pub async fn step(&self, species: &mut [Vec<f64>], time_step: f64) -> Result<(), Error> {
        if let Self::Kind(kinetics) = self {
            kinetics.step(species, time_step);
            return Ok(());
        }
        let cells = species.first().map_or(0, Vec::len);
        let at_once = (NUMBERS_AT_ONCE / species.len().max(1)).max(1);
        for first in (0..cells).step_by(at_once) {
            let count = at_once.min(cells - first);
            let mut rows = vec![0.0; count * species.len()];
            for (k, field) in species.iter().enumerate() {
                let to = rows[k..].iter_mut().step_by(species.len());
                to.zip(&field[first..first + count]).for_each(|(to, value)| *to = *value);
            }
            let next = self.step_of_rows(&rows, time_step).await?;
            for (k, field) in species.iter_mut().enumerate() {
                let from = next[k..].iter().step_by(rows.len() / count);
                field[first..first + count].iter_mut().zip(from).for_each(|(to, value)| *to = *value);
            }
        }
        Ok(())
    }

    /// The concentrations after a step, cell after cell.
    async fn step_of_rows(&self, rows: &[f64], time_step: f64) -> Result<Vec<f64>, Error> {
        let half = 0.5 * time_step;
        match self {
            Self::Kind(_) => Ok(rows.to_vec()),
            Self::Heun(rate) => {
                let before = rate.evaluate(rows).await;
                let stage: Vec<f64> = rows.iter().zip(&before).map(|(u, rate)| u + time_step * rate).collect();
                let after = rate.evaluate(&stage).await;
                let rates = before.iter().zip(&after);
                Ok(rows.iter().zip(rates).map(|(u, (before, after))| u + half * (before + after)).collect())
            }
            Self::Patankar { production, destruction } => {
                let p = production.evaluate_not_negative(rows).await?;
                let q = destruction.evaluate_not_negative(rows).await?;
                let stage: Vec<f64> = rows
                    .iter()
                    .zip(p.iter().zip(&q))
                    .map(|(&u, (&p, &q))| patankar_stage(u, [p, q], time_step))
                    .collect();
                let p_after = production.evaluate_not_negative(&stage).await?;
                let q_after = destruction.evaluate_not_negative(&stage).await?;
                let next =
                    |k: usize| patankar_step([rows[k], stage[k]], [p[k], q[k]], [p_after[k], q_after[k]], time_step);
                Ok((0..rows.len()).map(next).collect())
            }
        }
    }
}

/// Refuses combinations of production, destruction and rate that are no reaction.
pub(super) fn ensure_form([production, destruction, rate]: [bool; 3]) -> Result<(), Error> {
    let (path, words) = match (production, destruction, rate) {
        (true, true, false) | (false, false, true) => return Ok(()),
        (false, false, false) => (
            "reaction.kind",
            "is missing: a reaction is a kind, a function rate, or functions production and destruction",
        ),
        (true, false, false) => (DESTRUCTION, "is missing beside production"),
        (false, true, false) => (PRODUCTION, "is missing beside destruction"),
        _ => (RATE, "must not be given beside production or destruction"),
    };
    Err(Error::invalid(path, words))
}

/// Refuses parameters of no function.
fn ensure_used(parameters: &Named, functions: &[&Function]) -> Result<(), Error> {
    let has = |function: &&Function, name: &str| function.inputs.iter().any(|input| input.name == name);
    match parameters.keys().find(|name| !functions.iter().any(|function| has(function, name))) {
        Some(name) => Err(Error::invalid(format!("parameters.{name}"), "is an input of no function")),
        None => Ok(()),
    }
}

impl Source {
    fn formula(
        path: &'static str,
        function: &Function,
        species: usize,
        parameters: &Named,
        run: &Run,
    ) -> Result<Self, Error> {
        let mut own = Named::default();
        for (name, values) in parameters.iter() {
            if function.inputs.iter().any(|input| input.name == *name) {
                own.insert(name.clone(), values.clone());
            }
        }
        let inputs = &[("u", species)];
        let parts = PointwiseParts { path, function, inputs, outputs: species, parameters: &own, run };
        Ok(Self { path, species, form: Form::Formula(Box::new(RefCell::new(Pointwise::new(&parts)?))) })
    }

    /// The values at concentrations, cell after cell.
    async fn evaluate(&self, rows: &[f64]) -> Vec<f64> {
        let mut values = vec![0.0; rows.len()];
        match &self.form {
            Form::Formula(function) => {
                let write = |cells: std::ops::Range<usize>, outputs: &[&[f64]]| {
                    let to = &mut values[cells.start * self.species..cells.end * self.species];
                    to.copy_from_slice(&outputs[0][..to.len()]);
                };
                function.borrow_mut().evaluate(&[rows], rows.len() / self.species, write);
            }
            Form::Asked(oracle, tag) => oracle.ask(*tag, rows, &mut values).await,
        }
        values
    }

    /// Refuses negative values.
    async fn evaluate_not_negative(&self, rows: &[f64]) -> Result<Vec<f64>, Error> {
        let values = self.evaluate(rows).await;
        let Some(k) = values.iter().position(|&value| value < 0.0) else { return Ok(values) };
        let cell = k / self.species * self.species;
        let concentrations: Vec<String> =
            rows[cell..cell + self.species].iter().map(|&value| check::short(value)).collect();
        let message = format!(
            "must be at least 0, got {} for species {} at the concentrations {}; a rate may have any sign",
            check::short(values[k]),
            k - cell,
            concentrations.join(", ")
        );
        Err(Error::invalid(self.path, message))
    }
}
