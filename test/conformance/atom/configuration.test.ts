/** Ground-state configurations, ions, and their notation. */

import { atom, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyConfiguration } from '../../certificates/atom.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';

const { configuration, configurationSync, parseConfiguration } = atom;

beforeAll(() => load('atom'));

checkSolver({
  method: 'atom.configuration',
  certify: certifyConfiguration,
  solve: configuration,
  solveSync: configurationSync,
  problem: () => ({ element: 'Cr', charge: 1 }),
  verify({ text, electrons }) {
    expect(text).toBe('1s2 2s2 2p6 3s2 3p6 3d5');
    expect(electrons).toBe(23);
  },
});

test('every element is neutral, and its text says the same again', async () => {
  for (let element = 1; element <= 118; element++) {
    const ground = await configuration({ element });
    expect(ground.electrons).toBe(element);
    expect(await parseConfiguration({ text: ground.text })).toEqual(ground);
  }
});

test('bad input is refused with its path', async () => {
  const refused = (problem: object, path: string) =>
    expectError(() => configuration({ element: 'C', ...problem }), 'INVALID_INPUT', path);
  await refused({ element: 'c' }, 'element');
  await refused({ element: 119 }, 'element');
  await refused({ charge: 6 }, 'charge');
  await refused({ charge: -3 }, 'charge');
});
