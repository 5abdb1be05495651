/** Empty folders for installing the tarballs. */

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A folder with a program's manifest and the given packages installed. */
export class Consumer {
  readonly folder = mkdtempSync(join(tmpdir(), 'superlinear-consumer-'));

  /** Installs like a user, preferring packages cached by npm. */
  async install(tarballs: readonly string[], ...flags: string[]): Promise<void> {
    this.write('package.json', JSON.stringify({ name: 'consumer', private: true, type: 'module' }));
    const options = ['--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', ...flags];
    await this.run('npm', ['install', ...tarballs, ...options]);
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Runs a program in the folder, and returns its output. */
  async run(program: string, args: readonly string[]): Promise<string> {
    // A variable for tests must not select the backend for a user.
    const { SUPERLINEAR_BACKEND: _, NODE_OPTIONS: __, ...env } = process.env;
    try {
      return (await execute(program, args, { cwd: this.folder, env })).stdout;
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`${program} ${args.join(' ')} failed:\n${stdout}${stderr}`);
    }
  }

  /** Runs a Node script. */
  async node(name: string, text: string): Promise<string> {
    this.write(name, text);
    return this.run(process.execPath, [name]);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
