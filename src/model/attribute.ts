/** What kind of value an attribute takes; help, completion, questions and the rules all read it from here. */
export type AttributeValue =
  | { readonly kind: 'text' | 'region' | 'quantity' | 'service-account' }
  | { readonly kind: 'enum'; readonly allowed: readonly string[] };

/** One volumeAttribute that the driver reads. */
export interface KnownAttribute {
  readonly key: string;
  /** One line for help. */
  readonly meaning: string;
  readonly value: AttributeValue;
  /** The first version of the driver that reads it, as "major.minor". */
  readonly since: string;
  readonly required?: true;
}
