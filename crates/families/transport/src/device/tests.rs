//! Comparison of the passes on a device with those on the host, and with results of other programs. The tests run if
//! the suite `cuda` has installed the stand-in for a driver, or on a machine with a device.

use super::DevicePasses;
use super::costs::{DeviceCosts, MAX_CHUNKS, Side, Slot, chunks};
use super::kernels::{MIXED_PRODUCT, PRODUCT};
use super::plan::rows_at_once;
use crate::cost::{Cost, MatrixCost, PointCost};
use crate::instance::Instance;
use crate::kept::Keep;
use crate::kernels::survey::survey;
use crate::passes::{HostPasses, Passes, System};
use crate::potentials::Potentials;
use crate::problem::Metric;
use crate::sums::Evaluation;
use superlinear_cuda::THREADS;
use superlinear_interface::testing::timed;
use superlinear_interface::{Error, Matrix, Run, RunOptions};
use superlinear_numerics::random::Mulberry32;

/// `uniform(seed, count)` of the references.
fn uniform(seed: u32, count: usize) -> Vec<f64> {
    Mulberry32(seed).uniforms(count)
}

fn processor() -> Run {
    timed(&RunOptions::default())
}

fn on_device() -> Run {
    superlinear_cuda::equipped(processor()).expect("a device, or the stand-in for one")
}

fn all(count: usize) -> Vec<u32> {
    (0..count as u32).collect()
}

/// A problem between `n` and `m` points, or with their costs as a matrix with some forbidden pairs.
struct Setting {
    n: usize,
    m: usize,
    dimension: usize,
    metric: Metric,
    is_matrix: bool,
    softness: [f64; 2],
    seed: u32,
}

impl Setting {
    fn points(n: usize, m: usize, dimension: usize, metric: Metric, seed: u32) -> Self {
        Self { n, m, dimension, metric, is_matrix: false, softness: [0.0; 2], seed }
    }

    fn instance(&self, regularization: f64) -> Instance {
        let Self { n, m, dimension, metric, is_matrix, softness, seed } = *self;
        let numbers = uniform(seed, (n + m) * (dimension + 1));
        let (x, rest) = numbers.split_at(n * dimension);
        let (y, masses) = rest.split_at(m * dimension);
        let shifted = |y: &f64| 0.3 + 0.8 * y;
        let sources = Matrix::new(n, dimension, x.to_vec());
        let targets = Matrix::new(m, dimension, y.iter().map(shifted).collect());
        let points = PointCost::new(&sources, &all(n), &targets, &all(m), metric);
        let mut cost = Cost::Points(points);
        if is_matrix {
            let mut buffer = vec![0.0; cost.buffer_length()];
            let mut data: Vec<f64> = (0..n).flat_map(|i| cost.fetch_row(i, &mut buffer).to_vec()).collect();
            data.iter_mut().skip(3).step_by(17).for_each(|entry| *entry = f64::INFINITY);
            cost = Cost::Matrix(MatrixCost { matrix: Matrix::new(n, m, data), rows: None, columns: None });
        }
        let normalized = |masses: &[f64]| -> Vec<f64> {
            let total: f64 = masses.iter().map(|mass| mass + 0.1).sum();
            masses.iter().map(|mass| (mass + 0.1) / total).collect()
        };
        let (a, b) = (normalized(&masses[..n]), normalized(&masses[n..]));
        let seen = survey(&cost, &processor()).expect("costs");
        Instance { cost, extent: seen.extent, a, b, softness, regularization, mirror: None }
    }

    /// Potentials near a solution, with some noise.
    fn potentials(&self, instance: &Instance) -> Potentials {
        let run = processor();
        let mut point = Potentials { f: vec![0.0; self.n], g: vec![0.0; self.m] };
        let mut passes = HostPasses::new(instance, &run);
        for _ in 0..2 {
            passes.sweep(&mut point, instance.regularization).expect("a sweep");
        }
        let noise = uniform(self.seed + 7, self.n);
        point.f.iter_mut().zip(noise).for_each(|(f, noise)| *f += instance.regularization * (noise - 0.5));
        point
    }
}

