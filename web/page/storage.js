// @ts-check
// Keeps projects in IndexedDB, in generations of a snapshot and the journal lines after it (ui/keeper.h says when). Every open tab has a
// slot of its own, held by a lock, so that two tabs never write over one another; a reloaded tab finds its own slot again.
//
// snapshot: [slot, generation] -> Uint8Array; journal: [slot, generation, number] -> string; generation: [slot, generation] -> how many
// lines and bytes it has, written with each line, so that lines that have gone are missed.
{
    const page = glossatorPage;
    const kRestoreWithinMs = 3000;
    const WHAT_KEEP = 2;  // Platform::Failed::What

    /** @type {IDBDatabase | null} */
    let database = null;
    let slot = 0;
    /** @typedef {{lines: number, bytes: number}} Size */
    /** What is written to. @type {{number: number, size: Size}} */
    const current = { number: 0, size: { lines: 0, bytes: 0 } };
    /** @typedef {{snapshot?: Uint8Array, lines: string[], size: Size}} Kept */
    /** @type {{generations: {number: number, bytes: number}[], latest: Kept | null}} */
    let restored = { generations: [], latest: null };
    let failure = '';

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

    /** True once this tab holds the lock of the slot, which it then keeps. @param {number} number @param {LockOptions} options */
    const lock = (number, options) => new Promise((resolve) => {
        navigator.locks.request(`glossator-${number}`, options, (held) => {
            resolve(held !== null);
            return held && new Promise(() => {});
        }).catch(() => resolve(false));
    });

    async function takeSlot() {
        if (!navigator.locks) return 0;
        let remembered = null;
        try { remembered = sessionStorage.getItem('glossator.slot'); } catch { /* a page without storage has one slot */ }
        // After a reload the old page may hold its lock a moment longer.
        if (remembered !== null && await lock(Number(remembered), { signal: AbortSignal.timeout(500) })) return Number(remembered);
        for (let number = 0; ; ++number) {
            if (!await lock(number, { ifAvailable: true })) continue;
            try { sessionStorage.setItem('glossator.slot', String(number)); } catch { /* likewise */ }
            return number;
        }
    }

    const ofSlot = () => IDBKeyRange.bound([slot, 0], [slot, Infinity]);
    /** @param {number} number */
    const linesOf = (number) => IDBKeyRange.bound([slot, number, 0], [slot, number, Infinity]);
    const all = ['snapshot', 'journal', 'generation'];

    /** @param {IDBTransaction} stores @param {number} number @param {boolean} withSnapshot @returns {Promise<Kept>} */
    async function readGeneration(stores, number, withSnapshot) {
        const [snapshot, lines, size] = await Promise.all([
            withSnapshot ? result(stores.objectStore('snapshot').get([slot, number])) : undefined,
            result(stores.objectStore('journal').getAll(linesOf(number))),
            result(stores.objectStore('generation').get([slot, number]))]);
        return { snapshot, lines, size: size ?? { lines: lines.length, bytes: 0 } };
    }

    async function read() {
        [database, slot] = await Promise.all([open(), takeSlot()]);
        const stores = database.transaction(all);
        const [keys, sizes] = await Promise.all([
            result(stores.objectStore('generation').getAllKeys(ofSlot())), result(stores.objectStore('generation').getAll(ofSlot()))]);
        if (!keys.length) return;
        restored.generations = keys.map((/** @type {any} */ key, i) => ({ number: key[1], bytes: sizes[i].bytes }));
        current.number = restored.generations[keys.length - 1].number;
        restored.latest = await readGeneration(stores, current.number, true);
        current.size = { ...restored.latest.size };
    }

    page.restore = async () => {
        const late = new Promise((_, reject) => setTimeout(() => reject(new Error('it does not answer')), kRestoreWithinMs));
        try {
            await Promise.race([read(), late]);
        } catch (error) {
            database = null;
            failure = `This browser does not let Glossator keep the project (${error?.message ?? error}): save it to a file before you close the page.`;
        }
    };

    /** Gives a generation to C++, to be told what it is. @param {Kept} kept */
    function deliverKept(kept) {
        page.deliver(kept.snapshot ?? new Uint8Array(), 'kept_part');
        for (const line of kept.lines) page.deliver(page.encoder.encode(line), 'kept_part');
    }

    page.deliverRestored = () => {
        const { generations, latest } = restored;
        for (const { number, bytes } of generations) page.call('generation', number, bytes);
        if (latest) deliverKept(latest);
        page.call('restored', latest?.size.lines ?? 0);
        restored = { generations: [], latest: null };
        if (failure) page.call('failed', WHAT_KEEP, failure, 0, false);
    };

    page.requestKept = async (/** @type {number} */ number, /** @type {boolean} */ withSnapshot) => {
        /** @type {Kept} */
        const nothing = { lines: [], size: { lines: 0, bytes: 0 } };
        const kept = database ? await readGeneration(database.transaction(all), number, withSnapshot).catch(() => nothing) : nothing;
        deliverKept(kept);
        page.call('kept_read', number, kept.size.lines);
    };

    page.forgetKept = (/** @type {number} */ number) => {
        if (!database) return;
        const stores = database.transaction(all, 'readwrite');
        for (const name of ['snapshot', 'generation']) stores.objectStore(name).delete([slot, number]);
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

    /**
     * Runs `write` in a transaction of its own, then `done`. @param {number} sequence @param {(stores: IDBTransaction) => void} write
     * @param {() => void} done
     */
    function keep(sequence, write, done) {
        try {
            if (!database) throw new Error('there is no storage');
            const stores = database.transaction(all, 'readwrite', { durability: 'strict' });
            stores.oncomplete = done;
            stores.onabort = () => failed(sequence, stores.error);
            write(stores);
        } catch (error) {
            setTimeout(() => failed(sequence, error));  // outcomes come later, never during the request
        }
    }

    /** @param {Uint8Array} a @param {Uint8Array | undefined} b */
    function isSame(a, b) {
        if (a.length !== b?.length) return false;
        const words = a.length >> 3, [x, y] = [a, b].map((bytes) => new BigUint64Array(bytes.buffer, bytes.byteOffset, words));
        for (let i = 0; i < words; ++i) if (x[i] !== y[i]) return false;
        for (let i = words * 8; i < a.length; ++i) if (a[i] !== b[i]) return false;
        return true;
    }

    page.keepSnapshot = (/** @type {number} */ sequence, /** @type {number} */ number, /** @type {Uint8Array} */ bytes) => {
        current.number = number;
        current.size = { lines: 0, bytes: bytes.length };
        const size = { ...current.size };
        keep(sequence, (stores) => {
            stores.objectStore('journal').delete(linesOf(number));  // what an attempt that failed may have left
            stores.objectStore('snapshot').put(bytes, [slot, number]);
            stores.objectStore('generation').put(size, [slot, number]);
        }, async () => {
            const read = await result(database.transaction('snapshot').objectStore('snapshot').get([slot, number])).catch(() => undefined);
            if (isSame(bytes, read)) page.call('kept', sequence);
            else failed(sequence, 'what was written is not what can be read again');
        });
    };
    page.keepJournal = (/** @type {number} */ sequence, /** @type {number} */ number, /** @type {string} */ text) => {
        const { size } = current, place = size.lines++;
        size.bytes += text.length;
        const written = { ...size };
        keep(sequence, (stores) => {
            // Never over a line that somebody else wrote.
            stores.objectStore('journal').add(text, [slot, number, place]);
            stores.objectStore('generation').put(written, [slot, number]);
        }, () => page.call('kept', sequence));
    };

    page.loadSetting = (/** @type {string} */ key) => {
        try { return localStorage.getItem(`glossator.${key}`); } catch { return null; }
    };
    page.keepSetting = (/** @type {string} */ key, /** @type {string} */ value) => {
        try { localStorage.setItem(`glossator.${key}`, value); } catch { /* then it lasts as long as the page */ }
    };
}
