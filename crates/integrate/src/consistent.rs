//! Consistent initial values: unknowns of algebraic equations, which have a zero in the mass matrix, by Newton's method.

use crate::augmented::Augmented;
use crate::dense_lu::{DenseLu, Factorization};
use crate::settings::Settings;
use crate::step::State;
use crate::system::System;
use superlinear_interface::{Error, Run};

/// Newton's method is quadratic near a solution: more iterations mean that the start is not near one.
const MAX_ITERATIONS: u32 = 50;

/// The correction in tolerances at which the equations count as solved.
const ACCURACY: f64 = 1e-3;

/// The origin of a state.
#[derive(Clone, Copy)]
pub(crate) enum Cause {
    Start,
    /// A change by the event of this index.
    Change(usize),
}

impl Cause {
    /// The error that equations at the state have no solution nearby.
    fn refusal(self) -> Error {
        let near = "a solution of the algebraic equations, those with a zero in massMatrix";
        match self {
            Self::Start => Error::invalid("initial", format!("must be near {near}")),
            Self::Change(k) => {
                Error::invalid(format!("events[{k}].change"), format!("must lead to a state near {near}"))
            }
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Start => "at the start",
            Self::Change(_) => "after a change by an event",
        }
    }
}

/// Solves the algebraic equations for their unknowns, and for the sensitivities of these. All else is kept.
pub(crate) async fn solve<S: System>(
    system: &mut Augmented<'_, S>,
    (settings, run): (&Settings, &Run),
    state: &mut State,
    cause: Cause,
) -> Result<(), Error> {
    let Some(mass) = &settings.mass else { return Ok(()) };
    let algebraic: Vec<usize> = (0..mass.len()).filter(|&i| mass[i] == 0.0).collect();
    if algebraic.is_empty() {
        return Ok(());
    }
    run.ensure_memory("massMatrix", [algebraic.len(), algebraic.len()])?;
    let (count, n) = (algebraic.len(), system.unknowns);
    let mut entries = Vec::new();
    let mut lu = DenseLu::new(count);
    for _ in 0..MAX_ITERATIONS {
        system.jacobian(state.t, &state.y, &mut entries).await?;
        factorize(&mut lu, system, (&entries, &algebraic), (cause, run))?;
        system.field(state.t, &state.y, &mut state.slope).await?;
        let mut correction: Vec<f64> = algebraic.iter().map(|&i| state.slope[i]).collect();
        lu.solve(&mut correction);
        if !correction.iter().all(|correction| correction.is_finite()) {
            break;
        }
        let mut all = vec![0.0; n];
        algebraic.iter().zip(&correction).for_each(|(&i, correction)| all[i] = *correction);
        let size = settings.norm(&all, &state.y[..n]);
        algebraic.iter().zip(&correction).for_each(|(&i, correction)| state.y[i] -= correction);
        if size <= ACCURACY {
            return sensitivities(&lu, system, &entries, &algebraic, state);
        }
    }
    Err(cause.refusal())
}

fn factorize<S: System>(
    lu: &mut DenseLu<f64>,
    system: &mut Augmented<'_, S>,
    (entries, algebraic): (&[f64], &[usize]),
    (cause, run): (Cause, &Run),
) -> Result<(), Error> {
    let matrix = lu.entries();
    matrix.fill(0.0);
    for (&(i, j), entry) in system.pattern()?.entries.iter().zip(entries) {
        if let (Ok(i), Ok(j)) = (algebraic.binary_search(&i), algebraic.binary_search(&j)) {
            matrix[i * algebraic.len() + j] = *entry;
        }
    }
    match lu.factorize(run)? {
        Factorization::Regular => Ok(()),
        Factorization::OutOfTime => Err(Error::invalid("timeLimit", "is too short to solve the algebraic equations")),
        Factorization::Singular => {
            let needed = "must have zeros for equations that determine their unknowns";
            let found = format!("the Jacobian of these is singular {}", cause.name());
            Err(Error::invalid("massMatrix", format!("{needed}: {found}")))
        }
    }
}

/// The sensitivities of the algebraic unknowns, by the derivative of their equations.
fn sensitivities<S: System>(
    lu: &DenseLu<f64>,
    system: &mut Augmented<'_, S>,
    entries: &[f64],
    algebraic: &[usize],
    state: &mut State,
) -> Result<(), Error> {
    if system.columns == 0 {
        return Ok(());
    }
    let n = system.unknowns;
    for column in state.y[n..].chunks_mut(n) {
        algebraic.iter().for_each(|&i| column[i] = 0.0);
    }
    let mut slopes = vec![0.0; state.y.len()];
    system.slopes(entries, &state.y, &mut slopes)?;
    for (column, slope) in state.y[n..].chunks_mut(n).zip(slopes[n..].chunks(n)) {
        let mut values: Vec<f64> = algebraic.iter().map(|&i| slope[i]).collect();
        lu.solve(&mut values);
        algebraic.iter().zip(values).for_each(|(&i, value)| column[i] = -value);
    }
    Ok(())
}
