// A hospital of federated-queue.ts: answers the questions of the server about its own patients.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { federated } from 'superlinear';
import { serve } from 'superlinear/batch';
import {
  type Hospital,
  momentsOf,
  type Question,
  rowsOf,
  type Step,
  scaled,
  settings,
} from './support/hospitals.js';

const [queue = '', run = '', hospital = '', folder = ''] = process.argv.slice(2);
const client = hospital as Hospital;
const rows = rowsOf(client);

const file = join(folder, `${client}.state`);
let state = existsSync(file) ? federated.unpack<federated.ClientState>(readFileSync(file)) : undefined;

/** Replaces the state file in one step, so that a killed process leaves the old state or the new one. */
function save(next: federated.ClientState): void {
  writeFileSync(`${file}.new`, federated.pack(next));
  renameSync(`${file}.new`, file);
  state = next;
}

async function answer(payload: unknown) {
  const question = payload as Question;
  if (question.kind === 'moments') return momentsOf(rows);
  const { broadcast, moments, pause } = question;
  const own = settings(moments);
  const step = await federated.clientStep({
    settings: own,
    client,
    ...scaled(rows, moments),
    broadcast,
    ...(state && { state }),
  });
  if (step.status === 'diverged') throw new Error('the training diverged');
  save(step.state);
  if (pause > 0) await sleep(pause);
  const share = rows.response.length / moments.reduce((sum, { count }) => sum + count, 0);
  return { message: step.message, weightedLoss: share * (step.loss ?? 0) } satisfies Step;
}

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
await serve({ queue, name: `${run}.client-${client}`, patience: 1, signal: stop.signal }, answer);
