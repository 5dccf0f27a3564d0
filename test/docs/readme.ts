import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { flagTable } from '../../src/cli/help.js';

const README = resolve(fileURLToPath(import.meta.url), '../../../../README.md');
const TABLE = /(<!-- flags: made by npm run docs -->\n)[\s\S]*?(\n<!-- end of flags -->)/;

export function readme(): string {
  return readFileSync(README, 'utf8');
}

/** README with the flag table that the code has now. */
export function readmeWithFlags(text: string): string {
  if (!TABLE.test(text)) throw new Error('README.md has lost the marks around its flag table');
  return text.replace(TABLE, (_all, begin: string, end: string) => `${begin}${flagTable()}${end}`);
}

export function writeReadme(): void {
  writeFileSync(README, readmeWithFlags(readme()));
}

/** The YAML blocks of a section, by its heading. */
export function yamlBlocks(heading: string): readonly string[] {
  const [, section = ''] = readme().split(`\n## ${heading}\n`);
  const [own = ''] = section.split('\n## ');
  return [...own.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml);
}
