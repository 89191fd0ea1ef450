// Writes caseway/config/static/vendor/ and tests/vendor/ from the packages in package.json.
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import * as sass from "sass-embedded";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const packages = process.env.CASEWAY_NODE_MODULES ?? join(here, "node_modules");
const out = join(root, "caseway/config/static/vendor");
const forTests = join(root, "tests/vendor");
const uswds = join(packages, "@uswds/uswds");
const version = (name) => createRequire(import.meta.url)(join(packages, name, "package.json")).version;

// Two weights keep the first visit light; the heavier one serves 600 and 700.
const FONTS = { "PublicSans-Regular.woff2": "400", "PublicSans-SemiBold.woff2": "600 700" };
const fontFace = ([file, weight]) =>
  `@font-face{font-family:"Public Sans Web";font-style:normal;font-weight:${weight};` +
  `font-display:swap;src:url("../fonts/${file}") format("woff2")}`;
const ICONS = `
  account_circle add arrow_back arrow_downward arrow_forward arrow_upward
  attach_file calendar_today chat check check_circle close content_copy directions_walk edit event
  expand_less expand_more file_download file_upload filter_list flag help history home info
  language local_offer location_on lock logout mail menu more_horiz navigate_before
  navigate_next notifications attach_money people person phone print push_pin schedule search security send
  settings star autorenew update topic priority_high trending_up undo visibility visibility_off warning work error delete
`.trim().split(/\s+/);

const withoutSourceMap = (text) => text.replace(/\n?(\/\/|\/\*)# sourceMappingURL=[^\n]*/g, "");

async function write(path, text) {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function styles() {
  const { css } = await sass.compileAsync(join(here, "uswds.scss"), {
    loadPaths: [join(uswds, "packages")],
    style: "compressed",
    silenceDeprecations: ["import", "global-builtin", "color-functions", "mixed-decls", "if-function"],
    quietDeps: true,
    logger: sass.Logger.silent,
  });
  const rules = withoutSourceMap(css).replace(/^\uFEFF|@charset "[^"]+";|@font-face\{[^}]*\}/g, "");
  const faces = Object.entries(FONTS).map(fontFace).join("\n");
  await write(join(out, "uswds/css/uswds.css"), `${faces}\n@layer uswds{${rules}}\n`);
  const named = new Set([...css.matchAll(/url\("?(\.\.\/img\/[^")]+)"?\)/g)].map((hit) => hit[1].slice(3)));
  for (const path of named) await cp(join(uswds, "dist", path), join(out, "uswds", path));
  for (const font of Object.keys(FONTS))
    await cp(join(uswds, "dist/fonts/public-sans", font), join(out, "uswds/fonts", font));
}

async function sprite() {
  const svg = await readFile(join(uswds, "dist/img/sprite.svg"), "utf8");
  const symbols = ICONS.map((name) => {
    const hit = svg.match(new RegExp(`<symbol[^>]*\\bid="${name}"[^>]*>.*?</symbol>`, "s"));
    if (!hit) throw new Error(`USWDS has no icon "${name}"`);
    return hit[0];
  });
  const text = `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("\n")}</svg>\n`;
  await write(join(out, "uswds/img/sprite.svg"), text);
}

async function scripts() {
  await esbuild.build({
    entryPoints: [join(here, "uswds-entry.js")],
    outfile: join(out, "uswds/js/uswds.js"),
    nodePaths: [packages],
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2020",
    legalComments: "inline",
  });
  const htmx = await readFile(join(packages, "htmx.org/dist/htmx.min.js"), "utf8");
  await write(join(out, "htmx/htmx.min.js"), withoutSourceMap(htmx));
  const axe = await readFile(join(packages, "axe-core/axe.min.js"), "utf8");
  await write(join(forTests, "axe.min.js"), withoutSourceMap(axe));
}

async function notices() {
  const licence = async (path) => (await readFile(join(packages, path), "utf8")).trim();
  const text = `# Notices for vendored files

Made by \`tools/vendor/build.mjs\`; edit that file, not this one.

| Folder | From the npm package | Licence |
|---|---|---|
| \`uswds/\` | @uswds/uswds ${version("@uswds/uswds")} (compiled from its Sass and JavaScript) | public domain and CC0, with the parts below |
| \`uswds/fonts/\` | Public Sans, in @uswds/uswds | SIL Open Font License 1.1 |
| \`uswds/img/sprite.svg\` | Material Icons, in @uswds/uswds (only the icons used) | Apache-2.0 |
| \`htmx/\` | htmx.org ${version("htmx.org")} | 0BSD |

axe-core ${version("axe-core")} (MPL-2.0) is kept in \`tests/vendor/\` and is never served.

## @uswds/uswds

${await licence("@uswds/uswds/LICENSE.md")}

## htmx.org

${await licence("htmx.org/LICENSE")}
`;
  await write(join(out, "NOTICES.md"), text);
  await cp(join(packages, "axe-core/LICENSE"), join(forTests, "axe-LICENSE.txt"));
}

await rm(out, { recursive: true, force: true });
await rm(forTests, { recursive: true, force: true });
await Promise.all([styles(), sprite(), scripts(), notices()]);
