//! Shapes of tensors, row-major.

/// The number of elements; `None` on overflow.
pub fn checked_count(shape: &[usize]) -> Option<usize> {
    shape.iter().try_fold(1_usize, |count, &length| count.checked_mul(length))
}

/// The number of elements of a validated shape.
pub fn count(shape: &[usize]) -> usize {
    shape.iter().product()
}

/// Whether two shapes, or other lists, are equal. (Empty ones, the shapes of scalars, bypass the system's comparison:
/// with AVX-512 it executes a fully masked load from a dangling address, for which the processor takes 0.15 µs to find
/// that there is no fault.)
pub fn same<T: PartialEq>(a: &[T], b: &[T]) -> bool {
    a.len() == b.len() && (a.is_empty() || a == b)
}

/// The distance between neighbors along each axis.
pub fn strides(shape: &[usize]) -> Vec<isize> {
    let mut strides = vec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis] as isize;
    }
    strides
}

/// The common shape of a broadcast; `None` if the shapes are incompatible.
pub fn broadcast(a: &[usize], b: &[usize]) -> Option<Vec<usize>> {
    let rank = a.len().max(b.len());
    let length = |shape: &[usize], axis: usize| (axis + shape.len()).checked_sub(rank).map_or(1, |k| shape[k]);
    (0..rank)
        .map(|axis| match (length(a, axis), length(b, axis)) {
            (x, y) if x == y => Some(x),
            (1, y) => Some(y),
            (x, 1) => Some(x),
            _ => None,
        })
        .collect()
}

/// The shape without these axes.
pub fn without(shape: &[usize], axes: &[usize]) -> Vec<usize> {
    (0..shape.len()).filter(|axis| !axes.contains(axis)).map(|axis| shape[axis]).collect()
}

/// The number of elements before an axis, along it, and after it.
pub fn around(shape: &[usize], axis: usize) -> [usize; 3] {
    [count(&shape[..axis]), shape[axis], count(&shape[axis + 1..])]
}

/// The shape with length 1 along these axes.
pub fn flattened_along(shape: &[usize], axes: &[usize]) -> Vec<usize> {
    (0..shape.len()).map(|axis| if axes.contains(&axis) { 1 } else { shape[axis] }).collect()
}

/// `[2, 3]`, for messages.
pub fn written(shape: &[usize]) -> String {
    let lengths: Vec<_> = shape.iter().map(usize::to_string).collect();
    format!("[{}]", lengths.join(", "))
}
