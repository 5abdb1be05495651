/** The library as programs of the page import it: each call of a solver reports its problem and solution. */

import * as library from 'superlinear';
import * as views from 'superlinear/views';

/** A call of a solver that has ended. */
export interface Call {
  readonly method: string;
  readonly problem: unknown;
  readonly solution: object;
  /** Milliseconds. */
  readonly time: number;
}

type Callable = (...given: unknown[]) => unknown;

const METHODS = new Set<string>(library.methods.map(({ name }) => name));

/** The modules of the library by the specifiers of their imports. */
export function tracedModules(report: (call: Call) => void): ReadonlyMap<string, object> {
  const families: readonly string[] = library.families;
  const traced: Record<string, unknown> = { ...library };
  const modules = new Map<string, object>([
    ['superlinear', traced],
    ['superlinear/views', views],
  ]);
  for (const family of families) {
    const own = tracedFamily(family, traced[family] as Record<string, unknown>, report);
    traced[family] = own;
    modules.set(`superlinear/${family}`, own);
  }
  return modules;
}

function tracedFamily(family: string, module: Record<string, unknown>, report: (call: Call) => void): object {
  const entries = Object.entries(module).map(([name, value]) => {
    const method = `${family}.${name.replace(/Sync$/, '')}`;
    return [
      name,
      typeof value === 'function' && METHODS.has(method)
        ? reporting(method, value as Callable, report)
        : value,
    ];
  });
  const traced: Record<string, unknown> = Object.fromEntries(entries);
  // A family's path also exports the family by name.
  traced[family] = traced;
  return traced;
}

/** A solver that reports its calls. */
function reporting(method: string, solver: Callable, report: (call: Call) => void): Callable {
  return (...given) => {
    const start = performance.now();
    const ended = (solution: unknown) => {
      if (typeof solution === 'object' && solution !== null)
        report({ method, problem: given[0], solution, time: performance.now() - start });
      return solution;
    };
    const answer = solver(...given);
    return answer instanceof Promise ? answer.then(ended) : ended(answer);
  };
}
