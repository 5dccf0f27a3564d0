import type { KubernetesObject } from '../../../src/model/objects.js';

export interface EventManifest {
  readonly name?: string;
  readonly type?: 'Normal' | 'Warning';
  readonly reason?: string;
  readonly message?: string;
  /** ISO 8601, to the second. */
  readonly at?: string;
}

/** What a kubelet or a controller has to tell of an object, in that object's namespace. */
export function eventOf(about: KubernetesObject, manifest: EventManifest = {}): KubernetesObject {
  const { namespace = '', name: objectName, uid } = about.metadata;
  const { type = 'Warning', reason = 'FailedMount', message = '', at = '2026-01-05T10:00:00Z' } = manifest;
  const { name = `${objectName}.${reason.toLowerCase()}` } = manifest;
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name, namespace },
    involvedObject: {
      apiVersion: about.apiVersion,
      kind: about.kind,
      namespace,
      name: objectName,
      ...(uid === undefined ? {} : { uid }),
    },
    type,
    reason,
    message,
    firstTimestamp: at,
    lastTimestamp: at,
    count: 1,
    source: { component: 'kubelet' },
  };
}
