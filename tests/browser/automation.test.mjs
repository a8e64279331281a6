// window.glossator keeps the promises of docs/automation.md.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

// The message of the Error that a call rejects or throws with.
const fault = (desk, name, ...args) => desk.page.evaluate(async ([member, list]) => {
    try {
        await window.glossator[member](...list);
    } catch (error) {
        return error instanceof Error ? error.message : `not an Error: ${error}`;
    }
    return null;
}, [name, args]);

test('what is asked before the page is ready waits, or says that it is too early', async () => {
    const desk = await world.desk({
        ready: false,
        init: `addEventListener('DOMContentLoaded', () => {
            try { window.glossator.project(); } catch (error) { window.early = error.message; }
            window.opened = window.glossator.open([{ name: 'a.txt', data: 'Ilse.\\n' }]);
        })`,
    });
    assert.match(await desk.page.evaluate(() => window.early), /still loading/);
    const { documents } = await desk.page.evaluate(() => window.opened);
    assert.equal(documents.length, 1);
    assert.equal((await desk.project()).documents[0].text, 'Ilse.\n');
    await desk.close();
});

test('commands make records and return their ids', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'a.txt', data: 'Mayor Ilse Okonjo said that the ferry will open before winter.\n' }]);
    const run = (id, args) => desk.call('command', id, args);
    const id = async (command, args) => (await run(command, args))[0];
    const person = await id('span.create', { label: 'PERSON', at: [[6, 17]] });
    const source = await id('span.create', { label: 'SOURCE', at: [[0, 17]] });
    const cue = await id('span.create', { label: 'CUE', at: [[18, 22]] });
    const claim = await id('span.create', { label: 'CLAIM', at: [[28, 61]], attributes: {} });
    const attribution = await id('attribution.create', { sources: [source], cues: [cue], contents: [claim] });
    const entity = await id('entity.create', { name: 'Ilse Okonjo', type: 'PERSON' });
    const other = await id('entity.create', { name: 'Mayor Okonjo', type: 'PERSON' });
    await run('entity.assign', { span: person, entity });
    await run('entity.merge', { from: other, into: entity });
    const record = await id('claim.create', { text: 'The ferry will open before winter.' });
    const wider = await id('claim.create', { text: 'The ferry will open.' });
    await run('claim.assign', { span: claim, claim: record, relation: 'same' });
    await run('claim.link', { from: record, to: wider, type: 'narrower' });
    await run('span.set', { id: person, note: 'the mayor' });

    const project = await desk.project();
    const [set] = project.sets;
    assert.deepEqual(set.spans.map((span) => span.quote[0]).sort(), ['Ilse Okonjo', 'Mayor Ilse Okonjo', 'said', 'the ferry will open before winter'].sort());
    assert.equal(set.spans.find((span) => span.id === person).entity, entity);
    assert.equal(set.spans.find((span) => span.id === person).note, 'the mayor');
    assert.equal(set.attributions[0].id, attribution);
    assert.equal(project.entities.length, 1);
    assert.equal(project.claims.length, 2);

    await run('span.delete', { id: cue });
    const { steps, undo } = await desk.state();
    assert.ok(undo);
    await run('edit.undo');
    assert.equal((await desk.state()).steps, steps - 1);
    assert.ok((await desk.state()).redo);
    await run('edit.redo');
    assert.equal((await desk.project()).sets[0].spans.length, 3);
    await desk.close();
});

test('faults are Errors with a sentence', async () => {
    const desk = await world.desk({ query: '?sample' });
    const { document } = await desk.state();
    for (const [name, ...args] of [
        ['open', 'no list'], ['open', [{ name: 'a.txt' }]], ['open', [], { mode: 'merge' }], ['export', 'no-such-format'],
        ['command', 'no.such.command'], ['command', 'span.create', { label: 'NOBODY', at: [[0, 4]] }],
        ['command', 'span.create', { label: 'PERSON', at: [[0, 100000]] }], ['command', 'span.delete', { id: 's-none' }],
        ['command', 'search.run', { query: '(', regex: true }], ['select', 'd-none', 0, 1], ['select', document, 5, 2],
        ['select', document, 0, 1e9], ['select', document, -1, 2], ['locate', 'd-none', 0, 1], ['on', 'no-such-event', null],
    ]) {
        const message = await fault(desk, name, ...args);
        assert.match(message ?? `${name} did not complain`, /\s.*[.!?”]$/, `${name} ${JSON.stringify(args)}: ${message}`);
    }
    assert.deepEqual(await desk.call('find', 'no-such-control'), []);
    await desk.close();
});

