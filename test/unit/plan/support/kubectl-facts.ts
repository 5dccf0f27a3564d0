import type { PersistentVolume } from '../../../../src/model/objects.js';

// What kubectl 1.36.3 and a kube-apiserver 1.36.3 made of these manifests; nothing here is written by hand.

/** A manifest with what a hand may write into one. */
export const ODD_MANIFEST = String.raw`kind: PersistentVolume
apiVersion: v1
metadata:
  name: pv-a
  namespace: app
  labels: {b: x, "10": ten, "9": nine, a: z}
  annotations:
    html: "<a href='x'>&</a>"
    quoted: "tab\there \"q\" back\\slash \u2028 \u2029 \u0007 \u007f é 😀"
    bf: "\b\f"
    time: 10:30
    under: "1_000"
    sci: "1e3"
spec:
  storageClassName: ""
  capacity: {storage: 1.5Ti}
  accessModes: [ReadWriteMany]
  mountOptions:
  persistentVolumeReclaimPolicy: Retain
  claimRef: {namespace: app, name: s3-pvc}
  csi:
    driver: s3.csi.aws.com
    volumeHandle: h-a
    readOnly: false
    fsType: ""
    volumeAttributes: {bucketName: my-bucket}
`;

/** The volume after `kubectl apply` of ODD_MANIFEST. */
export const ODD_VOLUME = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: {
    annotations: {
      bf: '\b\f',
      html: "<a href='x'>&</a>",
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"annotations":{"bf":"\\b\\f","html":"\\u003ca href=\'x\'\\u003e\\u0026\\u003c/a\\u003e","quoted":"tab\\there \\"q\\" back\\\\slash \\u2028 \\u2029 \\u0007 \u007f \u00e9 \ud83d\ude00","sci":"1e3","time":"10:30","under":"1_000"},"labels":{"10":"ten","9":"nine","a":"z","b":"x"},"name":"pv-a"},"spec":{"accessModes":["ReadWriteMany"],"capacity":{"storage":"1.5Ti"},"claimRef":{"name":"s3-pvc","namespace":"app"},"csi":{"driver":"s3.csi.aws.com","fsType":"","readOnly":false,"volumeAttributes":{"bucketName":"my-bucket"},"volumeHandle":"h-a"},"mountOptions":null,"persistentVolumeReclaimPolicy":"Retain","storageClassName":""}}\n',
      quoted: 'tab\there "q" back\\slash \u2028 \u2029 \u0007 \u007f \u00e9 \ud83d\ude00',
      sci: '1e3',
      time: '10:30',
      under: '1_000',
    },
    creationTimestamp: '2026-11-22T20:35:26Z',
    finalizers: ['kubernetes.io/pv-protection'],
    labels: {
      '10': 'ten',
      '9': 'nine',
      a: 'z',
      b: 'x',
    },
    name: 'pv-a',
    resourceVersion: '326',
    uid: 'ee639017-7b5d-4a1e-8260-829056129250',
  },
  spec: {
    accessModes: ['ReadWriteMany'],
    capacity: {
      storage: '1536Gi',
    },
    claimRef: {
      name: 's3-pvc',
      namespace: 'app',
    },
    csi: {
      driver: 's3.csi.aws.com',
      volumeAttributes: {
        bucketName: 'my-bucket',
      },
      volumeHandle: 'h-a',
    },
    persistentVolumeReclaimPolicy: 'Retain',
    volumeMode: 'Filesystem',
  },
  status: {
    lastPhaseTransitionTime: '2026-11-22T20:35:26Z',
    phase: 'Available',
  },
} as const satisfies PersistentVolume;

