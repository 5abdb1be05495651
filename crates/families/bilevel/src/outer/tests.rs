//! The outer loop on inner problems solved by gradient steps to the requested accuracy.

use super::*;
use superlinear_interface::RunOptions;
use superlinear_interface::testing::untimed;

/// Inner problem: minimize (y − Bx)'A(y − Bx)/2 with a diagonal A, by gradient steps. Outer objective: half the squared
/// distance of y from a target.
struct Quadratic {
    curvatures: Vec<f64>,
    /// B, row by row.
    map: Vec<f64>,
    target: Vec<f64>,
    inner_steps: u32,
    exact_gradients: u32,
}

impl Quadratic {
    fn new(curvatures: &[f64], map: &[f64], target: &[f64]) -> Self {
        Self {
            curvatures: curvatures.to_vec(),
            map: map.to_vec(),
            target: target.to_vec(),
            inner_steps: 0,
            exact_gradients: 0,
        }
    }

    fn solution(&self, x: &[f64]) -> Vec<f64> {
        self.map.chunks(x.len()).map(|row| dot(row, x)).collect()
    }
}

impl Reduced for Quadratic {
    type Inner = Vec<f64>;

    async fn solve(&mut self, x: &[f64], near: Option<&Vec<f64>>, accuracy: f64) -> Result<Solved<Vec<f64>>, Error> {
        let solution = self.solution(x);
        let mut y = near.cloned().unwrap_or_else(|| vec![0.0; self.target.len()]);
        let longest = self.curvatures.iter().fold(0.0, |a: f64, b| a.max(*b));
        let (distance, mut is_final) = loop {
            let distance = norm(&difference(&y, &solution));
            if distance <= accuracy {
                break (distance, false);
            }
            let before = y.clone();
            for ((y, s), a) in y.iter_mut().zip(&solution).zip(&self.curvatures) {
                *y -= a * (*y - s) / longest;
            }
            self.inner_steps += 1;
            if before == y {
                break (distance, true);
            }
        };
        let slope = norm(&difference(&y, &self.target));
        is_final |= distance == 0.0;
        let value = 0.5 * slope * slope;
        Ok(Solved { inner: y, value, margin: slope * distance + 0.5 * distance * distance, is_final })
    }

    async fn slope(&mut self, x: &[f64], inner: &mut Vec<f64>, _: f64) -> Result<Slope, Error> {
        self.exact_gradients += 1;
        let residual = difference(inner, &self.target);
        let columns = |residual: &[f64]| -> Vec<f64> {
            (0..x.len())
                .map(|j| residual.iter().enumerate().map(|(i, r)| r * self.map[i * x.len() + j]).sum())
                .collect()
        };
        let distance = difference(inner, &self.solution(x));
        Ok(Slope { gradient: columns(&residual), error: norm(&columns(&distance)), is_final: norm(&distance) == 0.0 })
    }
}

fn settings(initial: &[f64], direction: OuterDirection) -> Settings {
    Settings {
        initial: initial.to_vec(),
        lower: vec![f64::NEG_INFINITY; initial.len()],
        upper: vec![f64::INFINITY; initial.len()],
        tolerance: 1e-8,
        scale: Scale::Fixed(1.0),
        max_iterations: 500,
        accuracy: FIRST_ACCURACY,
        longest_step: None,
        direction,
        history: true,
    }
}

const MAP: [f64; 6] = [1.0, 0.5, -0.25, 2.0, 0.0, 0.125];

#[test]
fn inner_solutions_become_as_exact_as_the_outer_one_needs() {
    for (direction, most) in [(OuterDirection::QuasiNewton, 15), (OuterDirection::Gradient, 60)] {
        for accuracy in [10.0, FIRST_ACCURACY, 1e-6] {
            let mut reduced = Quadratic::new(&[1.0, 2.0, 5.0], &MAP, &[1.0, -2.0, 0.5]);
            let settings = Settings { accuracy, ..settings(&[3.0, 4.0], direction) };
            let (found, ending) =
                descend(&mut reduced, &settings, &untimed(&RunOptions::default())).expect("a problem");
            assert_eq!(ending, Ending::Converged, "{direction:?} from {accuracy}: {found:?}");
            assert!(found.iterations <= most, "{direction:?} took {} iterations", found.iterations);
            assert!(found.projected_gradient <= 1e-8 && found.error <= 1e-8, "{found:?}");
            // The normal equations of the reduced problem.
            let residual = difference(&reduced.solution(&found.x), &[1.0, -2.0, 0.5]);
            for j in 0..2 {
                let slope: f64 = (0..3).map(|i| MAP[2 * i + j] * residual[i]).sum();
                assert!(slope.abs() <= 3e-8, "{slope} is left in column {j}");
            }
            let history = found.history.expect("asked for");
            assert_eq!(history.len() as u32, found.iterations + 1);
        }
    }
}

