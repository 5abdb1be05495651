/**
 * Expressions are plain data: each node once, compact, unchanged by serialization, and reproducible from their text.
 */

import { randomFillSync } from 'node:crypto';
import * as fc from 'fast-check';
import { expression } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { readJob } from '../../dist/batch/job.js';
import { decode, encode } from '../../dist/engine/wire.js';
import { withFormulasRead } from '../../dist/expression/in-problems.js';
import { expectAllClose } from '../support/expect.js';
import { interpret } from '../support/interpreter.js';
import { randomFunction, randomPoints } from '../support/random-functions.js';

const { define, format, read } = expression;

const RANDOM = { seed: 7, numRuns: 300 };
const chain = () =>
  define({ x: 100_000 }, () => 'sum(i in 0..99998: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)');

/** The operations of the wire format. */
const OPERATIONS = [
  ...[
    'input',
    'constant',
    'data',
    'where',
    'slice',
    'reshape',
    'broadcast',
    'permute',
    'sum',
    'logsumexp',
    'softmax',
    'cumsum',
    'cumprod',
    'recurrence',
    'product',
    'amin',
    'amax',
    'solve',
    'inverse',
    'det',
    'logdet',
    'cholesky',
    'norm',
    'concatenate',
  ],
  ...[
    'gather',
    'take',
    'matmul',
    'sparseMatmul',
    'convolution',
    'transposedConvolution',
    'negate',
    'abs',
    'sqrt',
    'exp',
  ],
  ...[
    'expm1',
    'log',
    'log1p',
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'sinh',
    'cosh',
    'tanh',
    'erf',
    'sigmoid',
  ],
  ...['softplus', 'relu', 'gelu', 'add', 'subtract', 'multiply', 'divide', 'power', 'min', 'max', 'atan2'],
  ...['sign', 'floor', 'ceil', 'round', 'trunc', 'cbrt', 'log2', 'log10', 'asinh', 'acosh', 'atanh'],
  ...['erfc', 'lgamma', 'digamma', 'hypot', 'mod'],
];

describe('random functions', () => {
  test('have all operations', () => {
    const found = new Set<string>();
    for (let seed = 0; seed < RANDOM.numRuns; seed++)
      for (const [operation] of randomFunction(seed).nodes) found.add(operation);
    expect([...found].sort()).toEqual([...OPERATIONS].sort());
  });

  test('are read again from their text, node for node', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const f = randomFunction(seed);
        expect(read(format(f))).toEqual(f);
      }),
      RANDOM,
    );
  });

  test('are the same after JSON and structuredClone, and as text after these', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const f = randomFunction(seed);
        expect(structuredClone(f)).toEqual(f);
        const copy = JSON.parse(JSON.stringify(f)) as typeof f;
        const points = randomPoints(seed);
        const again = read(format(copy));
        expect(again.nodes).toEqual(f.nodes);
        expect(interpret(again, points)).toEqual(interpret(f, points));
      }),
      { ...RANDOM, numRuns: 50 },
    );
  });

  test('have the same header on the wire after JSON, and their numbers beside it', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const f = randomFunction(seed);
        const { payload } = encode({ function: f });
        const copy = encode({ function: JSON.parse(JSON.stringify(f)) as typeof f }).payload;
        expect(copy.header).toBe(payload.header);
        expect(copy.buffers.map((buffer) => [...buffer])).toEqual(
          payload.buffers.map((buffer) => [...buffer]),
        );
        const header = JSON.parse(payload.header) as { function: typeof f };
        expect(header.function.inputs).toEqual(f.inputs);
        expect(header.function.outputs).toEqual(f.outputs);
        expect(payload.buffers.length).toBe(
          f.data.reduce((sum, held) => sum + ('indptr' in held ? 3 : 1), 0),
        );
      }),
      { ...RANDOM, numRuns: 50 },
    );
  });

  test('have every node before those that use it, once, and used', () => {
    for (let seed = 0; seed < 100; seed++) {
      const { nodes } = randomFunction(seed);
      expect(new Set(nodes.map((node) => JSON.stringify(node))).size).toBe(nodes.length);
    }
  });
});

test('numbers travel exactly', () => {
  const values = randomFillSync(new Float64Array(1000)).filter(Number.isFinite);
  const f = define({ x: [] }, ({ x }) => [...values].reduce((sum, value) => expression.add(sum, value), x));
  const { header, buffers } = encode({ f }).payload;
  const constants = (JSON.parse(header) as { f: typeof f }).f.nodes.flatMap(([operation, value]) =>
    operation === 'constant' ? [value as unknown as number | { $: string }] : [],
  );
  const bits = new DataView(new ArrayBuffer(8));
  const read = constants.map((constant) => {
    if (typeof constant === 'number') return constant;
    bits.setBigUint64(0, BigInt(`0x${constant.$}`));
    return bits.getFloat64(0);
  });
  expect(new Set(read)).toEqual(new Set(values));
  expect(buffers).toEqual([]);
  expect(decode<object>({ header: JSON.stringify({ a: 1 }), buffers: [] })).toEqual({ a: 1 });
});

test('the chain of 100 000 variables is 14 nodes and some 330 bytes', () => {
  const f = chain();
  expect(f.nodes).toHaveLength(14);
  expect(JSON.stringify(f).length).toBeLessThan(340);
  expect(f.data).toEqual([]);
  expect(read(format(f))).toEqual(f);
  // Value (a) of the specification's chain, by mpmath with 70 digits; here with n = 1000.
  const small = read('sum(i in 0..998: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)', { x: 1000 });
  const x = Float64Array.from({ length: 1000 }, (_, i) => (i % 2 === 0 ? -1.2 : 1) + 0.001 * Math.sin(i));
  expectAllClose(interpret(small, { x }).values, [253616.84475855867], 1e-12);
});

