//! Fields on grids: a number, a list, or a function of the coordinates as data.

use std::ops::RangeBounds;
use superlinear_expression::function::Function;
use superlinear_expression::{Named, OrFunction, Pointwise, PointwiseParts};
use superlinear_interface::{Error, NumberOrVector, Run, check};

/// A number, a number for each point, or a function of the coordinates `x`, `y` and `z` of the points as data.
pub type Field = OrFunction<NumberOrVector>;

/// The names of the coordinates.
const NAMES: [&str; 3] = ["x", "y", "z"];

/// Points per evaluation of a function: their coordinates stay in the cache.
const BLOCK: usize = 4096;

/// The points of a field: a grid with these coordinates along its axes, the last of which is x.
pub(crate) struct Points<'a> {
    axes: Vec<Vec<f64>>,
    run: &'a Run,
}

impl<'a> Points<'a> {
    /// The grid of these coordinates.
    pub fn new(axes: Vec<Vec<f64>>, run: &'a Run) -> Self {
        Self { axes, run }
    }

    /// The centers of cells, given by the number and the width along each axis.
    pub fn of_cells(axes: impl IntoIterator<Item = (usize, f64)>, run: &'a Run) -> Self {
        Self::new(axes.into_iter().map(|(count, width)| spaced(count, 0.5, width)).collect(), run)
    }

    /// The points of a side of the box: one coordinate along this axis, counted from x.
    pub fn on_side(&self, axis_from_x: usize, coordinate: f64) -> Self {
        let mut axes = self.axes.clone();
        let axis = axes.len() - 1 - axis_from_x;
        axes[axis] = vec![coordinate];
        Self::new(axes, self.run)
    }

    /// The number of points.
    pub fn count(&self) -> usize {
        self.axes.iter().map(Vec::len).product()
    }

    /// A field as a number or a list: functions are evaluated at the points.
    pub fn given(&self, path: &str, field: Field) -> Result<Given, Error> {
        Ok(match field {
            Field::Data(NumberOrVector::Number(number)) => Given::Number(number),
            Field::Data(NumberOrVector::Vector(values)) => Given::List(values.into_vec()),
            Field::Function(function) => Given::List(self.sampled(path, &function)?),
        })
    }

    /// The values of a function at the points.
    fn sampled(&self, path: &str, function: &Function) -> Result<Vec<f64>, Error> {
        let names: Vec<_> = NAMES[..self.axes.len()].iter().map(|&name| (name, 1)).collect();
        let mut function = Pointwise::new(&PointwiseParts {
            path,
            function,
            inputs: &names,
            outputs: 1,
            parameters: &Named::default(),
            run: self.run,
        })?;
        let mut values = vec![0.0; self.count()];
        let mut coordinates = vec![Vec::with_capacity(BLOCK); names.len()];
        for (number, block) in values.chunks_mut(BLOCK).enumerate() {
            self.run.ensure_wanted()?;
            let first = number * BLOCK;
            let mut stride = 1;
            for (list, axis) in coordinates.iter_mut().zip(self.axes.iter().rev()) {
                list.clear();
                list.extend((first..first + block.len()).map(|k| axis[k / stride % axis.len()]));
                stride *= axis.len();
            }
            let given: Vec<&[f64]> = coordinates.iter().map(Vec::as_slice).collect();
            let count = block.len();
            function.evaluate(&given, count, |points, outputs| {
                let to = &mut block[points];
                to.copy_from_slice(&outputs[0][..to.len()]);
            });
        }
        Ok(values)
    }
}

/// The numbers of a field, not checked.
pub(crate) enum Given {
    Number(f64),
    List(Vec<f64>),
}

/// Equally spaced coordinates, the first of which is this multiple of the spacing.
pub(crate) fn spaced(count: usize, first: f64, spacing: f64) -> Vec<f64> {
    (0..count).map(|k| (k as f64 + first) * spacing).collect()
}

/// Checks a field, and returns its values at the points.
pub(crate) fn field(
    path: &str,
    field: &Field,
    points: &Points,
    range: impl RangeBounds<f64>,
) -> Result<Vec<f64>, Error> {
    let count = points.count();
    match points.given(path, field.clone())? {
        Given::Number(number) => {
            check::number(path, number, range)?;
            Ok(vec![number; count])
        }
        Given::List(values) => {
            if values.len() != count {
                let message = format!("must be a number or have {count} entries, got {}", values.len());
                return Err(Error::invalid(path, message));
            }
            check::numbers(path, &values, range)?;
            Ok(values)
        }
    }
}
