import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';
import { ROOT } from './paths.js';

/** A package whose code is in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Its licence, notice and author files, as they are. */
  readonly texts: readonly string[];
}

/** The packages that a bundle was made of, sorted. @throws Error for one that names no licence */
export function bundledPackages(metafile: Metafile): readonly BundledPackage[] {
  const folders = Object.keys(metafile.inputs).flatMap((file) => PACKAGE_FOLDER.exec(file)?.[0] ?? []);
  const packages = [...new Set(folders)].map(readPackage);
  const unique = new Map(packages.map((one) => [`${one.name} ${one.version}`, one]));
  return [...unique.values()].sort((a, b) => compare(a.name, b.name) || compare(a.version, b.version));
}

/** To the last node_modules: a package may bring its own copy of another one. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

function readPackage(folder: string): BundledPackage {
  const path = join(ROOT, folder);
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  if (typeof license !== 'string') throw new Error(`${folder} does not say under which licence it is`);
  const files = readdirSync(path).filter((file) => LICENCE_FILE.test(file));
  return { name, version, licence: license, texts: files.sort(compare).map((file) => readText(join(path, file))) };
}

/** One text for a person to read: each package with its licence in full. */
export function licenceTexts(packages: readonly BundledPackage[]): string {
  const pages = packages.map(({ name, version, licence, texts }) =>
    [RULE, `${name} ${version}`, `Licence: ${licence}`, '', ...texts].join('\n'),
  );
  return `${[INTRODUCTION, ...pages].join('\n\n')}\n`;
}

export const RULE = '-'.repeat(80);

const INTRODUCTION = `kubectl-s3csi-recreate is under the licence Apache-2.0. These packages are part of it, each under its own licence.`;

function readText(file: string): string {
  return readFileSync(file, 'utf8').replaceAll('\r\n', '\n').trim();
}

/** By code units, so that no locale of a machine is in the order. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
