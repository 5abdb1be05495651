//! Fields with a layer of ghost points around them, so that stencils need no cases at boundaries.

use crate::boundary::Boundary;
use crate::fields::{Field, Given, Points};
use crate::grid::{AXES, Grid};
use superlinear_interface::{Error, check};
use superlinear_numerics::parallel::Parallelism;
use superlinear_numerics::vectors::{add_scaled, largest, write_scaled};

/// Grid points per parallel work item.
const PIECE: usize = 1 << 14;

/// A field with one ghost point beyond each end of each axis that is not missing.
#[derive(Clone, Debug)]
pub(crate) struct Padded {
    pub values: Vec<f64>,
    /// Points along the axes without ghosts.
    pub shape: [usize; AXES],
    /// Ghost points at each end of the axes: 0 or 1.
    pub ghosts: [usize; AXES],
}

/// Neighbors of a point, by steps along the axes, and their factors.
pub(crate) type Stencil = Vec<([isize; AXES], f64)>;

impl Padded {
    /// Zeros.
    pub fn zeros(grid: &Grid) -> Self {
        let ghosts = std::array::from_fn(|k| usize::from(k >= AXES - grid.dimension));
        let mut field = Self { values: Vec::new(), shape: grid.shape(), ghosts };
        field.values = vec![0.0; (0..AXES).map(|k| field.extent(k)).product()];
        field
    }

    /// Points along an axis with ghosts.
    fn extent(&self, axis: usize) -> usize {
        self.shape[axis] + 2 * self.ghosts[axis]
    }

    fn stride(&self, axis: usize) -> usize {
        (axis + 1..AXES).map(|k| self.extent(k)).product()
    }

    /// The index of the first inner point of the k-th inner row.
    fn row_start(&self, k: usize) -> usize {
        let place = [k / self.shape[1], k % self.shape[1], 0];
        (0..AXES).map(|axis| (place[axis] + self.ghosts[axis]) * self.stride(axis)).sum()
    }

    /// The inner values.
    pub fn interior(&self) -> Vec<f64> {
        let rows = self.shape[0] * self.shape[1];
        let row = |k| &self.values[self.row_start(k)..][..self.shape[2]];
        (0..rows).flat_map(row).copied().collect()
    }

    /// A field given with the boundary points of `dirichlet` axes, continued along the others.
    pub fn of_boundary(grid: &Grid, values: &[f64]) -> Self {
        let mut field = Self::zeros(grid);
        let is_dirichlet = |k: usize| grid.axes[k].boundary == Boundary::Dirichlet;
        let [_, rows, columns]: [usize; AXES] =
            std::array::from_fn(|k| field.shape[k] + if is_dirichlet(k) { 2 } else { 0 });
        let shift: [usize; AXES] = std::array::from_fn(|k| if is_dirichlet(k) { 0 } else { field.ghosts[k] });
        for (k, row) in values.chunks_exact(columns).enumerate() {
            let start = (k / rows + shift[0]) * field.stride(0) + (k % rows + shift[1]) * field.stride(1) + shift[2];
            field.values[start..start + columns].copy_from_slice(row);
        }
        field.extend(grid);
        field
    }

    /// The field on a grid with half the points.
    pub fn halved(&self, grid: &Grid, coarse: &Grid) -> Self {
        let mut halved = Self::zeros(coarse);
        let mut values = self.values.clone();
        for axis in AXES - grid.dimension..AXES {
            let boundary = grid.axes[axis].boundary;
            let last = self.extent(axis) - 1;
            let inner = (0..coarse.axes[axis].points).map(|k| halves(boundary, k)).map(|(a, b)| (a + 1, b + 1));
            let sources: Vec<_> = std::iter::once((0, 0)).chain(inner).chain([(last, last)]).collect();
            // Axes before this one have their new extent, axes after it the old one.
            values = gather(&values, (last + 1, self.stride(axis)), &sources);
            if boundary == Boundary::Neumann {
                // Ghost values are steps by the derivative.
                halved.scale_ends(axis, &mut values, self.stride(axis));
            }
        }
        halved.values = values;
        halved.extend(coarse);
        halved
    }

