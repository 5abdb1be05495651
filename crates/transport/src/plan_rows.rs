//! A block of the sparse plan.

/// The large entries of consecutive rows of a plan, in the order of their columns.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanRows {
    /// Where each row ends.
    pub ends: Vec<usize>,
    pub columns: Vec<u32>,
    pub entries: Vec<f64>,
    /// True where there were more entries than allowed; the rows are not complete then.
    pub is_overfull: bool,
}
