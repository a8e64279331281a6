// dist/glossator.html: the whole tool, opened from a folder without any server. With GLOSSATOR_PAGE=file the other tests use it too.
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { constants, gzipSync } from 'node:zlib';
import { dist, launch, listenToFailures, locateIn, root } from './desk.mjs';

let world, folder, copy;
before(async () => {
    world = await launch();
    folder = mkdtempSync(join(tmpdir(), 'glossator-'));
    copy = pathToFileURL(join(folder, 'glossator.html')).href;  // alone in its folder
    copyFileSync(join(dist, 'glossator.html'), fileURLToPath(copy));
});
after(async () => {
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
});

const text = 'Mayor Ilse Okonjo said that the ferry would sail.\n';

test('an article is opened, marked, there after a reload, and saved, by file:// and without network', async () => {
    const desk = await world.desk({ at: copy, offline: true });
    const article = join(folder, 'ferry.txt');
    writeFileSync(article, text);
    await desk.choose([article]);
    const { document } = await desk.state();
    await desk.drag(document, ...locateIn(text, 'Ilse Okonjo'));
    await desk.press('p');
    const marked = await desk.project();
    assert.deepEqual((await desk.spans()).map(({ label, quote }) => [label, quote]), [['PERSON', ['Ilse Okonjo']]]);
    assert.deepEqual(desk.requests, [copy], 'nothing else is asked for');

    await desk.page.reload();
    await desk.call('ready');
    assert.deepEqual(await desk.project(), marked);

    const coming = desk.page.waitForEvent('download');
    await desk.press('Control+s');
    const download = await coming;
    assert.match(download.suggestedFilename(), /\.glossator\.json$/);
    assert.deepEqual(JSON.parse(readFileSync(await download.path(), 'utf8')), marked);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('the sample, settings and two tabs', async () => {
    const desk = await world.desk({ at: copy, query: '?sample&theme=dark' });
    assert.equal((await desk.project()).documents.length, 6);
    const other = await desk.context.newPage();
    await other.goto(copy);
    await other.evaluate(() => window.glossator.ready);
    assert.equal(await other.evaluate(() => window.glossator.project().documents.length), 6);
    assert.equal(await other.evaluate(() => window.glossator.state().writer), 'other_tab');
    await desk.settled();
    await desk.close();
});

test('a font that is not inside is named', async () => {
    const desk = await world.desk({ at: copy });
    await listenToFailures(desk);
    await desk.call('open', [{ name: 'harbour.txt', data: 'الميناء مفتوح\n' }]);
    await desk.settled();
    assert.equal((await desk.call('find', 'status.problems')).length, 1);
    assert.match((await desk.page.evaluate(() => window.failures)).join(), /arabic\.ttf is not in this file/);
    await desk.click('status.problems');
    await desk.screenshot('missing-font');
    await desk.close();
});

test('where the browser keeps nothing for a file, it says so', async () => {
    const desk = await world.desk({ at: copy, init: 'indexedDB.open = () => { throw new DOMException("not for files", "SecurityError"); }' });
    await desk.call('open', [{ name: 'a.txt', data: text }]);
    await assert.rejects(desk.settled(), /save/i);
    assert.equal((await desk.call('find', 'status.unsaved')).length, 1);
    await desk.close();
});

test('a browser that can not decompress opens it too', async () => {
    const desk = await world.desk({ at: copy, init: 'delete window.DecompressionStream' });
    await desk.call('open', [{ name: 'a.txt', data: text }]);
    assert.equal((await desk.project()).documents.length, 1);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('what it decompresses by itself is what was compressed', () => {
    const context = createContext({ Uint8Array, DataView });
    runInContext(`${readFileSync(join(root, 'web/publish/inflate.js'), 'utf8')}; var inflate = inflateGzip;`, context);
    let seed = 1;
    const random = (below) => { seed = Math.imul(seed, 1664525) + 1013904223 >>> 0; return Math.floor(seed / 2 ** 32 * below); };
    const strategies = [constants.Z_DEFAULT_STRATEGY, constants.Z_FIXED, constants.Z_HUFFMAN_ONLY, constants.Z_RLE];
    for (let i = 0; i < 200; ++i) {
        const letters = 1 + random(256), size = i === 0 ? 0 : random(i % 10 === 0 ? 200000 : 3000);
        const bytes = Buffer.from(Array.from({ length: size }, () => random(letters)));
        const gzip = gzipSync(bytes, { level: random(10), strategy: strategies[i % 4] });
        assert.ok(bytes.equals(context.inflate(new Uint8Array(gzip))), `text ${i} of ${size} bytes`);
    }
    const program = readFileSync(join(dist, 'glossator.wasm'));
    assert.ok(program.equals(context.inflate(new Uint8Array(gzipSync(program, { level: 9 })))));
});