    /// Doubles the first and the last layer across an axis of this stride.
    fn scale_ends(&self, axis: usize, values: &mut [f64], stride: usize) {
        let extent = self.extent(axis);
        for block in values.chunks_exact_mut(extent * stride) {
            let (first, rest) = block.split_at_mut(stride);
            let last = rest.len() - stride;
            first.iter_mut().chain(&mut rest[last..]).for_each(|value| *value *= 2.0);
        }
    }

    /// Adds values of a side to its ghost points: on `dirichlet` axes the value, on `neumann` axes the step by the outward
    /// derivative. At edges the mean of the sides that meet. `values` covers the side with the boundary points of
    /// `dirichlet` axes.
    pub fn add_side(&mut self, grid: &Grid, (axis, is_upper): (usize, bool), values: &[f64]) {
        let is_dirichlet = |k: usize| grid.axes[k].boundary == Boundary::Dirichlet;
        let factor = if is_dirichlet(axis) { 1.0 } else { grid.axes[axis].spacing };
        let widths: [usize; AXES] = std::array::from_fn(|k| match k {
            _ if k == axis => 1,
            _ if is_dirichlet(k) => self.shape[k] + 2,
            _ => self.shape[k],
        });
        for (k, value) in values.iter().enumerate() {
            let mut place = [k / (widths[1] * widths[2]), k / widths[2] % widths[1], k % widths[2]];
            let is_edge = |k: usize| k != axis && is_dirichlet(k) && (place[k] == 0 || place[k] == widths[k] - 1);
            let edges = (0..AXES).filter(|&k| is_edge(k)).count();
            if edges > 0 && !is_dirichlet(axis) {
                continue;
            }
            for (k, place) in place.iter_mut().enumerate() {
                if k == axis {
                    *place = if is_upper { self.extent(k) - 1 } else { 0 };
                } else if !is_dirichlet(k) {
                    *place += self.ghosts[k];
                }
            }
            let index: usize = (0..AXES).map(|k| place[k] * self.stride(k)).sum();
            self.values[index] += factor * value / (edges + 1) as f64;
        }
    }

    /// Continues the field to the ghost points of `neumann` axes, where the mirror image is added to what is there, and
    /// of periodic ones.
    pub fn extend(&mut self, grid: &Grid) {
        for axis in AXES - grid.dimension..AXES {
            let last = self.extent(axis) - 1;
            match grid.axes[axis].boundary {
                Boundary::Dirichlet => {}
                Boundary::Neumann => {
                    self.combine_layers(axis, 0, 1, 1.0);
                    self.combine_layers(axis, last, last - 1, 1.0);
                }
                Boundary::Periodic => {
                    self.combine_layers(axis, 0, last - 1, 0.0);
                    self.combine_layers(axis, last, 1, 0.0);
                }
            }
        }
    }

    /// Multiplies a layer across an axis by `factor` and adds another layer.
    fn combine_layers(&mut self, axis: usize, to: usize, from: usize, factor: f64) {
        let stride = self.stride(axis);
        for block in self.values.chunks_exact_mut(stride * (self.shape[axis] + 2 * self.ghosts[axis])) {
            for k in 0..stride {
                block[to * stride + k] = factor * block[to * stride + k] + block[from * stride + k];
            }
        }
    }

    /// The sums of the stencil at the inner points.
    pub fn apply(&self, stencil: &Stencil, parallelism: Parallelism) -> Vec<f64> {
        let (columns, neighbors) = (self.shape[2], self.neighbors(stencil));
        let mut sums = vec![0.0; self.shape.iter().product()];
        let rows = rows_per_piece(columns);
        parallelism.for_each_chunk(&mut sums, rows * columns, |piece, block| {
            for (k, row) in block.chunks_exact_mut(columns).enumerate() {
                self.add_row(piece * rows + k, &neighbors, row);
            }
        });
        sums
    }

