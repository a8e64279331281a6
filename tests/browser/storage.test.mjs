// What is kept in the browser: after damage, after a fault of the program, and what earlier versions kept.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inChromium, launch, locateIn } from './desk.mjs';

const text = 'The minister said so in Lyon.\n';
let world;
before(async () => { world = await launch(); });
after(() => world.close());

// An article in which words are labelled, each as a step.
async function work(desk, words)
{
    const { documents: [id] } = await desk.page.evaluate(
        (data) => window.glossator.open([{ name: 'a.txt', data }]), text);
    for (const word of words) await desk.call('command', 'span.create', { label: 'PERSON', at: [locateIn(text, word)] });
    await desk.settled();
    return id;
}

async function reload(desk)
{
    await desk.page.reload();
    await desk.call('ready');
    await desk.settled();
}

// Changes what is kept: the line with that place from the end goes, or gets `to` in place of `from`.
const damage = (desk, place, from = '', to = '') => desk.page.evaluate(async ([at, was, will]) => {
    const result = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const database = await result(indexedDB.open('glossator'));
    const journal = database.transaction('journal', 'readwrite').objectStore('journal');
    const key = (await result(journal.getAllKeys())).at(at);
    const line = await result(journal.get(key));
    await result(was ? journal.put(line.replace(was, will), key) : journal.delete(key));
    database.close();
}, [place, from, to]);

