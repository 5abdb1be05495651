/** Views of every method: well-formed, with words apart and all marks within the frame, for hostile solutions too. */

import fc from 'fast-check';
import { constrained, expression } from 'superlinear';
import { notebookView, type ViewOptions, view } from 'superlinear/views';
import { describe, expect, test } from 'vitest';
import { readJob, solveJob } from '../../dist/batch/job.js';
import { allProblems } from '../../dist/problems.js';
import { marksOf, overlapsIn, requireInside, requireWellFormed, textsOf } from './picture.js';
import { callsOf } from './programs.js';

interface Example {
  readonly id: string;
  readonly method: string;
  readonly problem: object;
  readonly solution: object;
}

/** Methods whose result is a handle for further calls, without numbers to draw. */
const HANDLES = ['stochastic.learner', 'stochastic.optimizer', 'stochastic.streamRegression'];

const problems = (await allProblems()).filter(({ method }) => !HANDLES.includes(method));
const solve = (method: string, problem: object) =>
  solveJob(readJob(JSON.stringify({ method, problem }), { options: {} })) as object;
const groups = problems.map(async (entry): Promise<Example[]> => {
  const { id, method, example: problem } = entry;
  if (typeof problem !== 'string') return [{ id, method, problem, solution: solve(method, problem) }];
  return (await callsOf(entry)).filter((call) => call.method === method).map((call) => ({ id, ...call }));
});
const examples: readonly Example[] = (await Promise.all(groups)).flat();

const evaluate: NonNullable<ViewOptions['evaluate']> = (problem) => expression.evaluateSync(problem);

/** Whether a drawing shows more than words and axes. */
const hasMarks = (svg: string) => marksOf(svg).some(({ name }) => ['path', 'rect', 'circle'].includes(name));

describe('the conformance example of each problem in the catalogue', () => {
  test('is there for every method', () => {
    const drawn = new Set(examples.map(({ method }) => method));
    expect(problems.map(({ method }) => method).filter((method) => !drawn.has(method))).toEqual([]);
  });

  test.each(examples)('$id: $method has a view', ({ method, problem, solution }) => {
    for (const options of [
      {},
      { evaluate, width: 340, title: 'A <title> & "more"' },
      { width: 900, height: 300 },
    ]) {
      const svg = view(method, problem, solution, options);
      requireWellFormed(svg);
      requireInside(svg);
      expect(hasMarks(svg), 'marks').toBe(true);
      expect(overlapsIn(svg)).toEqual([]);
      expect(marksOf(svg)[0]?.attributes.get('role')).toBe('img');
      expect(marksOf(svg)[0]?.attributes.get('aria-label')).toMatch(/\S/);
      expect(svg).not.toMatch(/NaN|Infinity|undefined|\[object/);
    }
  });
});

/** Values that views must survive anywhere in a solution. */
const hostile = fc.constantFrom<unknown>(
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1e308,
  -1e308,
  5e-324,
  -1,
  2 ** 53,
  null,
  undefined,
  '',
  'a<b>&"c"\u0000\ud800',
  [],
  {},
  [NaN],
  [[]],
  [[1], [2, 3]],
  true,
);

/** Replaces the value at a path, whose steps are fractions of the number of fields. */
function mutated(value: unknown, path: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined || typeof value !== 'object' || value === null) return replacement;
  const copy = ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array)
    : Array.isArray(value)
      ? [...value]
      : { ...value };
  const keys = Object.keys(copy);
  const key = keys[Math.floor(step * keys.length)];
  if (key === undefined) return replacement;
  const fields = copy as Record<string, unknown>;
  fields[key] = mutated(fields[key], rest, replacement);
  return copy;
}

const fraction = fc.double({ min: 0, max: 0.999, noNaN: true });

