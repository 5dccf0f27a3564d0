import type { Finding } from './attribute-problem.js';
import { KNOWN_ATTRIBUTES, type KnownAttribute } from './attributes.js';
import { nearest } from './nearest.js';
import { parseQuantity, QUANTITY_SUFFIXES } from './quantity.js';
import type { VolumeSettings } from './volume-settings.js';

/** The API takes texts only; YAML makes something else of an unquoted true or 5. */
export function notText({ given }: VolumeSettings): readonly Finding[] {
  return [...given]
    .filter(([, value]) => typeof value !== 'string')
    .map(([key, value]) => ({
      key,
      message: `${key} is ${JSON.stringify(value)}, but the value of an attribute must be a string`,
      hint: 'Put the value in quotes.',
    }));
}

export function missingAttributes({ given }: VolumeSettings): readonly Finding[] {
  return KNOWN_ATTRIBUTES.filter(({ key, required }) => required === true && (given.get(key) ?? '') === '').map(
    ({ key, meaning }) => ({
      key,
      message: `${key} is ${given.has(key) ? 'empty' : 'not set'}, but the driver cannot mount without it`,
      hint: `Set it to ${meaning}: --set ${key}=VALUE.`,
    }),
  );
}

/** Values that are judged by themselves; an empty one counts as absent. */
export function wrongValues({ texts }: VolumeSettings): readonly Finding[] {
  return KNOWN_ATTRIBUTES.flatMap((attribute) => {
    const value = texts.get(attribute.key);
    const fault = value === undefined ? undefined : faultIn(value, attribute);
    return fault === undefined ? [] : [{ key: attribute.key, ...fault }];
  });
}

type Fault = Pick<Finding, 'message' | 'hint'>;

function faultIn(value: string, { key, value: expected }: KnownAttribute): Fault | undefined {
  switch (expected.kind) {
    case 'text':
      return undefined;
    case 'region':
      return isRegionName(value) ? undefined : notARegion(key, value);
    case 'enum':
      return expected.allowed.includes(value) ? undefined : notAllowed(key, value, expected.allowed);
    case 'quantity':
      return parseQuantity(value) === undefined ? notAQuantity(key, value) : undefined;
    case 'service-account':
      return isServiceAccountName(value) ? undefined : notAServiceAccount(key, value);
  }
}

function notAllowed(key: string, value: string, allowed: readonly string[]): Fault {
  const meant = nearest(value, allowed);
  return {
    message: `${key} is "${value}", which the driver does not know${meant === undefined ? '' : `; did you mean "${meant}"?`}`,
    hint: `${key} takes ${allowed.map((each) => `"${each}"`).join(' or ')}, in exactly these letters.`,
  };
}

function notAQuantity(key: string, value: string): Fault {
  return {
    message: `${key} is "${value}", which is not a Kubernetes quantity`,
    hint: `Write a number, and right after it nothing or one of ${QUANTITY_SUFFIXES}, as in "2Gi" or "500m".`,
  };
}

function notARegion(key: string, value: string): Fault {
  return {
    message: `${key} is "${value}", which cannot be the name of a region`,
    hint: 'Write it as AWS does, for example "eu-central-1".',
  };
}

/** Regions come and go, and only AWS can tell which ones exist; all are small letters and digits with dashes between. */
function isRegionName(value: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)+$/.test(value);
}

function notAServiceAccount(key: string, value: string): Fault {
  return {
    message: `${key} is "${value}", which cannot be the name of a ServiceAccount`,
    hint: 'Such a name has lower-case letters, digits, "-" and ".", begins and ends with a letter or digit, and is no longer than 253.',
  };
}

/** A ServiceAccount's name is a DNS subdomain (RFC 1123), one or more labels with dots between them. */
function isServiceAccountName(value: string): boolean {
  return value.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(value);
}
