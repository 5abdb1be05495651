//! Fuses steps into a single pass over a matrix: its products with vectors, rowwise computations on them, and products
//! of its transpose with the results. Any loss over rows of data has this form, and so do its derivatives.

use super::effects;
use std::ops::Range;
use superlinear_machine::access::{Buffer, Place};
use superlinear_machine::plan::{Matmul, Step, Sweep};
use superlinear_machine::tape::Region;

/// With more columns, a panel of a few rows exceeds a cache.
const MAX_COLUMNS: usize = 1 << 12;

/// The number of steps inspected before and after a region. The steps of one loss are a few levels apart; inspecting
/// all would take time quadratic in their number, and a recurrence may have a hundred thousand.
const REACH: usize = 64;

/// Fuses steps where their order permits.
pub fn join(steps: Vec<Step>) -> Vec<Step> {
    let mut steps: Vec<_> = steps.into_iter().map(Some).collect();
    for at in 0..steps.len() {
        if let Some(Found { products, sweep }) = Found::around(&steps, at) {
            products.into_iter().for_each(|k| steps[k] = None);
            steps[at] = Some(Step::Sweep(sweep));
        }
    }
    steps.into_iter().flatten().collect()
}

/// The indices of products to fuse with a region, and the resulting sweep.
struct Found {
    products: Vec<usize>,
    sweep: Sweep,
}

impl Found {
    /// The fusion around the region at step `at`, if there is one.
    fn around(steps: &[Option<Step>], at: usize) -> Option<Self> {
        let Some(Step::Region(region)) = &steps[at] else { return None };
        if !region.is_divisible() {
            return None;
        }
        let near = |range: Range<usize>| range.filter_map(|k| Some((k, steps[k].as_ref()?)));
        let (earlier, later) = (at.saturating_sub(REACH)..at, at + 1..steps.len().min(at + 1 + REACH));
        let (matrix, width, _) = near(later.clone()).find_map(|(_, step)| transposed_vector(step, region))?;
        if width == 0 || width > MAX_COLUMNS {
            return None;
        }
        let before = near(earlier).filter_map(|(k, step)| {
            let product = vector(step, region, matrix)?;
            can_move(step, &steps[k + 1..at]).then_some((k, product))
        });
        let (mut numbers, products): (Vec<_>, Vec<_>) = before.unzip();
        let after = near(later).filter_map(|(k, step)| {
            let (of, _, product) = transposed_vector(step, region)?;
            (of == matrix && can_move(step, &steps[at + 1..k])).then_some((k, product))
        });
        let (after, transposed): (Vec<_>, Vec<_>) = after.unzip();
        numbers.extend(&after);
        let is_whole = !products.is_empty() && !transposed.is_empty();
        let sweep = Sweep { matrix, width, products, region: region.clone(), transposed };
        (is_whole && is_sound(&sweep)).then_some(Self { products: numbers, sweep })
    }
}

/// If the step is a product of the matrix with a vector that the region reads elementwise, returns the vector and the
/// slot.
fn vector(step: &Step, region: &Region, matrix: Place) -> Option<(Place, usize)> {
    let Step::Matmul(Matmul { a, b, transposed: [false, _], rows, columns: 1, blocks, target, .. }) = step else {
        return None;
    };
    let mut loads = region.loads.iter().filter(|load| load.place.buffer == Buffer::Slot(*target)).peekable();
    let is_read = loads.peek().is_some();
    let is_by_lane = loads.all(|load| load.place.offset == 0 && load.access.contiguous() == Some(0));
    (*a == matrix && *rows == region.lanes && blocks.len() == 1 && is_read && is_by_lane).then_some((*b, *target))
}

/// If the step is a product of a transposed matrix with a vector stored by the region, returns the matrix, its columns,
/// the vector and the slot.
fn transposed_vector(step: &Step, region: &Region) -> Option<(Place, usize, (Place, usize))> {
    let Step::Matmul(Matmul { a, b, transposed: [true, _], rows, inner, columns: 1, blocks, target }) = step else {
        return None;
    };
    let stores = |slot: usize| (0..region.targets.len()).any(|k| region.targets[k] == slot && region.stores(k));
    let is_stored = matches!(b.buffer, Buffer::Slot(slot) if b.offset == 0 && stores(slot));
    (*inner == region.lanes && blocks.len() == 1 && is_stored).then_some((*a, *rows, (*b, *target)))
}

