using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;

namespace Mediation.Workflow.Cases;

/// <summary>An accepted dispute becomes a case under the same id and asks for a mediator.</summary>
internal static class OpenCase
{
    internal static Decision Decide(Case state, DisputeAccepted dispute, DateTimeOffset now)
    {
        if (state.Id != Guid.Empty)
        {
            return Decision.AlreadySo;
        }

        var method = MethodCatalog.Find(MethodCatalog.Standard)!;
        return Decision.Of(
            new CaseOpened(
                dispute.DisputeId, dispute.CaseNumber, dispute.CommitteeId, dispute.AreaCode, dispute.TypeCode, dispute.Source, dispute.Parties,
                dispute.Households, dispute.Persons, dispute.Amount, method.Code, method.Version, dispute.AcceptedAt, now),
            new MediatorRequested(1, dispute.CommitteeId, dispute.AreaCode, dispute.TypeCode, [], now));
    }
}
