/** Certificates reject slightly wrong solutions: a bracket moved beyond its tolerance. */

import { load, numerics } from 'superlinear';
import { beforeAll, test } from 'vitest';
import { certifyBrentMinimum, certifyBrentRoot } from '../../certificates/numerics.js';
import { expectRefusal } from '../../certificates/support.js';

beforeAll(() => load('numerics'));

test('roots and minima', () => {
  const crossing = { function: Math.cos, lower: 1, upper: 2 };
  const root = numerics.brentRootSync(crossing);
  certifyBrentRoot(crossing, root);
  const right = root.upper + 1e-9;
  for (const wrong of [
    { upper: right },
    { root: right, value: Math.cos(right) },
    { lower: right, upper: right, root: right, value: Math.cos(right) },
  ])
    expectRefusal(() => certifyBrentRoot(crossing, { ...root, ...wrong }));
  const valley = { objective: (x: number) => x - Math.log(x), lower: 0.1, upper: 4 };
  const minimum = numerics.brentMinimumSync(valley);
  certifyBrentMinimum(valley, minimum);
  const moved = minimum.minimizer + 1e-3;
  for (const wrong of [
    { upper: moved },
    { lower: moved, upper: moved + 1e-9, minimizer: moved + 1e-9, objective: valley.objective(moved + 1e-9) },
  ])
    expectRefusal(() => certifyBrentMinimum(valley, { ...minimum, ...wrong }));
});
