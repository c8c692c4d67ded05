using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Clocks;
using Mediation.Workflow.Confirmations;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.FollowUps;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Tests.Forms;

/// <summary>What is printed of a case that went all the way, and of one of which nothing is known.</summary>
internal static class SomeCase
{
    internal const string Rare = "龘靐齉𠮷㙟";
    internal const string SealedWords = "甲方私下愿让三尺";
    internal const string Conceded = "甲方底线为两千元";

    private static readonly Guid Session = Facts.Id(51);
    private static readonly Guid Agreement = Facts.Id(61);
    private static readonly Guid Application = Facts.Id(65);
    private static readonly Guid Visit = Facts.Id(75);

    internal static PrintFacts Bare() => Of([Facts.Opened()], [], [], new Dictionary<(Guid, string), string>(), DisputeFacts.Unknown);

    internal static PrintFacts Whole(int longText = 0)
    {
        var ended = Facts.Now.AddDays(20);
        object[] events =
        [
            Facts.Opened("0902", 12, 128000) with { Source = "application" }, new MediatorAssigned(Facts.Mediator, Facts.Now),
            Facts.Record(RecordKind.RightsNotice, 2, party: Facts.PartyA), Facts.Record(RecordKind.RightsNotice, 2, party: Facts.PartyB),
            Facts.Record(RecordKind.Investigation, 3, party: Facts.PartyA) with { RecordId = Facts.Id(71) },
            Facts.Record(RecordKind.PowerOfAttorney, 2, party: Facts.PartyB) with { RecordId = Facts.Id(73), Power = PowerScope.Special },
            Facts.Record(RecordKind.Concession, 4, side: "A") with { RecordId = Facts.Id(76) },
            new AgreementReached(Agreement, AgreementForm.Written, ended, ended), new CaseClosed("A", ended),
            new DossierNoteAdded(Facts.Id(72), [DossierSlot.Identity], ended), new DossierFiled(DossierRetention.Long, ended.AddDays(1)),
        ];
        var caucus = Facts.Part(Mode.Caucus, 9, 10) with { Id = Facts.Id(81), HasNote = true };
        var joint = Facts.Part(Mode.Joint, 10, 12) with { Id = Facts.Id(82), HasNote = true };
        var measured = Facts.Part(Mode.FieldMeasurement, 13, 14) with { Id = Facts.Id(83), Lengths = [12.4m, 3m], Witnesses = 1, Positions = [new("A", true), new("B", false)], SketchEvidenceId = Facts.Id(96) };
        var session = Workflow.Sessions.Session.Initial.Evolve(Facts.Called(
            new Participant(Facts.Id(91), Role.Party, Facts.PartyA, true, Facts.Now), new Participant(Facts.Id(92), Role.VillageNotable, null, true, Facts.Now)));
        foreach (var segment in (Segment[])[caucus, joint, measured])
        {
            session = session.Evolve(new SegmentRecorded(segment, Facts.Now));
        }

        session = session.Evolve(new SessionClosed(Facts.Now.AddHours(6), 240, Facts.Now, SessionResult.Agreed));
        var duty = new Obligation(Facts.Id(62), Facts.PartyB, Facts.PartyA, ObligationKind.Payment, 8000.5m, new DateOnly(2026, 12, 31), [new(new DateOnly(2026, 10, 31), 3000.5m), new(new DateOnly(2026, 12, 31), 5000m)]);
        var agreement = Workflow.Agreements.Agreement.Initial.Evolve(Facts.Drafted() with { AgreementId = Agreement, Obligations = [duty] })
            .Evolve(Facts.Signed(Signer.Party, Facts.PartyA)).Evolve(new AgreementTookEffect(ended, ended))
            .Evolve(new PerformanceRecorded(new(Facts.Id(63), duty.Id, PerformanceKind.Partial, 3000.5m, new DateOnly(2026, 10, 30), null, null, Facts.PartyA), ended))
            .Evolve(new ConfirmationSought(Application, ended));
        var texts = new Dictionary<(Guid, string), string>
        {
            [(Facts.Id(71), "text")] = "问：地界在哪里？\n答：以老石坎为界。" + string.Concat(Enumerable.Repeat("三十年前两家老人当面说定以滴水檐为界，", longText)),
            [(Session, "place")] = "段家河镇村委会会议室", [(Facts.Id(81), Confidant.SealedNote)] = SealedWords, [(Facts.Id(82), "note")] = "双方当面陈述并达成一致。",
            [(Facts.Id(83), "point.0")] = "东墙根", [(Facts.Id(83), "point.1")] = "滴水檐外沿", [(Facts.Id(92), "name")] = $"陈{Rare}", [(Facts.Id(92), "unit")] = "段家河村",
            [(Agreement, "facts")] = "两家地界相邻，父辈即有争执。", [(Agreement, "points")] = "滴水檐下三尺归谁。", [(Agreement, "content")] = "1、以现场丈量为界\n2、乙方补偿甲方",
            [(Facts.Id(62), "act")] = "补偿款", [(Facts.Id(62), "place")] = "村委会", [(Facts.Id(62), "manner")] = "现金", [(Facts.Id(72), "text")] = "乙方身份证遗失，已由村委会出具证明。",
            [(Facts.CaseId, FileDossier.FiledByField)] = "李书记",
            [(Facts.Id(73), "text")] = "代为和解", [(Facts.Id(73), AddRecord.AgentField)] = "王律师", [(Facts.Id(73), AddRecord.PeriodField)] = "至本案调解结束",
            [(Facts.Id(76), "text")] = Conceded, [(Facts.Id(82), SegmentTexts.RecusalAnswer)] = "双方均不申请回避", [(Session, "summary")] = "界址以石坎为准",
            [(Facts.Id(83), SegmentTexts.Method)] = "拉尺直量", [(Facts.Id(83), SegmentTexts.Instrument)] = "三十米皮尺", [(Facts.Id(83), SegmentTexts.Witness(0))] = "薛长贵",
            [(Facts.Id(83), SegmentTexts.Objection("B"))] = "起点应在石坎外沿", [(Agreement, AgreementTerms.ResponsibilityOf("B"))] = "越界一尺",
            [(Agreement, "recorder")] = "小李", [(Facts.Id(63), "receiptNumber")] = "NO-778", [(Application, "court")] = "旬阳市人民法院",
            [(Visit, RecordFollowUp.TextField)] = "款已收到一部分", [(Visit, RecordFollowUp.SuitField)] = "已撤诉", [(Visit, RecordFollowUp.MeasuresField)] = "约定月底再催告",
            [(Visit, RecordFollowUp.ReasonField)] = "履行期将至", [(Visit, RecordFollowUp.VisitorField)] = "周干事",
            [(Facts.Id(71), AddRecord.PlaceField)] = "薛家湾村委会", [(Facts.Id(71), AddRecord.PresentField)] = "村主任薛某", [(Facts.Id(71), AddRecord.RecorderField)] = "记录员甲",
            [(Session, CloseSession.RecorderField)] = "记录员乙", [(Facts.Id(96), FileEvidence.DescriptionField)] = "地界草图",
        };
        var dispute = new DisputeFacts("段家河村三组", new DateOnly(2024, 3, 5), "父辈即争的地界，2024年3月再起争执。", new Dictionary<Guid, PartyFacts>
        {
            [Facts.PartyA] = new($"张{Rare}", "13812345678", "110101194912310019", "陕西省旬阳市段家河镇某村三组12号") { Ethnicity = "土家族", Occupation = "瓦工", ServiceAddress = "镇政府收发室" },
            [Facts.PartyB] = new("李四", "13987654321", "110101195012310026", "同村"),
        })
        {
            Requests = ["恢复原界", "赔偿损失"], AppliedOn = new DateOnly(2026, 3, 15), DelegatedBy = "县信访局", LanguageNeeds = "安康方言",
        };
        return Of(events, [session], [agreement], texts, dispute) with
        {
            Committee = "旬阳市段家河镇人民调解委员会", Persons = new Dictionary<Guid, string> { [Facts.Mediator] = "何调解员" }, TypeName = "宅基地使用",
            FollowUps = Followed(ended), Confirmations = [Applied(ended)],
            Evidence = [new EvidenceRow(8, new EvidenceFiled(Facts.Id(96), DossierSlot.Investigation, null, FileType.Png, 1234, new string('b', 64), Facts.Now), null), new EvidenceRow(9, new EvidenceFiled(Facts.Id(95), DossierSlot.Identity, Facts.PartyA, FileType.Pdf, 1234, new string('a', 64), Facts.Now), null)],
        };
    }

