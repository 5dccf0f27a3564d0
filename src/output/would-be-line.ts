import type { Plan } from '../model/plan.js';

/** What a plan that is not carried out would have done to claim and volume. */
export function wouldBeLine({ observed, target, effect, steps }: Plan): string {
  const claim = `claim ${observed.namespace}/${observed.claimName}`;
  const volume = `volume ${target.volume.metadata.name}`;
  const makes = (id: string): boolean => steps.some((step) => step.id === id);
  const made = [...(makes('create-claim') ? [claim] : []), ...(makes('create-volume') ? [volume] : [])];
  if (effect === 'patch') return `${claim} and ${volume}: would be changed in place`;
  return made.length === 0 ? `${claim} and ${volume}: would be completed` : `${made.join(' and ')}: would be recreated`;
}
