// Brings build steps up to date and reports each step with its duration.

import { nodeProblem, rustProblem } from './prerequisites.mjs';
import { duration, ProgramFailed } from './run.mjs';
import { describe, isCurrent, make, stepNeedsRust } from './steps.mjs';

const say = (name, text) => console.log(`${name.padEnd(13)} ${text}`);

/** A reason, meant for the user, not to start or to stop; printed without a stack. */
export class CannotBuild extends Error {}

/** The reason the given steps cannot be brought up to date on this computer; undefined if they can. */
export const problemWith = (names) =>
  nodeProblem() ??
  (names.some((name) => stepNeedsRust(name) && !isCurrent(name)) ? rustProblem() : undefined);

/** Brings one step up to date. `quiet` suppresses the report on a current step. */
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

/** Formats an error: a sentence if it is expected, the stack otherwise. */
export const explain = (error) =>
  error instanceof CannotBuild || error instanceof ProgramFailed ? error.message : error.stack;

/** Runs a script's main function; on an error prints the reason and sets exit code 1. */
export async function main(body) {
  try {
    await body();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}
