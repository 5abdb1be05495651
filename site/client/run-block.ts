/** `<run-block>`: a program with buttons to run, stop, copy, reset and share it. Its code may be changed. */

import { copy, say } from './copy.js';
import { highlight } from './highlight.js';
import type { Message, Request } from './messages.js';
import { pictureOf } from './svg.js';

/** Most pages need neither a run nor an address of a program. */
const sandbox = () => import('./sandbox.js');
const sharing = () => import('./share.js');

/** Fetches what a run needs. The run itself reports failures. */
const preload = () =>
  sandbox().then(
    (module) => module.preload(),
    () => {},
  );

/** Programs are ended after this time, in milliseconds. */
const TIME_LIMIT = 30_000;

/** The narrowest and the widest picture, in pixels. */
const [MIN_WIDTH, MAX_WIDTH] = [240, 640];

/** The editor of programs, to which links with a program lead. */
const EDITOR = new URL(`${document.documentElement.dataset.root ?? './'}try/code.html`, location.href);

class RunBlock extends HTMLElement {
  #code!: HTMLElement;
  #original = '';
  readonly #output = document.createElement('div');
  readonly #run = this.#button('Run', () => this.#toggle());
  readonly #reset = this.#button('Reset', () => this.#fill(this.#original));
  /** Ends the program that runs. */
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  connectedCallback(): void {
    if (this.#code !== undefined) return;
    this.#code = this.querySelector('code') as HTMLElement;
    this.#original = this.#text;
    this.#makeEditable();
    const bar = document.createElement('div');
    bar.className = 'actions';
    const copying = this.#button(
      'Copy',
      ({ target }) => void copy(target as HTMLButtonElement, this.#text, this.#code),
    );
    const toShare = this.#button('Share', ({ target }) => void this.#share(target as HTMLButtonElement));
    this.#run.classList.add('primary');
    this.#run.title = 'Ctrl+Enter in the code';
    this.#reset.hidden = true;
    bar.append(this.#run, copying, toShare, this.#reset);
    this.#output.className = 'output';
    this.#output.setAttribute('role', 'log');
    this.#output.setAttribute('aria-label', 'Output');
    this.append(bar, this.#output);
    // Most who point at a program run it.
    this.addEventListener('pointerenter', preload, { once: true });
    void this.#fillFromAddress();
  }

  disconnectedCallback(): void {
    this.#end();
  }

  get #text(): string {
    return this.#code.textContent ?? '';
  }

  #button(label: string, act: (event: Event) => void): HTMLButtonElement {
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = label;
    button.addEventListener('click', act);
    return button;
  }

  #makeEditable(): void {
    const code = this.#code;
    code.contentEditable = 'plaintext-only';
    code.spellcheck = false;
    code.setAttribute('role', 'textbox');
    code.setAttribute('aria-multiline', 'true');
    code.setAttribute('aria-label', 'Code, can be changed');
    code.addEventListener('input', () => {
      highlight(code);
      this.#reset.hidden = this.#text === this.#original;
    });
    code.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') code.blur();
      if (event.key !== 'Enter' || event.isComposing) return;
      event.preventDefault();
      if (event.ctrlKey || event.metaKey) this.#start();
      // Unlike a change of the text, a command can be undone.
      else document.execCommand('insertText', false, `\n${indentationIn(code)}`);
    });
  }

  #fill(code: string): void {
    this.#code.textContent = code;
    highlight(this.#code);
    this.#reset.hidden = code === this.#original;
  }

  /** In the editor: shows the program that came with the address. It never runs by itself. */
  async #fillFromAddress(): Promise<void> {
    if (location.pathname !== EDITOR.pathname) return;
    const code = await (await sharing()).codeIn(location.hash);
    if (code === undefined) return;
    this.#fill(code);
    const note = document.querySelector<HTMLElement>('#came-with-link');
    if (note !== null) note.hidden = false;
  }

  async #share(button: HTMLButtonElement): Promise<void> {
    const hash = await (await sharing()).hashOf(this.#text);
    if (hash === undefined) say(button, 'Too long');
    else await copy(button, new URL(hash, EDITOR).href, this.#code);
  }

  #toggle(): void {
    if (this.#running === undefined) {
      this.#start();
    } else {
      this.#end();
      this.#print('Stopped.', 'stopped');
    }
  }

  #start(): void {
    this.#end();
    this.#output.replaceChildren();
    this.#run.textContent = 'Stop';
    this.dataset.state = 'running';
    const running = new AbortController();
    this.#running = running;
    sandbox().then(
      ({ runProgram }) => runProgram(this.#request(), running.signal, (message) => this.#take(message)),
      (error: Error) => this.#take({ kind: 'failed', text: error.message }),
    );
    this.#timer = setTimeout(() => {
      this.#take({ kind: 'failed', text: `Stopped after ${TIME_LIMIT / 1000} seconds.` });
    }, TIME_LIMIT);
  }

  async #request(): Promise<Request> {
    const width = Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, this.#output.clientWidth));
    const built = this.#text === this.#original ? this.dataset.js : undefined;
    const script = built ?? (await import('./compile.js')).compile(this.#text);
    return { script, width };
  }

  #take(message: Message): void {
    if (this.#running === undefined) return;
    if (message.kind === 'call') this.#output.append(figureOf(message.caption));
    else if (message.kind === 'picture') this.#draw(message);
    else if (message.kind !== 'done') this.#print(message.text, message.kind);
    if (message.kind === 'done' || message.kind === 'failed') this.#end(message.kind);
  }

  /** Puts a picture above the line about its call. */
  #draw({ call, picture }: Extract<Message, { kind: 'picture' }>): void {
    const drawn = pictureOf(picture);
    if (drawn !== undefined) this.#output.querySelectorAll('figure')[call]?.prepend(drawn);
  }

  #print(text: string, kind: string): void {
    const line = document.createElement('pre');
    line.className = kind;
    line.textContent = text;
    this.#output.append(line);
  }

  #end(state = 'stopped'): void {
    if (this.#running === undefined) return;
    this.#running.abort();
    this.#running = undefined;
    clearTimeout(this.#timer);
    this.#run.textContent = 'Run';
    this.dataset.state = state;
  }
}

/** The indentation for a line after the cursor: that of its line, and more behind an opening bracket. */
function indentationIn(code: HTMLElement): string {
  const range = getSelection()?.getRangeAt(0).cloneRange();
  range?.setStart(code, 0);
  const line = range?.toString().split('\n').at(-1) ?? '';
  return (/^ */.exec(line)?.[0] ?? '') + (/[([{] *$/.test(line) ? '  ' : '');
}

/** A call of a solver: a line about it, below the place of its picture. */
function figureOf(caption: string): HTMLElement {
  const figure = document.createElement('figure');
  const words = document.createElement('figcaption');
  words.textContent = caption;
  figure.append(words);
  return figure;
}

/** Makes all programs of the page run. */
export const defineRunBlock = () => customElements.define('run-block', RunBlock);
