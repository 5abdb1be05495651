/** Parsing any text quickly yields a function or a typed error that names a character. */

import * as fc from 'fast-check';
import { expression, SuperlinearError } from 'superlinear';
import { expect, test } from 'vitest';
import { interpret } from '../support/interpreter.js';
import { randomFunction } from '../support/random-functions.js';

const { format, read } = expression;

const WORDS = [
  ...[
    'x',
    'y',
    'A',
    'p',
    'S',
    'i',
    'j',
    'in',
    'let',
    't',
    'sum',
    'where',
    'sin',
    'max',
    'gather',
    'reshape',
    'slice',
    'pi',
  ],
  ...[
    'concatenate',
    'stack',
    'convolution',
    'zero',
    'sparseMatmul',
    'mean',
    '0',
    '1',
    '2',
    '3.5',
    '1e3',
    '0..2',
    '0..1',
    '..',
  ],
  ...[
    '+',
    '-',
    '*',
    '/',
    '^',
    '@',
    '(',
    ')',
    '[',
    ']',
    ',',
    ':',
    ';',
    '<',
    '<=',
    '=',
    '**',
    ' ',
    '\uFFFC',
    '#',
    'é',
  ],
  ...['sum(i in 0..2:', '[j in 0..1:', 'x[i]', 'A[i,j]', 'x[p[i]]', 'A[i,i]', 'where(x < y,'],
];
const INPUTS = { x: 3, y: [], A: [3, 3] } as const;
const DATA = { p: [0, 2, 1], S: { rows: 2, columns: 3, indptr: [0, 1, 2], indices: [0, 2], data: [1, 2] } };
const POINTS = { x: [1, 2, 3], y: 0.5, A: [1, 2, 3, 4, 5, 6, 7, 8, 9] };

/** Parses a text; the function must format to an equivalent text, and have a value. */
function requireAnswer(text: string): void {
  let f: ReturnType<typeof read>;
  try {
    f = read(text, INPUTS, DATA);
  } catch (error) {
    if (!(error instanceof SuperlinearError)) throw error;
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.path).toMatch(/^formula:\d+$/);
    expect(Number(error.path.split(':')[1])).toBeLessThanOrEqual(text.length + 1);
    return;
  }
  expect(read(format(f))).toEqual(f);
  interpret(f, POINTS);
}

test('random words', () => {
  const words = fc.array(fc.constantFrom(...WORDS), { maxLength: 14 });
  fc.assert(
    fc.property(words, (list) => requireAnswer(list.join(' '))),
    { seed: 11, numRuns: 5000 },
  );
});

test('formulas with a few characters changed', () => {
  const good = [
    'sum(i in 0..1: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)',
    'let t = A @ x; where(y < sum(t, 0), -t^2, 2 (t - [1, 2, 3]))',
    '[i in 0..2, j in 0..2: A[j, i] * x[p[i]]] + reshape(A, [3, 3]) / 1e-3',
    'sum(sparseMatmul(S, x)) + sum(i in 0..2: A[i, i]) - logsumexp(concatenate([x, x], 0))',
  ];
  const change = fc.record({ at: fc.nat(90), cut: fc.nat(3), put: fc.constantFrom('', ...WORDS) });
  const changed = fc.record({
    text: fc.constantFrom(...good),
    changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  });
  fc.assert(
    fc.property(changed, ({ text, changes }) => {
      const result = changes.reduce(
        (so, { at, cut, put }) => so.slice(0, at) + put + so.slice(at + cut),
        text,
      );
      requireAnswer(result);
    }),
    { seed: 12, numRuns: 5000 },
  );
});

test('damaged functions are written or refused', () => {
  const value = fc.oneof(
    fc.constantFrom(null, undefined, -1, 0.5, 1e9, 'x', [], [0], {}, [[0]]),
    fc.integer(),
  );
  fc.assert(
    fc.property(fc.nat(50), fc.nat(), fc.nat(4), value, (seed, node, part, put) => {
      const f = randomFunction(seed, 8);
      const nodes = f.nodes.map((parts) => [...parts]) as unknown[];
      const place = node % nodes.length;
      if (part === 4) nodes[place] = put;
      else (nodes[place] as unknown[])[part] = put;
      try {
        format({ ...f, nodes } as never);
      } catch (error) {
        if (!(error instanceof SuperlinearError)) throw error;
        expect(error.path).toBe(`nodes[${place}]`);
      }
    }),
    { seed: 13, numRuns: 2000 },
  );
});
