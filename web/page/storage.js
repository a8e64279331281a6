// @ts-check
// Keeps the project in IndexedDB: one snapshot and the journal lines after it. Every open tab has a slot of its own, held by a lock,
// so that two tabs never write over one another; a reloaded tab finds its own slot again.
{
    const page = glossatorPage;
    const kRestoreWithinMs = 3000;
    const WHAT_KEEP = 2;  // Platform::Failed::What

    /** @type {IDBDatabase | null} */
    let database = null;
    let slot = 0;
    let line = 0;  // the number of the next journal line
    /** @type {(string | Uint8Array)[]} */
    let restored = [];
    let failure = '';

    /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
    const result = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });

    /** @returns {Promise<IDBDatabase>} */
    function open() {
        const request = indexedDB.open('glossator', 1);
        request.onupgradeneeded = () => {
            request.result.createObjectStore('snapshot');
            request.result.createObjectStore('journal');
        };
        return result(request);
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

    const linesOfSlot = () => IDBKeyRange.bound([slot, 0], [slot, Infinity]);

    async function read() {
        [database, slot] = await Promise.all([open(), takeSlot()]);
        const stores = database.transaction(['snapshot', 'journal']);
        const journal = stores.objectStore('journal');
        const [snapshot, lines, keys] = await Promise.all([
            result(stores.objectStore('snapshot').get(slot)), result(journal.getAll(linesOfSlot())),
            result(journal.getAllKeys(linesOfSlot()))]);
        if (keys.length) line = keys[keys.length - 1][1] + 1;
        if (snapshot) restored = [snapshot, ...lines];
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

    page.deliverRestored = () => {
        for (const part of restored) {
            page.deliver(typeof part === 'string' ? page.encoder.encode(part) : part, 'restored_part');
        }
        restored = [];
        page.call('restored');
        if (failure) page.call('failed', WHAT_KEEP, failure);
    };

    /** @param {number} sequence @param {(snapshot: IDBObjectStore, journal: IDBObjectStore) => void} write */
    function keep(sequence, write) {
        const failed = (error) => page.call('failed', WHAT_KEEP,
            error?.name === 'QuotaExceededError'
                ? 'There is no more room in this browser to keep the project: save it to a file.'
                : failure || `The last step could not be kept (${error?.message ?? error}): save the project to a file.`);
        try {
            if (!database) throw new Error('there is no storage');
            const transaction = database.transaction(['snapshot', 'journal'], 'readwrite', { durability: 'strict' });
            transaction.oncomplete = () => page.call('kept', sequence);
            transaction.onabort = () => failed(transaction.error);
            write(transaction.objectStore('snapshot'), transaction.objectStore('journal'));
        } catch (error) {
            setTimeout(() => failed(error));  // outcomes come later, never during the request
        }
    }

    page.keepSnapshot = (/** @type {number} */ sequence, /** @type {Uint8Array} */ bytes) => keep(sequence, (snapshot, journal) => {
        snapshot.put(bytes, slot);
        journal.delete(linesOfSlot());
        line = 0;
    });
    page.keepJournal = (/** @type {number} */ sequence, /** @type {string} */ text) => keep(sequence, (_, journal) => {
        journal.put(text, [slot, line++]);
    });

    page.loadSetting = (/** @type {string} */ key) => {
        try { return localStorage.getItem(`glossator.${key}`); } catch { return null; }
    };
    page.keepSetting = (/** @type {string} */ key, /** @type {string} */ value) => {
        try { localStorage.setItem(`glossator.${key}`, value); } catch { /* then it lasts as long as the page */ }
    };
}
