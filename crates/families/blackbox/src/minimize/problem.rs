//! The problem of a global search and its options.

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

/// The search method.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Method {
    /// With categories, `gaussianProcess` for up to 20 variables and `evolution` for more. Otherwise `nelderMead` for
    /// one or two variables without noise, and `cmaes` in all other cases.
    #[default]
    Auto,
    /// CMA-ES: samples populations from a normal distribution and adapts it to the function. Restarts alternate between
    /// large and small populations.
    Cmaes,
    /// The Nelder–Mead simplex method, restarted from random points.
    NelderMead,
    /// Consensus-based optimization: particles drift towards their weighted mean and diffuse in proportion to their
    /// distance from it.
    Consensus,
    /// Consensus hopping: the weighted mean of normal samples around the current point is the next point. With many
    /// samples this is a proximal step.
    Hopping,
    /// Cheap models learn the function from all values, and an evolutionary search on the models proposes most of the
    /// next points, `populationSize` at a time. For many categories, possibly mixed with numbers.
    Evolution,
    /// A Gaussian process proposes the first evaluations, ten per variable, and `cmaes` continues from there. With
    /// categories, a local search over the real variables continues instead, followed by further such runs from random
    /// points. For expensive functions, with at most 30 evaluations per variable; at most 40 variables. A proposal
    /// takes a few milliseconds.
    GaussianProcess,
}

/// Prediction of values before the function is evaluated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Model {
    /// `quadratic` for functions of the caller with at most 20 variables, else `none`: built-in functions and functions
    /// as data are cheaper than a model.
    #[default]
    Auto,
    /// A quadratic model of the last values ranks the points of a population. Points are evaluated only until the model
    /// ranks them correctly. For `cmaes`.
    Quadratic,
    /// Evaluates all points.
    None,
}

/// The structure of the covariance matrix in `cmaes`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Covariance {
    /// `full` for up to 500 variables, else `diagonal`.
    #[default]
    Auto,
    /// The full covariance matrix. Memory grows with the square of the number of variables, time with its cube.
    Full,
    /// Variances only. Updates cost no more than sampling.
    Diagonal,
}

/// The diffusion of particles.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Noise {
    /// Each variable diffuses in proportion to its own distance from the mean.
    #[default]
    Anisotropic,
    /// All directions diffuse in proportion to the Euclidean distance from the mean.
    Isotropic,
}

/// Options of `consensus` and `hopping`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ConsensusOptions {
    /// The number of particles, or of samples per step, at least 2. Default: 10 per variable, and at least 20.
    pub particles: Option<u32>,
    /// The diffusion of the particles in `consensus`.
    pub noise: Noise,
    /// The initial inverse temperature α of the weights exp(-α f), in units of 1/f. Default: 30.
    pub inverse_temperature: Option<f64>,
    /// The growth factor of α per step, from 1 to 10. Default: 1.05 in `consensus`, up to α = 1e5; 1 in `hopping`.
    pub inverse_temperature_growth: Option<f64>,
    /// The decay factor of the samples' standard deviation per step of `hopping`, down to a hundredth of its initial
    /// value. Default: 0.99.
    pub step_size_decay: Option<f64>,
}

/// A function evaluated by the caller, the box to search, and options.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MinimizeProblem {
    /// The lower bounds of the variables: a vector, or one number for all.
    pub lower: Option<NumberOrVector>,
    /// The upper bounds of the variables: a vector, or one number for all.
    pub upper: Option<NumberOrVector>,
    /// The number of variables, from 1 to 10000, if `lower` and `upper` are numbers.
    pub dimension: Option<u32>,
    /// The variables, instead of `lower` and `upper`.
    pub variables: Option<Vec<Variable>>,
    /// One starting point, or several as rows. All are evaluated first, so the solution is no worse than any of
    /// them. The search starts at the best one; `consensus`, `evolution` and `gaussianProcess` include all of
    /// them in their first points. Default: the best point of `known`, or else the center of the box, which
    /// some methods do not evaluate.
    pub initial: Option<VectorOrMatrix>,
    /// The initial covariance of `cmaes`, in units of (`stepSize` × side of the box)²: a matrix, or the
    /// variances only, as in a solution's `warmStart`. Only the lower triangle of a matrix is read. Default:
    /// the identity.
    pub initial_covariance: Option<VectorOrMatrix>,
    /// Earlier evaluations. They are candidates for the solution, models learn from them, and their points are
    /// not evaluated again.
    pub known: Option<Known>,
    /// The maximum number of concurrent evaluations, from 1 to 4096. Populations are rounded up to a multiple
    /// of it.
    pub parallel: u32,
    /// The maximum number of evaluations. Default: 1000 per variable.
    pub max_evaluations: Option<u32>,
    /// The search stops at the first value that is at most this.
    pub target: Option<f64>,
    /// The search method.
    pub method: Method,
    /// The initial step size relative to the sides of the box, above 0 and at most 1: a standard deviation, or
    /// an edge of the simplex.
    pub step_size: f64,
    /// The population size of the first run of `cmaes`, at least 4. Default: 4 + 3 ln(variables), rounded down.
    pub population_size: Option<u32>,
    /// A run stops if its values differ by no more than this.
    pub tolerance: f64,
    /// A run of `cmaes` stops if its steps are shorter than this fraction of the initial ones.
    pub point_tolerance: f64,
    /// The maximum number of runs after the first. Default: as many as the evaluations allow.
    pub restarts: Option<u32>,
    /// Prediction of values before the function is evaluated.
    pub model: Model,
    /// The structure of the covariance matrix in `cmaes`.
    pub covariance: Covariance,
    /// Options of `consensus` and `hopping`.
    pub consensus: ConsensusOptions,
    /// Whether values are noisy: repeated evaluations of a point differ. Then `cmaes` uses no model, and
    /// populations double from run to run. The solution is the mean of a run's last population, evaluated 16
    /// times: the point with the smallest single value would only be the luckiest.
    pub noise: bool,
    /// Whether the solution lists all evaluated points.
    pub archive: bool,
}

