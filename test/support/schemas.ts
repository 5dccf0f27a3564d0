import { readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';

const FOLDER = resolve(fileURLToPath(import.meta.url), '../../../../docs/schemas');

export type SchemaName = 'result' | 'event' | 'run-list' | 'run-list-item' | 'run';

// Formats are for readers; what must be so is said by patterns.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, validateFormats: false });
for (const file of readdirSync(FOLDER)) ajv.addSchema(JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as object);

/** What is wrong with a document by its schema in docs/schemas; empty where nothing is. */
export function schemaProblems(name: SchemaName, document: unknown): readonly string[] {
  const validate = ajv.getSchema(`urn:kubectl-s3csi-recreate:v1:${name}`);
  if (validate === undefined) throw new Error(`there is no schema ${name}`);
  void validate(document);
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}
