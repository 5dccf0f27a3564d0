import type { FlagSpec } from './flag.js';

/** What the new volume and claim are to be. */
export const EDIT_FLAGS: readonly FlagSpec[] = [
  {
    name: 'set',
    kind: 'list',
    value: 'KEY=VALUE',
    meaning: 'set a volume attribute, for example authenticationSource=pod; may be repeated',
  },
  {
    name: 'unset',
    kind: 'list',
    value: 'KEY',
    meaning: 'take a volume attribute out; may be repeated',
  },
  {
    name: 'mount-option',
    kind: 'list',
    value: 'OPT',
    meaning: 'add a mount option; may be repeated',
  },
  {
    name: 'remove-mount-option',
    kind: 'list',
    value: 'OPT',
    meaning: 'take a mount option out, by its text or its name; may be repeated',
  },
  {
    name: 'new-volume-handle',
    kind: 'text',
    value: 'HANDLE',
    meaning:
      'give the volume another handle, so that no Pod can join the old mount and none has to be waited for; of resume too',
  },
  {
    name: 'filename',
    short: 'f',
    kind: 'list',
    value: 'FILE',
    meaning:
      'the edited manifests of the claim, its volume or both: a file, a folder, or - for standard input; may be repeated',
  },
  {
    name: 'kustomize',
    short: 'k',
    kind: 'text',
    value: 'DIR',
    meaning: 'the same from a kustomization, rendered by kubectl kustomize',
  },
  { name: 'edit', kind: 'switch', meaning: 'edit both manifests in $KUBE_EDITOR or $EDITOR, as kubectl edit does' },
  { name: 'unchanged', kind: 'switch', meaning: 'recreate claim and volume as they are' },
];
