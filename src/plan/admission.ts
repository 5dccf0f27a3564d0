import type { Json } from '../model/json.js';
import type { KubernetesObject, PersistentVolume, PersistentVolumeClaim } from '../model/objects.js';
import type { AdmittedField, FieldChange } from '../model/plan.js';
import { inShort, listed } from '../model/words.js';
import { claimChanges, volumeChanges } from './changes.js';

/** What admission (webhooks, policies) made of a new claim or volume that was sent to be tried. */
export interface AdmissionResult {
  /** What it adds by itself, and would add again. */
  readonly added: readonly AdmittedField[];
  /** The same in words; undefined for nothing. */
  readonly words?: string;
  /** What it makes otherwise than planned, in words: the run could never arrive. */
  readonly contradiction?: string;
}

/**
 * Compares what was sent with what the server would store of it. A label, an annotation or a field that is added is the
 * cluster's own wish: it stays and is no difference. A field of the spec that becomes another one is.
 */
export function admissionOf(sent: KubernetesObject, answered: KubernetesObject): AdmissionResult {
  const stored = { ...answered, metadata: { ...answered.metadata, name: sent.metadata.name } };
  const changes = changesBetween(stored, sent);
  const [otherwise, added] = [changes.filter(isContradiction), changes.filter((change) => !isContradiction(change))];
  return {
    added: added.map(({ object, path }) => ({ object, path })),
    ...(added.length === 0 ? {} : { words: `admission ${listed(added.map(addition))} to the new ${sent.kind}` }),
    ...(otherwise.length === 0 ? {} : { contradiction: `admission makes ${listed(otherwise.map(alteration))}` }),
  };
}

function changesBetween(stored: KubernetesObject, sent: KubernetesObject): readonly FieldChange[] {
  return sent.kind === 'PersistentVolume'
    ? volumeChanges(stored as PersistentVolume, sent as PersistentVolume)
    : claimChanges(stored as PersistentVolumeClaim, sent as PersistentVolumeClaim);
}

/** A storage class that is added, by the default one, keeps a claim from its volume for good. */
function isContradiction({ path, to }: FieldChange): boolean {
  return path[0] !== 'metadata' && (to !== undefined || path.join('.') === 'spec.storageClassName');
}

function addition({ path, from, to }: FieldChange): string {
  if (from === undefined) return `takes out ${path.join('.')}`;
  return `${to === undefined ? 'adds' : 'changes'} ${path.join('.')} (${valueOf(from)})`;
}

function alteration({ path, from, to }: FieldChange): string {
  return `${path.join('.')} ${valueOf(from)}, not ${valueOf(to)}`;
}

function valueOf(value: Json | undefined): string {
  return value === undefined ? 'empty' : inShort(JSON.stringify(value));
}
