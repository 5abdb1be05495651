//! Groups of coefficients, as given by the caller.

use superlinear_interface::{Error, check};

/// The coefficients of each group, from the group of each feature. The coefficient of feature `j` for output `k` is
/// `j * outputs + k`. Refuses numbers with gaps.
pub fn group_members(groups: &[i32], features: usize, outputs: usize) -> Result<Vec<Vec<u32>>, Error> {
    check::length("groups", groups.len(), features, "matrix has columns")?;
    if let Some(j) = groups.iter().position(|&group| group < 0 || group as usize >= features) {
        let message = format!("must be a group, from 0 and below {features}, got {}", groups[j]);
        return Err(Error::invalid(format!("groups[{j}]"), message));
    }
    let count = groups.iter().max().map_or(0, |&largest| largest as usize + 1);
    let mut members = vec![Vec::new(); count];
    for (j, &group) in groups.iter().enumerate() {
        members[group as usize].extend((0..outputs).map(|k| (j * outputs + k) as u32));
    }
    match members.iter().position(Vec::is_empty) {
        Some(group) => Err(Error::invalid("groups", format!("must be numbered without gaps; there is no {group}"))),
        None => Ok(members),
    }
}

/// The weight of each group: as given, or the square root of its number of coefficients.
pub fn group_weights(given: Option<&[f64]>, members: &[Vec<u32>]) -> Result<Vec<f64>, Error> {
    let Some(given) = given else { return Ok(members.iter().map(|group| (group.len() as f64).sqrt()).collect()) };
    check::length("groupWeights", given.len(), members.len(), "there are groups")?;
    check::numbers("groupWeights", given, check::NOT_NEGATIVE)?;
    Ok(given.to_vec())
}
