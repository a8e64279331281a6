#include <algorithm>
#include <map>
#include <set>

#include "core/base/utf8.h"
#include "core/io/fields_of_spans.h"
#include "core/io/offset_unit.h"
#include "core/io/project_builder.h"
#include "core/io/tei.h"
#include "core/io/tokens.h"

namespace glossator::tei {

namespace {

constexpr std::string_view kStringRange = "string-range(";

bool is_one_of(std::string_view name, std::initializer_list<const char*> list)
{
    return std::any_of(list.begin(), list.end(), [&](const char* each) { return name == each; });
}

bool is_block(std::string_view name)
{
    return is_one_of(name,
                     {"ab",    "argument", "body",     "back",    "byline", "cell",      "closer", "div",    "div1",
                      "div2",  "div3",     "epigraph", "figDesc", "front",  "group",     "head",   "item",   "l",
                      "label", "lb",       "lg",       "list",    "opener", "p",         "row",    "salute", "signed",
                      "sp",    "speaker",  "stage",    "table",   "text",   "titlePage", "trailer"});
}

bool is_mark(std::string_view name)
{
    return is_one_of(name, {"rs",         "name",   "persName", "placeName", "orgName",   "geogName", "country",
                            "settlement", "region", "forename", "surname",   "roleName",  "term",     "date",
                            "time",       "said",   "q",        "quote",     "quotation", "soCalled", "distinct"});
}

// Elements that part the text and say nothing else.
bool is_plain(std::string_view name)
{
    return is_block(name) || is_one_of(name, {"anchor", "seg", "s", "w", "pc", "c"});
}

std::string normalised(std::string_view text)
{
    std::string out;
    bool wants_blank = false;
    for (size_t i = 0; i < text.size();) {
        const auto [c, size] = decode_utf8(text, i);
        if (is_white_space(c)) {
            wants_blank = !out.empty();
        } else {
            if (wants_blank) out += ' ';
            wants_blank = false;
            out += text.substr(i, size);
        }
        i += size;
    }
    return out;
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> out;
    std::string word;
    size_t depth = 0;  // inside of brackets
    for (const char c : std::string(text) + " ") {
        const bool is_blank = c == ' ' || c == '\n' || c == '\t';
        depth += c == '(';
        depth -= c == ')' && depth > 0;
        if (!is_blank) word += c;
        if (is_blank && depth == 0 && !word.empty()) out.push_back(std::move(word));
        if (is_blank && depth == 0) word.clear();
    }
    return out;
}

template <class Take>
void for_each_element(const pugi::xml_node& below, const Take& take)
{
    for (const pugi::xml_node& child : below.children()) {
        if (child.type() != pugi::node_element) continue;
        take(child);
        for_each_element(child, take);
    }
}

std::string_view id_of(const pugi::xml_node& node)
{
    return node.attribute("xml:id").value();
}

class SpanFinder {
public:
    SpanFinder(const XmlDocument& xml, Blanks blanks) : root_(xml.root()), blanks_(blanks) {}

    Result<Found> find()
    {
        pugi::xml_node text = local_name(root_) == "text" ? root_ : pugi::xml_node();
        if (local_name(root_) == "teiCorpus")
            return fail_at(XmlDocument::offset(root_), "a corpus of TEI holds several texts; open them one by one");
        for (const pugi::xml_node& child : root_.children())
            if (local_name(child) == "text" && !text) text = child;
        if (!text) return fail_at(XmlDocument::offset(root_), "there is no <text> in it");
        find_kept();
        enter(text, false);
        Result<TextPtr> made = Text::make(std::move(out_));
        if (!made) return fail(made.error());
        found_.text = std::move(*made);
        for (const auto& [node, place] : marks_) {
            const TextRange range = cut(place);
            if (range.empty())
                found_.lost.push_back({"elements without text", std::string(local_name(node))});
            else
                found_.spans.push_back({node, {range}, true});
        }
        Status sound;
        for_each_element(root_, [&](const pugi::xml_node& node) {
            const std::string_view name = local_name(node);
            if (sound && (name == "span" || name == "annotation")) sound = take_span(node);
        });
        if (!sound) return fail(sound.error());
        return std::move(found_);
    }

private:
    struct Place {
        uint32_t begin, end;
        bool is_kept;  // with its white space
    };

