//! Selection of survivors: complete fronts first, then well-separated members of the first front that does not fit.

use crate::fronts::{Objectives, crowding, ranks};
use superlinear_interface::{Cancellation, Error};

/// The criteria of selection for each member of a population.
#[derive(Clone, Debug, Default)]
pub(crate) struct Standing {
    /// The index of the front.
    pub ranks: Vec<u32>,
    /// The crowding distance within the front.
    pub crowding: Vec<f64>,
}

/// Ranks points: feasible ones by dominance, then infeasible ones by constraint violation.
pub(crate) fn standing(
    objectives: Objectives,
    violations: &[f64],
    cancellation: Cancellation,
) -> Result<Standing, Error> {
    let is_feasible = |k: &usize| violations[*k] == 0.0;
    let (feasible, mut others): (Vec<usize>, Vec<usize>) = (0..violations.len()).partition(is_feasible);
    let values: Vec<f64> = feasible.iter().flat_map(|&k| objectives.get(k)).copied().collect();
    let feasible_objectives = Objectives { values: &values, ..objectives };
    let feasible_ranks = ranks(feasible_objectives, cancellation)?;
    let distances = crowding(feasible_objectives, &feasible_ranks);
    let mut standing = Standing { ranks: vec![0; violations.len()], crowding: vec![0.0; violations.len()] };
    for ((&k, rank), distance) in feasible.iter().zip(&feasible_ranks).zip(distances) {
        standing.ranks[k] = *rank;
        standing.crowding[k] = distance;
    }
    let fronts = feasible_ranks.iter().max().map_or(0, |rank| rank + 1);
    others.sort_by(|&i, &j| violations[i].total_cmp(&violations[j]).then(i.cmp(&j)));
    let mut rank = fronts;
    for (place, &k) in others.iter().enumerate() {
        rank += u32::from(place > 0 && violations[others[place - 1]] < violations[k]);
        standing.ranks[k] = rank;
    }
    Ok(standing)
}

/// The `size` survivors, in ascending order: complete fronts, then the least crowded members of the first front that
/// does not fit. If that is the best front, members close to others are dropped one at a time instead. (Hypervolumes
/// after 10,000 evaluations of ZDT1, 2, 3, 4 and 6, medians of 21 runs: .8715 .5382 1.3286 .7947 .5045; always by
/// crowding: .8696 .5363 1.3267 .7714 .5039; one at a time in all fronts: .8716 .5382 1.3283 .7407 .5045.)
pub(crate) fn survivors(objectives: Objectives, standing: &Standing, size: usize) -> Vec<usize> {
    let Standing { ranks, crowding } = standing;
    let mut order: Vec<usize> = (0..ranks.len()).collect();
    order.sort_by(|&i, &j| ranks[i].cmp(&ranks[j]).then(crowding[j].total_cmp(&crowding[i])).then(i.cmp(&j)));
    let first = order.partition_point(|&k| ranks[k] == 0);
    let is_finite = |k: &usize| objectives.get(*k).iter().all(|value| value.is_finite());
    if first > size && order[..first].iter().all(is_finite) {
        order = kept_apart(objectives, &order[..first], size);
    }
    order.truncate(size);
    order.sort_unstable();
    order
}

/// The members of a front that remain after dropping the least valuable one repeatedly.
fn kept_apart(objectives: Objectives, front: &[usize], size: usize) -> Vec<usize> {
    let scaled = scaled_to_range(objectives, front);
    let places = match objectives.width {
        2 => by_exclusive_area(&scaled, size),
        _ => by_nearest_neighbors(&scaled, objectives.width, size),
    };
    places.into_iter().map(|place| front[place]).collect()
}

/// The vectors of a front, with each objective scaled to [0, 1].
fn scaled_to_range(objectives: Objectives, front: &[usize]) -> Vec<f64> {
    let mut scaled: Vec<f64> = front.iter().flat_map(|&k| objectives.get(k)).map(|value| 0.5 * value).collect();
    for j in 0..objectives.width {
        let column = || scaled.iter().skip(j).step_by(objectives.width);
        let (least, most) =
            column().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), &value| (a.min(value), b.max(value)));
        let range = if most > least { most - least } else { 1.0 };
        scaled.iter_mut().skip(j).step_by(objectives.width).for_each(|value| *value = (*value - least) / range);
    }
    scaled
}

/// The distance of the reference point from the front, relative to its range.
const REFERENCE: f64 = 0.1;

/// Drops the member with the smallest exclusive area, repeatedly. The two extreme members are kept if `size` is at
/// least 2.
fn by_exclusive_area(scaled: &[f64], size: usize) -> Vec<usize> {
    let value = |k: usize, j: usize| scaled[2 * k + j];
    let mut order: Vec<usize> = (0..scaled.len() / 2).collect();
    order.sort_by(|&a, &b| {
        value(a, 0).total_cmp(&value(b, 0)).then(value(a, 1).total_cmp(&value(b, 1))).then(a.cmp(&b))
    });
    let reference = 1.0 + REFERENCE;
    let area = |order: &[usize], place: usize| {
        let right = order.get(place + 1).map_or(reference, |&next| value(next, 0));
        let above = place.checked_sub(1).map_or(reference, |before| value(order[before], 1));
        (right - value(order[place], 0)) * (above - value(order[place], 1))
    };
    while order.len() > size {
        let inner = if size > 1 { 1..order.len() - 1 } else { 0..order.len() };
        let least = inner.min_by(|&a, &b| area(&order, a).total_cmp(&area(&order, b)));
        order.remove(least.expect("more than two are left"));
    }
    order
}

/// Drops one of the two closest members, repeatedly: the one with the closer further neighbors (Zitzler, Laumanns,
/// Thiele, SPEA2, EUROGEN 2001). DTLZ2's hypervolume is .734 this way, and .705 with crowding distances.
fn by_nearest_neighbors(scaled: &[f64], width: usize, size: usize) -> Vec<usize> {
    let count = scaled.len() / width;
    let vector = |k: usize| &scaled[k * width..][..width];
    let distance = |i: usize, j: usize| vector(i).iter().zip(vector(j)).map(|(a, b)| (a - b).powi(2)).sum::<f64>();
    // The neighbors of each member, the nearest last.
    let mut neighbors: Vec<Vec<(f64, usize)>> = (0..count)
        .map(|i| {
            let mut list: Vec<_> = (0..count).filter(|&j| j != i).map(|j| (distance(i, j), j)).collect();
            list.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
            list
        })
        .collect();
    let mut is_left = vec![true; count];
    let mut left: Vec<usize> = (0..count).collect();
    while left.len() > size {
        for &k in &left {
            while neighbors[k].last().is_some_and(|&(_, other)| !is_left[other]) {
                neighbors[k].pop();
            }
        }
        let nearer = |&&a: &&usize, &&b: &&usize| {
            let near = |k: usize| {
                neighbors[k].iter().rev().filter(|(_, other)| is_left[*other]).map(|(distance, _)| *distance)
            };
            near(a).partial_cmp(near(b)).unwrap_or(std::cmp::Ordering::Equal).then(a.cmp(&b))
        };
        let dropped = *left.iter().min_by(nearer).expect("there are some left");
        is_left[dropped] = false;
        left.retain(|&k| k != dropped);
    }
    left
}
