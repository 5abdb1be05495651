// Batches and queues of many jobs under faults: killed processes, exchanged inputs, outputs with two writers, full
// disks, and Redis restarted or emptied. In every case the records must equal those of an undisturbed run, or the
// command must refuse with a message.

import { spawn } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const COMMAND = resolve('dist/cli/main.js');

/** A random generator with a seed (mulberry32). */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Small jobs, one per line; of every thousand, one is invalid and one line is blank. */
export function jobsOf(count, seed) {
  const random = randomOf(seed);
  const lines = Array.from({ length: count }, (_, index) => {
    if (index % 1000 === 500) return '';
    if (index % 1000 === 700) return `{"id":${index},"method":"transport.exact","problem":{"cost":"wrong"}}`;
    const cost = Array.from({ length: 3 }, () =>
      Array.from({ length: 3 }, () => Math.round(1000 * random())),
    );
    return JSON.stringify({ id: index, method: 'transport.exact', problem: { cost } });
  });
  return lines.map((line) => `${line}\n`).join('');
}

/** Starts the command; `limit` is the file size limit in bytes. */
export function start(args, folder, limit) {
  const command = [process.execPath, COMMAND, ...args];
  const script = `ulimit -f ${limit && Math.ceil(limit / 512)}; exec "$0" "$@"`;
  const [program, ...others] = limit === undefined ? command : ['sh', '-c', script, ...command];
  const child = spawn(program, others, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise((settle, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => settle({ code, signal, stderr }));
  });
  return { child, ended };
}

const sizeOf = (path) => (existsSync(path) ? statSync(path).size : 0);
const sortedLines = (path) => readFileSync(path, 'utf8').split('\n').slice(0, -1).sort();

export function require(isSo, text) {
  if (!isSo) throw new Error(text);
}

/** Throws unless the command exited with one of these codes and the corresponding message. */
export function requireExit({ code, stderr }, expected) {
  const [said] = Object.entries(expected).filter(
    ([key, words]) => Number(key) === code && words.test(stderr),
  );
  require(said !== undefined && !/\n\s+at /.test(stderr), `unexpected end with code ${code}: ${stderr}`);
}

/** The sorted records of an undisturbed run. */
export async function undisturbed(folder, input) {
  const output = join(folder, 'undisturbed.jsonl');
  requireExit(await start(['batch', input, '--out', output, '--overwrite', '--quiet'], folder).ended, {
    0: /^$/,
    1: /^$/,
  });
  const lines = sortedLines(output);
  for (const ending of ['', '.input']) rmSync(`${output}${ending}`);
  return lines;
}

function requireSame(output, expected) {
  const lines = sortedLines(output);
  require(lines.length === expected.length, `${lines.length} records in the place of ${expected.length}`);
  const other = lines.findIndex((line, index) => line !== expected[index]);
  require(other < 0, `another record: ${lines[other]} in the place of ${expected[other]}`);
}

/**
 * Tests a batch from file to file. Resolves to the number of times each fault was injected.
 *
 * @returns {Promise<Record<string, number>>}
 */
