using System.Globalization;
using Mediation.Contracts;
using Mediation.EventStore;
using Npgsql;

namespace Mediation.Workflow.Clocks;

/// <summary>Which next due instants a list asks for; a case is due when the last day of its nearest clock is over.</summary>
/// <param name="After">Exclusive; null is from the beginning.</param>
/// <param name="UpTo">Inclusive.</param>
/// <param name="Near">Only those of which the nearest clock's last day was put on record as near.</param>
internal sealed record DueRange(DateTimeOffset? After, DateTimeOffset UpTo, bool Near = false)
{
    // No warning comes earlier than that.
    private const int MostWarnDays = 31;

    private const int WeekDays = 7;

    /// <param name="text">overdue, soon (as the table of clocks warns), today, week (the next seven days), or a day.</param>
    /// <returns>Null when it is none of these.</returns>
    internal static DueRange? Parse(string text, DateTimeOffset now)
    {
        var tomorrow = ChinaTime.DayOf(now).AddDays(1);
        return text switch
        {
            "overdue" => new DueRange(null, now),
            "soon" => new DueRange(now, ChinaTime.StartOf(tomorrow.AddDays(MostWarnDays)), Near: true),
            "today" => new DueRange(now, ChinaTime.StartOf(tomorrow)),
            "week" => new DueRange(now, ChinaTime.StartOf(tomorrow.AddDays(WeekDays - 1))),
            _ when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && day.Year is > 1948 and < 2201 => new DueRange(ChinaTime.StartOf(day), ChinaTime.StartOf(day.AddDays(1))),
            _ => null,
        };
    }

    internal string Condition(List<NpgsqlParameter> parameters) =>
        $"due_at <= {parameters.Bind(UpTo.UtcDateTime)}" + (After is { } after ? $" and due_at > {parameters.Bind(after.UtcDateTime)}" : "")
        + (Near ? " and exists (select from clocks c where c.case_id = d.id and c.due_at = d.due_at and c.near)" : "");
}

/// <summary>Where a list by due instants goes on.</summary>
internal sealed record DueCursor(DateTimeOffset DueAt, Guid Id)
{
    /// <returns>Null when it is none.</returns>
    internal static DueCursor? Parse(string text) =>
        text.Split('.') is [var seconds, var id] && long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at < DateTimeOffset.MaxValue.ToUnixTimeSeconds() && Guid.TryParseExact(id, "N", out var parsed)
            ? new DueCursor(DateTimeOffset.FromUnixTimeSeconds(at), parsed)
            : null;

    public override string ToString() => $"{DueAt.ToUnixTimeSeconds()}.{Id:N}";
}

/// <summary>The nearest clock of a case in a list.</summary>
/// <param name="Near">It was put on record that the last day is near, and the day is still to come.</param>
internal sealed record NextDue(string Clock, DateOnly LastDay, DateTimeOffset DueAt, bool Overdue, bool Near)
{
    private const string Sql =
        "select distinct on (case_id) case_id, code, last_day, due_at, near from clocks where case_id = any($1) order by case_id, due_at";

    /// <summary>Of cases that the caller was shown already.</summary>
    internal static Task<Dictionary<Guid, NextDue>> OfAsync(
        StoreReader store, IReadOnlyList<Guid> cases, DateTimeOffset now, CancellationToken cancellation) =>
        store.ReadAsync(Sql, [new NpgsqlParameter<Guid[]> { TypedValue = [.. cases] }], async reader =>
        {
            var found = new Dictionary<Guid, NextDue>();
            while (await reader.ReadAsync(cancellation))
            {
                var dueAt = reader.GetFieldValue<DateTimeOffset>(3);
                found.Add(reader.GetGuid(0), new NextDue(
                    reader.GetString(1), reader.GetFieldValue<DateOnly>(2), dueAt, dueAt <= now, dueAt > now && reader.GetBoolean(4)));
            }

            return found;
        }, cancellation);
}
