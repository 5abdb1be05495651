// The Python process of a family's peers, kept alive so that superlinear and the peers can take turns.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { peersFolder, preparePython } from './environment.js';

export class Python {
  readonly #process: ChildProcess;
  readonly #replies: AsyncIterator<string>;

  private constructor(process: ChildProcess, replies: AsyncIterator<string>) {
    this.#process = process;
    this.#replies = replies;
  }

  /**
   * Starts a family's worker.py with one thread or an unrestricted number; also returns its package versions. Workers
   * outside this folder import from both folders.
   */
  static async start(
    family: string,
    threads?: 1,
    folder = peersFolder,
  ): Promise<{ python: Python; versions: string }> {
    // Some machines set these for older versions of OpenBLAS; they slow down a current one.
    const { OPENBLAS_CORETYPE: _, OPENBLAS_L2_SIZE: __, ...env } = process.env;
    const oneThread = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    const child = spawn(preparePython(), ['-m', `${family}.worker`], {
      cwd: folder,
      env: { ...env, ...(threads && oneThread), PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: peersFolder },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const python = new Python(child, createInterface({ input: child.stdout })[Symbol.asyncIterator]());
    const { versions } = await python.#reply<{ versions: string }>();
    return { python, versions };
  }

  /** Runs one of the worker's actions. Infinite numbers are sent as strings, which NumPy parses. */
  ask<Reply>(action: string, argumentsByName: object): Promise<Reply> {
    const written = JSON.stringify({ action, ...argumentsByName }, (_, value) =>
      value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY ? String(value) : value,
    );
    this.#process.stdin?.write(`${written}\n`);
    return this.#reply();
  }

  /** Passes numbers, one array after the other, to the worker's action `load` as the doubles of a file. */
  async load(arrays: readonly ArrayLike<number>[], argumentsByName: object): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'superlinear-'));
    const file = join(folder, 'doubles');
    writeFileSync(file, '');
    for (const array of arrays)
      writeFileSync(file, array instanceof Float64Array ? array : Float64Array.from(array), { flag: 'a' });
    await this.ask('load', { ...argumentsByName, file });
    rmSync(folder, { recursive: true });
  }

  stop(): void {
    this.#process.stdin?.end();
  }

  /** Kills a process that does not respond. */
  kill(): void {
    this.#process.kill('SIGKILL');
  }

  async #reply<Reply>(): Promise<Reply> {
    const line = await this.#replies.next();
    if (line.done) throw new Error('the Python process ended; its message is above');
    return JSON.parse(line.value) as Reply;
  }
}
