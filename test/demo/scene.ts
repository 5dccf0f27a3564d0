import type { KubernetesObject } from '../../src/model/objects.js';
import { claim } from '../support/manifests/claim.js';
import { deployment } from '../support/manifests/deployment.js';
import { volume } from '../support/manifests/volume.js';

export const REPLICAS = 3;

/** What a person has in labels and annotations, and wants to keep. */
const MARKS = { labels: { team: 'storage' }, annotations: { 'example.com/ticket': 'CHG-1042' } };

/** An application that ran with v1 of the driver: its volume says nothing of an authenticationSource. */
export const SCENE: readonly KubernetesObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'app' } },
  volume({ ...MARKS, attributes: { bucketName: 'my-bucket' } }),
  claim(MARKS),
  deployment({ replicas: REPLICAS }),
];
