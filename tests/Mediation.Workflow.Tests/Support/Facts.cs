using Mediation.Contracts.Intake;
using Mediation.Workflow.Agreements;
using Mediation.Workflow.Cases;
using Mediation.Workflow.Sessions;

namespace Mediation.Workflow.Tests;

/// <summary>Ids and events that tests start from.</summary>
internal static class Facts
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 18, 9, 0, 0, TimeSpan.FromHours(8));
    internal static readonly Guid CaseId = Id(1);
    internal static readonly Guid PartyA = Id(11);
    internal static readonly Guid PartyB = Id(12);
    internal static readonly Guid Mediator = Id(21);
    internal static readonly Guid Other = Id(22);
    internal static readonly Guid Committee = Id(31);
    internal static readonly Guid NewId = Id(41);

    internal static Guid Id(int number) => new(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);

    internal static CaseOpened Opened(string type = "0999", int? persons = null, decimal? amount = null) => new(
        CaseId, "（2026）段人调字第0001号", Committee, "610981113", type, "police",
        [new PartyRef(PartyA, "A", "person"), new PartyRef(PartyB, "B", "person")], 2, persons, amount, "six-step", 1, Now, Now);

    internal static MediatorRequested Requested(int attempt = 1, params IReadOnlyList<Guid> excluded) =>
        new(attempt, Committee, "610981113", "0999", excluded, Now);

    internal static MediatorProposed Proposed(int attempt = 1) => new(Mediator, attempt, new DateOnly(2026, 3, 23), Now);

    /// <summary>A case that is open at its first step.</summary>
    internal static object[] Open(CaseOpened? opened = null) => [opened ?? Opened(), Requested(), Proposed(), new MediatorAssigned(Mediator, Now)];

    /// <summary>A case with some of its steps completed.</summary>
    internal static object[] OpenAt(int step, CaseOpened? opened = null) =>
        [.. Open(opened), .. Enumerable.Range(1, step - 1).Select(n => new StepCompleted(n, Now))];

    internal static RecordAdded Record(
        RecordKind kind, int step = 1, string? side = null, Guid? party = null, bool? given = null, Risk? risk = null, int? provisions = null) =>
        new(NewId, step, kind, side, party is { } id ? [id] : null, given, risk, provisions, Now, Now);

    internal static SessionCalled Called(params IReadOnlyList<Participant> participants) =>
        new(Id(51), CaseId, Panel.Custom, ["A", "B"], participants, Now, Now, Round: 1);

    internal static Segment Part(Mode mode, double from, double to) => new(
        NewId, mode, mode == Mode.Caucus ? "A" : null, Now.AddHours(from - 9), Now.AddHours(to - 9), null, false, null, mode == Mode.Joint, mode == Mode.Joint);

    internal static AgreementDrafted Drafted() => new(Id(61), CaseId, AgreementForm.Written, [PartyA, PartyB], 3, false, [], Now, Round: 1);

    internal static AgreementSigned Signed(Signer signer, Guid? party = null, SignatureKind kind = SignatureKind.Hand, double hour = 15) =>
        new(NewId, new Signature(signer, party, kind, Now.AddHours(hour - 9), Id: NewId), Now.AddHours(7));

    /// <summary>In effect since <see cref="Now"/>: B pays A 1000 in two instalments and repairs the wall.</summary>
    internal static object[] InEffect(params IReadOnlyList<Obligation> duties) =>
        [Drafted() with { Obligations = duties.Count > 0 ? duties : [Payment, Act] }, new AgreementTookEffect(Now, Now)];

    internal static readonly Obligation Payment = new(
        Id(71), PartyB, PartyA, ObligationKind.Payment, 1000, new DateOnly(2026, 5, 1), [new(new DateOnly(2026, 4, 1), 400), new(new DateOnly(2026, 5, 1), 600)]);

    internal static readonly Obligation Act = new(Id(72), PartyB, PartyA, ObligationKind.Act, null, new DateOnly(2026, 4, 10));
}
