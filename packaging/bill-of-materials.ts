import { readFile } from 'node:fs/promises';
import { cyclonedxEsbuildPlugin } from '@cyclonedx/cyclonedx-esbuild';
import type { Plugin } from 'esbuild';

/** The fields of CycloneDX that are touched here. */
interface Bill {
  readonly metadata: { readonly component: { readonly 'bom-ref': string } };
  readonly components: readonly object[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn?: readonly string[] }[];
}

/** Writes what goes into a bundle as CycloneDX, the same bytes each time: no time, no random serial number. */
export function billOfMaterialsPlugin(outputFile: string): Plugin {
  return cyclonedxEsbuildPlugin({ specVersion: '1.6', outputFile, outputReproducible: true, logLevel: 'silent' });
}

/** The bill that the plugin wrote, with the runtime that is around the bundle in an executable. */
export async function billWithRuntime(file: string, version: string): Promise<string> {
  const bill = JSON.parse(await readFile(file, 'utf8')) as Bill;
  const ref = `bun@${version}`;
  const runtime = {
    type: 'platform',
    name: 'bun',
    version,
    'bom-ref': ref,
    licenses: [{ license: { id: 'MIT', acknowledgement: 'declared' } }],
    purl: `pkg:npm/bun@${version}`,
  };
  const root = bill.metadata.component['bom-ref'];
  const dependencies = bill.dependencies.map((one) =>
    one.ref === root ? { ...one, dependsOn: [...(one.dependsOn ?? []), ref] } : one,
  );
  return `${JSON.stringify({ ...bill, components: [...bill.components, runtime], dependencies: [...dependencies, { ref }] }, null, 2)}\n`;
}
