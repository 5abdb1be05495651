/** A problem with its solution, as drawings take them. */

import { type Data, dataOf, isList, matrixOf, revived, vectorOf } from './data.js';
import { type Sheet, sheetOf, type ViewOptions } from './sheet.js';

/** A problem with its solution. */
export interface Given {
  readonly method: string;
  readonly problem: Data;
  readonly solution: Data;
  readonly options: ViewOptions;
  /** The sheet for a drawing with a sentence about the solution. */
  sheet(sentence: string): Sheet;
}

/** Draws a solution, or returns nothing if it lacks the parts that the drawing shows. */
export type Draw = (given: Given) => string | undefined;

/** Statuses that a sentence need not mention. */
const EXPECTED = ['converged', 'finished', 'completed', 'solved'];

export function givenOf(
  method: string,
  [problem, solution]: readonly [unknown, unknown],
  options: ViewOptions,
): Given {
  const { status } = dataOf(solution);
  const ending = typeof status === 'string' && !EXPECTED.includes(status) ? ` Ended as ${status}.` : '';
  return {
    method,
    problem: dataOf(revived(problem)),
    solution: dataOf(revived(solution)),
    options,
    sheet: (sentence) => sheetOf(options, sentence + ending),
  };
}

export { counted } from '../engine/errors.js';

/** Names of the features, players or items: those of the options, or those of the problem. */
export function namesOf({ problem, options }: Given): readonly string[] | undefined {
  const { featureNames, names } = problem;
  const given = options.names ?? featureNames ?? names;
  return isList(given) ? Array.from(given, String) : undefined;
}

/** A function of the problem as values at points; `undefined` if it cannot be evaluated here. */
export function valuesOf(given: Given, value: unknown): ((points: number[][]) => number[]) | undefined {
  const { evaluate } = given.options;
  if (evaluate === false) return undefined;
  if (typeof value === 'function')
    return (points) => answersAt(points, (point) => value(Float64Array.from(point)));
  const names = inputsOf(value);
  const [name] = names;
  if (evaluate === undefined || name === undefined || names.length !== 1) return undefined;
  return (points) => {
    try {
      return Array.from(evaluate({ function: value as never, points: { [name]: points } }).values);
    } catch {
      return points.map(() => NaN);
    }
  };
}

/** A function of one number; as `valuesOf`. */
export function valuesOfOne(given: Given, value: unknown): ((xs: readonly number[]) => number[]) | undefined {
  if (typeof value === 'function' && given.options.evaluate !== false)
    return (xs) => answersAt(xs, value as never);
  const values = valuesOf(given, value);
  return values && ((xs) => values(xs.map((x) => [x])));
}

/** Milliseconds for all calls of a function. Slower functions are left out. */
const PATIENCE = 250;

/** A function's answers, `NaN` where they are no numbers, and everywhere if the calls take too long. */
function answersAt<Point>(points: readonly Point[], ask: (point: Point) => unknown): number[] {
  const end = performance.now() + PATIENCE;
  const answers: number[] = [];
  for (const point of points) {
    if (performance.now() > end) return points.map(() => NaN);
    answers.push(answerOf(() => ask(point)));
  }
  return answers;
}

/** A function's answer, if it is a number. Functions may fail anywhere but in the solver. */
function answerOf(ask: () => unknown): number {
  try {
    const answer = ask();
    // A promise of a function that waits is left alone, its failure too.
    if (answer instanceof Promise) answer.catch(() => {});
    return typeof answer === 'number' ? answer : NaN;
  } catch {
    return NaN;
  }
}

/** The names of the inputs of a function given as data. */
export function inputsOf(value: unknown): string[] {
  const { inputs } = dataOf(value);
  if (isList(inputs)) return Array.from(inputs, (input) => String(dataOf(input).name));
  return Object.keys(dataOf(inputs));
}

/** Points as rows: a matrix, or a vector of numbers as points on a line. */
export function pointsOf(value: unknown): number[][] {
  const rows = matrixOf(value);
  return rows.length > 0 && (rows[0]?.length ?? 0) === 0 ? vectorOf(value).map((entry) => [entry]) : rows;
}

/** The records of each iteration as columns of numbers by name. */
export function historyOf({ solution }: Given): ReadonlyMap<string, number[]> {
  const { history } = solution;
  const columns = new Map<string, number[]>();
  if (!Array.isArray(history)) return columns;
  history.forEach((record, k) => {
    for (const [name, value] of Object.entries(dataOf(record))) {
      if (typeof value !== 'number') continue;
      const column = columns.get(name) ?? new Array<number>(history.length).fill(NaN);
      column[k] = value;
      columns.set(name, column);
    }
  });
  return columns;
}
