// Makes the folder that is published from what was built: every file knows which files belong to it.
//
// node publish.mjs OUT SHELL.html GLOSSATOR.js WHOLE.wasm FONTS ASSETS all|first PROGRAM.wasm…: the programs are those that the page loads
// one after the other; the whole one is that of the page in one file, which holds all fonts, or those of the first download.
//
// A build is named by the hash of all that goes into it. The script holds the hashes of the other files and asks for each by its own (in
// the query, and as the integrity that the browser checks); the programs carry the build's name in a section, since one that is compiled
// as it comes can't be hashed before. So files of two builds never run together, whatever server, browser or copying mixes them.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { pngIcon, svgIcon } from './icon.mjs';

const [out, shellFile, scriptFile, wholeFile, fonts, assets, whichFonts, ...programs] = process.argv.slice(2);
const kFirstFonts = ['fonts/ui.otf', 'fonts/ui-semibold.otf', 'fonts/text.ttf'];
const kSample = 'sample/harbour.glossator.json';

const read = (path) => readFileSync(path);
const text = (path) => readFileSync(path, 'utf8');
const sha256 = (bytes) => createHash('sha256').update(bytes);
const beside = (name) => text(new URL(name, import.meta.url));
const integrity = (bytes) => `sha256-${sha256(bytes).digest('base64')}`;
const folder = (path, name) => readdirSync(path).sort().map((file) => [`${name}/${file}`, read(join(path, file))]);

// As an unsigned number of WebAssembly.
const leb128 = (number) => number < 128 ? [number] : [number & 127 | 128, ...leb128(number >>> 7)];

// The program with a custom section `glossator` that holds the build's name.
function named(program, build)
{
    const body = [...leb128('glossator'.length), ...Buffer.from('glossator' + build)];
    return Buffer.concat([program, Buffer.from([0, ...leb128(body.length), ...body])]);
}

// `inside`: the page in one file, which connects to nothing at all.
function policy({ style, script, inside })
{
    const own = inside ? "'none'" : "'self'";
    return ["default-src 'none'", `script-src ${script} 'wasm-unsafe-eval'`, `style-src '${integrity(style)}'`, `connect-src ${own}`,
        `img-src ${inside ? 'data:' : own}`, `manifest-src ${own}`, `worker-src ${own}`, "base-uri 'none'", "form-action 'none'"].join('; ');
}

// shell.html with what stands between the marks `<!-- name -->` and `<!-- /name -->` replaced, and the build's name and policy in it.
function page(shell, build, replacements, csp)
{
    let html = shell;
    for (const [name, replacement] of Object.entries(replacements)) {
        const parts = html.split(new RegExp(`<!-- /?${name} -->`));
        if (parts.length !== 3) throw new Error(`${shellFile} has no part ${name}.`);
        html = parts[0] + replacement(parts[1]) + parts[2];
    }
    const head = `<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="${csp}">\n<meta name="glossator-build" content="${build}">`;
    return html.replace('<meta charset="utf-8">', () => head);
}

function write(name, bytes)
{
    mkdirSync(dirname(join(out, name)), { recursive: true });
    writeFileSync(join(out, name), bytes);
}

const scriptSource = text(scriptFile), shell = text(shellFile);
const worker = beside('sw.js'), one = beside('inflate.js') + beside('one_file.js');
const style = /<style>([^]*?)<\/style>/.exec(shell)[1];
const icons = [['icons/icon.svg', Buffer.from(svgIcon())], ['icons/icon-180.png', pngIcon(180, true)], ['icons/icon-192.png', pngIcon(192)],
    ['icons/icon-512.png', pngIcon(512)], ['icons/icon-maskable-512.png', pngIcon(512, true)]];
const data = new Map([...folder(fonts, 'fonts').filter(([name]) => /\.(otf|ttf)$/.test(name)), ...['sample', 'languages'].flatMap((name) => folder(join(assets, name), name))]);
const published = [...data, ...icons, ['manifest.webmanifest', beside('manifest.webmanifest')]];

const whole = sha256('');
for (const part of [scriptSource, shell, worker, one, read(wholeFile), whichFonts, ...programs.map(read), ...published.flat()]) whole.update(part);
const build = whole.digest('hex').slice(0, 16);

for (const path of programs) published.push([basename(path), named(read(path), build)]);
const hashes = Object.fromEntries(published.map(([name, bytes]) => [name, integrity(bytes)]));
const asked = [...data.keys(), ...programs.map((path) => basename(path))];
const known = (id, files) => `var glossatorBuild=${JSON.stringify({ id, files })};\n`;
const script = known(build, Object.fromEntries(asked.map((name) => [name, hashes[name]]))) + scriptSource;
published.push(['glossator.js', Buffer.from(script)]);
hashes['glossator.js'] = integrity(script);

// index.html asks for each file by its hash.
const byHash = (part) => part.replace(/(href|src)="([^"]+)"/g, (_, name, file) => {
    if (!hashes[file]) throw new Error(`${shellFile} speaks of ${file}, which is not published.`);
    return `${name}="${file}?${hashes[file].slice(7, 23)}"`;
});
published.push(['index.html', page(shell, build, { files: byHash, script: byHash }, policy({ style, script: "'self'", inside: false }))]);

// What a visit needs without network; the other fonts are kept once a text has asked for them.
const atOnce = ['glossator.js', ...programs.map((path) => basename(path)), ...kFirstFonts.filter((name) => hashes[name]), kSample,
    'manifest.webmanifest', 'icons/icon.svg', 'icons/icon-192.png'];
published.push(['sw.js', `const build=${JSON.stringify({ id: build, atOnce, files: hashes })};\n${worker}`]);

// The page in one file.
const withinOne = [['glossator.wasm', named(read(wholeFile), build)], [kSample, data.get(kSample)],
    ...[...data].filter(([name]) => name.startsWith('languages/') || name.startsWith('fonts/') && (whichFonts === 'all' || kFirstFonts.includes(name)))];
const block = ([name, bytes]) => `<script type="application/gzip" id="file:${name}">${gzipSync(bytes, { level: 9 }).toString('base64')}</script>\n`;
const oneScript = `${known(build, {})}${one}${scriptSource}`;
if (/<\/script|<!--/i.test(oneScript)) throw new Error('The script would end where HTML says.');
const onePolicy = policy({ style, script: `'${integrity(oneScript)}'`, inside: true });
published.push(['glossator.html', page(shell, build, {
    files: () => `<link rel="icon" href="data:image/svg+xml;base64,${Buffer.from(svgIcon()).toString('base64')}">`,
    script: () => `${withinOne.map(block).join('')}<script>${oneScript}</script>`,
}, onePolicy)]);

rmSync(out, { recursive: true, force: true });
for (const [name, bytes] of published) write(name, bytes);
