// The whole path of an annotator: real articles, marked by mouse and keyboard, undone, kept, exported, and checked without help from the tool.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { article, articles, corpus, inChromium, launch, locateIn, noCorpus, slice } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const kFirst = '000_0acf562cf2ebb74b.txt';

// Independent of the tool: every offset and quote of a project against its texts.
function checkProject(project, texts)
{
    for (const document of project.documents) {
        const original = texts.get(document.name);
        if (original !== undefined) assert.equal(document.text, original.replace(/^\uFEFF/, ''), document.name);
        assert.equal(document.sha256, createHash('sha256').update(document.text, 'utf8').digest('hex'), document.name);
        assert.deepEqual(document.length, {
            codepoints: [...document.text].length, utf16: document.text.length, bytes: Buffer.byteLength(document.text),
        });
    }
    let spans = 0;
    for (const set of project.sets) {
        const { text } = project.documents.find(({ id }) => id === set.document);
        for (const span of set.spans) {
            assert.deepEqual(span.quote, span.at.map(([start, end]) => slice(text, start, end)), span.id);
            ++spans;
        }
    }
    return spans;
}

// All five articles picked in the dialog, the first one chosen in the list.
async function openArticles()
{
    const desk = await world.desk();
    await desk.choose(articles().map((name) => join(corpus, name)));
    const project = await desk.project();
    const document = project.documents.find(({ name }) => name === kFirst);
    await desk.click(`document:${document.id}`);
    assert.equal((await desk.state()).document, document.id);
    return { desk, id: document.id, text: document.text };
}

async function assertMarked(desk, label, ...quote)
{
    const spans = await desk.spans();
    const found = spans.find((span) => span.label === label && JSON.stringify(span.quote) === JSON.stringify(quote));
    assert.ok(found, `no ${label} over ${JSON.stringify(quote)} among ${JSON.stringify(spans.map((s) => [s.label, s.quote]))}`);
    return found;
}

// Marks what a person would, half by mouse and half by keys; returns how many spans that makes.
async function markFirstArticle(desk, id, text)
{
    // A name: one word by double click, the next by keyboard, labelled by its key.
    const [name] = locateIn(text, 'Nabeel Munir');
    await desk.doubleClick(id, name, name + 6);
    await desk.press('Control+Shift+ArrowRight', 'p');
    await assertMarked(desk, 'PERSON', 'Nabeel Munir');

    // A group's name with another name inside it: by drag, and by a click on the label's chip.
    const group = locateIn(text, 'Balochistan Liberation Army (BLA)');
    await desk.drag(id, ...group);
    await desk.press('n');
    await assertMarked(desk, 'NORP', 'Balochistan Liberation Army (BLA)');
    await desk.doubleClick(id, group[0], group[0] + 11);
    await desk.click('label:GPE');
    await assertMarked(desk, 'GPE', 'Balochistan');

    // A claim that its cue splits: the second fragment is dragged over, and added by its key.
    const first = locateIn(text, "the United States' relationship with both Pakistan and India 'remains unchanged'");
    const second = locateIn(text, 'diplomats are committed to both nations');
    await desk.drag(id, ...first);
    await desk.press('c');
    await desk.drag(id, ...second);
    await desk.press('+');
    await assertMarked(desk, 'CLAIM', slice(text, ...first), slice(text, ...second));

    // Its source and its cue.
    const source = locateIn(text, 'Tammy Bruce, while');
    await desk.drag(id, source[0], source[0] + 11);
    await desk.press('s');
    await assertMarked(desk, 'SOURCE', 'Tammy Bruce');
    const cue = locateIn(text, 'said that "the United');
    await desk.doubleClick(id, cue[0], cue[0] + 4);
    await desk.press('q');
    await assertMarked(desk, 'CUE', 'said');
    return 6;
}

test('five articles: marked, undone, done again, kept and exported, and every offset is right', { skip: noCorpus }, async () => {
    const { desk, id, text } = await openArticles();
    const count = await markFirstArticle(desk, id, text);
    const marked = await desk.project();
    assert.equal((await desk.spans()).length, count);

    let undone = 0;
    for (; (await desk.state()).steps > 1; ++undone) await desk.press('Control+z');  // the first step opened the articles
    assert.equal((await desk.spans()).length, 0);
    for (let i = 0; i < undone; ++i) await desk.press('Control+y');
    assert.deepEqual(await desk.project(), marked);

    await desk.page.reload();
    await desk.call('ready');
    await desk.settled();
    assert.deepEqual(await desk.project(), marked, 'a reload loses nothing');

    const written = JSON.parse(await desk.exported());
    assert.deepEqual(written, marked);
    assert.equal(checkProject(written, new Map(articles().map((name) => [name, article(name)]))), count);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

inChromium('what is undone before a reload can be done again after it', { skip: noCorpus }, async () => {
    const { desk, id, text } = await openArticles();
    const [name] = locateIn(text, 'Nabeel Munir');
    await desk.doubleClick(id, name, name + 6);
    await desk.press('p', 'Control+z');
    await desk.page.reload();
    await desk.call('ready');
    await desk.press('Control+y');
    await assertMarked(desk, 'PERSON', 'Nabeel');
    await desk.close();
});

test('an article is annotated by keyboard alone', { skip: noCorpus }, async () => {
    const desk = await world.desk();
    await desk.choose([join(corpus, kFirst)]);
    const [{ id, text }] = (await desk.project()).documents;
    await desk.press('Control+Home');
    const [first] = text.split(/[ ,]/).filter((word) => word === 'US');
    await desk.press('Control+ArrowRight', 'Control+Shift+ArrowRight');
    let { selection } = await desk.state();
    assert.equal(slice(text, ...selection).trim(), first);
    await desk.press('g');
    await assertMarked(desk, 'GPE', 'US');

    await desk.press('Enter');  // the menu of labels, filtered by typing
    await desk.type('organ');
    await desk.press('Enter');
    await assertMarked(desk, 'ORG', 'US');

    await desk.press('Alt+ArrowDown', 'Control+e');  // the next sentence
    ({ selection } = await desk.state());
    assert.match(slice(text, ...selection), /^Both nations .*beyond\.$/);
    await desk.press('c');
    await assertMarked(desk, 'CLAIM', slice(text, ...selection));

    await desk.press('Control+k');  // the palette has every command
    await desk.type('delete');
    await desk.press('Enter');
    assert.deepEqual((await desk.spans()).map(({ label }) => label).filter((label) => label === 'CLAIM'), []);
    assert.ok(id);
    await desk.close();
});

test('files come by drop too', async () => {
    const desk = await world.desk();
    await desk.page.evaluate(() => {
        const files = new DataTransfer();
        files.items.add(new File(['Ilse Okonjo said so.\n'], 'dropped.txt'));
        window.dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true }));
    });
    await desk.page.waitForFunction(() => window.glossator.project().documents.length === 1);
    assert.deepEqual((await desk.project()).documents.map(({ text }) => text), ['Ilse Okonjo said so.\n']);
    await desk.close();
});

inChromium('an article comes by paste too', async () => {
    const desk = await world.desk();
    await desk.page.evaluate(() => navigator.clipboard.writeText('A pasted article.\n'));
    await desk.press('Control+v');
    await desk.page.waitForFunction(() => window.glossator.project().documents.length === 1);
    assert.deepEqual((await desk.project()).documents.map(({ text }) => text), ['A pasted article.\n']);
    await desk.close();
});
