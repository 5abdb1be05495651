//! A checked problem in the form that the solver works on: only points that hold mass, masses that sum to 1 on each side.

use crate::cost::Cost;
use crate::extent::Extent;
use crate::marginal::Marginal;
use crate::mirror::Mirror;
use crate::potentials::Potentials;
use crate::precision::precision_floor;
use crate::sums::MarginalErrors;
use crate::vectors::magnitude;
use superlinear_numerics::parallel::Parallelism;

/// What the solver works on.
pub(crate) struct Instance {
    /// The cost between the points that hold mass.
    pub cost: Cost,
    /// The extent of the cost.
    pub extent: Extent,
    /// The source masses, positive, of sum 1.
    pub a: Vec<f64>,
    /// The target masses, positive, of sum 1.
    pub b: Vec<f64>,
    /// How little the source and target masses are held; see [`Marginal::softness`].
    pub softness: [f64; 2],
    /// The regularization, in units of cost.
    pub regularization: f64,
    /// Where both sides are the same.
    pub mirror: Option<Mirror>,
}

impl Instance {
    /// The problem with a cost matrix of its own where the cost is selected from another.
    pub fn gathered(self, parallelism: Parallelism) -> Self {
        Self { cost: self.cost.gathered(parallelism), ..self }
    }

    /// What is asked of the row sums.
    pub fn source(&self) -> Marginal<'_> {
        Marginal { masses: &self.a, softness: self.softness[0] }
    }

    /// What is asked of the column sums.
    pub fn target(&self) -> Marginal<'_> {
        Marginal { masses: &self.b, softness: self.softness[1] }
    }

    /// Whether some point keeps a negligible part of its mass.
    pub fn has_negligible(&self, point: &Potentials) -> bool {
        self.source().has_negligible(&point.f) || self.target().has_negligible(&point.g)
    }

    /// The masses' part of the dual objective.
    pub fn value(&self, point: &Potentials) -> f64 {
        self.source().value(&point.f) + self.target().value(&point.g)
    }

    /// By how much that grows where `point` goes `length` times `direction` farther.
    pub fn gain(&self, point: &Potentials, direction: &Potentials, length: f64) -> f64 {
        self.source().gain(&point.f, &direction.f, length) + self.target().gain(&point.g, &direction.g, length)
    }

    /// About the smallest marginal error that can be reached, at these potentials and the regularization asked for.
    pub fn precision_floor(&self, point: &Potentials) -> f64 {
        let terms = magnitude(&point.f) + magnitude(&point.g) + self.extent.magnitude();
        precision_floor(terms, self.regularization)
    }

    /// How far the plan's sums are from those asked for.
    pub fn marginal_errors(&self, f: &[f64], g: &[f64], row_sums: &[f64], column_sums: &[f64]) -> MarginalErrors {
        self.source().errors(f, row_sums).and(self.target().errors(g, column_sums))
    }
}
