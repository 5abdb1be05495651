/**
 * A parser from formulas to operations, by operator precedence. It does not recurse: open brackets, signs and operators
 * are kept on an explicit stack.
 */

import type { SuperlinearError } from '../engine/errors.js';
import { type Call, callNames, callOf, OF_ENTRIES, parameterAt } from './calls.js';
import { Condition, chosen, combination, comparison, isComparison, negation } from './conditions.js';
import type { IndexVariable } from './dependent-indices.js';
import { negate } from './elementwise.js';
import {
  type Argument,
  argumentsOf,
  type CallFrame,
  endOf,
  type Frame,
  type Infix,
  isArithmetic,
  isInfix,
  isLevel,
  MINUS_PRECEDENCE,
  NOT_PRECEDENCE,
  OPERATION,
  type Parsed,
  PRECEDENCE,
  type ScanFrame,
  type ScanSteps,
} from './frames.js';
import type { ExpressionData, NestedNumbers } from './function.js';
import { type Expression, type Graph, type Operand, within } from './graph.js';
import { IndexReader } from './index-reader.js';
import { applyAligned, collected, indexValue, literal, plainValue, summed, type Value } from './indexed.js';
import { entriesOf, type Index } from './indices.js';
import { Lexer, type Token } from './lexer.js';
import { isSame, written } from './shapes.js';
import { stack } from './structure.js';

/** The objects a formula may refer to. */
export interface Names {
  /** The graph for new nodes, with named inputs. */
  readonly graph: Graph;
  /** Data by name. */
  readonly data: ReadonlyMap<string, ExpressionData>;
  /** The embedded values of a template, in order. */
  readonly holes: readonly unknown[];
}

/** The cost of a step beside its own characters, in characters. */
const STEP_SIZE = 100;

/** Limit on the sizes of all steps of recurrences together: a second or two. */
const MAX_STEPPED = 10_000_000;

/** Limit on nested brackets, signs and powers. */
const MAX_LEVELS = 1000;

/** Parses a formula; `path` names it in errors. */
export function parse(text: string, names: Names, path = 'formula'): Expression {
  return within(names.graph, () => new Parser(text, names, path).program());
}

class Parser {
  readonly #lexer: Lexer;
  readonly #indices: IndexReader;
  readonly #names: Names;
  readonly #definitions = new Map<string, Value>();
  readonly #variables: IndexVariable[] = [];
  /** The current values of the indices of recurrences. */
  readonly #steps = new Map<string, number>();
  readonly #stack: Frame[] = [];
  #levels = 0;
  /** The sizes of the steps parsed so far. */
  #stepped = 0;