/** A volume that was applied once and then got a label, an annotation and a finalizer from others. */
export const LIVE_VOLUME = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: {
    annotations: {
      changes: 'old',
      foreign: '1',
      goes: '1',
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"annotations":{"changes":"old","goes":"1","stays":"1"},"finalizers":["example.com/first"],"labels":{"changes":"old","goes":"1","stays":"1"},"name":"pv-w"},"spec":{"accessModes":["ReadWriteMany"],"capacity":{"storage":"1Gi"},"claimRef":{"name":"w","namespace":"app"},"csi":{"driver":"s3.csi.aws.com","volumeAttributes":{"bucketName":"my-bucket"},"volumeHandle":"h-w"},"mountOptions":["allow-delete"],"storageClassName":""}}\n',
      stays: '1',
    },
    creationTimestamp: '2026-11-22T20:37:47Z',
    finalizers: ['example.com/first', 'kubernetes.io/pv-protection', 'example.com/foreign'],
    labels: {
      changes: 'old',
      foreign: '1',
      foreign2: '2',
      goes: '1',
      stays: '1',
    },
    name: 'pv-w',
    resourceVersion: '395',
    uid: '1b5d46ed-d601-4595-a8a6-aa931a251933',
  },
  spec: {
    accessModes: ['ReadWriteMany'],
    capacity: {
      storage: '1Gi',
    },
    claimRef: {
      name: 'w',
      namespace: 'app',
    },
    csi: {
      driver: 's3.csi.aws.com',
      volumeAttributes: {
        bucketName: 'my-bucket',
      },
      volumeHandle: 'h-w',
    },
    mountOptions: ['allow-delete'],
    persistentVolumeReclaimPolicy: 'Retain',
    volumeMode: 'Filesystem',
  },
  status: {
    lastPhaseTransitionTime: '2026-11-22T20:37:47Z',
    phase: 'Available',
  },
} as const satisfies PersistentVolume;

/** What is applied to it next: something changes, something comes, something goes. */
export const NEXT_MANIFEST = String.raw`apiVersion: v1
kind: PersistentVolume
metadata:
  name: pv-w
  labels: {stays: "1", changes: new, comes: "1", foreign2: null}
  annotations: {stays: "1", changes: new, comes: "1"}
  finalizers: [example.com/second]
spec:
  capacity: {storage: 2Gi}
  accessModes: [ReadWriteMany]
  persistentVolumeReclaimPolicy: Delete
  csi:
    driver: s3.csi.aws.com
    volumeHandle: h-w
    volumeAttributes: {bucketName: my-bucket}
`;

/** The volume after that. */
export const APPLIED_VOLUME = {
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: {
    annotations: {
      changes: 'new',
      comes: '1',
      foreign: '1',
      'kubectl.kubernetes.io/last-applied-configuration':
        '{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"annotations":{"changes":"new","comes":"1","stays":"1"},"finalizers":["example.com/second"],"labels":{"changes":"new","comes":"1","foreign2":null,"stays":"1"},"name":"pv-w"},"spec":{"accessModes":["ReadWriteMany"],"capacity":{"storage":"2Gi"},"csi":{"driver":"s3.csi.aws.com","volumeAttributes":{"bucketName":"my-bucket"},"volumeHandle":"h-w"},"persistentVolumeReclaimPolicy":"Delete"}}\n',
      stays: '1',
    },
    creationTimestamp: '2026-11-22T20:37:47Z',
    finalizers: ['example.com/second', 'kubernetes.io/pv-protection', 'example.com/foreign'],
    labels: {
      changes: 'new',
      comes: '1',
      foreign: '1',
      stays: '1',
    },
    name: 'pv-w',
    resourceVersion: '398',
    uid: '1b5d46ed-d601-4595-a8a6-aa931a251933',
  },
  spec: {
    accessModes: ['ReadWriteMany'],
    capacity: {
      storage: '2Gi',
    },
    csi: {
      driver: 's3.csi.aws.com',
      volumeAttributes: {
        bucketName: 'my-bucket',
      },
      volumeHandle: 'h-w',
    },
    persistentVolumeReclaimPolicy: 'Delete',
    volumeMode: 'Filesystem',
  },
  status: {
    lastPhaseTransitionTime: '2026-11-22T20:37:47Z',
    phase: 'Available',
  },
} as const satisfies PersistentVolume;
