// Python and Node environments under build/, with pinned versions of the peers.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with the Python code and the lists of packages; this file is compiled to build/bench/peers. */
export const peersFolder = fileURLToPath(new URL('../../../bench/peers/', import.meta.url));

const folder = fileURLToPath(new URL('../../peers/venv/', import.meta.url));
const packages = fileURLToPath(new URL('../../peers/npm/', import.meta.url));
const requirements = join(peersFolder, 'requirements.txt');
const installed = join(folder, 'requirements.txt');

/** Packages that declare older dependencies but work with the pinned ones. */
export const BESIDE = ['adelie==1.1.52', 'glmnetpp==0.1.0'];

/** Creates or updates the environment, and returns the path of its Python. */
export function preparePython(): string {
  const python = join(
    folder,
    ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']),
  );
  const wanted = readFileSync(requirements, 'utf8');
  if (existsSync(installed) && readFileSync(installed, 'utf8') === wanted) return python;

  console.log('Making a Python environment in build/peers/venv.');
  rmSync(folder, { recursive: true, force: true });
  execFileSync('python3', ['-m', 'venv', folder], { stdio: 'inherit' });
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'];
  execFileSync(python, [...pip, '-r', requirements], { stdio: 'inherit' });
  execFileSync(python, [...pip, '--no-deps', ...BESIDE], { stdio: 'inherit' });
  writeFileSync(installed, wanted);
  return python;
}

/** Installs or updates the npm packages, and returns a `require` that finds them. */
export function prepareNode(): NodeJS.Require {
  const wanted = readFileSync(join(peersFolder, 'packages.json'), 'utf8');
  const manifest = join(packages, 'package.json');
  const done = join(packages, 'installed.json');
  if (!existsSync(done) || readFileSync(done, 'utf8') !== wanted) {
    console.log('Installing packages in build/peers/npm.');
    rmSync(packages, { recursive: true, force: true });
    mkdirSync(packages, { recursive: true });
    writeFileSync(manifest, wanted);
    execFileSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: packages,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    });
    writeFileSync(done, wanted);
  }
  return createRequire(manifest);
}
