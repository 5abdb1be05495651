//! Models that answer the questions of a dialogue from data. A task is then its family's dialogue held with a model.

use crate::{Conversation, Dialogue, Error, Run, Step};

/// Answers the questions of a dialogue.
pub trait Respond {
    /// Writes the answer to the question `tag` about `point` into `answer`, which has the required length and contains
    /// zeros.
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]);
}

impl<F: FnMut(usize, &[f64], &mut [f64])> Respond for F {
    fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
        self(tag, point, answer);
    }
}

/// Holds the dialogue `D` for `problem`. `responder` answers all questions.
pub fn hold<D: Dialogue>(problem: D::Problem, responder: &mut impl Respond, run: &Run) -> Result<D::Solution, Error> {
    let mut conversation = Conversation::open::<D>(problem, run.continued())?;
    let mut answer = Vec::new();
    loop {
        let tag = match conversation.resume(&answer) {
            Step::Finished(result) => return result,
            Step::Question(tag) => tag,
        };
        answer.clear();
        answer.resize(conversation.answer_length(), 0.0);
        responder.respond(tag, &conversation.point(), &mut answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;
    use crate::{Lengths, Oracle, RunOptions, Vector};

    /// Sums a function's values at given points, except at the first and the last.
    struct Sum;

    impl Dialogue for Sum {
        const NAME: &'static str = "test.sum";
        const QUESTIONS: &'static [&'static str] = &["value", "ends"];
        type Problem = Vector;
        type Solution = f64;

        fn lengths(problem: &Vector) -> Result<Vec<Lengths>, Error> {
            crate::check::not_empty("problem", problem.len())?;
            Ok(vec![Lengths { point: 1, answer: 1 }, Lengths { point: 2, answer: 2 }])
        }

        async fn solve(problem: Vector, oracle: Oracle, _: Run) -> Result<f64, Error> {
            let (mut sum, mut ends) = (0.0, [f64::NAN; 2]);
            for &x in problem.iter() {
                let mut value = [f64::NAN];
                oracle.ask(0, &[x], &mut value).await;
                sum += value[0];
            }
            oracle.ask(1, &[problem[0], problem[problem.len() - 1]], &mut ends).await;
            Ok(sum - ends[0] - ends[1])
        }
    }

    struct Square {
        asked: usize,
    }

    impl Respond for Square {
        fn respond(&mut self, tag: usize, point: &[f64], answer: &mut [f64]) {
            assert_eq!((point.len(), answer.len()), (tag + 1, tag + 1));
            assert!(answer.iter().all(|&entry| entry == 0.0));
            self.asked += 1;
            answer.iter_mut().zip(point).for_each(|(value, x)| *value = x * x);
        }
    }

    #[test]
    fn a_model_answers_all_questions() {
        let run = testing::untimed(&RunOptions::default());
        let mut square = Square { asked: 0 };
        assert_eq!(hold::<Sum>(vec![1.0, 2.0, 3.0, 4.0].into(), &mut square, &run), Ok(4.0 + 9.0));
        assert_eq!(square.asked, 5);
        let refused = hold::<Sum>(Vec::new().into(), &mut square, &run).expect_err("no entries");
        assert_eq!(refused.path, "problem");
    }
}
