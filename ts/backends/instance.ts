/** A WebAssembly module, instantiated on this thread, and instantiated again after a trap. */

import { SuperlinearError } from '../engine/errors.js';
import type { WireArray } from '../engine/wire.js';
import type { Call, Dialogue, Door, Reply } from './backend.js';

/** What wasm-bindgen generates beside the module. */
export interface Glue extends Door {
  connect(now: () => number, defects: (text: string) => void): void;
  /** Whether a trap came of there being no memory: it may be asked of an instance that trapped. */
  isExhausted(): boolean;
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
  #defect: string | undefined;

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
      const crash = this.#crash(error);
      this.#drop();
      throw crash;
    }
  }

  #instantiate(): Glue {
    const glue = this.#loaded.makeGlue();
    // wasm-bindgen names the import after the file of the glue.
    const imports = { './engine_bg.js': glue as unknown as WebAssembly.ModuleImports };
    const { exports } = new WebAssembly.Instance(this.#loaded.module, imports);
    glue.__wbg_set_wasm(exports);
    (exports.__wbindgen_start as () => void)();
    this.#defect = undefined;
    this.#memory = exports.memory as WebAssembly.Memory;
    glue.connect(
      () => performance.now() / 1000,
      (text) => {
        this.#defect = text;
      },
    );
    return glue;
  }

  #drop(): void {
    this.#glue = undefined;
    this.#memory = undefined;
    this.#dialogues.clear();
  }

  #crash(cause: Error): SuperlinearError {
    // A trap without a text is a defect, or memory that cannot be had.
    if (this.#defect === undefined && this.#glue?.isExhausted()) {
      return new SuperlinearError('OUT_OF_MEMORY', 'the problem does not fit into the memory of WebAssembly');
    }
    const text = `a defect in superlinear stopped this run: ${this.#defect ?? cause.message}`;
    return new SuperlinearError('INTERNAL', text, '', { cause });
  }
}
