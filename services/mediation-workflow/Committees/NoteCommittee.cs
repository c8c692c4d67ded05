using Mediation.Contracts.Roster;
using Mediation.ServiceDefaults;

namespace Mediation.Workflow.Committees;

internal static class NoteCommittee
{
    internal static Decision Decide(Committee state, CommitteeRegistered message) => message.Revision > state.Revision
        ? Decision.Of(new CommitteeNoted(message.Revision, message.AreaCode))
        : Decision.AlreadySo;
}
