//! The trust region around the best point, with its data and proposals.

use super::local::{Kernels, Local};
use crate::evolution::latin_hypercube;
use crate::gaussian_process::likeliest;
use crate::minimize::search::{Search, Stop};
use crate::variables::{Space, VariableType};
use superlinear_numerics::random::Stream;

/// The number of nearest values in the process: twice the number of coefficients of a quadratic function, from 20 to
/// 150. Half and twice as many do equally well on test functions; with more than 150, a fit takes tenths of a second.
fn most_learned(variables: usize) -> usize {
    ((variables + 1) * (variables + 2)).clamp(20, 150)
}

/// The maximum absolute logarithm of a side of the region relative to the mean one.
const LARGEST_STRETCH: f64 = 1.0;

/// The region grows after an improvement farther out than this, relative to its half side.
const NEAR_BOUNDARY: f64 = 0.7;

/// The number of failures per variable that halve the region. On test functions 0.1 and 0.5 do equally well.
const FAILURES_PER_VARIABLE: f64 = 0.25;

/// The same with categories. It is larger because other categories are tried across the whole region, which must not
/// have become small by then.
const FAILURES_PER_MIXED_VARIABLE: f64 = 2.0;

/// The maximum number of points of a batch proposed by the process. Further points are random.
const MAX_PROPOSED: usize = 32;

/// Points closer to each other than this in every variable, relative to the box, are duplicates.
const SAME: f64 = 1e-6;

/// The maximum number of draws of a random new point.
const MAX_DRAWS: usize = 100;

/// The evaluated points, and the region around the best of them.
pub(crate) struct Region {
    points: Vec<(Vec<f64>, f64)>,
    /// The points of earlier regions.
    earlier: Vec<Vec<f64>>,
    /// Half of the mean side, relative to the box.
    pub half_side: f64,
    failures: usize,
    failures_per_variable: f64,
    categories: Vec<bool>,
    /// The last kernel parameters.
    kernels: Kernels,
    random: Stream,
}

/// Points to evaluate, as rows, and the distance of each from the center relative to the half side of the region.
#[derive(Default)]
struct Proposed {
    places: Vec<f64>,
    distances: Vec<f64>,
}

impl Region {
    /// The whole box, with the known and given points.
    pub(crate) fn new(search: &Search) -> Self {
        let categories: Vec<bool> =
            search.space().axes().iter().map(|axis| axis.kind == VariableType::Category).collect();
        let is_mixed = categories.contains(&true);
        Self {
            points: search.given().to_vec(),
            earlier: Vec::new(),
            half_side: 0.5,
            failures: 0,
            failures_per_variable: if is_mixed { FAILURES_PER_MIXED_VARIABLE } else { FAILURES_PER_VARIABLE },
            categories,
            kernels: Kernels::default(),
            random: search.stream(),
        }
    }

    /// The whole box again. Earlier points are not evaluated again, but are otherwise forgotten.
    pub(crate) fn anew(self, search: &Search) -> Self {
        let mut region = Self::new(search);
        region.points.clear();
        region.earlier = self.earlier;
        region.earlier.extend(self.points.into_iter().map(|(place, _)| place));
        region
    }

    /// Whether there are no points.
    pub(crate) fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// Evaluates an initial design: the given points, as rows, and a Latin hypercube, until there is one point more
    /// than a linear function has coefficients. Then evaluates random points until one has a finite value.
    pub(crate) async fn design(&mut self, search: &mut Search, mut places: Vec<f64>) -> Result<(), Stop> {
        let n = search.dimension();
        let beyond_one = (places.len() / n).saturating_sub(1);
        let missing = (n + 1).saturating_sub(self.points.len() + beyond_one);
        places.extend(latin_hypercube(search.space(), missing, &mut self.random));
        let values = search.values(&places).await?;
        self.learn(search, &places, &values);
        if self.least() == f64::INFINITY {
            let place = search.seek(&[], &mut self.random).await?;
            let values = search.values(&place).await?;
            self.learn(search, &place, &values);
        }
        Ok(())
    }

    /// Evaluates the proposals of the process.
    pub(crate) async fn advance(&mut self, search: &mut Search) -> Result<(), Stop> {
        let proposed = self.propose(search);
        let values = search.values(&proposed.places).await?;
        self.update(&proposed, &values);
        self.learn(search, &proposed.places, &values);
        Ok(())
    }

    /// Adds values at points, given as rows. Integers move to the coordinates of their values.
    fn learn(&mut self, search: &Search, places: &[f64], values: &[f64]) {
        for (place, &value) in places.chunks_exact(search.dimension()).zip(values) {
            self.points.push((search.space().snapped(place), value));
        }
    }

    fn least(&self) -> f64 {
        self.points.iter().map(|point| point.1).fold(f64::INFINITY, f64::min)
    }

