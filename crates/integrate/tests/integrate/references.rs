//! Integrations against closed forms and references of higher accuracy.

use crate::common::{run, settings};
use superlinear_integrate::{
    EventRule, Fields, Method, Settings, Span, Status, System, Trajectory, integrate, integrate_many,
};
use superlinear_interface::{Error, RunOptions, testing};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::pattern::Pattern;

type Field = fn(f64, &[f64], &mut [f64]);
type Parametric = fn(&[f64], &mut [f64]);

/// A field with its Jacobian by central differences, and events.
struct Given {
    unknowns: usize,
    field: Field,
    /// The derivatives by the parameters, row by row, and their number.
    parameters: usize,
    by_parameters: Parametric,
    event: fn(f64, &[f64]) -> f64,
    change: fn(&[f64], &mut [f64]),
}

impl Given {
    fn new(unknowns: usize, field: Field) -> Self {
        Self { unknowns, field, parameters: 0, by_parameters: |_, _| {}, event: |_, _| 1.0, change: |_, _| {} }
    }
}

impl System for Given {
    fn unknowns(&self) -> usize {
        self.unknowns
    }

    fn parameters(&self) -> usize {
        self.parameters
    }

    async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        (self.field)(t, y, value);
        Ok(())
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        Ok(Pattern::dense(self.unknowns, self.unknowns + self.parameters))
    }

    async fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut [f64]) -> Result<(), Error> {
        let (n, columns) = (self.unknowns, self.unknowns + self.parameters);
        let (mut point, mut above, mut below) = (y.to_vec(), vec![0.0; n], vec![0.0; n]);
        for j in 0..n {
            let step = 1e-6 * y[j].abs().max(1e-5);
            point[j] = y[j] + step;
            (self.field)(t, &point, &mut above);
            point[j] = y[j] - step;
            (self.field)(t, &point, &mut below);
            point[j] = y[j];
            (0..n).for_each(|i| entries[i * columns + j] = (above[i] - below[i]) / (2.0 * step));
        }
        let mut slopes = vec![0.0; n * self.parameters];
        (self.by_parameters)(y, &mut slopes);
        for i in 0..n {
            for k in 0..self.parameters {
                entries[i * columns + n + k] = slopes[i * self.parameters + k];
            }
        }
        Ok(())
    }

    async fn event(&mut self, _: usize, t: f64, y: &[f64]) -> Result<f64, Error> {
        Ok((self.event)(t, y))
    }

    async fn change(&mut self, _: usize, _: f64, y: &[f64], after: &mut [f64]) -> Result<(), Error> {
        (self.change)(y, after);
        Ok(())
    }
}

fn last(trajectory: &Trajectory, unknowns: usize) -> &[f64] {
    &trajectory.states[trajectory.states.len() - unknowns..]
}

fn error(trajectory: &Trajectory, reference: &[f64]) -> f64 {
    let states = last(trajectory, reference.len());
    states.iter().zip(reference).map(|(y, expected)| (y - expected).abs() / expected.abs()).fold(0.0, f64::max)
}

fn lorenz(_: f64, y: &[f64], out: &mut [f64]) {
    out[0] = 10.0 * (y[1] - y[0]);
    out[1] = y[0] * (28.0 - y[2]) - y[1];
    out[2] = y[0] * y[1] - 8.0 / 3.0 * y[2];
}

