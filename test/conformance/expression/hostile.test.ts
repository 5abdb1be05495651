/** Unusual functions: very deep ones, and invalid graphs. Each is evaluated, or rejected with the path of the fault. */

import { expression, load, SuperlinearError } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';
import { randomFunction, randomPoints } from '../../support/random-functions.js';

const { evaluateSync, gradientSync } = expression;

beforeAll(() => load('expression'));

test('150 000 sines within each other, with the gradient', () => {
  const nodes = [['input', 0], ...Array.from({ length: 150_000 }, (_, k) => ['sin', k])] as never;
  const f = { version: 1, inputs: [{ name: 'x', shape: [] }], data: [], nodes, outputs: [150_000] } as const;
  let [value, slope] = [0.5, 1];
  for (let k = 0; k < 150_000; k++) [value, slope] = [Math.sin(value), slope * Math.cos(value)];
  const { values, gradients } = gradientSync({
    function: f,
    points: { x: 0.5 },
    withRespectTo: 'x' as never,
  });
  expectClose(values[0] as number, value, 1e-12);
  expectClose(((gradients as Record<string, Float64Array>).x?.[0] as number) / slope, 1, 1e-9);
});

/** A function of x, a vector of length 3, with replaced parts. */
const graph = (parts: object) => ({
  version: 1,
  inputs: [{ name: 'x', shape: [3] }],
  data: [
    { shape: [2], values: [0, 2] },
    { rows: 2, columns: 3, indptr: Int32Array.of(0, 1, 2), indices: Int32Array.of(0, 2), values: [1, 2] },
  ],
  nodes: [['input', 0]],
  outputs: [0],
  ...parts,
});

describe('is refused', () => {
  const then = (...node: unknown[]) => ({ nodes: [['input', 0], node], outputs: [1] });
  test.each([
    ['another version', { version: 2 }, 'version'],
    ['no node', { nodes: [], outputs: [0] }, 'outputs[0]'],
    ['an output that is no node', { outputs: [1] }, 'outputs[0]'],
    ['two outputs', { outputs: [0, 0] }, 'outputs'],
    ['no output', { outputs: [] }, 'outputs'],
    ['a name that is none', { inputs: [{ name: '2x', shape: [3] }] }, 'inputs[0].name'],
    ['an empty name', { inputs: [{ name: '', shape: [3] }] }, 'inputs[0].name'],
    [
      'a name twice',
      {
        inputs: [
          { name: 'x', shape: [3] },
          { name: 'x', shape: [3] },
        ],
      },
      'inputs[1].name',
    ],
    ['seven axes', { inputs: [{ name: 'x', shape: [1, 1, 1, 1, 1, 1, 3] }] }, 'inputs[0].shape'],
    ['2^31 elements', { inputs: [{ name: 'x', shape: [65536, 32768] }] }, 'inputs[0].shape'],
    ['2^31 elements on the way', then('broadcast', 0, [65536, 32768, 3]), 'nodes[1]'],
    ['an operand that is itself', then('sin', 1), 'nodes[1]'],
    ['an operand that comes later', then('sin', 7), 'nodes[1]'],
    ['an operand that is no number', then('sin', 'x'), 'nodes[1]'],
    ['half an operand', then('sin', 0.5), 'nodes[1]'],
    ['a negative operand', then('sin', -1), 'nodes[1]'],
    ['no operand', then('sin'), 'nodes[1]'],
    ['an operand too many', then('sin', 0, 0), 'nodes[1]'],
    ['an unknown operation', then('sine', 0), 'nodes[1]'],
    ['an input that is none', then('input', 1), 'nodes[1]'],
    ['data that are none', then('data', 2), 'nodes[1]'],
    ['a slice that leaves', then('slice', 0, [2], [2], [1]), 'nodes[1]'],
    ['a slice that leaves backwards', then('slice', 0, [1], [3], [-1]), 'nodes[1]'],
    ['a slice of other axes', then('slice', 0, [0, 0], [1, 1], [1, 1]), 'nodes[1]'],
    ['another size', then('reshape', 0, [2, 2]), 'nodes[1]'],
    ['a broadcast that shrinks', then('broadcast', 0, [2]), 'nodes[1]'],
    ['axes that are none', then('permute', 0, [1]), 'nodes[1]'],
    ['an axis that is none', then('sum', 0, [1]), 'nodes[1]'],
    ['an axis twice', then('sum', 0, [0, 0]), 'nodes[1]'],
    ['a matrix as tensor', then('data', 1), 'nodes[1]'],
    ['a tensor as matrix', then('sparseMatmul', 0, 0), 'nodes[1]'],
    [
      'a matrix of other columns',
      { ...then('sparseMatmul', 0, 1), inputs: [{ name: 'x', shape: [4] }] },
      'nodes[1]',
    ],
    [
      'a padding that is none',
      { ...then('convolution', 0, 0, 'same', [1]), inputs: [{ name: 'x', shape: [1, 1, 3] }] },
      'nodes[1]',
    ],
    [
      'a stride of 0',
      { ...then('convolution', 0, 0, 'zero', [0]), inputs: [{ name: 'x', shape: [1, 1, 3] }] },
      'nodes[1]',
    ],
    ['a comparison that is none', then('where', 0, 0, 0, 0, 'more'), 'nodes[1]'],
    [
      'shapes that do not go together',
      {
        inputs: [
          { name: 'x', shape: [3] },
          { name: 'y', shape: [4] },
        ],
        nodes: [
          ['input', 0],
          ['input', 1],
          ['add', 0, 1],
        ],
        outputs: [2],
      },
      'nodes[2]',
    ],
    ['65 inputs', { inputs: Array.from({ length: 65 }, (_, k) => ({ name: `x${k}`, shape: [] })) }, 'inputs'],
    ['200 001 nodes', { nodes: Array.from({ length: 200_001 }, () => ['input', 0]) }, 'nodes'],
    ['data of another size', { data: [{ shape: [3], values: [1, 2] }] }, 'data[0].values'],
    ['data that are not finite', { data: [{ shape: [2], values: [1, Number.NaN] }] }, 'data[0].values[1]'],
  ] as const)('%s', async (_, parts, path) => {
    const problem = { function: graph(parts), points: { x: [1, 2, 3] } };
    await expectError(() => evaluateSync(problem as never), 'INVALID_INPUT', `function.${path}`);
  });

  test('rows to gather outside', async () => {
    const parts = { ...then('gather', 0, 0), data: [{ shape: [2], values: [0, 3] }] };
    const problem = { function: graph(parts), points: { x: [1, 2, 3] } };
    const error = await expectError(() => evaluateSync(problem as never), 'INVALID_INPUT');
    expect(error.message).toContain('data[0]');
  });
});

