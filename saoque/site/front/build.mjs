/* Builds everything the pages load into ../built: one style sheet, the page modules, fonts for screen and print.
   Run: npm ci --ignore-scripts && node build.mjs */
import { build, transform } from "esbuild";
import { copyFile, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { Resvg } from "@resvg/resvg-js";
import { fileURLToPath } from "node:url";
import path from "node:path";

const here = path.dirname(fileURLToPath(import.meta.url));
const built = path.join(here, "..", "built");
const modules = path.join(here, "node_modules");
const targets = ["chrome100", "firefox115", "safari16"];

/* Screen faces: package, family, weights and the alphabets that are shipped. */
const faces = [
  { name: "be-vietnam-pro", family: "Be Vietnam Pro", weights: [400, 500, 600, 700], alphabets: ["latin-ext", "latin", "vietnamese"] },
  { name: "lora", family: "Lora", weights: [400, 600], alphabets: ["latin", "vietnamese"] },
];
const printFaces = [
  ["be-vietnam-pro/400Regular/BeVietnamPro_400Regular.ttf", "BeVietnamPro-Regular.ttf"],
  ["be-vietnam-pro/600SemiBold/BeVietnamPro_600SemiBold.ttf", "BeVietnamPro-SemiBold.ttf"],
  ["be-vietnam-pro/700Bold/BeVietnamPro_700Bold.ttf", "BeVietnamPro-Bold.ttf"],
  ["lora/400Regular/Lora_400Regular.ttf", "Lora-Regular.ttf"],
  ["lora/600SemiBold/Lora_600SemiBold.ttf", "Lora-SemiBold.ttf"],
  // Official papers are set in a face of the measures of Times.
  ["tinos/400Regular/Tinos_400Regular.ttf", "Tinos-Regular.ttf"],
  ["tinos/400Regular_Italic/Tinos_400Regular_Italic.ttf", "Tinos-Italic.ttf"],
  ["tinos/700Bold/Tinos_700Bold.ttf", "Tinos-Bold.ttf"],
  ["tinos/700Bold_Italic/Tinos_700Bold_Italic.ttf", "Tinos-BoldItalic.ttf"],
];

/* The dark colours are written once, for the reader who chose them; this copies them
   for the reader whose device asks for dark and who chose nothing. */
function darkForDevice(tokens) {
  const block = tokens.match(/:root\[data-theme="dark"\] \{([\s\S]*?)\n\}/);
  if (!block) throw new Error("tokens.css has no dark block");
  return `${tokens}\n@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) {${block[1]}\n} }\n`;
}
const darkTokens = {
  name: "dark-tokens",
  setup(job) {
    job.onLoad({ filter: /tokens\.css$/ }, async ({ path: file }) => ({ contents: darkForDevice(await readFile(file, "utf8")), loader: "css" }));
  },
};

async function fontRules() {
  const rules = [];
  await mkdir(path.join(built, "fonts"), { recursive: true });
  for (const { name, family, weights, alphabets } of faces) {
    const from = path.join(modules, "@fontsource", name);
    const ranges = JSON.parse(await readFile(path.join(from, "unicode.json"), "utf8"));
    for (const weight of weights) {
      for (const alphabet of alphabets) {
        const file = `${name}-${alphabet}-${weight}-normal.woff2`;
        await copyFile(path.join(from, "files", file), path.join(built, "fonts", file));
        rules.push(`@font-face{font-family:"${family}";font-style:normal;font-weight:${weight};font-display:swap;src:url("fonts/${file}") format("woff2");unicode-range:${ranges[alphabet]}}`);
      }
    }
  }
  // Until the face arrives the device's own sans stands in at the same width and height, so that no line moves.
  rules.push(`@font-face{font-family:"Be Vietnam Fallback";src:local("Roboto"),local("Arial"),local("Liberation Sans");size-adjust:107.8%;ascent-override:92.8%;descent-override:24.6%;line-gap-override:0%}`);
  return rules.join("\n");
}

async function styles() {
  const sheet = async (name) => {
    const { outputFiles } = await build({
      entryPoints: [path.join(here, "css", name)], bundle: true, minify: true, write: false,
      target: targets, plugins: [darkTokens], legalComments: "none",
    });
    return outputFiles[0].text;
  };
  const fonts = await transform(await fontRules(), { loader: "css", minify: true });
  await writeFile(path.join(built, "saoque.css"), fonts.code + (await sheet("saoque.css")));
  await writeFile(path.join(built, "rooms.css"), await sheet("rooms.css"));
}

async function scripts() {
  const names = (await readdir(path.join(here, "js"))).filter((file) => file.endsWith(".js"));
  await build({
    entryPoints: names.map((file) => path.join(here, "js", file)), outdir: built, bundle: true, minify: true,
    format: "esm", target: targets, legalComments: "none", sourcemap: false, logOverride: { "direct-eval": "silent" },
  });
}

async function copies() {
  await mkdir(path.join(built, "print-fonts"), { recursive: true });
  await mkdir(path.join(built, "test"), { recursive: true });
  for (const [from, to] of printFaces) await copyFile(path.join(modules, "@expo-google-fonts", from), path.join(built, "print-fonts", to));
  await copyFile(path.join(modules, "axe-core", "axe.min.js"), path.join(built, "test", "axe.min.js"));
  for (const file of await readdir(path.join(here, "static"))) await copyFile(path.join(here, "static", file), path.join(built, file));
}

/* Icons of the installed site, drawn from the mark. A maskable one fills its square and keeps the mark inside the safe circle. */
async function icons() {
  const mark = (await readFile(path.join(here, "static", "favicon.svg"), "utf8")).replace(/^<svg[^>]*>|<\/svg>\s*$/g, "");
  for (const [name, size, share, ground] of [["icon-192", 192, 0.8, 12], ["icon-512", 512, 0.8, 12], ["icon-maskable-512", 512, 0.6, 0]]) {
    const edge = 48 / share;
    const shift = (edge - 48) / 2;
    const drawn = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${edge} ${edge}"><rect width="${edge}" height="${edge}" rx="${ground}" fill="#fffefb"/><g transform="translate(${shift} ${shift})">${mark}</g></svg>`;
    await writeFile(path.join(built, `${name}.png`), new Resvg(drawn, { fitTo: { mode: "width", value: size } }).render().asPng());
  }
}

/* What the service worker keeps: everything that draws a page, and the letters of running text. */
async function shell() {
  const names = (await readdir(built)).filter((name) => /\.(js|css|svg)$/.test(name) && name !== "sw.js");
  const letters = (await readdir(path.join(built, "fonts"))).filter((name) => /^be-vietnam-pro-(latin|vietnamese)-(400|600|700)-/.test(name));
  await writeFile(path.join(built, "shell.json"), JSON.stringify([...names, ...letters.map((name) => `fonts/${name}`)].sort()));
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await Promise.all([styles(), scripts(), copies(), icons()]);
await shell();