describe('hostile solutions', () => {
  const mutation = fc.record({
    path: fc.array(fraction, { minLength: 1, maxLength: 3 }),
    replacement: hostile,
    isOfSolution: fc.boolean(),
  });

  test('stay well-formed and within the frame', () => {
    const property = fc.property(
      fc.nat(examples.length - 1),
      fc.array(mutation, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(160, 340, 640),
      (index, mutations, width) => {
        const { method, problem, solution } = examples[index] as Example;
        let given = { problem, solution };
        for (const { path, replacement, isOfSolution } of mutations) {
          const name = isOfSolution ? 'solution' : 'problem';
          given = { ...given, [name]: mutated(given[name], path, replacement) };
        }
        const svg = view(method, Object(given.problem ?? {}), Object(given.solution ?? {}), {
          width,
          evaluate,
        });
        requireWellFormed(svg);
        requireInside(svg);
      },
    );
    fc.assert(property, { numRuns: 3000, seed: 1 });
  });

  test.each([1e-300, 1e-9, 1, 1e9, 1e300])('of the size %d are drawn to scale', (size) => {
    const x = [1, 2, 3, 4].map((value) => value * size);
    const svg = view('constrained.curveFit', { x, y: x }, { solution: [size], residuals: [0, 0, 0, 0] });
    requireWellFormed(svg);
    requireInside(svg);
    // Ticks at both axes, and different ones.
    const ticks = textsOf(svg)
      .map(({ text }) => text)
      .filter((text) => /^[\d.×⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+$/.test(text));
    expect(ticks.length).toBeGreaterThan(4);
  });

  test.each([
    { x: [], y: [] },
    { x: [1], y: [1] },
    { x: [1, 1], y: [2, 2] },
    { x: [NaN], y: [NaN] },
  ])('%j: few points', (problem) => {
    const svg = view('constrained.curveFit', problem, { solution: [], residuals: [] });
    requireWellFormed(svg);
    requireInside(svg);
  });

  const long = Float64Array.from({ length: 300_000 }, (_, k) => Math.sin(k / 1e4) + (k % 7));
  const records = Array.from(long, (objective, k) => ({ evaluations: k, epoch: k, objective }));
  test.each([
    ['linear.solve', {}, { solution: long }],
    ['transport.barycenter', { histograms: [long] }, { barycenter: long }],
    ['constrained.curveFit', { x: long, y: long }, { solution: [1], residuals: long }],
    ['bilevel.tuneKernel', { response: long }, { leaveOneOutResiduals: long }],
    ['blackbox.minimize', {}, { history: records, evaluations: 300_000 }],
    ['expression.train', {}, { history: records }],
    ['dynamics.simulate', {}, { series: { rows: 100_000, columns: 3, data: long } }],
    ['coordinate.labelPropagation', {}, { labels: long, classes: [0, 1] }],
  ])('%s: long arrays are drawn in short text', (method, problem, solution) => {
    const svg = view(method, problem, solution);
    requireWellFormed(svg);
    requireInside(svg);
    expect(svg.length).toBeLessThan(200_000);
  });

  test('functions that fail are left out', () => {
    const objective = () => {
      throw new Error('no');
    };
    const svg = view(
      'numerics.brentMinimum',
      { objective, lower: 0, upper: 1 },
      { minimizer: 0.5, objective: 1 },
    );
    requireInside(svg);
    expect(hasMarks(svg)).toBe(true);
  });

  const drawn = (objective: (x: Float64Array) => unknown, options: ViewOptions = {}) =>
    view('constrained.minimize', { objective, initial: [2, 2] }, { solution: [1, 1] }, options);
  const curves = 'Level curves';

  test('functions that wait are asked, and their failures are theirs', async () => {
    const failures: unknown[] = [];
    const note = (reason: unknown) => failures.push(reason);
    process.on('unhandledRejection', note);
    expect(drawn(() => Promise.reject(new Error('later')))).not.toContain(curves);
    await new Promise((resolve) => setTimeout(resolve, 10));
    process.off('unhandledRejection', note);
    expect(failures).toEqual([]);
  });

  test('functions that are slow are left out, before all points', () => {
    let calls = 0;
    const slow = () => {
      calls++;
      const end = performance.now() + 20;
      while (performance.now() < end);
      return 1;
    };
    expect(drawn(slow)).not.toContain(curves);
    expect(calls).toBeLessThan(100);
  });

  test('functions are not called against the options', () => {
    let calls = 0;
    const counted = ([x = 0, y = 0]: Float64Array) => {
      calls++;
      return x * x + y;
    };
    expect(drawn(counted)).toContain(curves);
    expect(calls).toBeGreaterThan(0);
    calls = 0;
    expect(drawn(counted, { evaluate: false })).not.toContain(curves);
    view(
      'numerics.brentMinimum',
      { objective: counted, lower: 0, upper: 1 },
      { minimizer: 0.5, objective: 1 },
      { evaluate: false },
    );
    expect(calls).toBe(0);
  });
});

describe('a view', () => {
  const problem = { model: 'exponentialDecay', x: [0, 1, 2, 4, 8], y: [9.8, 6.1, 3.7, 1.4, 0.2] } as const;

  test('draws a fit read from JSON as the fit itself, but for its band', () => {
    const fit = constrained.curveFitSync(problem);
    const copy = JSON.parse(JSON.stringify(fit));
    const label = (svg: string) => marksOf(svg)[0]?.attributes.get('aria-label');
    expect(label(view('constrained.curveFit', problem, copy))).toBe(
      label(view('constrained.curveFit', problem, fit)),
    );
  });

  test('is the output of a cell in a notebook', () => {
    const picture = notebookView('linear.solve', {}, { solution: [1] });
    const shown = (picture as unknown as Record<symbol, () => Record<string, string>>)[
      Symbol.for('Jupyter.display')
    ]?.();
    requireWellFormed(shown?.['image/svg+xml'] ?? '');
    expect(shown?.['text/plain']).toBe('linear.solve');
  });

  test('says how a run ended if it did not converge', () => {
    const svg = view('linear.solve', {}, { status: 'iterationLimit', solution: [1, 2] });
    expect(svg).toContain('Ended as iterationLimit.');
  });

  test('draws methods that it does not know by the form of the solution', () => {
    const svg = view('later.method', {}, { status: 'converged', solution: [1, 2, 3] });
    requireInside(svg);
    expect(textsOf(svg).map(({ text }) => text)).toContain('3');
  });

  test('uses names, and keeps markup in them as words', () => {
    const svg = view(
      'coordinate.lasso',
      {},
      { coefficients: [1, -2] },
      { names: ['<b>age</b>', 'weight & height'] },
    );
    expect(textsOf(svg).map(({ text }) => text)).toEqual(
      expect.arrayContaining(['<b>age</b>', 'weight & height']),
    );
  });

  test.each([
    [{ width: 10 }, 'width must be a number from 160 to 10000, got 10'],
    [{ width: NaN }, 'width must be a number from 160 to 10000, got NaN'],
    [{ height: 1e9 }, 'height must be a number from 120 to 10000, got 1000000000'],
  ])('rejects %j', (options, message) => {
    expect(() => view('linear.solve', {}, { solution: [1] }, options)).toThrow(message);
  });

  test('rejects what is no problem or solution', () => {
    expect(() => view('linear.solve', null as never, {})).toThrow('problem must be an object, got null');
    expect(() => view('linear.solve', {}, 3 as never)).toThrow('solution must be an object, got 3');
  });
});
