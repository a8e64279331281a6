// @ts-check
// window.glossator: the interface for tests, scripts and pages that embed the tool (docs/automation.md).
{
    const page = glossatorPage;

    /** @typedef {{when: 'frame' | 'settled', resolve: () => void, reject: (error: Error) => void}} Waiter */
    /** @type {Waiter[]} */
    let waiters = [];
    /** @type {Map<string, Set<(detail: any) => void>>} */
    const listeners = new Map(['change', 'saved', 'problem', 'open'].map((name) => [name, new Set()]));

    /** @param {Waiter['when']} when @returns {Promise<void>} */
    const wait = (when) => new Promise((resolve, reject) => {
        if (page.stopped) return reject(new Error(page.faultSentence));
        waiters.push({ when, resolve, reject });
        drawHidden();
    });

    const kHiddenFrameMs = 30;
    let drawsHidden = false;
    /** A hidden page is given no frames: while a script waits for one, a timer draws them. */
    function drawHidden() {
        if (drawsHidden || !document.hidden || !waiters.length) return;
        drawsHidden = true;
        setTimeout(() => {
            drawsHidden = false;
            page.call('draw');
            drawHidden();
        }, kHiddenFrameMs);
    }
    document.addEventListener('visibilitychange', drawHidden);

    page.frameDone = (/** @type {boolean} */ settled) => {
        if (!waiters.length) return;
        const failure = page.read(page.call('keep_failure'));
        const waiting = waiters;
        waiters = [];
        for (const waiter of waiting) {
            if (waiter.when === 'frame' || settled) waiter.resolve();
            else if (failure) waiter.reject(new Error(failure));
            else waiters.push(waiter);
        }
    };

    page.rejectAll = (error) => {
        for (const waiter of waiters.splice(0)) waiter.reject(error);
    };

    const ready = wait('frame').then(() => { page.element('loading').hidden = true; });
    ready.catch(() => {});

    page.emit = (/** @type {string} */ name, /** @type {string} */ detail) => {
        const heard = listeners.get(name);
        if (!heard?.size) return;
        const value = JSON.parse(detail || 'null');
        for (const listener of [...heard]) queueMicrotask(() => listener(value));
    };

    /** The value of an answer of web/automation.h, or its error. @param {number} pointer */
    function value(pointer) {
        if (!pointer) throw new Error(page.stopped ? page.faultSentence : 'Glossator is still loading: wait for glossator.ready.');
        const answer = JSON.parse(page.read(pointer));
        if ('error' in answer) throw new Error(answer.error);
        return answer.value;
    }

    /** @param {string} name @param {object} [args] */
    const ask = (name, args = {}) => value(page.call('call', name, JSON.stringify(args)));

    /** Everything that the call may need is there: annotating does without what comes later. @param {string} call */
    async function loadedFor(call) {
        await ready;
        if (!/^(select|span\.\w+|edit\.\w+)$/.test(call)) await page.fetchLater();
    }

    /** Does something that shows, and waits until it does. @param {string} name @param {object} args */
    async function act(name, args) {
        await loadedFor(name === 'command' ? args.id : name);
        const result = ask(name, args);
        page.call('wake');
        await wait('frame');
        return result;
    }

    /** @param {any} file @returns {Promise<{name: string, data: Uint8Array}>} */
    async function readInput(file) {
        if (file instanceof File) return page.readFile(file);
        const data = typeof file?.data === 'string' ? page.encoder.encode(file.data) : file?.data;
        if (typeof file?.name !== 'string' || !(data instanceof Uint8Array))
            throw new Error('open takes File objects, or objects with a name and data that is a string or a Uint8Array.');
        return { name: file.name, data };
    }

    const offset = (/** @type {unknown} */ number, /** @type {string} */ what) => {
        if (!Number.isSafeInteger(number) || Number(number) < 0) throw new Error(`${what} has to be a number of code points, 0 or more.`);
        return number;
    };
    const place = (/** @type {string} */ document, /** @type {number} */ start, /** @type {number} */ end) =>
        ({ document, start: offset(start, 'start'), end: offset(end, 'end') });

    window['glossator'] = Object.freeze({
        ready,
        version: page.version,

        /** @param {any[]} files @param {{mode?: 'add' | 'replace'}} [options] */
        async open(files, { mode = 'add' } = {}) {
            if (mode !== 'add' && mode !== 'replace') throw new Error(`open knows the modes 'add' and 'replace', not '${mode}'.`);
            const read = await Promise.all([...files].map(readInput));
            await ready;
            page.pass(read);
            const outcome = value(page.call('open', mode === 'replace'));
            await wait('frame');
            return outcome;
        },
        project: () => ask('project'),
        /** @param {string} format */
        async export(format, options = {}) {
            await loadedFor('export');
            const { files, losses } = value(page.call('export', String(format), JSON.stringify(options)));
            return {
                files: files.map((file, index) => ({ name: file.name, data: page.bytes(page.call('exported_file', index), file.size) })),
                losses,
            };
        },
        formats: () => ask('formats'),
        commands: () => ask('commands'),
        /** @param {string} id @param {object} [args] */
        command: (id, args = {}) => act('command', { id: String(id), args }),
        state: () => ask('state'),
        /** @param {string} document @param {number} start @param {number} end */
        select: async (document, start, end) => { await act('select', place(document, start, end)); },
        /** @param {string} document @param {number} start @param {number} end */
        locate: (document, start, end) => onPage(ask('locate', place(document, start, end))),
        /** @param {string} name */
        find: (name) => onPage(ask('find', { name: String(name) })),
        scroll: () => ask('scroll'),
        async settled() {
            await ready;
            if (page.call('settled')) return;
            page.call('wake');
            await wait('settled');
        },
        stats: () => ({ ...ask('stats'), wasm_bytes: page.self ? HEAPU8.length : 0 }),
        /** @param {string} event @param {(detail: any) => void} listener */
        on(event, listener) {
            const heard = listeners.get(event);
            if (!heard) throw new Error(`There is no event '${event}'; there are ${[...listeners.keys()].join(', ')}.`);
            if (typeof listener !== 'function') throw new Error('on takes the name of an event and a function.');
            heard.add(listener);
            return () => { heard.delete(listener); };
        },
    });

    /** Boxes of the canvas as boxes of the page. @param {{x: number, y: number, width: number, height: number}[]} boxes */
    function onPage(boxes) {
        const canvas = page.element('canvas').getBoundingClientRect();
        return boxes.map((box) => ({ ...box, x: box.x + canvas.left, y: box.y + canvas.top }));
    }
}