/** Wrong values in a graph. */
const WRONG = [
  null,
  -1,
  0.5,
  1e9,
  2 ** 31,
  2 ** 53,
  'x',
  '',
  [],
  [0],
  [-1],
  [1e9],
  [[0]],
  {},
  true,
  3,
  2,
  1,
  0,
];

/** A graph with one value, at any depth, replaced by another. */
function damaged(value: unknown, random: () => number): unknown {
  const wrong = () => WRONG[Math.floor(random() * WRONG.length)];
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value) || random() < 0.05)
    return wrong();
  const keys = Object.keys(value);
  if (keys.length === 0) return wrong();
  const key = keys[Math.floor(random() * keys.length)] as string;
  const part = damaged((value as Record<string, unknown>)[key], random);
  if (Array.isArray(value))
    return random() < 0.1 ? value.toSpliced(Number(key), 1) : value.with(Number(key), part);
  return { ...value, [key]: part };
}

test('thousands of damaged graphs are computed or refused, with a path within the function', () => {
  const random = mulberry32(77);
  let refused = 0;
  for (let k = 0; k < 4000; k++) {
    const f = JSON.parse(JSON.stringify(randomFunction(k % 40, 10)));
    const problem = { function: damaged(f, random), points: randomPoints(k), withRespectTo: ['x'] };
    try {
      gradientSync(problem as never, { threads: 1 });
    } catch (error) {
      if (!(error instanceof SuperlinearError)) throw error;
      expect(['INVALID_INPUT', 'OUT_OF_MEMORY'], `${k}: ${error.message}`).toContain(error.code);
      expect(error.message, `${k}`).not.toMatch(/undefined|\[object|\$/);
      expect(error.path, error.message).toMatch(/^(function|points|withRespectTo)/);
      refused++;
    }
  }
  expect(refused).toBeGreaterThan(1000);
});

test('what would not fit into memory is refused by its node', async () => {
  const nodes = [
    ['input', 0],
    ['reshape', 0, [3, 1]],
    ['broadcast', 1, [3, 700_000_000]],
    ['logsumexp', 2, [0]],
  ];
  const problem = { function: graph({ nodes, outputs: [3] }), points: { x: [1, 2, 3] } };
  await expectError(() => evaluateSync(problem as never), 'OUT_OF_MEMORY');
});
