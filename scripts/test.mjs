// npm test [-- SUITE ...] [--verbose]: prepares, runs and counts all suites, or the named ones. Suites: rustfmt, biome,
// types, web, clippy (which is part of cargo), reference, ptx, cargo, vitest, site, cuda, batch, package. The last line
// is "N passed, N failed".

import { provideChromium } from './chromium.mjs';
import { readArguments } from './lib/arguments.mjs';
import { bring, CannotBuild, explain, main, problemWith } from './lib/build.mjs';
import { printFamilyTimes } from './lib/family-times.mjs';
import { processorTime, watchCompiler } from './lib/processor-time.mjs';
import { duration } from './lib/run.mjs';
import { stepNames } from './lib/steps.mjs';
import { suites } from './lib/suites.mjs';
import { provideRedis } from './redis.mjs';

const rows = [];

/** Runs one suite or setup step; errors do not prevent the others from running. */
async function record(name, body) {
  const start = performance.now();
  const processor = processorTime();
  let counts;
  try {
    counts = await body();
  } catch (error) {
    console.error(explain(error));
    counts = { passed: 0, failed: 1 };
  }
  const time = performance.now() - start;
  rows.push({
    name,
    passed: 0,
    failed: 0,
    ...counts,
    time,
    processor: processor && processorTime() - processor,
  });
}

function printTable() {
  const print = (name, ...columns) =>
    console.log(name.padEnd(20), ...columns.map((column, k) => column.padStart(k < 3 ? 8 : 14)));
  const of = (time) => (time === undefined ? '' : duration(time));
  print('\nsuite', 'passed', 'failed', 'skipped', 'time', 'processor');
  for (const { name, passed, failed, skipped = 0, time, processor } of rows) {
    print(name, ...[passed, failed, skipped].map(String), of(time), of(processor));
  }
  print('all of it', ...['passed', 'failed'].map((key) => String(total(key))), '', '', of(processorTime()));
  printFamilyTimes();
}

/** Repeats the names of failed tests, scrolled away by other suites' output. */
function printFailures() {
  const failed = rows.filter((row) => row.failed > 0);
  if (failed.length > 0) console.log('\nfailed');
  for (const { name, failures = [] } of failed) {
    for (const failure of failures.length > 0 ? failures : ['see its output above']) {
      console.log(`${name.padEnd(20)} ${failure}`);
    }
  }
}

const total = (key) => rows.reduce((sum, row) => sum + row[key], 0);

await main(async () => {
  const { positionals: asked } = readArguments({}, true);
  const unknown = asked.find((name) => !(name in suites));
  if (unknown)
    throw new CannotBuild(`There is no suite "${unknown}"; there are ${Object.keys(suites).join(', ')}.`);
  const chosen = Object.keys(suites).filter((name) =>
    asked.length === 0 ? suites[name].includedIn === undefined : asked.includes(name),
  );

  const needs = new Set(chosen.flatMap((name) => suites[name].needs));
  const steps = stepNames.filter((name) => needs.has(name));
  const problem = problemWith(steps);
  if (problem) {
    console.log(`${problem}\n\n0 passed, 1 failed`);
    process.exitCode = 1;
    return;
  }

  watchCompiler();
  for (const step of steps) await record(`build ${step}`, () => bring(step));
  if (needs.has('chromium')) await record('chromium', async () => void provideChromium());
  if (needs.has('redis')) await record('redis', async () => void provideRedis());
  for (const name of chosen) {
    console.log(`\n--- ${name}`);
    await record(name, suites[name].run);
  }

  const [passed, failed] = [total('passed'), total('failed')];
  printTable();
  printFailures();
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
  console.log(`\n${passed} passed, ${failed} failed`);
});
