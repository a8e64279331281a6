// @ts-check
// Fetches everything at once, shows how far it has come, and says so when it can't.
var Module = (() => {
    const page = glossatorPage;
    const script = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src || location.href), base = new URL('.', script);
    /** Which files belong to this one, by web/publish. @type {{id: string, files: Record<string, string>}} */
    const build = window['glossatorBuild'] ?? { id: '', files: {} };
    /** In a page that is one file: what else would be fetched. @type {((path: string) => Response | null) | undefined} */
    const inside = window['glossatorInside'];
    const address = new URLSearchParams(location.search);
    const files = ['fonts/ui.otf', 'fonts/ui-semibold.otf', 'fonts/text.ttf'];
    const sample = 'sample/harbour.glossator.json';
    if (address.has('sample')) files.push(sample);

    /** @type {Map<string, Uint8Array>} */
    const assets = new Map();

    // The page has the colour that the tool will paint it in.
    const settings = page.loadSetting('settings') ?? '';
    document.documentElement.dataset.theme = address.get('theme') ?? /"theme":"(\w+)"/.exec(settings)?.[1] ?? 'system';

    // A file is asked for by its hash, which the browser checks, but for programs: those are compiled as they come, and name their build.
    const isProgram = (/** @type {string} */ path) => path.endsWith('.wasm');
    const addressOf = (/** @type {string} */ path) => new URL(build.files[path] ? `${path}?${build.files[path].slice(7, 23)}` : path, base);

    /** @param {string} path */
    async function request(path) {
        const integrity = isProgram(path) ? undefined : build.files[path];
        const response = inside ? inside(path) : await fetch(addressOf(path), { integrity }).catch(() => null);
        if (!response?.ok) throw refusal(path);
        return response;
    }
    /** What the browser caches of it may be from the midst of copying: the next visit gets it anew. @param {string} path @param {URL} [address] */
    function refusal(path, address = addressOf(path)) {
        if (!inside) fetch(address, { cache: 'reload' }).catch(() => {});
        return new Error(missing(path));
    }
    /** @param {string} path */
    const missing = (path) => `Glossator could not be loaded: the file ${path} is missing, or of another version. Reload the page; if that does not help, its files were not all copied to the server.`;

    /** Shows how much of the program has arrived. @param {Response} response */
    async function count(response) {
        const expected = response.headers.has('content-encoding') ? 0 : Number(response.headers.get('content-length'));
        if (!expected) return;  // the bar only moves to and fro
        const reader = response.clone().body.getReader();
        let arrived = 0;
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
            arrived += part.value.length;
            page.element('bar').style.width = `${100 * arrived / expected}%`;
        }
    }

    /** @param {string} path */
    async function fetchAsset(path) {
        const response = await request(path);
        assets.set(path, new Uint8Array(await response.arrayBuffer()));
    }
    page.takeAsset = (path) => {
        const bytes = assets.get(path);
        assets.delete(path);
        return bytes;
    };
    page.fetchAsset = fetchAsset;
    /** What the welcome offers; nobody waits for it. */
    page.fetchSample = async () => {
        if (files.includes(sample)) return;
        const response = await request(sample).catch(() => null);
        if (response) page.call('sample', await response.text());
    };
    /** @type {string[]} what a worker that comes later should keep too */
    const fetched = [];
    page.fetchForText = async (/** @type {string} */ path) => {
        const response = await request(path).catch(() => {
            throw new Error(`The file ${path} ${inside ? 'is not in this file' : 'could not be loaded'}: ${path.startsWith('fonts') ? 'other fonts stand in, perhaps with letters unjoined' : 'the interface stays in English'}. ${
                inside ? 'The page on a server has it.' : 'Reload the page when there is a network.'}`);
        });
        fetched.push(path);
        return new Uint8Array(await response.arrayBuffer());
    };

    /** Keeps the page for visits without network, and hears of a newer version. In front of the page it would only cost time. */
    async function keepOffline() {
        const workers = navigator.serviceWorker;
        if (!workers || inside || !build.id) return;
        workers.addEventListener('message', ({ data }) => {
            if (data.glossatorBuild !== build.id) page.call('newer_version');
        });
        const registration = await workers.register(new URL('sw.js', base), { scope: base.pathname });
        document.addEventListener('visibilitychange', () => document.hidden || registration.update().catch(() => {}));
        (await workers.ready).active?.postMessage({ keep: fetched });
    }
    page.query = (name) => address.get(name);

    /** While the program arrives. ImGui smooths its own edges. */
    function makeContext() {
        const canvas = /** @type {HTMLCanvasElement} */ (page.element('canvas'));
        canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
        canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
        canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    }

    /** @param {string} path @param {WebAssembly.Module} module */
    function checkBuild(path, module) {
        const [name] = build.id ? WebAssembly.Module.customSections(module, 'glossator') : [];
        if (build.id && (!name || page.decoder.decode(name) !== build.id)) throw refusal(path);
    }

    /** @param {string} path @param {Response} response @param {WebAssembly.Imports} imports */
    async function instantiate(path, response, imports) {
        const streams = WebAssembly.compileStreaming && response.headers.get('content-type')?.startsWith('application/wasm');
        const module = await (streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer()));
        checkBuild(path, module);
        return { module, instance: await WebAssembly.instantiate(module, imports) };
    }

    // What no first annotation runs is a file of its own (web/split), which fills the places that it has in the table of functions.
    const kProgram = 'glossator.wasm', later = 'glossator.later.wasm', kLaterAfterMs = 200;  // after the first picture
    /** Of glossator.wasm. @type {WebAssembly.Instance | null} */
    let first = null;
    /** @type {Promise<void> | null} */
    let fetchingLater = null;
    /** @type {Promise<void> | null} */
    let keepingOffline = null;

    let isWholeNow = () => {};
    page.whole = new Promise((resolve) => { isWholeNow = () => resolve(null); });
    page.fetchLater = () => fetchingLater ??= (async () => {
        if (!isWhole()) await instantiate(later, laterKept ? new Response(laterKept) : await request(later), { primary: first.exports });
        isWholeNow();
    })().catch((error) => {
        fetchingLater = null;  // to be tried again when it is needed
        throw error;
    });

    /** A request that doesn't wait reaches no worker, so what the worker keeps is there beforehand. @type {ArrayBuffer | null} */
    let laterKept = null;
    async function takeKept() {
        if (navigator.serviceWorker?.controller && build.files[later]) laterKept = await (await request(later)).arrayBuffer();
    }

    function askForLater() {
        const asked = new XMLHttpRequest();
        asked.open('GET', addressOf(later), false);
        asked.overrideMimeType('text/plain; charset=x-user-defined');  // bytes as they are
        try {
            asked.send();
        } catch { /* no network: no status */ }
        if (asked.status !== 200) throw new Error(missing(later));
        const text = asked.responseText, bytes = new Uint8Array(text.length);
        for (let i = 0; i < text.length; ++i) bytes[i] = text.charCodeAt(i);
        return bytes;
    }

    /** While it isn't there: one of its functions is wanted, and the caller can't wait. */
    function fetchLaterNow() {
        try {
            const module = new WebAssembly.Module(laterKept ?? askForLater());
            checkBuild(later, module);
            new WebAssembly.Instance(module, { primary: first.exports });
        } catch (error) {
            fail(error);
            throw error;
        }
    }

    const placeholders = new Proxy({}, {
        get: (_, place) => (/** @type {any[]} */ ...values) => {
            fetchLaterNow();
            return wasmTable.get(Number(place))(...values);
        },
    });

    /** A program that was linked quickly is in one piece. */
    const isWhole = () => !Object.keys(first.exports).some((name) => name.startsWith('%'));

    /** @param {WebAssembly.Imports} imports */
    async function start(imports) {
        const response = await program;
        count(response).catch(() => {});
        const result = await instantiate(kProgram, response, { ...imports, placeholder: placeholders });
        first = result.instance;
        const soon = () => page.fetchLater().then(() => keepingOffline ??= keepOffline()).catch(() => {});
        window['glossator'].ready.then(() => setTimeout(soon, kLaterAfterMs), () => {});
        for (const type of ['pointerdown', 'keydown', 'dragover']) addEventListener(type, soon, { once: true, capture: true });
        return result;
    }

    /** @param {unknown} error */
    const fail = (error) => page.stop(error instanceof Error ? error.message : String(error));

    if (typeof WebAssembly !== 'object') {
        page.stop('Glossator needs WebAssembly, which this browser does not offer or does not allow here.');
        return { noInitialRun: true };
    }
    if (build.id && document.querySelector('meta[name=glossator-build]')?.['content'] !== build.id) {
        page.stop(refusal('glossator.js', script).message);
        return { noInitialRun: true };
    }
    const program = request(kProgram);
    const everything = Promise.all([...files.map(fetchAsset), page.restore(), takeKept()]);
    program.catch(fail);
    everything.catch(fail);
    makeContext();

    addEventListener('error', (event) => {
        if (event.error instanceof WebAssembly.RuntimeError) page.stop(page.faultSentence);
    });

    return {
        preRun: [() => {
            addRunDependency('files');
            everything.then(() => removeRunDependency('files'), () => {});
        }],
        /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => void} done */
        instantiateWasm(imports, done) {
            start(imports).then((result) => done(result.instance, result.module), fail);
            return {};
        },
        onAbort() { page.stop(page.faultSentence); },
    };
})();