  constructor(text: string, names: Names, path: string) {
    this.#lexer = new Lexer(text, names.holes, path);
    this.#names = names;
    this.#indices = new IndexReader(this.#lexer, names.data, {
      variables: this.#variables,
      steps: this.#steps,
    });
  }

  /** Parses `let name = formula; … formula`. */
  program(): Expression {
    for (;;) {
      const name = this.#definedName();
      const { content } = this.#formula();
      if (name === undefined) {
        const end = this.#lexer.peek();
        if (end.kind === 'end') return this.#lexer.at(1, () => this.#names.graph.lift(content, 'formula'));
        throw this.#lexer.unexpected(end, 'expected the end; ; stands behind let name = formula only');
      }
      this.#lexer.expect(';', 'let: write let t = formula; and the formula that uses t');
      this.#definitions.set(name, plainValue(content));
    }
  }

  #definedName(): string | undefined {
    const lexer = this.#lexer;
    const [word, name] = [lexer.peek(), lexer.peek(1)];
    if (word.text !== 'let' || name.kind !== 'name') return undefined;
    lexer.take();
    lexer.take();
    lexer.expect('=', 'let: write let t = formula;');
    this.#requireNewName(name, 'let');
    return name.text;
  }

  #requireNewName({ text, position }: Token, construct: string): void {
    const isIndex = this.#variables.some(({ name }) => name === text);
    if (!isIndex && this.#lookUp(text) === undefined && !this.#names.data.has(text)) return;
    throw this.#lexer.error(position, `has ${text} twice: choose another name for ${construct}`);
  }

  /** Parses a formula up to the first token that cannot belong to it. */
  #formula(): Value {
    let value: Parsed | undefined;
    for (;;) {
      if (value === undefined) {
        value = this.#operand();
        continue;
      }
      const { kind, text } = this.#lexer.peek();
      const isEnd = kind === 'end' || text === ';';
      if (isEnd) {
        value = this.#reduced(value, 0);
        if (this.#stack.length === 0) return value as Value;
        throw this.#unclosed();
      }
      value = this.#continued(value);
    }
  }

  /** Parses the start of an operand. Returns `undefined` if it only opens a bracket or reads a sign. */
  #operand(): Parsed | undefined {
    const lexer = this.#lexer;
    const token = lexer.take();
    const { kind, text, position, value } = token;
    if (kind === 'number') return this.#number(token);
    if (kind === 'hole') return plainValue(value as Operand);
    if (text === 'not' && this.#takesCondition(false) && this.#lookUp(text) === undefined) {
      return this.#push({ kind: 'not', position });
    }
    if (kind === 'name') return lexer.sees('(') ? this.#opened(token) : this.#named(token);
    switch (text) {
      case '-':
        return this.#push({ kind: 'minus', position });
      case '(':
        return this.#push({ kind: 'group', position });
      case '[':
        if (this.#seesIndex()) return this.#openIndexed(false, position);
        return this.#push({ kind: 'list', items: [], isArgument: false, position });
      case '+':
        throw lexer.unexpected(token, 'leave out a + that is no sum');
      case '*':
      case '**':
        throw lexer.unexpected(token, 'expected a number, a name or ( before it; powers are written x^2');
      default:
        throw lexer.unexpected(token, 'expected a number, a name, ( or [');
    }
  }

  #number({ text, position }: Token): Value {
    const number = Number(text);
    if (!Number.isFinite(number))
      throw this.#lexer.error(position, `has ${text}, which is beyond all numbers`);
    return literal(number);
  }

  #named({ text, position }: Token): Value {
    const value = this.#lookUp(text);
    if (value !== undefined) return value;
    const variable = this.#variables.findIndex(({ name }) => name === text);
    if (variable >= 0) return this.#lexer.at(position, () => indexValue(variable, this.#variables));
    const held = this.#names.data.get(text);
    if (held !== undefined) {
      if ('shape' in held) return plainValue(held);
      throw this.#lexer.error(position, `has ${text} here, a sparse matrix: write sparseMatmul(${text}, x)`);
    }
    if (callOf(text) !== undefined) throw this.#lexer.error(position, `has ${text} here: write ${text}(…)`);
    const known = [...this.#names.graph.inputs.keys(), ...this.#names.data.keys()].join(', ');
    throw this.#lexer.error(
      position,
      `has ${text} here, which is none of its inputs: ${known || 'there are none'}`,
    );
  }

  #lookUp(name: string): Value | undefined {
    if (this.#variables.some((variable) => variable.name === name)) return undefined;
    const step = this.#steps.get(name);
    if (step !== undefined) return literal(step);
    const defined = this.#definitions.get(name);
    if (defined !== undefined) return defined;
    const input = this.#names.graph.inputs.get(name);
    if (input !== undefined) return plainValue(input);
    return name === 'pi' && !this.#names.data.has(name) ? plainValue(Math.PI) : undefined;
  }

  /** Continues after a value: with an operator, an index or a closing token. */
  #continued(value: Parsed): Parsed | undefined {
    const lexer = this.#lexer;
    const token = lexer.peek();
    const { kind, text } = token;
    if (isInfix(text) && (kind === 'symbol' || this.#takesCondition()))
      return this.#infix(value, lexer.take());
    if (text === ',' || text === ')' || text === ']')
      return this.#ended(this.#reduced(value, 0), lexer.take());
    const operand = this.#arithmetic(value, token);
    if (kind !== 'symbol' || text === '(') return this.#juxtaposed(operand, token);
    if (text === '[') return this.#indexedEntry(operand);
    const expectation = text === '**' ? 'powers are written x^2' : 'expected an operator, or the end';
    throw lexer.unexpected(token, expectation);
  }

  #infix(left: Parsed, token: Token): undefined {
    const { position } = token;
    const symbol = token.text as Infix;
    if (!isArithmetic(symbol) && !this.#takesCondition()) {
      throw this.#lexer.unexpected(token, 'a condition stands first in where(a < b, p, q), and nowhere else');
    }
    // Powers are right associative: earlier operators remain on the stack.
    const reduced = symbol === '^' ? left : this.#reduced(left, PRECEDENCE[symbol]);
    if (isArithmetic(symbol) || isComparison(symbol)) this.#arithmetic(reduced, token);
    return this.#push({ kind: 'infix', symbol, left: reduced, position });
  }

  /** Requires a value that is no condition. */
  #arithmetic(value: Parsed, token: Token): Value {
    if (!(value instanceof Condition)) return value;
    throw this.#lexer.unexpected(token, 'conditions go together by and, or and not only: a < b and b < c');
  }

  /** Returns whether a condition may begin here, or with `isInside` end an operand of the innermost bracket. */
  #takesCondition(isInside = true): boolean {
    let isOperand = isInside;
    for (let k = this.#stack.length - 1; k >= 0; k--) {
      const frame = this.#stack[k] as Frame;
      if (frame.kind === 'call') return parameterAt(frame.call, frame.args.length) === 'condition';
      const isOuter =
        frame.kind === 'group' ||
        frame.kind === 'not' ||
        (frame.kind === 'infix' && (frame.symbol === 'and' || frame.symbol === 'or'));
      if (!isOuter && !(isOperand && (frame.kind === 'infix' || frame.kind === 'minus'))) return false;
      isOperand &&= frame.kind !== 'group';
    }
    return false;
  }

  /** Handles implicit multiplication. The first factor must consist of numeric literals. */
  #juxtaposed(value: Value, token: Token): undefined {
    const lexer = this.#lexer;
    const [below, above] = [this.#stack.at(-2), this.#stack.at(-1)];
    const top = above?.kind === 'minus' ? below : above;
    const symbol = top?.kind === 'infix' ? top.symbol : undefined;
    if (!value.isFactor || token.kind === 'number') {
      throw lexer.unexpected(token, 'expected an operator before it; products are written a * b');
    }
    if (symbol === '/') throw lexer.unexpected(token, 'write 1/(2 x) or (1/2) x');
    if (symbol === '^') throw lexer.unexpected(token, 'write x^2 * y or x^(2 y)');
    return this.#infix(value, { ...token, text: '*' });
  }

  /** Applies the operators on the stack with at least this precedence. */
  #reduced(value: Parsed, precedence: number): Parsed {
    let result = value;
    for (;;) {
      const top = this.#stack.at(-1);
      if (top?.kind === 'infix' && PRECEDENCE[top.symbol] >= precedence) {
        this.#pop();
        result = this.#combined(top.symbol, [top.left, result], top.position);
      } else if (top?.kind === 'minus' && MINUS_PRECEDENCE >= precedence) {
        this.#pop();
        result = this.#negated(result as Value, top.position);
      } else if (top?.kind === 'not' && NOT_PRECEDENCE >= precedence) {
        this.#pop();
        result = this.#lexer.at(top.position, () => negation(result as Condition<Value>));
      } else {
        return result;
      }
    }
  }

  #combined(symbol: Infix, parts: readonly [Parsed, Parsed], position: number): Parsed {
    if (symbol === 'and' || symbol === 'or') {
      return this.#lexer.at(position, () => combination(symbol, parts as readonly Condition<Value>[]));
    }
    const [left, right] = parts as readonly [Value, Value];
    if (isComparison(symbol)) return comparison(symbol, left, right);
    const { name, apply } = OPERATION[symbol];
    return this.#lexer.at(position, () => {
      if (symbol !== '@') return applyAligned([left, right], this.#variables, name, apply as never);
      this.#requireWhole([left, right], 'the product @', position);
      return plainValue(apply(left.content, right.content));
    });
  }

  #negated(value: Value, position: number): Value {
    if (value.isLiteral) return { content: -(value.content as number), axes: [], isFactor: true };
    return this.#lexer.at(position, () => applyAligned([value], this.#variables, 'negate', negate as never));
  }

  /** Requires values that do not depend on index variables. */
  #requireWhole(values: readonly Value[], what: string, position: number): void {
    const [axis] = values.flatMap(({ axes }) => axes);
    if (axis === undefined) return;
    const { name } = this.#variables[axis] as IndexVariable;
    throw this.#lexer.error(
      position,
      `has ${what} of numbers that depend on ${name}: it takes whole arrays, such as [i in 0..9: …]`,
    );
  }

  // Brackets.

  #push(frame: Frame): undefined {
    this.#stack.push(frame);
    if (isLevel(frame) && ++this.#levels > MAX_LEVELS) {
      const instead = 'name a part by let t = …; and use t';
      throw this.#lexer.error(
        frame.position,
        `is nested more than ${MAX_LEVELS} levels deep here; ${instead}`,
      );
    }
    return undefined;
  }

  #pop(): void {
    if (isLevel(this.#stack.pop() as Frame)) this.#levels--;
  }

  /** Creates the error about a bracket left open at the end. */
  #unclosed(): SuperlinearError {
    const open = this.#stack.at(-1) as Frame;
    const what = `expected ${endOf(open)} for the bracket of character ${open.position}`;
    return this.#lexer.unexpected(this.#lexer.peek(), what);
  }

  /** Handles `,`, `)` or `]` after a value. */
  #ended(value: Parsed, token: Token): Parsed | undefined {
    const top = this.#stack.at(-1);
    if (top?.kind === 'call' && token.text !== ']') {
      top.args.push(this.#argument(top, value, token));
      return token.text === ')' ? this.#called(top) : this.#attributes(top);
    }
    if (top?.kind === 'list' && token.text !== ')') {
      top.items.push(value as Value);
      return token.text === ']' ? this.#listed(top) : undefined;
    }
    if (top?.kind === 'group' && token.text === ')') {
      this.#pop();
      return value instanceof Condition ? value : { ...value, isLiteral: false };
    }
    if (top?.kind === 'scan' && token.text === (top.steps ? ')' : ',')) {
      return this.#afterCarry(top, value as Value, token);
    }
    if (top?.kind === 'indexed' && token.text === endOf(top)) {
      this.#pop();
      const close = top.isSum ? summed : collected;
      const result = this.#lexer.at(top.position, () => close(value as Value, this.#variables, top.first));
      this.#variables.length = top.first;
      return result;
    }
    if (top === undefined) throw this.#lexer.unexpected(token, 'there is no bracket open');
    throw this.#lexer.unexpected(
      token,
      `expected ${endOf(top)} for the bracket of character ${top.position}`,
    );
  }

  /** Completes a list: data if all entries are literals, else its entries stacked along a new first axis. */
  #listed(frame: Frame & { kind: 'list' }): Value | undefined {
    this.#pop();
    const { items, position } = frame;
    if (frame.isArgument) {
      const call = this.#stack.at(-1) as CallFrame;
      call.args.push({ kind: 'values', values: items, build: (operands) => operands });
      return this.#nextArgument(call);
    }
    this.#requireWhole(items, 'a list', position);
    const contents = items.map(({ content }) => content);
    if (contents.every((content) => typeof content === 'number' || Array.isArray(content))) {
      return plainValue(contents as NestedNumbers);
    }
    return plainValue(this.#lexer.at(position, () => stack(contents)));
  }

  // Calls.

  #opened(token: Token): Value | undefined {
    const lexer = this.#lexer;
    const { text: name, position } = token;
    lexer.take();
    if (name === 'scan') return this.#openScan(position);
    const call = callOf(name);
    if (call === undefined) {
      const isValue = this.#lookUp(name) !== undefined || this.#names.data.has(name);
      const instead = isValue ? `write ${name} * (…) for a product` : `there are ${callNames.join(', ')}`;
      throw lexer.error(position, `has ${name}( here, which is no function: ${instead}`);
    }
    if (this.#seesIndex()) {
      if (name === 'sum') return this.#openIndexed(true, position);
      throw lexer.unexpected(lexer.peek(), `only sums take an index so; write ${name}([i in 0..9: …])`);
    }
    const frame: CallFrame = { kind: 'call', name, call, args: [], position };
    this.#push(frame);
    return this.#attributes(frame);
  }

  /** Parses arguments that are not formulas, up to the next formula. */
  #attributes(frame: CallFrame): Value | undefined {
    const lexer = this.#lexer;
    const parameter = parameterAt(frame.call, frame.args.length);
    if (parameter === undefined) {
      throw lexer.unexpected(
        lexer.peek(),
        `${frame.name} takes ${frame.call.parameters.length} arguments at most`,
      );
    }
    if (parameter === 'formula' || parameter === 'condition') return undefined;
    if (parameter === 'formulas') {
      const { position } = lexer.expect('[', `${frame.name}: it takes a list first, such as [a, b]`);
      return this.#push({ kind: 'list', items: [], isArgument: true, position });
    }
    const { position } = lexer.peek();
    const content = this.#lexer.at(position, () => this.#attribute(parameter, frame.name));
    frame.args.push({ kind: 'attribute', content });
    return this.#nextArgument(frame);
  }

  #nextArgument(frame: CallFrame): Value | undefined {
    if (this.#lexer.skips(')')) return this.#called(frame);
    this.#lexer.expect(',', `${frame.name}, or ) at its end`);
    return this.#attributes(frame);
  }

  #attribute(parameter: Call['parameters'][number], name: string): unknown {
    const lexer = this.#lexer;
    const token = lexer.peek();
    switch (parameter) {
      case 'integer':
        return this.#indices.integer();
      case 'integers':
        return this.#indices.integers();
      case 'word':
        if (token.kind !== 'name') throw lexer.unexpected(token, 'expected zero, circular or none');
        return lexer.take().text;
      default: {
        if (parameter === 'positions' && lexer.sees('[')) return this.#indices.integers();
        if (token.kind !== 'hole' && !this.#names.data.has(token.text)) {
          const kind = parameter === 'sparse' ? 'a sparse matrix' : 'whole numbers';
          throw lexer.unexpected(token, `${name} takes ${kind} that are data, by name or as \${value}`);
        }
        lexer.take();
        return token.kind === 'hole' ? token.value : this.#names.data.get(token.text);
      }
    }
  }

  /** Converts a value to an argument of a call. */
  #argument(frame: CallFrame, value: Parsed, token: Token): Argument {
    const isCondition = parameterAt(frame.call, frame.args.length) === 'condition';
    if (isCondition && !(value instanceof Condition)) {
      throw this.#lexer.unexpected(token, `${frame.name} takes a comparison first, such as a < b`);
    }
    if (value instanceof Condition) return { kind: 'attribute', content: value };
    return { kind: 'values', values: [value], build: ([operand]) => operand };
  }

  /** Applies a function to its arguments. */
  #called({ name, call, args, position }: CallFrame): Value {
    this.#pop();
    if (args.length < call.required) {
      const ofEntries = OF_ENTRIES[name];
      const instead = ofEntries === undefined ? '' : `; the entries of an array have ${ofEntries}(x)`;
      throw this.#lexer.error(
        position,
        `has ${name} with ${args.length} arguments: it takes ${call.required}${instead}`,
      );
    }
    const values = args.flatMap((argument) => (argument.kind === 'values' ? argument.values : []));
    const apply = (...operands: Operand[]) => call.apply(...(argumentsOf(args, operands) as never[]));
    if (!call.isElementwise) this.#requireWhole(values, name, position);
    const condition = args[0]?.kind === 'attribute' && args[0].content;
    const result = this.#lexer.at(position, () => {
      if (!(condition instanceof Condition)) return applyAligned(values, this.#variables, name, apply);
      return chosen<Value>(condition, values as [Value, Value], (relation, choice) =>
        applyAligned(choice, this.#variables, name, (...operands) =>
          call.apply(...([relation, operands] as never[])),
        ),
      );
    });
    return { ...result, isFactor: false };
  }

  // Recurrences.

  /** Parses `c =`, after which the initial carry follows. */
  #openScan(position: number): undefined {
    const lexer = this.#lexer;
    const carry = lexer.take();
    if (carry.kind !== 'name' || !lexer.skips('=')) {
      throw lexer.unexpected(carry, 'write scan(c = 0, i in 0..9: …), where c is the value before each step');
    }
    this.#requireNewName(carry, 'scan');
    return this.#push({ kind: 'scan', position, carry: carry.text, carries: [] });
  }

  /** Parses `i in 0..9:` behind the initial carry. */
  #stepsOf(carry: string): ScanSteps {
    const lexer = this.#lexer;
    const index = lexer.take();
    if (index.kind !== 'name' || lexer.take().text !== 'in') {
      throw lexer.error(index.position, 'has no index of the steps here: write i in 0..9');
    }
    this.#requireNewName(index, 'the index');
    if (index.text === carry) {
      throw lexer.error(index.position, `has ${carry} twice: choose another name for the index`);
    }
    const { from, count, dependent } = this.#indices.variable(index.text);
    if (dependent !== undefined || count === 0) {
      throw lexer.error(
        index.position,
        'has no steps: the limits of the index are whole numbers, such as 0..9',
      );
    }
    lexer.expect(':', 'scan, behind the range of its index');
    const goBack = lexer.marked();
    return { index: index.text, current: from, last: from + count - 1, start: lexer.peek().position, goBack };
  }

  /** Continues after the initial carry, or after a step. The result has the carries after all steps. */
  #afterCarry(frame: ScanFrame, value: Value, token: Token): Value | undefined {
    const { position, carry, carries } = frame;
    const { graph } = this.#names;
    this.#requireWhole([value], 'scan', position);
    const next = this.#lexer.at(position, () => graph.lift(value.content, 'scan'));
    const initial = (carries[0]?.content as Expression | undefined)?.shape;
    if (initial !== undefined && !isSame(initial, next.shape)) {
      const shapes = `${written(next.shape)} of ${written(initial)}`;
      throw this.#lexer.error(position, `has a scan with a step that makes shape ${shapes}`);
    }
    carries.push(plainValue(next));
    const steps = frame.steps ?? this.#stepsOf(carry);
    if (frame.steps !== undefined) steps.current++;
    frame.steps = steps;
    if (steps.current <= steps.last) {
      if (carries.length > 1) this.#goBack(steps, token);
      this.#definitions.set(carry, carries.at(-1) as Value);
      this.#steps.set(steps.index, steps.current);
      return undefined;
    }
    this.#pop();
    this.#definitions.delete(carry);
    this.#steps.delete(steps.index);
    return plainValue(stack(carries.slice(1).map(({ content }) => content)));
  }

  /** Goes back to the start of the step, unless all steps of all recurrences together are too long. */
  #goBack({ start, last, current, goBack }: ScanSteps, { position }: Token): void {
    const size = position - start + STEP_SIZE;
    this.#stepped += size;
    if (this.#stepped + size * (last - current) > MAX_STEPPED) {
      const size = `${MAX_STEPPED} characters, each step counted with ${STEP_SIZE} more`;
      throw this.#lexer.error(start, `has a scan of too many steps: all together are beyond ${size}`);
    }
    goBack();
  }

  // Indices.

  /** Returns whether a name and `in` come next. */
  #seesIndex(): boolean {
    const [name, word] = [this.#lexer.peek(), this.#lexer.peek(1)];
    return name.kind === 'name' && word.kind === 'name' && word.text === 'in';
  }

  /** Parses `i in 0..9, j in 0..9:`. */
  #openIndexed(isSum: boolean, position: number): undefined {
    const lexer = this.#lexer;
    const first = this.#variables.length;
    do {
      const { kind, text: name, position: place } = lexer.take();
      if (kind !== 'name' || lexer.take().text !== 'in') {
        throw lexer.error(place, 'has no index here: write i in 0..9');
      }
      if (this.#steps.has(name) || this.#variables.some((variable) => variable.name === name)) {
        throw lexer.error(place, `has the index ${name} twice: choose another name`);
      }
      this.#variables.push(this.#indices.variable(name));
    } while (lexer.skips(','));
    lexer.expect(':', 'a sum or list over indices, behind the ranges');
    return this.#push({ kind: 'indexed', first, isSum, position });
  }

  #indexedEntry(value: Value): Value {
    const lexer = this.#lexer;
    const { position } = lexer.take();
    const indices: Index[] = [];
    do indices.push(this.#indices.index());
    while (lexer.skips(','));
    lexer.expect(']', 'indices, which are such as 3, i + 1, 0..9 or p[i]');
    return this.#lexer.at(position, () => entriesOf(value, indices, this.#variables));
  }
}
