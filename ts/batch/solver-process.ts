/** The script of a solver process. Its first message holds the settings, all others are chunks. */

import { BEGUN, type Chunk } from './chunk.js';
import { solveChunk } from './chunk-solver.js';
import type { JobSettings } from './job-types.js';
import { endWithParent } from './parent-watch.js';

/** Never set: the parent cancels by terminating the process. */
const NOT_CANCELLED = new Int32Array(1);

process.once('message', (settings: JobSettings) => {
  process.send?.(BEGUN);
  process.on('message', (chunk: Chunk) =>
    solveChunk(chunk, settings, NOT_CANCELLED, (report) => process.send?.(report)),
  );
});

// Without its parent, the process has no recipient for its reports.
process.on('disconnect', () => process.exit());
endWithParent();
// Ctrl-C is handled by the parent, which decides on the jobs.
process.on('SIGINT', () => {});
