/** Reactions with diffusion whose reaction is a formula or a function: against kinds, closed forms and certificates. */

import { expression, load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyReactionDiffusion } from '../../certificates/pde-reactions.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectAllClose, expectClose, expectError } from '../../support/expect.js';

const { reactionDiffusion, reactionDiffusionSync, reactionDiffusionDialogue } = pde;

beforeAll(() => load('pde-reactions'));

/** Rows of answers from rows of concentrations. */
const byRow =
  (species: number, of: (u: readonly number[]) => readonly number[]) =>
  (points: Float64Array, count: number) =>
    Array.from({ length: count }, (_, k) =>
      of(Array.from(points.subarray(species * k, species * (k + 1)))),
    ).flat();

const small = () => ({
  points: [2, 3],
  lengths: [1, 2],
  boundary: ['neumann', 'periodic'] as pde.ClosedBoundary[],
  species: [
    { diffusion: 0.1, initial: [1, 2, 3, 0, 0, 1] },
    { diffusion: 0.2, initial: [1, 1, 0, 1, 2, 1] },
  ],
  finalTime: 0.5,
  timeStep: 0.125,
  snapshots: [0.25, 0.5],
});

checkSolver<pde.ReactionDiffusionProblem, pde.ReactionDiffusionSolution, pde.ReactionDiffusionProgress>({
  method: 'pde.reactionDiffusion',
  loads: ['pde-reactions'],
  certify: certifyReactionDiffusion,
  solve: reactionDiffusion,
  solveSync: reactionDiffusionSync,
  problem: () => ({
    ...small(),
    reaction: {
      production: expression.define({ u: 2, a: [] }, ({ u, a }) =>
        expression.add(expression.multiply(u, u), a),
      ),
      destruction: expression.define({ u: 2 }, ({ u }) => expression.exp(u)),
    },
    parameters: { a: 0.3 },
  }),
  verify: ({ status, steps }) => expect({ status, steps }).toEqual({ status: 'finished', steps: 4 }),
});

checkSolver<pde.ReactionFunctionProblem, pde.ReactionDiffusionSolution, pde.ReactionDiffusionProgress>({
  method: 'pde.reactionDiffusion',
  loads: ['pde-reactions'],
  certify: certifyReactionDiffusion as never,
  solve: reactionDiffusion,
  solveSync: reactionDiffusionSync as never,
  problem: () => ({ ...small(), reaction: { rate: byRow(2, ([u = 0, v = 0]) => [1 - u * v, u - v]) } }),
  verify: ({ status, steps }) => expect({ status, steps }).toEqual({ status: 'finished', steps: 4 }),
});

const two = { u: 2 } as const;

/** Kinds with their production and destruction. */
const KINDS = [
  [
    { kind: 'logistic', rate: 2, capacity: 3 },
    ['[2 * u[0]]', '[2 * u[0] / 3]'],
    [([u = 0]) => [2 * u], ([u = 0]) => [(2 * u) / 3]],
  ],
  [
    { kind: 'grayScott', feed: 0.04, kill: 0.06 },
    ['[0.04, u[0] * u[1]^2]', '[0.04 + u[1]^2, 0.1]'],
    [([u = 0, v = 0]) => [0.04, u * v * v], ([, v = 0]) => [0.04 + v * v, 0.1]],
  ],
  [
    { kind: 'schnakenberg', rate: 2, a: 0.1, b: 0.9 },
    ['[2 * (0.1 + u[0]^2 * u[1]), 1.8]', '[2, 2 * u[0]^2]'],
    [([u = 0, v = 0]) => [2 * (0.1 + u * u * v), 1.8], ([u = 0]) => [2, 2 * u * u]],
  ],
  [
    { kind: 'lotkaVolterra', growth: 2, predation: 0.5, efficiency: 0.3, death: 1 },
    ['[2 * u[0], 0.3 * u[0] * u[1]]', '[0.5 * u[1], 1]'],
    [([u = 0, v = 0]) => [2 * u, 0.3 * u * v], ([, v = 0]) => [0.5 * v, 1]],
  ],
] as const satisfies readonly (readonly [
  pde.Reaction,
  readonly [string, string],
  readonly ((u: readonly number[]) => readonly number[])[],
])[];

