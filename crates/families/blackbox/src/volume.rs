//! The volume of a union of boxes with a common corner.
//!
//! Boxes are given by their extents from that corner. In two dimensions the boundary is traversed once; in three a
//! plane sweeps through the boxes and tracks their area; in four the volume is summed over slabs. In more dimensions,
//! each box adds its exclusive volume relative to earlier ones, one dimension lower (While, Bradstreet, Barone: A Fast
//! Way of Calculating Exact Hypervolumes, IEEE Trans. Evol. Comput. 16, 2012, with their slicing).
//!
//! Every term is positive, so that a partial sum at the time limit is a lower bound.

mod bodies;
mod meter;
mod rank_set;
mod staircase;
#[cfg(test)]
mod tests;

pub use meter::{HypervolumeProgress, Interruption, Meter};

use bodies::Bodies;
use staircase::Staircase;

/// Boxes, by their extents: `dimension` positive numbers for each.
#[derive(Clone, Debug)]
pub(crate) struct Boxes {
    /// The number of extents of a box.
    pub dimension: usize,
    /// The extents, box by box.
    pub extents: Vec<f64>,
}

impl Boxes {
    /// The number of boxes.
    pub(crate) fn count(&self) -> usize {
        self.extents.len() / self.dimension
    }

    /// The extents of one box.
    pub(crate) fn get(&self, index: usize) -> &[f64] {
        &self.extents[index * self.dimension..][..self.dimension]
    }

    /// The indices of the boxes in descending order of an extent.
    fn descending(&self, coordinate: usize) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.count()).collect();
        let extent = |k: usize| self.get(k)[coordinate];
        order.sort_unstable_by(|&i, &j| extent(j).total_cmp(&extent(i)).then(i.cmp(&j)));
        order
    }
}

/// Adds the volume of the union of `boxes` to `total`, term by term.
pub(crate) fn add_volume(boxes: &Boxes, total: &mut f64, meter: &mut Meter) -> Result<(), Interruption> {
    match boxes.dimension {
        1 => add_length(boxes, total),
        2 => add_area(boxes, total),
        3 => return add_by_plane(boxes, total, meter),
        4 => return add_by_slabs(boxes, total, meter),
        _ => return add_by_exclusion(boxes, total, meter),
    }
    meter.spend(boxes.count())
}

/// The exclusive volume of the box `own` relative to `others`.
pub(crate) fn exclusive_volume<'a>(
    own: &[f64],
    others: impl Iterator<Item = &'a [f64]>,
    meter: &mut Meter,
) -> Result<f64, Interruption> {
    let dimension = own.len();
    let mut shared = Boxes { dimension, extents: Vec::new() };
    for other in others {
        shared.extents.extend(other.iter().zip(own).map(|(other, own)| other.min(*own)));
        if shared.get(shared.count() - 1) == own {
            return Ok(0.0);
        }
    }
    // A plane sweep skips dominated boxes as quickly as a filter would.
    let shared = if dimension > 3 { undominated(&shared, meter)? } else { shared };
    let mut overlap = 0.0;
    add_volume(&shared, &mut overlap, meter)?;
    Ok((own.iter().product::<f64>() - overlap).max(0.0))
}

/// The exclusive areas of rectangles.
///
/// The exclusive area of a rectangle on the boundary extends to its neighbors on the boundary, minus the area of
/// rectangles behind it. Each of those is behind only one boundary rectangle.
pub(crate) fn exclusive_areas(boxes: &Boxes) -> Vec<f64> {
    let mut areas = vec![0.0; boxes.count()];
    let mut order = boxes.descending(0);
    order.sort_by(|&i, &j| lexicographic(boxes.get(j), boxes.get(i)));
    let is_step = boundary(boxes, &order);
    let steps: Vec<usize> = (0..order.len()).filter(|&place| is_step[place]).collect();
    let mut below = 0.0;
    for (k, &place) in steps.iter().enumerate() {
        let end = steps.get(k + 1).copied().unwrap_or(order.len());
        let left = order.get(end).map_or(0.0, |&next| boxes.get(next)[0]);
        let rectangle = |i: usize| (boxes.get(i)[0] - left, boxes.get(i)[1] - below);
        let (width, height) = rectangle(order[place]);
        let behind = order[place + 1..end].iter().map(|&i| rectangle(i)).filter(|(width, _)| *width > 0.0);
        areas[order[place]] = (width * height - area_of_descending(behind)).max(0.0);
        below += height;
    }
    areas
}

