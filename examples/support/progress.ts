// One line on the terminal that says how far a solver is; nothing where the output is not a terminal.

import type { transport } from 'superlinear';

/** Options for a solver that make it report under this title. */
export function showProgress(title: string) {
  if (!process.stderr.isTTY) return {};
  return {
    onProgress({ iterations, marginalError }: transport.SinkhornNewtonProgress) {
      const { sinkhorn, newton } = iterations;
      write(
        `${title}: ${sinkhorn} sweeps, ${newton} Newton steps, marginal error ${marginalError.toExponential(1)}`,
      );
    },
  };
}

/** Removes the line. */
export function clearProgress(): void {
  if (process.stderr.isTTY) write('');
}

function write(line: string): void {
  process.stderr.write(`\r\x1b[K${line}`);
}
