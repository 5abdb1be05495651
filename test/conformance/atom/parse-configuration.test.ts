/** Parsing of configurations. */

import { atom, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyConfiguration } from '../../certificates/atom.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';

const { parseConfiguration, parseConfigurationSync } = atom;

beforeAll(() => load('atom'));

checkSolver({
  method: 'atom.parseConfiguration',
  certify: certifyConfiguration,
  solve: parseConfiguration,
  solveSync: parseConfigurationSync,
  problem: () => ({ text: '[He] 2s2 2p1.5' }),
  verify({ shells, electrons }) {
    expect(electrons).toBe(5.5);
    expect(shells[2]).toEqual({ n: 2, l: 1, occupation: 1.5 });
  },
});

test('what is no configuration is refused', async () => {
  for (const text of ['', '1s3', '1p1', '2s2 2s1', '1s2 [He]', '[Xx] 1s1', 's2', '1s-1', '1x2', '1s2x']) {
    await expectError(() => parseConfiguration({ text }), 'INVALID_INPUT', 'text');
  }
});
