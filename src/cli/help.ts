import { FLAGS, type Flag } from './flags/index.js';

/** The page of `--help`: examples first, then the flags by group. */
export function helpPage(): string {
  const groups = [...new Set(FLAGS.map(({ group }) => group))];
  const flags = groups.map(
    (group) =>
      `${group}:\n${FLAGS.filter((flag) => flag.group === group)
        .map(flagLine)
        .join('\n')}`,
  );
  return `${[INTRODUCTION, ...flags, EXIT_CODES_LINE].join('\n\n')}\n`;
}

/** The same flags as a table for README. */
export function flagTable(): string {
  const rows = FLAGS.map(
    (flag) => `| \`${spelling(flag).replaceAll('|', '\\|')}\` | ${flag.meaning.replaceAll('|', '\\|')} |`,
  );
  return ['| flag | meaning |', '| --- | --- |', ...rows].join('\n');
}

const INTRODUCTION = `Recreates a claim and its volume of the S3 CSI driver (s3.csi.aws.com) to change what cannot be changed in place.

Examples:
  # Let the Pods authenticate with their own ServiceAccount
  kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod

  # The same in a script
  kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod --yes

  # Look first
  kubectl s3csi-recreate s3-pvc -n app --set authenticationSource=pod --dry-run=client

  # Bring the cluster to the edited manifests
  kubectl s3csi-recreate s3-pvc -n app -k deploy/
  kubectl s3csi-recreate s3-pvc -n app -f volume.yaml

  # Go on after an accident, or go back
  kubectl s3csi-recreate resume
  kubectl s3csi-recreate rollback

  # What happened, and what stands now
  kubectl s3csi-recreate runs
  kubectl s3csi-recreate show RUN

Usage:
  kubectl s3csi-recreate PVC [edits] [flags]
  kubectl s3csi-recreate resume|rollback [RUN] [flags]     without RUN: the one that is unfinished
  kubectl s3csi-recreate runs | show RUN [flags]`;

const EXIT_CODES_LINE =
  'Exit codes: 0 verified or nothing to do, 1 internal, 2 wrong input, 3 refused, 4 conflict, 5 the API said no or did not answer,\n' +
  '6 verification failed, 7 timed out, 8 declined, 130 interrupted.';

function flagLine(flag: Flag): string {
  return `  ${spelling(flag).padEnd(34)}${flag.meaning}`;
}

function spelling({ name, short, kind, value }: Flag): string {
  const long = `${short === undefined ? '' : `-${short}, `}--${name}`;
  if (value === undefined) return long;
  return kind === 'choice' ? `${long}${value}` : `${long} ${value}`;
}