    // Elements to which string ranges point keep their white space, since that is counted.
    void find_kept()
    {
        for_each_element(root_, [&](const pugi::xml_node& node) {
            for (const pugi::xml_attribute& attribute : node.attributes()) {
                const std::string_view value = attribute.value();
                for (size_t at = value.find(kStringRange); at != std::string_view::npos;
                     at = value.find(kStringRange, at + 1)) {
                    const std::string_view id = value.substr(at + kStringRange.size());
                    kept_.insert(std::string(id.substr(0, id.find_first_of(",) "))));
                }
            }
        });
    }

    void enter(const pugi::xml_node& node, bool is_kept)
    {
        const std::string_view name = local_name(node);
        const bool is_outermost_kept =
            !is_kept && (std::string_view(node.attribute("xml:space").value()) == "preserve" ||
                         kept_.count(std::string(id_of(node))) > 0 || blanks_ == Blanks::Keep);
        if (is_block(name) && !is_kept) wants_line_ = true;
        if (is_outermost_kept) flush();
        const bool keeps = is_kept || is_outermost_kept;
        const auto begin = static_cast<uint32_t>(out_.size());
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata)
                append(child.value(), keeps);
            else if (child.type() == pugi::node_element)
                enter(child, keeps);
        }
        const Place place{begin, static_cast<uint32_t>(out_.size()), keeps};
        if (!id_of(node).empty()) places_.emplace(id_of(node), place);
        if (is_mark(name))
            marks_.emplace_back(node, place);
        else if (!is_plain(name) && !(name == "span" || name == "annotation"))
            found_.lost.push_back({"elements in texts", std::string(name)});
        if (is_block(name) && !is_kept) wants_line_ = true;
    }

    void flush()
    {
        if (!out_.empty() && wants_line_) out_ += '\n';
        if (!out_.empty() && !wants_line_ && wants_blank_) out_ += ' ';
        wants_line_ = wants_blank_ = false;
    }

    void append(std::string_view text, bool keeps)
    {
        if (keeps) {
            if (!text.empty()) flush();
            out_ += text;
            return;
        }
        for (size_t i = 0; i < text.size();) {
            const auto [c, size] = decode_utf8(text, i);
            if (c == ' ' || c == '\n' || c == '\t' || c == '\r') {
                wants_blank_ = true;
            } else {
                flush();
                out_ += text.substr(i, size);
            }
            i += size;
        }
    }

    TextRange cut(const Place& place) const
    {
        const TextRange range{place.begin, place.end};
        return place.is_kept ? range : without_blanks(*found_.text, range);
    }

    const Place* find(std::string_view pointer) const
    {
        if (pointer.empty() || pointer[0] != '#') return nullptr;
        const auto known = places_.find(std::string(pointer.substr(1)));
        return known == places_.end() ? nullptr : &known->second;
    }

    // "#string-range(text,5,4,12,3)", or "#p1".
    Status take_pointer(const pugi::xml_node& node, std::string_view pointer, std::vector<TextRange>& out) const
    {
        const size_t range = pointer.find(kStringRange);
        if (range == std::string_view::npos) {
            if (const Place* place = find(pointer))
                if (const TextRange at = cut(*place); !at.empty()) out.push_back(at);
            return {};
        }
        const auto bad = [&](const std::string& why) { return fail_at(XmlDocument::offset(node), why); };
        const std::string_view inside = pointer.substr(range + kStringRange.size());
        std::vector<std::string> parts(1);
        for (const char c : inside.substr(0, inside.find(')'))) {
            if (c == ',')
                parts.emplace_back();
            else
                parts.back() += c;
        }
        const Place* place = find("#" + parts[0]);
        if (place == nullptr) return bad("the text has no element with the id " + parts[0]);
        if (parts.size() < 3 || parts.size() % 2 == 0) return bad("a string range is an id, an offset and a length");
        const Offsets offsets(*found_.text, OffsetUnit::CodePoint);
        const uint64_t base = offsets.from_byte(place->begin), end = offsets.from_byte(place->end);
        for (size_t i = 1; i + 1 < parts.size(); i += 2) {
            uint64_t numbers[2] = {0, 0};
            for (size_t k = 0; k < 2; ++k) {
                const std::string& digits = parts[i + k];
                if (digits.empty() || digits.size() > 9 || digits.find_first_not_of("0123456789") != std::string::npos)
                    return bad("“" + digits + "” of the string range isn't a whole number");
                for (const char c : digits) numbers[k] = numbers[k] * 10 + static_cast<uint64_t>(c - '0');
            }
            if (numbers[1] == 0) continue;
            if (base + numbers[0] + numbers[1] > end) return bad("the string range ends behind " + parts[0]);
            const Result<TextRange> at = offsets.range(base + numbers[0], base + numbers[0] + numbers[1]);
            if (!at) return bad(at.error().message);
            out.push_back(*at);
        }
        return {};
    }