test('equal nodes are one, and the same expression', () => {
  const f = define({ x: 3 }, ({ x }) => {
    const once = expression.sin(expression.add(x, [1, 2, 3]));
    expect(expression.sin(expression.add(x, [1, 2, 3]))).toBe(once);
    expect(once.shape).toEqual([3]);
    return expression.multiply(once, expression.sin(expression.add(x, [1, 2, 3])));
  });
  expect(f.nodes.map(([operation]) => operation)).toEqual(['input', 'data', 'add', 'sin', 'multiply']);
  expect(f.data).toHaveLength(1);
});

test('what changes nothing adds nothing', () => {
  const f = define({ x: [2, 3] }, ({ x }) => {
    const same = expression.permute(expression.reshape(expression.slice(x, [0, 0], [2, 3]), [2, 3]), [0, 1]);
    return expression.sum(expression.broadcast(expression.concatenate([same]), [2, 3]), []);
  });
  expect(f.nodes).toEqual([['input', 0]]);
});

test('large typed arrays are kept, not copied', () => {
  const values = new Float32Array(10_000);
  const f = define({ x: 10_000 }, ({ x }) =>
    expression.add(expression.dot(x, values), expression.sum(expression.exp(values))),
  );
  expect(f.data).toHaveLength(1);
  expect((f.data[0] as expression.TensorData).values).toBe(values);
});

describe('size', () => {
  test('150 000 nested sines', () => {
    const f = define({ x: [] }, ({ x }) => {
      let y = x;
      for (let k = 0; k < 150_000; k++) y = expression.sin(y);
      return y;
    });
    expect(f.nodes).toHaveLength(150_001);
    expect(encode({ f }).payload.header.length).toBeGreaterThan(1_500_000);
    // Comparing the texts is faster.
    expect(JSON.stringify(read(format(f))) === JSON.stringify(f)).toBe(true);
  });

  test('2000 doublings stay short', () => {
    const f = define({ x: [] }, ({ x }) => {
      let y = x;
      for (let k = 0; k < 2000; k++) y = expression.add(y, y);
      return y;
    });
    const text = format(f);
    expect(text.formula.length).toBeLessThan(50_000);
    expect(text.formula.split('\n')[0]).toBe('let t1 = x + x + (x + x) + (x + x + (x + x));');
    expect(read(text)).toEqual(f);
  });

  test('more than 200 000 nodes are refused', () => {
    const tooMany = () =>
      define({ x: [] }, ({ x }) => {
        let y = x;
        for (let k = 0; k < 200_000; k++) y = expression.sin(y);
        return y;
      });
    expect(tooMany).toThrow('sin: a function has at most 200000 nodes');
  });
});

describe('formulas in problems', () => {
  const text = { formula: 'sum((x - 1)^2)', inputs: { x: 3 } };

  test('become functions, wherever they stand', () => {
    const problem = { objective: text, list: [{ deep: text }], initial: [0, 0, 0], none: null };
    const f = read(text);
    expect(withFormulasRead(problem)).toEqual({ ...problem, objective: f, list: [{ deep: f }] });
    expect(problem.objective).toBe(text);
  });

  test('are read in jobs, as text and as objects', () => {
    const problem = { function: text, points: { x: [1, 2, 3] } };
    const settings = { method: 'expression.evaluate', options: {} };
    const expected = { ...problem, function: read(text) };
    expect(readJob(JSON.stringify(problem), settings).problem).toEqual(expected);
    expect(readJob(JSON.stringify(problem).replace('formula', '\\u0066ormula'), settings).problem).toEqual(
      expected,
    );
    expect(readJob(problem, settings).problem).toEqual(expected);
  });

  test('are told of by their place', () => {
    const wrong = { list: [{ deep: { ...text, formula: 'sum(y)' } }] };
    expect(() => withFormulasRead(wrong)).toThrow('list[0].deep.formula:5 has y here');
    expect(() => withFormulasRead({ f: { ...text, inputs: { x: -1 } } })).toThrow(
      'f.inputs.x must be a shape',
    );
  });

  test('leave all else as it is', () => {
    const problem = { a: [1, 2], b: { c: [[1], [2]] }, f: read(text), none: undefined };
    expect(withFormulasRead(problem)).toBe(problem);
    expect(withFormulasRead(undefined)).toBe(undefined);
    const circle: { self?: object } = {};
    circle.self = circle;
    expect(withFormulasRead(circle)).toBe(circle);
  });
});

describe('functions that are none', () => {
  test('are refused by the text', () => {
    expect(() => format({} as never)).toThrow('inputs must be a list');
    const f = read('x + 1', { x: 1 });
    expect(() => format({ ...f, nodes: [['sin', 0]] })).toThrow(
      'nodes[0] must have earlier nodes as operands',
    );
  });

  test('are refused on the way where no header can hold them', () => {
    const f = read('x + 1', { x: 1 });
    expect(() => encode({ f: { ...f, nodes: [['constant', Number.NaN]] } })).toThrow(
      'f.nodes[0][1] must be a finite number',
    );
    expect(() => encode({ f: { ...f, inputs: [{ $: 0 }] } })).toThrow('f.inputs[0].$ is not an option');
    const circle: unknown[] = [];
    circle.push(circle);
    expect(() => encode({ f: { ...f, nodes: circle } })).toThrow('is nested too deeply');
    expect(
      JSON.parse(encode({ f: { ...f, nodes: new Float64Array(2), data: 3 } }).payload.header).f,
    ).toMatchObject({
      nodes: { $: 'an array' },
      data: 3,
    });
  });
});
