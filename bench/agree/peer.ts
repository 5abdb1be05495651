// The peer of a family: its worker, started anew where it does not answer.

import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Python } from '../peers/python.js';
import type { Reply } from './subject.js';

/** The folder with the Python side; this file is compiled to build/bench/agree. */
const sources = fileURLToPath(new URL('../../../bench/agree/', import.meta.url));

/** Milliseconds for an answer; workers give up before, unless they are in code that no signal ends. */
const PATIENCE = 12_000;

const SILENT: Reply = { failed: 'no answer' };

export class Peer {
  readonly #family: string;
  #python: Python | undefined;
  versions = '';

  constructor(family: string) {
    this.#family = family;
  }

  async start(): Promise<Python> {
    const { python, versions } = await Python.start(this.#family, 1, sources);
    [this.#python, this.versions] = [python, versions];
    return python;
  }

  async ask(action: string, model: object): Promise<Reply> {
    const python = this.#python ?? (await this.start());
    const over = new AbortController();
    const late = setTimeout(PATIENCE, SILENT, { signal: over.signal }).catch(() => SILENT);
    const reply = await Promise.race([python.ask<Reply>(action, { model }).catch(() => SILENT), late]);
    over.abort();
    if (reply === SILENT) {
      python.kill();
      this.#python = undefined;
    }
    return reply;
  }

  stop(): void {
    this.#python?.stop();
  }
}
