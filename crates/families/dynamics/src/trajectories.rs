//! One series, or several of one system.

use crate::series::Series;
use schemars::JsonSchema;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;
use superlinear_interface::{Error, Matrix, VectorOrMatrix, check};

/// A series, or several from different starts: the first row of one does not follow the last row of another.
#[derive(Clone, Debug, JsonSchema)]
#[schemars(untagged, inline)]
pub enum Trajectories {
    /// One series.
    One(VectorOrMatrix),
    /// Several series.
    Several(Vec<Matrix>),
}

/// Larger numbers of series are assumed to be mistakes.
const MAX_SERIES: usize = 1_000_000;

impl Trajectories {
    /// The checked series with their paths. Refuses series without rows, and of different numbers of columns.
    pub(crate) fn each(&self, path: &str) -> Result<Vec<(String, Series<'_>)>, Error> {
        let all = match self {
            Self::One(series) => vec![(path.to_owned(), Series::new(path, series)?)],
            Self::Several(several) => {
                check::entries(path, several.len(), 1..=MAX_SERIES)?;
                let checked = several.iter().enumerate().map(|(k, matrix)| {
                    let path = format!("{path}[{k}]");
                    Series::of_matrix(&path, matrix).map(|series| (path, series))
                });
                checked.collect::<Result<Vec<_>, _>>()?
            }
        };
        for (path, series) in &all {
            series.ensure_rows(path, 1, "")?;
            check::columns(path, series.columns, all[0].1.columns, &all[0].0)?;
        }
        Ok(all)
    }
}

impl<'de> Deserialize<'de> for Trajectories {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TrajectoriesVisitor)
    }
}

struct TrajectoriesVisitor;

impl<'de> Visitor<'de> for TrajectoriesVisitor {
    type Value = Trajectories;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array of numbers, a matrix or a list of matrices")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Trajectories, A::Error> {
        VectorOrMatrix::deserialize(MapAccessDeserializer::new(map)).map(Trajectories::One)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, sequence: A) -> Result<Trajectories, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(sequence)).map(Trajectories::Several)
    }
}
