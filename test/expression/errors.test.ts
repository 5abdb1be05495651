/** Errors in formulas name the character and suggest a correction. */

import { expression, SuperlinearError } from 'superlinear';
import { describe, expect, test } from 'vitest';

const { define, formula, read } = expression;

const INPUTS = { x: 3, y: [], A: [3, 3] } as const;
const DATA = { p: [0, 2], q: [0.5], S: { rows: 1, columns: 3, indptr: [0, 1], indices: [0], data: [1] } };

/** The error thrown by an action. */
function errorOf(action: () => unknown): SuperlinearError {
  try {
    action();
  } catch (error) {
    if (error instanceof SuperlinearError) return error;
    throw error;
  }
  throw new Error('expected an error');
}

/** A formula, the character, and a part of the message. */
const WRONG: readonly (readonly [string, number, string])[] = [
  ['', 1, 'ends too soon: expected a number, a name, ( or ['],
  ['1/2 x', 5, 'write 1/(2 x) or (1/2) x'],
  ['1/-2 x', 6, 'write 1/(2 x) or (1/2) x'],
  ['x y', 3, 'products are written a * b'],
  ['x (y)', 1, 'write x * (…) for a product'],
  ['x 2', 3, 'products are written a * b'],
  ['2 3', 3, 'products are written a * b'],
  ['pi y', 4, 'products are written a * b'],
  ['1/(2) x', 7, 'write 1/(2 x) or (1/2) x'],
  ['sqrt(2) x', 9, 'products are written a * b'],
  ['(2 pi) x', 8, 'products are written a * b'],
  ['(y) x', 5, 'products are written a * b'],
  ['2^3 y', 5, 'write x^2 * y or x^(2 y)'],
  ['x**2', 2, 'powers are written x^2'],
  ['**x', 1, 'powers are written x^2'],
  ['+x', 1, 'leave out a +'],
  ['x # y', 3, 'has "#", which is no part of formulas'],
  ['x é', 3, 'which is no part of formulas'],
  ['1e999', 1, 'beyond all numbers'],
  ['z + 1', 1, 'has z here, which is none of its inputs: x, y, A, p, q, S'],
  ['sin x', 1, 'write sin(…)'],
  ['tg(x)', 1, 'is no function: there are negate, abs'],
  ['S + 1', 1, 'write sparseMatmul(S, x)'],
  ['sum(x', 6, 'expected ) for the bracket of character 1'],
  ['[1, x', 6, 'expected ] for the bracket of character 1'],
  ['(x]', 3, 'expected ) for the bracket of character 1'],
  ['[x)', 3, 'expected ] for the bracket of character 1'],
  ['x)', 2, 'there is no bracket open'],
  ['x, y', 2, 'there is no bracket open'],
  ['(x, y)', 3, 'expected ) for the bracket'],
  ['x; y', 2, 'expected the end'],
  ['let t x', 7, 'write let t = formula;'],
  ['let t = x', 10, 'expected ; in let'],
  ['let x = y; x', 5, 'has x twice'],
  ['let p = y; p', 5, 'has p twice'],
  ['x < y', 3, 'a condition stands first in where'],
  ['where(x < y, x > y, 1)', 16, 'a condition stands first in where'],
  ['where(1 + (x < y), x, y)', 14, 'a condition stands first in where'],
  ['where(x < y < 1, x, y)', 13, 'conditions go together by and, or and not only'],
  ['where((x < y) + 1 < 2, x, y)', 15, 'conditions go together by and, or and not only'],
  ['where((x < y)[0] < 2, x, y)', 14, 'conditions go together by and, or and not only'],
  ['where(x < y and y, x, y)', 13, 'and: takes conditions, such as less(a, b)'],
  ['where(x or x < y, x, y)', 9, 'or: takes conditions, such as less(a, b)'],
  ['where(not x, x, y)', 7, 'not: takes conditions, such as less(a, b)'],
  ['where(x < not y, x, y)', 11, 'has not here, which is none of its inputs'],
  ['where(x = y, x, y)', 9, 'expected an operator'],
  ['x and y', 3, 'expected an operator before it'],
  ['where(x, y, y)', 8, 'takes a comparison first, such as a < b'],
  ['max(x)', 1, 'has max with 1 arguments: it takes 2; the entries of an array have amax(x)'],
  ['min(x)', 1, 'it takes 2; the entries of an array have amin(x)'],
  ['atan2(x, y, y)', 13, 'takes 2 arguments at most'],
  ['sum()', 5, 'expected a number'],
  ['concatenate(x)', 13, 'it takes a list first, such as [a, b]'],
  ['concatenate([x] x)', 17, 'expected , in concatenate'],
  ['sum(x, y)', 8, 'it is no index'],
  ['sum(x, 1)', 1, 'sum: there is no axis 1'],
  ['reshape(x, [2, 2])', 1, 'reshape: shapes [3] and [2, 2] have different numbers of elements'],
  ['gather(x, y)', 11, 'gather takes whole numbers that are data'],
  ['gather(x, q)', 1, 'positions are whole numbers, got 0.5'],
  ['gather(x, [3])', 1, 'position 3 is not in 0..2'],
  ['sparseMatmul(x, x)', 14, 'takes a sparse matrix'],
  ['sparseMatmul(p, x)', 1, 'takes a sparse matrix first'],
  ['convolution(x, x, 3)', 19, 'expected zero, circular or none'],
  ['x + [1, 2]', 3, 'add: shapes [3] and [2] do not go together'],
  ['1 + 2 (x * [1, 2])', 10, 'multiply: shapes [3] and [2] do not go together'],
  ['trace([[1, 2]])', 1, 'trace: takes a square matrix, got shape [1, 2]'],
  ['A @ [1, 2]', 3, 'matmul: shapes [3, 3] and [2] do not go together'],
  ['[x, y]', 1, 'stack: shapes [3] and [] differ'],
  ['[[1, 2], [3]] + 1', 15, 'lists in a list must all have the shape of the first'],
  ['x[3]', 2, 'runs to 3 along axis 0, which is not in 0..2'],
  ['x[-1]', 2, 'runs to -1'],
  ['x[0.5]', 3, 'expected a whole number or an index such as 2 i + 1'],
  ['x[1', 4, 'expected ] in indices'],
  ['x[i]', 3, 'it is no index; indices are those of sum(i in 0..9: …)'],
  ['x[p]', 3, 'write p[i]'],
  ['x[0..y]', 6, 'it is no index'],
  ['A[1]', 2, 'takes 2 indices, got 1'],
  ['y[0]', 2, 'takes 0 indices, got 1'],
  ['x[p[2]]', 3, 'runs to entry 2 of a table, not in 0..1'],
  ['x[q[0]]', 3, 'not whole, such as 0.5'],
  ['sum(i in 0..3: x[i])', 17, 'runs to 3 along axis 0'],
  ['sum(i in 0..2: i x[i])', 18, 'products are written a * b'],
  ['sum(i in 0..2: x)', 1, 'an array of shape [3] stands beside numbers that depend on an index'],
  ['sum(i in 0..2: x * x[i])', 18, 'an array of shape [3] stands beside'],
  ['sum(i in 0..2: sum(x[i]))', 16, 'it takes whole arrays'],
  ['sum(i in 0..2: A[i, 0..2] @ x)', 17, 'has a range beside an index variable'],
  ['sum(i in 0..1: x[i + 1][0])', 24, 'write one pair of brackets'],
  ['sum(i in 0..1, j in 0..1: x[i + j])', 33, 'has two indices in one place'],
  ['sum(i in 0..1, i in 0..1: x[i])', 16, 'has the index i twice'],
  ['sum(i in 0..2: [j in 0..2: A[i, j]])', 16, 'write one list over both'],
  ['sum(i in 0..2, x[i])', 16, 'has no index here: write i in 0..9'],
  ['sum(i in 0: x[i])', 11, 'expected .. in the range of an index'],
  ['sum(i in 0..2 x[i])', 15, 'it is no index'],
  ['sum(i in 0..i: 1)', 13, 'it is no index'],
  ['sum(i in 0..1, k in 0..1, j in i..k: 1)', 32, 'limits that depend on i and k: they may depend on one'],
  ['sum(i in 0..2, j in i..2: x[j + 1])', 28, 'runs to 3 along axis 0'],
  ['sum(i in 0..1, j in 0..i: x[p[j + 1]])', 29, 'runs to entry 2 of a table, not in 0..1'],
  ['sum(i in 0..99999, j in 0..i: 1)', 25, 'j takes 5000050000 values'],
  ['sum(i in 0..99999, j in 0..i: 1)', 25, 'counted for all values of the indices its limits depend on'],
  ['sum(i in 0..2, j in i..4294967299: x[i])', 21, 'runs to 4294967299, beyond all arrays'],
  ['sum(i in 0..2, j in -4294967299..i: x[i])', 21, 'runs to -4294967299, beyond all arrays'],
  ['sum(i in 0..1, j in -2147483647 i..2147483647: x[i])', 21, 'j takes 6442450943 values'],
  ['sum(i in 0..9999999999: i)', 10, 'more than'],
  ['sum(i in 0..99999999: i)', 23, 'i takes 100000000 values'],
  ['sum(i in 0..2: slice(x, [i], [1], [1]))', 26, 'has the index i here: expected a whole number'],
  ['[i in 0..2, j in 0..i: A[i, j]]', 1, 'has limits of j that depend on an index; only sums may'],
  ['scan(x)', 6, 'write scan(c = 0, i in 0..9: …)'],
  ['scan(x = 0, i in 0..2: x)', 6, 'has x twice'],
  ['scan(c = 0, x in 0..2: c)', 13, 'has x twice'],
  ['scan(c = 0, c in 0..2: c)', 13, 'has c twice: choose another name for the index'],
  ['scan(c = 0, c + 1)', 13, 'has no index of the steps here'],
  ['scan(c = 0, i in 2..0: c)', 13, 'has no steps'],
  ['scan(c = 0, i in 0..2: x)', 1, 'has a scan with a step that makes shape [3] of []'],
  ['scan(c = 0, i in 0..200000000: c + x[0])', 32, 'has a scan of too many steps'],
  [
    'scan(c = 0, i in 0..2999: scan(d = 0, j in 0..2999: scan(e = 0, k in 0..2999: 0)[0])[0])',
    53,
    'has a scan of too many steps',
  ],
  ['sum(k in 0..2: scan(c = 0, i in 0..1: c + x[k])[1])', 16, 'depend on k: it takes whole arrays'],
  ['scan(c = 0, i in 0..2: c + x[i + 1])', 29, 'runs to 3 along axis 0'],
  ['scan(c = 0, i in 0..2: sum(i in 0..1: c))', 28, 'has the index i twice'],
  ['scan(c = 0, i in 0..2: c', 25, 'expected ) for the bracket of character 1'],
  ['mean(i in 0..2: x[i])', 6, 'write mean([i in 0..9: …])'],
  [
    `${'('.repeat(1001)}x`,
    1001,
    'nested more than 1000 levels deep here; name a part by let t = …; and use t',
  ],
  [' '.repeat(1_000_001), 1, 'is too long: 1000001 characters of at most 1000000'],
];

