/** Certificates of reactions with diffusion: positive concentrations unless a rate is given, and the reported figures. */

import type { pde } from 'superlinear';
import { at, holds, near, numbersOf, sum } from './support.js';

/** Certifies an evolution: concentrations are positive, figures are those of the fields, and pure diffusion keeps mass. */
export function certifyReactionDiffusion(
  problem: pde.ReactionDiffusionProblem | pde.ReactionFunctionProblem,
  solution: pde.ReactionDiffusionSolution,
): void {
  const { reaction } = problem;
  const kind = 'kind' in reaction ? reaction.kind : undefined;
  const isPositive = kind !== undefined || !('rate' in reaction) || reaction.rate === undefined;
  const cells = Array.from(problem.points).reduce((product, count) => product * count, 1);
  const lengths = problem.lengths === undefined ? [1] : Array.from(problem.lengths);
  const volume = lengths.reduce((product, length) => product * length, 1) / cells;
  Array.from(solution.times).forEach((_, time) => {
    const rows = solution.states.map(({ data }) => Array.from(data.slice(time * cells, (time + 1) * cells)));
    const all = rows.flat();
    holds(
      'every concentration is positive, unless rates are given',
      all.every((value) => value > 0 || !isPositive),
    );
    near('minimum', at(solution.minimum, time), Math.min(...all), 0);
    rows.forEach((row, species) => {
      const mass = volume * sum(row);
      const scale = volume * sum(row.map(Math.abs));
      near('mass', at(solution.mass.data, time * rows.length + species), mass, 1e-12 * scale);
      if (kind !== 'none') return;
      const initial = numbersOf(problem.species[species]?.initial ?? 0);
      const start = typeof initial === 'number' ? initial * cells : sum(Array.from(initial));
      near('the mass', mass, volume * start, 1e-12 * mass + 1e-290);
    });
  });
}
