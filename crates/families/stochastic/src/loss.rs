//! The loss of a row: of one linear predictor, or of one for each class.

use superlinear_losses::{SampleLoss, multinomial};

/// The loss of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RowLoss {
    /// Of one predictor.
    Single(SampleLoss),
    /// Of a predictor for each of this many classes; the response is the index of a class.
    Multinomial(usize),
}

impl RowLoss {
    /// The number of predictors.
    pub fn outputs(self) -> usize {
        match self {
            Self::Single(_) => 1,
            Self::Multinomial(classes) => classes,
        }
    }

    /// The value. The predictors may be overwritten.
    pub fn value(self, z: &mut [f64], y: f64) -> f64 {
        match self {
            Self::Single(loss) => loss.value(z[0], y),
            Self::Multinomial(_) => multinomial(z, y as usize),
        }
    }

    /// The value. Slopes take the place of the predictors.
    #[inline]
    pub fn at(self, z: &mut [f64], y: f64) -> f64 {
        match self {
            Self::Single(loss) => {
                let (value, slope) = loss.at(z[0], y);
                z[0] = slope;
                value
            }
            Self::Multinomial(_) => multinomial(z, y as usize),
        }
    }

    /// The size of losses near predictors of 0, up to a factor, for a response or an offset of this size.
    #[inline]
    pub fn size(self, y: f64) -> f64 {
        match self {
            Self::Single(SampleLoss::Squared) => y * y,
            Self::Single(SampleLoss::Huber(_) | SampleLoss::Quantile(_) | SampleLoss::EpsilonInsensitive(_)) => y.abs(),
            _ => 1.0,
        }
    }

    /// Whether predictors have the unit of responses.
    pub fn has_unit_of_response(self) -> bool {
        use SampleLoss::{EpsilonInsensitive, Huber, Quantile, Squared};
        matches!(self, Self::Single(Squared | Huber(_) | Quantile(_) | EpsilonInsensitive(_)))
    }

    /// An upper bound of the second derivatives, as for [`SampleLoss::curvature`].
    pub fn curvature(self, y: f64) -> f64 {
        match self {
            Self::Single(loss) => loss.curvature(y),
            Self::Multinomial(_) => 0.5,
        }
    }
}
