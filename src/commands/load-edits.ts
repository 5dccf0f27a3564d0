import type { EditedManifests, ManifestText } from '../model/edits.js';
import { Failure } from '../model/errors.js';
import type { RecreateRequest } from '../model/request.js';
import { listed } from '../model/words.js';
import { chooseManifests } from '../plan/choose-manifests.js';
import { withSeparators } from '../plan/json-stream.js';
import { readManifests } from '../plan/read-manifests.js';
import { S3_DRIVER } from '../s3csi/driver-name.js';
import { observe } from '../steps/observe.js';
import { askEdits } from './ask-edits.js';
import { editManifests, type LoadedEdits } from './edit-manifests.js';
import { requireSubject } from './require-subject.js';
import type { CommandTools } from './tools.js';

/**
 * What is to change, from flags, a file, a kustomization or an editor; where nothing says so, from the user.
 *
 * @returns undefined when an editor was left without a change
 * @throws Failure usage; declined, when the user gives no answer
 */
export async function loadEdits(
  request: RecreateRequest,
  namespace: string,
  tools: CommandTools,
): Promise<LoadedEdits | undefined> {
  const manifests = await loadManifests(request, namespace, tools);
  const { set, unset, addMountOptions, removeMountOptions, unchanged, volumeHandle, claimName, edit, yes } = request;
  const edits = {
    set,
    unset,
    addMountOptions,
    removeMountOptions,
    unchanged,
    ...(volumeHandle === undefined ? {} : { volumeHandle }),
    ...(manifests === undefined ? {} : { manifests }),
  };
  const isNothing = set.size + unset.length + addMountOptions.length + removeMountOptions.length === 0;
  const isToBeAsked = isNothing && !unchanged && volumeHandle === undefined && manifests === undefined && !edit;
  if (isToBeAsked && (yes || !tools.prompter.canAsk)) throw nothingSaid();
  if (!isToBeAsked && !edit) return { edits };
  const observed = await observe(tools.cluster, { namespace, claimName });
  await requireSubject(observed, undefined, tools.cluster);
  return edit ? editManifests(observed, request, edits, tools) : askEdits(observed, request, edits, tools);
}

function nothingSaid(): Failure {
  return new Failure('usage', 'nothing says what to change', {
    hint: 'give --set KEY=VALUE, --unset KEY, --mount-option OPT, --remove-mount-option OPT, --edit, -f FILE or -k DIR; or --unchanged to recreate both as they are',
  });
}

async function loadManifests(
  { filenames, kustomize, claimName }: RecreateRequest,
  namespace: string,
  tools: CommandTools,
): Promise<EditedManifests | undefined> {
  const [source] = kustomize === undefined ? filenames : [kustomize];
  if (source === undefined) return undefined;
  const texts = kustomize === undefined ? await textsOf(filenames, tools) : [await rendered(kustomize, tools)];
  const objects = texts.flatMap(({ name, text }) => readManifests(text, name));
  const name = listed(kustomize === undefined ? filenames.map(nameOf) : [kustomize]);
  const chosen = chooseManifests(objects, { namespace, claimName, driver: S3_DRIVER }, name);
  return { ...chosen, text: texts.map(({ text }) => text).join('\n---\n') };
}

async function textsOf(filenames: readonly string[], tools: CommandTools): Promise<readonly ManifestText[]> {
  const texts: ManifestText[] = [];
  for (const filename of filenames) texts.push(...(await tools.readManifestTexts(filename)));
  return texts.map(({ name, text }) => ({ name: nameOf(name), text: withSeparators(text) }));
}

async function rendered(folder: string, tools: CommandTools): Promise<ManifestText> {
  return { name: folder, text: await tools.renderKustomization(folder) };
}

function nameOf(filename: string): string {
  return filename === '-' ? 'standard input' : filename;
}
