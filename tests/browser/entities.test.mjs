// Entities and claims across articles, by real keys and mouse: proposed as words are selected, taken by one key, put in order in a view.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch, locateIn } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const kOne = 'Balochistan Liberation Army fighters met Ilse Okonjo. Okonjo said the BLA had left.\n' +
    'Officials said at least ten people were killed in the Quetta blast on Tuesday.\n';
const kTwo = 'The Quetta blast killed 31 people, the BLA said.\n';

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
    if (words.includes(' ')) await desk.drag(document, start, end);
    else await desk.doubleClick(document, start, end);
}

// Drags one row of a list onto another.
async function dragOnto(desk, row, other)
{
    const [from, to] = [await desk.box(row), await desk.box(other)];
    await desk.page.mouse.move(from.x + 60, from.y + 10);
    await desk.page.mouse.down();
    await desk.page.mouse.move(to.x + 80, to.y + 12, { steps: 6 });
    await desk.settled();
    await desk.page.mouse.up();
    await desk.settled();
}

test('a name is selected and one key gives it label and entity: a new one, a proposed one, the same elsewhere', async () => {
    const desk = await withArticles();
    await pick(desk, kOne, 'Balochistan Liberation Army');
    await desk.press('Shift+O');
    await pick(desk, kOne, 'Ilse Okonjo');
    await desk.press('Shift+P');
    await pick(desk, kOne, 'Okonjo', 1);
    await desk.press('1');
    await pick(desk, kOne, 'BLA');
    await desk.screenshot('proposals');
    await desk.press('1');
    const { entities } = await desk.project();
    assert.deepEqual(entities.map(({ name }) => name), ['Balochistan Liberation Army', 'Ilse Okonjo']);
    const [army, okonjo] = entities.map(({ id }) => id);
    assert.deepEqual((await desk.spans()).map(({ quote, entity }) => [quote[0], entity]),
        [['Balochistan Liberation Army', army], ['Ilse Okonjo', okonjo], ['Okonjo', okonjo], ['BLA', army]]);

    await desk.press('F8');
    await desk.screenshot('entities');
    await desk.click(`entity:${okonjo}`);
    const mention = (await desk.spans())[2].id;
    const { x, y, width, height } = await desk.box(`mention:${mention}`);
    await desk.page.mouse.click(x + width * 0.6, y + height / 2);
    await desk.settled();
    assert.equal((await desk.state()).focused, mention);
    await desk.close();
});

test('one entity is dragged onto another and merged; mentions are split off again', async () => {
    const desk = await withArticles();
    for (const words of ['Balochistan Liberation Army', 'BLA']) {
        await pick(desk, kOne, words);
        await desk.press('Shift+O');
    }
    await desk.press('F8');
    const [army, short] = (await desk.project()).entities.map(({ id }) => id);
    await dragOnto(desk, `entity:${short}`, `entity:${army}`);
    const merged = (await desk.project()).entities;
    assert.deepEqual(merged.map(({ name, aliases }) => [name, aliases]), [['Balochistan Liberation Army', ['BLA']]]);
    const second = await desk.box(`mention:${(await desk.spans())[1].id}`);
    await desk.page.mouse.click(second.x + 12, second.y + second.height / 2);
    await desk.settled();
    await desk.click('entity.split');
    assert.deepEqual((await desk.project()).entities.map(({ name }) => name).sort(), ['BLA', 'Balochistan Liberation Army']);
    await desk.close();
});

test('a claim is linked to one of another article by one key, with what differs marked beside it', async () => {
    const desk = await withArticles();
    await pick(desk, kOne, 'at least ten people were killed in the Quetta blast');
    await desk.press('c');
    const [first] = await desk.spans();
    await desk.press('Alt+PageDown');
    await pick(desk, kTwo, 'The Quetta blast killed 31 people');
    await desk.press('c');
    assert.equal((await desk.call('find', 'proposal.there')).length, 1);
    await desk.screenshot('claim-beside');
    await desk.press('Alt+4');
    const [second] = await desk.spans();
    const { claims, sets } = await desk.project();
    assert.deepEqual(claims.map(({ text }) => text), ['at least ten people were killed in the Quetta blast']);
    assert.deepEqual(second.claim, { id: claims[0].id, relation: 'contradicts' });
    assert.equal(sets.flatMap(({ spans }) => spans).find(({ id }) => id === first.id).claim.id, claims[0].id);
    await desk.press('F9');
    await desk.screenshot('claims');
    await desk.close();
});

test('all pairs that are perhaps the same: one merged by a key, one kept apart by a click', async () => {
    const desk = await withArticles();
    for (const name of ['Harbour Ferry Company', 'Harbor Ferry Company', 'Quetta Police', 'Quetta police force'])
        await desk.call('command', 'entity.create', { name, type: 'ORG' });
    await desk.press('Shift+F8');
    await desk.screenshot('alike');
    const names = async () => (await desk.project()).entities.map(({ name }) => name);
    await desk.press('m');
    assert.equal((await names()).length, 3);
    await desk.press('Control+z');
    assert.equal((await names()).length, 4);
    const before = (await desk.project()).entities;
    const apart = [];
    for (const a of before)
        for (const b of before) if ((await desk.call('find', `pair.apart:${a.id}/${b.id}`)).length) apart.push([a.id, b.id]);
    assert.ok(apart.length >= 2);
    await desk.click(`pair.apart:${apart[0].join('/')}`);
    assert.equal((await names()).length, 4);
    assert.equal((await desk.call('find', `pair.apart:${apart[0].join('/')}`)).length, 0);
    await desk.press('Escape');
    assert.equal((await desk.call('find', 'entities')).length, 1);
    await desk.close();
});

test('a claim record is dragged onto another and merged, and another one by keys', async () => {
    const desk = await withArticles();
    for (const text of ['A ferry runs.', 'B ferry runs.', 'C ferry runs.']) await desk.call('command', 'claim.create', { text });
    await desk.press('F9');
    const ids = (await desk.project()).claims.map(({ id }) => id);
    await dragOnto(desk, `claim:${ids[1]}`, `claim:${ids[0]}`);
    assert.deepEqual((await desk.project()).claims.map(({ id }) => id), [ids[0], ids[2]]);
    await desk.click(`claim:${ids[2]}`);
    await desk.press('m', 'ArrowUp', 'm');
    assert.deepEqual((await desk.project()).claims.map(({ id }) => id), [ids[0]]);
    await desk.press('Control+z', 'Control+z');
    assert.equal((await desk.project()).claims.length, 3);
    await desk.close();
});
