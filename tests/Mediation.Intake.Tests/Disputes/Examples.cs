using Mediation.Intake.Committees;
using Mediation.Intake.Disputes;

namespace Mediation.Intake.Tests.Disputes;

/// <summary>The land-boundary quarrel of Duanjiahe, as events.</summary>
internal static class Examples
{
    internal static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    internal static readonly Guid DisputeId = Guid.Parse("019c0000-0000-7000-8000-000000000001");
    internal static readonly Guid CommitteeId = Guid.Parse("019c0000-0000-7000-8000-000000000002");
    internal static readonly Guid A = Guid.Parse("019c0000-0000-7000-8000-00000000000a");
    internal static readonly Guid A2 = Guid.Parse("019c0000-0000-7000-8000-00000000001a");
    internal static readonly Guid B = Guid.Parse("019c0000-0000-7000-8000-00000000000b");

    internal static readonly Committee Duanjiahe = new(1, "段", "610981");

    internal static readonly DisputeRegistered Registered = RegisteredWith(
        new RegisteredParty(A, "A", PartyKind.Person), new RegisteredParty(B, "B", PartyKind.Person));

    internal static readonly ConsentGiven ConsentA = new(A, Now);
    internal static readonly ConsentGiven ConsentB = new(B, Now);

    internal static readonly DisputeAdmitted Admitted = new(
        CommitteeId, "（2026）段人调字第0001号", Registered.AreaCode, Registered.TypeCode, Registered.Source, Registered.Parties, 2, 9, 12000.5m, Now,
        AppliedOn: new DateOnly(2026, 3, 2));

    internal static DisputeRegistered RegisteredWith(params RegisteredParty[] parties) =>
        new("police", "0902", "610981100004", new DateOnly(1994, 3, 1), parties, 2, 9, 12000.5m, Now);
}