/// Whether a step can be moved across others: they neither read nor write its target, nor write its operands.
fn can_move(step: &Step, others: &[Option<Step>]) -> bool {
    let (reads, writes) = (effects::reads(step), effects::writes(step));
    let is_read = |slot: &usize, of: &[Place]| of.iter().any(|place| place.buffer == Buffer::Slot(*slot));
    others.iter().flatten().all(|other| {
        let (theirs, written) = (effects::reads(other), effects::writes(other));
        !writes.iter().any(|slot| written.contains(slot) || is_read(slot, &theirs))
            && !written.iter().any(|slot| is_read(slot, &reads))
    })
}

/// Whether all written slots are distinct and only the current panel of each is read.
fn is_sound(sweep: &Sweep) -> bool {
    let written = effects::writes(&Step::Sweep(sweep.clone()));
    let is_written = |place: &Place| matches!(place.buffer, Buffer::Slot(slot) if written.contains(&slot));
    let is_product = |place: &Place| sweep.products.iter().any(|&(_, slot)| place.buffer == Buffer::Slot(slot));
    let whole = std::iter::once(sweep.matrix).chain(sweep.products.iter().map(|&(vector, _)| vector));
    let lanes = sweep.region.loads.iter().map(|load| load.place).filter(|place| !is_product(place));
    let are_different = (0..written.len()).all(|k| !written[..k].contains(&written[k]));
    are_different && !whole.chain(lanes).any(|place| is_written(&place))
}

#[cfg(test)]
mod tests {
    use crate::derive::{gradients, tangents};
    use crate::function::Function;
    use crate::graph::Id;
    use crate::lower::Expression;
    use crate::plan::plan;
    use crate::points::slices;
    use superlinear_interface::wire::{Payload, decode};
    use superlinear_machine::plan::{Plan, Step};
    use superlinear_machine::{Given, Machine};

    const ROWS: usize = 300;

    /// A matrix without structure.
    fn entry(i: usize, j: usize) -> f64 {
        ((7 * i + 3 * j + i * j) % 11) as f64 / 11.0 - 0.45
    }

    fn matrix(columns: usize) -> Vec<f64> {
        (0..ROWS * columns).map(|k| entry(k / columns, k % columns)).collect()
    }

