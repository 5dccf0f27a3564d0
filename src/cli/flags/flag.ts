/** One flag of the command line, in the list of its group. */
export interface FlagSpec {
  readonly name: string;
  readonly short?: string;
  /** `list` may be given several times; `choice` takes its value after `=` only. */
  readonly kind: 'switch' | 'text' | 'list' | 'choice';
  /** What stands for the value in the help. */
  readonly value?: string;
  readonly meaning: string;
}

/** The source of the parser, the help, and README's table. */
export interface Flag extends FlagSpec {
  readonly group: 'What to change' | 'Safety' | 'Output' | 'Cluster, as in kubectl';
}
