import type { EditedManifests, Edits } from '../model/edits.js';
import { Failure } from '../model/errors.js';
import type { RecreateRequest } from '../model/request.js';
import { chooseManifests } from '../plan/choose-manifests.js';
import { readManifests } from '../plan/read-manifests.js';
import { S3_DRIVER } from '../s3csi/driver-name.js';
import type { CommandTools } from './tools.js';

/** What is to change, from flags, a file or a kustomization. @throws Failure usage */
export async function loadEdits(request: RecreateRequest, namespace: string, tools: CommandTools): Promise<Edits> {
  const manifests = await loadManifests(request, namespace, tools);
  const { set, unset, addMountOptions, removeMountOptions, unchanged, volumeHandle } = request;
  const isNothing = set.size + unset.length + addMountOptions.length + removeMountOptions.length === 0;
  if (isNothing && !unchanged && volumeHandle === undefined && manifests === undefined) {
    throw new Failure('usage', 'nothing says what to change', {
      hint: 'give --set KEY=VALUE, --unset KEY, --mount-option OPT, --remove-mount-option OPT, -f FILE or -k DIR; or --unchanged to recreate both as they are',
    });
  }
  return {
    set,
    unset,
    addMountOptions,
    removeMountOptions,
    unchanged,
    ...(volumeHandle === undefined ? {} : { volumeHandle }),
    ...(manifests === undefined ? {} : { manifests }),
  };
}

async function loadManifests(
  { filename, kustomize, claimName }: RecreateRequest,
  namespace: string,
  tools: CommandTools,
): Promise<EditedManifests | undefined> {
  const source = filename ?? kustomize;
  if (source === undefined) return undefined;
  const name = source === '-' ? 'standard input' : source;
  const text = filename === undefined ? await tools.renderKustomization(source) : await tools.readManifestText(source);
  return chooseManifests(readManifests(text, name), { namespace, claimName, driver: S3_DRIVER }, name);
}
