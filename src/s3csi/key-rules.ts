import type { Finding } from './attribute-problem.js';
import { KNOWN_ATTRIBUTES, MOUNTPOINT_ENV_PREFIX } from './attributes.js';
import { nearest } from './nearest.js';
import type { VolumeSettings } from './volume-settings.js';

/** The driver ignores what it does not know, so a slip of the pen would change nothing and say nothing (FIELD.md 3). */
export function unknownAttributes({ given }: VolumeSettings): readonly Finding[] {
  return [...given.keys()]
    .filter((key) => !KNOWN_KEYS.includes(key))
    .map((key) => (key.startsWith(MOUNTPOINT_ENV_PREFIX) ? rejectedEnvironment(key) : unknownAttribute(key)));
}

const KNOWN_KEYS = KNOWN_ATTRIBUTES.map(({ key }) => key);
const ENVIRONMENT_KEYS = KNOWN_KEYS.filter((key) => key.startsWith(MOUNTPOINT_ENV_PREFIX));

/** Has no override: letting it through would only move the refusal to the driver (FIELD.md 3). */
function rejectedEnvironment(key: string): Finding {
  return {
    key,
    message: `the driver rejects the attribute "${key}"${suggestion(nearest(key, ENVIRONMENT_KEYS))}`,
    hint: `Only ${ENVIRONMENT_KEYS.join(' and ')} are accepted.`,
  };
}

function unknownAttribute(key: string): Finding {
  const meant = nearest(key, KNOWN_KEYS);
  return {
    key,
    message: `unknown attribute "${key}"${suggestion(meant)}`,
    hint:
      meant === undefined
        ? `The driver ignores attributes it does not know. It knows ${KNOWN_KEYS.join(', ')}.`
        : `The driver ignores attributes it does not know. Write "${meant}", in exactly these letters.`,
    override: '--allow-unknown-attribute',
  };
}

function suggestion(meant: string | undefined): string {
  return meant === undefined ? '' : `; did you mean "${meant}"?`;
}
