#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "panels.h"
#include "ui/link_routes.h"

// Lines from the focused span to what it is linked to.
namespace glossator {
namespace {

constexpr float kPitch = 42, kText = 23, kBand = 9;  // px: of a line, of its words, below them

struct World {
    RoutePage page;
    std::vector<Box> words;
    std::vector<RouteBundle> bundles;
};

// Lines of random words, and bundles between random places of them and beyond the view.
World random_world(unsigned seed)
{
    std::mt19937 rng(seed);
    const auto below = [&](unsigned n) { return static_cast<int>(rng() % n); };
    World world;
    const int lines = 1 + below(12);
    world.page = {{}, 100, 700, 10, 0, static_cast<float>(lines) * kPitch + 20};
    for (int i = 0; i < lines; ++i) {
        const float top = 13 + static_cast<float>(i) * kPitch;
        const float crowded = static_cast<float>(below(3)) * 2;
        world.page.lines.push_back({top, top + kText, top + kText + 2 + crowded, top + kText + 2 + kBand});
        for (float x = 100; x < 690;) {
            const float width = static_cast<float>(5 + below(90));
            world.words.push_back({x, top, std::min(width, 700 - x), kText});
            x += width + 4;
        }
    }
    const auto end = [&] {
        return RouteEnd{below(static_cast<unsigned>(lines) + 2) - 1, static_cast<float>(100 + below(600))};
    };
    for (int b = 1 + below(4); b > 0; --b) {
        RouteBundle bundle{end(), {}};
        for (int i = below(7); i >= 0; --i) bundle.ends.push_back(end());
        world.bundles.push_back(bundle);
    }
    return world;
}

bool crosses(const RouteStroke& stroke, const Box& word)
{
    return stroke.from.x < word.x + word.width && word.x < stroke.to.x + 0.01f &&
           stroke.from.y < word.y + word.height && word.y < stroke.to.y + 0.01f;
}

bool touches(const RouteStroke& stroke, ImVec2 p)
{
    return p.x >= stroke.from.x - 0.01f && p.x <= stroke.to.x + 0.01f && p.y >= stroke.from.y - 0.01f &&
           p.y <= stroke.to.y + 0.01f;
}

bool meet(const RouteStroke& a, const RouteStroke& b)
{
    return a.from.x <= b.to.x + 0.01f && b.from.x <= a.to.x + 0.01f && a.from.y <= b.to.y + 0.01f &&
           b.from.y <= a.to.y + 0.01f;
}

// Whether each of `strokes` can be reached from the first one.
bool is_connected(const std::vector<RouteStroke>& strokes)
{
    std::vector<bool> reached(strokes.size());
    reached[0] = true;
    for (size_t round = 0; round < strokes.size(); ++round)
        for (size_t i = 0; i < strokes.size(); ++i)
            for (size_t j = 0; j < strokes.size() && !reached[i]; ++j)
                reached[i] = reached[j] && meet(strokes[i], strokes[j]);
    return std::all_of(reached.begin(), reached.end(), [](bool r) { return r; });
}

TEST_CASE("link routes: no stroke crosses a word, and every end is met, on random pages")
{
    for (unsigned seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        const World world = random_world(seed);
        const std::vector<BundleRoute> routes = route_links(world.page, world.bundles);
        REQUIRE(routes.size() == world.bundles.size());
        for (size_t b = 0; b < routes.size(); ++b) {
            const std::vector<RouteStroke>& strokes = routes[b].strokes;
            bool straight = true, clear = true;
            for (const RouteStroke& stroke : strokes) {
                const bool across = stroke.from.y == stroke.to.y, down = stroke.from.x == stroke.to.x;
                straight = straight && (across || down) && stroke.from.x <= stroke.to.x && stroke.from.y <= stroke.to.y;
                for (const Box& word : world.words) clear = clear && !crosses(stroke, word);
            }
            CHECK(straight);
            CHECK(clear);
            std::vector<RouteEnd> ends = world.bundles[b].ends;
            ends.push_back(world.bundles[b].hub);
            for (const RouteEnd& end : ends) {
                const bool above = end.line < 0, below = end.line >= static_cast<int>(world.page.lines.size());
                if ((above || below) && !routes[b].has_trunk) continue;  // all ends lie there
                const ImVec2 foot = above   ? ImVec2{routes[b].trunk_x, world.page.top}
                                    : below ? ImVec2{routes[b].trunk_x, world.page.bottom}
                                            : ImVec2{end.x, world.page.lines[static_cast<size_t>(end.line)].bottom};
                CHECK(std::any_of(strokes.begin(), strokes.end(),
                                  [&](const RouteStroke& stroke) { return touches(stroke, foot); }));
            }
            if (!strokes.empty()) CHECK(is_connected(strokes));
        }
    }
}

TEST_CASE("link routes: three bundles in one band never lie on each other")
{
    RoutePage page{{{13, 36, 38, 48}, {55, 78, 80, 90}}, 100, 700, 13, 0, 100};
    std::vector<RouteBundle> bundles;
    for (int b = 0; b < 3; ++b) bundles.push_back({{0, 110.0f + 5 * static_cast<float>(b)}, {{1, 300}, {0, 500}}});
    const std::vector<BundleRoute> routes = route_links(page, bundles);
    for (size_t a = 0; a < 3; ++a)
        for (size_t b = a + 1; b < 3; ++b)
            for (const RouteStroke& s : routes[a].strokes)
                for (const RouteStroke& t : routes[b].strokes) {
                    const bool both_across = s.from.y == s.to.y && t.from.y == t.to.y;
                    if (both_across) CHECK(s.from.y != t.from.y);
                }
    CHECK(routes[0].trunk_x != routes[1].trunk_x);
    CHECK(routes[1].trunk_x != routes[2].trunk_x);
}

TEST_CASE("link routes: the trunk stands at the side that is nearer to the ends")
{
    const RoutePage page{{{13, 36, 38, 48}, {55, 78, 80, 90}}, 100, 700, 10, 0, 100};
    CHECK(route_links(page, {{{0, 120}, {{1, 150}}}})[0].trunk_x < 100);
    CHECK(route_links(page, {{{0, 620}, {{1, 650}}}})[0].trunk_x > 700);
    CHECK_FALSE(route_links(page, {{{0, 120}, {{0, 150}}}})[0].has_trunk);
}

// Opens `text` with a span on each of `words`, in this order.
std::vector<SpanId> marked(Desk& desk, const std::string& text, const std::vector<std::string>& words,
                           const std::string& label)
{
    desk.open("a.txt", text);
    std::vector<SpanId> ids;
    for (size_t i = 0; i < words.size(); ++i) {
        const auto nth = std::count(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(i), words[i]);
        const TextRange at = desk.find(words[i], static_cast<int>(nth));
        const Result<std::string> made =
            run_command(*desk.app, "span.create",
                        Args()
                            .text("label", label)
                            .json("at", "[[" + std::to_string(at.begin) + "," + std::to_string(at.end) + "]]")
                            .str());
        REQUIRE(made.has_value());
        ids.push_back(desk.app->session().focused);
        REQUIRE(!ids.back().empty());
    }
    desk.frames(2);
    return ids;
}

std::string list(const SpanId& id)
{
    return "[\"" + id.text + "\"]";
}

TEST_CASE("links: the roles of the focused span's attribution are named at its partners, and a click goes there")
{
    Desk desk;
    const std::vector<SpanId> ids = marked(desk, "Ilse Okonjo said on Monday that the harbour would open.\n",
                                           {"Ilse", "said", "the harbour would open"}, "SOURCE");
    REQUIRE(run_command(
        *desk.app, "attribution.create",
        Args().json("sources", list(ids[0])).json("cues", list(ids[1])).json("contents", list(ids[2])).str()));
    desk.app->focus(ids[2]);
    desk.frames(3);
    REQUIRE(visible(desk, "link:" + ids[0].text));
    REQUIRE(visible(desk, "link:" + ids[1].text));
    CHECK_FALSE(visible(desk, "link:" + ids[2].text));
    click(desk, "link:" + ids[0].text);
    CHECK(desk.app->session().focused == ids[0]);
    CHECK(visible(desk, "link:" + ids[2].text));
    desk.app->session().focused = {};
    desk.move_mouse({5, 5});
    desk.frames(2);
    CHECK_FALSE(visible(desk, "link:" + ids[2].text));
}

TEST_CASE("links: names of roles stand clear of words, tags and each other")
{
    for (const ImVec2 size : {ImVec2{1280, 800}, ImVec2{900, 700}}) {
        Desk desk(size);
        open_sample(desk);
        const AnnotationSet& set = *desk.app->set();
        size_t names = 0;
        for (const auto& [id, attribution] : set.attributions) {
            desk.app->focus(attribution.contents.empty() ? attribution.sources.front() : attribution.contents.front());
            desk.frames(3);
            const TextRange whole{0, desk.app->document()->text->size()};
            const std::vector<Box> words = desk.app->reading_view().locate(desk.app->session().document, whole);
            std::vector<Box> seen;
            for (const AttributionRole& role : kAttributionRoles)
                for (const SpanId& span : attribution.*role.spans)
                    for (const Box& box : desk.app->controls().find("link:" + span.text)) seen.push_back(box);
            names += seen.size();
            for (size_t i = 0; i < seen.size(); ++i) {
                for (const Box& word : words) CHECK_FALSE(overlap(seen[i], word));
                for (size_t j = i + 1; j < seen.size(); ++j) CHECK_FALSE(overlap(seen[i], seen[j]));
            }
        }
        CHECK(names > set.attributions.size());
    }
}

TEST_CASE("links: what lies outside the view is a short end with a count that a click follows")
{
    Desk desk;
    std::string text = "Here Okonjo spoke.\n";
    for (int i = 0; i < 60; ++i) text += "A paragraph between them.\n";
    text += "There Okonjo was heard.\n";
    const std::vector<SpanId> ids = marked(desk, text, {"Okonjo", "Okonjo"}, "PERSON");
    const Result<std::string> entity = run_command(*desk.app, "entity.create", R"({"name":"Okonjo","type":"PERSON"})");
    REQUIRE(entity.has_value());
    const std::string id = desk.app->project().entities().begin()->first.text;
    for (const SpanId& span : ids)
        REQUIRE(run_command(*desk.app, "entity.assign", Args().text("span", span.text).text("entity", id).str()));
    desk.app->focus(ids[0]);
    desk.frames(3);
    CHECK_FALSE(visible(desk, "link.above"));
    click(desk, "link.below");
    CHECK(desk.app->session().focused == ids[1]);
    CHECK_FALSE(visible(desk, "link.below"));
    click(desk, "link.above");
    CHECK(desk.app->session().focused == ids[0]);
}

TEST_CASE("links: hovering over a span previews its links while none is focused")
{
    Desk desk;
    const std::vector<SpanId> ids = marked(desk, "Ilse Okonjo said so.\n", {"Ilse", "Okonjo"}, "PERSON");
    REQUIRE(run_command(*desk.app, "attribution.create",
                        Args().json("sources", list(ids[0])).json("contents", list(ids[1])).str()));
    desk.app->session().focused = {};
    desk.move_mouse({5, 5});
    desk.frames(2);
    CHECK_FALSE(visible(desk, "link:" + ids[1].text));
    desk.move_mouse(desk.middle("Ilse"));
    desk.frames(2);
    CHECK(visible(desk, "link:" + ids[1].text));
}

TEST_CASE("links: where text runs from right to left, a link meets its span at the side where that begins")
{
    Desk desk;
    const std::vector<SpanId> ids = marked(desk, "قال الوزير إن المدينة آمنة.\n", {}, "PERSON");
    const std::string text(desk.app->document()->text->bytes());
    const auto make = [&](const std::string& word) {
        const size_t byte = text.find(word);
        const Text& t = *desk.app->document()->text;
        const auto point = [&](size_t b) { return std::to_string(t.byte_to_code_point(static_cast<uint32_t>(b))); };
        REQUIRE(run_command(*desk.app, "span.create",
                            Args()
                                .text("label", "PERSON")
                                .json("at", "[[" + point(byte) + "," + point(byte + word.size()) + "]]")
                                .str()));
        return desk.app->session().focused;
    };
    const SpanId minister = make("الوزير"), city = make("المدينة");
    REQUIRE(run_command(*desk.app, "attribution.create",
                        Args().json("sources", list(minister)).json("contents", list(city)).str()));
    desk.app->focus(city);
    desk.frames(3);
    // The name stands right of its span's begin, towards the focused one at the left.
    const Box name = box_of(desk, "link:" + minister.text);
    const Box word = desk.boxes("الوزير").front(), focused = desk.boxes("المدينة").front();
    CHECK(name.x + name.width <= word.x + word.width);
    CHECK(name.x > focused.x);
}

}  // namespace
}  // namespace glossator
