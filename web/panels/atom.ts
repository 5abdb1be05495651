/** The electrons of an atom: energy levels, density and orbitals. */

import { atom } from 'superlinear';
import { chartOf, describedChart, sheetOf } from '../chart.js';
import { literal, program, verbatim } from '../code.js';
import type { Panel, Values } from '../panel.js';
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

/** The radial axis shared by the charts. */
const DISTANCES = { label: 'r in bohr', isLog: true } as const;

/** The radial grid of density and orbitals. */
const GRID = { points: 400, rMin: NEAREST, rMax: FARTHEST } as const;

/** The selected atom. */
const problemOf = ({ element = '', model, functional }: Values) => ({
  element,
  model: MODELS.find((name) => name === model) ?? 'scalar',
  xc: FUNCTIONALS.find((name) => name === functional) ?? 'lda',
});

function drawDensity({ r, density }: atom.OnLogGridSolution, width: number): Element {
  const [x, y] = [Array.from(r), Array.from(density)];
  return chartOf(sheetOf(width, 'The density of the electrons.', 240), {
    series: [{ x, y }],
    bands: [{ x, lower: x.map(() => 0), upper: y }],
    x: DISTANCES,
    y: { label: '4π r² density', include: [0] },
  });
}

function drawOrbitals(
  { r, orbitals }: atom.OnLogGridSolution,
  names: readonly string[],
  width: number,
): Element {
  const x = Array.from(r);
  const series = names.map((_, row) => ({
    x,
    y: Array.from(orbitals.data.subarray(row * orbitals.columns, (row + 1) * orbitals.columns)),
  }));
  return describedChart(
    sheetOf(width, 'The orbitals. Point at one to learn its name.'),
    { series, x: DISTANCES, y: { label: 'r times the radial function' } },
    (row) => names[row] as string,
  );
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
  rows: 15,
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
