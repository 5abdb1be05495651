/** Settings of the server, from its command line. */

import type { BackendName } from '../backends/backend.js';

export interface ServerSettings {
  /** Folders whose files may be read, subfolders included. */
  readonly roots: readonly string[];
  /** The largest time of a call in seconds. */
  readonly maxSeconds: number;
  /** Memory of the process of a call in mebibytes. */
  readonly maxMemory: number;
  /** Calls at a time. */
  readonly jobs: number;
  readonly backend: 'auto' | BackendName | undefined;
}

/** Settings of the processes of calls. */
export interface WorkSettings extends Pick<ServerSettings, 'roots' | 'maxMemory' | 'backend'> {
  /** The folder of results. */
  readonly results: string;
}
