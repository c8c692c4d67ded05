using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Roster.Committees;
using Mediation.Roster.Persons;
using Mediation.Roster.Storage;
using Mediation.Roster.Teams;
using Mediation.ServiceDefaults;

namespace Mediation.Roster.Activities;

internal sealed record RecordActivity(
    ActivityKind? Kind = null,
    string AreaCode = "",
    DateOnly? Day = null,
    decimal? Hours = null,
    IReadOnlyList<Guid>? PersonIds = null,
    int? Others = null,
    Guid? TeamId = null,
    Guid? CommitteeId = null,
    string? Title = null,
    string? Evidence = null)
{
    internal const string TitleField = "title";

    private const int MostHours = 24;
    private const int MostPersons = 1000;
    private const int HashDigits = 64;

    internal static FieldCheck Check(RecordActivity command, DateOnly today) => new FieldCheck()
        .That(command.Kind is not null, "kind", "required", "必填", "Required")
        .Text("areaCode", command.AreaCode, 15).OptionalText("title", command.Title, 200)
        .That(command.Day is not null, "day", "required", "必填", "Required")
        .That(command.Day is not { } day || day <= today, "day", "inFuture", "不得晚于今天", "In the future")
        .That(command.Hours is not null, "hours", "required", "必填", "Required")
        .Range("hours", command.Hours, 0, MostHours).Range("others", command.Others, 0, 100_000)
        .That(command.PersonIds is null or { Count: <= MostPersons }, "personIds", "tooMany", $"不得超过{MostPersons}人", $"At most {MostPersons}")
        .That((command.PersonIds ?? []).Count + (command.Others ?? 0) > 0, "personIds", "required", "至少一人参加", "At least one took part")
        .That(
            command.Evidence is null || (command.Evidence.Length == HashDigits && command.Evidence.All(char.IsAsciiHexDigitLower)),
            "evidence", "malformed", "应为SHA-256", "SHA-256, hex");

    internal static Decision Decide(Guid id, RecordActivity command, AreaCode area, Guid? committee, DateTimeOffset now) => Decision
        .Of(new ActivityHeld(
            command.Kind.GetValueOrDefault(), command.TeamId, committee, area.Value, command.Day.GetValueOrDefault(),
            (int)decimal.Round(command.Hours.GetValueOrDefault() * 60, MidpointRounding.AwayFromZero),
            [.. (command.PersonIds ?? []).Distinct()], command.Others ?? 0, command.Evidence, now))
        .Sealing(id, TitleField, command.Title);

    internal static async Task<IResult> HandleAsync(
        HttpContext http, RecordActivity body, CommandShell shell, StoreReader store, CodeLists codes, TimeProvider clock)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        var check = Check(body, today);
        var team = body.TeamId is { } one ? await store.FetchForWritingAsync<Team>(one, http.RequestAborted) : null;
        var committee = body.CommitteeId is { } unit ? await store.FetchForWritingAsync<Committee>(unit, http.RequestAborted) : null;
        check.That(team?.Exists != false, "teamId", "unknown", "队伍不存在", "No such team")
            .That(committee?.Exists != false, "committeeId", "unknown", "调委会不存在", "No such committee")
            .That(check.Refusal is not null || await AreKnownAsync(store, body.PersonIds, http.RequestAborted), "personIds", "unknown", "名册中没有此人", "Not on the roster");
        if (check.Refusal is { } bad)
        {
            return Problem.From(http, bad);
        }

        var (area, refusal) = await KnownAreas.AdmitAsync(http, codes, "areaCode", body.AreaCode, today);
        if (area is not { } known)
        {
            return Problem.From(http, refusal!);
        }

        var id = shell.NewId();
        return await shell.CreateAsync<Activity, RecordActivity>(
            http, id, body, (_, command, now) => Decide(id, command, known, command.CommitteeId ?? team?.State.CommitteeId, now),
            state => Reply.Created($"/api/v1/activities/{id}", new ActivityAnswer(id, state.Version, state.Withdrawn)));
    }

    private static async Task<bool> AreKnownAsync(StoreReader store, IReadOnlyList<Guid>? persons, CancellationToken cancellation)
    {
        var ids = (persons ?? []).Distinct().ToArray();
        return ids.Length == 0 || (await store.QueryAsync<Person>(p => $"id = any({p.Bind(ids)})", cancellation)).Count == ids.Length;
    }
}

internal sealed record ActivityAnswer(Guid Id, long Version, bool Withdrawn);
