// superlinear against POT's Sinkhorn (Python Optimal Transport), in turns within one run: `npm run bench:peers`.
//
// Both sides get the same matrix of costs in memory and are to reach the same marginal error. What POT would need hours for is
// bounded from below by stopping it, and extrapolated in a line that says so. Takes about ten minutes.

import { formatTable } from '../../examples/support/table.js';
import { seconds } from '../support/format.js';
import type { DenseWorkload } from '../support/workloads.js';
import { costDifference, type Measured, prepare, race, TOLERANCE, tableLine } from './comparison.js';
import { PeerWorker } from './worker.js';

const rounds = 3;
/** Where POT would need hours, it is stopped after so many iterations. */
const stoppedAfter = 500;
const noLimit = 10_000_000;

const { worker, versions } = await PeerWorker.start();
console.log(`Against ${versions}; medians of ${rounds} turns.`);
console.log(
  'Ratios are peer over ours, each the smaller of that of the processor times and that by the clock.\n',
);

await compareCompletely('cloud100');
await compareCompletely('cloud2000');
await compareOnAssignment();
worker.stop();

/** Both of POT's methods until they reach the tolerance. */
async function compareCompletely(workload: DenseWorkload): Promise<void> {
  const ours = await prepare(workload, worker);
  const scaling = { workload, method: 'sinkhorn', maxIterations: noLimit } as const;
  const { threshold } = await worker.calibrate(scaling, TOLERANCE);
  const plain = await race(ours, { ...scaling, threshold }, worker, rounds);
  const log = await race(ours, { ...scaling, method: 'sinkhorn_log', threshold }, worker, rounds);
  print(workload, log, costDifference(ours, log.peer), [
    tableLine('POT sinkhorn_log', 'measured', log),
    tableLine('POT sinkhorn', 'measured', plain),
  ]);
}

/** Random assignment, 500 to 500: plain scaling finishes, the log-domain method takes hours. */
async function compareOnAssignment(): Promise<void> {
  const workload = 'lap500';
  const ours = await prepare(workload, worker);

  const logDomain = { workload, method: 'sinkhorn_log', threshold: 0, maxIterations: stoppedAfter } as const;
  const stopped = await race(ours, logDomain, worker, rounds);

  const scaling = { workload, method: 'sinkhorn', maxIterations: noLimit } as const;
  const { threshold } = await worker.calibrate(scaling, TOLERANCE);
  const plain = await race(ours, { ...scaling, threshold }, worker, rounds);

  // Both methods compute the same iterates, only in other numbers.
  const scale = plain.peer.iterations / stopped.peer.iterations;
  const { cpu, wall } = stopped.peer;
  const extrapolated = { ...stopped, peer: { ...plain.peer, cpu: cpu * scale, wall: wall * scale } };
  print(workload, plain, costDifference(ours, plain.peer), [
    tableLine('POT sinkhorn_log', 'measured, stopped: at least', stopped),
    tableLine('POT sinkhorn_log', 'extrapolated', extrapolated),
    tableLine('POT sinkhorn', 'measured', plain),
  ]);
  console.log(
    `The stopped run was still at a marginal error of ${stopped.peer.marginalError.toExponential(1)}. The extrapolated line is ` +
      'its time for an iteration, times the number of iterations that POT sinkhorn was measured to need.\n',
  );
}

function print(
  workload: string,
  { ours }: Measured,
  difference: string,
  lines: Record<string, string>[],
): void {
  const time = seconds(ours['native, 1 thread'].cpu);
  console.log(`${workload}: ours ${time} natively on one thread; costs agree to ${difference}`);
  console.log(`${formatTable(lines)}\n`);
}
