/** The script of a solver thread. */

import { parentPort, workerData } from 'node:worker_threads';
import type { Chunk, SolverData } from './chunk.js';
import { solveChunk } from './chunk-solver.js';

const { settings, cancelled } = workerData as SolverData;

parentPort?.on('message', (chunk: Chunk) =>
  solveChunk(chunk, settings, cancelled, (report, transfer) => parentPort?.postMessage(report, transfer)),
);
