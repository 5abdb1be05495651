/**
 * Dialogues of searches: points, categories and known values by name, the same solutions as with functions, and errors
 * by name.
 */

import { blackbox, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectError } from '../../support/expect.js';

const {
  directSearch,
  directSearchDialogue,
  minimize,
  minimizeDialogue,
  minimizeSync,
  pareto,
  paretoDialogue,
  paretoSync,
} = blackbox;

const variables = {
  rate: { type: 'real', lower: 0, upper: 1 },
  size: { type: 'integer', lower: 1, upper: 9 },
  kind: { type: 'category', values: ['a', 'b', 'c'] },
  flag: { type: 'boolean' },
} as const;

type Point = blackbox.PointOf<typeof variables>;

const cost = ({ rate, size, kind, flag }: Point) =>
  (rate - 0.3) ** 2 + Math.abs(size - 4) + (kind === 'b' ? 0 : 1) + (flag ? 0 : 0.5);

const START = { rate: 0.9, size: 2, kind: 'c', flag: false } as const;

beforeAll(() => load('blackbox'));

describe('named variables in dialogues', () => {
  test('give the solutions that functions give', () => {
    const problem = { variables, initial: START, maxEvaluations: 60, parallel: 3 };
    const dialogue = minimizeDialogue(problem);
    expect(dialogue.question?.points[0]).toEqual(START);
    while (dialogue.question !== undefined) dialogue.answer(dialogue.question.points.map(cost));
    expect(dialogue.solution).toEqual(minimizeSync({ ...problem, objective: cost }));
    expect(Object.keys(dialogue.solution.solution)).toEqual(['rate', 'size', 'kind', 'flag']);
  });

  test('of several objectives too', () => {
    const problem = { variables, maxEvaluations: 40, populationSize: 8 };
    const objective = (point: Point) => [cost(point), point.rate];
    const dialogue = paretoDialogue(problem);
    while (dialogue.question !== undefined) dialogue.answer(dialogue.question.points.flatMap(objective));
    expect(dialogue.solution).toEqual(paretoSync({ ...problem, objective }));
  });

  test('of direct searches too, asked for attacks as well', () => {
    const { rate, flag } = variables;
    const dialogue = directSearchDialogue({ variables: { rate, flag }, attack: true, maxEvaluations: 40 });
    const seen = new Set<string>();
    while (dialogue.question !== undefined) {
      const { name, points } = dialogue.question;
      seen.add(name);
      for (const point of points) expect(typeof point.flag).toBe('boolean');
      dialogue.answer(name === 'attack' ? [1, 0] : points.map((point) => (point.rate - 0.3) ** 2));
    }
    expect(seen).toEqual(new Set(['objective', 'attack']));
    expect(dialogue.solution.solution.rate).toBeCloseTo(0.3, 3);
  });

  test('resume from their answers', () => {
    const problem = { variables, maxEvaluations: 30 };
    const whole = minimizeDialogue(problem);
    while (whole.question !== undefined) whole.answer(whole.question.points.map(cost));
    const half = whole.answers.slice(0, 5);
    const resumed = minimizeDialogue(problem, { answers: JSON.parse(JSON.stringify(half)) });
    while (resumed.question !== undefined) resumed.answer(resumed.question.points.map(cost));
    expect(resumed.solution).toEqual(whole.solution);
  });

  test('may be a list, and categories may be counted, as the engine has them', () => {
    const list = minimizeDialogue({ variables: [variables.rate, variables.kind], maxEvaluations: 3 });
    expect(list.question?.points[0]).toHaveLength(2);
    expect(['a', 'b', 'c']).toContain(list.question?.points[0]?.[1]);
    const counted = [{ type: 'category', count: 3 }] as never;
    expect(minimizeDialogue({ variables: counted, maxEvaluations: 3 }).question?.point).toHaveLength(1);
  });
});

describe('what is known', () => {
  const best = { rate: 0.3, size: 4, kind: 'b', flag: true } as const;

  test('may be points by name', async () => {
    const known = { points: [START, best], values: [cost(START), cost(best)] };
    const problem = { variables, known, maxEvaluations: 10 };
    const found = await minimize({ ...problem, objective: cost });
    expect(found).toMatchObject({ solution: best, objective: 0 });
    const dialogue = minimizeDialogue(problem);
    while (dialogue.question !== undefined) dialogue.answer(dialogue.question.points.map(cost));
    expect(dialogue.solution).toEqual(found);
    // The same points in the engine's encoding, as in an archive.
    const data = [0.9, 2, 2, 0, 0.3, 4, 1, 1];
    const points = { rows: 2, columns: 4, data };
    const archived = { ...problem, known: { points, values: known.values } };
    expect(minimizeSync({ ...archived, objective: cost })).toEqual(found);
  });

  test('is refused by name', async () => {
    const known = (point: object) => ({ points: [START, point], values: [1, 2] });
    const refused = (point: object, path: string) =>
      expectError(
        () => minimize({ variables, known: known(point), objective: cost } as never),
        'INVALID_INPUT',
        path,
      );
    await refused({ ...best, rate: 2 }, 'known.points[1].rate');
    await refused({ ...best, kind: 'd' }, 'known.points[1].kind');
    await refused({ ...best, more: 1 }, 'known.points[1].more');
  });
});

describe('a refused problem', () => {
  const wrong = { variables: { rate: { type: 'real', lower: 1, upper: 0 } } } as const;

  test.each<[string, () => unknown]>([
    ['minimize', () => minimize({ ...wrong, objective: () => 1 })],
    ['minimizeSync', () => minimizeSync({ ...wrong, objective: () => 1 })],
    ['minimizeDialogue', () => minimizeDialogue(wrong)],
    ['pareto', () => pareto({ ...wrong, objective: () => [1, 2] })],
    ['paretoDialogue', () => paretoDialogue(wrong)],
    ['directSearch', () => directSearch({ ...wrong, objective: () => 1 })],
    ['directSearchDialogue', () => directSearchDialogue(wrong)],
  ])('of %s names the variable', async (_, make) => {
    const { message } = await expectError(async () => make(), 'INVALID_INPUT', 'variables.rate.upper');
    expect(message).toBe('variables.rate.upper must be above lower, 1, got 0');
  });

  test('throws when its dialogue is opened', () => {
    expect(() => minimizeDialogue({ lower: [0], upper: [-1] })).toThrow(
      'upper[0] must be above lower, 0, got -1',
    );
    expect(() => minimizeDialogue({ variables, initial: { ...START, rate: 7 } })).toThrow(
      'initial.rate must be from 0 to 1, got 7',
    );
    expect(() => directSearchDialogue({ lower: [0], upper: [-1] })).toThrow('upper[0]');
  });
});
