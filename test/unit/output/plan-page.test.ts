import assert from 'node:assert/strict';
import { stripVTControlCharacters } from 'node:util';
import type { CheckResult } from '../../../src/model/plan.js';
import type { PlanView } from '../../../src/model/texts.js';
import { planPage } from '../../../src/output/plan-page.js';
import { holder, WEB } from '../plan/support/stored.js';
import { planView } from './support/view.js';

const PLAIN = { colour: false, unicode: false };
const RICH = { colour: true, unicode: true };

const CHECKS: readonly CheckResult[] = [
  { id: 'a', level: 'okay', message: 'all is well' },
  { id: 'b', level: 'warning', message: 'look here', hint: 'or do this' },
  { id: 'c', level: 'error', message: 'not like this', hint: 'do that', override: '--allow-it' },
];

const GOLDEN = `Claim     app/s3-pvc (Bound)
Volume    s3-pv (Bound), bucket my-bucket
Driver    2.7.0, in namespace kube-system
Cluster   prod, https://10.0.0.1:6443
Plan      sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef

Changes
  --- volume s3-pv (now)
  +++ volume s3-pv (after)
  @@ -17,6 +17,7 @@
     csi:
       driver: s3.csi.aws.com
       volumeAttributes:
  +      authenticationSource: pod
         bucketName: my-bucket
       volumeHandle: s3-pv-handle
     mountOptions:

What cannot be changed in place
  volume spec.csi.volumeAttributes.authenticationSource

Pods that stop (2)
  Pod web-1 of Deployment web, node node-1, Running, 3 h old, grace period 60 s
  Pod bare, no controller, node node-2, Succeeded, 3 h old, grace period 30 s
  All at once, within the longest grace period: up to 60 s

Steps
   1. check that nothing changed since the plan was made
   2. delete claim app/s3-pvc
   3. stop 2 Pods and wait until claim app/s3-pvc is gone
   4. wait until the driver let go of the old mount
   5. delete volume s3-pv
   6. create volume s3-pv
   7. create claim app/s3-pvc
   8. wait until claim app/s3-pvc is bound
   9. renew Pods that the scheduler has put off
  10. verify claim, volume and Pods

Checks
  ok all is well
  ! look here
    or do this
  x not like this
    do that
    let it through: --allow-it

Left aside
  ConfigMap/other

Snapshot  /state/runs/run-1
`;

function page(view: PlanView): string {
  return planPage(view, PLAIN);
}

describe('plan page', () => {
  it('has the bucket in its header that the volume has now, since the diff tells what it will be', () => {
    const page = planPage(planView({ wanted: { attributes: { bucketName: 'another' } } }), PLAIN);
    assert.match(page, /^Volume +s3-pv \(Bound\), bucket my-bucket$/m);
    assert.match(page, /^ +\+ +bucketName: another$/m);
  });

  it('shows what changes, who stops, what is done and what is to be known, without colour and Unicode', () => {
    assert.equal(page(planView({ checks: CHECKS, leftAside: ['ConfigMap/other'] })), GOLDEN);
  });

  it('says the same in colour, with signs', () => {
    const rich = planPage(planView({ checks: CHECKS, leftAside: ['ConfigMap/other'] }), RICH);
    const colourless = stripVTControlCharacters(rich).replace('✔', 'ok').replace('✖', 'x');
    assert.equal(colourless, GOLDEN);
    assert.ok(rich.includes('\u001b[1mChanges\u001b[22m'));
    assert.ok(rich.includes('\u001b[32m+      authenticationSource: pod\u001b[39m'));
    assert.ok(rich.includes('\u001b[31m✖\u001b[39m not like this'));
    assert.ok(rich.includes('\u001b[32m✔\u001b[39m all is well'));
    assert.ok(rich.includes('\u001b[33m!\u001b[39m look here'));
  });

  it('colours lines by what they are, not by what they say', () => {
    const diff = '--- a\n+++ b\n@@ -1 +1 @@\n-    - --region x\n+    - ++x\n     -z\n';
    const rich = planPage(planView({ diff }), RICH);
    assert.ok(rich.includes('\u001b[31m-    - --region x\u001b[39m'));
    assert.ok(rich.includes('\u001b[32m+    - ++x\u001b[39m'));
    assert.ok(rich.includes('  \u001b[1m--- a\u001b[22m\n  \u001b[1m+++ b\u001b[22m'));
    assert.ok(rich.includes('\n       -z\n'));
  });

  it('says how long the Pods may take to stop: together, or one after the other; their own grace period, or the one given', () => {
    const wanted = { mountOptions: ['allow-delete'] };
    const holders = [holder({ name: 'a', gracePeriodSeconds: 90 }), holder({ name: 'b' })];
    assert.match(
      page(planView({ holders })),
      /grace period 90 s\n.*grace period 30 s\n {2}All at once, .*: up to 90 s\n/,
    );
    assert.match(page(planView({ holders, wanted })), /\n {2}One after the other, .*: up to 2 min\n/);
    const given = page(planView({ holders, gracePeriodSeconds: 5 }));
    assert.match(given, /grace period 5 s\n.*grace period 5 s\n {2}All at once, .*: up to 5 s\n/);
  });

  it('leaves out what there is nothing of', () => {
    const bare = page(planView({ holders: [] }));
    assert.doesNotMatch(bare, /Pods that stop|Left aside/);
    assert.doesNotMatch(bare, /\n\n\n/);
  });

  it('says nothing of what cannot be changed in place where all can', () => {
    assert.doesNotMatch(page(planView({ wanted: { labels: { team: 'x' } } })), /cannot be changed in place/);
  });

  it('says that nothing stands against it, where no check had a word', () => {
    assert.match(page(planView()), /Checks\n {2}ok nothing stands against it\n/);
  });

  it('says so when the objects are made anew as they are', () => {
    assert.match(page(planView({ diff: '' })), /nothing in the manifests; the objects are made anew/);
  });
});

