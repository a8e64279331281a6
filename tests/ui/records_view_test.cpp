#include <chrono>
#include <cstdio>

#include "panels.h"
#include "ui/record_view.h"

// All entities and all claim records, and what can be done with them.
namespace glossator {
namespace {

RecordListMemory& entities(Desk& desk)
{
    return desk.app->session().views.entities;
}

std::string run(Desk& desk, const char* id, const Args& args)
{
    const Result<std::string> done = run_command(*desk.app, id, args.str());
    desk.frames(3);
    return done ? *done : sentence(done.error().message);
}

// The sample, with its entities shown and the first that has several mentions chosen.
EntityId with_entities(Desk& desk)
{
    open_sample(desk);
    desk.press(ImGuiKey_F8);
    REQUIRE(desk.app->session().main_view == MainView::Entities);
    click(desk, "entities.sort=Mentions");
    const std::string chosen = entities(desk).rows.front().id;
    click(desk, "entity:" + chosen);
    CHECK(entities(desk).chosen == chosen);
    REQUIRE(entities(desk).spans.size() >= 2);
    return EntityId(chosen);
}

ImVec2 centre_of(Desk& desk, const std::string& control)
{
    const Box box = box_of(desk, control);
    return {box.x + box.width / 2, box.y + box.height / 2};
}

}  // namespace

TEST_CASE("entities: all are listed and filtered, and a click on a mention goes to its place")
{
    Desk desk;
    const EntityId id = with_entities(desk);
    CHECK(entities(desk).rows.size() == desk.app->project().entities().size());
    CHECK(entities(desk).spans.size() == desk.app->project().mentions(id));
    const std::string name = desk.app->project().find(id)->name;
    click(desk, "entities.filter");
    desk.type(name);
    CHECK(entities(desk).rows.size() < desk.app->project().entities().size());
    CHECK(visible(desk, "entity:" + id.text));
    CHECK(run(desk, "entity.set", Args().text("id", id.text).text("name", "Quite another")) == "[\"" + id.text + "\"]");
    CHECK(entities(desk).chosen == id.text);  // though it isn't what the filter says any more
    CHECK(visible(desk, "entity:" + id.text));
    const SpanId mention = entities(desk).spans[1].span;
    const Box row = box_of(desk, "mention:" + mention.text);
    desk.click({row.x + row.width * 0.6f, row.y + row.height / 2});
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(desk.app->session().focused == mention);
}

TEST_CASE("entities: keys for the text do nothing while they are shown, and Escape goes back")
{
    Desk desk;
    open_sample(desk);
    focus_first(desk, "PERSON");
    const size_t steps = desk.app->history().steps_done();
    CHECK(run(desk, "view.show", Args().text("name", "entities")) == "[]");
    desk.press(ImGuiKey_Delete);
    desk.type("c");
    CHECK(desk.app->history().steps_done() == steps);
    desk.press(ImGuiKey_DownArrow);
    CHECK(entities(desk).chosen == entities(desk).rows[1].id);
    desk.press(ImGuiKey_Escape);
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(run(desk, "view.show", Args().text("name", "claims")) == "[]");
    CHECK(visible(desk, "claims"));
}

TEST_CASE("entities: chosen mentions are split off, and one that is dragged onto an entity moves there")
{
    Desk desk;
    const EntityId id = with_entities(desk);
    const size_t before = desk.app->project().mentions(id);
    const SpanId mention = entities(desk).spans[0].span;
    const Box row = box_of(desk, "mention:" + mention.text);
    desk.click({row.x + 12, row.y + row.height / 2});
    CHECK(entities(desk).picked == std::vector<SpanId>{mention});
    click(desk, "entity.split");
    CHECK(desk.app->project().mentions(id) == before - 1);
    const EntityId split = desk.app->project().set_of(mention)->spans.find(mention)->entity;
    CHECK(split != id);

    const SpanId second = entities(desk).spans[0].span;
    std::string target;
    for (const RecordRow& each : entities(desk).rows)
        if (each.id != id.text && visible(desk, "entity:" + each.id)) target = each.id;
    const size_t there = desk.app->project().mentions(EntityId(target));
    const Box from = box_of(desk, "mention:" + second.text);
    desk.drag({from.x + from.width * 0.6f, from.y + from.height / 2}, centre_of(desk, "entity:" + target));
    CHECK(desk.app->project().mentions(EntityId(target)) == there + 1);
    CHECK(desk.app->session().main_view == MainView::Entities);
    CHECK(desk.app->undo());
    CHECK(desk.app->project().mentions(EntityId(target)) == there);
}

TEST_CASE("entities: by keys alone mentions are chosen, split off and moved, and entities merged")
{
    Desk desk;
    const EntityId id = with_entities(desk);
    const size_t before = desk.app->project().mentions(id);
    const SpanId second = entities(desk).spans[1].span;
    const auto entity_of = [&](const SpanId& span) {
        return desk.app->project().set_of(span)->spans.find(span)->entity;
    };
    desk.press(ImGuiKey_RightArrow);
    desk.press(ImGuiKey_DownArrow);
    desk.press(ImGuiKey_Space);
    CHECK(entities(desk).picked == std::vector<SpanId>{second});
    desk.type("/");
    const EntityId split = entity_of(second);
    CHECK(split != id);
    CHECK(desk.app->project().mentions(id) == before - 1);

    const SpanId first = entities(desk).spans[0].span;
    desk.press(ImGuiKey_UpArrow);
    desk.press(ImGuiKey_Space);
    desk.type("m");
    CHECK(entities(desk).carried == id.text);
    desk.press(ImGuiKey_DownArrow);
    const EntityId below(entities(desk).chosen);
    CHECK(below != id);
    desk.type("m");
    CHECK(entity_of(first) == below);

    const size_t entities_before = desk.app->project().entities().size();
    desk.type("m");
    desk.press(ImGuiKey_Escape);  // drops it, and stays
    CHECK(entities(desk).carried.empty());
    CHECK(desk.app->session().main_view == MainView::Entities);
    desk.type("m");
    desk.press(ImGuiKey_UpArrow);
    desk.type("m");
    CHECK(desk.app->project().entities().size() == entities_before - 1);
    CHECK(desk.app->project().find(below) == nullptr);
    CHECK(entity_of(first) == id);

    const SpanId shown = entities(desk).spans[0].span;
    desk.press(ImGuiKey_RightArrow);
    desk.press(ImGuiKey_Enter);
    CHECK(desk.app->session().main_view == MainView::Text);
    CHECK(desk.app->session().focused == shown);
}

TEST_CASE("entities: one that is dragged onto another is merged into it, and undo parts them")
{
    Desk desk;
    const EntityId id = with_entities(desk);
    const size_t all = desk.app->project().entities().size(), before = desk.app->project().mentions(id);
    const EntityId other(entities(desk).rows[1].id);
    const size_t more = desk.app->project().mentions(other);
    desk.drag(centre_of(desk, "entity:" + other.text), centre_of(desk, "entity:" + id.text));
    CHECK(desk.app->project().entities().size() == all - 1);
    CHECK(desk.app->project().mentions(id) == before + more);
    CHECK(desk.app->undo());
    CHECK(desk.app->project().mentions(other) == more);
}

TEST_CASE("entities: what is alike is merged or kept apart by the user only")
{
    Desk desk;
    const EntityId id = with_entities(desk);
    Args args;
    args.text("name", desk.app->project().find(id)->name).text("type", desk.app->project().find(id)->type);
    run(desk, "entity.create", args);
    REQUIRE(entities(desk).alike.size() >= 1);
    const std::string twin = entities(desk).alike.front();
    const size_t all = desk.app->project().entities().size();
    click(desk, "alike.apart:" + twin);
    CHECK(desk.app->project().entities().size() == all);
    CHECK_FALSE(visible(desk, "alike.apart:" + twin));
    CHECK(desk.app->undo());
    desk.frames(3);
    click(desk, "alike.merge:" + twin);
    CHECK(desk.app->project().entities().size() == all - 1);
    CHECK(entities(desk).chosen == id.text);
}

TEST_CASE("entities: ids in knowledge bases are checked as each writes them")
{
    Desk desk;
    const EntityId id = with_entities(desk);
    const auto set = [&](const char* base, const char* kb_id) {
        return run(
            desk, "entity.set",
            Args().text("id", id.text).json("kb", "[" + Args().text("base", base).text("id", kb_id).str() + "]"));
    };
    CHECK(set("wikidata", "Q42") == "[\"" + id.text + "\"]");
    REQUIRE(desk.app->project().find(id)->kb.size() == 1);
    CHECK(set("wikidata", "42") == "“42” is no id of wikidata: they look like Q42.");
    CHECK(set("wikidata", "Q042") != "[\"" + id.text + "\"]");
    CHECK(set("orcid", "0000-0002-1825-0097") == "[\"" + id.text + "\"]");
    CHECK(set("house", "anything") == "[\"" + id.text + "\"]");
    CHECK(set("wikidata", "") == "Write the knowledge base, a blank and the id, as in “wikidata Q42”.");
    CHECK(run(desk, "entity.set", Args().text("id", id.text).text("kb", "Q42")) ==
          "“kb” must be a list of {base, id}.");
}

TEST_CASE("claims: a record is linked to one that is alike, and the link taken away")
{
    Desk desk;
    open_sample(desk);
    desk.press(ImGuiKey_F9);
    RecordListMemory& memory = desk.app->session().views.claims;
    REQUIRE(memory.rows.size() == desk.app->project().claims().size());
    run(desk, "claim.create", Args().text("text", "The crossing costs 99 crowns in winter."));
    run(desk, "claim.create", Args().text("text", "The crossing costs 98 crowns in winter."));
    for (const RecordRow& row : memory.rows)
        if (row.text == "The crossing costs 99 crowns in winter.") memory.chosen = row.id;
    desk.frames(3);
    REQUIRE(!memory.alike.empty());
    const std::string other = memory.alike.front();
    click(desk, "claim.relation:" + other);
    click(desk, "claim.relation:" + other + "=contradicts");
    const Claim& claim = *desk.app->project().find(ClaimId(memory.chosen));
    REQUIRE(claim.links.size() == 1);
    CHECK(claim.links[0].type == "contradicts");
    click(desk, "claim.unlink:" + other);
    CHECK(desk.app->project().find(ClaimId(memory.chosen))->links.empty());
}

TEST_CASE("claims: one is merged into another by keys and by dragging, in one step, and undo parts them")
{
    Desk desk;
    open_sample(desk);
    desk.press(ImGuiKey_F9);
    RecordListMemory& memory = desk.app->session().views.claims;
    const Project& project = desk.app->project();
    REQUIRE(memory.rows.size() >= 3);
    const ClaimId first(memory.rows[0].id), second(memory.rows[1].id);
    const size_t all = project.claims().size(), steps = desk.app->history().steps_done();
    const size_t spans = project.mentions(first) + project.mentions(second);
    click(desk, "claim:" + first.text);
    desk.type("m");
    CHECK(memory.carried == first.text);
    desk.press(ImGuiKey_Escape);  // drops it, and stays
    CHECK(memory.carried.empty());
    REQUIRE(desk.app->session().main_view == MainView::Claims);
    desk.type("m");
    desk.press(ImGuiKey_DownArrow);
    REQUIRE(memory.chosen == second.text);
    desk.type("m");
    CHECK(project.find(first) == nullptr);
    CHECK(project.mentions(second) == spans);
    CHECK(memory.chosen == second.text);
    CHECK(desk.app->history().steps_done() == steps + 1);
    CHECK(desk.app->session().message.find("are gone") != std::string::npos);
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    CHECK(project.claims().size() == all);

    desk.drag(centre_of(desk, "claim:" + second.text), centre_of(desk, "claim:" + first.text));
    CHECK(project.find(second) == nullptr);
    CHECK(project.mentions(first) == spans);
    CHECK(desk.app->undo());
    CHECK(project.claims().size() == all);
    CHECK(run(desk, "claim.merge", Args().text("from", first.text).text("into", first.text)) ==
          "A claim can't be merged into itself.");
}

namespace {

AlikePair chosen_pair(Desk& desk)
{
    const std::optional<AlikePair> pair = alike_pair(*desk.app, desk.app->session().views.alike.at);
    REQUIRE(pair);
    return *pair;
}

}  // namespace

TEST_CASE("entities: all pairs that are perhaps the same, merged or kept apart by keys")
{
    Desk desk;
    open_sample(desk);
    const Project& project = desk.app->project();
    for (const char* name : {"Harbour Ferry Company", "Harbor Ferry Company", "Harbour Ferry Co", "Zebra crossing"})
        run(desk, "entity.create", Args().text("name", name).text("type", "ORG"));
    const size_t all = project.entities().size();
    desk.press(ImGuiMod_Shift | ImGuiKey_F8);
    desk.frames(5);
    REQUIRE(visible(desk, "alike"));
    const auto& pairs = desk.app->session().proposals.alike.pairs();
    REQUIRE(pairs.size() >= 2);
    CHECK(std::is_sorted(pairs.begin(), pairs.end(), [](const auto& a, const auto& b) { return a.score > b.score; }));
    CHECK(project.entities().size() == all);  // nothing by itself

    const EntityId stays = chosen_pair(desk).second->id, goes = chosen_pair(desk).first->id;
    desk.press(ImGuiKey_RightArrow);  // the second one
    desk.type("m");
    CHECK(project.find(goes) == nullptr);
    CHECK(project.find(stays) != nullptr);
    for (const auto& pair : pairs) CHECK((pair.a != goes && pair.b != goes));
    desk.press(ImGuiMod_Ctrl | ImGuiKey_Z);
    desk.frames(5);
    CHECK(project.entities().size() == all);

    const size_t before = pairs.size();
    desk.press(ImGuiKey_DownArrow);
    CHECK(desk.app->session().views.alike.at == 1);
    const EntityId a = chosen_pair(desk).first->id, b = chosen_pair(desk).second->id;
    desk.type("/");
    desk.frames(3);
    CHECK(are_apart(*project.find(a), *project.find(b)));
    CHECK(pairs.size() == before - 1);
    desk.press(ImGuiKey_Escape);
    CHECK(desk.app->session().main_view == MainView::Entities);
    CHECK_FALSE(visible(desk, "alike"));
    CHECK(visible(desk, "entities.alike"));
}

TEST_CASE("entities: of a pair, a click says which stays, and buttons merge it or keep it apart")
{
    Desk desk;
    open_sample(desk);
    const Project& project = desk.app->project();
    for (const char* name : {"Harbour Ferry Company", "Harbor Ferry Company", "Harbour Ferry Co"})
        run(desk, "entity.create", Args().text("name", name).text("type", "ORG"));
    desk.press(ImGuiKey_F8);
    click(desk, "entities.alike");
    desk.frames(5);
    const AlikePair pair = chosen_pair(desk);
    const EntityId first = pair.first->id, second = pair.second->id;
    const std::string ids = first.text + "/" + second.text;
    const Box row = box_of(desk, "pair:" + ids);
    desk.click({row.x + 60, row.y + row.height * 0.75f});
    CHECK(desk.app->session().views.alike.other_stays);
    click(desk, "pair.merge:" + ids);
    CHECK(project.find(first) == nullptr);
    CHECK(project.find(second) != nullptr);
    CHECK(desk.app->undo());
    desk.frames(5);
    const AlikePair next = chosen_pair(desk);
    const EntityId a = next.first->id, b = next.second->id;
    click(desk, "pair.apart:" + a.text + "/" + b.text);
    CHECK(are_apart(*project.find(a), *project.find(b)));
    click(desk, "alike.close");
    CHECK(visible(desk, "entities"));
}

}  // namespace glossator
