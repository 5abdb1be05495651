//! A hanging chain of links of equal length between two nails: large and sparse. The Hessian of the Lagrangian comes
//! from the constraints alone.

use crate::common::converse;
use superlinear_constrained::minimize::{MinimizeProblem, MinimizeSolution, MinimizeStatus, SecondOrder};
use superlinear_interface::RunOptions;
use superlinear_numerics::pattern::Structure;

/// The chain's length, hung from (0, 0) and (1, 0).
const LENGTH: f64 = 1.5;

/// The difference of two joints along an axis. The variables are x and y of each joint between the nails.
fn difference(x: &[f64], links: usize, link: usize, axis: usize) -> f64 {
    let at = |joint: usize| match joint {
        0 => 0.0,
        joint if joint == links => [1.0, 0.0][axis],
        joint => x[2 * (joint - 1) + axis],
    };
    at(link + 1) - at(link)
}

/// The variables of a link's far and near end, except nails, with their signs in the difference.
fn ends(links: usize, link: usize, axis: usize) -> impl Iterator<Item = (usize, f64)> {
    let far = (link + 1 < links).then_some((2 * link + axis, 1.0));
    let near = (link > 0).then(|| (2 * (link - 1) + axis, -1.0));
    near.into_iter().chain(far)
}

fn answer(links: usize, question: &str, point: &[f64]) -> Vec<f64> {
    let n = 2 * (links - 1);
    let x = &point[..n];
    let square = (LENGTH / links as f64).powi(2);
    match question {
        "objective" => vec![x.iter().skip(1).step_by(2).sum()],
        "constraints" => (0..links)
            .map(|link| (0..2).map(|axis| difference(x, links, link, axis).powi(2)).sum::<f64>() - square)
            .collect(),
        "gradient" => (0..n).map(|i| if i % 2 == 1 { 1.0 } else { 0.0 }).collect(),
        "jacobian" => each_link(links)
            .flat_map(|(link, axis)| {
                ends(links, link, axis).map(move |(_, sign)| 2.0 * sign * difference(x, links, link, axis))
            })
            .collect(),
        "hessian" => {
            let multipliers = &point[n..n + links];
            let mut entries: Vec<f64> = (0..n).map(|i| 2.0 * (multipliers[i / 2] + multipliers[i / 2 + 1])).collect();
            entries.extend((2..n).map(|i| -2.0 * multipliers[i / 2]));
            entries
        }
        _ => panic!("no question {question}"),
    }
}

fn each_link(links: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..links).flat_map(|link| (0..2).map(move |axis| (link, axis)))
}

fn structure(entries: impl Iterator<Item = (usize, usize)>) -> Option<Structure> {
    let (rows, columns): (Vec<_>, Vec<_>) = entries.map(|(i, j)| (i as i32, j as i32)).unzip();
    Some(Structure { rows: rows.into(), columns: columns.into() })
}

fn solve(links: usize) -> MinimizeSolution {
    let n = 2 * (links - 1);
    let jacobian = each_link(links).flat_map(|(link, axis)| ends(links, link, axis).map(move |(j, _)| (link, j)));
    let hessian = (0..n).map(|i| (i, i)).chain((2..n).map(|i| (i, i - 2)));
    let t = |joint: usize| (joint + 1) as f64 / links as f64;
    let initial: Vec<f64> = (0..links - 1).flat_map(|joint| [t(joint), -1.6 * t(joint) * (1.0 - t(joint))]).collect();
    let problem = MinimizeProblem {
        initial: initial.into(),
        constraint_count: links as u32,
        jacobian_structure: structure(jacobian),
        hessian_structure: structure(hessian),
        ..crate::common::program("HS7").problem(crate::common::Given::Everything)
    };
    converse(problem, RunOptions::default(), |question, point| answer(links, question, point)).expect("a solution")
}

#[test]
fn chains_hang_alike_on_both_sides() {
    // The first two use the dense factorization, the others the sparse one.
    for links in [10, 100, 200, 400] {
        let solution = solve(links);
        println!("{links} links: {} iterations, {:?}", solution.iterations, solution.statistics);
        assert_eq!(solution.status, MinimizeStatus::Converged);
        assert_eq!(solution.second_order, SecondOrder::Sufficient);
        let y = |joint: usize| solution.solution[2 * joint + 1];
        for joint in 0..links - 1 {
            assert!((y(joint) - y(links - 2 - joint)).abs() < 1e-6);
        }
    }
}
