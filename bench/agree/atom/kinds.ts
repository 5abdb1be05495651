// Levels against formulas and Chebyshev collocation, ions of one electron against theirs, and atoms by the virial theorem.

import { atom } from 'superlinear';
import { certifyFunctional, certifySolve, certifyStates } from '../../../test/certificates/atom.js';
import { at } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Outcome, type Reply, subject } from '../subject.js';
import { compareFigures, endingOf, mustConverge } from '../verdict.js';
import { tables } from './tables.js';

interface States {
  readonly potential: atom.GivenPotential;
  readonly count: number;
  readonly l?: number;
  readonly equation?: 'dirac';
  readonly kappa?: number;
  /** The length that the potential is made with. */
  readonly length: number;
}

const levels =
  (potential: (random: Random, length: number) => atom.GivenPotential, hasMoments = true) =>
  (random: Random): States => {
    const length = random.decade(-1.5, 1.5);
    const l = hasMoments ? random.integer(0, 3) : 0;
    return { potential: potential(random, length), count: random.integer(1, 5), l, length };
  };

type Levels = Reply & { readonly levels: number[]; readonly errors: number[]; readonly isAll: boolean };

function* judgeLevels(
  { length }: States,
  { status, solution }: Outcome<atom.StatesSolution>,
  { levels, errors, isAll }: Levels,
) {
  if (solution === undefined || status === 'stalled' || status === 'timeLimit') {
    yield { cause: `${status} where there are levels`, detail: JSON.stringify(levels) };
    return;
  }
  const found = solution.states.map(({ energy }) => energy);
  // A search may end before a weakly bound state.
  const wanted = levels.filter((level) => level > 0 || level * length ** 2 < -1e-5);
  if (found.length < wanted.length && (isAll || status === 'converged'))
    yield { cause: 'levels are missing', detail: `${found.length} of ${levels.length}, ${status}` };
  for (const [k, energy] of found.slice(0, levels.length).entries()) {
    const level = at(levels, k);
    const slack = 3e-10 * Math.max(1, Math.abs(level)) + at(errors, k) + 1e-11 * Math.abs(at(levels, 0));
    yield* compareFigures('a level', energy, level, slack);
  }
}

const states = subject<States, atom.StatesSolution, Levels>({
  method: 'states',
  kinds: {
    coulomb: levels((random) => ({
      kind: 'coulomb',
      charge: random.pick([1, 2.5, 92, random.decade(-2, 3)]),
    })),
    harmonic: levels((_, length) => ({ kind: 'harmonic', frequency: 1 / length ** 2 })),
    hulthen: levels(
      (random, length) => ({
        kind: 'hulthen',
        charge: 1 / length,
        screening: random.uniform(0.01, 1) / length,
      }),
      false,
    ),
    yukawa: levels((random, length) => ({
      kind: 'yukawa',
      charge: 1 / length,
      screening: random.uniform(0.01, 0.5) / length,
    })),
    woodsSaxon: levels((random, length) => ({
      kind: 'woodsSaxon',
      depth: random.uniform(2, 40) / length ** 2,
      radius: length * random.uniform(1, 3),
      diffuseness: length * random.uniform(0.2, 0.6),
    })),
    softCoulomb: levels((random, length) => ({
      kind: 'softCoulomb',
      charge: 1 / length,
      softening: length * random.uniform(0.2, 2),
    })),
    dirac: (random) => ({
      potential: { kind: 'coulomb', charge: random.pick([1, 20.5, 92, 118]) },
      count: random.integer(1, 4),
      equation: 'dirac',
      kappa: random.pick([-3, -2, -1, 1, 2]),
      length: 1,
    }),
  },
  codes: ['length', 'l', 'kappa', 'count'],
  peer: 'levels',
  pose: ({ length: _, ...problem }) => problem,
  solve: (problem, options) =>
    atom.statesSync(problem as atom.StatesProblem & { potential: atom.GivenPotential }, options),
  certify: certifyStates,
  judge: judgeLevels,
});

interface Ion {
  readonly element: number;
  readonly charge: number;
  readonly xc: atom.Functional;
}

/** One electron has its formula; of others the total energy is minus the kinetic one. */
const solve = subject<Ion, atom.SolveSolution>({
  method: 'solve',
  kinds: {
    'one electron': (random) => {
      const element = random.integer(1, 92);
      return { element, charge: element - 1, xc: 'none' };
    },
    atoms: (random) => ({ element: random.integer(1, 54), charge: 0, xc: 'exchange' }),
    ions: (random) => {
      const element = random.integer(3, 54);
      return { element, charge: random.integer(1, Math.min(3, element - 1)), xc: 'exchange' };
    },
  },
  mayBeInfinite: ['radius'],
  solve: atom.solveSync,
  certify: certifySolve,
  *judge({ element, charge, xc }, outcome) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || endingOf(outcome.status) !== 'solved') return;
    const { total, kinetic } = outcome.solution.energy;
    const slack = 5e-7 * Math.max(1, element / 10);
    yield* compareFigures('the virial theorem: the energy', total, -kinetic, slack);
    if (charge === element - 1 && xc === 'none') {
      // Without exchange, an electron repels itself.
      yield* compareFigures('the levels', outcome.solution.orbitals.length, 1, 0);
    }
  },
});

const exchange = subject<
  { density: number[] },
  atom.FunctionalSolution,
  Reply & { energy: number[]; potential: number[] }
>({
  method: 'functional',
  kinds: {
    decades: (random) => ({ density: random.list(random.integer(1, 5), () => random.decade(-8, 6)) }),
    'with none': (random) => ({
      density: random.list(random.integer(1, 5), () => random.pick([0, 1, 1e-3])),
    }),
  },
  axes: [['density']],
  peer: 'exchange',
  pose: ({ density }) => ({ density, xc: 'exchange' }),
  solve: atom.functionalSync,
  certify: certifyFunctional,
  *judge(_, { solution }, { energy, potential }) {
    for (const [k, value] of (solution?.energy ?? []).entries()) {
      yield* compareFigures('the energy', value, at(energy, k), 1e-12 * Math.abs(at(energy, k)) + 1e-12);
      yield* compareFigures(
        'the potential',
        at(solution?.potential ?? [], k),
        at(potential, k),
        1e-12 * Math.abs(at(potential, k)) + 1e-12,
      );
    }
  },
});

export const subjects = [states, solve, exchange, ...tables];
