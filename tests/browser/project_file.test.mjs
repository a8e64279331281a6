// The project's file, written in place through the File System Access API. The pickers, which nobody can click here, answer with files of
// the page's own file system, which are handles like others.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

const kName = 'talks.glossator.json';
const kText = 'The minister said so in Lyon. Ilse Okonjo did not.\n';

const pickers = `
    const files = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('corpus', { create: true });
    window.showOpenFilePicker = async () => [await (await files()).getFileHandle('${kName}')];
    window.showSaveFilePicker = async () => (await files()).getFileHandle('${kName}', { create: true });
    window.showDirectoryPicker = files;`;
const open = (options = {}) => world.desk({ ...options, init: pickers + (options.init ?? '') });

const write = (desk, name, text) => desk.page.evaluate(async ([file, bytes]) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('corpus', { create: true });
    const stream = await (await folder.getFileHandle(file, { create: true })).createWritable();
    await stream.write(bytes);
    await stream.close();
}, [name, text]);
const read = (desk, name) => desk.page.evaluate(async (file) => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('corpus');
    return (await (await folder.getFileHandle(file)).getFile()).text();
}, name);

const label = async (desk, words) => {
    const { document } = await desk.state();
    const start = kText.indexOf(words);
    await desk.call('select', document, start, start + words.length);
    await desk.press('p');
    await desk.press('Escape');
};
const wordsIn = (project) => project.sets[0].spans.map(({ quote }) => quote[0]).sort();
const until = async (desk, state) => {
    for (let i = 0; i < 100; ++i) {
        const { file } = await desk.state();
        if (file?.state === state) return file;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    assert.fail(`the file is ${JSON.stringify((await desk.state()).file)}, not ${state}`);
};

// A desk with a project of one person, saved in place.
async function atWork(options)
{
    const desk = await open(options);
    await desk.call('open', [{ name: 'first.txt', data: kText }]);
    await label(desk, 'minister');
    await desk.press('Control+s');
    await until(desk, 'as_here');
    return desk;
}
// Somebody else has Lyon, too.
async function changeElsewhere(desk)
{
    const text = await read(desk, kName);
    const theirs = JSON.parse(text);
    const [span] = theirs.sets[0].spans;
    const start = kText.indexOf('Lyon');
    theirs.sets[0].spans.push({ ...span, id: 's-90', at: [[start, start + 4]], quote: ['Lyon'] });
    await write(desk, kName, JSON.stringify(theirs));
}

test('the project is saved in place, and what another program does to the file is merged, after a reload too', async () => {
    const desk = await atWork();
    assert.equal((await desk.state()).file.name, kName);
    assert.deepEqual(JSON.parse(await read(desk, kName)), await desk.project());
    await label(desk, 'Ilse Okonjo');
    assert.equal((await desk.state()).file.state, 'behind');

    await desk.page.reload();
    await desk.call('ready');
    assert.equal((await desk.state()).file.name, kName);
    await changeElsewhere(desk);
    await desk.page.evaluate(() => dispatchEvent(new Event('focus')));
    await until(desk, 'changed_elsewhere');
    await desk.settled();
    await desk.screenshot('changed-elsewhere');
    await desk.click('question.yes');
    await until(desk, 'as_here');
    assert.deepEqual(wordsIn(await desk.project()), ['Ilse Okonjo', 'Lyon', 'minister']);
    assert.deepEqual(wordsIn(JSON.parse(await read(desk, kName))), ['Ilse Okonjo', 'Lyon', 'minister']);
    await desk.close();
});

test('saving never goes over what another program wrote; the user may have it so', async () => {
    const desk = await atWork();
    await changeElsewhere(desk);
    await label(desk, 'Ilse Okonjo');
    await desk.press('Control+s');
    await until(desk, 'changed_elsewhere');
    assert.deepEqual(wordsIn(JSON.parse(await read(desk, kName))), ['Lyon', 'minister']);
    await desk.settled();
    await desk.click('question:file.keep_mine');
    await until(desk, 'as_here');
    assert.deepEqual(wordsIn(JSON.parse(await read(desk, kName))), ['Ilse Okonjo', 'minister']);
    await desk.close();
});

test('a file that is opened in place is written there by itself, where the user wants it so', async () => {
    const desk = await atWork();
    await desk.call('command', 'file.new', { sure: true });
    assert.equal((await desk.state()).file, null);
    await desk.press('Control+o');
    await until(desk, 'as_here');
    assert.deepEqual(wordsIn(await desk.project()), ['minister']);
    await desk.call('command', 'file.save_by_itself');
    await label(desk, 'Lyon');
    await until(desk, 'as_here');
    assert.deepEqual(wordsIn(JSON.parse(await read(desk, kName))), ['Lyon', 'minister']);
    await desk.close();
});

test('a folder of texts is a project, which is saved beside them and found there again', async () => {
    const desk = await open();
    await write(desk, 'first.txt', kText);
    await write(desk, 'second.txt', 'Another one.\n');
    await desk.press('Control+Shift+O');
    for (let i = 0; i < 50 && (await desk.state()).file === null; ++i) await new Promise((resolve) => setTimeout(resolve, 100));
    assert.equal((await desk.state()).file.name, 'corpus.glossator.json');
    await desk.settled();
    await label(desk, 'minister');
    await desk.press('Control+s');
    await until(desk, 'as_here');
    assert.deepEqual((await desk.project()).documents.map(({ name }) => name), ['first.txt', 'second.txt']);
    assert.deepEqual(JSON.parse(await read(desk, 'corpus.glossator.json')), await desk.project());

    await write(desk, 'third.txt', 'A third one.\n');
    await desk.call('command', 'file.new', { sure: true });
    await desk.press('Control+Shift+O');
    await until(desk, 'behind');  // the new text isn't in it
    assert.deepEqual(wordsIn(await desk.project()), ['minister']);
    assert.equal((await desk.project()).documents.length, 3);
    await desk.close();
});

test('a browser that does not allow writing is told, and the project stays behind', async () => {
    const desk = await atWork({ init: `
        FileSystemHandle.prototype.queryPermission = async () => window.allowed === false ? 'prompt' : 'granted';
        FileSystemHandle.prototype.requestPermission = async () => 'denied';` });
    await desk.page.evaluate(() => {
        window.allowed = false;
        window.problems = [];
        window.glossator.on('problem', ({ message }) => window.problems.push(message));
    });
    await label(desk, 'Lyon');
    await desk.press('Control+s');
    await desk.page.waitForFunction(() => window.problems.length > 0);
    assert.deepEqual(await desk.page.evaluate(() => window.problems), ['talks.glossator.json could not be written: you have not allowed it.']);
    assert.equal((await desk.state()).file.state, 'behind');
    await desk.close();
});
