/** `1 Pod`, `3 Pods`. */
export function podCount(count: number): string {
  return `${count} Pod${count === 1 ? '' : 's'}`;
}
