// The browser for tests: finds a Chromium, and installs one where there is none.
//
//   node scripts/chromium.mjs      prints its path, after installing it if need be

import { resolve } from 'node:path';
import { findProgram, installByApt, isProgram } from './lib/system.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Chromium without the services that a test has no use for. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of the variable CHROMIUM's browser or of one on PATH; undefined where there is none. */
export const findChromium = () =>
  process.env.CHROMIUM || (findProgram(NAMES) ?? APPLICATIONS.find(isProgram));

/** As `findChromium`, but installs one by the system's package manager, or throws an error that says what to do. */
export function provideChromium() {
  const found = findChromium();
  if (found) return found;
  installByApt(
    'chromium',
    'The browser tests need Chromium: install it, or set CHROMIUM to the path of a Chromium or Chrome.',
  );
  const installed = findChromium();
  if (!installed) throw new Error('Installing chromium brought no program of that name.');
  return installed;
}

if (process.argv[1] && resolve(process.argv[1]) === import.meta.filename) console.log(provideChromium());
