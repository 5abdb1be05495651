/** The inside of a process that solves lines. Its first message is the settings, all others are chunks. */

import type { Chunk } from './chunk.js';
import { solveChunk } from './chunk-solver.js';
import type { JobSettings } from './job.js';

/** Never set: who cancels ends the process. */
const NOT_CANCELLED = new Int32Array(1);

process.once('message', (settings: JobSettings) => {
  process.on('message', (chunk: Chunk) =>
    solveChunk(chunk, settings, NOT_CANCELLED, (report) => process.send?.(report)),
  );
});

// Without its parent nobody hears it.
process.on('disconnect', () => process.exit());
// Ctrl-C is for the parent, which decides what becomes of the jobs.
process.on('SIGINT', () => {});
