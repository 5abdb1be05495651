//! What is to be minimised, and how.

use super::warm_start::check_covariance;
use crate::built_in::BuiltIn;
use crate::evaluations::{Asking, check_known};
use crate::initial::check_initial;
use crate::variables::{Domain, Space, Variable};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_expression::Named;
use superlinear_expression::function::Function;
use superlinear_interface::{Error, Matrix, NumberOrVector, Vector, VectorOrMatrix, check};

/// The method of a search.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// With categories `gaussianProcess` for at most 20 variables and `evolution` for more; `nelderMead` for one or two variables; else
    /// `cmaes`.
    #[default]
    Auto,
    /// CMA-ES: populations of points from a normal distribution that adapts to the function, with restarts from large and small
    /// populations by turns.
    Cmaes,
    /// Nelder and Mead's simplex, with restarts from random points.
    NelderMead,
    /// Consensus-based optimisation: particles that drift towards their weighted mean, and diffuse by their distance to it.
    Consensus,
    /// Consensus hopping: the weighted mean of normal samples about the point is the next point. A proximal step, where the samples are
    /// many.
    Hopping,
    /// Cheap models of the function learn from all values, and an evolution on the models proposes most of the points to evaluate next,
    /// `populationSize` at a time: for many categories, and for mixtures of them with numbers.
    Evolution,
    /// A Gaussian process proposes the first evaluations, ten for each variable, and `cmaes` continues from there: for functions that cost
    /// so much that there are at most 30 evaluations for each variable, of which there may be 40. With categories, a local search over the
    /// real variables follows, and then other such runs from random points. A proposal takes some milliseconds.
    GaussianProcess,
}

/// Whether values are predicted before functions are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Model {
    /// `quadratic` for the caller's functions of at most 20 variables, else `none`: built-in functions and functions as data take less
    /// time than a model.
    #[default]
    Auto,
    /// A quadratic model of the last values ranks the points of a population, and only as many of them are evaluated as it takes for the
    /// model to rank them right. Of `cmaes`.
    Quadratic,
    /// All points are evaluated.
    None,
}

/// What a distribution learns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Covariance {
    /// `full` for at most 500 variables.
    #[default]
    Auto,
    /// All covariances; it takes memory with the square of the variables, and time with their cube.
    Full,
    /// Variances alone, which takes no more time than sampling.
    Diagonal,
}

/// How particles diffuse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Noise {
    /// Along each variable by the distance in it.
    #[default]
    Anisotropic,
    /// In all directions by the whole distance.
    Isotropic,
}

/// Options of `consensus` and `hopping`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ConsensusOptions {
    /// How many particles, or samples of a step, at least 2. Default: 10 for each variable, and at least 20.
    pub particles: Option<u32>,
    /// How the particles of `consensus` diffuse.
    pub noise: Noise,
    /// The first inverse temperature α of the weights exp(-α f), in units of 1/f. Default: 30.
    pub inverse_temperature: Option<f64>,
    /// The factor of α in each step. Default: 1.05 in `consensus`, up to 1e5; 1 in `hopping`.
    pub inverse_temperature_growth: Option<f64>,
    /// The factor of the samples' standard deviation in each step of `hopping`, down to a hundredth of the first. Default: 0.99.
    pub step_size_decay: Option<f64>,
}

