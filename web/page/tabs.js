// @ts-check
// Which tab writes a slot of what is kept (storage.js): the one that holds the slot's lock. Others with the same slot read along: they
// hear of every line, may ask the writer to let go, and write when it is closed. One that doesn't answer is overruled; from then on the mark that the
// last writer leaves beside its lines keeps it from writing.
{
    const page = glossatorPage;
    const WHAT_TABS = 4;         // Platform::Failed::What
    const kReloadMs = 1500;      // in which a page that is loaded anew has its lock again
    const kClosingMs = 1000;     // in which a tab that was just closed lets go
    const kAnswerMs = 2000;      // for the writer to finish and let go
    const kMostSlots = 1000;

    const tab = page.tab = { slot: 0, writes: true };
    let letGo = () => {};
    let watching = new AbortController();
    /** @type {BroadcastChannel | null} */
    let channel = null;

    const lockOf = (/** @type {number} */ slot) => `glossator-${slot}`;

    /**
     * Takes the lock of a slot, which this tab then holds until it lets go or another steals it.
     * @param {number} slot @param {LockOptions} options @returns {Promise<'held' | 'taken' | 'refused'>}
     */
    const hold = (slot, options) => new Promise((resolve) => {
        if (!navigator.locks) return resolve('refused');
        let held = false;
        navigator.locks.request(lockOf(slot), options, (lock) => {
            held = lock !== null;
            resolve(held ? 'held' : 'taken');
            return held && new Promise((end) => { letGo = () => end(true); });
        }).catch((error) => {
            if (held) page.overruled();
            resolve(error.name === 'AbortError' || error.name === 'TimeoutError' ? 'taken' : 'refused');
        });
    });

    /** The first slot that nobody holds and that `suits`. @param {(slot: number) => Promise<boolean>} suits */
    async function holdFree(suits) {
        for (let slot = 0; slot < kMostSlots; ++slot) {
            const outcome = await hold(slot, { ifAvailable: true });
            if (outcome === 'refused' || (outcome === 'held' && await suits(slot))) return slot;
            if (outcome === 'held') letGo();
        }
        throw new Error('too many tabs are open');
    }

    /** A page that is loaded anew has the same slot. */
    function remember(/** @type {number} */ slot) {
        try { sessionStorage.setItem('glossator.slot', String(slot)); } catch { /* a page without storage begins with the last one */ }
    }

    /** @param {number} slot @param {boolean} writes */
    function use(slot, writes) {
        Object.assign(tab, { slot, writes });
        remember(slot);
        channel?.close();
        channel = typeof BroadcastChannel === 'function' ? new BroadcastChannel(lockOf(slot)) : null;
        if (channel) channel.onmessage = ({ data }) => hear(data);
        watching.abort();
        if (writes) {
            page.keepSetting('last_slot', String(slot));
            channel?.postMessage({ writer: true });
        } else {
            watch();
        }
    }

    const isSeen = () => new Promise((resolve) => {
        if (!document.hidden) return resolve(null);
        document.addEventListener('visibilitychange', resolve, { once: true });
    });

    /** Writes once nobody else does: the other tab is closed, and isn't the same one loaded anew. Of several tabs it is the one that is looked at. */
    async function watch() {
        watching.abort();
        const { signal } = watching = new AbortController();
        if (!navigator.locks) return;
        try {
            await navigator.locks.request(lockOf(tab.slot), { signal }, () => {});
        } catch {
            return;  // this tab has become the writer, or there is another one
        }
        await new Promise((resolve) => setTimeout(resolve, kReloadMs));
        await isSeen();
        if (signal.aborted) return;
        if (await hold(tab.slot, { ifAvailable: true }) === 'held') become(true);
        else watch();
    }

    async function become(/** @type {boolean} */ writes) {
        watching.abort();
        tab.writes = writes;
        await page.readAgain();  // which marks a tab as the writer, before others are told
        use(tab.slot, writes);
    }

    /** A tab with the same slot says something. @param {{writer?: boolean, takeOver?: boolean, line?: any}} said */
    function hear({ writer, takeOver, line }) {
        if (takeOver && tab.writes) handOver();
        if (line && !tab.writes) page.seeLine(line);
        if (writer && tab.writes) page.overruled();
        else if (writer) watch();
    }

    async function handOver() {
        const deadline = Date.now() + kAnswerMs * 0.75;
        while (!page.call('hand_over') && Date.now() < deadline) await page.somethingWritten();
        page.overruled();
        letGo();
    }

    /** From now on another tab writes. */
    page.overruled = () => {
        if (!tab.writes) return;
        tab.writes = false;
        page.call('taken_over');
        use(tab.slot, false);
        page.readAgain();
    };

    page.takeOver = async () => {
        watching.abort();
        channel?.postMessage({ takeOver: true });
        let outcome = await hold(tab.slot, { signal: AbortSignal.timeout(kAnswerMs) });
        if (outcome === 'taken') outcome = await hold(tab.slot, { steal: true });
        await become(outcome !== 'taken');
    };

    /** Finds the slot of this tab: its own, or else the one that was used last. Where another tab writes that, a tab that begins with a file has one of its own. */
    page.takeSlot = async () => {
        let remembered = null;
        try { remembered = sessionStorage.getItem('glossator.slot'); } catch { /* likewise */ }
        const slot = Number(remembered ?? page.loadSetting('last_slot') ?? 0);
        const outcome = await hold(slot, { signal: AbortSignal.timeout(remembered === null ? kClosingMs : kReloadMs) });
        const hasOwn = page.query('sample') !== null || page.query('open') !== null;
        if (outcome === 'taken' && hasOwn) use(await holdFree(async () => true), true);
        else use(slot, outcome !== 'taken');
        return outcome !== 'refused';
    };

    page.openKeptProject = (/** @type {number} */ slot) => {
        remember(slot);
        page.keepSetting('last_slot', String(slot));
        location.reload();
    };

    page.takeEmptySlot = async (/** @type {(slot: number) => Promise<boolean>} */ isEmpty) => use(await holdFree(isEmpty), true);

    /** @param {{generation: number, place: number, text: string}} line */
    page.tellLine = (line) => channel?.postMessage({ line });

    page.tellTabs = (/** @type {boolean} */ areKeptApart) => {
        if (areKeptApart || page.loadSetting('told_tabs')) return;
        page.keepSetting('told_tabs', '1');
        page.call('failed', WHAT_TABS, 'This browser does not keep tabs apart: work in one tab only, since the one that was opened last is the one that keeps the project.', 0, false);
    };
}
