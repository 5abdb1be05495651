/** The workflows of continuous integration call commands that there are. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };

test.each(readdirSync('.github/workflows'))('%s', (name) => {
  const text = readFileSync(`.github/workflows/${name}`, 'utf8');
  const commands = [...text.matchAll(/^ +- run: (.+)$/gm)].map(([, command]) => command ?? '');
  expect(commands.length).toBeGreaterThan(0);
  for (const command of commands) {
    const [, script = command === 'npm test' ? 'test' : undefined] = /^npm run (\S+)/.exec(command) ?? [];
    if (script !== undefined) expect(Object.keys(scripts)).toContain(script);
    else expect(command).toMatch(/^(npm ci|rustup toolchain install|cargo install)/);
  }
});
