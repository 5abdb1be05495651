/** The electrons of an atom: energy levels, density and orbitals. */

import * as Plot from '@observablehq/plot';
import { atom } from 'superlinear';
import { literal, program, verbatim } from '../code.js';
import type { Panel, Values } from '../panel.js';
import { LINE_COLORS, logAxis, plotOf } from '../plot.js';
import { tableOf, together } from '../table.js';

const ELEMENTS = (
  'H He Li Be B C N O F Ne Na Mg Al Si P S Cl Ar K Ca Sc Ti V Cr Mn Fe Co Ni Cu Zn Ga Ge As Se Br Kr Rb Sr Y Zr Nb Mo Tc ' +
  'Ru Rh Pd Ag Cd In Sn Sb Te I Xe Cs Ba La Ce Pr Nd Pm Sm Eu Gd Tb Dy Ho Er Tm Yb Lu Hf Ta W Re Os Ir Pt Au Hg Tl Pb Bi ' +
  'Po At Rn Fr Ra Ac Th Pa U Np Pu Am Cm Bk Cf Es Fm Md No Lr Rf Db Sg Bh Hs Mt Ds Rg Cn Nh Fl Mc Lv Ts Og'
).split(' ');

const MODELS: readonly atom.AtomModel[] = ['schrodinger', 'scalar', 'dirac'];
const FUNCTIONALS: readonly atom.Functional[] = ['lda', 'pw92', 'pz81', 'pbe', 'exchange', 'none'];

/**
 * Range of the radial axis in bohr: from inside uranium's innermost shell to beyond the outermost shell of most atoms.
 */
const [NEAREST, FARTHEST] = [1e-3, 20];

/** A value at a radius. */
interface Point {
  readonly r: number;
  readonly value: number;
  readonly orbital: string;
}

/** The radial axis shared by the plots. */
const distances = logAxis('r in bohr', [NEAREST, FARTHEST]);

/** The radial grid of density and orbitals. */
const GRID = { points: 400, rMin: NEAREST, rMax: FARTHEST } as const;

/** The selected atom. */
const problemOf = ({ element = '', model, functional }: Values) => ({
  element,
  model: MODELS.find((name) => name === model) ?? 'scalar',
  xc: FUNCTIONALS.find((name) => name === functional) ?? 'lda',
});

function drawDensity({ r, density }: atom.OnLogGridSolution, width: number): Element {
  const points = Array.from(r, (distance, k) => [distance, density[k] as number] as const);
  return plotOf(width, {
    height: 220,
    x: distances,
    y: { label: '4π r² density' },
    marks: [
      Plot.areaY(points, { x: '0', y: '1', fill: 'steelblue', fillOpacity: 0.3 }),
      Plot.lineY(points, { x: '0', y: '1', stroke: 'steelblue' }),
    ],
  });
}

function drawOrbitals(
  { r, orbitals }: atom.OnLogGridSolution,
  names: readonly string[],
  width: number,
): Element {
  const points = names.flatMap((orbital, row) =>
    Array.from(r, (distance, k): Point => {
      const value = orbitals.data[row * orbitals.columns + k] as number;
      return { r: distance, value, orbital };
    }),
  );
  return plotOf(width, {
    color: { domain: names, ...LINE_COLORS },
    x: distances,
    y: { label: 'orbitals, r times the radial function' },
    marks: [
      Plot.ruleY([0]),
      Plot.line(points, { x: 'r', y: 'value', stroke: 'orbital' }),
      Plot.tip(points, Plot.pointer({ x: 'r', y: 'value', title: 'orbital', maxRadius: 60 })),
    ],
  });
}

const levels = (orbitals: readonly atom.OrbitalLevel[]) =>
  tableOf(
    ['Level', 'Electrons', 'Hartree', 'Mean r / bohr'],
    orbitals.map(({ label, occupation, energy, meanRadius, bound }) => [
      label,
      // The Dirac equation splits a shell into two levels, with fractional occupations.
      String(Number(occupation.toFixed(4))),
      `${energy.toFixed(6)}${bound ? '' : ' (not bound)'}`,
      meanRadius.toFixed(4),
    ]),
  );

export const panel: Panel = {
  problem: 'Physics',
  order: 40,
  title: 'Atoms',
  question: 'Where are the electrons of an atom, and how strongly are they bound?',
  introduction: 'The electrons of an atom, by density functionals. Point at an orbital to learn its name.',
  fields: [
    { kind: 'choice', name: 'element', label: 'Element', choices: ELEMENTS, initial: 'Fe' },
    { kind: 'choice', name: 'model', label: 'Equation', choices: MODELS, initial: 'scalar' },
    { kind: 'choice', name: 'functional', label: 'Functional', choices: FUNCTIONALS, initial: 'lda' },
  ],
  async solve(values, stage) {
    const { signal, onProgress } = stage;
    const problem = problemOf(values);
    const solution = await atom.solve(problem, { signal, onProgress });
    const onGrid = await atom.onLogGrid({ solution, ...GRID }, { signal });
    const names = solution.orbitals.map(({ label }) => label);
    stage.show((width) =>
      together(drawDensity(onGrid, width), drawOrbitals(onGrid, names, width), levels(solution.orbitals)),
    );
    const { status, iterations, energy, estimatedError } = solution;
    return `${status} after ${iterations} iterations: ${problem.element} has ${energy.total.toFixed(8)} hartree, estimated error ${estimatedError.toExponential(0)}`;
  },
  code: (values) =>
    program(
      'atom',
      `
const solution = await atom.solve(${literal(problemOf(values))});
console.log(solution.status, solution.energy.total);
for (const { label, occupation, energy } of solution.orbitals) {
  console.log(label, occupation, energy);
}

const { r, density, orbitals } = await atom.onLogGrid(${literal({ solution: verbatim('solution'), ...GRID })});
console.log(r.length, density[0], orbitals.data[0]);`,
    ),
};
