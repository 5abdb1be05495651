//! Fixed points and cycles of a piecewise-linear map, by the affine maps of its regions.

use super::solution::{Cycle, Region, Stability};
use super::symbols::Transitions;
use crate::piecewise_linear::Model;
use faer::Mat;
use std::collections::{BTreeMap, BTreeSet};
use superlinear_interface::{Error, Matrix, Run};
use superlinear_numerics::dense::{Lu, general_eigen};
use superlinear_numerics::vectors::{are_finite, difference, norm};

/// Systems for fixed points with a smaller pivot are singular but for rounding.
const MIN_PIVOT: f64 = 1e-12;

/// The maximum number of distinct words that are tried.
const MAX_WORDS: usize = 100_000;

pub(super) struct Orbits<'a> {
    model: &'a Model,
    run: &'a Run,
    /// The affine maps of regions.
    affine: BTreeMap<u32, (Mat<f64>, Vec<f64>)>,
    pub is_out_of_time: bool,
}

/// Eigenvalues in descending order of their moduli.
struct Eigenvalues {
    real: Vec<f64>,
    imaginary: Vec<f64>,
}

impl<'a> Orbits<'a> {
    pub fn new(model: &'a Model, run: &'a Run) -> Self {
        Self { model, run, affine: BTreeMap::new(), is_out_of_time: false }
    }

    /// The affine map of a region.
    fn affine(&mut self, code: u32) -> (Mat<f64>, Vec<f64>) {
        let (model, n) = (self.model, self.model.offset.len());
        let entry = self.affine.entry(code).or_insert_with(|| {
            let (matrix, offset) = model.affine(code);
            (Mat::from_fn(n, n, |i, j| matrix[i * n + j]), offset)
        });
        entry.clone()
    }

    /// The figures of the visited regions.
    pub fn regions(&mut self, transitions: &Transitions) -> Result<Vec<Region>, Error> {
        let mut regions = Vec::with_capacity(transitions.regions.len());
        for &(code, count) in &transitions.regions {
            if self.run.is_out_of_time()? {
                self.is_out_of_time = true;
                break;
            }
            let (matrix, offset) = self.affine(code);
            let n = offset.len();
            let point = fixed_point(&matrix, &offset);
            let Eigenvalues { real, imaginary } = eigenvalues(&matrix);
            let (is_real, residual) = match &point {
                Some(point) => {
                    let image = image(&matrix, &offset, point);
                    (self.model.region(point) == code, norm(&difference(&image, point)))
                }
                None => (false, 0.0),
            };
            regions.push(Region {
                code,
                occupancy: count as f64 / transitions.rows as f64,
                matrix: Matrix::new(n, n, (0..n * n).map(|place| matrix[(place / n, place % n)]).collect()),
                kind: stability(&real, &imaginary),
                eigenvalues: real.into(),
                imaginary: imaginary.into(),
                fixed_point: point.map(Into::into),
                is_real,
                residual,
            });
        }
        Ok(regions)
    }

    /// The cycles of the visited words up to a period.
    pub fn cycles(&mut self, symbols: &[u32], max_period: usize, max_cycles: usize) -> Result<Vec<Cycle>, Error> {
        let mut cycles = Vec::new();
        for period in 1..=max_period {
            for word in self.words(symbols, period)? {
                if self.run.is_out_of_time()? {
                    self.is_out_of_time = true;
                }
                if self.is_out_of_time || cycles.len() == max_cycles {
                    return Ok(cycles);
                }
                cycles.extend(self.cycle(&word));
            }
        }
        Ok(cycles)
    }

    /// The primitive words of a length among the symbols, each as its least rotation.
    fn words(&mut self, symbols: &[u32], period: usize) -> Result<BTreeSet<Vec<u32>>, Error> {
        let (mut seen, mut words) = (BTreeSet::new(), BTreeSet::new());
        for (k, word) in symbols.windows(period).enumerate() {
            if k % 1024 == 0 && self.run.is_out_of_time()? {
                self.is_out_of_time = true;
                break;
            }
            if !seen.insert(word) {
                continue;
            }
            let is_primitive =
                (1..period).all(|shift| !period.is_multiple_of(shift) || word[shift..] != word[..period - shift]);
            if is_primitive {
                let rotation = |shift: usize| [&word[shift..], &word[..shift]].concat();
                words.extend((0..period).map(rotation).min());
            }
            if seen.len() == MAX_WORDS {
                break;
            }
        }
        Ok(words)
    }

    /// The cycle of a word, if the map has it.
    fn cycle(&mut self, word: &[u32]) -> Option<Cycle> {
        let n = self.model.offset.len();
        let (mut matrix, mut offset) = (Mat::<f64>::identity(n, n), vec![0.0; n]);
        for &code in word {
            let (own, own_offset) = self.affine(code);
            offset = image(&own, &own_offset, &offset);
            matrix = &own * &matrix;
        }
        let first = fixed_point(&matrix, &offset)?;
        let (mut model, mut point) = (self.model.clone(), first.clone());
        let mut points = Vec::with_capacity(word.len() * n);
        for &code in word {
            if model.region(&point) != code {
                return None;
            }
            points.extend_from_slice(&point);
            model.apply(&mut point, &mut []);
        }
        let Eigenvalues { real, imaginary } = eigenvalues(&matrix);
        are_finite(&point).then(|| Cycle {
            word: word.iter().map(|code| *code as i32).collect::<Vec<_>>().into(),
            points: Matrix::new(word.len(), n, points),
            is_stable: stability(&real, &imaginary) == Stability::Stable,
            multipliers: real.into(),
            imaginary: imaginary.into(),
            residual: norm(&difference(&point, &first)),
        })
    }
}

/// The image of a point under an affine map.
fn image(matrix: &Mat<f64>, offset: &[f64], point: &[f64]) -> Vec<f64> {
    let row = |i: usize| (0..point.len()).map(|j| matrix[(i, j)] * point[j]).sum::<f64>();
    offset.iter().enumerate().map(|(i, offset)| offset + row(i)).collect()
}

/// The fixed point of an affine map.
fn fixed_point(matrix: &Mat<f64>, offset: &[f64]) -> Option<Vec<f64>> {
    let n = offset.len();
    let lu = Lu::new(&Mat::from_fn(n, n, |i, j| f64::from(u8::from(i == j)) - matrix[(i, j)]));
    // A comparison with NaN is false.
    let is_regular = lu.smallest_pivot() >= MIN_PIVOT;
    if is_regular { lu.solve(offset) } else { None }
}

/// The eigenvalues; none if they do not converge.
fn eigenvalues(matrix: &Mat<f64>) -> Eigenvalues {
    let Some(spectrum) = general_eigen(matrix) else {
        return Eigenvalues { real: Vec::new(), imaginary: Vec::new() };
    };
    let mut order: Vec<usize> = (0..spectrum.real.len()).collect();
    let modulus = |k: usize| spectrum.real[k].hypot(spectrum.imaginary[k]);
    order.sort_by(|&a, &b| modulus(b).total_cmp(&modulus(a)));
    let ordered = |values: &[f64]| order.iter().map(|&k| values[k]).collect();
    Eigenvalues { real: ordered(&spectrum.real), imaginary: ordered(&spectrum.imaginary) }
}

fn stability(real: &[f64], imaginary: &[f64]) -> Stability {
    let inside = real.iter().zip(imaginary).filter(|(re, im)| re.hypot(**im) < 1.0).count();
    match inside {
        0 => Stability::Unstable,
        _ if inside == real.len() => Stability::Stable,
        _ => Stability::Saddle,
    }
}
