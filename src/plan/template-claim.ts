/**
 * The ordinal of the Pod that a claim is for, where its name is one that a StatefulSet makes: template-set-ordinal (FIELD.md 2.9).
 *
 * @returns undefined for a claim of another name
 */
export function ordinalOf(claimName: string, setName: string): number | undefined {
  const [, stem = '', ordinal] = /^(.+)-(\d+)$/.exec(claimName) ?? [];
  return stem.endsWith(`-${setName}`) ? Number(ordinal) : undefined;
}
