/** The option `--plot` of commands: the solution as a picture in a file of SVG. */

import { writeFileSync } from 'node:fs';
import { unreachable } from '../batch/files.js';
import { evaluateSync } from '../families/expression.js';
import { type ViewOptions, view } from '../views.js';
import { UsageError } from './exit-codes.js';

/** The option as parsed by commander. */
export interface PlotOption {
  readonly plot?: string;
}

/** Rejects a file of another kind than SVG, before any work. */
export function requireSvg({ plot }: PlotOption): void {
  if (plot !== undefined && !/\.svg$/i.test(plot))
    throw new UsageError(`--plot takes a file that ends with .svg, got ${plot}`);
}

/** Writes the picture of a solution, if it is asked for. */
export function plotTo(
  { plot }: PlotOption,
  method: string,
  [problem, solution]: readonly [object, object],
): void {
  if (plot === undefined) return;
  const evaluate: NonNullable<ViewOptions['evaluate']> = (given) => evaluateSync(given);
  const picture = view(method, problem, solution, { evaluate });
  try {
    writeFileSync(plot, `${picture}\n`);
  } catch (error) {
    throw unreachable('plot', 'written', error);
  }
}
