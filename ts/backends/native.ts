/** The native addon as a backend. */

import { SuperlinearError } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import { version } from '../generated/version.js';
import type { Backend, BackendDescription, Call, Dialogue, EntryPoints, Reply } from './backend.js';

/** The addon's dialogue. Closed ones are reused, because their memory is freed only when the event loop turns. */
interface AddonDialogue extends Omit<Dialogue, 'resume'> {
  /** The handle passed to `resume`. */
  readonly number: number;
  open(...call: ConstructorParameters<EntryPoints['Dialogue']>): void;
}

/** The exports of the addon. */
export interface Addon extends Omit<EntryPoints, 'Dialogue' | 'solveSync'> {
  /** The CUDA device as JSON, or `{ reason }`. */
  describeDevice(): string;
  readonly CancelToken: new () => { cancel(): void };
  readonly Dialogue: new () => AddonDialogue;
  resume(dialogue: number, answer: Float64Array, point: Float64Array): number;
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

/** Creates a backend from the addon. Throws if the addon's version differs from this package's. */
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
      memoryLimit: description.memoryLimit,
    },
    load: async () => {},
    solve({ method, header, buffers, options }, onProgress) {
      const token = new addon.CancelToken();
      const reply = addon.solve(method, header, buffers, options, token, onProgress);
      return { reply, cancel: () => token.cancel() };
    },
    solveSync: ({ method, header, buffers, options }, cancelled) =>
      addon.solveSync(method, header, buffers.map(unshared), options, cancelled),
    converse({ method, header, buffers, options }) {
      const dialogue = closed.pop() ?? new addon.Dialogue();
      dialogue.open(method, header, buffers, options);
      const { number } = dialogue;
      let isOpen = true;
      return {
        lengths: dialogue.lengths,
        get items() {
          return dialogue.items;
        },
        resume: (answer, point) => addon.resume(number, answer, point),
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

/** Copies an array of shared memory, to which other threads may write: the addon reads arrays of blocking calls in place. */
const unshared = (array: WireArray): WireArray =>
  Object.prototype.toString.call(array.buffer) === '[object SharedArrayBuffer]' ? array.slice() : array;

/** The addon's description of the device. */
type Device = Required<Pick<BackendDescription, 'instructionSet' | 'device' | 'memory' | 'driver'>>;

/** Creates a backend from the addon and a CUDA device. Throws if no device is usable. */
export function cudaBackend(addon: Addon): Backend {
  const native = nativeBackend(addon);
  const device = JSON.parse(addon.describeDevice()) as Device | { readonly reason: string };
  if ('reason' in device) throw new SuperlinearError('BACKEND_UNAVAILABLE', device.reason);
  return {
    ...native,
    description: { ...native.description, name: 'cuda', ...device },
    solve: (call, onProgress) => native.solve(onDevice(call), onProgress),
    solveSync: (call, cancelled) => native.solveSync(onDevice(call), cancelled),
    converse: (call) => native.converse(onDevice(call)),
  };
}

/** Adds the device to the options of a call. */
function onDevice(call: Call): Call {
  return { ...call, options: JSON.stringify({ ...JSON.parse(call.options), device: 'cuda' }) };
}
