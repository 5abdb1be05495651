// One workload, computed by superlinear and its peers in turns.

import type { SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type Cost, costOf, pointsOf, turnsOf } from '../../expression/cost.js';
import { type Quantity, type Workload, type WorkloadName, workloads } from '../../expression/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Timed, type Turn, takeTurns } from '../../support/timing.js';
import { record } from '../records.js';
import { prepareByHand } from './by-hand.js';
import { BY_HAND, contests } from './contests.js';
import { BACKENDS, prepareTensorFlow, type TensorFlowPeer } from './with-tensorflow.js';
import type { PeerResult, PeerWorker } from './worker.js';

const SIDES = {
  native: { backend: 'native', threads: 1 },
  WebAssembly: { backend: 'wasm' },
} as const satisfies Record<string, SyncRunOptions>;

type Ours = Readonly<Record<keyof typeof SIDES, Cost>>;

/** Returns the measurements as a table. */
export async function compare(name: WorkloadName, worker: PeerWorker, rounds: number): Promise<string> {
  const workload = workloads[name]();
  await worker.load(name, workload);
  const lines: Record<string, string>[] = [];
  for (const quantity of Object.keys(workload.quantities))
    lines.push(...(await compareQuantity(name, workload, quantity, worker, rounds)));
  await worker.unload(name);
  return [`## ${name}`, `${workload.title}.`, formatTable(lines), ''].join('\n\n');
}

async function compareQuantity(
  name: WorkloadName,
  workload: Workload,
  quantity: string,
  worker: PeerWorker,
  rounds: number,
): Promise<Record<string, string>[]> {
  const { kind, quantities } = workload;
  const measured = quantities[quantity] as Quantity;
  const answer = measured.compute(measured.read(), 1, SIDES.native);
  const turns: Record<string, Turn> = {};
  for (const [side, options] of Object.entries(SIDES)) Object.assign(turns, turnsOf(side, measured, options));
  const results = new Map<string, PeerResult>();
  const peers = contests[kind]
    .filter(({ quantities }) => quantities?.includes(quantity) ?? true)
    .map(({ peer }) => peer);
  for (const peer of peers) {
    const turn = await turnOf(peer, name, workload, quantity, worker);
    turns[peer] = async () => {
      const result = await turn();
      results.set(peer, result);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, PATIENCE);

  const ours: Ours = {
    native: costOf('native', measured, times),
    WebAssembly: costOf('WebAssembly', measured, times),
  };
  for (const peer of peers) {
    const { answer: theirs } = results.get(peer) as PeerResult;
    record({
      workload: `${name}, ${quantity}`,
      method: METHODS[quantity] ?? `expression.${quantity.toLowerCase()}`,
      peer,
      package: packageOf(peer),
      ours: pointsOf('native', measured, times),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: 0, theirs: apart(theirs, answer) },
      tolerance: ACCURACY,
    });
  }
  return [
    ...Object.entries(ours).map(([side, cost]) => row(quantity, side, cost, ours)),
    ...peers.map((peer) => {
      const { setup, answer: theirs } = results.get(peer) as PeerResult;
      const cost = { first: setup, point: times[peer]?.cpu ?? Number.NaN };
      return { ...row(quantity, peer, cost, ours), apart: apart(theirs, answer).toExponential(0) };
    }),
  ];
}

/** One turn of a peer, in this process or in Python. */
async function turnOf(
  peer: string,
  name: WorkloadName,
  workload: Workload,
  quantity: string,
  worker: PeerWorker,
): Promise<() => PeerResult | Promise<PeerResult>> {
  if (peer === BY_HAND) return prepareByHand(workload.arrays.x?.shape.at(-1) as number, quantity);
  if (peer in BACKENDS) return prepareTensorFlow(workload, peer as TensorFlowPeer);
  return () => worker.compute(name, quantity, peer);
}

/** Methods with other names than the quantities. */
const METHODS: Readonly<Record<string, string>> = {
  value: 'expression.evaluate',
  'gradient by the input': 'expression.gradient',
  'epoch of Adam': 'expression.train',
};

/** The largest relative difference of answers that agree. */
const ACCURACY = 1e-9;

/** The package of a peer, by the first words of its name; plain JavaScript is measured by Node itself. */
function packageOf(peer: string): string {
  if (peer in BACKENDS) return '@tensorflow/tfjs';
  if (peer === BY_HAND) return 'node';
  return (peer.split(/[ ,]/)[0] ?? peer).toLowerCase();
}

/** No further round starts after this many seconds. */
const PATIENCE = 60;

function row(
  quantity: string,
  program: string,
  { first, call, point, prepared }: Pick<Cost, 'first' | 'point'> & Partial<Cost>,
  { native, WebAssembly }: Ours,
): Record<string, string> {
  return {
    quantity,
    program,
    'first result': seconds(first),
    '/ native': factor(first / native.first),
    'a call': call === undefined ? '' : seconds(call),
    'a point': seconds(point),
    "/ native's": factor(point / native.point),
    'a prepared call': prepared === undefined ? '' : seconds(prepared),
    "/ native's prepared": native.prepared === undefined ? '' : factor(point / native.prepared),
    "/ WebAssembly's": factor(point / WebAssembly.point),
    apart: '',
  };
}

/** The largest relative difference between corresponding numbers. */
const apart = (numbers: readonly number[], others: readonly number[]) =>
  Math.max(...numbers.map((number, k) => Math.abs(number - (others[k] as number)) / Math.abs(number)));
