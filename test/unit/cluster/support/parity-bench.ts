import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConnectionFlags } from '../../../../src/model/request.js';
import type { Env } from '../../../../src/cluster/environment.js';
import { CertificateAuthority } from '../../../cluster/certificate-authority.js';
import { kubeconfigText, type KubeconfigParts } from './kubeconfig-text.js';
import { sightOfAdapter, sightOfKubectl, type Sight } from './parity.js';
import { temporaryFolder } from './temporary-folder.js';
import { startTestServer, type TestServer } from './test-server.js';

/** A server, files and an authority to compare the real kubectl with the adapter. */
export interface ParityBench {
  readonly authority: CertificateAuthority;
  readonly server: () => TestServer;
  /** A path in the home folder. */
  readonly at: (path: string) => string;
  readonly put: (path: string, text: string) => string;
  readonly config: (path: string, parts: KubeconfigParts) => string;
  /** A kubeconfig's cluster whose requests show its name. */
  readonly cluster: (name: string, more?: object) => object;
  /** What the server sees of the adapter, which must be what it sees of kubectl. */
  readonly bothSee: (flags: ConnectionFlags, env?: Env, server?: TestServer) => Promise<Sight>;
}

/** For one describe block. */
export function parityBench(): ParityBench {
  const folder = temporaryFolder();
  const authority = new CertificateAuthority();
  let server: TestServer | undefined;
  before(async () => {
    const { certificate, key } = authority.issue('localhost');
    const ca = authority.certificate;
    server = await startTestServer({ cert: certificate, key, ca, requestCert: true, rejectUnauthorized: false });
  });
  after(() => server?.close());
  const running = () => server ?? assert.fail('not started yet');
  const at = (path: string) => join(folder.path(), path);
  const put = (path: string, text: string): string => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    return at(path);
  };
  return {
    authority,
    server: running,
    at,
    put,
    config: (path, parts) => put(path, kubeconfigText(parts)),
    cluster: (name, more = {}) => ({
      server: `${running().url}/${name}`,
      'certificate-authority-data': Buffer.from(authority.certificate).toString('base64'),
      ...more,
    }),
    bothSee: async (flags, env = {}, other = running()) => {
      const kubectl = await sightOfKubectl(other, flags, env, folder.path());
      const adapter = await sightOfAdapter(other, flags, env, folder.path());
      assert.deepEqual(adapter, kubectl);
      return adapter;
    },
  };
}
