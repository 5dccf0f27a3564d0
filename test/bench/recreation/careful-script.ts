import { runProgram } from './run-program.js';
import { CLAIM_NAME, writeManifests } from './scene.js';
import type { Way } from './way.js';

/** What somebody writes who has thought about it. Every command waits for its own end. */
export const CAREFUL_SCRIPT = `set -eu
kubectl scale deployment/web --replicas=0
kubectl delete pvc "$CLAIM"
kubectl delete pv "$VOLUME"
kubectl apply -f volume.json
kubectl apply -f claim.json
kubectl scale deployment/web --replicas="$REPLICAS"
kubectl rollout status deployment/web
`;

export const carefulScript: Way = {
  name: 'careful script',
  async run(scene, { kubeconfig }) {
    const { namespace, volumeName, replicas } = scene;
    await writeManifests(scene, scene.next());
    const variables = `CLAIM=${CLAIM_NAME} VOLUME=${volumeName} REPLICAS=${replicas}\n`;
    const inNamespace = `kubectl() { command kubectl -n ${namespace} "$@"; }\n`;
    await runProgram(scene, '/bin/sh', ['-c', variables + inNamespace + CAREFUL_SCRIPT], kubeconfig);
  },
};
