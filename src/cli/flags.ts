/** One flag of the command line: the source of the parser, the help, and README's table. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** `list` may be given several times; `choice` takes its value after `=` only. */
  readonly kind: 'switch' | 'text' | 'list' | 'choice';
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly group: 'What to change' | 'Safety' | 'Output' | 'Cluster, as in kubectl';
  readonly meaning: string;
}

export const FLAGS: readonly Flag[] = [
  {
    name: 'set',
    kind: 'list',
    value: 'KEY=VALUE',
    group: 'What to change',
    meaning: 'set a volume attribute, for example authenticationSource=pod; may be repeated',
  },
  {
    name: 'unset',
    kind: 'list',
    value: 'KEY',
    group: 'What to change',
    meaning: 'take a volume attribute out; may be repeated',
  },
  {
    name: 'mount-option',
    kind: 'list',
    value: 'OPT',
    group: 'What to change',
    meaning: 'add a mount option; may be repeated',
  },
  {
    name: 'remove-mount-option',
    kind: 'list',
    value: 'OPT',
    group: 'What to change',
    meaning: 'take a mount option out, by its text or its name; may be repeated',
  },
  {
    name: 'filename',
    short: 'f',
    kind: 'text',
    value: 'FILE',
    group: 'What to change',
    meaning: 'the edited manifests of the claim, its volume or both; - reads standard input',
  },
  {
    name: 'kustomize',
    short: 'k',
    kind: 'text',
    value: 'DIR',
    group: 'What to change',
    meaning: 'the same from a kustomization, rendered by kubectl kustomize',
  },
  { name: 'unchanged', kind: 'switch', group: 'What to change', meaning: 'recreate claim and volume as they are' },
  {
    name: 'dry-run',
    kind: 'choice',
    value: '=client',
    group: 'Safety',
    meaning: 'show the plan and change nothing: no object, no file',
  },
  {
    name: 'yes',
    short: 'y',
    kind: 'switch',
    group: 'Safety',
    meaning: 'do not ask; needed where there is no terminal',
  },
  {
    name: 'timeout',
    kind: 'text',
    value: 'DURATION',
    group: 'Safety',
    meaning:
      'how long each wait may take, for example 90s or 10m; by default 5m, or more where a grace period is longer',
  },
  {
    name: 'unmount-timeout',
    kind: 'text',
    value: 'DURATION',
    group: 'Safety',
    meaning: 'how long the driver may take to let go of the old mount; by default 6m',
  },
  {
    name: 'grace-period',
    kind: 'text',
    value: 'SECONDS',
    group: 'Safety',
    meaning: 'for the Pods that are stopped; at least 1; by default their own',
  },
  {
    name: 'recreate-bare-pods',
    kind: 'switch',
    group: 'Safety',
    meaning: 'stop Pods without a controller too, and create them again from what they were',
  },
  {
    name: 'allow-unknown-attribute',
    kind: 'switch',
    group: 'Safety',
    meaning: 'let volume attributes through that the driver does not know',
  },
  { name: 'allow-job-restart', kind: 'switch', group: 'Safety', meaning: 'stop Pods of a Job that are at work' },
  {
    name: 'allow-managed',
    kind: 'switch',
    group: 'Safety',
    meaning: 'go on although Argo CD or Flux owns the claim or the volume and may undo the change',
  },
  {
    name: 'on-failure',
    kind: 'text',
    value: 'stop|rollback',
    group: 'Safety',
    meaning:
      'when a run fails half-way: stop, so that it can be gone on with, or go back to the snapshot; by default a terminal is asked, a script stops',
  },
  {
    name: 'take-over-lock',
    kind: 'switch',
    group: 'Safety',
    meaning: 'take the lock of the volume from the run that holds it, which then stops',
  },
  {
    name: 'state-dir',
    kind: 'text',
    value: 'DIR',
    group: 'Safety',
    meaning: 'where snapshots and journals are kept; by default $XDG_STATE_HOME/kubectl-s3csi-recreate',
  },
  { name: 'quiet', short: 'q', kind: 'switch', group: 'Output', meaning: 'no progress; only the result and errors' },
  { name: 'help', short: 'h', kind: 'switch', group: 'Output', meaning: 'show this help' },
  { name: 'version', kind: 'switch', group: 'Output', meaning: 'show the version' },
  {
    name: 'namespace',
    short: 'n',
    kind: 'text',
    value: 'NAME',
    group: 'Cluster, as in kubectl',
    meaning: 'the namespace of the claim',
  },
  { name: 'kubeconfig', kind: 'text', value: 'FILE', group: 'Cluster, as in kubectl', meaning: 'the kubeconfig file' },
  {
    name: 'context',
    kind: 'text',
    value: 'NAME',
    group: 'Cluster, as in kubectl',
    meaning: 'the context of the kubeconfig',
  },
  {
    name: 'cluster',
    kind: 'text',
    value: 'NAME',
    group: 'Cluster, as in kubectl',
    meaning: 'the cluster of the kubeconfig',
  },
  { name: 'user', kind: 'text', value: 'NAME', group: 'Cluster, as in kubectl', meaning: 'the user of the kubeconfig' },
  { name: 'as', kind: 'text', value: 'USER', group: 'Cluster, as in kubectl', meaning: 'act as this user' },
  {
    name: 'as-group',
    kind: 'list',
    value: 'GROUP',
    group: 'Cluster, as in kubectl',
    meaning: 'act as a member of this group; may be repeated',
  },
  { name: 'as-uid', kind: 'text', value: 'UID', group: 'Cluster, as in kubectl', meaning: 'act under this uid' },
  {
    name: 'server',
    short: 's',
    kind: 'text',
    value: 'URL',
    group: 'Cluster, as in kubectl',
    meaning: 'the address of the API server',
  },
  { name: 'token', kind: 'text', value: 'TOKEN', group: 'Cluster, as in kubectl', meaning: 'the bearer token' },
  {
    name: 'certificate-authority',
    kind: 'text',
    value: 'FILE',
    group: 'Cluster, as in kubectl',
    meaning: 'the certificate authority of the API server',
  },
  {
    name: 'client-certificate',
    kind: 'text',
    value: 'FILE',
    group: 'Cluster, as in kubectl',
    meaning: 'the client certificate',
  },
  {
    name: 'client-key',
    kind: 'text',
    value: 'FILE',
    group: 'Cluster, as in kubectl',
    meaning: 'the key of the client certificate',
  },
  {
    name: 'insecure-skip-tls-verify',
    kind: 'switch',
    group: 'Cluster, as in kubectl',
    meaning: "do not check the API server's certificate",
  },
  {
    name: 'tls-server-name',
    kind: 'text',
    value: 'NAME',
    group: 'Cluster, as in kubectl',
    meaning: "the name to look for in the API server's certificate",
  },
  {
    name: 'request-timeout',
    kind: 'text',
    value: 'DURATION',
    group: 'Cluster, as in kubectl',
    meaning: 'how long a single request may take; 0 for no limit',
  },
];
