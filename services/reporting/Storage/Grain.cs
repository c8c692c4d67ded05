using Mediation.Reporting.Metrics;

namespace Mediation.Reporting.Storage;

/// <summary>What is counted: a table of rows derived from facts by <c>Grains/&lt;name&gt;.sql</c>. All grains are kept by one mechanism.</summary>
/// <param name="Name">The table.</param>
/// <param name="From">Kinds of facts without which a subject has none of its rows.</param>
/// <param name="Own">Its columns beside the dimensions, as DDL.</param>
internal sealed record Grain(string Name, IReadOnlyList<string> From, params IReadOnlyList<string> Own)
{
    internal static readonly Grain Disputes = new(
        "disputes", ["dispute", "case"],
        "case_number text", "round int", "joint_sessions int", "duplicate boolean", "open boolean", "cross_area boolean", "joint_areas boolean",
        "transferred boolean", "same_committee boolean", "on_time boolean", "rebounded boolean", "days int", "households int", "persons int",
        "amount numeric", "destination text collate \"C\"", "registered_on date", "accepted_on date", "closed_on date", "agreed_on date",
        "first_joint_on date", "criminal_on date", "diverted_on date", "parties int", "difficult boolean", "violent boolean");

    internal static readonly Grain Leads = new(
        "leads", ["lead"], "lead_on date", "handled boolean", "open boolean", "handled_on date", "tier text collate \"C\"", "band text collate \"C\"",
        "cross_area boolean", "violent boolean");

    internal static readonly Grain Sessions = new("sessions", ["session"], "held_on date", "required int", "present int");
    internal static readonly Grain Segments = new("segments", ["session"], "held_on date", "mode text collate \"C\"", "minutes int");
    internal static readonly Grain Agreements = new("agreements", ["agreement"], "effective_on date", "eligible boolean", "confirmed boolean", "pending boolean", "form text", "performed boolean");
    internal static readonly Grain Obligations = new("obligations", ["agreement"], "due_on date", "whole boolean", "performed boolean", "amount numeric", "paid numeric");

    internal static readonly Grain Visits = new(
        "visits", ["followUp"], "due_on date", "visited_on date", "parties_due int", "parties_reached int", "answers int", "satisfied int");

    internal static readonly Grain Steps = new("steps", ["case"], "completed_on date", "step text collate \"C\"", "hours int");
    internal static readonly Grain Participations = new("participations", ["dispute", "case", "session"], "took_part_on date", "kind text collate \"C\"", "participant text collate \"C\"");

    internal static readonly Grain Activities = new(
        "activities", ["activity"], "held_on date", "kind text collate \"C\"", "team text collate \"C\"", "persons int", "minutes int");

    internal static readonly Grain Units = new("units", ["coverage"], "counted_on date", "kind text collate \"C\"", "covered boolean", "present int");
    internal static readonly Grain GridDays = new("grid_days", ["lead", "zeroReport"], "reported_on date");

    /// <summary>Committees and mediators: few enough to be counted, so that no cohort is made of them.</summary>
    internal static readonly Grain Members = new(
        "members", ["roster"], "kind text", "committee_kind text", "sex text", "full_time boolean", "schooling text", "active_from date", "active_to date");

    /// <summary>Single things on file that anomalies are looked for in: one row a phone, a denial, a round, an agreement.</summary>
    internal static readonly Grain Signs = new(
        "signs", ["dispute", "case", "agreement"], "county text collate \"C\"", "kind text collate \"C\"", "mark text collate \"C\"", "on_day date", "minutes int")
    {
        Indexes = ["county, kind, on_day"],
    };

    /// <summary>Disputes that came back.</summary>
    internal static readonly Grain Recurrences = new(
        "recurrences", ["case"], "came_back_on date", "times int", "rebounds int", "reopenings int", "earlier_incidents int", "continues uuid",
        "days_between int")
    {
        Indexes = ["came_back_on"],
    };

