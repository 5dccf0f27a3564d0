/** How a verb is used. */
export interface VerbPage {
  readonly name: string;
  readonly usage: string;
  /** Lines of at most 110 characters. */
  readonly text: string;
  readonly examples: readonly Example[];
}

export interface Example {
  readonly what: string;
  readonly command: string;
}

export const VERB_PAGES: readonly VerbPage[] = [
  {
    name: 'resume',
    usage: 'kubectl s3csi-recreate resume [RUN] [flags]',
    text: `Goes on with a run toward the target that was approved. It looks at what stands in the cluster and does only what is left.
Without RUN it means the one that is unfinished; of several a terminal lets you choose.`,
    examples: [
      { what: 'See what is left', command: 'kubectl s3csi-recreate resume --dry-run=client' },
      { what: 'Go on, and ask before', command: 'kubectl s3csi-recreate resume' },
      { what: 'Go on in a script', command: 'kubectl s3csi-recreate resume RUN --yes' },
    ],
  },
  {
    name: 'rollback',
    usage: 'kubectl s3csi-recreate rollback [RUN] [flags]',
    text: `Goes back to the snapshot of a run: claim and volume as they were before its first change. It looks at what stands in the
cluster and does only what is left. Without RUN it means the one that is unfinished; one that is done is taken back by its name.`,
    examples: [
      { what: 'See what would be done', command: 'kubectl s3csi-recreate rollback --dry-run=client' },
      { what: 'Go back, and ask before', command: 'kubectl s3csi-recreate rollback' },
      { what: 'Take a run back that was done', command: 'kubectl s3csi-recreate rollback RUN' },
    ],
  },
  {
    name: 'runs',
    usage: 'kubectl s3csi-recreate runs [flags]',
    text: `Lists the runs that are kept on this machine, the oldest first, and how each stands: unfinished, unchanged, done or rolled
back. It asks no cluster.`,
    examples: [
      { what: 'All runs', command: 'kubectl s3csi-recreate runs' },
      { what: 'Those that were kept elsewhere', command: 'kubectl s3csi-recreate runs --state-dir /srv/runs' },
    ],
  },
  {
    name: 'show',
    usage: 'kubectl s3csi-recreate show RUN [flags]',
    text: `Tells of one run: what was to happen, what did, what stands in the cluster now, and the commands that go on and back.
Changes nothing; where the cluster cannot be reached, the rest is told all the same.`,
    examples: [
      { what: 'One run, by its name as `runs` prints it', command: 'kubectl s3csi-recreate show RUN' },
      {
        what: 'The same as a page for a browser, to attach to a change ticket',
        command: 'kubectl s3csi-recreate show RUN --html run.html',
      },
    ],
  },
];
