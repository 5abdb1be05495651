/** The examples run, and leave what they promise. */

import { execFile } from 'node:child_process';
import { rm, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);

test.each(['native', 'wasm'])('colour transfer by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/colour-transfer.js', '--small'], { env });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout).toMatch(/colour transfer .* Sinkhorn-Newton .* converged/);
  expect(stdout).toMatch(/weak link .* Sinkhorn-Newton .* converged/);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(10_000);
});

test.each(['native', 'wasm'])('barycentres of shapes by %s', async (backend) => {
  await rm('build/pictures', { recursive: true, force: true });
  const env = { ...process.env, SUPERLINEAR_BACKEND: backend };
  const { stdout } = await run(process.execPath, ['build/examples/barycenter-of-shapes.js', '--small'], {
    env,
  });
  expect(stdout).toContain(`superlinear computes by ${backend} `);
  expect(stdout.match(/ converged /g)).toHaveLength(4);
  const picture = /build\/pictures\/\S+/.exec(stdout)?.[0] ?? '';
  expect((await stat(picture)).size).toBeGreaterThan(2000);
});
