import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { manPage } from '../../src/cli/help/man-page.js';
import { KNOWN_ATTRIBUTES } from '../../src/s3csi/attributes.js';

const ROOT = resolve(fileURLToPath(import.meta.url), '../../../..');
const MANUAL = resolve(ROOT, 'docs/kubectl-s3csi_recreate.1');

export function manual(): string {
  return readFileSync(MANUAL, 'utf8');
}

/** The manual page that the code has now. */
export function manualNow(): string {
  const { version } = JSON.parse(readFileSync(resolve(ROOT, 'package.json'), 'utf8')) as { version: string };
  return manPage(version, KNOWN_ATTRIBUTES);
}

export function writeManual(): void {
  writeFileSync(MANUAL, manualNow());
}
