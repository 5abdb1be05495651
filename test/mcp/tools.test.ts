/** The tools as clients see them, finding, the reference of every method, and resources. */

import type { JsonSchemaType } from '@modelcontextprotocol/server';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv';
import { methods } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { describe as describeMethod } from '../../dist/mcp/describe.js';
import { isSolvable } from '../../dist/mcp/methods.js';
import { allProblems } from '../../dist/problems.js';
import { Assistant } from './assistant.js';

/**
 * Bytes of the list for each token of `o200k_base`, in a prototype of this list: 4,864 bytes were 1,268 tokens. There
 * is no tokenizer among the dependencies.
 */
const BYTES_PER_TOKEN = 4864 / 1268;

const MAX_TOKENS = 1300;

const solvable = methods.filter(({ data }) => data).map(({ name }) => name);

describe.each([
  ['2025', {}],
  ['2026', { versionNegotiation: { mode: { pin: '2026-07-28' } } }],
] as const)('a client of %s', (year, options) => {
  test('sees five tools, and solves', async () => {
    const assistant = await Assistant.start([], options);
    expect(assistant.client.getNegotiatedProtocolVersion()).toMatch(year);
    const { tools } = await assistant.client.listTools();
    const names = tools.map(({ name }) => name);
    expect(names).toEqual(['find_method', 'describe_method', 'solve', 'read_result', 'draw']);
    for (const { annotations } of tools)
      expect(annotations).toMatchObject({ readOnlyHint: true, idempotentHint: true, openWorldHint: false });
    expect(JSON.stringify(tools).length / BYTES_PER_TOKEN).toBeLessThan(MAX_TOKENS);
    const solution = await assistant.solve('transport.exact', {
      cost: [
        [4, 1],
        [2, 0],
      ],
    });
    expect(solution.assignment).toEqual([1, 0]);
  });
});

describe('finding', () => {
  test('words, names of other programs, families, everything', async () => {
    const assistant = await Assistant.start();
    const find = async (args: object) => {
      const { methods: found } = await assistant.data('find_method', args);
      return (found as readonly { name: string; summary: string }[]).map(({ name }) => name);
    };
    expect((await find({ words: 'scipy curve_fit' }))[0]).toBe('constrained.curveFit');
    expect(await find({ words: 'linear_sum_assignment', count: 2 })).toContain('transport.exact');
    expect(await find({ words: 'optimize', count: 3 })).toHaveLength(3);
    expect([...(await find({}))].sort()).toEqual([...solvable].sort());
    const games = await find({ family: 'games' });
    expect(games).toEqual(solvable.filter((name) => name.startsWith('games.')));
    expect(await find({ words: 'strength of players', family: 'games' })).toContain('games.bradleyTerry');
  });

  test.each(['recipe for apple pie', 'zzzz'])('nothing fits %j', async (words) => {
    const assistant = await Assistant.start();
    const data = await assistant.data('find_method', { words });
    expect(data.methods).toEqual([]);
    expect(Object.keys(data.families as object)).toContain('transport');
  });

  test('methods of programs alone are not found, and are refused', async () => {
    const assistant = await Assistant.start();
    const programs = methods.filter(({ data }) => !data).map(({ name }) => name);
    expect(programs.length).toBeGreaterThan(0);
    for (const method of programs) {
      const error = await assistant.error('describe_method', { method });
      expect(error).toMatchObject({ code: 'INVALID_INPUT', path: 'method' });
    }
  });

  test('unknown names say what may be meant', async () => {
    const assistant = await Assistant.start();
    const error = await assistant.error('solve', { method: 'transport.exat', problem: {} });
    expect(error).toMatchObject({
      code: 'INVALID_INPUT',
      path: 'method',
      hint: 'did you mean transport.exact?',
    });
    expect((await assistant.error('find_method', { family: 'transprot' })).message).toContain('transport');
  });

  test('wrong arguments are errors of the same form', async () => {
    const assistant = await Assistant.start();
    expect((await assistant.error('find_method', { count: 1000 })).message).toContain('count');
    expect((await assistant.error('solve', { method: 'transport.exact' })).code).toBe('INVALID_INPUT');
    expect((await assistant.error('draw', { layers: [], colour: 'red' })).code).toBe('INVALID_INPUT');
  });
});

describe('the reference', () => {
  test('every method has a short page with its fields', async () => {
    const assistant = await Assistant.start();
    for (const method of solvable) {
      const { content } = await assistant.call('describe_method', { method });
      expect(content[0]?.text).toMatch(new RegExp(`^${method}: .+\\nProblem\\n`));
      expect(content[0]?.text).toContain('\nSolution\n');
      expect(content[0]?.text?.length).toBeLessThan(9000);
    }
  });

  test('every method has a JSON Schema, whose definitions are all there', async () => {
    const assistant = await Assistant.start();
    for (const method of solvable) {
      const { content } = await assistant.call('describe_method', { method, detail: 'schema' });
      const text = content[0]?.text ?? '';
      const schema = JSON.parse(text) as { type: string; properties: object; $defs: object };
      expect(schema.type).toBe('object');
      expect(Object.keys(schema.properties).length).toBeGreaterThan(0);
      for (const [, name] of text.matchAll(/"#\/\$defs\/(\w+)"/g))
        expect(schema.$defs).toHaveProperty(name ?? '');
    }
  });

  test('the schema of a method takes the example of its problem, and refuses unknown fields', async () => {
    const examples = (await allProblems()).filter(({ example }) => typeof example === 'object');
    expect(examples.length).toBeGreaterThan(80);
    for (const { method, example } of examples) {
      if (!isSolvable(method)) continue;
      const schema = JSON.parse(await describeMethod(method, 'schema')) as JsonSchemaType;
      const check = new AjvJsonSchemaValidator().getValidator(schema);
      expect([method, check(example).errorMessage]).toEqual([method, undefined]);
      expect(check({ ...(example as object), noSuchField: 1 }).valid).toBe(false);
    }
  });

  test('a full page tells all of a field', async () => {
    const assistant = await Assistant.start();
    const { content } = await assistant.call('describe_method', {
      method: 'transport.exact',
      detail: 'full',
    });
    expect(content[0]?.text).toContain('transportedMass');
    expect(content[0]?.text).toContain('dualityGap');
  });
});

describe('resources', () => {
  test('the methods, a page, a guide, and completion of names', async () => {
    const { client } = await Assistant.start();
    const textOf = async (uri: string) => {
      const [content] = (await client.readResource({ uri })).contents;
      return content !== undefined && 'text' in content ? content.text : '';
    };
    expect(JSON.parse(await textOf('superlinear://methods')).methods).toHaveLength(solvable.length);
    expect(await textOf('superlinear://method/transport.exact')).toContain('transportedMass');
    expect(await textOf('superlinear://guide/games')).toMatch(/^# /);
    const completed = await client.complete({
      ref: { type: 'ref/resource', uri: 'superlinear://method/{name}' },
      argument: { name: 'name', value: 'transport.e' },
    });
    expect(completed.completion.values).toEqual(['transport.exact']);
    await expect(textOf('superlinear://guide/..%2F..%2Fpackage')).rejects.toThrow();
    await expect(textOf('superlinear://method/none.such')).rejects.toThrow();
  });
});
