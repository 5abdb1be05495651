/** Constrained minimization of the visitor's formulas: the feasible set, and the iterates over the contours. */

import { constrained, expression } from 'superlinear';
import { literal, program } from '../code.js';
import { marked } from '../formula.js';
import type { Panel, Stage, Values } from '../panel.js';
import { COLUMNS, type DrawnRelief, drawRelief, gridOf, type Point, ROWS } from '../relief.js';

/** The solver's variables are one vector. Formulas name its entries x and y. */
const NAMES = 'let x = z[0]; let y = z[1]; ';
const INPUTS = { z: 2 } as const;

/** The visitor's problem, parsed. */
interface Chosen {
  readonly objective: string;
  /** Expressions constrained to be at most 0. */
  readonly inequalities: readonly string[];
  /** Expressions constrained to be 0. */
  readonly equations: readonly string[];
  readonly lower: Point;
  readonly initial: Point;
}

function chosenFrom({ objective = '', atMost = '', zero = '', left, bottom, x, y }: Values): Chosen {
  return {
    objective,
    inequalities: listed(atMost),
    equations: listed(zero),
    lower: [Number(left), Number(bottom)],
    initial: [Number(x), Number(y)],
  };
}

/** Splits a list of formulas at semicolons. */
const listed = (text: string): string[] =>
  text
    .split(';')
    .map((formula) => formula.trim())
    .filter((formula) => formula !== '');

/** Parses a formula of x and y as a function of the solver's vector. */
const functionOf = (formula: string) => marked(NAMES, formula, (text) => expression.read(text, INPUTS));

/** The constraints as one vector formula, inequalities first; `undefined` without constraints. */
const constraintsOf = ({ inequalities, equations }: Chosen): string | undefined =>
  inequalities.length + equations.length === 0
    ? undefined
    : `${NAMES}[${[...inequalities, ...equations].join(', ')}]`;

/** The call's argument. Formulas remain text, so it is plain data. */
function problemOf(chosen: Chosen) {
  const { inequalities, equations, objective, lower, initial } = chosen;
  const constraints = constraintsOf(chosen);
  return {
    objective: { formula: NAMES + objective, inputs: INPUTS },
    ...(constraints !== undefined && {
      constraints: { formula: constraints, inputs: INPUTS },
      constraintLower: [...inequalities.map(() => -Infinity), ...equations.map(() => 0)],
      constraintUpper: [...inequalities, ...equations].map(() => 0),
    }),
    lower,
    initial,
  };
}

/** Maximum number of iterations drawn. */
const DRAWN = 60;

/** The iterates: the same call, stopped after each number of iterations. */
async function wayOf(chosen: Chosen, iterations: number, { signal }: Stage): Promise<Point[]> {
  const counts = Array.from({ length: Math.min(iterations, DRAWN) }, (_, k) => k + 1);
  const runs = counts.map((maxIterations) =>
    constrained.minimize({ ...problemOf(chosen), maxIterations }, { signal }),
  );
  const ends = (await Promise.all(runs)).map(({ warmStart }) => warmStart.initial);
  return [chosen.initial, ...ends.map(([x = 0, y = 0]): Point => [x, y])];
}

/** The values of formulas on the grid, row by row for each formula. */
async function relief(formulas: readonly string[], signal: AbortSignal): Promise<Float64Array[]> {
  const { x, y } = gridOf(COLUMNS, ROWS);
  const places = Float64Array.from({ length: 2 * x.length }, (_, k) => (k % 2 ? y : x)[k >> 1] as number);
  const points = { z: { rows: COLUMNS * ROWS, columns: 2, data: places } };
  const evaluated = formulas.map((formula) =>
    expression.evaluate({ function: functionOf(formula), points }, { signal }),
  );
  return (await Promise.all(evaluated)).map(({ values }) => values);
}

/** The largest violation of the inequalities and bounds at each grid point; at most 0 at feasible points. */
function violationsOf(inequalities: readonly Float64Array[], [left, bottom]: Point): Float64Array {
  const { x, y } = gridOf(COLUMNS, ROWS);
  return Float64Array.from({ length: COLUMNS * ROWS }, (_, k) =>
    Math.max(
      left - (x[k] as number),
      bottom - (y[k] as number),
      ...inequalities.map((values) => values[k] as number),
    ),
  );
}

/**
 * The part of the picture that does not depend on the iterates: objective, infeasible region, curves of the equality
 * constraints.
 */
interface Ground {
  readonly values: Float64Array;
  readonly violations: Float64Array;
  readonly zeros: readonly Float64Array[];
}

async function groundOf(
  { objective, inequalities, equations, lower }: Chosen,
  signal: AbortSignal,
): Promise<Ground> {
  const values = await relief([objective, ...inequalities, ...equations], signal);
  return {
    values: values[0] as Float64Array,
    violations: violationsOf(values.slice(1, 1 + inequalities.length), lower),
    zeros: values.slice(1 + inequalities.length),
  };
}

const draw = (ground: Ground, way: readonly Point[], width: number): DrawnRelief =>
  drawRelief(width, 'The way of the iterates to the ring. Gray is forbidden.', {
    ...ground,
    marks: [{ points: way, color: 1, isWay: true, isRinged: true }],
  });

export const panel: Panel = {
  problem: 'Minimize under constraints',
  order: 30,
  title: 'Minimization under constraints',
  question: 'Where is a function lowest among the points that are allowed?',
  introduction:
    'Formulas of x and y. What is shaded is forbidden, and the solver asks for nothing outside the bounds. Touch the picture to start elsewhere.',
  fields: [
    { kind: 'text', name: 'objective', label: 'Minimize', initial: '10 (y - x^2)^2 + (1 - x)^2' },
    {
      kind: 'text',
      name: 'atMost',
      label: 'At most 0, between semicolons',
      initial: 'x^2 + y^2 - 2; x + y - 1',
    },
    { kind: 'text', name: 'zero', label: 'Equal to 0', initial: '' },
    { kind: 'range', name: 'left', label: 'x at least', min: -3, max: 1, step: 0.1, initial: -1.5 },
    { kind: 'range', name: 'bottom', label: 'y at least', min: -2, max: 1, step: 0.1, initial: -0.5 },
    { kind: 'range', name: 'x', label: 'Start at x', min: -6, max: 6, step: 0.01, initial: -1 },
    { kind: 'range', name: 'y', label: 'Start at y', min: -2, max: 2, step: 0.01, initial: 1.5 },
  ],
  async solve(values, stage) {
    const chosen = chosenFrom(values);
    const ground = await groundOf(chosen, stage.signal);
    const found = await constrained.minimize(problemOf(chosen), {
      signal: stage.signal,
      onProgress: stage.onProgress,
    });
    const way = await wayOf(chosen, found.iterations, stage);
    stage.show((width) => {
      const { svg, placeOf } = draw(ground, way, width);
      svg.addEventListener('click', (event) => stage.choose(placeOf(event)));
      return svg;
    });
    const point = Array.from(found.solution, (value) => value.toFixed(6)).join(', ');
    const multipliers = Array.from(found.multipliers, (value) => value.toPrecision(3)).join(', ');
    const told = found.multipliers.length === 0 ? '' : `, multipliers ${multipliers}`;
    return `${found.status} after ${found.iterations} iterations: (${point}), objective ${found.objective.toPrecision(6)}${told}`;
  },
  code(values) {
    const problem = problemOf(chosenFrom(values));
    return program(
      'constrained',
      `
const { status, solution, objective, multipliers } = await constrained.minimize(${literal(problem)});
console.log(status, solution, objective, multipliers);`,
    );
  },
};
