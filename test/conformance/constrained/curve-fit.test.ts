/**
 * Curve fits: equal results for every form of a model, automatic starts, confidence intervals by closed forms, and bad
 * input.
 */

import { constrained, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { DATA_SETS, type DataSet } from '../../data/constrained.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { curveFit, curveFitSync } = constrained;

beforeAll(() => Promise.all([load('constrained'), load('constrained-fits')]));

const setOf = (name: string) => DATA_SETS.find((set) => set.name === name) as DataSet;

describe('a line, whose intervals have closed forms', () => {
  const x = [1, 2, 3, 4, 5, 6];
  const y = [1.1, 1.9, 3.2, 3.9, 5.3, 5.8];
  const model = ({ a, b }: { a: number; b: number }, at: number) => a + b * at;
  const initial = { a: 0, b: 0 };
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(x), mean(y)];
  const sxx = x.reduce((sum, value) => sum + (value - mx) ** 2, 0);
  const b = x.reduce((sum, value, i) => sum + (value - mx) * ((y[i] as number) - my), 0) / sxx;
  const a = my - b * mx;
  const squares = y.reduce((sum, value, i) => sum + (value - a - b * (x[i] as number)) ** 2, 0);
  const s = Math.sqrt(squares / 4);
  // Quantile of Student's t from tables: 95 % within 2.776445 for four degrees of freedom.
  const t = 2.7764451051977987;

  test('in parameters, errors and confidence', async () => {
    const fit = await curveFit({ model, x, y, initial });
    expect(fit.status).toBe('converged');
    expectAllClose(fit.solution, [a, b], 1e-9);
    expect(fit.parameters).toEqual({ a: fit.solution[0], b: fit.solution[1] });
    expect(fit.names).toEqual(['a', 'b']);
    const errors = [s * Math.sqrt(1 / 6 + mx ** 2 / sxx), s / Math.sqrt(sxx)];
    expectAllClose(fit.standardErrors ?? [], errors, 1e-7);
    expectAllClose(
      fit.confidence?.lower ?? [],
      [a - t * (errors[0] as number), b - t * (errors[1] as number)],
      1e-7,
    );
    expectAllClose(
      fit.confidence?.upper ?? [],
      [a + t * (errors[0] as number), b + t * (errors[1] as number)],
      1e-7,
    );
    expectClose(fit.residualStandardError ?? 0, s, 1e-9);
    expectClose(fit.rSquared, 1 - squares / y.reduce((sum, value) => sum + (value - my) ** 2, 0), 1e-12);
  });

  test('in predictions and their band', () => {
    const fit = curveFitSync({ model, x, y, initial });
    expectClose(fit.predict(10), a + 10 * b, 1e-9);
    expectAllClose(fit.predict([0, 3]), [a, a + 3 * b], 1e-9);
    const band = fit.band([3.5, 9]);
    for (const [k, at] of [3.5, 9].entries()) {
      const half = t * s * Math.sqrt(1 / 6 + (at - mx) ** 2 / sxx);
      expectClose(band?.upper[k] ?? 0, a + b * at + half, 1e-7);
      expectClose(band?.lower[k] ?? 0, a + b * at - half, 1e-7);
    }
    const wider = curveFitSync({ model, x, y, initial, confidenceLevel: 0.99 });
    expect(wider.confidence?.upper[0]).toBeGreaterThan(fit.confidence?.upper[0] ?? 0);
  });

  test('is data but for what predicts', () => {
    const fit = curveFitSync({ model, x, y, initial });
    expect(structuredClone(fit)).toEqual(fit);
    expect(Object.keys(fit)).not.toContain('predict');
  });

  test('has no intervals without degrees of freedom', () => {
    const fit = curveFitSync({ model, x: [1, 2], y: [1, 2], initial });
    expect(fit.status).toBe('converged');
    expect([fit.covariance, fit.confidence, fit.band([1]), fit.residualStandardError]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('models of every form give the same', () => {
  const { x, y, starts, parameters, standardErrors } = setOf('Misra1a');
  const initial = { b1: starts[1]?.[0] as number, b2: starts[1]?.[1] as number };
  const expectMisra = (fit: constrained.CurveFitSolution<unknown, unknown>) => {
    expect(fit.status).toBe('converged');
    expectAllClose(fit.solution, parameters, 1e-6);
    (fit.standardErrors ?? []).forEach((error, j) => {
      expect(Math.abs(error / (standardErrors[j] as number) - 1)).toBeLessThan(1e-6);
    });
  };

  test('functions of a point, and of all points', async () => {
    const model = ({ b1, b2 }: typeof initial, at: number) => b1 * (1 - Math.exp(-b2 * at));
    expectMisra(await curveFit({ model, x, y, initial }));
    expectMisra(curveFitSync({ model, x: Float64Array.from(x), y, initial }));
    const vector = Object.values(initial);
    expectMisra(
      curveFitSync({ model: ([b1 = 0, b2 = 0], at) => b1 * (1 - Math.exp(-b2 * at)), x, y, initial: vector }),
    );
    const modelBatch = (p: typeof initial, points: readonly number[], values: Float64Array) => {
      points.forEach((at, i) => {
        values[i] = model(p, at);
      });
    };
    expectMisra(await curveFit({ modelBatch, x, y, initial }));
    expectMisra(
      await curveFit({
        modelBatch: (p: typeof initial, points: readonly number[]) => points.map((at) => model(p, at)),
        x,
        y,
        initial,
      }),
    );
  });

  test('arrays as JSON has them', async () => {
    const saved = <T>(value: T): T => JSON.parse(JSON.stringify(value));
    const problem = {
      model: ([b1 = 0, b2 = 0]: Float64Array, at: number) => b1 * (1 - Math.exp(-b2 * at)),
      x: Float64Array.from(x),
      y: Float64Array.from(y),
      weights: new Float64Array(x.length).fill(1),
      initial: Float64Array.from(Object.values(initial)),
      lower: new Float64Array(2),
    };
    const { model, ...data } = problem;
    expectMisra(curveFitSync({ model, ...saved(data) }));
  });

  test('formulas and names', async () => {
    const formula = { formula: 'b1 * (1 - exp(-b2 * x))', inputs: { x: [], b1: [], b2: [] } } as const;
    const fit = await curveFit({ model: formula, x, y, initial });
    expectMisra(fit);
    expect(fit.evaluations.jacobian).toBeGreaterThan(0);
    expect(curveFitSync({ model: formula, x, y, initial })).toEqual(fit);
    const vector = { formula: 'b[0] * (1 - exp(-b[1] * x))', inputs: { b: 2, x: [] } };
    const ofVector = await curveFit({ model: vector, x, y, initial: { b: Object.values(initial) } });
    expectMisra(ofVector);
    expect(ofVector.names).toEqual(['b[0]', 'b[1]']);
    const named = await curveFit({ model: 'exponentialSaturation', x, y });
    expectMisra(named);
    expect(named.names).toEqual(['maximum', 'rate']);
    const { maximum = 0, rate = 0 } = named.parameters;
    expectClose(named.predict(300), maximum * (1 - Math.exp(-rate * 300)), 1e-12);
  });

  test('of several predictors', async () => {
    // Nelson: breakdown strength of a material as a function of time and temperature.
    const nelson = setOf('Nelson');
    const points = nelson.x.map((time, i) => [time, nelson.z?.[i] as number]);
    const [b1, b2, b3] = nelson.starts[1] as [number, number, number];
    const common = { x: points, y: nelson.y, initial: { b1, b2, b3 }, tolerance: 1e-9 };
    const byFormula = await curveFit({
      ...common,
      model: { formula: 'b1 - b2 * x[0] * exp(-b3 * x[1])', inputs: { x: 2, b1: [], b2: [], b3: [] } },
    });
    const byFunction = await curveFit({
      ...common,
      model: (p: typeof common.initial, [time = 0, heat = 0]: ArrayLike<number> & Iterable<number>) =>
        p.b1 - p.b2 * time * Math.exp(-p.b3 * heat),
    });
    for (const fit of [byFormula, byFunction]) {
      fit.solution.forEach((value, j) => {
        expect(Math.abs(value / (nelson.parameters[j] as number) - 1)).toBeLessThan(1e-5);
      });
    }
  });

  test('with bounds by name, weights and a robust loss', async () => {
    const common = {
      x,
      y,
      initial,
      upper: { b1: 230 },
      weights: x.map((at) => 1 / at),
      loss: 'softL1',
      lossScale: 0.1,
    } as const;
    const formula = { formula: 'b1 * (1 - exp(-b2 * x))', inputs: { x: [], b1: [], b2: [] } };
    const fit = await curveFit({ ...common, model: formula });
    expect(fit.status).toBe('converged');
    expect(fit.parameters.b1).toBe(230);
    expect(fit.confidence?.lower[0]).toBe(230);
    const same = await curveFit({
      ...common,
      model: (p: typeof initial, at: number) => p.b1 * (1 - Math.exp(-p.b2 * at)),
    });
    expectAllClose(same.solution, Array.from(fit.solution), 1e-8);
  });
});

describe('models by name find where to start', () => {
  const next = mulberry32(7);
  const disturbed = (value: number, by: number) => value + by * (next() + next() - 1);
  const grid = (from: number, to: number, count: number) =>
    Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));
  const cases: [
    constrained.ModelName,
    readonly number[],
    Record<string, number>,
    (p: Record<string, number>, x: number) => number,
  ][] = [
    [
      'exponentialDecay',
      grid(0, 5, 25),
      { amplitude: 7, rate: 0.9, offset: -2 },
      (p, x) => (p.amplitude as number) * Math.exp(-(p.rate as number) * x) + (p.offset as number),
    ],
    [
      'exponentialDecay',
      grid(100, 900, 40),
      { amplitude: -3e4, rate: 0.01, offset: 5e3 },
      (p, x) => (p.amplitude as number) * Math.exp(-(p.rate as number) * x) + (p.offset as number),
    ],
    [
      'exponentialSaturation',
      grid(1, 60, 20),
      { maximum: 1e-3, rate: 0.08 },
      (p, x) => (p.maximum as number) * (1 - Math.exp(-(p.rate as number) * x)),
    ],
    [
      'logistic',
      grid(1990, 2040, 30),
      { maximum: 80, rate: 0.3, midpoint: 2010 },
      (p, x) => (p.maximum as number) / (1 + Math.exp(-(p.rate as number) * (x - (p.midpoint as number)))),
    ],
    [
      'gaussian',
      grid(-10, 30, 60),
      { amplitude: 4, center: 12, width: 2.5, offset: 1 },
      (p, x) =>
        (p.amplitude as number) * Math.exp(-(((x - (p.center as number)) / (p.width as number)) ** 2) / 2) +
        (p.offset as number),
    ],
    [
      'gaussian',
      grid(0, 1, 50),
      { amplitude: -20, center: 0.3, width: 0.05, offset: 100 },
      (p, x) =>
        (p.amplitude as number) * Math.exp(-(((x - (p.center as number)) / (p.width as number)) ** 2) / 2) +
        (p.offset as number),
    ],
    [
      'michaelisMenten',
      grid(0.5, 40, 15),
      { maximum: 212, constant: 6 },
      (p, x) => ((p.maximum as number) * x) / ((p.constant as number) + x),
    ],
    [
      'doseResponse',
      [0, ...grid(-9, -4, 15).map((e) => 10 ** e)],
      { bottom: 3, top: 97, ec50: 2e-7, slope: 1.4 },
      (p, x) =>
        (p.bottom as number) +
        ((p.top as number) - (p.bottom as number)) / (1 + ((p.ec50 as number) / x) ** (p.slope as number)),
    ],
    [
      'doseResponse',
      grid(-2, 3, 12).map((e) => 10 ** e),
      { bottom: 100, top: 10, ec50: 5, slope: 2 },
      (p, x) =>
        (p.bottom as number) +
        ((p.top as number) - (p.bottom as number)) / (1 + ((p.ec50 as number) / x) ** (p.slope as number)),
    ],
    [
      'powerLaw',
      grid(1, 1000, 30),
      { factor: 0.2, exponent: 0.75 },
      (p, x) => (p.factor as number) * x ** (p.exponent as number),
    ],
    [
      'sinusoid',
      grid(0, 50, 120),
      { amplitude: 3, period: 7.3, phase: 1, offset: 20 },
      (p, x) =>
        (p.amplitude as number) * Math.sin((2 * Math.PI * x) / (p.period as number) + (p.phase as number)) +
        (p.offset as number),
    ],
  ];

  test.each(cases)('%s', async (model, x, truth, value) => {
    const clean = x.map((at) => value(truth, at));
    const size = Math.max(...clean) - Math.min(...clean);
    const y = clean.map((at) => disturbed(at, 0.02 * size));
    const fit = await curveFit({ model, x, y });
    expect(fit.status).toBe('converged');
    expect(fit.names).toEqual(Object.keys(truth));
    expect(fit.rSquared).toBeGreaterThan(0.98);
    // All parameters are affected by the noise; five standard errors are almost never exceeded.
    fit.names.forEach((name, j) => {
      const off = Math.abs((fit.parameters[name] as number) - (truth[name] as number));
      expect(off).toBeLessThan(5 * (fit.standardErrors?.[j] as number));
    });
    expectClose(fit.predict(x[3] as number), value(fit.parameters, x[3] as number), 1e-9);
  });

  test('of few points, narrow peaks and fast decays', async () => {
    const random = mulberry32(11);
    const uniform = (from: number, to: number) => from + (to - from) * random();
    const gaussian = (x: number, [a, c, w, o]: readonly number[]) =>
      (a as number) * Math.exp(-(((x - (c as number)) / (w as number)) ** 2) / 2) + (o as number);
    const decay = (x: number, [a, k, o]: readonly number[]) =>
      (a as number) * Math.exp(-(k as number) * x) + (o as number);
    for (let set = 0; set < 120; set++) {
      const x = Array.from({ length: 6 + (set % 5) }, () => uniform(0, 8));
      const isPeak = set % 2 === 0;
      const parameters = isPeak
        ? [uniform(1, 9), uniform(2, 6), uniform(0.5, 2), uniform(-1, 1)]
        : [uniform(1, 9), uniform(0.1, 3), uniform(-1, 1)];
      const y = x.map((value) => (isPeak ? gaussian : decay)(value, parameters));
      const fit = await curveFit({ model: isPeak ? 'gaussian' : 'exponentialDecay', x, y });
      expect(1 - fit.rSquared, `set ${set}`).toBeLessThan(1e-6);
    }
  });

  test('of data that the model fits exactly', async () => {
    // Starting values are exact up to a few roundings, so no step makes progress.
    const x = [3.1011580663034692, 8.323322829673998, 8.20894515889231, 8.743386653997003, 1.266004479234107];
    const power = await curveFit({ model: 'powerLaw', x, y: x.map((value) => 5.2 * value ** 1.47) });
    expect(power).toMatchObject({ status: 'converged', rSquared: 1 });
    const decay = await curveFit({
      model: 'exponentialDecay',
      x,
      y: x.map((t) => 6 * Math.exp(-0.4 * t) + 0.5),
    });
    expect(decay.status).toBe('converged');
    expectAllClose(decay.solution, [6, 0.4, 0.5], 1e-12);
  });

  test('within bounds', async () => {
    const x = grid(0, 8, 30);
    const y = x.map((x) => 3 * Math.exp(-((x - 2) ** 2) / 0.5) + 2 * Math.exp(-((x - 6) ** 2) / 0.5));
    const free = await curveFit({ model: 'gaussian', x, y });
    const bounded = await curveFit({ model: 'gaussian', x, y, lower: { center: 4, amplitude: 0 } });
    expect(free.parameters.center).toBeCloseTo(2, 1);
    expect(bounded.parameters.center).toBeCloseTo(6, 1);
  });

  test('whatever the data', async () => {
    for (const [model] of cases) {
      for (const [x, y] of [
        [[1], [1]],
        [
          [1, 2, 3],
          [0, 0, 0],
        ],
        [
          [0, 0, 0],
          [1, 2, 3],
        ],
        [
          [3, 2, 1],
          [-1, -2, 1e9],
        ],
        [
          [-1, -2, -3, -4],
          [1, 2, 3, 4],
        ],
      ] as const) {
        const outcome = await curveFit({ model, x, y, maxIterations: 50 }).catch(
          (error: { code?: string }) => error,
        );
        // A power of a negative base is undefined, and reported as an error.
        if ('code' in outcome) expect(outcome.code).toBe('INVALID_INPUT');
        else
          expect(Array.from((outcome as constrained.CurveFitSolution).solution).every(Number.isFinite)).toBe(
            true,
          );
      }
    }
  });
});

test('the fit of the README has the numbers in its comments', async () => {
  const x = [0.25, 0.5, 1, 2, 3, 4, 6, 8];
  const y = [9.1, 8.4, 7.3, 5.2, 4.1, 3.0, 1.9, 1.2];
  const fit = await curveFit({ model: 'exponentialDecay', x, y });
  expect([fit.parameters.rate, fit.errors?.rate].map((value) => value?.toFixed(3))).toEqual([
    '0.333',
    '0.014',
  ]);
  expect(fit.predict(5).toFixed(2)).toBe('2.34');
  expect(fit.errors).toEqual(Object.fromEntries(fit.names.map((name, j) => [name, fit.standardErrors?.[j]])));
});

test('messages say what would be right', async () => {
  const messageOf = async (problem: object) =>
    (await expectError(() => curveFit({ y: [0, 1, 2], ...problem } as never), 'INVALID_INPUT')).message;
  expect(await messageOf({ x: ['0', '1', '2'], model: 'powerLaw' })).toBe(
    'x[0] is the text "0"; numbers are wanted, without quotes, or x.map(Number) in a program',
  );
  expect(await messageOf({ x: [1, 2, 3], model: 'a * x' })).toMatch(
    /^model must be a function, a formula with its inputs as \{formula, inputs\}, or one of exponentialDecay, .*, got "a \* x"$/,
  );
  expect(await messageOf({ x: [-9, -7, -5], model: 'doseResponse' })).toMatch(
    /^x\[0\] must be a dose, 0 or above, and not its logarithm; of logarithms to base 10 fit the formula .*; got -9$/,
  );
});

test('logarithms of doses are fitted by the formula that the message names', async () => {
  const x = [-9, -8, -7, -6, -5, -4];
  const truth = { bottom: 1, top: 9, slope: 0.8, logEc50: -6.4 };
  const y = x.map((log) => 1 + 8 / (1 + 10 ** (0.8 * (-6.4 - log))));
  const model = {
    formula: 'bottom + (top - bottom) / (1 + 10^(slope * (logEc50 - x)))',
    inputs: { x: [], bottom: [], top: [], slope: [], logEc50: [] },
  };
  const { parameters } = await curveFit({
    x,
    y,
    model,
    initial: { bottom: 0, top: 10, slope: 1, logEc50: -6 },
  });
  for (const [name, value] of Object.entries(truth)) {
    expectClose((parameters as Record<string, number>)[name] as number, value, 1e-7);
  }
});

test('a logistic curve over thousands, whose exponentials overflow', async () => {
  const x = Array.from({ length: 41 }, (_, k) => 100 * k);
  const y = x.map((at) => 5 / (1 + Math.exp(-0.4 * (at - 2000))));
  const model = { formula: 'm / (1 + exp(-k * (x - c)))', inputs: { x: [], m: [], k: [], c: [] } } as const;
  const fit = await curveFit({ model, x, y, initial: { m: 4, k: 1, c: 1990 } });
  expect(fit.rSquared).toBeGreaterThan(0.999);
  const named = await curveFit({ model: 'logistic', x, y, initial: { maximum: 4, rate: 1, midpoint: 1990 } });
  expect(named.rSquared).toBeGreaterThan(0.999);
});

test('names of parameters are checked by the compiler', async () => {
  const x = [0, 1, 2, 3, 4, 5];
  const y = [5.1, 3.4, 2.5, 1.9, 1.6, 1.4];
  const refused = (fit: () => Promise<unknown>) => expectError(fit, 'INVALID_INPUT');
  const named = { model: 'exponentialDecay', x, y } as const;
  const fit = await curveFit({ ...named, lower: { rate: 0 } });
  expect(fit.parameters.rate).toBeGreaterThan(0);
  // @ts-expect-error The model has a rate.
  expect(fit.parameters.rat).toBeUndefined();
  // @ts-expect-error The same of bounds.
  await refused(() => curveFit({ ...named, lower: { rat: 0 } }));

  const model = ({ a, k }: { a: number; k: number }, at: number) => a * Math.exp(-k * at);
  const own = { model, x, y, initial: { a: 4, k: 1 } };
  const bounded = await curveFit({ ...own, lower: { k: 0 }, upper: { a: 10 } });
  expect(bounded.parameters.k).toBeGreaterThan(0);
  // @ts-expect-error Bounds have the names of initial.
  await refused(() => curveFit({ ...own, lower: { rate: 0 } }));

  const formula = { formula: 'a * exp(-k * x) + w[0]', inputs: { x: [], a: [], k: [], w: 1 } } as const;
  const read = { model: formula, x, y, initial: { a: 4, k: 1, w: [1] } } as const;
  const { parameters } = await curveFit({ ...read, lower: { k: 0 } });
  expect(parameters.k).toBeGreaterThan(0);
  expect(parameters['w[0]']).toBeGreaterThan(0);
  // @ts-expect-error The same of formulas.
  await refused(() => curveFit({ ...read, upper: { rate: 1 } }));
});

test('a formula with sums along an axis', async () => {
  const fit = await curveFit({
    x: [0, 1, 2, 3],
    y: [1, 3, 5, 7],
    model: { formula: 'sum([[a * x, 1], [b, 2]], 0)[0]', inputs: { x: [], a: [], b: [] } },
    initial: { a: 1, b: 0 },
  });
  expectAllClose([fit.parameters.a, fit.parameters.b] as number[], [2, 1], 1e-10);
  expectAllClose([...fit.predict([10])] as number[], [21], 1e-10);
});

test('what is no fit is refused by name', async () => {
  const [x, y] = [
    [1, 2, 3],
    [1, 2, 3],
  ];
  const model = ({ a }: { a: number }, at: number) => a * at;
  const good = { model, x, y, initial: { a: 1 } };
  const formula = { formula: 'a * x', inputs: { x: [], a: [] } };
  for (const [problem, path] of [
    [3, 'problem'],
    [{ ...good, mode: 1 }, 'mode'],
    [{ ...good, x: 7 }, 'x'],
    [{ ...good, x: [] }, 'x'],
    [{ ...good, x: [1, Number.NaN, 3] }, 'x[1]'],
    [{ ...good, x: ['0', '1', '2'] }, 'x[0]'],
    [{ x: [-9, -7, -5], y, model: 'doseResponse' }, 'x[0]'],
    [{ ...good, y: [1, 2] }, 'y'],
    [{ ...good, y: [1, 'a', 3] }, 'y[1]'],
    [{ ...good, weights: [1, -1, 1] }, 'weights[1]'],
    [{ ...good, initial: undefined }, 'initial'],
    [{ ...good, initial: { a: 'x' } }, 'initial.a'],
    [{ ...good, lower: { b: 0 } }, 'lower.b'],
    [{ ...good, lower: { a: 3 }, upper: { a: 2 } }, 'upper.a'],
    [
      { ...good, initial: [1], model: (p: number[], at: number) => at * (p[0] ?? 0), upper: [0], lower: [1] },
      'upper[0]',
    ],
    [{ x, y, model: 'powerLaw', upper: { exponent: Number.NEGATIVE_INFINITY } }, 'upper.exponent'],
    [{ ...good, model: formula, lower: { a: 3 }, upper: { a: 2 } }, 'upper.a'],
    [{ ...good, confidenceLevel: 1 }, 'confidenceLevel'],
    [{ ...good, modelBatch: model }, 'modelBatch'],
    [{ ...good, model: () => 'a' }, 'model'],
    [{ ...good, model: 7 }, 'model'],
    [{ ...good, model: 'parabola' }, 'model'],
    [{ ...good, loss: 'squared' }, 'loss'],
    [{ ...good, model: formula, initial: undefined }, 'initial'],
    [{ ...good, model: formula, initial: { a: 1, b: 2 } }, 'initial.b'],
    [{ ...good, model: { formula: 'a', inputs: { a: [] } } }, 'model.inputs.x'],
    [{ ...good, model: { ...formula, formula: 'a * y' } }, 'model.formula:5'],
    [{ ...good, model: { formula: 'a * logsumexp([x, 1])', inputs: { x: [], a: [] } } }, 'model'],
    [{ ...good, x: [[1], [2], [3, 4]] }, 'x[2]'],
    [{ ...good, model: 'powerLaw', x: [[1], [2], [3]] }, 'x'],
  ] as [never, string][]) {
    await expectError(() => curveFit(problem), 'INVALID_INPUT', path);
    await expectError(async () => curveFitSync(problem), 'INVALID_INPUT', path);
  }
});
