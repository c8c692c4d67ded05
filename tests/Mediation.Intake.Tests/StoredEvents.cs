using Mediation.Intake.Storage;
using Mediation.Testing;

namespace Mediation.Intake.Tests;

/// <summary>One stored sample of every event as the service first wrote it; they stay for ever.</summary>
public sealed class StoredEvents
{
    private const string At = "\"2026-03-18T09:00:00+08:00\"";
    private const string One = "\"00000001-0000-0000-0000-000000000001\"";

    private static readonly Dictionary<string, string> Samples = new()
    {
        ["Disputes.DisputeRegistered"] = $$"""{"source":"police","typeCode":"0902","areaCode":"610981","occurredOn":"1994-03-01","parties":[{"partyId":{{One}},"side":"A","kind":"Person"}],"households":2,"persons":9,"amount":12000.5,"registeredAt":{{At}}}""",
        ["Disputes.DisputeRegistered, from a lead"] = $$"""{"source":"proactive","typeCode":"0902","areaCode":"610981","occurredOn":"1994-03-01","parties":[],"registeredAt":{{At}},"signs":["minor"],"leadId":{{One}},"crossArea":true}""",
        ["Disputes.DisputeRegistered, applied for before"] = $$"""{"source":"application","typeCode":"0701","areaCode":"610981","occurredOn":"2026-02-01","parties":[],"registeredAt":{{At}},"appliedOn":"2026-02-20"}""",
        ["Disputes.DisputeAdmitted, applied for before"] = $$"""{"committeeId":{{One}},"caseNumber":"（2026）段人调字第0001号","areaCode":"610981","typeCode":"0701","source":"application","parties":[],"acceptedAt":{{At}},"appliedOn":"2026-02-20"}""",
        ["Disputes.DisputeAdmitted"] = $$"""{"committeeId":{{One}},"caseNumber":"（2026）段人调字第0001号","areaCode":"610981","typeCode":"0902","source":"police","parties":[],"acceptedAt":{{At}}}""",
        ["Disputes.DisputeAdmitted, with signs"] = $$"""{"committeeId":{{One}},"caseNumber":"（2026）段人调字第0001号","areaCode":"610981","typeCode":"0902","source":"police","parties":[],"acceptedAt":{{At}},"signs":["domesticViolence"]}""",
        // Screening, agents, diversion, hand-over.
        ["Disputes.DisputeScreened"] = $$"""{"screeningId":{{One}},"signs":["minor","domesticViolence"],"screenedAt":{{At}}}""",
        ["Disputes.AgentNamed"] = $$"""{"agentId":{{One}},"partyId":{{One}},"power":"Special","grantedOn":"2026-03-01","namedAt":{{At}}}""",
        ["Disputes.RepresentativesNamed"] = $$"""{"side":"A","partyIds":[{{One}}],"namedAt":{{At}}}""",
        ["Disputes.DisputeDiverted"] = $$"""{"destination":"court","divertedAt":{{At}},"noticeServedAt":{{At}}}""",
        ["Disputes.HandOverOffered"] = $$"""{"handOverId":{{One}},"fromCommitteeId":{{One}},"toCommitteeId":{{One}},"offeredAt":{{At}}}""",
        ["Disputes.HandOverSigned"] = $$"""{"handOverId":{{One}},"committeeId":{{One}},"signedAt":{{At}}}""",
        ["Disputes.HandOverDeclined"] = $$"""{"handOverId":{{One}},"committeeId":{{One}},"declinedAt":{{At}}}""",
        ["Disputes.HandOverClosed"] = $$"""{"handOverId":{{One}},"toCommitteeId":{{One}},"closedAt":{{At}}}""",
        // Consent, endings, links, status codes, answers of the parties, and what the mediation tells.
        ["Disputes.PartiesAdded"] = $$"""{"parties":[{"partyId":{{One}},"side":"B","kind":"Person"}],"addedAt":{{At}}}""",
        ["Disputes.ConsentGiven"] = $$"""{"partyId":{{One}},"givenAt":{{At}}}""",
        ["Disputes.ConsentRefused"] = $$"""{"partyId":{{One}},"refusedAt":{{At}}}""",
        ["Disputes.DisputeEnded"] = $$"""{"ending":"U","endedAt":{{At}}}""",
        ["Disputes.DisputeTurnedAway"] = $$"""{"code":"CourtAccepted","turnedAwayAt":{{At}}}""",
        ["Disputes.DisputeLinked"] = $$"""{"duplicateOf":{{One}},"linkedAt":{{At}}}""",
        ["Disputes.StatusCodeIssued"] = $$"""{"partyId":{{One}},"issuedAt":{{At}}}""",
        ["Disputes.PartyDenied"] = $$"""{"anomalyId":{{One}},"partyId":{{One}},"deniedAt":{{At}}}""",
        ["Disputes.AnomalyAnswered"] = $$"""{"answerId":{{One}},"anomalyId":{{One}},"answeredAt":{{At}}}""",
        ["Disputes.MediatorNamed"] = $$"""{"namedAt":{{At}}}""",
        ["Disputes.MediationEnded"] = $$"""{"endedAt":{{At}}}""",
        // Committees, as the roster tells of them.
        ["Committees.CommitteeNoted"] = """{"revision":2,"shortName":"段","areaCode":"610981"}""",
        // Leads.
        ["Leads.LeadReported"] = $$"""{"source":"proactive","areaCode":"610981100004012","noticedAt":{{At}},"contacts":[{{One}}],"reportedAt":{{At}}}""",
        ["Leads.LeadRegistered"] = $$"""{"disputeId":{{One}},"committeeId":{{One}},"registeredAt":{{At}}}""",
        ["Leads.LeadLinked"] = $$"""{"disputeId":{{One}},"linkedAt":{{At}}}""",
        ["Leads.LeadSettled"] = $$"""{"committeeId":{{One}},"settledAt":{{At}}}""",
        ["Leads.LeadDiverted"] = $$"""{"destination":"petitionOffice","divertedAt":{{At}}}""",
        ["Leads.LeadDismissed"] = $$"""{"reason":"NoDispute","dismissedAt":{{At}}}""",
        // Grids and their zero reports.
        ["ZeroReports.ZeroReportFiled"] = $$"""{"areaCode":"610981100004012","day":"2026-03-18","filedAt":{{At}}}""",
        ["ZeroReports.GridsSet"] = $$"""{"villageCode":"610981100004","grids":["610981100004012"],"from":"2026-03-18","setAt":{{At}}}""",
    };

    [Fact]
    public void every_stored_event_is_read_and_written_as_before() =>
        StoredSamples.Changed(IntakeStore.Configure, "Mediation.Intake", Samples).ShouldBeEmpty();
}
