//! A dialogue that solves nothing, to measure and test the entry point.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use superlinear_interface::{Dialogue, Error, Lengths, Oracle, Run, Vector, check};

/// Asks questions about batches of items of any sizes and sums the answers: to measure the cost of a question, and to
/// test functions that evaluate many items at once.
pub struct DiagnoseQuestions;

/// The requested questions.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct DiagnosisQuestionsProblem {
    /// The sizes of the batches, in order. Each batch is evaluated by one question and confirmed by another.
    pub sizes: Vector<i32>,
    /// The number of entries per item. Every batch consists of the numbers 0, 1, 2 and so on.
    #[serde(default = "one")]
    pub dimension: usize,
}

fn one() -> usize {
    1
}

/// The answers received.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct DiagnosisOfQuestions {
    /// The sum of all answers about items.
    pub sum: f64,
    /// The answer to the confirmation of each batch.
    pub confirmations: Vector,
}

/// A question about a batch: one number per item.
const EVALUATE: usize = 0;

/// A question about the sum of all answers so far: any number.
const CONFIRM: usize = 1;

/// Batches with more numbers than this are presumably a mistake.
const MAX_NUMBERS: usize = 1 << 24;

impl Dialogue for DiagnoseQuestions {
    const NAME: &'static str = "engine.diagnoseQuestions";
    const QUESTIONS: &'static [&'static str] = &["evaluate", "confirm"];
    type Problem = DiagnosisQuestionsProblem;
    type Solution = DiagnosisOfQuestions;

    fn lengths(problem: &DiagnosisQuestionsProblem) -> Result<Vec<Lengths>, Error> {
        check::count("dimension", problem.dimension, 1..=MAX_NUMBERS)?;
        for (k, &size) in problem.sizes.iter().enumerate() {
            let most = (MAX_NUMBERS / problem.dimension) as f64;
            check::number(&format!("sizes[{k}]"), f64::from(size), 0.0..=most)?;
        }
        Ok(vec![Lengths { point: 0, answer: 0 }, Lengths { point: 1, answer: 1 }])
    }

    fn item_lengths(problem: &DiagnosisQuestionsProblem) -> Vec<Lengths> {
        vec![Lengths { point: problem.dimension, answer: 1 }]
    }

    async fn solve(
        problem: DiagnosisQuestionsProblem,
        oracle: Oracle,
        run: Run,
    ) -> Result<DiagnosisOfQuestions, Error> {
        let sizes: Vec<usize> = problem.sizes.iter().map(|&size| size as usize).collect();
        let largest = sizes.iter().copied().max().unwrap_or(0);
        let items: Vec<f64> = (0..largest * problem.dimension).map(|k| k as f64).collect();
        let mut answers = vec![0.0; largest];
        let mut confirmations = vec![0.0; sizes.len()];
        let mut sum = 0.0;
        for (&size, confirmation) in sizes.iter().zip(&mut confirmations) {
            run.ensure_wanted()?;
            let answers = &mut answers[..size];
            oracle.ask(EVALUATE, &items[..size * problem.dimension], answers).await;
            sum += answers.iter().sum::<f64>();
            check::number(Self::QUESTIONS[EVALUATE], sum, check::FINITE)?;
            oracle.ask(CONFIRM, &[sum], std::slice::from_mut(confirmation)).await;
            check::number(Self::QUESTIONS[CONFIRM], *confirmation, check::FINITE)?;
        }
        Ok(DiagnosisOfQuestions { sum, confirmations: confirmations.into() })
    }
}