    /// A function of x and of a matrix with as many columns.
    fn expression(columns: usize, nodes: &str) -> Expression {
        let inputs = format!(
            r#"[{{"name": "x", "shape": [{columns}]}}, {{"name": "a", "shape": [{ROWS}, {columns}]}}, {{"name": "v", "shape": [{columns}]}}]"#
        );
        let last = nodes.matches("[\"").count() - 1;
        let header = format!(r#"{{"version": 1, "inputs": {inputs}, "nodes": [{nodes}], "outputs": [{last}]}}"#);
        let function: Function = decode(Payload { header, buffers: Vec::new() }).expect("a function");
        Expression::new(&function).expect("a right one")
    }

    fn computed(expression: &Expression, outputs: &[Id], inputs: [&[f64]; 3]) -> (Plan, Vec<Vec<f64>>) {
        let plan = plan(&expression.graph, outputs);
        let given = Given { inputs: &inputs, data: &slices(&expression.data) };
        let mut machine = Machine::default();
        machine.run(&plan, given);
        let results = (0..outputs.len()).map(|k| machine.output(&plan, k, given).to_vec()).collect();
        (plan, results)
    }

    fn count(plan: &Plan, is_wanted: impl Fn(&Step) -> bool) -> usize {
        plan.steps.iter().filter(|step| is_wanted(step)).count()
    }

    fn assert_close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= 1e-12 * (1.0 + expected.abs()), "{found}, not {expected}");
        }
    }

    /// A x, or Aᵀ x.
    fn times(columns: usize, x: &[f64]) -> Vec<f64> {
        (0..ROWS).map(|i| (0..columns).map(|j| entry(i, j) * x[j]).sum()).collect()
    }

    fn transposed_times(columns: usize, y: &[f64]) -> Vec<f64> {
        (0..columns).map(|j| (0..ROWS).map(|i| entry(i, j) * y[i]).sum()).collect()
    }

    #[test]
    fn losses_over_rows_and_their_derivatives_are_one_pass() {
        // Panels of 256 rows and of 48.
        [5, 700].into_iter().for_each(check_loss);
    }

    fn check_loss(columns: usize) {
        let loss = r#"["input", 0], ["input", 1], ["matmul", 1, 0], ["tanh", 2], ["multiply", 3, 3], ["sum", 4, [0]]"#;
        let mut expression = expression(columns, loss);
        let (output, x, v) = (expression.output, expression.inputs[0].id, expression.inputs[2].id);
        let graph = &mut expression.graph;
        let one = graph.constant(1.0);
        let slope = gradients(graph, &[(output, one)], &[x])[0];
        let product = tangents(graph, &[slope], &[(x, v)])[0].expect("it depends on x");
        let a = matrix(columns);
        let of = |f: fn(f64) -> f64| (0..columns).map(|k| f(k as f64) / columns as f64).collect::<Vec<_>>();
        let (at, along) = (of(f64::cos), of(f64::sin));
        let (plan, results) = computed(&expression, &[output, slope, product], [&at, &a, &along]);
        assert_eq!(count(&plan, |step| matches!(step, Step::Sweep(sweep) if sweep.products.len() == 2)), 1);
        assert_eq!(count(&plan, |step| matches!(step, Step::Matmul(_))), 0);
        let t: Vec<_> = times(columns, &at).iter().map(|z: &f64| z.tanh()).collect();
        assert_close(&results[0], &[t.iter().map(|t| t * t).sum()]);
        // d tanh² = 2 (t − t³), and its derivative 2 (1 − 3 t²) (1 − t²).
        let first: Vec<_> = t.iter().map(|t| 2.0 * (t - t.powi(3))).collect();
        assert_close(&results[1], &transposed_times(columns, &first));
        let second = t.iter().zip(times(columns, &along)).map(|(t, s)| 2.0 * (1.0 - 3.0 * t * t) * (1.0 - t * t) * s);
        assert_close(&results[2], &transposed_times(columns, &second.collect::<Vec<_>>()));
    }

    /// With as many columns as rows, the last product may reuse the slot of the first vector, which a sweep would still
    /// read.
    #[test]
    fn steps_whose_slots_are_used_again_stay_apart() {
        let nodes = r#"["input", 0], ["input", 1], ["matmul", 1, 0], ["sin", 2], ["matmul", 1, 3], ["tanh", 4], ["sum", 5, [0]]"#;
        let mut expression = expression(ROWS, nodes);
        let (output, x) = (expression.output, expression.inputs[0].id);
        let one = expression.graph.constant(1.0);
        let slope = gradients(&mut expression.graph, &[(output, one)], &[x])[0];
        let a = matrix(ROWS);
        let at: Vec<_> = (0..ROWS).map(|k| 0.01 * (k as f64).cos()).collect();
        let (plan, results) = computed(&expression, &[output, slope], [&at, &a, &at]);
        assert_eq!(count(&plan, |step| matches!(step, Step::Sweep(_))), 0);
        let z = times(ROWS, &at);
        let y = times(ROWS, &z.iter().map(|z| z.sin()).collect::<Vec<_>>());
        assert_close(&results[0], &[y.iter().map(|y| y.tanh()).sum()]);
        let outer: Vec<_> = y.iter().map(|y| 1.0 - y.tanh().powi(2)).collect();
        let inner = transposed_times(ROWS, &outer);
        let inner: Vec<_> = inner.iter().zip(&z).map(|(slope, z)| slope * z.cos()).collect();
        assert_close(&results[1], &transposed_times(ROWS, &inner));
    }
}
