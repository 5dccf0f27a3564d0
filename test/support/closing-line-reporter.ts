import Mocha from 'mocha';

/** mocha's own report, with a last line that says in plain words how many tests passed and failed. */
class ClosingLineReporter extends Mocha.reporters.Spec {
  override done(failures: number, finish: (failures: number) => void): void {
    const { passes, failures: failed, pending } = this.stats;
    const skipped = pending === 0 ? '' : `, ${pending} skipped`;
    process.stdout.write(`${passes} passed, ${failed} failed${skipped}\n`);
    finish(failures);
  }
}

// mocha takes a reporter from the default export only.
export { ClosingLineReporter as default };
