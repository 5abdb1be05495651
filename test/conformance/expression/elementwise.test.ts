/**
 * Logarithms, roots, roundings, remainders, special functions and conditions: values and derivatives, special values,
 * structure, and many points at once.
 */

import { expression, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose } from '../../support/expect.js';

const { define, evaluateSync, gradientSync, hessianSync, read } = expression;

beforeAll(() => load('expression-matrices'));

/** The value, the derivative and the second derivative at a point. */
function derivatives(text: string, x: number): number[] {
  const found = hessianSync({ function: read(text, { x: [] }), points: { x } });
  return [found.values[0], found.gradient[0], found.hessian.data[0]] as number[];
}

const value = (text: string, x: number, y = 0) =>
  evaluateSync({ function: read(text, { x: [], y: [] }), points: { x, y } }).values[0] as number;

// Values from mpmath with 70 digits.
test.each([
  ['cbrt(x)', 0.7, [0.8879040017426006, 0.42281142940123845, -0.4026775518107033]],
  ['cbrt(x)', -2.3, [-1.3200061217959123, 0.19130523504288585, 0.05545079276605388]],
  ['log2(x)', 0.7, [-0.5145731728297583, 2.060992915555662, -2.944275593650946]],
  ['log10(x)', 0.7, [-0.1549019599857432, 0.620420688433217, -0.88631526919031]],
  ['asinh(x)', 0.7, [0.6526665660823557, 0.8192319205190405, -0.38487405661968344]],
  ['asinh(x)', -40, [-4.382182848065498, 0.02499219116020307, 0.0006244145199301204]],
  ['acosh(x)', 1.7, [1.123230982587296, 0.727392967453308, -0.6542688067040336]],
  ['atanh(x)', 0.7, [0.8673005276940531, 1.96078431372549, 5.382545174932717]],
  ['erfc(x)', 0.7, [0.32219880616258156, -0.6912748604105386, 0.967784804574754]],
  ['erfc(x)', 5, [1.537459794428035e-12, -1.5670866531017336e-11, 1.5670866531017336e-10]],
  ['lgamma(x)', 0.7, [0.26086724653166654, -1.2200235536979347, 2.834049156694611]],
  ['lgamma(x)', -2.3, [0.36956666345500805, 3.3173231575618227, 14.725912160961292]],
  ['lgamma(x)', 40, [106.63176026064346, 3.676327374034843, 0.02531510384129103]],
  ['digamma(x)', 0.7, [-1.2200235536979347, 2.834049156694611, -6.4349928741909235]],
  ['digamma(x)', -2.3, [3.3173231575618227, 14.725912160961292, 68.71379252927031]],
  ['digamma(x)', 40, [3.676327374034843, 0.02531510384129103, -0.0006408202718352986]],
] as const)('%s at %d: value, first and second derivative', (text, x, expected) => {
  const found = derivatives(text, x);
  found.forEach((number, k) => {
    const exact = expected[k] as number;
    expect(Math.abs(number / exact - 1), `derivative ${k}: ${number}, not ${exact}`).toBeLessThan(5e-15);
  });
});

test('the distance at (0.7, -1.3), with its derivatives', () => {
  const f = read('hypot(x[0], x[1])', { x: 2 });
  const found = hessianSync({ function: f, points: { x: [0.7, -1.3] } });
  const mixed = 0.28272007795666176;
  expectAllClose(
    [...found.values, ...found.gradient, ...found.hessian.data],
    [
      1.47648230602334,
      0.4740998230350174,
      -0.8804710999221753,
      0.5250515733480862,
      mixed,
      mixed,
      0.15223388813051017,
    ],
    1e-15,
  );
  const { values, gradients } = gradientSync({ function: f, points: { x: [0, 0] }, withRespectTo: 'x' });
  expect([...values, ...gradients.x]).toEqual([0, 0, 0]);
  expect(value('hypot(x, y)', 3 * 2 ** 700, -4 * 2 ** 700)).toBe(5 * 2 ** 700);
});

