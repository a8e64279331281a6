// The interface in other languages, two of them from right to left: what is seen turns, what is marked doesn't.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { inOneFile, launch, onlyServed, root, slice } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world.close());

const wordsOf = (code) => JSON.parse(readFileSync(join(root, `assets/languages/${code}.json`), 'utf8')).words;

// Until the words are there, which are asked for.
const speaks = (desk, code) => desk.page.waitForFunction((lang) => document.getElementById('mirror').lang === lang, code);

const choose = async (desk, code) => {
    for (const name of ['top.view', 'top.view:view.languages', `top.language:${code}`]) await desk.click(name);
};

const open = async (query, options = {}) => {
    const desk = await world.desk({ query: `?sample${query}`, ...options });
    await desk.settled();
    return desk;
};

test('the interface speaks the language of the browser, and asks for nothing but its words', async () => {
    const desk = await open('', { locale: 'es-MX' });
    await speaks(desk, 'es');
    const commands = await desk.page.locator('#mirror nav').last().innerText();
    assert.ok(commands.includes(wordsOf('es')['Next article']), commands);
    assert.equal(await desk.page.evaluate(() => document.getElementById('mirror').dir), 'ltr');
    if (!inOneFile) assert.equal(desk.requests.filter((url) => url.includes('/languages/')).length, 1);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('in English nothing is asked for', { skip: onlyServed }, async () => {
    const desk = await open('', { locale: 'en-GB' });
    await desk.page.waitForTimeout(300);
    assert.equal(desk.requests.filter((url) => url.includes('/languages/')).length, 0);
    await desk.close();
});

test('from right to left the panels change sides, and a drag over the text marks the same characters', async () => {
    const desk = await open('&locale=ar');
    await speaks(desk, 'ar');
    const [undo, view] = [await desk.box('top.undo'), await desk.box('top.view')];
    assert.ok(undo.x < 640 && view.x < undo.x, 'the buttons stand at the left');
    const { documents: [{ id, text }] } = await desk.project();
    const start = [...text.slice(0, text.indexOf('Harbour Planning'))].length, end = start + 'Harbour Planning'.length;
    await desk.drag(id, start, end);
    const { selection } = await desk.state();
    assert.equal(slice(text, ...selection), 'Harbour Planning');
    const before = (await desk.spans()).length;
    await desk.type('o');
    const spans = await desk.spans();
    assert.equal(spans.length, before + 1);
    assert.ok(spans.some((span) => span.label === 'ORG' && span.at[0][0] === start && span.at[0][1] === end));
    await desk.close();
});

test('a language that is chosen in the menu is there after a reload, and names of controls stay', async () => {
    const desk = await open('', { locale: 'en-US' });
    await choose(desk, 'ur');
    await speaks(desk, 'ur');
    await desk.page.waitForTimeout(200);
    await desk.page.reload();
    await desk.call('ready');
    await speaks(desk, 'ur');
    await desk.click('top.main=Coverage');
    assert.equal((await desk.call('find', 'report')).length, 1);
    await choose(desk, 'en');
    await speaks(desk, 'en');
    assert.ok((await desk.box('top.undo')).x > 640);
    await choose(desk, 'ur');  // once more: the page in one file gives it a second time
    await speaks(desk, 'ur');
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('what is typed into a field of a turned interface is what it holds', async () => {
    const desk = await open('&locale=ar');
    await speaks(desk, 'ar');
    await desk.click('inspector.document.title');
    await desk.press('Control+a');
    await desk.type('Costs of العبّارة');
    await desk.press('Enter');
    assert.equal((await desk.project()).documents[0].title, 'Costs of العبّارة');
    await desk.close();
});