#[test]
fn bounds_hold_what_the_gradient_pushes_outwards() {
    let mut reduced = Quadratic::new(&[1.0, 2.0, 5.0], &MAP, &[1.0, -2.0, 0.5]);
    let settings = Settings {
        lower: vec![2.0, -0.5],
        upper: vec![5.0, 5.0],
        ..settings(&[3.0, 4.0], OuterDirection::QuasiNewton)
    };
    let (found, ending) = descend(&mut reduced, &settings, &untimed(&RunOptions::default())).expect("a problem");
    assert_eq!(ending, Ending::Converged);
    assert_eq!(found.x, [2.0, -0.5]);
    assert!(found.gradient.iter().all(|&slope| slope > 0.0), "{found:?}");
}

/// ½x⁴ − x², concave at the start. The inner problem is irrelevant.
struct DoubleWell;

impl Reduced for DoubleWell {
    type Inner = ();

    async fn solve(&mut self, x: &[f64], _: Option<&()>, _: f64) -> Result<Solved<()>, Error> {
        let value = if x[0] > 1.5 { f64::INFINITY } else { 0.5 * x[0].powi(4) - x[0].powi(2) };
        Ok(Solved { inner: (), value, margin: 0.0, is_final: true })
    }

    async fn slope(&mut self, x: &[f64], (): &mut (), _: f64) -> Result<Slope, Error> {
        Ok(Slope { gradient: vec![2.0 * x[0].powi(3) - 2.0 * x[0]], error: 0.0, is_final: true })
    }
}

#[test]
fn steps_grow_where_the_objective_curves_downwards_and_shrink_where_it_has_no_value() {
    let settings = settings(&[1e-4], OuterDirection::QuasiNewton);
    let (found, ending) = descend(&mut DoubleWell, &settings, &untimed(&RunOptions::default())).expect("a problem");
    assert_eq!(ending, Ending::Converged);
    assert!((found.x[0] - 1.0).abs() < 1e-8 && found.evaluations < 30, "{found:?}");
}

#[test]
fn a_start_without_a_value_is_refused() {
    let settings = settings(&[2.0], OuterDirection::QuasiNewton);
    let error = descend(&mut DoubleWell, &settings, &untimed(&RunOptions::default())).expect_err("no value there");
    assert_eq!(error.path, "initial");
}

/// 1 + ½ Σ cᵢxᵢ², with errors in the last two digits of the value.
struct Rounded;

impl Reduced for Rounded {
    type Inner = ();

    async fn solve(&mut self, x: &[f64], _: Option<&()>, _: f64) -> Result<Solved<()>, Error> {
        let rounding = 50.0 * f64::EPSILON * (1e12 * (x[0] + x[1])).sin();
        let value = 1.0 + 0.5 * (x[0] * x[0] + 100.0 * x[1] * x[1]) + rounding;
        Ok(Solved { inner: (), value, margin: 0.0, is_final: true })
    }

    async fn slope(&mut self, x: &[f64], (): &mut (), _: f64) -> Result<Slope, Error> {
        Ok(Slope { gradient: vec![x[0], 100.0 * x[1]], error: 0.0, is_final: true })
    }
}

#[test]
fn gradients_decide_where_the_objective_is_rounding() {
    for start in [[1.0, 1.0], [3.0, -2.0], [-0.5, 7.0], [20.0, 0.1]] {
        let settings = Settings { tolerance: 1e-12, ..settings(&start, OuterDirection::QuasiNewton) };
        let (found, ending) = descend(&mut Rounded, &settings, &untimed(&RunOptions::default())).expect("a problem");
        assert_eq!(ending, Ending::Converged, "from {start:?}: {found:?}");
    }
}
