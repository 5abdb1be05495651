//! Graph coloring of sparse matrices: groups of columns recoverable from one product or one finite difference each.

mod columns;
mod order;
mod star;

pub use columns::column_groups;
pub use star::SymmetricGroups;
