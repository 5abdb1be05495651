// One problem solved and timed by two methods.

import { backend, transport } from 'superlinear';
import { clearProgress, showProgress } from './progress.js';

type Problem = transport.SinkhornNewtonProblem;
type Solution = transport.SinkhornNewtonSolution;

/** A method's solution of a problem, and its seconds. */
export interface Timed {
  readonly method: string;
  readonly solution: Solution;
  readonly seconds: number;
}

/** Limits for plain Sinkhorn. */
export interface Limits {
  readonly maxIterations: number;
  /** Seconds. */
  readonly timeLimit: number;
}

/** A problem with both solutions. */
export interface Comparison {
  readonly title: string;
  readonly problem: Problem;
  readonly newton: Timed;
  readonly plain: Timed;
}

/** Solves the problem by Sinkhorn-Newton, and by plain Sinkhorn within the limits. */
export async function compare(title: string, problem: Problem, limits: Limits): Promise<Comparison> {
  const { maxIterations, timeLimit } = limits;
  const newton = await timed('Sinkhorn-Newton', problem, {});
  const plainProblem = { ...problem, method: 'sinkhorn', maxIterations } as const;
  const plain = await timed('plain Sinkhorn', plainProblem, { timeLimit });
  return { title, problem, newton, plain };
}

async function timed(method: string, problem: Problem, options: { timeLimit?: number }): Promise<Timed> {
  const start = performance.now();
  const solution = await transport.sinkhornNewton(problem, { ...options, ...showProgress(method) });
  const seconds = (performance.now() - start) / 1000;
  clearProgress();
  return { method, solution, seconds };
}

/** The comparison as two rows of a table. */
export function tableLines({ title, problem, newton, plain }: Comparison): Record<string, string>[] {
  return [newton, plain].map(({ method, solution, seconds }, line) => ({
    problem: line === 0 ? title : '',
    size: line === 0 ? `${solution.sourcePotential.length} x ${solution.targetPotential.length}` : '',
    regularization: line === 0 ? String(problem.regularization) : '',
    method,
    backend: backend().name,
    status: solution.status,
    'sweeps + steps': `${solution.iterations.sinkhorn} + ${solution.iterations.newton}`,
    time: duration(seconds),
    'marginal error': solution.marginalError.toExponential(1),
    'transport cost': solution.transportCost.toPrecision(8),
  }));
}

/** A sentence about the result of the comparison. */
export function verdict({ title, newton, plain }: Comparison): string {
  if (newton.solution.status !== 'converged')
    return `${title}: Sinkhorn-Newton ended as ${newton.solution.status}.`;
  const ratio = plain.seconds / newton.seconds;
  const times = `${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)} times as long`;
  if (plain.solution.status === 'converged') return `${title}: plain Sinkhorn took ${times}.`;
  const off = Math.abs(plain.solution.transportCost / newton.solution.transportCost - 1);
  return (
    `${title}: plain Sinkhorn was stopped after ${times}, at a marginal error of ` +
    `${plain.solution.marginalError.toExponential(1)} and a transport cost ${(100 * off).toPrecision(2)} % off.`
  );
}

function duration(seconds: number): string {
  return seconds < 1 ? `${(1000 * seconds).toPrecision(3)} ms` : `${seconds.toFixed(1)} s`;
}