    /// The neighbors of a stencil by their distance in memory.
    fn neighbors(&self, stencil: &Stencil) -> Vec<(isize, f64)> {
        let strides: [usize; AXES] = std::array::from_fn(|axis| self.stride(axis));
        let offset = |steps: &[isize; AXES]| (0..AXES).map(|k| steps[k] * strides[k] as isize).sum();
        stencil.iter().map(|(steps, factor)| (offset(steps), *factor)).collect()
    }

    /// Adds the sums of a stencil in the k-th inner row.
    fn add_row(&self, k: usize, neighbors: &[(isize, f64)], sums: &mut [f64]) {
        let start = self.row_start(k) as isize;
        for &(offset, factor) in neighbors {
            let values = &self.values[(start + offset) as usize..][..sums.len()];
            add_scaled(sums, factor, values);
        }
    }
}

fn rows_per_piece(columns: usize) -> usize {
    (PIECE / columns).max(1)
}

/// The largest entry of the difference between the sums of a stencil over a field, which continues as zero, by its mirror
/// image or periodically beyond the boundaries, and other values; the largest of the field; and that of the values. NaN if
/// there is one.
pub(crate) fn largest_difference(
    grid: &Grid,
    stencil: &Stencil,
    (field, values): (&[f64], &[f64]),
    parallelism: Parallelism,
) -> [f64; 3] {
    let [_, lines, columns] = grid.shape();
    let neighbors = neighboring_rows(stencil);
    let rows = rows_per_piece(columns);
    let pieces = field.chunks(rows * columns).zip(values.chunks(rows * columns));
    let of_pieces = parallelism.map(pieces, |piece, (own, values)| {
        let mut difference = vec![0.0; columns];
        let mut of_rows = 0.0;
        for (k, row) in values.chunks_exact(columns).enumerate() {
            let place = piece * rows + k;
            write_scaled(&mut difference, -1.0, row);
            for (steps, factors) in &neighbors {
                let place = [(place / lines) as isize + steps[0], (place % lines) as isize + steps[1]];
                if let Some(row) = row_of(grid, field, place) {
                    add_neighbors(&mut difference, *factors, row, grid.axes[2].boundary);
                }
            }
            of_rows = larger_or_nan(of_rows, largest(&difference));
        }
        [of_rows, largest(own), largest(values)]
    });
    of_pieces.into_iter().fold([0.0; 3], |all, piece| std::array::from_fn(|k| larger_or_nan(all[k], piece[k])))
}

fn larger_or_nan(a: f64, b: f64) -> f64 {
    if b > a || b.is_nan() { b } else { a }
}

/// The entries of a stencil by rows: steps along z and y, and the factors of the steps -1, 0 and 1 along x.
fn neighboring_rows(stencil: &Stencil) -> Vec<([isize; 2], [f64; 3])> {
    let mut rows: Vec<([isize; 2], [f64; 3])> = Vec::new();
    for &([layer, line, step], factor) in stencil {
        let place = rows.iter().position(|(steps, _)| *steps == [layer, line]).unwrap_or(rows.len());
        if place == rows.len() {
            rows.push(([layer, line], [0.0; 3]));
        }
        rows[place].1[(step + 1) as usize] += factor;
    }
    rows
}

/// A row of a continued field; `None` for zeros.
fn row_of<'a>(grid: &Grid, field: &'a [f64], [layer, line]: [isize; 2]) -> Option<&'a [f64]> {
    let [layers, lines] = [0, 1].map(|k| continued(grid.axes[k].boundary, grid.axes[k].points));
    let [_, rows, columns] = grid.shape();
    Some(&field[(layers(layer)? * rows + lines(line)?) * columns..][..columns])
}

/// Adds multiples of a row, moved by steps of -1, 0 and 1 and continued beyond its boundaries.
fn add_neighbors(sums: &mut [f64], [lower, same, upper]: [f64; 3], row: &[f64], boundary: Boundary) {
    add_scaled(sums, same, row);
    let last = row.len() - 1;
    let beyond = |index: isize| continued(boundary, row.len())(index).map_or(0.0, |k| row[k]);
    if lower != 0.0 {
        sums[0] += lower * beyond(-1);
        add_scaled(&mut sums[1..], lower, &row[..last]);
    }
    if upper != 0.0 {
        add_scaled(&mut sums[..last], upper, &row[1..]);
        sums[last] += upper * beyond(row.len() as isize);
    }
}

