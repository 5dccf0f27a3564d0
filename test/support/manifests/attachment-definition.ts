import type { KubernetesObject } from '../../../src/model/objects.js';

const TEXT = { type: 'string' };

/** The CustomResourceDefinition of the driver's book-keeping, `s3pa` (FIELD.md 3). */
export function attachmentDefinition(): KubernetesObject {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: 'mountpoints3podattachments.s3.csi.aws.com' },
    spec: {
      group: 's3.csi.aws.com',
      scope: 'Cluster',
      names: {
        kind: 'MountpointS3PodAttachment',
        listKind: 'MountpointS3PodAttachmentList',
        plural: 'mountpoints3podattachments',
        singular: 'mountpoints3podattachment',
        shortNames: ['s3pa'],
      },
      versions: [
        {
          name: 'v2',
          served: true,
          storage: true,
          selectableFields: [{ jsonPath: '.spec.nodeName' }],
          additionalPrinterColumns: [
            { name: 'Node', type: 'string', jsonPath: '.spec.nodeName' },
            { name: 'PV Name', type: 'string', jsonPath: '.spec.persistentVolumeName' },
            { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
          ],
          schema: { openAPIV3Schema: schema() },
        },
      ],
    },
  };
}

function schema() {
  const workload = {
    type: 'object',
    properties: { workloadPodUID: TEXT, attachmentTime: { type: 'string', format: 'date-time' } },
    required: ['workloadPodUID', 'attachmentTime'],
  };
  return {
    type: 'object',
    properties: {
      apiVersion: TEXT,
      kind: TEXT,
      metadata: { type: 'object' },
      spec: {
        type: 'object',
        properties: {
          nodeName: TEXT,
          persistentVolumeName: TEXT,
          volumeID: TEXT,
          mountOptions: TEXT,
          authenticationSource: TEXT,
          workloadFSGroup: TEXT,
          workloadNamespace: TEXT,
          workloadServiceAccountName: TEXT,
          workloadServiceAccountIAMRoleARN: TEXT,
          mountpointS3PodAttachments: {
            type: 'object',
            additionalProperties: { type: 'array', items: workload },
          },
        },
        required: [
          'nodeName',
          'persistentVolumeName',
          'volumeID',
          'mountOptions',
          'authenticationSource',
          'workloadFSGroup',
          'mountpointS3PodAttachments',
        ],
      },
    },
  };
}
