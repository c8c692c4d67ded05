using Mediation.ServiceDefaults;

namespace Mediation.Intake.Disputes;

/// <summary>
/// What intake must hear of the mediation to tell a party where things stand. The dispute's own status stays: it was accepted. A mediator
/// who is named after the mediation ended is another round's.
/// </summary>
internal static class NoteMediation
{
    internal static Decision Named(Dispute state, DateTimeOffset at) =>
        state.Status == DisputeStatus.Accepted && (state.MediatorNamedAt is null || state.MediationEndedAt < at)
            ? Decision.Of(new MediatorNamed(at))
            : Decision.AlreadySo;

    internal static Decision Ended(Dispute state, DateTimeOffset at) =>
        state is { Status: DisputeStatus.Accepted, MediationEndedAt: null } && !(at < state.MediatorNamedAt)
            ? Decision.Of(new MediationEnded(at))
            : Decision.AlreadySo;
}
