// Two tabs with one project: one writes, the other reads along and can take over; no step is lost or there twice.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { inChromium, launch, locateIn, onlyServed } from './desk.mjs';

const text = 'The minister said so in Lyon.\n';
let world;
before(async () => { world = await launch(); });
after(() => world.close());

const sentence = 'Another tab works on this project; this one reads along.';
const reads = (desk) => desk.call('find', 'status.take_over').then((boxes) => boxes.length > 0);

async function until(what, holds, ms = 10000)
{
    const end = Date.now() + ms;
    while (!await holds()) {
        if (Date.now() > end) throw new Error(`${what}: not within ${ms} ms`);
        await new Promise((resolve) => setTimeout(resolve, 30));
    }
}
const same = (one, other) => until('the tabs show the same', async () => await one.exported() === await other.exported());

// A tab that writes, with an article in which a word is labelled by hand, and one that reads along.
async function twoTabs()
{
    const writer = await world.desk();
    await writer.page.evaluate((data) => window.glossator.open([{ name: 'a.txt', data }]), text);
    await writer.settled();
    await label(writer, 'minister', 'p');
    const reader = await writer.anotherTab();
    await reader.settled();
    return { writer, reader };
}
async function label(desk, word, key)
{
    await desk.page.bringToFront();
    const { document } = await desk.state();
    await desk.drag(document, ...locateIn(text, word));
    await desk.type(key);
}
async function takeOver(desk)
{
    await desk.page.bringToFront();
    await desk.click('status.take_over');
    await until('the tab takes over', async () => !await reads(desk) && (await desk.call('find', 'status.writer')).length === 0);
    await desk.settled();
}
// What is kept, as a tab finds it that comes later.
async function keptNow(desk)
{
    const later = await desk.anotherTab();
    await later.settled();
    const kept = { project: await later.exported(), steps: (await later.state()).steps };
    await later.page.close();
    return kept;
}
// The only complaint may be of the page's icon, where a browser asks for one.
const finish = async (...desks) => {
    for (const { complaints } of desks) assert.deepEqual(complaints, []);
    await desks[0].close();
};

test('what one tab does appears in the other, in which nothing can be changed', { skip: onlyServed }, async () => {
    const { writer, reader } = await twoTabs();
    assert.ok(await reads(reader));
    assert.ok(!await reads(writer));
    await same(writer, reader);
    await label(writer, 'said', 'q');
    await same(writer, reader);
    await writer.press('Control+z');
    await same(writer, reader);
    await reader.screenshot('tabs_reader');
    await label(reader, 'Lyon', 'l');
    await reader.press('Control+z');
    await assert.rejects(reader.call('command', 'entity.create', { name: 'Lyon', type: '' }), { message: new RegExp(sentence) });
    assert.equal((await reader.spans()).length, 1);
    await same(writer, reader);
    await writer.page.bringToFront();
    await writer.press('Control+y');
    await same(writer, reader);
    assert.equal((await keptNow(writer)).project, await writer.exported());
    await finish(writer, reader);
});

inChromium('the tabs take over from one another, and what was being typed is kept', { skip: onlyServed }, async () => {
    const { writer, reader } = await twoTabs();
    const tabs = [writer, reader];
    for (let round = 0; round < 4; ++round) {
        const [from, to] = [tabs[round % 2], tabs[(round + 1) % 2]];
        await from.page.bringToFront();
        await from.call('command', 'entity.create', { name: `E${round}`, type: '' });
        await takeOver(to);
        await until('the other reads along', () => reads(from));
        assert.equal((await to.project()).entities.length, round + 1);
        await same(from, to);
    }
    assert.deepEqual((await writer.project()).entities.map(({ name }) => name), ['E0', 'E1', 'E2', 'E3']);
    const kept = await keptNow(writer);
    assert.equal(kept.project, await writer.exported());
    assert.equal(kept.steps, (await writer.state()).steps);
    await finish(writer, reader);
});

