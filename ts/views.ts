/** Solutions as pictures: SVG text, without a document and without dependencies. */

import { describeValue, invalidInput } from './engine/errors.js';
import { views as atom } from './views/families/atom.js';
import { views as bilevel } from './views/families/bilevel.js';
import { views as blackbox } from './views/families/blackbox.js';
import { views as constrained } from './views/families/constrained.js';
import { views as coordinate } from './views/families/coordinate.js';
import { views as dynamics } from './views/families/dynamics.js';
import { views as expression } from './views/families/expression.js';
import { views as games } from './views/families/games.js';
import { views as linear } from './views/families/linear.js';
import { views as numerics } from './views/families/numerics.js';
import { views as ode } from './views/families/ode.js';
import { views as pde } from './views/families/pde.js';
import { views as sketch } from './views/families/sketch.js';
import { views as transport } from './views/families/transport.js';
import { firstOf, general } from './views/general.js';
import { type Draw, givenOf } from './views/given.js';
import type { ViewOptions } from './views/sheet.js';

export type { ViewOptions } from './views/sheet.js';

/** The drawings of each family's methods. A method without one is drawn by the form of its solution. */
const FAMILIES: Readonly<Record<string, Readonly<Record<string, Draw>>>> = {
  atom,
  bilevel,
  blackbox,
  constrained,
  coordinate,
  dynamics,
  expression,
  games,
  linear,
  numerics,
  ode,
  pde,
  sketch,
  transport,
};

/**
 * Draws a solution as SVG text, in any place where JavaScript runs. Colors are the CSS variables `--view-1` to `--view-8`,
 * with defaults for light and dark pages; text has the color of the page's text.
 *
 * @param method The method's name, such as `constrained.curveFit`.
 * @param problem The problem as it was given to the method.
 * @param solution Its solution, or a copy of it as JSON.
 *
 * @example
 * ```ts
 * import { constrained } from 'superlinear';
 * import { view } from 'superlinear/views';
 *
 * const problem = { model: 'exponentialDecay', x: [0, 1, 2, 4, 8], y: [9.8, 6.1, 3.7, 1.4, 0.2] } as const;
 * const fit = await constrained.curveFit(problem);
 * console.log(view('constrained.curveFit', problem, fit, { title: 'Decay' }));
 * ```
 */
export function view(method: string, problem: object, solution: object, options: ViewOptions = {}): string {
  if (typeof method !== 'string')
    throw invalidInput('method', `must be the name of a method, got ${describeValue(method)}`);
  for (const [name, value] of Object.entries({ problem, solution, options }))
    if (typeof value !== 'object' || value === null)
      throw invalidInput(name, `must be an object, got ${describeValue(value)}`);
  const given = givenOf(method, [problem, solution], options);
  const [family = '', name = ''] = method.split('.');
  const draw = FAMILIES[family]?.[name] ?? general;
  return firstOf(draw, general)(given) as string;
}

/** The method by which notebooks ask for the forms of an output. */
const display: unique symbol = Symbol.for('Jupyter.display') as typeof display;

/** A picture for the output of a notebook's cell, as Deno's kernel displays it. */
export interface NotebookPicture {
  /** The forms of the picture by media type. */
  [display](): Readonly<Record<'image/svg+xml' | 'text/plain', string>>;
}

/** A solution as the output of a notebook's cell. Arguments are those of `view`. */
export function notebookView(
  method: string,
  problem: object,
  solution: object,
  options: ViewOptions = {},
): NotebookPicture {
  const svg = view(method, problem, solution, options);
  return { [display]: () => ({ 'image/svg+xml': svg, 'text/plain': method }) };
}
