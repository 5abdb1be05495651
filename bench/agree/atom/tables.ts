// Configurations against the order of shells and its known exceptions, and tables of solved atoms by their integrals.

import { atom } from 'superlinear';
import { certifyConfiguration } from '../../../test/certificates/atom.js';
import { at, sum } from '../../../test/certificates/support.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';

interface Shells extends Reply {
  /** Rows of n, l and occupation, by n and then by l. */
  readonly shells: number[][];
}

const textOf = (shells: readonly (readonly number[])[]) => shells.map(String).join('; ');

const rowsOf = ({ shells }: atom.ConfigurationSolution) =>
  textOf(shells.map(({ n, l, occupation }) => [n, l, occupation]));

/** The configuration of an atom, and that read from its text. */
interface Configured {
  readonly configuration: atom.ConfigurationSolution;
  readonly parsed: atom.ConfigurationSolution;
}

const configuration = subject<{ element: number }, Configured, Shells>({
  method: 'configuration',
  kinds: { atoms: (random) => ({ element: random.integer(1, 92) }) },
  codes: ['element'],
  peer: 'shells',
  solve: (problem, options) => {
    const configuration = atom.configurationSync(problem as atom.ConfigurationProblem, options);
    return { configuration, parsed: atom.parseConfigurationSync({ text: configuration.text }, options) };
  },
  certify: (problem, { configuration }) => certifyConfiguration(problem, configuration),
  *judge(_, { solution }, { shells }) {
    if (solution === undefined) return;
    const [ours, parsed] = [rowsOf(solution.configuration), rowsOf(solution.parsed)];
    if (ours !== textOf(shells))
      yield { cause: 'a shell differs', detail: `${ours} here, ${textOf(shells)} there` };
    if (ours !== parsed) yield { cause: 'the text has other shells', detail: `${parsed}, not ${ours}` };
  },
});

/** A solved atom, its grid, and functions of the grid's points. */
interface Tabulated {
  readonly atom: atom.SolveSolution;
  readonly grid: atom.OnLogGridSolution;
  readonly density: Float64Array;
  readonly kinetic: Float64Array;
  readonly charge: Float64Array;
  readonly potential: Float64Array;
}

interface Solvable {
  readonly element: number;
  readonly charge: number;
  readonly points: number;
}

const tabulated = subject<Solvable, Tabulated>({
  method: 'onLogGrid',
  part: 'and evaluate',
  kinds: {
    atoms: (random) => ({
      element: random.integer(1, 20),
      charge: 0,
      points: random.integer(1500, 4000),
    }),
    ions: (random) => {
      const element = random.integer(3, 20);
      return { element, charge: random.integer(1, element - 1), points: random.integer(1500, 4000) };
    },
  },
  codes: ['element', 'charge', 'points'],
  mayBeInfinite: ['radius'],
  solve: (problem, options) => {
    const { element, charge, points } = problem as Solvable;
    const solution = atom.solveSync({ element, charge }, options);
    const grid = atom.onLogGridSync({ solution, points }, options);
    const valuesOf = (what: atom.Quantity) =>
      atom.evaluateSync({ solution, r: grid.r, what }, options).values;
    return {
      ...{ atom: solution, grid, density: valuesOf('density'), kinetic: valuesOf('kineticDensity') },
      ...{ charge: valuesOf('effectiveCharge'), potential: valuesOf('potential') },
    };
  },
  *judge({ element, charge, points }, { solution }) {
    if (solution === undefined) return;
    const { grid, density, kinetic } = solution;
    const integral = (values: ArrayLike<number>) =>
      sum(Array.from(grid.weights, (weight, k) => weight * at(values, k)));
    const electrons = element - charge;
    yield* compareFigures('the number of electrons', integral(grid.density), electrons, 1e-8 * electrons);
    const spheres = Array.from(grid.r, (r) => 4 * Math.PI * r * r);
    const energy = solution.atom.energy.kinetic;
    const ofDensity = integral(kinetic.map((value, k) => value * at(spheres, k)));
    yield* compareFigures('the kinetic energy', ofDensity, energy, 1e-6 * energy);
    const top = Math.max(...grid.density);
    for (const [k, r] of grid.r.entries()) {
      yield* compareFigures('a density', at(density, k) * at(spheres, k), at(grid.density, k), 1e-11 * top);
      yield* compareFigures('a potential', at(solution.potential, k), at(grid.potential, k), 0);
      const screened = -r * at(solution.potential, k);
      yield* compareFigures('an effective charge', at(solution.charge, k), screened, 1e-12 * element);
    }
    const { data } = grid.orbitals;
    for (let row = 0; row < grid.orbitals.rows; row++) {
      const orbital = data.subarray(row * points, (row + 1) * points);
      yield* compareFigures(
        'the norm of an orbital',
        integral(orbital.map((value) => value * value)),
        1,
        1e-8,
      );
    }
  },
});

export const tables = [configuration, tabulated];
