// Work at speed, by real keys and mouse: every occurrence, the last change once more, unmarked names, what is unfinished, flags, keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, locateIn } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const kOne = 'Then Ilse Okonjo met the Board. Later the Board heard Okonjo.\n';
const kTwo = 'In Aden the Board saw Okonjo.\n';

async function withArticles(options = {})
{
    const desk = await world.desk(options);
    await desk.call('open', [{ name: 'one.txt', data: kOne }, { name: 'two.txt', data: kTwo }], { mode: 'replace' });
    await desk.settled();
    return desk;
}

async function pick(desk, text, words, nth = 0)
{
    const { document } = await desk.state();
    const [start, end] = locateIn(text, words, nth);
    await desk.doubleClick(document, start, end);
}

const quotes = async (desk) => (await desk.project()).sets.flatMap(({ spans }) => spans.map(({ label, quote }) => `${label} ${quote[0]}`));

test('one mention, and a few keys mark the same words in all articles with its entity, in one step', async () => {
    const desk = await withArticles();
    await pick(desk, kOne, 'Board');
    await desk.press('Shift+O');
    const { steps } = await desk.state();
    await desk.press('Alt+a');
    await desk.screenshot('review');
    await desk.press('Enter');
    assert.deepEqual(await quotes(desk), ['ORG Board', 'ORG Board', 'ORG Board']);
    assert.equal((await desk.state()).steps, steps + 1);
    const { entities, sets } = await desk.project();
    assert.equal(entities.length, 1);
    assert.ok(sets.every(({ spans }) => spans.every(({ entity }) => entity === entities[0].id)));
    await desk.press('Control+z');
    assert.equal((await quotes(desk)).length, 1);
    await desk.press('Alt+PageUp');  // undo showed the other article
    await desk.press('Tab');
    await desk.press('Alt+a');
    await desk.click('review:0');  // leads to its place, and the list stays
    await desk.click('review.apply');
    assert.equal((await quotes(desk)).length, 3);
    await desk.close();
});

test('brackets find names that are not marked; a point does the last change once more', async () => {
    const desk = await withArticles();
    await pick(desk, kOne, 'Okonjo', 1);
    await desk.press('p');
    await desk.press('Control+Home');
    await desk.press(']');
    const { selection } = await desk.state();
    assert.equal([...kOne].slice(...selection).join(''), 'Ilse Okonjo');
    await desk.press('.');
    assert.deepEqual(await quotes(desk), ['PERSON Ilse Okonjo', 'PERSON Okonjo']);
    await desk.close();
});

test('what is unfinished is gone through by a key; what is meant so is listed no more', async () => {
    const desk = await withArticles();
    await pick(desk, kOne, 'Board');
    await desk.press('o');
    await desk.press('Escape');
    await desk.box('checklist:0');
    await desk.press('!');
    assert.equal((await desk.state()).focused, (await desk.spans())[0].id);
    await desk.press('Alt+q');
    await desk.screenshot('flag');
    const [set] = (await desk.project()).sets;
    assert.deepEqual(set.spans[0]['x-flags'], ['discuss']);
    await desk.press('Alt+k');
    assert.deepEqual((await desk.project()).sets[0]['x-checked'], [`entity:ORG/${set.spans[0].id}`]);
    await desk.close();
});

test('the dot before an article turns its status, and keys are set in the list of keys', async () => {
    const desk = await withArticles();
    const [, two] = (await desk.project()).documents;
    await desk.click(`document.status:${two.id}`);
    assert.deepEqual((await desk.project()).sets.map(({ status }) => status), ['open', 'done']);
    await desk.press('?');
    await desk.click('help.key:name.next');
    await desk.press('F2');
    await desk.screenshot('keys');
    await desk.press('Escape');
    await desk.press('Control+Home');
    await desk.press('F2');
    const { selection } = await desk.state();
    assert.equal([...kOne].slice(...selection).join(''), 'Ilse Okonjo');
    await desk.close();
});