export async function soakBatch({ jobs, seed, folder, say = () => {} }) {
  const random = randomOf(seed);
  const [input, output] = [join(folder, 'jobs.jsonl'), join(folder, 'records.jsonl')];
  const text = jobsOf(jobs, seed);
  writeFileSync(input, text);
  const expected = await undisturbed(folder, input);
  const size = expected.join('\n').length;
  const args = ['batch', input, '--out', output, '--resume', '--quiet'];
  const counts = {};

  /** Starts the command and waits until it has written up to a fraction of the records or has exited. */
  async function run(part) {
    const running = start(args, folder);
    const enough = sizeOf(output) + part * random() * size;
    while (sizeOf(output) <= enough && running.child.exitCode === null) await sleep(2);
    return running;
  }

  async function kill({ child, ended }) {
    child.kill('SIGKILL');
    const exit = await ended;
    if (exit.signal === null) requireExit(exit, { 0: /^$/, 1: /^$/ });
  }

  const events = {
    async killed() {
      await kill(await run(0.04));
    },
    async exchanged() {
      if (sizeOf(output) === 0) return;
      const before = sortedLines(output);
      writeFileSync(
        input,
        otherThan(text, JSON.parse(before[Math.floor(random() * before.length)]).line, random),
      );
      requireExit(await start(args, folder).ended, {
        2: /is not the input that the batch was started with: /,
      });
      writeFileSync(input, text);
    },
    async 'written twice'() {
      const first = await run(0.02);
      const exit = await start(args, folder).ended;
      if (first.child.exitCode === null) requireExit(exit, { 3: /another process is writing to / });
      await kill(first);
    },
    async 'out of space'() {
      const limit = sizeOf(output) + random() * 0.04 * size;
      const { code, stderr } = await start(args, folder, limit).ended;
      requireExit({ code, stderr }, { 0: /^$/, 1: /^$/, 3: /output cannot be written: EFBIG/ });
    },
    async 'cut or followed by garbage'() {
      await kill(await run(0.03));
      if (random() < 0.5) appendFileSync(output, Buffer.alloc(Math.ceil(100 * random())));
      else truncateSync(output, Math.max(0, sizeOf(output) - Math.floor(1000 * random())));
    },
  };

  while (!existsSync(output) || sizeOf(output) < 0.9 * size) {
    const names = Object.keys(events);
    const name = random() < 0.4 ? 'killed' : names[Math.floor(random() * names.length)];
    await events[name]();
    counts[name] = (counts[name] ?? 0) + 1;
    say(`${name}: ${Math.round((100 * sizeOf(output)) / size)} %`);
  }
  requireExit(await start(args, folder).ended, { 0: /^$/, 1: /^$/ });
  requireSame(output, expected);

  // The input is also compared after the batch has finished, and appended jobs are accepted.
  await events.exchanged();
  appendFileSync(input, jobsOf(100, seed + 1));
  const longer = await undisturbed(folder, input);
  requireExit(await start(args, folder).ended, { 0: /^$/, 1: /^$/ });
  requireSame(output, longer);
  return counts;
}

/** The text with one job replaced, removed or duplicated. */
function otherThan(text, line, random) {
  const lines = text.split('\n');
  const kind = random();
  if (kind < 0.4)
    lines[line - 1] = lines[line - 1].replace(/\d(?=\D*$)/, (digit) => (Number(digit) + 1) % 10);
  else if (kind < 0.7) lines.splice(line - 1, 1);
  else lines.splice(line - 1, 0, lines[line - 1]);
  return lines.join('\n');
}

/** A Redis server that can be killed and restarted, with or without its data. */
export class Server {
  #program;
  #folder;
  #port;
  #running;

  constructor(program, folder, port) {
    this.#program = program;
    this.#folder = folder;
    this.#port = port;
  }

  get url() {
    return `redis://127.0.0.1:${this.#port}`;
  }

