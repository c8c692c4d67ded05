using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Recurrences;

/// <summary>Disputes that came back, by masked numbers, for those of the area.</summary>
internal static class ListRecurrences
{
    // How long it was quiet: until the last return, or since the case that this one continues was closed.
    private const string Sql =
        """
        select r.subject, d.case_number, r.area, r.type, r.outcome, r.came_back_on, r.times, r.rebounds, r.reopenings, r.earlier_incidents,
               r.continues, e.case_number, coalesce(r.days_between, greatest(0, d.accepted_on - e.closed_on))
          from recurrences r
          join disputes d on d.subject = r.subject
          left join disputes e on e.subject = r.continues
         where r.came_back_on between $1 and $2 and r.area >= $3 and r.area < $4 and r.subject > $5
         order by r.subject limit $6
        """;

    internal static async Task<IResult> HandleAsync(
        HttpContext http, [AsParameters] Paging paging, StoreReader store, AreaQuestions questions, TimeProvider clock,
        CancellationToken cancellation)
    {
        var like = Registry.Find("M12")!;
        var (question, bad) = await questions.ReadAsync(http, like, clock.GetUtcNow(), ["area", "from", "to"], "after", "limit");
        bad = paging.Refusal ?? bad;
        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        var found = await store.ReadAsync(Sql, Parameters(question!, paging), ReadAsync, cancellation);
        return Results.Json(paging.PageOf(found, recurrence => recurrence.Id), ServiceJson.Options);
    }

    /// <summary>First and last day, areas from and before, after whom, how many.</summary>
    internal static List<NpgsqlParameter> Parameters(MetricQuery question, Paging paging) =>
    [
        new NpgsqlParameter<DateOnly> { TypedValue = question.From }, new NpgsqlParameter<DateOnly> { TypedValue = question.To },
        new NpgsqlParameter<string> { TypedValue = question.Area?.Value ?? "" },
        new NpgsqlParameter<string> { TypedValue = $"{question.Area?.Value}:" },
        new NpgsqlParameter<Guid> { TypedValue = paging.After ?? Guid.Empty }, new NpgsqlParameter<int> { TypedValue = paging.Size + 1 },
    ];

    private static async Task<List<Recurrence>> ReadAsync(NpgsqlDataReader reader)
    {
        var all = new List<Recurrence>();
        while (await reader.ReadAsync())
        {
            all.Add(new Recurrence(
                reader.GetGuid(0), Masked(reader, 1), reader.GetString(2), Text(reader, 3), Text(reader, 4), reader.GetFieldValue<DateOnly>(5),
                reader.GetInt32(6), reader.GetInt32(7), reader.GetInt32(8), reader.GetInt32(9), reader.IsDBNull(10) ? null : reader.GetGuid(10),
                Masked(reader, 11),
                reader.IsDBNull(12) ? null : reader.GetInt32(12)));
        }

        return all;
    }

    internal static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    internal static string? Masked(NpgsqlDataReader reader, int column) =>
        Text(reader, column) is { } number ? ListCases.Masked(number) : null;
}

/// <summary>A dispute that came back.</summary>
/// <remarks>
/// CaseNumber: Masked. LastOutcome: Of its latest round; null while that is open. CameBackOn: The last time; of what only people remember,
/// when the case was accepted. Times: All ways together. Rebounds: Rounds opened because the agreement broke down. Reopenings: Rounds
/// opened after it was settled, for another reason. EarlierIncidents: Incidents before the case that people remembered. Continues: The case
/// that it continues. ContinuesNumber: Its number, masked; null where the caller may not see it. DaysBetween: From the settlement to the
/// last return; null where one of both is not known.
/// </remarks>
internal sealed record Recurrence(
    Guid Id, string? CaseNumber, string Area, string? Type, string? LastOutcome, DateOnly CameBackOn, int Times, int Rebounds, int Reopenings,
    int EarlierIncidents, Guid? Continues, string? ContinuesNumber, int? DaysBetween);
