/** The native addon as a backend. */

import { SuperlinearError } from '../engine/errors.js';
import { version } from '../generated/version.js';
import type { Backend, BackendDescription, Call, Dialogue, Door, Reply } from './backend.js';

/** The addon's dialogue, which is opened again once it was closed: its memory comes back only when the event loop turns. */
interface AddonDialogue extends Dialogue {
  open(...call: ConstructorParameters<Door['Dialogue']>): void;
}

/** What the addon exports. */
export interface Addon extends Omit<Door, 'Dialogue' | 'solveSync'> {
  readonly CancelToken: new () => { cancel(): void };
  readonly Dialogue: new () => AddonDialogue;
  solveSync(
    method: string,
    header: string,
    buffers: Call['buffers'],
    options: string,
    cancelled?: Int32Array,
  ): Reply;
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
  const closed: AddonDialogue[] = [];
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
    solveSync: ({ method, header, buffers, options }, cancelled) =>
      addon.solveSync(method, header, buffers, options, cancelled),
    converse({ method, header, buffers, options }) {
      const dialogue = closed.pop() ?? new addon.Dialogue();
      dialogue.open(method, header, buffers, options);
      let isOpen = true;
      return {
        lengths: dialogue.lengths,
        get items() {
          return dialogue.items;
        },
        resume: (answer, point) => dialogue.resume(answer, point),
        readPoint: (point) => dialogue.readPoint(point),
        leave: (isGone) => dialogue.leave(isGone),
        takeProgress: () => dialogue.takeProgress(),
        finish: () => dialogue.finish(),
        close() {
          if (!isOpen) return;
          isOpen = false;
          dialogue.close();
          closed.push(dialogue);
        },
      };
    },
  };
}
