using System.Text.Json;
using Mediation.Testing;
using Mediation.Workflow.Storage;

namespace Mediation.Workflow.Tests.Storage;

/// <summary>One stored sample of every event as the service first wrote it; they stay for ever.</summary>
public sealed class StoredEvents
{
    private const string At = "\"2026-03-18T09:00:00+08:00\"";
    private const string One = "\"00000001-0000-0000-0000-000000000001\"";

    private const string OneMethod = """{"code":"village-talk","version":2,"nameZh":"院坝说理","nameEn":"Village talk","steps":[{"number":1,"code":"early","nameZh":"早","nameEn":"Early","requires":["discovery"]}]}""";

    private static readonly Dictionary<string, string> Samples = new()
    {
        ["Cases.CaseOpened"] = $$"""{"caseId":{{One}},"caseNumber":"（2026）段人调字第0001号","committeeId":{{One}},"areaCode":"610981113","typeCode":"0902","source":"police","parties":[{"partyId":{{One}},"side":"A","kind":"person"}],"households":2,"persons":9,"amount":8000.50,"method":"six-step","methodVersion":1,"acceptedAt":{{At}},"openedAt":{{At}}}""",
        ["Cases.CaseOpened, with its application"] = $$"""{"caseId":{{One}},"caseNumber":"（2026）段人调字第0001号","committeeId":{{One}},"areaCode":"610981113","typeCode":"0701","source":"application","parties":[],"method":"six-step","methodVersion":1,"acceptedAt":{{At}},"openedAt":{{At}},"appliedOn":"2026-03-11"}""",
        ["Cases.MediatorRequested"] = $$"""{"attempt":2,"committeeId":{{One}},"areaCode":"610981113","typeCode":"0902","excluded":[{{One}}],"at":{{At}}}""",
        ["Cases.MediatorProposed"] = $$"""{"mediatorId":{{One}},"attempt":1,"respondBy":"2026-03-23","at":{{At}}}""",
        ["Cases.MediatorNotFound"] = $$"""{"attempt":2,"at":{{At}}}""",
        ["Cases.MediatorDeclined"] = $$"""{"mediatorId":{{One}},"attempt":1,"declinationId":{{One}},"at":{{At}}}""",
        ["Cases.MediatorAssigned"] = $$"""{"mediatorId":{{One}},"at":{{At}}}""",
        ["Cases.RecordAdded"] = $$"""{"recordId":{{One}},"step":4,"kind":"lawExplained","side":"A","partyIds":[{{One}}],"given":true,"risk":"red","provisions":2,"occurredAt":{{At}},"at":{{At}}}""",
        ["Cases.StepCompleted"] = $$"""{"step":1,"at":{{At}}}""",
        ["Cases.SessionHeld"] = $$"""{"sessionId":{{One}},"joint":true,"firstJointAt":{{At}},"minutes":360,"at":{{At}}}""",
        ["Cases.PanelSat"] = $$"""{"sessionId":{{One}},"template":"fourParty","rolesPresent":["communityPolice","courtTribunal"],"participantsPresent":6,"at":{{At}}}""",
        ["Cases.AgreementPrepared"] = $$"""{"agreementId":{{One}},"form":"written","at":{{At}}}""",
        ["Cases.AgreementReached"] = $$"""{"agreementId":{{One}},"form":"oral","effectiveAt":{{At}},"at":{{At}}}""",
        ["Cases.CaseClosed"] = $$"""{"outcome":"A","at":{{At}}}""",
        ["Dossiers.DossierNoteAdded"] = $$"""{"noteId":{{One}},"explains":["identity","powerOfAttorney"],"at":{{At}}}""",
        ["Dossiers.DossierFiled"] = $$"""{"retention":"permanent","at":{{At}}}""",
        ["Evidence.EvidenceFiled"] = $$"""{"evidenceId":{{One}},"slot":"identity","partyId":{{One}},"type":"jpeg","size":20971520,"sha256":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","at":{{At}}}""",
        // Methods and steps
        ["Cases.MethodChosen"] = $$"""{"method":{{OneMethod}},"at":{{At}}}""",
        ["Cases.StepReentered"] = $$"""{"reentryId":{{One}},"step":2,"at":{{At}}}""",
        ["Methods.MethodPublished"] = $$"""{"methodId":{{One}},"committeeId":{{One}},"areaCode":"610981","method":{{OneMethod}},"basis":"six-step","basisVersion":1,"at":{{At}}}""",
        ["Methods.MethodRetired"] = $$"""{"at":{{At}}}""",
        // Rounds, escalation, lineage
        ["Cases.MediatorRequested, of a later round"] = $$"""{"attempt":2,"committeeId":{{One}},"areaCode":"610981113","typeCode":"0902","excluded":[],"at":{{At}},"round":2}""",
        ["Cases.CaseClosed, of a later round"] = $$"""{"outcome":"P","at":{{At}},"endingId":{{One}},"partyIds":[{{One}}],"round":2}""",
        ["Rounds.RoundOpened"] = $$"""{"round":2,"committeeId":{{One}},"reasonId":{{One}},"rebound":false,"at":{{At}}}""",
        ["Rounds.CaseRebounded"] = $$"""{"reboundId":{{One}},"round":1,"occurredAt":{{At}},"within90Days":true,"at":{{At}}}""",
        ["Rounds.RemediesNoticeServed"] = $$"""{"noticeId":{{One}},"round":1,"partyId":{{One}},"manner":"leftAtHome","servedAt":{{At}},"at":{{At}}}""",
        ["Escalation.LeadOfficialNamed"] = $$"""{"leadId":{{One}},"personId":{{One}},"at":{{At}}}""",
        ["Escalation.SupervisionOrdered"] = $$"""{"supervisionId":{{One}},"answerBy":"2026-04-01","at":{{At}}}""",
        ["Escalation.SupervisionAnswered"] = $$"""{"supervisionId":{{One}},"answerId":{{One}},"at":{{At}}}""",
        ["Escalation.PoliceReported"] = $$"""{"reportId":{{One}},"reportedAt":{{At}},"at":{{At}}}""",
        ["Escalation.PoliceReceiptLogged"] = $$"""{"reportId":{{One}},"receivedAt":{{At}},"at":{{At}}}""",
        ["Escalation.TurnedCriminal"] = $$"""{"turnId":{{One}},"occurredAt":{{At}},"at":{{At}}}""",
        ["Lineage.EarlierIncidentRecorded"] = $$"""{"incidentId":{{One}},"year":1993,"month":5,"about":true,"handling":"village","at":{{At}}}""",
        ["Lineage.PartySucceeded"] = $$"""{"successionId":{{One}},"partyId":{{One}},"heirs":[{"partyId":{{One}},"relation":"child"}],"diedOn":"2026-03-01","at":{{At}}}""",
        ["Lineage.CaseLinked"] = $$"""{"linkId":{{One}},"caseId":{{One}},"kind":"counterClaimTo","at":{{At}}}""",
        ["Lineage.CaseUnlinked"] = $$"""{"unlinkingId":{{One}},"caseId":{{One}},"at":{{At}}}""",
        ["Sessions.SessionCalled"] = $$"""{"sessionId":{{One}},"caseId":{{One}},"panel":"custom","sides":["A","B"],"participants":[{"id":{{One}},"role":"respectedRelative","required":true}],"startsAt":{{At}},"at":{{At}}}""",
        ["Sessions.ParticipantCheckedIn"] = $$"""{"participantId":{{One}},"checkedInAt":{{At}},"at":{{At}}}""",
        ["Sessions.SegmentRecorded"] = $$"""{"segment":{"id":{{One}},"mode":"fieldMeasurement","startedAt":{{At}},"endedAt":{{At}},"presidingCapacity":"courtInvited","hasNote":true,"lengths":[12.4,null],"recusalAsked":false,"rightsRead":false},"at":{{At}}}""",
        ["Sessions.SegmentRecorded, with its author"] = $$"""{"segment":{"id":{{One}},"mode":"caucus","side":"A","startedAt":{{At}},"endedAt":{{At}},"hasNote":true,"recusalAsked":false,"rightsRead":false,"author":"00000001-0000-0000-0000-000000000001"},"at":{{At}}}""",
        ["Sessions.CaucusSentenceReleased"] = $$"""{"releaseId":{{One}},"segmentId":{{One}},"consentPartyId":{{One}},"consentAt":{{At}},"at":{{At}}}""",
        ["Sessions.InvitationSent"] = $$"""{"invitationId":{{One}},"participantId":{{One}},"expiresAt":{{At}},"at":{{At}}}""",
        ["Sessions.InvitationOpened"] = $$"""{"invitationId":{{One}},"participantId":{{One}},"at":{{At}}}""",
        ["Sessions.InvitationRevoked"] = $$"""{"invitationId":{{One}},"participantId":{{One}},"at":{{At}}}""",
        ["Sessions.InvitationDelegated"] = $$"""{"invitationId":{{One}},"newInvitationId":{{One}},"participantId":{{One}},"expiresAt":{{At}},"at":{{At}}}""",
        ["Sessions.StatementGiven"] = $$"""{"statementId":{{One}},"participantId":{{One}},"invitationId":{{One}},"at":{{At}}}""",
        ["Sessions.SessionSignedOff"] = $$"""{"signOffId":{{One}},"participantId":{{One}},"invitationId":{{One}},"agreed":true,"hasRemark":false,"at":{{At}}}""",
        ["Sessions.SessionClosed"] = $$"""{"endedAt":{{At}},"minutes":360,"at":{{At}}}""",
        // Committees
        ["Committees.CommitteeNoted"] = """{"revision":1,"areaCode":"610981"}""",
        // Panels, consents, conflicts, running segments
        ["Sessions.SessionCalled, of a round"] = $$"""{"sessionId":{{One}},"caseId":{{One}},"panel":"custom","sides":["A","B"],"participants":[],"startsAt":{{At}},"at":{{At}},"round":2}""",
        ["Cases.SessionHeld, of an earlier round"] = $$"""{"sessionId":{{One}},"joint":false,"minutes":60,"at":{{At}},"earlierRound":1}""",
        ["Cases.PanelSat, of an earlier round"] = $$"""{"sessionId":{{One}},"template":"custom","rolesPresent":["lawyer"],"participantsPresent":2,"at":{{At}},"earlierRound":1}""",
        ["Sessions.SessionCalled, shared"] = $$"""{"sessionId":{{One}},"caseId":{{One}},"panel":"fiveParty","sides":["A","B"],"participants":[{"id":{{One}},"role":"lawyer","required":false,"personId":{{One}}}],"startsAt":{{At}},"at":{{At}},"coUnits":[{"committeeId":{{One}},"areaCode":"330206"}]}""",
        ["Sessions.SessionShared"] = $$"""{"with":{"committeeId":{{One}},"areaCode":"330206"},"at":{{At}}}""",
        ["Sessions.SessionRescheduled"] = $$"""{"reschedulingId":{{One}},"startsAt":{{At}},"linksUntil":{{At}},"at":{{At}}}""",
        ["Sessions.SessionCancelled"] = $$"""{"at":{{At}}}""",
        ["Sessions.SegmentOpened"] = $$"""{"segment":{"id":{{One}},"mode":"caucus","side":"A","startedAt":{{At}},"presidingCapacity":"police","recusalAsked":false,"rightsRead":false},"at":{{At}}}""",
        ["Sessions.SegmentRecorded, measured"] = $$"""{"segment":{"id":{{One}},"mode":"fieldMeasurement","startedAt":{{At}},"endedAt":{{At}},"hasNote":false,"lengths":[12.4],"recusalAsked":false,"rightsRead":false,"witnesses":1,"positions":[{"side":"A","measuredSo":true},{"side":"B","measuredSo":false}]},"at":{{At}}}""",
        ["Sessions.SegmentRecorded, with a sketch"] = $$"""{"segment":{"id":{{One}},"mode":"fieldMeasurement","startedAt":{{At}},"endedAt":{{At}},"hasNote":false,"lengths":[12.4],"recusalAsked":false,"rightsRead":false,"witnesses":1,"positions":[],"sketchEvidenceId":{{One}}},"at":{{At}}}""",
        ["Sessions.OpennessWished"] = $$"""{"partyId":{{One}},"open":false,"at":{{At}}}""",
        ["Sessions.OutsiderConsentRecorded"] = $$"""{"participantIds":[{{One}}],"partyId":{{One}},"side":"A","given":true,"consentAt":{{At}},"at":{{At}}}""",
        ["Sessions.ParticipantAnswered"] = $$"""{"answerId":{{One}},"participantId":{{One}},"answer":"maybe","hasReason":true,"at":{{At}}}""",
        ["Sessions.ParticipantSubstituted"] = $$"""{"participantId":{{One}},"substitute":{"id":{{One}},"role":"lawyer","required":true},"at":{{At}}}""",
        ["Sessions.ConflictsChecked"] = $$"""{"participantIds":[{{One}}],"relatives":2,"found":[{"id":{{One}},"participantId":{{One}},"kind":"sameNameAsRelative","partyId":{{One}},"overruled":false}],"at":{{At}}}""",
        ["Sessions.InterestDeclared"] = $$"""{"declarationId":{{One}},"participantId":{{One}},"hasInterest":true,"partyId":{{One}},"at":{{At}}}""",
        ["Sessions.ConflictOverruled"] = $$"""{"conflictId":{{One}},"at":{{At}}}""",
        ["Sessions.SessionClosed, with its result"] = $$"""{"endedAt":{{At}},"minutes":360,"at":{{At}},"result":"partlyAgreed","departures":[{"participantId":{{One}},"leftAt":{{At}}}]}""",
        ["Impartiality.RelativeDeclared"] = $$"""{"relativeId":{{One}},"partyId":{{One}},"at":{{At}}}""",
        ["Impartiality.ObjectionRaised"] = $$"""{"objectionId":{{One}},"partyId":{{One}},"mediatorId":{{One}},"ground":"relative","at":{{At}}}""",
        ["Impartiality.ObjectionDecided"] = $$"""{"objectionId":{{One}},"mediatorId":{{One}},"sustained":true,"at":{{At}}}""",
        ["Agreements.AgreementDrafted"] = $$"""{"agreementId":{{One}},"caseId":{{One}},"form":"written","partyIds":[{{One}}],"copies":3,"performedAtOnce":false,"obligations":[{"id":{{One}},"obligorPartyId":{{One}},"kind":"payment","amount":0.01,"dueOn":"2026-12-31"}],"at":{{At}}}""",
        ["Agreements.AgreementSigned"] = $$"""{"signatureId":{{One}},"signature":{"signer":"committeeSeal","kind":"seal","signedAt":{{At}}},"at":{{At}}}""",
        // Agreements: wording, performance, confirmation
        ["Cases.AgreementDiscarded"] = $$"""{"agreementId":{{One}},"at":{{At}}}""",
        ["Cases.AgreementReached, in part"] = $$"""{"agreementId":{{One}},"form":"written","effectiveAt":{{At}},"at":{{At}},"partial":true}""",
        ["Cases.RecordAdded, of a power"] = $$"""{"recordId":{{One}},"step":2,"kind":"powerOfAttorney","partyIds":[{{One}}],"occurredAt":{{At}},"at":{{At}},"power":"special"}""",
        ["Agreements.AgreementDrafted, with instalments"] = $$"""{"agreementId":{{One}},"caseId":{{One}},"form":"oral","partyIds":[{{One}}],"copies":3,"performedAtOnce":false,"obligations":[{"id":{{One}},"obligorPartyId":{{One}},"beneficiaryPartyId":{{One}},"kind":"payment","amount":3.5,"dueOn":"2026-12-31","instalments":[{"dueOn":"2026-11-30","amount":1.5},{"dueOn":"2026-12-31","amount":2}]}],"at":{{At}},"partial":true,"matters":["realRights","interestsOfOthers"],"round":2}""",
        ["Agreements.AgreementRedrafted"] = $$"""{"textId":{{One}},"partyIds":[{{One}}],"copies":3,"performedAtOnce":false,"obligations":[],"partial":true,"matters":[],"at":{{At}}}""",
        ["Agreements.SignaturesVoided"] = $$"""{"count":2,"at":{{At}}}""",
        ["Agreements.AgreementWithdrawn"] = $$"""{"at":{{At}}}""",
        ["Agreements.SigningRefused"] = $$"""{"refusalId":{{One}},"partyId":{{One}},"at":{{At}}}""",
        ["Agreements.AgreementSigned, with a scan"] = $$"""{"signatureId":{{One}},"signature":{"signer":"party","partyId":{{One}},"kind":"fingerprint","signedAt":{{At}},"evidenceId":{{One}},"sha256":"00ff","byAgent":true,"id":{{One}}},"at":{{At}}}""",
        ["Agreements.PerformanceRecorded"] = $$"""{"performance":{"id":{{One}},"obligationId":{{One}},"kind":"partial","amount":300.5,"performedOn":"2026-04-01","evidenceId":{{One}},"sha256":"00ff","confirmedByPartyId":{{One}}},"at":{{At}}}""",
        ["Agreements.PerformanceCorrected"] = $$"""{"correctionId":{{One}},"performanceId":{{One}},"instead":{"id":{{One}},"obligationId":{{One}},"kind":"full","amount":300.5,"performedOn":"2026-04-01"},"at":{{At}}}""",
        ["Agreements.UrgingLogged"] = $$"""{"urging":{"id":{{One}},"obligationId":{{One}},"manner":"visit","occurredAt":{{At}}},"at":{{At}}}""",
        ["Agreements.BreachReported"] = $$"""{"breach":{"id":{{One}},"obligationId":{{One}},"foundBy":"followUp","partyId":{{One}},"foundOn":"2026-05-02"},"at":{{At}}}""",
        ["Confirmations.ConfirmationSought"] = $$"""{"confirmationId":{{One}},"at":{{At}}}""",
        ["Confirmations.ConfirmationSettled"] = $$"""{"confirmationId":{{One}},"ruling":"ineligible","ruledOn":"2026-04-10","at":{{At}}}""",
        ["Confirmations.ConfirmationOpened"] = $$"""{"confirmationId":{{One}},"caseId":{{One}},"agreementId":{{One}},"applicants":[{{One}}],"courtAreaCode":"610981","effectiveOn":"2026-03-18","lastDay":"2026-04-17","packet":[{"kind":"application"},{"kind":"identity","partyId":{{One}}}],"at":{{At}}}""",
        ["Confirmations.PaperAttached"] = $$"""{"attachment":{"id":{{One}},"kind":"committeeProof","partyId":{{One}},"evidenceId":{{One}},"sha256":"00ff"},"at":{{At}}}""",
        ["Confirmations.ConfirmationSubmitted"] = $$"""{"submittedOn":"2026-04-01","at":{{At}}}""",
        ["Confirmations.ConfirmationRuled"] = $$"""{"ruling":"rejected","ruledOn":"2026-04-10","codes":["D5"],"at":{{At}}}""",
        ["Agreements.AgreementTookEffect"] = $$"""{"effectiveAt":{{At}},"at":{{At}}}""",
        // Risks
        ["Risks.SignalRecorded"] = $$"""{"signalId":{{One}},"kind":"domesticViolence","partyId":{{One}},"occurredAt":{{At}},"at":{{At}}}""",
        ["Risks.SignalCleared"] = $$"""{"signalId":{{One}},"kind":"minor","at":{{At}}}""",
        ["Risks.ColourReassessed"] = $$"""{"colour":"yellow","at":{{At}}}""",
        ["Risks.ColourOverridden"] = $$"""{"overrideId":{{One}},"colour":"red","at":{{At}}}""",
        ["Risks.OverrideLifted"] = $$"""{"liftingId":{{One}},"at":{{At}}}""",
        // Clocks
        ["Cases.MediatorDeclined, by silence"] = $$"""{"mediatorId":{{One}},"attempt":1,"declinationId":{{One}},"at":{{At}},"cause":"silence"}""",
        ["Clocks.ClockExtended"] = $$"""{"clock":"people","extensionId":{{One}},"until":"2026-05-17","consents":[{"partyId":{{One}},"consentedOn":"2026-04-10"}],"at":{{At}}}""",
        ["Clocks.ClockPaused"] = $$"""{"clock":"people","pauseId":{{One}},"on":"2026-04-01","at":{{At}}}""",
        ["Clocks.ClockResumed"] = $$"""{"clock":"people","on":"2026-04-10","at":{{At}}}""",
        ["Clocks.ClockCameNear"] = $$"""{"clock":"obligation","item":{{One}},"lastDay":"2026-12-31","at":{{At}}}""",
        ["Clocks.ClockRanOut"] = $$"""{"clock":"obligation","item":{{One}},"lastDay":"2026-12-31","at":{{At}}}""",
        ["Clocks.DelegationRecorded"] = $$"""{"delegation":"afterFiling","at":{{At}}}""",
        // Follow-ups
        ["FollowUps.FollowUpPlanned"] = $$"""{"planId":{{One}},"caseId":{{One}},"round":1,"colour":"yellow","rules":1,"partyIds":[{{One}}],"visits":[{"id":{{One}},"dueOn":"2026-03-21"}],"closedOn":"2026-03-18","at":{{At}}}""",
        ["FollowUps.FollowUpVisited"] = $$"""{"visitId":{{One}},"plannedId":{{One}},"visitedAt":{{At}},"performance":"partial","parties":[{"partyId":{{One}},"reached":true,"satisfaction":"verySatisfied"}],"reboundSigns":true,"wrongMediation":false,"laterSuit":false,"at":{{At}}}""",
        ["FollowUps.FollowUpsCancelled"] = $$"""{"at":{{At}}}""",
    };

