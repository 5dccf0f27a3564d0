import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { yamlBlocks } from '../../docs/readme.js';
import { deployment } from '../../support/manifests/deployment.js';
import { tellOnControlPlane } from '../control-plane-stage.js';
import { assertDone, installVolume, readPair, untilReady } from '../stories/facts.js';
import { useSharedCluster } from './shared-cluster.js';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

describe('the ClusterRole in README', function () {
  this.timeout(120_000);
  const cluster = useSharedCluster();

  it('is enough for a recreation and for a change in place, without a warning', async () => {
    const [role] = yamlBlocks('Rights').map((yaml) => parse(yaml) as KubernetesObject);
    assert.ok(role);
    await cluster().api.expect('POST', `${RBAC}/clusterroles`, role);
    await cluster().api.expect('POST', `${RBAC}/clusterrolebindings`, bindingOf(role.metadata.name, 'limited'));
    const asLimited = ['--token', cluster().tokens.limited, '--yes'];

    await tellOnControlPlane(
      {
        name: 'as a limited user',
        async tell(stage) {
          await installVolume(stage, { reclaimPolicy: 'Delete' });
          await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
          await untilReady(stage, 1);

          const recreated = await stage.plugin(['s3-pvc', '--set', 'authenticationSource=pod', ...asLimited]);
          const changed = await stage.plugin(['s3-pvc', '--mount-option', 'allow-other', ...asLimited]);

          assertDone(recreated);
          assertDone(changed);
          assert.doesNotMatch(recreated.stderr + changed.stderr, /warning/i);
          const { volume } = await readPair(stage);
          assert.deepEqual(volume.spec.mountOptions, ['allow-delete', 'region eu-central-1', 'allow-other']);
          assert.equal(volume.spec.persistentVolumeReclaimPolicy, 'Delete');
        },
      },
      cluster(),
      'rights',
    );
  });
});

function bindingOf(role: string, user: string): object {
  return {
    metadata: { name: `${role}-for-${user}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  };
}
