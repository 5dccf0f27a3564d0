import * as v from 'valibot';
import { Failure } from '../model/errors.js';
import type { RunRecord } from '../model/journal.js';

/** Counts up when older programs could misread a run. */
const FORMAT_VERSION = 1;

const kubernetesObject = v.looseObject({
  apiVersion: v.string(),
  kind: v.string(),
  metadata: v.looseObject({ name: v.string() }),
});

const claimOrVolume = v.looseObject({ ...kubernetesObject.entries, spec: v.looseObject({}) });

/** What must be there for a run to be gone on with and shown; everything else in the file is kept as it is. */
const recordShape = v.looseObject({
  formatVersion: v.literal(FORMAT_VERSION),
  id: v.string(),
  startedAt: v.string(),
  namespace: v.string(),
  claimName: v.string(),
  volumeName: v.string(),
  cluster: v.looseObject({ context: v.string(), server: v.string() }),
  snapshot: v.looseObject({
    claim: v.optional(claimOrVolume),
    volume: v.optional(claimOrVolume),
    pods: v.array(kubernetesObject),
  }),
  target: v.looseObject({
    claim: claimOrVolume,
    volume: claimOrVolume,
    pods: v.array(kubernetesObject),
    replaces: v.looseObject({}),
  }),
  changes: v.array(v.looseObject({})),
  steps: v.array(v.looseObject({ id: v.string(), title: v.string() })),
  workloads: v.array(v.looseObject({ uid: v.string(), expectedReady: v.number() })),
  settings: v.looseObject({ timeoutMs: v.number(), unmountTimeoutMs: v.number() }),
  approval: v.looseObject({ by: v.string(), user: v.string(), at: v.string() }),
  digest: v.optional(v.string()),
  checks: v.optional(v.array(v.looseObject({ level: v.string(), message: v.string() }))),
  driver: v.optional(v.looseObject({ generation: v.string(), version: v.optional(v.string()) })),
});

export function recordText(record: RunRecord): string {
  return `${JSON.stringify({ formatVersion: FORMAT_VERSION, ...record }, null, 2)}\n`;
}

/** @throws Failure refused, for a damaged record or one of a newer format; the file is left as it is */
export function parseRecord(text: string, path: string): RunRecord {
  const json = parseJson(text, path);
  requireKnownFormat(json, path);
  const parsed = v.safeParse(recordShape, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const where = v.getDotPath(issue) ?? 'its root';
    throw new Failure('refused', `${path} cannot be gone on with: ${where}: ${issue.message}`, {
      hint: 'the file is damaged; its folder snapshot/ can be applied by hand',
    });
  }
  // Every field that is used was checked by recordShape; the manifests in it are the API's own form.
  return parsed.output as unknown as RunRecord;
}

function requireKnownFormat(json: unknown, path: string): void {
  const { success, output } = v.safeParse(v.looseObject({ formatVersion: v.number() }), json);
  if (!success || output.formatVersion <= FORMAT_VERSION) return;
  throw new Failure(
    'refused',
    `${path} was written by a newer version of this program: format ${output.formatVersion}, this one knows ${FORMAT_VERSION}`,
    { hint: 'go on with that version, or apply its folder snapshot/ by hand' },
  );
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Failure('refused', `${path} is damaged: ${String(error)}`, {
      hint: 'its folder snapshot/ can be applied by hand',
      cause: error,
    });
  }
}
