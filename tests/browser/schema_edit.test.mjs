// The editor of the schema and the guidelines, by real mouse and keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const spansWith = ({ sets }, label) => sets.flatMap(({ spans }) => spans).filter((span) => span.label === label).length;

async function retype(desk, control, text)
{
    await desk.click(control);
    await desk.press('Control+a');
    await desk.page.keyboard.type(text);
    await desk.press('Enter');
    await desk.settled();
}

test('a label is renamed with its spans, gets another colour and key, and all of it is taken back', async () => {
    const desk = await world.desk({ query: '?sample' });
    const before = await desk.project();
    const persons = spansWith(before, 'PERSON');
    assert.ok(persons > 0);
    await desk.press('F7');
    await desk.click('schema.row:label:PERSON');
    await retype(desk, 'schema.label.title', 'Human');
    await retype(desk, 'schema.label.id', 'HUMAN');
    await desk.click('schema.label.color=#903c48');
    await desk.click('schema.label.key');
    await desk.page.keyboard.type('h');
    await desk.settled();
    await desk.screenshot('schema-label');
    let project = await desk.project();
    assert.deepEqual(project.schema.labels[0], { ...before.schema.labels[0], id: 'HUMAN', title: 'Human', color: '#903c48', key: 'h' });
    assert.equal(spansWith(project, 'HUMAN'), persons);
    await desk.press('Escape');
    for (let i = 0; i < 4; ++i) await desk.press('Control+z');
    project = await desk.project();
    assert.deepEqual(project, before);
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});

test('a label in use goes once the question is answered, and undo brings all of it back', async () => {
    const desk = await world.desk({ query: '?sample' });
    const before = await desk.project();
    await desk.press('F7');
    await desk.click('schema.row:label:CLAIM');
    await desk.press('Delete');
    await desk.screenshot('schema-question');
    assert.equal((await desk.call('find', 'question.yes')).length, 1);
    await desk.click('question.no');
    assert.deepEqual(await desk.project(), before);
    await desk.press('Delete');
    await desk.press('Enter');
    assert.equal(spansWith(await desk.project(), 'CLAIM'), 0);
    await desk.press('Control+z');
    assert.deepEqual(await desk.project(), before);
    await desk.close();
});

test('guidelines are written in the editor and shown beside the text at the label that is worked with', async () => {
    const desk = await world.desk({ query: '?sample' });
    await desk.press('F7');
    const [row] = await desk.call('find', 'schema.row:label:PERSON');
    await desk.page.mouse.move(row.x + 20, row.y + 8);
    await desk.page.mouse.wheel(0, 5000);
    await desk.settled();
    await desk.click('schema.row:guidelines');
    await desk.click('schema.guidelines');
    await desk.press('Control+a');
    const lines = ['# All', ...Array(40).fill('More of it.'), '## Cue', 'A **cue** says [how](https://e.example).'];
    await desk.page.keyboard.insertText(lines.join('\n\n'));
    await desk.press('F7');
    await desk.settled();
    await desk.press('F6');
    assert.equal((await desk.call('find', 'guidelines:All')).length, 1);
    const { document } = await desk.state();
    const cue = (await desk.spans()).find(({ label }) => label === 'CUE');
    const [box] = await desk.reveal(document, ...cue.at[0]);
    await desk.page.mouse.click(box.x + 4, box.y + box.height / 2);
    await desk.settled();
    assert.equal((await desk.call('find', 'guidelines:Cue')).length, 1);
    await desk.screenshot('guidelines');
    assert.deepEqual(desk.complaints, []);
    await desk.close();
});
