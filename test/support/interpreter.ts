/**
 * Reference semantics of expressions: evaluates the graph node by node in plain TypeScript over flat arrays. Slow,
 * simple, and independent of the engine.
 */

import type { expression } from 'superlinear';

type ExpressionFunction = expression.ExpressionFunction;
type Node = expression.ExpressionNode;

/** An array, row-major. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float64Array;
}

const sizeOf = (shape: readonly number[]) => shape.reduce((size, length) => size * length, 1);

/** Builds a tensor from the entry at each multi-index, in row-major order. */
export function tensorOf(shape: readonly number[], entry: (place: readonly number[]) => number): Tensor {
  const values = new Float64Array(sizeOf(shape));
  const place = shape.map(() => 0);
  for (let k = 0; k < values.length; k++) {
    values[k] = entry(place);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] as number) + 1;
      if (place[axis] !== shape[axis]) break;
      place[axis] = 0;
    }
  }
  return { shape: [...shape], values };
}

/** The entry of an array at a multi-index. */
const at = ({ shape, values }: Tensor, place: readonly number[]): number =>
  values[shape.reduce((offset, length, axis) => offset * length + (place[axis] as number), 0)] as number;

/** The entry at a multi-index of a larger shape after broadcasting. */
const broadcastAt = (tensor: Tensor, place: readonly number[]): number => {
  const skipped = place.length - tensor.shape.length;
  return at(
    tensor,
    tensor.shape.map((length, axis) => (length === 1 ? 0 : (place[axis + skipped] as number))),
  );
};

function broadcastShape(shapes: readonly (readonly number[])[]): number[] {
  const rank = Math.max(...shapes.map((shape) => shape.length));
  return Array.from({ length: rank }, (_, axis) => {
    const lengths = shapes
      .map((shape) => shape[axis - rank + shape.length] ?? 1)
      .filter((length) => length !== 1);
    if (new Set(lengths).size > 1) throw new Error('shapes do not go together');
    return lengths[0] ?? 1;
  });
}

/** Constant integer exponents up to this size allow any base. */
const MAX_WHOLE_POWER = 64;

/**
 * The argument at which the continued fraction replaces the error function's series: with these numbers of terms, both
 * are accurate to about 1e-15 there.
 */
const SERIES_END = 2.5;
const SERIES_TERMS = 80;
const FRACTION_TERMS = 200;

/** The complementary error function for x >= 0: a series near 0, a continued fraction beyond. */
function erfc(x: number): number {
  if (x < SERIES_END) {
    let term = x;
    let sum = x;
    for (let n = 1; n < SERIES_TERMS; n++) {
      term *= (-x * x) / n;
      sum += term / (2 * n + 1);
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * sum;
  }
  let fraction = x;
  for (let n = FRACTION_TERMS; n > 0; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / Math.sqrt(Math.PI) / fraction;
}

const erf = (x: number) => (x < 0 ? erfc(-x) - 1 : 1 - erfc(x));
const softplus = (x: number) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const normal = (x: number) => (x < 0 ? erfc(-x / Math.SQRT2) / 2 : 1 - erfc(x / Math.SQRT2) / 2);

/** The logarithm of the gamma function, by Lanczos' approximation with g = 7 and nine terms (Godfrey, 2001). */
function lgamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Infinity;
  if (x < 0.5) return Math.log(Math.PI / Math.abs(Math.sin(Math.PI * (x % 2)))) - lgamma(1 - x);
  const terms = [
    ...[676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406],
    ...[12.507343278686905, -0.13857109526572012, 9.984369578019572e-6, 1.5056327351493116e-7],
  ];
  const sum = terms.reduce((total, term, k) => total + term / (x + k), 0.9999999999998099);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(x + 6.5) - (x + 6.5) + Math.log(sum);
}

/** The derivative of `lgamma`: the recurrence up to 30, and four terms of the asymptotic series. */
function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Object.is(x, -0) ? Infinity : x === 0 ? -Infinity : Number.NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * (x % 1));
  let [far, sum] = [x, 0];
  for (; far < 30; far++) sum += 1 / far;
  const square = 1 / (far * far);
  return (
    Math.log(far) -
    sum -
    0.5 / far -
    square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
  );
}

/** The nearest integer, of two the even one: adding 1.5 * 2^52 leaves no digits behind the point. */
const round = (x: number) => (Math.abs(x) < 2 ** 51 ? x + 1.5 * 2 ** 52 - 1.5 * 2 ** 52 : x);

