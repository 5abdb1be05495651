// Maps of exact and regularized plans against their formulas in NumPy, and batches against separate solves.

import { type Matrix, type SyncRunOptions, transport } from 'superlinear';
import { at, largest } from '../../../test/certificates/support.js';
import { certifyBatch } from '../../../test/certificates/transport.js';
import type { Random } from '../random.js';
import { type Outcome, type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';
import { KINDS, type Model } from './problems.js';

interface Mapped extends Model {
  readonly regularization?: number;
  readonly sourcePotential: number[];
  readonly targetPotential: number[];
  readonly destinations: number[][];
  readonly direction: transport.Direction;
}

/** Points with any potentials: a map is a formula of them, whether they are optimal or not. */
const mapped =
  (isRegularized: boolean) =>
  (random: Random): Mapped => {
    const { source, target, sourcePoints = [], targetPoints = [], metric } = KINDS.images(random);
    const all = [...sourcePoints, ...targetPoints].flat();
    const size = Math.max(1, largest(all)) ** (metric === 'squaredEuclidean' ? 2 : 1);
    const potential = (side: readonly unknown[]) => random.list(side.length, () => random.normal() * size);
    const direction = random.pick(['forward', 'backward'] as const);
    const ends = direction === 'forward' ? target : source;
    return {
      ...{ source, target, sourcePoints, targetPoints, direction },
      ...(metric && { metric }),
      ...(isRegularized && { regularization: size * random.decade(-3, 2) }),
      sourcePotential: potential(source),
      targetPotential: potential(target),
      destinations: random.normals(ends.length, random.integer(1, 3)),
    };
  };

type Images = Reply & { readonly images: number[][]; readonly potential: number[] };

const maps = (part: string, isRegularized: boolean) =>
  subject<Mapped, transport.MapSolution, Images>({
    method: 'map',
    part,
    kinds: { images: mapped(isRegularized) },
    codes: ['regularization'],
    peer: 'mapped',
    pose: ({ source, target, sourcePoints, targetPoints, metric, destinations, direction, ...rest }) => {
      // Points elsewhere than their own: those of the other side.
      const points = direction === 'forward' ? targetPoints : sourcePoints;
      return {
        problem: { source, target, sourcePoints, targetPoints, metric },
        solution: rest,
        ...{ points, destinations, direction },
      };
    },
    solve: (problem, options) => transport.mapSync(problem as transport.MapProblem, options),
    *judge({ sourcePotential, targetPotential, regularization }, { solution }, { images, potential }) {
      if (solution === undefined) return;
      const unit = largest([...sourcePotential, ...targetPotential]);
      const rounding = 1e-13 * (1 + unit / (regularization ?? unit));
      const { columns } = solution.images;
      for (const [k, value] of solution.images.data.entries()) {
        const row = images[Math.floor(k / columns)] as number[];
        yield* compareFigures(
          'an image',
          value,
          at(row, k % columns),
          10 * rounding * largest(images.flat()),
        );
      }
      for (const [k, value] of solution.potential.entries())
        yield* compareFigures(
          'a potential',
          value,
          at(potential, k),
          rounding * (unit + (regularization ?? 0)),
        );
    },
  });

interface Together {
  readonly problems: readonly (Model & { regularization: number })[];
}

/** The solutions of a batch and of its problems alone. */
interface Solved {
  readonly batch: transport.BatchSolution;
  readonly alone: readonly transport.SinkhornNewtonSolution[];
}

const entriesOf = (solution: object) =>
  JSON.stringify(Object.entries(solution).map(([name, value]) => [name, plain(value)]));

const plain = (value: unknown): unknown =>
  ArrayBuffer.isView(value)
    ? Array.from(value as Float64Array)
    : (value as Matrix | undefined)?.data instanceof Float64Array
      ? Array.from((value as Matrix).data)
      : value;

const batches = subject<Together, Solved>({
  method: 'batch',
  kinds: Object.fromEntries(
    (['tiny', 'degenerate', 'images'] as const).map((name) => [
      name,
      (random: Random) => ({
        problems: random.list(random.integer(1, 4), () => ({
          ...KINDS[name](random),
          regularization: random.decade(-2, 1),
        })),
      }),
    ]),
  ),
  axes: [['problems']],
  codes: ['problems'],
  solve: (problem, options: SyncRunOptions) => {
    const { problems } = problem as transport.BatchProblem;
    return {
      batch: transport.batchSync({ problems }, options),
      alone: problems.map((one) => transport.sinkhornNewtonSync(one, options)),
    };
  },
  certify: (problem, { batch }) => certifyBatch(problem as transport.BatchProblem, batch),
  *judge(_, { solution }: Outcome<Solved>) {
    for (const [k, alone] of (solution?.alone ?? []).entries()) {
      const together = solution?.batch.solutions[k] as transport.BatchItem;
      if (entriesOf(together) !== entriesOf(alone))
        yield {
          cause: 'a solution differs from that alone',
          detail: `${entriesOf(together)} ${entriesOf(alone)}`,
        };
    }
  },
});

export const mapsAndBatches = [maps('of potentials', true), maps('of prices', false), batches];