/// The place of the value at an index of an axis, which may lie one step outside; `None` for zero.
fn continued(boundary: Boundary, points: usize) -> impl Fn(isize) -> Option<usize> {
    let last = points as isize - 1;
    move |index| match boundary {
        _ if (0..=last).contains(&index) => Some(index as usize),
        Boundary::Dirichlet => None,
        Boundary::Neumann => Some(index.clamp(0, last) as usize),
        Boundary::Periodic => Some(index.rem_euclid(last + 1) as usize),
    }
}

/// Checks a field that may include the boundary points of some axes, and returns it with them; missing ones follow by
/// cubic extrapolation. `points` has the boundary points.
pub(crate) fn with_boundary(
    path: &str,
    field: Field,
    shape: [usize; AXES],
    has_boundary: [bool; AXES],
    points: &Points,
) -> Result<Vec<f64>, Error> {
    let (count, full_count) = (shape.iter().product(), points.count());
    let values = match points.given(path, field)? {
        Given::Number(number) => {
            check::number(path, number, check::FINITE)?;
            return Ok(vec![number; full_count]);
        }
        Given::List(values) => values,
    };
    check::numbers(path, &values, check::FINITE)?;
    if values.len() == full_count {
        return Ok(values);
    }
    if values.len() != count {
        return Err(wrong_length(path, values.len(), (count, full_count)));
    }
    let (mut extended, mut shape) = (values, shape);
    for axis in (0..AXES).filter(|&axis| has_boundary[axis]) {
        let stride = shape[axis + 1..].iter().product();
        extended = extrapolate(&extended, shape[axis], stride);
        shape[axis] += 2;
    }
    Ok(extended)
}

fn wrong_length(path: &str, length: usize, (count, full_count): (usize, usize)) -> Error {
    if count == full_count {
        return Error::invalid(path, format!("must be a number or have {count} entries, got {length}"));
    }
    let message = format!(
        "must be a number or have {count} entries, or {full_count} with the points on the boundary, got {length}"
    );
    Error::invalid(path, message)
}

/// Adds a point at both ends of an axis, by the polynomial through up to four points.
fn extrapolate(values: &[f64], points: usize, stride: usize) -> Vec<f64> {
    let factors: &[f64] = match points {
        1 => &[1.0],
        2 => &[2.0, -1.0],
        3 => &[3.0, -3.0, 1.0],
        _ => &[4.0, -6.0, 4.0, -1.0],
    };
    let mut extended = Vec::with_capacity(values.len() / points * (points + 2));
    for block in values.chunks_exact(points * stride) {
        let beyond = |layer: &dyn Fn(usize) -> usize| -> Vec<f64> {
            let value = |k: usize| factors.iter().enumerate().map(|(j, f)| f * block[layer(j) * stride + k]).sum();
            (0..stride).map(value).collect()
        };
        extended.extend(beyond(&|j| j));
        extended.extend_from_slice(block);
        extended.extend(beyond(&|j| points - 1 - j));
    }
    extended
}

/// The two points of an axis whose mean is the k-th value on half the points.
pub(crate) fn halves(boundary: Boundary, k: usize) -> (usize, usize) {
    match boundary {
        Boundary::Dirichlet => (2 * k + 1, 2 * k + 1),
        Boundary::Neumann => (2 * k, 2 * k + 1),
        Boundary::Periodic => (2 * k, 2 * k),
    }
}

/// Means of layers across an axis with this extent and stride.
pub(crate) fn gather(values: &[f64], (extent, stride): (usize, usize), sources: &[(usize, usize)]) -> Vec<f64> {
    let mut gathered = Vec::with_capacity(values.len() / extent * sources.len());
    for block in values.chunks_exact(extent * stride) {
        for &(first, second) in sources {
            let layers = block[first * stride..].iter().zip(&block[second * stride..]);
            gathered.extend(layers.take(stride).map(|(a, b)| 0.5 * a + 0.5 * b));
        }
    }
    gathered
}
