//! Gradients of networks of mixtures against finite differences.

use super::losses::{add_distillation_slopes, cross_entropy, cross_entropy_slopes, softmax};
use super::network::Network;
use super::operation::Operation;
use super::training::State;
use superlinear_numerics::random::Stream;

const ALL: [Operation; 7] = [
    Operation::Zero,
    Operation::Identity,
    Operation::Linear,
    Operation::Relu,
    Operation::Tanh,
    Operation::Gauss,
    Operation::Square,
];

#[test]
fn gradients_are_those_of_differences() {
    for seed in 0..6 {
        let network = Network { features: 2, width: 3, classes: 3, edges: vec![ALL.to_vec(); 2] };
        let state = State::first(&network, seed);
        let mut random = Stream::new(seed, 9);
        let features: Vec<f64> = (0..10).map(|_| random.normal()).collect();
        let labels = [0, 1, 2, 1, 0];
        let teacher: Vec<f64> = (0..5).flat_map(|_| softmax(&[random.normal(), random.normal(), 0.5], 1.0)).collect();
        let (factor, temperature) = (0.75, 2.0);
        let value = |weights: &[f64], proportions: &[Vec<f64>]| {
            let logits = network.pass(weights, proportions, &features).logits;
            let divergence: f64 = logits
                .chunks(3)
                .zip(teacher.chunks(3))
                .flat_map(|(row, teacher)| softmax(row, temperature).into_iter().zip(teacher))
                .map(|(probability, teacher)| teacher * (teacher / probability).ln())
                .sum();
            cross_entropy(&logits, &labels, 3) + factor * temperature * temperature * divergence / 5.0
        };
        let proportions = state.proportions();
        let passage = network.pass(&state.weights, &proportions, &features);
        let mut slopes = cross_entropy_slopes(&passage.logits, &labels, 3);
        add_distillation_slopes(&passage.logits, &teacher, 3, factor, temperature, &mut slopes);
        let gradient = network.gradient(&state.weights, &proportions, &features, &passage, &slopes);
        let h = 1e-6;
        for k in 0..network.weights() {
            let at = |step: f64| {
                let mut weights = state.weights.clone();
                weights[k] += step;
                value(&weights, &proportions)
            };
            let difference = (at(h) - at(-h)) / (2.0 * h);
            assert!(
                (gradient.weights[k] - difference).abs() < 1e-7,
                "weight {k}: {} {difference}",
                gradient.weights[k]
            );
        }
        for edge in 0..2 {
            for k in 0..ALL.len() {
                let at = |step: f64| {
                    let mut proportions = proportions.clone();
                    proportions[edge][k] += step;
                    value(&state.weights, &proportions)
                };
                let (slope, difference) = (gradient.proportions[edge][k], (at(h) - at(-h)) / (2.0 * h));
                assert!((slope - difference).abs() < 1e-7, "proportion {edge} {k}: {slope} {difference}");
            }
        }
    }
}
