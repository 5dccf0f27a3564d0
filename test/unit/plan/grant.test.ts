import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { Access, UserIdentity } from '../../../src/model/cluster.js';
import { CLAIM, MOUNT_ATTACHMENT, POD, VOLUME } from '../../../src/model/references.js';
import { describeAccess, grantManifests } from '../../../src/plan/grant.js';

const JANE: UserIdentity = { name: 'jane', groups: [], isCertain: true };

const MISSING: readonly Access[] = [
  { verb: 'get', resource: VOLUME, name: 's3-pv' },
  { verb: 'patch', resource: VOLUME, name: 's3-pv' },
  { verb: 'create', resource: VOLUME },
  { verb: 'delete', resource: CLAIM, namespace: 'app', name: 's3-pvc' },
  { verb: 'create', resource: POD, subresource: 'eviction', namespace: 'app' },
  { verb: 'list', resource: MOUNT_ATTACHMENT },
  { verb: 'watch', resource: POD, namespace: 'mount-s3' },
];

describe('what grants missing rights', () => {
  it('is a ClusterRole for what has no namespace and a Role in each namespace, with only the objects that are meant', () => {
    const text = grantManifests(MISSING, JANE, 's3-pvc');
    const [, name = ''] = /name: (s3csi-recreate-s3-pvc-[0-9a-f]{8})\n/.exec(text) ?? [];
    assert.equal(
      text.replaceAll(name, 'NAME'),
      `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: NAME
rules:
  - apiGroups: [""]
    resources: [persistentvolumes]
    resourceNames: [s3-pv]
    verbs: [get, patch]
  - apiGroups: [""]
    resources: [persistentvolumes]
    verbs: [create]
  - apiGroups: [s3.csi.aws.com]
    resources: [mountpoints3podattachments]
    verbs: [list]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata:
  name: NAME
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: ClusterRole
  name: NAME
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: jane
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: NAME
  namespace: app
rules:
  - apiGroups: [""]
    resources: [persistentvolumeclaims]
    resourceNames: [s3-pvc]
    verbs: [delete]
  - apiGroups: [""]
    resources: [pods/eviction]
    verbs: [create]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: NAME
  namespace: app
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: NAME
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: jane
---
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: NAME
  namespace: mount-s3
rules:
  - apiGroups: [""]
    resources: [pods]
    verbs: [watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: NAME
  namespace: mount-s3
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: NAME
subjects:
  - kind: User
    apiGroup: rbac.authorization.k8s.io
    name: jane
`,
    );
  });

  it('has a name of its own for other rights and other users, and the same one for the same', () => {
    const nameIn = (missing: readonly Access[], user: UserIdentity) =>
      /name: (s3csi-\S+)/.exec(grantManifests(missing, user, 's3-pvc'))?.[1];
    assert.equal(nameIn(MISSING, JANE), nameIn([...MISSING], { ...JANE }));
    assert.notEqual(nameIn(MISSING, JANE), nameIn(MISSING.slice(1), JANE));
    assert.notEqual(nameIn(MISSING, JANE), nameIn(MISSING, { ...JANE, name: 'joe' }));
  });

  it('binds a ServiceAccount as such, and keeps a name that YAML would read as something else', () => {
    const subjectOf = (name: string): unknown => {
      const documents = [...parseAllDocuments(grantManifests(MISSING, { ...JANE, name }, 's3-pvc'))];
      return (documents[1]?.toJS() as { subjects: readonly unknown[] }).subjects[0];
    };
    assert.deepEqual(subjectOf('system:serviceaccount:ci:deployer'), {
      kind: 'ServiceAccount',
      namespace: 'ci',
      name: 'deployer',
    });
    for (const name of ['yes', '007', 'arn:aws:sts::111122223333:assumed-role/Admin/jane', 'jane # doe']) {
      assert.deepEqual(subjectOf(name), { kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name });
    }
  });

  it('is told in words kind by kind', () => {
    assert.deepEqual(describeAccess(MISSING), [
      'get, patch, create persistentvolumes',
      'delete persistentvolumeclaims in namespace app',
      'create pods/eviction in namespace app',
      'list mountpoints3podattachments',
      'watch pods in namespace mount-s3',
    ]);
  });
});
