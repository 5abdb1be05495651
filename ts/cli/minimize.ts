/** `superlinear minimize`: minimizes a formula under equations, inequalities and bounds. */

import { isArrayFile, readArray, stringify } from '../batch/array-files.js';
import { print } from '../batch/standard-output.js';
import { readText } from '../batch/text-file.js';
import { printable } from '../engine/printable.js';
import { type ArrayData, type DataInput, tensorData } from '../expression/data.js';
import type { ExpressionFunction, TensorData } from '../expression/function.js';
import { read } from '../expression/read.js';
import { sizeOf } from '../expression/shapes.js';
import { type MinimizeSolution, minimizeSync } from '../families/constrained.js';
import { type RunChoices, runOptionsOf } from './common-options.js';
import { UsageError } from './exit-codes.js';
import { type PlotOption, plotTo, requireSvg } from './plot.js';
import { type Residuals, readRelations } from './relations.js';

/** The options of `superlinear minimize`, as parsed by commander. */
interface MinimizeOptions extends RunChoices, PlotOption {
  readonly variables: string;
  readonly subjectTo?: readonly string[];
  readonly parameter?: readonly string[];
  readonly initial?: string;
  readonly lower?: string;
  readonly upper?: string;
  readonly json?: boolean;
}

/** Default initial value of variables: unlike at 0, few formulas have no derivative or a zero derivative here. */
const INITIAL = 1;

/** Longer tables omit lines in the middle. */
const MAX_LINES = 40;

/** Minimizes the formula and prints the minimizer, or the whole solution as JSON. */
export async function minimizeFormula(formula: string, options: MinimizeOptions): Promise<void> {
  requireSvg(options);
  const { subjectTo = [], parameter = [], json } = options;
  const { name, shape } = variablesOf(options.variables);
  const data = parametersOf(parameter);
  const inputs = { [name]: shape };
  const objective = read(formula, inputs, data) as ExpressionFunction;
  const only = subjectTo.length === 1;
  const relations =
    subjectTo.length === 0
      ? undefined
      : readRelations(subjectTo, inputs, data, (k) => (only ? 'subject-to' : `subject-to[${k}]`));
  const count = sizeOf(shape);
  const problem = {
    objective,
    ...(relations !== undefined && constraintsOf(relations)),
    ...(options.lower !== undefined && { lower: oneOrEach(options.lower, 'lower', count) }),
    ...(options.upper !== undefined && { upper: oneOrEach(options.upper, 'upper', count) }),
    initial:
      options.initial === undefined
        ? new Float64Array(count).fill(INITIAL)
        : oneOrEach(options.initial, 'initial', count),
  };
  const solution = minimizeSync(problem, runOptionsOf(options));
  plotTo(options, 'constrained.minimize', [problem, solution]);
  const rows = namesOf(name, shape);
  const multipliers = subjectTo.flatMap((text, k) => {
    const entries = relations?.counts[k] ?? 0;
    return entries === 1 ? [text] : Array.from({ length: entries }, (_, entry) => `${text}, entry ${entry}`);
  });
  const isBounded = options.lower !== undefined || options.upper !== undefined;
  await print(json ? stringify(solution) : printable(report(solution, rows, multipliers, isBounded)));
}

/** Parses `x:10`, `x:2,3`, or `x` for a scalar. */
function variablesOf(text: string): { name: string; shape: number[] } {
  const [, name, lengths] = /^([A-Za-z_]\w*)(?::(\d+(?:,\d+)*))?$/.exec(text) ?? [];
  if (name === undefined) {
    throw new UsageError(`--variables takes a name and how many there are, such as x:10; got ${text}`);
  }
  return { name, shape: lengths === undefined ? [] : lengths.split(',').map(Number) };
}

/** Parses the parameters by name. Each may occur only once. */
function parametersOf(texts: readonly string[]): Record<string, DataInput> {
  const parameters: Record<string, DataInput> = {};
  for (const text of texts) {
    const [name, value] = parameterOf(text);
    if (Object.hasOwn(parameters, name)) throw new UsageError(`--parameter: ${name} is given twice`);
    parameters[name] = value;
  }
  return parameters;
}

