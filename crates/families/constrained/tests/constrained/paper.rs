//! Claims of Hong, Na, Mahoney and Kolar (ICML 2023), tested in the mode that follows their paper.

use crate::common::{Given, Program, converse, program, programs};
use superlinear_constrained::minimize::{
    Accuracy, Inner, MeritFunction, MinimizeProblem, MinimizeSolution, MinimizeStatus, SketchKind,
};
use superlinear_interface::RunOptions;

/// The paper's tolerance.
const TOLERANCE: f64 = 1e-4;

/// The iterations counted for a failure.
const FAILURE: u32 = 300;

/// The problem with the paper's parameters.
fn problem(program: &Program, merit: MeritFunction) -> MinimizeProblem {
    let mut problem = program.problem(Given::Everything);
    problem.accuracy = Accuracy::Paper;
    problem.tolerance = TOLERANCE;
    problem.sufficient_decrease = 0.1;
    problem.merit = Some(merit);
    problem
}

fn with_sketches(program: &Program, kind: SketchKind) -> MinimizeProblem {
    let mut problem = problem(program, MeritFunction::Eal);
    problem.inner = Inner::Sketch;
    problem.inner_options.kind = kind;
    problem
}

fn solve_seeded(program: &Program, problem: MinimizeProblem, seed: u64) -> MinimizeSolution {
    let options = RunOptions { seed, ..RunOptions::default() };
    converse(problem, options, |question, point| program.answer(question, point)).expect("a solution")
}

fn median(mut numbers: Vec<u32>) -> u32 {
    numbers.sort_unstable();
    numbers[numbers.len() / 2]
}

/// The results on the problems of the table.
struct Outcomes {
    /// The iterations on each; `None` if it was not solved.
    iterations: Vec<Option<u32>>,
    /// The median of the evaluations of objective and constraints.
    evaluations: u32,
}

impl Outcomes {
    fn of(make: impl Fn(&Program) -> MinimizeProblem) -> Self {
        let (mut iterations, mut evaluations) = (Vec::new(), Vec::new());
        for program in programs() {
            let solution = program.solve_as(make(&program));
            if solution.status != MinimizeStatus::Converged {
                println!("{} {:?}", program.name, solution.status);
            }
            iterations.push((solution.status == MinimizeStatus::Converged).then_some(solution.iterations));
            evaluations.push(solution.evaluations.objective + solution.evaluations.constraints);
        }
        Self { iterations, evaluations: median(evaluations) }
    }

    fn solved(&self) -> usize {
        self.iterations.iter().flatten().count()
    }

    fn total(&self) -> u32 {
        self.iterations.iter().map(|iterations| iterations.unwrap_or(FAILURE)).sum()
    }

    fn median(&self) -> u32 {
        median(self.iterations.iter().flatten().copied().collect())
    }
}

#[test]
fn the_augmented_lagrangian_loses_no_problem_that_l1_solves_and_takes_as_many_steps() {
    let given = |merit| {
        Outcomes::of(move |program| {
            let mut problem = program.problem(Given::Everything);
            problem.merit = Some(merit);
            problem
        })
    };
    let (eal, l1) = (given(MeritFunction::Eal), given(MeritFunction::L1));
    println!("solved {} and {}, total {} and {}", eal.solved(), l1.solved(), eal.total(), l1.total());
    assert_eq!(eal.solved(), eal.iterations.len());
    // The weakness of l1 is HS27: progress there is very slow until a restoration phase.
    assert!(eal.total() < l1.total());
    let is_usual = |(a, b): &(u32, u32)| *b < 5 * a;
    let both: Vec<_> = eal.iterations.iter().zip(&l1.iterations).filter_map(|(a, b)| Some(((*a)?, (*b)?))).collect();
    assert!(both.iter().filter(|pair| !is_usual(pair)).count() <= 1);
    let both: Vec<_> = both.into_iter().filter(is_usual).collect();
    let (a, b) = both.iter().fold((0.0, 0.0), |(a, b), pair| (a + f64::from(pair.0), b + f64::from(pair.1)));
    // The gain is in robustness, not in steps.
    assert!((a / b - 1.0).abs() <= 0.15, "{a} against {b}");
}

