// One workload, solved by superlinear and its peers in turns.

import { cpuOf, type Patience, sum, type Timed, takeTurns } from '../../support/timing.js';
import type { Workload } from '../../transport/workloads.js';
import { record } from '../records.js';
import { prepareAssignment } from './assignment.js';
import { type Contest, contests } from './contests.js';
import { type Ours, prepareOurs, type Side } from './ours.js';
import type { Method, PeerResult, PeerWorker } from './worker.js';

/** The marginal error required of all solvers. */
export const TOLERANCE = 1e-9;

/** The kind of measurement in a line of the comparison. */
export type Kind = 'exact' | 'measured' | 'curtailed' | 'stopped' | 'extrapolated';

/**
 * A line of the comparison: medians of the interleaved turns of a peer and of superlinear, or an extrapolation from
 * them.
 */
export interface Line {
  readonly peer: string;
  readonly kind: Kind;
  /** Number of problems on which the peer stalls above the tolerance. */
  readonly stalled: number;
  readonly turns: number;
  readonly ours: Readonly<Record<Side, Timed>>;
  readonly result: PeerResult & Timed;
}

/** Measures all peers on a workload with bitwise the same data in memory. */
export async function compare(
  workload: Workload,
  worker: PeerWorker,
  patience: Patience,
): Promise<{ ours: Ours; lines: Line[] }> {
  const ours = prepareOurs(workload, TOLERANCE);
  const theirs = await worker.load(workload);
  if (ours.checksum !== theirs.checksum) throw new Error(`${workload}: the two sides have different inputs`);

  const lines: Line[] = [];
  const note = recorder(workload, ours);
  const complete = new Map<Method, Line>();
  for (const { peer, method, stop } of contests[workload]) {
    const run = async (kind: Kind, stalled = 0): Promise<Line> => {
      const turn =
        method === 'linearSumAssignment' ? prepareAssignment() : () => worker.solve(workload, method);
      const measured = await race(ours, turn, patience);
      return { peer, kind, stalled, ...measured };
    };
    const add = (line: Line) => {
      lines.push(line);
      note(line, method);
    };
    if (stop === undefined || method === 'linearSumAssignment') {
      add(await run('exact'));
    } else if ('like' in stop) {
      await worker.imitate(workload, method, stop.like, stop.atMost);
      const line = await run('measured');
      const whole = complete.get(stop.like);
      if (whole === undefined) throw new Error(`${stop.like} is to be measured before ${method}`);
      const isWhole = line.result.marginalError <= TOLERANCE;
      // A stopped run is no measured ratio.
      if (isWhole) add(line);
      else lines.push(...extrapolate(line, whole.result, stop.atOnce === true));
    } else {
      const { stalled } = await worker.calibrate(workload, method, TOLERANCE, stop.atMost);
      const line = await run('measured', stalled);
      complete.set(method, line);
      add(line);
      if (stalled > 0) {
        await worker.curtail(workload, method);
        add(await run('curtailed', stalled));
      }
    }
  }
  return { ours, lines };
}

/** Makes the function that records a line: exact peers beside our exact method, the others beside our regularized one. */
function recorder(workload: Workload, { solutions, exactCost }: Ours) {
  const marginalError = Math.max(...solutions.map((solution) => solution.marginalError));
  return ({ peer, kind, ours, result }: Line, method: Contest['method']): void => {
    const isExact = kind === 'exact';
    const side = isExact ? 'exact, 1 thread' : 'native, 1 thread';
    const costError = Math.abs(result.transportCost / exactCost - 1);
    record({
      workload,
      method: isExact ? 'transport.exact' : 'transport.batch',
      peer: kind === 'curtailed' ? `${peer}, stalling ones ended at their best` : peer,
      package: packageOf(method),
      ours: cpuOf(ours[side]),
      theirs: cpuOf(result),
      errors: isExact
        ? { ours: 0, theirs: costError }
        : { ours: marginalError, theirs: result.marginalError },
      tolerance: TOLERANCE,
    });
  };
}

function packageOf(method: Contest['method']): string {
  if (method === 'linearSumAssignment') return 'linear-sum-assignment';
  return method === 'ssns' ? 'regot' : 'POT';
}

/** Times superlinear and a peer in turns. */
async function race(
  ours: Ours,
  turn: () => PeerResult | Promise<PeerResult>,
  { rounds, seconds }: Patience,
): Promise<Pick<Line, 'turns' | 'ours' | 'result'>> {
  const results: PeerResult[] = [];
  const peerTurn = async () => {
    const result = await turn();
    results.push(result);
    return result;
  };
  const { peer, ...times } = await takeTurns(rounds, { ...ours.turns, peer: peerTurn }, seconds);
  return { turns: results.length, ours: times, result: { ...results[0], ...peer } };
}

/** A stopped run as measured, and its extrapolation to the iterations needed by the method with the same iterates. */
function extrapolate(stopped: Line, whole: PeerResult, atOnce: boolean): [Line, Line] {
  const { iterations, cpu, wall } = stopped.result;
  const wanted = atOnce ? iterations.map(() => Math.max(...whole.iterations)) : whole.iterations;
  const scale = sum(wanted) / sum(iterations);
  const result = { ...stopped.result, ...whole, iterations: wanted, cpu: cpu * scale, wall: wall * scale };
  return [
    { ...stopped, kind: 'stopped' },
    { ...stopped, kind: 'extrapolated', result },
  ];
}
