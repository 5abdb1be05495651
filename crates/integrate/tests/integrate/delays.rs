//! Delays against closed forms by the method of steps.

use crate::common::{self, run};
use superlinear_integrate::{EventRule, Method, Settings, Span, Status, System, integrate};
use superlinear_interface::{Error, RunOptions, testing};
use superlinear_numerics::matrix_operator::ready;
use superlinear_numerics::pattern::Pattern;

/// A field of time, state and states at lags, a history, an event and a change.
struct Delayed {
    unknowns: usize,
    lags: Vec<f64>,
    field: fn(f64, &[f64], &mut [f64]),
    history: fn(f64, &mut [f64]),
    event: fn(&[f64]) -> f64,
    change: fn(&[f64], &mut [f64]),
}

impl System for Delayed {
    fn unknowns(&self) -> usize {
        self.unknowns
    }

    fn lags(&self) -> &[f64] {
        &self.lags
    }

    async fn history(&mut self, t: f64, state: &mut [f64]) -> Result<(), Error> {
        (self.history)(t, state);
        Ok(())
    }

    async fn value(&mut self, t: f64, y: &[f64], value: &mut [f64]) -> Result<(), Error> {
        (self.field)(t, y, value);
        Ok(())
    }

    fn pattern(&mut self) -> Result<Pattern, Error> {
        Ok(Pattern::dense(self.unknowns, self.unknowns))
    }

    async fn jacobian(&mut self, _: f64, _: &[f64], _: &mut [f64]) -> Result<(), Error> {
        Ok(())
    }

    async fn event(&mut self, _: usize, _: f64, y: &[f64]) -> Result<f64, Error> {
        Ok((self.event)(y))
    }

    async fn change(&mut self, _: usize, _: f64, y: &[f64], after: &mut [f64]) -> Result<(), Error> {
        (self.change)(y, after);
        Ok(())
    }
}

/// `y' = -y(t - lag)` with the initial state as history.
fn decay(lag: f64) -> Delayed {
    Delayed {
        unknowns: 1,
        lags: vec![lag],
        field: |_, y, value| value[0] = -y[1],
        history: |_, _| {},
        event: |_| 1.0,
        change: |y, after| after[0] = y[0] + 1.0,
    }
}

fn settings(method: Method, tolerance: f64, unknowns: usize) -> Settings {
    common::settings(Some(method), tolerance, tolerance, unknowns)
}

const METHODS: [Method; 2] = [Method::DormandPrince5, Method::DormandPrince8];

/// The solution of `y' = -y(t - 1)` with `y(0) = 1` and no past; with the past 1 it is that of a time later.
fn response(t: f64) -> f64 {
    let (mut sum, mut factorial) = (0.0, 1.0);
    let mut k = 0;
    while f64::from(k) <= t {
        factorial *= f64::from(k.max(1));
        sum += (f64::from(k) - t).powi(k) / factorial;
        k += 1;
    }
    sum
}

fn assert_close(actual: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(actual.len(), expected.len());
    for (actual, expected) in actual.iter().zip(expected) {
        assert!((actual - expected).abs() <= tolerance, "{actual} against {expected}");
    }
}

#[test]
fn polynomials_between_jumps_are_exact() {
    let times = [0.5, 1.0, 1.5, 2.5, 4.0];
    for method in METHODS {
        let settings = settings(method, 1e-3, 1);
        let exact = times.map(|t| response(t + 1.0));
        assert_close(&run(&mut decay(1.0), &settings, &[1.0], &times).states, &exact, 1e-14);
        let mut jumping = Delayed { history: |_, state| state[0] = 0.0, ..decay(1.0) };
        assert_close(&run(&mut jumping, &settings, &[1.0], &times).states, &times.map(response), 1e-14);
    }
}

#[test]
fn errors_are_of_the_size_of_the_tolerance() {
    let times = [3.3, 7.0, 20.0];
    for method in METHODS {
        for tolerance in [1e-4, 1e-6, 1e-8, 1e-10, 1e-12] {
            let trajectory = run(&mut decay(1.0), &settings(method, tolerance, 1), &[1.0], &times[..2]);
            let exact = [response(4.3), response(8.0)];
            assert_close(&trajectory.states, &exact, 10.0 * tolerance);
        }
    }
}

#[test]
fn steps_go_beyond_small_lags() {
    // The reference is a sum of 500 terms in 900 digits, by mpmath.
    let exact = [0.364_182_066_677_913_6, 0.132_621_765_180_408_2, 0.006_404_770_135_103_614];
    for method in METHODS {
        for tolerance in [1e-4, 1e-7, 1e-10] {
            let trajectory = run(&mut decay(0.01), &settings(method, tolerance, 1), &[1.0], &[1.0, 2.0, 5.0]);
            assert_close(&trajectory.states, &exact, 10.0 * tolerance);
            assert!(trajectory.steps < 200);
        }
    }
}

#[test]
fn lags_below_the_resolution_of_time_are_none() {
    for lag in [1e-300, 1e-20, 1e-15, 1e-12] {
        for method in METHODS {
            let trajectory = run(&mut decay(lag), &settings(method, 1e-9, 1), &[1.0], &[1.0, 2.0]);
            assert_close(&trajectory.states, &[(-1.0_f64).exp(), (-2.0_f64).exp()], 1e-8);
        }
    }
}

#[test]
fn lags_beyond_the_end_look_at_the_history_alone() {
    for method in METHODS {
        let mut system = Delayed {
            field: |_, y, value| value[0] = y[1] - y[0],
            history: |t, state| state[0] = 2.0 * t,
            ..decay(100.0)
        };
        let exact = [1.0, 3.0_f64].map(|t| 2.0 * t - 202.0 + 203.0 * (-t).exp());
        assert_close(&run(&mut system, &settings(method, 1e-9, 1), &[1.0], &[1.0, 3.0]).states, &exact, 1e-6);
    }
}