describe('formulas', () => {
  test.each(WRONG)('%s', (text, position, part) => {
    const { code, path, message } = errorOf(() => read(text, INPUTS, DATA));
    expect(code).toBe('INVALID_INPUT');
    expect(message).toContain(part);
    expect(path, message).toBe(`formula:${position}`);
    expect(message.startsWith(`${path} `)).toBe(true);
  });

  test('a thousand levels are taken', () => {
    expect(read(`${'('.repeat(999)}x${')'.repeat(999)}`, { x: 1 }).nodes).toHaveLength(1);
    expect(read(`${'-'.repeat(999)}x`, { x: 1 }).nodes).toHaveLength(1000);
    expect(read(Array.from({ length: 1000 }, () => 'x').join('^'), { x: 1 }).nodes).toHaveLength(1000);
  });

  test('a value of a template counts as one character', () => {
    const { path } = errorOf(() => define({ x: 3 }, ({ x }) => formula`${x} + ${x} y`));
    expect(path).toBe('formula:7');
  });
});

/** Rejected calls, their path, and a part of the message. */
const REFUSED: readonly (readonly [string, () => unknown, string])[] = [
  [
    'multiply',
    () => define({ x: 3, y: 4 }, ({ x, y }) => expression.multiply(x, y)),
    'multiply: shapes [3] and [4] do not go together',
  ],
  ['sin', () => expression.sin(2), 'use it within define'],
  [
    'add',
    () => define({ x: 1 }, ({ x }) => define({ y: 1 }, ({ y }) => expression.add(x, y)) as never),
    'two functions do not mix',
  ],
  ['add', () => define({ x: 1 }, ({ x }) => expression.add(x, 'y' as never)), 'write formula`y`'],
  [
    'add',
    () => define({ x: 1 }, ({ x }) => expression.add(x, Number.NaN)),
    'expected a finite number, got NaN',
  ],
  [
    'add',
    () => define({ x: 1 }, ({ x }) => expression.add(x, DATA.S as never)),
    'write sparseMatmul(matrix, a)',
  ],
  [
    'expression',
    () => define({ x: 1 }, ({ x }) => (x as never as number) + 1),
    'write add(a, b), or a formula',
  ],
  [
    'where',
    () => define({ x: 1 }, ({ x }) => expression.where(true as never, x, x)),
    'takes a condition first, such as less(a, b)',
  ],
  ['broadcast', () => define({ x: 3 }, ({ x }) => expression.broadcast(x, [3, 2])), 'do not go together'],
  [
    'permute',
    () => define({ x: [2, 3] }, ({ x }) => expression.permute(x, [0, 0])),
    'are not those of shape [2, 3]',
  ],
  [
    'slice',
    () => define({ x: 3 }, ({ x }) => expression.slice(x, [1], [3])),
    'positions 1 to 3 of axis 0 are not all in 0..2',
  ],
  ['slice', () => define({ x: 3 }, ({ x }) => expression.slice(x, [0], [2], [0])), 'steps must not be 0'],
  ['scan', () => define({ x: 2 }, ({ x }) => expression.scan((c) => [c, c], x).carry), 'at least one input'],
  [
    'scan',
    () => define({ x: 2, y: 3 }, ({ x, y }) => expression.scan((c) => [c, c], x, x, y).carry),
    'got shapes [2], [3]',
  ],
  ['stack', () => define({ x: 65 }, () => expression.stack([])), 'takes a list of operands first'],
  [
    'convolution',
    () => define({ x: 65 }, ({ x }) => expression.convolution(x, x)),
    '[batch, channel, length] and [out, in, length]',
  ],
  [
    'crossEntropy',
    () => define({ x: [2, 3] }, ({ x }) => expression.crossEntropy(x, [0, 1])),
    'many rows are given as points',
  ],
  [
    'broadcast',
    () => define({ x: [] }, ({ x }) => expression.broadcast(x, [1, 1, 1, 1, 1, 1, 1])),
    'has 7 axes; at most 6 are possible',
  ],
  [
    'broadcast',
    () => define({ x: [] }, ({ x }) => expression.broadcast(x, [2 ** 16, 2 ** 15])),
    'has 2147483648 elements; at most 2147483647 are possible',
  ],
  ['inputs.x', () => define({ x: -1 }, ({ x }) => x), 'must be a shape: n for a vector of n'],
  ['inputs.x', () => define({ x: [1, 1, 1, 1, 1, 1, 1] }, ({ x }) => x), 'has 7 axes'],
  ['inputs.x', () => define({ x: 2 ** 31 }, ({ x }) => x), 'has too many elements'],
  ['inputs.2x', () => define({ '2x': 1 }, () => 1), 'is no name'],
  ['inputs.__proto__', () => define(JSON.parse('{"__proto__": 1}'), () => 1), 'is no name'],
  [
    'inputs',
    () => define(Object.fromEntries(Array.from({ length: 65 }, (_, k) => [`x${k}`, 1])), () => 1),
    'at most 64',
  ],
  ['inputs', () => read('x', undefined as never), 'must be an object'],
  ['formula', () => read({ formula: 3, inputs: {} } as never), 'must be text, got 3'],
  ['formulas', () => read({ formula: '3', inputs: {}, formulas: 3 } as never), 'is not an option'],
  ['data.x', () => read('x', { x: 1 }, { x: [1] }), 'is the name of an input too'],
  ['data.d', () => read('x', { x: 1 }, { d: 'text' as never }), 'got "text"'],
  [
    'data.d',
    () => read('x', { x: 1 }, { d: { shape: [2], values: [1] } }),
    'shape [2] takes 2 numbers, got 1',
  ],
];

describe('calls', () => {
  test.each(REFUSED)('%s', (path, action, part) => {
    const error = errorOf(action);
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.message).toContain(part);
    expect(error.path).toBe(path);
  });
});
