// What the focused span is linked to, the strip beside the scroll bar, and hiding: with the pointer, as people do it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, locateIn } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const text = `The harbour will open, Ilse Okonjo said.\n\n${'Nothing of note was said in this paragraph.\n\n'.repeat(60)}Okonjo left.\n`;

// A claim, its source and its cue in an attribution, and the source's entity once more at the end of the text.
async function linked()
{
    const desk = await world.desk();
    await desk.call('open', [{ name: 'harbour.txt', data: text }]);
    const { document } = await desk.state();
    const make = async (label, words, nth) => (await desk.call('command', 'span.create', { label, at: [locateIn(text, words, nth)] }))[0];
    const spans = {
        claim: await make('CLAIM', 'The harbour will open'), source: await make('PERSON', 'Ilse Okonjo'),
        cue: await make('CUE', 'said'), later: await make('PERSON', 'Okonjo', 1),
    };
    await desk.call('command', 'attribution.create', { sources: [spans.source], cues: [spans.cue], contents: [spans.claim] });
    const [entity] = await desk.call('command', 'entity.create', { name: 'Ilse Okonjo', type: 'PERSON' });
    for (const span of [spans.source, spans.later]) await desk.call('command', 'entity.assign', { span, entity });
    await desk.reveal(document, 0, 5);
    return { desk, document, spans };
}

async function clickWord(desk, document, words, nth)
{
    const [box] = await desk.call('locate', document, ...locateIn(text, words, nth));
    await desk.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await desk.settled();
}

test('lines lead from the focused span to its partners, and a click on a role or a count goes there', async () => {
    const { desk, document, spans } = await linked();
    await clickWord(desk, document, 'harbour');
    assert.equal((await desk.state()).focused, spans.claim);
    assert.equal((await desk.call('find', `link:${spans.cue}`)).length, 1);
    await desk.screenshot('links');
    await desk.click(`link:${spans.source}`);
    assert.equal((await desk.state()).focused, spans.source);
    await desk.click('link.below');
    assert.equal((await desk.state()).focused, spans.later);
    assert.ok((await desk.call('scroll')).top > 0);
    await desk.click('link.above');
    assert.equal((await desk.state()).focused, spans.source);
    await desk.close();
});

test('the strip beside the scroll bar goes where one clicks and drags', async () => {
    const { desk } = await linked();
    const strip = await desk.box('reading.minimap');
    const at = async (share) => [strip.x + strip.width / 2, strip.y + strip.height * share];
    await desk.page.mouse.click(...await at(0.5));
    await desk.settled();
    const share = async () => {
        const { top, total, view } = await desk.call('scroll');
        return (top + view / 2) / total;
    };
    assert.ok(Math.abs(await share() - 0.5) < 0.03, `${await share()}`);
    await desk.page.mouse.move(...await at(0.5));
    await desk.page.mouse.down();
    await desk.page.mouse.move(...await at(0.7), { steps: 4 });
    await desk.page.mouse.up();
    await desk.settled();
    assert.ok(Math.abs(await share() - 0.7) < 0.03, `${await share()}`);
    await desk.close();
});

test('a hidden layer is told of in the status line, can not be clicked, and is hidden after a reload', async () => {
    const { desk, document, spans } = await linked();
    await desk.press('Escape');
    await desk.click('top.view');
    await desk.click('top.view:view.layer:entity');
    await desk.press('Escape');
    assert.deepEqual((await desk.state()).hidden, ['layer:entity']);
    await clickWord(desk, document, 'Okonjo');
    assert.notEqual((await desk.state()).focused, spans.source);
    await desk.page.mouse.move(4, 4);
    await desk.screenshot('hidden-layer');
    await desk.page.reload();
    await desk.call('ready');
    assert.deepEqual((await desk.state()).hidden, ['layer:entity']);
    await desk.click('status.hidden');
    assert.deepEqual((await desk.state()).hidden, []);
    await clickWord(desk, document, 'Okonjo');
    assert.equal((await desk.state()).focused, spans.source);
    await desk.close();
});