    /// <summary>Disputes first: the rows of the others are made with theirs.</summary>
    internal static readonly IReadOnlyList<Grain> All =
    [
        Disputes, Leads, Sessions, Segments, Agreements, Obligations, Visits, Steps, Participations, Activities, Units, GridDays, Members,
        Signs, Recurrences,
    ];

    private static readonly string[] Dimensions = ["area", "type", "source", "method", "committee", "colour", "outcome"];

    /// <summary>Further indexes, by their columns; those of areas and of cohorts' dates there are anyway.</summary>
    internal IReadOnlyList<string> Indexes { get; init; } = [];

    /// <summary>All columns, in order.</summary>
    internal IReadOnlyList<string> Columns => field ??= ["subject", "item", .. Dimensions, .. Own.Select(column => column.Split(' ')[0])];

    /// <summary>The columns that a cohort counts its rows by.</summary>
    internal IReadOnlyList<string> Dates => field ??= [.. Cohort.All.Where(cohort => cohort.Grain == this).Select(cohort => cohort.Column).Distinct()];

    /// <summary>What is to be said of every grain, in their order.</summary>
    internal static string Each(Func<Grain, string> of, string between) => string.Join(between, All.Select(of));

    internal bool Has(string column) => Columns.Contains(column) && (IsOfDisputes || !Dimensions.Contains(column));

    /// <summary>Whether its rows are of disputes and have their dimensions; the others know of an area only.</summary>
    internal bool IsOfDisputes => this != Activities && this != Units && this != GridDays && this != Members;

    /// <summary>Table, indexes and the function that derives its rows.</summary>
    internal string Script =>
        $"""
        create table if not exists {Name} (
            {Declared},
            primary key (subject, item));
        create index if not exists {Name}_area on {Name} (area);
        {string.Join('\n', Dates.Select(column => IndexOf(Name, column)))}
        {string.Join('\n', Indexes.Select((columns, i) => $"create index if not exists {Name}_{i + 1} on {Name} ({columns});"))}
        {(this == Disputes ? ReportingSchema.Resource("told.sql") : "")}
        create or replace function derive_{Name}(wanted uuid[], told told_dispute[], as_of timestamptz) returns setof {Name} language sql stable as $derive$
        {Derivation}
        $derive$;
        -- As the owner of the tables: callers may not read facts. What they may read of the outcome, whoever asks for it says again.
        create or replace function {Name}_derived(as_of timestamptz) returns setof {Name} language plpgsql stable security definer
            set search_path = public set plan_cache_mode = force_generic_plan set enable_seqscan = off set enable_mergejoin = off set enable_nestloop = off as $derived$
        declare
            since uuid[] := array(select changed_since(as_of));
            told  told_dispute[] := array(select t from tell(since, as_of) t);
        begin
            return query select * from derive_{Name}(since, told, as_of);
        end $derived$;
        -- A part of the query that asks: of what has not changed since it reads the days that it wants.
        create or replace function {Name}_as_of(as_of timestamptz) returns setof {Name} language sql stable as $as_of$
            select * from {Name} t where t.subject not in (select s from changed_since(as_of) s)
            union all
            select * from {Name}_derived(as_of)
        $as_of$;
        """;

    /// <summary>Its columns, as DDL.</summary>
    internal string Declared => string.Join(
        ", ", ["subject uuid not null", "item text collate \"C\" not null", .. Dimensions.Select(d => $"{d} text collate \"C\""), .. Own]);

    /// <summary>The query that derives its rows.</summary>
    internal string Derivation => ReportingSchema.Resource($"Grains.{Name}.sql").TrimEnd()
        .Replace("{dimensions of d}", string.Join(", ", Dimensions.Select(d => $"d.{d}")), StringComparison.Ordinal)
        .Replace("{no dimensions}", string.Join(", ", Dimensions.Skip(1).Select(_ => "null::text")), StringComparison.Ordinal);

    /// <summary>An index of a table of rows, now or in the history, by one of their dates.</summary>
    internal static string IndexOf(string table, string date) => $"create index if not exists {table}_{date} on {table} ({date}) where {date} is not null;";
}