const UNARY: Readonly<Record<string, (x: number) => number>> = {
  negate: (x) => -x,
  abs: Math.abs,
  sign: Math.sign,
  floor: Math.floor,
  ceil: Math.ceil,
  round,
  trunc: Math.trunc,
  sqrt: Math.sqrt,
  cbrt: Math.cbrt,
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log2: Math.log2,
  log10: Math.log10,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  asinh: Math.asinh,
  acosh: Math.acosh,
  atanh: Math.atanh,
  erf,
  erfc: (x) => (x < 0 ? 2 - erfc(-x) : erfc(x)),
  lgamma,
  digamma,
  sigmoid: (x) => (x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x))),
  softplus,
  relu: (x) => (Number.isNaN(x) ? x : Math.max(x, 0)),
  gelu: (x) => x * normal(x),
};

const BINARY: Readonly<Record<string, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  power: (a, b) => (a < 0 ? Number.NaN : a ** b),
  min: Math.min,
  max: Math.max,
  atan2: Math.atan2,
  hypot: Math.hypot,
  mod: (a, b) => (a % b !== 0 && a % b < 0 !== b < 0 ? (a % b) + b : a % b),
  straightThrough: (a) => a,
};

/** Evaluates a function for named inputs. */
export function interpret(
  f: ExpressionFunction,
  points: Readonly<Record<string, number | readonly number[] | Float64Array>>,
): Tensor {
  return traced(f, points)[f.outputs[0]] as Tensor;
}

/** The values of all nodes of a function. */
export function traced(
  f: ExpressionFunction,
  points: Readonly<Record<string, number | readonly number[] | Float64Array>>,
): Tensor[] {
  const inputs = f.inputs.map(({ name, shape }): Tensor => {
    const point = points[name];
    const values = Float64Array.from(typeof point === 'number' ? [point] : (point ?? []));
    if (values.length !== sizeOf(shape)) throw new Error(`${name} has ${values.length} numbers`);
    return { shape, values };
  });
  const results: Tensor[] = [];
  for (const node of f.nodes) results.push(applied(node, f, inputs, results));
  return results;
}

