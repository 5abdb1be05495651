/**
 * Certificates of integrations: between two times the classical Runge–Kutta method of order 4 with fixed steps leads to the
 * same state, and the reported times and states fit the problem.
 */

import type { expression, ode } from 'superlinear';
import { interpret } from '../support/interpreter.js';
import { NAMED } from './named-systems.js';
import { at, atMost, holds, isVector, rowsOf, vectorOf } from './support.js';

type Field = (t: number, y: readonly number[]) => readonly number[];

/** A problem whose field is a function in JavaScript or as data. */
export type Integrated = ode.SolveExpressionsProblem | (ode.SolveData & ode.SyncSolveFunctions);

/** Steps of the fixed method between two times. */
const STEPS = 400;

/** An interval is compared only if half as many steps lead to the same state within this share of the tolerance. */
const SHARE = 0.2;

/** The allowed defect, in tolerances, which are those of each step, and in estimates of the error. */
const TOLERANCES = 100;
const ESTIMATES = 30;

/** The field of a problem as a function of plain numbers. */
function fieldOf(problem: Integrated, unknowns: number): Field {
  if (typeof problem.field === 'function') {
    const { field } = problem as ode.SyncSolveFunctions;
    return (t, y) => {
      const derivative = new Float64Array(unknowns).fill(Number.NaN);
      return Array.from(
        (field(t, Float64Array.from(y), derivative, {}) as ArrayLike<number> | undefined) ?? derivative,
      );
    };
  }
  const { system } = problem as { system?: ode.NamedSystem };
  const parameters = parametersOf(problem);
  if (system !== undefined) return (_, y) => NAMED[system].slopes(parameters, y);
  const f = problem.field as expression.ExpressionFunction;
  return (t, y) => Array.from(interpret(f, { ...parameters, t, y }).values);
}

/** The parameters of a problem with a field as data, with the defaults of its system. */
function parametersOf(problem: Integrated): Readonly<Record<string, number>> {
  const { system, parameters = {} } = problem as {
    system?: ode.NamedSystem;
    parameters?: Record<string, number>;
  };
  return { ...(system && NAMED[system].defaults), ...parameters };
}

/** Certifies that the observed quantities are the values of their function at the states. */
function certifyObserved(problem: Integrated, { times, states, observed }: ode.SolveSolution): void {
  const { observe } = problem as { observe?: expression.ExpressionFunction };
  holds(
    'observed quantities are there if they are asked for',
    (observe === undefined) === (observed === undefined),
  );
  if (observe === undefined || observed === undefined) return;
  const rows = rowsOf(observed);
  rowsOf(states).forEach((y, k) => {
    const values = Array.from(interpret(observe, { ...parametersOf(problem), t: at(times, k), y }).values);
    const scale = Math.max(...values.map(Math.abs), ...y.map(Math.abs));
    values.forEach((value, j) => {
      atMost(
        `the difference of observed ${j} at row ${k}`,
        Math.abs(value - at(rows[k] ?? [], j)),
        1e-10 * scale,
      );
    });
  });
}

function fourthOrder(
  field: Field,
  from: number,
  to: number,
  start: readonly number[],
  steps: number,
): number[] {
  const h = (to - from) / steps;
  let y = [...start];
  const moved = (slope: readonly number[], step: number) => y.map((value, i) => value + step * at(slope, i));
  for (let k = 0; k < steps; k++) {
    const t = from + k * h;
    const a = field(t, y);
    const b = field(t + h / 2, moved(a, h / 2));
    const c = field(t + h / 2, moved(b, h / 2));
    const d = field(t + h, moved(c, h));
    y = y.map((value, i) => value + (h / 6) * (at(a, i) + 2 * at(b, i) + 2 * at(c, i) + at(d, i)));
  }
  return y;
}

/** Certifies a solution from a single initial state. Stiff intervals, those with a change, and delays are not compared. */
export function certifySolve(problem: Integrated, solution: ode.SolveSolution): void {
  if (problem.initial === undefined || !isVector(problem.initial)) return;
  const { times, status, events, errorEstimate } = solution;
  const states = rowsOf(solution.states);
  holds('a state belongs to each time', states.length === times.length);
  if (problem.times !== undefined) {
    const wanted = vectorOf(problem.times);
    const isPrefix = times.every(
      (time, k) => time === wanted[k] || (k === times.length - 1 && status !== 'finished'),
    );
    holds('times are the wanted ones', isPrefix && (status !== 'finished' || times.length === wanted.length));
  }
  certifyObserved(problem, solution);
  if (status !== 'finished' || problem.massMatrix !== undefined || solution.starts !== undefined) return;
  if (Object.keys(problem.delays ?? {}).length > 0) return;
  const { tolerance = 1e-6, absoluteTolerance = 1e-9 } = problem;
  const field = fieldOf(problem, (states[0] ?? []).length);
  for (let k = 1; k < states.length; k++) {
    const [from, to] = [at(times, k - 1), at(times, k)];
    const isWithin = ({ time, after }: ode.EventRecord) =>
      after !== undefined && Math.abs(time - from) + Math.abs(to - time) <= Math.abs(to - from) * (1 + 1e-12);
    if (events.some(isWithin)) continue;
    const start = states[k - 1] as number[];
    const [coarse, fine] = [STEPS / 2, STEPS].map((steps) => fourthOrder(field, from, to, start, steps));
    const allowed = (fine as number[]).map((value, i) => {
      const absolute =
        typeof absoluteTolerance === 'number' ? absoluteTolerance : at(vectorOf(absoluteTolerance), i);
      const size = Math.max(Math.abs(value), Math.abs(at(start, i)));
      return TOLERANCES * (absolute + tolerance * size) + ESTIMATES * (errorEstimate?.[i] ?? 0);
    });
    const differences = (fine as number[]).map((value, i) => Math.abs(value - at(coarse as number[], i)));
    if (!differences.every((difference, i) => difference <= SHARE * at(allowed, i))) continue;
    (states[k] as number[]).forEach((value, i) => {
      atMost(`the defect of entry ${i} at ${to}`, Math.abs(value - at(fine as number[], i)), at(allowed, i));
    });
  }
}
