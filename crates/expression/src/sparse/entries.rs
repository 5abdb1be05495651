//! Assembles the entries of a sparse matrix from many contributions.

use super::lines::{self, Line};
use super::structure::Structure;
use std::borrow::Cow;
use superlinear_machine::access::{Access, Run};

/// The rows and columns of contributions.
pub enum Entries {
    /// At equal distances.
    Line(Line),
    /// Listed individually.
    Listed(Vec<(u32, u32)>),
}

/// The positions of contributions among the entries of a matrix.
pub enum Places {
    /// At equal distances.
    Run(Run),
    /// Listed individually.
    Listed(Vec<u32>),
}

impl Entries {
    /// The entries of `lanes` elements with these rows and columns.
    pub fn of(rows: &Access, columns: &Access, lanes: usize) -> Self {
        match Line::of(rows, columns, lanes) {
            Some(line) => Self::Line(line),
            None => Self::Listed(rows.places(lanes).into_iter().zip(columns.places(lanes)).collect()),
        }
    }

    /// The entries, mirrored into the lower triangle.
    pub fn lower(self) -> Self {
        if let Self::Line(line) = &self
            && let Some(lower) = line.lower()
        {
            return Self::Line(lower);
        }
        Self::Listed(self.pairs().iter().map(|&(i, j)| lower(i, j)).collect())
    }

    /// The elements with diagonal entries.
    pub fn on_diagonal(&self) -> Vec<usize> {
        if let Self::Line(line) = self
            && !line.touches_diagonal()
        {
            return Vec::new();
        }
        self.pairs().iter().enumerate().filter(|(_, (i, j))| i == j).map(|(lane, _)| lane).collect()
    }

    /// The number of entries.
    pub fn count(&self) -> usize {
        match self {
            Self::Line(line) => line.count(),
            Self::Listed(pairs) => pairs.len(),
        }
    }

    fn line(&self) -> Option<Line> {
        match self {
            Self::Line(line) => Some(*line),
            Self::Listed(_) => None,
        }
    }

    /// Row and column of each entry.
    pub fn pairs(&self) -> Cow<'_, [(u32, u32)]> {
        match self {
            Self::Line(line) => line.pairs().into(),
            Self::Listed(pairs) => pairs.into(),
        }
    }
}

impl Places {
    /// All positions.
    pub fn listed(self) -> Vec<u32> {
        match self {
            Self::Run(run) => listed(&[run]),
            Self::Listed(places) => places,
        }
    }

    /// The positions of ascending runs.
    fn of_runs(runs: Vec<Run>) -> Self {
        match runs.as_slice() {
            [run] => Self::Run(*run),
            _ => Self::Listed(listed(&runs)),
        }
    }
}

fn listed(runs: &[Run]) -> Vec<u32> {
    let mut places = Vec::with_capacity(runs.iter().map(|run| run.length).sum());
    for &Run { first, stride, length } in runs {
        places.extend((0..length).map(|k| (first + k * stride as usize) as u32));
    }
    places
}

/// Row and column of an entry, mirrored into the lower triangle.
pub fn lower(i: u32, j: u32) -> (u32, u32) {
    (i.max(j), i.min(j))
}

/// The structure formed by the contributions, and their positions in it.
pub fn structure(rows: usize, columns: usize, contributions: &[Entries]) -> (Structure, Vec<Places>) {
    let lines: Option<Vec<_>> = contributions.iter().map(Entries::line).collect();
    if let Some((structure, runs)) = lines.and_then(|lines| lines::structure(rows, columns, &lines)) {
        return (structure, runs.into_iter().map(Places::of_runs).collect());
    }
    let listed: Vec<_> = contributions.iter().map(Entries::pairs).collect();
    let (structure, places) = of_pairs(rows, columns, &listed);
    (structure, places.into_iter().map(Places::Listed).collect())
}

