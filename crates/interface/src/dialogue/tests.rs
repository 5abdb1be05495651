//! Questions of declared lengths, and their answers.

use super::{Caller, Conversation, Dialogue, Lengths, Oracle, Step};
use crate::testing;
use crate::{Code, Error, Run, RunOptions};

/// Asks `square` for each number of items in turn, then `count` once, and sums the answers. A point of `square` holds
/// the number 10 and one more per item.
struct Sum;

const SQUARE: usize = 0;
const COUNT: usize = 1;

impl Dialogue for Sum {
    const NAME: &'static str = "test.sum";
    const QUESTIONS: &'static [&'static str] = &["square", "count"];
    type Problem = Vec<usize>;
    type Solution = f64;

    fn lengths(_: &Vec<usize>) -> Result<Vec<Lengths>, Error> {
        Ok(vec![Lengths { point: 1, answer: 0 }, Lengths { point: 2, answer: 1 }])
    }

    fn item_lengths(_: &Vec<usize>) -> Vec<Lengths> {
        vec![Lengths { point: 1, answer: 2 }]
    }

    async fn solve(sizes: Vec<usize>, oracle: Oracle, _: Run) -> Result<f64, Error> {
        let mut sum = 0.0;
        for items in sizes {
            let point: Vec<f64> = (0..=items).map(|k| 10.0 + k as f64).collect();
            let mut answers = vec![0.0; 2 * items];
            oracle.ask(SQUARE, &point, &mut answers).await;
            sum += answers.iter().sum::<f64>();
        }
        let mut count = [0.0];
        oracle.ask(COUNT, &[1.0, 2.0], &mut count).await;
        Ok(sum + count[0])
    }
}

fn open(sizes: &[usize]) -> Conversation<f64> {
    let run = testing::untimed(&RunOptions::default());
    Conversation::open::<Sum>(sizes.to_vec(), run).expect("a problem")
}

#[test]
fn a_question_is_about_as_many_items_as_its_asking_says() {
    let sizes = [3, 0, 1, 5, 2];
    let mut conversation = open(&sizes);
    assert_eq!(conversation.lengths(), [Lengths { point: 1, answer: 0 }, Lengths { point: 2, answer: 1 }]);
    assert_eq!(conversation.item_lengths(), [Lengths { point: 1, answer: 2 }, Lengths { point: 0, answer: 0 }]);
    let mut answer = Vec::new();
    for items in sizes {
        assert!(matches!(conversation.resume(&answer), Step::Question(SQUARE)));
        assert_eq!((conversation.items(), conversation.answer_length()), (items, 2 * items));
        assert_eq!(conversation.point().len(), 1 + items);
        answer = vec![1.0; 2 * items];
    }
    assert!(matches!(conversation.resume(&answer), Step::Question(COUNT)));
    assert_eq!((conversation.items(), conversation.answer_length()), (0, 1));
    let Step::Finished(Ok(sum)) = conversation.resume(&[0.5]) else { panic!("nothing more is asked") };
    assert_eq!(sum, 22.5);
}

#[test]
fn an_answer_of_another_length_ends_the_dialogue() {
    for answer in [&[1.0; 5][..], &[1.0; 7], &[]] {
        let mut conversation = open(&[3]);
        assert!(matches!(conversation.resume(&[]), Step::Question(SQUARE)));
        let Step::Finished(Err(error)) = conversation.resume(answer) else { panic!("6 numbers are asked for") };
        assert_eq!((error.code, error.path.as_str()), (Code::InvalidInput, "square"));
        assert_eq!(error.message, format!("square must give 6 numbers, gave {}", answer.len()));
    }
}

