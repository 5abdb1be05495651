// Peers of each workload, named as their modules with_….py except for one.

import type { Workload } from '../../expression/workloads.js';
import { BACKENDS } from './with-tensorflow.js';

/** A peer, and the quantities that it computes if not all. */
export interface Contest {
  readonly peer: string;
  readonly quantities?: readonly string[];
}

/** A peer that runs in this process, as do those of TensorFlow.js. */
export const BY_HAND = 'JavaScript by hand';

const jax: Contest = { peer: 'JAX' };

export const contests: Readonly<Record<Workload['kind'], readonly Contest[]>> = {
  rosenbrock: [
    { peer: 'CasADi SX' },
    { peer: 'CasADi MX' },
    jax,
    { peer: BY_HAND, quantities: ['value', 'gradient'] },
  ],
  hs77: [{ peer: 'CasADi SX, one point a call' }, { peer: 'CasADi SX' }],
  logistic: [jax, { peer: 'CasADi MX', quantities: ['gradient'] }, { peer: 'NumPy by hand' }],
  network: [{ peer: 'JAX, one point a call' }, jax, { peer: 'JAX, single precision' }],
  training: [
    jax,
    { peer: 'JAX, single precision' },
    ...Object.keys(BACKENDS).map((peer): Contest => ({ peer })),
  ],
};
