//! Random initial weights for training.

use crate::arguments::number_of;
use crate::function::Function;
use crate::graph::shape;
use crate::lower::Input;
use crate::named::Named;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Error, NoProgress, Run, Task, Vector, check};
use superlinear_numerics::random::Stream;

/// Draws initial weights for training, with the seed of the run. Their scale keeps activations, or gradients, of
/// similar size from layer to layer.
#[derive(JsonSchema)]
pub struct Initialize;

/// A function, and the initialization of its parameters.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InitializeProblem {
    /// The function, for instance the loss of a row.
    pub function: Function,
    /// The parameters by name, and their initialization. The numbers of an input depend only on the seed and on its
    /// position among the function's inputs.
    pub parameters: Named<Initializer>,
}

/// The initialization of weights. `fanIn` and `fanOut` are the dimensions of a matrix [fanIn, fanOut]; for a
/// convolution's kernel, the input and output channels times the window's length or area. A vector counts as a matrix
/// with one column, and a scalar as one with one row, too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Initializer {
    /// Uniform between -√(6 / (fanIn + fanOut)) and √(6 / (fanIn + fanOut)): for tanh and sigmoid. Source: Glorot,
    /// Bengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks, 2010, equation 16.
    Glorot,
    /// Normal with variance 2 / fanIn: for relu. Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, 2015,
    /// equation 10.
    He,
    /// Normal with variance 1 / fanIn: for nearly linear layers. Source: LeCun, Bottou, Orr, Müller, Efficient
    /// BackProp, 1998, equation 16.
    Lecun,
    /// Zeros: for biases.
    Zeros,
}

/// Initial weights.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct InitializeSolution {
    /// The parameters by name, row by row.
    pub parameters: Named<Vector>,
}

impl Task for Initialize {
    const NAME: &'static str = "expression.initialize";
    type Problem = InitializeProblem;
    type Solution = InitializeSolution;
    type Progress = NoProgress;

    fn solve(problem: InitializeProblem, run: &Run) -> Result<InitializeSolution, Error> {
        let expression = crate::arguments::expression("function", &problem.function)?;
        check::not_empty("parameters", problem.parameters.len())?;
        let count = |(name, _): &(String, Initializer)| {
            number_of("parameters", &expression.inputs, name)
                .map(|number| shape::count(&expression.inputs[number].shape))
        };
        let counts = problem.parameters.iter().map(count).collect::<Result<Vec<_>, _>>()?;
        run.ensure_memory("parameters", [counts.iter().fold(0, |sum, &count| usize::saturating_add(sum, count))])?;
        let mut parameters = Named::default();
        for (name, initializer) in problem.parameters.iter() {
            let number = number_of("parameters", &expression.inputs, name)?;
            let mut stream = Stream::new(run.seed(), number as u64);
            parameters.insert(name.clone(), initializer.weights(&expression.inputs[number], &mut stream)?.into());
        }
        Ok(InitializeSolution { parameters })
    }
}

impl Initializer {
    fn weights(self, input: &Input, stream: &mut Stream) -> Result<Vec<f64>, Error> {
        let mut weights = vec![0.0; shape::count(&input.shape)];
        if self == Self::Zeros {
            return Ok(weights);
        }
        let [fan_in, fan_out] = fans(input)?;
        if self == Self::Glorot {
            let bound = (6.0 / (fan_in + fan_out)).sqrt();
            weights.fill_with(|| bound * (2.0 * stream.uniform() - 1.0));
            return Ok(weights);
        }
        let deviation = (if self == Self::He { 2.0 / fan_in } else { 1.0 / fan_in }).sqrt();
        stream.fill_normal(&mut weights);
        weights.iter_mut().for_each(|weight| *weight *= deviation);
        Ok(weights)
    }
}

/// The fan-in and fan-out of an input.
fn fans(input: &Input) -> Result<[f64; 2], Error> {
    let product = |sides: &[usize]| shape::count(sides) as f64;
    match input.shape.as_slice() {
        [] => Ok([1.0, 1.0]),
        &[length] => Ok([length as f64, 1.0]),
        &[rows, columns] => Ok([rows as f64, columns as f64]),
        [out, within, window @ ..] if window.len() <= 2 => {
            Ok([*within as f64 * product(window), *out as f64 * product(window)])
        }
        shape => {
            let path = format!("parameters.{}", input.name);
            let message =
                format!("must be zeros where it is no matrix or kernel; the shape is {}", shape::written(shape));
            Err(Error::invalid(path, message))
        }
    }
}