impl Default for MinimizeProblem {
    fn default() -> Self {
        Self {
            lower: None,
            upper: None,
            dimension: None,
            variables: None,
            initial: None,
            initial_covariance: None,
            known: None,
            parallel: 1,
            max_evaluations: None,
            target: None,
            method: Method::default(),
            step_size: 0.2,
            population_size: None,
            tolerance: 1e-11,
            point_tolerance: 1e-11,
            restarts: None,
            model: Model::default(),
            covariance: Covariance::default(),
            consensus: ConsensusOptions::default(),
            noise: false,
            archive: false,
        }
    }
}

/// A function given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be
/// given.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct MinimizeDataProblem {
    /// The objective to minimize: a scalar function of the variables, as one vector, and of parameters.
    pub objective: Option<Function>,
    /// The name of the input that holds the variables. Default: the first input.
    pub input: Option<String>,
    /// The values of all other inputs of the function, by name.
    #[serde(default)]
    pub parameters: Named,
    /// A test function, instead of `objective`.
    pub built_in: Option<BuiltIn>,
    /// The search, for a function evaluated by the caller.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub search: MinimizeProblem,
}

/// Earlier evaluations.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Known {
    /// The points, one per row.
    pub points: Matrix,
    /// The value at each point.
    pub values: Vector,
}

/// The default of `maxEvaluations`, per variable.
const EVALUATIONS_PER_VARIABLE: u32 = 1000;

/// The largest number of variables with a full covariance matrix by default: its eigendecomposition then takes a
/// second.
const MAX_COVARIANCES: usize = 500;

/// The largest number of variables with a full covariance matrix: beyond it an eigendecomposition takes more than ten
/// seconds.
const MAX_FULL: usize = 1000;

/// The largest number of variables with a quadratic model by default: it then takes a few milliseconds.
const MAX_MODELED: usize = 20;

/// With categories, the largest number of variables that use a Gaussian process by default: a proposal then takes
/// tenths of a second.
const MAX_MIXED: usize = 20;

/// The largest number of variables of a quadratic model or a Gaussian process.
const LARGEST_MODEL: usize = 40;

/// The largest number of entries of a population: 128 MiB.
const LARGEST_POPULATION: usize = 1 << 24;

/// The maximum population size for this many variables.
pub(super) fn largest_population(variables: usize) -> usize {
    LARGEST_POPULATION / variables
}

impl MinimizeProblem {
    /// Checks the problem and returns its search space.
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
        check::number("stepSize", self.step_size, check::PROPORTION)?;
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
        if self.covariance == Covariance::Full && n > MAX_FULL {
            return Err(Error::invalid("covariance", format!("must not be `full` for more than {MAX_FULL} variables")));
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

    /// The settings of evaluations.
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

    /// The method used in a space: resolves `auto`.
    pub fn method_of(&self, space: &Space) -> Method {
        match self.method {
            Method::Auto if space.has_categories() && space.dimension() <= MAX_MIXED => Method::GaussianProcess,
            Method::Auto if space.has_categories() => Method::Evolution,
            Method::Auto if space.dimension() <= 2 && !self.noise => Method::NelderMead,
            Method::Auto => Method::Cmaes,
            method => method,
        }
    }

    /// Whether a quadratic model predicts values, for this many variables.
    pub fn is_modeled(&self, variables: usize) -> bool {
        match self.model {
            _ if self.noise => false,
            Model::Auto => variables <= MAX_MODELED,
            model => model == Model::Quadratic,
        }
    }

    /// Whether only variances are adapted, for this many variables.
    pub fn is_diagonal(&self, variables: usize) -> bool {
        match self.covariance {
            Covariance::Auto => variables > MAX_COVARIANCES,
            covariance => covariance == Covariance::Diagonal,
        }
    }

    /// The population size of the first run: at least the requested or default size, and a multiple of `parallel`.
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
        check::optional("consensus.stepSizeDecay", self.step_size_decay, check::PROPORTION)
    }
}

impl MinimizeDataProblem {
    /// The problem for the dialogue. By default values are not predicted, because a function given as data is cheap;
    /// `gaussianProcess`, made for expensive functions, keeps its model.
    pub fn without_function(self) -> MinimizeProblem {
        let model = match self.search.model {
            Model::Auto if self.search.method != Method::GaussianProcess => Model::None,
            model => model,
        };
        MinimizeProblem { model, ..self.search }
    }
}
