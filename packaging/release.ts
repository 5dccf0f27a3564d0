/** The version of a release: three numbers, as krew and npm both take them. @throws Error for one that is none, or not newer */
export function requireNewer(version: string, current: string): void {
  if (!VERSION.test(version)) throw new Error(`"${version}" is no version: X.Y.Z, without a v`);
  if (compareVersions(version, current) < 0)
    throw new Error(`${version} is older than ${current}, which package.json has`);
}

const VERSION = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

function compareVersions(one: string, other: string): number {
  const [ones, others] = [one, other].map((version) => version.split('.').map(Number));
  const differences = (ones ?? []).map((number, index) => number - (others?.[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/**
 * The changelog of a release: its first heading gets the version, and the day instead of "not released".
 *
 * @param day as YYYY-MM-DD
 * @throws Error where the first heading is of a release that was made already, or where nothing stands below it
 */
export function releasedChangelog(changelog: string, version: string, day: string): string {
  const [heading, name] = HEADING.exec(changelog) ?? [];
  if (heading === undefined) throw new Error('CHANGELOG.md has no heading "## X.Y.Z (not released)" at its top');
  const [, entries = ''] = changelog.split(heading);
  if (!entries.trimStart().startsWith('- ')) throw new Error(`CHANGELOG.md says nothing below "${name ?? heading}"`);
  return changelog.replace(heading, `## ${version} (${day})`);
}

/** The first of all headings below the title: one further down is not reached. */
const HEADING = /(?<=^# .*\n\s*)## (.+) \(not released\)/;
