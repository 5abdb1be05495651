// A Python environment under build/ with the pinned programs that superlinear is measured against.

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with the Python side; this file is compiled to build/bench/peers. */
export const pythonFolder = fileURLToPath(new URL('../../../bench/peers/', import.meta.url));

const folder = fileURLToPath(new URL('../../peers/venv/', import.meta.url));
const requirements = join(pythonFolder, 'requirements.txt');
const installed = join(folder, 'requirements.txt');

/** What works with the versions of the others, but says that it wanted older ones. */
const BESIDE = ['adelie==1.1.52', 'glmnetpp==0.1.0'];

/** Makes the environment where it is missing or out of date, and returns its Python. */
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