    Status take_span(const pugi::xml_node& node)
    {
        std::vector<TextRange> ranges;
        const std::string_view from = node.attribute("from").value(), to = node.attribute("to").value();
        if (!from.empty()) {
            const Place* begin = find(from);
            const Place* end = to.empty() ? begin : find(to);
            if (begin != nullptr && end != nullptr && begin->begin < end->end)
                if (const TextRange at = cut({begin->begin, end->end, begin->is_kept}); !at.empty())
                    ranges.push_back(at);
        }
        for (const std::string& pointer : words_of(node.attribute("target").value()))
            if (Status taken = take_pointer(node, pointer, ranges); !taken) return taken;
        if (ranges.empty()) {
            found_.lost.push_back({"spans whose places aren't in the text", std::string(id_of(node))});
            return {};
        }
        if (!settle_fragments(ranges)) found_.lost.push_back({"overlaps of fragments", std::string(id_of(node))});
        found_.spans.push_back({node, std::move(ranges)});
        return {};
    }

    pugi::xml_node root_;
    Blanks blanks_;
    Found found_;
    std::string out_;
    bool wants_line_ = false, wants_blank_ = false;
    std::set<std::string> kept_;
    std::map<std::string, Place> places_;
    std::vector<std::pair<pugi::xml_node, Place>> marks_;
};

// Makes records of what was found.
class Taker {
public:
    Taker(ProjectBuilder& builder, Losses& losses, const pugi::xml_node& root, bool is_own)
        : builder_(builder), losses_(losses), root_(root), is_own_(is_own)
    {
        for_each_element(root_, [&](const pugi::xml_node& node) {
            if (!id_of(node).empty()) nodes_.emplace(id_of(node), node);
        });
    }

    void take(Found& found)
    {
        for (FoundSpan& each : found.spans) take_span(each);
        std::vector<RoleLink> links;
        for_each_element(root_, [&](const pugi::xml_node& node) { take_link(node, links); });
        take_links(builder_, links, spans_, losses_);
    }

private:
    // The id that a record had before it was written.
    std::string own_id(const pugi::xml_node& node) const
    {
        return is_own_ && node.attribute("n") ? node.attribute("n").value() : std::string(id_of(node));
    }

    std::string target(std::string_view pointer) const
    {
        const std::string id(pointer.substr(pointer.substr(0, 1) == "#" ? 1 : 0));
        const auto known = nodes_.find(id);
        return known == nodes_.end() ? id : own_id(known->second);
    }

    const pugi::xml_node* features(std::string_view pointer) const
    {
        const auto known = nodes_.find(std::string(pointer.substr(pointer.substr(0, 1) == "#" ? 1 : 0)));
        return known != nodes_.end() && local_name(known->second) == "fs" ? &known->second : nullptr;
    }

    static std::string value_of(const pugi::xml_node& feature)
    {
        for (const pugi::xml_node& child : feature.children())
            if (child.attribute("value")) return child.attribute("value").value();
        const pugi::xml_node text =
            feature.find_child([](const pugi::xml_node& child) { return local_name(child) == "string"; });
        return xml_text(text ? text : feature);
    }

    static std::vector<Property> fields_in(const pugi::xml_node& features)
    {
        std::vector<Property> out;
        for (const pugi::xml_node& feature : features.children())
            if (local_name(feature) == "f" && !feature.attribute("fVal"))
                out.push_back({feature.attribute("name").value(), value_of(feature)});
        return out;
    }