#[test]
fn with_the_papers_parameters_all_are_solved_in_about_its_number_of_steps() {
    let (eal, l1) = (
        Outcomes::of(|program| problem(program, MeritFunction::Eal)),
        Outcomes::of(|program| problem(program, MeritFunction::L1)),
    );
    for outcomes in [&eal, &l1] {
        println!(
            "solved {}, total {}, medians {} iterations and {} evaluations",
            outcomes.solved(),
            outcomes.total(),
            outcomes.median(),
            outcomes.evaluations
        );
    }
    assert_eq!(eal.solved(), eal.iterations.len());
    // The paper's medians over 47 problems of its own choice are 5 and 24.
    assert!(eal.median() <= 8 && eal.evaluations <= 30);
    // As many steps as l1, which with this parameter fails on none either.
    assert!(f64::from(eal.total()) <= 1.15 * f64::from(l1.total()));
}

#[test]
fn the_last_steps_are_whole() {
    for name in ["HS77", "HS78", "HS79", "HS100LNP", "BT11", "MARATOS"] {
        let program = program(name);
        let mut problem = problem(&program, MeritFunction::Eal);
        problem.tolerance = 1e-9;
        let history = program.solve_as(problem).history.expect("a history");
        assert!(history.iter().rev().take(3).all(|record| record.step_size == 1.0), "{name}");
    }
}

#[test]
fn every_seed_converges_to_the_same_objective() {
    for name in ["HS28", "HS42", "HS78"] {
        let program = program(name);
        for kind in [SketchKind::Row, SketchKind::BlockGaussian] {
            for seed in 0..20 {
                let solution = solve_seeded(&program, with_sketches(&program, kind), seed);
                assert_eq!(solution.status, MinimizeStatus::Converged, "{name} {kind:?} {seed}");
                let error = (solution.objective - program.optimum).abs();
                assert!(error <= 1e-4 * program.optimum.abs().max(1.0), "{name} {kind:?} {seed}: {error}");
            }
        }
    }
}

/// The paper's control problem on three by three points: the state w and the control z, with Laplace's equation between them.
fn control_problem() -> Program {
    const POINTS: usize = 3;
    let state = |i: usize, j: usize| format!("x{}", i * POINTS + j + 1);
    let control = |i: usize, j: usize| format!("x{}", POINTS * POINTS + i * POINTS + j + 1);
    let step = 0.1 / 15_f64.sqrt();
    let (mut objective, mut constraints) = (Vec::new(), Vec::new());
    for i in 0..POINTS {
        for j in 0..POINTS {
            let target = (4.0 + step * (i as f64 - 1.0)).sin() + (3.0 + step * (j as f64 - 1.0)).cos();
            // The target is negative.
            objective.push(format!("0.5*({}+{})^2+0.05*{}^2", state(i, j), -target, control(i, j)));
            let mut neighbors = Vec::new();
            if i > 0 {
                neighbors.push(state(i - 1, j));
            }
            if i + 1 < POINTS {
                neighbors.push(state(i + 1, j));
            }
            if j > 0 {
                neighbors.push(state(i, j - 1));
            }
            if j + 1 < POINTS {
                neighbors.push(state(i, j + 1));
            }
            constraints.push(format!("4*({}-4*{})+{}", neighbors.join("+"), state(i, j), control(i, j)));
        }
    }
    let constraints: Vec<_> = constraints.iter().map(String::as_str).collect();
    crate::common::custom(&objective.join("+"), &constraints, &[1.0; 2 * POINTS * POINTS])
}

