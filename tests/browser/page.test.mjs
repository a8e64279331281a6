// The page itself: idle, of the right size, sharp, at home below any path, and alive after what browsers do to it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { dist, inChromium, inOneFile, launch, onlyServed } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const frames = async (desk) => (await desk.call('stats')).frames;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

test('an idle page draws no frames', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.page.mouse.move(500, 300);
    await desk.settled();
    await pause(1000);  // a tooltip may still appear
    const before = await frames(desk);
    await pause(1500);
    assert.equal(await frames(desk), before);
    await desk.close();
});

test('no request leaves the site, and nobody complains', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.settled();
    assert.ok(desk.requests.length > (inOneFile ? 0 : 4));
    assert.deepEqual(desk.requests.filter((url) => !url.startsWith(desk.url())), []);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

inChromium('what is loaded before the first article can be annotated is at most 600 kB gzipped', { skip: onlyServed }, async () => {
    const desk = await world.desk();
    const base = world.server.url();
    const names = desk.requests.filter((url) => url.startsWith(base)).map((url) => url.slice(base.length).split('?')[0] || 'index.html')
        .filter((name) => !name.startsWith('sample/'));  // the page does not wait for it
    assert.deepEqual(names.filter((name) => name.startsWith('fonts/')).sort(), ['fonts/text.ttf', 'fonts/ui-semibold.otf', 'fonts/ui.otf']);
    const sizes = [...new Set(names)].map((name) => [gzipSync(readFileSync(join(dist, name)), { level: 9 }).length, name]);
    const total = sizes.reduce((sum, [size]) => sum + size, 0);
    assert.ok(total > 400 * 1000 && total <= 600 * 1000, `${total} bytes: ${sizes.map(([size, name]) => `${name} ${size}`).join(', ')}`);
    await desk.close();
});

// What no first annotation runs is a file of its own: glossator.later.wasm.
const withoutLater = { init: () => { window.now = []; const { open } = XMLHttpRequest.prototype; XMLHttpRequest.prototype.open = function (...asked) { window.now.push(asked[1]); open.apply(this, asked); }; } };

// A slow machine may want a part of it at once: then it is fetched, and the page waits.
inChromium('an article is annotated though what comes later has not come by itself', { skip: onlyServed }, async () => {
    const desk = await world.desk({ query: '?sample', ready: false, ...withoutLater });
    await desk.page.route('**/glossator.later.wasm*',
        (route) => route.request().resourceType() === 'fetch' ? route.abort() : route.continue());
    await desk.page.reload();
    await desk.call('ready');
    await desk.settled();
    const { document } = await desk.state();
    const { text } = (await desk.project()).documents.find(({ id }) => id === document);
    const place = [...text].join('').search(/\b[a-z]{6,}\b/);
    const [word] = await desk.call('locate', document, place, place + 2);
    await desk.page.mouse.dblclick(word.x + word.width / 2, word.y + word.height / 2);
    const steps = (await desk.state()).steps;
    await desk.press('c');
    await desk.settled();
    assert.equal((await desk.state()).steps, steps + 1);
    await desk.press('Control+z');
    await desk.settled();
    assert.equal((await desk.state()).redo !== null, true);
    assert.ok(await desk.page.evaluate(() => window.now.length) <= 1);
    await desk.close();
});

inChromium('what comes later is there as soon as it is wanted', { skip: onlyServed }, async () => {
    const desk = await world.desk({ query: '?sample', ...withoutLater });
    let give;
    const later = new Promise((resolve) => { give = resolve; });
    await desk.page.route('**/glossator.later.wasm*', async (route) => {
        if (route.request().resourceType() === 'fetch') await later;
        await route.continue();
    });
    await desk.page.reload();
    await desk.call('ready');
    await desk.press('Control+f');
    await desk.type('the');
    await desk.press('Enter');
    give();
    await desk.settled();
    assert.ok((await desk.page.evaluate(() => window.now)).length <= 1, 'asked for once, however often it is needed');
    assert.notDeepEqual((await desk.state()).selection, null);
    const { files } = await desk.call('export', 'glossator');
    assert.equal(files.length, 1);
    await desk.close();
});

test('a hidden page, to which browsers give no frames, answers scripts', async () => {
    const desk = await world.desk();
    const labels = await desk.page.evaluate(async () => {
        requestAnimationFrame = () => 0;
        Object.defineProperty(document, 'hidden', { value: true });
        await glossator.open([{ name: 'a.txt', data: 'A text.\n' }]);
        await glossator.command('span.create', { label: 'PERSON', at: [[0, 1]] });
        await glossator.settled();
        return glossator.project().sets[0].spans.map(({ label }) => label);
    });
    assert.deepEqual(labels, ['PERSON']);
    await desk.close();
});

inChromium('the wheel scrolls by as many pixels as the browser says', async () => {
    const desk = await world.desk({ query: '?sample' });
    const { x, y, width, height } = await desk.box('reading');
    await desk.page.mouse.move(x + width / 2, y + height / 2);
    for (const [turn, expected] of [[137, 137], [3, 140], [-40, 100]]) {
        await desk.page.mouse.wheel(0, turn);
        await desk.settled();
        assert.ok(Math.abs((await desk.call('scroll')).top - expected) < 0.51, `${(await desk.call('scroll')).top} for ${expected}`);
    }
    await desk.close();
});

inChromium('a change of the device pixel ratio is followed at once', async () => {
    const desk = await world.desk({ query: '?sample' });
    const size = () => desk.page.evaluate(() => {
        const { width, height } = document.getElementById('canvas');
        return [width, height];
    });
    assert.deepEqual(await size(), [1280, 800]);
    const { document } = await desk.state();
    const [box] = await desk.call('locate', document, 0, 8);
    const session = await desk.context.newCDPSession(desk.page);
    await session.send('Emulation.setDeviceMetricsOverride', { width: 1280, height: 800, deviceScaleFactor: 2, mobile: false });
    await desk.page.mouse.move(640, 400);  // an emulated change comes without the events of a real one
    await desk.page.waitForFunction(() => document.getElementById('canvas').width === 2560);
    await desk.settled();
    assert.deepEqual(await size(), [2560, 1600]);
    const [sharp] = await desk.call('locate', document, 0, 8);
    for (const key of ['x', 'y', 'width', 'height']) assert.ok(Math.abs(sharp[key] - box[key]) < 2, `${key}: ${sharp[key]} for ${box[key]}`);
    await desk.close();
});

// The share of pixels that are not the background's, in the middle of the page.
async function inkOf(desk)
{
    const png = await desk.page.screenshot();
    return desk.page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(300, 120, 600, 500);
        let ink = 0;
        for (let i = 0; i < data.length; i += 4) ink += data[i] < 128;
        return ink / (data.length / 4);
    }, png.toString('base64'));
}

