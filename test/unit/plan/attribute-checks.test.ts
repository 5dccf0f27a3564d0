import assert from 'node:assert/strict';
import type { PersistentVolume } from '../../../src/model/objects.js';
import { check, planOf, summary, type Setting } from './support/check.js';
import { holder, storedVolume } from './support/stored.js';

describe('checks: attributes', () => {
  function wanting(attributes: Readonly<Record<string, string>>): Setting {
    return { wanted: storedVolume({ attributes: { bucketName: 'my-bucket', ...attributes } }) };
  }

  it('that the driver does not know stop the run, unless that is allowed', () => {
    const [result] = check(wanting({ authenticationsource: 'pod' }));
    assert.deepEqual(
      [result?.id, result?.level, result?.override],
      ['attribute-authenticationsource', 'error', '--allow-unknown-attribute'],
    );
    assert.deepEqual(summary(check(wanting({ authenticationsource: 'pod' }), { allowUnknownAttribute: true })), [
      'attribute-authenticationsource: warning',
    ]);
  });

  it('that were wrong before and stay as they are only warn, also when there is nothing to do', () => {
    const volume = storedVolume({ attributes: { bucketName: 'b', cahce: 'x' } });
    const setting = { volume, wanted: volume };
    assert.equal(planOf(setting).effect, 'nothing');
    assert.deepEqual(summary(check(setting)), ['attribute-cahce: warning']);
  });

  for (const mountOptions of [[{ region: 'x' }, 5], 'allow-delete', { region: 'x' }, 5]) {
    it(`are judged beside mountOptions that are no list of texts: ${JSON.stringify(mountOptions)}`, () => {
      const volume = storedVolume();
      const wanted = { ...volume, spec: { ...volume.spec, mountOptions } } as unknown as PersistentVolume;
      assert.ok(check({ wanted }).some(({ level }) => level === 'error'));
    });
  }

  it('are all answered at once, with everything else', () => {
    const holders = [holder({ name: 'bare' })];
    assert.deepEqual(summary(check({ holders, ...wanting({ x: '1', cache: 'disk' }) })), [
      'attribute-x: error',
      'attribute-cache: error',
      'bare-pod: error',
    ]);
  });
});
