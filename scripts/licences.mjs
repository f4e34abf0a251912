// Writes THIRD-PARTY.md: every package that hualint's own code runs or holds (the bundle holds parts of most), with its
// licence. A test holds the file to package-lock.json.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const { packages } = JSON.parse(readFileSync(new URL('package-lock.json', root), 'utf8'));

/** Not run, but parts of them are in dist: the HTML report's script. */
const built = ['preact', 'uplot'];

function isShipped([path, { dev, devOptional }]) {
  if (path === '') return false;
  return !(dev || devOptional) || built.some((name) => path === `node_modules/${name}`);
}

function licenceText(path) {
  const folder = new URL(`${path}/`, root);
  if (!existsSync(folder)) return undefined;
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name) || /^copying/i.test(name));
  return file && readFileSync(new URL(file, folder), 'utf8').trim();
}

const shipped = Object.entries(packages)
  .filter(isShipped)
  .map(([path, { version, license }]) => ({
    path,
    name: path.split('node_modules/').at(-1),
    version,
    license,
  }))
  .sort((a, b) => (a.name < b.name ? -1 : 1));

const list = shipped.map(({ name, version, license }) => `- ${name} ${version}: ${license}`);
const texts = shipped
  .map((one) => ({ ...one, text: licenceText(one.path) }))
  .filter(({ text }) => text)
  .map(
    ({ name, version, text }) =>
      `## ${name} ${version}\n\n\`\`\`text\n${text.replaceAll('```', "'''")}\n\`\`\``,
  );

const intro =
  '# Third-party software\n\nWritten by `node scripts/licences.mjs`. Packages that hualint runs, or holds parts of, with their licences.';
writeFileSync(new URL('THIRD-PARTY.md', root), `${[intro, list.join('\n'), ...texts].join('\n\n')}\n`);
