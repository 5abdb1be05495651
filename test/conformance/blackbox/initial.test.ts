/** Initial points of searches: one or several, in all forms. */

import { blackbox, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';

const { minimizeDialogue, minimizeSync, paretoSync } = blackbox;

beforeAll(() => Promise.all([load('blackbox'), load('blackbox-expressions'), load('blackbox-compromises')]));

const STARTS = [
  [1, 1, 1],
  [0.5, -0.25, 0],
  [-2, 2, 0.125],
  [3, 3, 3],
  [-1, 0.75, 2],
];

const bowl = (x: ArrayLike<number>) =>
  Array.from(x).reduce((sum, value, k) => sum + (k + 1) * (value - 0.2) ** 2, 0);

/** A problem that records the points of its evaluations. */
function watched() {
  const seen: number[][] = [];
  const objective = (x: Float64Array) => {
    seen.push(Array.from(x));
    return bowl(x);
  };
  return { seen, problem: { objective, lower: -4, upper: 4, dimension: 3, maxEvaluations: 60 } };
}

/** Points without the rounding of the transformation to the unit cube and back. */
const rounded = (points: readonly ArrayLike<number>[]) =>
  points.map((point) => Array.from(point, (value) => Math.round(value * 1e12) / 1e12));

describe('several points', () => {
  test.each(['cmaes', 'nelderMead', 'hopping'] as const)(
    'are evaluated first by %s, which starts at the best of them',
    (method) => {
      const { seen, problem } = watched();
      const { runs, history } = minimizeSync({ ...problem, method, initial: STARTS });
      expect(rounded(seen.slice(0, 5))).toEqual(STARTS);
      const [first] = runs;
      expect(rounded([first?.start ?? []])).toEqual([[0.5, -0.25, 0]]);
      expect(history.slice(0, 2).map(({ evaluations }) => evaluations)).toEqual([1, 2]);
    },
  );

  test.each(['consensus', 'evolution', 'gaussianProcess'] as const)(
    'are among the first points of %s',
    (method) => {
      const { seen, problem } = watched();
      minimizeSync({ ...problem, method, initial: STARTS });
      expect(rounded(seen.slice(0, 5))).toEqual(STARTS);
    },
  );

  test.each(['evolution', 'predictor'] as const)('are in the first generation of %s', (method) => {
    const { seen, problem } = watched();
    const objective = (x: Float64Array) => [problem.objective(x), -(x[0] as number)];
    paretoSync({ ...problem, objective, method, initial: STARTS, populationSize: 12 });
    expect(rounded(seen.slice(0, 5))).toEqual(STARTS);
    // The remaining points are random, not near these.
    expect(new Set(rounded(seen.slice(5, 12)).flat()).size).toBe(21);
  });

  test('may be a matrix, and are the same to formulas', () => {
    const { problem } = watched();
    const { objective: _, ...box } = { ...problem, model: 'none' as const };
    const formula = '(x[0] - 0.2)^2 + 2 * (x[1] - 0.2)^2 + 3 * (x[2] - 0.2)^2';
    const objective = { formula, inputs: { x: 3 } };
    const ofRows = minimizeSync({ ...box, objective, initial: STARTS });
    const data = Float64Array.from(STARTS.flat());
    expect(minimizeSync({ ...box, objective, initial: { rows: 5, columns: 3, data } })).toEqual(ofRows);
    expect(ofRows.objective).toBeCloseTo(
      minimizeSync({ ...problem, model: 'none', initial: STARTS }).objective,
      9,
    );
  });

  test('fill batches, and take no more evaluations than there are', () => {
    const dialogue = minimizeDialogue({
      lower: -4,
      upper: 4,
      dimension: 3,
      parallel: 4,
      initial: STARTS,
      maxEvaluations: 7,
    });
    const sizes: number[] = [];
    while (dialogue.question !== undefined) {
      const { point, items } = dialogue.question;
      sizes.push(items);
      dialogue.answer(Array.from({ length: items }, (_, k) => bowl(point.subarray(3 * k, 3 * k + 3))));
    }
    expect(sizes).toEqual([4, 1, 2]);
    const { problem } = watched();
    const few = minimizeSync({ ...problem, initial: STARTS, maxEvaluations: 3 });
    expect(few.evaluations).toBe(3);
    expect(rounded([few.solution])).toEqual([STARTS[1]]);
  });

  test('may all fail', () => {
    const { problem } = watched();
    let calls = 0;
    const objective = (x: Float64Array) => (calls++ < 5 ? Number.NaN : bowl(x));
    const { failures, objective: least } = minimizeSync({ ...problem, objective, initial: STARTS });
    expect(failures).toBe(5);
    expect(least).toBeLessThan(10);
  });
});

test('one point in a list is one point', () => {
  for (const method of ['cmaes', 'nelderMead', 'hopping', 'evolution', 'gaussianProcess'] as const) {
    const { problem } = watched();
    const [point = []] = STARTS;
    const one = minimizeSync({ ...problem, method, initial: point });
    expect(minimizeSync({ ...problem, method, initial: [point] })).toEqual(one);
  }
});

test.each(['cmaes', 'nelderMead', 'consensus', 'hopping', 'evolution', 'gaussianProcess'] as const)(
  'no result of %s is worse than the point given, which is asked about once',
  (method) => {
    const { seen, problem } = watched();
    // A minimum too narrow to be found by chance.
    const objective = (x: Float64Array) =>
      x.every((entry) => Math.abs(entry - 1.25) < 1e-9) ? problem.objective(x) - 100 : problem.objective(x);
    const initial = [1.25, 1.25, 1.25];
    expect(minimizeSync({ ...problem, objective, method, initial }).objective).toBeLessThan(-10);
    expect(seen.filter((x) => x.join() === seen[0]?.join()).length).toBe(1);
  },
);

describe('points with names', () => {
  const variables = {
    size: { type: 'real', lower: 0.01, upper: 100, scale: 'log' },
    holes: { type: 'integer', lower: 0, upper: 9 },
    shape: { type: 'category', values: ['round', 'square'] },
  } as const;
  const objective = ({ size, holes, shape }: blackbox.PointOf<typeof variables>) =>
    Math.log10(size) ** 2 + holes + (shape === 'round' ? 1 : 0);

  test('may be several', () => {
    const initial: blackbox.PointOf<typeof variables>[] = [
      { size: 10, holes: 3, shape: 'round' },
      { size: 0.1, holes: 1, shape: 'square' },
    ];
    const seen: object[] = [];
    const watchedObjective = (point: blackbox.PointOf<typeof variables>) => {
      seen.push({ ...point, size: Math.round(point.size * 1e12) / 1e12 });
      return objective(point);
    };
    minimizeSync({ variables, objective: watchedObjective, initial, maxEvaluations: 30 });
    expect(seen.slice(0, 2)).toEqual(initial);
    seen.length = 0;
    const both = (point: blackbox.PointOf<typeof variables>) => [watchedObjective(point), -point.holes];
    paretoSync({ variables, objective: both, initial, maxEvaluations: 60 });
    expect(seen.slice(0, 2)).toEqual(initial);
  });

  test('or be lists, even where a category is one', () => {
    const pair = [1, 2];
    const lists = [{ type: 'category', values: [pair, 'none'] }, { type: 'boolean' }] as const;
    const firstOf = (initial: unknown) => {
      const seen: unknown[] = [];
      minimizeSync({
        variables: lists,
        objective: (point) => seen.push(point),
        initial: initial as never,
      });
      return seen;
    };
    expect(firstOf([pair, true])[0]).toEqual([pair, true]);
    expect(
      firstOf([
        ['none', true],
        [pair, false],
      ]).slice(0, 2),
    ).toEqual([
      ['none', true],
      [pair, false],
    ]);
  });

  test.each<[string, unknown]>([
    [
      'initial[1].shape',
      [
        { size: 1, holes: 1, shape: 'round' },
        { size: 1, holes: 1, shape: 'flat' },
      ],
    ],
    ['initial[0].width', [{ size: 1, holes: 1, shape: 'round', width: 3 }]],
    ['initial[1]', [{ size: 1, holes: 1, shape: 'round' }, 3]],
    [
      'initial[1].holes',
      [
        { size: 1, holes: 1, shape: 'round' },
        { size: 1, holes: 0.5, shape: 'round' },
      ],
    ],
    ['initial', []],
  ])('are refused at %s', async (path, initial) => {
    const problem = { variables, objective, initial } as never;
    await expectError(() => minimizeSync(problem), 'INVALID_INPUT', path);
  });
});

test.each<[string, unknown]>([
  [
    'initial[2][0]',
    [
      [0, 0, 0],
      [1, 1, 1],
      [5, 0, 0],
    ],
  ],
  [
    'initial[1]',
    [
      [0, 0, 0],
      [1, 1],
    ],
  ],
  [
    'initial[0]',
    [
      [0, 0],
      [1, 1],
    ],
  ],
  ['initial', []],
  ['initial', { rows: 0, columns: 3, data: [] }],
  [
    'initial[1][2]',
    [
      [0, 0, 0],
      [1, 1, 'a'],
    ],
  ],
])('several points are refused at %s', async (path, initial) => {
  const { problem } = watched();
  await expectError(() => minimizeSync({ ...problem, initial } as never), 'INVALID_INPUT', path);
  const both = (x: Float64Array) => [bowl(x), -(x[0] as number)];
  await expectError(
    () => paretoSync({ ...problem, objective: both, initial } as never),
    'INVALID_INPUT',
    path,
  );
});
