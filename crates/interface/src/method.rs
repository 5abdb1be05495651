//! The list of a family's methods, as a visitor. Each consumer derives what it needs: the entry points a handler, the
//! TypeScript generator a declaration.

use crate::{Dialogue, Task};

/// Visits methods by their types.
pub trait MethodVisitor {
    /// Starts the methods of this family.
    fn family(&mut self, name: &'static str);
    /// Starts the methods of a part of the family; in WebAssembly, a part is a separate module.
    fn part(&mut self, name: &'static str);
    /// A method whose problem is all data.
    fn task<T: Task>(&mut self);
    /// A task with dependent types, for which its TypeScript functions are written by hand.
    fn typed_task<T: Task>(&mut self) {
        self.task::<T>();
    }
    /// A method that evaluates user functions.
    fn dialogue<D: Dialogue>(&mut self);
}

/// Lists the methods of a family, `methods! { task Fit, dialogue Minimize }`. A task and a dialogue may share a name:
/// together they are one method with a problem that is all data or contains functions.
///
/// The TypeScript functions of a method are generated, except those of dialogues, which call functions of the user, and
/// of tasks listed as `typed_task Fit`, whose types depend on each other. These are written by hand in `ts/families`.
///
/// Methods with large dependencies unused by the rest of the family can be parts,
/// `part expressions { task MinimizeExpressions }`: a web page loads the WebAssembly of a part when one of its methods
/// is first called.
///
/// The list is generic over the visitor, so each method is compiled in the visitor's crate, with that crate's settings.
#[macro_export]
macro_rules! methods {
    ($($entry:ident $method:ty),* $(,)? $(; part $part:ident { $($own_entry:ident $own:ty),* $(,)? })*) => {
        /// Visits the methods of this family outside its parts.
        pub fn methods(visitor: &mut impl $crate::MethodVisitor) {
            $(visitor.$entry::<$method>();)*
        }

        /// Visits the methods of each part of this family, by name.
        pub mod parts {
            $(
                /// Visits the methods of this part.
                pub fn $part(visitor: &mut impl $crate::MethodVisitor) {
                    use super::*;
                    visitor.part(stringify!($part));
                    $(visitor.$own_entry::<$own>();)*
                }
            )*
        }
    };
}
