/** The addon in a process with very few threads, as in containers with a process limit. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

const builtFile = (name: string) => JSON.stringify(new URL(`file://${process.cwd()}/dist/${name}`).href);

const CALLS = `
import { transport } from ${builtFile('index.js')};
const solving = [0, 1, 2].map((k) => transport.exact({ cost: [[4, 1], [2, k]] }));
const told = await Promise.allSettled(solving);
console.log(JSON.stringify(told.map(({ value, reason }) => value?.transportCost ?? reason.code)));
`;

const BATCH = `
import { runBatch } from ${builtFile('batch.js')};
const input = [0, 1, 2].map((k) => ({ method: 'transport.exact', problem: { cost: [[4, 1], [2, k]] } }));
const told = [];
for await (const { solution, error } of runBatch({ input, jobs: 2 })) told.push(solution?.transportCost ?? error.code);
console.log(JSON.stringify(told));
`;

/** Runs a program as a user whom limits bind; an administrator is not bound. */
function run(program: string, limit?: number) {
  const limited = limit === undefined ? [] : [`--nproc=${limit}`];
  const args = [...limited, process.execPath, '--input-type=module', '-e', program];
  return spawnSync('prlimit', args, { uid: 65534, encoding: 'utf8', timeout: 8000, killSignal: 'SIGKILL' });
}

/** Whether this process can start another as such a user, with read access to the build. */
const canRun = process.platform === 'linux' && process.getuid?.() === 0 && run(CALLS).status === 0;

test.skipIf(!canRun).each([
  ['calls', CALLS],
  ['a batch', BATCH],
])('%s: solves, or says that there is no thread', (_, program) => {
  // Node alone needs a dozen threads, and does not start with fewer.
  for (let limit = 11; limit <= 40; limit++) {
    const { status, stdout, stderr } = run(program, limit);
    expect(stderr).not.toContain('panic');
    if (status !== 0) continue;
    expect(['[1.5,1.5,1.5]', JSON.stringify(Array(3).fill('BACKEND_UNAVAILABLE'))]).toContain(stdout.trim());
    if (stdout.includes('1.5')) return;
  }
  throw new Error('nothing was solved with 40 threads');
});

test.runIf(process.platform === 'linux')(
  'WebAssembly says that there is no address space for an instance',
  () => {
    const program = `
import { transport } from ${builtFile('index.js')};
const problem = { cost: [[4, 1], [2, 0]] };
const told = [];
for (const solve of [transport.exactSync, transport.exact]) {
  try { told.push((await solve(problem, { backend: 'wasm' })).transportCost); } catch (error) { told.push(error.code); }
}
console.log(JSON.stringify(told));
`;
    // Each instance reserves ten gigabytes.
    const limited = 'ulimit -v 8000000; exec "$0" "$@"';
    const args = ['-c', limited, process.execPath, '--input-type=module', '-e', program];
    const { stdout } = spawnSync('sh', args, { encoding: 'utf8' });
    expect(stdout.trim()).toBe('["OUT_OF_MEMORY","OUT_OF_MEMORY"]');
  },
);
