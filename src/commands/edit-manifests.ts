import type { Edits } from '../model/edits.js';
import { Failure } from '../model/errors.js';
import type { Observation } from '../model/observation.js';
import type { RecreateRequest } from '../model/request.js';
import type { Draft } from '../model/terminal.js';
import { buildTarget } from '../plan/build-target.js';
import { chooseManifests } from '../plan/choose-manifests.js';
import { editText, withHead, withoutComments } from '../plan/edit-text.js';
import { readManifests } from '../plan/read-manifests.js';
import { requireS3Volume } from '../plan/require-s3-volume.js';
import { attributeProblems } from '../s3csi/attribute-rules.js';
import { S3_DRIVER } from '../s3csi/driver-name.js';
import type { CommandTools } from './tools.js';

export interface LoadedEdits {
  readonly edits: Edits;
  /** Where the edits lie that were made in an editor. */
  readonly draft?: Draft;
}

/**
 * Lets the user edit the two manifests, as `kubectl edit` does: unchanged or empty gives up; what cannot be used is opened again with
 * the reason at its head, where there is a terminal.
 *
 * @param flags edits that come on top of the text
 * @returns undefined when the user gave up
 * @throws Failure usage, when the text cannot be used; it stays in its file
 */
export async function editManifests(
  observed: Observation,
  request: RecreateRequest,
  flags: Edits,
  tools: CommandTools,
): Promise<LoadedEdits | undefined> {
  const { claim, volume, claimName } = observed;
  if (claim === undefined || volume === undefined) {
    throw new Failure(
      'usage',
      `claim and volume cannot be edited: the ${claim === undefined ? 'claim' : 'volume'} does not exist`,
      {
        hint: 'give the manifests of both with -f FILE',
      },
    );
  }
  const original = editText(volume, claim);
  const draft = await tools.openDraft(claimName);
  let [text, last] = [withHead(original), original];
  for (;;) {
    const edited = await draft.edit(text).catch((error: unknown) => {
      throw withDraft(error, draft);
    });
    const saved = withoutComments(edited);
    if (saved.trim() === '' || saved === withoutComments(original)) {
      await draft.remove();
      tools.say(`Edit cancelled, ${saved.trim() === '' ? 'saved file was empty' : 'no changes made'}.`);
      return undefined;
    }
    if (last !== original && saved === last) {
      throw withDraft(new Failure('usage', 'edit cancelled: no valid changes were saved'), draft);
    }
    try {
      return { draft, edits: editsOf(saved, observed, request, flags) };
    } catch (error) {
      if (!(error instanceof Failure) || !tools.prompter.canAsk) throw withDraft(error, draft);
      [text, last] = [withHead(saved, wordsOf(error)), saved];
    }
  }
}

/** Whatever keeps edits from being carried out leaves them in their file, and says where. */
export function withDraft(error: unknown, { path }: Draft): unknown {
  if (!(error instanceof Failure)) return error;
  const hint = [
    ...(error.hint === undefined || error.hint === '' ? [] : [error.hint]),
    `your edits are kept in ${path}`,
  ];
  return new Failure(error.code, error.message, { hint: hint.join('\n'), cause: error });
}

/** @throws Failure, with what is wrong with the text */
function editsOf(text: string, observed: Observation, request: RecreateRequest, flags: Edits): Edits {
  const source = 'the edited text';
  const wanted = { namespace: observed.namespace, claimName: observed.claimName, driver: S3_DRIVER };
  const manifests = { ...chooseManifests(readManifests(text, source), wanted, source), isWhole: true };
  requireS3Volume(observed, manifests);
  const edits = { ...flags, manifests };
  const { volume } = buildTarget(observed, edits, request);
  const [problem] = attributeProblems(volume, {
    allowUnknown: request.allowUnknownAttribute,
    before: observed.volume,
  }).filter(({ level }) => level === 'error');
  if (problem !== undefined) throw new Failure('usage', problem.message, { hint: problem.hint });
  return edits;
}

function wordsOf({ message, hint }: Failure): string {
  return hint === undefined || hint === '' ? message : `${message}\n${hint}`;
}
