//! Directional direct search: each iteration tries a few promising points and, if none is better, polls the neighbors
//! on a mesh.
//!
//! Sources: Audet, Bouchet, Bourdin, Convergence towards a local minimum by direct search methods with a covering step,
//! Optim. Lett. 19, 2025, for the iteration; Conn, Le Digabel, Use of quadratic models with mesh-adaptive direct
//! search, Optim. Methods Softw. 28, 2013, for the models.

use super::attack::{Attack, Gain};
use super::barrier::{News, Trial};
use super::model::Models;
use super::poll::{coordinates, directions, in_ball};
use super::problem::DirectSearchProblem;
use super::search::{Search, Stop};
use super::solution::{DirectSearchStatus, Stationarity};
use std::convert::Infallible;
use superlinear_numerics::random::Stream;

/// The length of the speculative step after a success, relative to the successful step.
const SPECULATION: f64 = 2.0;

/// The radius of the covering step, in sides of the box.
const COVERING_RADIUS: f64 = 0.5;

/// The number of polled directions around the best infeasible point, if a feasible point is known too.
const OTHER_DIRECTIONS: usize = 2;

/// The number of random starting points tried per variable for a further run, as long as no feasible point is known.
const STARTS_PER_VARIABLE: usize = 5;

/// Sides longer than this, relative to the solution's magnitude or 1, do not loosen the tolerance: bounds so far away
/// stand for none.
const LONGEST_SIDE: f64 = 1e3;

/// After this many consecutive runs or random points without a new evaluation, the space is taken to be exhausted.
const MAX_IDLE: u32 = 20;

/// The search steps before a poll, in this order.
const STEPS: [Step; 4] = [Step::Speculative, Step::Covering, Step::Model, Step::ModelOfOther];

#[derive(Clone, Copy)]
enum Step {
    /// Farther in the direction of the last success.
    Speculative,
    /// A random point nearby: in the long run they cover the neighborhood densely.
    Covering,
    /// The minimum of the models around the best point.
    Model,
    /// The minimum of the models around the best infeasible point.
    ModelOfOther,
}

/// The iterations of a search.
struct Descent<'a> {
    search: &'a mut Search,
    problem: &'a DirectSearchProblem,
    random: Stream,
    has_succeeded: bool,
    /// Attacks, if the problem has them.
    attack: Option<Attack>,
    /// The error of the models' last proposal in each constraint.
    errors: Vec<f64>,
    /// Proposals of the models, with their predicted constraints.
    proposed: Vec<(Vec<f64>, Vec<f64>)>,
}

/// Runs, each until convergence, until the search stops.
pub(crate) async fn descend(search: &mut Search, problem: &DirectSearchProblem) -> Result<Infallible, Stop> {
    let errors = vec![0.0; problem.options.constraint_count as usize];
    let random = search.stream();
    let attack = problem.attack.then(|| Attack::new(problem.options.mesh_size));
    let mut descent = Descent { search, problem, random, has_succeeded: false, attack, errors, proposed: Vec::new() };
    descent.start().await?;
    let mut idle = 0;
    loop {
        let before = descent.search.count();
        descent.converge().await?;
        idle = if descent.search.count() == before { idle + 1 } else { 0 };
        let is_last = descent.search.ended >= problem.options.restarts && descent.search.has_feasible();
        if is_last || idle == MAX_IDLE {
            return Err(Stop::Ended(DirectSearchStatus::Converged));
        }
        descent.begin_anew().await?;
    }
}

