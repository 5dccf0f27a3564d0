import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeTable, flagTable } from '../../src/cli/help.js';

const README = resolve(fileURLToPath(import.meta.url), '../../../../README.md');

export function readme(): string {
  return readFileSync(README, 'utf8');
}

/** README with the tables that the code has now. */
export function readmeWithTables(text: string): string {
  return withPart(withPart(text, 'flags', flagTable()), 'exit codes', exitCodeTable());
}

export function writeReadme(): void {
  writeFileSync(README, readmeWithTables(readme()));
}

function withPart(text: string, name: string, part: string): string {
  const marked = new RegExp(`(<!-- ${name}: made by npm run docs -->\\n)[\\s\\S]*?(\\n<!-- end of ${name} -->)`);
  if (!marked.test(text)) throw new Error(`README.md has lost the marks around its ${name}`);
  return text.replace(marked, (_all, begin: string, end: string) => `${begin}${part}${end}`);
}

/** The YAML blocks of a section, by its heading. */
export function yamlBlocks(heading: string): readonly string[] {
  const [, section = ''] = readme().split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
}
