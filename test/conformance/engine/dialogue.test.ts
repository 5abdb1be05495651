/**
 * The entry point of dialogues, tested with a trivial dialogue: questions about batches of various sizes, and one
 * number between them.
 */

import { load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { diagnoseQuestions, diagnoseQuestionsDialogue, diagnoseQuestionsSync } from '../../../dist/engine.js';
import { expectError, failureOf } from '../../support/expect.js';

/** Batches that grow, shrink, are empty, and repeat a size. */
const SIZES = [1, 2, 2, 40, 3, 0, 1000, 999, 1, 5000];

const DIMENSION = 3;

/** The sum of an item's numbers, 3k, 3k + 1 and 3k + 2. */
const valueAt = (k: number) => 9 * k + 3;

const totalOf = (size: number) =>
  Array.from({ length: size }, (_, k) => valueAt(k)).reduce((a, b) => a + b, 0);

const problem = { sizes: SIZES, dimension: DIMENSION };

const valuesOf = (items: Float64Array, count: number) =>
  Array.from({ length: count }, (_, k) =>
    items.subarray(DIMENSION * k, DIMENSION * (k + 1)).reduce((a, b) => a + b, 0),
  );

function expectSums({ sum, confirmations }: ReturnType<typeof diagnoseQuestionsSync>): void {
  let total = 0;
  const sums = SIZES.map((size) => {
    total += totalOf(size);
    return total;
  });
  expect(sum).toBe(total);
  expect(confirmations).toEqual(Float64Array.from(sums));
}

beforeAll(() => load('engine'));

describe('engine.diagnoseQuestions', () => {
  test('asks about as many items as there are this time', async () => {
    const seen: number[] = [];
    const functions = {
      evaluate(items: Float64Array, count: number, values: Float64Array) {
        seen.push(count);
        expect(items.length).toBe(DIMENSION * count);
        expect(values.length).toBe(count);
        return valuesOf(items, count);
      },
      confirm: ([sum]: Float64Array) => sum as number,
    };
    expectSums(diagnoseQuestionsSync({ ...problem, ...functions }));
    expect(seen).toEqual(SIZES);
    expectSums(await diagnoseQuestions({ ...problem, ...functions }));
    expect(seen).toEqual([...SIZES, ...SIZES]);
  });

  test('takes answers that are written, typed, or come later', async () => {
    const confirm = ([sum]: Float64Array) => sum as number;
    const write = (items: Float64Array, count: number, values: Float64Array) =>
      values.set(valuesOf(items, count));
    expectSums(diagnoseQuestionsSync({ ...problem, evaluate: write, confirm }));
    const typed = (items: Float64Array, count: number) => Float32Array.from(valuesOf(items, count));
    expectSums(await diagnoseQuestions({ ...problem, evaluate: typed, confirm }));
    const late = async (items: Float64Array, count: number) => {
      await new Promise((resolve) => setTimeout(resolve, 1));
      return valuesOf(items, count);
    };
    expectSums(
      await diagnoseQuestions({ ...problem, evaluate: late, confirm: async ([sum]) => sum as number }),
    );
  });

  test('uses its arrays again where the number of items stays', async () => {
    const seen: Float64Array[] = [];
    const evaluate = (items: Float64Array, count: number) => {
      seen.push(items);
      return valuesOf(items, count);
    };
    diagnoseQuestionsSync({ sizes: [4, 4, 4], dimension: DIMENSION, evaluate, confirm: () => 0 });
    expect(seen[1]).toBe(seen[2]);
  });

  test('refuses answers of another length, by the name of the function', async () => {
    const confirm = () => 0;
    for (const given of [0, 3, 5]) {
      const evaluate = () => new Float64Array(given);
      for (const ask of [diagnoseQuestions, diagnoseQuestionsSync]) {
        const error = await expectError(
          () => ask({ sizes: [4], evaluate, confirm }),
          'INVALID_INPUT',
          'evaluate',
        );
        expect(error.message).toBe(`evaluate must give 4 numbers, gave ${given}`);
      }
    }
    const evaluate = () => [1, 2, 3];
    const third = await expectError(
      () => diagnoseQuestions({ sizes: [3, 3, 2], evaluate, confirm }),
      'INVALID_INPUT',
      'evaluate',
    );
    expect(third.message).toBe('evaluate must give 2 numbers, gave 3');
  });

  test('refuses answers that are no numbers', async () => {
    const confirm = () => 0;
    const refused = (evaluate: () => unknown) =>
      expectError(
        () => diagnoseQuestions({ sizes: [2], evaluate: evaluate as never, confirm }),
        'INVALID_INPUT',
        'evaluate',
      );
    await refused(() => 'text');
    await refused(() => 3);
    await refused(() => [1, 'x']);
    await refused(() => [1, Number.NaN]);
    // The answer was not written.
    await refused(() => undefined);
    await expectError(
      () => diagnoseQuestions({ sizes: [1], evaluate: 3 as never, confirm }),
      'INVALID_INPUT',
      'evaluate',
    );
    const promise = () => Promise.resolve([1, 2]);
    await expectError(
      () => diagnoseQuestionsSync({ sizes: [2], evaluate: promise as never, confirm }),
      'INVALID_INPUT',
      'evaluate',
    );
  });

  test('refuses what it cannot ask about', async () => {
    const functions = { evaluate: () => [], confirm: () => 0 };
    const refused = (data: object, path: string) =>
      expectError(() => diagnoseQuestions({ ...functions, ...data } as never), 'INVALID_INPUT', path);
    await refused({ sizes: [1, -1] }, 'sizes[1]');
    await refused({ sizes: [1, 0.5] }, 'sizes[1]');
    await refused({ sizes: [2 ** 25] }, 'sizes[0]');
    await refused({ sizes: [], dimension: 0 }, 'dimension');
    await refused({}, 'sizes');
  });

  test('what a function throws passes through, in the midst of batches', async () => {
    const thrown = new Error('from the batch');
    const evaluate = (items: Float64Array, count: number) => {
      if (count === 1000) throw thrown;
      return valuesOf(items, count);
    };
    expect(await failureOf(() => diagnoseQuestions({ ...problem, evaluate, confirm: () => 0 }))).toBe(thrown);
    expectSums(diagnoseQuestionsSync({ ...problem, evaluate: valuesOf, confirm: ([sum]) => sum as number }));
  });
});

/** Transfers the buffer, as `postMessage` to a worker does. */
const giveAway = (array: Float64Array) => structuredClone(array, { transfer: [array.buffer] });

describe('a function that transfers its arguments', () => {
  const confirm = () => 0;
  const message = (name: string) =>
    `${name} must not transfer its arguments, which are used again for the next question`;
  const CULPRITS = {
    'the points': (items: Float64Array, count: number) => {
      giveAway(items);
      return new Float64Array(count);
    },
    'the answers, and returns others': (_: Float64Array, count: number, values: Float64Array) => {
      giveAway(values);
      return new Float64Array(count);
    },
    'the answers, which it has written': (_: Float64Array, __: number, values: Float64Array) => {
      values.fill(1);
      giveAway(values);
    },
  };

  test.each(Object.entries(CULPRITS))('is bad input: %s', async (_, evaluate) => {
    for (const sizes of [[2], [0], [3, 3]]) {
      for (const ask of [diagnoseQuestions, diagnoseQuestionsSync]) {
        const error = await expectError(() => ask({ sizes, evaluate, confirm }), 'INVALID_INPUT', 'evaluate');
        expect(error.message).toBe(message('evaluate'));
      }
      const later = async (items: Float64Array, count: number, values: Float64Array) => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        return evaluate(items, count, values);
      };
      const error = await expectError(
        () => diagnoseQuestions({ sizes, evaluate: later, confirm }),
        'INVALID_INPUT',
        'evaluate',
      );
      expect(error.message).toBe(message('evaluate'));
    }
  });

  test('is bad input where it returns a number', async () => {
    const confirm = (point: Float64Array) => {
      giveAway(point);
      return 0;
    };
    const evaluate = () => [1, 2];
    const error = await expectError(
      () => diagnoseQuestions({ sizes: [2], evaluate, confirm }),
      'INVALID_INPUT',
      'confirm',
    );
    expect(error.message).toBe(message('confirm'));
  });

  test('does no harm to the next dialogue', () => {
    for (let k = 0; k < 3; k++) {
      expect(() =>
        diagnoseQuestionsSync({ sizes: [2], evaluate: CULPRITS['the points'], confirm }),
      ).toThrow();
      expectSums(
        diagnoseQuestionsSync({ ...problem, evaluate: valuesOf, confirm: ([sum]) => sum as number }),
      );
    }
  });
});

