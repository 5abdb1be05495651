/** Problems solved for an assistant on both backends, beside other programs' numbers; answers that fit; pictures. */

import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { inflateSync } from 'node:zlib';
import { describe, expect, inject, test } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { Assistant } from './assistant.js';

const backends = inject('hasWasm') ? (['native', 'wasm'] as const) : (['native'] as const);

const DATA = resolve('examples/data');

/** The table of examples/data/diabetes.csv, with all features, as references. */
const PATIENTS = {
  matrix: { csv: 'diabetes.csv', columns: { except: ['progression'] } },
  response: { csv: 'diabetes.csv', column: 'progression' },
};

/** scikit-learn 1.9.0, `Lasso(alpha=1.0, tol=1e-14, max_iter=1000000)` on the same table. */
const LASSO = {
  coefficients: [
    -0.01902352758410793, -17.476915586050502, 5.842460463251062, 1.0915375951895379, 0.15653118033031435,
    -0.31555897836913194, -1.1882283759361179, 0.16105694241563256, 34.21496424482325, 0.3297336381757906,
  ],
  intercept: -202.2632491368643,
  predictions: [205.0703673183069, 69.80374556736521, 175.83771846737565],
};

/** SciPy 1.17.1, `curve_fit(lambda x, a, k: a * exp(-k * x), x, y, p0=[8, 0.5])` with tolerances of 1e-14. */
const DECAY = {
  x: [0.25, 0.5, 1, 2, 3, 4, 6, 8],
  y: [9.1, 8.4, 7.3, 5.2, 4.1, 3, 1.9, 1.2],
  parameters: { a: 9.67428045, k: 0.28596111 },
  errors: { a: 0.13015871, k: 0.00845891 },
};

describe.each(backends)('on %s', (backend) => {
  const start = () => Assistant.start(['--backend', backend, '--root', DATA]);

  test('an assignment, as SciPy’s linear_sum_assignment on the example of its documentation', async () => {
    const assistant = await start();
    const solution = await assistant.solve('transport.exact', {
      cost: [
        [4, 1, 3],
        [2, 0, 5],
        [3, 2, 2],
      ],
    });
    expect(solution.assignment).toEqual([1, 0, 2]);
    expect(solution.transportCost).toBeCloseTo(5 / 3, 12);
  });

  test('a curve by a formula, as SciPy’s curve_fit', async () => {
    const assistant = await start();
    const { x, y, parameters, errors } = DECAY;
    const model = { formula: 'a * exp(-k * x)', inputs: { x: [], a: [], k: [] } };
    const problem = { x, y, model, initial: { a: 8, k: 0.5 } };
    const solution = await assistant.solve('constrained.curveFit', problem);
    const found = solution as unknown as { parameters: typeof parameters; errors: typeof errors };
    for (const name of ['a', 'k'] as const) {
      expect(found.parameters[name]).toBeCloseTo(parameters[name], 6);
      expect(found.errors[name]).toBeCloseTo(errors[name], 6);
    }
  });

  test('a quadratic program, as SciPy’s SLSQP on the example of its documentation', async () => {
    const assistant = await start();
    const problem = {
      hessian: [
        [2, 0],
        [0, 2],
      ],
      linear: [-2, -5],
      constraintMatrix: [
        [1, -2],
        [-1, -2],
        [-1, 2],
      ],
      constraintLower: [-2, -6, -2],
      constraintUpper: ['Infinity', 'Infinity', 'Infinity'],
      lower: [0, 0],
    };
    const { solution, status } = await assistant.solve('constrained.quadraticProgram', problem);
    expect(status).toBe('converged');
    const [first, second] = solution as unknown as [number, number];
    expect(first).toBeCloseTo(1.4, 5);
    expect(second).toBeCloseTo(1.7, 5);
  });

  test('a lasso from a table and its predictions, as scikit-learn’s, the model unseen', async () => {
    const assistant = await start();
    const fit = await assistant.data('solve', {
      method: 'coordinate.lasso',
      problem: { ...PATIENTS, lambda: 1, tolerance: 1e-12 },
      digits: 12,
    });
    const coefficients = fit.solution.coefficients as unknown as readonly number[];
    expect(coefficients).toHaveLength(LASSO.coefficients.length);
    coefficients.forEach((value, k) => void expect(value).toBeCloseTo(LASSO.coefficients[k] as number, 5));
    expect(fit.solution.intercept).toBeCloseTo(LASSO.intercept, 3);
    const predicted = await assistant.data('solve', {
      method: 'coordinate.predict',
      problem: { model: { result: fit.result }, matrix: PATIENTS.matrix },
    });
    const page = { result: predicted.result, field: 'response', count: 3 };
    const { values } = await assistant.data('read_result', page);
    (values as readonly number[]).forEach(
      (value, k) => void expect(value).toBeCloseTo(LASSO.predictions[k] as number, 4),
    );
  });

  test('a root, as SciPy’s brentq', async () => {
    const assistant = await start();
    const problem = { function: { formula: 'cos(x) - x', inputs: { x: [] } }, lower: 0, upper: 2 };
    const { root } = await assistant.solve('numerics.brentRoot', problem);
    expect(root).toBeCloseTo(0.7390851332151607, 12);
  });

  test('a picture of points and a formula', async () => {
    const assistant = await start();
    const { content } = await assistant.call('draw', {
      layers: [
        { kind: 'points', x: DECAY.x, y: DECAY.y },
        { kind: 'line', formula: 'a * exp(-k * x)', parameters: DECAY.parameters },
      ],
      width: 300,
      height: 200,
    });
    const png = pixelsOf(content[0]?.data ?? '');
    expect([png.width, png.height]).toEqual([300, 200]);
    expect(png.has(0, 114, 178)).toBe(true);
    expect(png.has(213, 94, 0)).toBe(true);
    expect(content[1]?.text).toContain('vermilion');
  });
});

