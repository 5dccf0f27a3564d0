/** The kind in which the driver's controller keeps which workload Pod uses which Mountpoint Pod (FIELD.md 3). */
export const ATTACHMENT_CRD = {
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
        schema: { openAPIV3Schema: { type: 'object', properties: { spec: attachmentSpec() } } },
      },
    ],
  },
};

export const ATTACHMENTS_PATH = '/apis/s3.csi.aws.com/v2/mountpoints3podattachments';

function attachmentSpec(): object {
  const key = [
    'nodeName',
    'persistentVolumeName',
    'volumeID',
    'mountOptions',
    'authenticationSource',
    'workloadFSGroup',
  ];
  const keyOfPodAuthentication = [
    'workloadNamespace',
    'workloadServiceAccountName',
    'workloadServiceAccountIAMRoleARN',
  ];
  const text = { type: 'string' };
  const workload = {
    type: 'object',
    required: ['workloadPodUID', 'attachmentTime'],
    properties: { workloadPodUID: text, attachmentTime: { type: 'string', format: 'date-time' } },
  };
  return {
    type: 'object',
    required: [...key, 'mountpointS3PodAttachments'],
    properties: {
      ...Object.fromEntries([...key, ...keyOfPodAuthentication].map((field) => [field, text])),
      mountpointS3PodAttachments: {
        type: 'object',
        additionalProperties: { type: 'array', items: workload },
      },
    },
  };
}
