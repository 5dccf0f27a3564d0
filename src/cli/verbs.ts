/** A word that may stand where the claim does. */
export interface Verb {
  readonly name: string;
  /** One line for help and completion. */
  readonly meaning: string;
  /** What follows it. */
  readonly takes: 'no word' | 'a run, or none' | 'a run' | 'a topic' | 'a topic, or none';
}

/** Every verb but the main one, which has no word of its own. */
export const VERBS: readonly Verb[] = [
  { name: 'resume', meaning: 'go on with a run toward its target', takes: 'a run, or none' },
  { name: 'rollback', meaning: 'go back to the snapshot of a run', takes: 'a run, or none' },
  { name: 'runs', meaning: 'list the runs that are kept', takes: 'no word' },
  { name: 'show', meaning: 'tell what a run did and what stands now', takes: 'a run' },
  { name: 'explain', meaning: 'tell what the exit codes mean', takes: 'a topic' },
  { name: 'help', meaning: 'show how a verb is used', takes: 'a topic, or none' },
];
