//! The progressive barrier: the best feasible point, and the best infeasible point with a violation below a decreasing
//! threshold.
//!
//! Source: Audet, Dennis, A Progressive Barrier for Derivative-Free Nonlinear Programming, SIAM J. Optim. 20, 2009.

/// An evaluation of the search.
#[derive(Clone, Debug)]
pub(crate) struct Trial {
    /// Its point of the unit cube.
    pub place: Vec<f64>,
    /// The objective, followed by the constraints. Infinite if the evaluation failed.
    pub outputs: Vec<f64>,
    /// The sum of squared violations of relaxable constraints: 0 if the trial is feasible, infinite if an unrelaxable
    /// constraint is violated or if the evaluation failed.
    pub violation: f64,
}

impl Trial {
    /// The objective.
    pub(crate) fn value(&self) -> f64 {
        self.outputs[0]
    }

    /// Whether all constraints are satisfied.
    pub(crate) fn is_feasible(&self) -> bool {
        self.violation == 0.0
    }
}

/// The outcome of a trial or an iteration, in ascending order of success.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum News {
    /// Nothing better.
    None,
    /// A smaller violation with a larger objective.
    Improving,
    /// A point that dominates the best one.
    Dominating,
}

/// The two best points, and the threshold of violation.
#[derive(Debug)]
pub(crate) struct Barrier {
    feasible: Option<Trial>,
    infeasible: Option<Trial>,
    most: f64,
    /// Among the trials of an iteration with less violation than the best infeasible point, the one with the smallest
    /// objective.
    improving: Option<Trial>,
    /// The last step from a point to a better one.
    step: Option<Vec<f64>>,
}

impl Barrier {
    /// A barrier without points. The threshold is infinite.
    pub(crate) fn new() -> Self {
        Self { feasible: None, infeasible: None, most: f64::INFINITY, improving: None, step: None }
    }

    /// The best feasible point.
    pub(crate) fn feasible(&self) -> Option<&Trial> {
        self.feasible.as_ref()
    }

    /// The incumbent: the best feasible point, or else the best infeasible one.
    pub(crate) fn center(&self) -> Option<&Trial> {
        self.feasible.as_ref().or(self.infeasible.as_ref())
    }

    /// The best infeasible point, if a feasible one is known too.
    pub(crate) fn other(&self) -> Option<&Trial> {
        self.feasible.as_ref().and(self.infeasible.as_ref())
    }

    /// The last step from a point to a better one.
    pub(crate) fn step(&self) -> Option<&[f64]> {
        self.step.as_deref()
    }

    /// Compares a trial with the best points and updates them.
    pub(crate) fn take(&mut self, trial: &Trial) -> News {
        if trial.is_feasible() {
            let is_better = self.feasible.as_ref().is_none_or(|best| trial.value() < best.value());
            if !is_better {
                return News::None;
            }
            self.note_step(trial, self.center().map(|center| center.place.clone()));
            self.feasible = Some(trial.clone());
            return News::Dominating;
        }
        if trial.violation > self.most {
            return News::None;
        }
        let Some(best) = &self.infeasible else {
            self.infeasible = Some(trial.clone());
            return News::Dominating;
        };
        let (value, violation) = (best.value(), best.violation);
        let is_no_worse = trial.value() <= value && trial.violation <= violation;
        if is_no_worse && (trial.value() < value || trial.violation < violation) {
            self.note_step(trial, Some(best.place.clone()));
            self.infeasible = Some(trial.clone());
            return News::Dominating;
        }
        if trial.violation < violation {
            if self.improving.as_ref().is_none_or(|other| trial.value() < other.value()) {
                self.improving = Some(trial.clone());
            }
            return News::Improving;
        }
        News::None
    }

    /// Ends an iteration. Without a dominating point, it lowers the threshold.
    pub(crate) fn close(&mut self, news: News) {
        let improving = self.improving.take();
        match (news, improving) {
            (News::Improving, Some(trial)) => {
                self.most = trial.violation;
                self.infeasible = Some(trial);
            }
            (News::None, _) => {
                if let Some(trial) = &self.infeasible {
                    self.most = self.most.min(trial.violation);
                }
            }
            _ => {}
        }
    }

    fn note_step(&mut self, trial: &Trial, from: Option<Vec<f64>>) {
        self.step = from.map(|from| trial.place.iter().zip(&from).map(|(to, from)| to - from).collect());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn trial(value: f64, violation: f64) -> Trial {
        Trial { place: vec![value], outputs: vec![value], violation }
    }

    #[test]
    fn violation_is_let_pass_less_and_less() {
        let mut barrier = Barrier::new();
        assert_eq!(barrier.take(&trial(5.0, 4.0)), News::Dominating);
        assert_eq!(barrier.take(&trial(6.0, 1.0)), News::Improving);
        assert_eq!(barrier.take(&trial(5.5, 2.0)), News::Improving);
        assert_eq!(barrier.take(&trial(4.0, 5.0)), News::None);
        barrier.close(News::Improving);
        assert_eq!(barrier.center().map(Trial::value), Some(5.5));
        // A violation above 2 is now rejected, however small the objective.
        assert_eq!(barrier.take(&trial(0.0, 3.0)), News::None);
        assert_eq!(barrier.take(&trial(9.0, 0.0)), News::Dominating);
        assert_eq!(barrier.step(), Some(&[3.5][..]));
        assert_eq!(barrier.take(&trial(9.0, 0.0)), News::None);
        assert_eq!((barrier.center().map(Trial::value), barrier.other().map(Trial::value)), (Some(9.0), Some(5.5)));
    }

    #[test]
    fn a_failure_is_where_a_search_may_begin() {
        let mut barrier = Barrier::new();
        let failed = Trial { place: vec![0.0], outputs: vec![f64::INFINITY], violation: f64::INFINITY };
        assert_eq!(barrier.take(&failed), News::Dominating);
        assert_eq!(barrier.take(&failed), News::None);
        assert_eq!(barrier.take(&trial(1.0, f64::INFINITY)), News::Dominating);
        assert_eq!(barrier.take(&trial(2.0, 7.0)), News::Improving);
    }
}
