using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>What intake must hear of the mediation to tell a party where things stand. The dispute's own status stays: it was accepted.</summary>
internal static class NoteMediation
{
    internal static Decision Named(Dispute state, DateTimeOffset at) =>
        state is { Status: DisputeStatus.Accepted, MediatorNamedAt: null } ? Decision.Of(new MediatorNamed(at)) : Decision.AlreadySo;

    internal static Decision Ended(Dispute state, DateTimeOffset at) =>
        state is { Status: DisputeStatus.Accepted, MediationEndedAt: null } ? Decision.Of(new MediationEnded(at)) : Decision.AlreadySo;
}
