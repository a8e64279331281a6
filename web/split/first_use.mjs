// Which functions of the page run until an article is annotated for the first time: on the welcome page, with files opened, with the
// sample, and with what an earlier visit kept. Writes a profile for wasm-split.
//
// node first_use.mjs PAGE.js INSTRUMENTED.wasm PROFILE FOLDER…: the folders hold fonts/ and sample/.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { fileReader, machine, newKept } from './machine.mjs';

const [script, program, profile, ...folders] = process.argv.slice(2);
const file = fileReader(folders.map((folder) => pathToFileURL(folder + '/')));
const read = (path) => path === 'glossator.wasm' ? new Uint8Array(readFileSync(program)) : file(path);

async function visit(query, kept, act)
{
    const outside = machine({ query, kept, read });
    let instance;
    const instantiate = async (module, imports) => {
        instance = await WebAssembly.instantiate(module, imports);
        return instance;
    };
    const { compile } = WebAssembly;
    const context = createContext(Object.assign(outside.globals, { WebAssembly: { ...descriptors(), compile, instantiate } }));
    runInContext(readFileSync(script, 'utf8'), context, { filename: script });
    const tool = runInContext('glossator', context);
    await outside.nextFrames();
    await tool.ready;
    outside.fire.window('beforeunload', {});  // somebody may go before what comes later has come
    await act(outside, tool);
    await outside.nextFrames();
    outside.fire.window('beforeunload', {});
    await outside.nextFrames(2);
    const { unsaved } = tool.state();
    if (unsaved) throw new Error(`${unsaved} steps are not saved.`);
    return profileOf(instance, context);
}

const descriptors = () => Object.fromEntries(['Module', 'Instance', 'Memory', 'Table', 'RuntimeError'].map((name) => [name, WebAssembly[name]]));

function profileOf(instance, context)
{
    const kMost = 1 << 20;
    const at = runInContext('_malloc', context)(kMost);
    const size = instance.exports.__write_profile(at, kMost);
    return runInContext('HEAPU8', context).slice(at, at + size);
}

// What a hand does in the article, and how many steps it leaves.
async function annotate({ fire, nextFrames }, tool)
{
    const [box] = tool.find('reading');
    const at = (x, y) => ({ clientX: box.x + x * box.width, clientY: box.y + y * box.height, pointerId: 1, pointerType: 'mouse', isPrimary: true, button: 0, buttons: 1 });
    const press = async (key, code, held = {}) => {
        for (const type of ['keydown', 'keyup']) fire.window(type, { key, code, keyCode: 0, repeat: false, ...held });
        await nextFrames();
    };
    const drag = async (places, framesAfter = 2) => {  // quick, so that two in one place are a double click
        fire.canvas('pointermove', at(...places[0]));
        await nextFrames(2);
        fire.canvas('pointerdown', at(...places[0]));
        for (const place of places) {
            await nextFrames(2);
            fire.canvas('pointermove', at(...place));
        }
        fire.canvas('pointerup', at(...places[places.length - 1]));
        await nextFrames(framesAfter);
    };
    await drag([[0.3, 0.3], [0.5, 0.3], [0.4, 0.34]]);
    await press('q', 'KeyQ');
    if (tool.state().steps === 0) throw new Error('Nothing was annotated.');
    await press('z', 'KeyZ', { ctrlKey: true });
    await press('y', 'KeyY', { ctrlKey: true });
    // Labels of each kind on words that were clicked twice: each has its part of the inspector, and what is proposed.
    const { schema, documents } = tool.project(), { document } = tool.state();
    const words = [...documents.find(({ id }) => id === document).text.matchAll(/\b[a-z]{6,}\b/g)];
    for (const [i, { key }] of [...schema.labels, ...schema.labels].entries()) {
        const { index } = words[i < schema.labels.length ? i : 0];
        const [word] = tool.locate(document, index, index + 2);
        if (!word || !key) continue;
        const middle = [(word.x + word.width / 2 - box.x) / box.width, (word.y + word.height / 2 - box.y) / box.height];
        await drag([middle]);
        await drag([middle], i % 2 ? 2 : 0);  // a key may come before what is proposed was looked for
        await press(key, 'Key' + key.toUpperCase());
    }
    await press('Delete', 'Delete');
    for (const key of ['ArrowDown', 'ArrowRight', 'Escape', 'PageDown', 'Tab']) await press(key, key);
    await press('ArrowRight', 'ArrowRight', { shiftKey: true });
    fire.canvas('wheel', { ...at(0.5, 0.5), deltaX: 0, deltaY: 120, deltaMode: 0, ctrlKey: false });
    await nextFrames();
}

