#include <algorithm>
#include <utility>

#include "core/base/sha256.h"
#include "core/io/journal.h"
#include "core/io/json.h"
#include "core/io/native.h"

namespace glossator {

std::string write_journal_start(std::string_view project_title, std::string_view sha256)
{
    std::string out = "{\"start\": ";
    write_json_string(out, project_title);
    return out + ", \"snapshot\": \"" + std::string(sha256) + "\"}";
}

void JournalChain::follow(std::string_view line)
{
    if (const Result<JournalLine> read = read_journal_line(line)) next_ = read->number + 1;
    last_ = sha256_hex(line);
}

std::string JournalChain::add(std::string_view entry, std::string_view at, std::string_view by)
{
    std::string line = "{\"n\": " + std::to_string(next_++) + ", \"after\": \"" + last_ + "\", \"at\": ";
    write_json_string(line, at);
    line += ", \"by\": ";
    write_json_string(line, by);
    line += ", ";
    line += entry.substr(1);
    last_ = sha256_hex(line);
    return line;
}

Result<JournalLine> read_journal_line(std::string_view line)
{
    const Result<JsonDocument> json = JsonDocument::parse(line);
    if (!json) return fail(json.error());
    const JsonValue root = json->root();
    JournalLine out;
    if (const JsonValue start = root["start"]) {
        out.kind = JournalLine::Kind::Start;
        out.title = start.string();
        out.sha256 = root["snapshot"].string();
    } else if (root["undo"].boolean()) {
        out.kind = JournalLine::Kind::Undo;
    } else if (root["redo"].boolean()) {
        out.kind = JournalLine::Kind::Redo;
    } else {
        out.title = root["step"].string();
        if (!root["edits"].is_array()) return fail_at(root.offset(), "this is no entry of a journal");
    }
    out.number = root["n"].unsigned32().value_or(0);
    out.after = root["after"].string();
    out.at = root["at"].string();
    out.by = root["by"].string();
    return out;
}

namespace {

// Why `line` can't be what comes after `before`, both read; empty if it can. The first line after a snapshot has none
// before it.
std::string fault_in_chain(const JournalLine& line, const JournalLine* before, std::string_view before_text)
{
    if (!before) return {};
    if (line.number == 0 && before->number == 0) return {};
    if (line.number == before->number + 1 && line.after == sha256_hex(before_text)) return {};
    if (line.number > before->number + 1)
        return std::to_string(line.number - before->number - 1) + " before it are missing";
    return "it doesn't belong after the one before it, or that has been changed";
}

}  // namespace

tl::expected<ReplayedJournal, Problems> replay_journal(const KeptJournal& kept, size_t lines_wanted)
{
    auto read = read_native(kept.snapshot);
    if (!read) return tl::unexpected(std::move(read.error()));
    ReplayedJournal out{History(std::move(*read)), 0, std::nullopt};
    const size_t wanted = std::min(lines_wanted, kept.lines.size());
    JournalLine before;
    for (; out.lines < wanted; ++out.lines) {
        const std::string& line = kept.lines[out.lines];
        const Result<JournalLine> here = read_journal_line(line);
        const bool first = out.lines == 0;
        std::string fault = here ? fault_in_chain(*here, first ? nullptr : &before,
                                                  first ? std::string_view() : kept.lines[out.lines - 1])
                                 : here.error().message;
        if (fault.empty())
            if (const Status done = replay_journal_line(out.history, line); !done) fault = done.error().message;
        if (!fault.empty()) {
            out.fault = "entry " + std::to_string(out.lines + 1) + " of " +
                        std::to_string(std::max<uint64_t>(kept.lines_kept, kept.lines.size())) + ": " + fault;
            return out;
        }
        before = *here;
    }
    if (wanted == kept.lines.size() && kept.lines_kept > kept.lines.size())
        out.fault = "the last " + std::to_string(kept.lines_kept - kept.lines.size()) + " of " +
                    std::to_string(kept.lines_kept) + " entries are missing";
    return out;
}

namespace {

constexpr std::string_view kJournalFile = "{\"format\": \"glossator-journal\", \"version\": 1, \"snapshot_bytes\": ";

}  // namespace

std::string write_journal_file(const KeptJournal& kept)
{
    std::string out(kJournalFile);
    out += std::to_string(kept.snapshot.size()) + ", \"lines\": " + std::to_string(kept.lines_kept) + "}\n";
    out += kept.snapshot;
    out += '\n';
    for (const std::string& line : kept.lines) out += line + '\n';
    return out;
}

bool looks_like_journal_file(std::string_view bytes)
{
    return bytes.substr(0, kJournalFile.size()) == kJournalFile;
}

Result<KeptJournal> read_journal_file(std::string_view bytes)
{
    const size_t end = bytes.find('\n');
    if (end == bytes.npos) return fail_at(bytes.size(), "the file ends within its first line");
    const Result<JsonDocument> head = JsonDocument::parse(bytes.substr(0, end));
    if (!head) return fail(head.error());
    const std::optional<uint32_t> size = head->root()["snapshot_bytes"].unsigned32();
    const std::optional<uint32_t> lines = head->root()["lines"].unsigned32();
    if (!size || !lines || !looks_like_journal_file(bytes))
        return fail_at(0, "the first line doesn't say what the file holds");
    KeptJournal kept;
    kept.lines_kept = *lines;
    kept.snapshot = bytes.substr(end + 1, *size);
    for (size_t at = std::min(bytes.size(), end + 1 + *size + 1); at < bytes.size();) {
        const size_t stop = std::min(bytes.find('\n', at), bytes.size());
        kept.lines.emplace_back(bytes.substr(at, stop - at));
        at = stop + 1;
    }
    return kept;
}

}  // namespace glossator
