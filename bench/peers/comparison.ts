// One workload, solved by us and by POT in turns.

import { factor, seconds } from '../support/format.js';
import { type Time, takeTurns } from '../support/timing.js';
import type { DenseWorkload } from '../support/workloads.js';
import { type Ours, prepareOurs, SIDES, type Side } from './ours.js';
import type { PeerResult, PeerRun, PeerWorker } from './worker.js';

/** The marginal error that both sides are to reach. */
export const TOLERANCE = 1e-9;

/** A workload that both sides hold in memory, the same to the last bit. */
export async function prepare(workload: DenseWorkload, worker: PeerWorker): Promise<Ours> {
  const ours = prepareOurs(workload, TOLERANCE);
  const theirs = await worker.load(workload);
  if (ours.checksum !== theirs.checksum) throw new Error(`${workload}: the two sides have different inputs`);
  return ours;
}

/** The medians of both sides' turns. */
export interface Measured {
  readonly ours: Record<Side, Time>;
  readonly peer: PeerResult;
}

/** Lets our sides and one run of POT take turns. */
export async function race(ours: Ours, run: PeerRun, worker: PeerWorker, rounds: number): Promise<Measured> {
  let last: PeerResult | undefined;
  const peerTurn = async () => {
    last = await worker.solve(run);
    return last;
  };
  const { peer, ...times } = await takeTurns(rounds, { ...ours.turns, peer: peerTurn });
  if (last === undefined) throw new Error('a race needs a round');
  return { ours: times, peer: { ...last, ...peer } };
}

/**
 * The line of a table for a race, or for what follows from one. Each ratio is the smaller of that of the processor times and that
 * by the clock: numpy's threads cost processor time even while they wait, and a busy machine costs time by the clock.
 */
export function tableLine(title: string, kind: string, { ours, peer }: Measured): Record<string, string> {
  const ratios = (Object.keys(SIDES) as Side[]).map((side) => {
    const byProcessor = peer.cpu / ours[side].cpu;
    const byClock = peer.wall / ours[side].wall;
    return [`peer / ${side}`, factor(Math.min(byProcessor, byClock))];
  });
  return {
    peer: title,
    kind,
    iterations: String(peer.iterations),
    'marginal error': peer.marginalError.toExponential(1),
    'processor time': seconds(peer.cpu),
    'by the clock': seconds(peer.wall),
    ...Object.fromEntries(ratios),
  };
}

/** Which share of POT's transport cost ours differs by. */
export function costDifference(ours: Ours, peer: PeerResult): string {
  return Math.abs(ours.solution.transportCost / peer.transportCost - 1).toExponential(1);
}
