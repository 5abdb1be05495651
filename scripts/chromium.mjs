// The browser for tests: finds a Chromium, and installs one where there is none.
//
//   node scripts/chromium.mjs      prints its path, after installing it if need be

import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const applications = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The path of the variable CHROMIUM's browser or of one on PATH; undefined where there is none. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...applications].find(isProgram);
}

const succeeds = (program, ...args) => spawnSync(program, args, { stdio: 'ignore' }).status === 0;

/** As `findChromium`, but installs one by the system's package manager, or throws an error that says what to do. */
export function provideChromium() {
  const found = findChromium();
  if (found) return found;

  const isRoot = process.getuid?.() === 0;
  if (!succeeds('apt-get', '--version') || !(isRoot || succeeds('sudo', '-n', 'true'))) {
    throw new Error(
      'The browser tests need Chromium: install it, or set CHROMIUM to the path of a Chromium or Chrome.',
    );
  }
  console.error("chromium: installing the system's package");
  const apt = [...(isRoot ? [] : ['sudo', '-n']), 'apt-get', '-qq', '-o', 'DPkg::Lock::Timeout=600'];
  const install = (...args) => spawnSync(apt[0], [...apt.slice(1), ...args], { encoding: 'utf8' });
  install('update'); // where it fails, the package lists at hand may do
  const result = install('install', '-y', '--no-install-recommends', 'chromium');
  const installed = findChromium();
  if (!installed) throw new Error(`Could not install Chromium:\n${result.stdout}${result.stderr}`);
  return installed;
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) console.log(provideChromium());
