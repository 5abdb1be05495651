use super::problem::DesignKind;
use super::*;
use superlinear_interface::{RunOptions, testing};

/// Letters and scores from portable generators, and reference figures computed with NumPy.
const DESIGNS: [[f64; 4]; 8] = [
    [2.0, 0.0, 1.0, 1.0],
    [0.0, 0.0, 2.0, 2.0],
    [0.0, 0.0, 0.0, 0.0],
    [1.0, 2.0, 2.0, 1.0],
    [0.0, 0.0, 0.0, 0.0],
    [0.0, 0.0, 0.0, 2.0],
    [2.0, 2.0, 1.0, 0.0],
    [0.0, 2.0, 0.0, 1.0],
];
const SCORES: [f64; 8] = [
    0.851849295368433,
    -0.7828723108603676,
    -0.790868653602106,
    -1.7108942291920808,
    -0.5328539803123366,
    0.9720226263740375,
    0.3740305226438731,
    -0.39778434612951213,
];

fn problem() -> DesignProblem {
    DesignProblem {
        designs: Matrix::new(8, 4, DESIGNS.concat()),
        scores: SCORES.to_vec().into(),
        kind: DesignKind::Sequence,
        alphabet: None,
        mutable: None,
        count: 3,
        wish: 10.0,
        backward_weight: Some(0.5),
        kernel: Default::default(),
        ridge: Some(0.2),
    }
}

fn close(value: f64, expected: f64) {
    assert!((value / expected - 1.0).abs() < 1e-12, "{value} where {expected} was expected");
}

#[test]
fn figures_are_those_of_numpy() {
    let problem = problem();
    let table = Table::new(&problem).expect("it is right");
    let run = testing::untimed(&RunOptions::default());
    let (mean, deviation) = moments(SCORES.into_iter());
    let targets = SCORES.iter().map(|score| (score - mean) / deviation).collect();
    let products = proxy::lower_products(8, &run, |i, j| table.product(i, j)).expect("is not cancelled");
    let proxy = Proxy::new(Kernel::Ntk, &products, targets, Some(0.2), 10.0, &run).expect("it is finite");
    let kernels = table.kernels(&proxy, &Proposal::Letters(vec![2, 0, 1, 1]));
    assert_eq!(kernels[0], 3.0);
    close(proxy.prediction(&kernels), 1.178742725887093);
    let losses = proxy.losses(&kernels);
    close(losses.forward, 38.90728994804494);
    close(losses.backward, 9.403559979539672);
    close(proxy.fit().error(), 1.079488123877586);
}

#[test]
fn descents_end_where_no_letter_helps() {
    let problem = problem();
    let table = Table::new(&problem).expect("it is right");
    let run = testing::untimed(&RunOptions::default());
    let Table::Sequences(sequences) = &table else { panic!("they are sequences") };
    let targets = SCORES.to_vec();
    let products = proxy::lower_products(8, &run, |i, j| table.product(i, j)).expect("is not cancelled");
    let proxy = Proxy::new(Kernel::Ntk, &products, targets, None, 10.0, &run).expect("it is finite");
    let loss = WeightedLoss { proxy: &proxy, backward_weight: 0.3 };
    for start in 0..8 {
        let descended = sequences.descend(loss, start, run.cancellation()).expect("is not cancelled");
        assert_eq!(descended.neighbors.len(), 8);
        for neighbor in &descended.neighbors {
            let kernels = sequences.kernels(&proxy, &neighbor.letters);
            close(neighbor.loss, loss.of(proxy.losses(&kernels)));
            assert!(neighbor.loss >= descended.minimum.loss * (1.0 - 1e-9));
        }
    }
}

#[test]
fn gradients_are_those_of_differences() {
    let problem = DesignProblem { kind: DesignKind::Vector, ..problem() };
    let table = vectors::Vectors::new(&problem.designs, &[0, 1, 2, 3]);
    let run = testing::untimed(&RunOptions::default());
    let products = proxy::lower_products(8, &run, |i, j| table.product(i, j)).expect("is not cancelled");
    let proxy = Proxy::new(Kernel::Ntk, &products, SCORES.to_vec(), Some(0.1), 3.0, &run).expect("it is finite");
    let design = [0.3, -0.2, 0.7, 0.1];
    let weighted = WeightedLoss { proxy: &proxy, backward_weight: 0.4 };
    let (_, gradient) = table.loss_and_gradient(weighted, &design);
    for k in 0..4 {
        let loss = |step: f64| {
            let mut moved = design;
            moved[k] += step;
            table.loss_and_gradient(weighted, &moved).0
        };
        let difference = (loss(1e-6) - loss(-1e-6)) / 2e-6;
        assert!((gradient[k] - difference).abs() < 1e-6 * (1.0 + difference.abs()), "{} {difference}", gradient[k]);
    }
}
