// Trains one model over three hospitals whose patients stay in processes of their own. They talk over a queue in Redis; one
// of them is killed in the middle of a round and started again, and nothing is lost.
//
//   npm start -- hospitals --queue redis://localhost:6379

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backend, federated } from 'superlinear';
import { RequestError, request } from 'superlinear/batch';
import {
  HOSPITALS,
  type Moments,
  type Question,
  rowsOf,
  type Step,
  scaled,
  settings,
} from './support/hospitals.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({
  options: {
    queue: { type: 'string', default: 'redis://localhost:6379' },
    rounds: { type: 'string', default: '150' },
    small: { type: 'boolean' }, // the data are small enough
  },
});
const [queue, rounds] = [values.queue, Number(values.rounds)];

/** The round in which a client is killed. */
const FATAL_ROUND = 20;

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}`,
);

const run = `run-${process.pid}-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), 'superlinear-hospitals-'));
const program = fileURLToPath(new URL('federated-client.js', import.meta.url));

/** Starts the process of a hospital. */
const startClient = (hospital: string): ChildProcess =>
  spawn(process.execPath, [program, queue, run, hospital, folder], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });

const clients = new Map(HOSPITALS.map((hospital) => [hospital, startClient(hospital)]));
let isOver = false;
process.on('exit', () => {
  isOver = true;
  for (const client of clients.values()) client.kill('SIGKILL');
});

/** Asks a hospital. */
const ask = <Reply>(hospital: string, payload: Question): Promise<Reply> =>
  request<Reply>({ queue, name: `${run}.client-${hospital}`, payload, patience: 30 });

/** The messages of a round, of those who answered in time. */
async function messagesOf(question: Question) {
  const steps = HOSPITALS.map(async (client) => {
    try {
      return { client, ...(await ask<Step>(client, question)) };
    } catch (error) {
      if (error instanceof RequestError && error.reason === 'timeout') return undefined;
      throw error;
    }
  });
  return (await Promise.all(steps)).filter((step) => step !== undefined);
}

/** Kills a client while it answers, and starts it again. */
async function killOne(): Promise<void> {
  const victim = HOSPITALS[1];
  await sleep(150);
  if (isOver) return;
  clients.get(victim)?.kill('SIGKILL');
  console.log(`round ${FATAL_ROUND}: the process of ${victim} is killed while it answers, and started again`);
  clients.set(victim, startClient(victim));
}

const moments = await Promise.all(HOSPITALS.map((hospital) => ask<Moments>(hospital, { kind: 'moments' })));
let { state, broadcast } = await federated.start({ settings: settings(moments), clients: [...HOSPITALS] });
const table: Record<string, string>[] = [];
let [bytes, counted] = [0, 0];
const started = performance.now();
for (let round = 1; round <= rounds; round++) {
  // A pause, so that the client is busy when it is killed.
  const question = { kind: 'step', broadcast, moments, pause: round === FATAL_ROUND ? 300 : 0 } as const;
  const [steps] = await Promise.all([messagesOf(question), round === FATAL_ROUND && killOne()]);
  const messages = steps.map(({ client, message }) => ({ client, bytes: message }));
  const next = await federated.aggregate({ settings: settings(moments), state, messages });
  ({ state, broadcast } = next);
  counted += next.accepted.length;
  bytes += messages.reduce((sum, message) => sum + message.bytes.length, 0);
  const loss = steps.reduce((sum, step) => sum + step.weightedLoss, 0);
  if (round === 1 || round === FATAL_ROUND || round % 50 === 0) {
    const seconds = ((performance.now() - started) / 1000).toFixed(2);
    table.push({
      round: String(round),
      seconds,
      bytes: String(bytes),
      messages: String(counted),
      loss: loss.toFixed(6),
    });
  }
}
for (const client of clients.values()) client.kill();
console.log(formatTable(table));

const whole = await federated.simulate({
  settings: settings(moments),
  clients: HOSPITALS.map((hospital) => scaled(rowsOf(hospital), moments)),
  rounds,
  evaluateEvery: rounds,
});
const difference = Math.max(
  ...whole.parameters.map((value, j) => Math.abs(value - (state.parameters[j] ?? 0))),
);
console.log(
  `${counted} of ${HOSPITALS.length * rounds} messages counted; the objective is ${whole.objective.toFixed(6)}, the norm of its ` +
    `gradient ${whole.gradientNorm.toExponential(1)}.\nThe largest difference to a simulation in one process: ${difference}`,
);
