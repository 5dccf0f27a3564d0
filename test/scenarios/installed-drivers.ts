import type { DriverManifest } from '../support/manifests/driver.js';

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** A driver as it is met in clusters. */
export interface InstalledDriver {
  readonly name: string;
  readonly driver: DriverManifest | 'none';
  /** In the plan. */
  readonly shown: string;
  /** Whether the old mount has to be waited for when only the bucket changes. */
  readonly isBooking: boolean;
}

export const INSTALLED_DRIVERS: readonly InstalledDriver[] = [
  { name: 'no driver', driver: 'none', shown: 'not installed', isBooking: false },
  { name: 'v1', driver: { version: '1.15.0' }, shown: 'v1.15.0, in namespace kube-system', isBooking: false },
  {
    name: 'v1 by its digest',
    driver: { version: '1.15.0', digest: DIGEST },
    shown: 'v1, version unknown, in namespace kube-system',
    isBooking: false,
  },
  {
    name: 'v3, as far as it is known',
    driver: { version: '3.0.0' },
    shown: 'v3.0.0, in namespace kube-system',
    isBooking: false,
  },
  {
    name: 'v2.0, which marks by labels',
    driver: { version: '2.0.0' },
    shown: 'v2.0.0, in namespace kube-system',
    isBooking: true,
  },
  { name: 'v2', driver: { version: '2.7.0' }, shown: 'v2.7.0, in namespace kube-system', isBooking: true },
  {
    name: 'a driver in another namespace',
    driver: { version: '2.7.0', namespace: 'storage' },
    shown: 'v2.7.0, in namespace storage',
    isBooking: true,
  },
  {
    name: 'v2 by its digest',
    driver: { version: '2.7.0', digest: DIGEST },
    shown: 'v2, version unknown, in namespace kube-system',
    isBooking: true,
  },
];