function applied(
  node: Node,
  f: ExpressionFunction,
  inputs: readonly Tensor[],
  results: readonly Tensor[],
): Tensor {
  const [operation, first, second, third, fourth] = node as [string, number, never, never, never];
  const [a, b] = [results[first], results[second]] as [Tensor, Tensor];
  const unary = UNARY[operation];
  if (unary !== undefined) return { shape: a.shape, values: a.values.map((x) => unary(x)) };
  const binary = BINARY[operation];
  if (binary !== undefined) {
    const shape = broadcastShape([a.shape, b.shape]);
    // A constant integer exponent allows any base.
    const isWhole = operation === 'power' && isWholeConstant(f.nodes[second] as Node);
    const compute = isWhole ? (x: number, y: number) => x ** y : binary;
    return tensorOf(shape, (place) => compute(broadcastAt(a, place), broadcastAt(b, place)));
  }
  switch (operation) {
    case 'input':
      return inputs[first] as Tensor;
    case 'constant':
      return { shape: [], values: Float64Array.of(first) };
    case 'data': {
      const { shape, values } = f.data[first] as expression.TensorData;
      return { shape, values: Float64Array.from(values) };
    }
    case 'where':
      return selected(node, results);
    case 'slice':
      return sliced(a, second, third, fourth);
    case 'reshape':
      return { shape: second, values: a.values };
    case 'broadcast':
      return tensorOf(second, (place) => broadcastAt(a, place));
    case 'permute':
      return permuted(a, second);
    case 'sum':
      return reduced(a, second, (values) => values.reduce((sum, x) => sum + x, 0));
    case 'product':
      return reduced(a, second, (values) => values.reduce((product, x) => product * x, 1));
    case 'amin':
      return reduced(a, second, (values) => Math.min(...values));
    case 'amax':
      return reduced(a, second, (values) => Math.max(...values));
    case 'norm':
      return reduced(a, second, (values) => Math.hypot(...values));
    case 'logsumexp':
      return reduced(a, second, logsumexp);
    case 'cumsum': {
      const axis = second as unknown as number;
      return tensorOf(a.shape, (place) =>
        Array.from({ length: (place[axis] as number) + 1 }, (_, k) => at(a, place.with(axis, k))).reduce(
          (sum, x) => sum + x,
          0,
        ),
      );
    }
    case 'cumprod': {
      const axis = second as unknown as number;
      return tensorOf(a.shape, (place) =>
        Array.from({ length: (place[axis] as number) + 1 }, (_, k) => at(a, place.with(axis, k))).reduce(
          (product, x) => product * x,
          1,
        ),
      );
    }
    case 'recurrence': {
      const axis = third as unknown as number;
      return tensorOf(broadcastShape([a.shape, b.shape]), (place) => {
        const terms = Array.from({ length: (place[axis] as number) + 1 }, (_, k) => place.with(axis, k));
        return terms.reduce((y, row, k) => (k === 0 ? 0 : broadcastAt(a, row) * y) + broadcastAt(b, row), 0);
      });
    }
    case 'softmax': {
      const along: readonly number[] = second;
      const kept = a.shape.map((length, axis) => (along.includes(axis) ? 1 : length));
      const { values } = reduced(a, second, logsumexp);
      return tensorOf(a.shape, (place) =>
        Math.exp(at(a, place) - broadcastAt({ shape: kept, values }, place)),
      );
    }
    case 'concatenate':
      return concatenated(
        (first as unknown as number[]).map((number) => results[number] as Tensor),
        second,
      );
    case 'gather': {
      const { shape, values } = f.data[second] as expression.TensorData;
      return taken(a, { shape, values: Float64Array.from(values) });
    }
    case 'take':
      return taken(a, b);
    case 'matmul':
      return multiplied(a, b);
    case 'solve':
      return solved(a, b.shape.length === 1 ? { shape: [...b.shape, 1], values: b.values } : b, b.shape);
    case 'inverse':
      return solved(a, identityOf(a.shape), a.shape);
    case 'det':
      return determinants(a, (det) => det);
    case 'logdet':
      return determinants(a, (det) => Math.log(Math.abs(det)));
    case 'cholesky':
      return factored(a);
    case 'sparseMatmul':
      return sparselyMultiplied(f.data[second] as expression.SparseData, a);
    case 'convolution':
    case 'transposedConvolution':
      return convolved(operation === 'convolution', a, b, third, fourth);
    default:
      throw new Error(`unknown operation ${operation}`);
  }
}

function isWholeConstant([operation, value]: Node): boolean {
  return operation === 'constant' && Number.isInteger(value) && Math.abs(value as number) <= MAX_WHOLE_POWER;
}

function selected([, ...parts]: Node, results: readonly Tensor[]): Tensor {
  const [a, b, p, q] = parts.slice(0, 4).map((number) => results[number as number]) as [
    Tensor,
    Tensor,
    Tensor,
    Tensor,
  ];
  const shape = broadcastShape([a.shape, b.shape, p.shape, q.shape]);
  return tensorOf(shape, (place) => {
    const [left, right] = [broadcastAt(a, place), broadcastAt(b, place)];
    return broadcastAt((parts[4] === 'less' ? left < right : left <= right) ? p : q, place);
  });
}

function sliced(a: Tensor, starts: number[], counts: number[], steps: number[]): Tensor {
  return tensorOf(counts, (place) =>
    at(
      a,
      place.map((k, axis) => (starts[axis] as number) + k * (steps[axis] as number)),
    ),
  );
}

function permuted(a: Tensor, axes: number[]): Tensor {
  return tensorOf(
    axes.map((axis) => a.shape[axis] as number),
    (place) => {
      const from: number[] = [];
      axes.forEach((axis, k) => {
        from[axis] = place[k] as number;
      });
      return at(a, from);
    },
  );
}

function reduced(a: Tensor, axes: number[], reduce: (values: readonly number[]) => number): Tensor {
  const kept = a.shape.flatMap((_, axis) => (axes.includes(axis) ? [] : [axis]));
  const along = axes.map((axis) => a.shape[axis] as number);
  return tensorOf(
    kept.map((axis) => a.shape[axis] as number),
    (place) => {
      const values: number[] = [];
      tensorOf(along, (inner) => {
        const full: number[] = [];
        kept.forEach((axis, k) => {
          full[axis] = place[k] as number;
        });
        axes.forEach((axis, k) => {
          full[axis] = inner[k] as number;
        });
        values.push(at(a, full));
        return 0;
      });
      return reduce(values);
    },
  );
}

