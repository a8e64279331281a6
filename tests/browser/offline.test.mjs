// The page without network, and with a new version in its place: a service worker keeps the files of a build, each by its hash.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, inChromium, launch, listenToFailures, onlyServed, root } from './desk.mjs';
import { serve } from './server.mjs';

// As on a host of its own; on 127.0.0.1 the worker looks for a new build first.
const kHost = 'glossator.localhost';

let world, folder;
before(async () => {
    world = await launch();
    folder = mkdtempSync(join(tmpdir(), 'glossator-'));
});
after(async () => {
    await world?.close();
    rmSync(folder, { recursive: true, force: true });
});

// Another build: of the same program, with its own name and another sentence in its script.
function publishNext(out, sentence)
{
    const build = join(root, 'build/web'), script = join(folder, 'glossator.js');
    writeFileSync(script, `${readFileSync(join(build, 'glossator.js'), 'utf8')}\nwindow.sentence = '${sentence}';\n`);
    execFileSync(process.execPath, [join(root, 'web/publish/publish.mjs'), out, join(root, 'shell.html'), script, join(build, 'glossator.wasm'),
        join(root, 'build/fonts'), join(root, 'assets'), 'first', join(build, 'split/glossator.wasm'), join(build, 'split/glossator.later.wasm')]);
}
const buildOf = (at) => /name="glossator-build" content="(\w+)"/.exec(readFileSync(join(at, 'index.html'), 'utf8'))[1];
const openBuild = (desk) => desk.page.evaluate(() => document.querySelector('meta[name=glossator-build]').content);

// A site of its own with a copy of the page at a sub-path, opened, and kept for later visits.
async function visit({ host = kHost, query = '' } = {})
{
    const site = mkdtempSync(join(folder, 'site-')), live = join(site, 'live');
    cpSync(dist, live, { recursive: true });
    const server = await serve({ '/some/where/': live });
    const at = `${server.origin.replace('127.0.0.1', host)}/some/where/`;
    const desk = await world.desk({ at, query, serviceWorkers: 'allow' });
    return { site, live, server, at, desk, end: async () => { await desk.close(); await server.close().catch(() => {}); } };
}
// Until everything that a visit without network needs is kept.
const whenKept = (desk) => desk.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller) await new Promise((resolve) => setTimeout(resolve, 20));
});
// Asks until it is so; the driver's own way takes a promise for a yes.
async function until(desk, question, argument)
{
    for (const end = Date.now() + 20000; !await desk.page.evaluate(question, argument);) {
        assert.ok(Date.now() < end, String(question));
        await desk.page.waitForTimeout(50);
    }
}
const hasArabic = async () => (await (await caches.open((await caches.keys())[0])).keys()).some(({ url }) => url.includes('arabic'));
const cached = (desk) => desk.page.evaluate(async () => {
    const caches = [];
    for (const name of await window.caches.keys())
        caches.push((await (await window.caches.open(name)).keys()).map(({ url }) => new URL(url).pathname.replace('/some/where/', '')));
    return caches;
});

test('after one visit the page opens without its server, with work, sample and a font that was seen', { skip: onlyServed }, async () => {
    const { desk, server, end } = await visit();
    await desk.call('open', [{ name: 'a.txt', data: 'A text. الميناء\n' }]);
    await desk.settled();
    await whenKept(desk);
    await until(desk, hasArabic);
    const before = await desk.project();
    await server.close();

    await desk.page.goto(desk.url('?sample'));
    await desk.call('ready');
    await listenToFailures(desk);
    assert.deepEqual(await desk.project(), before);
    await desk.settled();
    assert.deepEqual(await desk.page.evaluate(() => window.failures), [], 'the font is there');
    await desk.call('export', 'glossator');  // what comes later is there
    await desk.call('open', [{ name: 'b.txt', data: 'שלום\n' }]);
    await desk.settled();
    assert.match((await desk.page.evaluate(() => window.failures)).join(), /hebrew\.ttf could not be loaded/, 'one that was never seen is named');
    assert.equal((await desk.project()).documents.length, 2);
    await end();
});

inChromium('the first visit is not slowed: nothing is kept before the first picture', { skip: onlyServed }, async () => {
    const { desk, end } = await visit();
    const requests = desk.requests.map((url) => new URL(url).pathname);
    assert.deepEqual(requests.filter((path) => path.endsWith('sw.js')), []);
    await whenKept(desk);
    await end();
});

inChromium('a new version: the open page goes on, it is offered, and a click takes it with all work', { skip: onlyServed }, async () => {
    const { site, live, desk, end } = await visit();
    await desk.call('open', [{ name: 'a.txt', data: 'A text. الميناء\n' }]);
    await desk.settled();
    await whenKept(desk);
    await until(desk, hasArabic);
    const project = await desk.project(), old = buildOf(live);
    publishNext(join(site, 'next'), 'the next');
    assert.notEqual(buildOf(join(site, 'next')), old);
    renameSync(live, join(site, 'gone'));
    renameSync(join(site, 'next'), live);

    await desk.page.reload();  // the kept one, at once; the browser looks for another behind it
    await desk.call('ready');
    assert.equal(await openBuild(desk), old);
    await desk.page.waitForFunction(() => window.glossator.find('status.version').length === 1);
    await desk.screenshot('new-version');
    await desk.call('command', 'span.create', { label: 'PERSON', at: [[0, 1]] });
    await desk.call('export', 'glossator');
    await desk.settled();
    const newer = await desk.project();
    assert.notDeepEqual(newer, project, 'it can still be worked on');

    const loaded = desk.page.waitForEvent('load');
    const { x, y, width, height } = await desk.box('status.version');
    await desk.page.mouse.click(x + width / 2, y + height / 2);
    await loaded;
    await desk.call('ready');
    assert.equal(await openBuild(desk), buildOf(live));
    assert.equal(await desk.page.evaluate(() => window.sentence), 'the next');
    assert.deepEqual(await desk.project(), newer);
    assert.ok((await cached(desk))[1].includes('fonts/arabic.ttf'), 'a font that was seen came along');
    await end();
});

