//! Crowding distances: the distance between the neighbors of a vector in its front.
//!
//! Source: Deb, Pratap, Agarwal, Meyarivan, A Fast and Elitist Multiobjective Genetic Algorithm: NSGA-II, IEEE Trans.
//! Evol. Comput. 6, 2002.

use super::Objectives;

/// The crowding distance of each vector within the front given by its rank.
pub fn crowding(objectives: Objectives, ranks: &[u32]) -> Vec<f64> {
    let mut members: Vec<usize> = (0..ranks.len()).collect();
    members.sort_by_key(|&k| ranks[k]);
    let mut distances = vec![0.0; ranks.len()];
    for front in members.chunk_by(|&i, &j| ranks[i] == ranks[j]) {
        for (&member, distance) in front.iter().zip(crowding_of_front(objectives, front)) {
            distances[member] = distance;
        }
    }
    distances
}

/// The crowding distances in one front: the distance between the two neighbors relative to the front's range, summed
/// over all objectives. Infinite for an extreme vector, 0 for a duplicate of a vector with a lower index.
pub(crate) fn crowding_of_front(objectives: Objectives, front: &[usize]) -> Vec<f64> {
    let mut distances = vec![0.0; front.len()];
    let mut places: Vec<usize> = (0..front.len()).collect();
    places.sort_unstable_by(|&a, &b| objectives.lexicographic(front[a], front[b]).then(front[a].cmp(&front[b])));
    places.dedup_by(|later, first| objectives.lexicographic(front[*later], front[*first]).is_eq());
    for objective in 0..objectives.width {
        let value = |place: usize| objectives.get(front[place])[objective];
        places.sort_unstable_by(|&a, &b| value(a).total_cmp(&value(b)).then(front[a].cmp(&front[b])));
        let (Some(&first), Some(&last)) = (places.first(), places.last()) else { continue };
        // Half values avoid overflow of the range.
        let range = 0.5 * value(last) - 0.5 * value(first);
        distances[first] = f64::INFINITY;
        distances[last] = f64::INFINITY;
        for neighbors in places.windows(3).filter(|_| range > 0.0) {
            distances[neighbors[1]] += (0.5 * value(neighbors[2]) - 0.5 * value(neighbors[0])) / range;
        }
    }
    distances
}
