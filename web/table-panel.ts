/** Panels of text fields: the solution as a picture, and a table of its numbers. */

import { literal, program } from './code.js';
import type { Field, Panel, Values } from './panel.js';
import { pictureOf } from './picture.js';
import { tableOf, together } from './table.js';

/** The definition of a panel of text fields. */
export interface TablePanel<Problem extends object>
  extends Pick<Panel, 'problem' | 'order' | 'title' | 'question' | 'introduction' | 'figureHeight' | 'rows'> {
  readonly fields: readonly Field[];
  /** The function's qualified name: `transport.exact`. */
  readonly call: string;
  /** The function itself. */
  readonly solver: (problem: Problem, options: { readonly signal: AbortSignal }) => Promise<object>;
  /** The problem for the selected values: plain data, shown as literals in the program. */
  readonly problemOf: (values: Values) => Problem;
  /** The names of the features or players in the picture. */
  readonly names?: readonly string[];
}

/** Maximum length of arrays shown in full. */
const SHOWN = 12;

export function tablePanel<Problem extends object>(made: TablePanel<Problem>): Panel {
  const { call, solver, problemOf, names, ...described } = made;
  const [family = ''] = call.split('.');
  return {
    ...described,
    async solve(values, { signal, show }) {
      for (const field of made.fields)
        if (isOfNumbers(field)) requireNumbers(field.label, values[field.name]);
      const problem = problemOf(values);
      const solution = await solver(problem, { signal });
      const draw = pictureOf(call, problem, solution, names === undefined ? {} : { names });
      show((width) => together(draw(width), tableOfSolution(solution)));
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
export function textField(name: string, label: string, initial: string): Field {
  const field = { kind: 'text', name, label, initial } as const;
  fieldsOfNumbers.add(field);
  return field;
}

const fieldsOfNumbers = new WeakSet<Field>();

const isOfNumbers = (field: Field) => fieldsOfNumbers.has(field);

/** Throws an error that names the first part of a field's text that is no number. */
export function requireNumbers(label: string, text = ''): void {
  const wrong = text.split(/[\s,;]+/).find((part) => part !== '' && Number.isNaN(Number(part)));
  if (wrong !== undefined) throw new Error(`${label}: "${wrong}" is not a number.`);
}

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

/** The fields of a solution with their values. */
function tableOfSolution(solution: object): HTMLTableElement {
  const table = tableOf(['Field', 'Value'], rowsOf(solution));
  table.className = 'solution';
  return table;
}

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
