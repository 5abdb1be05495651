/** Reference values from mpmath with 70 digits, unless stated otherwise; the inputs are the nearest doubles. */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { regression } from '../../data/regression.js';
import { expectAllClose, expectClose } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { define, evaluate, gradient, hessian, hessianProduct, jacobian, read } = expression;

beforeAll(() => load('expression-matrices'));

describe('Rosenbrock’s chain', () => {
  const chain = (n: number) =>
    read(`sum(i in 0..${n - 2}: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)`, { x: n });
  const start = (n: number) =>
    Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? -1.2 : 1) + 0.001 * Math.sin(i));

  test('of a thousand variables', async () => {
    const problem = { function: chain(1000), points: { x: start(1000) } };
    const { values, gradients } = await gradient({ ...problem, withRespectTo: 'x' });
    expectClose(values[0] as number, 253616.8447585587, 1e-14);
    expectClose(gradients.x[0] as number, -215.19609392729214, 1e-13);
    expectClose(gradients.x[999] as number, -88.41606563035558, 1e-13);
    expectClose(Math.hypot(...gradients.x), 22968.23889608482, 1e-13);
    const { hessian: found } = await hessian({ ...problem, format: 'sparse' });
    expect(found.data.length).toBe(1999);
    expectAllClose(found.data.subarray(0, 3), [1329.6634116060768, 480, 1883.6566610809107], 1e-13);
  });

  test('of a hundred thousand', async () => {
    const problem = { function: chain(100_000), points: { x: start(100_000) } };
    const { values, hessian: found } = await hessian({ ...problem, format: 'sparse' });
    expectClose(values[0] as number, 25409559.504795, 1e-12);
    expect(found.data.length).toBe(199_999);
    const { hessian: told } = await expression.describe({ function: problem.function });
    expect(told).toEqual({ nonzeros: 199_999, colors: 0, method: 'elements' });
  });
});

test('problem 77 of Hock and Schittkowski', async () => {
  const objective = '(x[0] - 1)^2 + (x[0] - x[1])^2 + (x[2] - 1)^2 + (x[3] - 1)^4 + (x[4] - 1)^6';
  const constraints = '[x[0]^2 * x[3] + sin(x[3] - x[4]) - 2 sqrt(2), x[1] + x[2]^4 * x[3]^2 - 8 - sqrt(2)]';
  const x = [1.1, 1.2, 1.3, 1.4, 0.6];
  const f = read(objective, { x: 5 });
  const found = await gradient({ function: f, points: { x }, withRespectTo: 'x' });
  expectClose(found.values[0] as number, 0.139696, 1e-15);
  expectAllClose(found.gradients.x, [0, 0.2, 0.6, 0.256, -0.06144], 1e-15);
  const first = await jacobian({ function: read(constraints, { x: 5 }), points: { x } });
  expectAllClose(first.values, [-0.4170710338466672, -2.616257562373095], 2e-15);
  const rows = [
    [3.08, 0, 0, 1.9067067093471657, -0.6967067093471657],
    [0, 1, 17.22448, 7.99708, 0],
  ];
  expectAllClose(first.jacobian.data, rows.flat(), 1e-15);
  const lagrangian = read(`${objective} + dot(l, ${constraints})`, { x: 5, l: 2 });
  const points = { x, l: [0.2, -0.1] };
  const { hessian: lower } = await hessian({ function: lagrangian, points, format: 'sparse' });
  expect(lower).toMatchObject({
    indptr: Int32Array.of(0, 1, 3, 4, 7, 9),
    indices: Int32Array.of(0, 0, 1, 2, 0, 2, 3, 3, 4),
  });
  const entries = [4.56, -2, 2, -1.97488, 0.44, -2.46064, 1.2053087818200945, 0.14347121817990455];
  expectAllClose(lower.data, [...entries, 0.6245287818200956], 2e-15);
});

