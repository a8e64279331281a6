// @ts-check
// Fetches everything at once, shows how far it has come, and says so when it can't.
var Module = (() => {
    const page = glossatorPage;
    const base = new URL('.', /** @type {HTMLScriptElement} */ (document.currentScript).src);
    const address = new URLSearchParams(location.search);
    const files = ['fonts/ui.otf', 'fonts/ui-semibold.otf', 'fonts/text.ttf'];
    const sample = 'sample/harbour.glossator.json';
    if (address.has('sample')) files.push(sample);

    /** @type {Map<string, Uint8Array>} */
    const assets = new Map();

    // The page has the colour that the tool will paint it in.
    const settings = page.loadSetting('settings') ?? '';
    document.documentElement.dataset.theme = address.get('theme') ?? /"theme":"(\w+)"/.exec(settings)?.[1] ?? 'system';

    /** @param {string} path */
    async function request(path) {
        const response = await fetch(new URL(path, base)).catch(() => null);
        if (!response?.ok) throw new Error(missing(path));
        return response;
    }
    /** @param {string} path */
    const missing = (path) => `Glossator could not be loaded: the file ${path} is missing. Reload the page; if that does not help, its files were not all copied to the server.`;

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
    page.fetchFont = async (/** @type {string} */ name) => new Uint8Array(await (await request(`fonts/${name}`)).arrayBuffer());
    page.query = (name) => address.get(name);

    /** While the program arrives. ImGui smooths its own edges. */
    function makeContext() {
        const canvas = /** @type {HTMLCanvasElement} */ (page.element('canvas'));
        canvas.width = Math.round(canvas.clientWidth * devicePixelRatio);
        canvas.height = Math.round(canvas.clientHeight * devicePixelRatio);
        canvas.getContext('webgl2', { alpha: false, antialias: false, depth: false, stencil: false });
    }

    /** @param {Response} response @param {WebAssembly.Imports} imports */
    async function instantiate(response, imports) {
        if (WebAssembly.instantiateStreaming && response.headers.get('content-type')?.startsWith('application/wasm'))
            return WebAssembly.instantiateStreaming(response, imports);
        return WebAssembly.instantiate(await response.arrayBuffer(), imports);
    }

    // What no first annotation runs is a file of its own (web/split), which fills the places that it has in the table of functions.
    const later = 'glossator.later.wasm', kLaterAfterMs = 1500;
    /** Of glossator.wasm. @type {WebAssembly.Instance | null} */
    let first = null;
    /** @type {Promise<void> | null} */
    let fetchingLater = null;

    page.fetchLater = () => fetchingLater ??= (async () => {
        if (isWhole()) return;
        await instantiate(await request(later), { primary: first.exports });
    })().catch((error) => {
        fetchingLater = null;  // to be tried again when it is needed
        throw error;
    });

    /** While it isn't there: one of its functions is wanted, and the caller can't wait. */
    function fetchLaterNow() {
        const asked = new XMLHttpRequest();
        asked.open('GET', new URL(later, base), false);
        asked.overrideMimeType('text/plain; charset=x-user-defined');  // bytes as they are
        try {
            asked.send();
        } catch { /* no network: no status */ }
        if (asked.status !== 200) fail(new Error(missing(later)));
        const bytes = Uint8Array.from(asked.responseText, (character) => character.charCodeAt(0));
        new WebAssembly.Instance(new WebAssembly.Module(bytes), { primary: first.exports });
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
        const result = await instantiate(response, { ...imports, placeholder: placeholders });
        first = result.instance;
        const soon = () => page.fetchLater().catch(() => {});
        setTimeout(soon, kLaterAfterMs);
        for (const type of ['pointerdown', 'keydown', 'dragover']) addEventListener(type, soon, { once: true, capture: true });
        return result;
    }

    /** @param {unknown} error */
    const fail = (error) => page.stop(error instanceof Error ? error.message : String(error));

    if (typeof WebAssembly !== 'object') {
        page.stop('Glossator needs WebAssembly, which this browser does not offer or does not allow here.');
        return { noInitialRun: true };
    }
    const program = request('glossator.wasm');
    const everything = Promise.all([...files.map(fetchAsset), page.restore()]);
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