function logsumexp(values: readonly number[]): number {
  const largest = Math.max(...values);
  if (!Number.isFinite(largest)) return largest;
  return largest + Math.log(values.reduce((sum, x) => sum + Math.exp(x - largest), 0));
}

function concatenated(parts: readonly Tensor[], axis: number): Tensor {
  const [first] = parts as [Tensor];
  const length = parts.reduce((sum, { shape }) => sum + (shape[axis] as number), 0);
  return tensorOf(first.shape.with(axis, length), (place) => {
    let position = place[axis] as number;
    const part = parts.find(({ shape }) => {
      if (position < (shape[axis] as number)) return true;
      position -= shape[axis] as number;
      return false;
    }) as Tensor;
    return at(part, place.with(axis, position));
  });
}

function taken(a: Tensor, index: Tensor): Tensor {
  return tensorOf([...index.shape, ...a.shape.slice(1)], (place) => {
    const position = at(index, place.slice(0, index.shape.length));
    const isThere = Number.isInteger(position) && position >= 0 && position < (a.shape[0] as number);
    return isThere ? at(a, [position, ...place.slice(index.shape.length)]) : Number.NaN;
  });
}

function multiplied(a: Tensor, b: Tensor): Tensor {
  const left = a.shape.length === 1 ? { ...a, shape: [1, ...a.shape] } : a;
  const right = b.shape.length === 1 ? { ...b, shape: [...b.shape, 1] } : b;
  const inner = left.shape.at(-1) as number;
  const outer = broadcastShape([left.shape.slice(0, -2), right.shape.slice(0, -2)]);
  const product = tensorOf([...outer, left.shape.at(-2) as number, right.shape.at(-1) as number], (place) => {
    const [row, column] = place.slice(-2) as [number, number];
    let sum = 0;
    for (let k = 0; k < inner; k++) {
      sum +=
        matrixEntry(left, [...place.slice(0, -2), row, k]) *
        matrixEntry(right, [...place.slice(0, -2), k, column]);
    }
    return sum;
  });
  const shape = product.shape.filter(
    (_, axis) =>
      !(a.shape.length === 1 && axis === product.shape.length - 2) &&
      !(b.shape.length === 1 && axis === product.shape.length - 1),
  );
  return { shape, values: product.values };
}

/** The entry of a stack of matrices: only axes before the last two are broadcast. */
function matrixEntry(tensor: Tensor, place: readonly number[]): number {
  const skipped = place.length - tensor.shape.length;
  const rank = tensor.shape.length;
  return at(
    tensor,
    tensor.shape.map((length, axis) =>
      length === 1 && axis < rank - 2 ? 0 : (place[axis + skipped] as number),
    ),
  );
}

/** The identity matrix of the order of square matrices. */
const identityOf = (shape: readonly number[]) => tensorOf(shape.slice(-2), ([i, j]) => (i === j ? 1 : 0));

/** The determinant of a square matrix, by elimination of its largest entry. */
function determinant(rows: readonly (readonly number[])[]): number {
  const largest = Math.max(...rows.flat().map(Math.abs));
  if (rows.length === 0) return 1;
  if (largest === 0) return 0;
  const i = rows.findIndex((row) => row.some((entry) => Math.abs(entry) === largest));
  const pivot = rows[i];
  if (pivot === undefined) return Number.NaN;
  const j = pivot.findIndex((entry) => Math.abs(entry) === largest);
  const scale = pivot[j] as number;
  const rest = rows.toSpliced(i, 1).map((row) => {
    const multiplier = (row[j] as number) / scale;
    return row.map((entry, k) => entry - multiplier * (pivot[k] as number)).toSpliced(j, 1);
  });
  return ((i + j) % 2 === 0 ? scale : -scale) * determinant(rest);
}

/** The rows of a square matrix among several. */
const rowsAt = (a: Tensor, place: readonly number[]): number[][] => {
  const order = a.shape.at(-1) as number;
  const numbers = Array.from({ length: order }, (_, k) => k);
  return numbers.map((i) => numbers.map((j) => matrixEntry(a, [...place, i, j])));
};

function determinants(a: Tensor, of: (determinant: number) => number): Tensor {
  return tensorOf(a.shape.slice(0, -2), (place) => of(determinant(rowsAt(a, place))));
}

