import type { Edits } from '../model/edits.js';
import type { PersistentVolume } from '../model/objects.js';
import type { Observation } from '../model/observation.js';
import type { RecreateRequest } from '../model/request.js';
import type { Choice } from '../model/terminal.js';
import { parseMountOption } from '../s3csi/mount-options.js';
import { askAttribute, askWhichToUnset, removableAttributes } from './ask-attribute.js';
import { askMountOptions } from './ask-mount-options.js';
import { editManifests, type LoadedEdits } from './edit-manifests.js';
import type { CommandTools } from './tools.js';
import { wantedBy, withAttribute, wordsFor, type Wanted } from './wanted.js';

/**
 * Asks what is to change, one thing after the other, until nothing else is. What the driver would reject is told at once.
 *
 * @throws Failure declined, when no answer is given; nothing was changed then
 */
export async function askEdits(
  observed: Observation,
  request: RecreateRequest,
  nothing: Edits,
  tools: CommandTools,
): Promise<LoadedEdits | undefined> {
  const { prompter, signal } = tools;
  const name = `claim ${observed.namespace}/${observed.claimName}`;
  let edits = nothing;
  for (;;) {
    const wanted = wantedBy(edits, observed, request);
    const isFirst = wordsFor(edits).length === 0;
    const [problem] = wanted.problemsWith(edits);
    const question = [
      ...(problem === undefined ? [] : [`${problem.message}. ${problem.hint}`]),
      isFirst ? `What is to change of ${name}?` : `What else is to change? So far: ${wordsFor(edits).join(', ')}`,
    ].join('\n  ');
    const menu = menuFor(wanted, isFirst, problem !== undefined);
    switch (await prompter.choose(question, menu, signal)) {
      case 'done':
        return { edits };
      case 'unchanged':
        return { edits: { ...edits, unchanged: true } };
      case 'edit':
        return editManifests(observed, request, edits, tools);
      case 'pod':
        edits = withAttribute(edits, 'authenticationSource', 'pod');
        break;
      case 'cache':
        edits = movingCache(wanted);
        break;
      case 'attribute':
        edits = await askAttribute(wanted, tools);
        break;
      case 'unset':
        edits = await askWhichToUnset(wanted, tools);
        break;
      case 'mount-options':
        edits = await askMountOptions(wanted, tools);
    }
  }
}

function menuFor({ volume }: Wanted, isFirst: boolean, isWrong: boolean): readonly Choice[] {
  const attributes = volume.spec.csi?.volumeAttributes ?? {};
  const cache = cacheOptionOf(volume);
  return [
    ...(isFirst || isWrong ? [] : [{ value: 'done', name: 'nothing else; show the plan' }]),
    ...(attributes['authenticationSource'] === 'pod'
      ? []
      : [{ value: 'pod', name: 'let the Pods authenticate with their own ServiceAccount (authenticationSource=pod)' }]),
    ...(cache === undefined
      ? []
      : [{ value: 'cache', name: `move the mount option "${cache}" to an attribute (cache=emptyDir)` }]),
    { value: 'attribute', name: 'set an attribute' },
    ...(removableAttributes(volume).length === 0 ? [] : [{ value: 'unset', name: 'take attributes out' }]),
    { value: 'mount-options', name: 'change the mount options' },
    ...(isFirst
      ? [
          { value: 'edit', name: 'edit both manifests in an editor' },
          { value: 'unchanged', name: 'recreate claim and volume as they are' },
        ]
      : []),
  ];
}

/** v2 of the driver makes an emptyDir of it, whatever its path says, and refuses it beside the attribute (FIELD.md 3). */
function cacheOptionOf({ spec }: PersistentVolume): string | undefined {
  return spec.mountOptions?.find((option) => parseMountOption(option).flag === '--cache');
}

function movingCache({ edits, volume }: Wanted): Edits {
  const option = cacheOptionOf(volume) ?? 'cache';
  return withAttribute({ ...edits, removeMountOptions: [...edits.removeMountOptions, option] }, 'cache', 'emptyDir');
}
