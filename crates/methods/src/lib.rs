//! The list of families, and all their methods. A new family is one line here.

use superlinear_engine::{Method, collect};
use superlinear_interface::MethodVisitor;

/// Declares the families: name, crate and the parts of its `methods!`.
macro_rules! families {
    ($($name:ident: $library:ident $([$($part:ident),*])?),* $(,)?) => {
        /// Visits the methods of the engine and of all families.
        pub fn visit(visitor: &mut impl MethodVisitor) {
            visitor.family("engine");
            superlinear_engine::methods(visitor);
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

/// The methods of the engine and of all families.
pub fn all() -> Vec<Method> {
    collect(visit)
}
