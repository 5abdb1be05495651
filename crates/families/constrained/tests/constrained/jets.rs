//! Functions written as text, with first and second derivatives: sums, products and integer powers of variables `x1`,
//! `x2` …, numbers and `pi`, and `sin`, `cos`, `ln`, `exp`, `sqrt`.

/// A value with its gradient and Hessian.
#[derive(Clone, Debug)]
pub struct Jet {
    pub value: f64,
    pub gradient: Vec<f64>,
    /// All entries, row by row.
    pub hessian: Vec<f64>,
}

impl Jet {
    fn constant(value: f64, n: usize) -> Self {
        Self { value, gradient: vec![0.0; n], hessian: vec![0.0; n * n] }
    }

    fn variable(value: f64, i: usize, n: usize) -> Self {
        let mut jet = Self::constant(value, n);
        jet.gradient[i] = 1.0;
        jet
    }

    /// a self + b other.
    fn combine(&self, a: f64, other: &Self, b: f64) -> Self {
        let along = |x: &[f64], y: &[f64]| x.iter().zip(y).map(|(x, y)| a * x + b * y).collect();
        Self {
            value: a * self.value + b * other.value,
            gradient: along(&self.gradient, &other.gradient),
            hessian: along(&self.hessian, &other.hessian),
        }
    }

    fn times(&self, other: &Self) -> Self {
        let n = self.gradient.len();
        let mut product = self.combine(other.value, other, self.value);
        product.value = self.value * other.value;
        for i in 0..n {
            for j in 0..n {
                product.hessian[i * n + j] +=
                    self.gradient[i] * other.gradient[j] + self.gradient[j] * other.gradient[i];
            }
        }
        product
    }

    /// A function of it with this value and these two derivatives.
    fn apply(&self, value: f64, first: f64, second: f64) -> Self {
        let n = self.gradient.len();
        let mut jet = self.combine(first, self, 0.0);
        jet.value = value;
        for i in 0..n {
            for j in 0..n {
                jet.hessian[i * n + j] += second * self.gradient[i] * self.gradient[j];
            }
        }
        jet
    }

    fn power(&self, exponent: i32) -> Self {
        let (x, k) = (self.value, f64::from(exponent));
        let second = if exponent < 2 { 0.0 } else { k * (k - 1.0) * x.powi(exponent - 2) };
        self.apply(x.powi(exponent), k * x.powi(exponent - 1), second)
    }
}

/// The function `text` at `x`.
pub fn evaluate(text: &str, x: &[f64]) -> Jet {
    let text: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    let mut parser = Parser { text: &text, at: 0, x };
    let jet = parser.sum();
    assert_eq!(parser.at, text.len(), "all of the text is read");
    jet
}

struct Parser<'a> {
    text: &'a [char],
    at: usize,
    x: &'a [f64],
}

impl Parser<'_> {
    fn accept(&mut self, symbol: char) -> bool {
        let is_there = self.text.get(self.at) == Some(&symbol);
        self.at += usize::from(is_there);
        is_there
    }

    fn sum(&mut self) -> Jet {
        let mut sum = self.product();
        loop {
            if self.accept('+') {
                sum = sum.combine(1.0, &self.product(), 1.0);
            } else if self.accept('-') {
                sum = sum.combine(1.0, &self.product(), -1.0);
            } else {
                return sum;
            }
        }
    }

    fn product(&mut self) -> Jet {
        if self.accept('-') {
            let product = self.product();
            return product.combine(-1.0, &product, 0.0);
        }
        let mut product = self.power();
        loop {
            if self.accept('*') {
                product = product.times(&self.power());
            } else if self.accept('/') {
                let divisor = self.power().value;
                product = product.combine(1.0 / divisor, &product, 0.0);
            } else {
                return product;
            }
        }
    }

    fn power(&mut self) -> Jet {
        let base = self.factor();
        if self.accept('^') { base.power(self.number() as i32) } else { base }
    }

    fn number(&mut self) -> f64 {
        let text: String = self.text[self.at..].iter().take_while(|c| c.is_ascii_digit() || **c == '.').collect();
        self.at += text.len();
        text.parse().expect("a number")
    }

    fn factor(&mut self) -> Jet {
        let n = self.x.len();
        if self.accept('(') {
            let inner = self.sum();
            assert!(self.accept(')'), "a closing bracket");
            return inner;
        }
        if self.accept('x') {
            let i = self.number() as usize - 1;
            return Jet::variable(self.x[i], i, n);
        }
        let word: String = self.text[self.at..].iter().take_while(|c| c.is_alphabetic()).collect();
        self.at += word.len();
        match word.as_str() {
            "" => Jet::constant(self.number(), n),
            "pi" => Jet::constant(std::f64::consts::PI, n),
            _ => {
                assert!(self.accept('('), "an opening bracket");
                let inner = self.sum();
                assert!(self.accept(')'), "a closing bracket");
                let x = inner.value;
                match word.as_str() {
                    "sin" => inner.apply(x.sin(), x.cos(), -x.sin()),
                    "cos" => inner.apply(x.cos(), -x.sin(), -x.cos()),
                    "ln" => inner.apply(x.ln(), 1.0 / x, -1.0 / (x * x)),
                    "exp" => inner.apply(x.exp(), x.exp(), x.exp()),
                    "sqrt" => inner.apply(x.sqrt(), 0.5 / x.sqrt(), -0.25 / (x * x.sqrt())),
                    _ => panic!("no function {word}"),
                }
            }
        }
    }
}
