//! Small problems with solutions known to 16 digits.

use super::common::{assert_close, solve, with_cost, with_points};
use superlinear_interface::{Ending, Matrix};
use superlinear_transport::SinkhornNewtonProblem;
use superlinear_transport::problem::PlanFormat;
use superlinear_transport::solution::Plan;

fn weakly_linked() -> SinkhornNewtonProblem {
    SinkhornNewtonProblem {
        source: Some(vec![0.2, 0.3, 0.5].into()),
        target: Some(vec![0.1, 0.4, 0.25, 0.25].into()),
        plan: PlanFormat::Dense,
        ..with_cost(3, 4, vec![0.0, 1.0, 2.0, 3.0, 1.0, 0.0, 1.5, 2.5, 3.0, 2.0, 0.5, 0.25], 0.1)
    }
}

#[test]
fn weakly_linked_clusters_take_few_steps() {
    let solution = solve(&SinkhornNewtonProblem { tolerance: 1e-12, ..weakly_linked() });
    assert_eq!(solution.status, Ending::Converged);
    assert!(solution.iterations.sinkhorn + solution.iterations.newton < 100, "{:?}", solution.iterations);
    assert_close(solution.transport_cost, 0.2875014950352278, 1e-12);
    assert_close(solution.regularized_cost, 0.3679717765276559, 1e-12);
    let f = [0.6105980790721971, -0.3200866242576039, 0.3157845194533394];
    let g = [-0.449654288447138, 0.4117156933081794, 0.253529960539312, 0.003530198601767938];
    for (got, expected) in solution.source_potential.iter().zip(f).chain(solution.target_potential.iter().zip(g)) {
        assert_close(*got, expected, 1e-7);
    }
    let Some(Plan::Dense(plan)) = solution.plan else { panic!("a dense plan was asked for") };
    assert_close(plan.row(0)[2], 5.83365523289e-7, 1e-12);
    assert!(solution.exact_cost_bounds.lower <= 0.2875 && 0.2875 <= solution.exact_cost_bounds.upper);
}

#[test]
fn an_assignment_at_three_regularizations() {
    let tenths = [7, 5, 3, 9, 4, 2, 8, 6, 1, 7, 9, 4, 5, 3, 8, 6, 3, 9, 2, 5, 4, 7, 1, 8, 6];
    let cost: Vec<f64> = tenths.iter().map(|&tenth| f64::from(tenth) / 10.0).collect();
    let expected = [
        (0.02, 0.2604538687213144, Some(0.286552867973763)),
        (0.005, 0.2600000001386574, Some(0.2666608951941178)),
        (1e-6, 0.26, None),
    ];
    for (regularization, transport_cost, regularized_cost) in expected {
        let problem = SinkhornNewtonProblem {
            source: Some(vec![0.2; 5].into()),
            target: Some(vec![0.2; 5].into()),
            ..with_cost(5, 5, cost.clone(), regularization)
        };
        let solution = solve(&problem);
        assert_eq!(solution.status, Ending::Converged);
        assert_close(solution.transport_cost, transport_cost, 1e-9);
        if let Some(regularized_cost) = regularized_cost {
            assert_close(solution.regularized_cost, regularized_cost, 1e-9);
        }
        let bounds = solution.exact_cost_bounds;
        assert!(bounds.lower <= 0.26 && 0.26 <= bounds.upper, "{bounds:?}");
        assert!(bounds.upper - bounds.lower < 6.0 * regularization, "{bounds:?}");
    }
}

#[test]
fn points_with_a_source_that_holds_no_mass() {
    let sources = Matrix::new(4, 2, vec![0.0, 0.0, 1.0, 0.0, 0.0, 1.0, 0.5, 0.5]);
    let targets = Matrix::new(3, 2, vec![0.2, 0.1, 0.9, 0.8, 0.4, 1.0]);
    let problem = SinkhornNewtonProblem {
        source: Some(vec![0.25, 0.0, 0.35, 0.4].into()),
        target: Some(vec![0.5, 0.3, 0.2].into()),
        tolerance: 1e-13,
        gradients: true,
        ..with_points(sources, targets, 0.05)
    };
    let solution = solve(&problem);
    let gradients = solution.gradients.clone().expect("gradients were asked for");
    let expected = [
        [-0.1000000000003, -0.05000000000029],
        [0.0, 0.0],
        [-0.3345456158105, 0.1554550050603],
        [-0.06545438418917, 0.01454499493995],
    ];
    for (got, expected) in gradients.source_points.expect("points").data.iter().zip(expected.as_flattened()) {
        assert_close(*got, *expected, 1e-11);
    }
    assert_eq!(solution.status, Ending::Converged);
    assert_close(solution.transport_cost, 0.2720003104357288, 1e-12);
    assert_close(solution.regularized_cost, 0.2925839826388224, 1e-12);
    let f = [-0.16931317467541, 0.39126395730642, 0.54889921211328, -0.0087360981284668];
    let g = [0.25397053370336, 0.28862789273128, -0.33640821675827];
    for (got, expected) in solution.source_potential.iter().zip(f).chain(solution.target_potential.iter().zip(g)) {
        assert_close(*got, expected, 1e-10);
    }
    assert!(solution.exact_cost_bounds.lower <= 0.272 && 0.272 <= solution.exact_cost_bounds.upper);
}

#[test]
fn masses_that_need_not_be_moved() {
    let problem = SinkhornNewtonProblem {
        target: Some(vec![0.15, 0.6, 0.375, 0.375].into()),
        source_penalty: Some(1.0),
        target_penalty: Some(0.7),
        tolerance: 1e-13,
        ..weakly_linked()
    };
    let solution = solve(&problem);
    assert_eq!(solution.status, Ending::Converged);
    assert_close(solution.transport_cost, 0.1683379663908733, 1e-12);
    assert_close(solution.regularized_cost, 0.3763643982174273, 1e-12);
    assert_close(solution.dual_value, 0.3763643982174273, 1e-12);
    assert_close(solution.transported_mass, 1.013130889879207, 1e-12);
    for (got, expected) in solution.source_potential.iter().zip([0.21427368312729, -0.24007341713759, 0.06123166885824])
    {
        assert_close(*got, expected, 1e-12);
    }
    let Some(Plan::Dense(plan)) = solution.plan else { panic!("a dense plan was asked for") };
    for (row, expected) in [0.16142549152506, 0.3814027455664, 0.47030265278775].into_iter().enumerate() {
        assert_close(plan.row(row).iter().sum(), expected, 1e-12);
    }
}
