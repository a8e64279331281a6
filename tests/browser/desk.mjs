// A browser with the tool in it, and what a person does there: real pointer and keyboard events at the places where things are painted.
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { browserName, executablePath, flags, launchBrowser } from './browsers.mjs';
import { serve } from './server.mjs';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const dist = process.env.GLOSSATOR_DIST ?? join(root, 'dist');
// GLOSSATOR_PAGE=file: the page in one file, opened without a server.
export const inOneFile = process.env.GLOSSATOR_PAGE === 'file';
export const onlyServed = inOneFile && 'this is about the files on a server';
export const shared = resolve(root, process.env.GLOSSATOR_SHARED ?? '../shared');
export const corpus = join(shared, 'corpus');
export const noCorpus = existsSync(corpus) ? false : `there is no ${corpus} with real articles`;
const screenshots = join(root, 'build/screenshots');

// A test for Chromium alone: of what only its driver can do, or of nothing that hangs on the browser. Others (GLOSSATOR_BROWSER) do the rest.
export const inChromium = browserName === 'chromium' ? test : () => {};

export const articles = () => readdirSync(corpus).filter((name) => name.endsWith('.txt')).sort();
export const article = (name) => readFileSync(join(corpus, name), 'utf8');

// `folders` are served too, by path; `moreFlags` go to the browser.
export async function launch(folders = {}, moreFlags = [])
{
    const server = await serve({ '/tools/glossator/': dist, '/cached/': dist, '/data/': join(root, 'tests/data'), ...folders });
    const browser = await launchBrowser(moreFlags);
    return {
        server, browser,
        // A second browser, which keeps what it caches in the folder `profile`.
        persistent: (profile) => chromium.launchPersistentContext(profile, { executablePath, args: [...flags, ...moreFlags], viewport: { width: 1280, height: 800 } }),
        // A page of its own with nothing kept, and the tool ready in it.
        desk: async (options = {}) => Desk.open(browser, server, options),
        close: async () => {
            await browser.close();
            await server.close();
        },
    };
}

// Where the tool is.
const addressOf = (server, query) => inOneFile ? pathToFileURL(join(dist, 'glossator.html')).href + query : server.url('/tools/glossator/' + query);

