using Mediation.EventStore;
using Mediation.ServiceDefaults;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Dossiers;
using Mediation.Workflow.Evidence;
using Mediation.Workflow.Forms;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Tests.Forms;

/// <summary>What is printed of a case that went all the way, and of one of which nothing is known.</summary>
internal static class SomeCase
{
    internal const string Rare = "龘靐齉𠮷㙟";
    internal const string SealedWords = "甲方私下愿让三尺";

    private static readonly Guid Session = Facts.Id(51);
    private static readonly Guid Agreement = Facts.Id(61);

    internal static PrintFacts Bare() => Of([Facts.Opened()], [], [], new Dictionary<(Guid, string), string>(), DisputeFacts.Unknown);

    internal static PrintFacts Whole(int longText = 0)
    {
        var ended = Facts.Now.AddDays(20);
        object[] events =
        [
            Facts.Opened("0902", 12, 128000) with { Source = "application" }, new MediatorAssigned(Facts.Mediator, Facts.Now),
            Facts.Record(RecordKind.RightsNotice, 2, party: Facts.PartyA), Facts.Record(RecordKind.RightsNotice, 2, party: Facts.PartyB),
            Facts.Record(RecordKind.Investigation, 3, party: Facts.PartyA) with { RecordId = Facts.Id(71) },
            new AgreementReached(Agreement, AgreementForm.Written, ended, ended), new CaseClosed("A", ended),
            new DossierNoteAdded(Facts.Id(72), [DossierSlot.Identity], ended), new DossierFiled(DossierRetention.Long, ended.AddDays(1)),
        ];
        var caucus = Facts.Part(Mode.Caucus, 9, 10) with { Id = Facts.Id(81), HasNote = true };
        var joint = Facts.Part(Mode.Joint, 10, 12) with { Id = Facts.Id(82), HasNote = true };
        var measured = Facts.Part(Mode.FieldMeasurement, 13, 14) with { Id = Facts.Id(83), Lengths = [12.4m, 3m] };
        var session = Workflow.Sessions.Session.Initial.Evolve(Facts.Called(
            new Participant(Facts.Id(91), Role.Party, Facts.PartyA, true, Facts.Now), new Participant(Facts.Id(92), Role.VillageNotable, null, true, Facts.Now)));
        foreach (var segment in (Segment[])[caucus, joint, measured])
        {
            session = session.Evolve(new SegmentRecorded(segment, Facts.Now));
        }

        var duty = new Obligation(Facts.Id(62), Facts.PartyB, Facts.PartyA, ObligationKind.Payment, 8000.5m, new DateOnly(2026, 12, 31));
        var agreement = Workflow.Agreements.Agreement.Initial.Evolve(Facts.Drafted() with { AgreementId = Agreement, Obligations = [duty] })
            .Evolve(Facts.Signed(Signer.Party, Facts.PartyA)).Evolve(new AgreementTookEffect(ended, ended));
        var texts = new Dictionary<(Guid, string), string>
        {
            [(Facts.Id(71), "text")] = "问：地界在哪里？\n答：以老石坎为界。" + string.Concat(Enumerable.Repeat("三十年前两家老人当面说定以滴水檐为界，", longText)),
            [(Session, "place")] = "段家河镇村委会会议室", [(Facts.Id(81), Confidant.SealedNote)] = SealedWords, [(Facts.Id(82), "note")] = "双方当面陈述并达成一致。",
            [(Facts.Id(83), "point.0")] = "东墙根", [(Facts.Id(83), "point.1")] = "滴水檐外沿", [(Facts.Id(92), "name")] = $"陈{Rare}", [(Facts.Id(92), "unit")] = "段家河村",
            [(Agreement, "facts")] = "两家地界相邻，父辈即有争执。", [(Agreement, "points")] = "滴水檐下三尺归谁。", [(Agreement, "content")] = "1、以现场丈量为界\n2、乙方补偿甲方",
            [(Facts.Id(62), "act")] = "补偿款", [(Facts.Id(62), "place")] = "村委会", [(Facts.Id(62), "manner")] = "现金", [(Facts.Id(72), "text")] = "乙方身份证遗失，已由村委会出具证明。",
            [(Facts.CaseId, FileDossier.FiledByField)] = "李书记",
        };
        var dispute = new DisputeFacts("段家河村三组", new DateOnly(2024, 3, 5), "父辈即争的地界，2024年3月再起争执。", new Dictionary<Guid, PartyFacts>
        {
            [Facts.PartyA] = new($"张{Rare}", "13812345678", "110101194912310019", "陕西省旬阳市段家河镇某村三组12号"),
            [Facts.PartyB] = new("李四", "13987654321", "110101195012310026", "同村"),
        });
        return Of(events, [session], [agreement], texts, dispute) with
        {
            Committee = "旬阳市段家河镇人民调解委员会", Persons = new Dictionary<Guid, string> { [Facts.Mediator] = "何调解员" }, TypeName = "宅基地使用",
            Evidence = [new EvidenceRow(9, new EvidenceFiled(Facts.Id(95), DossierSlot.Identity, Facts.PartyA, FileType.Pdf, 1234, new string('a', 64), Facts.Now), null)],
        };
    }

    private static PrintFacts Of(
        object[] events, IReadOnlyList<Session> sessions, IReadOnlyList<Agreement> agreements, Dictionary<(Guid, string), string> texts, DisputeFacts dispute) => new(
        events.Aggregate(Case.Initial, (state, e) => state.Evolve(e)),
        [.. events.Select((e, i) => new RecordedEvent(i, 0, default, Facts.CaseId, i + 1, "", e, Facts.Now, new EventHeaders($"{Facts.Mediator}")))],
        sessions, agreements, [], new VaultTexts(texts), new Confidant($"{Facts.Mediator}", true, DateTimeOffset.MinValue, false, true), dispute, null, new Dictionary<Guid, string>(), null, Facts.Now);
}
