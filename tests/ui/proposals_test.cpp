#include <algorithm>
#include <cstdio>

#include "panels.h"

// Entities and claims that are proposed for the selection or the focused span, and taken by keys.
namespace glossator {
namespace {

using About = Proposals::About;

const Proposals& proposals(Desk& desk)
{
    desk.frames(2);
    return desk.app->session().proposals;
}

void select(Desk& desk, const std::string& words, int nth = 0)
{
    const TextRange range = desk.find(words, nth);
    desk.app->session().focused = {};
    desk.app->session().selection = {range.begin, range.end};
    desk.app->session().focus_reading_view = true;
    desk.frames(2);
}

const Entity& entity_of_focus(Desk& desk)
{
    REQUIRE(desk.app->focused());
    const Entity* entity = desk.app->project().find(desk.app->focused()->entity);
    REQUIRE(entity);
    return *entity;
}

std::string press_shifted(Desk& desk, const std::string& capital)
{
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, true);
    desk.type(capital);
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, false);
    desk.frames(2);
    return entity_of_focus(desk).name;
}

constexpr const char* kTwo =
    "Balochistan Liberation Army fighters met Ilse Okonjo. Okonjo said the BLA had left. The BLA and Okonjo "
    "agreed; BLA men went.\n";

TEST_CASE("proposals: a capital makes a mention of something new, a digit takes what is proposed, one step each")
{
    Desk desk;
    desk.open("one.txt", kTwo);
    select(desk, "Ilse Okonjo");
    CHECK(press_shifted(desk, "P") == "Ilse Okonjo");
    CHECK(entity_of_focus(desk).type == "PERSON");
    CHECK(desk.app->session().selection.empty());
    const EntityId okonjo = entity_of_focus(desk).id;
    select(desk, "Okonjo", 1);
    REQUIRE(proposals(desk).about == About::Selection);
    CHECK(proposals(desk).entities.front().reason == EntityReason::Words);
    CHECK(visible(desk, "proposal:1"));
    const auto listed = run_command(*desk.app, "proposal.list", "{}");
    REQUIRE(listed);
    CHECK(*listed == R"({"entities":[")" + okonjo.text + R"("],"claims":[],"others":[]})");
    const size_t steps = desk.app->history().steps_done();
    desk.type("1");
    CHECK(desk.app->history().steps_done() == steps + 1);
    CHECK(desk.app->focused()->entity == okonjo);
    CHECK(desk.app->focused()->label == LabelId("PERSON"));
    CHECK(desk.app->undo());
    CHECK(desk.app->project().mentions(okonjo) == 1);
    CHECK(desk.app->redo());
}

TEST_CASE("proposals: a label alone leaves the mention without an entity; then a digit, 0 or a click says which")
{
    Desk desk;
    desk.open("one.txt", kTwo);
    select(desk, "Balochistan Liberation Army");
    press_shifted(desk, "O");
    const EntityId army = entity_of_focus(desk).id;
    select(desk, "BLA");
    desk.type("o");
    REQUIRE(desk.app->focused());
    CHECK(desk.app->focused()->entity.empty());  // never silently
    REQUIRE(proposals(desk).about == About::Mention);
    CHECK(proposals(desk).entities.front().id == army);
    CHECK(proposals(desk).entities.front().reason == EntityReason::Abbreviation);
    click(desk, "candidate:1");
    CHECK(desk.app->focused()->entity == army);
    CHECK(desk.app->undo());
    desk.frames(2);
    desk.type("0");
    CHECK(entity_of_focus(desk).name == "BLA");
    CHECK(desk.app->focused()->entity != army);
}

TEST_CASE("proposals: the same words elsewhere get the same entity in one step, as they are written only")
{
    Desk desk;
    desk.open("one.txt", kTwo);
    select(desk, "BLA");
    press_shifted(desk, "O");
    REQUIRE(proposals(desk).about == About::NamedMention);
    CHECK(proposals(desk).others.size() == 2);
    const size_t steps = desk.app->history().steps_done();
    desk.type("*");
    CHECK(desk.app->history().steps_done() == steps + 1);
    CHECK(desk.app->project().mentions(entity_of_focus(desk).id) == 3);
    CHECK(proposals(desk).about == About::Nothing);
    CHECK_FALSE(visible(desk, "candidates"));
}

TEST_CASE("proposals: a claim of another article stands beside the claim, and a key relates them")
{
    Desk desk;
    desk.open("one.txt", "Officials said at least ten people were killed in the Quetta blast on Tuesday.\n");
    select(desk, "at least ten people were killed in the Quetta blast");
    desk.type("c");
    const SpanId first = desk.app->focused()->id;
    CHECK(proposals(desk).about == About::Nothing);
    desk.open("two.txt", "The Quetta blast killed 31 people, a minister said.\n");
    desk.app->show(desk.app->project().documents()[1].id);
    select(desk, "The Quetta blast killed 31 people");
    desk.type("c");
    const SpanId second = desk.app->focused()->id;
    REQUIRE(proposals(desk).about == About::Claim);
    CHECK(proposals(desk).claims.front().span == first);
    CHECK(visible(desk, "candidate.there"));
    CHECK(visible(desk, "proposal.there"));  // as it was called
    const size_t steps = desk.app->history().steps_done();
    desk.press(ImGuiMod_Alt | ImGuiKey_4);
    CHECK(desk.app->history().steps_done() == steps + 1);
    const Span& span = *desk.app->project().set_of(second)->spans.find(second);
    REQUIRE(span.claim);
    CHECK(span.claim->relation == desk.app->project().schema().claim_relations[3]);
    const Span& other = *desk.app->project().set_of(first)->spans.find(first);
    REQUIRE(other.claim);
    CHECK(other.claim->id == span.claim->id);
    CHECK(proposals(desk).about == About::Nothing);
    CHECK(desk.app->undo());
    desk.frames(2);
    desk.type("0");
    CHECK(desk.app->project().claims().size() == 1);
}

