// Who said what in one gesture, with the mouse and the keyboard.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, locateIn } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const text = 'The mayor said on Monday that the ferry was late.\n';

test('a drag, a key and Enter make an attribution; Escape drops one', async () => {
    const desk = await world.desk();
    await desk.call('open', [{ name: 'ferry.txt', data: text }]);
    const { document } = await desk.state();
    const content = locateIn(text, 'the ferry was late');
    await desk.drag(document, ...content);
    await desk.press('a');
    assert.equal((await desk.call('find', 'proposal')).length, 1);
    await desk.screenshot('proposal');
    await desk.press('Escape');
    assert.equal((await desk.call('find', 'proposal')).length, 0);
    assert.deepEqual(await desk.spans(), []);
    await desk.drag(document, ...content);
    await desk.press('Shift+Enter', 'Enter');
    const { spans, attributions: [made] } = await desk.set();
    const quotes = (ids) => ids.map((id) => spans.find((span) => span.id === id).quote.join(' … '));
    assert.deepEqual(quotes(made.sources), ['The mayor']);
    assert.deepEqual(quotes(made.cues), ['said']);
    assert.deepEqual(quotes(made.contents), ['the ferry was late']);
    await desk.press('Control+z');
    assert.deepEqual(await desk.spans(), []);
    await desk.close();
});

test('an attribution is changed by keys and by mouse, in one step; relays stand as a tree', async () => {
    const desk = await world.desk();
    const relay = 'Isles Wire reported that the mayor said the ferry was late. The board denied it.\n';
    await desk.call('open', [{ name: 'relay.txt', data: relay }]);
    const { document } = await desk.state();
    await desk.drag(document, ...locateIn(relay, 'the mayor said the ferry was late'));
    await desk.press('a', 'Enter');
    await desk.drag(document, ...locateIn(relay, 'the ferry was late'));
    await desk.press('a', 'Enter');
    const [outer, inner] = (await desk.set()).attributions;
    assert.equal(inner.parent, outer.id);
    await desk.screenshot('attribution-tree');

    const { steps } = await desk.state();
    await desk.press('Alt+Enter');
    assert.equal((await desk.call('find', 'proposal')).length, 1);
    await desk.drag(document, ...locateIn(relay, 'The board'));
    await desk.screenshot('attribution-change');
    await desk.press('Enter');
    const after = await desk.set();
    const quoteOf = (id) => after.spans.find((span) => span.id === id).quote.join(' … ');
    const changed = after.attributions.find(({ id }) => id === inner.id);
    assert.deepEqual(changed.sources.map(quoteOf), ['The board']);
    assert.deepEqual(changed.contents, inner.contents);
    assert.equal((await desk.state()).steps, steps + 1);
    await desk.press('Control+z');
    assert.deepEqual((await desk.set()).attributions, [outer, inner]);

    await desk.click(`inspector.attribution.edit:${outer.id}`);
    await desk.press('Delete', 'Escape');
    assert.deepEqual((await desk.set()).attributions, [outer, inner]);
    await desk.close();
});
