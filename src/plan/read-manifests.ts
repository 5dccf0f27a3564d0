import { parseAllDocuments, type Document, type Tags, type YAMLError } from 'yaml';
import { Failure } from '../model/errors.js';
import { isJsonObject, type JsonObject } from '../model/json.js';
import type { KubernetesObject } from '../model/objects.js';

/** kubectl reads any size; a claim and a volume have a few kilobytes, so more than this is the wrong file. In characters. */
export const LARGEST_MANIFEST = 4 * 1024 * 1024;

/**
 * All objects in a text of YAML or JSON documents, Lists unfolded.
 *
 * @param source how the user named the text, for the sentences
 * @throws Failure usage: empty, too large, not YAML, duplicate keys, endless aliases, or a document that is no object
 */
export function readManifests(text: string, source: string): readonly KubernetesObject[] {
  if (text.trim() === '')
    throw new Failure('usage', `${source} is empty`, { hint: 'give the manifests of the claim and its volume' });
  if (text.length > LARGEST_MANIFEST) {
    throw new Failure(
      'usage',
      `${source} has ${text.length} characters, more than the ${LARGEST_MANIFEST} that are read`,
      {
        hint: 'give a file with just the claim and its volume',
      },
    );
  }
  const documents = parseAllDocuments(text, KUBECTL_YAML);
  return [...documents].flatMap((document, index) => objectsOf(document, index + 1, source));
}

/** kubectl reads YAML 1.1 and refuses duplicate keys. */
export const KUBECTL_YAML = { version: '1.1', uniqueKeys: true, customTags: asKubectl } as const;

/** What kubectl's YAML does not know, though version 1.1 has it: dates, times such as 1:30 as numbers, binary data, sets. */
function asKubectl(tags: Tags): Tags {
  const unknown = new Set(['timestamp', 'binary', 'set', 'omap', 'pairs'].map((name) => `tag:yaml.org,2002:${name}`));
  return tags.filter(
    (tag) =>
      !isJsonObject(tag) || (!(typeof tag['tag'] === 'string' && unknown.has(tag['tag'])) && tag['format'] !== 'TIME'),
  );
}

function objectsOf(document: Document.Parsed, number: number, source: string): readonly KubernetesObject[] {
  const [error] = document.errors;
  if (error !== undefined) throw notYaml(source, error);
  const value = valueOf(document, source);
  if (value === null) return [];
  if (isJsonObject(value) && isListKind(value['kind']) && Array.isArray(value['items'])) {
    return value['items'].map((item: unknown) => objectOf(item, number, source));
  }
  return [objectOf(value, number, source)];
}

/** `List`, or the list of one kind as the API itself answers it. */
export function isListKind(kind: unknown): boolean {
  return kind === 'List' || kind === 'PersistentVolumeList' || kind === 'PersistentVolumeClaimList';
}

function valueOf(document: Document.Parsed, source: string): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    requireJson(value, []);
    return value;
  } catch (error) {
    throw new Failure('usage', `${source} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      hint: 'write the values out instead of using aliases',
      cause: error,
    });
  }
}

/** @throws Error for what JSON cannot say: an alias inside itself, infinity, not a number */
function requireJson(value: unknown, above: readonly unknown[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${value} is not a number that JSON has`);
  if (typeof value !== 'object' || value === null) return;
  if (above.includes(value)) throw new Error('an alias stands inside of what it names');
  for (const item of Object.values(value)) requireJson(item, [...above, value]);
}

function objectOf(value: unknown, number: number, source: string): KubernetesObject {
  const where = `document ${number} in ${source}`;
  if (!isJsonObject(value))
    throw new Failure('usage', `${where} is not a Kubernetes object but ${JSON.stringify(value).slice(0, 100)}`, {
      hint: 'give the manifests of the claim and its volume',
    });
  const metadata = value['metadata'];
  const missing = (['apiVersion', 'kind'] as const).find((key) => typeof value[key] !== 'string' || value[key] === '');
  if (missing !== undefined) throw new Failure('usage', `${where} has no ${missing}`, { hint: 'give whole manifests' });
  if (!isJsonObject(metadata) || typeof metadata['name'] !== 'string' || metadata['name'] === '') {
    throw new Failure('usage', `${where} (${JSON.stringify(value['kind'])}) has no metadata.name`, {
      hint: 'give whole manifests',
    });
  }
  requireTextMap(metadata, 'labels', where);
  requireTextMap(metadata, 'annotations', where);
  // Names, kinds and the maps of text are checked above; the rest is the API server's to judge, and is kept as it came.
  return value as unknown as KubernetesObject;
}

function requireTextMap(metadata: JsonObject, field: string, where: string): void {
  const map = metadata[field];
  if (map === undefined || map === null) return;
  if (!isJsonObject(map))
    throw new Failure('usage', `${where}: metadata.${field} is not a map`, { hint: 'correct the manifest' });
  for (const [key, value] of Object.entries(map)) {
    // A null takes the entry away, as for kubectl apply.
    if (typeof value === 'string' || value === null) continue;
    throw new Failure('usage', `${where}: metadata.${field}.${key} is ${JSON.stringify(value)}, not text`, {
      hint: 'put the value in quotes',
    });
  }
}

function notYaml(source: string, error: YAMLError): Failure {
  const [first = 'unknown error'] = error.message.split('\n');
  const tab =
    error.code === 'TAB_AS_INDENT' ? 'indent with spaces, not tabs' : 'correct the file and run the command again';
  return new Failure('usage', `${source} is not valid YAML: ${first.replace(/:$/, '')}`, { hint: tab, cause: error });
}