impl Descent<'_> {
    async fn start(&mut self) -> Result<(), Stop> {
        let space = self.search.space();
        let place = match &self.problem.options.initial {
            Some(initial) => space.place_of(initial),
            None if self.search.barrier().center().is_some() => return Ok(()),
            None => space.axes().iter().map(|axis| axis.middle()).collect(),
        };
        self.search.examine(&[place]).await?;
        Ok(())
    }

    /// Iterates until the mesh is fine enough and no neighbor is better.
    async fn converge(&mut self) -> Result<(), Stop> {
        loop {
            if self.fineness() > self.problem.options.tolerance {
                self.iterate().await?;
                self.seek().await?;
            } else if !self.problem.options.certify || self.is_certain().await? {
                return Ok(());
            }
        }
    }

    /// The mesh size relative to the sides of the box, or to shorter sides if the box is very large.
    fn fineness(&self) -> f64 {
        let center = self.center();
        let sides =
            self.search.space().axes().iter().zip(&center.place).map(|(axis, place)| axis.relative_side(*place));
        self.search.mesh * sides.fold(1.0, |most: f64, side| most.max(side / LONGEST_SIDE))
    }

    /// Evaluates random points as long as all evaluations fail or violate the constraints by the same amount, because
    /// then no direction towards feasible points is known.
    async fn seek(&mut self) -> Result<(), Stop> {
        let (mut idle, mut news) = (0, News::None);
        let before = self.search.count();
        while self.search.is_blind() && idle < MAX_IDLE {
            let count = self.search.count();
            news = news.max(self.examine_random().await?);
            idle = if self.search.count() == count { idle + 1 } else { 0 };
        }
        if self.search.count() > before {
            self.search.close(news)?;
            self.search.mesh = self.problem.options.mesh_size;
        }
        Ok(())
    }

    async fn examine_random(&mut self) -> Result<News, Stop> {
        let place: Vec<f64> = self.search.space().axes().iter().map(|axis| axis.random(&mut self.random)).collect();
        self.search.examine(&[place]).await
    }

    /// Ends a run and begins another at a random point. Without a known feasible point, it tries several and starts at
    /// the best.
    async fn begin_anew(&mut self) -> Result<(), Stop> {
        self.search.end_run(self.problem.options.mesh_size);
        self.random = self.search.stream();
        self.has_succeeded = false;
        self.errors.fill(0.0);
        self.attack = self.attack.map(|_| Attack::new(self.problem.options.mesh_size));
        self.examine_random().await?;
        for _ in 1..STARTS_PER_VARIABLE * self.search.space().dimension() {
            if self.search.has_feasible() {
                break;
            }
            let news = self.examine_random().await?;
            self.search.close(news)?;
        }
        Ok(())
    }

    fn center(&self) -> Trial {
        // The starting point is always a trial, even if its evaluation failed.
        self.search.barrier().center().cloned().unwrap_or_else(|| self.search.trials()[0].clone())
    }

    async fn iterate(&mut self) -> Result<(), Stop> {
        let mut news = News::None;
        if let Some(attack) = &mut self.attack {
            let from = self.search.barrier().center().cloned();
            let from = from.unwrap_or_else(|| self.search.trials()[0].clone());
            match attack.attempt(self.search, &from).await? {
                Gain::Enough => return self.search.close(News::Dominating),
                Gain::Some => news = News::Dominating,
                Gain::None => {}
            }
        }
        for group in STEPS.chunks(self.search.parallel()) {
            let places: Vec<Vec<f64>> = group.iter().filter_map(|step| self.place_of(*step)).collect();
            news = news.max(self.search.examine(&places).await?);
            self.learn_errors();
            if news == News::Dominating {
                break;
            }
        }
        if news < News::Dominating {
            news = news.max(self.poll().await?);
        }
        self.search.close(news)?;
        self.has_succeeded = news == News::Dominating;
        match news {
            News::Dominating => self.search.mesh = (2.0 * self.search.mesh).min(1.0),
            News::Improving => {}
            News::None => self.search.mesh *= 0.5,
        }
        Ok(())
    }

    fn place_of(&mut self, step: Step) -> Option<Vec<f64>> {
        let barrier = self.search.barrier();
        match step {
            Step::Speculative => {
                let last = barrier.step().filter(|_| self.has_succeeded)?;
                Some(self.center().place.iter().zip(last).map(|(x, step)| x + SPECULATION * step).collect())
            }
            Step::Covering => {
                let place = self.center().place;
                let step =
                    self.problem.options.covering.then(|| in_ball(place.len(), COVERING_RADIUS, &mut self.random))?;
                Some(place.iter().zip(step).map(|(x, step)| x + step).collect())
            }
            Step::Model => self.model_about(&self.center()),
            Step::ModelOfOther => self.model_about(&barrier.other()?.clone()),
        }
    }

    fn model_about(&mut self, trial: &Trial) -> Option<Vec<f64>> {
        if !self.problem.options.model_search {
            return None;
        }
        let space = self.search.space();
        let models = Models::fit(space, self.search.trials(), trial, self.search.mesh)?;
        let proposal = models.proposal(space, &self.errors, &mut self.random)?;
        self.proposed.push((proposal.place.clone(), proposal.constraints));
        Some(proposal.place)
    }

    /// Updates the models' errors in the constraints from the evaluated proposals.
    fn learn_errors(&mut self) {
        for (place, constraints) in self.proposed.drain(..) {
            let Some(trial) = self.search.trial_at(&place).filter(|trial| trial.value().is_finite()) else { continue };
            for ((error, expected), value) in self.errors.iter_mut().zip(constraints).zip(&trial.outputs[1..]) {
                *error = (expected - value).abs();
            }
        }
    }

    /// Evaluates the neighbors on the mesh until one is better.
    async fn poll(&mut self) -> Result<News, Stop> {
        let towards = self.search.barrier().step().map(<[f64]>::to_vec);
        let steps = directions(self.search.space(), self.search.mesh, towards.as_deref(), &mut self.random);
        let from = |trial: &Trial, steps: &[Vec<f64>]| -> Vec<Vec<f64>> {
            steps.iter().map(|step| trial.place.iter().zip(step).map(|(x, step)| x + step).collect()).collect()
        };
        let mut places = from(&self.center(), &steps);
        if let Some(other) = self.search.barrier().other() {
            places.extend(from(other, &steps[..OTHER_DIRECTIONS.min(steps.len())]));
        }
        self.search.examine(&places).await
    }

    /// Whether no neighbor along the axes is better. If one is, the search continues from it.
    async fn is_certain(&mut self) -> Result<bool, Stop> {
        let Some(best) = self.search.barrier().feasible().cloned() else { return Ok(true) };
        let mesh = self.search.mesh;
        let steps = coordinates(self.search.space(), mesh);
        let places = steps.iter().map(|step| {
            let beside: Vec<f64> = best.place.iter().zip(step).map(|(x, step)| x + step).collect();
            self.search.snapped(&beside)
        });
        let places: Vec<Vec<f64>> = places.collect();
        // An infeasible neighbor may dominate the best infeasible point, which ends an examination early.
        let mut news = News::Dominating;
        while news == News::Dominating {
            news = self.search.examine(&places).await?;
            if self.search.barrier().feasible().is_some_and(|now| now.value() < best.value()) {
                self.search.close(news)?;
                self.has_succeeded = true;
                self.search.mesh = 2.0 * mesh;
                return Ok(false);
            }
        }
        self.search.stationarity = Some(self.compared(&best, &places));
        Ok(true)
    }

    /// Compares a point with its neighbors, given in pairs along the variables.
    fn compared(&self, best: &Trial, places: &[Vec<f64>]) -> Stationarity {
        let (mut slope, mut square, mut directions) = (f64::INFINITY, 0.0, 0);
        for pair in places.chunks_exact(2) {
            let known: Vec<(f64, f64, bool)> = pair
                .iter()
                .filter_map(|place| {
                    let k = (0..place.len()).find(|&k| place[k] != best.place[k])?;
                    let trial = self.search.trial_at(place).filter(|trial| trial.is_feasible())?;
                    let is_real = self.search.space().axes()[k].grain().is_none();
                    Some((place[k] - best.place[k], trial.value(), is_real))
                })
                .collect();
            for (step, value, _) in &known {
                slope = slope.min((value - best.value()) / step.abs());
                directions += 1;
            }
            if let [(up, above, true), (down, below, _)] = known[..] {
                square += ((above - below) / (up - down)).powi(2);
            }
        }
        Stationarity {
            mesh_size: self.search.mesh,
            slope: if directions > 0 { slope.min(f64::MAX) } else { 0.0 },
            gradient_estimate: square.sqrt().min(f64::MAX),
            directions,
        }
    }
}