inChromium('a lost graphics context comes back with everything on it', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.settled();
    const before = await inkOf(desk);
    assert.ok(before > 0.005, `${before} of the page is ink`);
    await desk.page.evaluate(() => {
        window.lose = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
        window.lose.loseContext();
    });
    await pause(200);
    await desk.page.evaluate(() => window.lose.restoreContext());
    await pause(300);
    await desk.settled();
    const after = await inkOf(desk);
    assert.ok(Math.abs(after - before) < 0.2 * before, `${after} after, ${before} before`);
    await desk.press('Control+k');  // and it is alive
    assert.equal((await desk.call('find', 'palette.input')).length, 1);
    assert.deepEqual(desk.complaints.filter((text) => !/CONTEXT_LOST/.test(text)), []);
    await desk.close();
});

inChromium('the address names a theme, and files of this site only', { skip: onlyServed }, async () => {
    const dark = await world.desk({ query: '?sample&theme=dark' });
    await dark.settled();
    const [red] = await dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
    assert.ok(red < 64);
    await dark.close();

    const own = await world.desk({ query: '?open=sample/harbour.glossator.json' });
    await own.page.waitForFunction(() => window.glossator.project().documents.length === 6);
    await own.close();

    const problem = 'window.problems = []; addEventListener("DOMContentLoaded", () => window.glossator.on("problem", (p) => problems.push(p.message)))';
    const foreign = await world.desk({ query: '?open=https://example.org/a.txt', init: problem });
    await foreign.page.waitForFunction(() => window.problems.length > 0);
    assert.match(await foreign.page.evaluate(() => window.problems[0]), /its own site only/);
    assert.deepEqual(foreign.requests.filter((url) => url.startsWith('https://example.org')), []);
    await foreign.close();
});

inChromium('two tabs keep their own projects', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'one.txt', data: 'The first.\n' }]);
    await desk.settled();
    const other = await desk.context.newPage();
    await other.goto(desk.url());
    await other.evaluate(() => window.glossator.ready);
    await other.evaluate(() => window.glossator.open([{ name: 'two.txt', data: 'The second.\n' }]));
    await other.evaluate(() => window.glossator.settled());
    for (const [page, text] of [[desk.page, 'The first.\n'], [other, 'The second.\n']]) {
        await page.reload();
        await page.evaluate(() => window.glossator.ready);
        assert.deepEqual(await page.evaluate(() => window.glossator.project().documents.map((d) => d.text)), [text]);
    }
    await desk.close();
});

inChromium('a browser that keeps nothing says so, and works', async () => {
    const desk = await world.desk({ init: 'Object.defineProperty(window, "indexedDB", { value: undefined })' });
    const { documents } = await desk.call('open', [{ name: 'a.txt', data: 'A text.\n' }]);
    assert.equal(documents.length, 1);
    await assert.rejects(desk.settled(), /save it to a file|save the project to a file/i);
    await desk.close();
});

inChromium('a fault of the program ends in a sentence, and what was saved is kept', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'a.txt', data: 'A text.\n' }]);
    await desk.settled();
    await desk.page.evaluate(() => { Module._glossator_key = () => { throw new WebAssembly.RuntimeError('unreachable'); }; });
    await desk.page.keyboard.press('p');
    await desk.page.locator('#message').waitFor();
    assert.match(await desk.page.locator('#message').textContent(), /fault of its own.*reload/i);
    await assert.rejects(desk.call('command', 'edit.undo'), /fault of its own/);
    await desk.page.reload();
    await desk.call('ready');
    assert.equal((await desk.project()).documents.length, 1);
    await desk.close();
});

inChromium('without WebGL 2 or WebAssembly the page says what is missing', async () => {
    const plain = await world.desk({ ready: false, init: 'HTMLCanvasElement.prototype.getContext = () => null' });
    await plain.page.locator('#message').waitFor();
    assert.match(await plain.page.locator('#message').textContent(), /WebGL 2/);
    await plain.close();

    const desk = await world.desk({ ready: false, init: 'delete window.WebAssembly' });
    await desk.page.locator('#message').waitFor();
    assert.match(await desk.page.locator('#message').textContent(), /WebAssembly/);
    await desk.close();
});

inChromium('a file that is missing on the server is named', { skip: onlyServed }, async () => {
    const desk = await world.desk();
    await desk.page.route('**/fonts/text.ttf*', (route) => route.fulfill({ status: 404, body: 'Not found' }));
    await desk.page.reload();
    await desk.page.locator('#message').waitFor();
    assert.match(await desk.page.locator('#message').textContent(), /fonts\/text\.ttf/);
    await desk.close();
});
