// A chain of Rosenbrock's function as a person would write it in JavaScript, with derivatives by hand.

import { chainPoint } from '../../expression/workloads.js';
import { timeOf } from '../../support/timing.js';
import type { PeerResult } from './worker.js';

/** Prepares a quantity of the chain; returns the function for one turn. */
export function prepareByHand(size: number, quantity: string): () => PeerResult {
  const x = chainPoint(size);
  const gradient = new Float64Array(size);
  const answer: number[] = [];
  const at = (i: number) => x[i] as number;
  const compute = {
    value() {
      let sum = 0;
      for (let i = 0; i < size - 1; i++) sum += 100 * (at(i + 1) - at(i) ** 2) ** 2 + (1 - at(i)) ** 2;
      answer[0] = sum;
    },
    gradient() {
      let sum = 0;
      let carried = 0;
      for (let i = 0; i < size - 1; i++) {
        const [difference, rest] = [at(i + 1) - at(i) * at(i), 1 - at(i)];
        sum += 100 * difference * difference + rest * rest;
        gradient[i] = carried - 400 * difference * at(i) - 2 * rest;
        carried = 200 * difference;
      }
      gradient[size - 1] = carried;
      answer[0] = sum;
      answer[1] = gradient[0] as number;
    },
  }[quantity];
  if (compute === undefined) throw new Error(`${quantity} is not written by hand`);
  const setup = timeOf(compute, 0).cpu;
  return () => ({ ...timeOf(compute), setup, answer });
}