    /// The point with the smallest value.
    pub(crate) fn center(&self) -> Vec<f64> {
        let best = self.points.iter().min_by(|a, b| a.1.total_cmp(&b.1));
        best.map(|(place, _)| place.clone()).unwrap_or_default()
    }

    /// All points, in descending order of their distance from the best point.
    pub(crate) fn inwards(&self) -> Vec<(Vec<f64>, f64)> {
        let center = self.center();
        let square = |place: &[f64]| -> f64 {
            let pairs = place.iter().zip(&center).zip(&self.categories);
            pairs
                .map(|((a, b), is_category)| if *is_category { f64::from(u8::from(a != b)) } else { (a - b).powi(2) })
                .sum()
        };
        let mut points = self.points.clone();
        points.sort_by(|a, b| square(&b.0).total_cmp(&square(&a.0)));
        points
    }

    /// The sides of the region relative to their mean, proportional to the length scales of the kernel within limits.
    fn stretches(&self) -> Vec<f64> {
        let variables = self.categories.len();
        let Some(kernel) = &self.kernels.values else { return vec![1.0; variables] };
        let lengths = &kernel[..variables];
        let mean = lengths.iter().sum::<f64>() / variables as f64;
        let stretch = |length: &f64| (length - mean).clamp(-LARGEST_STRETCH, LARGEST_STRETCH).exp();
        lengths.iter().map(stretch).collect()
    }

    fn local(&self, search: &Search) -> Local {
        let nearest = self.inwards().split_off(self.points.len().saturating_sub(most_learned(self.categories.len())));
        Local::new(search.space(), self.center(), self.half_side, &self.stretches(), &nearest)
    }

    /// Maximizes the expected improvement, one point at a time: predictions replace the unknown values of earlier
    /// points of the batch. Points known already are replaced by random ones.
    fn propose(&mut self, search: &Search) -> Proposed {
        let mut local = self.local(search);
        self.learn_kernels(&local);
        let mut proposed = Proposed::default();
        for count in 0..search.parallel() {
            let found = if count < MAX_PROPOSED {
                local.most_promising(search.space(), &self.kernels, &mut self.random)
            } else {
                Vec::new()
            };
            let space = search.space();
            let mut fresh =
                found.into_iter().filter(|(place, _)| !self.is_known(space, &local.outer(space, place), &proposed));
            let (place, mean) = match fresh.next() {
                Some(found) => found,
                None => (self.unknown_place(space, &local, &proposed), f64::NAN),
            };
            proposed.distances.push(local.distance(space, &place));
            proposed.places.extend(local.outer(space, &place));
            local.expect(place, mean);
        }
        proposed
    }

    fn learn_kernels(&mut self, local: &Local) {
        let earlier = self.kernels.values.as_deref();
        self.kernels.values = Some(likeliest(&local.points, &local.values, &self.categories, earlier));
        if let Some((points, labels)) = &local.labeled {
            let earlier = self.kernels.labels.as_deref();
            self.kernels.labels = Some(likeliest(points, labels, &self.categories, earlier));
        }
    }

    /// A random new point of the region, or else of the box, in local coordinates.
    fn unknown_place(&mut self, space: &Space, local: &Local, proposed: &Proposed) -> Vec<f64> {
        let mut place = local.random(space, 1.0, &mut self.random);
        for draw in 0..MAX_DRAWS {
            if !self.is_known(space, &local.outer(space, &place), proposed) {
                break;
            }
            place = if draw < MAX_DRAWS / 2 {
                local.random(space, 1.0, &mut self.random)
            } else {
                let anywhere: Vec<f64> = space.axes().iter().map(|axis| axis.random(&mut self.random)).collect();
                local.inner(space, &anywhere)
            };
        }
        place
    }

    /// Whether a point of the cube has been evaluated or proposed.
    fn is_known(&self, space: &Space, place: &[f64], proposed: &Proposed) -> bool {
        let place = space.snapped(place);
        let is_same = |other: &[f64]| other.iter().zip(&place).all(|(a, b)| (a - b).abs() < SAME);
        self.points.iter().any(|(other, _)| is_same(other))
            || self.earlier.iter().any(|other| is_same(other))
            || proposed.places.chunks_exact(place.len()).any(|other| is_same(&space.snapped(other)))
    }

    /// Enlarges the region after an improvement near its boundary, and halves it after many failures.
    fn update(&mut self, proposed: &Proposed, values: &[f64]) {
        let least = self.least();
        let best = values.iter().zip(&proposed.distances).min_by(|a, b| a.0.total_cmp(b.0));
        if let Some((&value, &distance)) = best
            && value < least
        {
            self.failures = 0;
            if distance > NEAR_BOUNDARY {
                self.half_side = (2.0 * self.half_side).min(1.0);
            }
            return;
        }
        self.failures += values.len();
        if self.failures as f64 >= self.failures_per_variable * self.categories.len() as f64 {
            self.failures = 0;
            self.half_side *= 0.5;
        }
    }
}
