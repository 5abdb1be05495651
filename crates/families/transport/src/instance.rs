//! A validated problem in the solver's form: only points with mass, and masses of sum 1 for each marginal.

use crate::cost::Cost;
use crate::extent::Extent;
use crate::marginal::Marginal;
use crate::mirror::Mirror;
use crate::potentials::Potentials;
use crate::precision::precision_floor;
use crate::sums::MarginalErrors;
use crate::vectors::magnitude;
use superlinear_numerics::parallel::Parallelism;

/// The solver's problem.
pub(crate) struct Instance {
    /// The cost between the points with mass.
    pub cost: Cost,
    /// The extent of the cost.
    pub extent: Extent,
    /// The source masses, positive, of sum 1.
    pub a: Vec<f64>,
    /// The target masses, positive, of sum 1.
    pub b: Vec<f64>,
    /// The softness of the source and target marginals; see [`Marginal::softness`].
    pub softness: [f64; 2],
    /// The regularization, in units of cost.
    pub regularization: f64,
    /// The mirror of a problem of a distribution with itself.
    pub mirror: Option<Mirror>,
}

impl Instance {
    /// Copies a cost selected from another matrix into one of its own.
    pub(crate) fn gathered(self, parallelism: Parallelism) -> Self {
        Self { cost: self.cost.gathered(parallelism), ..self }
    }

    /// The constraint on the row sums.
    pub(crate) fn source(&self) -> Marginal<'_> {
        Marginal { masses: &self.a, softness: self.softness[0] }
    }

    /// The constraint on the column sums.
    pub(crate) fn target(&self) -> Marginal<'_> {
        Marginal { masses: &self.b, softness: self.softness[1] }
    }

    /// Returns whether some point keeps a negligible fraction of its mass.
    pub(crate) fn has_negligible(&self, point: &Potentials) -> bool {
        self.source().has_negligible(&point.f) || self.target().has_negligible(&point.g)
    }

    /// The dual objective without the term of the plan's mass.
    pub(crate) fn value(&self, point: &Potentials) -> f64 {
        self.source().value(&point.f) + self.target().value(&point.g)
    }

    /// The increase of this value for a step of `length` times `direction`.
    pub(crate) fn gain(&self, point: &Potentials, direction: &Potentials, length: f64) -> f64 {
        self.source().gain(&point.f, &direction.f, length) + self.target().gain(&point.g, &direction.g, length)
    }

    /// An estimate of the smallest attainable marginal error, at these potentials and the requested regularization.
    pub(crate) fn precision_floor(&self, point: &Potentials) -> f64 {
        let terms = magnitude(&point.f) + magnitude(&point.g) + self.extent.magnitude();
        precision_floor(terms, self.regularization)
    }

    /// The differences between the plan's sums and the desired ones.
    pub(crate) fn marginal_errors(
        &self,
        f: &[f64],
        g: &[f64],
        row_sums: &[f64],
        column_sums: &[f64],
    ) -> MarginalErrors {
        self.source().errors(f, row_sums).and(self.target().errors(g, column_sums))
    }
}