fn of_pairs(rows: usize, columns: usize, contributions: &[Cow<[(u32, u32)]>]) -> (Structure, Vec<Vec<u32>>) {
    // The start of each row, then its end, then the end of its entries, reused in this order: there may be far more
    // rows than entries.
    let mut bounds = row_starts(rows, contributions);
    let mut by_row = vec![(0_u32, 0_u32); bounds[rows] as usize];
    let mut number = 0;
    for contribution in contributions {
        for &(row, column) in &**contribution {
            let place = &mut bounds[row as usize];
            by_row[*place as usize] = (column, number);
            *place += 1;
            number += 1;
        }
    }
    let mut places = vec![0_u32; by_row.len()];
    let (mut indices, mut start) = (Vec::with_capacity(by_row.len()), 0);
    for end in &mut bounds[..rows] {
        let row = &mut by_row[start..*end as usize];
        start = *end as usize;
        // Rows have few entries or are already sorted.
        if !row.is_sorted() {
            row.sort_unstable();
        }
        let mut last = None;
        for &(column, number) in &*row {
            if last != Some(column) {
                indices.push(column);
                last = Some(column);
            }
            places[number as usize] = indices.len() as u32 - 1;
        }
        *end = indices.len() as u32;
    }
    bounds.rotate_right(1);
    bounds[0] = 0;
    let structure = Structure { rows, columns, indptr: bounds, indices };
    let mut rest = places.as_slice();
    let split = |contribution: &Cow<[_]>| {
        let (own, others) = rest.split_at(contribution.len());
        rest = others;
        own.to_vec()
    };
    (structure, contributions.iter().map(split).collect())
}

/// The start of each row if contributions are sorted by row.
fn row_starts(rows: usize, contributions: &[Cow<[(u32, u32)]>]) -> Vec<u32> {
    let mut starts = vec![0_u32; rows + 1];
    for contribution in contributions {
        contribution.iter().for_each(|&(row, _)| starts[row as usize + 1] += 1);
    }
    (0..rows).for_each(|row| starts[row + 1] += starts[row]);
    starts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use superlinear_machine::access::Axis;

    const SIDE: usize = 160;

    /// Elements along a line, ascending or descending, as many as fit.
    fn lanes() -> impl Strategy<Value = (Access, Access, usize)> {
        let access = |offset: usize, stride: isize, count: usize| {
            let offset = if stride < 0 { offset + (count - 1) * stride.unsigned_abs() } else { offset };
            Access::Strided { offset, axes: if count == 1 { Vec::new() } else { vec![Axis { count, stride }] } }
        };
        let steps = prop_oneof![8 => Just(1_isize), 1 => Just(0), 1 => Just(-1), 1 => Just(2)];
        ((0..4_usize, 0..24_usize), steps, -1..3_isize, 1..64_usize).prop_map(
            move |((row, column), down, along, count)| (access(row, down, count), access(column, along, count), count),
        )
    }

    fn both(entries: &[Entries]) -> [(Structure, Vec<Vec<u32>>); 2] {
        let (structure, places) = structure(SIDE, SIDE, entries);
        let pairs: Vec<_> = entries.iter().map(Entries::pairs).collect();
        [(structure, places.into_iter().map(Places::listed).collect()), of_pairs(SIDE, SIDE, &pairs)]
    }

    proptest! {
        #[test]
        fn lines_make_what_their_entries_make(given in prop::collection::vec(lanes(), 1..5), is_lower in any::<bool>()) {
            let of = |(rows, columns, count): &(Access, Access, usize)| {
                let entries = Entries::of(rows, columns, *count);
                if is_lower { entries.lower() } else { entries }
            };
            let entries: Vec<_> = given.iter().map(of).collect();
            for entries in &entries {
                let same = entries.pairs().iter().enumerate().filter(|(_, (i, j))| i == j).map(|(k, _)| k).collect::<Vec<_>>();
                if is_lower {
                    prop_assert_eq!(entries.on_diagonal(), same);
                    prop_assert!(entries.pairs().iter().all(|(i, j)| i >= j));
                }
            }
            let [found, listed] = both(&entries);
            prop_assert_eq!(found, listed);
        }
    }

    #[test]
    fn a_band_is_found_by_its_lines() {
        let along = |offset: usize, count: usize| Access::Strided { offset, axes: vec![Axis { count, stride: 1 }] };
        let line = |row: usize, column: usize| Entries::of(&along(row, SIDE - 2), &along(column, SIDE - 2), SIDE - 2);
        let band = [line(0, 0), line(1, 0), line(1, 1), line(2, 0), line(2, 1), line(2, 2)];
        assert!(lines::structure(SIDE, SIDE, &band.iter().filter_map(Entries::line).collect::<Vec<_>>()).is_some());
        let [found, listed] = both(&band);
        assert_eq!(found, listed);
        // Row by row: one entry, two, then three.
        assert_eq!(found.0.count(), 3 * SIDE - 3);
    }
}
