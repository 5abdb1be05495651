// Jobs of which a tenth is hostile, on a queue with two workers that isolate and limit them: no good job is lost or differs, no worker ends,
// every hostile job has a record, and what others put on the queue harms nobody.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { HOSTILE_KINDS, hostileLine } from './hostile-jobs.mjs';
import {
  freePort,
  jobsOf,
  randomOf,
  require,
  requireExit,
  Server,
  start,
  undisturbed,
} from './jobs-soak.mjs';

/** The limits of the workers: seconds and mebibytes of a job. */
const [TIME_LIMIT, MEMORY_LIMIT] = ['2', '700'];

/** Outcomes with the code `INTERNAL` that are no defect: jobs that a worker had to end. */
const ENDED = /and did not look at the clock$|^every worker crashed on it: /;

/** Jobs that no `enqueue` made: no or wrong lines, and lines that the file does not have. */
const ROGUES = [
  { text: '{}' },
  { line: { a: 1 }, text: '{}' },
  { line: '1', text: '{}' },
  { line: 0, text: '{}' },
  { line: 1e300, text: '{}' },
  { line: 1 },
  { line: 1, text: 7 },
  { line: 1, text: '{}', record: '{"line":1,"solution":{}}' },
  [],
  'text',
  7,
  null,
];

/** The lines of jobs, of which one in ten is hostile, with the kind of each that is. */
function mixed(count, seed) {
  const random = randomOf(seed + 1);
  const kinds = Object.keys(HOSTILE_KINDS);
  const lines = jobsOf(count, seed).split('\n').slice(0, -1);
  const hostile = new Map();
  for (let index = 3; index < count; index += 10) {
    const kind = kinds[hostile.size % kinds.length];
    hostile.set(index + 1, kind);
    lines[index] = hostileLine(kind, random);
  }
  return { lines, hostile };
}

const textOf = (lines) => lines.map((line) => `${line}\n`).join('');

/** Puts jobs on a queue that no `enqueue` made. */
async function putRogues(url, name, jobs) {
  const connection = new Redis(url, { maxRetriesPerRequest: null });
  const queue = new Queue(name, { connection });
  // A line of the right form that the file does not have is solved, and has no record.
  const beyond = {
    line: 10 * jobs,
    text: '{"method":"transport.exact","problem":{"cost":[[1]]}}',
    options: {},
  };
  await queue.add('solve', beyond, { jobId: `line-${beyond.line}` });
  for (const [index, data] of ROGUES.entries()) await queue.add('solve', data, { jobId: `rogue-${index}` });
  await queue.close();
  connection.disconnect();
}

/** Throws unless a record is one that its kind of hostile job may have; returns its outcome. */
function outcomeOf(kind, { line, solution, error }) {
  const outcome = solution === undefined ? error?.code : 'solution';
  const isPlain =
    outcome === 'solution' || (typeof error.message === 'string' && typeof error.path === 'string');
  const isEnded = outcome !== 'INTERNAL' || ENDED.test(error.message);
  const isExpected = HOSTILE_KINDS[kind].outcomes.includes(outcome) && isPlain && isEnded;
  require(isExpected, `line ${line}, ${kind}: ${JSON.stringify(error ?? solution).slice(0, 500)}`);
  return outcome;
}

/**
 * Resolves to how often which outcome was seen.
 *
 * @returns {Promise<Record<string, number>>}
 */
export async function soakHostile({ jobs, seed, folder, redis, say = () => {} }) {
  const [input, good, output] = ['jobs', 'good', 'records'].map((name) => join(folder, `${name}.jsonl`));
  const { lines, hostile } = mixed(jobs, seed);
  writeFileSync(input, textOf(lines));
  writeFileSync(good, textOf(lines.map((line, index) => (hostile.has(index + 1) ? '' : line))));
  const expected = await undisturbed(folder, good);
  mkdirSync(join(folder, 'redis'));
  const server = new Server(redis, join(folder, 'redis'), await freePort());
  server.start();
  const address = ['--queue', server.url, '--name', 'soak'];
  const limits = ['--isolate', '--time-limit', TIME_LIMIT, '--memory-limit', MEMORY_LIMIT, '--threads', '1'];
  const commands = [];
  const run = (...args) => {
    const running = start([...args, ...address], folder);
    commands.push(running.child);
    return running.ended;
  };
  try {
    requireExit(await run('enqueue', input), { 0: /jobs are on the queue/ });
    await putRogues(server.url, 'soak', jobs);
    say('working');
    const working = [0, 1].map(() => run('work', ...limits, '--jobs', '2', '--until-empty', '--quiet'));
    const collecting = run('collect', '--out', output, '--quiet');
    for (const ended of working) requireExit(await ended, { 0: /^$/ });
    requireExit(await collecting, { 1: /^$/ });
  } finally {
    for (const child of commands) child.kill('SIGKILL');
    await server.kill();
  }
  const texts = readFileSync(output, 'utf8').split('\n').slice(0, -1);
  const counts = {};
  const found = [];
  for (const text of texts) {
    const record = JSON.parse(text);
    const kind = hostile.get(record.line);
    if (kind === undefined) {
      found.push(text);
      continue;
    }
    require(hostile.delete(record.line), `line ${record.line} has two records`);
    const outcome = `${kind}: ${outcomeOf(kind, record)}`;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  require(hostile.size === 0, `no record of ${hostile.size} hostile lines, such as ${[...hostile][0]}`);
  found.sort();
  require(found.length ===
    expected.length, `${found.length} records of good jobs in the place of ${expected.length}`);
  const other = found.findIndex((line, index) => line !== expected[index]);
  require(other < 0, `another record: ${found[other]} in the place of ${expected[other]}`);
  return counts;
}
