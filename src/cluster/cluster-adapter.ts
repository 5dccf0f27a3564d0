import type { Cluster } from '../model/cluster.js';
import type { ConnectionFlags } from '../model/request.js';
import { toArguments } from './connection-flags.js';
import { chooseSource } from './credentials/choose-source.js';
import type { ConnectEnvironment } from './environment.js';
import type { Connection } from './kubeconfig/connection.js';
import { readConnection } from './kubeconfig/read-connection.js';
import { runKubectl } from './kubectl.js';
import { createObject } from './objects/create-object.js';
import { deleteObject, evictPod } from './objects/delete-object.js';
import { getObject } from './objects/get-object.js';
import { listObjects } from './objects/list-objects.js';
import { patchObject } from './objects/patch-object.js';
import { reviewAccess } from './objects/review-access.js';
import { reviewSelf } from './objects/review-self.js';
import { createSender } from './transport/sender.js';
import { createTransport, type Transport } from './transport/transport.js';
import { followSelection } from './watch/follow.js';

/**
 * @param kubeconfig what kubectl shows of it
 * @throws Failure usage, when flags or kubeconfig do not name one server and user.
 */
export async function connect(
  flags: ConnectionFlags,
  environment: ConnectEnvironment,
  kubeconfig: Promise<string>,
): Promise<Cluster> {
  const [connection, { createAuthorizer }] = await Promise.all([
    readConnection(flags, environment.env, undefined, kubeconfig),
    import('./transport/client-node.js'),
  ]);
  const source = chooseSource(connection, {
    ...environment,
    loginThroughKubectl: () => loginThroughKubectl(flags, environment),
  });
  const sender = createSender({
    server: connection.server,
    shownServer: connection.identity.server,
    authorizer: createAuthorizer(connection, source, environment.env),
    onWarning: environment.onWarning,
    onRequest: environment.onRequest,
    now: () => environment.clock.now(),
    requestTimeoutMs: connection.requestTimeoutMs,
  });
  const pace = { clock: environment.clock, random: environment.random ?? Math.random };
  return clusterOn(createTransport(sender, pace, environment.freeMemory), connection);
}

/** Any request makes kubectl renew what has expired and write it into the kubeconfig, where we read it. */
async function loginThroughKubectl(flags: ConnectionFlags, { env }: ConnectEnvironment) {
  await runKubectl(['get', '--raw=/version', ...toArguments(flags)], env);
  return (await readConnection(flags, env)).user['auth-provider'] ?? undefined;
}

function clusterOn(transport: Transport, { identity, user }: Connection): Cluster {
  return {
    identity,
    get: (key) => getObject(transport, key),
    list: async (selection) => (await listObjects(transport, selection)).objects,
    follow: (selection, onState, signal) => followSelection(transport, selection, onState, signal),
    create: (object, resource, options) => createObject(transport, object, resource, options),
    patch: (key, patch, preconditions, options) => patchObject(transport, key, patch, preconditions, options),
    delete: (key, options) => deleteObject(transport, key, options),
    evict: (key, options) => evictPod(transport, key, options),
    can: (access) => reviewAccess(transport, access),
    whoAmI: () => reviewSelf(transport, user.as ?? identity.user),
  };
}