    private static FollowUpPlan Followed(DateTimeOffset ended)
    {
        var (on, visited) = (new DateOnly(2026, 4, 7), ended.AddDays(30));
        var planned = new FollowUpPlanned(
            FollowUpPlan.IdOf(Facts.CaseId), Facts.CaseId, 1, Risk.Green, ClockCatalog.InForce(on).Version, [Facts.PartyA, Facts.PartyB],
            [new PlannedVisit(Facts.Id(74), new DateOnly(2026, 7, 6))], on, ended);
        return FollowUpPlan.Initial.Evolve(planned).Evolve(new FollowUpVisited(
            Visit, Facts.Id(74), visited, PerformanceSeen.Partial, [new(Facts.PartyA, true, Satisfaction.Satisfied), new(Facts.PartyB, false, null)], true, false, true, visited));
    }

    private static Confirmation Applied(DateTimeOffset ended)
    {
        PacketItem[] packet = [new(PaperKind.Application), new(PaperKind.Agreement), new(PaperKind.Identity, Facts.PartyB)];
        var opened = new ConfirmationOpened(Application, Facts.CaseId, Agreement, [Facts.PartyA, Facts.PartyB], "610981", new(2026, 4, 7), new(2026, 5, 7), packet, ended);
        return packet.Select((item, i) => new PaperAttached(new(Facts.Id(66 + i), item.Kind, item.PartyId, null, null), ended))
            .Aggregate(Confirmation.Initial.Evolve(opened), (state, e) => state.Evolve(e)).Evolve(new ConfirmationSubmitted(new(2026, 4, 20), ended));
    }

    private static PrintFacts Of(
        object[] events, IReadOnlyList<Session> sessions, IReadOnlyList<Agreement> agreements, Dictionary<(Guid, string), string> texts, DisputeFacts dispute) => new(
        events.Aggregate(Case.Initial, (state, e) => state.Evolve(e)),
        [.. events.Select((e, i) => new RecordedEvent(i, 0, default, Facts.CaseId, i + 1, "", e, Facts.Now, new EventHeaders($"{Facts.Mediator}")))],
        sessions, agreements, [], new VaultTexts(texts), new Confidant($"{Facts.Mediator}", true, DateTimeOffset.MinValue, false, true), dispute, null, new Dictionary<Guid, string>(), null, Facts.Now);
}