describe('plan page: states', () => {
  it('of objects that are missing, going, or without a phase yet', () => {
    const view = planView();
    const { observed } = view.plan;
    const { claim, volume, ...rest } = observed;
    assert.ok(claim && volume);
    const headed = (parts: Partial<typeof observed>): string =>
      page({ ...view, plan: { ...view.plan, observed: { ...rest, ...parts } } });
    assert.match(headed({}), /Claim {5}app\/s3-pvc \(missing\)\nVolume {4}s3-pv \(missing\)/);
    const going = { ...claim, metadata: { ...claim.metadata, deletionTimestamp: '2026-01-05T10:00:00Z' } };
    assert.match(headed({ claim: going }), /\(Terminating\)/);
    const { status, ...fresh } = claim;
    assert.ok(status);
    assert.match(headed({ claim: fresh }), /s3-pvc \(Pending\)/);
  });

  it('of the driver and the cluster, as far as they are known', () => {
    const view = planView({ cluster: { context: '', server: 'https://s', namespace: 'app', user: '' } });
    const with_ = (driver: PlanView['plan']['observed']['driver']): string =>
      page({ ...view, plan: { ...view.plan, observed: { ...view.plan.observed, driver } } });
    assert.match(
      with_({ generation: 'absent', booksAttachments: false }),
      /Driver {4}not installed\nCluster {3}https:\/\/s\n/,
    );
    assert.match(with_({ generation: 'v1', booksAttachments: false }), /Driver {4}v1, version unknown\n/);
    assert.match(with_({ generation: 'unknown', booksAttachments: false }), /Driver {4}version unknown\n/);
    assert.match(
      with_({ generation: 'unknown', version: '3.0.0', namespace: 's3', booksAttachments: false }),
      /Driver {4}3\.0\.0, in namespace s3\n/,
    );
  });

  it('of Pods: their age in words, and what is not known', () => {
    const ages: Readonly<Record<string, string>> = {
      '2026-01-05T11:59:59Z': '1 s old',
      '2026-01-05T11:58:01Z': '119 s old',
      '2026-01-05T11:00:00Z': '60 min old',
      '2026-01-04T12:00:00Z': '24 h old',
      '2025-12-26T12:00:00Z': '10 d old',
      '2026-01-05T12:00:05Z': '0 s old',
      nonsense: 'age unknown',
    };
    for (const [creationTimestamp, words] of Object.entries(ages)) {
      const { pod } = holder({ workload: WEB });
      const aged = { pod: { ...pod, metadata: { ...pod.metadata, creationTimestamp } }, workload: WEB };
      assert.ok(page(planView({ holders: [aged] })).includes(`Running, ${words}, `), creationTimestamp);
    }
  });
});

describe('plan page: nothing from a cluster or a file steers the terminal', () => {
  it('wherever it stands', () => {
    const odd = 'x\u001b[2J\r\u202ey';
    const view = planView({
      holders: [holder({ name: odd, nodeName: odd, phase: odd, workload: { ...WEB, name: odd } })],
      checks: [{ id: 'a', level: 'error', message: odd, hint: odd, override: odd }],
      leftAside: [odd],
      cluster: { context: odd, server: odd, namespace: 'app', user: '' },
      wanted: { attributes: { bucketName: odd, [odd]: odd } },
      diff: `+${odd}\n`,
      folder: odd,
    });
    // eslint-disable-next-line no-control-regex -- looking for them is what this test is for
    assert.doesNotMatch(page(view), /[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});
