/** `superlinear mcp`: the library for AI assistants, by the Model Context Protocol. */

import { realpathSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BackendName } from '../backends/backend.js';
import { serve } from '../mcp/server.js';
import { UsageError } from './exit-codes.js';
import { tell } from './tell.js';

interface McpOptions {
  readonly root?: readonly string[];
  readonly maxSeconds: number;
  readonly maxMemory: number;
  readonly jobs: number;
  readonly backend?: 'auto' | BackendName;
}

const FOR_CLIENTS =
  'superlinear mcp: a client of the Model Context Protocol starts this command; see docs/assistants.md. Ctrl-C ends it.';

/** Serves the client on standard input until its end. */
export async function serveAssistants(options: McpOptions): Promise<void> {
  const { root = [], maxSeconds, maxMemory, jobs, backend } = options;
  if (process.stdin.isTTY) tell(FOR_CLIENTS);
  await serve({ roots: root.map(folderOf), maxSeconds, maxMemory, jobs, backend });
  process.exit();
}

/** The real path of a folder. */
function folderOf(path: string): string {
  try {
    const folder = realpathSync(resolve(path));
    if (statSync(folder).isDirectory()) return folder;
  } catch {
    // Reported below.
  }
  throw new UsageError(`--root ${path} is no folder`);
}
