using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;

namespace Mediation.Workflow.Clocks;

/// <summary>A clock as the file's reader gets it.</summary>
/// <param name="Item">The obligation or planned visit.</param>
/// <param name="State">running, overdue, paused, lapsed or stopped.</param>
/// <param name="DueAt">When the last day is over.</param>
/// <param name="Near">It was put on record that the last day is near, and the day is still to come.</param>
internal sealed record FileClock(
    string Code, int Version, string NameZh, string NameEn, Guid? Item, DateOnly StartedOn, DateOnly LastDay, DateTimeOffset DueAt, string State,
    int Extended, int PausedDays, DateOnly? PausedOn, DateOnly? StoppedOn, bool Near)
{
    internal static IReadOnlyList<FileClock> Of(Case file, IEnumerable<Agreement> agreements, IEnumerable<Clock> visits, DateTimeOffset now) =>
    [
        .. file.Clocks.Concat(agreements.SelectMany(AgreementClocks.Of)).Concat(visits).OrderBy(c => c.LastDay).Select(clock => new FileClock(
            clock.Code, clock.Version, clock.Definition.NameZh, clock.Definition.NameEn, clock.Item, clock.StartedOn, clock.LastDay, clock.DueAt,
            StateOf(clock, now), clock.Extended, clock.PausedDays, clock.PausedOn, clock.StoppedOn,
            clock is { WarnedAt: not null, Runs: true } && clock.DueAt > now)),
    ];

    private static string StateOf(Clock clock, DateTimeOffset now) =>
        clock.StoppedOn is not null ? "stopped"
        : clock.PausedOn is not null ? "paused"
        : clock.DueAt > now ? "running"
        : clock.Definition.Lapses ? "lapsed" : "overdue";
}
