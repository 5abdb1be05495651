//! Sequences of integers as the rows of a matrix: shorter ones end with -1.

use superlinear_interface::{Error, Matrix, check};

/// The entry after the end of a sequence.
pub(crate) const END: i32 = -1;

/// The sequences of a matrix: integers from 0 up to the first -1. Refuses other numbers, and entries after the end.
pub(crate) fn sequences_of(path: &str, matrix: &Matrix, count: usize) -> Result<Vec<Vec<i32>>, Error> {
    (0..matrix.rows)
        .map(|i| {
            let codes = codes_of(path, matrix, i, count)?;
            let length = codes.iter().position(|&code| code == END).unwrap_or(codes.len());
            if let Some(after) = codes[length..].iter().position(|&code| code != END) {
                let place = i * matrix.columns + length + after;
                return Err(Error::invalid(format!("{path}.data[{place}]"), "must be -1 after the end of a sequence"));
            }
            Ok(codes[..length].to_vec())
        })
        .collect()
}

/// The integers of a row, from -1 up to below a count.
pub(crate) fn codes_of(path: &str, matrix: &Matrix, row: usize, count: usize) -> Result<Vec<i32>, Error> {
    let code = |(j, &value): (usize, &f64)| {
        let path = || format!("{path}.data[{}]", row * matrix.columns + j);
        if !(-1.0..count as f64).contains(&value) {
            check::number(&path(), value, -1.0..=(count - 1) as f64)?;
        }
        if value.fract() != 0.0 {
            return Err(Error::invalid(path(), format!("must be an integer, got {}", check::short(value))));
        }
        Ok(value as i32)
    };
    matrix.row(row).iter().enumerate().map(code).collect()
}

/// Sequences as the rows of a matrix.
pub(crate) fn matrix_of(sequences: &[Vec<i32>], columns: usize) -> Matrix {
    let filled = |own: &Vec<i32>| {
        let rest = std::iter::repeat_n(f64::from(END), columns - own.len());
        own.iter().map(|&code| f64::from(code)).chain(rest).collect::<Vec<_>>()
    };
    Matrix::new(sequences.len(), columns, sequences.iter().flat_map(filled).collect())
}
