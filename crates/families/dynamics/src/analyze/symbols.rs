//! Transitions of the regions of a series, and their entropies.

use faer::Mat;
use std::collections::BTreeMap;
use superlinear_interface::SparseMatrix;
use superlinear_numerics::dense::general_eigen;

/// The number of regions up to which the spectral radius of their graph is computed.
const MAX_REGIONS: usize = 500;

/// The visited regions and their transitions.
pub(super) struct Transitions {
    /// The codes in descending order of occupancy, with the numbers of rows.
    pub regions: Vec<(u32, usize)>,
    pub rows: usize,
    /// The counts of each region's transitions, by the places of regions.
    successors: Vec<BTreeMap<usize, usize>>,
}

impl Transitions {
    pub fn new(symbols: &[u32], pieces: usize) -> Self {
        let mut counts = vec![0; 1 << pieces];
        symbols.iter().for_each(|&symbol| counts[symbol as usize] += 1);
        let visited = counts.iter().enumerate().filter(|(_, count)| **count > 0);
        let mut regions: Vec<(u32, usize)> = visited.map(|(code, &count)| (code as u32, count)).collect();
        regions.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut places = vec![0; 1 << pieces];
        regions.iter().enumerate().for_each(|(place, (code, _))| places[*code as usize] = place);
        let mut successors = vec![BTreeMap::new(); regions.len()];
        for pair in symbols.windows(2) {
            *successors[places[pair[0] as usize]].entry(places[pair[1] as usize]).or_insert(0) += 1;
        }
        Self { regions, rows: symbols.len(), successors }
    }

    /// The counts as a matrix.
    pub fn counts(&self) -> SparseMatrix {
        let (mut indptr, mut indices, mut data) = (vec![0], Vec::new(), Vec::new());
        for row in &self.successors {
            indices.extend(row.keys().map(|&place| place as i32));
            data.extend(row.values().map(|&count| count as f64));
            indptr.push(indices.len() as i32);
        }
        let count = self.regions.len();
        SparseMatrix { rows: count, columns: count, indptr: indptr.into(), indices: indices.into(), data: data.into() }
    }

    /// The entropy of the next region given the present one.
    pub fn entropy_rate(&self) -> f64 {
        let total: usize = self.successors.iter().flat_map(BTreeMap::values).sum();
        let mut entropy = 0.0;
        for row in &self.successors {
            let sum: usize = row.values().sum();
            let terms = row.values().map(|&count| count as f64 * (sum as f64 / count as f64).ln());
            entropy += terms.sum::<f64>();
        }
        if total > 0 { entropy / total as f64 } else { 0.0 }
    }

    /// The logarithm of the spectral radius of the graph; 0 for a graph without cycles.
    pub fn topological_entropy(&self) -> Option<f64> {
        let count = self.regions.len();
        if count > MAX_REGIONS {
            return None;
        }
        let edge = |i: usize, j: usize| f64::from(u8::from(self.successors[i].contains_key(&j)));
        let spectrum = general_eigen(&Mat::from_fn(count, count, edge))?;
        let moduli = spectrum.real.iter().zip(&spectrum.imaginary).map(|(re, im)| re.hypot(*im));
        Some(moduli.fold(1.0, f64::max).ln())
    }
}
