//! A block of the sparse plan.

/// The large entries of consecutive rows of a plan, in column order.
#[derive(Clone, Debug, Default)]
pub(crate) struct PlanRows {
    /// The end of each row.
    pub row_ends: Vec<usize>,
    pub columns: Vec<u32>,
    pub entries: Vec<f64>,
    /// Whether there were more entries than allowed; the rows are then incomplete.
    pub is_overfull: bool,
}
