/** The server: five tools and the guides as resources, over standard input and output. */

import { version } from '../generated/version.js';
import { badArgument, type CallError, failureOf } from './call-error.js';
import { Calls } from './calls.js';
import { type Detail, describe } from './describe.js';
import { find } from './find.js';
import type { Answer, Progress, Work } from './messages.js';
import { requireSolvable } from './methods.js';
import { registerResources } from './resources.js';
import { ResultFolder } from './results.js';
import {
  AjvJsonSchemaValidator,
  type CallToolResult,
  fromJsonSchema,
  McpServer,
  type ServerContext,
  StdioServerTransport,
  serveStdio,
} from './sdk.js';
import type { ServerSettings } from './settings.js';
import { INSTRUCTIONS, TOOLS, type ToolName } from './tools.js';

/** Characters of a report on standard error. */
const MAX_REPORT = 300;

/** Seconds of a call without a limit of its own. */
const DEFAULT_SECONDS = 30;

type Arguments = Readonly<Record<string, unknown>>;

/** Exit codes of a process ended by a signal: 128 and its number. */
const SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

/** Serves the client on standard input until its end, or until a signal. */
export function serve(settings: ServerSettings): Promise<void> {
  const server = new AssistantServer(settings);
  process.once('exit', () => server.close());
  for (const [name, code] of Object.entries(SIGNALS)) process.once(name, () => process.exit(code));
  const transport = new StdioServerTransport();
  const onerror = ({ message }: Error) =>
    process.stderr.write(`superlinear mcp: ${message.slice(0, MAX_REPORT)}\n`);
  serveStdio(() => server.connection(), { transport, onerror });
  return new Promise((resolve) => {
    const closed = transport.onclose;
    transport.onclose = () => {
      closed?.();
      resolve();
    };
  });
}

class AssistantServer {
  readonly #settings: ServerSettings;
  readonly #results = new ResultFolder();
  readonly #calls: Calls;

  constructor(settings: ServerSettings) {
    this.#settings = settings;
    this.#calls = new Calls(settings.jobs, settings.maxMemory);
  }

  close(): void {
    this.#calls.close();
    this.#results.remove();
  }

  /** A server of the protocol. The SDK may make two, to learn the client's version. */
  connection(): McpServer {
    const capabilities = {
      tools: { listChanged: false },
      resources: { listChanged: false },
      completions: {},
    };
    const server = new McpServer(
      { name: 'superlinear', version },
      { capabilities, instructions: INSTRUCTIONS },
    );
    for (const name of Object.keys(TOOLS) as ToolName[]) this.#register(server, name);
    registerResources(server);
    return server;
  }

  #register(server: McpServer, name: ToolName): void {
    const { description, inputSchema } = TOOLS[name];
    const check = new AjvJsonSchemaValidator().getValidator(inputSchema);
    // Arguments are checked here, so that their errors have the form of all others.
    const anyArguments = { getValidator: () => (data: unknown) => valid(data) };
    server.registerTool(
      name,
      {
        description,
        inputSchema: fromJsonSchema<Arguments>(inputSchema, anyArguments as never),
        annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
      },
      async (args: Arguments, context: ServerContext): Promise<CallToolResult> => {
        try {
          const checked = check(args);
          if (!checked.valid) throw badArgument('', checked.errorMessage);
          return await this.#call(name, args, context);
        } catch (error) {
          return failed(error, hintFor(name, args));
        }
      },
    );
  }

  async #call(name: ToolName, args: Arguments, context: ServerContext): Promise<CallToolResult> {
    if (name === 'find_method') return structured({ data: await find(args) });
    if (name === 'describe_method') {
      const text = await describe(args.method as string, (args.detail ?? 'brief') as Detail);
      return { content: [{ type: 'text', text }] };
    }
    if (name === 'solve') requireSolvable(args.method as string);
    return structured(await this.#perform(name, args, context));
  }

  async #perform(tool: Work['tool'], args: Arguments, { mcpReq }: ServerContext): Promise<Answer> {
    const { roots, maxSeconds, maxMemory, backend } = this.#settings;
    const result = tool === 'solve' ? this.#results.next() : '';
    const work: Work = {
      tool,
      args: JSON.stringify(args),
      result,
      seconds: Math.min(maxSeconds, (args.seconds as number | undefined) ?? DEFAULT_SECONDS),
      settings: { roots, maxMemory, backend, results: this.#results.folder },
    };
    const token = mcpReq._meta?.progressToken;
    const onProgress = ({ fraction, message }: Progress) => {
      if (token === undefined) return;
      const told = message === '' ? {} : { message };
      const params = { progressToken: token, progress: fraction, total: 1, ...told };
      mcpReq.notify({ method: 'notifications/progress', params }).catch(() => {});
    };
    try {
      const answer = await this.#calls.perform(work, { signal: mcpReq.signal, onProgress });
      if (result !== '') this.#results.keep(result);
      return answer;
    } catch (error) {
      if (result !== '') this.#results.discard(result);
      throw error;
    }
  }
}

const valid = (data: unknown) => ({ valid: true, data, errorMessage: undefined });

/** An answer as data and as text, since some clients show only one of them. */
function structured({ data, png }: Answer): CallToolResult {
  const text = { type: 'text' as const, text: JSON.stringify(data) };
  const structuredContent = data as Record<string, unknown>;
  if (png === undefined) return { content: [text], structuredContent };
  return { content: [{ type: 'image', data: png, mimeType: 'image/png' }, text], structuredContent };
}

function failed(error: unknown, hint: string | undefined): CallToolResult {
  return { ...structured({ data: { error: failureOf(error as CallError, hint) } }), isError: true };
}

/** The next step after bad input. */
function hintFor(name: ToolName, { method }: Arguments): string | undefined {
  if (name !== 'solve' || typeof method !== 'string' || method.length > 80) return undefined;
  return `describe_method of ${method} tells the fields of its problem`;
}