/** Parses `a=2`, `a=[1, 2]` or `a=FILE`. */
function parameterOf(text: string): [string, DataInput] {
  const [, name, value] = /^\s*([A-Za-z_]\w*)\s*=(.+)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) {
    throw new UsageError(`--parameter takes name=value or name=file, such as a=2 or a=[1,2]; got ${text}`);
  }
  return [name, givenAs(value.trim(), `parameter.${name}`)];
}

/** A number or a list as JSON, or the contents of the named file: JSON or a NumPy array. */
function givenAs(text: string, path: string): DataInput {
  const value = numbersIn(text) ?? contentOf(text, path);
  return typeof value === 'number' ? { shape: [], values: [value] } : (value as DataInput);
}

/** Parses JSON that begins like a number or a list. File names must not begin like this. */
const numbersIn = (text: string): unknown => (/^[-[\d]/.test(text) ? parsed(text, text) : undefined);

function contentOf(file: string, path: string): unknown {
  if (isArrayFile(file)) return readArray(file, path);
  return parsed(readText(file, path), file);
}

function parsed(json: string, name: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new UsageError(`${name} is not JSON: ${(error as Error).message}`);
  }
}

/** The constraint fields of a problem. Equality constraints alone need no bounds. */
function constraintsOf({ function: constraints, lower, upper }: Residuals) {
  const areEquations = lower.every((bound) => bound === 0) && upper.every((bound) => bound === 0);
  return areEquations ? { constraints } : { constraints, constraintLower: lower, constraintUpper: upper };
}

/** Parses an option with one number for all variables, or one for each. */
function oneOrEach(text: string, option: string, count: number): TensorData['values'] {
  const { shape, values } = tensorData(givenAs(text, option) as ArrayData, option);
  return shape.length === 0 ? new Float64Array(count).fill(values[0] as number) : values;
}

/** The names of the scalar variables, as written in formulas. */
function namesOf(name: string, shape: readonly number[]): string[] {
  let places: number[][] = [[]];
  for (const length of shape) {
    places = places.flatMap((place) => Array.from({ length }, (_, k) => [...place, k]));
  }
  return places.map((place) => (place.length === 0 ? name : `${name}[${place.join(', ')}]`));
}

function report(
  {
    status,
    iterations,
    objective,
    solution,
    multipliers,
    boundMultipliers,
    constraintViolation,
  }: MinimizeSolution,
  variables: readonly string[],
  relations: readonly string[],
  isBounded: boolean,
): string {
  const heading = `${status} after ${iterations} iterations: objective ${objective}`;
  const violation = `violation of the constraints ${constraintViolation.toExponential(1)}`;
  return [
    multipliers.length === 0 ? heading : `${heading}, ${violation}`,
    table('variable', 'solution', variables, solution),
    ...(multipliers.length === 0 ? [] : [table('constraint', 'multiplier', relations, multipliers)]),
    ...(isBounded ? [table('bounds of', 'multiplier', variables, boundMultipliers)] : []),
  ].join('\n\n');
}

/** Formats names on the left and numbers on the right, one per line; long tables omit the middle. */
function table(heading: string, what: string, names: readonly string[], values: Float64Array): string {
  const cells = Array.from(values, (value, k) => [names[k] as string, String(value)] as const);
  const half = MAX_LINES / 2;
  const shown =
    cells.length <= MAX_LINES
      ? cells
      : [
          ...cells.slice(0, half),
          ['…', `${cells.length - MAX_LINES} more by --json`] as const,
          ...cells.slice(-half),
        ];
  const rows = [[heading, what] as const, ...shown];
  const width = Math.max(...rows.map(([name]) => name.length));
  // Aligns numbers at their first digits.
  return rows
    .map(([name, value]) => `${name.padEnd(width)}  ${/^\d/.test(value) ? ' ' : ''}${value}`)
    .join('\n');
}
