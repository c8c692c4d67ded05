using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Methods;
using Mediation.Workflow.Risks;

namespace Mediation.Workflow.Cases;

/// <summary>An accepted dispute becomes a case under the same id and asks for a mediator.</summary>
internal static class OpenCase
{
    /// <param name="newId">For the signs that screening found.</param>
    internal static Decision Decide(Case state, DisputeAccepted dispute, Func<Guid> newId, DateTimeOffset now)
    {
        if (state.Id != Guid.Empty)
        {
            return Decision.AlreadySo;
        }

        var method = MethodCatalog.Find(MethodCatalog.Standard)!;
        return Decision.Of([
            new CaseOpened(
                dispute.DisputeId, dispute.CaseNumber, dispute.CommitteeId, dispute.AreaCode, dispute.TypeCode, dispute.Source, dispute.Parties,
                dispute.Households, dispute.Persons, dispute.Amount, method.Code, method.Version, dispute.AcceptedAt, now,
                dispute.AppliedOn),
            new MediatorRequested(1, dispute.CommitteeId, dispute.AreaCode, dispute.TypeCode, [], now),
            .. (dispute.Signs ?? []).Select(sign => new SignalRecorded(newId(), SignOf(sign), null, now, now)),
        ]);
    }

    private static SignalKind SignOf(string sign) => sign == ScreeningSigns.Minor ? SignalKind.Minor : SignalKind.DomesticViolence;
}