export class Desk {
    static async open(browser, server, { query = '', ready = true, init, at, ...options } = {})
    {
        const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, acceptDownloads: true, serviceWorkers: 'block', ...options });
        if (browserName === 'chromium')
            await context.grantPermissions(['clipboard-read', 'clipboard-write'], at || inOneFile ? {} : { origin: server.origin });
        const desk = new Desk();
        Object.assign(desk, { context, server, url: (more = '') => at ? at + more : addressOf(server, more), requests: [] });
        context.on('request', (request) => desk.requests.push(request.url()));
        await desk.openPage({ query, ready, init });
        return desk;
    }

    // Another tab of the same browser, in which the same things are kept.
    async anotherTab(options = {})
    {
        const other = Object.assign(new Desk(), this);
        await other.openPage(options);
        return other;
    }

    async openPage({ query = '', ready = true, init })
    {
        Object.assign(this, { page: await this.context.newPage(), complaints: [] });
        const complain = (/** @type {string} */ text) => { if (!isOfTheDriver(text)) this.complaints.push(text); };
        this.page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) complain(message.text()); });
        this.page.on('filechooser', () => {});  // from now on the driver answers for the dialog
        this.page.on('pageerror', (error) => complain(String(error)));
        // A dialog of the browser's own can't be answered from here; without it, saving is a download.
        const pickers = ['showSaveFilePicker', 'showOpenFilePicker', 'showDirectoryPicker'].map((name) => `delete window.${name};`).join(' ');
        if (browserName === 'chromium') await this.page.addInitScript(pickers);
        if (init) await this.page.addInitScript(init);
        await this.page.goto(this.url(query));
        if (ready) await this.call('ready');
    }

    // window.glossator.NAME(...args), or its value if it is none.
    call(name, ...args)
    {
        return this.page.evaluate(([member, list]) => {
            const value = window.glossator[member];
            return typeof value === 'function' ? value(...list) : value;
        }, [name, args]);
    }
    // The other drivers answer before the page has been given what they did; it has when it has drawn.
    async settled() {
        if (browserName !== 'chromium') await this.page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))));
        return this.call('settled');
    }
    state() { return this.call('state'); }
    project() { return this.call('project'); }
    async set() {
        const [project, { set }] = [await this.project(), await this.state()];
        return project.sets.find((each) => each.id === set);
    }
    async spans() { return (await this.set())?.spans ?? []; }
    // Whatever a test did, the page asked nobody else for anything.
    async close()
    {
        await this.context.close();
        const own = this.url().startsWith('file:') ? this.url() : new URL(this.url()).origin + '/';
        const foreign = this.requests.filter((url) => !url.startsWith(own) && !/^(data|blob):/.test(url));
        if (foreign.length) throw new Error(`The page asked others: ${foreign.join(', ')}`);
    }

    // The native file as the tool exports it.
    async exported(format = 'glossator')
    {
        const bytes = await this.page.evaluate(async (id) => [...(await window.glossator.export(id)).files[0].data], format);
        return Buffer.from(bytes).toString('utf8');
    }

    async box(name)
    {
        const [box] = await this.call('find', name);
        if (!box) throw new Error(`Nothing named ${name} is on the screen.`);
        return box;
    }
    async click(name, options)
    {
        if (browserName === 'firefox') await this.page.waitForTimeout(500);  // its driver loses a press that follows on another at once
        const { x, y, width, height } = await this.box(name);
        await this.page.mouse.click(x + width / 2, y + height / 2, options);
        await this.settled();
    }
    async press(...keys)
    {
        for (const key of keys) await this.page.keyboard.press(key);
        await this.settled();
    }
    async type(text)
    {
        await this.page.keyboard.type(text);
        await this.settled();
    }

    // Brings [start, end) into view by turning the wheel, and returns its boxes.
    async reveal(document, start, end)
    {
        const reading = await this.box('reading');
        await this.page.mouse.move(reading.x + reading.width / 2, reading.y + reading.height / 2);
        for (const direction of [1, -1]) {
            for (let i = 0; i < 200; ++i) {
                const boxes = await this.call('locate', document, start, end);
                const inside = boxes.length && boxes[0].y > reading.y + 24 &&
                    boxes.at(-1).y + boxes.at(-1).height < reading.y + reading.height - 24;
                if (inside) return boxes;
                const { top, total, view } = await this.call('scroll');
                if (direction > 0 ? top >= total - view - 1 : top <= 0) {
                    if (boxes.length) return boxes;
                    break;
                }
                await this.page.mouse.wheel(0, direction * Math.min(200, view / 2));
                await this.settled();
            }
        }
        throw new Error(`The text ${start}–${end} of ${document} is never painted.`);
    }

    // Drags over the text from its first glyph to its last.
    async drag(document, start, end)
    {
        await this.reveal(document, start, end);
        const [first] = await this.call('locate', document, start, start + 1);
        const [last] = await this.call('locate', document, end - 1, end);
        const { mouse } = this.page;
        await mouse.move(first.x + 1, first.y + first.height / 2);
        await mouse.down();
        await mouse.move((first.x + last.x) / 2, (first.y + last.y) / 2 + last.height / 2, { steps: 3 });
        await mouse.move(last.x + last.width - 1, last.y + last.height / 2, { steps: 3 });
        await mouse.up();
        await this.settled();
    }
    async doubleClick(document, start, end)
    {
        const [box] = await this.reveal(document, start, end);
        for (let tries = 5; tries > 0; --tries) {
            await this.page.mouse.dblclick(box.x + box.width / 2, box.y + box.height / 2);
            await this.settled();
            if (browserName !== 'webkit') return;
            const { selection } = await this.state();
            if (selection && selection[0] < selection[1]) return;
            await this.page.waitForTimeout(600);  // its driver let so much time pass that it was two clicks: once more
        }
    }

    // Picks files in the browser's dialog, which Ctrl+O opens.
    async choose(paths)
    {
        const chooser = this.page.waitForEvent('filechooser');
        await this.page.keyboard.press('Control+o');
        await (await chooser).setFiles(paths);
        await this.page.waitForFunction((count) => window.glossator.project().documents.length >= count, paths.length);
        await this.settled();
    }

    async screenshot(name)
    {
        mkdirSync(screenshots, { recursive: true });
        await this.settled();
        await this.page.screenshot({ path: join(screenshots, `${name}.png`) });
    }
}

// What the page tells the tool of things that failed, from now on.
export const listenToFailures = (desk) => desk.page.evaluate(() => {
    const { call } = glossatorPage;
    window.failures = [];
    glossatorPage.call = function (name, ...args) {
        if (name === 'failed') window.failures.push(args[1]);
        return call.call(this, name, ...args);
    };
});

// Software rendering makes Chromium speak of it, and of pixels that a screenshot reads back; the driver of service workers that it blocks. For a
// screenshot it wants to put a style into the page, of which Firefox speaks.
function isOfTheDriver(text)
{
    return /Service Worker registration blocked|blocked an inline style \(style-src-elem\)|GPU stall due to ReadPixels|GL Driver Message|software WebGL|WebGL context could not be restored/i.test(text);
}

// Code points of [start, end), without help from the tool.
export const slice = (text, start, end) => [...text].slice(start, end).join('');
// Where the nth `needle` stands, in code points.
export function locateIn(text, needle, nth = 0)
{
    let at = -1;
    for (let i = 0; i <= nth; ++i) {
        at = text.indexOf(needle, at + 1);
        if (at < 0) throw new Error(`“${needle}” is not in the text.`);
    }
    const start = [...text.slice(0, at)].length;
    return [start, start + [...needle].length];
}
