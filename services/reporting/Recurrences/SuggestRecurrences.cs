using Mediation.EventStore;
using Mediation.Reporting.Metrics;
using Mediation.ServiceDefaults;
using Npgsql;

namespace Mediation.Reporting.Recurrences;

/// <summary>
/// Disputes that may be an earlier one come back, though nobody has said so: a suggestion to link the cases, and counted nowhere. Told by
/// the keyed hashes of phones, so that who the parties are is not known here.
/// </summary>
internal static class SuggestRecurrences
{
    private const int CountyDigits = 6;

    // One phone is often that of whoever registers them all; two are of two parties.
    private const string Sql =
        """
        with later as materialized (
            select d.subject, d.case_number, d.area, d.type, d.registered_on, p.mark
              from disputes d join signs p on p.subject = d.subject and p.kind = 'phone'
             where d.registered_on between $1 and $2 and d.area >= $3 and d.area < $4 and d.subject > $5 and not d.duplicate
        ), earlier as materialized (
            select d.subject, d.case_number, d.area, d.outcome, d.closed_on, p.mark
              from disputes d join signs p on p.subject = d.subject and p.kind = 'phone'
             where d.closed_on between $1 - $7 and $2 and d.area >= $3 and d.area < $4 and not d.duplicate
        )
        select distinct on (l.subject) l.subject, l.case_number, l.area, l.type, l.registered_on, e.subject, e.case_number, e.outcome,
               e.closed_on, count(distinct l.mark)::int
          from later l
          join earlier e on e.mark = l.mark and e.subject <> l.subject and left(e.area, 12) = left(l.area, 12)
                        and e.closed_on between l.registered_on - $7 and l.registered_on
         where not exists (select from recurrences r where r.subject = l.subject and r.continues = e.subject)
         group by 1, 2, 3, 4, 5, 6, 7, 8, 9
        having count(distinct l.mark) >= 2
         order by l.subject, e.closed_on desc, e.subject
         limit $6
        """;

    /// <summary>In days, of the rule set "recurrence".</summary>
    private const int Window = 90;

    internal static async Task<IResult> HandleAsync(
        HttpContext http, [AsParameters] Paging paging, StoreReader store, AreaQuestions questions, TimeProvider clock,
        CancellationToken cancellation)
    {
        var like = Registry.Find("M12")!;
        var (question, bad) = await questions.ReadAsync(http, like, clock.GetUtcNow(), ["area", "from", "to"], "after", "limit");
        bad = paging.Refusal ?? bad;
        if (bad is null && (question!.Area?.Value.Length ?? 0) < CountyDigits)
        {
            bad = QueryRefusals.Bad(new FieldError("area", "tooBroad", "请指定区县或以下的区划", "A county or smaller"));
        }

        if (bad is not null)
        {
            return Problem.From(http, bad);
        }

        List<NpgsqlParameter> parameters = [.. ListRecurrences.Parameters(question!, paging), new NpgsqlParameter<int> { TypedValue = Window }];
        var found = await store.ReadAsync(Sql, parameters, ReadAsync, cancellation);
        return Results.Json(paging.PageOf(found, suggested => suggested.Id), ServiceJson.Options);
    }

    private static async Task<List<SuggestedRecurrence>> ReadAsync(NpgsqlDataReader reader)
    {
        var all = new List<SuggestedRecurrence>();
        while (await reader.ReadAsync())
        {
            var (registered, closed) = (reader.GetFieldValue<DateOnly>(4), reader.GetFieldValue<DateOnly>(8));
            all.Add(new SuggestedRecurrence(
                reader.GetGuid(0), ListRecurrences.Masked(reader, 1), reader.GetString(2), ListRecurrences.Text(reader, 3), registered,
                reader.GetGuid(5), ListRecurrences.Masked(reader, 6), ListRecurrences.Text(reader, 7), closed,
                registered.DayNumber - closed.DayNumber, reader.GetInt32(9)));
        }

        return all;
    }
}

/// <summary>A dispute that may be an earlier one come back.</summary>
/// <remarks>
/// CaseNumber: Masked. RegisteredOn: Within 90 days after the other was closed. Earlier: The other one, in the same village (the same area
/// where that is larger). SharedPhones: Phones that parties of both have, at least two.
/// </remarks>
internal sealed record SuggestedRecurrence(
    Guid Id, string? CaseNumber, string Area, string? Type, DateOnly RegisteredOn, Guid Earlier, string? EarlierNumber,
    string? EarlierOutcome, DateOnly EarlierClosedOn, int DaysBetween, int SharedPhones);
