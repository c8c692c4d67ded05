using Mediation.EventStore;
using Mediation.Roster.Assignments;
using Mediation.Roster.Committees;
using Mediation.Roster.Mediators;

namespace Mediation.Roster.Storage;

/// <summary>What the roster stores.</summary>
internal static class RosterStore
{
    internal static void Configure(EventStoreOptions options) => options
        .Aggregate("committee", RosterJson.Default.Committee)
        .Aggregate("mediator", RosterJson.Default.Mediator)
        .Aggregate("assignment", RosterJson.Default.Assignment)
        .Events(
            RosterJson.Default,
            typeof(CommitteeEstablished), typeof(MediatorAppointed), typeof(ReservationMade), typeof(ReservationReleased),
            typeof(NoMediatorFound), typeof(AssignmentClosed))
        .Script(ShortNames.Index)
        .Script(Candidates.Indexes);
}
