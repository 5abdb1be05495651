//! How a family lists its methods, so that each reader of the list makes of them what it needs: the doors a way to solve, the
//! generator of TypeScript a declaration.

use crate::{Dialogue, Task};

/// Reads lists of methods, by their types.
pub trait MethodVisitor {
    /// The methods of this family follow.
    fn family(&mut self, name: &'static str);
    /// What follows of the family is its part with this name: in WebAssembly a module of its own.
    fn part(&mut self, name: &'static str);
    /// A method whose problem is all data.
    fn task<T: Task>(&mut self);
    /// A method that asks the caller's functions.
    fn dialogue<D: Dialogue>(&mut self);
}

/// Lists the methods of a family, `methods! { task Fit, dialogue Minimize }`. A task and a dialogue may share a name, side by
/// side: one method, whose problem is all data or holds functions.
///
/// Methods that need much which the family's others do not can be parts, `part expressions { task MinimizeExpressions }`: pages load the
/// WebAssembly of a part when one of its methods is called.
///
/// The list is a function of its reader, so what is compiled for each method is compiled where it is read, and as that crate is.
#[macro_export]
macro_rules! methods {
    ($($door:ident $method:ty),* $(,)? $(; part $part:ident { $($way:ident $own:ty),* $(,)? })*) => {
        /// Shows the methods of this family that are in none of its parts, one after the other.
        pub fn methods(visitor: &mut impl $crate::MethodVisitor) {
            $(visitor.$door::<$method>();)*
        }

        /// Shows the methods of each part of this family, by its name.
        pub mod parts {
            $(
                /// Shows the methods of this part.
                pub fn $part(visitor: &mut impl $crate::MethodVisitor) {
                    use super::*;
                    visitor.part(stringify!($part));
                    $(visitor.$way::<$own>();)*
                }
            )*
        }
    };
}