test('when the tab that writes is closed, the other one writes; one that is loaded anew goes on writing', { skip: onlyServed }, async () => {
    const { writer, reader } = await twoTabs();
    await writer.page.reload();
    await writer.call('ready');
    await writer.settled();
    assert.ok(!await reads(writer) && await reads(reader));
    const before = await writer.exported();
    await writer.page.close();
    await until('the other writes', async () => !await reads(reader));
    assert.equal(await reader.exported(), before);
    await label(reader, 'Lyon', 'l');
    await reader.settled();
    assert.equal((await keptNow(reader)).project, await reader.exported());
    await finish(reader);
});

inChromium('a project that no tab has open any more is one click away', { skip: onlyServed }, async () => {
    const first = await world.desk();
    await first.page.evaluate((data) => window.glossator.open([{ name: 'a.txt', data }]), text);
    await first.settled();
    await label(first, 'minister', 'p');
    const second = await first.anotherTab({ query: '?sample' });
    await second.settled();
    const kept = await first.exported();
    await first.page.close();
    await second.page.bringToFront();
    await second.click('top.menu');
    const name = 'top.menu:kept:0';
    await until('it is listed', async () => (await second.call('find', name)).length > 0);
    await second.screenshot('tabs_kept');
    const loaded = second.page.waitForEvent('load');
    await second.click(name).catch(() => {});  // the page goes in the middle of it
    await loaded;
    await second.call('ready');
    await second.settled();
    assert.equal(await second.exported(), kept);
    await finish(second);
});

inChromium('a file that is opened in a tab that reads along begins a project of its own', { skip: onlyServed }, async () => {
    const { writer, reader } = await twoTabs();
    const before = await writer.exported();
    await reader.page.evaluate(() => window.glossator.open([{ name: 'b.txt', data: 'Another article.\n' }]));
    await reader.settled();
    assert.ok(!await reads(reader) && !await reads(writer));
    assert.equal((await reader.project()).documents.length, 1);
    const own = await reader.exported();
    await reader.page.reload();
    await reader.call('ready');
    await reader.settled();
    assert.equal(await reader.exported(), own);
    await writer.page.reload();
    await writer.call('ready');
    await writer.settled();
    assert.equal(await writer.exported(), before);
    const sample = await writer.anotherTab({ query: '?sample' });
    await sample.settled();
    assert.ok(!await reads(sample));
    await finish(writer, reader, sample);
});

inChromium('a tab that does not answer is overruled, and offers what was not kept as a file', { skip: onlyServed }, async () => {
    const { writer, reader } = await twoTabs();
    // A step, and before it can be kept the tab stands still, as one that the browser has frozen.
    const frozen = writer.page.evaluate(() => {
        window.glossator.command('entity.create', { name: 'Late', type: '' });
        for (const end = Date.now() + 6000; Date.now() < end;);
    });
    await takeOver(reader);
    await label(reader, 'Lyon', 'l');
    await frozen;
    await writer.page.bringToFront();
    await until('the step that came late is asked about', async () => (await writer.call('find', 'question.yes')).length > 0);
    const download = writer.page.waitForEvent('download');
    await writer.click('question.yes');
    const unsaved = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
    assert.deepEqual(unsaved.entities.map(({ name }) => name), ['Late']);
    await until('the other reads along', () => reads(writer));
    await same(writer, reader);
    assert.equal((await reader.spans()).length, 2);
    assert.equal((await keptNow(reader)).project, await reader.exported());
    await finish(reader, writer);
});

inChromium('a browser whose locks are refused, or that has none, says so once and keeps the project', { skip: onlyServed }, async () => {
    for (const init of ['navigator.locks.request = () => Promise.reject(new DOMException("no", "SecurityError"))',
        'Object.defineProperty(navigator, "locks", { value: undefined })']) {
        const desk = await world.desk({ init });
        await desk.page.evaluate((data) => window.glossator.open([{ name: 'a.txt', data }]), text);
        await desk.settled();
        assert.equal((await desk.call('find', 'status.problems')).length, 1);
        const before = await desk.exported();
        const second = await desk.anotherTab({ init });
        await second.settled();
        assert.equal(await second.exported(), before);
        assert.equal((await second.call('find', 'status.problems')).length, 0);
        await until('the first reads along', () => reads(desk));
        await finish(desk, second);
    }
});
