// One workload, solved by superlinear and its peers in turns.

import type { Workload } from '../../sketch/workloads.js';
import type { Ours } from '../../support/sides.js';
import { cpuOf, type Patience, type Time, type Timed, type Turn, takeTurns } from '../../support/timing.js';
import { record } from '../records.js';
import { type Contest, contests } from './contests.js';
import { handOver } from './hand-over.js';
import { prepareMlMatrix } from './ml-matrix.js';
import { prepareOurs } from './ours.js';
import type { Solution } from './problems.js';
import { makeProblem } from './problems.js';
import type { PeerWorker } from './worker.js';

/** The Python peers' processes: with one thread, and with an unrestricted number. */
export interface Workers {
  readonly one: PeerWorker;
  readonly all: PeerWorker;
}

/** A peer's result. */
export interface Line {
  readonly peer: string;
  readonly error: number;
  readonly one: Time;
  /** Undefined for single-threaded peers in JavaScript. */
  readonly all: Time | undefined;
}

/** Measurements of a workload. */
export interface Compared {
  readonly summary: string;
  readonly error: number;
  readonly ours: Ours;
  readonly lines: readonly Line[];
}

export async function compare(workload: Workload, workers: Workers, patience: Patience): Promise<Compared> {
  const problem = makeProblem(workload);
  const ours = prepareOurs(problem);
  await handOver(workload, problem, [workers.one, workers.all]);

  const solutions = new Map<string, Solution>();
  const turns: Record<string, Turn> = { ...ours.turns };
  for (const contest of contests[workload]) {
    const solveOnOne =
      'python' in contest
        ? () => workers.one.solve(workload, contest.python)
        : prepareMlMatrix(problem, contest.javascript);
    turns[onOne(contest)] = async () => {
      const result = await solveOnOne();
      solutions.set(contest.peer, result.solution);
      return result;
    };
    if ('python' in contest) turns[onAll(contest)] = () => workers.all.solve(workload, contest.python);
  }
  const times = await takeTurns(patience.rounds, turns, patience.seconds);

  const lines: Line[] = [];
  for (const contest of contests[workload]) {
    const error = await workers.one.measure(workload, solutions.get(contest.peer) ?? []);
    lines.push({ peer: contest.peer, error, one: times[onOne(contest)], all: times[onAll(contest)] });
  }
  const error = await workers.one.measure(workload, ours.solution);
  for (const contest of contests[workload]) note(workload, contest, { times, lines, error });
  await Promise.all([workers.one.unload(workload), workers.all.unload(workload)]);
  return { summary: ours.summary, error, ours: times as Ours, lines };
}

/** Largest backward error of least squares; decompositions are approximate, and compared with ours. */
const BACKWARD_ERROR = 1e-14;

const APPROXIMATION = 1.05;

/** Records a peer with one thread. */
function note(
  workload: Workload,
  contest: Contest,
  { times, lines, error }: Pick<Compared, 'lines' | 'error'> & { times: Readonly<Record<string, Timed>> },
): void {
  const line = lines.find(({ peer }) => peer === contest.peer) as Line;
  const isDecomposition = workload === '4000x2000-50';
  record({
    workload,
    method: isDecomposition ? 'sketch.randomizedSvd' : 'sketch.lstsq',
    peer: contest.peer,
    package: packageOf(contest),
    ours: cpuOf(times['native, 1 thread'] as Timed),
    theirs: cpuOf(times[onOne(contest)] as Timed),
    errors: { ours: error, theirs: line.error },
    tolerance: isDecomposition ? APPROXIMATION * error : BACKWARD_ERROR,
  });
}

function packageOf(contest: Contest): string {
  if ('javascript' in contest) return 'ml-matrix';
  if (contest.python === 'numpy') return 'numpy';
  return contest.python.startsWith('randomized') ? 'scikit-learn' : 'scipy';
}

const onOne = ({ peer }: Contest) => `${peer}, 1 thread`;
const onAll = ({ peer }: Contest) => `${peer}, all threads`;