fn robertson(_: f64, y: &[f64], out: &mut [f64]) {
    out[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
    out[2] = 3e7 * y[1] * y[1];
    out[1] = -out[0] - out[2];
}

fn arenstorf(_: f64, y: &[f64], out: &mut [f64]) {
    let mu = 0.012277471;
    let nu = 1.0 - mu;
    let a = ((y[0] + mu).powi(2) + y[1] * y[1]).powf(1.5);
    let b = ((y[0] - nu).powi(2) + y[1] * y[1]).powf(1.5);
    out[0] = y[2];
    out[1] = y[3];
    out[2] = y[0] + 2.0 * y[3] - nu * (y[0] + mu) / a - mu * (y[0] - nu) / b;
    out[3] = y[1] - 2.0 * y[2] - nu * y[1] / a - mu * y[1] / b;
}

fn van_der_pol(_: f64, y: &[f64], out: &mut [f64]) {
    out[0] = y[1];
    out[1] = ((1.0 - y[0] * y[0]) * y[1] - y[0]) * 1e6;
}

const METHODS: [Method; 3] = [Method::DormandPrince5, Method::DormandPrince8, Method::Radau];
const LORENZ_AT_5: [f64; 3] = [-6.512113699419599, -6.974042788417076, 23.92412957210337];

#[test]
fn lorenz_is_met_by_all_methods() {
    for (method, most) in METHODS.into_iter().zip([1e-6, 1e-7, 1e-5]) {
        let trajectory = run(&mut Given::new(3, lorenz), &settings(Some(method), 1e-9, 1e-9, 3), &[1.0; 3], &[5.0]);
        let error = error(&trajectory, &LORENZ_AT_5);
        assert_eq!(trajectory.status, Status::Finished);
        assert!(error < most, "{method:?}: {error:e}");
    }
}

#[test]
fn robertson_is_met_with_few_factorizations() {
    let reference = [0.71582706871941, 9.18553476456e-6, 0.28416374574583];
    for method in [Some(Method::Radau), None] {
        let trajectory =
            run(&mut Given::new(3, robertson), &settings(method, 1e-8, 1e-14, 3), &[1.0, 0.0, 0.0], &[40.0]);
        let error = error(&trajectory, &reference);
        assert!(error < 1e-6, "{method:?}: {error:e}");
        assert!(trajectory.evaluations < 6000 && trajectory.factorizations < 400);
    }
}

#[test]
fn arenstorfs_orbit_closes() {
    let initial = [0.994, 0.0, 0.0, -2.001_585_106_379_082_4];
    let times = [17.065_216_560_157_964];
    let trajectory =
        run(&mut Given::new(4, arenstorf), &settings(Some(Method::DormandPrince8), 1e-9, 1e-9, 4), &initial, &times);
    let distance = last(&trajectory, 4).iter().zip(initial).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
    assert!(distance < 1e-4, "{distance:e}");
}

#[test]
fn van_der_pol_is_solved_by_radau_and_by_choice() {
    for method in [Some(Method::Radau), None] {
        let trajectory = run(&mut Given::new(2, van_der_pol), &settings(method, 1e-6, 1e-9, 2), &[2.0, 0.0], &[11.0]);
        let error = error(&trajectory, &[-1.5901505448291, 1.0402793892124]);
        assert!(error < 1e-4, "{method:?}: {error:e}");
        assert!(trajectory.evaluations < 60_000);
    }
    let chosen = run(&mut Given::new(2, van_der_pol), &settings(None, 1e-6, 1e-9, 2), &[2.0, 0.0], &[11.0]);
    assert!(chosen.methods.iter().any(|(_, method)| *method == Method::Radau));
}

#[test]
fn dense_output_has_the_accuracy_of_the_steps() {
    let oscillator: Field = |_, y, out| (out[0], out[1]) = (y[1], -y[0]);
    let times: Vec<f64> = (1..=100).map(|k| 0.1 * f64::from(k)).collect();
    for method in METHODS {
        let trajectory =
            run(&mut Given::new(2, oscillator), &settings(Some(method), 1e-8, 1e-8, 2), &[1.0, 0.0], &times);
        let errors = trajectory.times.iter().zip(trajectory.states.chunks(2)).map(|(t, y)| (y[0] - t.cos()).abs());
        let worst = errors.fold(0.0, f64::max);
        assert_eq!(trajectory.times, times);
        assert!(worst < 2e-6, "{method:?}: {worst:e}");
    }
}

#[test]
fn errors_fall_by_the_order_of_each_method() {
    let oscillator: Field = |_, y, out| (out[0], out[1]) = (y[1], -y[0]);
    for (method, expected) in METHODS.into_iter().zip([5.0, 8.0, 5.0]) {
        let at = |tolerance: f64| {
            let trajectory = run(
                &mut Given::new(2, oscillator),
                &settings(Some(method), tolerance, tolerance, 2),
                &[1.0, 0.0],
                &[10.0],
            );
            ((last(&trajectory, 2)[0] - 10.0_f64.cos()).abs(), f64::from(trajectory.steps))
        };
        let ((coarse, few), (fine, many)) = (at(1e-5), at(1e-9));
        let order = (coarse / fine).ln() / (many / few).ln();
        assert!(order > expected - 0.5, "{method:?}: {order}");
    }
}

#[test]
fn sensitivities_are_those_of_references() {
    // ∂/∂k₁ of Robertson's equations at 40, and of the decay y' = -a y.
    for method in [Some(Method::Radau), None] {
        let mut given = Given::new(3, robertson);
        given.parameters = 1;
        given.by_parameters = |y, slopes| (slopes[0], slopes[1], slopes[2]) = (-y[0], y[0], 0.0);
        let trajectory = run(&mut given, &settings(method, 1e-9, 1e-15, 3), &[1.0, 0.0, 0.0], &[40.0]);
        let error = trajectory.sensitivities[0] / -4.2475587717057 - 1.0;
        let second = trajectory.sensitivities[1] / 4.5911962492539e-5 - 1.0;
        assert!(error.abs() < 1e-5 && second.abs() < 1e-4, "{error:e} {second:e}");
    }
    for method in METHODS {
        let mut given = Given::new(1, |_, y, out| out[0] = -0.5 * y[0]);
        given.parameters = 1;
        given.by_parameters = |y, slopes| slopes[0] = -y[0];
        let trajectory = run(&mut given, &settings(Some(method), 1e-9, 1e-9, 1), &[3.0], &[2.0]);
        assert!((trajectory.sensitivities[0] + 6.0 * (-1.0_f64).exp()).abs() < 1e-6, "{method:?}");
    }
}

#[test]
fn a_ball_bounces_until_time_does_not_resolve_it() {
    let mut ball = Given::new(2, |_, y, out| (out[0], out[1]) = (y[1], -9.81));
    ball.event = |_, y| y[0];
    ball.change = |y, after| (after[0], after[1]) = (0.0, -0.5 * y[1]);
    for method in METHODS {
        let rules = vec![EventRule { direction: -1, changes: true, ..EventRule::default() }];
        let settings = Settings { events: rules, ..settings(Some(method), 1e-6, 1e-9, 2) };
        let trajectory = run(&mut ball, &settings, &[10.0, 0.0], &[6.0]);
        let end = trajectory.times[trajectory.times.len() - 1];
        assert_eq!(trajectory.status, Status::Stalled);
        assert!((end - 4.28352936878).abs() < 1e-9 && trajectory.events.len() > 40);
    }
}

#[test]
fn all_steps_are_written_up_to_changes() {
    let mut ball = Given::new(2, |_, y, out| (out[0], out[1]) = (y[1], -9.81));
    ball.event = |_, y| y[0];
    ball.change = |y, after| (after[0], after[1]) = (0.0, -0.5 * y[1]);
    for method in METHODS {
        let rules = vec![EventRule { direction: -1, changes: true, ..EventRule::default() }];
        let settings = Settings { events: rules, ..settings(Some(method), 1e-6, 1e-9, 2) };
        let run = testing::untimed(&RunOptions::default());
        let span = Span { from: 0.0, end: 3.0, times: None };
        let trajectory = ready(integrate(&mut ball, &settings, (span, &[10.0, 0.0]), &run)).expect("a trajectory");
        assert!(trajectory.times.is_sorted_by(|before, after| before < after), "{:?}", trajectory.times);
        let event = &trajectory.events[0];
        let row = trajectory.times.iter().position(|time| *time == event.time).expect("the time of the event");
        assert_eq!(trajectory.states[2 * row..][..2], event.state[..]);
    }
}

#[test]
fn events_are_found_in_their_direction() {
    let mut given = Given::new(1, |t, _, out| out[0] = t.cos());
    given.event = |_, y| y[0] - 0.5;
    let expected = |direction: i8| -> Vec<f64> {
        let rising = (0..3).map(|k| std::f64::consts::PI * (1.0 / 6.0 + 2.0 * f64::from(k)));
        let falling = (0..3).map(|k| std::f64::consts::PI * (5.0 / 6.0 + 2.0 * f64::from(k)));
        let mut all: Vec<f64> = match direction {
            1 => rising.collect(),
            -1 => falling.collect(),
            _ => rising.chain(falling).collect(),
        };
        all.sort_by(f64::total_cmp);
        all
    };
    for method in METHODS {
        for direction in [-1, 0, 1] {
            let rules = vec![EventRule { direction, ..EventRule::default() }];
            let settings = Settings { events: rules, ..settings(Some(method), 1e-8, 1e-8, 1) };
            let trajectory = run(&mut given, &settings, &[0.0], &[18.0]);
            let times: Vec<f64> = trajectory.events.iter().map(|event| event.time).collect();
            let expected = expected(direction);
            assert_eq!(times.len(), expected.len(), "{method:?} {direction}: {times:?}");
            assert!(times.iter().zip(&expected).all(|(time, expected)| (time - expected).abs() < 1e-6), "{times:?}");
        }
    }
}

#[test]
fn doses_at_given_times_and_algebraic_equations() {
    let mut given = Given::new(1, |_, y, out| out[0] = -y[0]);
    given.change = |y, after| after[0] = y[0] + 1.0;
    let rules = vec![EventRule { times: Some(vec![0.0, 1.0, 2.0, 7.0]), changes: true, ..EventRule::default() }];
    let dosed = Settings { events: rules, ..settings(None, 1e-9, 1e-12, 1) };
    let trajectory = run(&mut given, &dosed, &[0.0], &[0.0, 1.0, 3.0]);
    let decay = (-1.0_f64).exp();
    let expected = [0.0, decay, ((1.0 + decay) * decay + 1.0) * decay];
    assert!(trajectory.states.iter().zip(expected).all(|(y, expected)| (y - expected).abs() < 1e-8), "{trajectory:?}");
    assert_eq!(trajectory.events.len(), 3);

    // Robertson's equations with the sum of the concentrations in place of the third.
    let mut algebraic = Given::new(3, |t, y, out| {
        robertson(t, y, out);
        out[2] = y[0] + y[1] + y[2] - 1.0;
    });
    let settings = Settings { mass: Some(vec![1.0, 1.0, 0.0]), ..settings(None, 1e-8, 1e-14, 3) };
    let trajectory = run(&mut algebraic, &settings, &[1.0, 0.0, 0.3], &[40.0]);
    assert!(error(&trajectory, &[0.71582706871941, 9.18553476456e-6, 0.28416374574583]) < 1e-6, "{trajectory:?}");
}

#[test]
fn a_singularity_ends_in_stalled_and_limits_hold() {
    for method in METHODS {
        let trajectory = run(
            &mut Given::new(1, |_, y, out| out[0] = y[0] * y[0]),
            &settings(Some(method), 1e-6, 1e-9, 1),
            &[1.0],
            &[2.0],
        );
        assert_eq!(trajectory.status, Status::Stalled, "{method:?}");
        assert!((trajectory.times[0] - 1.0).abs() < 1e-3, "{method:?}: {:?}", trajectory.times);
        let limited = Settings { max_steps: 3, ..settings(Some(method), 1e-9, 1e-9, 3) };
        let trajectory = run(&mut Given::new(3, lorenz), &limited, &[1.0; 3], &[5.0]);
        assert_eq!((trajectory.status, trajectory.steps + trajectory.rejected), (Status::IterationLimit, 3));
    }
}

#[test]
fn backwards_returns_to_the_start() {
    for method in METHODS {
        let given = &mut Given::new(2, |_, y, out| (out[0], out[1]) = (y[1], -y[0].sin()));
        let settings = settings(Some(method), 1e-10, 1e-10, 2);
        let there = run(given, &settings, &[1.0, 0.5], &[3.0]);
        let span = Span { from: 3.0, end: 0.0, times: Some(&[0.0]) };
        let options = RunOptions::default();
        let back = ready(integrate(given, &settings, (span, last(&there, 2)), &testing::untimed(&options)));
        assert!(error(&back.expect("a trajectory"), &[1.0, 0.5]) < 1e-7, "{method:?}");
    }
}

/// The heat equation on the points of a lattice.
struct Heat {
    width: usize,
    height: usize,
}

/// The rate of exchange between neighbors.
const CONDUCTANCE: f64 = 1e4;

impl Heat {
    /// The neighbors of a point, itself included, in ascending order.
    fn neighbors(&self, point: usize) -> Vec<usize> {
        let (row, column) = (point / self.width, point % self.width);
        let mut neighbors = vec![point];
        neighbors.extend((row > 0).then(|| point - self.width));
        neighbors.extend((column > 0).then(|| point - 1));
        neighbors.extend((column + 1 < self.width).then_some(point + 1));
        neighbors.extend((row + 1 < self.height).then_some(point + self.width));
        neighbors.sort_unstable();
        neighbors
    }
}

impl System for Heat {
    fn unknowns(&self) -> usize {
        self.width * self.height
    }

    async fn value(&mut self, _: f64, y: &[f64], out: &mut [f64]) -> Result<(), Error> {
        for (point, out) in out.iter_mut().enumerate() {
            let sum: f64 = self.neighbors(point).iter().map(|&neighbor| y[neighbor]).sum();
            *out = CONDUCTANCE * (sum - 5.0 * y[point]);
        }
        Ok(())
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        let n = self.unknowns();
        let entries = (0..n).flat_map(|i| self.neighbors(i).into_iter().map(move |j| (i, j))).collect();
        Ok(Pattern { rows: n, columns: n, entries })
    }

    async fn jacobian(&mut self, _: f64, _: &[f64], entries: &mut [f64]) -> Result<(), Error> {
        let pattern = self.pattern()?;
        for ((i, j), entry) in pattern.entries.iter().zip(entries) {
            *entry = if i == j { -4.0 * CONDUCTANCE } else { CONDUCTANCE };
        }
        Ok(())
    }

    async fn event(&mut self, _: usize, _: f64, _: &[f64]) -> Result<f64, Error> {
        Ok(1.0)
    }

    async fn change(&mut self, _: usize, _: f64, _: &[f64], _: &mut [f64]) -> Result<(), Error> {
        Ok(())
    }
}

#[test]
fn many_unknowns_are_solved_sparsely() {
    // The factors of the first lattice are banded, those of the second are not.
    for (width, height) in [(2, 100), (24, 26)] {
        let n = width * height;
        let angle = |k: usize, count: usize| std::f64::consts::PI * (k + 1) as f64 / (count + 1) as f64;
        let initial: Vec<f64> =
            (0..n).map(|k| angle(k % width, width).sin() * angle(k / width, height).sin()).collect();
        let part = |count: usize| (angle(0, count) / 2.0).sin().powi(2);
        let rate = 4.0 * CONDUCTANCE * (part(width) + part(height));
        let end = 5.0 / rate;
        let times = [end];
        let span = Span { from: 0.0, end, times: Some(&times) };
        let run = testing::untimed(&RunOptions::default());
        let settings = settings(Some(Method::Radau), 1e-8, 1e-12, n);
        let mut heat = Heat { width, height };
        let trajectory = ready(integrate(&mut heat, &settings, (span, &initial), &run)).expect("a trajectory");
        let decay = (-5.0_f64).exp();
        let worst = last(&trajectory, n).iter().zip(&initial).map(|(y, start)| (y - start * decay).abs());
        let worst = worst.fold(0.0, f64::max);
        assert!(worst < 1e-7, "{width} x {height}: {worst}");
        assert!(trajectory.factorizations > 1);
    }
}

#[test]
fn many_trajectories_take_the_same_steps_as_alone() {
    struct Many(Given);
    impl System for Many {
        fn unknowns(&self) -> usize {
            self.0.unknowns
        }
        async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
            self.0.value(t, y, value).await
        }
        fn pattern(&mut self) -> Result<Pattern, Error> {
            self.0.pattern()
        }
        async fn jacobian(&mut self, t: f64, y: &[f64], entries: &mut [f64]) -> Result<(), Error> {
            self.0.jacobian(t, y, entries).await
        }
        async fn event(&mut self, _: usize, _: f64, _: &[f64]) -> Result<f64, Error> {
            Ok(1.0)
        }
        async fn change(&mut self, _: usize, _: f64, _: &[f64], _: &mut [f64]) -> Result<(), Error> {
            Ok(())
        }
    }
    impl Fields for Many {
        fn values(&mut self, t: &[f64], y: &[f64], values: &mut [f64]) {
            let n = self.0.unknowns;
            for (k, t) in t.iter().enumerate() {
                (self.0.field)(*t, &y[k * n..][..n], &mut values[k * n..][..n]);
            }
        }
    }
    let times = [0.5, 0.7, 2.0];
    let span = Span { from: 0.0, end: 2.0, times: Some(&times) };
    let initial: Vec<f64> = (0..60).map(|k| 1.0 + 0.3 * f64::from(k % 7) - 0.1 * f64::from(k % 5)).collect();
    let options = RunOptions::default();
    for method in [Some(Method::DormandPrince5), Some(Method::DormandPrince8), None] {
        for width in [1, 3, 8] {
            let (mut many, settings) = (Many(Given::new(3, lorenz)), settings(method, 1e-6, 1e-9, 3));
            let run = testing::untimed(&options);
            let together =
                integrate_many(&mut many, &settings, (span, &initial, 0), width, &run).expect("trajectories");
            assert_eq!(together.len(), 20);
            for (trajectory, initial) in together.iter().zip(initial.chunks(3)) {
                let alone = ready(integrate(&mut many, &settings, (span, initial), &run)).expect("a trajectory");
                assert_eq!(
                    format!(
                        "{:?}",
                        trajectory.as_ref().map(|own| (&own.times, &own.states, own.steps, own.evaluations))
                    ),
                    format!("{:?}", Some((&alone.times, &alone.states, alone.steps, alone.evaluations)))
                );
            }
        }
    }
    // All of these turn stiff.
    let mut many = Many(Given::new(2, van_der_pol));
    let run = testing::untimed(&options);
    let together = integrate_many(&mut many, &settings(None, 1e-6, 1e-9, 2), (span, &[2.0, 0.0, 1.5, 0.0], 0), 2, &run);
    assert!(together.expect("trajectories").iter().all(Option::is_none));
}

#[test]
fn numbers_out_of_the_domain_never_reach_the_output() {
    // The logarithm ends at 0, which is near within each step of dense output.
    let mut given = Given::new(1, |_, y, out| out[0] = -1.0 / (y[0].ln() - 1.0).abs().sqrt() - y[0].ln().min(0.0));
    given.event = |_, y| y[0] - 0.5;
    given.change = |y, after| after[0] = (y[0] - 1.0).ln();
    for changes in [false, true] {
        for method in METHODS {
            let rules = vec![EventRule { changes, ..EventRule::default() }];
            let settings = Settings { events: rules, ..settings(Some(method), 1e-3, 1e-3, 1) };
            let trajectory = run(&mut given, &settings, &[1.5], &[0.1, 0.5, 1.0, 2.0, 3.0]);
            let after =
                trajectory.events.iter().flat_map(|event| event.state.iter().chain(event.after.iter().flatten()));
            assert!(trajectory.states.iter().chain(after).all(|y| y.is_finite()), "{method:?}: {trajectory:?}");
            assert!(!changes || trajectory.status == Status::Stalled, "{method:?}: {:?}", trajectory.status);
        }
    }
}
