// @ts-check
// A finger: a tap clicks, a drag scrolls (with one finger or two), a long press selects the word, and then dragging extends.
{
    const page = glossatorPage;
    const TOUCH = 1;  // ImGuiMouseSource_TouchScreen
    const kSlackPx = 8, kLongPressMs = 500;

    /** @type {'none' | 'waiting' | 'scrolling' | 'dragging'} */
    let state = 'none';
    let first = 0;                    // the finger that counts
    let from = { x: 0, y: 0 }, last = from;
    let timer = 0;

    const move = (/** @type {{x: number, y: number}} */ p) => page.call('pointer_moved', TOUCH, p.x, p.y);
    const press = (/** @type {boolean} */ down) => page.call('pointer_button', TOUCH, 0, down);
    const end = () => {
        clearTimeout(timer);
        state = 'none';
        page.call('finish');
        page.call('pointer_left');
    };

    /** @param {number} id @param {{x: number, y: number}} at */
    page.touchDown = (id, at) => {
        if (state !== 'none') {  // a second finger: only scrolling is left
            clearTimeout(timer);
            if (state === 'waiting') state = 'scrolling';
            return;
        }
        first = id;
        from = last = at;
        if (page.call('drags_at', at.x, at.y)) {
            press(true);
            state = 'dragging';
            return;
        }
        state = 'waiting';
        timer = setTimeout(() => {
            press(true);
            press(false);
            press(true);
            state = 'dragging';
        }, kLongPressMs);
    };

    /** @param {number} id @param {{x: number, y: number}} at */
    page.touchMove = (id, at) => {
        if (id !== first) return;
        if (state === 'waiting' && Math.hypot(at.x - from.x, at.y - from.y) > kSlackPx) {
            clearTimeout(timer);
            state = 'scrolling';
        }
        if (state === 'scrolling') page.call('wheel', last.x - at.x, last.y - at.y, false);
        if (state === 'dragging') move(at);
        last = at;
    };

    /** @param {number} id @param {boolean} cancelled */
    page.touchUp = (id, cancelled) => {
        if (id !== first || state === 'none') return;
        if (state === 'dragging') press(false);
        if (state === 'waiting' && !cancelled) {
            press(true);
            press(false);
        }
        end();
    };
}
