/** Many small problems at once: exact transports with known costs. */

import { readFileSync, writeFileSync } from 'node:fs';
import { runBatch } from 'superlinear/batch';

const COUNT = 5000;
const SIZE = 8;

/** The cost of problem `id`: each point moves by `id` positions; all other moves cost more. */
const costOf = (id: number) => (id % 50) / 10;
const problem = (id: number) => ({
  cost: Array.from({ length: SIZE }, (_, i) =>
    Array.from({ length: SIZE }, (_, j) => costOf(id) + (j === (i + id) % SIZE ? 0 : 1)),
  ),
});

const jobs = Array.from({ length: COUNT }, (_, id) => ({
  id: `${id}`,
  method: 'transport.exact',
  problem: problem(id),
}));
writeFileSync('many.jsonl', jobs.map((job) => `${JSON.stringify(job)}\n`).join(''));
const { solved, failed } = await runBatch({ input: 'many.jsonl', output: 'answers.jsonl', overwrite: true });

const answers = readFileSync('answers.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as { id: string; solution: { transportCost: number } });
const errors = answers.map(({ id, solution }) => Math.abs(solution.transportCost - costOf(Number(id))));
console.log(JSON.stringify({ solved, failed, error: Math.max(...errors) }));