test('every step is there after a reload, listed in the history, and can be gone back to', async () => {
    const desk = await world.desk();
    await work(desk, ['minister', 'said', 'Lyon']);
    await reload(desk);
    assert.equal((await desk.spans()).length, 3);
    await desk.press('F10');
    const list = () => desk.call('command', 'history.list');
    let steps = await list();
    for (let i = 0; i < 100 && steps.length <= 3; ++i, steps = await list()) await desk.page.waitForTimeout(50);
    assert.ok(steps.every(({ fits }) => fits));
    assert.deepEqual(steps.slice(-3).map(({ title }) => title), ['Label Person', 'Label Person', 'Label Person']);
    await desk.click(`history.step:${steps.at(-3).step}`);
    await desk.click('history.go');
    await desk.page.waitForFunction(() => window.glossator.project().sets[0].spans.length === 1);
    await desk.press('Control+z');
    assert.equal((await desk.project()).sets[0].spans.length, 3);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('a line that has gone from the end is missed, and what can be read goes on to be kept', async () => {
    const desk = await world.desk();
    await work(desk, ['minister', 'said', 'Lyon']);
    await damage(desk, -1);
    await reload(desk);
    assert.equal((await desk.spans()).length, 2);
    const question = await desk.box('question.yes');
    assert.ok(question.width > 0);
    await desk.press('Escape');
    await desk.call('command', 'span.create', { label: 'CUE', at: [locateIn(text, 'said so')] });
    await desk.settled();
    await reload(desk);
    assert.equal((await desk.spans()).length, 3);
    await assert.rejects(desk.box('question.yes'));
    await desk.close();
});

inChromium('a line that was changed shows, and none after it is taken', async () => {
    const desk = await world.desk();
    await work(desk, ['minister', 'said', 'Lyon']);
    await damage(desk, -3, 'PERSON', 'ORG');
    await reload(desk);
    assert.equal((await desk.spans()).length, 1);
    await desk.close();
});

inChromium('a fault of the program leaves what was kept, as a file that opens again', async () => {
    const desk = await world.desk();
    await work(desk, ['minister', 'Lyon']);
    const before = await desk.exported();
    await desk.page.evaluate(() => { glossatorPage.self = 0x7ffffff0; });
    await desk.page.mouse.move(300, 300);
    const button = desk.page.locator('#message button');
    await button.waitFor();
    await desk.screenshot('fault').catch(() => {});
    const download = desk.page.waitForEvent('download');
    await button.click();
    const file = await download;
    assert.equal(file.suggestedFilename(), 'kept.glossator.journal');
    const bytes = readFileSync(await file.path(), 'utf8');
    await desk.close();

    const other = await world.desk();
    await other.page.evaluate((data) => window.glossator.open([{ name: 'kept.glossator.journal', data }]), bytes);
    assert.equal(await other.exported(), before);
    await other.close();
});

inChromium('what the first version kept is there, and goes on with a chain', async () => {
    const desk = await world.desk();
    await work(desk, ['minister']);
    const native = await desk.exported();
    await desk.page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));  // that file has none
    await desk.page.goto(desk.server.url('/data/ferry.glossator.json'));
    await desk.page.evaluate(async (snapshot) => {
        const result = (request) => new Promise((resolve, reject) => {
            request.onsuccess = () => resolve(request.result);
            request.onerror = () => reject(request.error);
        });
        await result(indexedDB.deleteDatabase('glossator'));
        const request = indexedDB.open('glossator', 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore('snapshot');
            request.result.createObjectStore('journal');
        };
        const database = await result(request);
        const stores = database.transaction(['snapshot', 'journal'], 'readwrite');
        stores.objectStore('snapshot').put(new TextEncoder().encode(snapshot), 0);
        const entity = { step: 'Add', edits: [{ put: 'entity', record: { id: 'e-9', type: '', name: 'Zoë', aliases: [], kb: [], note: '' } }] };
        stores.objectStore('journal').put(JSON.stringify(entity), [0, 0]);
        await new Promise((resolve) => { stores.oncomplete = resolve; });
        database.close();
    }, native);
    await desk.page.goto(desk.server.url('/tools/glossator/'));
    await desk.call('ready');
    await desk.settled();
    assert.deepEqual((await desk.project()).entities.map(({ name }) => name), ['Zoë']);
    await desk.call('command', 'entity.create', { name: 'Lyon', type: '' });
    await desk.settled();
    await reload(desk);
    assert.equal((await desk.project()).entities.length, 2);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

const isUnsaved = (desk) => desk.page.waitForFunction(() => window.glossator.find('status.unsaved').length > 0);
const saveOutcome = async (desk) => {
    const download = desk.page.waitForEvent('download');
    await desk.page.keyboard.press('Control+s');
    return JSON.parse(readFileSync(await (await download).path(), 'utf8'));
};

inChromium('what the browser removes while somebody works is told, and the next step is kept with all before it', async () => {
    const desk = await world.desk();
    await work(desk, ['minister', 'said']);
    await desk.page.evaluate(() => new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase('glossator');
        request.onsuccess = () => resolve(null);
        request.onerror = () => reject(request.error);
    }));
    await isUnsaved(desk);
    assert.equal((await saveOutcome(desk)).sets[0].spans.length, 2);
    await desk.call('command', 'span.create', { label: 'PERSON', at: [locateIn(text, 'Lyon')] });
    await desk.settled();
    assert.deepEqual(await desk.call('find', 'status.unsaved'), []);
    await reload(desk);
    assert.equal((await desk.spans()).length, 3);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

// How storage fails, by what a browser does then.
const faults = {
    full: 'IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };',
    refused: 'IDBFactory.prototype.open = () => { throw new DOMException("no", "SecurityError"); };',
    'without an answer': 'IDBFactory.prototype.open = () => ({});',
};
for (const [fault, init] of Object.entries(faults)) {
    inChromium(`storage that is ${fault}: work goes on in memory, that is told, and a file can be saved`, async () => {
        const desk = await world.desk({ init });
        await desk.page.evaluate((data) => window.glossator.open([{ name: 'a.txt', data }]), text);
        await desk.call('command', 'span.create', { label: 'PERSON', at: [locateIn(text, 'minister')] });
        await isUnsaved(desk);
        await desk.call('command', 'span.create', { label: 'PERSON', at: [locateIn(text, 'Lyon')] });
        assert.equal((await saveOutcome(desk)).sets[0].spans.length, 2);
        assert.deepEqual(desk.complaints, []);
        await desk.close();
    });
}

// The page's storage is opened only after `ms`, or fails `times` before.
const openedLate = (ms, times = 0) => `{
    const { open } = IDBFactory.prototype;
    let refusals = ${times};
    IDBFactory.prototype.open = function (...args) {
        const late = {};
        setTimeout(() => {
            if (refusals-- > 0) {
                late.error = new DOMException('Internal error opening backing store', 'UnknownError');
                late.onerror();
                return;
            }
            const request = open.apply(this, args);
            request.onsuccess = () => { late.result = request.result; late.onsuccess?.(); };
        }, ${ms});
        return late;
    };
}`;

// A desk with two spans, opened again in another tab with storage like this, which is given.
async function openedAgain(init)
{
    const desk = await world.desk();
    await work(desk, ['minister', 'said']);
    const again = await desk.context.newPage();
    await desk.page.close();
    await again.addInitScript(init);
    await again.goto(desk.url());
    return { desk, again };
}

inChromium('storage that takes its time is waited for, and that is told', async () => {
    const { desk, again } = await openedAgain(openedLate(4000));
    await again.waitForFunction(() => document.getElementById('loading').textContent === 'Reading what this browser keeps of the project');
    await again.evaluate(() => window.glossator.ready);
    assert.equal(await again.evaluate(() => window.glossator.project().sets[0].spans.length), 2);
    await desk.close();
});

inChromium('storage that a browser which just ended still holds is asked again', async () => {
    const { desk, again } = await openedAgain(openedLate(10, 5));
    await again.evaluate(() => window.glossator.ready);
    assert.equal(await again.evaluate(() => window.glossator.project().sets[0].spans.length), 2);
    await desk.close();
});

inChromium('what could not be read at the start, since the browser was slow, is there at the next one', async () => {
    const { desk, again: slow } = await openedAgain(openedLate(11000));
    await slow.evaluate(() => window.glossator.ready);
    await slow.waitForFunction(() => window.glossator.find('status.unsaved').length > 0);
    await slow.waitForTimeout(2000);  // by now it has answered
    await slow.evaluate((data) => window.glossator.open([{ name: 'b.txt', data }]), text);
    await slow.waitForTimeout(500);
    await slow.close();
    const next = await desk.anotherTab();
    await next.settled();
    assert.equal((await next.spans()).length, 2);
    await desk.close();
});

inChromium('the browser is asked once not to remove what is kept, when work begins', async () => {
    const init = 'window.asked = 0; StorageManager.prototype.persist = async () => { ++window.asked; return false; };';
    const desk = await world.desk({ init });
    assert.equal(await desk.page.evaluate(() => window.asked), 0);
    await work(desk, ['minister', 'said']);
    assert.equal(await desk.page.evaluate(() => window.asked), 1);
    await reload(desk);
    await desk.call('command', 'entity.create', { name: 'Lyon', type: '' });
    await desk.settled();
    assert.equal(await desk.page.evaluate(() => window.asked), 0);
    assert.equal(await desk.page.evaluate(() => window.glossator.find('status.problems').length), 0);
    await desk.close();
});