/// Settings that cover all kernels: each form of costs, full and partial tiles, all metrics, more than one chunk.
fn settings() -> Vec<Setting> {
    use Metric::{Cosine, Euclidean, Manhattan, SquaredEuclidean};
    let mut all = vec![
        Setting::points(1, 1, 3, SquaredEuclidean, 1),
        Setting::points(31, 300, 1, Euclidean, 2),
        Setting::points(129, 32, 2, Manhattan, 3),
        Setting::points(127, 33, 3, SquaredEuclidean, 4),
        Setting::points(33, 129, 5, Cosine, 5),
        Setting::points(40, 65, 64, Euclidean, 6),
        Setting::points(60, 600, 3, SquaredEuclidean, 7),
    ];
    for (n, m, seed) in [(130, 63, 8), (40, 530, 9)] {
        all.push(Setting { is_matrix: true, ..Setting::points(n, m, 2, SquaredEuclidean, seed) });
    }
    all.push(Setting { softness: [2.0, 0.0], ..Setting::points(50, 70, 3, SquaredEuclidean, 10) });
    all.push(Setting { softness: [2.0, 3.0], ..Setting::points(70, 50, 2, Manhattan, 11) });
    all
}

fn assert_near(ours: &[f64], expected: &[f64], tolerance: f64, what: &str) {
    assert_eq!(ours.len(), expected.len(), "{what}");
    for (k, (x, y)) in ours.iter().zip(expected).enumerate() {
        let is_near = x == y || (x - y).abs() <= tolerance * y.abs().max(1e-300);
        assert!(is_near, "{what}[{k}] is {x:e}, not {y:e}");
    }
}

/// The device's passes over one instance.
fn device_passes<'p>(instance: &'p Instance, run: &'p Run) -> DevicePasses<'p> {
    let device = superlinear_cuda::device(run).expect("a device").expect("of this run");
    DevicePasses::new(instance, run, device).expect("passes")
}