    void take_span(FoundSpan& found)
    {
        const pugi::xml_node& node = found.node;
        std::string label(local_name(node));
        std::vector<Property> fields;
        Span span;
        const std::string type = node.attribute("type").value();
        if (found.is_inline) {
            const bool is_typed = (label == "rs" || label == "name") && !type.empty();
            if (is_typed) label = type;
            for (const pugi::xml_attribute& each : node.attributes()) {
                const std::string_view name = each.name();
                if (name == "ref" || name == "key" || name == "corresp")
                    span.entity = entity(each.value());
                else if (name.substr(0, 3) != "xml" && !(name == "type" && is_typed))
                    fields.push_back({field_name(std::string(name)), each.value()});
            }
        } else {
            const std::string group = node.parent().attribute("type").value();
            label = !type.empty() ? type : !group.empty() ? group : label;
            const std::string motivation = node.attribute("motivation").value();
            if (!motivation.empty()) label = motivation;
            bool is_labelled = false;
            for (const std::string& pointer : words_of(node.attribute("ana").value())) {
                const pugi::xml_node* known = features(pointer);
                if (known != nullptr)
                    for (Property& each : fields_in(*known)) fields.push_back(std::move(each));
                std::string said =
                    known != nullptr ? known->attribute("type").value() : pointer.substr(pointer[0] == '#');
                if (said.empty()) continue;
                if (is_labelled)
                    losses_.add("further analyses of spans", said);
                else
                    label = std::move(said);
                is_labelled = true;
            }
            take_parts(node, span);
        }
        span.id = SpanId(own_id(node));
        span.label = builder_.label(label);
        span.at = std::move(found.ranges);
        take_fields(builder_, span, fields);
        const SpanId id = builder_.add(std::move(span));
        if (!id_of(node).empty()) spans_.emplace(own_id(node), id);
    }

    void take_parts(const pugi::xml_node& node, Span& span)
    {
        for (const pugi::xml_node& child : node.children()) {
            if (child.type() != pugi::node_element) continue;
            if (local_name(child) == "note")
                span.note += (span.note.empty() ? "" : "\n") + normalised(xml_text(child));
            else
                losses_.add("parts of annotations", std::string(local_name(child)));
        }
    }

    EntityId entity(std::string_view pointer)
    {
        const std::string id(pointer.substr(pointer.substr(0, 1) == "#" ? 1 : 0));
        const auto known = nodes_.find(id);
        std::string name;
        if (known != nodes_.end()) {
            const pugi::xml_node first = known->second.find_child(
                [](const pugi::xml_node& child) { return child.type() == pugi::node_element; });
            name = normalised(xml_text(first ? first : known->second));
        }
        return builder_.entity(id, "", name);
    }

    void take_link(const pugi::xml_node& node, std::vector<RoleLink>& links)
    {
        const std::string_view name = local_name(node);
        RoleLink link{own_id(node), node.attribute(name == "relation" ? "name" : "type").value(), {}};
        const auto add = [&](const char* role, const char* attribute) {
            for (const std::string& pointer : words_of(node.attribute(attribute).value()))
                link.ends.push_back({role, target(pointer)});
        };
        if (name == "relation") {
            add("from", "active");
            add("to", "passive");
            add("", "mutual");
            for (const std::string& pointer : words_of(node.attribute("ana").value()))
                if (const pugi::xml_node* known = features(pointer)) link.properties = fields_in(*known);
        } else if (name == "link") {
            add("", "target");
        } else if (name == "fs" && link.type == kAttributionType) {
            for (const pugi::xml_node& feature : node.children())
                for (const std::string& pointer : words_of(feature.attribute("fVal").value()))
                    link.ends.push_back({feature.attribute("name").value(), target(pointer)});
            link.properties = fields_in(node);
        }
        if (!link.ends.empty()) links.push_back(std::move(link));
    }

    ProjectBuilder& builder_;
    Losses& losses_;
    pugi::xml_node root_;
    bool is_own_;
    std::map<std::string, pugi::xml_node> nodes_;  // by xml:id
    std::unordered_map<std::string, SpanId> spans_;
};

pugi::xml_node child_named(const pugi::xml_node& of, std::string_view name)
{
    return of.find_child([&](const pugi::xml_node& child) { return local_name(child) == name; });
}

