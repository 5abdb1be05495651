/** The solver's questions as a dialogue, leaving the event loop free between them. */

import { constrained, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { PROGRAMS } from '../../data/constrained.js';
import { expectAllClose, expectError } from '../../support/expect.js';
import { functionsOf } from '../../support/programs.js';

const { minimize, minimizeDialogue, minimizeSync } = constrained;

const program = functionsOf(PROGRAMS.find(({ name }) => name === 'HS77') as (typeof PROGRAMS)[number]);
const { objective, constraints, gradient, jacobian, hessian, ...data } = program.withDerivatives;
const problem = { ...data, constraints: true, gradient: true, jacobian: true, hessian: true };
const n = data.initial.length;

/** Answers as from another process. */
function answerTo({ name, point }: constrained.DialogueQuestion): number[] {
  const x = point.subarray(0, n);
  switch (name) {
    case 'values':
      return [objective(x), ...constraints(x)];
    case 'derivatives':
      return [...gradient(x), ...jacobian(x).flat()];
    case 'hessian':
      return hessian(x, point.subarray(n, point.length - 1), point[point.length - 1] as number).flat();
    default:
      throw new Error(`not expected to be asked about ${name}`);
  }
}

function finish(dialogue: constrained.Dialogue<constrained.MinimizeSolution>) {
  while (dialogue.question !== undefined) dialogue.answer(answerTo(dialogue.question));
  return dialogue.solution;
}

beforeAll(() => load('constrained'));

test('questions that are handed out lead to the same solution', () => {
  expect(finish(minimizeDialogue(problem))).toEqual(minimizeSync(program.withDerivatives));
});

test('a dialogue goes on from the list of its answers, wherever it was left', () => {
  const whole = minimizeDialogue(problem);
  const expected = finish(whole);
  const { answers } = whole;
  for (const left of [0, 1, 5, answers.length - 1, answers.length]) {
    const stored = JSON.parse(JSON.stringify(answers.slice(0, left)));
    const resumed = minimizeDialogue(problem, { answers: stored });
    expect(resumed.answers).toHaveLength(left);
    expect(finish(resumed)).toEqual(expected);
  }
});

test('without derivatives, the values are asked for at n² + 3n + 1 points an iteration', () => {
  const answers = ([x, y]: number[]) => [
    ((x as number) - 1) ** 2 + ((y as number) - 1) ** 2,
    (x as number) ** 2 + (y as number) ** 2 - 1,
  ];
  const dialogue = minimizeDialogue({ initial: [-2, 0], constraints: true, constraintCount: 1 });
  let questions = 0;
  for (; dialogue.question !== undefined; questions++) {
    expect(dialogue.question.name).toBe('values');
    dialogue.answer(answers([...dialogue.question.point]));
  }
  const { status, iterations, secondOrder, evaluations, solution } = dialogue.solution;
  expect([status, secondOrder]).toEqual(['converged', 'sufficient']);
  expectAllClose(solution, [Math.SQRT1_2, Math.SQRT1_2], 1e-8);
  expect(evaluations).toMatchObject({ objective: questions, constraints: questions });
  // Line searches evaluate a few more points.
  expect(questions).toBeLessThan(11 * (iterations + 1) + 30);
});

test('a dialogue takes one answer at a time, of the right length', async () => {
  const dialogue = minimizeDialogue(problem);
  await expectError(() => dialogue.answer([1]), 'INVALID_INPUT', 'answer');
  await expectError(() => dialogue.solution, 'INVALID_INPUT', '');
  await expectError(() => minimizeDialogue(problem, { answers: [[1]] }), 'INVALID_INPUT', 'answers[0]');
  const solution = finish(dialogue);
  expect(dialogue.solution).toBe(solution);
  await expectError(() => dialogue.answer([1]), 'INVALID_INPUT', 'answer');
  minimizeDialogue(problem).close();
});

test('refused problems throw at once, refused answers are the error of the solution', async () => {
  await expectError(() => minimizeDialogue({ ...problem, tolerance: -1 }), 'INVALID_INPUT', 'tolerance');
  const spoilt = minimizeDialogue(problem);
  spoilt.answer(new Array(3).fill(Number.NaN));
  await expectError(() => spoilt.solution, 'INVALID_INPUT', 'objective');
});

test('functions of one question are asked at once', async () => {
  let [underWay, most] = [0, 0];
  const slowly = async <T>(value: T): Promise<T> => {
    most = Math.max(most, ++underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay--;
    return value;
  };
  const { status } = await minimize({
    ...data,
    objective: (x) => slowly(objective(x)),
    constraints: (x) => slowly(constraints(x)),
    gradient,
    jacobian,
    hessian,
  });
  expect(status).toBe('converged');
  expect(most).toBe(2);
});

test('timers have their turn during a long dialogue with ordinary functions', async () => {
  let ticks = 0;
  const timer = setInterval(() => ticks++, 1);
  const controller = new AbortController();
  const busy = (x: Float64Array) => {
    const end = performance.now() + 5;
    while (performance.now() < end);
    return objective(x);
  };
  try {
    await minimize({ ...program.withDerivatives, objective: busy });
    expect(ticks).toBeGreaterThan(0);
    setTimeout(() => controller.abort(new Error('enough')), 0);
    const endless = minimize(
      { ...program.withoutDerivatives, objective: busy },
      { signal: controller.signal },
    );
    await expect(endless).rejects.toThrow('enough');
  } finally {
    clearInterval(timer);
  }
});
