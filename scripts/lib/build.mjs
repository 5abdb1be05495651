// Brings build steps up to date, telling what is done and how long it took.

import { nodeProblem, rustProblem } from './prerequisites.mjs';
import { duration, ProgramFailed } from './run.mjs';
import { describe, isCurrent, make, stepNeedsRust } from './steps.mjs';

const say = (name, text) => console.log(`${name.padEnd(13)} ${text}`);

/** A reason not to start, or to stop, that is for the user to read; no stack is of any help. */
export class CannotBuild extends Error {}

/** Undefined, or why the given steps cannot be brought up to date on this computer. */
export const problemWith = (names) =>
  nodeProblem() ??
  (names.some((name) => stepNeedsRust(name) && !isCurrent(name)) ? rustProblem() : undefined);

/** Brings one step up to date. `quiet` says nothing about a step that is current. */
export async function bring(name, { quiet = false } = {}) {
  if (isCurrent(name)) {
    if (!quiet) say(name, 'up to date');
    return;
  }
  say(name, `${describe(name)} ...`);
  const start = performance.now();
  await make(name);
  say(name, `done in ${duration(performance.now() - start)}`);
}

/** What there is to say about an error: a sentence where it is an expected one, else where it happened too. */
export const explain = (error) =>
  error instanceof CannotBuild || error instanceof ProgramFailed ? error.message : error.stack;

/** Runs a script's main function; where that cannot go on, says why and sets exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
