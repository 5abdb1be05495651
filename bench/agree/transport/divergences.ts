// Sinkhorn divergences between points, against the same three costs by POT.

import { transport } from 'superlinear';
import { certifySinkhornDivergence } from '../../../test/certificates/transport.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';
import { AXES, costsOf, KINDS, type Model, masses, unitOf } from './problems.js';

type Divided = Model & { readonly regularization: number };

/** Points around their centers, in any of a few units. */
function clouds(random: Random): Model {
  const [dimension, unit, apart] = [random.integer(1, 3), random.mildScale(), random.pick([0, 1, 10])];
  const cloud = (count: number, center: number) =>
    random.matrix(count, dimension, () => (random.normal() + center) * unit);
  const [n, m] = [random.integer(1, 12), random.integer(1, 12)];
  return {
    source: masses(random.list(n, () => random.uniform(0.1))),
    target: masses(random.list(m, () => random.uniform(0.1))),
    sourcePoints: cloud(n, 0),
    targetPoints: cloud(m, apart),
    metric: random.pick(['squaredEuclidean', 'euclidean', 'manhattan']),
  };
}

const divided =
  (draw: (random: Random) => Model) =>
  (random: Random): Divided => {
    const model = draw(random);
    return { ...model, regularization: unitOf(costsOf(model)) * random.pick([0.01, 0.1, 1, 1e3]) };
  };

export const divergences = subject<
  Divided,
  transport.SinkhornDivergenceSolution,
  Reply & { status: string; divergence: number }
>({
  method: 'sinkhornDivergence',
  kinds: { clouds: divided(clouds), images: divided(KINDS.images) },
  axes: AXES,
  peer: 'divergence',
  solve: transport.sinkhornDivergenceSync,
  certify: certifySinkhornDivergence,
  *judge(model, outcome, { status, divergence }) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || status !== 'converged') return;
    // Each cost misses the marginal error times the range of potentials.
    const { sourcePoints = [], targetPoints = [], regularization } = model;
    const points = [...sourcePoints, ...targetPoints];
    const range = unitOf(costsOf({ ...model, sourcePoints: points, targetPoints: points }));
    const slack = 1e-8 * (range + regularization);
    yield* compareFigures('the divergence', outcome.solution.divergence, divergence, slack);
  },
});
