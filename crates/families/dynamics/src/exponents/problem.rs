//! The problem of `lyapunovExponents`.

use crate::systems::SystemChoice;
use schemars::JsonSchema;
use serde::Deserialize;
use superlinear_interface::{Error, Vector, check};

/// A system, or a series.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LyapunovExponentsProblem {
    /// The number of rows over which growth is averaged, at least 20. Default: 100 000.
    pub length: Option<u32>,
    /// The number of rows before. Default: 1000.
    pub transient: Option<u32>,
    /// The number of exponents, the largest ones; at most 100. Default: as many as a state has entries.
    pub count: Option<u32>,
    /// A scalar series in place of a system, with at least 100 rows. Its time between two rows is `step`, 1 by default.
    pub series: Option<Vector>,
    /// The delay of the series' delay vectors. Default: that of {@link embed}.
    pub delay: Option<u32>,
    /// The dimension of the series' delay vectors. Default: that of {@link embed}.
    pub dimension: Option<u32>,
    /// The number of rows around a vector without its neighbor. Default: a mean period of the series.
    pub exclusion: Option<u32>,
    /// The number of rows over which neighbors are followed, from 3 to 10 000. Default: 1.3 mean periods, and at least 20.
    pub follow: Option<u32>,
    /// The system.
    #[serde(rename = "..")]
    #[schemars(flatten)]
    pub choice: SystemChoice,
}

impl LyapunovExponentsProblem {
    /// Refuses fields of systems beside a series.
    pub(super) fn ensure_series_alone(&self) -> Result<(), Error> {
        let choice = &self.choice;
        let fields = [
            ("system", choice.system.is_some()),
            ("model", choice.model.is_some()),
            ("map", choice.map.is_some()),
            ("field", choice.field.is_some()),
            ("parameters", !choice.parameters.is_empty()),
            ("initial", choice.initial.is_some()),
            ("substeps", choice.substeps.is_some()),
            ("length", self.length.is_some()),
            ("transient", self.transient.is_some()),
            ("count", self.count.is_some()),
        ];
        check::absent(&fields, "must not be given beside series")
    }

    /// Refuses fields of series beside a system.
    pub(super) fn ensure_no_fields_of_series(&self) -> Result<(), Error> {
        let fields = [
            ("delay", self.delay.is_some()),
            ("dimension", self.dimension.is_some()),
            ("exclusion", self.exclusion.is_some()),
            ("follow", self.follow.is_some()),
        ];
        check::absent(&fields, "must not be given without series")
    }
}
