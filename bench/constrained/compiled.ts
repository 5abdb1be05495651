// Functions with first and second derivatives, compiled from text to the JavaScript that a caller would write by hand.

type Formula =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'variable'; readonly index: number }
  | { readonly kind: '+' | '-' | '*' | '/'; readonly left: Formula; readonly right: Formula }
  | { readonly kind: '**'; readonly left: Formula; readonly exponent: number }
  | { readonly kind: 'call'; readonly name: string; readonly of: Formula };

const number = (value: number): Formula => ({ kind: 'number', value });
const isNumber = (formula: Formula, value: number) => formula.kind === 'number' && formula.value === value;

function plus(left: Formula, right: Formula): Formula {
  if (isNumber(left, 0)) return right;
  return isNumber(right, 0) ? left : { kind: '+', left, right };
}

function minus(left: Formula, right: Formula): Formula {
  return isNumber(right, 0) ? left : { kind: '-', left, right };
}

function times(left: Formula, right: Formula): Formula {
  if (isNumber(left, 0) || isNumber(right, 0)) return number(0);
  if (isNumber(left, 1)) return right;
  return isNumber(right, 1) ? left : { kind: '*', left, right };
}

function power(left: Formula, exponent: number): Formula {
  if (exponent === 0) return number(1);
  return exponent === 1 ? left : { kind: '**', left, exponent };
}

const call = (name: string, of: Formula): Formula => ({ kind: 'call', name, of });

/** Parses sums, products, powers and calls of x[0], x[1] …, in the syntax common to JavaScript and Python. */
function read(text: string): Formula {
  const tokens = text.match(/\*\*|[-+*/()[\]]|[\d.]+(?:e[-+]?\d+)?|[a-z]+/g) ?? [];
  let at = 0;
  const accept = (token: string) => {
    const isThere = tokens[at] === token;
    if (isThere) at++;
    return isThere;
  };
  const sum = (): Formula => {
    let left = product();
    for (;;) {
      if (accept('+')) left = plus(left, product());
      else if (accept('-')) left = minus(left, product());
      else return left;
    }
  };
  const product = (): Formula => {
    let left = signed();
    for (;;) {
      if (accept('*')) left = times(left, signed());
      else if (accept('/')) left = { kind: '/', left, right: signed() };
      else return left;
    }
  };
  const signed = (): Formula => (accept('-') ? minus(number(0), signed()) : raised());
  const raised = (): Formula => {
    const base = factor();
    return accept('**') ? power(base, Number(tokens[at++])) : base;
  };
  const factor = (): Formula => {
    const token = tokens[at++] as string;
    if (token === 'x') {
      const index = Number(tokens[at + 1]);
      at += 3;
      return { kind: 'variable', index };
    }
    if (token === 'pi') return number(Math.PI);
    if (!/[a-z(]/.test(token[0] as string)) return number(Number(token));
    if (token !== '(') at++;
    const of = sum();
    at++;
    return token === '(' ? of : call(token, of);
  };
  return sum();
}

/** The derivative with respect to a variable. */
function derivative(of: Formula, index: number): Formula {
  switch (of.kind) {
    case 'number':
      return number(0);
    case 'variable':
      return number(of.index === index ? 1 : 0);
    case '+':
      return plus(derivative(of.left, index), derivative(of.right, index));
    case '-':
      return minus(derivative(of.left, index), derivative(of.right, index));
    case '*':
      return plus(times(derivative(of.left, index), of.right), times(of.left, derivative(of.right, index)));
    case '/':
      // Divisors are constants here.
      return times(derivative(of.left, index), { kind: '/', left: number(1), right: of.right });
    case '**':
      return times(times(number(of.exponent), power(of.left, of.exponent - 1)), derivative(of.left, index));
    case 'call':
      return times(slopeOf(of.name, of.of), derivative(of.of, index));
  }
}

function slopeOf(name: string, of: Formula): Formula {
  const slopes: Record<string, () => Formula> = {
    sin: () => call('cos', of),
    cos: () => minus(number(0), call('sin', of)),
    exp: () => call('exp', of),
    log: () => ({ kind: '/', left: number(1), right: of }),
    sqrt: () => ({ kind: '/', left: number(0.5), right: call('sqrt', of) }),
  };
  return (slopes[name] as () => Formula)();
}

/** Formats a formula as JavaScript. */
function written(formula: Formula): string {
  switch (formula.kind) {
    case 'number':
      return `(${formula.value})`;
    case 'variable':
      return `x[${formula.index}]`;
    case '**':
      return `(${written(formula.left)})**${formula.exponent}`;
    case 'call':
      return `${formula.name}(${written(formula.of)})`;
    default:
      return `(${written(formula.left)}${formula.kind}${written(formula.right)})`;
  }
}

const compile = (args: readonly string[], body: string) =>
  new Function('sin', 'cos', 'exp', 'log', 'sqrt', `return (${args}) => {${body}}`)(
    Math.sin,
    Math.cos,
    Math.exp,
    Math.log,
    Math.sqrt,
  );

/** The functions of a problem, with exact derivatives. */
export function compiledFunctions(objective: string, constraints: readonly string[], variables: number) {
  const [f, c] = [read(objective), constraints.map(read)];
  const all = Array.from({ length: variables }, (_, i) => i);
  const assigned = (formulas: readonly Formula[]) =>
    formulas.map((formula, k) => `out[${k}]=${written(formula)};`).join('');
  const entries = all.flatMap((i) =>
    all.slice(0, i + 1).map((j) => {
      const second = (of: Formula) => written(derivative(derivative(of, i), j));
      const terms = c.map((constraint, k) => `l[${k}]*${second(constraint)}`);
      return `out[${i * variables + j}]=${[`w*${second(f)}`, ...terms].join('+')};`;
    }),
  );
  return {
    objective: compile(['x'], `return ${written(f)};`),
    gradient: compile(['x', 'out'], assigned(all.map((j) => derivative(f, j)))),
    hessian: compile(['x', 'l', 'w', 'out'], `out.fill(0);${entries.join('')}`),
    ...(c.length > 0 && {
      constraints: compile(['x', 'out'], assigned(c)),
      jacobian: compile(
        ['x', 'out'],
        assigned(c.flatMap((constraint) => all.map((j) => derivative(constraint, j)))),
      ),
    }),
  };
}
