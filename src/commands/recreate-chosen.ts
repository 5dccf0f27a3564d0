import { Failure } from '../model/errors.js';
import type { PersistentVolume, Pod } from '../model/objects.js';
import { POD, VOLUME } from '../model/references.js';
import type { ChooseRequest } from '../model/request.js';
import type { Choice } from '../model/terminal.js';
import { podCount } from '../model/words.js';
import { usesClaim } from '../plan/pod-facts.js';
import { S3_DRIVER } from '../s3csi/driver-name.js';
import { recreate } from './recreate.js';
import type { CommandTools } from './tools.js';

/** Lets one of the claims of S3 volumes in the namespace be chosen, and goes on as if it had been named. */
export async function recreateChosen(request: ChooseRequest, tools: CommandTools): Promise<void> {
  const { cluster, prompter, signal } = tools;
  const namespace = request.connection.namespace ?? cluster.identity.namespace;
  const [volumes, pods] = await Promise.all([
    cluster.list({ resource: VOLUME, keep: (volume) => isOfNamespace(volume as PersistentVolume, namespace) }),
    cluster.list({ resource: POD, namespace }),
  ]);
  if (volumes.length === 0) {
    throw new Failure('refused', `no claim in namespace ${namespace} has a volume of the S3 CSI driver`, {
      hint: 'name another namespace with -n, or another cluster with --context',
    });
  }
  const choices = choicesOf(volumes as readonly PersistentVolume[], pods as readonly Pod[]);
  const claimName = await prompter.choose(`Which claim in namespace ${namespace}?`, choices, signal);
  await recreate({ ...request, verb: 'recreate', claimName }, tools);
}

function isOfNamespace({ spec }: PersistentVolume, namespace: string): boolean {
  return spec.csi?.driver === S3_DRIVER && spec.claimRef?.namespace === namespace && spec.claimRef.name !== undefined;
}

/** A line for each claim, in columns: its volume, its bucket, whose credentials are used, and how many Pods name it. */
function choicesOf(volumes: readonly PersistentVolume[], pods: readonly Pod[]): readonly Choice[] {
  const rows = volumes.map(({ metadata, spec }) => {
    const claim = spec.claimRef?.name ?? '';
    const { bucketName = 'unknown', authenticationSource } = spec.csi?.volumeAttributes ?? {};
    const count = pods.filter((pod) => usesClaim(pod, claim)).length;
    return [
      claim,
      `volume ${metadata.name}`,
      `bucket ${shortBucket(bucketName)}`,
      `authentication ${authenticationSource || 'driver'}`,
      podCount(count),
    ];
  });
  const sorted = rows.toSorted(([one = ''], [other = '']) => (one < other ? -1 : 1));
  const widths = [0, 1, 2, 3].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return sorted.map((row) => ({
    value: row[0] ?? '',
    short: row[0] ?? '',
    name: row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '),
  }));
}

/** A line that the terminal breaks is hard to choose from; the whole name is on the page of the plan. */
function shortBucket(name: string): string {
  return name.length <= 32 ? name : `${name.slice(0, 18)}…${name.slice(-13)}`;
}