describe('functions made of steps', () => {
  const STEPS: Readonly<Record<string, (x: number) => number>> = {
    sign: Math.sign,
    floor: Math.floor,
    ceil: Math.ceil,
    trunc: Math.trunc,
    round: (x) => (Math.abs(x % 1) === 0.5 ? 2 * Math.round(x / 2) : Math.round(x)),
  };
  const POINTS = [
    -2.5, -1.5, -0.5, -0.49999999999999994, -0, 0, 0.2, 0.49999999999999994, 0.5, 1.5, 2.5, 2.7,
  ];
  const LARGE = [4503599627370495.5, 4503599627370497, -9007199254740991, 1e300, Infinity, -Infinity, NaN];

  test.each(Object.entries(STEPS))('%s has its values, with the derivatives 0', (name, step) => {
    const points = [...POINTS, ...LARGE.filter(Number.isFinite)];
    // Odd numbers of lanes, so that some are left over.
    const f = read(`${name}(x)`, { x: [] });
    const { values, gradients } = gradientSync({ function: f, points: { x: points }, withRespectTo: 'x' });
    expect([...values].map((v) => v + 0)).toEqual(points.map((x) => step(x) + 0));
    expect([...gradients.x].every((slope) => slope === 0)).toBe(true);
    const rounded = step(2.25);
    expect(derivatives(`x^2 + x * ${name}(x)`, 2.25)).toEqual([2.25 ** 2 + 2.25 * rounded, 4.5 + rounded, 2]);
  });

  test('a remainder has the sign of the divisor', () => {
    for (const [x, y, rest] of [
      [5.5, 2, 1.5],
      [-5.5, 2, 0.5],
      [5.5, -2, -0.5],
      [-5.5, -2, -1.5],
      [1e300, 7, 1e300 % 7],
      [-6, 3, 0],
    ] as const)
      expect(value('mod(x, y)', x, y) + 0, `${x} mod ${y}`).toBe(rest);
    expect(value('mod(x, y)', 1, 0)).toBeNaN();
    const f = read('mod(x, y)', { x: [], y: [] });
    const { gradients } = gradientSync({ function: f, points: { x: -7.5, y: 2 }, withRespectTo: ['x', 'y'] });
    expect([...gradients.x, ...gradients.y]).toEqual([1, 4]);
  });

  test('have no entries in derivatives, and are not linear', async () => {
    const about = (text: string) => expression.describe({ function: read(text, { x: 3 }) });
    for (const name of Object.keys(STEPS)) {
      const { jacobian, hessian, isLinear, isQuadratic } = await about(`sum(${name}(x)) + x[0]`);
      expect([jacobian.nonzeros, hessian.nonzeros, isLinear, isQuadratic], name).toEqual([
        1,
        0,
        false,
        false,
      ]);
    }
    expect(await about('sum(mod(x, 2))')).toMatchObject({ isLinear: false, hessian: { nonzeros: 0 } });
    expect(await about('sum(abs(x))')).toMatchObject({ isLinear: false, isQuadratic: false });
    expect(await about('max(x[0], x[1], x[2])')).toMatchObject({
      isQuadratic: false,
      jacobian: { nonzeros: 3 },
    });
  });
});

test('special values', () => {
  const cases: readonly (readonly [string, number, number])[] = [
    ['log2(x)', 8, 3],
    ['log10(x)', 1000, 3],
    ['log2(x)', 0, -Infinity],
    ['log10(x)', -1, NaN],
    ['cbrt(x)', -27, -3],
    ['acosh(x)', 1, 0],
    ['acosh(x)', 0.5, NaN],
    ['atanh(x)', 1, Infinity],
    ['atanh(x)', 1.5, NaN],
    ['asinh(x)', 1e300, 691.4686750787736],
    ['erfc(x)', 30, 0],
    ['lgamma(x)', 1, 0],
    ['lgamma(x)', 2, 0],
    ['lgamma(x)', -3, Infinity],
    ['lgamma(x)', 1e300, 6.897755278982137e302],
    ['digamma(x)', 0, -Infinity],
    ['digamma(x)', -3, NaN],
  ];
  for (const [text, x, expected] of cases) expect(value(text, x), `${text} at ${x}`).toBe(expected);
  expect(derivatives('cbrt(x)', 0)[1]).toBe(Infinity);
  expect(derivatives('lgamma(x)', 1)[1]).toBeCloseTo(-0.5772156649015329, 15);
});

