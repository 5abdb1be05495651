/** A WebAssembly module, instantiated on this thread, and instantiated again after a trap. */

import { SuperlinearError } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import type { Call, Dialogue, Door, Reply } from './backend.js';

/** What wasm-bindgen generates beside the module. */
export interface Glue extends Door {
  connect(now: () => number, panicked: (text: string) => void): void;
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
}

/** A module, and what makes glue for an instance of it. */
export interface LoadedModule {
  readonly module: WebAssembly.Module;
  readonly makeGlue: () => Glue;
}

/** The glue's dialogue, which holds memory of its instance. */
type GlueDialogue = Omit<Dialogue, 'close'> & { free(): void };

/**
 * A panic in WebAssembly is a trap, and leaves the instance in an unknown state. It is then dropped and the next call gets a
 * new one; dialogues that were open in it are lost.
 */
export class Instance {
  readonly #loaded: LoadedModule;
  readonly #dialogues = new Set<GlueDialogue>();
  #glue: Glue | undefined;
  #memory: WebAssembly.Memory | undefined;
  #panic: string | undefined;

  constructor(loaded: LoadedModule) {
    this.#loaded = loaded;
  }

  /** Bytes of memory that this instance holds; it never gives any back. */
  get bytes(): number {
    return this.#memory?.buffer.byteLength ?? 0;
  }

  solveSync(
    { method, header, buffers, options }: Call,
    isCancelled?: () => boolean,
    progress?: (record: string) => void,
    copied?: (array: WireArray) => void,
  ): Reply {
    return this.#guard((glue) =>
      glue.solveSync(method, header, buffers, options, isCancelled, progress, copied),
    );
  }

  converse({ method, header, buffers, options }: Call): Dialogue {
    const dialogue = this.#guard(
      (glue) => new glue.Dialogue(method, header, buffers, options),
    ) as GlueDialogue;
    this.#dialogues.add(dialogue);
    const use = <T>(action: () => T): T => {
      if (!this.#dialogues.has(dialogue))
        throw new SuperlinearError('INTERNAL', 'this dialogue was lost in a crash');
      return this.#guard(action);
    };
    return {
      lengths: dialogue.lengths,
      get items() {
        return use(() => dialogue.items);
      },
      resume: (answer, point) => use(() => dialogue.resume(answer, point)),
      readPoint: (point) => use(() => dialogue.readPoint(point)),
      leave: (isGone) => use(() => dialogue.leave(isGone)),
      takeProgress: () => use(() => dialogue.takeProgress()),
      finish: () => use(() => dialogue.finish()),
      close: () => {
        if (this.#dialogues.delete(dialogue)) dialogue.free();
      },
    };
  }

  #guard<T>(action: (glue: Glue) => T): T {
    this.#glue ??= this.#instantiate();
    try {
      return action(this.#glue);
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError || error instanceof RangeError)) throw error;
      this.#drop();
      throw this.#crash(error);
    }
  }

  #instantiate(): Glue {
    const glue = this.#loaded.makeGlue();
    // wasm-bindgen names the import after the file of the glue.
    const imports = { './engine_bg.js': glue as unknown as WebAssembly.ModuleImports };
    const { exports } = new WebAssembly.Instance(this.#loaded.module, imports);
    glue.__wbg_set_wasm(exports);
    (exports.__wbindgen_start as () => void)();
    this.#panic = undefined;
    this.#memory = exports.memory as WebAssembly.Memory;
    glue.connect(
      () => performance.now() / 1000,
      (text) => {
        this.#panic = text;
      },
    );
    return glue;
  }

  #drop(): void {
    this.#glue = undefined;
    this.#memory = undefined;
    this.#dialogues.clear();
  }

  #crash(error: Error): SuperlinearError {
    if (this.#panic !== undefined) {
      return new SuperlinearError('INTERNAL', `a defect in superlinear stopped this run: ${this.#panic}`);
    }
    // Rust aborts without a panic only where memory cannot be had.
    if (error.message.includes('unreachable')) {
      return new SuperlinearError('OUT_OF_MEMORY', 'the problem does not fit into the memory of WebAssembly');
    }
    return new SuperlinearError('INTERNAL', `a defect in superlinear stopped this run: ${error.message}`);
  }
}