inChromium('a version that is not all there is not taken', { skip: onlyServed }, async () => {
    const { site, live, desk, end } = await visit();
    await whenKept(desk);
    const old = buildOf(live);
    publishNext(join(site, 'next'), 'half');
    for (const name of ['sw.js', 'index.html', 'glossator.js']) cpSync(join(site, 'next', name), join(live, name));  // and no more yet
    await desk.page.reload();
    await desk.call('ready');
    await desk.page.evaluate(async () => (await navigator.serviceWorker.ready).update().catch(() => {}));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal(await openBuild(desk), old);
    assert.deepEqual(await desk.call('find', 'status.version'), []);
    await desk.page.reload();
    await desk.call('ready');
    assert.equal(await openBuild(desk), old);
    await end();
});

inChromium('on the machine itself a new build is there with the next reload, and without the server the kept one', { skip: onlyServed }, async () => {
    const { site, live, server, desk, end } = await visit({ host: '127.0.0.1' });
    await whenKept(desk);
    await desk.page.waitForLoadState('networkidle');  // nothing that the worker has to answer is cut off by the reload
    publishNext(join(site, 'next'), 'the next');
    renameSync(live, join(site, 'gone'));
    renameSync(join(site, 'next'), live);
    await desk.page.reload();
    await desk.call('ready');
    assert.equal(await desk.page.evaluate(() => window.sentence), 'the next');
    await until(desk, async (url) => (await caches.keys()).length === 2 && Boolean(await (await caches.open((await caches.keys())[1])).match(url)), desk.url());
    await desk.page.waitForTimeout(1000);  // then it takes over
    await server.close();
    await desk.page.reload();
    await desk.call('ready');
    assert.equal(await desk.page.evaluate(() => window.sentence), 'the next');
    await end();
});

// The files change under the hands of a browser that loads them, which keeps no worker yet.
const kSwapped = ['glossator.js', 'glossator.wasm', 'fonts/text.ttf', 'glossator.later.wasm'];
for (const from of kSwapped) {
    inChromium(`files of two versions never run together: ${from} and what follows are swapped`, { skip: onlyServed }, async () => {
        const next = join(folder, 'swapped');
        publishNext(next, 'the next');
        writeFileSync(join(next, 'fonts/text.ttf'), Buffer.concat([readFileSync(join(next, 'fonts/text.ttf')), Buffer.from('x')]));
        const desk = await world.desk({ ready: false });
        await desk.page.route('**/*', (route) => {
            const path = new URL(route.request().url()).pathname.replace('/tools/glossator/', '');
            return kSwapped.slice(kSwapped.indexOf(from)).includes(path) ? route.fulfill({ path: join(next, path), contentType: path.endsWith('.wasm') ? 'application/wasm' : undefined }) : route.continue();
        });
        await desk.page.reload();
        if (from === 'glossator.later.wasm') {
            await desk.call('ready');
            await assert.rejects(desk.call('export', 'glossator'), /glossator\.later\.wasm is missing, or of another version/);
        } else {
            await desk.page.locator('#message').waitFor();
            assert.match(await desk.page.locator('#message').textContent(), /is missing, or of another version\. Reload the page/);
        }
        await desk.close();
    });
}

inChromium('what a browser has cached in the midst of copying is gone with the next reload', { skip: onlyServed }, async () => {
    const site = mkdtempSync(join(folder, 'site-')), live = join(site, 'live'), next = join(site, 'next');
    publishNext(next, 'the next');
    cpSync(dist, live, { recursive: true });
    cpSync(join(next, 'index.html'), join(live, 'index.html'));
    const server = await serve({ '/cached/': live });
    const desk = await world.desk({ at: `${server.origin}/cached/`, ready: false });
    await desk.page.locator('#message').waitFor();
    cpSync(join(next, 'glossator.js'), join(live, 'glossator.js'));
    for (let i = 0; i < 2; ++i) {  // the script is right, then the program
        await desk.page.waitForTimeout(500);
        await desk.page.reload();
        if (i === 0) await desk.page.locator('#message').waitFor();
        if (i === 0) cpSync(next, live, { recursive: true });
    }
    await desk.page.waitForTimeout(500);
    await desk.page.reload();
    await desk.call('ready');
    assert.equal(await desk.page.evaluate(() => window.sentence), 'the next');
    await desk.close();
    await server.close();
});

inChromium('the manifest makes it installable, with icons that are there', { skip: onlyServed }, async () => {
    const { desk, at, end } = await visit();
    const session = await desk.context.newCDPSession(desk.page);
    const { url, errors } = await session.send('Page.getAppManifest');
    assert.ok(url.startsWith(`${at}manifest.webmanifest`), url);
    assert.deepEqual(errors, []);
    await whenKept(desk);
    const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito'), []);
    const manifest = JSON.parse(readFileSync(join(dist, 'manifest.webmanifest'), 'utf8'));
    for (const { src, sizes, type } of manifest.icons) {
        const file = readFileSync(join(dist, src));
        if (type === 'image/png') assert.deepEqual([file.readUInt32BE(16), file.readUInt32BE(20)].join('x'), sizes, src);
    }
    await end();
});