  start() {
    const place = ['--port', String(this.#port), '--bind', '127.0.0.1', '--dir', this.#folder];
    const child = spawn(this.#program, [...place, '--save', '', '--appendonly', 'yes'], { stdio: 'ignore' });
    this.#running = { child, ended: new Promise((settle) => child.on('close', settle)) };
  }

  async kill({ forgets = false } = {}) {
    this.#running.child.kill('SIGKILL');
    await this.#running.ended;
    if (forgets) rmSync(join(this.#folder, 'appendonlydir'), { recursive: true, force: true });
  }
}

export function freePort() {
  return new Promise((settle) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => settle(port));
    });
  });
}

/**
 * Tests a queue that is filled, worked on and collected concurrently. Resolves to the number of times each fault was
 * injected.
 *
 * @returns {Promise<Record<string, number>>}
 */
export async function soakQueue({ jobs, seed, folder, redis, pause = 2, losses = 1, say = () => {} }) {
  const random = randomOf(seed);
  const [input, output, other] = ['jobs', 'records', 'other'].map((name) => join(folder, `${name}.jsonl`));
  const text = jobsOf(jobs, seed);
  writeFileSync(input, text);
  writeFileSync(other, otherThan(text, 1, random));
  const expected = await undisturbed(folder, input);
  mkdirSync(join(folder, 'redis'), { recursive: true });
  const server = new Server(redis, join(folder, 'redis'), await freePort());
  server.start();
  const address = ['--queue', server.url, '--name', 'soak'];
  const counts = {};
  let isDone = false;
  let isFilled = false;

  // Refusals expected from the injected faults; any other one is a bug.
  const ofRedis = /queue cannot be reached: |connection to Redis is lost|Redis is there again/;
  const unfinished =
    /enqueue of soak was stopped before its end|soak has no jobs at|are neither on soak nor in/;
  const lost = /Redis came back without the queue/;
  const held = /another process (collects|puts jobs on) the queue soak|another process is writing to /;
  const any = (...words) => new RegExp(words.map(({ source }) => source).join('|'));
  const sides = {
    enqueue: { args: () => [input], exits: { 0: /jobs are on the queue/, 3: any(ofRedis, lost, held) } },
    work: {
      args: () => ['--patience', '2', '--jobs', '1', '--quiet', ...(random() < 0.5 ? ['--until-empty'] : [])],
      exits: { 0: /^/, 3: any(ofRedis, unfinished) },
    },
    collect: {
      args: () => ['--out', output, '--quiet'],
      exits: { 0: /^/, 1: /^/, 3: any(ofRedis, lost, unfinished, held) },
    },
  };

  /** Restarts a command, however it exits, until all is done; it can be killed. */
  function keep(name) {
    const side = { kill: () => {}, finished: undefined };
    side.finished = (async () => {
      while (!isDone) {
        const { child, ended } = start([name, ...sides[name].args(), ...address], folder);
        side.kill = (signal) => child.kill(signal);
        const exit = await ended;
        if (exit.signal === null) requireExit(exit, sides[name].exits);
        if (name === 'collect' && (exit.code === 0 || exit.code === 1)) isDone = true;
        // A file that has been queued is enqueued again only occasionally, in case Redis has lost it.
        if (name === 'enqueue') isFilled ||= exit.code === 0;
        if (name === 'enqueue' && exit.code === 0) await sleep(3000);
        else await sleep(200);
      }
    })();
    return side;
  }

  const kept = { enqueue: [keep('enqueue')], work: [keep('work'), keep('work')], collect: [keep('collect')] };
  const all = Object.values(kept).flat();
  const events = Object.fromEntries(
    Object.keys(kept).map((name) => [
      `${name} killed`,
      () => kept[name][Math.floor(random() * kept[name].length)].kill('SIGKILL'),
    ]),
  );
  events['Redis restarted'] = async () => {
    await server.kill();
    await sleep(2000 * random());
    server.start();
  };
  events['Redis emptied'] = async () => {
    if (losses-- <= 0) return false;
    await server.kill({ forgets: true });
    isFilled = false;
    server.start();
  };
  events['another file'] = async () => {
    // An empty queue accepts any file.
    if (!isFilled) return false;
    const exit = await start(['enqueue', other, ...address], folder).ended;
    requireExit(exit, { 1: /has the jobs of another file: /, 3: any(ofRedis, held) });
    return exit.code === 1;
  };
  events['collected twice'] = async () => {
    const { child, ended } = start(['collect', '--out', output, '--quiet', ...address], folder);
    // The process may be the collector.
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    const exit = await ended;
    clearTimeout(timer);
    if (exit.signal === null) requireExit(exit, { 0: /^/, 1: /^/, 3: any(ofRedis, lost, held, unfinished) });
  };

  const failed = Promise.race(all.map(({ finished }) => finished));
  let failure;
  Promise.all(all.map(({ finished }) => finished)).catch((error) => {
    failure = error;
    isDone = true;
  });
  try {
    while (!isDone) {
      await Promise.race([sleep(1000 * pause * random()), failed.catch(() => {})]);
      if (isDone) break;
      const names = Object.keys(events);
      const name = names[Math.floor(random() * names.length)];
      if ((await events[name]()) !== false) counts[name] = (counts[name] ?? 0) + 1;
      say(`${name}: ${Math.round((100 * sizeOf(output)) / expected.join('\n').length)} %`);
    }
  } finally {
    isDone = true;
    for (const { kill } of all) kill('SIGKILL');
    await Promise.allSettled(all.map(({ finished }) => finished));
    await server.kill();
  }
  if (failure !== undefined) throw failure;
  requireSame(output, expected);
  return counts;
}
