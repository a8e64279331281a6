// What is measured in the page. Times are the page's own, in milliseconds.
//
// `drawn`: until the tool has handed its drawing to WebGL, the time inside WebGL's functions left out: there the page waits for the graphics
// process, which here is a program on the same cores. `painted`: until the page's first task after that, when the browser has taken the
// frame over; what the graphics process then does is left out.

// Runs in every page before its scripts: how long each animation frame keeps the page's thread, when the first article was painted, and
// after each press of a key until what it changed was.
export function watch()
{
    const bench = { frames: [], opened: null, presses: [], gl_ms: 0 };
    window.bench = bench;
    const timed = (of, name) => {
        const { value: call } = Object.getOwnPropertyDescriptor(of, name);
        if (typeof call !== 'function' || name === 'constructor') return;
        of[name] = function (...values) {
            const began = performance.now();
            try {
                return call.apply(this, values);
            } finally {
                bench.gl_ms += performance.now() - began;
            }
        };
    };
    for (const name of Object.getOwnPropertyNames(WebGL2RenderingContext.prototype)) {
        if (!Object.getOwnPropertyDescriptor(WebGL2RenderingContext.prototype, name).get) timed(WebGL2RenderingContext.prototype, name);
    }
    timed(HTMLCanvasElement.prototype, 'getContext');
    // This moment, less what was spent in WebGL until now.
    bench.now = () => performance.now() - bench.gl_ms;
    bench.nextTask = () => new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now());
        port2.postMessage(0);
    });
    bench.nextFrame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
    const request = window.requestAnimationFrame.bind(window);
    window.requestAnimationFrame = (callback) => request((time) => {
        const began = bench.now();
        callback(time);
        bench.frames.push(bench.now() - began);
    });
    let pressed = 0, before = 0;
    addEventListener('keydown', (event) => { [pressed, before] = [event.timeStamp, bench.gl_ms]; }, true);
    Object.defineProperty(window, 'glossator', {
        configurable: true,
        set(tool) {
            Object.defineProperty(window, 'glossator', { value: tool });
            tool.on('open', async () => {
                const drawn = bench.now();
                bench.opened ??= { drawn, painted: await bench.nextTask() };
            });
            tool.on('change', async () => {
                const since = pressed;
                pressed = 0;
                if (!since) return;
                const drawn = performance.now() - (bench.gl_ms - before);
                bench.presses.push({ drawn: drawn - since, painted: await bench.nextTask() - since });
            });
        },
    });
}

export async function fetchFile(address)
{
    window.bench.file = new Uint8Array(await (await fetch(address)).arrayBuffer());
    await new Promise((resolve) => { setTimeout(resolve, 300); });  // what the page does after its start isn't counted
}

// From the file's bytes in the page to the painted article.
export async function openFile()
{
    const { bench, glossator } = window;
    const data = bench.file;
    bench.file = null;
    bench.frames.length = 0;
    const { wasm_bytes: empty_bytes } = glossator.stats();
    const began = performance.now(), ownBegan = bench.now();
    const { problems } = await glossator.open([{ name: 'bench.glossator.json', data }], { mode: 'replace' });
    const drawn = bench.now() - ownBegan;
    const painted = await bench.nextTask() - began;
    if (problems.length) throw new Error(problems[0].message);
    const { open_ms } = glossator.stats();
    await glossator.settled();
    const { wasm_bytes, text_bytes, spans } = glossator.stats();
    return { drawn, painted, own: open_ms, kept: performance.now() - began, longest: Math.max(...bench.frames), wasm_bytes, empty_bytes, text_bytes, spans };
}

// The same text in a <div>, each stretch with spans over it in a <mark>: from the file's bytes to painted, then one mark more.
export async function openPlainly()
{
    const { bench } = window;
    const began = performance.now();
    const project = JSON.parse(new TextDecoder().decode(bench.file));
    const { text } = project.documents[0], units = unitsOf(text), borders = new Map();
    for (const { at } of project.sets[0].spans)
        for (const [start, end] of at)
            for (const [place, change] of [[units(start), 1], [units(end), -1]]) borders.set(place, (borders.get(place) ?? 0) + change);
    const div = document.createElement('div');
    div.style = 'white-space: pre-wrap; max-width: 40em; font: 18px/1.6 serif';
    let from = 0, depth = 0;
    for (const [place, change] of [...borders, [text.length, 0]].sort((a, b) => a[0] - b[0])) {
        if (place > from) {
            const piece = document.createTextNode(text.slice(from, place));
            if (depth) div.appendChild(document.createElement('mark')).append(piece);
            else div.append(piece);
        }
        from = place;
        depth += change;
    }
    document.body.replaceChildren(div);
    await bench.nextFrame();
    const painted = await bench.nextTask() - began;
    const again = performance.now();
    const piece = [...div.childNodes].slice(div.childNodes.length >> 1).find((node) => node.nodeType === Node.TEXT_NODE && node.length > 2);
    const range = document.createRange();
    range.setStart(piece, 1);
    range.setEnd(piece, 2);
    range.surroundContents(document.createElement('mark'));
    await bench.nextFrame();
    const marked = await bench.nextTask() - again;
    return { painted, marked, heap: performance.memory.usedJSHeapSize };

    // Code points to the units of a JavaScript string.
    function unitsOf(string)
    {
        if (string.length === project.documents[0].length.codepoints) return (place) => place;
        const places = new Uint32Array(project.documents[0].length.codepoints + 1);
        let unit = 0, point = 0;
        for (const character of string) {
            places[point++] = unit;
            unit += character.length;
        }
        places[point] = unit;
        return (place) => places[place];
    }
}
