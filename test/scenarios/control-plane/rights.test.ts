import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { yamlBlocks } from '../../docs/readme.js';
import { deployment } from '../../support/manifests/deployment.js';
import { tellOnControlPlane } from '../control-plane-stage.js';
import { assertDone, installVolume, readPair, untilReady } from '../stories/facts.js';
import type { PluginResult } from '../stage.js';
import { grantReading } from './grant.js';
import { useFreshPlaces } from './place.js';
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

describe('rights that are missing', function () {
  this.timeout(120_000);
  const place = useFreshPlaces('missing-rights');
  const EDIT = ['s3-pvc', '--set', 'authenticationSource=pod'];

  /** Somebody with a certificate, whom nobody has granted anything. */
  async function newcomer(name: string): Promise<readonly string[]> {
    const { cluster } = place();
    const kubeconfig = await cluster.kubeconfigFor(await cluster.clientCertificate(name, ['storage-team']));
    return ['--kubeconfig', kubeconfig];
  }

  async function inUse(): Promise<void> {
    const { stage } = place();
    await installVolume(stage);
    await stage.create(deployment({ namespace: stage.namespace, replicas: 1 }));
    await untilReady(stage, 1);
  }

  /** As an admin would who was sent what was printed. */
  async function applyPrinted({ code, stderr }: PluginResult): Promise<void> {
    assert.equal(code, 5, stderr);
    const roles = stderr.slice(stderr.indexOf('---\n'));
    const applied = await place().kubectl(['apply', '-f', await place().write('roles.yaml', roles)], {
      isWithoutNamespace: true,
    });
    assertDone(applied);
    assert.match(applied.stdout, /role.* created/);
  }

  it('are granted by what is printed, which is enough for the run and gives no other volume away', async () => {
    await inUse();
    const { cluster, stage } = place();
    const asReader = await newcomer(`reader-of-${stage.namespace}`);
    await grantReading(cluster, {
      name: stage.namespace,
      to: { users: [`reader-of-${stage.namespace}`] },
      mayRead: { '': ['persistentvolumes', 'persistentvolumeclaims', 'pods'] },
    });

    const refused = await place().plugin([...EDIT, '--yes', ...asReader]);
    assert.match(refused.stderr, /error: you may not .*patch.* persistentvolumes.*; nothing was changed$/m);
    assert.match(refused.stderr, /is in storage-team/);
    await applyPrinted(refused);
    assertDone(await place().plugin([...EDIT, '--yes', ...asReader]));

    const other = await place().kubectl(['auth', 'can-i', 'patch', 'pv/other', ...asReader]);
    assert.match(other.stdout, /^no/);
  });

  it('are named although not even the claim may be read, those for the volume as soon as its name is known', async () => {
    await inUse();
    const asNobody = await newcomer(`nobody-of-${place().stage.namespace}`);

    const refused = await place().plugin([...EDIT, '--yes', ...asNobody]);
    assert.match(refused.stderr, /^error: (persistentvolumeclaims "s3-pvc"|pods) is forbidden: User /);
    assert.doesNotMatch(refused.stderr, /\bpersistentvolumes\b/);
    await applyPrinted(refused);
    const second = await place().plugin([...EDIT, '--yes', ...asNobody]);
    assert.match(second.stderr, /persistentvolumes "missing-rights-\d+-pv" is forbidden/);
    await applyPrinted(second);
    assertDone(await place().plugin([...EDIT, '--yes', ...asNobody]));
  });

  it('are those of a change in place where that is planned', async () => {
    await inUse();
    const { cluster, stage } = place();
    const asReader = await newcomer(`reader-of-${stage.namespace}`);
    await grantReading(cluster, {
      name: stage.namespace,
      to: { users: [`reader-of-${stage.namespace}`] },
      mayRead: { '': ['persistentvolumes', 'persistentvolumeclaims', 'pods'] },
    });
    const inPlace = ['s3-pvc', '--mount-option', 'allow-other'];

    const looked = await place().plugin([...inPlace, '--dry-run=client', ...asReader]);
    assertDone(looked);
    assert.match(looked.stderr, /✖ a run of yours would be refused: you may not .*create pods\/eviction/);
    const refused = await place().plugin([...inPlace, '--yes', ...asReader]);
    assert.doesNotMatch(refused.stderr, /delete|mount-s3/);
    await applyPrinted(refused);
    assertDone(await place().plugin([...inPlace, '--yes', ...asReader]));
  });
});

function bindingOf(role: string, user: string): object {
  return {
    metadata: { name: `${role}-for-${user}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'User', apiGroup: 'rbac.authorization.k8s.io', name: user }],
  };
}
