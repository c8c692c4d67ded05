using Mediation.Contracts.Workflow;
using Mediation.EventStore;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Publishing;

/// <summary>What is reportable of a session: nothing before it was held.</summary>
internal static class SessionFacts
{
    internal static bool ChangedBy(object data) => data is SessionClosed;

    internal static SessionFactsChanged Of(Fetched<Session> fetched)
    {
        var state = fetched.State;
        var present = state.Wanted.Where(p => p.CheckedInAt is not null).ToList();
        return new SessionFactsChanged(
            state.Id, fetched.Version, state.CaseId, state.StartsAt, state.EndedAt, state.RolesRequired.Count,
            state.RolesRequired.Intersect(state.RolesPresent).Count(),
            [.. state.Segments.Select(s => new SegmentFacts(s.Id, Name(s.Mode), s.Minutes))],
            [.. present.Select(p => p.PersonId).OfType<Guid>().Distinct()],
            [.. present.Select(p => p.UnitId).OfType<Guid>().Concat(state.CoUnits.Select(u => u.CommitteeId)).Distinct()],
            [.. present.Select(p => p.TeamId).OfType<Guid>().Distinct()], [.. state.CoUnits.Select(u => u.AreaCode).Distinct()]);
    }

    private static string Name(Mode mode) => mode switch
    {
        Mode.Caucus => "caucus",
        Mode.Joint => "joint",
        Mode.HomeVisit => "homeVisit",
        Mode.FieldMeasurement => "fieldMeasurement",
        _ => "video",
    };
}
