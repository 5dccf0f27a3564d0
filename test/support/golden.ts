import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = resolve(fileURLToPath(import.meta.url), '../../../../test/golden');

/** A text that users read, as it was last looked at and found good. */
export function golden(name: string): string {
  return readFileSync(resolve(FOLDER, name), 'utf8');
}

export function writeGolden(name: string, text: string): void {
  writeFileSync(resolve(FOLDER, name), text);
}
