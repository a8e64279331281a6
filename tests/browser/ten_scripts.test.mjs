// The same text in eleven scripts, laid out here and by the browser with the same fonts, size and width: the same lines, of the same width.
// Both stand side by side in build/screenshots/ten-scripts.png.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { launch, root } from './desk.mjs';

let world;
before(async () => { world = await launch(); });
after(() => world?.close());

// Thai fits on one line: where it may be broken only a dictionary knows, which the browser has and this program hasn't.
const paragraphs = {
    Latin: 'The office said “fifty-one thousand” tonnes of naïve façade paint, fished from the Łódź canal, will reach Việt Nam before the winter – or so AVATAR, a firm of five, wrote in its official affidavit on Tuesday.',
    Greek: 'Η κυβέρνηση ανακοίνωσε την Τρίτη νέα μέτρα για τη γραμμή των πλοίων προς το νησί, λέγοντας ότι το έργο θα ολοκληρωθεί πριν από τον χειμώνα του 2027.',
    Cyrillic: 'Правительство объявило во вторник о новых мерах для паромной линии на остров и сообщило, что работы завершатся до зимы 2027 года. Київ, Ђорђе, қала.',
    Arabic: 'قالت الحكومة يوم الثلاثاء إن مشروع خط العبّارات إلى الجزيرة سيكتمل بحلول شتاء عام 2027 (وفقًا لبيان مشترك)، وأضافت أن الكلفة ستكون أعلى مما كان مخططًا له.',
    Urdu: 'وزیر اعظم نے منگل کو کہا کہ جزیرے تک جانے والی کشتی کا یہ منصوبہ 2027 کے موسم سرما سے پہلے مکمل ہو جائے گا، ترجمان نے ANI کو بتایا کہ لاگت اندازے سے زیادہ ہوگی۔',
    Hebrew: 'הממשלה הודיעה ביום שלישי כי קו המעבורת אל האי יושלם לפני חורף 2027, וכי העלות תהיה גבוהה מן המתוכנן, כך נמסר בהודעה משותפת של שני המשרדים.',
    Devanagari: 'सरकार ने मंगलवार को कहा कि द्वीप तक जाने वाली नौका की परियोजना 2027 की सर्दियों से पहले पूरी हो जाएगी और इसकी लागत अनुमान से अधिक होगी। क्षेत्र, त्रिपुरा, हिन्दी।',
    Bengali: 'সরকার মঙ্গলবার বলেছে যে দ্বীপে যাওয়ার ফেরি প্রকল্পটি ২০২৭ সালের শীতের আগে শেষ হবে এবং এর ব্যয় পরিকল্পনার চেয়ে বেশি হবে বলে এক যৌথ বিবৃতিতে জানানো হয়েছে।',
    Tamil: 'தீவுக்குச் செல்லும் படகுத் திட்டம் 2027 ஆம் ஆண்டு குளிர்காலத்திற்கு முன் முடிவடையும் என்றும் செலவு திட்டமிட்டதை விட அதிகமாக இருக்கும் என்றும் அரசு செவ்வாயன்று கூறியது.',
    Thai: 'รัฐบาลกล่าวว่าโครงการจะแล้วเสร็จภายในปี 2027',
    Ethiopic: 'መንግሥት ማክሰኞ ዕለት ወደ ደሴቱ የሚሄደው የጀልባ ፕሮጀክት ከ2027 ክረምት በፊት እንደሚጠናቀቅ እና ወጪው ከታቀደው በላይ እንደሚሆን በጋራ መግለጫ አስታወቀ።',
};
const fonts = ['text', 'arabic', 'hebrew', 'devanagari', 'bengali', 'tamil', 'thai', 'ethiopic'];
const names = Object.keys(paragraphs), texts = Object.values(paragraphs), text = texts.join('\n') + '\n';

