//! The list of all shapes: penalties on the size of one coefficient, scaled by a strength.

use crate::absolute::Absolute;
use crate::mcp::Mcp;
use crate::scad::Scad;
use crate::univariate::{Univariate, Variable};

/// Defines the enum of all shapes, which dispatches to its variants.
macro_rules! shapes {
    ($($(#[$about:meta])* $name:ident,)*) => {
        /// A shape of a penalty.
        #[derive(Clone, Copy, Debug, PartialEq)]
        pub enum Shape {
            $($(#[$about])* $name($name),)*
        }

        impl Univariate for Shape {
            #[inline]
            fn is_convex(self) -> bool {
                match self { $(Self::$name(shape) => shape.is_convex(),)* }
            }

            #[inline]
            fn value(self, strength: f64, size: f64) -> f64 {
                match self { $(Self::$name(shape) => shape.value(strength, size),)* }
            }

            #[inline]
            fn derivatives(self, strength: f64, size: f64) -> (f64, f64) {
                match self { $(Self::$name(shape) => shape.derivatives(strength, size),)* }
            }

            #[inline]
            fn prox(self, of: Variable, target: f64, curvature: f64) -> f64 {
                match self { $(Self::$name(shape) => shape.prox(of, target, curvature),)* }
            }

            #[inline]
            fn conjugate(self, of: Variable, slope: f64) -> f64 {
                match self { $(Self::$name(shape) => shape.conjugate(of, slope),)* }
            }
        }
    };
}

shapes! {
    /// The absolute value.
    Absolute,
    /// The minimax concave penalty.
    Mcp,
    /// The smoothly clipped absolute deviation.
    Scad,
}
