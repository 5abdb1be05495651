//! Commands of a dialogue held open: a question carries the report of the last command, and its answer is the next
//! command, with numbers.

use superlinear_interface::{Lengths, Oracle};

/// The questions: for a command, and for the numbers that go with it.
pub(crate) const QUESTIONS: &[&str] = &["call", "numbers"];
const CALL: usize = 0;
const NUMBERS: usize = 1;

/// The lengths of the questions without items, for commands of `length` numbers.
pub(crate) fn lengths(length: usize) -> Vec<Lengths> {
    vec![Lengths { point: 0, answer: length }, Lengths { point: 0, answer: 0 }]
}

/// The lengths for each number of a report, and for each number that goes with a command.
pub(crate) fn item_lengths() -> Vec<Lengths> {
    vec![Lengths { point: 1, answer: 0 }, Lengths { point: 0, answer: 1 }]
}

/// Hands over a report, and returns the next command of `N` numbers with its numbers, whose count is in place `count`.
/// The report then has unspecified contents.
pub(crate) async fn next<const N: usize>(oracle: &Oracle, report: &mut Vec<f64>, count: usize) -> ([f64; N], Vec<f64>) {
    let mut command = vec![0.0; N];
    oracle.hand_over(CALL, report, &mut command).await;
    let mut numbers = vec![0.0; command[count] as usize];
    if !numbers.is_empty() {
        oracle.hand_over(NUMBERS, &mut Vec::new(), &mut numbers).await;
    }
    (std::array::from_fn(|k| command[k]), numbers)
}
