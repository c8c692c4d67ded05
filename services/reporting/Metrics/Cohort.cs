using Mediation.Reporting.Anomalies;
using Mediation.Reporting.Sheets;
using Mediation.Reporting.Storage;

namespace Mediation.Reporting.Metrics;

/// <summary>Which rows a period holds, and what they are counted by: rows of one grain, by one of their dates.</summary>
/// <param name="Name">In cells and to people.</param>
/// <param name="Grain">Of which rows.</param>
/// <param name="Column">The date.</param>
internal sealed record Cohort(string Name, Grain Grain, string Column)
{
    internal static readonly Cohort Registered = new("registeredAt", Grain.Disputes, "registered_on");
    internal static readonly Cohort Accepted = new("acceptedAt", Grain.Disputes, "accepted_on");

    /// <summary>Their days as an exact histogram, of which mean, median and p90 of any sum of cells are known.</summary>
    internal static readonly Cohort Closed = new("closedAt", Grain.Disputes, "closed_on") { Value = "days" };

    internal static readonly Cohort Agreed = new("agreedAt", Grain.Disputes, "agreed_on");
    internal static readonly Cohort FirstJointSession = new("firstJointSessionAt", Grain.Disputes, "first_joint_on");
    internal static readonly Cohort TurnedCriminal = new("eventAt", Grain.Disputes, "criminal_on");
    internal static readonly Cohort Diverted = new("divertedAt", Grain.Disputes, "diverted_on");
    internal static readonly Cohort Lead = new("leadAt", Grain.Leads, "lead_on");
    internal static readonly Cohort LeadHandled = new("handledAt", Grain.Leads, "handled_on");
    internal static readonly Cohort Session = new("sessionStart", Grain.Sessions, "held_on");
    internal static readonly Cohort Segment = new("segmentStart", Grain.Segments, "held_on");
    internal static readonly Cohort Effective = new("effectiveAt", Grain.Agreements, "effective_on");
    internal static readonly Cohort ObligationDue = new("dueOn", Grain.Obligations, "due_on") { UntilAsOf = true };
    internal static readonly Cohort VisitDue = new("visitDueOn", Grain.Visits, "due_on") { UntilAsOf = true };
    internal static readonly Cohort Visited = new("visitedAt", Grain.Visits, "visited_on");
    internal static readonly Cohort Activity = new("activityDate", Grain.Activities, "held_on");
    internal static readonly Cohort Unit = new("asOf", Grain.Units, "counted_on") { AnyPeriod = true };
    internal static readonly Cohort GridDay = new("day", Grain.GridDays, "reported_on");

    internal static readonly Cohort StepByHours = new("stepCompletedAt", Grain.Steps, "completed_on") { Value = "hours" };

    internal static readonly Cohort Participation = new("participation", Grain.Participations, "took_part_on") { HasCells = false };

    internal static readonly IReadOnlyList<Cohort> All =
    [
        Registered, Accepted, Closed, Agreed, FirstJointSession, TurnedCriminal, Diverted, Lead, LeadHandled, Session, Segment, Effective, ObligationDue, VisitDue,
        Visited, Activity, Unit, GridDay, StepByHours, Participation,
    ];

    /// <summary>Column of whole numbers that a histogram is kept of; null for none.</summary>
    internal string? Value { get; init; }

    /// <summary>Whether days after the as-of are left out: what is due later is not due.</summary>
    internal bool UntilAsOf { get; init; }

    /// <summary>Whether it has no period: counted as it is at the as-of.</summary>
    internal bool AnyPeriod { get; init; }

    /// <summary>Whether it is kept in cells; parts that do not add up are not.</summary>
    internal bool HasCells { get; init; } = true;

    /// <summary>Whether it may be broken down by a column. What was not diverted has no destination: it is the denominator of each.</summary>
    internal bool Has(string column) => Grain.Has(column) && (column != "destination" || this == Diverted);

    /// <summary>How its cells are broken down.</summary>
    internal IReadOnlyList<Axis> Axes => field ??= HasCells ? [.. Axis.All.Where(axis => axis.KeyColumns.All(Has))] : [];

    /// <summary>What is summed in its cells beside the number of rows, in the order of the columns.</summary>
    internal IReadOnlyList<Sum> Sums => field ??=
    [
        .. Registry.All.Concat(SheetSources.All).SelectMany(m => m.Sums).Append(MonthEnds.LastDays)
            .Where(s => s.Cohort == this && s.Sql != Sum.One).Distinct(),
    ];

    /// <summary>The number of its rows.</summary>
    internal Sum Rows => field ??= new(this, Sum.One);

    /// <summary>The column of cells that holds a sum, or the number of rows.</summary>
    internal string ColumnOf(Sum sum) => sum.Sql == Sum.One ? $"{Column}_n" : $"{Column}_s{Sums.Index().First(s => s.Item == sum).Index + 1}";

    public bool Equals(Cohort? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}

/// <summary>What is summed over a cohort's rows: SQL over a row <c>d</c>, written in the registry and nowhere else.</summary>
internal sealed record Sum(Cohort Cohort, string Sql)
{
    internal const string One = "1";

    // Looked up for every sum of every group: the text is hashed once.
    private readonly int _hash = HashCode.Combine(Cohort, Sql);

    public bool Equals(Sum? other) => other is not null && _hash == other._hash && Cohort == other.Cohort && Sql == other.Sql;

    public override int GetHashCode() => _hash;

    /// <summary>How many rows.</summary>
    internal static Sum Of(Cohort cohort) => cohort.Rows;

    /// <summary>How many rows of which a condition holds.</summary>
    internal static Sum Of(Cohort cohort, string condition) => new(cohort, $"(({condition}) is true)::int");

    /// <summary>The sum of a column.</summary>
    internal static Sum Total(Cohort cohort, string expression) => new(cohort, $"coalesce({expression}, 0)");
}
