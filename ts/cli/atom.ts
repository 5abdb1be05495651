/** `superlinear atom`: the electronic structure of one atom or ion, as a table. */

import { stringify } from '../batch/array-files.js';
import { print } from '../batch/standard-output.js';
import {
  type AtomModel,
  type Functional,
  type SolveProblem,
  type SolveSolution,
  solveSync,
} from '../families/atom.js';
import { type RunChoices, runOptionsOf } from './common-options.js';
import { type PlotOption, plotTo, requireSvg } from './plot.js';

/** The options of `superlinear atom`, as parsed by commander. */
interface AtomOptions extends RunChoices, PlotOption {
  readonly charge?: number;
  readonly configuration?: string;
  readonly model?: AtomModel;
  readonly functional?: Functional;
  readonly spin?: boolean;
  readonly json?: boolean;
}

/** Decimals of energies in the table; results are accurate to 1e-8 hartree. */
const DECIMALS = 8;

/** Solves the atom and prints its energies and levels, or the whole solution as JSON. */
export async function solveAtom(element: string, options: AtomOptions): Promise<void> {
  requireSvg(options);
  const { charge, configuration, model, functional, spin, json } = options;
  const problem: SolveProblem = {
    element: elementOf(element),
    ...(charge !== undefined && { charge }),
    ...(configuration !== undefined && { configuration }),
    ...(model !== undefined && { model }),
    ...(functional !== undefined && { xc: functional }),
    ...(spin !== undefined && { spin }),
  };
  const solution = solveSync(problem, runOptionsOf(options));
  plotTo(options, 'atom.solve', [problem, solution]);
  await print(json ? stringify(solution) : report(String(problem.element), solution));
}

/** Parses an atomic number, or an element's symbol in any case. */
function elementOf(text: string): string | number {
  if (/^\d/.test(text)) return Number(text);
  return text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase();
}

const MODEL_NAMES: Readonly<Record<AtomModel, string>> = {
  schrodinger: "Schrödinger's equation",
  scalar: 'the scalar-relativistic equation',
  dirac: "Dirac's equation",
};

function report(element: string, solution: SolveSolution): string {
  const { status, iterations, charge, model, xc, spin, energy, estimatedError } = solution;
  const ion = charge === 0 ? '' : ` of charge ${charge}`;
  const heading = `${element}${ion} by ${MODEL_NAMES[model]}, ${xc}${spin ? ', spin-polarized' : ''}`;
  const outcome = `${status} after ${iterations} iterations, estimated error ${estimatedError.toExponential(0)}`;
  const parts = Object.entries(energy).filter(([name, value]) => name !== 'confinement' || value !== 0);
  const energies = [['energy', 'hartree'], ...parts.map(([name, value]) => [name, value.toFixed(DECIMALS)])];
  return [`${heading}: ${outcome}`, table(energies), table(levelsOf(solution))].join('\n\n');
}

/** A row for each level, below the headings. */
function levelsOf({ orbitals, spin }: SolveSolution): string[][] {
  const rows = orbitals.map(({ label, spin: direction = '', occupation, energy, meanRadius, bound }) => [
    label,
    ...(spin ? [direction] : []),
    // The Dirac equation splits a shell into two levels, with fractional occupations.
    String(Number(occupation.toFixed(4))),
    energy.toFixed(DECIMALS),
    meanRadius.toFixed(5),
    ...(bound ? [] : ['not bound']),
  ]);
  return [['level', ...(spin ? ['spin'] : []), 'electrons', 'hartree', 'mean r/bohr'], ...rows];
}

/** Formats columns of equal width, the first left-aligned and the others right-aligned. */
function table(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const line = (row: readonly string[]) =>
    row.map((cell, k) => (k === 0 ? cell.padEnd(width(k)) : cell.padStart(width(k)))).join('  ');
  return rows.map(line).join('\n');
}
