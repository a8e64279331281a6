// The tool in a frame of another site, as docs/embedding.md says: for those whom the owner of the page names, and nobody else.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { dist, launch, onlyServed, root } from './desk.mjs';
import { serve } from './server.mjs';

let world, folder, newsroom, other, publisher;
before(async () => {
    world = await launch();
    folder = mkdtempSync(join(tmpdir(), 'glossator-'));
    mkdirSync(join(folder, 'around'));
    const around = { '/around/': join(folder, 'around') };
    [newsroom, other, publisher] = [await serve(around), await serve(around), await serve({ '/tool/': join(folder, 'tool') })];
    cpSync(dist, join(folder, 'tool'), { recursive: true });
    const index = join(folder, 'tool/index.html'), html = readFileSync(index, 'utf8');
    assert.ok(html.includes('<meta name="glossator-embed" content="">'));
    writeFileSync(index, html.replace('glossator-embed" content=""', `glossator-embed" content="https://elsewhere.example ${newsroom.origin}"`));
    // The example of the documentation, with our addresses.
    const example = /```js\n([^]*?)\nasync function begin/.exec(readFileSync(join(root, 'docs/embedding.md'), 'utf8'))[1];
    const script = example.replace('https://glossator.example', publisher.origin).replace('begin()', 'window.heard = true');
    writeFileSync(join(folder, 'around/index.html'),
        `<iframe src="${publisher.origin}/tool/?embed=*&glossator-embed=${other.origin}" width=1000 height=700></iframe>\n<script>${script};\nwindow.call = call;</script>`);
});
after(async () => {
    await world?.close();
    for (const server of [newsroom, other, publisher]) await server?.close();
    rmSync(folder, { recursive: true, force: true });
});

async function around(server)
{
    const desk = await world.desk({ at: `${server.origin}/around/`, ready: false });
    const frame = desk.page.frames().find((each) => each.url().startsWith(publisher.origin));
    await frame.evaluate(() => window.glossator.ready);
    return { desk, frame, end: () => { desk.requests = desk.requests.filter((url) => !url.startsWith(publisher.origin)); return desk.close(); } };
}
const call = (desk, ...args) => desk.page.evaluate((all) => window.call(...all), args);

test('the site that is named opens a text, marks it, hears of it and takes the file', { skip: onlyServed }, async () => {
    const { desk, frame, end } = await around(newsroom);
    await desk.page.waitForFunction(() => window.heard);
    await call(desk, 'ready');
    assert.equal(await call(desk, 'version'), await frame.evaluate(() => window.glossator.version));
    await desk.page.evaluate(() => {
        window.events = [];
        addEventListener('message', ({ data }) => { if (data.event) events.push(data); });
    });
    await call(desk, 'on', 'change');
    const { documents: [id] } = await call(desk, 'open', [{ name: 'ferry.txt', data: 'Mayor Ilse Okonjo said so.\n' }]);
    const [span] = await call(desk, 'command', 'span.create', { label: 'PERSON', at: [[6, 17]] });
    assert.ok(id && span);
    await call(desk, 'settled');
    const text = await desk.page.evaluate(async () => new TextDecoder().decode((await window.call('export', 'glossator')).files[0].data));
    assert.deepEqual(JSON.parse(text), await call(desk, 'project'));
    assert.ok((await desk.page.evaluate(() => window.events)).some(({ event }) => event === 'change'));
    await assert.rejects(call(desk, 'command', 'span.delete', { id: 'nobody' }), /nobody/);
    await assert.rejects(call(desk, 'constructor'), /There is no call 'constructor'/);
    await assert.rejects(call(desk, '__proto__'), /There is no call/);
    await end();
});

test('another site gets no answer and changes nothing, whatever its address says', { skip: onlyServed }, async () => {
    const { desk, frame, end } = await around(other);
    const answered = await desk.page.evaluate(async () => {
        const late = new Promise((resolve) => setTimeout(resolve, 1500, 'nothing'));
        return Promise.race([late, window.call('open', [{ name: 'a.txt', data: 'Mine.\n' }]), window.call('project')]);
    });
    assert.equal(answered, 'nothing');
    assert.equal(await desk.page.evaluate(() => window.heard), undefined);
    assert.equal(await frame.evaluate(() => window.glossator.project().documents.length), 0);
    desk.complaints.length = 0;
    await end();
});

test('neither does a frame within the page, or the page as it is published', { skip: onlyServed }, async () => {
    const desk = await world.desk();
    const answered = await desk.page.evaluate(() => new Promise((resolve) => {
        addEventListener('message', ({ data }) => { if ('value' in data || 'error' in data) resolve('answered'); });
        window.postMessage({ glossator: 1, call: 'project', args: [] }, '*');
        setTimeout(resolve, 500, 'nothing');
    }));
    assert.equal(answered, 'nothing');
    await desk.close();
});
