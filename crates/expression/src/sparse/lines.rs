//! Sparse matrices with entries along lines, such as derivatives of a chain or a banded matrix. Positions are computed
//! line by line.

use super::structure::Structure;
use std::ops::Range;
use superlinear_machine::access::{Access, Run};

/// Entries at equal distances.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// Row and column of the first.
    first: [i64; 2],
    /// The distance between neighbors.
    step: [i64; 2],
    /// The number of entries.
    count: usize,
}

/// The part of a line within some rows.
struct Piece {
    line: usize,
    /// The columns in the first and the last row.
    columns: [i64; 2],
}

impl Line {
    /// The entries of `count` elements with these rows and columns, if they are at equal distances.
    pub fn of(rows: &Access, columns: &Access, count: usize) -> Option<Self> {
        let [(row, down), (column, along)] = [progression(rows)?, progression(columns)?];
        Some(Self { first: [row, column], step: [down, along], count })
    }

    /// The number of entries.
    pub fn count(&self) -> usize {
        self.count
    }

    /// Row and column of an entry.
    fn entry(&self, k: usize) -> [i64; 2] {
        [0, 1].map(|axis| self.first[axis] + k as i64 * self.step[axis])
    }

    /// The line, mirrored into the lower triangle; `None` if it crosses the diagonal.
    pub fn lower(self) -> Option<Self> {
        let Self { first: [row, column], step: [down, along], count } = self;
        let [last_row, last_column] = self.entry(count.saturating_sub(1));
        if row >= column && last_row >= last_column {
            return Some(self);
        }
        let mirrored = Self { first: [column, row], step: [along, down], count };
        (row <= column && last_row <= last_column).then_some(mirrored)
    }

    /// Whether the first or last entry is on the diagonal. In the lower triangle, others are there only if both are.
    pub fn touches_diagonal(&self) -> bool {
        [self.first, self.entry(self.count.saturating_sub(1))].iter().any(|[row, column]| row == column)
    }

    /// Row and column of each entry.
    pub fn pairs(&self) -> Vec<(u32, u32)> {
        (0..self.count).map(|k| self.entry(k)).map(|[row, column]| (row as u32, column as u32)).collect()
    }

    /// The rows, if they are consecutive.
    fn rows(&self) -> Option<Range<usize>> {
        let start = self.first[0] as usize;
        (self.step[0] == 1 || self.count <= 1).then(|| start..start + self.count)
    }

    /// The columns in the first and the last row of a range within the line's rows.
    fn columns(&self, rows: &Range<usize>) -> [i64; 2] {
        let column = |row: usize| self.first[1] + (row as i64 - self.first[0]) * self.step[1];
        [column(rows.start), column(rows.end - 1)]
    }
}

/// The first position and the distance, if positions are at equal distances.
fn progression(access: &Access) -> Option<(i64, i64)> {
    let Access::Strided { offset, axes } = access else { return None };
    match axes.as_slice() {
        [] => Some((*offset as i64, 0)),
        [axis] => Some((*offset as i64, axis.stride as i64)),
        _ => None,
    }
}

/// The structure formed by lines, and the positions of each line's entries in it, as runs. `None` if a line skips rows,
/// two lines cross, or there are so many that individual treatment is faster.
pub fn structure(rows: usize, columns: usize, lines: &[Line]) -> Option<(Structure, Vec<Vec<Run>>)> {
    let (mut total, mut cuts) = (0, vec![0, rows]);
    for line in lines {
        let rows = line.rows()?;
        total += rows.len();
        cuts.extend([rows.start, rows.end]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    if cuts.len() * lines.len() > total {
        return None;
    }
    let mut structure = Structure::empty(rows, columns, total);
    let mut places = vec![Vec::new(); lines.len()];
    for cut in cuts.windows(2) {
        let rows = cut[0]..cut[1];
        let pieces = pieces(lines, &rows);
        let mut first = structure.count();
        let width = structure.append(&pieces, lines, rows.len())?;
        for (k, piece) in pieces.iter().enumerate() {
            first += usize::from(k > 0 && pieces[k - 1].columns != piece.columns);
            extend(&mut places[piece.line], Run { first, stride: width as isize, length: rows.len() });
        }
    }
    Some((structure, places))
}

/// The pieces of all lines within rows that each line covers completely or not at all, sorted by column.
fn pieces(lines: &[Line], rows: &Range<usize>) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::with_capacity(lines.len());
    for (number, line) in lines.iter().enumerate() {
        let start = line.first[0] as usize;
        if start <= rows.start && rows.end <= start + line.count {
            let piece = Piece { line: number, columns: line.columns(rows) };
            let place = pieces.partition_point(|other| other.columns < piece.columns);
            pieces.insert(place, piece);
        }
    }
    pieces
}

impl Structure {
    /// Appends rows with these pieces, sorted by column. Returns the number of entries per row; `None` if the order
    /// differs in the last row.
    fn append(&mut self, pieces: &[Piece], lines: &[Line], rows: usize) -> Option<usize> {
        let mut row: Vec<(u32, u32)> = Vec::with_capacity(pieces.len());
        for (k, piece) in pieces.iter().enumerate() {
            let [first, last] = piece.columns;
            match k.checked_sub(1).map(|before| pieces[before].columns) {
                Some(before) if before == piece.columns => continue,
                Some([left, right]) if left == first || right >= last => return None,
                // Negative steps wrap around in unsigned arithmetic, and back.
                _ => row.push((first as u32, lines[piece.line].step[1] as u32)),
            }
        }
        let (start, width) = (self.indices.len(), row.len());
        self.indptr.extend((1..=rows).map(|row| (start + row * width) as u32));
        self.indices.resize(start + rows * width, 0);
        for own in self.indices[start..].chunks_exact_mut(width.max(1)) {
            for (index, (column, step)) in own.iter_mut().zip(&mut row) {
                *index = *column;
                *column = column.wrapping_add(*step);
            }
        }
        Some(width)
    }
}

/// Appends a run, merged with the last one if it continues it.
fn extend(runs: &mut Vec<Run>, next: Run) {
    if let Some(last) = runs.last_mut() {
        let stride = next.first as isize - (last.first as isize + (last.length as isize - 1) * last.stride);
        if (last.length == 1 || last.stride == stride) && (next.length == 1 || next.stride == stride) {
            *last = Run { stride, length: last.length + next.length, ..*last };
            return;
        }
    }
    runs.push(next);
}