test('what can be asked has the promised form', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.settled();
    assert.match(await desk.call('version'), /^\d+\.\d+\.\d+/);
    for (const format of await desk.call('formats'))
        assert.deepEqual(Object.keys(format).sort(), ['extensions', 'id', 'options', 'reads', 'title', 'writes']);
    assert.ok((await desk.call('formats')).some(({ id }) => id === 'glossator-jsonl'));
    for (const command of await desk.call('commands')) {
        for (const key of ['id', 'title', 'keys']) assert.equal(typeof command[key], 'string', command.id);
        assert.equal(typeof command.enabled, 'boolean');
    }
    const ids = new Set((await desk.call('commands')).map(({ id }) => id));
    for (const id of ['span.create', 'span.delete', 'span.set', 'attribution.create', 'entity.create', 'entity.assign', 'entity.merge',
        'claim.create', 'claim.assign', 'claim.link', 'relation.create', 'edit.undo', 'edit.redo', 'document.next', 'document.previous',
        'view.show', 'schema.load']) assert.ok(ids.has(id), id);
    assert.deepEqual(Object.keys(await desk.state()).sort(),
        ['document', 'file', 'focused', 'hidden', 'redo', 'selection', 'set', 'steps', 'suggestions', 'undo', 'unsaved', 'view', 'writer']);
    const stats = await desk.call('stats');
    assert.deepEqual(Object.keys(stats.frame_ms).sort(), ['last', 'max', 'p50', 'p95']);
    assert.deepEqual(Object.keys(stats.open_ms).sort(), ['index', 'layout', 'paint', 'parse']);
    for (const key of ['frames', 'wasm_bytes', 'spans', 'text_bytes']) assert.ok(stats[key] > 0, key);
    const scroll = await desk.call('scroll');
    assert.ok(scroll.total > scroll.view && scroll.top === 0, JSON.stringify(scroll));
    await desk.close();
});

test('select scrolls to the place, and locate says where it is painted', async () => {
    const desk = await world.desk({ query: '?sample' });
    const { documents } = await desk.project();
    const last = documents[1];
    const length = [...last.text].length;
    await desk.call('select', last.id, length - 12, length - 6);
    assert.deepEqual((await desk.state()).selection, [length - 12, length - 6]);
    assert.equal((await desk.state()).document, last.id);
    const boxes = await desk.call('locate', last.id, length - 12, length - 6);
    const reading = await desk.box('reading');
    assert.ok(boxes.length > 0);
    for (const { x, y, width, height } of boxes)
        assert.ok(x >= reading.x && y >= reading.y && x + width <= reading.x + reading.width && y + height <= reading.y + reading.height);
    assert.deepEqual(await desk.call('locate', documents[0].id, 0, 4), [], 'another document is not painted');
    await desk.close();
});

test('listeners hear what they asked for until they leave', async () => {
    const desk = await world.desk();
    const heard = await desk.page.evaluate(async () => {
        const names = [];
        const leave = ['change', 'saved', 'problem', 'open'].map((name) => window.glossator.on(name, () => names.push(name)));
        await window.glossator.open([{ name: 'a.txt', data: 'Ilse.\n' }, { name: 'b.txt', data: Uint8Array.of(0xff) }]);
        await window.glossator.settled();
        const before = [...names];
        leave.forEach((stop) => stop());
        await window.glossator.command('span.create', { label: 'PERSON', at: [[0, 4]] });
        await window.glossator.settled();
        return { before, after: names.slice(before.length) };
    });
    for (const name of ['change', 'saved', 'problem', 'open']) assert.ok(heard.before.includes(name), `${name}: ${heard.before}`);
    assert.deepEqual(heard.after, []);
    await desk.close();
});

test('an edit is kept the moment that settled() says so', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'a.txt', data: 'Ilse met Jonas.\n' }]);
    await desk.call('command', 'span.create', { label: 'PERSON', at: [[0, 4]] });
    await desk.settled();
    const session = await desk.context.newCDPSession(desk.page);
    const crashed = desk.page.waitForEvent('crash');
    session.send('Page.crash').catch(() => {});
    await crashed;
    const page = await desk.context.newPage();
    await page.goto(world.server.url());
    await page.evaluate(() => window.glossator.ready);
    const project = await page.evaluate(() => window.glossator.project());
    assert.deepEqual(project.sets[0].spans.map(({ quote }) => quote), [['Ilse']]);
    await desk.close();
});
