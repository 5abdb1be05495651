/** The addon in a process with very few threads, as in containers with a process limit. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const PROGRAM = `
import { transport } from ${JSON.stringify(new URL(`file://${process.cwd()}/dist/index.js`).href)};
const solving = [0, 1, 2].map((k) => transport.exact({ cost: [[4, 1], [2, k]] }));
const told = await Promise.allSettled(solving);
console.log(JSON.stringify(told.map(({ value, reason }) => value?.transportCost ?? reason.code)));
`;

/** Runs the program as an unprivileged user, since limits do not apply to an administrator. */
function run(limit: number | undefined) {
  const limited = limit === undefined ? [] : [`--nproc=${limit}`];
  const args = [...limited, process.execPath, '--input-type=module', '-e', PROGRAM];
  return spawnSync('prlimit', args, { uid: 65534, encoding: 'utf8', timeout: 8000, killSignal: 'SIGKILL' });
}

/** Whether this process can start another as such a user, with read access to the build. */
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && run(undefined).status === 0;

test.skipIf(!canRun)('solves, or says that there is no thread', () => {
  // Node alone needs a dozen threads, and does not start with fewer.
  for (let limit = 11; limit <= 40; limit++) {
    const { status, stdout, stderr } = run(limit);
    expect(stderr).not.toContain('panic');
    if (status !== 0) continue;
    expect(['[1.5,1.5,1.5]', JSON.stringify(Array(3).fill('BACKEND_UNAVAILABLE'))]).toContain(stdout.trim());
    if (stdout.includes('1.5')) return;
  }
  throw new Error('nothing was solved with 40 threads');
});
