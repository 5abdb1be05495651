/** Panels without a plot: text fields as input, and a table of the solution's numbers. */

import { literal, program } from './code.js';
import type { Field, Panel, Values } from './panel.js';
import { tableOf } from './table.js';

/** The definition of a panel without a plot. */
export interface TablePanel<Problem extends object>
  extends Pick<Panel, 'problem' | 'order' | 'title' | 'question' | 'introduction'> {
  readonly fields: readonly Field[];
  /** The function's qualified name: `transport.exact`. */
  readonly call: string;
  /** The function itself. */
  readonly solver: (problem: Problem, options: { readonly signal: AbortSignal }) => Promise<object>;
  /** The problem for the selected values: plain data, shown as literals in the program. */
  readonly problemOf: (values: Values) => Problem;
}

/** Maximum length of arrays shown in full. */
const SHOWN = 12;

export function tablePanel<Problem extends object>(made: TablePanel<Problem>): Panel {
  const { call, solver, problemOf, ...described } = made;
  const [family = ''] = call.split('.');
  return {
    ...described,
    async solve(values, { signal, show }) {
      const solution = await solver(problemOf(values), { signal });
      show(() => tableOf(['Result', ''], rowsOf(solution)));
      return 'status' in solution ? String(solution.status) : 'solved';
    },
    code: (values) =>
      program(
        family,
        `const solution = await ${call}(${literal(problemOf(values))});\nconsole.dir(solution, { depth: null });`,
      ),
  };
}

/** A text field for numbers. */
export const textField = (name: string, label: string, initial: string): Field => ({
  kind: 'text',
  name,
  label,
  initial,
});

/** Parses `1, 2 3` as numbers. */
export const numbersIn = (text = ''): number[] =>
  text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number);

/** Parses `1, 2; 3, 4` as rows of numbers. */
export const rowsIn = (text = ''): number[][] =>
  text
    .split(';')
    .map(numbersIn)
    .filter((row) => row.length > 0);

/** A row for each number, string and array, named by its path: `plan.data`. */
function rowsOf(solution: object, path = ''): string[][] {
  return Object.entries(solution).flatMap(([name, value]) => {
    const isArray = Array.isArray(value) || ArrayBuffer.isView(value);
    if (typeof value !== 'object' || value === null || isArray) return [[path + name, inWords(value)]];
    return rowsOf(value, `${path}${name}.`);
  });
}

function inWords(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(6)));
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Array.from(value as ArrayLike<unknown>);
  const rest = entries.length > SHOWN ? `, … (${entries.length})` : '';
  return entries.slice(0, SHOWN).map(inWords).join(', ') + rest;
}
