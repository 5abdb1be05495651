/** Losses of preferences between sequences: known values, gradients against differences, and masks. */

import { games, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyPreferenceLoss } from '../../certificates/equilibria.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';

const { preferenceLoss, preferenceLossSync } = games;

beforeAll(() => load('games'));

const pair = () => ({
  chosen: {
    logProbabilities: new Float64Array([-1.2, -0.7, -2]),
    reference: new Float64Array([-1.1, -0.8, -1.9]),
    offsets: new Int32Array([0, 3]),
  },
  rejected: {
    logProbabilities: new Float64Array([-1, -0.9, -0.3, -1.5]),
    reference: new Float64Array([-1.2, -0.7, -0.5, -1.1]),
    offsets: new Int32Array([0, 4]),
  },
});

checkSolver({
  method: 'games.preferenceLoss',
  certify: certifyPreferenceLoss as never,
  solve: preferenceLoss as never,
  solveSync: preferenceLossSync as never,
  problem: pair,
  verify({ loss, chosenGradient }: games.PreferenceLossSolution) {
    expectClose(loss, 0.6881596805078624, 1e-14);
    expectAllClose(chosenGradient, Array(3).fill(-0.0497500020833125), 1e-14);
  },
});

describe('known values, by hand', () => {
  test('of each loss', async () => {
    const losses = [
      [{ loss: 'ipo' }, 24.01],
      [{ loss: 'hinge' }, 0.99],
      [{ labelSmoothing: 0.1 }, 0.6891596805078624],
    ] as const;
    for (const [options, known] of losses) {
      const problem = { ...pair(), ...options };
      const solution = await preferenceLoss(problem);
      certifyPreferenceLoss(problem, solution);
      expectClose(solution.loss, known, 1e-12);
    }
  });

  test('without the first token of each', async () => {
    const { chosen, rejected } = pair();
    const problem = {
      chosen: { ...chosen, mask: [0, 1, 1] },
      rejected: { ...rejected, mask: [0, 1, 1, 1] },
      mask: 'given',
    } as const;
    const solution = await preferenceLoss(problem);
    certifyPreferenceLoss(problem, solution);
    expectClose(solution.loss, 0.673347167228034, 1e-13);
    expect([solution.chosenGradient[0], solution.rejectedGradient[0]]).toEqual([0, 0]);
    const tokens = {
      chosen: { ...chosen, tokens: [7, 1, 2] },
      rejected: { ...rejected, tokens: [7, 3, 2, 1] },
      mask: 'afterFirstDifference',
    } as const;
    const masked = await preferenceLoss(tokens);
    certifyPreferenceLoss(tokens, masked);
    expect(Array.from(masked.firstDifferences as Int32Array)).toEqual([1]);
    expectClose(masked.loss, solution.loss, 1e-15);
  });
});

/** Random pairs with a common prefix. */
function drawn() {
  const at = (seed: number, count: number) => uniform(seed, count).map((value) => -3 * value - 0.01);
  const side = (seed: number, offsets: number[]) => {
    const count = offsets.at(-1) as number;
    return { logProbabilities: at(seed, count), reference: at(seed + 1, count), offsets };
  };
  return { chosen: side(1, [0, 4, 4, 9]), rejected: side(5, [0, 3, 7, 8]), weights: [1, 2, 0.5], beta: 0.3 };
}

test.each(['sigmoid', 'ipo', 'hinge'] as const)('the gradient of %s is that of differences', async (loss) => {
  const problem = { ...drawn(), loss };
  const solution = await preferenceLoss(problem);
  certifyPreferenceLoss(problem, solution);
  for (const key of ['chosen', 'rejected'] as const) {
    const gradient = solution[`${key}Gradient`];
    for (let k = 0; k < gradient.length; k++) {
      const at = (step: number) => {
        const side = problem[key];
        const moved = side.logProbabilities.map((value, j) => (j === k ? value + step : value));
        return preferenceLossSync({ ...problem, [key]: { ...side, logProbabilities: moved } }).loss;
      };
      expectClose(gradient[k] as number, (at(1e-6) - at(-1e-6)) / 2e-6, 1e-8);
    }
  }
});

test('a prefix in the same context cancels, whether it is masked or not', async () => {
  const { chosen, rejected } = pair();
  const [prefix, referred] = [
    [-0.4, -1],
    [-0.6, -0.8],
  ];
  const longer = (side: typeof chosen, tokens: number[]) => ({
    logProbabilities: [...prefix, ...side.logProbabilities],
    reference: [...referred, ...side.reference],
    offsets: [0, tokens.length],
    tokens,
  });
  const problem = { chosen: longer(chosen, [1, 2, 3, 4, 5]), rejected: longer(rejected, [1, 2, 6, 4, 5, 3]) };
  const [all, masked, short] = [
    await preferenceLoss(problem),
    await preferenceLoss({ ...problem, mask: 'afterFirstDifference' }),
    await preferenceLoss(pair()),
  ];
  expectClose(all.loss, short.loss, 1e-14);
  expectClose(masked.loss, short.loss, 1e-14);
});

test('what does not fit together is refused by its name', async () => {
  const { chosen, rejected } = pair();
  const refused = (change: object, path: string) =>
    expectError(() => preferenceLoss({ ...pair(), ...change } as never), 'INVALID_INPUT', path);
  await refused({ chosen: { ...chosen, logProbabilities: [-1, 0.5, -2] } }, 'chosen.logProbabilities[1]');
  await refused(
    { chosen: { ...chosen, logProbabilities: [-1, -Infinity, -2] } },
    'chosen.logProbabilities[1]',
  );
  await refused({ chosen: { ...chosen, offsets: [0, 2] } }, 'chosen.offsets');
  await refused({ rejected: { ...rejected, offsets: [0, 2, 4] } }, 'rejected.offsets');
  await refused({ mask: 'afterFirstDifference' }, 'chosen.tokens');
  await refused({ mask: 'given' }, 'chosen.mask');
  await refused({ beta: 0 }, 'beta');
  await refused({ labelSmoothing: 0.5 }, 'labelSmoothing');
  await refused({ labelSmoothing: 0.1, loss: 'ipo' }, 'labelSmoothing');
  await refused({ weights: [0] }, 'weights');
});

test('a certificate refuses other losses', async () => {
  const solution = await preferenceLoss(pair());
  expectRefusal(() => certifyPreferenceLoss(pair(), { ...solution, loss: 0.69 }));
  expectRefusal(() => certifyPreferenceLoss(pair(), { ...solution, chosenGradient: new Float64Array(3) }));
});
