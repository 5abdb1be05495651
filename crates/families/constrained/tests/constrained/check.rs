//! The comparison of derivatives with differences.

use crate::common::{Given, Program, answer_all, program, programs};
use superlinear_constrained::CheckDerivatives;
use superlinear_constrained::check::{DerivativeName, DerivativeReport};
use superlinear_interface::RunOptions;
use superlinear_numerics::pattern::Structure;

fn check(program: &Program, given: Given, spoil: impl Fn(&str, &mut [f64])) -> DerivativeReport {
    let answer = |question: &str, point: &[f64]| {
        let mut answer = program.answer(question, point);
        spoil(question, &mut answer);
        answer
    };
    answer_all::<CheckDerivatives>(program.problem(given), RunOptions::default(), answer).expect("a report")
}

#[test]
fn right_derivatives_pass() {
    for program in programs() {
        let (n, m) = (program.initial.len() as u32, program.constraints.len() as u32);
        let report = check(&program, Given::Everything, |_, _| {});
        assert!(report.errors.is_empty(), "{}: {:?}", program.name, report.errors);
        assert_eq!(report.compared, n + m * n + n * (n + 1) / 2);
        assert!(check(&program, Given::Products, |_, _| {}).errors.is_empty());
        assert_eq!(check(&program, Given::Nothing, |_, _| {}).compared, 0);
    }
}

#[test]
fn wrong_entries_are_found_the_worst_first() {
    let program = program("HS77");
    let report = check(&program, Given::Everything, |question, answer| match question {
        "gradient" => answer[2] += 0.5,
        "jacobian" => answer[7] *= 3.0,
        _ => {}
    });
    let found: Vec<_> = report.errors.iter().map(|error| (error.name, error.row, error.column)).collect();
    assert!(found.contains(&(DerivativeName::Gradient, 2, 0)));
    assert!(found.contains(&(DerivativeName::Jacobian, 1, 2)));
    assert!(report.errors.windows(2).all(|pair| pair[0].relative_error >= pair[1].relative_error));
    let hessian = check(&program, Given::Everything, |question, answer| {
        if question == "hessian" {
            answer[5] = -7.0;
        }
    });
    assert_eq!(hessian.errors.len(), 1);
    assert_eq!(
        (hessian.errors[0].name, hessian.errors[0].row, hessian.errors[0].column),
        (DerivativeName::Hessian, 1, 0)
    );
}

#[test]
fn entries_outside_of_the_structure_are_found() {
    let program = program("HS6");
    let mut problem = program.problem(Given::First);
    problem.jacobian_structure = Some(Structure { rows: vec![0].into(), columns: vec![1].into() });
    let report = answer_all::<CheckDerivatives>(problem, RunOptions::default(), |question, point| {
        let answer = program.answer(question, point);
        if question == "jacobian" { vec![answer[1]] } else { answer }
    })
    .expect("a report");
    assert_eq!(report.errors.len(), 1);
    let error = &report.errors[0];
    assert!(!error.is_in_structure && error.given == 0.0);
    assert_eq!((error.row, error.column), (0, 0));
}

#[test]
fn derivatives_are_compared_within_the_bounds() {
    use crate::bounded::Bounded;
    let infinity = f64::INFINITY;
    let bounded = Bounded::new("ln(x1)+sqrt(x2)*x3", &["x1*x2", "ln(x1)+x3"], &[0.7, 4.0, 7.0])
        .between(&[0.0, 0.0, 2.0], &[0.7, 3.0, 2.0])
        .where_constraints_are(&[0.0, -infinity], &[1.0, infinity]);
    let mut asked_outside = 0;
    let report =
        answer_all::<CheckDerivatives>(bounded.problem(Given::Everything), RunOptions::default(), |name, point| {
            asked_outside += u32::from(!bounded.is_inside(&point[..3]));
            bounded.program.answer(name, point)
        })
        .expect("a report");
    assert_eq!((asked_outside, report.errors.len()), (0, 0), "{:?}", report.errors);
    assert!(report.compared > 0 && bounded.is_inside(&report.point));
}
