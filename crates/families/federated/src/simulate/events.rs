//! Aggregation without common rounds: messages arrive at their own times.
//!
//! Sources: Fraboni, Vidal, Kameni, Lorenzi, A General Theory for Federated Optimization with Asynchronous and
//! Heterogeneous Clients Updates, JMLR 24, 2023 (fixed intervals); Nguyen and others, Federated Learning with Buffered
//! Asynchronous Aggregation, AISTATS 2022.

use super::clients::Clients;
use super::simulation::{Answer, Ended, Simulation};
use super::solution::SimulateStatus;
use crate::aggregate::is_due;
use std::cmp::Ordering;
use std::collections::BinaryHeap;
use superlinear_interface::Error;

/// An answer in the queue: the earliest first, of equal times that of the client with the smallest index.
struct Event(Answer);

impl Event {
    fn key(&self) -> (f64, usize) {
        (self.0.arrival, self.0.client)
    }
}

impl Ord for Event {
    fn cmp(&self, other: &Self) -> Ordering {
        let ((time, client), (other_time, other_client)) = (self.key(), other.key());
        other_time.total_cmp(&time).then(other_client.cmp(&client))
    }
}

impl PartialOrd for Event {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Event {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Event {}

/// The clients of a simulation by what they do.
struct Events<'w, 'a, C> {
    simulation: &'w mut Simulation<'a, C>,
    /// Those who compute, or whose messages travel.
    queue: BinaryHeap<Event>,
    /// Those who get the current parameters.
    free: Vec<usize>,
    /// Those whose messages wait in the buffer.
    waiting: Vec<usize>,
}

impl<C: Clients> Simulation<'_, C> {
    /// Runs to the end.
    pub async fn run_events(&mut self) -> Result<SimulateStatus, Error> {
        let free = (0..self.count()).collect();
        Events { simulation: self, queue: BinaryHeap::new(), free, waiting: Vec::new() }.run().await
    }
}

impl<C: Clients> Events<'_, '_, C> {
    async fn run(&mut self) -> Result<SimulateStatus, Error> {
        let mut ended = None;
        let mut ticks = 0.0;
        while ended.is_none() {
            self.free.sort_unstable();
            let free = std::mem::take(&mut self.free);
            match self.simulation.ask(&free).await? {
                Ok(answers) => self.queue.extend(answers.into_iter().map(Event)),
                Err(status) => return Ok(status),
            }
            ended = match self.simulation.settings.aggregation.interval {
                Some(interval) => {
                    ticks += 1.0;
                    self.tick(ticks * interval).await?
                }
                None => self.wait().await?,
            };
            if ended.is_none() && self.simulation.run.is_out_of_time()? {
                return Ok(SimulateStatus::TimeLimit);
            }
        }
        Ok(ended.unwrap_or(SimulateStatus::Finished))
    }

    /// Delivers what arrives until a time, and aggregates then.
    async fn tick(&mut self, time: f64) -> Result<Ended, Error> {
        while let Some(answer) = self.pop_until(time) {
            self.simulation.now = answer.arrival;
            self.simulation.deliver(&answer);
            self.free.push(answer.client);
        }
        self.simulation.now = time;
        self.simulation.aggregate().await
    }

    /// Delivers what arrives next, and aggregates if that is due.
    async fn wait(&mut self) -> Result<Ended, Error> {
        let Some(Event(first)) = self.queue.pop() else { return Ok(Some(SimulateStatus::Finished)) };
        self.simulation.now = first.arrival;
        let mut next = Some(first);
        while let Some(answer) = next {
            let has_counted = self.simulation.deliver(&answer);
            if has_counted {
                self.waiting.push(answer.client)
            } else {
                self.free.push(answer.client)
            }
            next = self.pop_until(self.simulation.now);
        }
        if is_due(self.simulation.settings, &self.simulation.server) {
            self.free.append(&mut self.waiting);
            return self.simulation.aggregate().await;
        }
        if self.simulation.limits.seconds.is_some_and(|seconds| self.simulation.now >= seconds) {
            return Ok(self.simulation.evaluate().await?.or(Some(SimulateStatus::Finished)));
        }
        Ok(None)
    }

    /// The earliest answer, if it arrives until this time.
    fn pop_until(&mut self, time: f64) -> Option<Answer> {
        self.queue.peek().filter(|Event(answer)| answer.arrival <= time)?;
        self.queue.pop().map(|Event(answer)| answer)
    }
}
