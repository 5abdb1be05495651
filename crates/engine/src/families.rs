//! The list of families. A new family is one line here.

use crate::registry::{Collector, Method, own};
use superlinear_interface::MethodVisitor;

/// The engine's own methods, outside all families.
pub mod engine {
    /// The engine's own methods.
    pub fn registry() -> Vec<crate::Method> {
        let mut collector = crate::registry::Collector::default();
        crate::registry::own(&mut collector);
        collector.0
    }
}

/// Declares each family: its name, its crate and the parts of its `methods!`. The module of a family or part has a
/// `registry`, for a build that contains nothing else.
macro_rules! families {
    ($($name:ident: $library:ident $([$($part:ident),*])?),* $(,)?) => {
        $(
            #[doc = concat!("The family `", stringify!($name), "`.")]
            pub mod $name {
                /// The methods of this family.
                pub fn registry() -> Vec<crate::Method> {
                    let mut collector = crate::registry::Collector::default();
                    $library::methods(&mut collector);
                    collector.0
                }
                $($(
                    #[doc = concat!("Its part `", stringify!($part), "`.")]
                    pub mod $part {
                        /// The methods of this part.
                        pub fn registry() -> Vec<crate::Method> {
                            let mut collector = crate::registry::Collector::default();
                            $library::parts::$part(&mut collector);
                            collector.0
                        }
                    }
                )*)?
            }
        )*

        /// The methods of the engine and of all families.
        pub fn all() -> Vec<Method> {
            let mut collector = Collector::default();
            own(&mut collector);
            $(
                $library::methods(&mut collector);
                $($($library::parts::$part(&mut collector);)*)?
            )*
            collector.0
        }

        /// Visits the methods of the engine and of all families.
        pub fn visit(visitor: &mut impl MethodVisitor) {
            visitor.family("engine");
            own(visitor);
            $(
                visitor.family(stringify!($name));
                $library::methods(visitor);
                $($($library::parts::$part(visitor);)*)?
            )*
        }
    };
}

families! {
    atom: superlinear_atom,
    bilevel: superlinear_bilevel [expressions, models],
    blackbox: superlinear_blackbox [compromises, designs, expressions, searches],
    constrained: superlinear_constrained [expressions, fits, quadratic],
    coordinate: superlinear_coordinate,
    dynamics: superlinear_dynamics [simulations, systems],
    expression: superlinear_expression [matrices, training],
    federated: superlinear_federated [expressions],
    games: superlinear_games [expressions],
    linear: superlinear_linear [eigenvalues],
    numerics: superlinear_numerics,
    ode: superlinear_ode [expressions],
    pde: superlinear_pde [chemotaxis, energies, reactions],
    sketch: superlinear_sketch,
    stochastic: superlinear_stochastic [targets],
    transport: superlinear_transport,
}
