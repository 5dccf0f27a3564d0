import type { FlagSpec } from './flag.js';

/** kubectl's own flags, which behave as in kubectl. */
export const CLUSTER_FLAGS: readonly FlagSpec[] = [
  {
    name: 'namespace',
    short: 'n',
    kind: 'text',
    value: 'NAME',
    meaning: 'the namespace of the claim',
  },
  { name: 'kubeconfig', kind: 'text', value: 'FILE', meaning: 'the kubeconfig file' },
  {
    name: 'context',
    kind: 'text',
    value: 'NAME',
    meaning: 'the context of the kubeconfig',
  },
  {
    name: 'cluster',
    kind: 'text',
    value: 'NAME',
    meaning: 'the cluster of the kubeconfig',
  },
  { name: 'user', kind: 'text', value: 'NAME', meaning: 'the user of the kubeconfig' },
  { name: 'as', kind: 'text', value: 'USER', meaning: 'act as this user' },
  {
    name: 'as-group',
    kind: 'list',
    value: 'GROUP',
    meaning: 'act as a member of this group; may be repeated',
  },
  { name: 'as-uid', kind: 'text', value: 'UID', meaning: 'act under this uid' },
  {
    name: 'as-user-extra',
    kind: 'list',
    value: 'KEY=VALUE',
    meaning: 'act with this extra field of a user; may be repeated',
  },
  {
    name: 'server',
    short: 's',
    kind: 'text',
    value: 'URL',
    meaning: 'the address of the API server',
  },
  { name: 'token', kind: 'text', value: 'TOKEN', meaning: 'the bearer token' },
  {
    name: 'certificate-authority',
    kind: 'text',
    value: 'FILE',
    meaning: 'the certificate authority of the API server',
  },
  {
    name: 'client-certificate',
    kind: 'text',
    value: 'FILE',
    meaning: 'the client certificate',
  },
  {
    name: 'client-key',
    kind: 'text',
    value: 'FILE',
    meaning: 'the key of the client certificate',
  },
  {
    name: 'insecure-skip-tls-verify',
    kind: 'switch',
    meaning: "do not check the API server's certificate",
  },
  {
    name: 'tls-server-name',
    kind: 'text',
    value: 'NAME',
    meaning: "the name to look for in the API server's certificate",
  },
  {
    name: 'request-timeout',
    kind: 'text',
    value: 'DURATION',
    meaning: 'how long a single request may take; 0 for no limit',
  },
  {
    name: 'cache-dir',
    kind: 'text',
    value: 'DIR',
    meaning: 'taken as kubectl takes it; nothing is cached here, so it changes nothing',
  },
];
