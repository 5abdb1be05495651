/** Error messages about arrays and values in their place, with the path in the caller's problem. */

import { constrained, coordinate, load, sketch, transport } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';

beforeAll(async () => {
  for (const family of ['constrained', 'coordinate', 'sketch', 'transport'] as const) await load(family);
});

/** The error message of exact transport with this cost. */
const aboutCost = (cost: unknown) => messageOf(() => transport.exactSync({ cost } as never));

const messageOf = async (action: () => unknown) => (await expectError(action, 'INVALID_INPUT')).message;

test('entries of rows are named by row and column, of flat matrices by their place, whoever finds them', async () => {
  const flat = (data: unknown) => ({ rows: 2, columns: 3, data });
  for (const [entry, words] of [
    [null, 'must be a number, got null'],
    [Number.NaN, 'must be a number or Infinity, got NaN'],
    [Number.NEGATIVE_INFINITY, 'must be a number or Infinity, got -Infinity'],
  ] as const) {
    expect(
      await aboutCost([
        [1, 2, 3],
        [4, 5, entry],
      ]),
    ).toBe(`cost[1][2] ${words}`);
    expect(
      await aboutCost([
        [entry, 2, 3],
        [4, 5, 6],
      ]),
    ).toBe(`cost[0][0] ${words}`);
    expect(await aboutCost([Float64Array.of(1, 2, 3), [4, 5, entry]])).toBe(`cost[1][2] ${words}`);
    expect(await aboutCost(flat([1, 2, 3, 4, 5, entry]))).toBe(`cost.data[5] ${words}`);
    expect(await aboutCost(flat([entry, 2, 3, 4, 5, 6]))).toBe(`cost.data[0] ${words}`);
  }
});

test('entries of a matrix in a list of problems are named by row and column', async () => {
  const regularization = 1;
  const problems = [
    { cost: [[0, 1]], regularization },
    {
      cost: [
        [0, 1],
        [Number.NaN, 0],
      ],
      regularization,
    },
  ];
  const { path, message } = await expectError(
    () => transport.batchSync({ problems } as never),
    'INVALID_INPUT',
  );
  expect(path).toBe('problems[1].cost[1][0]');
  expect(message).toMatch(/^problems\[1\]\.cost\[1\]\[0\] must be a number or Infinity, got NaN$/);
});

test('rows of other lengths, and what is no row or no matrix, are called what they are', async () => {
  expect(await aboutCost([[1, 2], [3]])).toBe('cost[1] must have as many entries as the first row, 2, got 1');
  expect(await aboutCost([[1, 2], null])).toBe('cost[1] must be a row of numbers, got null');
  expect(await aboutCost([null, [1, 2]])).toBe('cost[0] must be a row of numbers, got null');
  expect(await aboutCost([[1, 2], 3])).toBe('cost[1] must be a row of numbers, got 3');
  expect(await aboutCost([1, [2]])).toBe('cost[1] must be a number, got an array');
  expect(await aboutCost([1, 2])).toBe('cost must be a matrix, got an array of numbers');
  expect(await aboutCost(() => 1)).toBe('cost must be a matrix, got a function');
  expect(await aboutCost(new Map())).toBe('cost must be a matrix, got an object');
  expect(await messageOf(() => transport.exactSync({ cost: [[1]], source: new Date(0) } as never))).toBe(
    'source must be an array of numbers, got an object',
  );
  expect(await aboutCost(['a', 'b'])).toBe('cost must be a matrix, got a list');
  expect(await aboutCost([['a', 'b']])).toBe('cost[0][0] must be a number, got "a"');
});

test('no message has a mark of the wire in it', async () => {
  const matrix = [[1], [2]];
  const about = (problem: object) => messageOf(() => sketch.lstsqSync(problem as never));
  expect(await about({ matrix, rightSide: { x: 1 } })).toBe(
    'rightSide.x is not an option; expected one of `rows`, `columns`, `data`',
  );
  expect(await about({ matrix, rightSide: { $: 0 } })).toBe('rightSide.$ is not an option');
  expect(await about({ matrix, rightSide: [1, 2], $seed: 0 })).toMatch(
    /^\$seed is not an option; expected one of/,
  );
  expect(await about({ matrix, rightSide: { $rows: 0 } })).toMatch(
    /^rightSide\.\$rows is not an option; did you mean rows\?/,
  );
});

test('lists of options have the functions that are taken, and no others', async () => {
  const objective = () => 0;
  const about = (problem: object) => messageOf(() => constrained.minimizeSync(problem as never));
  const message = await about({ objective, initial: [0], inequalities: () => [0] });
  expect(message).toMatch(
    /^inequalities is not an option; did you mean constraints\? Expected one of `objective`, `initial`, .*`constraints`/,
  );
  expect(await about({ objective, initial: () => [0] })).toBe(
    'initial must be an array of numbers, got a function',
  );
  expect(
    await messageOf(() => constrained.minimizeDialogue({ initial: [0], objective } as never).solution),
  ).toMatch(/^objective is not an option; expected one of `initial`/);
  expect(
    await messageOf(() => constrained.minimizeDialogue({ initial: [0] }, { answer: [] } as never)),
  ).toMatch(/^answer is not an option; did you mean answers\? Expected one of .*\banswers\b/);
});

test('a matrix that does not fit a model is to blame, and not the model', async () => {
  const model = { coefficients: [1, 2], intercept: 0, loss: 'squared' } as const;
  expect(await messageOf(() => coordinate.predictSync({ model, matrix: [[1, 2, 3]] }))).toBe(
    'matrix must have as many columns as model.coefficients has rows, 2, got 3',
  );
});