describe('kinds written as production and destruction give the states of the kinds', () => {
  test.each(KINDS)('%j', async (kind, [p, q], functions) => {
    const count = kind.kind === 'logistic' ? 1 : 2;
    for (const steps of [{ timeStep: 0.05 }, {}]) {
      const { timeStep: _, ...rest } = small();
      const problem = { ...rest, species: rest.species.slice(0, count), ...steps };
      const expected = await reactionDiffusion({ ...problem, reaction: kind });
      const inputs = count === 1 ? { u: 1 } : two;
      const production = { formula: p, inputs };
      const destruction = { formula: q, inputs };
      const asFormula = await reactionDiffusion({ ...problem, reaction: { production, destruction } });
      const [first, second] = functions.map((f) => byRow(count, f as never)) as [never, never];
      const asFunction = reactionDiffusionSync({
        ...problem,
        reaction: { production: first, destruction: second },
      });
      for (const found of [asFormula, asFunction]) {
        expect(found.steps).toBe(expected.steps);
        found.states.forEach(({ data }, k) => {
          expectAllClose(data, expected.states[k]?.data as Float64Array, 1e-12);
        });
      }
    }
  });
});

test('concentrations stay positive for any step', async () => {
  const { minimum, status } = await reactionDiffusion({
    ...small(),
    reaction: {
      production: { formula: '[u[1], 0 * u[0]]', inputs: two },
      destruction: { formula: '[1e3 * u[1], 1e6 + u[0]]', inputs: two },
    },
    timeStep: 0.25,
  });
  expect(status).toBe('finished');
  expect(Math.min(...minimum)).toBeGreaterThan(0);
});

describe('rates', () => {
  test('a rotation is followed with order 2, through negative values', () => {
    const error = (timeStep: number) => {
      const { states } = reactionDiffusionSync({
        points: [3],
        species: [
          { diffusion: 0.3, initial: 1 },
          { diffusion: 0.3, initial: 0 },
        ],
        reaction: { rate: { formula: '[-w * u[1], w * u[0]]', inputs: { u: 2, w: [] } } },
        parameters: { w: 2 },
        finalTime: 2,
        timeStep,
      });
      const [u = 0, v = 0] = states.map(({ data }) => data[1] as number);
      return Math.hypot(u - Math.cos(4), v - Math.sin(4));
    };
    const [coarse, middle, fine] = [error(0.1), error(0.05), error(0.025)];
    for (const order of [Math.log2(coarse / middle), Math.log2(middle / fine)]) expectClose(order, 2, 0.1);
  });

  test('a linear decay with diffusion has its closed form, from data of any sign', async () => {
    const n = 16;
    const initial = Float64Array.from({ length: n }, (_, i) => Math.cos((Math.PI * (i + 0.5)) / n));
    const { states, minimum } = await reactionDiffusion({
      points: [n],
      species: [{ diffusion: 0.5, initial }],
      reaction: { rate: { formula: '-3 * u', inputs: { u: [] } } },
      finalTime: 0.3,
      timeStep: 1e-3,
    });
    const factor = Math.exp(-0.3 * (3 + 0.5 * (2 * n * Math.sin(Math.PI / (2 * n))) ** 2));
    initial.forEach((value, k) => {
      expectClose(states[0]?.data[k] as number, factor * value, 1e-6);
    });
    expect(minimum[0]).toBeLessThan(0);
  });

  test('a formula and functions agree; more cells than a question has are asked in several', async () => {
    const n = 20_000;
    const problem = {
      points: [n],
      species: [{ diffusion: 1e-6, initial: Float64Array.from({ length: n }, (_, k) => Math.sin(k / 1000)) }],
      finalTime: 0.2,
      timeStep: 0.1,
    };
    const expected = await reactionDiffusion({
      ...problem,
      reaction: { rate: { formula: 'u - u^3', inputs: { u: [] } } },
    });
    const counts = new Set<number>();
    const rate = byRow(1, ([u = 0]) => [u - u ** 3]);
    const counted = (points: Float64Array, count: number) => {
      counts.add(count);
      return rate(points, count);
    };
    const found = await reactionDiffusion({ ...problem, reaction: { rate: counted } });
    expectAllClose(found.states[0]?.data as Float64Array, expected.states[0]?.data as Float64Array, 1e-14);
    expect([...counts].reduce((total, count) => total + count, 0)).toBe(n);
    const later = async (points: Float64Array, count: number) => rate(points.slice(), count);
    expect(await reactionDiffusion({ ...problem, reaction: { rate: later } })).toEqual(found);
  });

  test('a rate that explodes ends by blowUp', async () => {
    const reaction = { rate: { formula: 'u^2', inputs: { u: [] } } } as const;
    const problem = { points: [2], species: [{ diffusion: 1, initial: 1 }], reaction, finalTime: 10 };
    for (const steps of [{ timeStep: 0.1 }, {}]) {
      const { status } = await reactionDiffusion({ ...problem, ...steps });
      expect(['blowUp', 'stepLimit']).toContain(status);
    }
  });
});

