using System.Text.Json.Serialization;
using Mediation.Contracts;

namespace Mediation.Workflow.Clocks;

/// <summary>A clock of a case, an agreement or a follow-up plan: Asia/Shanghai days, the last one counts whole.</summary>
/// <param name="Version">Of the table of clocks it was started by.</param>
/// <param name="Item">The obligation or planned visit, where there are several of a kind.</param>
/// <param name="RanOutAt">When it was put on record that its last day is over.</param>
/// <param name="WarnedAt">When it was put on record that its last day is near.</param>
internal sealed record Clock(
    string Code, int Version, DateOnly StartedOn, DateOnly LastDay, Guid? Item = null, int Extended = 0, DateOnly? PausedOn = null,
    DateOnly? ResumedOn = null, int PausedDays = 0, DateTimeOffset? RanOutAt = null, DateOnly? StoppedOn = null,
    DateTimeOffset? WarnedAt = null)
{
    [JsonIgnore]
    public ClockDefinition Definition => ClockCatalog.Find(Code, Version);

    /// <summary>Its last day is over: midnight in Shanghai.</summary>
    [JsonIgnore]
    public DateTimeOffset DueAt => ChinaTime.StartOf(LastDay.AddDays(1));

    /// <summary>It will run out, or has run out and somebody is late.</summary>
    [JsonIgnore]
    public bool Runs => StoppedOn is null && PausedOn is null && (RanOutAt is null || !Definition.Lapses);

    /// <summary>From when on its last day is near; null for what is too short to be warned of.</summary>
    [JsonIgnore]
    public DateTimeOffset? WarnsAt =>
        Definition.WarnDays is { } days && LastDay.AddDays(-days) > StartedOn ? ChinaTime.StartOf(LastDay.AddDays(-days)) : null;

    /// <summary>When time puts the next thing about it on record; null when nothing is left.</summary>
    [JsonIgnore]
    public DateTimeOffset? ActsAt => !Runs || RanOutAt is not null ? null : WarnedAt is null && WarnsAt is { } warns ? warns : DueAt;

    internal static Clock Start(string code, DateOnly on)
    {
        var rules = ClockCatalog.InForce(on);
        return new Clock(code, rules.Version, on, on.AddDays(rules.Find(code).Length!.Value));
    }

    internal bool IsOver(DateTimeOffset now) => Runs && DueAt <= now;

    /// <summary>What time has brought that is not on record; null for nothing. A warning that comes too late is none.</summary>
    internal object? Elapsed(DateTimeOffset now) =>
        RanOutAt is not null || !Runs ? null
        : DueAt <= now ? new ClockRanOut(Code, Item, LastDay, now)
        : WarnedAt is null && WarnsAt <= now ? new ClockCameNear(Code, Item, LastDay, now)
        : null;

    /// <summary>More time by consent, or by the head of the organ: what ran out is no longer late.</summary>
    internal Clock Extend(DateOnly until) => this with { LastDay = until, Extended = Extended + 1, RanOutAt = null, WarnedAt = null };

    internal Clock Pause(DateOnly on) => this with { PausedOn = on, RanOutAt = null };

    /// <summary>The days it stood still are given back.</summary>
    internal Clock Resume(DateOnly on)
    {
        if (PausedOn is not { } paused)
        {
            return this;
        }

        var days = on.DayNumber - paused.DayNumber;
        return this with
        {
            PausedOn = null, ResumedOn = on, PausedDays = PausedDays + days, LastDay = LastDay.AddDays(days), WarnedAt = days > 0 ? null : WarnedAt,
        };
    }

    internal Clock Stop(DateOnly on) => StoppedOn is null ? Resume(on) with { StoppedOn = on } : this;
}
