/** The built site in a browser, served below a path. */

import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright';
import { expect } from 'vitest';
import { Site, startBrowser } from '../package/serve.js';

/** The folder of the site. */
export const FOLDER = resolve('build/test-site/below/a/path');

/** The files of the site with an ending, but for those of the reference. */
export const filesOf = (ending: string): string[] =>
  readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith(ending) && !file.startsWith('reference/'))
    .sort();

/** A page, with what went wrong in it. */
export interface Opened {
  readonly page: Page;
  /** Errors of the console and of scripts, and requests to other hosts. */
  readonly troubles: string[];
}

/** The context of a visit. */
export interface VisitOptions extends BrowserContextOptions {
  readonly lost?: RegExp;
}

/** The site, served, and a browser. */
export class Visitor {
  readonly address: string;
  readonly site: Site;
  readonly #browser: Browser;

  private constructor(address: string, site: Site, browser: Browser) {
    this.address = address;
    this.site = site;
    this.#browser = browser;
  }

  /** `redirects` says whether the server redirects pages to addresses without an ending. */
  static async start({ redirects = false } = {}): Promise<Visitor> {
    const site = new Site(resolve('build/test-site'), {}, redirects);
    const [host, browser] = await Promise.all([site.open(), startBrowser()]);
    return new Visitor(`${host}below/a/path/`, site, browser);
  }

  async end(): Promise<void> {
    await this.#browser.close();
    await this.site.close();
  }

  /** Opens a page in a context of its own. Service workers answer only if asked for; files that match `lost` cannot be loaded. */
  async open(path: string, { lost, ...options }: VisitOptions = {}): Promise<Opened> {
    const context = await this.#browser.newContext({ serviceWorkers: 'block', ...options });
    if (lost !== undefined) await context.route(lost, (route) => route.abort());
    const page = await context.newPage();
    const troubles: string[] = [];
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    const { origin } = new URL(this.address);
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.protocol.startsWith('http') && url.origin !== origin) troubles.push(`a request to ${url}`);
    });
    await page.goto(this.address + path);
    return { page, troubles };
  }
}

/** Runs the programs of a page one after the other, and returns what each printed. */
export async function runAll(page: Page): Promise<{ state: string; output: string }[]> {
  await page.waitForFunction(() => document.querySelector('run-block .actions') !== null);
  const count = await page.locator('run-block').count();
  const results: { state: string; output: string }[] = [];
  for (let k = 0; k < count; k++) {
    const block = page.locator('run-block').nth(k);
    await block.evaluate((element) => element.querySelector<HTMLElement>('.actions button')?.click());
    const state = () => block.getAttribute('data-state');
    await expect.poll(state, { timeout: 30_000, interval: 20 }).toMatch(/done|failed|stopped/);
    const lines = await block.locator('.output > *').allTextContents();
    results.push({ state: (await state()) ?? '', output: lines.join('\n') });
  }
  return results;
}
