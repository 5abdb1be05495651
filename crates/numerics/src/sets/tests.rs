//! Projections, displacements, derivatives and linear minima of sets.

use super::*;
use crate::random::Stream;

fn set(kind: SetKind, size: u32) -> ConvexSet {
    ConvexSet { kind, size: Some(size), lower: None, upper: None, sum: None, radius: None, center: None }
}

/// One set of each kind.
fn product() -> Product {
    let lower = Some(NumberOrVector::Vector(vec![-1.0, 0.0, f64::NEG_INFINITY].into()));
    Product::of(&[
        set(SetKind::Free, 2),
        ConvexSet { lower, upper: Some(NumberOrVector::Number(0.5)), ..set(SetKind::Box, 3) },
        ConvexSet { sum: Some(2.0), ..set(SetKind::Simplex, 5) },
        ConvexSet { radius: Some(0.7), center: Some(vec![1.0, 0.0, -1.0].into()), ..set(SetKind::Ball, 3) },
    ])
    .expect("right sets")
}

#[test]
fn a_projection_is_the_nearest_point() {
    let (product, mut stream) = (product(), Stream::new(1, 0));
    for _ in 0..200 {
        let point: Vec<_> = (0..13).map(|_| 2.0 * stream.normal()).collect();
        let (mut projected, mut other) = (point.clone(), (0..13).map(|_| 2.0 * stream.normal()).collect::<Vec<_>>());
        product.project(&mut projected);
        product.project(&mut other);
        // The angle at the projection is obtuse.
        let angle: f64 = (0..13).map(|i| (point[i] - projected[i]) * (other[i] - projected[i])).sum();
        assert!(angle <= 1e-12, "{angle}");
        let again = projected.clone();
        product.project(&mut projected);
        assert!(again.iter().zip(&projected).all(|(a, b)| (a - b).abs() < 1e-14));
    }
}

#[test]
fn displacements_are_those_of_projections_and_keep_the_smallest_steps() {
    let (product, mut stream) = (product(), Stream::new(7, 0));
    for case in 0..2000 {
        let mut point: Vec<_> = (0..13).map(|_| 2.0 * stream.normal()).collect();
        product.project(&mut point);
        let size = 10f64.powi(case % 7 - 3);
        let step: Vec<_> = (0..13).map(|_| size * stream.normal()).collect();
        let mut moved: Vec<_> = point.iter().zip(&step).map(|(z, s)| z - s).collect();
        product.project(&mut moved);
        let displaced = product.displacement(&point, &step);
        for i in 0..13 {
            let expected = point[i] - moved[i];
            assert!(
                (displaced[i] - expected).abs() < 1e-13 * size.max(1.0),
                "case {case}: {} {expected}",
                displaced[i]
            );
        }
        // A tiny step is displaced in proportion to one larger by a power of two, as long as no other bound is
        // reached.
        let tiny: Vec<_> = step.iter().map(|s| s * 2f64.powi(-300)).collect();
        let smaller: Vec<_> = step.iter().map(|s| s * 2f64.powi(-340)).collect();
        let [a, b] = [&tiny, &smaller].map(|step| norm(&product.displacement(&point, step)));
        assert!((a / b / 2f64.powi(40) - 1.0).abs() < 1e-9, "case {case}: {a:e} {b:e}");
    }
}

#[test]
fn projections_onto_a_simplex_are_nearest() {
    let mut point = [0.9, 0.6, -3.0];
    project_onto_simplex(&mut point, 1.0);
    assert!((point[0] - 0.65).abs() < 1e-15 && (point[1] - 0.35).abs() < 1e-15 && point[2] == 0.0);
    let mut inside = [0.25, 0.75];
    project_onto_simplex(&mut inside, 1.0);
    assert_eq!(inside, [0.25, 0.75]);
}

#[test]
fn far_points_come_to_a_simplex_too() {
    let mut point = [1e212; 3];
    project_onto_simplex(&mut point, 6.0);
    assert!(point.iter().all(|entry| (entry - 2.0).abs() < 1e-14));
}

#[test]
fn points_that_overflowed_come_to_no_simplex() {
    for point in [[f64::INFINITY, 0.0], [f64::NEG_INFINITY, f64::INFINITY], [f64::NAN, 0.0]] {
        let mut point = point;
        project_onto_simplex(&mut point, 1.0);
        assert!(point.iter().any(|entry| entry.is_nan()), "{point:?}");
    }
}

#[test]
fn the_derivative_is_that_of_the_projection() {
    let (product, mut stream) = (product(), Stream::new(2, 0));
    for _ in 0..50 {
        let point: Vec<_> = (0..13).map(|_| 2.0 * stream.normal()).collect();
        let direction: Vec<_> = (0..13).map(|_| stream.normal()).collect();
        let project = |sign: f64| {
            let mut moved: Vec<_> = point.iter().zip(&direction).map(|(x, d)| x + sign * 1e-7 * d).collect();
            product.project(&mut moved);
            moved
        };
        let (above, at, below) = (project(1.0), project(0.0), project(-1.0));
        let mut derivative = Mat::from_fn(13, 1, |i, _| direction[i]);
        product.differentiate(&point, &at, &mut derivative);
        for i in 0..13 {
            let difference = (above[i] - below[i]) / 2e-7;
            assert!((derivative[(i, 0)] - difference).abs() < 1e-6, "{i}: {difference}");
        }
    }
}

#[test]
fn the_least_inner_product_is_one_of_a_point() {
    let bounded = Product { dimension: 8, blocks: product().blocks[2..].to_vec() };
    assert_eq!(product().least(&[1.0; 13]), None);
    // The smallest entry times sum 2 for the simplex, plus the ball's point opposite to the direction.
    let direction = [3.0, 1.0, 2.0, 4.0, 5.0, 0.0, 3.0, 4.0];
    let shifted = Product {
        dimension: 8,
        blocks: vec![(0..5, bounded.blocks[0].1.clone()), (5..8, bounded.blocks[1].1.clone())],
    };
    assert!((shifted.least(&direction).expect("is bounded") - (2.0 - 4.0 - 3.5)).abs() < 1e-14);
}
