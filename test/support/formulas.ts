/**
 * Functions as text, with first and second derivatives: sums, products and integer powers of variables `x1`, `x2` …,
 * numbers and `pi`, and `sin`, `cos`, `ln`, `exp`, `sqrt`.
 */

/** A value with its gradient and Hessian. */
interface Jet {
  readonly value: number;
  readonly gradient: readonly number[];
  readonly hessian: readonly (readonly number[])[];
}

/** A function of a vector, with derivatives with respect to its first `variables` entries; by default all. */
export type Formula = (x: ArrayLike<number>, variables?: number) => Jet;

const jetOf = (
  n: number,
  value: number,
  gradientOf = (_: number) => 0,
  hessianOf = (_: number, __: number) => 0,
) => {
  const indices = Array.from({ length: n }, (_, i) => i);
  return {
    value,
    gradient: indices.map(gradientOf),
    hessian: indices.map((i) => indices.map((j) => hessianOf(i, j))),
  };
};

const entry = (jet: Jet, i: number, j: number) => jet.hessian[i]?.[j] ?? 0;

/** a u + b v. */
const combine = (a: number, u: Jet, b: number, v: Jet): Jet =>
  jetOf(
    u.gradient.length,
    a * u.value + b * v.value,
    (i) => a * (u.gradient[i] ?? 0) + b * (v.gradient[i] ?? 0),
    (i, j) => a * entry(u, i, j) + b * entry(v, i, j),
  );

const multiply = (u: Jet, v: Jet): Jet => {
  const crossed = combine(v.value, u, u.value, v);
  const cross = (i: number, j: number) => (u.gradient[i] ?? 0) * (v.gradient[j] ?? 0);
  return jetOf(
    u.gradient.length,
    u.value * v.value,
    (i) => crossed.gradient[i] ?? 0,
    (i, j) => entry(crossed, i, j) + cross(i, j) + cross(j, i),
  );
};

const scale = (a: number, u: Jet): Jet => combine(a, u, 0, u);

/** A function of u with this value and these two derivatives. */
const apply = (u: Jet, value: number, first: number, second: number): Jet =>
  jetOf(
    u.gradient.length,
    value,
    (i) => first * (u.gradient[i] ?? 0),
    (i, j) => first * entry(u, i, j) + second * (u.gradient[i] ?? 0) * (u.gradient[j] ?? 0),
  );

const power = (u: Jet, k: number): Jet => {
  const second = k < 2 ? 0 : k * (k - 1) * u.value ** (k - 2);
  return apply(u, u.value ** k, k * u.value ** (k - 1), second);
};

const FUNCTIONS: Readonly<Record<string, (x: number) => [number, number, number]>> = {
  sin: (x) => [Math.sin(x), Math.cos(x), -Math.sin(x)],
  cos: (x) => [Math.cos(x), -Math.sin(x), -Math.cos(x)],
  ln: (x) => [Math.log(x), 1 / x, -1 / (x * x)],
  exp: (x) => [Math.exp(x), Math.exp(x), Math.exp(x)],
  sqrt: (x) => [Math.sqrt(x), 0.5 / Math.sqrt(x), -0.25 / (x * Math.sqrt(x))],
};

/** Parses a formula. */
export function formula(text: string): Formula {
  const tokens = text.match(/[a-z]+|\d+(\.\d+)?|[-+*/^()]/g) ?? [];
  let at = 0;
  const accept = (token: string) => {
    const isThere = tokens[at] === token;
    if (isThere) at++;
    return isThere;
  };
  const next = () => tokens[at++] ?? '';

  const sum = (): Formula => {
    let left = product();
    for (;;) {
      const sign = accept('+') ? 1 : accept('-') ? -1 : 0;
      if (sign === 0) return left;
      const [u, v] = [left, product()];
      left = (x, n) => combine(1, u(x, n), sign, v(x, n));
    }
  };
  const product = (): Formula => {
    if (accept('-')) {
      const u = product();
      return (x, n) => scale(-1, u(x, n));
    }
    let left = factor();
    for (;;) {
      if (accept('*')) {
        const [u, v] = [left, factor()];
        left = (x, n) => multiply(u(x, n), v(x, n));
      } else if (accept('/')) {
        const [u, v] = [left, factor()];
        left = (x, n) => scale(1 / v(x, n).value, u(x, n));
      } else return left;
    }
  };
  const factor = (): Formula => {
    const base = atom();
    if (!accept('^')) return base;
    const exponent = Number(next());
    return (x, n) => power(base(x, n), exponent);
  };
  const bracket = (): Formula => {
    const inner = sum();
    if (!accept(')')) throw new Error(`a bracket is missing in ${text}`);
    return inner;
  };
  const atom = (): Formula => {
    if (accept('(')) return bracket();
    const token = next();
    if (token === 'x') {
      const i = Number(next()) - 1;
      return (x, n = x.length) => jetOf(n, x[i] as number, (j) => (i === j ? 1 : 0));
    }
    const f = FUNCTIONS[token];
    if (f !== undefined) {
      at++;
      const u = bracket();
      return (x, n) => {
        const inner = u(x, n);
        return apply(inner, ...f(inner.value));
      };
    }
    const value = token === 'pi' ? Math.PI : Number(token);
    return (x, n = x.length) => jetOf(n, value);
  };

  const read = sum();
  if (at !== tokens.length) throw new Error(`cannot read ${text} at ${tokens[at]}`);
  return read;
}