/** The pixels of a PNG of true color without filters. */
function pixelsOf(base64: string) {
  const bytes = Buffer.from(base64, 'base64');
  expect(bytes.subarray(1, 4).toString()).toBe('PNG');
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const data = bytes.indexOf('IDAT');
  const lines = inflateSync(bytes.subarray(data + 4, data + 4 + bytes.readUInt32BE(data - 4)));
  expect(lines.length).toBe((3 * width + 1) * height);
  const has = (...color: readonly number[]) => {
    for (let y = 0; y < height; y++)
      for (let k = y * (3 * width + 1) + 1; k < (y + 1) * (3 * width + 1); k += 3)
        if (color.every((channel, c) => lines[k + c] === channel)) return true;
    return false;
  };
  return { width, height, has };
}

describe('answers', () => {
  test('of a million entries fit, and are read in pages', async () => {
    const folder = temporaryFolder();
    writeNumbers(
      join(folder, 'x.npy'),
      Float64Array.from({ length: 1_000_000 }, (_, k) => k / 4),
    );
    const assistant = await Assistant.start(['--root', folder]);
    const { result, solution } = await assistant.data('solve', {
      method: 'expression.evaluate',
      problem: { function: { formula: '2 * x', inputs: { x: 1_000_000 } }, points: { x: { npy: 'x.npy' } } },
    });
    expect(JSON.stringify(solution).length).toBeLessThan(6000);
    expect(solution.values).toMatchObject({ length: 1_000_000, min: 0, max: 499_999.5, more: 'values' });
    const page = await assistant.data('read_result', { result, field: 'values', from: 999_000, count: 1000 });
    expect(page.values).toEqual(Array.from({ length: 1000 }, (_, k) => (999_000 + k) / 2));
    expect(page).not.toHaveProperty('next');
    const first = await assistant.data('read_result', { result, field: 'values', count: 7 });
    expect(first.next).toBe(7);
    expect(first.values).toEqual([0, 0.5, 1, 1.5, 2, 2.5, 3]);
  });

  test('rows of a matrix, entries of a sparse one, and names of fields', async () => {
    const assistant = await Assistant.start();
    const size = 200;
    const cost = Array.from({ length: size }, (_, i) => Array.from({ length: size }, (_, j) => (i * j) % 7));
    const { result, solution } = await assistant.data('solve', {
      method: 'transport.exact',
      problem: { cost },
    });
    expect(solution.plan).toMatchObject({ rows: size, columns: size, more: 'plan' });
    const page = await assistant.data('read_result', { result, field: 'plan', count: 1000 });
    const entries = page.entries as readonly (readonly [number, number, number])[];
    const total = entries.reduce((sum, [row, column, mass]) => sum + mass * ((row * column) % 7), 0);
    expect(total).toBeCloseTo(solution.transportCost as unknown as number, 12);
    const error = await assistant.error('read_result', { result, field: 'plane' });
    expect(error).toMatchObject({ code: 'INVALID_INPUT', path: 'field' });
    expect(error.message).toContain('did you mean plan?');
    expect((await assistant.error('read_result', { result, field: 'constructor' })).code).toBe(
      'INVALID_INPUT',
    );
    expect((await assistant.error('read_result', { result, field: 'plan', from: 1e6 })).path).toBe('from');
  });

  test('every digit of single numbers, as many of entries as asked for', async () => {
    const assistant = await Assistant.start();
    const problem = { function: { formula: 'x / 3', inputs: { x: 3 } }, points: { x: [1, 2, 3] } };
    const short = await assistant.solve('expression.evaluate', problem, { digits: 3 });
    expect(short.values).toEqual([0.333, 0.667, 1]);
    const long = await assistant.solve('expression.evaluate', problem, { digits: 17 });
    expect(long.values).toEqual([1 / 3, 2 / 3, 1]);
  });
});

