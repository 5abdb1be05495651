// Learns to tell malignant tumors from benign ones from a stream of measurements: each case is predicted before it is learned
// from. Half of the stream is learned here, the other half in a new process, which continues from the checkpoint to the same
// bits. The measurements have scales from 1e-3 to 1e3, as they were taken.
//
//   npm start -- stream

import { execFileSync } from 'node:child_process';
import { createReadStream, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backend, stochastic } from 'superlinear';
import { formatTable } from './support/table.js';

const TABLE = 'examples/data/breast-cancer.csv';

/** The state after half of the stream. */
const STATE = join(tmpdir(), `superlinear-stream-${process.pid}.state`);

const settings = {
  loss: 'logistic',
  classes: ['benign', 'malignant'],
  method: 'normalizedAdaptive',
} as const;

/** The cases of the table from one to another, one at a time. */
async function* cases(from: number, to: number): AsyncGenerator<stochastic.StreamRows> {
  let row = 0;
  const rows = stochastic.csvRows(createReadStream(TABLE), {
    response: 'diagnosis',
    comment: '#',
    chunkRows: 1,
  });
  for await (const one of rows) {
    if (row >= from && row < to) yield one;
    row += 1;
  }
}

const { values } = parseArgs({
  options: { from: { type: 'string' }, to: { type: 'string' }, state: { type: 'string' } },
});

if (values.state !== undefined) {
  // The second process: from the checkpoint to the end.
  const checkpoint = new Uint8Array(readFileSync(values.state));
  const { coefficients, intercept, rows, progressiveLoss } = await stochastic.fitStream(
    cases(Number(values.from), Number(values.to)),
    { ...settings, dimension: 30, checkpoint },
  );
  console.log(JSON.stringify({ coefficients: Array.from(coefficients), intercept, rows, progressiveLoss }));
} else {
  await learnInTwoProcesses();
}

async function learnInTwoProcesses(): Promise<void> {
  const { name, instructionSet, threads } = backend();
  console.log(`superlinear computes by ${name} (${instructionSet}, threads: ${threads})\n`);
  const learner = await stochastic.learner({ ...settings, dimension: 30 });
  const lines: Record<string, string>[] = [];
  let [mistakes, since] = [0, 0];
  for await (const { matrix, response } of cases(0, 569)) {
    if (learner.predict(matrix).response[0] !== response[0]) mistakes += 1;
    learner.learn({ matrix, response });
    if (learner.rows === 285) writeFileSync(STATE, learner.checkpoint());
    if (learner.rows % 100 !== 0 && learner.rows !== 569) continue;
    lines.push({
      cases: String(learner.rows),
      'mean loss': learner.progressiveLoss.toFixed(4),
      'mistakes since the line above': String(mistakes - since),
    });
    since = mistakes;
  }
  console.log(formatTable(lines));
  const whole = learner.model();
  learner.close();
  console.log(
    `\nlearning rate chosen: ${whole.learningRate}; ${mistakes} mistakes in 569 predictions of new cases`,
  );
  const args = [fileURLToPath(import.meta.url), '--from', '285', '--to', '569', '--state', STATE];
  const continued = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  const isSame =
    continued.intercept === whole.intercept &&
    whole.coefficients.every((coefficient, j) => coefficient === continued.coefficients[j]);
  console.log(
    `stopped after 285 cases and continued in a new process: ${isSame ? 'the same bits' : 'other bits'}`,
  );
}