#[test]
fn changes_return_a_lag_later() {
    let times = [1.0, 2.0, 2.6, 3.1, 4.7, 7.0];
    let exact = times.map(|t| response(t + 1.0) + response(t - 0.3) + response(t - 2.1));
    for method in METHODS {
        let given = EventRule { times: Some(vec![0.3, 2.1]), changes: true, ..EventRule::default() };
        let settings = Settings { events: vec![given], ..settings(method, 1e-9, 1) };
        let trajectory = run(&mut decay(1.0), &settings, &[1.0], &times);
        assert_close(&trajectory.states, &exact, 1e-8);
        assert_eq!(trajectory.events.len(), 2);
    }
}

#[test]
fn a_change_at_a_zero_makes_jumps_of_its_own() {
    for method in METHODS {
        let rule = EventRule { direction: -1, changes: true, ..EventRule::default() };
        let settings = Settings { events: vec![rule], ..settings(method, 1e-9, 1) };
        let mut system = Delayed { event: |y| y[0] - 0.5, ..decay(1.0) };
        let trajectory = run(&mut system, &settings, &[1.0], &[0.75, 1.25, 1.4, 1.6]);
        // 1 - t falls to 1/2, is raised by 1, and falls to 1/2 again at 1; y' is -(1 - (t - 1)) until 3/2.
        assert_close(&trajectory.events.iter().map(|event| event.time).collect::<Vec<_>>()[..1], &[0.5], 1e-9);
        let first = |t: f64| response(t + 1.0) + response(t - 0.5);
        assert_close(&trajectory.states[..1], &[first(0.75)], 1e-8);
    }
}

/// `y' = A y + B y(t - 1) + C y(t - 3/2)` with the history (1 + t, 1/2 - t²). The state at 10 is by Taylor series of degree 60
/// in 40 digits, by mpmath.
fn two_lags() -> Delayed {
    Delayed {
        unknowns: 2,
        lags: vec![1.0, 1.5],
        field: |_, y, value| {
            value[0] = -y[0] + 0.5 * y[1] - 0.7 * y[3] + 0.2 * y[4];
            value[1] = 0.3 * y[0] - 0.8 * y[1] + 0.4 * y[2] - 0.9 * y[5];
        },
        history: |t, state| {
            state[0] = 1.0 + t;
            state[1] = 0.5 - t * t;
        },
        ..decay(1.0)
    }
}
const TWO_LAGS_AT_10: [f64; 2] = [-0.006_035_901_320_955_081, -0.035_591_767_555_748_69];

#[test]
fn fixed_steps_have_the_order_of_the_method() {
    for (method, order) in METHODS.into_iter().zip([5.0, 8.0]) {
        let error = |size: f64| {
            let fixed = Settings { first_step: Some(size), largest_step: size, ..settings(method, 0.9, 2) };
            let fixed = Settings { absolute: vec![1e6; 2], ..fixed };
            let states = run(&mut two_lags(), &fixed, &[1.0, 0.5], &[10.0]).states;
            (0..2).map(|i| (states[i] - TWO_LAGS_AT_10[i]).abs()).fold(0.0, f64::max)
        };
        let errors = [0.5, 0.25, 0.125].map(error);
        assert!((errors[0] / errors[1]).log2() > order - 0.7);
    }
}

#[test]
fn two_lags_agree_with_series() {
    for method in METHODS {
        for tolerance in [1e-4, 1e-7, 1e-10, 1e-13] {
            let trajectory = run(&mut two_lags(), &settings(method, tolerance, 2), &[1.0, 0.5], &[10.0]);
            assert_close(&trajectory.states, &TWO_LAGS_AT_10, 10.0 * tolerance);
        }
    }
}

#[test]
fn the_history_has_to_be_finite() {
    let run = testing::untimed(&RunOptions::default());
    let mut system = Delayed { history: |t, state| state[0] = t.ln(), ..decay(1.0) };
    let settings = settings(Method::DormandPrince5, 1e-6, 1);
    let error = ready(integrate(&mut system, &settings, (Span { from: 0.0, end: 1.0, times: None }, &[1.0]), &run));
    assert_eq!(error.unwrap_err().path, "history");
}

#[test]
fn many_lags_and_many_changes_stay_cheap() {
    let lags: Vec<f64> = (1..=40).map(|k| 0.1 * f64::from(k).sqrt()).collect();
    let mut system = Delayed {
        lags,
        field: |_, y, value| value[0] = -y[1..].iter().sum::<f64>() / 40.0,
        event: |_| 1.0,
        ..decay(1.0)
    };
    let trajectory = run(&mut system, &settings(Method::DormandPrince8, 1e-6, 1), &[1.0], &[20.0]);
    assert_eq!(trajectory.status, Status::Finished);
    assert!(trajectory.steps < 3000, "{}", trajectory.steps);
    let given = EventRule { times: Some((1..1000).map(|k| 0.01 * f64::from(k)).collect()), ..EventRule::default() };
    let given =
        Settings { events: vec![EventRule { changes: true, ..given }], ..settings(Method::DormandPrince5, 1e-3, 1) };
    let mut falling = Delayed { change: |y, after| after[0] = 0.9 * y[0], ..decay(0.5) };
    let trajectory = run(&mut falling, &given, &[1.0], &[10.0]);
    assert_eq!((trajectory.status, trajectory.events.len()), (Status::Finished, 999));
}
