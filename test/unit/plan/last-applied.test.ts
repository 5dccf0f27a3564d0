import assert from 'node:assert/strict';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../src/model/objects.js';
import { lastApplied, LAST_APPLIED, withLastApplied } from '../../../src/plan/last-applied.js';
import { APPLIED_VOLUME, LIVE_VOLUME, NEXT_MANIFEST, ODD_MANIFEST, ODD_VOLUME } from './support/kubectl-facts.js';

function written(configuration: KubernetesObject, object: KubernetesObject = configuration): string | undefined {
  return withLastApplied(object, configuration).metadata.annotations?.[LAST_APPLIED];
}

function configuration(metadata: Partial<KubernetesObject['metadata']> = {}): KubernetesObject {
  return { kind: 'PersistentVolume', apiVersion: 'v1', metadata: { name: 's3-pv', ...metadata } };
}

/** A volume has no namespace; kubectl takes it away before it looks at anything else. */
function read(text: string): KubernetesObject {
  const object = parse(text) as KubernetesObject;
  const { namespace, ...metadata } = object.metadata;
  return { ...object, metadata };
}

describe('last applied: the text is kubectl’s to the byte', () => {
  it('for a manifest with quotes, HTML, separators, control characters and labels that look like numbers', () => {
    assert.equal(written(read(ODD_MANIFEST)), ODD_VOLUME.metadata.annotations[LAST_APPLIED]);
  });

  it('for a manifest with nulls', () => {
    assert.equal(written(read(NEXT_MANIFEST)), APPLIED_VOLUME.metadata.annotations[LAST_APPLIED]);
  });

  it('sorts keys by their bytes at every level, numbers among them', () => {
    const labels = { b: '1', a: '2', '10': '3', '9': '4', A: '5' };
    assert.equal(
      written(configuration({ labels })),
      '{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"annotations":{},' +
        '"labels":{"10":"3","9":"4","A":"5","a":"2","b":"1"},"name":"s3-pv"}}\n',
    );
  });

  it('leaves the order of lists alone', () => {
    assert.match(written({ ...configuration(), spec: { mountOptions: ['z', 'a'] } }) ?? '', /\["z","a"\]/);
  });

  it('has a map of annotations even where there are none, and never itself in it', () => {
    const bare = written(configuration());
    const own = written(configuration({ annotations: { [LAST_APPLIED]: 'an older one' } }));
    assert.match(bare ?? '', /"annotations":\{\}/);
    assert.equal(own, bare);
  });

  it('escapes what Go escapes for HTML', () => {
    const text = written(configuration({ annotations: { a: '<&>\u2028\u2029é/' } }));
    assert.match(text ?? '', /"a":"\\u003c\\u0026\\u003e\\u2028\\u2029é\/"/);
  });

  it('ends with a newline, as Go’s encoder does', () => {
    assert.ok(written(configuration())?.endsWith('}\n'));
  });

  it('leaves out what is undefined and keeps null, false, zero and empty', () => {
    const text = written({ ...configuration(), spec: { a: undefined, b: null, c: false, d: 0, e: '', f: [], g: {} } });
    assert.match(text ?? '', /"spec":\{"b":null,"c":false,"d":0,"e":"","f":\[\],"g":\{\}\}/);
  });
});

describe('last applied: where it is put', () => {
  it('goes to the object’s annotations, beside the others, and changes nothing else', () => {
    const object = { ...configuration({ annotations: { mine: 'kept' } }), spec: { live: true } };
    const { [LAST_APPLIED]: text, ...others }: Readonly<Record<string, string>> =
      withLastApplied(object, configuration()).metadata.annotations ?? {};
    assert.deepEqual(others, { mine: 'kept' });
    assert.doesNotMatch(text ?? '', /live|mine/);
  });

  it('leaves out what the server and the binder had set, of a manifest that came from kubectl get', () => {
    const got: KubernetesObject = {
      ...configuration({ uid: 'v1', resourceVersion: '7' }),
      spec: { claimRef: { namespace: 'app', name: 's3-pvc', uid: 'c1', resourceVersion: '8' } },
      status: { phase: 'Bound' },
    };
    assert.deepEqual(JSON.parse(written(got) ?? ''), {
      ...configuration({ annotations: {} }),
      spec: { claimRef: { namespace: 'app', name: 's3-pvc' } },
    });
  });

  it('is read back as what it was', () => {
    const applied = { ...configuration({ annotations: { a: '<b>' } }), spec: { c: ['d'] } };
    assert.deepEqual(lastApplied(withLastApplied(configuration(), applied)), applied);
    assert.equal((lastApplied(LIVE_VOLUME)?.['metadata'] as KubernetesObject['metadata']).name, 'pv-w');
  });

  it('counts as absent where it is not an object', () => {
    for (const text of ['', 'not json', '[]', 'null', '"text"', '{']) {
      assert.equal(lastApplied(configuration({ annotations: { [LAST_APPLIED]: text } })), undefined, text);
    }
    assert.equal(lastApplied(configuration()), undefined);
  });
});