/// Defines a problem, with further fields of its own; its `check` gives the space.
macro_rules! minimize_problem {
    ($(#[$attribute:meta])* $name:ident { $($(#[$field_attribute:meta])* pub $field:ident: $type:ty,)* }) => {
        $(#[$attribute])*
        #[derive(Clone, Debug, Deserialize, JsonSchema)]
        #[serde(rename_all = "camelCase", deny_unknown_fields)]
        pub struct $name {
            $($(#[$field_attribute])* pub $field: $type,)*
            /// The least values of the variables: of each, or one number for all of them.
            pub lower: Option<NumberOrVector>,
            /// The largest values of the variables.
            pub upper: Option<NumberOrVector>,
            /// How many variables there are, from 1 to 10000, where `lower` and `upper` are numbers.
            pub dimension: Option<u32>,
            /// The variables, instead of `lower` and `upper`.
            pub variables: Option<Vec<Variable>>,
            /// Where to start: a point, or several in rows. All are evaluated first, so that the solution is no worse than any of them,
            /// and the search starts at the best; `consensus`, `evolution` and `gaussianProcess` have all of them among their first
            /// points. Default: the best of `known`, or else the middle of the box, which some methods do not evaluate.
            pub initial: Option<VectorOrMatrix>,
            /// The covariance of the first steps of `cmaes`, in squares of `stepSize` and of the sides of the box, or the variances
            /// alone, as a solution's `warmStart` has it. Of a matrix the lower triangle is read. Default: the identity.
            pub initial_covariance: Option<VectorOrMatrix>,
            /// Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.
            pub known: Option<Known>,
            /// How many evaluations may be under way at once, from 1 to 4096. Populations are filled up to a multiple of it.
            #[serde(default = "default_parallel")]
            pub parallel: u32,
            /// The most evaluations. Default: 1000 for each variable.
            pub max_evaluations: Option<u32>,
            /// A value that is good enough: the search ends where one is found that is not larger.
            pub target: Option<f64>,
            /// How to search.
            #[serde(default)]
            pub method: Method,
            /// The first steps, in parts of the box, above 0 and at most 1: a standard deviation, or an edge of the simplex.
            #[serde(default = "default_step_size")]
            pub step_size: f64,
            /// The size of the populations of the first run of `cmaes`, at least 4. Default: 4 + 3 ln(variables), rounded down.
            pub population_size: Option<u32>,
            /// A run ends where its values differ by no more than this.
            #[serde(default = "default_tolerance")]
            pub tolerance: f64,
            /// A run of `cmaes` ends where its steps are shorter than this part of the first ones.
            #[serde(default = "default_tolerance")]
            pub point_tolerance: f64,
            /// How many runs may follow the first. Default: as many as there are evaluations for.
            pub restarts: Option<u32>,
            /// Whether values are predicted.
            #[serde(default)]
            pub model: Model,
            /// What the distribution of `cmaes` learns.
            #[serde(default)]
            pub covariance: Covariance,
            /// Options of `consensus` and `hopping`.
            #[serde(default)]
            pub consensus: ConsensusOptions,
            /// Whether values have noise, so that one point has other values at other times. Then `cmaes` has no model, populations double from
            /// run to run, and the solution is not the point of the least value, which is the luckiest one, but the mean of a run's last
            /// population, evaluated 16 times.
            #[serde(default)]
            pub noise: bool,
            /// Whether the solution has all points that were evaluated.
            #[serde(default)]
            pub archive: bool,
        }
    };
}

minimize_problem! {
    /// A function that is asked for its values, the box to search, and how.
    MinimizeProblem {}
}

minimize_problem! {
    /// A function that is data, the box to search, and how. It has either `objective` or `builtIn`.
    MinimizeDataProblem {
        /// What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is one number.
        pub objective: Option<Function>,
        /// The name of the input that the variables are. Default: the first.
        pub input: Option<String>,
        /// All other inputs of the function, by name.
        #[serde(default)]
        pub parameters: Named,
        /// A test function instead.
        pub built_in: Option<BuiltIn>,
    }
}

/// Evaluations that were made before.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Known {
    /// A point in each row.
    pub points: Matrix,
    /// Their values.
    pub values: Vector,
}

fn default_parallel() -> u32 {
    1
}

fn default_step_size() -> f64 {
    0.2
}

fn default_tolerance() -> f64 {
    1e-11
}

/// The most evaluations for each variable, where nothing is said.
const EVALUATIONS_PER_VARIABLE: u32 = 1000;

/// The most variables that all covariances are learned of, where nothing is said: their axes take a second then.
const MOST_COVARIANCES: usize = 500;

/// More are refused: their axes take more than ten seconds.
const MOST_FULL: usize = 1000;

/// The most variables of a quadratic model, where nothing is said: it takes some milliseconds then.
const MOST_MODELLED: usize = 20;

/// The most variables that a Gaussian process is of where there are categories and nothing is said: a proposal takes tenths of a second
/// then.
const MOST_MIXED: usize = 20;

/// The most variables of a quadratic model, and of a Gaussian process.
const LARGEST_MODEL: usize = 40;

/// More numbers than this a population does not hold: an eighth of a gigabyte.
const LARGEST_POPULATION: usize = 1 << 24;

/// The most points of so many variables that a population holds.
pub(super) fn largest_population(variables: usize) -> usize {
    LARGEST_POPULATION / variables
}

impl MinimizeProblem {
    /// Refuses what cannot be searched.
    pub fn space(&self) -> Result<Space, Error> {
        let space = Space::new(&Domain {
            lower: self.lower.as_ref(),
            upper: self.upper.as_ref(),
            dimension: self.dimension,
            variables: self.variables.as_deref(),
        })?;
        self.check(&space)?;
        Ok(space)
    }

    fn check(&self, space: &Space) -> Result<(), Error> {
        let n = space.dimension();
        match self.method_of(space) {
            Method::Evolution | Method::GaussianProcess => {}
            Method::NelderMead => space.refuse_categories("nelderMead")?,
            Method::Consensus => space.refuse_categories("consensus")?,
            Method::Hopping => space.refuse_categories("hopping")?,
            Method::Cmaes | Method::Auto => space.refuse_categories("cmaes")?,
        }
        if let Some(initial) = &self.initial {
            check_initial(space, initial)?;
        }
        self.check_initial_covariance(space)?;
        if let Some(Known { points, values }) = &self.known {
            check_known(space, points, values, 1)?;
        }
        self.asking(n).check()?;
        check::optional("target", self.target, check::FINITE)?;
        if !(self.step_size > 0.0 && self.step_size <= 1.0) {
            let got = check::short(self.step_size);
            return Err(Error::invalid("stepSize", format!("must be above 0 and at most 1, got {got}")));
        }
        if let Some(size) = self.population_size {
            check::count("populationSize", size as usize, 4..=largest_population(n).max(4))?;
        }
        check::number("tolerance", self.tolerance, check::NOT_NEGATIVE)?;
        check::number("pointTolerance", self.point_tolerance, 0.0..1.0)?;
        if self.noise && self.method_of(space) != Method::Cmaes {
            return Err(Error::invalid("noise", "must not be set for other methods than `cmaes`"));
        }
        if self.method == Method::GaussianProcess && n > LARGEST_MODEL {
            let message = format!("must not be `gaussianProcess` for more than {LARGEST_MODEL} variables");
            return Err(Error::invalid("method", message));
        }
        if self.model == Model::Quadratic && n > LARGEST_MODEL {
            return Err(Error::invalid(
                "model",
                format!("must not be `quadratic` for more than {LARGEST_MODEL} variables"),
            ));
        }
        if self.covariance == Covariance::Full && n > MOST_FULL {
            return Err(Error::invalid(
                "covariance",
                format!("must not be `full` for more than {MOST_FULL} variables"),
            ));
        }
        self.consensus.check(n)
    }

    fn check_initial_covariance(&self, space: &Space) -> Result<(), Error> {
        let Some(covariance) = &self.initial_covariance else { return Ok(()) };
        if self.method_of(space) != Method::Cmaes {
            return Err(Error::invalid("initialCovariance", "must not be given for other methods than `cmaes`"));
        }
        check_covariance("initialCovariance", covariance, space.dimension())
    }

    /// How evaluations are asked for.
    pub fn asking(&self, variables: usize) -> Asking {
        let most = EVALUATIONS_PER_VARIABLE * variables as u32;
        Asking {
            numbers: 1,
            parallel: self.parallel,
            limit: self.max_evaluations.unwrap_or(most),
            archive: self.archive,
            is_noisy: self.noise,
        }
    }

    /// The method in a space.
    pub fn method_of(&self, space: &Space) -> Method {
        match self.method {
            Method::Auto if space.has_categories() && space.dimension() <= MOST_MIXED => Method::GaussianProcess,
            Method::Auto if space.has_categories() => Method::Evolution,
            Method::Auto if space.dimension() <= 2 && !self.noise => Method::NelderMead,
            Method::Auto => Method::Cmaes,
            method => method,
        }
    }

    /// Whether values are predicted, of so many variables.
    pub fn is_modelled(&self, variables: usize) -> bool {
        match self.model {
            _ if self.noise => false,
            Model::Auto => variables <= MOST_MODELLED,
            model => model == Model::Quadratic,
        }
    }

    /// Whether the distribution learns variances alone.
    pub fn is_diagonal(&self, variables: usize) -> bool {
        match self.covariance {
            Covariance::Auto => variables > MOST_COVARIANCES,
            covariance => covariance == Covariance::Diagonal,
        }
    }

    /// The size of the populations of the first run: at least as asked for, and a multiple of what is evaluated at once.
    pub fn population(&self, variables: usize) -> usize {
        let usual = 4 + (3.0 * (variables as f64).ln()) as usize;
        self.population_size.map_or(usual, |size| size as usize).next_multiple_of(self.parallel as usize)
    }
}

impl ConsensusOptions {
    fn check(&self, variables: usize) -> Result<(), Error> {
        if let Some(particles) = self.particles {
            check::count("consensus.particles", particles as usize, 2..=largest_population(variables).max(2))?;
        }
        check::optional("consensus.inverseTemperature", self.inverse_temperature, check::POSITIVE)?;
        check::optional("consensus.inverseTemperatureGrowth", self.inverse_temperature_growth, 1.0..=10.0)?;
        match self.step_size_decay {
            Some(decay) if !(decay > 0.0 && decay <= 1.0) => {
                let got = check::short(decay);
                Err(Error::invalid("consensus.stepSizeDecay", format!("must be above 0 and at most 1, got {got}")))
            }
            _ => Ok(()),
        }
    }
}

impl MinimizeDataProblem {
    /// The problem as the dialogue takes it. Of functions that take no time, values are not predicted where nothing is said, but for
    /// the method that is for dear ones.
    pub fn without_function(self) -> MinimizeProblem {
        MinimizeProblem {
            lower: self.lower,
            upper: self.upper,
            dimension: self.dimension,
            variables: self.variables,
            initial: self.initial,
            initial_covariance: self.initial_covariance,
            known: self.known,
            parallel: self.parallel,
            max_evaluations: self.max_evaluations,
            target: self.target,
            method: self.method,
            step_size: self.step_size,
            population_size: self.population_size,
            tolerance: self.tolerance,
            point_tolerance: self.point_tolerance,
            restarts: self.restarts,
            model: match self.model {
                Model::Auto if self.method != Method::GaussianProcess => Model::None,
                model => model,
            },
            covariance: self.covariance,
            consensus: self.consensus,
            noise: self.noise,
            archive: self.archive,
        }
    }
}