/// The results of the device's passes, and of the host's.
fn beside<T>(instance: &Instance, mut work: impl FnMut(&mut dyn Passes<'_>) -> Result<T, Error>) -> [T; 2] {
    let run = on_device();
    let ours = work(&mut device_passes(instance, &run)).expect("a pass");
    [ours, work(&mut HostPasses::new(instance, &processor())).expect("a pass")]
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn passes_agree_with_those_of_the_processor() {
    for setting in settings() {
        for level in [0.3, 0.01] {
            let instance = setting.instance(level);
            let point = setting.potentials(&instance);
            let [ours, theirs] = beside(&instance, |passes| {
                let mut moved = point.clone();
                let before = passes.sweep(&mut moved, level)?;
                let mut evaluation = Evaluation::default();
                // Above the requested regularization entropies are computed too.
                passes.evaluate(&point, 2.0 * level, Keep::NOTHING, &mut evaluation)?;
                let measured = passes.measure(&point, level)?;
                let gradients = passes.point_gradients(&point, level)?;
                Ok((moved, before, evaluation, measured, gradients))
            });
            // Exponents have the rounding error of their terms, some 100 units here, and it affects every sum.
            let tolerance = 1e-13 * (1.0 + 10.0 / level);
            let absolute = |ours: &[f64], theirs: &[f64], what: &str| {
                let shifted = |numbers: &[f64]| numbers.iter().map(|number| 1.0 + number).collect::<Vec<_>>();
                assert_near(&shifted(ours), &shifted(theirs), tolerance, what);
            };
            absolute(&ours.0.f, &theirs.0.f, "f");
            absolute(&ours.0.g, &theirs.0.g, "g");
            assert_near(&[ours.1.mass], &[theirs.1.mass], tolerance, "mass");
            absolute(&[ours.1.errors.total], &[theirs.1.errors.total], "error");
            assert_near(&ours.2.row_sums, &theirs.2.row_sums, tolerance, "row sums");
            assert_near(&ours.2.column_sums, &theirs.2.column_sums, tolerance, "column sums");
            absolute(&ours.2.row_entropies, &theirs.2.row_entropies, "row entropies");
            absolute(&ours.2.column_entropies, &theirs.2.column_entropies, "column entropies");
            let (ours, gradients) = (ours.3, ours.4);
            let (theirs, other_gradients) = (theirs.3, theirs.4);
            assert_near(&ours.row_sums, &theirs.row_sums, tolerance, "measured row sums");
            assert_near(&ours.row_peaks, &theirs.row_peaks, tolerance, "row peaks");
            assert_near(&[ours.cost, ours.largest_entry], &[theirs.cost, theirs.largest_entry], tolerance, "cost");
            let columns = setting.m;
            for (ours, theirs, what) in [
                (&ours.column_sums, &theirs.column_sums, "measured column sums"),
                (&ours.column_peaks, &theirs.column_peaks, "column peaks"),
                (&ours.scaled_sums, &theirs.scaled_sums, "scaled sums"),
                (&ours.scaled_costs, &theirs.scaled_costs, "scaled costs"),
            ] {
                assert_near(&ours.as_flattened()[..columns], &theirs.as_flattened()[..columns], tolerance, what);
            }
            absolute(&gradients, &other_gradients, "gradients");
        }
    }
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn sums_far_from_one_are_right_in_their_logarithms() {
    let setting = Setting::points(40, 50, 3, Metric::SquaredEuclidean, 20);
    let instance = setting.instance(0.01);
    for shift in [-100.0, 9.0] {
        let start = Potentials { f: vec![shift; setting.n], g: vec![0.0; setting.m] };
        let [ours, theirs] = beside(&instance, |passes| {
            let mut point = start.clone();
            passes.sweep(&mut point, instance.regularization)?;
            Ok(point)
        });
        assert_near(&ours.f, &theirs.f, 1e-11, "f");
        assert_near(&ours.g, &theirs.g, 1e-11, "g");
    }
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn the_plan_has_the_same_entries() {
    for setting in settings() {
        let instance = setting.instance(0.02);
        let point = setting.potentials(&instance);
        let (rows, columns) = (setting.n, setting.m);
        let [ours, theirs] = beside(&instance, |passes| {
            let mut dense = vec![0.0; rows * columns];
            passes.write_plan(&point, 0.02, &mut dense)?;
            let mut sparse = vec![0.0; rows * columns];
            let (mut i, mut start) = (0, 0);
            for block in passes.collect_plan(&point, 0.02, 1e-7, rows * columns)? {
                for &end in &block.row_ends {
                    for entry in start..end {
                        sparse[i * columns + block.columns[entry] as usize] = block.entries[entry];
                    }
                    (i, start) = (i + 1, end);
                }
                start = 0;
            }
            assert_eq!(i, rows);
            Ok((dense, sparse))
        });
        // Entries below the cut, e^-40 times the product of the masses, are kept on the host if they share a register
        // with larger ones.
        let product = |entry: usize| instance.a[entry / columns] * instance.b[entry % columns];
        let cut = |plan: &[f64]| -> Vec<f64> {
            plan.iter().enumerate().map(|(k, &p)| if p > 4.3e-18 * product(k) { p } else { 0.0 }).collect()
        };
        assert_near(&cut(&ours.0), &cut(&theirs.0), 1e-10, "entry");
        let is_in_both = ours.1.iter().zip(&theirs.1).all(|(x, y)| (*x == 0.0) == (*y == 0.0));
        assert!(is_in_both, "an entry beside the threshold by chance, or a wrong place");
        assert_near(&ours.1, &theirs.1, 1e-10, "kept entry");
        let [ours, _] = beside(&instance, |passes| passes.collect_plan(&point, 0.02, 1e-12, 0));
        assert!(ours[0].is_overfull);
    }
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn entries_that_are_no_numbers_are_left_out_of_the_plan() {
    // If entries were counted but not written, or the reverse, they would be written out of bounds.
    let setting = Setting::points(3, 40, 3, Metric::SquaredEuclidean, 12);
    let instance = setting.instance(0.5);
    let point = setting.potentials(&instance);
    let run = on_device();
    let mut passes = device_passes(&instance, &run);
    passes.set_point(&point, 0.5).expect("a point");
    for (masses, row_ends) in [([0.2, f64::NAN, 0.3], [40, 40, 80]), ([f64::NAN; 3], [0; 3])] {
        let plan = passes.costs.plan_rows([&masses, &instance.b], 0.0, 120, &run).expect("a plan");
        assert_eq!(plan.row_ends, row_ends);
        assert!(plan.entries.iter().all(|entry| *entry > 0.0));
    }
}

#[test]
fn launches_and_parts_of_plans_are_within_bounds_for_any_number_of_points() {
    for points in [1, 127, 5000, 4_300_000, 1 << 24, (1 << 24) + 1, 1 << 30] {
        assert!((1..=MAX_CHUNKS).contains(&chunks(1, points)));
        assert_eq!(chunks(points.max(THREADS), 3), 1);
        assert!(rows_at_once(points) >= 1);
    }
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn a_survey_is_that_of_the_processor() {
    for setting in settings().into_iter().filter(|setting| !setting.is_matrix) {
        let instance = setting.instance(0.1);
        let run = on_device();
        let device = superlinear_cuda::device(&run).expect("a device").expect("of this run");
        let ours = super::survey(&instance.cost, device, &run).expect("a survey");
        let theirs = survey(&instance.cost, &run).expect("a survey");
        assert_near(&ours.row_minima, &theirs.row_minima, 1e-15, "row minimum");
        let numbers = |seen: &crate::kernels::survey::Survey| [seen.extent.smallest, seen.extent.largest, seen.sum];
        assert_near(&numbers(&ours), &numbers(&theirs), 1e-13, "survey");
    }
}

/// The norm of the residual of [[R, P], [P', D]] (x, y) = (u, v), with each point weighted relative to its mass.
fn residual(plan: &[f64], shifts: [&[f64]; 2], sides: [&[f64]; 2], solution: &Potentials, instance: &Instance) -> f64 {
    let (n, m) = (instance.a.len(), instance.b.len());
    let (mut rows, mut columns) = (sides[0].to_vec(), sides[1].to_vec());
    for i in 0..n {
        for j in 0..m {
            let entry = plan[i * m + j];
            rows[i] -= entry * (solution.f[i] + solution.g[j]);
            columns[j] -= entry * (solution.f[i] + solution.g[j]);
        }
        rows[i] -= shifts[0][i] * solution.f[i];
    }
    for (j, column) in columns.iter_mut().enumerate() {
        *column -= shifts[1][j] * solution.g[j];
    }
    let length =
        |residuals: &[f64], masses: &[f64]| -> f64 { residuals.iter().zip(masses).map(|(r, a)| r * r / a).sum() };
    (length(&rows, &instance.a) + length(&columns, &instance.b)).sqrt()
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn linear_systems_are_solved_to_their_tolerance() {
    for setting in settings().into_iter().filter(|setting| setting.n > 1) {
        let level = 0.02;
        let instance = setting.instance(level);
        let point = setting.potentials(&instance);
        let noise = uniform(setting.seed + 11, setting.n + setting.m);
        let weighted = |noise: &[f64], masses: &[f64], factor: f64| -> Vec<f64> {
            noise.iter().zip(masses).map(|(noise, mass)| factor * (noise - 0.5) * mass).collect()
        };
        let (u, v) = (weighted(&noise, &instance.a, 1.0), weighted(&noise[setting.n..], &instance.b, 1.0));
        let shift = |masses: &[f64]| -> Vec<f64> { masses.iter().map(|mass| 0.01 * mass).collect() };
        let (s, t) = (shift(&instance.a), shift(&instance.b));
        let run = on_device();
        let mut passes = device_passes(&instance, &run);
        let mut plan = vec![0.0; setting.n * setting.m];
        passes.write_plan(&point, level, &mut plan).expect("a plan");
        let mut evaluation = Evaluation::default();
        let keep = Keep { threshold: 0.0, limit: 0 };
        passes.evaluate(&point, level, keep, &mut evaluation).expect("an evaluation");
        passes.prepare(&point, level, &evaluation, (&s, &t)).expect("a system");
        let scale = residual(
            &plan,
            [&s, &t],
            [&u, &v],
            &Potentials { f: vec![0.0; setting.n], g: vec![0.0; setting.m] },
            &instance,
        );
        // The second tolerance is below the reach of mixed precision.
        for (tolerance, allowed) in [(1e-3, 1.5e-3), (1e-9, 1.5e-9)] {
            let mut solution = Potentials::default();
            passes.solve((&u, &v), tolerance, &mut solution).expect("a solution");
            let left = residual(&plan, [&s, &t], [&u, &v], &solution, &instance);
            assert!(left <= allowed * scale, "{left:e} of {scale:e} are left at {tolerance:e}");
        }
    }
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn half_passes_are_those_of_forty_digits() {
    // Computed by mpmath: 45 and 70 points in three dimensions, squared distances, terms at or below the cut omitted.
    let (n, m, d, level) = (45, 70, 3, 0.02);
    let numbers = uniform(911, (n + m) * (d + 1));
    let sources = Matrix::new(n, d, numbers[..n * d].to_vec());
    let targets = Matrix::new(m, d, numbers[n * d..(n + m) * d].to_vec());
    let cost = Cost::Points(PointCost::new(&sources, &all(n), &targets, &all(m), Metric::SquaredEuclidean));
    let scaled = |numbers: &[f64]| -> Vec<f64> { numbers.iter().map(|number| number * level).collect() };
    let potentials = &numbers[(n + m) * d..];
    let point = Potentials { f: scaled(&potentials[..n]), g: scaled(&potentials[n..]) };
    let run = on_device();
    let device = superlinear_cuda::device(&run).expect("a device").expect("of this run");
    let mut costs = DeviceCosts::new(&cost, device, &run).expect("costs");
    costs.set_point(&point, level, 3.0).expect("a point");
    let (a, b) = (vec![1.0 / n as f64; n], vec![1.0 / m as f64; m]);
    let rows = costs.sums(Side::Sources, &b, &run).expect("rows");
    assert_near(
        &[rows[0], rows[44], rows.iter().sum()],
        &[0.09179652952110347, 0.005288218368721663, 1.5813065506906298],
        1e-13,
        "row",
    );
    let columns = costs.sums(Side::Targets, &a, &run).expect("columns");
    assert_near(&[columns[0], columns[69]], &[0.07131724858713393, 0.0008867858992230877], 1e-13, "column");
    let (_, entropies) = costs.entropies(Side::Sources, &b, &run).expect("entropies");
    assert_near(&entropies[..1], &[0.0995276427124056], 1e-13, "entropy");
    let log_sums = costs.log_sums(Side::Sources, &b, &run).expect("log sums");
    assert_near(&log_sums[..1], &[-2.388180786851319], 1e-13, "logarithm");
    let (v, z) = (uniform(912, m), uniform(913, n));
    // The tolerance of the second is that of single precision relative to the sum of the terms' sizes; row 0 has less
    // than the full sum.
    for (kernel, tolerance) in [(PRODUCT, 1e-12), (MIXED_PRODUCT, 2.5e-7 * 0.44 / 0.0248)] {
        let w = costs.put(Slot::Weights, Side::Targets, &b, 0.0).expect("weights");
        let values = costs.put(Slot::Values, Side::Targets, &v, 0.0).expect("values");
        let own = costs.put(Slot::OwnValues, Side::Sources, &z, 0.0).expect("own values");
        let found = costs.half_pass(kernel, Side::Sources, 1, |[sum]: [u64; 1], _| [w, values, own, sum], &run);
        let products = found.expect("products").sums(0);
        assert_near(&products[..1], &[0.02488064946898214], tolerance, "product");
    }
}

#[test]
#[ignore = "needs a CUDA device, or the stand-in for one"]
fn leaving_tiles_out_changes_no_bit() {
    let setting = Setting::points(300, 600, 3, Metric::SquaredEuclidean, 30);
    let instance = setting.instance(0.001);
    let point = setting.potentials(&instance);
    let run = on_device();
    let device = superlinear_cuda::device(&run).expect("a device").expect("of this run");
    let mut costs = DeviceCosts::new(&instance.cost, device, &run).expect("costs");
    let mut sums = |largest_cost: f64| {
        costs.set_point(&point, 0.001, largest_cost).expect("a point");
        costs.sums(Side::Sources, &instance.b, &run).expect("sums")
    };
    // With costs assumed this large, no bound is certain and no tile is skipped.
    assert_eq!(sums(instance.extent.magnitude()), sums(1e25));
}
