using Mediation.Contracts;
using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of a session: nothing before it was held.</summary>
internal static class SessionFacts
{
    internal static bool ChangedBy(object data) => data is SessionClosed;

    /// <param name="fetched">The session.</param>
    /// <param name="file">Its case, whose area takes part whoever else does.</param>
    internal static SessionFactsChanged Of(Fetched<Session> fetched, Case file)
    {
        var state = fetched.State;
        var present = state.Wanted.Where(p => p.CheckedInAt is not null).ToList();
        return new SessionFactsChanged(
            state.Id, fetched.Version, state.CaseId, state.StartsAt, state.EndedAt, state.RolesRequired.Count,
            state.RolesRequired.Intersect(state.RolesPresent).Count(),
            [.. state.Segments.Select(s => new SegmentFacts(s.Id, Name(s.Mode), s.Minutes))],
            [.. present.Select(p => p.PersonId).OfType<Guid>().Distinct()],
            [.. present.Select(p => p.UnitId).OfType<Guid>().Concat(state.CoUnits.Select(u => u.CommitteeId)).Distinct()],
            [.. present.Select(p => p.TeamId).OfType<Guid>().Distinct()], [.. AreasOf(state, file).Distinct()]);
    }

    // The same area may be written with padding zeros or without.
    private static IEnumerable<string> AreasOf(Session state, Case file) =>
        state.CoUnits.Select(u => u.AreaCode).Prepend(file.AreaCode).Select(code => AreaCode.TryParse(code, out var area) ? area.Value.Value : code);

    private static string Name(Mode mode) => mode switch
    {
        Mode.Caucus => "caucus",
        Mode.Joint => "joint",
        Mode.HomeVisit => "homeVisit",
        Mode.FieldMeasurement => "fieldMeasurement",
        _ => "video",
    };
}