/** Writes a vector as a NumPy file. */
function writeNumbers(path: string, numbers: Float64Array): void {
  const text = `{'descr': '<f8', 'fortran_order': False, 'shape': (${numbers.length},), }`.padEnd(117);
  const head = Buffer.from(`\x93NUMPY\x01\x00\x76\x00${text}\n`, 'latin1');
  writeFileSync(path, Buffer.concat([head, new Uint8Array(numbers.buffer)]));
}

describe('references', () => {
  test('to fields of JSON, to several roots, below links within them', async () => {
    const [one, other] = [temporaryFolder(), temporaryFolder()];
    mkdirSync(join(one, 'deep'));
    writeFileSync(
      join(one, 'deep', 'costs.json'),
      JSON.stringify({
        days: [
          {
            cost: [
              [4, 1],
              [2, 0],
            ],
          },
        ],
      }),
    );
    writeFileSync(join(other, 'table.csv'), 'a;b\n4;1\n2;0\n');
    symlinkSync(join(one, 'deep'), join(one, 'link'));
    const assistant = await Assistant.start(['--root', one, '--root', other]);
    for (const cost of [
      { json: 'deep/costs.json', field: 'days.0.cost' },
      { json: 'link/costs.json', field: 'days.0.cost' },
      { csv: 'table.csv', columns: ['a', 'b'] },
      { csv: join(other, 'table.csv'), columns: [0, 1] },
    ]) {
      expect((await assistant.solve('transport.exact', { cost })).transportCost).toBe(1.5);
    }
  });

  test('errors name the path, the file, the line and the column', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'a.csv'), 'x,y\n1,2\n3,\n5,n/a\n');
    writeFileSync(join(folder, 'b.json'), '{"cost": [[1');
    const assistant = await Assistant.start(['--root', folder]);
    const errorOf = async (cost: object) =>
      assistant.error('solve', { method: 'transport.exact', problem: { cost } });
    const missing = await errorOf({ csv: 'a.csv', columns: ['x', 'y'] });
    expect(missing).toMatchObject({ code: 'INVALID_INPUT', path: 'cost' });
    expect(missing.message).toBe('cost cannot be read: a.csv has an empty cell in line 3, column "y"');
    expect((await errorOf({ csv: 'a.csv', columns: ['x', 'z'] })).message).toContain('has no column "z"');
    expect((await errorOf({ csv: 'a.csv' })).message).toContain('needs either "column", or "columns"');
    expect((await errorOf({ json: 'b.json' })).message).toBe('cost cannot be read: b.json is not JSON');
    expect((await errorOf({ result: 'r9' })).message).toContain('cost names no result: "r9"');
  });
});