/** The solutions of linear systems by Cramer's rule, as a result with the last axes of `like`. */
function solved(a: Tensor, b: Tensor, like: readonly number[]): Tensor {
  const outer = broadcastShape([a.shape.slice(0, -2), b.shape.slice(0, -2)]);
  const { values } = tensorOf([...outer, ...b.shape.slice(-2)], (place) => {
    const [row, column] = place.slice(-2) as [number, number];
    const rows = rowsAt(a, place.slice(0, -2));
    const replaced = rows.map((entries, k) =>
      entries.with(row, matrixEntry(b, [...place.slice(0, -2), k, column])),
    );
    const whole = determinant(rows);
    return whole === 0 ? Number.NaN : determinant(replaced) / whole;
  });
  return { shape: [...outer, ...like.slice(-2)], values };
}

/** The Cholesky factors of symmetric parts: entries are quotients of minors. */
function factored(a: Tensor): Tensor {
  const symmetric = tensorOf(a.shape, (place) => {
    const [i, j] = place.slice(-2) as [number, number];
    return (at(a, place) + at(a, [...place.slice(0, -2), j, i])) / 2;
  });
  return tensorOf(a.shape, (place) => {
    const [i, j] = place.slice(-2) as [number, number];
    const rows = rowsAt(symmetric, place.slice(0, -2));
    const leading = rows.map((_, k) => determinant(rows.slice(0, k + 1).map((row) => row.slice(0, k + 1))));
    if (!leading.every((minor) => minor > 0)) return Number.NaN;
    if (j > i) return 0;
    const chosen = [...rows.slice(0, j), rows[i] as number[]].map((row) => row.slice(0, j + 1));
    return determinant(chosen) / Math.sqrt((leading[j - 1] ?? 1) * (leading[j] as number));
  });
}

function sparselyMultiplied({ rows, indptr, indices, values }: expression.SparseData, a: Tensor): Tensor {
  return tensorOf([rows, ...a.shape.slice(1)], ([row, ...rest]) => {
    let sum = 0;
    for (let k = indptr[row as number] as number; k < (indptr[(row as number) + 1] as number); k++) {
      sum += (values[k] as number) * at(a, [indices[k] as number, ...rest]);
    }
    return sum;
  });
}

/**
 * Convolution multiplies position `s l + w - p` of `a` by entry w of the kernel and adds it to position l of the
 * result; the transpose exchanges `a` and the result.
 */
function convolved(
  isForward: boolean,
  a: Tensor,
  kernel: Tensor,
  padding: string,
  strides: number[],
): Tensor {
  const windows = kernel.shape.slice(2);
  const paddings = windows.map((window) => (padding === 'none' ? 0 : Math.floor(window / 2)));
  const lengths = a.shape.slice(2).map((length, k) => {
    const [window, stride, pad] = [windows[k], strides[k], paddings[k]] as [number, number, number];
    return isForward
      ? Math.floor((length + 2 * pad - window) / stride) + 1
      : (length - 1) * stride + window - 2 * pad;
  });
  const [outputs, inputs] = kernel.shape as [number, number];
  const shape = [a.shape[0] as number, isForward ? outputs : inputs, ...lengths];
  const long = isForward ? a.shape.slice(2) : lengths;
  const short = isForward ? lengths : a.shape.slice(2);
  const result = { shape, values: new Float64Array(sizeOf(shape)) };
  const offset = (place: readonly number[]) =>
    shape.reduce((sum, length, axis) => sum * length + (place[axis] as number), 0);
  tensorOf([a.shape[0] as number, outputs, inputs, ...short, ...windows], (place) => {
    const [batch, output, input, ...rest] = place as [number, number, number, ...number[]];
    const shorter = rest.slice(0, short.length);
    const window = rest.slice(short.length);
    const longer = shorter.map((l, k) => {
      const position = l * (strides[k] as number) + (window[k] as number) - (paddings[k] as number);
      const length = long[k] as number;
      return padding === 'circular' ? ((position % length) + length) % length : position;
    });
    if (longer.some((position, k) => position < 0 || position >= (long[k] as number))) return 0;
    const weight = at(kernel, [output, input, ...window]);
    const from = isForward ? [batch, input, ...longer] : [batch, output, ...shorter];
    const to = offset(isForward ? [batch, output, ...shorter] : [batch, input, ...longer]);
    result.values[to] = (result.values[to] as number) + weight * at(a, from);
    return 0;
  });
  return result;
}
