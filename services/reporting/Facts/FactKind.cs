using System.Security.Cryptography;
using System.Text;
using Mediation.Contracts;
using Mediation.Contracts.Intake;
using Mediation.Contracts.Roster;
using Mediation.Contracts.Workflow;

namespace Mediation.Reporting.Facts;

/// <summary>What there is to be known of a fact's message.</summary>
/// <param name="Name">Its kind in the table of facts.</param>
/// <param name="Id">The stream it is of.</param>
/// <param name="Revision">Its version.</param>
/// <param name="Subject">The dispute it is about, or itself: what is derived from facts is derived subject by subject.</param>
/// <param name="Also">A further subject: of a grid's report, its grid and day; null for none.</param>
internal sealed record FactKind<T>(string Name, Func<T, Guid> Id, Func<T, long> Revision, Func<T, Guid> Subject, Func<T, Guid?> Also);

/// <summary>The kinds of facts, by message.</summary>
internal static class FactKind
{
    private static readonly Dictionary<Type, object> Kinds = new()
    {
        [typeof(DisputeFactsChanged)] = Of<DisputeFactsChanged>("dispute", f => f.DisputeId, f => f.Revision),
        [typeof(CaseFactsChanged)] = Of<CaseFactsChanged>("case", f => f.CaseId, f => f.Revision),
        [typeof(SessionFactsChanged)] = Of<SessionFactsChanged>("session", f => f.SessionId, f => f.Revision, f => f.CaseId),
        [typeof(AgreementFactsChanged)] = Of<AgreementFactsChanged>("agreement", f => f.AgreementId, f => f.Revision, f => f.CaseId),
        [typeof(FollowUpFactsChanged)] = Of<FollowUpFactsChanged>("followUp", f => f.FollowUpId, f => f.Revision, f => f.CaseId),
        [typeof(LeadFactsChanged)] = Of<LeadFactsChanged>("lead", f => f.LeadId, f => f.Revision, f => f.DisputeId ?? f.LeadId, f => GridDay(f.AreaCode, ChinaTime.DayOf(f.LeadAt))),
        [typeof(ZeroReportFactsChanged)] = Of<ZeroReportFactsChanged>("zeroReport", f => f.ReportId, f => f.Revision, also: f => GridDay(f.AreaCode, f.Day)),
        [typeof(RosterFactsChanged)] = Of<RosterFactsChanged>("roster", f => f.Id, f => f.Revision),
        [typeof(ActivityFactsChanged)] = Of<ActivityFactsChanged>("activity", f => f.ActivityId, f => f.Revision),
        [typeof(CoverageFactsChanged)] = Of<CoverageFactsChanged>("coverage", f => f.UnitId, f => f.Revision),
    };

    internal static FactKind<T> Of<T>() => (FactKind<T>)Kinds[typeof(T)];

    private static FactKind<T> Of<T>(string name, Func<T, Guid> id, Func<T, long> revision, Func<T, Guid>? subject = null, Func<T, Guid?>? also = null) =>
        new(name, id, revision, subject ?? id, also ?? (_ => null));

    // One id for all that a grid reports on a day.
    private static Guid? GridDay(string areaCode, DateOnly day) => AreaCode.TryParse(areaCode, out var grid) && grid.Value.ChildLength == 0
        ? new Guid(SHA256.HashData(Encoding.ASCII.GetBytes($"{grid}/{day:yyyy-MM-dd}")).AsSpan(0, 16))
        : null;
}
