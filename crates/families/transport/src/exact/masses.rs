//! Integer masses, so that flows are computed without rounding.
//!
//! The rule against cycling relies on exact ties between flows. The plan is recomputed from the original masses once
//! its arcs are known.

/// The sum of integer masses: masses are rounded to multiples of the given sum divided by this. Sums below 2^53 are
/// exact.
const UNITS: f64 = (1u64 << 52) as f64;

/// Integers proportional to the source and target masses, with equal sums.
pub(crate) fn whole_numbers(a: &[f64], b: &[f64]) -> (Vec<f64>, Vec<f64>) {
    if are_equal(a) && are_equal(b) {
        return (vec![b.len() as f64; a.len()], vec![a.len() as f64; b.len()]);
    }
    if a.iter().chain(b).all(|mass| mass.fract() == 0.0) && a.iter().sum::<f64>() == b.iter().sum::<f64>() {
        return (a.to_vec(), b.to_vec());
    }
    let (mut a, mut b) = (rounded(a), rounded(b));
    let difference = a.iter().sum::<f64>() - b.iter().sum::<f64>();
    let smaller = if difference > 0.0 { &mut b } else { &mut a };
    if let Some(largest) = smaller.iter_mut().max_by(|x, y| x.total_cmp(y)) {
        *largest += difference.abs();
    }
    (a, b)
}

pub(crate) fn are_equal(masses: &[f64]) -> bool {
    masses.iter().all(|&mass| mass == masses[0])
}

fn rounded(masses: &[f64]) -> Vec<f64> {
    let total: f64 = masses.iter().sum();
    masses.iter().map(|mass| (mass / total * UNITS).round().max(1.0)).collect()
}

#[cfg(test)]
mod tests {
    use super::whole_numbers;

    #[test]
    fn sums_are_the_same() {
        let (a, b) = whole_numbers(&[0.1, 0.2, 0.7], &[1e-300, 0.5, 0.25, 0.25]);
        assert_eq!(a.iter().sum::<f64>(), b.iter().sum::<f64>());
        assert!(a.iter().chain(&b).all(|mass| *mass >= 1.0 && mass.fract() == 0.0));
    }

    #[test]
    fn equal_masses_stay_equal() {
        let (a, b) = whole_numbers(&[0.5; 2], &[1.0 / 3.0; 3]);
        assert_eq!((a, b), (vec![3.0; 2], vec![2.0; 3]));
    }
}