    [Fact]
    public void A_snapshot_from_before_invitations_has_none()
    {
        var state = JsonSerializer.Deserialize($$"""{"id":{{One}},"caseId":{{One}},"panel":"custom","sides":["A"],"participants":[],"segments":[]}""", WorkflowJson.Default.Session)!;
        (state.Invitations.Count, state.Statements.Count, state.SignOffs.Count, state.Releases.Count).ShouldBe((0, 0, 0, 0));
        (state.CoUnits.Count, state.Conflicts.Count, state.Wishes.Count, state.Participants.Count).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public void A_snapshot_from_before_re_entries_rounds_and_lineage_has_none()
    {
        var state = JsonSerializer.Deserialize($$"""{"id":{{One}},"parties":[],"marks":[],"declined":[],"method":"six-step","methodVersion":1,"stepsCompleted":2}""", WorkflowJson.Default.Case)!;
        (state.Reentered.Count, state.Passes.Count, state.NextStep!.Number).ShouldBe((0, 0, 3));
        (state.EarlierRounds.Count, state.Rebounds.Count, state.NoticeServedTo.Count, state.Supervisions.Count, state.ReportsWithoutReceipt.Count).ShouldBe((0, 0, 0, 0, 0));
        (state.Successions.Count, state.Links.Count).ShouldBe((0, 0));
    }

    [Fact]
    public void Every_stored_event_is_read_and_written_as_before() =>
        StoredSamples.Changed(WorkflowStore.Configure, "Mediation.Workflow", Samples).ShouldBeEmpty();
}
