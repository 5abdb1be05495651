//! Arguments of the methods: functions, points, and inputs of differentiation.

use crate::function::Function;
use crate::graph::{Graph, Id, shape};
use crate::lower::{Expression, Input};
use crate::named::{Named, Names};
use crate::points::{Argument, Points, slices};
use crate::sparse::Variables;
use superlinear_interface::{Error, Values, Vector, check};
use superlinear_numerics::vectors;

/// The graph of a function. Error paths begin with the argument's name.
pub fn expression(name: &str, function: &Function) -> Result<Expression, Error> {
    Expression::new(function).map_err(|error| error.within(name))
}

/// The indices of the inputs with these names, or of the first input.
pub fn columns(expression: &Expression, names: Option<&Names>) -> Result<Vec<usize>, Error> {
    let Some(names) = names else {
        if expression.inputs.is_empty() {
            return Err(Error::invalid(
                "function.inputs",
                "must have at least one entry to take derivatives by, got none",
            ));
        }
        return Ok(vec![0]);
    };
    named_columns("withRespectTo", expression, names)
}

/// The indices of the inputs with these names, given as the argument at `path`.
pub fn named_columns(path: &str, expression: &Expression, Names(names): &Names) -> Result<Vec<usize>, Error> {
    check::not_empty(path, names.len())?;
    let mut numbers = Vec::with_capacity(names.len());
    for name in names {
        let number = number_of(path, &expression.inputs, name)?;
        if numbers.contains(&number) {
            return Err(Error::invalid(path, format!("must have each name once, got {name} twice")));
        }
        numbers.push(number);
    }
    Ok(numbers)
}

/// The index of the input with this name.
pub fn number_of(path: &str, inputs: &[Input], name: &str) -> Result<usize, Error> {
    inputs.iter().position(|input| input.name == name).ok_or_else(|| {
        let names: Vec<_> = inputs.iter().map(|input| input.name.as_str()).collect();
        Error::invalid(path, format!("must name inputs of the function, which are {}, got {name}", names.join(", ")))
    })
}

/// The given points in the order of the inputs, with the function's data.
pub fn points<'a>(inputs: &[Input], data: &'a [Vector], given: &'a Named) -> Result<Points<'a>, Error> {
    for name in given.keys() {
        number_of("points", inputs, name)?;
    }
    let mut points = Points { arguments: Vec::with_capacity(given.len()), count: None, data: slices(data) };
    let mut first = "";
    for input in inputs {
        let path = format!("points.{}", input.name);
        let values = given.get(&input.name).ok_or_else(|| Error::invalid(path.as_str(), "is missing"))?;
        let several = several(&path, values, &input.shape)?;
        match (several, points.count) {
            (Some(count), Some(other)) if count != other => {
                let message = format!("must be given at as many points as {first}, {other}, got {count}");
                return Err(Error::invalid(path, message));
            }
            (Some(count), _) => {
                points.count = Some(count);
                first = &input.name;
            }
            (None, _) => {}
        }
        points.arguments.push(Argument { id: input.id, values, is_mapped: several.is_some() });
    }
    Ok(points)
}

/// The number of points of a given tensor; `None` for a single point without an axis for points.
pub fn several(path: &str, values: &Values, shape: &[usize]) -> Result<Option<usize>, Error> {
    check::numbers(path, values, check::FINITE)?;
    let (given, one) = (values.shape.as_slice(), shape::count(shape));
    if given == shape {
        return Ok(None);
    }
    match given {
        // An additional leading axis.
        [points, rest @ ..] if rest == shape => Ok(Some(*points)),
        // A flat list, of one point or of all.
        [_] if values.len() == one => Ok(None),
        [_] if one > 0 && values.len().is_multiple_of(one) => Ok(Some(values.len() / one)),
        [points, rest] if *rest == one => Ok(Some(*points)),
        _ => {
            let (shape, given) = (shape::written(shape), shape::written(given));
            let message =
                format!("must have the shape {shape}, or one axis more in front for several points, got {given}");
            Err(Error::invalid(path, message))
        }
    }
}

/// The number of `points` at which some entry of the results is not finite.
pub fn count_non_finite<'a>(points: usize, results: impl IntoIterator<Item = &'a Vec<f64>>) -> u32 {
    let mut is_finite = vec![true; points];
    // Usually all are finite.
    for values in results.into_iter().filter(|values| !vectors::are_finite(values)) {
        let length = values.len().checked_div(points).unwrap_or(0).max(1);
        for (is_finite, point) in is_finite.iter_mut().zip(values.chunks(length)) {
            *is_finite &= point.iter().all(|value| value.is_finite());
        }
    }
    is_finite.iter().filter(|is_finite| !**is_finite).count() as u32
}

/// Refuses a function at `path` whose value is no scalar.
pub fn ensure_number(path: &str, graph: &Graph, value: Id) -> Result<(), Error> {
    let own = graph.shape(value);
    if shape::count(own) == 1 {
        return Ok(());
    }
    Err(Error::invalid(path, format!("must have one number as its value, got the shape {}", shape::written(own))))
}

/// The variables in the inputs with these indices.
pub fn variables(expression: &Expression, columns: Vec<usize>) -> Variables {
    let ids = columns.into_iter().map(|number| expression.inputs[number].id).collect();
    Variables::new(&expression.graph, ids)
}

/// The weights of a value's elements. Default: 1 for a single element.
pub fn weights(expression: &Expression, given: Option<&Values>) -> Result<Vec<f64>, Error> {
    let shape = expression.graph.shape(expression.output);
    let length = shape::count(shape);
    let Some(weights) = given else {
        if length == 1 {
            return Ok(vec![1.0]);
        }
        let message = format!("must be given for a value of several numbers, of the shape {}", shape::written(shape));
        return Err(Error::invalid("weights", message));
    };
    check::length("weights", weights.len(), length, "the value has")?;
    check::numbers("weights", weights, check::FINITE)?;
    Ok(weights.to_vec())
}

/// The index of the input with the variables, in the function at `path`. Default: the first.
pub fn variables_of(path: &str, expression: &Expression, name: Option<&str>) -> Result<usize, Error> {
    match name {
        Some(name) => number_of("variables", &expression.inputs, name),
        None if expression.inputs.is_empty() => {
            let words = "must have at least one entry, the variables, got none";
            Err(Error::invalid(format!("{path}.inputs"), words))
        }
        None => Ok(0),
    }
}

/// The value of a function as a vector; a scalar becomes a vector of one entry.
pub fn list_of(path: &str, expression: &mut Expression, output: Id) -> Result<Id, Error> {
    if expression.graph.shape(output).is_empty() {
        return Ok(expression.graph.reshape(output, &[1]));
    }
    ensure_vector(path, expression, output)?;
    Ok(output)
}

/// Refuses a function whose value is no vector.
pub fn ensure_vector(path: &str, expression: &Expression, output: Id) -> Result<(), Error> {
    match expression.graph.shape(output).len() {
        1 => Ok(()),
        _ => Err(Error::invalid(path, "must have a vector as its value: [a, b], or [i in …: …]")),
    }
}
