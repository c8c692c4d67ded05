using Mediation.Contracts;
using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.Reporting.Storage;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Publications;

/// <summary>Figures become a report with a number: what is read of it later is what was answered now.</summary>
internal sealed record PublishFigures(
    string Title = "", string Area = "", IReadOnlyList<QueryMetrics.Question>? Questions = null, string? AsOf = null)
{
    internal const string TitleField = "title";

    private const int LongestTitle = 200;
    private const int LongestCode = 15;

    internal static FieldCheck Check(PublishFigures command) => new FieldCheck()
        .Text("title", command.Title, LongestTitle).Text("area", command.Area, LongestCode)
        .That(
            command.Questions is { Count: > 0 and <= AskedFigures.Most }, "questions", "outOfRange", $"一次1至{AskedFigures.Most}个问题",
            $"1 to {AskedFigures.Most} questions")
        .That(command.Questions?.Any(q => q is null) != true, "questions", "required", "必填", "Required");

    internal static Decision Decide(Guid id, AreaCode area, PublishFigures command, PublishedFigures figures, int serial, DateTimeOffset now) => Decision
        .Of(new FiguresPublished(
            area.Value, ChinaTime.DayOf(now).Year, serial, figures.Questions, figures.AsOf, Frozen.DigestOf(figures.Answers), now))
        .Sealing(id, TitleField, command.Title.Trim());

    internal static async Task<IResult> PostAsync(
        HttpContext http, PublishFigures body, CommandShell shell, AskedFigures figures, GroupLists areas, TimeProvider clock)
    {
        var check = Check(body);
        var known = AreaCode.TryParse(body.Area, out var code) && await areas.KnowsAsync(code.Value, http.RequestAborted);
        check.That(string.IsNullOrWhiteSpace(body.Area) || known, "area", "unknown", "没有该行政区划", "No such area");
        if ((check.Refusal ?? Admission.Of(http).RefusalFor(code!.Value.Value)) is { } bad)
        {
            return Problem.From(http, bad);
        }

        // Before the transaction, which holds the number back until it commits.
        var (id, area, now) = (shell.NewId(), code!.Value, clock.GetUtcNow());
        var (answered, refusal) = await figures.AskAsync(body.Questions!, area, body.AsOf, Admission.Of(http).Scope, now, http.RequestAborted);
        return await shell.TransactAsync<Publication, PublishFigures>(
            http, id, body,
            async (transaction, _, command, at) =>
            {
                if (answered is null)
                {
                    return refusal!;
                }

                var serial = await NextAsync(transaction, area.Value, ChinaTime.DayOf(at).Year, http.RequestAborted);
                await Frozen.WriteAsync(transaction, id, 1, area.Value, answered.Answers, http.RequestAborted);
                return Decide(id, area, command, answered, serial, at);
            },
            state => PublicationAnswer.Created(id, state), CommandKind.Create);
    }

    // Whoever publishes for the same area waits until the number is committed, or given back.
    private static async Task<int> NextAsync(StoreTransaction transaction, string area, int year, CancellationToken cancellation)
    {
        await using var hold = new NpgsqlCommand("select pg_advisory_xact_lock(hashtextextended($1, $2))", transaction.Connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = $"publications/{area}" }, new NpgsqlParameter<long> { TypedValue = year } },
        };
        await hold.ExecuteNonQueryAsync(cancellation);
        await using var next = new NpgsqlCommand(
            "select coalesce(max(serial), 0) + 1 from mt_doc_publication where area_code = $1 and year = $2", transaction.Connection)
        {
            Parameters = { new NpgsqlParameter<string> { TypedValue = area }, new NpgsqlParameter<int> { TypedValue = year } },
        };
        return (int)(await next.ExecuteScalarAsync(cancellation))!;
    }
}

internal sealed record PublicationAnswer(Guid Id, string Number, string Area, int Revision, long Version)
{
    internal static Reply Created(Guid id, Publication state) => Reply.Created(
        state.Revision == 1 ? $"/api/v1/publications/{id}" : $"/api/v1/publications/{id}/revisions/{state.Revision}",
        new PublicationAnswer(id, state.Number, state.AreaCode, state.Revision, state.Version));
}
