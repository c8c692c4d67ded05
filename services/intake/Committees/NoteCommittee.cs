using Mediation.Contracts.Roster;
using Mediation.ServiceDefaults;

namespace Mediation.Intake.Committees;

internal static class NoteCommittee
{
    internal static Decision Decide(Committee state, CommitteeRegistered message) => message.Revision > state.Revision
        ? Decision.Of(new CommitteeNoted(message.Revision, message.ShortName, message.AreaCode))
        : Decision.AlreadySo;
}
