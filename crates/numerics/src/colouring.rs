//! Columns of a sparse matrix that one product, or one difference, tells apart: groups of columns by colouring its
//! graph.

mod columns;
mod order;
mod star;

pub use columns::column_groups;
pub use star::SymmetricGroups;