#[test]
fn lengths_that_were_not_declared_are_a_defect() {
    struct Wrong<const POINT: usize, const ANSWER: usize>;

    impl<const POINT: usize, const ANSWER: usize> Dialogue for Wrong<POINT, ANSWER> {
        const NAME: &'static str = "test.wrong";
        const QUESTIONS: &'static [&'static str] = &["pairs"];
        type Problem = ();
        type Solution = ();

        fn lengths((): &()) -> Result<Vec<Lengths>, Error> {
            Ok(vec![Lengths { point: 1, answer: 1 }])
        }

        fn item_lengths((): &()) -> Vec<Lengths> {
            vec![Lengths { point: 2, answer: 1 }]
        }

        async fn solve((): (), oracle: Oracle, _: Run) -> Result<(), Error> {
            oracle.ask(0, &[0.0; POINT], &mut [0.0; ANSWER]).await;
            Ok(())
        }
    }

    fn is_asked<const POINT: usize, const ANSWER: usize>() -> bool {
        let run = testing::untimed(&RunOptions::default());
        let mut conversation = Conversation::open::<Wrong<POINT, ANSWER>>((), run).expect("a problem");
        let resume = std::panic::AssertUnwindSafe(|| matches!(conversation.resume(&[]), Step::Question(0)));
        std::panic::catch_unwind(resume).unwrap_or(false)
    }

    assert!(is_asked::<1, 1>() && is_asked::<3, 2>() && is_asked::<9, 5>());
    assert!(!is_asked::<0, 1>() && !is_asked::<2, 2>() && !is_asked::<3, 1>() && !is_asked::<3, 3>());
}

/// Sums answers without end, either within the time limit or while there are answers; then optionally asks once more.
struct Endless;

impl Dialogue for Endless {
    const NAME: &'static str = "test.endless";
    const QUESTIONS: &'static [&'static str] = &["number"];
    /// Whether to stop when late, and whether to ask once more at the end.
    type Problem = (bool, bool);
    type Solution = f64;

    fn lengths(_: &(bool, bool)) -> Result<Vec<Lengths>, Error> {
        Ok(vec![Lengths { point: 0, answer: 1 }])
    }

    async fn solve((ends_when_late, asks_again): (bool, bool), oracle: Oracle, run: Run) -> Result<f64, Error> {
        let (caller, mut sum) = (oracle.clone(), 0.0);
        let mut number = [0.0];
        let adding = async {
            loop {
                oracle.ask(0, &[], &mut number).await;
                sum += number[0];
            }
        };
        let left: Option<()> = match ends_when_late {
            true => caller.in_time(&run, adding).await,
            false => caller.while_answered(adding).await,
        };
        assert!(left.is_none());
        if asks_again {
            oracle.ask(0, &[], &mut number).await;
        }
        Ok(sum)
    }
}

fn endless(problem: (bool, bool), time_limit: Option<f64>) -> Conversation<f64> {
    let run = testing::untimed(&RunOptions { time_limit, ..RunOptions::default() });
    let mut conversation = Conversation::open::<Endless>(problem, run).expect("a problem");
    if time_limit.is_none() {
        for number in [0.0, 1.0, 2.0] {
            assert!(matches!(conversation.resume(&[number]), Step::Question(0)));
        }
    }
    conversation
}

#[test]
fn work_in_time_is_left_as_soon_as_the_caller_is_late() {
    assert_eq!(endless((true, false), None).leave(Caller::Late), Some(Ok(3.0)));
    // The clock of these tests stands still at a time limit of zero.
    let mut conversation = endless((true, false), Some(0.0));
    assert!(matches!(conversation.resume(&[]), Step::Finished(Ok(sum)) if sum == 0.0));
}

#[test]
fn work_while_answered_is_left_only_when_the_caller_is_gone() {
    let mut conversation = endless((false, false), None);
    assert_eq!(conversation.leave(Caller::Late), None);
    assert!(matches!(conversation.resume(&[4.0]), Step::Question(0)));
    assert_eq!(conversation.leave(Caller::Gone), Some(Ok(7.0)));
}

#[test]
fn a_question_after_the_work_keeps_the_dialogue_open() {
    let mut conversation = endless((true, true), None);
    assert_eq!(conversation.leave(Caller::Late), None);
    assert!(matches!(conversation.resume(&[5.0]), Step::Finished(Ok(sum)) if sum == 3.0));
}
