/** The worker that runs a program. It serves one program, and the page ends it. */

import { load, loadNames } from 'superlinear';
import { view } from 'superlinear/views';
import { errorText, textOf } from './console-text.js';
import type { Message, Request } from './messages.js';
import { bytesOf } from './sandbox-files.js';
import { type Call, tracedModules } from './traced.js';

const send = (message: Message) => postMessage(message);

/** Where the methods of `console` go. */
const CONSOLE = {
  log: 'log',
  info: 'log',
  debug: 'log',
  table: 'log',
  dir: 'log',
  warn: 'warning',
  error: 'warning',
} as const;

/** Whether functions of the program are called for pictures: what they print is not of the program. */
let isDrawing = false;

function redirectConsole(): void {
  for (const [name, kind] of Object.entries(CONSOLE)) {
    const write = (...values: unknown[]) => {
      if (isDrawing) return;
      const shown = name === 'dir' ? values.slice(0, 1) : values;
      send({ kind, text: shown.map((value) => textOf(value)).join(' ') });
    };
    Object.assign(console, { [name]: write });
  }
}

/** Requests are answered by the page, which gives files of the site alone. */
function redirectFetch(): void {
  const answer = async (input: RequestInfo | URL) =>
    new Response(await bytesOf(input instanceof Request ? input.url : String(input)));
  Object.assign(globalThis, { fetch: answer });
}

/** Counts of iterations, which may be named. */
function iterationsText(iterations: unknown): string | undefined {
  if (typeof iterations === 'number') return `${iterations} iteration${iterations === 1 ? '' : 's'}`;
  if (typeof iterations !== 'object' || iterations === null || ArrayBuffer.isView(iterations))
    return undefined;
  return Object.entries(iterations)
    .filter(([, count]) => typeof count === 'number')
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}

/** Calls that are drawn; a program may make thousands. */
const MAX_PICTURES = 4;

/** Calls with a line. */
const MAX_LINES = 12;

/** Reports the calls of a program. They are drawn at its end, because pictures call functions of the program again. */
class Calls {
  readonly #width: number;
  readonly #drawn: Call[] = [];
  #count = 0;

  constructor(width: number) {
    this.#width = width;
  }

  add({ method, problem, solution, time }: Call): void {
    this.#count++;
    if (this.#count > MAX_LINES) return;
    const { status, iterations } = solution as { status?: unknown; iterations?: unknown };
    const duration = `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
    const caption = [method, status, iterationsText(iterations), duration].filter(Boolean).join(' · ');
    send({ kind: 'call', caption });
    if (this.#drawn.length < MAX_PICTURES)
      this.#drawn.push({ method, problem: { ...(problem as object) }, solution, time });
  }

  end(): void {
    const more = this.#count - MAX_LINES;
    if (more > 0) send({ kind: 'call', caption: `and ${more} more calls` });
    isDrawing = true;
    this.#drawn.forEach(({ method, problem, solution }, call) => {
      try {
        const picture = view(method, problem as object, solution, { width: this.#width });
        send({ kind: 'picture', call, picture });
      } catch {
        // There is none for this problem.
      }
    });
    isDrawing = false;
  }
}

/** Blocking calls need their WebAssembly first: loads the modules of the families that the program names. */
async function loadBlocking(script: string): Promise<void> {
  if (!/(Sync|Dialogue)\b/.test(script)) return;
  const named = loadNames.filter((name) => new RegExp(`\\b${name.split('-')[0]}\\b`).test(script));
  await Promise.all(named.map((name) => load(name)));
}

/** What the program gets for its imports. */
function requireFrom(report: (call: Call) => void): (specifier: string) => object {
  const modules = tracedModules(report);
  return (specifier) => {
    const module = modules.get(specifier);
    if (module !== undefined) return module;
    throw new Error(`${specifier} cannot be imported here; there are ${[...modules.keys()].join(', ')}`);
  };
}

/** Runs a program as a module of its own, so that no text is evaluated. */
async function run({ script, width }: Request): Promise<void> {
  const calls = new Calls(width);
  const require = requireFrom((call) => calls.add(call));
  await loadBlocking(script);
  const text = `export default async (require, exports) => {${script}\n}`;
  const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
  const module = (await import(/* @vite-ignore */ address)) as {
    default: (require: (specifier: string) => object, exports: object) => Promise<void>;
  };
  try {
    await module.default(require, {});
  } catch (error) {
    const line = new RegExp(`${address}:(\\d+)`).exec((error as Error)?.stack ?? '')?.[1];
    const words = error instanceof Error ? errorText(error) : textOf(error);
    throw line === undefined ? words : `${words} (line ${line})`;
  } finally {
    calls.end();
  }
}

// Started outside the sandbox, the worker would reach the storage of the site, and other hosts.
if (origin === 'null') {
  redirectConsole();
  redirectFetch();
  addEventListener('unhandledrejection', ({ reason }) => send({ kind: 'failed', text: textOf(reason) }));
  const start = ({ data }: MessageEvent<Request>) => {
    run(data).then(
      () => send({ kind: 'done' }),
      (error) => send({ kind: 'failed', text: textOf(error) }),
    );
  };
  addEventListener('message', start, { once: true });
}
