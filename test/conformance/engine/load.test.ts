/** Loading through the package and through each family: a bundle of one family contains no other. */

import {
  atom,
  bilevel,
  blackbox,
  constrained,
  coordinate,
  dynamics,
  expression,
  families,
  games,
  linear,
  load,
  numerics,
  ode,
  pde,
  sketch,
  stochastic,
  transport,
} from 'superlinear';
import { expect, test } from 'vitest';

const all = {
  atom,
  bilevel,
  blackbox,
  constrained,
  coordinate,
  dynamics,
  expression,
  games,
  linear,
  numerics,
  ode,
  pde,
  sketch,
  stochastic,
  transport,
};

test('each family exports load', async () => {
  for (const name of families) {
    expect(all[name].load, name).toBe(load);
    await all[name].load(name);
  }
});
