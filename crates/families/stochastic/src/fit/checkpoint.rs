//! Checkpoints of a fit: the same bits follow as without interruption.

use super::checked::Data;
use super::epochs::{Best, Epochs};
use super::problem::{FitAverage, FitProblem};
use crate::bytes::{Reader, Writer, hash};
use crate::settings::RuleKind;
use superlinear_interface::{Error, Vector};

impl Epochs<'_> {
    /// The state between two steps as bytes.
    pub(super) fn checkpoint(&self) -> Vector<u8> {
        let mut writer = Writer::new(self.rule as u8, self.fingerprint());
        writer.count(self.position);
        writer.count(u64::from(self.rate_at_end));
        self.learning.write(&mut writer);
        if let Some(by_norm) = &self.by_norm {
            by_norm.write(&mut writer);
        }
        if let Some(averaged) = &self.averaged {
            averaged.write(&mut writer);
        }
        match &self.best {
            None => writer.count(0),
            Some(best) => {
                writer.count(1);
                writer.count(u64::from(best.epochs_since));
                writer.numbers(&[best.loss]);
                best.model.write(&mut writer);
            }
        }
        writer.finish()
    }

    /// A hash of the settings, with the number of rows where a schedule or an average depends on it.
    fn fingerprint(&self) -> u64 {
        let depends = self.rule == RuleKind::Sgd || self.problem.average != FitAverage::None;
        let rows = if depends { self.budget.rows } else { 0 };
        self.problem.fingerprint(self.data, self.seed) ^ rows.rotate_left(32)
    }

    /// Continues from a checkpoint. Refuses damaged bytes, and those of other settings.
    pub(super) fn restore(&mut self, bytes: &[u8]) -> Result<(), Error> {
        let mut reader = Reader::new(bytes, self.rule as u8, self.fingerprint())?;
        self.position = reader.count()?;
        self.rate_at_end = reader.count()? == 1;
        self.learning.read(&mut reader)?;
        if let Some(by_norm) = &mut self.by_norm {
            by_norm.read(&mut reader)?;
        }
        if let Some(averaged) = &mut self.averaged {
            averaged.read(&mut reader)?;
        }
        if reader.count()? == 1 {
            let epochs_since = reader.count()?.min(u64::from(u32::MAX) - 1) as u32;
            let [loss] = reader.array()?;
            let mut model = self.data.start.clone();
            model.read(&mut reader)?;
            self.best = Some(Best { loss, model, epochs_since });
        }
        reader.end()
    }
}

impl FitProblem {
    /// The settings that a checkpoint depends on.
    fn fingerprint(&self, data: &Data, seed: u64) -> u64 {
        let Self { learning, method, batch_size, sampling, average, validation_fraction, .. } = self;
        let shape = (self.matrix.rows(), self.matrix.columns(), data.training.len(), &data.classes);
        let text = format!(
            "{learning:?}{method:?}{batch_size}{sampling:?}{average:?}{validation_fraction:?}{shape:?}{:?}{seed}",
            data.shrinkage.bounds
        );
        hash(&text)
    }
}
