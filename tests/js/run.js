// @ts-check
/**
 * Runs test files under node and prints what every test said, as JSON:
 * `node run.js names.test.js …`.
 */
import { report } from './harness.js';

/** @type {any} */
const { argv, stdout, exit } = /** @type {any} */ (globalThis).process;

let failed = false;
const said = [];
for (const file of argv.slice(2)) {
  await import(`./${file}`);
  const results = await report();
  failed ||= results.some(({ error }) => error);
  said.push(...results.map((result) => ({ file, ...result })));
}
stdout.write(JSON.stringify(said), () => exit(failed ? 1 : 0));
