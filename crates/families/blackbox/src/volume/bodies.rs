//! The volume of a growing union of boxes with a common corner. Each box adds its exclusive volume, computed by a plane
//! sweep in as many steps as there are boxes.
//!
//! Source: Guerreiro, Fonseca, Computing and Updating Hypervolume Contributions in Up to Four Dimensions, IEEE Trans.
//! Evol. Comput. 22, 2018 (HV4D+); the area in the plane is computed from a short list, sorted for each box.

use super::covers;

/// A union of boxes from the origin.
#[derive(Debug, Default)]
pub(crate) struct Bodies {
    /// The boxes not covered by any other, in descending order of their third extents.
    boxes: Vec<[f64; 3]>,
    volume: f64,
    /// The staircase in the sweeping plane: rectangles on the boundary of their union, from wide to high.
    steps: Vec<[f64; 2]>,
}

impl Bodies {
    /// The number of boxes not covered by any other.
    pub(crate) fn count(&self) -> usize {
        self.boxes.len()
    }

    /// The volume of the union.
    pub(crate) fn volume(&self) -> f64 {
        self.volume
    }

    /// Adds a box.
    pub(crate) fn add(&mut self, body: [f64; 3]) {
        if self.boxes.iter().any(|other| covers(other, &body)) {
            return;
        }
        self.volume += self.exclusive(body);
        self.boxes.retain(|other| !covers(&body, other));
        let place = self.boxes.partition_point(|other| other[2] >= body[2]);
        self.boxes.insert(place, body);
    }

    /// The exclusive volume of a box.
    fn exclusive(&mut self, [width, height, depth]: [f64; 3]) -> f64 {
        self.steps.clear();
        let (mut volume, mut area, mut level) = (0.0, 0.0, depth);
        for other in &self.boxes {
            let next = other[2].min(level);
            volume += (width * height - area).max(0.0) * (level - next);
            level = next;
            area += cover(&mut self.steps, other[0].min(width), other[1].min(height));
            if self.steps[0] == [width, height] {
                return volume;
            }
        }
        volume + (width * height - area).max(0.0) * level
    }
}

/// Adds a rectangle to a staircase and returns its exclusive area.
fn cover(steps: &mut Vec<[f64; 2]>, width: f64, height: f64) -> f64 {
    let first = steps.iter().position(|step| step[0] < width).unwrap_or(steps.len());
    let mut covered = first.checked_sub(1).map_or(0.0, |wider| steps[wider][1]);
    if covered >= height {
        return 0.0;
    }
    let (mut area, mut right, mut end) = (0.0, width, first);
    while let Some(&[narrower, higher]) = steps.get(end) {
        area += (right - narrower) * (height - covered);
        (right, covered) = (narrower, higher);
        if covered > height {
            break;
        }
        end += 1;
    }
    if covered < height {
        area += right * (height - covered);
    }
    // An existing step of the same width is lower, because it does not cover the new one.
    let start = if first > 0 && steps[first - 1][0] == width { first - 1 } else { first };
    steps.splice(start..end, [[width, height]]);
    area
}
