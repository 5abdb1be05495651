//! The scalar functions of elementwise arithmetic: a row each, with name, kernel, derivative and properties.
//!
//! | kernel | evaluation |
//! |---|---|
//! | `simple` | inlined into the loops of [tapes](crate::tape); as cheap as an addition |
//! | `function` | by a method of [`Arithmetic`], compiled once for all loops |
//! | `slice` | the same for all numbers at once |
//!
//! Derivatives are written in an [`Algebra`], from the arguments and the value `z`; a use of `z` saves an evaluation.

use crate::kernels::{self, each, each_pair};
use std::ops::{Add, Div, Mul, Neg, Sub};
use superlinear_numerics::gamma;
use superlinear_numerics::simd::Arithmetic;

/// The numbers in which derivatives are written: nodes of a graph, or plain numbers.
pub trait Algebra:
    Copy
    + Neg<Output = Self>
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Add<f64, Output = Self>
    + Mul<f64, Output = Self>
{
    /// A constant.
    fn constant(self, value: f64) -> Self;
    /// A function of this number.
    fn unary(self, function: Unary) -> Self;
    /// A function of this number and another one.
    fn binary(self, function: Binary, other: Self) -> Self;

    /// One.
    fn one(self) -> Self {
        self.constant(1.0)
    }

    /// The square.
    fn square(self) -> Self {
        self.unary(Unary::Square)
    }
}

/// The partial derivatives of a function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Partials<T> {
    /// The derivatives with respect to both arguments.
    Slopes([T; 2]),
    /// The function is its first argument if the comparison of these numbers holds, else its second one.
    FirstIf(Comparison, [T; 2]),
}

/// A property of a function that derivatives and their structure depend on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// Not in the wire format: simplifications and derivatives make it.
    Internal,
    /// Linear.
    Linear,
    /// Piecewise linear: its second derivative is 0.
    PiecewiseLinear,
    /// Piecewise constant: its derivative is 0.
    PiecewiseConstant,
    /// Has the derivative of its second argument, not of its value, the first one.
    Surrogate,
    /// Levels off as its argument (of two, the second one) goes to infinity on at least one side. If its derivative
    /// there is 0, the derivative of an exponential in the argument may have overflowed, but their product is 0.
    Saturates,
    /// Overflows for moderate arguments, and so does its derivative. (If a polynomial overflows, its derivative stays
    /// finite up to arguments whose squares overflow.)
    Grows,
}

/// A loop that applies a function of one number.
pub(crate) trait UnaryLoop {
    fn run(self, f: impl Fn(f64) -> f64);
}

/// A loop that applies a function of two numbers.
pub(crate) trait BinaryLoop {
    fn run(self, f: impl Fn(f64, f64) -> f64);
}

/// Whether a kernel is inlined into loops.
macro_rules! is_simple {
    (simple) => {
        true
    };
    ($kind:ident) => {
        false
    };
}

/// Runs a loop with a simple kernel; returns whether the kernel is simple.
macro_rules! inlined {
    ($by:ident simple |$($x:ident),+| $body:expr) => {{
        $by.run(|$($x: f64),+| $body);
        true
    }};
    ($by:ident $kind:ident $($kernel:tt)+) => {
        false
    };
}

/// Applies a kernel that is not simple to each number.
macro_rules! applied {
    ($values:ident $arithmetic:ident simple $($kernel:tt)+) => {
        ()
    };
    ($values:ident $arithmetic:ident function |$a:ident, $x:ident| $body:expr) => {{
        let $a = $arithmetic;
        each($values, |$x: f64| $body)
    }};
    ($values:ident $arithmetic:ident slice |$a:ident, $x:ident| $body:expr) => {{
        let ($a, $x) = ($arithmetic, $values);
        $body
    }};
}

/// Applies a kernel that is not simple to each pair of numbers.
macro_rules! applied_to_pairs {
    ($first:ident $second:ident $arithmetic:ident simple $($kernel:tt)+) => {
        ()
    };
    ($first:ident $second:ident $arithmetic:ident function |$a:ident, $x:ident, $y:ident| $body:expr) => {{
        let $a = $arithmetic;
        each_pair($first, $second, |$x: f64, $y: f64| $body)
    }};
}