void take_header(Document& document, const pugi::xml_node& header, Losses& losses)
{
    if (!header) return;
    const pugi::xml_node file = child_named(header, "fileDesc");
    document.title = normalised(xml_text(child_named(child_named(file, "titleStmt"), "title")));
    document.publisher = normalised(xml_text(child_named(child_named(file, "publicationStmt"), "publisher")));
    losses.add("other parts of the header", document.title);
}

void count_stand_off(const pugi::xml_node& root, Losses& losses)
{
    for (const pugi::xml_node& child : root.children()) {
        const std::string_view name = local_name(child);
        if (name == "facsimile" || name == "sourceDoc" || name == "TEI")
            losses.add("other parts of the file", std::string(name));
        if (name != "standOff") continue;
        for (const pugi::xml_node& part : child.children())
            if (part.type() == pugi::node_element &&
                !is_one_of(local_name(part),
                           {"spanGrp", "span", "listAnnotation", "annotation", "listRelation", "relation", "linkGrp",
                            "link", "fs", "listPerson", "listOrg", "listPlace"}))
                losses.add("other parts of <standOff>", std::string(local_name(part)));
    }
}

}  // namespace

Result<Found> find_spans(const XmlDocument& xml, Blanks blanks)
{
    return SpanFinder(xml, blanks).find();
}

ReadResult read(const ReadRequest& request)
{
    const InputFile& file = request.files.front();
    const Result<XmlDocument> xml = XmlDocument::parse(file.bytes);
    if (!xml) return refuse(file, xml.error());
    const auto wanted = request.options.find("blanks");
    const bool keeps = wanted != request.options.end() && wanted->second == "keep";
    Result<Found> found = find_spans(*xml, keeps ? Blanks::Keep : Blanks::Auto);
    if (!found) return refuse(file, found.error());
    ProjectBuilder builder(request);
    Losses losses;
    const pugi::xml_node header = child_named(xml->root(), "teiHeader"), own = child_named(header, "xenoData");
    std::optional<Project> records;
    if (std::string_view(own.attribute("type").value()) == "glossator") {
        Result<Project> read = read_side_records(xml_text(own));
        if (!read) return refuse(file, XmlDocument::offset(own), read.error().message);
        records = std::move(*read);
        builder.adopt(*records);
    }
    builder.add_document(file.name, found->text);
    if (!records) {
        take_header(builder.document(), header, losses);
        count_stand_off(xml->root(), losses);
    }
    for (const Property& lost : found->lost) losses.add(lost.name, lost.value);
    Taker(builder, losses, xml->root(), records.has_value()).take(*found);
    if (records && !records->documents().empty()) builder.describe(*records, records->documents().front());
    Result<Project> project = builder.take();
    if (!project) return refuse(file, project.error());
    return ReadProject{std::move(*project), {}, losses.take()};
}

}  // namespace glossator::tei

namespace glossator {

namespace {

bool fits(std::string_view file, std::string_view bytes)
{
    const std::string_view extension = file.substr(std::min(file.rfind('.'), file.size()));
    if (extension != ".xml" && extension != ".tei") return false;
    constexpr size_t kSniffed = 4096;
    const std::string_view head = bytes.substr(0, kSniffed);
    const size_t begin = head.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || head[begin] != '<') return false;
    // The first element, behind declaration and comments.
    size_t at = begin;
    while (at != std::string_view::npos && at + 1 < head.size() && (head[at + 1] == '?' || head[at + 1] == '!'))
        at = head.find('<', head.find(head.substr(at, 4) == "<!--" ? "-->" : ">", at));
    if (at == std::string_view::npos) return false;
    const std::string_view tag = head.substr(at, head.find('>', at) - at);
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/"));
    const bool is_tei = name == "<TEI" || name == "<teiCorpus" || name == "<TEI.2";
    return is_tei || name == "<text" || tag.find("http://www.tei-c.org/ns/1.0") != std::string_view::npos;
}

}  // namespace

Codec tei_codec()
{
    return {{"tei",
             "TEI with annotation beside the text",
             {".xml"},
             true,
             true,
             {{"blanks", "which white space of a text is kept, when reading", {"auto", "keep"}}}},
            fits,
            nullptr,
            tei::read,
            tei::write,
            tei::check};
}

}  // namespace glossator
