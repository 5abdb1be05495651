/** The native addon as a backend. */

import { SuperlinearError } from '../engine/errors.js';
import { version } from '../generated/version.js';
import type { Backend, BackendDescription, Call, Door, Reply } from './backend.js';

/** What the addon exports. */
export interface Addon extends Door {
  readonly CancelToken: new () => { cancel(): void };
  solve(
    method: string,
    header: string,
    buffers: Call['buffers'],
    options: string,
    token: object,
    progress: ((record: string) => void) | undefined,
  ): Promise<Reply>;
}

/** Makes a backend of the addon. Throws where the addon is of another version than this code. */
export function nativeBackend(addon: Addon): Backend {
  const description = JSON.parse(addon.describe()) as BackendDescription;
  if (description.version !== version) {
    throw new SuperlinearError(
      'BACKEND_UNAVAILABLE',
      `the native addon is version ${description.version}, this package is ${version}`,
    );
  }
  return {
    description: {
      name: 'native',
      version,
      instructionSet: description.instructionSet,
      threads: description.threads,
    },
    load: async () => {},
    solve({ method, header, buffers, options }, onProgress) {
      const token = new addon.CancelToken();
      const reply = addon.solve(method, header, buffers, options, token, onProgress);
      return { reply, cancel: () => token.cancel() };
    },
    solveSync: ({ method, header, buffers, options }) => addon.solveSync(method, header, buffers, options),
    converse({ method, header, buffers, options }) {
      const dialogue = new addon.Dialogue(method, header, buffers, options);
      return Object.assign(dialogue, { close() {} });
    },
  };
}
