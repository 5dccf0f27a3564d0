import assert from 'node:assert/strict';
import { statusSetback } from '../../../../src/cluster/transport/status-setback.js';

/** As the server answers, recorded. */
function forbidden(message: string, details: object) {
  const status = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message,
    reason: 'Forbidden',
    details,
    code: 403,
  };
  return statusSetback({ status: 403, text: JSON.stringify(status), retryAfter: undefined }, 'https://server').error;
}

describe('an answer that says Forbidden', () => {
  it('has a hint at the rights', () => {
    const error = forbidden('pods is forbidden: User "anna" cannot list resource "pods"', { kind: 'pods' });
    assert.match(error.hint ?? '', /ask for the rights/);
  });

  it('but in a namespace that is being deleted, where no right would help, at that', () => {
    const error = forbidden(
      'persistentvolumeclaims "s3-pvc" is forbidden: unable to create new content in namespace app because it is being terminated',
      {
        name: 's3-pvc',
        kind: 'persistentvolumeclaims',
        causes: [
          { reason: 'NamespaceTerminating', message: 'namespace app is being terminated', field: 'metadata.namespace' },
        ],
      },
    );
    assert.equal(error.reason, 'Forbidden');
    assert.match(error.hint ?? '', /somebody deleted the namespace/);
  });
});
