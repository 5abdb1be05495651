/** A client of `superlinear mcp` over its standard input and output, as assistants have it. */

import { Client, type ClientOptions } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { onTestFinished } from 'vitest';
import { COMMAND } from '../support/command.js';

/** An answer of a tool. */
export interface Answer {
  readonly isError?: boolean;
  readonly content: readonly { readonly type: string; readonly text?: string; readonly data?: string }[];
  readonly structuredContent?: unknown;
}

/** What is read of a structured answer. */
export interface Data {
  readonly [key: string]: unknown;
  readonly result: string;
  readonly solution: Readonly<Record<string, unknown>>;
  readonly error: {
    readonly code: string;
    readonly path: string;
    readonly message: string;
    readonly hint?: string;
  };
}

/** The limit of a request in milliseconds: a loaded computer may need much of it. */
const PATIENCE = 60_000;

/** A report of progress. */
export interface Report {
  readonly progress: number;
  readonly total?: number | undefined;
  readonly message?: string | undefined;
}

interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: Report) => void;
}

export class Assistant {
  readonly client: Client;
  readonly transport: StdioClientTransport;

  constructor(args: readonly string[], options: ClientOptions = {}) {
    this.client = new Client({ name: 'test', version: '1.0.0' }, options);
    this.transport = new StdioClientTransport({
      command: process.execPath,
      args: [COMMAND, 'mcp', ...args],
      stderr: 'ignore',
    });
  }

  /** Starts a server for the test at hand. */
  static async start(args: readonly string[] = [], options?: ClientOptions): Promise<Assistant> {
    const assistant = new Assistant(args, options);
    await assistant.client.connect(assistant.transport);
    onTestFinished(() => assistant.client.close());
    return assistant;
  }

  async call(name: string, args: object, options: CallOptions = {}): Promise<Answer> {
    const given = { name, arguments: args as Record<string, unknown> };
    return (await this.client.callTool(given, { timeout: PATIENCE, ...options })) as Answer;
  }

  /** The data of an answer that must be right. */
  async data(name: string, args: object, options?: CallOptions): Promise<Data> {
    const answer = await this.call(name, args, options);
    if (answer.isError) throw new Error(JSON.stringify(answer.structuredContent));
    return answer.structuredContent as Data;
  }

  /** The error of an answer that must be one. */
  async error(name: string, args: object, options?: CallOptions): Promise<Data['error']> {
    const answer = await this.call(name, args, options);
    if (!answer.isError) throw new Error(`no error: ${JSON.stringify(answer.structuredContent)}`);
    return (answer.structuredContent as Data).error;
  }

  /** The solution of a problem. */
  async solve(method: string, problem: object, others: object = {}): Promise<Data['solution']> {
    return (await this.data('solve', { method, problem, ...others })).solution;
  }
}
