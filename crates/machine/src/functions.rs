//! The scalar functions of elementwise arithmetic.

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unary {
    /// −x.
    Negate,
    /// x².
    Square,
    /// |x|.
    Abs,
    /// −1, 0 or 1; NaN for NaN. The derivative of `Abs`.
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
    /// The cumulative distribution function of the standard normal distribution.
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
    /// The product, but 0 if the first factor is 0, whatever the second one is: for derivatives through the branch of a
    /// select not taken.
    StrongMultiply,
    /// The quotient.
    Divide,
    /// The first to the power of the second; NaN for a negative base.
    Power,
    /// The minimum; NaN if either is.
    Min,
    /// The maximum; NaN if either is.
    Max,
    /// The angle of the point with the first as ordinate and the second as abscissa.
    Atan2,
}

/// A comparison of two numbers; false with NaN.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    /// a < b.
    Less,
    /// a ≤ b.
    LessEqual,
}
