import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ConnectionFlags } from '../../../../src/model/request.js';
import type { Env } from '../../../../src/cluster/environment.js';
import { readConnection } from '../../../../src/cluster/kubeconfig/read-connection.js';
import { Failure } from '../../../../src/model/errors.js';
import { kubeconfigText } from '../support/kubeconfig-text.js';
import { fullEnv } from '../support/parity.js';
import { temporaryFolder } from '../support/temporary-folder.js';

describe('a connection is refused', function () {
  this.timeout(20_000);
  const folder = temporaryFolder();
  const at = (name: string) => join(folder.path(), name);
  const put = (name: string, text: string): string => {
    writeFileSync(at(name), text);
    return at(name);
  };
  const refusal = async (flags: ConnectionFlags, env: Env = {}): Promise<string> => {
    const pod = join(folder.path(), 'no-service-account');
    const error: unknown = await readConnection(flags, fullEnv(env, folder.path()), pod).then(
      () => assert.fail('it should have been refused'),
      (reason: unknown) => reason,
    );
    assert.ok(error instanceof Failure && error.code === 'usage', String(error));
    assert.ok(!`${error.message} ${error.hint}`.includes('s3cret'), 'a secret is in the message');
    return `${error.message} | ${error.hint}`;
  };
  const server = 'https://127.0.0.1:1';
  const users = (user: object) =>
    put(
      'user',
      kubeconfigText({
        current: 'x',
        contexts: { x: { cluster: 'c', user: 'u' } },
        clusters: { c: { server } },
        users: { u: user },
      }),
    );

  it('without kubectl', async () => {
    assert.match(
      await refusal({}, { KUBECTL_PATH: '/no/kubectl' }),
      /^kubectl cannot be run: "\/no\/kubectl" was not found \| .*KUBECTL_PATH/,
    );
    assert.match(await refusal({}, { KUBECTL_PATH: undefined, PATH: '/nowhere' }), /"kubectl" was not found/);
  });

  it('without a kubeconfig', async () => {
    assert.match(
      await refusal({}),
      /^there is no kubeconfig: .*\/\.kube\/config does not exist \| .*--kubeconfig or KUBECONFIG/,
    );
    assert.match(await refusal({}, { KUBECONFIG: at('gone') }), /^there is no kubeconfig: .*\/gone does not exist/);
    assert.match(await refusal({ kubeconfig: at('gone') }), /^the kubeconfig ".*\/gone" cannot be read \|/);
  });

  it('when the kubeconfig does not parse, without quoting it', async () => {
    assert.match(
      await refusal({ kubeconfig: put('broken', 's3cret: [') }),
      /^kubectl cannot read the kubeconfig: .*broken.*line 1/,
    );
    assert.match(await refusal({ kubeconfig: put('text', 's3cret') }), /^kubectl cannot read the kubeconfig: .*text/);
  });

  it('when a context, cluster or user does not exist', async () => {
    const contexts = {
      a: { cluster: 'c', user: 'u' },
      lost: { cluster: 'gone', user: 'u' },
      anonymous: { cluster: 'c', user: 'gone' },
    };
    const clusters = { c: { server }, empty: {} };
    const file = put('names', kubeconfigText({ contexts, clusters, users: { u: { token: 's3cret' } } }));
    const at = (flags: ConnectionFlags) => refusal({ kubeconfig: file, ...flags });
    assert.match(
      await at({}),
      /^no current context is set in the kubeconfig .*names \| kubectl config use-context NAME/,
    );
    assert.equal(
      await at({ context: 'nope' }),
      'context "nope" does not exist in the kubeconfig | kubectl config get-contexts (there are: a, anonymous, lost)',
    );
    assert.match(await at({ context: 'a', cluster: 'nope' }), /^cluster "nope", which --cluster names, does not exist/);
    assert.match(await at({ context: 'a', user: 'nope' }), /^user "nope", which --user names, does not exist/);
    assert.match(await at({ context: 'lost' }), /^cluster "gone", which context "lost" names, does not exist/);
    assert.match(await at({ context: 'anonymous' }), /^user "gone", which context "anonymous" names, does not exist/);
    assert.match(await at({ context: 'a', cluster: 'empty' }), /^cluster "empty" of the kubeconfig has no server/);
    const dangling = put('dangling', kubeconfigText({ current: 'gone', contexts, clusters }));
    assert.match(
      await refusal({ kubeconfig: dangling }),
      /^the kubeconfig's current context "gone" does not exist in it/,
    );
  });

  it('when a file that it names cannot be read', async () => {
    assert.match(
      await refusal({ kubeconfig: users({ 'client-certificate': 'gone.crt', 'client-key': 'gone.key' }) }),
      /^the client-certificate ".*\/gone\.crt" cannot be read/,
    );
    assert.match(
      await refusal({ kubeconfig: users({}), certificateAuthority: at('gone.ca') }),
      /^the certificate-authority ".*gone\.ca"/,
    );
  });

  it('when the user can be taken in two senses, as kubectl refuses it', async () => {
    const basic = { username: 'alice', password: 's3cret' };
    assert.match(
      await refusal({ kubeconfig: users({ ...basic, token: 's3cret' }) }),
      /^user "u" has both a token and a user name/,
    );
    assert.match(await refusal({ kubeconfig: users(basic), token: 's3cret' }), /both a token and a user name/);
    assert.match(
      await refusal({ kubeconfig: users({}), asGroup: ['g'] }),
      /^groups, uid or extra are to be impersonated, but no user/,
    );
    assert.match(
      await refusal({ kubeconfig: users({ 'client-certificate-data': 'YQ==' }) }),
      /without a client-key$|without a client-key \|/,
    );
    assert.match(
      await refusal({ kubeconfig: users({ 'auth-provider': { name: 'gcp' } }) }),
      /auth-provider "gcp", which kubectl no longer has/,
    );
    const exec = { apiVersion: 'client.authentication.k8s.io/v1alpha1', command: 'x', interactiveMode: 'Never' };
    assert.match(
      await refusal({ kubeconfig: users({ exec }) }),
      /unknown apiVersion "client\.authentication\.k8s\.io\/v1alpha1"/,
    );
  });

  it('for a --request-timeout or a server that is none', async () => {
    assert.match(await refusal({ requestTimeout: 'soon' }), /^--request-timeout "soon" is not a length of time/);
    assert.match(
      await refusal({ kubeconfig: users({}), server: 'https://[' }),
      /^the server "https:\/\/\[" is not an address/,
    );
  });
});
