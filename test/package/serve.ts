/** A file server, and a real browser that visits it. */

import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { type Browser, chromium } from 'playwright';
import { CHROMIUM_ARGUMENTS, provideChromium } from '../../scripts/chromium.mjs';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** Headers by name. */
export type Headers = Readonly<Record<string, string>>;

/** The headers of a cross-origin isolated page, in which memory can be shared. */
export const ISOLATION: Headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** The path without `.html` and `/index`, to which many servers redirect. */
const shortened = (path: string) => path.replace(/\.html$/, '').replace(/\/index$/, '') || '/';

/** The file of a request: of the path itself, or of the page that it may stand for. */
async function fileAt(folder: string, path: string): Promise<readonly [path: string, body?: Buffer]> {
  for (const name of [path, `${path}.html`, `${path.replace(/\/$/, '')}/index.html`]) {
    const body = await readFile(join(folder, name)).catch(() => undefined);
    if (body !== undefined) return [name, body];
  }
  return [path];
}

/** A folder served on this computer. */
export class Site {
  /** The requested files by path; missing ones are undefined. */
  readonly served = new Map<string, Buffer | undefined>();
  readonly #server: Server;

  /** `redirects` says whether addresses of pages are redirected to those without an ending. */
  constructor(folder: string, headers: Headers = {}, redirects = false) {
    this.#server = createServer(async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (redirects && shortened(pathname) !== pathname) {
        response.writeHead(301, { Location: shortened(pathname) }).end();
        return;
      }
      const [path, body] = await fileAt(folder, pathname);
      this.served.set(path, body);
      const type = MEDIA_TYPES[extname(path)] ?? 'application/octet-stream';
      response.writeHead(body === undefined ? 404 : 200, { 'Content-Type': type, ...headers }).end(body);
    });
  }

  /** Starts to serve, and returns the address. */
  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: provideChromium(), args: CHROMIUM_ARGUMENTS });

/** The outcome of a visit to a page. */
export interface Visit {
  /** The value of `globalThis.found` in the page. */
  readonly found: Record<string, unknown>;
  /** Errors during the visit. */
  readonly troubles: readonly string[];
}

/** Opens a page, and waits for its result. */
export async function visit(browser: Browser, address: string): Promise<Visit> {
  const page = await browser.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
  try {
    await page.goto(address);
    await page.waitForFunction(() => 'found' in globalThis, undefined, { timeout: 60_000 });
    const found = await page.evaluate(() => (globalThis as unknown as { found: Visit['found'] }).found);
    return { found, troubles };
  } finally {
    await page.close();
  }
}
