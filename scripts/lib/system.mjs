// System programs: their location, and installation of missing ones.

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the first named program on PATH; undefined if there is none. */
export function findProgram(names) {
  const folders = (process.env.PATH ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isProgram);
}

const succeeds = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** Installs a system package; throws an error with the `advice` if that is impossible. */
export function installByApt(name, advice) {
  const isRoot = process.getuid?.() === 0;
  if (!succeeds('apt-get', '--version') || !(isRoot || succeeds('sudo', '-n', 'true')))
    throw new Error(advice);
  console.error(`${name}: installing the system's package`);
  const apt = [...(isRoot ? [] : ['sudo', '-n']), 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600'];
  const run = (...args) => spawnSync(apt[0], [...apt.slice(1), ...args], { encoding: 'utf8' });
  run('update'); // if it fails, the present package lists may suffice
  const { status, stdout, stderr } = run('install', '-y', '--no-install-recommends', name);
  if (status !== 0) throw new Error(`Could not install ${name}:\n${stdout}${stderr}`);
}
