import type { Finding } from './attribute-problem.js';
import { parseQuantity } from './quantity.js';
import type { VolumeSettings } from './volume-settings.js';

/** The driver takes its cache from one place only (FIELD.md 3). */
export function cacheSetTwice({ texts, mountOptions }: VolumeSettings): readonly Finding[] {
  const cache = texts.get('cache');
  if (cache === undefined) return [];
  return mountOptions
    .filter(({ flag }) => flag === CACHE_FLAG)
    .map(({ text }) => ({
      key: 'cache',
      message: `cache is set twice: by the attribute (cache "${cache}") and by the mountOption "${text}"`,
      hint: `Remove the mountOption, whose path v2 of the driver ignores: --remove-mount-option "${text}".`,
    }));
}

export function incompleteEphemeralCache({ texts, given }: VolumeSettings): readonly Finding[] {
  if (texts.get('cache') !== 'ephemeral') return [];
  return ['cacheEphemeralStorageClassName', 'cacheEphemeralStorageResourceRequest']
    .filter((key) => (given.get(key) ?? '') === '')
    .map((key) => ({
      key,
      message: `cache is "ephemeral" but ${key}, which it needs, is ${given.has(key) ? 'empty' : 'not set'}`,
      hint: `Set it: --set ${key}=VALUE. Or take another cache: --set cache=emptyDir.`,
    }));
}

/** The driver compares the two where the cache is an emptyDir with a limit, in whole MiB, and nowhere else. */
export function cacheSizeAboveLimit({ texts, mountOptions }: VolumeSettings): readonly Finding[] {
  const limit = texts.get('cache') === 'emptyDir' ? texts.get('cacheEmptyDirSizeLimit') : undefined;
  const limitBytes = parseQuantity(limit ?? '');
  if (limit === undefined || limitBytes === undefined) return [];
  const limitMiB = Math.floor(Math.ceil(limitBytes) / 1024 ** 2);
  return mountOptions
    .filter(({ flag }) => flag === '--max-cache-size')
    .flatMap(({ text, value }) => {
      if (!/^[+-]?\d+$/.test(value)) return [notInMiB(text)];
      return Number(value) > limitMiB ? [aboveLimit(value, limit, limitMiB)] : [];
    });
}

/** The cache that the driver sets up; v2 makes an emptyDir of the mountOption, whatever its path says. */
export function cacheKindOf({ texts, mountOptions }: VolumeSettings): string | undefined {
  return texts.get('cache') ?? (mountOptions.some(({ flag }) => flag === CACHE_FLAG) ? 'emptyDir' : undefined);
}

const CACHE_FLAG = '--cache';

function notInMiB(option: string): Finding {
  return {
    key: 'mountOptions',
    message: `the mountOption "${option}" does not say a whole number of MiB`,
    hint: 'Write the number of MiB without a unit, as in "max-cache-size 1024".',
  };
}

function aboveLimit(value: string, limit: string, limitMiB: number): Finding {
  return {
    key: 'mountOptions',
    message: `max-cache-size is ${value} MiB, more than cacheEmptyDirSizeLimit allows ("${limit}" is ${limitMiB} MiB)`,
    hint: 'Lower max-cache-size, remove it, or raise cacheEmptyDirSizeLimit.',
  };
}
