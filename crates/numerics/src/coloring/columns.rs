//! Groups of structurally orthogonal columns: no two columns of a group have entries in the same row.
//!
//! Source: Curtis, Powell, Reid, On the Estimation of Sparse Jacobian Matrices, J. Inst. Maths. Applics. 13, 1974; as a
//! coloring of the columns' intersection graph, Coleman, Moré, SIAM J. Numer. Anal. 20, 1983.

use super::order::most_first;
use crate::pattern::Pattern;
use superlinear_interface::{Effort, Error};

/// Partitions the columns into structurally orthogonal groups, greedily, columns with many neighbors first. One finite difference along
/// all columns of a group yields all of their entries.
pub fn column_groups(pattern: &Pattern, effort: &mut Effort<'_>) -> Result<Vec<Vec<usize>>, Error> {
    let Pattern { columns, rows, ref entries } = *pattern;
    let mut columns_of_row = vec![Vec::new(); rows];
    let mut rows_of_column = vec![Vec::new(); columns];
    for &(i, j) in entries {
        columns_of_row[i].push(j);
        rows_of_column[j].push(i);
    }
    if columns_of_row.iter().any(|row| row.len() == columns) {
        // All columns are neighbors. The search below would take cubic time to find this.
        return Ok((0..columns).map(|j| vec![j]).collect());
    }
    let neighbors = |j: usize| rows_of_column[j].iter().map(|&i: &usize| columns_of_row[i].len()).sum::<usize>();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let mut group_of = vec![None; columns];
    let mut taken_by = Vec::new();
    for j in most_first((0..columns).map(neighbors)) {
        for &i in &rows_of_column[j] {
            effort.spend(columns_of_row[i].len())?;
            for group in columns_of_row[i].iter().filter_map(|&k| group_of[k]) {
                let group: usize = group;
                taken_by[group] = Some(j);
            }
        }
        let group = taken_by.iter().position(|&column| column != Some(j)).unwrap_or(groups.len());
        if group == groups.len() {
            groups.push(Vec::new());
            taken_by.push(None);
        }
        groups[group].push(j);
        group_of[j] = Some(group);
    }
    Ok(groups)
}

#[cfg(test)]
mod tests {
    use super::*;
    use superlinear_interface::RunOptions;
    use superlinear_interface::testing::untimed;

    fn groups_of(pattern: &Pattern) -> Vec<Vec<usize>> {
        let run = untimed(&RunOptions::default());
        column_groups(pattern, &mut Effort::new(&run, "group columns")).expect("there is time")
    }

    #[test]
    fn columns_of_a_group_share_no_row_and_bands_need_few_groups() {
        let n = 30;
        let entries = (0..n).flat_map(|i| (i..(i + 3).min(n)).map(move |j| (i, j))).collect();
        let pattern = Pattern { rows: n, columns: n, entries };
        let groups = groups_of(&pattern);
        assert_eq!(groups.len(), 3);
        assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), n);
        for group in groups {
            for (a, j) in group.iter().enumerate() {
                assert!(group[..a].iter().all(|k| j.abs_diff(*k) >= 3));
            }
        }
    }

    #[test]
    fn a_full_row_puts_each_column_alone() {
        assert_eq!(groups_of(&Pattern::dense(2, 5)).len(), 5);
    }

    #[test]
    fn columns_without_entries_go_together() {
        assert_eq!(groups_of(&Pattern::dense(0, 4)), vec![vec![0, 1, 2, 3]]);
    }
}
