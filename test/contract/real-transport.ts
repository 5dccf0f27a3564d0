import { chooseSource } from '../../src/cluster/credentials/choose-source.js';
import { readConnection } from '../../src/cluster/kubeconfig/read-connection.js';
import { createAuthorizer } from '../../src/cluster/transport/client-node.js';
import { createSender } from '../../src/cluster/transport/sender.js';
import { createTransport, type Transport } from '../../src/cluster/transport/transport.js';
import { systemClock } from '../../src/system-clock.js';
import type { ControlPlane } from '../cluster/control-plane.js';

/** The adapter's inside on a real API server, for what its port does not show. Back-offs have no jitter. */
export async function realTransport(plane: ControlPlane): Promise<Transport> {
  const clock = systemClock();
  const env = { ...process.env, KUBECTL_PATH: plane.kubectlPath };
  const connection = await readConnection({ kubeconfig: plane.kubeconfig }, env);
  const loginThroughKubectl = () => Promise.resolve(undefined);
  const source = chooseSource(connection, { env, interactive: false, clock, loginThroughKubectl });
  const sender = createSender({
    server: connection.server,
    shownServer: connection.server,
    authorizer: createAuthorizer(connection, source, env),
    onWarning: () => undefined,
    requestTimeoutMs: 5_000,
  });
  return createTransport(sender, { clock, random: () => 0 });
}
