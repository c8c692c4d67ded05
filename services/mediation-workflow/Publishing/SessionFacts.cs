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
        var required = state.Participants.Where(p => p.Required).GroupBy(p => p.Role).ToList();
        return new SessionFactsChanged(
            state.Id, fetched.Version, state.CaseId, state.StartsAt, state.EndedAt, required.Count,
            required.Count(role => role.Any(p => p.CheckedInAt is not null)),
            [.. state.Segments.Select(s => new SegmentFacts(s.Id, Name(s.Mode), s.Minutes))], [], [], [], []);
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