#[test]
fn the_control_problem_takes_one_exact_step_and_the_same_point_by_sketches() {
    let program = control_problem();
    let exact = program.solve(Given::Everything);
    assert_eq!((exact.status, exact.iterations), (MinimizeStatus::Converged, 1));
    println!("{:.16}", exact.objective);
    assert!((exact.objective - 9.644_442_051_811_629).abs() < 1e-10, "{}", exact.objective);
    let solution = solve_seeded(&program, with_sketches(&program, SketchKind::BlockGaussian), 0);
    println!("by sketches: {} iterations, {:?}", solution.iterations, solution.statistics);
    assert_eq!(solution.status, MinimizeStatus::Converged);
    assert!((solution.objective - exact.objective).abs() < 1e-4 * exact.objective);
}

/// HS111LNP: the composition of a gas in equilibrium.
fn equilibrium() -> Program {
    let potentials = [6.089, 17.164, 34.054, 5.914, 24.721, 14.986, 24.1, 10.708, 26.662, 22.179];
    let sum = (1..=10).map(|i| format!("exp(x{i})")).collect::<Vec<_>>().join("+");
    let term = |(k, potential): (usize, &f64)| format!("exp(x{0})*(x{0}-{potential}-ln({sum}))", k + 1);
    let objective = potentials.iter().enumerate().map(term).collect::<Vec<_>>().join("+");
    let constraints = [
        "exp(x1)+2*exp(x2)+2*exp(x3)+exp(x6)+exp(x10)-2",
        "exp(x4)+2*exp(x5)+exp(x6)+exp(x7)-1",
        "exp(x3)+exp(x7)+exp(x8)+2*exp(x9)+exp(x10)-1",
    ];
    crate::common::custom(&objective, &constraints, &[-2.3; 10])
}

/// Inner iterations of the first Newton iteration to a relative residual of 1e-8; `None` if they did not suffice.
fn steps_of_first_system(program: &Program, inner: Inner, kind: SketchKind, uniform: bool) -> Option<u32> {
    let mut problem = program.problem(Given::Everything);
    problem.max_iterations = 1;
    problem.inner = inner;
    problem.inner_options.kind = kind;
    problem.inner_options.uniform = uniform;
    problem.inner_options.tolerance = Some(1e-8);
    let solution = solve_seeded(program, problem, 0);
    (solution.statistics.inner_fallbacks == 0).then_some(solution.statistics.inner_steps)
}

/// The table in docs/constrained.md.
#[test]
fn sketching_takes_steps_by_the_square_of_the_condition_number() {
    let systems = [
        ("HS78", program("HS78")),
        ("HS42", program("HS42")),
        ("HS77", program("HS77")),
        ("HS111LNP", equilibrium()),
        ("control", control_problem()),
    ];
    let mut single = Vec::new();
    for (name, program) in &systems {
        let steps = |inner, kind| steps_of_first_system(program, inner, kind, false);
        let [gaussian, row, block] =
            [SketchKind::Gaussian, SketchKind::Row, SketchKind::BlockGaussian].map(|kind| steps(Inner::Sketch, kind));
        let minres = steps(Inner::Minres, SketchKind::Row);
        let uniform = steps_of_first_system(program, Inner::Sketch, SketchKind::Row, true);
        println!("{name}: gaussian {gaussian:?}, row {row:?}, uniform {uniform:?}, block {block:?}, MINRES {minres:?}");
        assert!(minres.is_some_and(|steps| steps <= 40), "{name}");
        if let (Some(gaussian), Some(block)) = (gaussian, block) {
            assert!(block < gaussian, "{name}");
        }
        single.push(gaussian);
    }
    // The condition numbers are about 4, 19, 81, 110 and 275.
    assert!(single[0] < single[1], "{single:?}");
    assert!(single[3..].iter().all(|steps| steps.is_none_or(|steps| Some(steps) > single[1])), "{single:?}");
}