// A project as large as most become: one text of the sample with its spans and attributions, many times over.
function largeProject(times)
{
    const project = JSON.parse(new TextDecoder().decode(read('sample/harbour.glossator.json')));
    const [document] = project.documents, set = project.sets.find((each) => each.document === document.id);
    const length = [...document.text].length, text = document.text.repeat(times), bytes = Buffer.from(text);
    const measured = { sha256: createHash('sha256').update(bytes).digest('hex'), length: { codepoints: length * times, utf16: text.length, bytes: bytes.length } };
    const repeated = (list, copy) => Array.from({ length: times }, (_, n) => list.map((each) => copy(each, n))).flat();
    const named = (id, n) => id && `${id}-${n}`;
    const roles = ['sources', 'cues', 'contents', 'addressees'];
    return JSON.stringify({ ...project, documents: [{ ...document, title: 'A title that is cut off. '.repeat(20), text, ...measured }], sets: [{ ...set,
        spans: repeated(set.spans, (span, n) => ({ ...span, id: named(span.id, n), at: span.at.map(([from, to]) => [from + n * length, to + n * length]) })),
        relations: [],
        attributions: repeated(set.attributions, (said, n) => ({ ...said, id: named(said.id, n), parent: named(said.parent, n),
            ...Object.fromEntries(roles.map((role) => [role, (said[role] ?? []).map((id) => named(id, n))])) })),
    }] });
}

const text = 'A first article. “The line will cost more,” the mayor said.\n\nNobody knew why.\n'.repeat(40);
const whenDrawn = async (outside, promise) => {
    await outside.nextFrames();
    return promise;
};
const openFiles = async (outside, tool) => {
    const open = (name, data, mode) => whenDrawn(outside, tool.open([{ name, data }], { mode }));
    await open('first.txt', text, 'add');
    await annotate(outside, tool);
    await open('second.txt', text + text, 'add');
    await open('large.glossator.json', largeProject(100), 'replace');
    await open('sample.glossator.json', read('sample/harbour.glossator.json'), 'replace');
};

// What pages and scripts ask first.
const automate = async (outside, tool) => {
    await annotate(outside, tool);
    const { document } = tool.state();
    await whenDrawn(outside, tool.select(document, 3, 8));
    await whenDrawn(outside, tool.command('span.create', { label: tool.project().schema.labels[0].id, at: [[3, 8]] }));
    await whenDrawn(outside, tool.command('edit.undo'));
    for (const name of ['stats', 'scroll', 'commands', 'formats']) tool[name]();
    tool.locate(document, 3, 8);
    await whenDrawn(outside, tool.settled());
};

// A page that is left at once has kept its snapshot, and no line yet.
const keptAtOnce = newKept();
await visit('', keptAtOnce, async () => {});
const { generation, journal } = keptAtOnce.stores;
journal.clear();
for (const { value } of generation.values()) if (value.lines) value.lines = 0;

const kept = newKept();
const parts = [
    await visit('', keptAtOnce, openFiles),
    await visit('', kept, openFiles),
    await visit('', kept, annotate),
    await visit('?sample', newKept(), automate),
];
parts.forEach((part, i) => writeFileSync(`${profile}.${i}`, part));
process.exit(0);  // timers of the pages may still wait
