//! Properties of all shapes, and comparison of the sum of all parts with brute force.

use crate::{Absolute, Blocks, Bounds, Interval, Mcp, Scad, Shape, Strengths, Univariate, Variable};

fn shapes() -> [Shape; 3] {
    [Shape::Absolute(Absolute), Shape::Mcp(Mcp::new(None).unwrap()), Shape::Scad(Scad::new(Some(2.5)).unwrap())]
}

const INTERVALS: [Interval; 3] =
    [Interval::ALL, Interval { lower: -0.4, upper: 1.5 }, Interval { lower: 0.0, upper: f64::INFINITY }];

#[test]
fn a_shape_is_zero_at_zero_with_the_strength_for_slope() {
    for shape in shapes() {
        assert_eq!(shape.value(0.7, 0.0), 0.0);
        assert!((shape.derivatives(0.7, 1e-12).0 - 0.7).abs() < 1e-11, "{shape:?}");
        assert!((shape.value(0.7, 1e-9) / 1e-9 - 0.7).abs() < 1e-8, "{shape:?}");
    }
}

#[test]
fn derivatives_of_a_shape_are_those_of_its_values_and_never_steeper_or_never_less_steep_than_at_zero() {
    for shape in shapes() {
        for size in [0.3, 0.69, 0.9, 1.6, 2.05, 2.2, 5.0] {
            let (first, second) = shape.derivatives(0.7, size);
            let h = 1e-5;
            let [before, at, after] = [size - h, size, size + h].map(|size| shape.value(0.7, size));
            assert!((first - (after - before) / (2.0 * h)).abs() < 1e-8, "{shape:?} {size}");
            assert!((second - (after - 2.0 * at + before) / (h * h)).abs() < 1e-4, "{shape:?} {size}");
            assert!(if shape.is_convex() { first >= 0.7 && second >= 0.0 } else { first <= 0.7 && second <= 0.0 });
        }
    }
}

#[test]
fn the_prox_of_a_shape_is_the_best_of_a_grid() {
    for shape in shapes() {
        for interval in INTERVALS {
            for target in [-3.0, -1.0, -0.2, 0.0, 0.6, 1.1, 1.9, 4.0] {
                for curvature in [0.2, 1.0, 3.0] {
                    let of = Variable { strength: 0.7, square: if shape.is_convex() { 0.5 } else { 0.0 }, interval };
                    let cost = |w: f64| 0.5 * curvature * (w - target) * (w - target) + of.value(shape, w);
                    let prox = shape.prox(of, target, curvature);
                    assert_eq!(interval.clip(prox), prox);
                    let grid = (-6000..=6000).map(|k| interval.clip(f64::from(k) * 1e-3));
                    let minimum = grid.map(cost).fold(f64::INFINITY, f64::min);
                    assert!(cost(prox) <= minimum + 1e-12, "{shape:?} {interval:?} {target} {curvature}");
                }
            }
        }
    }
}

#[test]
fn the_conjugate_of_a_convex_shape_is_the_best_of_a_grid() {
    for shape in shapes().into_iter().filter(|shape| shape.is_convex()) {
        for interval in INTERVALS {
            for slope in [-2.0, -0.5, 0.3, 1.0, 2.5] {
                let of = Variable { strength: 0.7, square: 0.5, interval };
                let grid = (-6000..=6000).map(|k| interval.clip(f64::from(k) * 1e-3));
                let maximum = grid.map(|w| slope * w - of.value(shape, w)).fold(f64::NEG_INFINITY, f64::max);
                assert!((shape.conjugate(of, slope) - maximum).abs() < 1e-6, "{shape:?} {interval:?} {slope}");
            }
        }
    }
}

#[test]
fn the_majorant_touches_the_penalty_and_is_nowhere_below_it() {
    for shape in shapes() {
        let w = [0.0, 0.5, -1.2, 4.0];
        let strengths = Strengths {
            shape,
            absolute: vec![1.0, 0.5, 2.0, 1.0],
            square: vec![0.0; 4],
            norm: vec![0.0; 4],
            blocks: Blocks::single(4),
            bounds: None,
        };
        let penalty = strengths.times(0.7);
        let tangent = penalty.majorant(&w);
        for k in -50..=50 {
            for variable in 0..4 {
                let mut moved = w;
                moved[variable] += 0.1 * f64::from(k);
                let above = tangent.times(0.7).value(&moved) - tangent.times(0.7).value(&w);
                assert!(penalty.value(&moved) - penalty.value(&w) <= above + 1e-12, "{shape:?} {variable} {k}");
            }
        }
    }
}

#[test]
fn the_prox_of_a_block_with_bounds_is_optimal() {
    let strengths = Strengths {
        shape: Shape::Absolute(Absolute),
        absolute: vec![0.2; 3],
        square: vec![0.0; 3],
        norm: vec![1.0],
        blocks: Blocks::new(&[vec![0, 1, 2]]),
        bounds: Some(Bounds { lower: vec![-1.0, 0.0, -0.3], upper: vec![f64::INFINITY, 1.0, 0.5] }),
    };
    let penalty = strengths.times(0.5);
    let targets = [2.0, -1.0, 0.9];
    let mut w = targets;
    penalty.block_prox(0, &mut w, 1.5);
    let slopes: Vec<f64> = targets.iter().zip(&w).map(|(target, w)| 1.5 * (target - w)).collect();
    assert!(penalty.violation(0, &w, &slopes) < 1e-12, "{w:?}");
    let mut small = [0.1, -5.0, 0.1];
    penalty.block_prox(0, &mut small, 1.5);
    assert_eq!(small, [0.0; 3]);
}
