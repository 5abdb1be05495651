// Solves one problem on a GPU and on the processor, with times.

import { type BackendName, backend, SuperlinearError, transport } from 'superlinear';

/** Time limit for the processor in seconds. */
const PATIENCE = 300;

/** Solves a problem on both backends, and returns a sentence with both times, or with the reason no GPU is used. */
export async function onBothBackends(problem: transport.SinkhornNewtonProblem): Promise<string> {
  try {
    const { device, instructionSet } = backend('cuda');
    const count = (points: transport.SinkhornNewtonProblem['source']) => points?.length ?? 0;
    const lines = [
      `${count(problem.source)} colors onto ${count(problem.target)}, on ${device} (${instructionSet}) and here:`,
    ];
    for (const where of ['cuda', 'native'] satisfies BackendName[]) {
      const start = performance.now();
      const { status, transportCost } = await transport.sinkhornNewton(problem, {
        backend: where,
        timeLimit: PATIENCE,
      });
      const seconds = ((performance.now() - start) / 1000).toFixed(2);
      lines.push(
        `  ${where.padEnd(7)} ${status}, transport cost ${transportCost.toPrecision(9)}, ${seconds} s`,
      );
    }
    return `${lines.join('\n')}\n`;
  } catch (error) {
    if (!(error instanceof SuperlinearError)) throw error;
    return `${error.message}; so no more colors than the processor takes in seconds.\n`;
  }
}
