/** Checks that only one process writes an output, and that it is not the input. */

import { createHash } from 'node:crypto';
import { fstatSync, statSync } from 'node:fs';
import { readlink, realpath, rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { invalidInput, SuperlinearError } from '../engine/errors.js';
import { begunPath } from './begun-lines.js';
import { checkpointPath } from './checkpoint.js';
import { inputLogPath } from './input-log.js';
import { STANDARD } from './lines.js';
import type { BatchInput } from './options.js';

/** Milliseconds allowed for the system to close the sockets of a killed process. */
const CLOSING = 2000;

/** Milliseconds between attempts. */
const INTERVAL = 50;

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;

/**
 * Locks a file for this process and resolves to a function that unlocks it. Throws `UNREACHABLE` if another process
 * holds the lock.
 *
 * The lock is a local socket named by the file's real path. Node has no file locks, and the system closes a process's
 * sockets however it ends, so no stale lock remains.
 */
export async function lockOutput(path: string, argument = 'output'): Promise<() => void> {
  const address = addressOf(await realPathOf(path));
  for (const start = performance.now(); ; await sleep(INTERVAL)) {
    const server = await listen(address);
    if (server !== undefined) return () => server.close();
    if (performance.now() - start > CLOSING) {
      const message = `${argument} cannot be written: another process is writing to ${path}`;
      throw new SuperlinearError('UNREACHABLE', message, argument);
    }
  }
}

/** Rejects an input that the batch would overwrite: the output itself under any name, or a file next to it. */
export function requireOtherInput(input: BatchInput, output: string): void {
  if (typeof input !== 'string') return;
  const read = identityOf(input, STANDARD_INPUT);
  if (read === undefined) return;
  const besides = [inputLogPath(output), checkpointPath(output), begunPath(output)];
  const written = output === STANDARD ? [output] : [output, ...besides];
  const same = written.find((path) => identityOf(path, STANDARD_OUTPUT) === read);
  if (same !== undefined) {
    throw invalidInput('output', `must not be the input: the batch would write over its jobs in ${same}`);
  }
}

/** The device and inode of a regular file; undefined for anything else. */
function identityOf(path: string, descriptor: number): string | undefined {
  try {
    const options = { bigint: true } as const;
    const status = path === STANDARD ? fstatSync(descriptor, options) : statSync(path, options);
    return status.isFile() ? `${status.dev} ${status.ino}` : undefined;
  } catch {
    return undefined;
  }
}

/** The path with links resolved. The file itself need not exist. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    // Links may form a circle; opening one fails.
    if ((error as NodeJS.ErrnoException).code === 'ELOOP') return resolve(path);
    const target = await readlink(path).catch(() => undefined);
    if (target !== undefined) return realPathOf(resolve(dirname(path), target));
    const folder = dirname(resolve(path));
    return join(await realpath(folder).catch(() => folder), basename(path));
  }
}

/** An abstract name without a file, if the system has such names; it is freed together with its socket. */
function addressOf(path: string): string {
  const name = `superlinear-${createHash('sha256').update(path).digest('hex').slice(0, 32)}`;
  if (process.platform === 'linux') return `\0${name}`;
  return process.platform === 'win32' ? `\\\\.\\pipe\\${name}` : join(tmpdir(), `${name}.sock`);
}

/** Listens at an address; undefined if another process does. */
async function listen(address: string): Promise<Server | undefined> {
  const server = createServer((socket) => socket.destroy()).unref();
  const error = await new Promise<NodeJS.ErrnoException | undefined>((settle) => {
    server.once('error', settle);
    // A cluster worker must not share the socket of another one.
    server.listen({ path: address, exclusive: true }, () => settle(undefined));
  });
  if (error === undefined) return server;
  // Without permission to open sockets there is no lock; other writers are still detected by the size of the file.
  if (error.code !== 'EADDRINUSE') return server;
  if (address.startsWith(tmpdir()) && !(await isHeard(address))) await rm(address, { force: true });
  return undefined;
}

/** Returns whether a process listens at an address. A socket file outlives its process. */
function isHeard(address: string): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(address, () => {
      socket.destroy();
      settle(true);
    });
    socket.once('error', () => settle(false));
  });
}
