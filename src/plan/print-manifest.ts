import { applyPatch, structuredPatch } from 'diff';
import { Document, isMap, parseAllDocuments, stringify, type Node, type ToStringOptions } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../model/json.js';
import { isEqualJson } from './changes.js';
import { isListKind, KUBECTL_YAML } from './read-manifests.js';
import type { SourceManifests } from './source-manifest.js';

/**
 * The manifests as text, the volume first. Those that were given as files stay as they were written (order, comments,
 * quotes) but for what changes; a text that cannot be kept so is written anew.
 *
 * @param given the text that the manifests came from; undefined where no file was given
 */
export function printManifests({ volume, claim }: SourceManifests, given: string | undefined): string {
  const written = given === undefined ? [] : documentsIn(given);
  const printed = [volume, claim].map((manifest) => {
    const index = written.findIndex((candidate) => isFor(candidate, manifest));
    const found = written[index];
    return { index: index < 0 ? Infinity : index, text: (found && edited(found, manifest)) ?? anew(manifest) };
  });
  // Documents keep their order; what was not given comes first, as it was before.
  const isTurned =
    (printed[0]?.index ?? 0) > (printed[1]?.index ?? 0) && printed.every(({ index }) => index < Infinity);
  return (isTurned ? printed.toReversed() : printed).map(({ text }) => text).join('---\n');
}

/** One object of the given text. */
interface Written {
  readonly document: Document;
  readonly value: JsonObject;
  /** Its lines; undefined for an item of a List. */
  readonly lines?: string;
  readonly style: ToStringOptions;
}

function documentsIn(text: string): readonly Written[] {
  const style = styleOf(text);
  let end = 0;
  return [...parseAllDocuments(text, KUBECTL_YAML)].flatMap((document): readonly Written[] => {
    const lines = withoutMarkers(text.slice(end, document.range[2]));
    end = document.range[2];
    const value: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
    if (!isJsonObject(value)) return [];
    const items: unknown = value['items'];
    if (!isListKind(value['kind']) || !Array.isArray(items)) return [{ document, value, lines, style }];
    return items.flatMap((item: unknown, index) => {
      if (!isJsonObject(item)) return [];
      const alone = new Document(undefined, KUBECTL_YAML);
      alone.contents = document.getIn(['items', index], true) as Node;
      return [{ document: alone, value: item, style }];
    });
  });
}

function styleOf(text: string): ToStringOptions {
  const [, indent = '  '] = /^( +)\S/m.exec(text) ?? [];
  return { lineWidth: 0, indent: indent.length, indentSeq: !/^( *)[\w.-]+:[ \t]*\n\1- /m.test(text) };
}

/** What stands between documents is put there when they are joined. */
function withoutMarkers(lines: string): string {
  return lines.replace(/^((?:[ \t]*(?:#.*)?\n)*)---[ \t]*\n/, '$1').replace(/^\.\.\.[ \t]*\n?$/m, '');
}

function isFor({ value }: Written, manifest: JsonObject): boolean {
  return value['kind'] === manifest['kind'] && nameIn(value) === nameIn(manifest);
}

function nameIn({ metadata }: JsonObject): Json | undefined {
  return isJsonObject(metadata) ? metadata['name'] : undefined;
}

/** @returns undefined where the text says something else than it should, as aliases and merge keys may bring about */
function edited({ document, value, lines, style }: Written, manifest: JsonObject): string | undefined {
  const wanted = inOrderOf(value, asWritten(manifest, value));
  if (isMap(document.contents) && document.contents.flow === true) return `${JSON.stringify(wanted, null, 2)}\n`;
  const before = document.toString(style);
  rewrite(document, [], value, wanted);
  const after = document.toString(style);
  const inPlace = lines === undefined ? undefined : withLinesChanged(lines, before, after);
  return [inPlace, withoutMarkers(after)].find((text) => text !== undefined && saysJust(text, wanted));
}

/** Brings a change of the library's text into the text that was given, whose lines differ in nothing but their spaces. */
function withLinesChanged(given: string, before: string, after: string): string | undefined {
  const patch = structuredPatch('', '', before, after, undefined, undefined, { context: 2 });
  const squashed = (line: string | undefined): string => (line ?? '').replaceAll(/\s/g, '');
  const result = applyPatch(given, patch, {
    compareLine: (_number, line, _operation, content) => squashed(line) === squashed(content),
  });
  return result === false ? undefined : result;
}

function saysJust(text: string, wanted: JsonObject): boolean {
  const [document, ...others] = parseAllDocuments(text, KUBECTL_YAML);
  if (document === undefined || document.errors.length + others.length > 0) return false;
  return isEqualJson(document.toJS({ maxAliasCount: 100 }) as Json, wanted);
}

/** Keys as they stand in the given text, then those that are new. */
function inOrderOf(given: JsonObject, wanted: JsonObject): JsonObject {
  const keys = [...new Set([...Object.keys(given), ...Object.keys(wanted)])].filter((key) => wanted[key] !== undefined);
  return Object.fromEntries(
    keys.map((key) => {
      const [before, value] = [given[key], wanted[key]];
      return [key, isJsonObject(before) && isJsonObject(value) ? inOrderOf(before, value) : value];
    }),
  );
}

/** A namespace that the file leaves to the command line stays there. */
function asWritten(manifest: JsonObject, value: JsonObject): JsonObject {
  const [metadata, given] = [manifest['metadata'], value['metadata']];
  if (!isJsonObject(metadata) || !isJsonObject(given) || 'namespace' in given) return manifest;
  const { namespace, ...rest } = metadata;
  return { ...manifest, metadata: rest };
}

/** Changes only the nodes whose values differ, so that everything else keeps its place and its comments. */
function rewrite(document: Document, path: readonly string[], from: Json | undefined, to: Json | undefined): void {
  if (isEqualJson(from, to)) return;
  if (isJsonObject(from) && isJsonObject(to)) {
    for (const key of Object.keys(from)) if (to[key] === undefined) document.deleteIn([...path, key]);
    for (const [key, value] of Object.entries(to)) rewrite(document, [...path, key], from[key], value);
    return;
  }
  if (to === undefined) document.deleteIn(path);
  else document.setIn(path, document.createNode(to));
}

function anew(manifest: JsonObject): string {
  return stringify(manifest, { version: '1.1', lineWidth: 0 });
}
