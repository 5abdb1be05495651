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
    Functions(Functions<Source>),
}

/// The functions of a reaction.
pub(super) enum Functions<T> {
    Patankar { production: T, destruction: T },
    Heun(T),
}

/// A function of the concentrations, with a value for each species.
pub(super) struct Source {
    /// Its tag.
    tag: usize,
    species: usize,
    form: Form,
}

enum Form {
    Formula(Box<RefCell<Pointwise>>),
    /// A question of the caller.
    Asked(Oracle),
}

/// Concentrations per evaluation: enough to make the cost of a call negligible.
const NUMBERS_AT_ONCE: usize = 1 << 14;

/// The paths of the functions and the names of the questions for them, in the order of their tags.
pub(super) const QUESTIONS: &[&str] = &["reaction.production", "reaction.destruction", "reaction.rate"];

const PRODUCTION: usize = 0;
const DESTRUCTION: usize = 1;
const RATE: usize = 2;

impl Reactions {
    /// The checked reaction of a problem.
    pub fn new(problem: &ReactionDiffusionProblem, run: &Run) -> Result<Self, Error> {
        let (reaction, species) = (&problem.reaction, problem.options.species.len());
        let rate = match &reaction.rate {
            Some(OrFunction::Function(rate)) => Some(rate),
            _ => None,
        };
        let given = [reaction.production.as_ref(), reaction.destruction.as_ref(), rate];
        let functions: Vec<&Function> = given.iter().filter_map(|&function| function).collect();
        ensure_used(&problem.parameters, &functions)?;
        if reaction.kind.is_some() {
            return match given.iter().position(Option::is_some) {
                Some(tag) => Err(Error::invalid(QUESTIONS[tag], "must not be a function for a kind")),
                None => Ok(Self::Kind(Kinetics::new(reaction, species)?)),
            };
        }
        let functions = Functions::new(given)?;
        Kinetics::ensure_no_parameters(reaction)?;
        let source =
            |tag: usize, function: &Function| Source::formula(tag, function, species, &problem.parameters, run);
        Ok(Self::Functions(functions.map(source)?))
    }

    /// The reaction of functions of the caller.
    pub fn asked(functions: Functions<()>, oracle: &Oracle, species: usize) -> Result<Self, Error> {
        let source = |tag, ()| Ok(Source { tag, species, form: Form::Asked(oracle.clone()) });
        Ok(Self::Functions(functions.map(source)?))
    }

    /// Whether concentrations stay positive.
    pub fn is_positive(&self) -> bool {
        !matches!(self, Self::Functions(Functions::Heun(_)))
    }

    /// Advances the concentrations by the reaction alone; `None` if the time limit passes before all have advanced.
    pub async fn step(&self, species: &mut [Vec<f64>], time_step: f64, run: &Run) -> Result<Option<()>, Error> {
        let cells = species.first().map_or(0, Vec::len);
        let at_once = (NUMBERS_AT_ONCE / species.len().max(1)).max(1);
        for first in (0..cells).step_by(at_once) {
            if run.is_out_of_time()? {
                return Ok(None);
            }
            let count = at_once.min(cells - first);
            let functions = match self {
                Self::Kind(kinetics) => {
                    kinetics.step(species, first..first + count, time_step);
                    continue;
                }
                Self::Functions(functions) => functions,
            };
            let mut rows = vec![0.0; count * species.len()];
            for (k, field) in species.iter().enumerate() {
                let to = rows[k..].iter_mut().step_by(species.len());
                to.zip(&field[first..first + count]).for_each(|(to, value)| *to = *value);
            }
            let next = functions.step_of_rows(&rows, time_step).await?;
            for (k, field) in species.iter_mut().enumerate() {
                let from = next[k..].iter().step_by(rows.len() / count);
                field[first..first + count].iter_mut().zip(from).for_each(|(to, value)| *to = *value);
            }
        }
        Ok(Some(()))
    }
}

impl Functions<Source> {
    /// The concentrations after a step, cell after cell.
    async fn step_of_rows(&self, rows: &[f64], time_step: f64) -> Result<Vec<f64>, Error> {
        let half = 0.5 * time_step;
        match self {
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

impl<T> Functions<T> {
    /// The functions in the order of their tags. Refuses combinations that are no reaction.
    pub fn new([production, destruction, rate]: [Option<T>; 3]) -> Result<Self, Error> {
        let (path, words) = match (production, destruction, rate) {
            (Some(production), Some(destruction), None) => return Ok(Self::Patankar { production, destruction }),
            (None, None, Some(rate)) => return Ok(Self::Heun(rate)),
            (None, None, None) => (
                "reaction.kind",
                "is missing: a reaction is a kind, a function rate, or functions production and destruction",
            ),
            (Some(_), None, None) => (QUESTIONS[DESTRUCTION], "is missing beside production"),
            (None, Some(_), None) => (QUESTIONS[PRODUCTION], "is missing beside destruction"),
            _ => (QUESTIONS[RATE], "must not be given beside production or destruction"),
        };
        Err(Error::invalid(path, words))
    }

    /// The sources that `source` makes from the tags and the functions.
    fn map(self, source: impl Fn(usize, T) -> Result<Source, Error>) -> Result<Functions<Source>, Error> {
        Ok(match self {
            Self::Patankar { production, destruction } => Functions::Patankar {
                production: source(PRODUCTION, production)?,
                destruction: source(DESTRUCTION, destruction)?,
            },
            Self::Heun(rate) => Functions::Heun(source(RATE, rate)?),
        })
    }
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
    fn formula(tag: usize, function: &Function, species: usize, parameters: &Named, run: &Run) -> Result<Self, Error> {
        let mut own = Named::default();
        for (name, values) in parameters.iter() {
            if function.inputs.iter().any(|input| input.name == *name) {
                own.insert(name.clone(), values.clone());
            }
        }
        let inputs = &[("u", species)];
        let parts = PointwiseParts { path: QUESTIONS[tag], function, inputs, outputs: species, parameters: &own, run };
        Ok(Self { tag, species, form: Form::Formula(Box::new(RefCell::new(Pointwise::new(&parts)?))) })
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
            Form::Asked(oracle) => oracle.ask(self.tag, rows, &mut values).await,
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
        Err(Error::invalid(QUESTIONS[self.tag], message))
    }
}