/// Defines the names and properties of an enum of functions.
macro_rules! named {
    ($Enum:ident { $($Name:ident, $name:literal, $kind:ident, [$($property:ident),*];)* }) => {
        impl $Enum {
            /// All functions.
            pub const ALL: &'static [Self] = &[$(Self::$Name,)*];

            /// The name in the wire format and in descriptions.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$Name => $name,)* }
            }

            /// The functions in the wire format.
            pub fn in_wire_format() -> impl Iterator<Item = Self> {
                Self::ALL.iter().copied().filter(|function| !function.is(Property::Internal))
            }

            /// The function with this name in the wire format.
            pub fn named(name: &str) -> Option<Self> {
                let is_named = |&function: &Self| function.name() == name && !function.is(Property::Internal);
                Self::ALL.iter().copied().find(is_named)
            }

            /// Whether the function has this property.
            pub fn is(self, property: Property) -> bool {
                let properties: &[Property] = match self { $(Self::$Name => &[$(Property::$property),*],)* };
                properties.contains(&property)
            }

            /// Whether the function is as cheap as an addition.
            pub(crate) const fn is_simple(self) -> bool {
                match self { $(Self::$Name => is_simple!($kind),)* }
            }
        }
    };
}

/// Defines the functions of one number.
macro_rules! unary {
    ($(
        $(#[$about:meta])+
        $Name:ident {
            name: $name:literal,
            $kind:ident: |$($x:ident),+| $kernel:expr,
            derivative: |$u:pat_param, $z:pat_param| $derivative:expr,
            properties: [$($property:ident),*],
        }
    )+) => {
        /// A function of one number.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Unary { $($(#[$about])+ $Name,)+ }

        named! { Unary { $($Name, $name, $kind, [$($property),*];)+ } }

        impl Unary {
            /// The derivative at `x`, given the value `z`.
            pub fn derivative<T: Algebra>(self, x: T, z: T) -> T {
                match self { $(Self::$Name => { let ($u, $z) = (x, z); $derivative })+ }
            }

            /// Runs a loop with the function inlined, if it is simple. Returns whether it is.
            #[inline(always)]
            pub(crate) fn run_inlined(self, by: impl UnaryLoop) -> bool {
                match self { $(Self::$Name => inlined!(by $kind |$($x),+| $kernel),)+ }
            }

            /// Applies the function in place, unless it is simple.
            #[inline(always)]
            pub(crate) fn apply<A: Arithmetic>(self, arithmetic: A, values: &mut [f64]) {
                match self { $(Self::$Name => applied!(values arithmetic $kind |$($x),+| $kernel),)+ }
            }
        }
    };
}

/// Defines the functions of two numbers. `curved` marks the second derivatives that are not 0 everywhere: by the first
/// argument, by both, by the second one.
macro_rules! binary {
    ($(
        $(#[$about:meta])+
        $Name:ident {
            name: $name:literal,
            $kind:ident: |$($x:ident),+| $kernel:expr,
            derivative: |$u:pat_param, $v:pat_param, $z:pat_param| $derivative:expr,
            curved: $curved:expr,
            properties: [$($property:ident),*],
        }
    )+) => {
        /// A function of two numbers.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Binary { $($(#[$about])+ $Name,)+ }

        named! { Binary { $($Name, $name, $kind, [$($property),*];)+ } }

        impl Binary {
            /// The partial derivatives at `x` and `y`, given the value `z`.
            pub fn derivative<T: Algebra>(self, x: T, y: T, z: T) -> Partials<T> {
                match self { $(Self::$Name => { let ($u, $v, $z) = (x, y, z); $derivative })+ }
            }

            /// Whether the second derivatives by the first argument, by both, and by the second one are not 0
            /// everywhere.
            pub const fn curved(self) -> [bool; 3] {
                match self { $(Self::$Name => $curved,)+ }
            }

            /// Runs a loop with the function inlined, if it is simple. Returns whether it is.
            #[inline(always)]
            pub(crate) fn run_inlined(self, by: impl BinaryLoop) -> bool {
                match self { $(Self::$Name => inlined!(by $kind |$($x),+| $kernel),)+ }
            }

            /// Replaces the entries of `first` by the function of both entries, unless it is simple.
            #[inline(always)]
            pub(crate) fn apply<A: Arithmetic>(self, arithmetic: A, first: &mut [f64], second: &[f64]) {
                match self { $(Self::$Name => applied_to_pairs!(first second arithmetic $kind |$($x),+| $kernel),)+ }
            }
        }
    };
}

/// Defines the comparisons.
macro_rules! comparison {
    ($($(#[$about:meta])+ $Name:ident { name: $name:literal, holds: |$a:ident, $b:ident| $holds:expr })+) => {
        /// A comparison of two numbers; false with NaN.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Comparison { $($(#[$about])+ $Name,)+ }

        impl Comparison {
            /// All comparisons.
            pub const ALL: &'static [Self] = &[$(Self::$Name,)+];

            /// The name in the wire format.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$Name => $name,)+ }
            }

            /// The comparison with this name in the wire format.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|comparison| comparison.name() == name)
            }

            /// Whether the comparison holds.
            pub fn holds(self, a: f64, b: f64) -> bool {
                match self { $(Self::$Name => { let ($a, $b) = (a, b); $holds })+ }
            }

            /// Runs a loop with the comparison inlined: 1 if it holds, else 0.
            #[inline(always)]
            pub(crate) fn run_inlined(self, by: impl BinaryLoop) {
                match self { $(Self::$Name => by.run(|$a: f64, $b: f64| if $holds { 1.0 } else { 0.0 }),)+ }
            }
        }
    };
}

unary! {
    /// −x.
    Negate {
        name: "negate",
        simple: |x| -x,
        derivative: |x, _| x.constant(-1.0),
        properties: [Linear],
    }
    /// x².
    Square {
        name: "power",
        simple: |x| x * x,
        derivative: |x, _| x * 2.0,
        properties: [Internal],
    }
    /// |x|.
    Abs {
        name: "abs",
        simple: |x| x.abs(),
        derivative: |x, _| x.unary(Unary::Sign),
        properties: [PiecewiseLinear],
    }
    /// −1, 0 or 1; NaN for NaN.
    Sign {
        name: "sign",
        simple: |x| kernels::sign(x),
        derivative: |x, _| x.constant(0.0),
        properties: [PiecewiseConstant],
    }
    /// The largest integer not above x.
    Floor {
        name: "floor",
        simple: |x| x.floor(),
        derivative: |x, _| x.constant(0.0),
        properties: [PiecewiseConstant],
    }
    /// The smallest integer not below x.
    Ceil {
        name: "ceil",
        simple: |x| x.ceil(),
        derivative: |x, _| x.constant(0.0),
        properties: [PiecewiseConstant],
    }
    /// The nearest integer, of two the even one.
    Round {
        name: "round",
        simple: |x| x.round_ties_even(),
        derivative: |x, _| x.constant(0.0),
        properties: [PiecewiseConstant],
    }
    /// The integer part, toward 0.
    Trunc {
        name: "trunc",
        simple: |x| x.trunc(),
        derivative: |x, _| x.constant(0.0),
        properties: [PiecewiseConstant],
    }
    /// √x.
    Sqrt {
        name: "sqrt",
        simple: |x| x.sqrt(),
        derivative: |_, z| z.constant(0.5) / z,
        properties: [],
    }
    /// ∛x, also of negative numbers.
    Cbrt {
        name: "cbrt",
        function: |a, x| a.cbrt(x),
        derivative: |_, z| z.constant(1.0 / 3.0) / z.square(),
        properties: [],
    }
    /// eˣ.
    Exp {
        name: "exp",
        function: |a, x| a.exp(x),
        derivative: |_, z| z,
        properties: [Grows, Saturates],
    }
    /// eˣ − 1.
    Expm1 {
        name: "expm1",
        function: |a, x| a.expm1(x),
        derivative: |_, z| z + 1.0,
        properties: [Grows, Saturates],
    }
    /// ln x.
    Log {
        name: "log",
        function: |a, x| a.ln(x),
        derivative: |x, _| x.one() / x,
        properties: [],
    }
    /// The logarithm with base 2.
    Log2 {
        name: "log2",
        function: |a, x| a.log2(x),
        derivative: |x, _| x.constant(std::f64::consts::LOG2_E) / x,
        properties: [],
    }
    /// The logarithm with base 10.
    Log10 {
        name: "log10",
        function: |a, x| a.log10(x),
        derivative: |x, _| x.constant(std::f64::consts::LOG10_E) / x,
        properties: [],
    }
    /// ln (1 + x).
    Log1p {
        name: "log1p",
        function: |a, x| a.log1p(x),
        derivative: |x, _| x.one() / (x + 1.0),
        properties: [],
    }
    /// The sine.
    Sin {
        name: "sin",
        slice: |a, values| a.sin_each(values),
        derivative: |x, _| x.unary(Unary::Cos),
        properties: [],
    }
    /// The cosine.
    Cos {
        name: "cos",
        slice: |a, values| a.cos_each(values),
        derivative: |x, _| -x.unary(Unary::Sin),
        properties: [],
    }
    /// The tangent.
    Tan {
        name: "tan",
        slice: |a, values| a.tan_each(values),
        derivative: |_, z| z.square() + 1.0,
        properties: [],
    }
    /// The inverse of the sine.
    Asin {
        name: "asin",
        function: |a, x| a.asin(x),
        derivative: |x, _| arcsine(x),
        properties: [],
    }
    /// The inverse of the cosine.
    Acos {
        name: "acos",
        function: |a, x| a.acos(x),
        derivative: |x, _| -arcsine(x),
        properties: [],
    }
    /// The inverse of the tangent.
    Atan {
        name: "atan",
        function: |a, x| a.atan(x),
        derivative: |x, _| x.one() / (x.square() + 1.0),
        properties: [Saturates],
    }
    /// The hyperbolic sine.
    Sinh {
        name: "sinh",
        function: |a, x| a.sinh(x),
        derivative: |x, _| x.unary(Unary::Cosh),
        properties: [Grows],
    }
    /// The hyperbolic cosine.
    Cosh {
        name: "cosh",
        function: |a, x| a.cosh(x),
        derivative: |x, _| x.unary(Unary::Sinh),
        properties: [Grows],
    }
    /// The hyperbolic tangent.
    Tanh {
        name: "tanh",
        function: |a, x| a.tanh(x),
        derivative: |_, z| z.one() - z.square(),
        properties: [Saturates],
    }
    /// The inverse of the hyperbolic sine.
    Asinh {
        name: "asinh",
        function: |a, x| a.asinh(x),
        derivative: |x, _| x.one() / (x.square() + 1.0).unary(Unary::Sqrt),
        properties: [],
    }
    /// The inverse of the hyperbolic cosine.
    Acosh {
        name: "acosh",
        function: |a, x| a.acosh(x),
        derivative: |x, _| x.one() / ((x - x.one()) * (x + 1.0)).unary(Unary::Sqrt),
        properties: [],
    }
    /// The inverse of the hyperbolic tangent.
    Atanh {
        name: "atanh",
        function: |a, x| a.atanh(x),
        derivative: |x, _| x.one() / ((x.one() - x) * (x + 1.0)),
        properties: [],
    }
    /// The error function.
    Erf {
        name: "erf",
        function: |a, x| a.erf(x),
        derivative: |x, _| bell(x, 1.0, std::f64::consts::FRAC_2_SQRT_PI),
        properties: [Saturates],
    }
    /// 1 minus the error function.
    Erfc {
        name: "erfc",
        function: |a, x| a.erfc(x),
        derivative: |x, _| bell(x, 1.0, -std::f64::consts::FRAC_2_SQRT_PI),
        properties: [Saturates],
    }
    /// ln |Γ(x)|.
    LogGamma {
        name: "lgamma",
        function: |_a, x| gamma::log_gamma(x),
        derivative: |x, _| x.unary(Unary::Digamma),
        properties: [],
    }
    /// The derivative of ln Γ(x).
    Digamma {
        name: "digamma",
        function: |_a, x| gamma::polygamma(0, x),
        derivative: |x, _| x.one().binary(Binary::Polygamma, x),
        properties: [],
    }
    /// The cumulative distribution function of the standard normal distribution, a part of `gelu`.
    NormalCdf {
        name: "gelu",
        function: |a, x| a.normal_distribution(x),
        derivative: |x, _| bell(x, 0.5, (2.0 * std::f64::consts::PI).sqrt().recip()),
        properties: [Internal, Saturates],
    }
    /// 1 / (1 + e⁻ˣ).
    Sigmoid {
        name: "sigmoid",
        function: |a, x| a.sigmoid(x),
        derivative: |_, z| z * (z.one() - z),
        properties: [Saturates],
    }
    /// ln (1 + eˣ).
    Softplus {
        name: "softplus",
        function: |a, x| a.softplus(x),
        derivative: |x, _| x.unary(Unary::Sigmoid),
        properties: [Saturates],
    }
}

binary! {
    /// The sum.
    Add {
        name: "add",
        simple: |x, y| x + y,
        derivative: |x, _, _| Partials::Slopes([x.one(), x.one()]),
        curved: [false; 3],
        properties: [],
    }
    /// The difference.
    Subtract {
        name: "subtract",
        simple: |x, y| x - y,
        derivative: |x, _, _| Partials::Slopes([x.one(), x.constant(-1.0)]),
        curved: [false; 3],
        properties: [],
    }
    /// The product.
    Multiply {
        name: "multiply",
        simple: |x, y| x * y,
        derivative: |x, y, _| Partials::Slopes([y, x]),
        curved: [false, true, false],
        properties: [],
    }
    /// The product, but 0 if the first factor is 0, whatever the second one is: for derivatives through the branch of a
    /// select not taken.
    StrongMultiply {
        name: "multiply",
        simple: |x, y| kernels::strong_multiply(x, y),
        derivative: |x, y, _| Partials::Slopes([y, x]),
        curved: [false, true, false],
        properties: [Internal],
    }
    /// The quotient.
    Divide {
        name: "divide",
        simple: |x, y| x / y,
        derivative: |_, y, z| Partials::Slopes([y.one() / y, -(z / y)]),
        curved: [false, true, true],
        properties: [Saturates],
    }
    /// The first to the power of the second; NaN for a negative base.
    Power {
        name: "power",
        function: |a, x, y| kernels::power(a, x, y),
        derivative: |x, y, z| {
            let lower = x.binary(Binary::Power, y - y.one());
            let logarithm = x.unary(Unary::Log);
            // 0 if the base is 0 and the exponent positive.
            Partials::Slopes([y * lower, z.binary(Binary::StrongMultiply, logarithm)])
        },
        curved: [true; 3],
        properties: [Grows],
    }
    /// The minimum; NaN if either is.
    Min {
        name: "min",
        simple: |x, y| kernels::min(x, y),
        derivative: |x, y, _| Partials::FirstIf(Comparison::LessEqual, [x, y]),
        curved: [false; 3],
        properties: [PiecewiseLinear],
    }
    /// The maximum; NaN if either is.
    Max {
        name: "max",
        simple: |x, y| kernels::max(x, y),
        derivative: |x, y, _| Partials::FirstIf(Comparison::LessEqual, [y, x]),
        curved: [false; 3],
        properties: [PiecewiseLinear],
    }
    /// The angle of the point with the first as ordinate and the second as abscissa.
    Atan2 {
        name: "atan2",
        function: |a, x, y| a.atan2(x, y),
        derivative: |x, y, _| {
            let square = x.square() + y.square();
            Partials::Slopes([y / square, -(x / square)])
        },
        curved: [true; 3],
        properties: [],
    }
    /// The distance of the point with these coordinates from the origin. Its derivatives at the origin are 0.
    Hypot {
        name: "hypot",
        function: |a, x, y| a.hypot(x, y),
        derivative: |x, y, z| {
            let inverse = z.one() / z;
            Partials::Slopes([x, y].map(|coordinate| coordinate.binary(Binary::StrongMultiply, inverse)))
        },
        curved: [true; 3],
        properties: [],
    }
    /// x − y ⌊x / y⌋, with the sign of y; exact but for one rounding.
    Mod {
        name: "mod",
        function: |_a, x, y| kernels::modulo(x, y),
        derivative: |x, y, z| Partials::Slopes([x.one(), ((z - x) / y).unary(Unary::Round)]),
        curved: [false; 3],
        properties: [PiecewiseLinear],
    }
    /// The derivative of this order, an integer constant, of digamma.
    Polygamma {
        name: "polygamma",
        function: |_a, n, x| gamma::polygamma(n as u8, x),
        derivative: |n, x, _| Partials::Slopes([n.constant(0.0), (n + 1.0).binary(Binary::Polygamma, x)]),
        curved: [false, false, true],
        properties: [Internal],
    }
    /// The first number, with the derivatives of the second one.
    StraightThrough {
        name: "straightThrough",
        simple: |x, _y| x,
        derivative: |x, _, _| Partials::Slopes([x.constant(0.0), x.one()]),
        curved: [false; 3],
        properties: [Surrogate],
    }
}

comparison! {
    /// a < b.
    Less { name: "less", holds: |a, b| a < b }
    /// a ≤ b.
    LessEqual { name: "lessEqual", holds: |a, b| a <= b }
}

/// 1/√(1 − x²), computed from (1 − x)(1 + x) to avoid cancellation near 1.
fn arcsine<T: Algebra>(x: T) -> T {
    x.one() / ((x.one() - x) * (x + 1.0)).unary(Unary::Sqrt)
}

/// `height` · exp(−`rate` x²).
fn bell<T: Algebra>(x: T, rate: f64, height: f64) -> T {
    (x.square() * -rate).unary(Unary::Exp) * height
}
