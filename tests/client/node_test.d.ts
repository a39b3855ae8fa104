/** As much of Node as these tests use: its own types weigh more than the client. */

declare module "node:test" {
  export function test(name: string, run: () => void | Promise<void>): void;
}

declare module "node:assert/strict" {
  interface Assert {
    equal(found: unknown, wanted: unknown, message?: string): void;
    notEqual(found: unknown, other: unknown, message?: string): void;
    deepEqual(found: unknown, wanted: unknown, message?: string): void;
    ok(found: unknown, message?: string): asserts found;
    rejects(run: Promise<unknown> | (() => Promise<unknown>), error?: unknown): Promise<void>;
    throws(run: () => unknown, error?: unknown): void;
  }
  const assert: Assert;
  export default assert;
}

declare module "fake-indexeddb/auto" {}

declare const process: {
  argv: string[];
  env: { [name: string]: string | undefined };
  stdout: { write(text: string): void };
};
