// The browser for tests: finds a Chromium, and installs one if there is none.
//
//   node scripts/chromium.mjs      prints its path, after installing it if needed

import { resolve } from 'node:path';
import { findProgram, installByApt, isProgram } from './lib/system.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome.exe'];
const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Disables services of Chromium that tests do not need. */
export const CHROMIUM_ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path in the variable CHROMIUM, or of a browser on PATH; undefined if there is none. */
export const findChromium = () =>
  process.env.CHROMIUM || (findProgram(NAMES) ?? APPLICATIONS.find(isProgram));

/**
 * As `findChromium`, but installs a browser with the system's package manager, or throws an error with instructions.
 */
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