test.each([
  ['tan(x)', 0.8422883804630794, 1.709449715863117, 2.8796992653148323],
  ['erf(x)', 0.6778011938374184, 0.6912748604105386, -0.967784804574754],
  ['gelu(x)', 0.5306254434438489, 0.9766141011336598, 0.4715034393838095],
  ['x^2.5', 0.409963413001697, 1.464155046434632, 3.137475099502783],
] as const)('%s at 0.7: value, first and second derivative', async (text, value, first, second) => {
  const found = await hessian({ function: read(text, { x: [] }), points: { x: 0.7 } });
  const numbers = [...found.values, ...found.gradient, ...found.hessian.data];
  // The power includes the rounding of 2.5 ln 0.7.
  expectAllClose(numbers, [value, first, second], 3e-15);
});

test('derivatives by both operands at (0.7, 2.5) and (0.7, -1.3)', async () => {
  const by = async (text: string, y: number) => {
    const f = read(text, { x: [], y: [] });
    const found = await gradient({ function: f, points: { x: 0.7, y }, withRespectTo: ['x', 'y'] });
    return [...found.values, ...found.gradients.x, ...found.gradients.y];
  };
  expectAllClose(await by('x^y', 2.5), [0.409963413001697, 1.464155046434632, -0.1462236773493117], 3e-15);
  const angle = [2.647651284670212, -0.5963302752293578, -0.3211009174311926];
  expectAllClose(await by('atan2(x, y)', -1.3), angle, 1e-15);
});

/** Uniform numbers from -1/2 to 1/2. */
function centered(seed: number, count: number): Float64Array {
  const random = mulberry32(seed);
  return Float64Array.from({ length: count }, () => random() - 0.5);
}

test('a net of two layers', async () => {
  const net = define(
    { W1: [4, 3], b1: 3, W2: [3, 2], b2: 2, x: 4 },
    () => 'logsumexp(dense(tanh(dense(x, W1, b1)), W2, b2))',
  );
  const [W1, b1, W2, b2, x] = [12, 3, 6, 2, 4].map((count, k) => centered(k + 1, count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const problem = { function: net, points: { W1, b1, W2, b2, x } };
  const { values, gradients } = await gradient({ ...problem, withRespectTo: ['b2', 'x'] });
  expectClose(values[0] as number, 0.854406176917398, 2e-15);
  expectClose(gradients.b2[0] as number, 0.671060117614248, 2e-15);
  const slopes = [0.0845458051968574, -0.112550864906024, -0.0480267092644636, 0.00379768616079184];
  expectAllClose(gradients.x, slopes, 1e-15);
  const all = ['W1', 'b1', 'W2', 'b2', 'x'] as const;
  const { product } = await hessianProduct({ ...problem, withRespectTo: all, vector: centered(6, 27) });
  const curved = [0.119393448587335, 0.0821211132029948, 0.0509287379874346, 0.0436823708372161];
  expectAllClose(product.subarray(23), curved, 1e-15);
});

/** Logistic regression; the reference values are from JAX in double precision. */
test('the mean loss of 32 000 rows of 123 numbers', async () => {
  const { features, labels: y } = regression(32_000, 123);
  const loss = define({ w: 123, A: [32_000, 123], y: 32_000 }, () => 'mean(softplus(-y * (A @ w)))');
  const w = new Float64Array(123).fill(1 / Math.sqrt(123));
  const points = { w, A: features, y };
  const found = await hessian({ function: loss, points });
  expectClose(found.values[0] as number, 0.79346780903656, 1e-13);
  expectClose(found.gradient[0] as number, 0.032351934795198, 1e-13);
  expectClose(found.hessian.data[0] as number, 0.205837748126409, 1e-13);
});

test('convolutions', async () => {
  const make = async (padding: expression.Padding) => {
    const f = define({ x: [1, 2, 5], k: [3, 2, 3] }, ({ x, k }) => expression.convolution(x, k, { padding }));
    return (await evaluate({ function: f, points: { x: centered(7, 10), k: centered(8, 18) } })).values;
  };
  const zero = [
    0.0198635939088403, 0.00970149775298261, 0.13916482194636, -0.201332245093944, -0.0357359958552273,
  ];
  expectAllClose((await make('zero')).subarray(0, 5), zero, 1e-14);
  const circular = await make('circular');
  expectAllClose(
    [...circular.subarray(0, 1), ...circular.subarray(4, 5)],
    [0.0575273753367313, 0.0663792381383694],
    1e-14,
  );
  expect((await make('none')).length).toBe(9);
});
