// @ts-check
// Keeps projects in IndexedDB, in generations of a snapshot and the journal lines after it (ui/keeper.h says when). Each project has a
// slot, which one tab writes at a time (tabs.js).
//
// snapshot: [slot, generation] -> Uint8Array; journal: [slot, generation, number] -> string; generation: [slot, generation] -> how many
// lines and bytes it has, written with each line, so that lines that have gone are missed. generation: slot -> the mark of the tab that
// writes it, which each write looks at, so that one that was overruled can't write any more.
{
    const page = glossatorPage;
    const kRestoreWithinMs = 10000;
    const kTellsAfterMs = 2000;  // that this is what the page waits for
    const kAgainAfterMs = 100;
    const WHAT_KEEP = 2;  // Platform::Failed::What

    /** @type {IDBDatabase | null} */
    let database = null;
    /** At the start it could not be read: then nothing is written over what may be there. */
    let isUsable = true;
    const mark = crypto.randomUUID?.() ?? String(Math.random());
    /** @typedef {{lines: number, bytes: number}} Size */
    /** What is written to. @type {{number: number, size: Size}} */
    const current = { number: 0, size: { lines: 0, bytes: 0 } };
    /** @typedef {{snapshot?: Uint8Array, lines: string[], size: Size}} Kept */
    /** @typedef {{generations: {number: number, bytes: number}[], latest: Kept | null, readsAlong: boolean, file?: any}} Found */
    /** @returns {Found} */
    const nothingFound = () => ({ generations: [], latest: null, readsAlong: false });
    let restored = nothingFound();
    let failure = '';
    let tabsAreKeptApart = true;
    /** Until C++ has been given what was read. What is seen meanwhile waits. */
    let reading = true;
    let whenDelivered = () => {};
    let lastRead = new Promise((resolve) => { whenDelivered = () => resolve(null); });
    /** @type {{generation: number, place: number, text: string}[]} */
    let seen = [];

    /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
    const result = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });

    /** @returns {Promise<IDBDatabase>} */
    function open() {
        const request = indexedDB.open('glossator', 2);
        request.onupgradeneeded = ({ oldVersion }) => {
            request.result.createObjectStore('generation');
            if (oldVersion === 0) {
                request.result.createObjectStore('snapshot');
                request.result.createObjectStore('journal');
            } else {
                numberGenerations(request.transaction);
            }
        };
        return result(request);
    }

    /** The first version knew one generation: slot -> Uint8Array, [slot, number] -> string. @param {IDBTransaction} transaction */
    async function numberGenerations(transaction) {
        const [snapshots, journal] = [transaction.objectStore('snapshot'), transaction.objectStore('journal')];
        const [slots, bytes, keys, lines] = await Promise.all([
            result(snapshots.getAllKeys()), result(snapshots.getAll()), result(journal.getAllKeys()), result(journal.getAll())]);
        snapshots.clear();
        journal.clear();
        slots.forEach((of, i) => {
            let count = 0, size = bytes[i].length;
            keys.forEach(([key], k) => {
                if (key !== of) return;
                journal.put(lines[k], [of, 1, count++]);
                size += lines[k].length;
            });
            snapshots.put(bytes[i], [of, 1]);
            transaction.objectStore('generation').put({ lines: count, bytes: size }, [of, 1]);
        });
    }

    const ofSlot = (slot = page.tab.slot) => IDBKeyRange.bound([slot, 0], [slot, Infinity]);
    /** @param {number} number */
    const linesOf = (number) => IDBKeyRange.bound([page.tab.slot, number, 0], [page.tab.slot, number, Infinity]);
    const all = ['snapshot', 'journal', 'generation'];

    /** @param {IDBTransaction} stores @param {number} number @param {boolean} withSnapshot @returns {Promise<Kept>} */
    async function readGeneration(stores, number, withSnapshot) {
        const [snapshot, lines, size] = await Promise.all([
            withSnapshot ? result(stores.objectStore('snapshot').get([page.tab.slot, number])) : undefined,
            result(stores.objectStore('journal').getAll(linesOf(number))),
            result(stores.objectStore('generation').get([page.tab.slot, number]))]);
        return { snapshot, lines, size: size ?? { lines: lines.length, bytes: 0 } };
    }

    /** What is kept; a tab that writes leaves its mark. @returns {Promise<Found>} */
    async function read() {
        const { slot, writes } = page.tab;
        const stores = database.transaction(all, writes ? 'readwrite' : 'readonly');
        if (writes) stores.objectStore('generation').put(mark, slot);
        const [keys, sizes] = await Promise.all([
            result(stores.objectStore('generation').getAllKeys(ofSlot())), result(stores.objectStore('generation').getAll(ofSlot()))]);
        const number = keys.length ? keys[keys.length - 1][1] : 0;
        const latest = keys.length ? await readGeneration(stores, number, true) : null;
        const file = latest && writes ? await result(stores.objectStore('snapshot').get([slot, 'file'])) : undefined;
        current.number = number;
        current.size = latest ? { ...latest.size } : { lines: 0, bytes: 0 };
        return { generations: keys.map((/** @type {any} */ key, i) => ({ number: key[1], bytes: sizes[i].bytes })), latest, readsAlong: !writes, file };
    }

    /** @param {string} why */
    function lose(why) {
        database = null;
        failure = why;
    }

    /** The browser may take it away at any time; the next step then begins it anew. */
    async function connect() {
        const opened = await open();
        const gone = () => {
            opened.close();
            if (database !== opened) return;
            lose('This browser has removed what was kept of the project: save it to a file.');
            page.call('failed', WHAT_KEEP, failure, 0, false);
        };
        opened.onclose = gone;
        opened.onversionchange = gone;
        return opened;
    }

    const pause = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));

    /** A browser that ended a moment ago may still have its hands on it. @param {Promise<boolean>} slotTaken */
    async function readPatiently(slotTaken) {
        for (;;) {
            try {
                const [opened, apart] = await Promise.all([connect(), slotTaken]);
                if (!isUsable) return;
                database = opened;
                tabsAreKeptApart = apart;
                const found = await read();
                if (isUsable) restored = found;
                return;
            } catch (error) {
                if (!isUsable || error?.name !== 'UnknownError') throw error;
                database?.close();
                await pause(kAgainAfterMs);
            }
        }
    }

    page.restore = async () => {
        const late = pause(kRestoreWithinMs).then(() => {
            throw new Error('This browser does not give back what it keeps of the project, but has not refused it either: reload the page to have it. What is done until then is kept nowhere: save it to a file.');
        });
        const refused = (/** @type {any} */ error) => {
            throw new Error(`This browser does not let Glossator keep the project (${error?.message ?? error}): save it to a file before you close the page.`);
        };
        const telling = setTimeout(() => {
            page.element('loading').firstChild.nodeValue = 'Reading what this browser keeps of the project';
        }, kTellsAfterMs);
        try {
            await Promise.race([readPatiently(page.takeSlot()).catch(refused), late]);
        } catch (error) {
            isUsable = false;
            lose(error.message);
        } finally {
            clearTimeout(telling);
        }
    };

    /** Another tab has kept a line, or a snapshot, of which only the generation is told. */
    page.seeLine = (/** @type {{generation: number, place: number, text: string}} */ line) => {
        if (reading) return void seen.push(line);
        const { number, size } = current, { generation, place, text } = line;
        if (generation === number && place === size.lines) {
            ++size.lines;
            size.bytes += text.length;
            page.deliver(page.encoder.encode(text), 'line_seen');
        } else if (generation > number || (generation === number && place > size.lines)) {
            page.readAgain();
        }
    };

    async function readOnce() {
        if (!database) return;
        reading = true;
        try {
            restored = await read();
        } catch (error) {
            lose(`What is kept can't be read again (${error?.message ?? error}): save the project to a file, and reload the page.`);
        }
        page.deliverRestored();
    }
    page.readAgain = () => lastRead = lastRead.then(readOnce);

    /** Gives a generation to C++, to be told what it is. @param {Kept} kept */
    function deliverKept(kept) {
        page.deliver(kept.snapshot ?? new Uint8Array(), 'kept_part');
        for (const line of kept.lines) page.deliver(page.encoder.encode(line), 'kept_part');
    }

    page.deliverRestored = () => {
        const { generations, latest, readsAlong, file } = restored;
        for (const { number, bytes } of generations) page.call('generation', number, bytes);
        if (latest) deliverKept(latest);
        page.call('restored', latest?.size.lines ?? 0, readsAlong);
        page.restoreProjectFile(file);
        restored = nothingFound();
        if (failure) page.call('failed', WHAT_KEEP, failure, 0, false);
        page.tellTabs(tabsAreKeptApart);
        reading = false;
        whenDelivered();
        for (const line of seen.splice(0)) page.seeLine(line);
    };

    /** The project's file (project_file.js); one that can't be remembered is asked for again. @param {any} file */
    page.rememberFile = async (file) => {
        if (preparing) await preparing;
        if (!database || !page.tab.writes) return;
        const store = database.transaction('snapshot', 'readwrite').objectStore('snapshot'), key = [page.tab.slot, 'file'];
        await result(file ? store.put(file, key) : store.delete(key)).catch(() => {});
    };

    page.requestKept = async (/** @type {number} */ number, /** @type {boolean} */ withSnapshot) => {
        /** @type {Kept} */
        const nothing = { lines: [], size: { lines: 0, bytes: 0 } };
        const kept = database ? await readGeneration(database.transaction(all), number, withSnapshot).catch(() => nothing) : nothing;
        deliverKept(kept);
        page.call('kept_read', number, kept.size.lines);
    };

    /** The other slots that hold a project, each with the first and the last line of its last generation. */
    page.requestKeptProjects = async () => {
        if (!database) return;
        const stores = database.transaction(all);
        const keys = (await result(stores.objectStore('generation').getAllKeys())).filter(Array.isArray);
        const latest = [...new Map(keys)].filter(([slot]) => slot !== page.tab.slot);
        const lines = await Promise.all(latest.map(async ([slot, generation]) => {
            const journal = stores.objectStore('journal'), of = IDBKeyRange.bound([slot, generation, 0], [slot, generation, Infinity]);
            const [first, last] = await Promise.all([result(journal.getAll(of, 1)), result(journal.openCursor(of, 'prev'))]);
            return [first[0] ?? '', last?.value ?? ''];
        }));
        latest.forEach(([slot], i) => {
            for (const line of lines[i]) page.deliver(page.encoder.encode(line), 'kept_part');
            page.call('kept_project', slot);
        });
        page.call('kept_projects');
    };

    page.forgetKept = (/** @type {number} */ number) => {
        if (!database || !page.tab.writes) return;
        const stores = database.transaction(all, 'readwrite');
        for (const name of ['snapshot', 'generation']) stores.objectStore(name).delete([page.tab.slot, number]);
        stores.objectStore('journal').delete(linesOf(number));
    };

    /** All that was kept last, as a file that Glossator opens (docs/keeping.md). Null if there is nothing. */
    async function keptFile() {
        if (!database) return null;
        const stores = database.transaction(all);
        const keys = await result(stores.objectStore('generation').getAllKeys(ofSlot()));
        if (!keys.length) return null;
        const { snapshot, lines, size } = await readGeneration(stores, keys[keys.length - 1][1], true);
        if (!snapshot) return null;
        const head = `{"format": "glossator-journal", "version": 1, "snapshot_bytes": ${snapshot.length}, "lines": ${size.lines}}\n`;
        return new Blob([head, snapshot, '\n', ...lines.map((line) => `${line}\n`)]);
    }

    page.offerKept = async (message) => {
        const file = await keptFile().catch(() => null);
        if (!file) return;
        const button = document.createElement('button');
        button.textContent = 'Save what was kept as a file';
        button.addEventListener('click', () => page.download('kept.glossator.journal', file));
        message.append(document.createElement('br'), button);
        button.focus();
    };

    /** @param {number} sequence @param {any} error */
    function failed(sequence, error) {
        const noRoom = error?.name === 'QuotaExceededError';
        page.call('failed', WHAT_KEEP, noRoom
            ? 'There is no more room in this browser to keep the project: save it to a file.'
            : failure || `The last step could not be kept (${error?.message ?? error}): save the project to a file.`, sequence, noRoom);
    }

    /** Whoever waits for the end of a write. @type {(() => void)[]} */
    let waiting = [];
    let underWay = 0;
    function ended() {
        --underWay;
        for (const resolve of waiting.splice(0)) resolve();
    }
    /** Once one of the writes under way has ended. */
    page.somethingWritten = () => new Promise((resolve) => {
        if (underWay) waiting.push(resolve);
        else setTimeout(resolve, 20);
    });

    /** Until this, whatever is to be kept waits. @type {Promise<void> | null} */
    let preparing = null;
    /** @param {() => Promise<void>} prepare */
    function begin(prepare) {
        preparing = prepare().catch(() => {}).then(() => { preparing = null; });
    }

    const generations = (/** @type {IDBTransactionMode} */ mode) => database.transaction('generation', mode).objectStore('generation');

    page.beginApart = () => begin(async () => {
        await page.takeEmptySlot(async (slot) => !(await result(generations('readonly').getAllKeys(ofSlot(slot)))).length);
        await result(generations('readwrite').put(mark, page.tab.slot));
    });

    /** The database again, after the browser took it away. */
    async function recover() {
        database = await connect();
        await result(generations('readwrite').put(mark, page.tab.slot));
    }

    /**
     * Runs `write` in a transaction of its own, then `done`. @param {number} sequence @param {(stores: IDBTransaction) => void} write
     * @param {() => void} done
     */
    function keep(sequence, write, done) {
        if (!database && isUsable && !preparing) begin(recover);
        if (preparing) return void preparing.then(() => keepNow(sequence, write, done));
        keepNow(sequence, write, done);
    }

    /** @type {typeof keep} */
    function keepNow(sequence, write, done) {
        if (database && !page.tab.writes) return;  // which C++ has been told
        try {
            if (!database) throw new Error('there is no storage');
            const stores = database.transaction(all, 'readwrite', { durability: 'strict' });
            const writer = stores.objectStore('generation').get(page.tab.slot);
            // A page that goes hears of nothing any more; what it doesn't commit now would be undone.
            const commits = page.leaving && 'commit' in stores;
            let isOverruled = false;
            writer.onsuccess = () => {
                if (writer.result === mark) return;
                isOverruled = true;
                if (!commits) stores.abort();
            };
            ++underWay;
            stores.oncomplete = () => {
                done();
                ended();
            };
            stores.onabort = () => {
                if (isOverruled) page.overruled();
                else failed(sequence, stores.error);
                ended();
            };
            write(stores);
            if (commits) stores.commit();
        } catch (error) {
            setTimeout(() => failed(sequence, error));  // outcomes come later, never during the request
        }
    }

    /** Asked for once, when there is work: some browsers ask the user. A refusal changes nothing that could be told. */
    function askToPersist() {
        if (page.loadSetting('asked_to_persist')) return;
        page.keepSetting('asked_to_persist', '1');
        navigator.storage?.persist?.().catch(() => {});
    }

    /** @param {Uint8Array} a @param {Uint8Array | undefined} b */
    page.isSame = (a, b) => {
        if (a.length !== b?.length) return false;
        const words = a.length >> 3, [x, y] = [a, b].map((bytes) => new BigUint64Array(bytes.buffer, bytes.byteOffset, words));
        for (let i = 0; i < words; ++i) if (x[i] !== y[i]) return false;
        for (let i = words * 8; i < a.length; ++i) if (a[i] !== b[i]) return false;
        return true;
    };

    page.keepSnapshot = (/** @type {number} */ sequence, /** @type {number} */ number, /** @type {Uint8Array} */ bytes) => {
        current.number = number;
        current.size = { lines: 0, bytes: bytes.length };
        const size = { ...current.size };
        keep(sequence, (stores) => {
            stores.objectStore('journal').delete(linesOf(number));  // what an attempt that failed may have left
            stores.objectStore('snapshot').put(bytes, [page.tab.slot, number]);
            stores.objectStore('generation').put(size, [page.tab.slot, number]);
        }, async () => {
            const read = await result(database.transaction('snapshot').objectStore('snapshot').get([page.tab.slot, number])).catch(() => undefined);
            if (page.isSame(bytes, read)) {
                page.call('kept', sequence);
                page.tellLine({ generation: number, place: -1, text: '' });
            } else {
                failed(sequence, 'what was written is not what can be read again');
            }
        });
    };
    page.keepJournal = (/** @type {number} */ sequence, /** @type {number} */ number, /** @type {string} */ text) => {
        const { size } = current, place = size.lines++;
        size.bytes += text.length;
        const written = { ...size };
        if (place > 0) askToPersist();  // the first line only says what is open
        keep(sequence, (stores) => {
            // Never over a line that somebody else wrote.
            stores.objectStore('journal').add(text, [page.tab.slot, number, place]);
            stores.objectStore('generation').put(written, [page.tab.slot, number]);
        }, () => {
            page.call('kept', sequence);
            page.tellLine({ generation: number, place, text });
        });
    };

    page.loadSetting = (/** @type {string} */ key) => {
        try { return localStorage.getItem(`glossator.${key}`); } catch { return null; }
    };
    page.keepSetting = (/** @type {string} */ key, /** @type {string} */ value) => {
        try { localStorage.setItem(`glossator.${key}`, value); } catch { /* then it lasts as long as the page */ }
    };
}