describe('conditions', () => {
  const CONDITIONS: readonly (readonly [string, (x: number, y: number) => boolean])[] = [
    ['x == y', (x, y) => x === y],
    ['x != y', (x, y) => x !== y],
    ['x < y and y < 2', (x, y) => x < y && y < 2],
    ['x < y or y < 2', (x, y) => x < y || y < 2],
    ['not x < y', (x, y) => !(x < y)],
    ['not (x < y or x == 1) and y != 2', (x, y) => !(x < y || x === 1) && y !== 2],
    ['x < 1 and y < 1 or x >= 2 and not y == 2', (x, y) => (x < 1 && y < 1) || (x >= 2 && y !== 2)],
  ];
  const NUMBERS = [0, 1, 2, 3, Math.sqrt(-1)];

  test.each(CONDITIONS)('%s', (text, holds) => {
    const pairs = NUMBERS.flatMap((x) => NUMBERS.map((y) => [x, y] as const));
    // A NaN cannot be given; it is the root of a negative number.
    const given = pairs.map((pair) => pair.map((number) => (Number.isNaN(number) ? -1 : number ** 2)));
    const condition = text.replaceAll('x', 'sqrt(x)').replaceAll('y', 'sqrt(y)');
    const f = read(`where(${condition}, 2 x, 3 x)`, { x: [], y: [] });
    const points = { x: given.map(([x]) => x as number), y: given.map(([, y]) => y as number) };
    const { values, gradients } = gradientSync({ function: f, points, withRespectTo: ['x', 'y'] });
    const factors = pairs.map(([x, y]) => (holds(x, y) ? 2 : 3));
    expect([...gradients.x]).toEqual(factors);
    expect([...gradients.y].every((slope) => slope === 0)).toBe(true);
    expect([...values].map((v) => v + 0)).toEqual(
      factors.map((factor, k) => factor * (points.x[k] as number) + 0),
    );
  });

  test('are the same from functions', () => {
    const { and, equal, less, not, notEqual, or, where } = expression;
    const made = define({ x: 3, y: 3 }, ({ x, y }) =>
      where(or(and(less(x, y), not(equal(x, 1)), notEqual(y, 2)), less(y, 0)), x, y),
    );
    expect(made).toEqual(read('where(x < y and not x == 1 and y != 2 or y < 0, x, y)', { x: 3, y: 3 }));
  });

  test('do not let the branch that is not taken spoil derivatives', () => {
    expect(derivatives('where(x > 0 and x < 1, log(x), x)', 0).slice(0, 2)).toEqual([0, 1]);
    expect(derivatives('where(x <= 0 or x > 5, x, sqrt(x))', 0).slice(0, 2)).toEqual([0, 1]);
  });
});

describe('other derivatives than those of the value', () => {
  test('are those of the second operand', () => {
    expect(derivatives('straightThrough(round(x), x^3)', 1.7)).toEqual([2, 3 * 1.7 ** 2, 6 * 1.7]);
    // The value is exact: x + (round(x) - x) would not be.
    expect(value('straightThrough(round(x), x)', 0.7e-16)).toBe(0);
    expect(value('straightThrough(0.1, x)', 1e17)).toBe(0.1);
  });

  test('are 0 for constants', async () => {
    const f = read('sum(x * stopGradient(x^2))', { x: 3 });
    const { values, gradients } = gradientSync({ function: f, points: { x: [1, 2, 3] }, withRespectTo: 'x' });
    expect([...values, ...gradients.x]).toEqual([36, 1, 4, 9]);
    const { hessian, isLinear, operations } = await expression.describe({ function: f });
    expect(hessian.nonzeros).toBe(0);
    expect(isLinear).toBe(false);
    expect(operations.straightThrough).toBe(1);
    expect([...hessianSync({ function: f, points: { x: [1, 2, 3] } }).hessian.data]).toEqual(
      Array(9).fill(0),
    );
  });
});

test('the smallest and largest of several operands', () => {
  const f = read('max(x[0], x[1], 2, x[2]) - min(x[2], x[1], x[0])', { x: 3 });
  const { values, gradients } = gradientSync({
    function: f,
    points: { x: { shape: [3, 3], values: [1, 5, 3, 7, 7, 7, 0, -1, 1] } },
    withRespectTo: 'x',
  });
  expect([...values]).toEqual([4, 0, 3]);
  // Ties go to the first.
  expect([...gradients.x]).toEqual([-1, 1, 0, 1, 0, -1, 0, -1, 0]);
});

test('many points are as one by one', () => {
  const names = [
    'cbrt',
    'log2',
    'log10',
    'asinh',
    'acosh',
    'atanh',
    'erfc',
    'lgamma',
    'digamma',
    'round',
    'floor',
  ];
  const text = [...names.map((name) => `${name}(x)`), 'mod(x, y)', 'hypot(x, y)'].join(' - ');
  const f = read(text, { x: [], y: [] });
  const draw = Float64Array.from({ length: 259 }, (_, k) => ((k * 37) % 259) / 20 - 3);
  const y = draw.map((x) => 1.5 - x / 7);
  const all = gradientSync({ function: f, points: { x: draw, y }, withRespectTo: ['x', 'y'] });
  for (const k of [0, 1, 7, 100, 257, 258]) {
    const one = gradientSync({
      function: f,
      points: { x: draw[k] as number, y: y[k] as number },
      withRespectTo: ['x', 'y'],
    });
    expect([one.values[0], one.gradients.x[0], one.gradients.y[0]]).toEqual([
      all.values[k],
      all.gradients.x[k],
      all.gradients.y[k],
    ]);
  }
});
