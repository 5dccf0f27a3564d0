import { parseAllDocuments, type Document, type YAMLError } from 'yaml';
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
  // kubectl reads YAML 1.1 and refuses duplicate keys.
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: true, customTags: withoutTimestamps });
  return [...documents].flatMap((document, index) => objectsOf(document, index + 1, source));
}

/** Kubernetes knows no dates in YAML: 2024-01-01 is a string there. */
function withoutTimestamps<T>(tags: readonly T[]): T[] {
  return tags.filter((tag) => !(isJsonObject(tag) && tag['tag'] === 'tag:yaml.org,2002:timestamp'));
}

function objectsOf(document: Document.Parsed, number: number, source: string): readonly KubernetesObject[] {
  const [error] = document.errors;
  if (error !== undefined) throw notYaml(source, error);
  const value = valueOf(document, source);
  if (value === null) return [];
  if (isJsonObject(value) && value['kind'] === 'List' && Array.isArray(value['items'])) {
    return value['items'].map((item: unknown) => objectOf(item, number, source));
  }
  return [objectOf(value, number, source)];
}

function valueOf(document: Document.Parsed, source: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new Failure('usage', `${source} cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      hint: 'write the values out instead of using aliases',
      cause: error,
    });
  }
}

function objectOf(value: unknown, number: number, source: string): KubernetesObject {
  const where = `document ${number} in ${source}`;
  if (!isJsonObject(value))
    throw new Failure('usage', `${where} is not a Kubernetes object but ${JSON.stringify(value)}`);
  const metadata = value['metadata'];
  const missing = (['apiVersion', 'kind'] as const).find((key) => typeof value[key] !== 'string' || value[key] === '');
  if (missing !== undefined) throw new Failure('usage', `${where} has no ${missing}`);
  if (!isJsonObject(metadata) || typeof metadata['name'] !== 'string') {
    throw new Failure('usage', `${where} (${JSON.stringify(value['kind'])}) has no metadata.name`);
  }
  requireTextMap(metadata, 'labels', where);
  requireTextMap(metadata, 'annotations', where);
  // Names, kinds and the maps of text are checked above; the rest is the API server's to judge, and is kept as it came.
  return value as unknown as KubernetesObject;
}

function requireTextMap(metadata: JsonObject, field: string, where: string): void {
  const map = metadata[field];
  if (map === undefined || map === null) return;
  if (!isJsonObject(map)) throw new Failure('usage', `${where}: metadata.${field} is not a map`);
  for (const [key, value] of Object.entries(map)) {
    if (typeof value === 'string') continue;
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