test('a dialogue asks production, then destruction', () => {
  const problem = { ...small(), reaction: { production: true, destruction: true } } as const;
  const [production, destruction] = [byRow(2, ([u = 0]) => [1, u]), byRow(2, ([, v = 0]) => [v, 2])];
  const dialogue = reactionDiffusionDialogue(problem);
  const names: string[] = [];
  while (dialogue.question !== undefined) {
    const { name, point } = dialogue.question;
    names.push(name);
    dialogue.answer((name === 'reaction.production' ? production : destruction)(point, point.length / 2));
  }
  expect(names.slice(0, 2)).toEqual(['reaction.production', 'reaction.destruction']);
  expect(dialogue.solution).toEqual(
    reactionDiffusionSync({ ...small(), reaction: { production, destruction } }),
  );
});

test('a time limit ends a run while a rate is awaited, with the state reached', async () => {
  let calls = 0;
  const rate = (points: Float64Array) => {
    calls += 1;
    return calls > 9 ? new Promise<Float64Array>(() => {}) : points.map((value) => -value);
  };
  const { status, times, states, steps } = await reactionDiffusion(
    { ...small(), reaction: { rate } },
    { timeLimit: 0.3 },
  );
  expect(status).toBe('timeLimit');
  expect(steps).toBe(2);
  expect(states[0]?.rows).toBe(times.length);
});

const constant = (formula: string) => ({ formula, inputs: two });

test.each([
  [{}, 'reaction.kind'],
  [{ rate: 3 }, 'reaction.kind'],
  [{ production: constant('[1, 1]') }, 'reaction.destruction'],
  [{ destruction: constant('[1, 1]') }, 'reaction.production'],
  [{ rate: constant('u'), production: constant('u'), destruction: constant('u') }, 'reaction.rate'],
  [{ rate: constant('u'), a: 1 }, 'reaction.a'],
  [{ kind: 'none', production: constant('u') }, 'reaction.production'],
  [{ kind: 'logistic', rate: constant('u') }, 'reaction.rate'],
  [{ rate: { formula: '[u[0]]', inputs: { u: 2 } } }, 'reaction.rate'],
  [{ rate: { formula: 'u', inputs: { u: 3 } } }, 'reaction.rate.inputs'],
  [{ rate: { formula: 'v', inputs: { v: 2 } } }, 'reaction.rate.inputs'],
  [{ rate: { formula: 'u + ', inputs: { u: 2 } } }, 'reaction.rate.formula:5'],
  [{ production: constant('[1, -1]'), destruction: constant('u') }, 'reaction.production'],
  [{ production: constant('u'), destruction: () => [1] }, 'reaction.production'],
  [{ rate: () => [1, 2, 3] }, 'reaction.rate'],
  [{ kind: 'none', rate: () => [1, 2, 3] }, 'reaction.kind'],
] as const)('wrong reaction %j', async (reaction, path) => {
  const problem = { ...small(), reaction } as unknown as pde.ReactionDiffusionProblem;
  await expectError(() => reactionDiffusion(problem), 'INVALID_INPUT', path);
});

test.each([
  [{ parameters: { k: 1 } }, 'parameters.k'],
  [{ species: [] }, 'species'],
] as const)('wrong input %j', async (part, path) => {
  const problem = { ...small(), reaction: { rate: constant('u') }, ...part } as pde.ReactionDiffusionProblem;
  await expectError(() => reactionDiffusion(problem), 'INVALID_INPUT', path);
});
