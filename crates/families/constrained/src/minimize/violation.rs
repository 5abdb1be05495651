//! Escape from a stationary point of the violation that is a saddle point or a maximum. The gradient of the squared
//! violation vanishes there, but its Hessian has a negative eigenvalue, so the constraints may still be feasible.
//!
//! Source: the Lanczos method with full orthogonalization, Golub, Van Loan, Matrix Computations, 4th edition, 2013,
//! section 10.3. Hessian products are differences of the gradient and need no second derivatives.

use super::functions::{Derivatives, Functions, Values, all_finite};
use faer::Mat;
use superlinear_interface::{Error, Run};
use superlinear_numerics::dense::Singular;
use superlinear_numerics::differences::STEP_OF_DIFFERENCES;
use superlinear_numerics::random::Stream;
use superlinear_numerics::vectors::{add_scaled, dot, norm, sum_with};

/// Limit on the Hessian products. With at most this many variables the smallest eigenvalue is exact.
const MAX_PRODUCTS: usize = 40;

/// Eigenvalues below this fraction of the largest count as nonpositive: the differences have about seven digits.
const FLAT: f64 = 1e-6;

/// The fraction of the violation that a step must remove. The search starts with steps of the point's size and halves
/// them.
const MIN_FALL: f64 = 1e-6;
const MAX_HALVINGS: u32 = 25;

/// A point with its values and derivatives.
pub(super) type Place = (Vec<f64>, Values, Derivatives);

/// Searches a point near `x` with a smaller violation, along a direction of nonpositive curvature of half the squared
/// norm of `excess`. Returns `None` if there is no such direction or point. Variables in `is_held` stay fixed.
pub(super) async fn escape_stationary_point(
    functions: &mut Functions,
    x: &[f64],
    is_held: &[bool],
    excess: impl Fn(&Values) -> Vec<f64>,
    run: &Run,
) -> Result<Option<Place>, Error> {
    let violation = norm(&excess(&functions.values(x).await));
    let Some(direction) = flattest_direction(functions, x, is_held, &excess, run).await? else { return Ok(None) };
    let mut size = 1.0;
    for _ in 0..MAX_HALVINGS {
        for signed in [size, -size] {
            let mut moved = sum_with(x, signed, &direction);
            functions.bounds.clip_all(&mut moved);
            let values = functions.values(&moved).await;
            if values.are_finite() && norm(&excess(&values)) <= (1.0 - MIN_FALL) * violation {
                let derivatives = functions.derivatives(&moved, &values).await;
                if derivatives.are_finite() {
                    return Ok(Some((moved, values, derivatives)));
                }
            }
        }
        run.ensure_wanted()?;
        size *= 0.5;
    }
    Ok(None)
}

/// The direction, scaled to the point's size, with the smallest curvature of half the squared norm of `excess`; `None`
/// if that is clearly positive.
async fn flattest_direction(
    functions: &mut Functions,
    x: &[f64],
    is_held: &[bool],
    excess: &impl Fn(&Values) -> Vec<f64>,
    run: &Run,
) -> Result<Option<Vec<f64>>, Error> {
    let (center, mut steps) = functions.centered(x, STEP_OF_DIFFERENCES);
    (0..x.len()).filter(|&j| is_held[j]).for_each(|j| steps[j] = 0.0);
    let free = steps.iter().filter(|step| **step > 0.0).count();
    let mut random = Stream::new(run.seed(), 0);
    let start: Vec<_> = steps.iter().map(|step| if *step > 0.0 { random.normal() } else { 0.0 }).collect();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let (mut diagonal, mut below) = (Vec::new(), Vec::new());
    let mut next = start;
    while basis.len() < free.min(MAX_PRODUCTS) {
        run.ensure_wanted()?;
        let length = norm(&next);
        let size = diagonal.iter().chain(&below).fold(0.0, |size: f64, entry: &f64| size.max(entry.abs()));
        if !basis.is_empty() && length <= FLAT * size || length == 0.0 {
            break;
        }
        let vector: Vec<_> = next.iter().map(|entry| entry / length).collect();
        if !basis.is_empty() {
            below.push(length);
        }
        next = product(functions, &center, &steps, &vector, excess).await;
        if !all_finite(&next) {
            return Ok(None);
        }
        diagonal.push(dot(&next, &vector));
        basis.push(vector);
        // Two passes are enough (Kahan, Parlett).
        for vector in basis.iter().chain(&basis) {
            let part = dot(&next, vector);
            add_scaled(&mut next, -part, vector);
        }
    }
    let Some(coordinates) = smallest_eigenvector(&diagonal, &below, run)? else { return Ok(None) };
    let mut direction = vec![0.0; x.len()];
    coordinates.iter().zip(&basis).for_each(|(along, vector)| add_scaled(&mut direction, *along, vector));
    Ok(Some(direction.iter().zip(&steps).map(|(along, step)| along * step / STEP_OF_DIFFERENCES).collect()))
}

/// The product of the Hessian of half the squared norm of `excess` with a vector, in variables scaled by `steps` /
/// `STEP_OF_DIFFERENCES`.
async fn product(
    functions: &mut Functions,
    center: &[f64],
    steps: &[f64],
    vector: &[f64],
    excess: &impl Fn(&Values) -> Vec<f64>,
) -> Vec<f64> {
    let mut change = vec![0.0; center.len()];
    for side in [1.0, -1.0] {
        let displaced = center.iter().zip(steps).zip(vector).map(|((x, step), along)| x + side * step * along);
        let mut point: Vec<_> = displaced.collect();
        functions.bounds.clip_all(&mut point);
        let values = functions.values(&point).await;
        let derivatives = functions.derivatives(&point, &values).await;
        let gradient = functions.jacobian(&derivatives).transpose_times(&excess(&values));
        add_scaled(&mut change, side, &gradient);
    }
    let unit = 2.0 * STEP_OF_DIFFERENCES * STEP_OF_DIFFERENCES;
    change.iter().zip(steps).map(|(change, step)| change * step / unit).collect()
}

/// The eigenvector of the smallest eigenvalue of a symmetric tridiagonal matrix; `None` if that is clearly positive.
fn smallest_eigenvector(diagonal: &[f64], below: &[f64], run: &Run) -> Result<Option<Vec<f64>>, Error> {
    let count = diagonal.len();
    let entry = |i: usize, j: usize| match i.abs_diff(j) {
        0 => diagonal[i],
        1 => below[i.min(j)],
        _ => 0.0,
    };
    // Shifted by a bound on the absolute eigenvalues, the matrix is positive semidefinite: singular values are
    // eigenvalues.
    let shift = (0..count).map(|i| (0..count).map(|j| entry(i, j).abs()).sum()).fold(0.0, f64::max);
    let shifted = Mat::from_fn(count, count, |i, j| entry(i, j) + if i == j { shift } else { 0.0 });
    let Singular { values, right, .. } = Singular::new(shifted, run)?;
    let Some(smallest) = values.last() else { return Ok(None) };
    let is_flat = smallest - shift <= FLAT * shift;
    Ok(is_flat.then(|| right.col_as_slice(count - 1).to_vec()))
}
