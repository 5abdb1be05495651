/** The sandbox of a program: a worker in a frame of opaque origin. */

import RUNNER from 'virtual:runner';
import { errorText } from './console-text.js';
import type { Answer, FromProgram, Message, Request } from './messages.js';
import FRAME from './sandbox-frame.js?raw';

const WASM = import.meta.glob<string>('../../dist/wasm/*.wasm', {
  query: '?url',
  import: 'default',
  eager: true,
});

async function fetched(address: string): Promise<Response> {
  const response = await fetch(address).catch((error: Error) => {
    throw new Error(`${address} cannot be loaded: ${error.message}`);
  });
  if (!response.ok) throw new Error(`${address} cannot be loaded: the server answered ${response.status}`);
  return response;
}

let script: Promise<string> | undefined;

/** The script of programs, fetched once. */
function runnerScript(): Promise<string> {
  script ??= fetched(RUNNER).then((response) => response.text());
  // Allows the next run to retry.
  script.catch(() => {
    script = undefined;
  });
  return script;
}

/** Fetches the script of programs ahead of a run, which reports failures. */
export const preload = (): void => void runnerScript().catch(() => {});

/** The address of the site. */
const ROOT = new URL(document.documentElement.dataset.root ?? './', location.href).href;

/** The address of a file: of a WebAssembly module by its name, or of any file below the site's root. */
function addressOf(file: string): string {
  const { href } = new URL(WASM[`../../dist/wasm/${file}.wasm`] ?? file);
  if (href.startsWith(ROOT)) return href;
  throw new Error(`${file} is no file of this site`);
}

/** The bytes of a file, or the reason that they cannot be had. */
async function answerFor(file: string): Promise<Answer> {
  try {
    return { file, bytes: await (await fetched(addressOf(file))).arrayBuffer() };
  } catch (error) {
    return { file, error: (error as Error).message };
  }
}

/**
 * Runs a program until its end, or until the signal ends it. The frame's opaque origin keeps the program from the storage of
 * this site. The page's Content-Security-Policy, inherited by the frame and the worker, keeps it from other hosts. Such an
 * origin may load no files unless the server allows all origins, and the service worker does not answer it: the page hands
 * over the script and the files of the site, which are public.
 */
export async function runProgram(
  request: Promise<Request>,
  signal: AbortSignal,
  take: (message: Message) => void,
): Promise<void> {
  const hear = (message: Message) => {
    if (!signal.aborted) take(message);
  };
  try {
    const [given, script, frame] = await Promise.all([request, runnerScript(), openFrame(signal)]);
    const { port1: page, port2 } = new MessageChannel();
    signal.addEventListener('abort', () => page.close());
    page.onmessage = ({ data }: MessageEvent<FromProgram>) => {
      if (data.kind === 'file') void answerFor(data.file).then((answer) => page.postMessage(answer));
      else hear(data);
    };
    page.postMessage(given);
    frame?.postMessage(script, '*', [port2]);
  } catch (error) {
    hear({ kind: 'failed', text: errorText(error as Error) });
  }
}

/** Adds a frame to the page. It is removed, with all that runs in it, when the signal is aborted. */
function openFrame(signal: AbortSignal): Promise<Window | null> {
  const frame = document.createElement('iframe');
  frame.hidden = true;
  frame.title = 'Sandbox of the program';
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.srcdoc = `<script>${FRAME}</script>`;
  signal.addEventListener('abort', () => frame.remove());
  return new Promise((resolve) => {
    frame.addEventListener('load', () => resolve(frame.contentWindow), { once: true });
    if (!signal.aborted) document.body.append(frame);
  });
}