test('answers survive JSON, numbers that it has not included', async () => {
  const dialogue = diagnoseQuestionsDialogue({ sizes: [2, 1] });
  dialogue.answer([0.1, -0]);
  dialogue.answer([1 / 3]);
  dialogue.answer([Number.POSITIVE_INFINITY]);
  const { answers } = dialogue;
  expect(JSON.parse(JSON.stringify(answers))).toEqual([[0.1, '-0'], [1 / 3], ['Infinity']]);
  const resumed = diagnoseQuestionsDialogue(
    { sizes: [2, 1] },
    { answers: JSON.parse(JSON.stringify(answers)) },
  );
  expect(resumed.answers).toEqual(answers);
  expect(Object.is(resumed.answers[0]?.[1], -0)).toBe(true);
  for (const word of ['one', '1', null, true]) {
    await expectError(
      () => diagnoseQuestionsDialogue({ sizes: [1] }, { answers: [[word as unknown as number]] }),
      'INVALID_INPUT',
      'answers[0][0]',
    );
  }
});

describe('engine.diagnoseQuestions with its questions handed out', () => {
  type Asked = NonNullable<ReturnType<typeof diagnoseQuestionsDialogue>['question']>;

  const answerTo = ({ name, point, items }: Asked) =>
    name === 'evaluate' ? valuesOf(point, items) : [point[0] as number];

  test('tells how many items each is about, and how long its answer is', () => {
    const dialogue = diagnoseQuestionsDialogue(problem);
    const seen: number[] = [];
    while (dialogue.question !== undefined) {
      const { name, point, answerLength, items } = dialogue.question;
      if (name === 'evaluate') {
        seen.push(items);
        expect([point.length, answerLength]).toEqual([DIMENSION * items, items]);
      } else {
        expect([items, point.length, answerLength]).toEqual([0, 1, 1]);
      }
      dialogue.answer(answerTo(dialogue.question));
    }
    expect(seen).toEqual(SIZES);
    expectSums(dialogue.solution);
    const resumed = diagnoseQuestionsDialogue(problem, { answers: dialogue.answers });
    expect(resumed.solution).toEqual(dialogue.solution);
  });

  test('takes no answer of another length', async () => {
    const dialogue = diagnoseQuestionsDialogue({ sizes: [2, 3] });
    const error = await expectError(() => dialogue.answer([1]), 'INVALID_INPUT', 'answer');
    expect(error.message).toBe('answer must be 2 numbers in answer to evaluate');
    dialogue.answer([1, 2]);
    dialogue.answer([0]);
    await expectError(() => dialogue.answer([1, 2]), 'INVALID_INPUT', 'answer');
    dialogue.answer([1, 2, 3]);
    dialogue.answer([0]);
    expect(dialogue.solution.sum).toBe(9);
  });
});
