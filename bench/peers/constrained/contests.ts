// The peers compared on each workload.

import type { WorkloadName } from '../../constrained/workloads.js';

/** The methods of methods.py. */
export type Method = 'ipopt' | 'slsqp' | 'trustConstr' | 'nlopt';

/** A peer's way to solve a workload. */
export interface Contest {
  readonly peer: string;
  readonly method: Method;
}

const ipopt: Contest = { peer: 'Ipopt with MUMPS', method: 'ipopt' };
const slsqp: Contest = { peer: 'SciPy SLSQP', method: 'slsqp' };
const trustConstr: Contest = { peer: 'SciPy trust-constr', method: 'trustConstr' };
const nlopt: Contest = { peer: 'NLopt SLSQP', method: 'nlopt' };

export const contests: Readonly<Record<WorkloadName, readonly Contest[]>> = {
  table: [ipopt, slsqp, trustConstr, nlopt],
  bounded: [ipopt, slsqp, trustConstr, nlopt],
  'bounded-formulas': [ipopt],
  'poisson-31': [ipopt],
  'poisson-63': [ipopt],
  'poisson-127': [ipopt],
  'poisson-31-linear': [ipopt],
  'poisson-63-linear': [ipopt],
  'poisson-127-linear': [ipopt],
  'poisson-31-stiff': [ipopt],
  'poisson-63-stiff': [ipopt],
  'poisson-127-stiff': [ipopt],
  'logistic-2000x60': [ipopt, slsqp, trustConstr, nlopt],
  'logistic-32000x123': [ipopt, slsqp, trustConstr, nlopt],
  'chain-1000': [ipopt],
};