/// For rectangles in descending order of width, whether each is higher than all before it.
fn boundary(boxes: &Boxes, order: &[usize]) -> Vec<bool> {
    let mut highest = 0.0;
    let rises = |&i: &usize| {
        let height = boxes.get(i)[1];
        let rises = height > highest;
        highest = height.max(highest);
        rises
    };
    order.iter().map(rises).collect()
}

fn lexicographic(a: &[f64], b: &[f64]) -> std::cmp::Ordering {
    a.iter().zip(b).map(|(a, b)| a.total_cmp(b)).find(|order| order.is_ne()).unwrap_or(std::cmp::Ordering::Equal)
}

fn add_length(boxes: &Boxes, total: &mut f64) {
    *total += boxes.extents.iter().fold(0.0, |most: f64, &extent| most.max(extent));
}

fn add_area(boxes: &Boxes, total: &mut f64) {
    let order = boxes.descending(0);
    *total += area_of_descending(order.iter().map(|&k| (boxes.get(k)[0], boxes.get(k)[1])));
}

/// The area of rectangles in descending order of width.
fn area_of_descending(rectangles: impl Iterator<Item = (f64, f64)>) -> f64 {
    let (mut area, mut highest) = (0.0, 0.0);
    for (width, height) in rectangles {
        if height > highest {
            area += width * (height - highest);
            highest = height;
        }
    }
    area
}

/// Sweeps a plane through the boxes and tracks the area covered in it.
fn add_by_plane(boxes: &Boxes, total: &mut f64, meter: &mut Meter) -> Result<(), Interruption> {
    let mut by_width = boxes.descending(0);
    by_width.reverse();
    let mut ranks = vec![0; by_width.len()];
    for (rank, &k) in by_width.iter().enumerate() {
        ranks[k] = rank;
    }
    let widths: Vec<f64> = by_width.iter().map(|&k| boxes.get(k)[0]).collect();
    let mut staircase = Staircase::new(widths.len());
    let mut level = 0.0;
    for k in boxes.descending(2) {
        meter.spend(1)?;
        let extents = boxes.get(k);
        *total += staircase.area() * (level - extents[2]);
        level = extents[2];
        staircase.add(&widths, ranks[k], extents[1]);
    }
    *total += staircase.area() * level;
    Ok(())
}

/// Sums over slabs between consecutive fourth extents: the volume in a slab is that of the boxes that extend through
/// it.
fn add_by_slabs(boxes: &Boxes, total: &mut f64, meter: &mut Meter) -> Result<(), Interruption> {
    let order = boxes.descending(3);
    let mut bodies = Bodies::default();
    for (place, &k) in order.iter().enumerate() {
        meter.spend(bodies.count())?;
        let extents = boxes.get(k);
        bodies.add([extents[0], extents[1], extents[2]]);
        let next = order.get(place + 1).map_or(0.0, |&next| boxes.get(next)[3]);
        *total += (extents[3] - next) * bodies.volume();
    }
    Ok(())
}

/// Each box adds its exclusive volume relative to the boxes that are longer in the last dimension. All of those reach
/// at least as far there, so the volume is a product.
fn add_by_exclusion(boxes: &Boxes, total: &mut f64, meter: &mut Meter) -> Result<(), Interruption> {
    let last = boxes.dimension - 1;
    let order = boxes.descending(last);
    for (place, &k) in order.iter().enumerate() {
        meter.spend(place)?;
        let own = boxes.get(k);
        let longer = order[..place].iter().map(|&other| &boxes.get(other)[..last]);
        *total += own[last] * exclusive_volume(&own[..last], longer, meter)?;
    }
    Ok(())
}

/// The boxes not covered by any other; among equal boxes the first.
fn undominated(boxes: &Boxes, meter: &mut Meter) -> Result<Boxes, Interruption> {
    let mut kept: Vec<usize> = Vec::new();
    for k in 0..boxes.count() {
        meter.spend(kept.len())?;
        if kept.iter().any(|&other| covers(boxes.get(other), boxes.get(k))) {
            continue;
        }
        kept.retain(|&other| !covers(boxes.get(k), boxes.get(other)));
        kept.push(k);
    }
    let extents = kept.iter().flat_map(|&k| boxes.get(k).iter().copied()).collect();
    Ok(Boxes { dimension: boxes.dimension, extents })
}

/// Whether one box contains another.
fn covers(outer: &[f64], inner: &[f64]) -> bool {
    outer.iter().zip(inner).all(|(outer, inner)| outer >= inner)
}
