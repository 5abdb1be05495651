//! Synchronous rounds: the server waits for all asked clients, or until the limit of a round.

use super::clients::Clients;
use super::simulation::{Answer, Simulation};
use super::solution::SimulateStatus;
use crate::settings::Algorithm;
use superlinear_interface::Error;

impl<C: Clients> Simulation<'_, C> {
    /// Runs to the end.
    pub async fn run_rounds(&mut self) -> Result<SimulateStatus, Error> {
        let mut ended = None;
        while ended.is_none() {
            let clients: Vec<_> = self.server.active.iter().map(|&client| client as usize).collect();
            let answers = match self.ask(&clients).await? {
                Ok(answers) => answers,
                Err(status) => return Ok(status),
            };
            let (start, end) = (self.now, self.end_of_round(&answers));
            let latest = self.limits.round_limit.map_or(f64::INFINITY, |limit| start + limit);
            self.now = end;
            for answer in answers.iter().filter(|answer| answer.arrival <= latest) {
                self.deliver(answer);
            }
            ended = self.aggregate().await?;
        }
        match ended {
            Some(SimulateStatus::Finished) => Ok(self.drain().await?.unwrap_or(SimulateStatus::Finished)),
            Some(status) => Ok(status),
            None => Ok(SimulateStatus::Finished),
        }
    }

    /// The time at which the next round begins. Messages of `overlapped` travel while the next steps are taken, so its
    /// rounds are as long as the longer of both.
    fn end_of_round(&self, answers: &[Answer]) -> f64 {
        let latest = |time: f64, answer: &Answer| {
            let arrival = if self.settings.algorithm == Algorithm::Overlapped {
                let computing = self.computing(answer.client);
                self.now + computing.max(answer.arrival - self.now - computing)
            } else {
                answer.arrival
            };
            time.max(arrival)
        };
        let end = answers.iter().fold(self.now, latest);
        self.limits.round_limit.map_or(end, |limit| end.min(self.now + limit))
    }
}
