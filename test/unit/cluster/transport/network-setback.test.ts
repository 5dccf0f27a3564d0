import assert from 'node:assert/strict';
import { DeadlinePassed } from '../../../../src/cluster/transport/deadline.js';
import { networkSetback } from '../../../../src/cluster/transport/network-setback.js';

const SERVER = 'https://api:6443';

describe('what the network says instead of an answer', () => {
  const failure = (code: string, more: object = {}, message = 'said by the system') =>
    Object.assign(new Error(message), { code, ...more });
  const told = (error: unknown) => {
    const { error: api, isPassing, mayHaveHappened } = networkSetback(error, SERVER) ?? assert.fail('not the network');
    assert.ok(api.hint);
    assert.equal(api.status, 0);
    return [api.reason, api.message.replace(`the server at ${SERVER} `, ''), { isPassing, mayHaveHappened }];
  };
  const notSent = { isPassing: true, mayHaveHappened: false };
  const lost = { isPassing: true, mayHaveHappened: true };
  const final = { isPassing: false, mayHaveHappened: false };

  it('is sorted by whether the request may have arrived and whether it may go better', () => {
    const refused = ['Unreachable', 'did not answer: connection refused', notSent];
    assert.deepEqual(told(failure('ECONNREFUSED')), refused);
    assert.deepEqual(told(new AggregateError([failure('ECONNREFUSED'), failure('ENETUNREACH')])), refused);
    assert.deepEqual(told(new TypeError('fetch failed', { cause: failure('ECONNREFUSED') })), refused);
    assert.deepEqual(told(failure('UND_ERR_CONNECT_TIMEOUT')), [
      'Unreachable',
      'did not answer: the connection timed out',
      notSent,
    ]);
    assert.deepEqual(told(failure('EAI_AGAIN')), [
      'Unreachable',
      'did not answer: its host name cannot be looked up now',
      notSent,
    ]);
    assert.deepEqual(told(failure('ENOTFOUND')), ['Unreachable', 'did not answer: its host name is not known', final]);
    const cut = ['Unreachable', 'closed the connection before it answered', lost];
    assert.deepEqual(told(failure('ECONNRESET', { syscall: 'read' })), cut);
    assert.deepEqual(told(failure('UND_ERR_SOCKET', {}, 'other side closed')), cut);
    assert.deepEqual(told(failure('ETIMEDOUT', { syscall: 'read' })), cut);
    assert.deepEqual(told(failure('ETIMEDOUT', { syscall: 'connect' })), [
      'Unreachable',
      'did not answer: the connection timed out',
      notSent,
    ]);
    const early = 'Client network socket disconnected before secure TLS connection was established';
    assert.deepEqual(told(failure('ECONNRESET', {}, early)).at(-1), notSent);
    assert.deepEqual(told(new DeadlinePassed(30_000)), ['RequestTimeout', 'did not answer within 30 s', lost]);
    assert.deepEqual(told(failure('UND_ERR_BODY_TIMEOUT')), ['RequestTimeout', 'did not answer in time', lost]);
    assert.deepEqual(told(failure('SOMETHING_NEW')), ['Unreachable', 'did not answer: said by the system', lost]);
  });

  it('is told from a defect of ours', () => {
    assert.equal(networkSetback(new TypeError('x is not a function'), SERVER), undefined);
    assert.deepEqual(told(failure('UND_ERR_INVALID_ARG', {}, 'invalid authorization header')), [
      'BadRequest',
      'cannot be asked: invalid authorization header',
      final,
    ]);
  });

  it('names what is wrong with a certificate', () => {
    const reason = (code: string) => told(failure(code));
    assert.deepEqual(reason('CERT_HAS_EXPIRED'), [
      'CertificateInvalid',
      'has a certificate that cannot be trusted: it has expired',
      final,
    ]);
    assert.match(JSON.stringify(reason('DEPTH_ZERO_SELF_SIGNED_CERT')), /unknown authority"/);
    assert.match(JSON.stringify(reason('CERT_NOT_YET_VALID')), /clock of this machine/);
    for (const code of [
      'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED',
      'ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE',
      'ERR_SSL_TLSV1_ALERT_UNKNOWN_CA',
    ]) {
      assert.deepEqual(reason(code), ['CertificateInvalid', 'did not accept the client certificate', final]);
    }
  });
});
