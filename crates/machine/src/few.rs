//! Lists of slices without allocation, if they are short: an evaluation of a small function takes as long as two
//! allocations.

/// The number of slices up to which a list is short.
const FEW: usize = 8;

/// Calls a function with a list of `count` slices.
#[inline]
pub fn with_slices<'a, R>(
    count: usize,
    slices: impl Iterator<Item = &'a [f64]>,
    call: impl FnOnce(&mut [&'a [f64]]) -> R,
) -> R {
    if count > FEW {
        return call(&mut slices.collect::<Vec<_>>());
    }
    let mut few: [&[f64]; FEW] = [&[]; FEW];
    few.iter_mut().zip(slices).for_each(|(place, slice)| *place = slice);
    call(&mut few[..count])
}

/// The same for slices to write.
#[inline]
pub(crate) fn with_targets<R>(targets: &mut [Vec<f64>], call: impl FnOnce(&mut [&mut [f64]]) -> R) -> R {
    let count = targets.len();
    let targets = targets.iter_mut().map(Vec::as_mut_slice);
    if count > FEW {
        return call(&mut targets.collect::<Vec<_>>());
    }
    let mut few: [&mut [f64]; FEW] = Default::default();
    few.iter_mut().zip(targets).for_each(|(place, target)| *place = target);
    call(&mut few[..count])
}
