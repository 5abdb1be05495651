//! One series, or several of one system.

use crate::series::{Series, scale_of};
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
    /// The number of columns of the first series.
    pub(crate) fn columns(&self) -> usize {
        match self {
            Self::One(series) => series.count(),
            Self::Several(several) => several.first().map_or(0, |matrix| matrix.columns),
        }
    }

    /// The checked series. Refuses series without rows, and of different numbers of columns.
    pub(crate) fn checked(&self, path: &str) -> Result<Pieces<'_>, Error> {
        let series = match self {
            Self::One(series) => vec![Series::new(path, series)?],
            Self::Several(several) => {
                check::entries(path, several.len(), 1..=MAX_SERIES)?;
                let checked = |(k, matrix)| Series::of_matrix(&format!("{path}[{k}]"), matrix);
                several.iter().enumerate().map(checked).collect::<Result<Vec<_>, _>>()?
            }
        };
        let pieces = Pieces { path: path.to_owned(), is_list: matches!(self, Self::Several(_)), series };
        pieces.ensure_rows(1, "")?;
        for (path, series) in pieces.named() {
            check::columns(&path, series.columns, pieces.columns(), &pieces.path_of(0))?;
        }
        Ok(pieces)
    }
}

/// Numbers of rows that a method needs: of a single series, and of each of several and of all together.
pub(crate) struct Needed {
    pub alone: usize,
    pub each: usize,
    pub together: usize,
}

/// Checked series of one system, at least one, with the same columns.
#[derive(Clone)]
pub(crate) struct Pieces<'a> {
    path: String,
    /// Whether they came as a list, so that their paths have an index.
    is_list: bool,
    series: Vec<Series<'a>>,
}

impl<'a> Pieces<'a> {
    /// The series.
    pub fn series(&self) -> &[Series<'a>] {
        &self.series
    }

    /// The series with their paths.
    pub fn named(&self) -> impl Iterator<Item = (String, Series<'a>)> {
        self.series.iter().enumerate().map(|(k, series)| (self.path_of(k), *series))
    }

    /// The path of the list, or of the only series.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The path of a series.
    pub fn path_of(&self, k: usize) -> String {
        if self.is_list { format!("{}[{k}]", self.path) } else { self.path.clone() }
    }

    /// The number of columns.
    pub fn columns(&self) -> usize {
        self.series[0].columns
    }

    /// The number of rows of all series.
    pub fn rows(&self) -> usize {
        self.series.iter().map(Series::rows).sum()
    }

    /// The number of rows of the shortest series.
    pub fn shortest(&self) -> usize {
        self.series.iter().map(Series::rows).min().unwrap_or(0)
    }

    /// Refuses series with fewer rows. The purpose may be empty.
    pub fn ensure_rows(&self, rows: usize, purpose: &str) -> Result<(), Error> {
        self.named().try_for_each(|(path, series)| series.ensure_rows(&path, rows, purpose))
    }

    /// Refuses series with fewer rows: the only one with fewer than `alone`, or several with fewer than `each`, or fewer
    /// than `together` in all. The purpose may be empty.
    pub fn ensure_rows_of(&self, Needed { alone, each, together }: Needed, purpose: &str) -> Result<(), Error> {
        if self.series.len() == 1 {
            return self.ensure_rows(alone, purpose);
        }
        self.ensure_rows(each, purpose)?;
        let rows = self.rows();
        if rows >= together {
            return Ok(());
        }
        let space = if purpose.is_empty() { "" } else { " " };
        let message = format!("must have at least {together} rows in all{space}{purpose}, got {rows}");
        Err(Error::invalid(&self.path, message))
    }

    /// The first rows of each series, as many as given.
    pub fn first_rows(&self, rows: &[usize]) -> Self {
        let series = self.series.iter().zip(rows).map(|(series, &rows)| series.part(0..rows));
        Self { path: self.path.clone(), is_list: self.is_list, series: series.collect() }
    }

    /// A column of all series, one after another.
    pub fn column(&self, j: usize) -> Vec<f64> {
        self.series.iter().flat_map(|series| series.along(j)).collect()
    }

    /// The means and the standard deviations of the columns; the deviation of a constant column is 1.
    pub fn scales(&self) -> (Vec<f64>, Vec<f64>) {
        (0..self.columns()).map(|j| scale_of(&self.column(j))).unzip()
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
