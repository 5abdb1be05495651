//! The functions of single numbers that elementwise arithmetic is made of.

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// −x.
    Negate,
    /// x².
    Square,
    /// |x|.
    Abs,
    /// −1, 0 or 1; NaN of NaN. The derivative of `Abs`.
    Sign,
    /// √x.
    Sqrt,
    /// eˣ.
    Exp,
    /// eˣ − 1.
    Expm1,
    /// ln x.
    Log,
    /// ln (1 + x).
    Log1p,
    /// The sine.
    Sin,
    /// The cosine.
    Cos,
    /// The tangent.
    Tan,
    /// The inverse of the sine.
    Asin,
    /// The inverse of the cosine.
    Acos,
    /// The inverse of the tangent.
    Atan,
    /// The hyperbolic sine.
    Sinh,
    /// The hyperbolic cosine.
    Cosh,
    /// The hyperbolic tangent.
    Tanh,
    /// The error function.
    Erf,
    /// The distribution function of the standard normal distribution.
    NormalCdf,
    /// 1 / (1 + e⁻ˣ).
    Sigmoid,
    /// ln (1 + eˣ).
    Softplus,
}

/// A function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    /// The sum.
    Add,
    /// The difference.
    Subtract,
    /// The product.
    Multiply,
    /// A product that is 0 where the first factor is 0, whatever the second is: derivatives that pass a branch not taken.
    StrongMultiply,
    /// The quotient.
    Divide,
    /// The first to the power of the second; NaN for a negative first.
    Power,
    /// The less; NaN where either is.
    Min,
    /// The greater; NaN where either is.
    Max,
    /// The angle of the point whose ordinate is the first and whose abscissa is the second.
    Atan2,
}

/// What two numbers are compared by; with NaN it is false.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// a < b.
    Less,
    /// a ≤ b.
    LessEqual,
}
