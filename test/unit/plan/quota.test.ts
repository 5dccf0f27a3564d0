import assert from 'node:assert/strict';
import { fitsOnceGone, isQuotaRefusal } from '../../../src/plan/quota.js';

/** As the API server words it. */
function refusal(requested: string, used: string, limited: string): string {
  return `persistentvolumeclaims "x" is forbidden: exceeded quota: storage, requested: ${requested}, used: ${used}, limited: ${limited}`;
}

describe('a quota that is used up', () => {
  it('has room for the new claim once the old one has gone', () => {
    const full = refusal(
      'persistentvolumeclaims=1,requests.storage=1200Gi',
      'persistentvolumeclaims=3,requests.storage=3600Gi',
      'persistentvolumeclaims=3,requests.storage=3600Gi',
    );
    assert.ok(isQuotaRefusal(full));
    assert.ok(fitsOnceGone(full, '1200Gi'));
  });

  it('has none where it was lowered below what is used', () => {
    const lowered = refusal('persistentvolumeclaims=1', 'persistentvolumeclaims=3', 'persistentvolumeclaims=2');
    assert.equal(fitsOnceGone(lowered, '1200Gi'), false);
  });

  it('has none where the new claim asks for more than the old one frees', () => {
    const grown = refusal('requests.storage=2Ti', 'requests.storage=1200Gi', 'requests.storage=1200Gi');
    assert.equal(fitsOnceGone(grown, '1200Gi'), false);
    assert.ok(fitsOnceGone(grown, '2Ti'));
    const ofClass = grown.replaceAll('requests.storage', 's3.storageclass.storage.k8s.io/requests.storage');
    assert.equal(fitsOnceGone(ofClass, '1200Gi'), false);
  });

  it('is taken to have room where its words are not understood, as a run finds out', () => {
    assert.ok(fitsOnceGone('pods "x" is forbidden: exceeded quota: in other words', undefined));
  });
});