// Rebuilds the gold's mentions and counts: to select is one action for each fragment, and so is each key.
class Rebuilding {
public:
    Rebuilding(Desk& desk, const Project& gold) : desk_(desk), gold_(gold)
    {
        for (const Document& document : gold.documents()) desk.open(document.name, std::string(document.text->bytes()));
        REQUIRE(run_command(*desk.app, "schema.load", "{\"schema\":" + write_record(gold.schema()) + "}"));
    }

    void rebuild(const AnnotationSet& set)
    {
        const auto position = static_cast<size_t>(gold_.find(set.info.document) - gold_.documents().data());
        desk_.app->show(desk_.app->project().documents()[position].id);
        desk_.frames(2);
        for (size_t i = 0; i < set.spans.size(); ++i) {
            const Span& span = set.spans.at(i);
            if (span.entity.empty()) continue;
            ++mentions;
            if (is_there(span)) continue;  // marked with others that are called so
            mark(span);
            if (!ours_.count(span.entity)) ours_[span.entity] = desk_.app->focused()->entity;
            CHECK(is_there(span));
            if (all_others_are_meant(set, span)) type("*");
        }
    }

    size_t mentions = 0, actions = 0;

private:
    void type(const std::string& key)
    {
        desk_.type(key);
        ++actions;
    }

    void select(TextRange range)
    {
        Session& session = desk_.app->session();
        session.selection = {range.begin, range.end};
        session.focus_reading_view = true;
        desk_.frames(2);
        ++actions;
    }

    EntityId ours(const Span& gold) const
    {
        const auto known = ours_.find(gold.entity);
        return known == ours_.end() ? EntityId() : known->second;
    }

    bool is_there(const Span& gold) const
    {
        std::vector<const Span*> there;
        if (!desk_.app->set() || ours(gold).empty()) return false;
        desk_.app->set()->spans.overlapping(gold.at.front(), there);
        return std::any_of(there.begin(), there.end(), [&](const Span* span) {
            return span->at == gold.at && span->label == gold.label && span->entity == ours(gold);
        });
    }

    // The digit that takes the entity; empty if it isn't proposed.
    std::string digit_for(const EntityId& id) const
    {
        const std::vector<EntityCandidate>& list = desk_.app->session().proposals.entities;
        for (size_t i = 0; i < list.size(); ++i)
            if (list[i].id == id) return std::to_string(i + 1);
        return {};
    }

    void mark(const Span& gold)
    {
        desk_.app->session().focused = {};
        select(gold.at.front());
        const EntityId wanted = ours(gold);
        const Entity* entity = desk_.app->project().find(wanted);
        const std::string digit = entity ? digit_for(wanted) : "";
        if (gold.at.size() == 1 && !digit.empty() && entity->type == gold.label.text) return type(digit);
        type(gold_.schema().find(gold.label)->key);
        for (size_t f = 1; f < gold.at.size(); ++f) {
            select(gold.at[f]);
            type("+");
        }
        REQUIRE(desk_.app->focused());
        if (!entity) {
            if (gold.at.size() == 1) --actions;  // label and entity by one key, with Shift
            return type("0");
        }
        if (const std::string now = digit_for(wanted); !now.empty()) return type(now);
        actions += 6;  // found by its name in the inspector's list: open it, some letters, Enter
        const std::string args = Args().text("span", desk_.app->focused()->id.text).text("entity", wanted.text).str();
        REQUIRE(run_command(*desk_.app, "entity.assign", args));
        desk_.frames(2);
    }

    bool all_others_are_meant(const AnnotationSet& set, const Span& span)
    {
        const std::vector<TextRange>& others = proposals(desk_).others;
        size_t meant = 0;
        set.spans.for_each([&](const Span& each) {
            const bool same = each.at.size() == 1 && each.label == span.label && each.entity == span.entity;
            meant += same && std::find(others.begin(), others.end(), each.at[0]) != others.end();
        });
        return !others.empty() && meant == others.size();
    }

    Desk& desk_;
    const Project& gold_;
    std::map<EntityId, EntityId> ours_;  // the gold's entity, and ours
};

}  // namespace

TEST_CASE("proposals: rebuilding the gold's mentions costs at most two actions each")
{
    const std::string bytes = read_file(std::string(GLOSSATOR_SHARED) + "/corpus/gold.glossator.json");
    if (bytes.empty()) {
        std::printf("SKIPPED: there is no gold annotation of real articles\n");
        return;
    }
    auto gold = read_native(bytes);
    REQUIRE(gold.has_value());
    Desk desk;
    Rebuilding rebuilding(desk, *gold);
    for (const auto& set : gold->sets()) rebuilding.rebuild(*set);
    const double mean = static_cast<double>(rebuilding.actions) / static_cast<double>(rebuilding.mentions);
    std::printf("gold: %zu mentions, %zu actions, %.2f each\n", rebuilding.mentions, rebuilding.actions, mean);
    CHECK(mean <= 2.0);
}

}  // namespace glossator
