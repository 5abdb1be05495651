/** Reactions with diffusion against references and closed forms. */

import { load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { front } from '../../../ts/claims/support/boxes.js';
import { certifyReactionDiffusion } from '../../certificates/pde-reactions.js';
import { expectRefusal } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectClose, expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { reactionDiffusion, reactionDiffusionSync } = pde;

beforeAll(() => load('pde-reactions'));

checkSolver<pde.ReactionDiffusionProblem, pde.ReactionDiffusionSolution, pde.ReactionDiffusionProgress>({
  method: 'pde.reactionDiffusion',
  loads: ['pde-reactions'],
  certify: certifyReactionDiffusion,
  solve: reactionDiffusion,
  solveSync: reactionDiffusionSync,
  problem: () => ({
    points: [2, 3],
    lengths: [1, 2],
    boundary: ['neumann', 'periodic'],
    species: [
      { diffusion: 0.1, initial: [1, 2, 3, 0, 0, 1] },
      { diffusion: 0.2, initial: [1, 1, 0, 1, 2, 1] },
    ],
    reaction: { kind: 'schnakenberg', a: 0.1, b: 0.9, rate: 2 },
    finalTime: 0.5,
    timeStep: 0.125,
    snapshots: [0.25, 0.5],
  }),
  verify: ({ status, steps, times }) => {
    expect({ status, steps }).toEqual({ status: 'finished', steps: 4 });
    expect(Array.from(times)).toEqual([0.25, 0.5]);
  },
  long: () => ({
    points: [96, 96],
    species: [
      { diffusion: 2e-5, initial: 1 },
      { diffusion: 1e-5, initial: new Float64Array(96 * 96).fill(0.1) },
    ],
    reaction: { kind: 'grayScott', feed: 0.04, kill: 0.06 },
    finalTime: 1e4,
    timeStep: 0.1,
  }),
});

describe('references', () => {
  test('an invasion, with order 2 in time', async () => {
    const exact = await reactionDiffusion(front(1e-3));
    expectClose(exact.states[0]?.data[32] as number, 0.73697985, 1e-8);
    expectClose(exact.mass.data[0] as number, 4.7344645, 1e-7);
    const error = (timeStep: number) => {
      const { states } = reactionDiffusionSync(front(timeStep));
      return Math.max(
        ...(states[0]?.data ?? []).map((value, k) => Math.abs(value - (exact.states[0]?.data[k] as number))),
      );
    };
    const errors = [0.1, 0.05, 0.025].map(error);
    [4.9e-4, 1.25e-4, 3.1e-5].forEach((expected, k) => {
      expectClose(errors[k] as number, expected, 0.05 * expected);
    });
  });

  test('a spot of Gray and Scott', async () => {
    const bump = Float64Array.from({ length: 128 * 128 }, (_, k) => {
      const at = (index: number) => ((index + 0.5) * 2.5) / 128 - 1.25;
      return Math.exp(-80 * (at(k % 128) ** 2 + at(Math.floor(k / 128)) ** 2));
    });
    const { mass } = await reactionDiffusion({
      points: [128, 128],
      lengths: [2.5, 2.5],
      species: [
        { diffusion: 2e-5, initial: bump.map((value) => 1 - 0.5 * value) },
        { diffusion: 1e-5, initial: bump.map((value) => 0.25 * value + 1e-12) },
      ],
      reaction: { kind: 'grayScott', feed: 0.04, kill: 0.06 },
      finalTime: 200,
      timeStep: 2,
    });
    expectClose((mass.data[1] as number) / 2.5 ** 2, 0.0020995, 5e-8);
  });
});

describe('closed forms', () => {
  test('a cosine decays by its eigenvalue, whatever the steps', async () => {
    const n = 16;
    const initial = Float64Array.from({ length: n }, (_, i) => 2 + Math.cos((Math.PI * (i + 0.5)) / n));
    const problem = {
      points: [n],
      species: [{ diffusion: 0.5, initial }],
      reaction: { kind: 'none' },
    } as const;
    const factor = Math.exp(-0.5 * (2 * n * Math.sin(Math.PI / (2 * n))) ** 2 * 0.3);
    for (const timeStep of [0.3, 0.05]) {
      const { states, mass } = await reactionDiffusion({ ...problem, finalTime: 0.3, timeStep });
      initial.forEach((value, k) => {
        expectClose(states[0]?.data[k] as number, 2 + factor * (value - 2), 1e-13);
      });
      expectClose(mass.data[0] as number, 2, 1e-13);
    }
  });

  test.each([
    [{ kind: 'logistic', rate: 3, capacity: 2 }, [2]],
    [{ kind: 'grayScott', feed: 0.04, kill: 0.06 }, [1, 1e-300]],
    [{ kind: 'schnakenberg', rate: 10, a: 0.2, b: 0.8 }, [1, 0.8]],
    [{ kind: 'brusselator', a: 2, b: 3 }, [2, 1.5]],
    [{ kind: 'lotkaVolterra', growth: 2, predation: 1, efficiency: 0.5, death: 1.5 }, [3, 2]],
  ] as const)('%j rests in equilibrium', async (reaction, rest) => {
    const species = rest.map((initial) => ({ diffusion: 1, initial }));
    const { states } = await reactionDiffusion({
      points: [4],
      species,
      reaction,
      finalTime: 3,
      timeStep: 0.5,
    });
    states.forEach(({ data }, k) => {
      for (const value of data) expectClose(value, rest[k] as number, 1e-13);
    });
  });

  test('predators and prey conserve the invariant of Lotka and Volterra to second order', async () => {
    const invariant = ([u = 0, v = 0]: number[]) => 0.5 * u - 1.5 * Math.log(u) + v - 2 * Math.log(v);
    const drift = (timeStep: number) => {
      const species = [5, 1].map((initial) => ({ diffusion: 1, initial }));
      const reaction = {
        kind: 'lotkaVolterra',
        growth: 2,
        predation: 1,
        efficiency: 0.5,
        death: 1.5,
      } as const;
      const { states } = reactionDiffusionSync({ points: [1], species, reaction, finalTime: 1, timeStep });
      return Math.abs(invariant(states.map(({ data }) => data[0] as number)) - invariant([5, 1]));
    };
    expectClose(Math.log2(drift(0.01) / drift(0.005)), 2, 0.2);
  });
});

test('concentrations stay positive for any step', async () => {
  const random = mulberry32(5);
  for (const kind of ['grayScott', 'schnakenberg', 'brusselator', 'lotkaVolterra'] as const) {
    const species = [0, 1].map(() => ({
      diffusion: random(),
      initial: Float64Array.from({ length: 24 }, () => (random() < 0.4 ? 0 : 3 * random())),
    }));
    const problem = { points: [4, 6], species, reaction: { kind }, finalTime: 1e6, timeStep: 1e6 } as const;
    const { minimum } = await reactionDiffusion(problem);
    expect(minimum[0]).toBeGreaterThan(0);
  }
});

test('steps by tolerance reach it', async () => {
  const exact = await reactionDiffusion(front(1e-3));
  for (const tolerance of [1e-4, 1e-6]) {
    const { timeStep: _, ...problem } = front(1);
    const { states, errorEstimate = 0, steps } = await reactionDiffusion({ ...problem, tolerance });
    const error = Math.max(
      ...(states[0]?.data ?? []).map((value, k) => Math.abs(value - (exact.states[0]?.data[k] as number))),
    );
    expect(error).toBeLessThan(errorEstimate + 1e-6);
    expect(steps).toBeLessThan(1000);
  }
});

test('a population without limits blows up', async () => {
  const species = [{ diffusion: 1, initial: 1 }];
  const problem = { points: [3], species, reaction: { kind: 'logistic', rate: 1, capacity: 1e40 } } as const;
  expect(await reactionDiffusion({ ...problem, finalTime: 40, timeStep: 0.1 })).toMatchObject({
    status: 'blowUp',
  });
  expect(await reactionDiffusion({ ...problem, finalTime: 40 })).toMatchObject({ status: 'blowUp' });
});

test('a first step that is too long is repeated, not taken for a blow-up', async () => {
  const { status, states, rejected } = await reactionDiffusion({
    points: [1],
    species: [
      { diffusion: 0, initial: 1 },
      { diffusion: 0, initial: 1 },
    ],
    reaction: { kind: 'grayScott', feed: 1e-10, kill: 1e-10 },
    finalTime: 1e10,
  });
  expect(status).toBe('finished');
  expect(rejected).toBeGreaterThan(0);
  // The first species is used up at the rate of its supply: v' = feed - (feed + kill) v from 2.
  expectClose(states[1]?.data[0] as number, 0.5 + 1.5 * Math.exp(-2), 1e-3);
});

test('transforms count toward the memory limit', async () => {
  const species = [{ diffusion: 1, initial: 1 }];
  const problem = { species, reaction: { kind: 'none' }, finalTime: 1, timeStep: 1 } as const;
  const limits = { memoryLimit: 30 };
  await expectError(
    () => reactionDiffusion({ ...problem, points: [100_003] }, limits),
    'OUT_OF_MEMORY',
    'points',
  );
  expect(await reactionDiffusion({ ...problem, points: [100_000] }, limits)).toMatchObject({
    status: 'finished',
  });
});

test('a certificate refuses a wrong concentration', () => {
  const problem: pde.ReactionDiffusionProblem = {
    points: [3],
    species: [{ diffusion: 1, initial: [1, 2, 3] }],
    reaction: { kind: 'none' },
    finalTime: 0.1,
    timeStep: 0.1,
  };
  const solution = reactionDiffusionSync(problem);
  const [state] = solution.states;
  const data = Float64Array.from(state?.data ?? [], (value) => value * (1 + 1e-9));
  expectRefusal(() =>
    certifyReactionDiffusion(problem, { ...solution, states: [{ rows: 1, columns: 3, data }] }),
  );
});

test.each([
  [{ species: [] }, 'species'],
  [{ species: [{ diffusion: -1, initial: 1 }] }, 'species[0].diffusion'],
  [{ species: [{ diffusion: 1, initial: [1, 2] }] }, 'species[0].initial'],
  [{ species: [{ diffusion: 1, initial: [1, -2, 1] }] }, 'species[0].initial[1]'],
  [{ reaction: { kind: 'brusselator' } }, 'species'],
  [{ reaction: { kind: 'logistic', feed: 1 } }, 'reaction.feed'],
  [{ reaction: { kind: 'logistic', rate: -1 } }, 'reaction.rate'],
  [{ reaction: { kind: 'logistic', capacity: 0 } }, 'reaction.capacity'],
  [{ boundary: ['neumann', 'neumann'] }, 'boundary'],
  [{ finalTime: -1 }, 'finalTime'],
  [{ timeStep: 0 }, 'timeStep'],
  [{ snapshots: [] }, 'snapshots'],
] as const)('wrong input %j', async (part, path) => {
  const species = [{ diffusion: 1, initial: 1 }];
  const problem = { points: [3], species, reaction: { kind: 'logistic' }, finalTime: 1, ...part } as const;
  await expectError(() => reactionDiffusion(problem as pde.ReactionDiffusionProblem), 'INVALID_INPUT', path);
});
