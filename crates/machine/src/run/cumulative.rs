//! Cumulative sums and linear recurrences along an axis of stored tensors.

use crate::plan::Cumulate;

/// Computes cumulative sums, each element added to the previous sum, which is multiplied by a factor if there are any.
pub fn cumulate(cumulate: &Cumulate, a: &[f64], factors: Option<&[f64]>, result: &mut [f64]) {
    let Cumulate { before, length, after, is_reversed, .. } = *cumulate;
    for block in 0..before {
        let start = block * length * after;
        for turn in 0..length {
            let row = if is_reversed { length - 1 - turn } else { turn };
            let place = start + row * after;
            let previous = if is_reversed { place + after } else { place.wrapping_sub(after) };
            for k in 0..after {
                result[place + k] = a[place + k]
                    + match factors {
                        _ if turn == 0 => 0.0,
                        None => result[previous + k],
                        Some(factors) => factors[place + k] * result[previous + k],
                    };
            }
        }
    }
}
