//! The course of a run, in a bounded number of records.

/// The largest number of records: a plot shows no more, and serializing them takes about a millisecond.
const MAX_RECORDS: usize = 1000;

/// The records of a run. Each is kept while there are few; then every second one, every fourth, and so on. The last
/// record is always kept.
pub(crate) struct History<R> {
    kept: Vec<R>,
    last: Option<R>,
    count: u64,
    stride: u64,
}

impl<R: Copy> History<R> {
    pub fn new() -> Self {
        Self { kept: Vec::new(), last: None, count: 0, stride: 1 }
    }

    pub fn push(&mut self, record: R) {
        if self.count.is_multiple_of(self.stride) {
            if self.kept.len() == MAX_RECORDS {
                self.kept = self.kept.iter().copied().step_by(2).collect();
                self.stride *= 2;
            }
            // After thinning, the number of the record is a multiple of the new stride too, since `MAX_RECORDS` is even.
            self.kept.push(record);
        }
        self.count += 1;
        self.last = Some(record);
    }

    pub fn last(&self) -> Option<R> {
        self.last
    }

    pub fn records(&self) -> Vec<R> {
        let is_last_kept = self.count == 0 || (self.count - 1).is_multiple_of(self.stride);
        self.kept.iter().copied().chain(self.last.filter(|_| !is_last_kept)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(count: u64) -> Vec<u64> {
        let mut history = History::new();
        (0..count).for_each(|number| history.push(number));
        assert_eq!(history.last(), count.checked_sub(1));
        history.records()
    }

    #[test]
    fn few_records_are_all_kept() {
        for count in [0, 1, 2, 999, 1000] {
            assert_eq!(records(count), (0..count).collect::<Vec<_>>());
        }
    }

    #[test]
    fn many_records_are_equally_spaced_but_for_the_last() {
        for count in [1001, 1002, 1500, 2000, 2001, 2002, 12_345, 1_000_000] {
            let records = records(count);
            let spacing = records[1];
            assert!(records.len() <= MAX_RECORDS + 1 && spacing.is_power_of_two());
            let (last, others) = records.split_last().unwrap();
            assert_eq!(*last, count - 1);
            others.iter().enumerate().for_each(|(k, number)| assert_eq!(*number, k as u64 * spacing));
        }
    }
}