// In each page: the lines of each paragraph, as {start, left, right}; offsets in code points from the paragraph's begin.
const oursInPage = (texts) => {
    let start = 0;
    return texts.map((paragraph) => {
        const lines = [];
        const points = [...paragraph];
        points.forEach((point, i) => {
            if (point === ' ') return;
            const [box] = window.glossator.locate('d-1', start + i, start + i + 1);
            if (!box || !box.width) return;
            const last = lines.at(-1);
            if (!last || Math.abs(last.y - box.y) > 5) lines.push({ start: i, y: box.y, left: box.x, right: box.x + box.width });
            else Object.assign(last, { left: Math.min(last.left, box.x), right: Math.max(last.right, box.x + box.width) });
        });
        start += points.length + 1;
        return lines;
    });
};
const theirsInPage = () => [...document.querySelectorAll('p')].map((p) => {
    const lines = [], node = p.firstChild, points = [...node.data];
    let unit = 0;
    points.forEach((point, i) => {
        const range = document.createRange();
        range.setStart(node, unit);
        range.setEnd(node, unit += point.length);
        const box = range.getBoundingClientRect();
        if (point === ' ' || !box.width) return;
        const last = lines.at(-1);
        if (!last || box.y > last.y + 5) lines.push({ start: i, y: box.y, left: box.left, right: box.right });
        else Object.assign(last, { left: Math.min(last.left, box.left), right: Math.max(last.right, box.right) });
    });
    return lines;
});

test('eleven scripts have the same lines as in the browser, and letters of the same width', async () => {
    const desk = await world.desk({ viewport: { width: 1280, height: 2600 } });
    await desk.call('open', [{ name: 'scripts.txt', data: text }], { mode: 'replace' });
    for (const font of fonts.slice(1))
        await desk.page.waitForFunction((file) => performance.getEntriesByType('resource').some((e) => e.name.includes(file) && e.responseEnd > 0), `${font}.ttf`);
    await desk.page.waitForTimeout(300);
    await desk.settled();
    const ours = await desk.page.evaluate(oursInPage, texts);
    const left = Math.min(...ours.flat().map((line) => line.left)), right = Math.max(...ours[names.indexOf('Hebrew')].map((line) => line.right));
    const pitch = ours[0][1].y - ours[0][0].y;

    const page = await desk.context.newPage();
    await page.goto(world.server.url('/tools/glossator/fonts/'), { waitUntil: 'commit' }).catch(() => {});
    await page.setContent(`<style>
        ${fonts.map((font) => `@font-face { font-family: ${font}; src: url(${world.server.url(`/tools/glossator/fonts/${font}.ttf`)}); }`).join('\n')}
        body { margin: 40px; width: ${right - left}px; font: 18px/${pitch}px ${fonts.join(', ')}; background: #FBFAF7; color: #1F2328; }
        p { margin: 0 0 7px; unicode-bidi: plaintext; text-align: start; }
    </style>${texts.map((paragraph) => `<p>${paragraph}</p>`).join('')}`);
    await page.evaluate(() => document.fonts.ready);
    const theirs = await page.evaluate(theirsInPage);

    await desk.page.mouse.move(5, 400);
    const [ourPicture, theirPicture] = [await desk.page.screenshot({ clip: { x: left - 20, y: 100, width: right - left + 40, height: 1760 } }), await page.screenshot({ fullPage: true })];
    await page.setContent(`<body style="margin:0;display:flex;align-items:start">${[ourPicture, theirPicture].map((png) => `<img src="data:image/png;base64,${png.toString('base64')}">`).join('')}</body>`);
    mkdirSync(join(root, 'build/screenshots'), { recursive: true });
    await page.screenshot({ path: join(root, 'build/screenshots/ten-scripts.png'), fullPage: true });

    names.forEach((name, i) => {
        assert.deepEqual(ours[i].map((line) => line.start), theirs[i].map((line) => line.start), `${name}: where lines begin`);
        ours[i].forEach((line, l) => {
            const width = line.right - line.left, other = theirs[i][l].right - theirs[i][l].left;
            assert.ok(Math.abs(width - other) < 0.02 * other + 1.5, `${name}, line ${l + 1}: ${width} px, in the browser ${other} px`);
        });
    });
    await desk.close();
});
